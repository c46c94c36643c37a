"""Cells of official tables: numbers, and the signs that stand for "no number here"."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rollout.readers.document import csv_records

# Signs of the statistical offices (DIN 55301); long dashes are not among them.
SIGNS = {
    "": "empty", "-": "zero", ".": "secret", "·": "secret", "/": "unsure", "x": "blocked",
    "X": "blocked", "...": "later", "…": "later", "–": "dash", "—": "dash",
}  # fmt: skip

_PLAIN = re.compile(r"[-+]?[0-9]{1,20}(,[0-9]{1,30})?")
_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}(\.[0-9]{3}){1,9}(,[0-9]{1,30})?")
_POINT = re.compile(r"[-+]?[0-9]{1,20}(\.[0-9]{1,30})?([eE][-+]?[0-9]{1,2})?")
_BRACKETS = re.compile(r"\(([^()]{1,80})\)")


@dataclass(frozen=True)
class Notation:
    """How a publisher writes numbers.

    Parameters
    ----------
    comma
        Decimal comma; otherwise decimal point.
    thousands
        Points may group thousands (only with a decimal comma).
    """

    comma: bool = True
    thousands: bool = False


@dataclass(frozen=True)
class Cell:
    """A number with its mark; `text` is kept when it is no number at all."""

    value: float
    mark: str = ""
    text: str = ""


def read_cell(text: str, notation: Notation) -> Cell:
    """Read one cell.

    >>> german = Notation(thousands=True)
    >>> read_cell("1.631,4", german).value, read_cell(".", german).mark
    (1631.4, 'secret')
    >>> read_cell("-", german), read_cell("8,50 bis unter 10", german).text
    (Cell(value=0.0, mark='zero', text=''), '8,50 bis unter 10')
    """
    text = text.strip()
    if text in SIGNS:
        mark = SIGNS[text]
        return Cell(0.0 if mark == "zero" else math.nan, mark)
    inside = _BRACKETS.fullmatch(text)
    if inside:
        cell = read_cell(inside[1], notation)
        return cell if cell.mark or cell.text else Cell(cell.value, "limited")
    if not notation.comma and _POINT.fullmatch(text):
        return Cell(float(text))
    if notation.comma and _PLAIN.fullmatch(text):
        return Cell(float(text.replace(",", ".")))
    if notation.thousands and _THOUSANDS.fullmatch(text):
        return Cell(float(text.replace(".", "").replace(",", ".")))
    return Cell(math.nan, "", text)


def read_rows(text: str, file: str, delimiter: str = ";") -> Iterator[tuple[int, list[str]]]:
    """Yield rows with the line they begin on."""
    # Titles and footnotes may hold quotation marks, which the strict reader refuses.
    for line, cells in csv_records(text, delimiter, file, strict=False):
        yield line, [cell.strip() for cell in cells]


def leading_blanks(rows: Sequence[Sequence[str]]) -> int:
    """Columns that are blank at the start of every row (labels have no header)."""
    return min(
        (next((i for i, cell in enumerate(row) if cell), len(row)) for row in rows), default=0
    )
