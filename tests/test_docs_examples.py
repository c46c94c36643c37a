"""The examples of the documentation run: commands in one folder, Python as it stands."""

from __future__ import annotations

import io
import re
import shlex
import shutil
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
import typer

from rollout.cli import main
from rollout.cli.commands import build_app
from tests.conftest import ROOT
from tools.handbook_words import EXAMPLES

NOT_RUN = {
    "dashboard": "serves until interrupted",
    "publish": "run by tests of its own",
    "data update": "asks the network",
    "data import boundaries": "needs a publisher's file",
    "selfcheck": "run by tests of its own",
}
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
# Whatever an example reads must have been written by one before it.
ORDER = ["eigene-daten.md", "gruendungen.md"]
RUN = "rollout run --out out"
RECORDING = ("register", "founding", "inquiry", "workspace")


def blocks(path: Path, language: str) -> list[str]:
    pattern = rf"^```{language}\n(.*?)^```"
    return re.findall(pattern, path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    """Every example once, those that others build on first."""
    pages = sorted(PAGES, key=lambda p: (p.name not in ORDER, p.name == "befehle.md", p.name))
    lines = [line for path in pages for block in blocks(path, "bash")
             for line in block.splitlines()]  # fmt: skip
    ours = dict.fromkeys(line for line in lines if line.startswith("rollout "))
    # From the first change on, every command rests on the workspace and shares nothing with others.
    return sorted(ours, key=lambda line: line.split()[1] in RECORDING)


def run(line: str) -> int:
    try:
        main(shlex.split(line)[1:])
    except SystemExit as end:
        return int(end.code or 0)
    return 0


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Empty folder with the files the handbook shows, and a data folder of one's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROLLOUT_WORKSPACE", str(tmp_path / "arbeitsbereich.rollout"))
    shutil.copytree(ROOT / "data", "meine_daten")
    register, indicator = blocks(ROOT / "docs" / "handbuch" / "eigene-daten.md", "csv")
    Path("meine_initiativen.csv").write_text(register, encoding="utf-8")
    Path("neue_initiativen.csv").write_text(register.replace("muster-", "neu-"), encoding="utf-8")
    Path("breitband.csv").write_text(indicator, encoding="utf-8")
    Path("tabelle.csv").write_text(indicator, encoding="utf-8")
    weights = "person;industry;strain;means\nKammer;60;20;20\nGewerkschaft;20;60;20\n"
    Path("gewichte.csv").write_text(weights, encoding="utf-8")
    return tmp_path


def windows_console():
    """A stream as a console on Windows takes it, which knows 256 signs only."""
    return io.TextIOWrapper(io.BytesIO(), "cp1252", "strict", write_through=True)


def everything_is_written(out, said, shipped):
    """A run writes all files and prints the rate, what it rests on, and the caveat."""
    assert {path.name for path in out.iterdir()} == {
        "districts.csv", "districts.geojson", "rollout.gpkg", "targets.xlsx", "targets.csv",
        "map.html", "report.pdf", "coverage.pdf", "coverage.svg", "plan.svg", "scenario.toml",
        "manifest.json", "notes.txt", "datapackage.json",
    }  # fmt: skip
    assert len(said.splitlines()) <= 8
    words = " ".join(said.split())
    assert " ".join(shipped.linked_bounds()["de"].split()) in words
    assert "nicht das Mitgliederverzeichnis" in words


def test_every_command_of_the_documentation_runs_on_a_console_of_windows(
    folder, shipped, analysed_once
):
    failed, output = [], ""
    for line in commands():
        if any(line.startswith(f"rollout {name}") for name in NOT_RUN):
            continue
        with redirect_stdout(windows_console()) as out, redirect_stderr(windows_console()) as err:
            code = run(line)
        said = out.buffer.getvalue().decode("cp1252")
        if line == RUN:
            everything_is_written(folder / "out", said, shipped)
        output += said
        if code:
            failed.append((line, code, err.buffer.getvalue()[-400:], said[-400:]))
    assert failed == []
    assert RUN in commands()
    assert (folder / "out" / "report.pdf").stat().st_size > 10_000
    assert " -> " in output
    assert [line for line in output.splitlines() if "?" in line] == []  # no sign without a likeness


def test_every_command_has_an_example_that_runs():
    lines = [" ".join(shlex.split(line)[1:4]) + " " for line in commands()]
    without = {name for name in leaves() if not any(line.startswith(f"{name} ") for line in lines)}
    assert without <= set(NOT_RUN)


def leaves():
    """Every command with its group, as it is typed."""

    def below(command, name):
        if hasattr(command, "commands"):
            for part, inner in command.commands.items():
                yield from below(inner, f"{name} {part}".strip())
        else:
            yield name

    return list(below(typer.main.get_command(build_app("de")), ""))


def test_what_is_not_run_is_named_and_known():
    assert set(NOT_RUN) <= set(EXAMPLES)


@pytest.mark.parametrize("path", [p for p in PAGES if blocks(p, "python")], ids=lambda p: p.name)
def test_python_of_the_documentation_runs(path, capsys):
    for block in blocks(path, "python"):
        exec(compile(block, path.name, "exec"), {})


def test_scenarios_of_the_documentation_are_valid():
    from rollout.scenario import Scenario

    found = [block for path in PAGES for block in blocks(path, "toml")]
    assert found
    for block in found:
        Scenario.from_toml(block)
