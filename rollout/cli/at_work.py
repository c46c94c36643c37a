"""Which workspace a command works on, and what the commands that keep records share."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rollout.cli import words
from rollout.cli.options import Sources
from rollout.data_folder import ENVIRONMENT
from rollout.errors import DataError, Problem, parameter_error
from rollout.language import Lang, Text, number

if TYPE_CHECKING:
    from rollout.model import Inputs
    from rollout.workspace import Change, Workspace
    from rollout.workspace.exchange import Difference, Row
    from rollout.workspace.service import Outcome, Service

ROLE = "Arbeitsplatz"
MADE = "make"  # as in `rollout.workspace.current`, which is loaded when it is needed
ROLE_HELP = Text("Wer das tut: Stelle oder Funktion, keine Person",
                 "Who does this: an office or role, no person")  # fmt: skip
TAKE_HELP = Text("Übernehmen; sonst wird nur gezeigt, was sich ändern würde",
                 "Take it; else only what would change is shown")  # fmt: skip
REPEATED_NOTES = ("shared-region", "similar-name", "unusual-order", "person")
NEWS = {"new": Text("neu", "new"), "changed": Text("geändert", "changed"),
        "same": Text("gleich", "the same")}  # fmt: skip
OUTDATED = Text("inzwischen von anderen geändert", "changed by others meanwhile")


def workspace_of(sources: Sources) -> str | None:
    """Workspace whose records an analysis rests on; None where files were named or there is none.

    The one nobody has to name belongs to the data that come with the program.
    """
    files = {"--register": sources.register, "--foundings": sources.foundings,
             "--checks": sources.checks}  # fmt: skip
    flag = next((flag for flag, file in files.items() if file is not None), None)
    if sources.workspace is not None:
        if flag is not None:
            raise parameter_error(
                flag, Text("steht neben --workspace", "is given beside --workspace"),
                Text("eines von beiden; Dateien nimmt rollout workspace import auf",
                     "one of both; rollout workspace import takes files in"),
            )  # fmt: skip
        return sources.workspace
    if flag is not None or sources.data is not None or os.environ.get(ENVIRONMENT):
        return None
    from rollout.workspace.make import default_workspace

    where = default_workspace()
    return where if "://" in where or Path(where).exists() else None


def with_workspace(inputs: Inputs, sources: Sources) -> Inputs:
    """Inputs with the records of the workspace in use, if there is one."""
    where = workspace_of(sources)
    if where is None:
        return inputs
    from rollout.workspace.current import inputs_of_workspace
    from rollout.workspace.database import opened

    with opened(where) as workspace:
        return inputs_of_workspace(inputs, workspace)


def workspace_to_write(sources: Sources, inputs: Inputs) -> Workspace:
    """The workspace named, or the user's, which is made from the shipped files when first used."""
    from rollout.workspace import open_workspace
    from rollout.workspace.make import (
        default_workspace,
        files_of,
        make_folder_of,
        make_workspace,
    )

    where = sources.workspace or default_workspace()
    if sources.workspace is not None or "://" in where or Path(where).exists():
        return open_workspace(where)
    make_folder_of(where)
    return make_workspace(where, inputs, files_of(sources.data), ROLE)


def named(sources: Sources) -> Workspace | None:
    """The workspace that was named; None without any."""
    if sources.workspace is None:
        return None
    from rollout.workspace import open_workspace

    return open_workspace(workspace_of(sources) or "")


def workspace_to_show(sources: Sources, inputs: Inputs, lang: Lang) -> Workspace | None:
    """The workspace the dashboard works on: the one named, else the user's own.

    None where files or other data are named. Where the user's own cannot be made or opened that is
    told, and the dashboard only shows: an icon that starts nothing would help nobody.
    """
    files = (sources.register, sources.foundings, sources.checks, sources.data)
    if sources.workspace is not None or workspace_of(sources) is not None:
        return workspace_to_write(sources, inputs) if sources.workspace is None else named(sources)
    if any(file is not None for file in files) or os.environ.get(ENVIRONMENT):
        return None
    from rollout.cli import print_coverage

    try:
        return workspace_to_write(sources, inputs)
    except DataError as error:
        finding = Text("kann nicht angelegt werden; nichts kann festgehalten werden",
                       "cannot be made; nothing can be recorded")  # fmt: skip
        reason = error.message(lang)
        remedy = Text(f"Ort nennen mit --workspace; Grund: {reason}",
                      f"name a place with --workspace; reason: {reason}")  # fmt: skip
        print_coverage.note(Problem("note", "workspace", finding, remedy=remedy), lang)
        return None


@contextmanager
def service_at(sources: Sources) -> Iterator[Service]:
    """The workspace with what its records are checked against, closed afterwards."""
    from rollout.inputs import load_inputs
    from rollout.workspace.service import Service

    inputs = load_inputs(sources.data, territory=sources.territory)
    workspace = workspace_to_write(sources, inputs)
    try:
        yield Service(workspace, inputs)
    finally:
        workspace.close()


def print_outcome(outcome: Outcome, lang: Lang, names: Mapping[str, str] | None = None) -> None:
    """Print what changed, and what was repaired or is worth knowing.

    Parameters
    ----------
    names
        Names of the districts, to say which one a key is.
    """
    from rich.markup import escape

    from rollout.cli import print_coverage

    if not outcome.changes:
        print_coverage.out.print(Text("Nichts zu ändern.", "Nothing to change.")[lang])
        return
    for change in outcome.changes:
        for column, before, after in cells_of(change):
            text = f"{before} → {after}" if before else after
            line = " ".join(filter(None, (f"{change.key}  {column}: {text}",
                                          (names or {}).get(after, ""))))  # fmt: skip
            print_coverage.out.print(escape(line))
    for problem in outcome.problems:
        if problem.level == "repaired":
            print_coverage.out.print(escape(problem.message(lang)), style="yellow")
        elif problem.code in REPEATED_NOTES:
            print_coverage.note(problem, lang)


def cells_of(change: Change) -> list[tuple[str, str, str]]:
    """Column, text before and after of every cell that changed."""
    before, after = change.before or {}, change.after or {}
    return [(name, before.get(name, ""), after.get(name, "")) for name in change.columns]


def print_changes(changes: Sequence[Change], json: bool, lang: Lang) -> None:
    """Print changes cell by cell, or as JSON record by record."""
    from dataclasses import asdict

    from rollout.cli import print_coverage

    if json:
        print_coverage.as_json([asdict(change) for change in changes])
        return
    rows = [
        [str(change.number), change.at, change.role, change.what, change.kind, change.key, *cells]
        for change in changes
        for cells in _shown_cells(change)
    ]
    title = Text("Änderungen", "Changes")
    print_coverage.table(title[lang], words.CHANGES, rows, lang)


def _shown_cells(change: Change) -> list[tuple[str, str, str]]:
    """Cells of a change; none where a whole file was taken in, which would hide everything else."""
    return (cells_of(change) if change.what != MADE else []) or [("", "", "")]


def print_difference(news: Difference, lang: Lang) -> None:
    """Print what a file would change, row by row."""
    from rollout.cli import print_coverage

    rows = [
        [row.key, _fate(row)[lang], column, *row.before_and_after(column)]
        for row in [*news.of("new"), *news.of("changed")]
        for column in row.columns
    ]
    parts = (news.of("new"), news.of("changed"), news.of("same"), news.absent)
    counts = [number(len(part), lang=lang) for part in parts]
    title = Text(
        "{}: {} neu, {} geändert, {} gleich; {} stehen nur im Arbeitsbereich und bleiben",
        "{}: {} new, {} changed, {} the same; {} are only in the workspace and stay",
    )
    if rows:
        print_coverage.table(
            title[lang].format(Path(news.file).name, *counts), words.DIFFERENCE, rows, lang
        )
    else:
        print_coverage.out.print(title[lang].format(Path(news.file).name, *counts), markup=False)
    for problem in news.problems:
        if problem.level != "note" or problem.code in ("contact-column", *REPEATED_NOTES):
            print_coverage.note(problem, lang)


def _fate(row: Row) -> Text:
    """What taking a row would do."""
    return OUTDATED if row.is_outdated else NEWS[row.what]


def take_or_show(
    service: Service, news: Sequence[Difference], take: bool, role: str, lang: Lang
) -> None:
    """Show what a file would change and, if asked for, take it."""
    from rollout.cli import print_coverage
    from rollout.workspace import exchange
    from rollout.workspace.validity import check_role

    check_role(role)
    for one in news:
        print_difference(one, lang)
    if not take:
        if any(one.of("new") or one.of("changed") for one in news):
            hint = Text("Nichts geändert; übernehmen mit --take.",
                        "Nothing changed; take it with --take.")  # fmt: skip
            print_coverage.out.print(hint[lang], style="yellow")
        return
    changes = service.workspace.write(exchange.edits_of(news), role, "import")
    said = Text(f"{len(changes)} Einträge übernommen.", f"{len(changes)} entries taken.")
    print_coverage.out.print(said[lang])
