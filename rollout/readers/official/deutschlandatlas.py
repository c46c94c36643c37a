"""The data workbook of Deutschlandatlas: one sheet per level and territorial status.

Keys are numbers with three trailing zeros and without the leading zero (1001000); a sheet named
KRS1222 holds districts as of 12/2022. The year of the values is not in the file.
"""

from __future__ import annotations

import re
import warnings
from typing import Any

import pandas as pd

from rollout.errors import DataError
from rollout.language import Text
from rollout.readers.findings import Findings, file_error, quote
from rollout.readers.official.assemble import Column, Row, assemble
from rollout.readers.official.publisher_table import OfficialTable, Origin
from rollout.readers.worksheets import cell_text
from rollout.readers.xlsx import check_archive, open_workbook

_DISTRICTS = re.compile(r"KRS([0-9]{2})([0-9]{2})")
_TITLE = "deutschlandatlas"
_STATUS = re.compile(r"Stand:\s*([0-9.]{8,10})")
# The stored size of a sheet may be wrong, so it is reset and bounded here.
_MAX_ROWS, _MAX_COLUMNS = 2000, 500


def is_atlas(raw: bytes, file: str) -> bool:
    """Tell from the names of the sheets."""
    return any(name.casefold().startswith(_TITLE) for name in _open(raw, file).sheetnames)


def read_atlas(raw: bytes, findings: Findings) -> OfficialTable:
    """Read all district sheets side by side; sheets of municipalities are left out."""
    book = _open(raw, findings.file)
    names = [name for name in book.sheetnames if name.casefold().startswith(_TITLE)]
    sheets = {name: _rows(book[name], findings.file) for name in names if "KRS" in name}
    status = _status(book, findings.file)
    tables = [_read_sheet(name, rows, status, findings) for name, rows in sheets.items() if rows]
    if not tables:
        raise file_error(
            findings.file, "no-district",
            Text("kein Blatt mit Kreisen (KRS...)", "no sheet of districts (KRS...)"),
        )  # fmt: skip
    others = [name for name in names if name not in sheets]
    if others:
        names_text = ", ".join(quote(name) for name in others[:10])
        findings.add(
            "note", "worksheet",
            Text(f"Blätter ohne Kreise bleiben unbeachtet: {names_text}",
                 f"sheets without districts are left out: {names_text}"),
        )  # fmt: skip
    findings.add(
        "note", "no-year",
        Text("das Jahr der Werte steht nicht in der Datei, nur der Gebietsstand der Blätter",
             "the year of the values is not in the file, only the territorial status of sheets"),
        remedy=Text("Jahr beim Import angeben", "give the year when importing"),
    )  # fmt: skip
    return _side_by_side(tables, findings)


def _open(raw: bytes, file: str) -> Any:
    check_archive(raw, file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return open_workbook(raw, data_only=True)
    except Exception as error:  # openpyxl fails in many ways on broken files
        raise _broken(file) from error


def _broken(file: str) -> DataError:
    finding = Text("ist keine lesbare XLSX-Datei", "is not a readable XLSX file")
    return file_error(file, "broken-workbook", finding)


def _rows(sheet: Any, file: str) -> list[list[str]]:
    try:
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=_MAX_ROWS, max_col=_MAX_COLUMNS, values_only=True)
        return [[cell_text(value) for value in row] for row in rows if any(row)]
    except Exception as error:  # openpyxl fails in many ways on broken files
        raise _broken(file) from error


def _status(book: Any, file: str) -> str:
    rows = _rows(book.worksheets[0], file)[:10] if book.worksheets else []
    match = _STATUS.search(" ".join(cell for row in rows for cell in row))
    return match[1] if match else ""


def _read_sheet(name: str, rows: list[list[str]], status: str, findings: Findings) -> OfficialTable:
    header = rows[0]
    territory = _DISTRICTS.fullmatch(header[0]) if header else None
    if territory is None:
        raise file_error(
            findings.file, "atlas-layout",
            Text(f"Blatt {quote(name)} beginnt nicht mit einer Spalte wie KRS1222",
                 f"sheet {quote(name)} does not begin with a column such as KRS1222"),
        )  # fmt: skip
    columns = [Column("")] * 2 + [Column(cell) for cell in header[2:]]
    data = [
        Row(line, row[0], row[1] if len(row) > 1 else "", dict(enumerate(row)))
        for line, row in enumerate(rows[1:], start=2)
        if row[0]
    ]
    note = Text(
        f"{header[0]}: Gebietsstand {territory[1]}/20{territory[2]}",
        f"{header[0]}: territorial status {territory[1]}/20{territory[2]}",
    )
    findings.add("note", "territory", note)
    return assemble("deutschlandatlas", _origin(status), columns, data, "point",
                    findings)  # fmt: skip


def _side_by_side(tables: list[OfficialTable], findings: Findings) -> OfficialTable:
    """Put sheets side by side; a district missing in one of them is unknown there."""
    number = pd.RangeIndex(sum(len(table.series) for table in tables), name="series")
    series = pd.concat([table.series for table in tables]).set_axis(number)
    values = pd.concat([table.values for table in tables], axis=1).sort_index()
    marks = pd.concat([table.marks for table in tables], axis=1).sort_index().fillna("empty")
    areas = pd.concat([table.areas for table in tables])
    return OfficialTable(
        "deutschlandatlas", tables[0].origin, series,
        values.set_axis(number, axis=1).rename_axis("ags"),
        marks.set_axis(number, axis=1).rename_axis("ags").astype("str"),
        areas[~areas.index.duplicated()].sort_index(), tuple(dict.fromkeys(findings.all())),
    )  # fmt: skip


def _origin(status: str) -> Origin:
    return Origin(
        publisher="Deutschlandatlas (BBSR, Destatis u. a.)",
        title=f"Daten zum Deutschlandatlas, Stand {status}" if status else "Deutschlandatlas",
        reference_date=status,
        attribution=Text("Deutschlandatlas", "Deutschlandatlas"),
        url="https://www.deutschlandatlas.bund.de",
        note=Text(
            "Die Datei nennt keine Lizenz; vor einer Veröffentlichung klären.",
            "The file names no licence; clarify before publishing.",
        ),
    )
