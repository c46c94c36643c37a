"""The round trip with a spreadsheet: tables go out with drop-downs and come back row by row.

Identifiers and versions are locked. The version says which state somebody worked on: a row that
others changed meanwhile comes back as a conflict with both, not as a silent overwriting.
"""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rollout.errors import DataError, Problem
from rollout.files.atomic import write_together
from rollout.files.guarded import read_bytes
from rollout.founding_steps import CARRIERS, OUTCOMES
from rollout.founding_steps import KINDS as FOUNDING_KINDS
from rollout.inquiries import ANSWERS
from rollout.readers.document import Content
from rollout.readers.places import Places
from rollout.readers.vocabulary import CONFIDENCE, KIND, STATUS
from rollout.workspace.exchange import VERSION, Difference, difference
from rollout.workspace.formats import OFFICE_KINDS
from rollout.workspace.kinds import KINDS, Kind
from rollout.workspace.store import Record, Workspace

SHEETS = ("initiative", "founding", "check", "office", "task")
# Columns with a closed list: what a cell may hold is offered.
CHOICES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "initiative": {"network_status": tuple(STATUS.words), "kind": tuple(KIND.words),
                   "confidence": tuple(CONFIDENCE.words), "federal_network": ("yes", "no")},
    "founding": {"kind": tuple(FOUNDING_KINDS), "carrier": tuple(CARRIERS),
                 "outcome": tuple(OUTCOMES)},
    "check": {"answer": tuple(ANSWERS)},
    "office": {"office_kind": tuple(OFFICE_KINDS)},
}  # fmt: skip
EMPTY_ROWS = 200  # below the records, for new ones
WIDEST = 48


def write_workbook(workspace: Workspace, out: Path) -> Path:
    """Write register, foundings, checks, offices and tasks as one workbook."""
    from openpyxl import Workbook

    book = Workbook()
    del book["Sheet"]  # which every new workbook has
    for name in SHEETS:
        kind = KINDS[name]
        _fill(book.create_sheet(kind.table), kind, workspace.records(name))
    stream = io.BytesIO()
    book.save(stream)
    return write_together({out: stream.getvalue()})[0]


def _fill(sheet: Any, kind: Kind, records: Sequence[Record]) -> None:
    from openpyxl.styles import Font, Protection
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    others = dict.fromkeys(n for record in records for n in record.cells if n not in kind.columns)
    columns = [*kind.columns, *others]
    header = ["id", VERSION, *columns]
    rows = [[r.key, str(r.version), *(r[name] for name in columns)] for r in records]
    last = len(rows) + 1 + EMPTY_ROWS
    for at, name in enumerate(header, start=1):
        texts = [row[at - 1] for row in rows]
        for line in range(1, last + 1):
            cell = sheet.cell(line, at)
            cell.number_format = "@"  # text stays text: no lost zeros, no dates made of months
            text = name if line == 1 else texts[line - 2] if line <= len(rows) + 1 else ""
            if text:
                cell.value, cell.data_type = text, "s"  # and never a formula
            cell.protection = Protection(locked=line == 1 or (at <= 2 and line <= len(rows) + 1))
        sheet.cell(1, at).font = Font(bold=True)
        width = max([len(name), *map(len, texts)])
        sheet.column_dimensions[get_column_letter(at)].width = min(width + 2, WIDEST)
        if name in CHOICES.get(kind.name, {}):
            listed = ",".join(CHOICES[kind.name][name])
            choice = DataValidation("list", formula1=f'"{listed}"', allow_blank=True)
            choice.add(f"{get_column_letter(at)}2:{get_column_letter(at)}{last}")
            sheet.add_data_validation(choice)
    sheet.freeze_panes = "C2"
    sheet.protection.enable()


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook with sheets of a workspace."""
    return path.suffix.casefold() == ".xlsx" and bool(_sheets(path))


def workbook_differences(workspace: Workspace, path: Path, places: Places) -> list[Difference]:
    """What every sheet of a workbook would change; emptied cells count.

    Raises
    ------
    DataError
        With what is wrong in any of the sheets.
    """
    news: list[Difference] = []
    problems: list[Problem] = []
    for kind, content in _sheets(path).items():
        try:
            news.append(difference(workspace, content, places, kind, empty_cells_count=True))
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return news


def _sheets(path: Path) -> dict[str, Content]:
    """Kind -> its sheet as a table of texts, for the sheets that are ours."""
    from openpyxl import load_workbook

    raw = read_bytes(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(raw), data_only=True, read_only=True)
    except Exception:  # whatever a damaged archive makes of it: then it is none of ours
        return {}
    tables = {KINDS[name].table: name for name in SHEETS}
    sheets = {}
    for sheet in book.worksheets:
        rows = [["" if v is None else str(v) for v in row] for row in sheet.values]
        filled = [row for row in rows if any(row)]
        if sheet.title in tables and len(filled) > 1 and filled[0][:2] == ["id", VERSION]:
            stream = io.StringIO()
            csv.writer(stream, lineterminator="\n").writerows(filled)
            name = f"{path.name}, {sheet.title}"
            sheets[tables[sheet.title]] = Content(name, stream.getvalue().encode())
    return sheets
