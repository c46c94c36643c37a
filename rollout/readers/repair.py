"""Writing a table back with what could be repaired, and a list of what was changed."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rollout.errors import DataError, Problem
from rollout.files.atomic import write_together
from rollout.language import Lang, Text
from rollout.readers.assignment import Assignment
from rollout.readers.document import blank_cells, open_document, render
from rollout.readers.findings import Findings
from rollout.readers.left_out import left_out_csv
from rollout.readers.places import Places
from rollout.readers.plain_text import plain
from rollout.readers.points import METRES
from rollout.readers.register import REGISTER
from rollout.readers.rows import Format, Rows
from rollout.readers.text import has_hidden
from rollout.readers.words import (
    AXES_SWAPPED,
    CHANGE_HEADERS,
    HIDDEN_REMOVED,
    ID_FROM_NAME,
    MERGED_REPEATED,
    METRES_CONVERTED,
    NEW_HEADERS,
    ONE_STATUS,
)

_POINTS = ("latitude", "longitude")


@dataclass(frozen=True)
class Change:
    """One cell that is written differently.

    Parameters
    ----------
    line, column
        Where: line of the file and header as written.
    before, after
        Text of the cell.
    reason
        Why.
    """

    line: int
    column: str
    before: str
    after: str
    reason: Text


def repair_table(
    path: Path,
    out: Path,
    places: Places,
    assigned: Assignment,
    lang: Lang,
    kind: Format,
) -> tuple[tuple[Problem, ...], list[Path]]:
    """Write a table with its faults repaired and, beside it, the list of changes.

    Changed are cells with one meaning only: keys, postcodes, coordinates, dates, links, hidden
    characters, merged cells. Identifiers and district keys the file does not have are added where
    name or place give them, in a new column if need be, and so is one status for all rows. Rows
    left out knowingly stay as they are and are listed in a file of their own. Other spellings a
    reader understands (words, headers, delimiters, decimal commas) stay as the user likes them,
    and so do cells that
    are wrong. The original is never touched.

    Returns
    -------
    problems, files
        Everything found in the original, and the files written.

    Raises
    ------
    DataError
        `out` is the original, or the file cannot be read as a table of this kind.
    """
    _refuse_original(path, out)
    findings = Findings(str(path))
    document = open_document(path, findings, kind.knows(assigned.columns))
    rows = kind.read(document, findings, places, assigned=assigned, make_ids=True)
    edits = changes(rows)
    positions, cells = _new_headers(rows, lang)
    edits += _new_cells(rows, lang)
    cells |= as_cells(edits, positions)
    if len(positions) > len(rows.table.positions):
        cells |= blank_cells(document, rows.table.header_line, max(positions.values()), cells)
    content = render(document, cells)
    files = {out: content, out.with_name(f"{out.stem}.changes.csv"): change_list(edits, lang)}
    if rows.left_out is not None:
        files[out.with_name(f"{out.stem}.left_out.csv")] = left_out_csv(rows.left_out, lang)
    for other in files:
        _refuse_original(path, other)
    return findings.all(), write_together(files)


def repair_register(
    path: Path, out: Path, places: Places, assigned: Assignment, lang: Lang
) -> tuple[tuple[Problem, ...], list[Path]]:
    """Repair a register, see `repair_table`."""
    return repair_table(path, out, places, assigned, lang, REGISTER)


def _refuse_original(path: Path, out: Path) -> None:
    is_same = out.exists() and path.exists() and os.path.samefile(path, out)
    if is_same or path.resolve() == out.resolve():
        raise DataError(
            Problem(
                "error", str(out),
                Text("ist die zu prüfende Datei", "is the file to check"),
                Text("eine andere Datei", "another file"),
                Text("das Original bleibt unberührt; anderen Namen wählen",
                     "the original stays untouched; choose another name"),
                code="output-is-input",
            )
        )  # fmt: skip


def as_cells(edits: Sequence[Change], positions: Mapping[str, int]) -> dict[tuple[int, int], str]:
    """Changes by line and position of the column, as `render` takes them."""
    return {(change.line, positions[change.column]): change.after for change in edits}


def _new_names(rows: Rows, lang: Lang) -> dict[str, str]:
    """Columns the file does not have though their values are known -> header to write."""
    return {name: NEW_HEADERS[name][lang] for name in rows.extra_columns
            if name not in rows.fields.headers}  # fmt: skip


def _new_headers(rows: Rows, lang: Lang) -> tuple[dict[str, int], dict[tuple[int, int], str]]:
    """Positions of all columns with the new ones at the end, and the new headers as cells."""
    positions = dict(rows.table.positions)
    width = max(len(cells) for _, cells in rows.table.document.records)
    cells = {}
    for number, header in enumerate(_new_names(rows, lang).values()):
        positions[header] = width + number
        cells[(rows.table.header_line, width + number)] = header
    return positions, cells


def _new_cells(rows: Rows, lang: Lang) -> list[Change]:
    """Cells of the new columns."""
    edits = []
    for name, header in _new_names(rows, lang).items():
        reasons = _reasons(rows, name) if name != "id" else {}
        reason = ONE_STATUS if name == "network_status" else ID_FROM_NAME
        for line, text in zip(rows.fields.lines, rows.extra_columns[name], strict=True):
            if text:
                edits.append(Change(line, header, "", text, reasons.get(line, reason)))
    return sorted(edits, key=lambda change: change.line)


def changes(rows: Rows) -> list[Change]:
    """Cells of the file that should be written differently, by line and column."""
    raw = dict(rows.table.document.records)

    def cell(line: int, position: int) -> str:
        return raw[line][position] if position < len(raw[line]) else ""  # a row may be short

    edits = []
    for name, header in rows.fields.headers.items():
        position = rows.table.positions[header]
        before = [cell(line, position) for line in rows.fields.lines]
        for row, after, reason in _column_changes(rows, name, before):
            edits.append(Change(rows.fields.lines[row], header, before[row], after, reason))
    ours = set(rows.fields.headers.values())
    for header in (h for h in rows.table.positions if h not in ours):
        position = rows.table.positions[header]
        names = (f"{header} *", header)  # see `rows.own_column`
        column = next((name for name in names if name in rows.fields.cells), None)
        if column is None:
            continue  # left out, see `personal.without_contacts`
        texts = rows.fields.values(column)
        for row, line in enumerate(rows.fields.lines):
            text = cell(line, position)
            if has_hidden(text) or (texts[row] and not text):
                reason = HIDDEN_REMOVED if text else MERGED_REPEATED
                edits.append(Change(line, header, text, texts[row], reason))
    order = rows.table.positions
    return sorted(edits, key=lambda change: (change.line, order[change.column]))


def _column_changes(
    rows: Rows, name: str, before: Sequence[str]
) -> Iterator[tuple[int, str, Text]]:
    """Row, new text and reason of each cell of a known column that changes."""
    texts = rows.fields.values(name)
    reasons = _reasons(rows, name)
    new_text = _new_text(rows, name, before)
    for row, text in enumerate(texts):
        after = new_text(row)
        line = rows.fields.lines[row]
        if after is not None and after != text:
            yield row, after, _point_reason(text) if name in _POINTS else reasons[line]
        elif has_hidden(before[row]):
            yield row, text, HIDDEN_REMOVED
        elif text and not before[row]:
            yield (
                row,
                text,
                ID_FROM_NAME if name == "id" and rows.has_new_id[row] else MERGED_REPEATED,
            )


def _point_reason(before: str) -> Text:
    return METRES_CONVERTED if abs(float(before.replace(",", "."))) > METRES else AXES_SWAPPED


def _reasons(rows: Rows, name: str) -> dict[int, Text]:
    """Line -> what was repaired in a column."""
    header = rows.fields.headers.get(name, name)
    reasons: dict[int, Text] = {}
    for problem in rows.fields.findings.all():
        if problem.level != "repaired" or problem.line is None or problem.column != header:
            continue
        parts = [t for t in (problem.finding, problem.remedy) if t.en]
        text = Text("; ".join(t.de for t in parts), "; ".join(t.en for t in parts))
        earlier = reasons.get(problem.line)
        reasons[problem.line] = (
            Text(f"{earlier.de}; {text.de}", f"{earlier.en}; {text.en}") if earlier else text
        )
    return reasons


def _new_text(rows: Rows, name: str, before: Sequence[str]) -> Callable[[int], str | None]:
    """Text a cell should have, by row; None where nothing is known better than it says."""
    if name in _POINTS:
        return _new_point(rows.values[name], rows.fields.values(name), before)
    if name not in rows.repairable:
        return lambda row: None
    header = rows.fields.headers[name]
    problems = rows.fields.findings.all()
    bad = {p.line for p in problems if p.column == header and p.level == "error"}
    repairs = {p.line for p in problems if p.column == header and p.level == "repaired"}
    values = rows.values[name]

    def text(row: int) -> str | None:
        line = rows.fields.lines[row]
        return None if line in bad or line not in repairs else values[row]

    return text


def _new_point(
    values: Sequence[Any], texts: Sequence[str], before: Sequence[str]
) -> Callable[[int], str | None]:
    """Degrees in the decimal mark of the column, where the cell says another number."""
    comma = any("," in text for text in before)

    def text(row: int) -> str | None:
        value = values[row]
        if value is None or np.isnan(value) or not texts[row]:
            return None
        if float(texts[row].replace(",", ".")) == value:
            return None
        # Seven decimals of a degree are about a centimetre.
        number = f"{value:.7f}".rstrip("0").rstrip(".")
        return number.replace(".", ",") if comma else number

    return text


def change_list(edits: Sequence[Change], lang: Lang) -> bytes:
    """CSV with line, column, before, after and reason; text is never a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([header[lang] for header in CHANGE_HEADERS])
    for change in edits:
        cells = (change.column, change.before, change.after, change.reason[lang])
        writer.writerow([change.line, *map(plain, cells)])
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8", "replace")
