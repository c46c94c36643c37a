"""Tables laid out for people: titles above, headers over several lines, footnotes below.

The district keys show where the values begin; what stands above them in the same columns is the
header, line by line, with the text of a merged cell holding for every column below it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rollout.ags import LAENDER
from rollout.language import Text
from rollout.readers.document import Document
from rollout.readers.findings import Findings
from rollout.readers.merged_cells import MergedCells, Record
from rollout.readers.text import without_hidden

# Keys of districts and municipalities, a lost zero allowed, alone or in front of the name.
KEY = re.compile(
    r"([0-9]{4,5}|[0-9]{7,8}|[0-9]{11,12}|DE[0-9A-G][0-9A-Z]{2})(?: (\D[^\n]{0,300}))?"
)
_LARGER = re.compile(r"[0-9]{1,3}|DE[0-9A-G]{0,2}|DG")
# A header of more lines is a text above the table.
_MOST_HEADER_LINES = 8
_YEAR = re.compile(r"(?:[0-9]{1,2}\.\s?[0-9]{1,2}\.\s?)?((?:19|20)[0-9]{2})")
_FOOTNOTE = re.compile(r"(?<=[^\W\d_])\s?[0-9]{1,2}\)$|\s[0-9]{1,2}\)$|[¹²³⁴⁵⁶⁷⁸⁹*]{1,6}\)?$")
_UNIT = re.compile(
    r"\(?(?:in\s)?(%|Prozent|Anzahl|Personen|EUR|Euro|€|(?:1[ .]?000|Tsd\.|Mio\.)(?:\s\w{1,30})?|"
    r"km²|km2|qkm|ha|Jahre|je\s[\w .]{1,40})\)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Heading:
    """Header of a column: its lines joined, without the year and the unit among them."""

    name: str
    unit: str = ""
    year: float = math.nan


@dataclass(frozen=True, eq=False)
class Layout:
    """Where keys and values stand.

    Parameters
    ----------
    key
        Position of the column of keys.
    headings
        By position of the column.
    header_lines
        How many lines the header takes.
    rows
        Records from the first with a key on, cells cleaned.
    """

    key: int
    headings: list[Heading]
    header_lines: int
    rows: list[Record]

    @property
    def is_plain(self) -> bool:
        """Whether one line of different headers covers every row: a table like any other."""
        names = [heading.name.casefold() for heading in self.headings if heading.name]
        width = len(self.headings)
        is_covered = all(not any(cells[width:]) for _, cells in self.rows)
        return self.header_lines == 1 and len(set(names)) == len(names) and is_covered


def is_district_key(text: str) -> bool:
    """Tell whether a cell looks like the key of a district or municipality."""
    match = KEY.fullmatch(text)
    if match is None:
        return False
    digits = match[1]
    if not digits.isdecimal():
        return True
    # 4, 7 and 11 digits have lost their zero.
    return ("0" + digits if len(digits) in (4, 7, 11) else digits)[:2] in LAENDER


def lay_out(
    document: Document, findings: Findings, is_key: Callable[[str], bool], fewest: int
) -> Layout | None:
    """Find keys and header; None where the table is not of this kind.

    Parameters
    ----------
    is_key
        Recognises the header of the column of keys.
    fewest
        Keys a column without such a header must have.
    """
    records = [(line, [" ".join(without_hidden(cell).split()) for cell in cells])
               for line, cells in document.records]  # fmt: skip
    records = [record for record in records if any(record[1])]
    column = _key_column(records, is_key, fewest)
    if column is None:
        return None
    first = next(i for i, (_, cells) in enumerate(records) if _is_key_in(cells, column))
    start = _header_start(records, column, first)
    if start is None:
        return None
    header = [record for record in records[start:first] if not _is_no_header(record[1], column)]
    lines = _filled([cells for _, cells in header], [line for line, _ in header],
                    document.merged_blocks)  # fmt: skip
    headings = [_heading([cells[i] for cells in lines]) for i in range(len(lines[0]))]
    while headings and not headings[-1].name and math.isnan(headings[-1].year):
        headings.pop()
    if len(header) > 1:
        findings.add(
            "note", "several-headers",
            Text(f"die Überschriften stehen in {len(header)} Zeilen",
                 f"the headers stand in {len(header)} lines"), line=header[0][0],
        )  # fmt: skip
    return Layout(column, headings, len(header), records[first:])


def _is_key_in(cells: Sequence[str], column: int) -> bool:
    return column < len(cells) and is_district_key(cells[column])


def _key_column(
    records: Sequence[Record], is_key: Callable[[str], bool], fewest: int
) -> int | None:
    """Column with most keys; digits go before NUTS codes, a known header before others."""
    width = max((len(cells) for _, cells in records), default=0)
    best: tuple[tuple[bool, bool, int], int] | None = None
    for column in range(min(width, 30)):
        keys = {cells[column] for _, cells in records if _is_key_in(cells, column)}
        texts = {cells[column] for _, cells in records if column < len(cells) and cells[column]}
        has_header = any(is_key(text) for text in texts - keys)
        if not keys or not (has_header or (len(keys) >= fewest and 2 * len(keys) > len(texts))):
            continue
        rank = (has_header, sum(key[0].isdigit() for key in keys) * 2 > len(keys), len(keys))
        if best is None or rank > best[0]:
            best = (rank, column)
    return None if best is None else best[1]


def _header_start(records: Sequence[Record], column: int, first: int) -> int | None:
    """Position of the first line of the header; None if no line is one.

    The line that names the keys, and those right above that only name groups of columns.
    """
    highest = max(first - _MOST_HEADER_LINES, 0)
    for start in range(first - 1, highest - 1, -1):
        cells = records[start][1]
        if _is_no_header(cells, column) or column >= len(cells) or not cells[column]:
            continue
        if sum(map(bool, cells)) < 2:  # a title
            return None
        while start > highest and _is_group_title(records[start - 1][1], column):
            start -= 1
        return start
    return None


def _is_group_title(cells: Sequence[str], column: int) -> bool:
    return not any(cells[: column + 1]) and any(cells[column + 1 :])


def _is_no_header(cells: Sequence[str], column: int) -> bool:
    """Rows of larger areas, and the numbers that some offices give their columns."""
    texts = [cell for cell in cells if cell]
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 4]
    if len(numbers) == len(texts) > 1 and numbers == sorted(set(numbers)):
        return True
    return column < len(cells) and _LARGER.fullmatch(cells[column]) is not None


def _filled(
    lines: Sequence[Sequence[str]], numbers: Sequence[int], blocks: Sequence[MergedCells]
) -> list[list[str]]:
    """Header lines of equal width; a title over several columns stands over each of them."""
    width = max(len(cells) for cells in lines)
    rows = [[*cells, *[""] * (width - len(cells))] for cells in lines]
    where = {number: i for i, number in enumerate(numbers)}
    for block in blocks:
        top, (left, right) = where.get(block.lines[0]), block.positions
        if top is not None and left < width:
            for column in range(left, min(right, width - 1) + 1):
                rows[top][column] = rows[top][left]
    for upper, lower in reversed(list(pairwise(rows))):
        for column in range(1, width):
            # Without merged cells only the blanks right of a title tell how far it reaches.
            if not upper[column] and lower[column] and lower[column - 1]:
                upper[column] = upper[column - 1]
    return rows


def _heading(parts: Sequence[str]) -> Heading:
    """Join the lines of one column.

    >>> _heading(["Bevölkerung 2)", "insgesamt", "31.12.2023", "Anzahl"])
    Heading(name='Bevölkerung · insgesamt', unit='Anzahl', year=2023.0)
    """
    names: list[str] = []
    unit, year = "", math.nan
    for part in parts:
        text = _FOOTNOTE.sub("", part).strip()
        is_year, is_unit = _YEAR.fullmatch(text), _UNIT.fullmatch(text)
        if is_year and math.isnan(year):
            year = float(is_year[1])
        elif is_unit and names:
            unit = is_unit[1]
        elif text and text not in names:
            names.append(text)
    return Heading(" · ".join(names), unit, year)
