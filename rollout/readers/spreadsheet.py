"""Workbooks in the older Excel format (.xls) and in OpenDocument (.ods) as rows of values.

The library that reads them (Calamine) builds a full rectangle up to the last cell of a sheet, so
one cell far out would fill the memory: cells are counted before it sees the file.
"""

from __future__ import annotations

import io
import struct
import xml.parsers.expat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from rollout.errors import DataError
from rollout.language import Text
from rollout.readers.findings import Findings, file_error
from rollout.readers.limits import (
    HEADER_WITHIN,
    MAX_CELLS,
    MAX_ROWS,
    too_many_cells,
    values_below,
)
from rollout.readers.merged_cells import Record
from rollout.readers.worksheets import Head, Row, as_records, choose, stack

OLE = b"\xd0\xcf\x11\xe0"  # the container of .xls, and of workbooks with a password
MAX_UNPACKED_BYTES = 60_000_000
MAX_PARTS = 2000
_CHUNK = 1_000_000
# Records of a cell in BIFF 5 and 8: blank, number, text, formula, error, several of them.
_CELL_RECORDS = frozenset(
    {0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x00BD, 0x00BE, 0x00D6, 0x00FD}
)
_AGAIN = Text("in Excel oder LibreOffice als XLSX speichern",
              "save it as XLSX in Excel or LibreOffice")  # fmt: skip

Sheets = dict[str, list[Row]]


def is_spreadsheet(raw: bytes) -> bool:
    """Tell an .xls or .ods file by its content."""
    if raw.startswith(OLE):
        return True
    if not raw.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return {"mimetype", "content.xml"} <= set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False  # damaged: the readers of archives say so


def spreadsheet_records(
    raw: bytes, findings: Findings, is_known: Callable[[str], bool]
) -> tuple[list[str], list[Record]]:
    """Titles and rows of the worksheets with the register or table; see `worksheets.choose`."""
    sheets = read_sheets(raw, findings.file)
    heads = {title: Head(rows[:HEADER_WITHIN], bool(rows)) for title, rows in sheets.items()}
    titles = choose(heads, is_known, findings)
    if not titles:
        return [], []
    if not raw.startswith(OLE) and _has_percent(raw):
        findings.add(
            "note", "percent-format",
            Text("Zellen im Prozentformat sind mit dem Wert gelesen, den sie enthalten: 0,125, wo "
                 "12,5 % steht",
                 "cells in a format of per cent are read with the value they hold: 0.125 where "
                 "12.5 % is shown"),
            remedy=Text("für Prozent mit 100 malnehmen (--factor 100) oder als XLSX speichern",
                        "multiply by 100 for per cent (--factor 100), or save it as XLSX"),
        )  # fmt: skip
    rows, _ = stack({title: sheets[title] for title in titles}, heads, is_known, findings)
    return titles, as_records(rows, findings)


def _has_percent(raw: bytes) -> bool:
    """Whether an .ods file has such cells; Calamine gives their value and no format."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return b'office:value-type="percentage"' in archive.read("content.xml")


def read_sheets(raw: bytes, file: str) -> Sheets:
    """Values of every worksheet by title, None for an empty cell, row by row from the first.

    Raises
    ------
    DataError
        With a password, no workbook at all, more cells than are read, or broken.
    """
    from python_calamine import CalamineWorkbook, PasswordError

    if raw.startswith(OLE):
        _count_xls(raw, file)
    else:
        _count_ods(raw, file)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        titles = [sheet.name for sheet in book.sheets_metadata]
        return {title: _rows(book.get_sheet_by_name(title), file) for title in titles}
    except (DataError, MemoryError):
        raise
    except PasswordError as error:
        raise _with_password(file) from error
    except Exception as error:  # Calamine has its own error for each format
        raise _broken(file) from error


def _rows(sheet: Any, file: str) -> list[Row]:
    rows = [tuple(None if value == "" else value for value in row)
            for row in sheet.to_python(skip_empty_area=False)]  # fmt: skip
    while rows and not any(value is not None for value in rows[-1]):
        rows.pop()
    if len(rows) > MAX_ROWS:
        raise values_below(file)
    return rows


def _count_xls(raw: bytes, file: str) -> None:
    """Refuse sheets whose cells span more than is read; of the records that hold cells."""
    cells = last_row = last_column = 0
    for kind, body in _records(_workbook_stream(raw, file)):
        if kind == 0x0809:  # a sheet begins
            cells += last_row * last_column
            last_row = last_column = 0
        elif kind == 0x002F:
            raise _with_password(file)
        elif kind in _CELL_RECORDS and len(body) >= 6:
            row, column = struct.unpack_from("<HH", body)
            if kind in (0x00BD, 0x00BE):  # several cells: the last column stands at the end
                column = struct.unpack_from("<H", body, len(body) - 2)[0]
            last_row, last_column = max(last_row, row + 1), max(last_column, column + 1)
    if cells + last_row * last_column > MAX_CELLS:
        raise too_many_cells(file)


def _workbook_stream(raw: bytes, file: str) -> bytes:
    """The records of an .xls file out of its container."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(raw)) as container:
            if container.exists("EncryptedPackage"):
                raise _with_password(file)
            for name in ("Workbook", "Book"):
                if container.exists(name):
                    return bytes(container.openstream(name).read())
    except (DataError, MemoryError):
        raise
    except Exception as error:  # olefile fails in many ways on broken files
        raise _broken(file) from error
    raise file_error(
        file, "wrong-kind",
        Text("ist eine Office-Datei, aber keine Tabelle", "is an Office file but not a workbook"),
        Text("eine Tabelle als CSV, XLSX, XLS oder ODS", "a table as CSV, XLSX, XLS or ODS"),
    )  # fmt: skip


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _count_ods(raw: bytes, file: str) -> None:
    """Refuse archives that unpack to too much, and sheets whose cells span more than is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(p.file_size for p in parts) > MAX_UNPACKED_BYTES:
                raise file_error(
                    file, "too-large",
                    Text("ist entpackt zu groß", "is too large once unpacked"),
                    Text(f"höchstens {MAX_UNPACKED_BYTES // 10**6} MB",
                         f"at most {MAX_UNPACKED_BYTES // 10**6} MB"),
                )  # fmt: skip
            if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise _with_password(file)
            with archive.open("content.xml") as stream:
                _Counter(file).read(stream)
    except DataError:
        raise
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, EOFError,
            NotImplementedError, RuntimeError, xml.parsers.expat.ExpatError) as error:  # fmt: skip
        raise _broken(file) from error


class _Counter:
    """Counts the rectangle of each sheet in the text of an .ods file, without building it.

    Cells and rows say how often they are repeated; empty ones at the end of a row or sheet (which
    LibreOffice writes to fill it) do not count.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._size = 0  # bytes that really came out of the archive
        self._cells = self._rows = self._last = self._width = 0
        self._row = (0, 1)  # columns so far up to the last value, how often the row is repeated
        self._column = 0

    def read(self, stream: Any) -> None:
        """Read all of the text; raises `DataError` when it holds too much."""
        parser = xml.parsers.expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._refuse
        while chunk := stream.read(_CHUNK):
            self._size += len(chunk)
            if self._size > MAX_UNPACKED_BYTES:
                raise too_many_cells(self._file)
            parser.Parse(chunk)
        parser.Parse(b"", True)

    def _refuse(self, *_: Any) -> None:
        raise _broken(self._file)  # entities may grow without end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self._rows = self._last = self._width = 0
        elif name == "table:table-row":
            self._row = (0, int(attributes.get("table:number-rows-repeated", "1")))
            self._column = 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._column += int(attributes.get("table:number-columns-repeated", "1"))
            if "office:value-type" in attributes or "table:formula" in attributes:
                self._row = (self._column, self._row[1])

    def _end(self, name: str) -> None:
        if name == "table:table-row":
            width, times = self._row
            self._rows += times
            if width:  # rows without a value count once a later one has some
                self._last, self._width = self._rows, max(self._width, width)
                if self._cells + self._last * self._width > MAX_CELLS:
                    raise too_many_cells(self._file)
        elif name == "table:table":
            self._cells += self._last * self._width


def _with_password(file: str) -> DataError:
    return file_error(
        file, "password",
        Text("ist mit einem Kennwort geschützt", "is protected by a password"),
        remedy=Text("ohne Kennwort speichern", "save it without a password"),
    )  # fmt: skip


def _broken(file: str) -> DataError:
    finding = Text("ist keine lesbare XLS- oder ODS-Datei", "is not a readable XLS or ODS file")
    return file_error(file, "broken-workbook", finding, remedy=_AGAIN)
