"""What the commands that keep a table share: which file, what changed, the change log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from rollout.cli import words
from rollout.errors import DataError, Problem
from rollout.language import Lang, Text

if TYPE_CHECKING:
    from rollout.upkeep import Outcome


def record_path(path: Path | None, data: Path | None, name: str, flag: str) -> Path:
    """File to keep: the one named, else that of the data folder (not of the package)."""
    from rollout.data_folder import PACKAGE, default_data_dir
    from rollout.files.publish import finish_interrupted

    if path is not None:
        finish_interrupted(path.parent)
        return path
    default = (data or default_data_dir()) / name
    if PACKAGE in default.resolve().parents:
        finding = Text("gehört zum Programm und wird nicht geändert",
                     "is part of the program and is not changed")  # fmt: skip
        remedy = Text(f"eigene Datei mit {flag} nennen", f"name your own with {flag}")
        raise DataError(Problem("error", str(default), finding, remedy=remedy, code="read-only"))
    finish_interrupted(default.parent)
    return default


def print_outcome(outcome: Outcome, lang: Lang, names: Mapping[str, str] | None = None) -> None:
    """Print what changed, what was repaired on the way, and where the previous version is.

    Parameters
    ----------
    names
        Names of the districts, to say which one a key is.
    """
    from rich.markup import escape

    from rollout.cli import print_coverage
    from rollout.upkeep.journal import backup_path, log_path

    if not outcome.entries:
        print_coverage.out.print(Text("Nichts zu ändern.", "Nothing to change.")[lang])
        return
    for entry in outcome.entries:
        change = f"{entry.before} → {entry.after}" if entry.before else entry.after
        name = (names or {}).get(entry.after, "")
        line = " ".join(filter(None, (f"{entry.id}  {entry.field}: {change}", name)))
        print_coverage.out.print(escape(line))
    for repair in outcome.repairs:
        line = f"{repair.column} {repair.after}: {repair.reason[lang]}"
        print_coverage.out.print(escape(line), style="yellow")
    if outcome.left_out:
        text = Text("Spalten ohne Gegenstück bleiben weg", "columns without a counterpart left out")
        print_coverage.out.print(
            escape(f"{text[lang]}: {', '.join(outcome.left_out)}"), style="yellow"
        )
    if outcome.is_new:
        text = Text("Neue Datei angelegt.", "A new file was begun.")
        print_coverage.out.print(text[lang], style="yellow")
    paths = [outcome.path, backup_path(outcome.path), log_path(outcome.path)]
    print_coverage.files([path for path in paths if path.exists()], lang)


def print_log(path: Path, json: bool, lang: Lang) -> None:
    """Print the change log of a file."""
    from rollout.cli import print_coverage
    from rollout.upkeep import read_log

    entries = read_log(path)
    if json:
        print_coverage.as_json([asdict(entry) for entry in entries])
        return
    rows = [list(asdict(entry).values()) for entry in entries]
    title = Text("Änderungen", "Changes")
    print_coverage.table(title[lang], words.CHANGES, rows, lang)
