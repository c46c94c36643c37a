"""Imports point downwards, and heavy packages stay where they are used."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

# Lowest first; a module may import from its own layer and those below.
LAYERS = [
    ["errors", "ags", "wording", "atomic", "fetch"],
    ["milestones"],
    ["choices", "scenario", "model"],
    ["geo", "readers", "crosswalk"],
    ["inputs"],
    ["datastore", "upkeep"],
    ["underway"],
    ["coverage", "rates", "treatment", "scoring", "presets", "robustness", "sensitivity", "twins",
     "weights", "composite", "ranking", "draws", "checks", "caveats"],
    ["planning", "courses", "workload"],
    ["schedule", "standstill", "outlook"],
    ["statements"],
    ["backtest"],
    ["analysis"],
    ["maps", "export", "report", "selfcheck"],
    ["cli"],
]  # fmt: skip
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports relatively"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def step(module: str) -> str | None:
    """Name of the step a dotted name of our package belongs to."""
    parts = module.split(".")
    return parts[1] if parts[0] == "rollout" and len(parts) > 1 and parts[1] in LEVEL else None


@pytest.mark.parametrize("path", modules("rollout"), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_downwards(path):
    own = path.relative_to(ROOT / "rollout").parts[0].removesuffix(".py")
    if own in ("__init__", "__main__"):
        return
    assert own in LEVEL, f"{own} has no layer; add it to LAYERS"
    upward = {name for name in imported(path) if (at := step(name)) and LEVEL[at] > LEVEL[own]}
    assert not upward


def test_only_the_command_line_knows_the_dashboard():
    knows = {
        path.name
        for path in modules("rollout")
        if any(name.split(".")[0] == "dashboard" for name in imported(path))
    }
    assert knows <= {"commands.py"}


@pytest.mark.parametrize(
    ("package", "allowed"),
    [("folium", {"maps"}), ("dash", set()), ("plotly", set()), ("xlsxwriter", {"export"})],
)
def test_a_package_is_used_in_its_place_only(package, allowed):
    users = {
        path.relative_to(ROOT / "rollout").parts[0].removesuffix(".py")
        for path in modules("rollout")
        if any(name.split(".")[0] == package for name in imported(path))
    }
    assert users <= allowed


def test_scoring_knows_no_geometry():
    for name in (
        "caveats", "checks", "composite", "draws", "presets", "ranking", "robustness", "scoring",
        "sensitivity", "treatment", "twins", "weights",
    ):  # fmt: skip
        path = ROOT / "rollout" / f"{name}.py"
        heads = {module.split(".")[0] for module in imported(path)}
        assert not heads & {"geopandas", "shapely"}
        assert not {module for module in imported(path) if module.startswith("rollout.geo")}


def test_the_command_line_starts_without_heavy_packages():
    heavy = ["geopandas", "shapely", "folium", "scipy", "highspy", "typst", "dash", "xlsxwriter"]
    code = f"import sys, rollout.cli; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
