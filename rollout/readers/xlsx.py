"""XLSX workbooks as rows of text, read without trusting them."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from rollout.errors import DataError
from rollout.files.archives import ARCHIVE_FAULTS
from rollout.language import Text
from rollout.readers.findings import Findings, file_error
from rollout.readers.limits import (
    HEADER_WITHIN,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    too_many_cells,
    values_below,
)
from rollout.readers.merged_cells import MergedCells, Record, check_size, merged_cells
from rollout.readers.worksheets import Head, as_records, cell_text, choose, stack

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

# Zip bombs: a few kilobytes can unpack to gigabytes.
MAX_UNPACKED_BYTES = 60_000_000
MAX_PARTS = 2000
MAX_SHEETS = 100
# Everything but sheets and their texts is built as a tree, twenty times as large as its file.
MAX_TREE_BYTES = 8_000_000
# Beginnings and ends of elements that a cell takes at most: <c><is><t></t></is></c>.
_TAGS_OF_CELL = 6
_CHUNK = 1_000_000
_LAST_ROW = 1_048_576  # of Excel, which writes formats down to it
# No leading zero: such a text is a key or a postcode and must stay text.
_PLAIN_NUMBER = re.compile(r"-?[1-9][0-9]{0,9}(\.[0-9]+)?|-?0\.[0-9]+")
_PERCENT_FORMAT = re.compile(rb'numFmtId="(?:9|10)"|formatCode="[^"%]{0,255}%')
_QUOTED = re.compile(r'"[^"]{0,255}"')  # a sign in quotation marks is only shown
_FORMULA = re.compile(rb"<f[ >/]")

_AGAIN = Text(
    "in Excel oder LibreOffice öffnen und neu als XLSX speichern",
    "open it in Excel or LibreOffice and save it again as XLSX",
)


def workbook_records(
    raw: bytes, findings: Findings, is_known: Callable[[str], bool]
) -> tuple[list[str], list[Record], tuple[MergedCells, ...]]:
    """Return titles, rows and merged cells of the worksheets with the register or table.

    Which sheets are taken is said by `worksheets.choose`. Formulas count with the value stored in
    the file.

    Raises
    ------
    DataError
        Not a workbook, too large once unpacked, or broken.
    """
    check_archive(raw, findings.file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = open_workbook(raw, data_only=True)
            heads = {sheet.title: _head(sheet, findings.file) for sheet in book.worksheets}
            has_percent = _has_percent(raw)
            titles = choose(heads, is_known, findings)
            values = {title: list(_rows(book[title], findings.file, has_percent))
                      for title in titles}  # fmt: skip
            for title, rows in values.items():
                _check_formulas(raw, title, rows, findings)
            blocks = {title: merged_cells(raw, book[title], findings.file) for title in titles}
    except (DataError, MemoryError):
        raise
    except Exception as error:  # openpyxl fails in many ways on broken files
        finding = Text("ist keine lesbare XLSX-Datei", "is not a readable XLSX file")
        raise file_error(findings.file, "broken-workbook", finding, remedy=_AGAIN) from error
    if not titles:
        return [], [], ()
    rows, moves = stack(values, heads, is_known, findings)
    moved = tuple(block.below(moves[title]) for title in titles for block in blocks[title])
    return titles, as_records(rows, findings), moved


def check_archive(raw: bytes, file: str) -> None:
    """Refuse archives that are no workbook or hold more than fits, before a cell is parsed."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _check_parts(archive, file)
            if _cells(archive) > MAX_CELLS:
                raise too_many_cells(file)
    except ARCHIVE_FAULTS as error:
        if isinstance(error, DataError):
            raise
        finding = Text("ist ein beschädigtes Archiv", "is a damaged archive")
        raise file_error(file, "broken-workbook", finding, remedy=_AGAIN) from error


def _check_parts(archive: zipfile.ZipFile, file: str) -> None:
    parts = archive.infolist()
    if "xl/workbook.bin" in archive.namelist():
        raise file_error(
            file, "wrong-kind",
            Text("ist eine binäre Excel-Mappe (.xlsb)", "is a binary Excel workbook (.xlsb)"),
            remedy=_AGAIN,
        )  # fmt: skip
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise file_error(
            file, "wrong-kind",
            Text("ist ein Archiv, aber keine XLSX-Datei", "is an archive but not an XLSX file"),
            Text("eine Tabelle als CSV oder XLSX", "a table as CSV or XLSX"),
        )  # fmt: skip
    size = sum(part.file_size for part in parts)
    trees = sum(p.file_size for p in parts if p.filename.endswith((".xml", ".rels"))
                and not _has_cells(p.filename))  # fmt: skip
    if trees > MAX_TREE_BYTES:
        raise file_error(
            file, "too-large",
            Text("enthält zu viele Formate", "holds too many formats"),
            Text(f"höchstens {MAX_TREE_BYTES // 10**6} MB",
                 f"at most {MAX_TREE_BYTES // 10**6} MB"),
            Text("die Werte in eine neue Mappe kopieren", "copy the values into a new workbook"),
        )  # fmt: skip
    if len(parts) > MAX_PARTS or size > MAX_UNPACKED_BYTES:
        raise file_error(
            file, "too-large",
            Text("ist entpackt zu groß", "is too large once unpacked"),
            Text(f"höchstens {MAX_UNPACKED_BYTES // 10**6} MB",
                 f"at most {MAX_UNPACKED_BYTES // 10**6} MB"),
        )  # fmt: skip
    if archive.read("xl/workbook.xml").count(b"sheetId") > MAX_SHEETS:
        raise file_error(
            file, "too-large", Text("hat zu viele Blätter", "has too many worksheets"),
            Text(f"höchstens {MAX_SHEETS}", f"at most {MAX_SHEETS}"),
        )  # fmt: skip


def _has_cells(name: str) -> bool:
    return name.startswith("xl/worksheets/") or name == "xl/sharedStrings.xml"


def _cells(archive: zipfile.ZipFile) -> float:
    """Cells of all sheets at least, counted while unpacking: by name, or by tags of any name."""
    cells = tags = 0
    for name in filter(_has_cells, archive.namelist()):
        with archive.open(name) as stream:
            while chunk := stream.read(_CHUNK):
                cells += chunk.count(b"<c ") + chunk.count(b"<c/") + chunk.count(b"<c>")
                tags += chunk.count(b"<")
    return max(cells, tags / _TAGS_OF_CELL)


def open_workbook(raw: bytes, *, data_only: bool) -> Workbook:
    """Open a workbook for reading row by row; `data_only` gives values in place of formulas."""
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(raw), read_only=True, data_only=data_only, keep_links=False)


def render_workbook(
    raw: bytes,
    file: str,
    title: str,
    cells: Mapping[tuple[int, int], str],
) -> bytes:
    """Write the workbook with some cells of a sheet changed.

    Parameters
    ----------
    cells
        Row (from 1) and position of a column (from 0) -> text; a cell that held a number keeps
        holding one.
    """
    from openpyxl import load_workbook

    check_size(raw, file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(raw), data_only=True, keep_links=False)
    sheet: Any = book[title]
    _unmerge(sheet, cells)
    for (line, position), text in cells.items():
        _put(sheet.cell(line, position + 1), text)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _unmerge(sheet: Any, cells: Collection[tuple[int, int]]) -> None:
    """Split merged cells that are written to; a value over several rows stays in each."""
    for block in list(sheet.merged_cells.ranges):
        lines = range(block.min_row, min(block.max_row, sheet.max_row) + 1)
        columns = range(block.min_col, block.max_col + 1)
        if not any((line, column - 1) in cells for line in lines for column in columns):
            continue
        value = sheet.cell(block.min_row, block.min_col).value
        sheet.unmerge_cells(block.coord)
        for line in lines if len(columns) == 1 else ():
            if any(cell.value is not None for cell in sheet[line]):
                sheet.cell(line, block.min_col).value = value


def _put(cell: Any, text: str) -> None:
    """Enter text as text, never as a formula; a number where a number stood."""
    was_number = isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool)
    if was_number and _PLAIN_NUMBER.fullmatch(text):
        cell.value = float(text)
        return
    cell.value = text or None
    if text:
        # openpyxl takes a text that begins with = for a formula.
        cell.data_type = "s"
        cell.number_format = "@"


def _head(sheet: Any, file: str) -> Head:
    rows = _rows(sheet, file)
    first = list(islice(rows, HEADER_WITHIN))
    return Head(first, any(first) or any(rows))


def _has_percent(raw: bytes) -> bool:
    """Whether the workbook has a format in per cent at all; hardly any cell need be asked."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        if "xl/styles.xml" not in archive.namelist():
            return False
        return _PERCENT_FORMAT.search(archive.read("xl/styles.xml")) is not None


def _shown(cell: Any) -> Any:
    """Value of a cell; `12.5 %` where it shows that and holds 0.125."""
    value = cell.value
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if is_number and "%" in _QUOTED.sub("", str(cell.number_format)):
        return f"{cell_text(round(value * 100, 10))} %"
    return value


def _rows(sheet: Any, file: str, has_percent: bool = False) -> Iterator[tuple[Any, ...]]:
    """Rows of cell values without the empty cells at their end."""
    sheet.reset_dimensions()  # the stored size may be wrong or missing
    cells = 0
    rows = sheet.iter_rows(values_only=not has_percent)
    for number, cells_of_row in enumerate(rows, start=1):
        row = tuple(map(_shown, cells_of_row)) if has_percent else cells_of_row
        width = len(row)
        cells += width  # openpyxl fills gaps: a cell far right or below makes many
        if cells > MAX_CELLS or number > _LAST_ROW:
            raise too_many_cells(file)
        while width and row[width - 1] is None:
            width -= 1
        if number > MAX_ROWS:
            if not width:
                continue
            raise values_below(file)
        yield row[: min(width, MAX_COLUMNS + 1)]


def _check_formulas(
    raw: bytes, title: str, values: list[tuple[Any, ...]], findings: Findings
) -> None:
    """Formulas without a stored value would read as empty cells; they are errors."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        sheets = [p for p in archive.namelist() if p.startswith("xl/worksheets/")]
        if not any(_FORMULA.search(archive.read(part)) for part in sheets):
            return
    sheet: Any = open_workbook(raw, data_only=False)[title]
    sheet.reset_dimensions()
    for line, row in enumerate(sheet.iter_rows(), start=1):
        if line > len(values):
            return
        values_there = values[line - 1]
        for position, cell in enumerate(row):
            no_value = position >= len(values_there) or values_there[position] is None
            if no_value and getattr(cell, "data_type", "") == "f":
                findings.add(
                    "error",
                    "formula",
                    Text(f"Formel ohne gespeicherten Wert in Zelle {cell.coordinate}",
                         f"formula without a stored value in cell {cell.coordinate}"),
                    Text("ein Wert", "a value"),
                    Text("Datei in Excel öffnen und speichern oder Formel durch Wert ersetzen",
                         "open and save the file in Excel, or replace the formula by its value"),
                    line=line,
                )  # fmt: skip
