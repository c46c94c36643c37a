"""Changing a register: every change is read back and checked before it counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from rollout.errors import DataError, Problem, Text
from rollout.readers.columns import folded
from rollout.readers.document import padding, parse_document, render
from rollout.readers.findings import Findings, quoted
from rollout.readers.places import Places
from rollout.readers.register import Rows, knows, new_id, read_rows
from rollout.readers.repair import as_cells, changes
from rollout.readers.text import read_bytes
from rollout.readers.vocabulary import COLUMNS
from rollout.upkeep import journal
from rollout.upkeep.lock import locked


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a change did.

    Parameters
    ----------
    path
        The register.
    entries
        The changed cells, as logged; empty if there was nothing to change.
    problems
        What was found in the changed register.
    left_out
        Columns of an imported file that the register does not have.
    """

    path: Path
    entries: tuple[journal.Entry, ...]
    problems: tuple[Problem, ...]
    left_out: tuple[str, ...] = ()


@dataclass
class Plan:
    """Changes to make: id -> header -> text, for rows that exist and for new ones."""

    changed: dict[str, dict[str, str]] = field(default_factory=dict)
    added: dict[str, dict[str, str]] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def add(path: Path, places: Places, values: Mapping[str, str]) -> Outcome:
    """Add an initiative; without an `id` it gets one made from its name.

    Parameters
    ----------
    values
        Column (in any spelling the reader knows, or an own column of the file) -> text.
    """

    def plan(rows: Rows) -> Plan:
        cells = _by_header(rows, values, str(path))
        own_id, name = _header(rows, "id"), _header(rows, "name")
        given = cells.get(own_id, "").strip()
        if given in set(rows.ids) - {""}:
            raise _failed(path, Text(f"{quoted(given)} gibt es schon",
                                     f"{quoted(given)} exists already"),
                          Text("mit 'set' ändern", "change it with 'set'"))  # fmt: skip
        made = given or new_id(cells.get(name, ""), _used_ids(path, rows))
        return Plan(added={made: {**cells, own_id: made}})

    return _apply(path, places, "add", plan)


def set_fields(path: Path, places: Places, key: str, values: Mapping[str, str]) -> Outcome:
    """Change cells of one initiative; an empty text empties the cell."""

    def plan(rows: Rows) -> Plan:
        _check_exists(path, rows, key)
        return Plan(changed={key: _by_header(rows, values, str(path))})

    return _apply(path, places, "set", plan)


def end(path: Path, places: Places, key: str, year: int | None = None) -> Outcome:
    """Write down that an initiative ended; it is not counted from that year on."""
    ended = str(dt.date.today().year if year is None else year)

    def plan(rows: Rows) -> Plan:
        _check_exists(path, rows, key)
        return Plan(changed={key: {_header(rows, "ended_year"): ended}})

    return _apply(path, places, "end", plan)


def import_register(
    path: Path, places: Places, source: Path, columns: Mapping[str, str] | None = None
) -> Outcome:
    """Take over the rows of another register: new ones are added, known ones updated.

    A row is known by its id; one without an id by its name and district. Empty cells change
    nothing, and initiatives missing in the other register stay.
    """
    findings = Findings(str(source))
    document = parse_document(read_bytes(source), findings, knows(columns))
    incoming = read_rows(document, findings, places, columns=columns, make_ids=True)
    frame = incoming.register().initiatives
    texts = _texts(incoming)

    def plan(rows: Rows) -> Plan:
        present = rows.register().initiatives
        twins = {
            (folded(name), ags): key
            for key, name, ags in zip(
                rows.ids, rows.values["name"], rows.values["district_ags"], strict=True
            )
        }
        made = Plan(left_out=_foreign(rows, incoming))
        taken = _used_ids(path, rows)
        for row, given in enumerate(incoming.ids):
            key = given
            if incoming.generated[row]:
                name, ags = incoming.values["name"][row], incoming.values["district_ags"][row]
                key = twins.get((folded(name), ags)) or new_id(name, taken)
            taken.add(key)
            cells = _for_target(rows, texts[row])
            cells[_header(rows, "id")] = key
            if key in present.index:
                news = _news(rows, cells, present.loc[[key]], frame.loc[[given]])
                made.changed[key] = news
            else:
                made.added[key] = cells
        return made

    return _apply(path, places, "import", plan)


def _texts(rows: Rows) -> list[dict[str, str]]:
    """Filled cells of each row by column name (own columns by header), as repaired."""
    repaired = {(c.line, c.column): c.after for c in changes(rows)}
    names = list(rows.fields.cells.columns)
    result = []
    for row, line in enumerate(rows.fields.lines):
        cells = {}
        for name in map(str, names):
            header = rows.fields.headers.get(name, name)
            text = repaired.get((line, header), rows.fields.values(name)[row])
            if name in ("latitude", "longitude"):
                text = text.replace(",", ".")
            if text:
                cells[name] = text
        result.append(cells)
    return result


def _for_target(rows: Rows, texts: Mapping[str, str]) -> dict[str, str]:
    """Cells under the headers of the register; own columns only if it has them too."""
    own = {header.casefold(): header for header in rows.table.positions}
    cells = {}
    for name, text in texts.items():
        if name in COLUMNS.spellings:
            cells[_header(rows, name)] = text
        elif name.casefold() in own:
            cells[own[name.casefold()]] = text
    return cells


def _foreign(rows: Rows, incoming: Rows) -> tuple[str, ...]:
    own = {header.casefold() for header in rows.table.positions}
    known = set(incoming.fields.headers.values())
    return tuple(h for h in incoming.table.positions if h not in known and h.casefold() not in own)


def _news(
    rows: Rows, cells: Mapping[str, str], present: pd.DataFrame, incoming: pd.DataFrame
) -> dict[str, str]:
    """Cells that say something else than the register, compared by what they mean."""
    names = {header: name for name, header in rows.fields.headers.items()}
    news = {}
    for header, text in cells.items():
        name = names.get(header, header)
        if name == "id":
            continue
        old = present[name].iloc[0] if name in present else None
        new = incoming[name].iloc[0] if name in incoming else text
        if old is None or pd.isna(old) or old != new:
            news[header] = text
    return news


def _apply(path: Path, places: Places, what: str, plan: Callable[[Rows], Plan]) -> Outcome:
    """Lock, read, change, read back, and only then replace the register."""
    target = Path(path).resolve()
    if not target.is_file():
        read_bytes(target)  # says what is wrong with the path
    with locked(target):
        journal.recover(target)
        raw = read_bytes(target)
        rows = _read(raw, str(path), places)
        rows.fields.findings.stop_on_errors()
        made = plan(rows)
        content, after = _changed(rows, made, places, str(path))
        entries = _entries(rows, after, what, [*made.changed, *made.added])
        if entries:
            journal.publish(target, raw, content, entries)
    found = after.fields.findings.all()
    return Outcome(target, tuple(entries), found, made.left_out)


def _read(raw: bytes, file: str, places: Places) -> Rows:
    findings = Findings(file)
    return read_rows(parse_document(raw, findings, knows()), findings, places)


def _changed(rows: Rows, made: Plan, places: Places, file: str) -> tuple[bytes, Rows]:
    """Bytes of the changed register and its rows; raises if it would be wrong."""
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
    after = _read(content, file, places)
    after.fields.findings.stop_on_errors()
    touched = {*made.changed, *made.added}
    lines = {line for key, line in zip(after.ids, after.fields.lines, strict=True)
             if key in touched}  # fmt: skip
    mended = [change for change in changes(after) if change.line in lines]
    if mended:
        content = render(after.table.document, as_cells(mended, after.table.positions))
        after = _read(content, file, places)
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


def _header(rows: Rows, name: str) -> str:
    return rows.fields.headers.get(name, name)


def _by_header(rows: Rows, values: Mapping[str, str], file: str) -> dict[str, str]:
    """Texts under the headers of the file; an unknown column is an error."""
    cells, unknown = {}, []
    own = {header.casefold(): header for header in rows.table.positions}
    for given, text in values.items():
        name = COLUMNS.known.get(folded(given))
        if given.casefold() in own:
            cells[own[given.casefold()]] = text
        elif name is not None:
            cells[_header(rows, name)] = text
        else:
            unknown.append(given)
    if unknown:
        known = ", ".join(dict.fromkeys([*rows.table.positions, *COLUMNS.spellings]))
        raise DataError(
            [
                Problem("error", file, Text(f"Spalte {quoted(given)} gibt es nicht",
                                            f"there is no column {quoted(given)}"),
                        Text(f"eine von: {known}", f"one of: {known}"), code="unknown-column")
                for given in unknown
            ]
        )  # fmt: skip
    return cells


def _check_exists(path: Path, rows: Rows, key: str) -> None:
    if key in set(rows.ids):
        return
    import difflib

    close = ", ".join(difflib.get_close_matches(key, rows.ids, 5, 0.5)) or ", ".join(rows.ids[:5])
    raise _failed(
        path,
        Text(f"{quoted(key)} gibt es nicht", f"there is no {quoted(key)}"),
        Text(f"meinten Sie: {close}?", f"did you mean: {close}?"),
    )


def _failed(path: Path, found: Text, remedy: Text) -> DataError:
    return DataError(Problem("error", str(path), found, remedy=remedy, code="unknown-id"))


def _used_ids(path: Path, rows: Rows) -> set[str]:
    """Identifiers in use now or ever named in the change log."""
    logged: list[Any] = journal.read_log(Path(path))
    return {*rows.ids, *(entry.id for entry in logged)}
