"""Names say what a thing is: nouns for results, verbs for deeds, never what happened to it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

# Words that hide the thing they name, as a name of anything: a variable, an argument, a function.
HIDING = {
    "found", "made", "wanted", "told", "lifted", "hoped", "kin", "desk", "press", "ways", "around",
    "standing", "standstill", "underway", "tell", "show", "known", "own", "asked", "turned",
}  # fmt: skip
FOLDERS = ("rollout", "dashboard")
FILES = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]


def bound_names(path: Path) -> Iterator[tuple[str, int]]:
    """Every name a module gives: to itself, to functions, arguments, fields and variables."""
    yield path.stem, 0
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno


def test_names_say_what_a_thing_is():
    hiding = [
        f"{path.relative_to(ROOT)}, line {line}: {name}"
        for path in FILES
        for name, line in bound_names(path)
        if name.lstrip("_") in HIDING
    ]
    assert FILES
    assert hiding == []
