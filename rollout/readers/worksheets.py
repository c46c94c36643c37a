"""Which worksheets of a workbook hold the table, and their rows as text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rollout.language import Text
from rollout.readers.findings import Findings, file_error, quote
from rollout.readers.headers import fold
from rollout.readers.limits import MAX_CELL, MAX_SIGNS, too_much_text
from rollout.readers.merged_cells import Record

Row = tuple[Any, ...]
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
# As text, 1.234 may mean a thousand; a cell that holds a number never does.
_LIKE_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")


@dataclass(frozen=True)
class Head:
    """First rows of a worksheet, and whether any row of it has a value."""

    rows: Sequence[Row]
    has_values: bool


def choose(
    heads: Mapping[str, Head], is_known: Callable[[str], bool], findings: Findings
) -> list[str]:
    """Titles of the worksheets to read.

    The sheet with most known headers among its first rows is taken, else the first with values,
    and with it every sheet of the same headers (one for each Land). The others are named in a
    note.

    Raises
    ------
    DataError
        Another sheet has as many known headers but not the same ones: which is meant is not said.
    """
    titles = [title for title, head in heads.items() if head.has_values]
    if not titles:
        return []
    scores = {title: _best_row(heads[title], is_known)[0] for title in titles}
    first = max(titles, key=lambda title: scores[title])
    _, _, header = _best_row(heads[first], is_known)
    alike = [title for title in titles if scores[first] and _position(heads[title], header) >= 0]
    rivals = [title for title in titles if scores[title] == scores[first] and title not in alike]
    if scores[first] and rivals:
        raise _unclear(findings.file, [first, *rivals])
    others = [title for title in titles if title not in (alike or [first])]
    if others:
        names, read = ", ".join(map(quote, others)), ", ".join(map(quote, alike or [first]))
        findings.add(
            "note",
            "worksheet",
            Text(f"Blatt {read} gelesen; unbeachtet: {names}",
                 f"sheet {read} read; ignored: {names}"),
        )  # fmt: skip
    return alike or [first]


def stack(
    sheets: Mapping[str, Sequence[Row]],
    heads: Mapping[str, Head],
    is_known: Callable[[str], bool],
    findings: Findings,
) -> tuple[list[Row], dict[str, int]]:
    """Rows of sheets with the same headers below each other, and by how many lines each moved.

    From the second sheet on, the header and what stands above it are left out.
    """
    titles = list(sheets)
    rows = list(sheets[titles[0]])
    moves = {titles[0]: 0}
    spans = [f"{quote(titles[0])} (1–{len(rows)})"]
    _, _, header = _best_row(heads[titles[0]], is_known)
    for title in titles[1:]:
        below = sheets[title][_position(heads[title], header) + 1 :]
        moves[title] = len(rows) - (len(sheets[title]) - len(below))
        spans.append(f"{quote(title)} ({len(rows) + 1}–{len(rows) + len(below)})")
        rows += below
    if len(titles) > 1:
        listing = ", ".join(spans)
        findings.add(
            "note",
            "worksheets",
            Text(f"Blätter mit gleichen Überschriften untereinander gelesen (Zeilen): {listing}",
                 f"sheets of the same headers read below each other (lines): {listing}"),
        )  # fmt: skip
    return rows, moves


def _best_row(head: Head, is_known: Callable[[str], bool]) -> tuple[int, int, list[str]]:
    """Count, position and folded cells of the row with most known headers."""
    texts = [[cut_text(value) for value in row] for row in head.rows]
    counts = [sum(1 for text in row if text and is_known(text)) for row in texts]
    if not counts:
        return 0, 0, []
    position = counts.index(max(counts))
    return counts[position], position, _folded(texts[position])


def _position(head: Head, header: Sequence[str]) -> int:
    """Position of the row with these headers; -1 if there is none."""
    for position, row in enumerate(head.rows):
        if _folded([cut_text(value) for value in row]) == header:
            return position
    return -1


def _folded(cells: Sequence[str]) -> list[str]:
    folded = [fold(cell) for cell in cells]
    while folded and not folded[-1]:
        folded.pop()
    return folded


def _unclear(file: str, titles: Sequence[str]) -> Exception:
    names = ", ".join(quote(title) for title in titles[:10])
    return file_error(
        file, "which-sheet",
        Text(f"mehrere Blätter mit verschiedenen Überschriften: {names}",
             f"several sheets with different headers: {names}"),
        Text("ein Blatt, oder mehrere mit gleichen Überschriften",
             "one sheet, or several with the same headers"),
        Text("das gewünschte Blatt allein speichern oder die Überschriften angleichen",
             "save the sheet you mean by itself, or make the headers equal"),
    )  # fmt: skip


def as_records(rows: Sequence[Row], findings: Findings) -> list[Record]:
    """Rows of equal width as text; Excel's error values are errors."""
    width = max(map(len, rows), default=0)
    records = []
    signs = 0
    for line, row in enumerate(rows, start=1):
        cells = [cut_text(value) for value in row] + [""] * (width - len(row))
        signs += sum(map(len, cells))
        if signs > MAX_SIGNS:
            raise too_much_text(findings.file)
        for text in cells:
            if text in _ERRORS:
                findings.add(
                    "error",
                    "cell-error",
                    Text(f"Fehlerwert {text}", f"error value {text}"),
                    Text("ein Wert oder eine leere Zelle", "a value or an empty cell"),
                    line=line,
                )
        records.append((line, cells))
    return records


def cut_text(value: Any) -> str:
    """Text of a cell, one sign longer than allowed at most: enough to be refused."""
    return cell_text(value)[: MAX_CELL + 1]


def cell_text(value: Any) -> str:
    """Write a cell's value the way a CSV file would.

    >>> cell_text(9162), cell_text(2021.0), cell_text(9.5), cell_text(None), cell_text(True)
    ('9162', '2021', '9.5', '', 'yes')
    >>> cell_text(1.234)  # as text, 1.234 could mean a thousand
    '1.2340'
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    # Excel stores every number as a float; above 1e15 they are no longer exact.
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, float) and _LIKE_THOUSANDS.fullmatch(str(value)):
        return f"{value}0"
    if isinstance(value, dt.datetime) and value.time() == dt.time(0):
        return value.date().isoformat()
    if isinstance(value, (dt.datetime, dt.date, dt.time)):
        return value.isoformat()
    return str(value)
