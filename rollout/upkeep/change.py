"""Changing a table the user keeps: every change is read back and checked before it counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rollout.errors import DataError, Problem
from rollout.language import Text
from rollout.readers.document import padding, parse_document, render
from rollout.readers.findings import Findings, quoted
from rollout.readers.headers import folded
from rollout.readers.places import Places
from rollout.readers.repair import as_cells, changes
from rollout.readers.rows import Format, Rows, new_id
from rollout.readers.text import read_bytes
from rollout.upkeep import journal
from rollout.upkeep.lock import locked

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
    """

    path: Path
    entries: tuple[journal.Entry, ...]
    problems: tuple[Problem, ...]
    left_out: tuple[str, ...] = ()
    is_new: bool = False


@dataclass
class Plan:
    """Changes to make: id -> header -> text, for rows that exist and for new ones."""

    changed: dict[str, dict[str, str]] = field(default_factory=dict)
    added: dict[str, dict[str, str]] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def change(
    path: Path, kind: Format, places: Places, what: str, plan: Callable[[Rows], Plan]
) -> Outcome:
    """Lock, read, change, read back, and only then replace the file.

    Parameters
    ----------
    kind
        What the file is.
    what
        Name of the change, for the log.
    plan
        Is given the rows as they are and says what to change.

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
    with locked(target):
        journal.recover(target)
        before = read_bytes(target) if target.is_file() else None
        rows = _read(_header_row(kind) if before is None else before, str(path), kind, places)
        rows.fields.findings.stop_on_errors()
        made = plan(rows)
        content, after = _changed(rows, made, kind, places, str(path))
        entries = _entries(rows, after, what, [*made.changed, *made.added])
        if entries:
            journal.publish(target, before, content, entries)
    found = after.fields.findings.all()
    return Outcome(target, tuple(entries), found, made.left_out, before is None)


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

    def plan(rows: Rows) -> Plan:
        cells = by_header(rows, kind, values, str(path))
        own_id, name = header_of(rows, "id"), header_of(rows, "name")
        given = cells.get(own_id, "").strip()
        if given in set(rows.ids) - {""}:
            finding = Text(f"{quoted(given)} gibt es schon", f"{quoted(given)} exists already")
            raise failed(path, finding, if_there)
        made = given or new_id(cells.get(name, ""), used_ids(path, rows))
        return Plan(added={made: {**cells, own_id: made}})

    return change(path, kind, places, "add", plan)


def set_row(
    path: Path, kind: Format, places: Places, key: str, values: Mapping[str, str]
) -> Outcome:
    """Change cells of one row; an empty text empties the cell."""

    def plan(rows: Rows) -> Plan:
        check_exists(path, rows, key)
        return Plan(changed={key: by_header(rows, kind, values, str(path))})

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


def _changed(rows: Rows, made: Plan, kind: Format, places: Places, file: str) -> tuple[bytes, Rows]:
    """Bytes of the changed file and its rows; raises if it would be wrong."""
    positions = dict(rows.table.positions)
    width = max((len(cells) for _, cells in rows.table.document.records), default=0)
    cells: dict[tuple[int, int], str] = {}
    wanted = [header for row in [*made.changed.values(), *made.added.values()] for header in row]
    for header in dict.fromkeys(wanted):
        if header not in positions:
            positions[header] = max(width, max(positions.values(), default=-1) + 1)
            cells[(rows.table.header_line, positions[header])] = header
    line_of = dict(zip(rows.ids, rows.fields.lines, strict=True))
    for key, row in made.changed.items():
        cells |= {(line_of[key], positions[header]): text for header, text in row.items()}
    added = [
        [{positions[h]: t for h, t in row.items()}.get(i, "") for i in range(width_of(positions))]
        for row in made.added.values()
    ]
    document = rows.table.document
    if len(positions) > len(rows.table.positions):
        cells |= padding(document, rows.table.header_line, max(positions.values()), cells)
    last = max(rows.fields.lines, default=rows.table.header_line)
    content = render(document, cells, added, last)
    after = _read(content, file, kind, places)
    after.fields.findings.stop_on_errors()
    touched = {*made.changed, *made.added}
    lines = {line for key, line in zip(after.ids, after.fields.lines, strict=True)
             if key in touched}  # fmt: skip
    mended = [change for change in changes(after) if change.line in lines]
    if mended:
        content = render(after.table.document, as_cells(mended, after.table.positions))
        after = _read(content, file, kind, places)
        after.fields.findings.stop_on_errors()
    return content, after


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
    ordered = {header: columns[header] for header in rows.table.positions}
    return {
        key: {header: values[row] for header, values in ordered.items()}
        for row, key in enumerate(rows.ids)
    }


def header_of(rows: Rows, name: str) -> str:
    """Header of a column in the file; its name where the file does not have it."""
    return rows.fields.headers.get(name, name)


def by_header(rows: Rows, kind: Format, values: Mapping[str, str], file: str) -> dict[str, str]:
    """Texts under the headers of the file; an unknown column is an error."""
    cells, unknown = {}, []
    own = {header.casefold(): header for header in rows.table.positions}
    for given, text in values.items():
        name = kind.columns.known.get(folded(given))
        if given.casefold() in own:
            cells[own[given.casefold()]] = text
        elif name is not None:
            cells[header_of(rows, name)] = text
        else:
            unknown.append(given)
    if unknown:
        known = ", ".join(dict.fromkeys([*rows.table.positions, *kind.columns.spellings]))
        raise DataError(
            [
                Problem("error", file, Text(f"Spalte {quoted(given)} gibt es nicht",
                                            f"there is no column {quoted(given)}"),
                        Text(f"eine von: {known}", f"one of: {known}"), code="unknown-column")
                for given in unknown
            ]
        )  # fmt: skip
    return cells


def check_exists(path: Path, rows: Rows, key: str) -> None:
    """Raise unless there is a row with this identifier."""
    if key in set(rows.ids):
        return
    import difflib

    close = ", ".join(difflib.get_close_matches(key, rows.ids, 5, 0.5)) or ", ".join(rows.ids[:5])
    raise failed(
        path,
        Text(f"{quoted(key)} gibt es nicht", f"there is no {quoted(key)}"),
        Text(f"meinten Sie: {close}?", f"did you mean: {close}?"),
    )


def failed(path: Path, finding: Text, remedy: Text) -> DataError:
    """Build the error for an identifier that cannot be changed or added."""
    return DataError(Problem("error", str(path), finding, remedy=remedy, code="unknown-id"))


def used_ids(path: Path, rows: Rows) -> set[str]:
    """Identifiers in use now or ever named in the change log."""
    return {*rows.ids, *(entry.id for entry in journal.read_log(Path(path)))}
