"""Merged cells of a worksheet: a value over several rows holds for each of them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from rollout.errors import DataError
from rollout.language import Text
from rollout.readers.findings import Findings, file_error
from rollout.readers.headers import fold
from rollout.readers.limits import MAX_SIGNS
from rollout.readers.vocabulary import TOTALS

Record = tuple[int, list[str]]  # line and cells
# A block may name millions of cells in a few bytes.
MAX_REPEATED = 500_000
MAX_BLOCKS = 20_000
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\b[^<>]{0,200}\bref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"'
)


@dataclass(frozen=True)
class MergedCells:
    """A block of merged cells; its value stands in the first one.

    Parameters
    ----------
    area
        As Excel names it: "C3:C7".
    lines, positions
        First and last row (from 1) and column (from 0).
    """

    area: str
    lines: tuple[int, int]
    positions: tuple[int, int]

    def below(self, lines: int) -> MergedCells:
        """The block moved down, where its sheet is read below others."""
        top, bottom = self.lines
        return replace(self, lines=(top + lines, bottom + lines)) if lines else self

    @property
    def size(self) -> int:
        """Number of cells."""
        (top, bottom), (left, right) = self.lines, self.positions
        return (bottom - top + 1) * (right - left + 1)


def merged_cells(raw: bytes, sheet: Any, file: str) -> tuple[MergedCells, ...]:
    """Read the blocks of a worksheet that openpyxl leaves out when it reads row by row."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        blocks = tuple(islice(_blocks(archive.read(sheet._worksheet_path)), MAX_BLOCKS + 1))
    if len(blocks) > MAX_BLOCKS:
        raise _too_many(file)
    return blocks


def check_size(raw: bytes, file: str) -> None:
    """Refuse a workbook whose merged cells would fill the memory when it is written back."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        blocks = [block for part in parts for block in _blocks(archive.read(part))]
    if sum(block.size for block in blocks) > MAX_REPEATED:
        raise _too_many(file)


def _blocks(content: bytes) -> Iterator[MergedCells]:
    from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

    # The list of merged cells follows the cells; searching from there skips megabytes of them.
    for match in _MERGED.finditer(content, max(content.rfind(b"sheetData"), 0)):
        area = match[1].decode("ascii")
        corners = [coordinate_from_string(corner) for corner in area.split(":")]
        left, right = (column_index_from_string(letters) - 1 for letters, _ in corners)
        top, bottom = (line for _, line in corners)
        if left <= right and 0 < top <= bottom:
            yield MergedCells(area, (top, bottom), (left, right))


def _too_many(file: str) -> DataError:
    finding = Text("zu viele verbundene Zellen", "too many merged cells")
    remedy = Text("die Verbindungen in Excel aufheben", "unmerge them in Excel")
    return file_error(file, "too-large", finding, remedy=remedy)


def spread(
    rows: Sequence[Record], blocks: Sequence[MergedCells], names: Sequence[str], findings: Findings
) -> list[Record]:
    """Rows of data with merged values repeated downwards, each block noted.

    A block over several columns is an error: for which of them its value is meant is not said.

    Parameters
    ----------
    names
        Headers by position.
    """
    cells = {line: list(row) for line, row in rows}
    lines = sorted(cells)
    copies = signs = 0
    for block in blocks:
        (top, bottom), (left, right) = block.lines, block.positions
        value = cells[top][left] if top in cells and left < len(cells[top]) else ""
        if not value.strip() or left >= len(names):
            continue
        if sum(1 for name in names[left : right + 1] if name) > 1:
            if fold(value) not in TOTALS:
                _report_columns(block, names, findings)
            continue
        below = [line for line in _between(lines, top, bottom) if not cells[line][left].strip()]
        copies += len(below)
        signs += len(below) * len(value)
        if copies > MAX_REPEATED or signs > MAX_SIGNS:
            raise _too_many(findings.file)
        for line in below:
            cells[line][left] = value
        if below:
            _report_rows(block, len(below) + 1, names, findings)
    return [(line, cells[line]) for line, _ in rows]


def _between(lines: list[int], top: int, bottom: int) -> list[int]:
    from bisect import bisect_right

    return lines[bisect_right(lines, top) : bisect_right(lines, bottom)]


def _report_rows(block: MergedCells, count: int, names: Sequence[str], findings: Findings) -> None:
    findings.add(
        "repaired", "merged-cells",
        Text(f"{block.area} sind verbunden", f"{block.area} are merged"),
        remedy=Text(f"der Wert gilt für alle {count} Zeilen",
                    f"the value holds for all {count} rows"),
        line=block.lines[0], column=names[block.positions[0]],
    )  # fmt: skip


def _report_columns(block: MergedCells, names: Sequence[str], findings: Findings) -> None:
    first, last = block.positions
    headers = ", ".join(name for name in names[first : last + 1][:6] if name)
    findings.add(
        "error", "merged-cells",
        Text(f"{block.area} sind über mehrere Spalten verbunden ({headers})",
             f"{block.area} are merged over several columns ({headers})"),
        Text("ein Wert je Spalte", "one value for each column"),
        Text("in Excel die Verbindung aufheben und jede Zelle ausfüllen",
             "unmerge them in Excel and fill every cell"),
        line=block.lines[0], column=names[first],
    )  # fmt: skip
