"""Cells of official tables: numbers, and the signs that stand for "no number here"."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rollout.language import Text
from rollout.readers.document import csv_records
from rollout.readers.findings import Findings, quote
from rollout.readers.text import text_of_formula
from rollout.readers.written_numbers import Style, figure, sign_of, style_of, take_apart


@dataclass(frozen=True)
class Cell:
    """A number with its mark and unit; `text` is kept when it is no number at all."""

    value: float
    mark: str = ""
    text: str = ""
    unit: str = ""


EMPTY = Cell(math.nan, "empty")


def read_cell(text: str, style: Style) -> Cell:
    """Read one cell of a column whose numbers are written in this style.

    >>> read_cell("1.631,4", "comma").value, read_cell(".", "comma").mark
    (1631.4, 'secret')
    >>> read_cell("-", "comma"), read_cell("8,50 bis unter 10", "comma").text
    (Cell(value=0.0, mark='zero', text='', unit=''), '8,50 bis unter 10')
    """
    text = text.strip()
    if not text:
        return EMPTY
    mark = sign_of(text)
    if mark is not None:
        return Cell(0.0 if mark == "zero" else math.nan, mark)
    number = take_apart(text)
    value = math.nan if number is None else figure(number, style)
    if number is None or not math.isfinite(value):
        return Cell(math.nan, "", text)
    return Cell(value, number.mark, "", number.unit)


def read_rows(text: str, file: str, delimiter: str = ";") -> Iterator[tuple[int, list[str]]]:
    """Yield rows with the line they begin on."""
    # Titles and footnotes may hold quotation marks, which the strict reader refuses.
    for line, cells in csv_records(text, delimiter, file, strict=False):
        yield line, [text_of_formula(cell).strip() for cell in cells]


def column_styles(columns: Mapping[str, Collection[str]], findings: Findings) -> list[Style]:
    """How the numbers of each column are written; asked where nothing in the file tells.

    Parameters
    ----------
    columns
        Header -> cells.
    """
    numbers = {
        name: [number for text in set(texts) if (number := take_apart(text)) is not None]
        for name, texts in columns.items()
    }
    styles = {name: style_of(parts) for name, parts in numbers.items()}
    # A decimal comma anywhere settles that points group thousands. A decimal point does not say
    # the reverse: spreadsheets write it for numbers beside texts typed by people.
    all_styles = {style for style in styles.values() if style}
    otherwise: Style = "comma" if all_styles == {"comma"} else ""
    for name, style in styles.items():
        styles[name] = style or otherwise
        doubtful = sorted(n.digits for n in numbers[name] if math.isnan(figure(n, styles[name])))
        if doubtful:
            findings.add(
                "error", "thousands",
                Text(f"{quote(doubtful[0])} kann Tausender oder Nachkommastellen meinen",
                     f"{quote(doubtful[0])} may mean thousands or decimals"),
                Text("Zahlen ohne Tausenderpunkt", "numbers without thousands marks"),
                Text("Tausenderpunkte entfernen oder eine Nachkommastelle mehr schreiben",
                     "remove the thousands marks or write one more decimal"), column=name,
            )  # fmt: skip
    return list(styles.values())


def leading_blanks(rows: Sequence[Sequence[str]]) -> int:
    """Columns that are blank at the start of every row (labels have no header)."""
    return min(
        (next((i for i, cell in enumerate(row) if cell), len(row)) for row in rows), default=0
    )
