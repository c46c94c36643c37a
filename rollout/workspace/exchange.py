"""Files in and out: a difference is shown before anything of a file is taken."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rollout.errors import Problem
from rollout.files.targets import make_folder
from rollout.readers.assignment import PLAIN, Assignment
from rollout.readers.document import Content, Document, as_source, open_document
from rollout.readers.findings import Findings
from rollout.readers.headers import fold
from rollout.readers.places import Places
from rollout.readers.plain_text import plain
from rollout.readers.rows import Rows
from rollout.workspace.deeds import subjects
from rollout.workspace.formats import FORMATS
from rollout.workspace.history import number_at, records_as_of
from rollout.workspace.kinds import KINDS, Kind, kind_of
from rollout.workspace.store import Change, Edit, Record, Workspace
from rollout.workspace.validity import Checked, checked

NEW_ROW, CHANGED, SAME = "new", "changed", "same"
VERSION = "version"  # column of a workbook that says which state somebody worked on


@dataclass(frozen=True)
class Row:
    """What one row of a file would do.

    Parameters
    ----------
    key
        Identifier of the record.
    what
        `new`, `changed` or `same`.
    record
        The record as it is; None for a new one.
    cells
        Its texts if the row is taken.
    districts
        Districts it is about.
    seen
        Version that whoever changed the file had seen; None where the file does not say it.
    """

    key: str
    what: str
    record: Record | None
    cells: Mapping[str, str]
    districts: tuple[str, ...]
    seen: int | None = None

    @property
    def is_outdated(self) -> bool:
        """Whether the record was changed or removed after the file was written."""
        return self.seen is not None and self.seen != (self.record.version if self.record else 0)

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that would change."""
        before = self.record.cells if self.record else {}
        names = dict.fromkeys([*before, *self.cells])
        return tuple(n for n in names if before.get(n, "") != self.cells.get(n, ""))

    def before_and_after(self, column: str) -> tuple[str, str]:
        """Text of a column in the workspace and in the file."""
        return self.record[column] if self.record else "", self.cells.get(column, "")


@dataclass(frozen=True)
class Difference:
    """What a file would change.

    Parameters
    ----------
    kind
        Kind of its records.
    file
        As the user named it.
    rows
        Its rows in the order of the file.
    absent
        Identifiers of records that the file does not have; they stay.
    problems
        What was tolerated or repaired.
    """

    kind: str
    file: str
    rows: tuple[Row, ...]
    absent: tuple[str, ...]
    problems: tuple[Problem, ...]

    def of(self, what: str) -> tuple[Row, ...]:
        """Rows that are `new`, `changed` or `same`."""
        return tuple(row for row in self.rows if row.what == what)


def difference(
    workspace: Workspace,
    source: Path | str | Content,
    places: Places,
    kind: str | None = None,
    *,
    assigned: Assignment = PLAIN,
    empty_cells_count: bool = False,
) -> Difference:
    """Compare a file with the records of a workspace; nothing is written.

    A row is known by its id; one without an id by its name and district (or its name alone where
    there is no district).

    Parameters
    ----------
    source
        CSV, XLSX, XLS, ODS, JSON, or a map of points (GeoPackage, GeoJSON, Shape).
    kind
        Of its records; default: told by its headers.
    assigned
        What the user says about a register: columns, words, rows to leave out.
    empty_cells_count
        Whether an empty cell empties the record's; else it changes nothing.

    Raises
    ------
    DataError
        With everything that is wrong in the file.
    """
    findings = Findings(str(source))
    document, kind_name = _opened(as_source(source), findings, kind, assigned)
    rows = FORMATS[kind_name].read(document, findings, places, assigned=assigned, make_ids=True)
    findings.stop_on_errors()
    texts = _texts(rows, kind_of(kind_name))
    present = {record.key: record for record in workspace.records(kind_name)}
    keys = _keys(rows, texts, present, workspace)
    cells = {
        key: {**(present[key].cells if key in present else {}), **_taken(row, empty_cells_count)}
        for key, row in zip(keys, texts, strict=True)
    }
    right = checked(kind_name, cells, places)
    versions = _versions(rows)
    result = [_row(key, present.get(key), right[key], seen)
              for key, seen in zip(keys, versions, strict=True)]  # fmt: skip
    absent = tuple(key for key in present if key not in cells)
    return Difference(kind_name, str(source), tuple(result), absent, findings.all())


def take(
    workspace: Workspace, news: Difference, role: str, keys: Collection[str] | None = None,
    what: str = "import",
) -> tuple[Change, ...]:  # fmt: skip
    """Take rows of a file: all that are new or changed, or those named.

    Raises
    ------
    Conflict
        A record was changed since the difference was made.
    """
    rows = [row for row in news.rows if row.what != SAME and (keys is None or row.key in keys)]
    return workspace.write([_edit(news.kind, row) for row in rows], role, what)


def edits_of(news: Iterable[Difference]) -> list[Edit]:
    """Everything that several files would change, to be written together."""
    return [_edit(one.kind, row) for one in news for row in one.rows if row.what != SAME]


def _edit(kind: str, row: Row) -> Edit:
    seen = row.record.version if row.record else 0
    if row.seen is not None:
        seen = row.seen
    before = subjects(row.record) if row.record else []
    named = [f"district:{ags}" for ags in row.districts]
    return Edit(kind, row.key, row.cells, seen, [*before, *named])


def _opened(
    source: Path | Content, findings: Findings, kind: str | None, assigned: Assignment
) -> tuple[Document, str]:
    if kind is not None:
        return open_document(source, findings, FORMATS[kind].knows(assigned.columns)), kind
    tests = [f.knows(assigned.columns) for f in FORMATS.values()]
    document = open_document(source, findings, lambda header: any(ours(header) for ours in tests))
    header = next((cells for _, cells in document.records if any(map(str.strip, cells))), [])
    return document, kind_by_headers(header, findings.file, document)


def kind_by_headers(headers: Sequence[str], file: str, document: Document) -> str:
    """Kind of record whose columns a file has; raises where it is none."""
    names = {fold(header) for header in headers if header.strip()}
    for name in ("office", "task", "note", "scenario", "plan", "study"):
        if names >= {fold(column) for column in FORMATS[name].columns.required} and names <= {
            fold(column) for column in FORMATS[name].columns.spellings
        }:
            return name
    from rollout.readers.foundings import is_foundings
    from rollout.readers.inquiry_record import is_checks
    from rollout.readers.vocabulary import COLUMNS

    if is_checks(headers):
        return "check"
    if is_foundings(headers, set(COLUMNS.by_spelling)):
        return "founding"
    return "initiative"


def _texts(rows: Rows, kind: Kind) -> list[dict[str, str]]:
    """Cells of each row by column name, as repaired; own columns where records may have them."""
    from rollout.readers.repair import changes

    names = {header: name for name, header in rows.fields.headers.items()}
    mended = {(c.line, names.get(c.column, c.column)): c.after for c in changes(rows)}
    ours = ("id", VERSION)
    columns = [name for name in map(str, rows.fields.cells.columns)
               if name in kind.columns or (kind.has_more and name not in ours)]  # fmt: skip
    result = []
    for row, line in enumerate(rows.fields.lines):
        cells = {name: mended.get((line, name), rows.fields.values(name)[row]) for name in columns
                 if name in rows.fields.headers or name not in kind.columns}  # fmt: skip
        for name in ("latitude", "longitude"):
            if name in cells:
                cells[name] = cells[name].replace(",", ".")
        extra = {name: str(values[row] or "") for name, values in rows.extra_columns.items()
                 if name != "id" and not cells.get(name)}  # fmt: skip
        result.append({**cells, **extra})
    return result


def _taken(cells: Mapping[str, str], empty_cells_count: bool) -> dict[str, str]:
    return {name: text for name, text in cells.items() if text or empty_cells_count}


def _keys(
    rows: Rows, texts: Sequence[Mapping[str, str]], present: Mapping[str, Record],
    workspace: Workspace,
) -> list[str]:  # fmt: skip
    """Identifier of the record that each row is about."""
    from rollout.readers.rows import new_id

    by_name = {_mark(record.cells): key for key, record in present.items()}
    in_use, keys = {*present}, []
    for key, cells, is_made in zip(rows.ids, texts, rows.has_new_id, strict=True):
        if is_made and _mark(cells) in by_name:
            key = by_name[_mark(cells)]
        elif is_made and key in in_use:
            key = new_id(key, in_use)
        in_use.add(key)
        keys.append(key)
    return keys


def _mark(cells: Mapping[str, str]) -> tuple[str, ...]:
    """What tells records without identifier apart."""
    names = ("name", "district_ags", "region_ags", "title", "ags", "date", "text", "asked")
    return tuple(fold(cells.get(name, "")) for name in names)


def _versions(rows: Rows) -> list[int | None]:
    """Version of every row that was seen, where the file says it."""
    if VERSION not in rows.fields.cells:
        return [None] * len(rows.ids)
    texts = rows.fields.values(VERSION)
    return [int(text) if text.isascii() and text.isdigit() else None for text in texts]


def _row(key: str, record: Record | None, right: Checked, seen: int | None) -> Row:
    cells = {name: text for name, text in right.cells.items() if text}
    if record is None:
        return Row(key, NEW_ROW, None, cells, right.districts, seen)
    what = SAME if cells == dict(record.cells) else CHANGED
    return Row(key, what, record, cells, right.districts, seen)


def as_csv(kind_name: str, records: Iterable[Record]) -> bytes:
    """Records as the file their reader takes: our columns, commas, UTF-8; text is no formula."""
    kind = kind_of(kind_name)
    kept = list(records)
    others = dict.fromkeys(n for r in kept for n in r.cells if n not in kind.columns)
    optional = FORMATS[kind_name].optional
    ours = [n for n in kind.columns if n not in optional or any(n in r.cells for r in kept)]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["id", *ours, *map(plain, others)])
    for record in kept:
        writer.writerow([record.key, *(plain(record[name]) for name in [*ours, *others])])
    return stream.getvalue().encode("utf-8", "replace")


def file_name(kind_name: str) -> str:
    """Name of the file of a kind.

    >>> file_name("initiative")
    'initiatives.csv'
    """
    return f"{kind_of(kind_name).table}.csv"


def export_csv(workspace: Workspace, folder: Path, as_of: dt.datetime | None = None) -> list[Path]:
    """Write every table of a workspace as CSV into a folder, together or not at all.

    Parameters
    ----------
    as_of
        Time whose state is written; default: now.
    """
    from rollout.files.atomic import write_together

    make_folder(folder)
    number = None if as_of is None else number_at(workspace, as_of)
    files = {}
    for kind in KINDS:
        records = (workspace.records(kind) if number is None
                   else records_as_of(workspace, kind, number))  # fmt: skip
        files[folder / file_name(kind)] = as_csv(kind, records)
    return write_together(files)
