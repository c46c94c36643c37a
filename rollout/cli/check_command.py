"""`rollout check`: what is wrong with a file, and a repaired copy of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rollout.cli.options import SHIPPED, Sources
from rollout.errors import DataError, Problem
from rollout.language import Lang, Text

if TYPE_CHECKING:
    from rollout.readers.assignment import Assignment

List = Annotated[
    Sources, "columns", "values", "status", "skip_doubtful", "mapping", "data", "territory"
]


def check(
    files: Annotated[list[Path], Text("Zu prüfende Dateien", "Files to check")],
    fix: Annotated[
        Path | None,
        Text(
            "Reparierte Fassung und Änderungsliste hierhin schreiben (mehrere Dateien: Ordner)",
            "Write the repaired version and a list of changes here (several files: a folder)",
        ),
    ] = None,
    sources: List = SHIPPED,
    json: bool = False,
    lang: Lang = "de",
) -> None:
    """Check files; exit 2 when one has an error."""
    from rollout.cli import print_coverage
    from rollout.inputs import check_files

    paths: list[Path] = []
    assigned = sources.assignment(may_be_new=sources.is_assigned)
    with print_coverage.progress(lang) as report:
        if fix is None:
            problems = check_files(files, sources.data, assigned, report, sources.territory)
        else:
            problems, paths = _repair(files, fix, sources, lang)
    paths += _remember(assigned, sources, problems)
    if json:
        print_coverage.as_json(
            [print_coverage.problem_record(problem, lang) for problem in problems]
        )
    else:
        print_coverage.problems(problems, lang)
        print_coverage.next_steps(problems, lang)
        if paths:
            print_coverage.files(paths, lang)
    if any(problem.level == "error" for problem in problems):
        raise typer.Exit(2)


def _remember(assigned: Assignment, sources: Sources, problems: Sequence[Problem]) -> list[Path]:
    """Write what the flags say into the mapping, unless it names columns that do not exist."""
    from rollout.files.atomic import write_atomic

    if sources.mapping is None or not sources.is_assigned:
        return []
    if any(problem.code == "given-column" for problem in problems):
        return []
    return [write_atomic(sources.mapping, assigned.to_toml().encode())]


def _repair(
    files: list[Path], out: Path, sources: Sources, lang: Lang
) -> tuple[tuple[Problem, ...], list[Path]]:
    """Repair registers and records of foundings; problems of all files and the files written."""
    from rollout.inputs import load_places
    from rollout.readers.check_file import repair_file

    names = [path.name for path in files]
    if len(set(names)) < len(names):
        finding = Text("zwei Dateien heißen gleich", "two files have the same name")
        remedy = Text("einzeln reparieren", "repair them one by one")
        raise DataError(Problem("error", str(out), finding, remedy=remedy, code="same-name"))
    places, _ = load_places(sources.data, sources.territory)
    assigned = sources.assignment(may_be_new=sources.is_assigned)
    problems: list[Problem] = []
    repairs: list[Path] = []
    into_folder = len(files) > 1 or out.is_dir()
    for path in files:
        target = out / path.name if into_folder else out
        try:
            findings, paths = repair_file(path, target, places, assigned, lang)
        except DataError as error:
            problems += error.problems
            continue
        problems += findings
        repairs += paths
    return tuple(problems), repairs
