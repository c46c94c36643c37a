"""From a workspace to the analysis: its register, foundings and checks in place of the files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from rollout.inputs import places_of, with_own_register
from rollout.model import Inputs
from rollout.readers.foundings import FoundingRows
from rollout.readers.inquiry_record import CheckRows
from rollout.readers.places import Places
from rollout.readers.register import RegisterRows
from rollout.workspace.kinds import kind_of
from rollout.workspace.schema import CHANGES
from rollout.workspace.store import Record, Workspace
from rollout.workspace.validity import rows_of

BASIS = ("initiative", "founding", "check")  # kinds of records that an analysis rests on
MADE = "make"  # what was done when the records that come with the program were taken in
_TABLES = ("district_changes", "postcodes", "chambers", "district_types")


# Names of towns and middles of postcodes are put together at the first look, which takes longer
# than checking a record: once for the same data.
_places: WeakKeyDictionary[Inputs, Places] = WeakKeyDictionary()


def places_in(inputs: Inputs) -> Places:
    """What records are checked against: the districts of the data in use."""
    if inputs not in _places:
        tables = {name: getattr(inputs, name) for name in _TABLES}
        _places[inputs] = places_of(inputs.districts, tables, inputs.countries)
    return _places[inputs]


def with_records(
    inputs: Inputs,
    records: Mapping[str, Iterable[Record]],
    places: Places,
    name: str,
    is_shipped: bool = False,
) -> Inputs:
    """Inputs with records in place of the files of the same kind.

    Parameters
    ----------
    records
        Kind -> records; only kinds of `BASIS` that shall take the place of what is there, checks
        in the order they were made.
    name
        Of the workspace, for the list of sources.
    is_shipped
        Whether the register is still the one that came with the program.

    Raises
    ------
    DataError
        A record cannot be read for these districts.
    """
    fields: dict[str, Any] = {}
    notes = list(inputs.notes)
    hashes = dict(inputs.hashes)
    for kind_name, kept in records.items():
        kind = kind_of(kind_name)
        cells = {record.key: record.cells for record in kept}
        rows = rows_of(kind, cells, places)
        if isinstance(rows, RegisterRows):
            register = rows.register()
            fields |= {"initiatives": register.initiatives, "served": register.served,
                       "left_out": None}  # fmt: skip
            if not is_shipped:
                fields["sources"] = with_own_register(inputs.sources, name)
        elif isinstance(rows, FoundingRows):
            fields["foundings"] = rows.foundings().table
        elif isinstance(rows, CheckRows):
            fields["checks"] = rows.checks()
        files = (f"{kind.table}.csv", kind.table)
        notes = [note for note in notes if PurePath(note.file).name not in files]
        notes += rows.fields.findings.all()
        hashes.pop(files[0], None)
        hashes[f"workspace/{kind.table}"] = hashlib.sha256(
            json.dumps(list(cells.items()), ensure_ascii=False, sort_keys=True).encode()
        ).hexdigest()
    return replace(inputs, **fields, notes=tuple(notes), hashes=hashes)


def basis_of(workspace: Workspace, kinds: Collection[str] = BASIS) -> dict[str, list[Record]]:
    """Records an analysis rests on; checks in the order they were made."""
    basis = {kind: workspace.records(kind) for kind in BASIS if kind in kinds}
    if "check" in basis:
        basis["check"] = in_order_made(workspace, basis["check"])
    return basis


def in_order_made(workspace: Workspace, checks: Sequence[Record]) -> list[Record]:
    """Checks in the order they were made: of two on one day the later one counts."""
    first = sa.func.min(CHANGES.c.number)
    query = sa.select(CHANGES.c.key, first).where(CHANGES.c.kind == "check")
    with workspace.reading() as connection:
        order = dict(map(tuple, connection.execute(query.group_by(CHANGES.c.key))))
    return sorted(checks, key=lambda record: order[record.key])


def has_shipped_register(workspace: Workspace) -> bool:
    """Whether no initiative was changed since the workspace was made."""
    query = sa.select(CHANGES.c.number).where(CHANGES.c.kind == "initiative",
                                              CHANGES.c.what != MADE).limit(1)  # fmt: skip
    with workspace.reading() as connection:
        return connection.execute(query).first() is None


def inputs_of_workspace(inputs: Inputs, workspace: Workspace) -> Inputs:
    """Inputs with everything of a workspace that an analysis rests on."""
    return with_records(
        inputs, basis_of(workspace), places_in(inputs), workspace.title,
        has_shipped_register(workspace),
    )  # fmt: skip
