"""What the documentation says is true: examples run, commands and files exist."""

import doctest
import importlib
import re

import pytest

from tests.conftest import ROOT

MODULES = sorted(
    str(path.relative_to(ROOT).with_suffix("")).replace("/", ".").removesuffix(".__init__")
    for path in (ROOT / "rollout").rglob("*.py")
    if path.name != "__main__.py"
)
GROUPS = {"data", "register"}
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_docstrings_run(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0


def test_every_make_target_in_the_readme_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_every_command_in_the_readme_is_one():
    from rollout.cli.commands import COMMANDS

    used = set(re.findall(r"^rollout ([a-z]+)", README, re.MULTILINE))
    assert used == set(COMMANDS) | GROUPS


def test_every_public_name_can_be_imported():
    import rollout

    assert [name for name in rollout.__all__ if getattr(rollout, name) is None] == []
    with pytest.raises(AttributeError, match="moon"):
        rollout.moon  # noqa: B018
