PYTHON ?= python3
BIN := .venv/bin

.PHONY: run dashboard test lint scripts types audit pins bench clean

.venv/pip: constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	touch $@

.venv/runtime: pyproject.toml .venv/pip
	$(BIN)/python -m pip install --quiet -c constraints.txt -e .
	touch $@

.venv/dev: pyproject.toml .venv/pip
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	touch $@ .venv/runtime

run: .venv/runtime
	$(BIN)/rollout run --out out

dashboard: .venv/runtime
	$(BIN)/rollout dashboard

test: .venv/dev
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: .venv/dev scripts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

node_modules/.package-lock.json: package-lock.json
	npm ci --silent
	touch $@

# The scripts of the dashboard: style, format and types. Only development needs node.
ifneq ($(shell command -v npm),)
scripts: node_modules/.package-lock.json
	npm run --silent lint
	npm run --silent types
else
scripts:
	@echo "npm is missing: the scripts of the dashboard are not checked" >&2; test -z "$$CI"
endif

types: .venv/dev
	$(BIN)/mypy

audit: .venv/pip
	@$(BIN)/python -m pip install --quiet -c constraints.txt pip-audit 2>/dev/null || true
	@$(BIN)/python tools/audit.py

pins: .venv/pip
	@$(BIN)/python -m pip install --quiet -c constraints.txt uv 2>/dev/null || true
	@$(BIN)/python tools/check_pins.py

bench: .venv/pip
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[bench]'
	$(BIN)/python -m benchmarks

clean:
	rm -rf .venv node_modules out
