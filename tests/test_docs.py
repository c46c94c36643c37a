"""What the documentation says is true: examples run, commands and files exist."""

import doctest
import importlib
import inspect
import re
from types import ModuleType

import pytest

from tests.conftest import ROOT

NAMES = sorted(
    str(path.relative_to(ROOT).with_suffix("")).replace("/", ".").removesuffix(".__init__")
    for path in (ROOT / "rollout").rglob("*.py")
    if path.name != "__main__.py"
)
GROUPS = {"data", "register", "founding", "inquiry", "workspace"}
# What Python users are pointed to: everything here has an example that runs.
API = {
    "rollout.inputs": ["load_inputs"],
    "rollout.analysis": ["analyse"],
    "rollout.scenario": ["Scenario"],
    "rollout.potential.scoring": ["founding_potential", "normalise", "aggregate", "contributions",
                        "nominal_weights", "near_duplicates", "observed_goalposts", "ranks",
                        "terciles"],
    "rollout.potential.bands": ["rank_bands", "dominance"],
    "rollout.potential.treatment": ["divide_by_reference", "fill_missing", "treat_outliers"],
    "rollout.potential.twins": ["twins"],
    "rollout.coverage.rates": ["rates"],
    "rollout.geo.neighbours": ["neighbours", "components"],
    "rollout.geo.locate": ["locate"],
    "rollout.geo.reach": ["reach_share"],
    "rollout.siting": ["best_sites", "fewest_sites", "nearest_sites", "nested_waves",
                         "coverage_curve", "robust_sites", "importance", "equally_good"],
}  # fmt: skip
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def modules() -> dict[str, ModuleType]:
    return {name: importlib.import_module(name) for name in NAMES}


def test_the_examples_in_docstrings_run(modules):
    results = {name: doctest.testmod(module) for name, module in modules.items()}
    assert sum(result.attempted for result in results.values()) > 100
    assert [name for name, result in results.items() if result.failed] == []


def test_the_api_has_examples(modules):
    without = [
        f"{module}.{name}"
        for module, names in API.items()
        for name in names
        if ">>>" not in (getattr(modules[module], name).__doc__ or "")
    ]
    assert without == []


def public(module: ModuleType) -> list[object]:
    """Functions and classes that a module defines for others."""
    return [
        value
        for key, value in vars(module).items()
        if not key.startswith("_") and getattr(value, "__module__", None) == module.__name__
        and (inspect.isfunction(value) or inspect.isclass(value))
    ]  # fmt: skip


def test_every_public_function_is_described(modules):
    without = [
        f"{name}.{value.__name__}"
        for name, module in modules.items()
        for value in public(module)
        if not value.__doc__
    ]
    assert without == []


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
