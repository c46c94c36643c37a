"""Changing a register: adding, changing, ending and importing initiatives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from rollout.files.guarded import read_bytes
from rollout.language import Text
from rollout.readers.assignment import PLAIN, Assignment
from rollout.readers.document import parse_document
from rollout.readers.findings import Findings
from rollout.readers.headers import fold
from rollout.readers.places import Places
from rollout.readers.register import REGISTER, RegisterRows, read_rows
from rollout.readers.repair import changes
from rollout.readers.rows import Rows, new_id
from rollout.readers.vocabulary import COLUMNS
from rollout.upkeep.change import (
    Edits,
    Outcome,
    add_row,
    change,
    check_exists,
    header_of,
    set_row,
    used_ids,
)


def add(path: Path, places: Places, values: Mapping[str, str]) -> Outcome:
    """Add an initiative; without an `id` it gets one made from its name.

    A register (CSV) that does not exist yet is begun.

    Parameters
    ----------
    values
        Column (in any spelling the reader knows, or an own column of the file) -> text.
    """

    return add_row(path, REGISTER, places, values, Text("mit 'set' ändern", "change it with 'set'"))


def set_fields(path: Path, places: Places, key: str, values: Mapping[str, str]) -> Outcome:
    """Change cells of one initiative; an empty text empties the cell."""
    return set_row(path, REGISTER, places, key, values)


def end(path: Path, places: Places, key: str, year: int | None = None) -> Outcome:
    """Write down that an initiative ended; it is not counted from that year on."""
    ended_year = str(dt.date.today().year if year is None else year)

    def plan(rows: Rows) -> Edits:
        check_exists(path, rows, key)
        return Edits(updates={key: {header_of(rows, "ended_year"): ended_year}})

    return change(path, REGISTER, places, "end", plan)


def import_register(
    path: Path, places: Places, source: Path, assigned: Assignment = PLAIN
) -> Outcome:
    """Take over the rows of another register: new ones are added, known ones updated.

    A row is known by its id; one without an id by its name and district. Empty cells change
    nothing, and initiatives missing in the other register stay.
    """
    findings = Findings(str(source))
    document = parse_document(read_bytes(source), findings, REGISTER.knows(assigned.columns))
    other = read_rows(document, findings, places, assigned=assigned, make_ids=True)
    frame = other.register().initiatives
    texts = _texts(other)

    def plan(rows: Rows) -> Edits:
        assert isinstance(rows, RegisterRows)
        present = rows.register().initiatives
        twins = {
            (fold(name), ags): key
            for key, name, ags in zip(
                rows.ids, rows.values["name"], rows.values["district_ags"], strict=True
            )
        }
        edits = Edits(left_out=_foreign(rows, other))
        ids_in_use = used_ids(path, rows)
        for row, other_id in enumerate(other.ids):
            key = other_id
            if other.has_new_id[row]:
                name, ags = other.values["name"][row], other.values["district_ags"][row]
                key = twins.get((fold(name), ags)) or new_id(name, ids_in_use)
            ids_in_use.add(key)
            cells = _for_target(rows, texts[row])
            cells[header_of(rows, "id")] = key
            if key in present.index:
                news = _news(rows, cells, present.loc[[key]], frame.loc[[other_id]])
                edits.updates[key] = news
            else:
                edits.new_rows[key] = cells
        return edits

    return change(path, REGISTER, places, "import", plan)


def _texts(rows: Rows) -> list[dict[str, str]]:
    """Filled cells of each row by column name (own columns by header), as repaired."""
    repairs = {(c.line, c.column): c.after for c in changes(rows)}
    names = list(rows.fields.cells.columns)
    result = []
    for row, line in enumerate(rows.fields.lines):
        cells = {}
        for name in map(str, names):
            header = rows.fields.headers.get(name, name)
            text = repairs.get((line, header), rows.fields.values(name)[row])
            if name in ("latitude", "longitude"):
                text = text.replace(",", ".")
            if text:
                cells[name] = text
        result.append(cells)
    return result


def _for_target(rows: Rows, texts: Mapping[str, str]) -> dict[str, str]:
    """Cells under the headers of the register; own columns only if it has them too."""
    headers = {header.casefold(): header for header in rows.table.positions}
    cells = {}
    for name, text in texts.items():
        if name in COLUMNS.spellings:
            cells[header_of(rows, name)] = text
        elif name.casefold() in headers:
            cells[headers[name.casefold()]] = text
    return cells


def _foreign(rows: Rows, other: Rows) -> tuple[str, ...]:
    headers = {header.casefold() for header in rows.table.positions}
    ours = set(other.fields.headers.values())
    return tuple(h for h in other.table.positions if h not in ours and h.casefold() not in headers)


def _news(
    rows: Rows, cells: Mapping[str, str], present: pd.DataFrame, other: pd.DataFrame
) -> dict[str, str]:
    """Cells that say something else than the register, compared by what they mean."""
    names = {header: name for name, header in rows.fields.headers.items()}
    news = {}
    for header, text in cells.items():
        name = names.get(header, header)
        if name == "id":
            continue
        old = present[name].iloc[0] if name in present else None
        new = other[name].iloc[0] if name in other else text
        # Compared as read: "9162" and "09162" say the same.
        if old is None or pd.isna(old) or old != new:
            news[header] = text
    return news
