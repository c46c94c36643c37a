"""Imports point downwards, and heavy packages stay where they are used."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

# Lowest first; a room may import from itself and from the layers below, never from a sibling.
LAYERS = [
    ["language", "tokens"],
    ["errors", "ags", "founding_steps"],
    ["files", "typeset", "model", "scenario", "siting"],
    ["geo", "readers", "crosswalk"],
    ["inputs", "parts_of_country"],
    ["datastore", "upkeep"],
    ["coverage", "foundings"],
    ["potential"],
    ["analysis"],
    ["plan"],
    ["maps"],
    ["export"],
    ["report"],
    ["outputs", "selfcheck"],
    ["cli"],
]
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
    others = {at for name in imported(path) if (at := step(name)) and at != own}
    assert not {at for at in others if LEVEL[at] >= LEVEL[own]}


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


def test_the_potential_knows_no_geometry():
    for path in modules("rollout/potential"):
        if path.name == "backtest.py":  # looks at the coverage of an earlier day
            continue
        names = set(imported(path))
        assert not {name.split(".")[0] for name in names} & {"geopandas", "shapely"}
        assert not {name for name in names if name.startswith("rollout.geo")}


def test_siting_knows_neither_scenario_nor_districts():
    for path in modules("rollout/siting"):
        rooms = {at for name in imported(path) if (at := step(name))}
        assert rooms <= {"siting", "errors", "language"}


def test_the_command_line_starts_without_heavy_packages():
    heavy = ["geopandas", "shapely", "folium", "scipy", "highspy", "typst", "dash", "xlsxwriter"]
    code = f"import sys, rollout.cli; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
