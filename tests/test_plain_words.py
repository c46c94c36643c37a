"""Nobody who opened the dashboard by an icon is told to type a command."""

import ast
from pathlib import Path

import pytest

from dashboard.page.plain_words import as_on_page, message, names_command
from rollout.errors import Problem
from rollout.language import Text

ROOT = Path(__file__).parent.parent
# Commands stand where the command line itself speaks, and in findings, whose remedies the page
# goes through (`plain_words.message`).
OF_COMMANDS = ("cli", "datastore", "followup", "readers", "files", "geo/statuses",
               "inputs", "parts_of_country", "outputs", "export/map_files", "programme/current",
               "scenario", "selfcheck", "founding_steps", "workspace/database",
               "workspace/make")  # fmt: skip
# Whoever starts a server that others reach did so on a command line.
OF_OPERATORS = (
    "dashboard/app.py", "dashboard/server/hosts.py", "dashboard/door/trust.py",
    "dashboard/page/words.py: Unter diesem Namen",
)  # fmt: skip


def texts_of(path):
    """Strings handed to `Text` in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in calls:
        if getattr(call.func, "id", "") == "Text":
            for part in [part for argument in call.args for part in ast.walk(argument)]:
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def test_no_text_of_a_page_a_file_or_a_report_names_a_command():
    paths = [
        path
        for room in ("dashboard", "rollout")
        for path in sorted((ROOT / room).rglob("*.py"))
        if not str(path.relative_to(ROOT / room)).startswith(OF_COMMANDS) or room == "dashboard"
    ]
    naming = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in paths
        for text in texts_of(path)
        if names_command(text)
    ]
    others = [text for text in naming if not text.startswith(OF_OPERATORS)]
    assert [text for text in others if "The dashboard does not answer" not in text] == []
    assert len(paths) > 200


@pytest.mark.parametrize(
    ("remedy", "code", "expected"),
    [
        ("den Schlüssel eintragen", "", "den Schlüssel eintragen"),
        ("Spalte ergänzen, oder mit rollout check --fix ZIEL bilden", "x", "Spalte ergänzen"),
        ("zuerst mit rollout register add aufnehmen", "x", ""),
        ("mit 100 malnehmen (--factor 100) oder als XLSX speichern", "x", "als XLSX speichern"),
        ("umbenennen: --columns 'A=name'", "duplicate-column",
         "unten sagen, was in welcher Spalte steht"),
    ],
)  # fmt: skip
def test_a_page_shows_only_what_can_be_done_there(remedy, code, expected):
    problem = Problem("error", "r.csv", Text("ist leer", "is empty"), remedy=Text(remedy, remedy),
                      code=code)  # fmt: skip
    assert as_on_page(problem).remedy.de == expected
    assert not names_command(message(problem, "de"))
