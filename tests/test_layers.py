"""Imports point downwards, and heavy packages stay where they are used."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT

# Lowest first; a room may import from itself and from the layers below, never from a sibling.
LAYERS = [
    ["language", "arrays", "tokens", "data_folder"],
    ["errors", "ags", "territory"],
    ["files"],
    ["programme"],
    ["founding_steps", "issuer"],
    ["inquiries"],
    ["typeset", "model", "scenario", "siting", "crosswalk"],
    ["geo", "readers"],
    ["restate", "input_files"],
    ["inputs", "parts_of_country", "steps"],
    ["datastore"],
    ["abroad", "carried", "coverage", "foundings"],
    ["propensity"],
    ["potential"],
    ["analysis"],
    ["plan"],
    ["followup"],
    ["maps"],
    ["export"],
    ["report"],
    ["office"],
    ["outputs", "selfcheck", "workspace"],
    ["edition"],
    ["cli"],
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@cache
def imported(path: Path) -> frozenset[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            home = source_of(node, path.relative_to(ROOT).parts[:-1])
            names |= {home, *(f"{home}.{alias.name}" for alias in node.names)}
    return frozenset(names)


def source_of(node: ast.ImportFrom, package: Sequence[str]) -> str:
    """Full name of what is imported from, its dots counted from the package of the module."""
    above = package[: len(package) - node.level + 1] if node.level else ()
    return ".".join([*above, *([node.module] if node.module else [])])


def parts_at_run_time(node: ast.AST) -> Iterator[ast.AST]:
    """The node and all below it, without what stands under `if TYPE_CHECKING:`."""
    if isinstance(node, ast.If) and getattr(node.test, "id", None) == "TYPE_CHECKING":
        for part in node.orelse:
            yield from parts_at_run_time(part)
        return
    yield node
    for part in ast.iter_child_nodes(node):
        yield from parts_at_run_time(part)


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports_between(sources: Mapping[str, str]) -> dict[str, set[str]]:
    """Modules that each of the modules imports, at its top or inside its functions."""
    graph: dict[str, set[str]] = {}
    packages = {name.rpartition(".")[0] for name in sources}
    for module, source in sources.items():
        names = set()
        package = module.split(".") if module in packages else module.split(".")[:-1]
        for node in parts_at_run_time(ast.parse(source)):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                home = source_of(node, package)
                inside = [f"{home}.{alias.name}" for alias in node.names]
                names |= {name if name in sources else home for name in inside}
        graph[module] = names & sources.keys()
    return graph


def cycle(graph: Mapping[str, set[str]]) -> list[str]:
    """Modules of one cycle, each imported by the next; empty if there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_modules_import_each_other_even_inside_functions():
    sources = {
        dotted(path): path.read_text(encoding="utf-8")
        for folder in ("rollout", "dashboard")
        for path in modules(folder)
    }
    assert cycle(imports_between(sources)) == []


def test_a_cycle_through_an_import_inside_a_function_is_seen():
    sources = {"a": "from b import c", "b": "", "b.c": "def f():\n    import d", "d": "import a"}
    assert set(cycle(imports_between(sources))) == {"a", "b.c", "d"}


def test_a_cycle_through_relative_imports_is_seen():
    sources = {"a": "", "a.b": "from . import c", "a.c": "from .d.e import f", "a.d": "",
               "a.d.e": "from ..b import g", "a.h": "from .d import e"}  # fmt: skip
    assert set(cycle(imports_between(sources))) == {"a.b", "a.c", "a.d.e"}


def test_an_import_for_types_only_makes_no_cycle():
    sources = {"a": "if TYPE_CHECKING:\n    import b", "b": "import a"}
    assert cycle(imports_between(sources)) == []


def step(module: str) -> str | None:
    """Name of the step a dotted name of our package belongs to."""
    parts = module.split(".")
    return parts[1] if parts[0] == "rollout" and len(parts) > 1 and parts[1] in LEVEL else None


def upwards(path: Path) -> Iterator[str]:
    """What a module imports from its own layer or from above."""
    own = path.relative_to(ROOT / "rollout").parts[0].removesuffix(".py")
    if own in ("__init__", "__main__"):
        return
    assert own in LEVEL, f"{own} has no layer; add it to LAYERS"
    for name in sorted(imported(path)):
        at = step(name)
        if at and at != own and LEVEL[at] >= LEVEL[own]:
            yield f"{path.relative_to(ROOT)} imports {name}"


def test_imports_point_downwards():
    files = modules("rollout")
    assert files
    assert [line for path in files for line in upwards(path)] == []


# Rooms of the dashboard, lowest first; views may use each other as long as there is no circle.
ROOMS = ["page", "server", "views", ""]


def room(module: str) -> str:
    """Room of a module of the dashboard; empty for what is put together on top."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in ROOMS else ""


def dashboard_imports(path: Path) -> set[str]:
    return {name for name in imported(path) if name.split(".")[0] == "dashboard"}


def above_its_room(path: Path) -> set[str]:
    level = ROOMS.index(room(".".join(path.relative_to(ROOT).parts)))
    above = {name for name in dashboard_imports(path) if ROOMS.index(room(name)) > level}
    return above - {"dashboard"}


def test_rooms_of_the_dashboard_stand_on_each_other():
    wrong = {str(path.relative_to(ROOT)): above_its_room(path) for path in modules("dashboard")}
    assert wrong
    assert {path: above for path, above in wrong.items() if above} == {}


def test_views_of_the_dashboard_need_each_other_one_way_only():
    needs = {
        folder.name: {
            parts[2]
            for path in folder.glob("*.py")
            for name in dashboard_imports(path)
            if len(parts := name.split(".")) > 3 and parts[1] == "views" and parts[2] != folder.name
        }
        for folder in (ROOT / "dashboard" / "views").iterdir()
        if (folder / "__init__.py").exists()
    }
    assert cycle(needs) == []


def relative_imports(path: Path) -> bool:
    source = path.read_text(encoding="utf-8")
    if not re.search(r"\bfrom\s+\.", source):  # read as a program only where it may be one
        return False
    nodes = ast.walk(ast.parse(source))
    return any(isinstance(node, ast.ImportFrom) and node.level for node in nodes)


def test_the_dashboard_names_itself_by_dots_only():
    """It is called `dashboard` in a checkout and `rollout.dashboard` in a wheel."""
    for path in modules("dashboard"):
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        absolute = [node for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom))]
        names = {getattr(node, "module", None) or node.names[0].name for node in absolute
                 if not getattr(node, "level", 0)}  # fmt: skip
        assert not {name for name in names if name.split(".")[0] == "dashboard"}, path.name


def test_no_other_package_imports_relatively():
    others = (*modules("rollout"), *modules("tests"), *modules("tools"), *modules("benchmarks"))
    assert [path.name for path in others if relative_imports(path)] == []


def test_nothing_below_imports_the_dashboard():
    """Its command alone knows it, by name."""
    for path in modules("rollout"):
        assert not {name for name in imported(path) if name.split(".")[0] == "dashboard"}, path.name
        by_name = "dashboard_module(" in path.read_text(encoding="utf-8")
        assert by_name <= (path.name == "commands.py")


@pytest.mark.parametrize(
    ("package", "allowed"),
    [
        ("folium", {"maps"}),
        ("dash", set()),
        ("plotly", set()),
        ("xlsxwriter", {"export"}),
        ("sqlalchemy", {"workspace"}),
    ],
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
        assert rooms <= {"siting", "errors", "language", "arrays"}


def test_the_command_line_starts_without_heavy_packages():
    heavy = ["geopandas", "shapely", "folium", "scipy", "highspy", "typst", "dash", "xlsxwriter",
             "sqlalchemy"]  # fmt: skip
    code = f"import sys, rollout.cli; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_dashboard_has_its_own_components_instead_of_those_of_dash():
    """Their script is not loaded (see `NOT_NEEDED` in app.py), so none of them would be drawn."""
    users = [path.name for path in modules("dashboard") if "dash.dcc" in imported(path)]
    assert not users, "use dashboard/page/forms.py"
