"""Changing a table the user keeps: every change is read back and checked before it counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rollout.errors import DataError, Problem
from rollout.files.guarded import read_bytes
from rollout.files.publish import hold_folder
from rollout.language import Text
from rollout.readers.document import blank_cells, parse_document, render
from rollout.readers.findings import Findings, quote
from rollout.readers.headers import fold
from rollout.readers.places import Places
from rollout.readers.repair import Change, as_cells, changes
from rollout.readers.rows import Format, Rows, new_id
from rollout.upkeep import journal

BEGINNING = ("add", "import")  # changes that may begin a file


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a change did.

    Parameters
    ----------
    path
        The file.
    entries
        The changed cells, as logged; empty if there was nothing to change.
    problems
        What was found in the changed file.
    left_out
        Columns of an imported file that this one does not have.
    is_new
        Whether the register did not exist before.
    repairs
        Cells of the touched rows that were filled in or written differently, and why.
    """

    path: Path
    entries: tuple[journal.Entry, ...]
    problems: tuple[Problem, ...]
    left_out: tuple[str, ...] = ()
    is_new: bool = False
    repairs: tuple[Change, ...] = ()


@dataclass
class Edits:
    """Edits of a table: id -> header -> text, for rows that exist and for new ones."""

    updates: dict[str, dict[str, str]] = field(default_factory=dict)
    new_rows: dict[str, dict[str, str]] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def change(
    path: Path, kind: Format, places: Places, what: str, plan: Callable[[Rows], Edits]
) -> Outcome:
    """Lock, read, change, read back, and only then replace the file.

    Parameters
    ----------
    kind
        What the file is.
    what
        Name of the change, for the log.
    plan
        Gets the rows as they are and says what to change.

    Raises
    ------
    DataError
        The file is wrong as it is, or would be after the change; then nothing is changed.
    """
    target = Path(path).resolve()
    begins = what in BEGINNING and _can_begin(target)
    if begins and target.suffix.casefold() != ".csv":
        raise _only_csv(path)
    if not (target.is_file() or begins):
        read_bytes(target)  # says what is wrong with the path
    with hold_folder(target.parent):
        before = read_bytes(target) if target.is_file() else None
        rows = _read(_header_row(kind) if before is None else before, str(path), kind, places)
        rows.fields.findings.stop_on_errors()
        _refuse_made_ids(path, rows)
        edits = plan(rows)
        content, after, repairs = _new_content(rows, edits, kind, places, str(path))
        entries = _entries(rows, after, what, [*edits.updates, *edits.new_rows])
        if entries:
            journal.publish(target, before, content, entries)
    problems = after.fields.findings.all()
    return Outcome(target, tuple(entries), problems, edits.left_out, before is None, tuple(repairs))


def _refuse_made_ids(path: Path, rows: Rows) -> None:
    """A row is changed by its identifier: it must stand in the file."""
    if not any(rows.has_new_id):
        return
    finding = Text("die Zeilen haben keine Kennung", "the rows have no identifier")
    expected = Text("eine Spalte id", "a column id")
    remedy = Text("mit rollout check --fix ZIEL aus den Namen bilden lassen",
                  "let rollout check --fix OUT make it from the names")  # fmt: skip
    raise DataError(Problem("error", str(path), finding, expected, remedy, code="no-ids"))


def _only_csv(path: Path) -> DataError:
    finding = Text("gibt es noch nicht", "does not exist yet")
    expected = Text("eine neue Datei als .csv", "a new file as .csv")
    remedy = Text("Namen auf .csv enden lassen oder eine vorhandene Datei nennen",
                  "let the name end in .csv or name a file that exists")  # fmt: skip
    return DataError(Problem("error", str(path), finding, expected, remedy, code="new-file"))


def add_row(
    path: Path, kind: Format, places: Places, values: Mapping[str, str], if_there: Text
) -> Outcome:
    """Add a row; without an `id` it gets one made from its name.

    Parameters
    ----------
    values
        Column (in any spelling the reader knows, or an own column of the file) -> text.
    if_there
        What to do if the identifier exists.
    """

    def plan(rows: Rows) -> Edits:
        cells = by_header(rows, kind, values, str(path))
        own_id, name = header_of(rows, "id"), header_of(rows, "name")
        id_text = cells.get(own_id, "").strip()
        if id_text in set(rows.ids) - {""}:
            finding = Text(f"{quote(id_text)} gibt es schon", f"{quote(id_text)} exists already")
            raise id_error(path, finding, if_there)
        key = id_text or new_id(cells.get(name, ""), used_ids(path, rows))
        return Edits(new_rows={key: {**cells, own_id: key}})

    return change(path, kind, places, "add", plan)


def set_row(
    path: Path, kind: Format, places: Places, key: str, values: Mapping[str, str]
) -> Outcome:
    """Change cells of one row; an empty text empties the cell."""

    def plan(rows: Rows) -> Edits:
        check_exists(path, rows, key)
        return Edits(updates={key: by_header(rows, kind, values, str(path))})

    return change(path, kind, places, "set", plan)


def _can_begin(target: Path) -> bool:
    return target.parent.is_dir() and not target.exists()


def _header_row(kind: Format) -> bytes:
    """Content of a file without rows."""
    names = [name for name in kind.columns.spellings if name not in kind.optional]
    return (",".join(names) + "\n").encode()


def _read(raw: bytes, file: str, kind: Format, places: Places) -> Rows:
    findings = Findings(file)
    return kind.read(parse_document(raw, findings, kind.knows()), findings, places)


def _new_content(
    rows: Rows, edits: Edits, kind: Format, places: Places, file: str
) -> tuple[bytes, Rows, list[Change]]:
    """Bytes of the changed file, its rows and what was repaired; raises if it would be wrong."""
    positions = dict(rows.table.positions)
    width = max((len(cells) for _, cells in rows.table.document.records), default=0)
    cells: dict[tuple[int, int], str] = {}
    rows_to_write = [*edits.updates.values(), *edits.new_rows.values()]
    for header in dict.fromkeys(header for row in rows_to_write for header in row):
        if header not in positions:
            positions[header] = max(width, max(positions.values(), default=-1) + 1)
            cells[(rows.table.header_line, positions[header])] = header
    line_of = dict(zip(rows.ids, rows.fields.lines, strict=True))
    for key, row in edits.updates.items():
        cells |= {(line_of[key], positions[header]): text for header, text in row.items()}
    new_rows = [
        [{positions[h]: t for h, t in row.items()}.get(i, "") for i in range(width_of(positions))]
        for row in edits.new_rows.values()
    ]
    document = rows.table.document
    if len(positions) > len(rows.table.positions):
        cells |= blank_cells(document, rows.table.header_line, max(positions.values()), cells)
    last = max(rows.fields.lines, default=rows.table.header_line)
    content = render(document, cells, new_rows, last)
    after = _read(content, file, kind, places)
    after.fields.findings.stop_on_errors()
    edited_ids = {*edits.updates, *edits.new_rows}
    lines = {line for key, line in zip(after.ids, after.fields.lines, strict=True)
             if key in edited_ids}  # fmt: skip
    # What was typed is written back as understood, so that the next reader agrees.
    repairs = [change for change in changes(after) if change.line in lines]
    if repairs:
        content = render(after.table.document, as_cells(repairs, after.table.positions))
        after = _read(content, file, kind, places)
        after.fields.findings.stop_on_errors()
    return content, after, repairs


def width_of(positions: Mapping[str, int]) -> int:
    """Number of columns up to the last named one.

    >>> width_of({"id": 0, "name": 3})
    4
    """
    return max(positions.values(), default=-1) + 1


def _entries(before: Rows, after: Rows, what: str, keys: Sequence[str]) -> list[journal.Entry]:
    """Every cell of the touched rows that changed."""
    when = journal.now()
    old, new = _cells_by_id(before), _cells_by_id(after)
    return [
        journal.Entry(when, what, key, header, old.get(key, {}).get(header, ""), text)
        for key in keys
        for header, text in new[key].items()
        if text != old.get(key, {}).get(header, "")
    ]


def _cells_by_id(rows: Rows) -> dict[str, dict[str, str]]:
    columns = {
        rows.fields.headers.get(str(name), str(name)): rows.fields.values(str(name))
        for name in rows.fields.cells.columns
    }
    by_position = {header: columns.get(f"{header} *", columns.get(header, [""] * len(rows.ids)))
                   for header in rows.table.positions}  # fmt: skip
    return {
        key: {header: values[row] for header, values in by_position.items()}
        for row, key in enumerate(rows.ids)
    }


def header_of(rows: Rows, name: str) -> str:
    """Header of a column in the file; its name where the file does not have it."""
    return rows.fields.headers.get(name, name)


def by_header(rows: Rows, kind: Format, values: Mapping[str, str], file: str) -> dict[str, str]:
    """Texts under the headers of the file; an unknown column is an error."""
    cells, unknown = {}, []
    headers = {header.casefold(): header for header in rows.table.positions}
    for column, text in values.items():
        name = kind.columns.by_spelling.get(fold(column))
        if column.casefold() in headers:
            cells[headers[column.casefold()]] = text
        elif name is not None:
            cells[header_of(rows, name)] = text
        else:
            unknown.append(column)
    if unknown:
        options = ", ".join(dict.fromkeys([*rows.table.positions, *kind.columns.spellings]))
        raise DataError(
            [
                Problem("error", file, Text(f"Spalte {quote(column)} gibt es nicht",
                                            f"there is no column {quote(column)}"),
                        Text(f"eine von: {options}", f"one of: {options}"), code="unknown-column")
                for column in unknown
            ]
        )  # fmt: skip
    return cells


def check_exists(path: Path, rows: Rows, key: str) -> None:
    """Raise unless there is a row with this identifier."""
    if key in set(rows.ids):
        return
    import difflib

    close = ", ".join(difflib.get_close_matches(key, rows.ids, 5, 0.5)) or ", ".join(rows.ids[:5])
    raise id_error(
        path,
        Text(f"{quote(key)} gibt es nicht", f"there is no {quote(key)}"),
        Text(f"meinten Sie: {close}?", f"did you mean: {close}?"),
    )


def id_error(path: Path, finding: Text, remedy: Text) -> DataError:
    """Build the error for an identifier that cannot be changed or added."""
    return DataError(Problem("error", str(path), finding, remedy=remedy, code="unknown-id"))


def used_ids(path: Path, rows: Rows) -> set[str]:
    """Identifiers in use now or ever named in the change log."""
    # An identifier of a deleted row in old exports must not come to mean another.
    return {*rows.ids, *(entry.id for entry in journal.read_log(Path(path)))}
