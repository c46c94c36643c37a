"""Reading and writing records: every write is one transaction and stands among the changes."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from rollout.errors import DataError, Problem, RolloutError
from rollout.language import Lang, Text
from rollout.readers.rows import new_id
from rollout.workspace.kinds import KINDS, REFERENCES, Kind, kind_of
from rollout.workspace.roles import HERE, Actor, Reach, change_denied, check_change
from rollout.workspace.schema import CHANGES, PARTS, SUBJECTS, TABLES

NEW = -1  # as `seen`: a record of its own, whatever there is; its key is made unique by a number
AT_ONCE = 500  # keys of one question to the database; SQLite takes no more than 32,766


@dataclass(frozen=True)
class Record:
    """A record as it is.

    Parameters
    ----------
    kind, key
        Which one: name of its kind, its identifier.
    version
        Counts its changes from 1; a write names the version it saw.
    cells
        Text by column, filled ones only.
    """

    kind: str
    key: str
    version: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Text of a column, "" where nothing is said."""
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Edit:
    """What a record shall be.

    Parameters
    ----------
    cells
        All its texts; None removes it.
    seen
        Version that was seen; 0 where there was none, NEW where the key is a proposal only.
    subjects
        Whose history this belongs to besides the record's own: `district:09162`,
        `initiative:chempark`.
    """

    kind: str
    key: str
    cells: Mapping[str, str] | None
    seen: int
    subjects: Collection[str] = ()


@dataclass(frozen=True)
class Change:
    """One change of one record, as written down.

    Parameters
    ----------
    number
        Counts all changes of the workspace from 1, in the order they were made.
    action
        Number of the first change that was made together with this one.
    at
        UTC, ISO 8601.
    role, what
        Who (an office or role) did what: add, set, remove, import, undo ...
    version
        Of the record after it.
    before, after
        The record's texts; None where there was or is none, or where they were forgotten.
    undoes
        Action that this one took back.
    account
        Whose login it was; "" without one.
    """

    number: int
    action: int
    at: str
    role: str
    what: str
    kind: str
    key: str
    version: int
    before: Mapping[str, str] | None
    after: Mapping[str, str] | None
    undoes: int | None = None
    account: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns whose text changed."""
        before, after = self.before or {}, self.after or {}
        names = dict.fromkeys([*before, *after])
        return tuple(n for n in names if before.get(n, "") != after.get(n, ""))


class Conflict(RolloutError):  # noqa: N818  # the word people use for it
    """Somebody else changed a record since it was seen; nothing was written.

    Parameters
    ----------
    clashes
        What was to be written, and the record as it is now (None: it was removed).
    """

    def __init__(self, clashes: Sequence[tuple[Edit, Record | None]]) -> None:
        self.clashes = tuple(clashes)
        super().__init__(self.message("en"))

    def message(self, lang: Lang = "de") -> str:
        """Which records, one a line."""
        return "\n".join(self._line(edit, now)[lang] for edit, now in self.clashes)

    def _line(self, edit: Edit, now: Record | None) -> Text:
        title = kind_of(edit.kind).title
        name = f"{edit.key!r}"
        if now is None:
            return Text(f"{title.de} {name} wurde inzwischen entfernt",
                        f"{title.en} {name} was removed meanwhile")  # fmt: skip
        if edit.seen == 0:
            return Text(f"{title.de} {name} gibt es schon", f"{title.en} {name} exists already")
        return Text(
            f"{title.de} {name} wurde inzwischen geändert (Fassung {edit.seen} gesehen, "
            f"{now.version} gilt)",
            f"{title.en} {name} was changed meanwhile (version {edit.seen} seen, {now.version} "
            "holds)",
        )


def utc_now() -> dt.datetime:
    """Now, in UTC."""
    return dt.datetime.now(dt.UTC)


@dataclass(eq=False)
class Workspace:
    """A database with records and their changes; see `rollout.workspace.open_workspace`.

    Parameters
    ----------
    engine
        Of the database.
    name
        As the user named it, without a password.
    path
        Of the file; None on a server.
    clock
        Gives the time of a change.
    actor
        Who works in it: every write asks what that one may.
    """

    engine: sa.Engine
    name: str
    path: Path | None = None
    clock: Callable[[], dt.datetime] = utc_now
    actor: Actor = HERE
    # Threads of one process take turns here; only processes meet in the database.
    _turn: threading.RLock = field(default_factory=threading.RLock, repr=False)

    @property
    def title(self) -> str:
        """Its name without the way to it: nothing about a machine belongs into a table."""
        return self.path.name if self.path is not None else str(self.engine.url.database)

    def acting(self, actor: Actor) -> Workspace:
        """The same workspace in the hands of somebody else."""
        return replace(self, actor=actor)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One state of the database, whatever others write meanwhile."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """The only writer; all that is written counts, or nothing."""
        with self._turn, self.engine.connect() as connection:
            connection = connection.execution_options(is_writer=True)
            with connection.begin():
                yield connection

    def records(self, kind: str, keys: Collection[str] | None = None) -> list[Record]:
        """Records of a kind in the order of their identifiers: all, or those named."""
        with self.reading() as connection:
            return records_of(connection, kind, keys)

    def record(self, kind: str, key: str) -> Record | None:
        """A record; None where there is none."""
        return next(iter(self.records(kind, [key])), None)

    def write(
        self, edits: Sequence[Edit], role: str, what: str, undoes: int | None = None
    ) -> tuple[Change, ...]:
        """Write records together, or none of them; what stays the same is no change.

        Raises
        ------
        Conflict
            A record is not what was seen.
        Denied
            The actor may not do that.
        """
        with self.writing() as connection:
            deed = (role, what, undoes)
            return write_edits(connection, edits, deed, self.clock(), self.actor)

    def last_number(self) -> int:
        """Number of the newest change; 0 without any."""
        with self.reading() as connection:
            return last_number(connection)


def keys_of_district(workspace: Workspace, kind_name: str, ags: str) -> list[str] | None:
    """Records whose area holds a district, or whose seat lies in it; None: all have to be read."""
    kind = kind_of(kind_name)
    columns = [c for c in ("district_ags",) if c in kind.plain_columns]
    areas = [part for part in kind.parts if part.is_list and part.table.endswith("areas")]
    if not areas:
        return None
    table = TABLES[kind.name]
    queries = [sa.select(table.c.id).where(table.c[column] == ags) for column in columns]
    for part in areas:
        rows = PARTS[part.table]
        queries.append(sa.select(rows.c.record).where(rows.c.item == ags))
    with workspace.reading() as connection:
        return list(connection.execute(sa.union(*queries)).scalars())


def last_number(connection: sa.Connection) -> int:
    """Number of the newest change; 0 without any."""
    return connection.execute(sa.select(sa.func.max(CHANGES.c.number))).scalar() or 0


def records_of(
    connection: sa.Connection, kind: str, keys: Collection[str] | None = None
) -> list[Record]:
    """Records of a kind in the order of their identifiers."""
    if keys is None:
        return _records_where(connection, kind_of(kind), None)
    ordered = sorted(set(keys))
    pages = (ordered[at : at + AT_ONCE] for at in range(0, len(ordered), AT_ONCE))
    return [record for page in pages for record in _records_where(connection, kind_of(kind), page)]


def _records_where(
    connection: sa.Connection, kind: Kind, keys: Sequence[str] | None
) -> list[Record]:
    table = TABLES[kind.name]
    query = sa.select(table)
    if keys is not None:
        query = query.where(table.c.id.in_(keys))
    parts = [_items(connection, part.table, keys) for part in kind.parts]
    records = []
    for row in connection.execute(query).mappings():
        cells = {name: row[name] for name in kind.plain_columns if row[name]}
        for part, items in zip(kind.parts, parts, strict=True):
            cells |= part.cells(items.get(row["id"], []))
        if kind.has_more:
            cells |= json.loads(row["more"])
        records.append(Record(kind.name, row["id"], row["version"], in_order(kind, cells)))
    # Databases sort text by the rules of their language; Python does so everywhere alike.
    return sorted(records, key=lambda record: record.key)


def in_order(kind: Kind, cells: Mapping[str, str]) -> dict[str, str]:
    """Filled cells in the order of the columns, the owner's own ones at the end."""
    for part in kind.parts:
        cells = {**cells, **dict.fromkeys(part.columns, ""), **part.cells(part.items(cells))}
    ours = {name: cells[name] for name in kind.columns if cells.get(name)}
    return ours | {name: text for name, text in sorted(cells.items()) if text and name not in ours}


def _items(
    connection: sa.Connection, name: str, keys: Sequence[str] | None
) -> dict[str, list[tuple[str, str]]]:
    table = PARTS[name]
    query = sa.select(table.c.record, table.c.item, table.c.value)
    if keys is not None:
        query = query.where(table.c.record.in_(keys))
    items: dict[str, list[tuple[str, str]]] = {}
    for record, item, value in connection.execute(query.order_by(table.c.position)):
        items.setdefault(record, []).append((item, value))
    return items


def write_edits(
    connection: sa.Connection,
    edits: Sequence[Edit],
    deed: tuple[str, str, int | None],
    now: dt.datetime,
    actor: Actor,
) -> tuple[Change, ...]:
    """Write records within the caller's transaction; see `Workspace.write`.

    Parameters
    ----------
    deed
        Role, what was done, and the action that is taken back by it. An actor that has an office
        of its own writes in that name, whatever role was said.
    """
    if connection.dialect.name == "postgresql":
        # Numbers follow each other without gap, in the order in which changes can be seen.
        connection.execute(sa.text("LOCK TABLE changes IN SHARE ROW EXCLUSIVE MODE"))
    edits = _with_keys(connection, edits)
    present = _present(connection, edits)
    _check_rights(connection, actor, edits, present)  # before a clash could show a record
    clashes = []
    for edit in edits:
        now_there = present.get((edit.kind, edit.key))
        if edit.seen != (now_there.version if now_there else 0):
            clashes.append((edit, now_there))
    if clashes:
        raise Conflict(clashes)
    number = first = last_number(connection) + 1
    made_before = _last_versions(connection, [e for e in edits if e.seen == 0])
    changes = []
    for edit in edits:
        record = present.get((edit.kind, edit.key))
        before = None if record is None else dict(record.cells)
        after = None if edit.cells is None else in_order(kind_of(edit.kind), edit.cells)
        if after == before:
            continue
        version = 1 + (record.version if record else made_before.get((edit.kind, edit.key), 0))
        role, what, undoes = deed
        change = Change(number, first, now.isoformat(timespec="milliseconds"), actor.office or role,
                        what, edit.kind, edit.key, version, before, after, undoes,
                        actor.account)  # fmt: skip
        _write_record(connection, change)
        changes.append((change, edit.subjects))
        number += 1
    _write_changes(connection, changes)
    _check_references(connection, [change for change, _ in changes])
    return tuple(change for change, _ in changes)


def _check_rights(
    connection: sa.Connection, actor: Actor, edits: Sequence[Edit],
    present: Mapping[tuple[str, str], Record],
) -> None:  # fmt: skip
    """Raise unless an actor may write all this; with own districts only what its office wrote."""
    for edit in edits:
        record = present.get((edit.kind, edit.key))
        check_change(actor, edit.kind, None if record is None else record.cells, edit.cells)
        if actor.reach("change", edit.kind) is Reach.OWN:
            query = sa.select(CHANGES.c.role).where(
                CHANGES.c.kind == edit.kind, CHANGES.c.key == edit.key
            )
            last = connection.execute(query.order_by(CHANGES.c.number.desc()).limit(1)).scalar()
            if last not in (None, actor.office):
                raise change_denied(actor, edit.kind)


def _with_keys(connection: sa.Connection, edits: Sequence[Edit]) -> list[Edit]:
    """Edits whose new records have keys that no record has or ever had."""
    # An identifier of a removed record in old exports must not come to mean another.
    in_use: dict[str, set[str]] = {}
    result = []
    for edit in edits:
        if edit.seen == NEW:
            keys = in_use.setdefault(edit.kind, set())
            base = new_id(edit.key, (), edit.kind)
            begins = CHANGES.c.key.startswith(base, autoescape=True)
            query = sa.select(CHANGES.c.key).where(CHANGES.c.kind == edit.kind, begins)
            keys |= set(connection.execute(query.distinct()).scalars())
            edit = replace(edit, key=new_id(base, keys), seen=0)
            keys.add(edit.key)
        result.append(edit)
    return result


def _check_references(connection: sa.Connection, changes: Sequence[Change]) -> None:
    """Raise unless every record named is there, and none that is named was removed."""
    problems = []
    for kind, columns in REFERENCES.items():
        for column, other in columns.items():
            table = TABLES[kind]
            named = {c.after[column] for c in changes
                     if c.kind == kind and c.after and c.after.get(column)}  # fmt: skip
            here = {record.key for record in records_of(connection, other, named)} if named else ()
            problems += [missing(kind, column, key) for key in sorted(named - {*here})]
            removed = [c.key for c in changes if c.kind == other and c.after is None]
            for at in range(0, len(removed), AT_ONCE):
                page = removed[at : at + AT_ONCE]
                query = sa.select(table.c[column], table.c.id).where(table.c[column].in_(page))
                problems += [_still_named(other, *row, kind) for row in connection.execute(query)]
    if problems:
        raise DataError(problems)


def missing(kind: str, column: str, key: str) -> Problem:
    """Problem of a record that names another which is not there."""
    finding = Text(f"{key!r} gibt es nicht", f"there is no {key!r}")
    expected = Text("die Kennung eines Eintrags", "the identifier of an entry")
    return Problem("error", kind_of(kind).table, finding, expected, column=column,
                   code="unknown-id")  # fmt: skip


def _still_named(kind: str, key: str, by: str, by_kind: str) -> Problem:
    title = kind_of(by_kind).title
    finding = Text(f"{key!r} wird noch genannt: {title.de} {by!r}",
                   f"{key!r} is still named: {title.en} {by!r}")  # fmt: skip
    remedy = Text("zuerst dort ändern", "change it there first")
    return Problem("error", kind_of(kind).table, finding, remedy=remedy, code="still-named")


def _present(connection: sa.Connection, edits: Sequence[Edit]) -> dict[tuple[str, str], Record]:
    present = {}
    for kind in KINDS:
        keys = [edit.key for edit in edits if edit.kind == kind]
        if len(set(keys)) < len(keys):
            raise ValueError(f"the same {kind} twice in one write: {keys}")
        for record in records_of(connection, kind, keys) if keys else ():
            present[kind, record.key] = record
    return present


def _last_versions(connection: sa.Connection, edits: Sequence[Edit]) -> dict[tuple[str, str], int]:
    """Newest version of records that were removed before: versions never go back."""
    versions: dict[tuple[str, str], int] = {}
    for kind in {edit.kind for edit in edits}:
        keys = [edit.key for edit in edits if edit.kind == kind]
        for at in range(0, len(keys), AT_ONCE):
            query = (
                sa.select(CHANGES.c.key, sa.func.max(CHANGES.c.version))
                .where(CHANGES.c.kind == kind, CHANGES.c.key.in_(keys[at : at + AT_ONCE]))
                .group_by(CHANGES.c.key)
            )
            versions |= {(kind, key): version for key, version in connection.execute(query)}
    return versions


def _write_record(connection: sa.Connection, change: Change) -> None:
    kind = kind_of(change.kind)
    table = TABLES[kind.name]
    if change.after is None:
        connection.execute(table.delete().where(table.c.id == change.key))
        return
    values: dict[str, Any] = {name: change.after.get(name, "") for name in kind.plain_columns}
    if kind.has_more:
        more = {name: text for name, text in change.after.items() if name not in kind.columns}
        values["more"] = _json(more)
    values["version"] = change.version
    if change.before is None:
        connection.execute(table.insert(), {"id": change.key, **values})
    else:
        connection.execute(table.update().where(table.c.id == change.key), values)
    for part in kind.parts:
        items = part.items(change.after)
        if items == part.items(change.before or {}):
            continue
        rows = PARTS[part.table]
        connection.execute(rows.delete().where(rows.c.record == change.key))
        new = [
            {"record": change.key, "position": at, "item": item, "value": value}
            for at, (item, value) in enumerate(items)
        ]
        if new:
            connection.execute(rows.insert(), new)


def _write_changes(
    connection: sa.Connection, changes: Sequence[tuple[Change, Collection[str]]]
) -> None:
    if not changes:
        return
    connection.execute(
        CHANGES.insert(),
        [
            {
                **{column.name: getattr(change, column.name) for column in CHANGES.c},
                "before": None if change.before is None else _json(change.before),
                "after": None if change.after is None else _json(change.after),
            }
            for change, _ in changes
        ],
    )
    subjects = [
        {"subject": subject, "number": change.number}
        for change, named in changes
        for subject in sorted({*named, *subjects_in(change)})
    ]
    if subjects:
        connection.execute(SUBJECTS.insert(), subjects)


def subjects_in(change: Change) -> set[str]:
    """Subjects that a change names by itself: the initiative it is or was about."""
    texts = [cells.get("initiative_id", "") for cells in (change.before, change.after) if cells]
    keys = {text for text in texts if text}
    if change.kind == "initiative":
        keys.add(change.key)
    return {f"initiative:{key}" for key in keys}


def _json(cells: Mapping[str, str]) -> str:
    return json.dumps(dict(cells), ensure_ascii=False)
