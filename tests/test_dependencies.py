"""Licences and advisories of the pinned packages."""

from __future__ import annotations

import json
import os
import re
import tomllib
from pathlib import Path

import pytest

from tools.audit import verdict
from tools.check_pins import PLATFORMS, PYTHONS, ask, read_answer
from tools.licences import closure, document, pins

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "dependencies.md"


@pytest.fixture(scope="module")
def rows() -> dict[str, list[str]]:
    """Name -> cells of the table."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    return {row[0]: row for row in cells if re.match(r"\d", row[1])}


def test_every_pinned_package_is_listed_with_its_version_and_licence(
    rows: dict[str, list[str]],
) -> None:
    pinned = pins((ROOT / "constraints.txt").read_text(encoding="utf-8"))
    assert {name: rows[name][1] for name, _ in pinned.values()} == dict(pinned.values())
    assert set(rows) == {name for name, _ in pinned.values()}
    assert [name for name, row in rows.items() if "not stated" in row[2] or not row[2]] == []


def test_what_running_needs_is_pinned_and_stands_in_the_first_table() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = closure(project["dependencies"]) - {"setuptools"}  # part of the environment
    first = PAGE.read_text(encoding="utf-8").split("## Nur zum Entwickeln")[0]
    names = {row.split("|")[1].strip() for row in first.splitlines() if row.startswith("| ")}
    pinned = pins((ROOT / "constraints.txt").read_text(encoding="utf-8"))
    assert needed <= set(pinned)
    assert {pinned[key][0] for key in needed} == names - {"Paket"}


def test_the_page_is_up_to_date() -> None:
    assert document() == PAGE.read_text(encoding="utf-8")


def test_no_licence_forbids_using_the_packages_together(rows: dict[str, list[str]]) -> None:
    """No strong copyleft and no non-commercial terms among what is shipped."""
    licences = " ".join(row[2] for row in rows.values())
    assert not re.search(r"\bA?GPL|non-?commercial|proprietary", licences, re.IGNORECASE)


def test_pins_say_no_address() -> None:
    assert "://" not in (ROOT / "constraints.txt").read_text(encoding="utf-8")


AUDITED = {"name": "a", "version": "1", "vulns": []}
KNOWN = {"name": "b", "version": "2", "vulns": [{"id": "X-1", "fix_versions": ["2.1"]}]}
SKIPPED = {"name": "c", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("packages", "code"),
    [([AUDITED], 0), ([AUDITED, KNOWN], 1), ([AUDITED, SKIPPED], 3), ([SKIPPED], 3), ([], 3)],
)
def test_only_a_complete_audit_is_a_clean_bill(packages: list[object], code: int) -> None:
    assert verdict(json.dumps({"dependencies": packages})).code == code


def test_an_advisory_is_named_with_its_remedy() -> None:
    lines = verdict(json.dumps({"dependencies": [AUDITED, KNOWN, SKIPPED]})).lines
    assert lines == (
        "2 of 3 packages audited, 1 advisories",
        "not audited: c",
        "b 2: X-1, fixed in 2.1",
    )


@pytest.mark.parametrize(
    ("code", "errors", "state"),
    [
        (0, "", "yes"),
        (
            1,
            "Because pyogrio==0.13.0 has no usable wheels, your requirements are unsatisfiable.",
            "no",
        ),
        (2, "error: Failed to fetch: `https://example.org/simple/numpy/`", "not asked"),
        (1, "python: No module named uv", "not asked"),
    ],
)
def test_a_pin_without_wheel_is_told_from_an_index_out_of_reach(
    code: int, errors: str, state: str
) -> None:
    assert read_answer(code, errors).state == state


@pytest.mark.skipif(
    "ROLLOUT_INDEX" not in os.environ, reason="asks the package index; set ROLLOUT_INDEX"
)
@pytest.mark.parametrize("platform", PLATFORMS.values())
@pytest.mark.parametrize("python", PYTHONS)
def test_all_pins_come_as_wheels(python: str, platform: str) -> None:
    answer = ask(python, platform)
    if answer.state == "not asked":
        pytest.skip(f"no uv or no index: {answer.reason}")
    assert answer.state == "yes", answer.reason


def test_the_readme_names_the_pythons_for_which_pins_are_checked() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"Python {PYTHONS[0]} to {PYTHONS[-1]}" in readme
