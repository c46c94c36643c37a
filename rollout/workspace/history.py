"""What was changed, how it was at a time, and the way back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa

from rollout.errors import DataError, Problem
from rollout.language import Text
from rollout.workspace.roles import check_deed
from rollout.workspace.schema import CHANGES, SUBJECTS
from rollout.workspace.store import Change, Edit, Record, Workspace, records_of, write_edits

UNDO = "undo"


def changes_since(workspace: Workspace, number: int, most: int = 1000) -> list[Change]:
    """Changes after a number, oldest first; for whoever looks from time to time."""
    query = sa.select(CHANGES).where(CHANGES.c.number > number).order_by(CHANGES.c.number)
    return _changes(workspace, query.limit(most))


def newest_changes(workspace: Workspace, most: int = 50, before: int | None = None) -> list[Change]:
    """The newest changes, newest first; `before` goes on from a number."""
    query = sa.select(CHANGES).order_by(CHANGES.c.number.desc()).limit(most)
    if before is not None:
        query = query.where(CHANGES.c.number < before)
    return _changes(workspace, query)


def history_of(workspace: Workspace, kind: str, key: str) -> list[Change]:
    """Every change of one record, oldest first."""
    query = sa.select(CHANGES).where(CHANGES.c.kind == kind, CHANGES.c.key == key)
    return _changes(workspace, query.order_by(CHANGES.c.number))


def changes_of_kind(workspace: Workspace, kind: str) -> list[Change]:
    """Every change of records of a kind, oldest first."""
    query = sa.select(CHANGES).where(CHANGES.c.kind == kind).order_by(CHANGES.c.number)
    return _changes(workspace, query)


def history_about(workspace: Workspace, subject: str, most: int = 200) -> list[Change]:
    """Changes of all records about a subject, newest first.

    Parameters
    ----------
    subject
        `district:09162` or `initiative:chempark`.
    """
    query = (
        sa.select(CHANGES)
        .join(SUBJECTS, SUBJECTS.c.number == CHANGES.c.number)
        .where(SUBJECTS.c.subject == subject)
        .order_by(CHANGES.c.number.desc())
        .limit(most)
    )
    return _changes(workspace, query)


def kinds_since(workspace: Workspace, number: int) -> set[str]:
    """Kinds of the records that were changed after a number."""
    query = sa.select(CHANGES.c.kind).where(CHANGES.c.number > number).distinct()
    with workspace.reading() as connection:
        return set(connection.execute(query).scalars())


def number_at(workspace: Workspace, when: dt.datetime) -> int:
    """Number of the last change up to a time (with its time zone); 0 before the first."""
    moment = when.astimezone(dt.UTC).isoformat(timespec="milliseconds")
    query = sa.select(sa.func.max(CHANGES.c.number)).where(CHANGES.c.at <= moment)
    with workspace.reading() as connection:
        return connection.execute(query).scalar() or 0


def first_moment(workspace: Workspace) -> dt.datetime:
    """When the first change was made; now, where there is none yet."""
    with workspace.reading() as connection:
        first = connection.execute(sa.select(sa.func.min(CHANGES.c.at))).scalar()
    return dt.datetime.fromisoformat(first) if first else workspace.clock()


def records_as_of(workspace: Workspace, kind: str, number: int) -> list[Record]:
    """Records of a kind as they were after a change, in the order of their identifiers."""
    last = (
        sa.select(sa.func.max(CHANGES.c.number))
        .where(CHANGES.c.kind == kind, CHANGES.c.number <= number)
        .group_by(CHANGES.c.key)
    )
    query = sa.select(CHANGES).where(CHANGES.c.number.in_(last))
    records = [
        Record(kind, change.key, change.version, change.after)
        for change in _changes(workspace, query)
        if change.after is not None
    ]
    return sorted(records, key=lambda record: record.key)


def undo(workspace: Workspace, role: str, action: int | None = None) -> tuple[Change, ...]:
    """Take back what was done last, or an action of this number; the way back is a change, too.

    Called again without a number it takes back what was done before that. Taking back what took
    something back brings it again.

    Raises
    ------
    Conflict
        A record was changed after the action.
    DataError
        There is nothing to take back.
    """
    with workspace.writing() as connection:
        number = _last_action(connection) if action is None else action
        query = sa.select(CHANGES).where(CHANGES.c.action == number)
        rows = connection.execute(query.order_by(CHANGES.c.number)).mappings().all()
        changes = [_change(row) for row in rows] if number is not None else []
        if not changes or all(c.before is None and c.after is None for c in changes):
            raise _nothing_to_undo(number)
        subjects = _subjects(connection, [change.number for change in changes])
        edits = [_way_back(connection, c, subjects.get(c.number, ())) for c in reversed(changes)]
        return _write(workspace, connection, edits, (role, UNDO, number))


def _write(
    workspace: Workspace, connection: sa.Connection, edits: Sequence[Edit],
    deed: tuple[str, str, int | None],
) -> tuple[Change, ...]:  # fmt: skip
    return write_edits(connection, edits, deed, workspace.clock(), workspace.actor)


def _way_back(connection: sa.Connection, change: Change, subjects: Collection[str]) -> Edit:
    """Edit that takes a change back; it clashes unless the record is as the change left it."""
    now = next(iter(records_of(connection, change.kind, [change.key])), None)
    is_as_left = (None if now is None else now.cells) == change.after
    present = now.version if now else 0
    seen = present if is_as_left else change.version
    return Edit(change.kind, change.key, change.before, seen, subjects)


def restore(
    workspace: Workspace, role: str, kind: str, key: str, number: int
) -> tuple[Change, ...]:
    """Bring one record back to how it was after a change; as a new change."""
    with workspace.writing() as connection:
        query = (
            sa.select(CHANGES)
            .where(CHANGES.c.kind == kind, CHANGES.c.key == key, CHANGES.c.number <= number)
            .order_by(CHANGES.c.number.desc())
            .limit(1)
        )
        row = connection.execute(query).mappings().first()
        now = next(iter(records_of(connection, kind, [key])), None)
        cells = None if row is None else _change(row).after
        numbers = select_numbers(connection, kind, key)
        subjects = {s for named in _subjects(connection, numbers).values() for s in named}
        edit = Edit(kind, key, cells, now.version if now else 0, subjects)
        return _write(workspace, connection, [edit], (role, "restore", None))


def forget(workspace: Workspace, role: str, kind: str, keys: Collection[str]) -> tuple[Change, ...]:
    """Remove records and empty what the changes say of them; that they were there stays.

    This cannot be taken back. Raises `Denied` unless the actor administers the workspace.
    """
    check_deed(workspace.actor, "forget")
    with workspace.writing() as connection:
        records = records_of(connection, kind, keys)
        edits = [Edit(kind, record.key, None, record.version) for record in records]
        changes = _write(workspace, connection, edits, (role, "forget", None))
        for key in keys:
            query = CHANGES.update().where(CHANGES.c.kind == kind, CHANGES.c.key == key)
            connection.execute(query.values(before=None, after=None))
        return changes


def select_numbers(connection: sa.Connection, kind: str, key: str) -> list[int]:
    """Numbers of all changes of a record."""
    query = sa.select(CHANGES.c.number).where(CHANGES.c.kind == kind, CHANGES.c.key == key)
    return list(connection.execute(query).scalars())


def _last_action(connection: sa.Connection) -> int | None:
    """Newest action that was neither taken back nor takes something back itself."""
    back = sa.select(CHANGES.c.action, CHANGES.c.undoes).where(CHANGES.c.undoes.is_not(None))
    taken_back: set[int] = set()
    for action, undoes in sorted(set(map(tuple, connection.execute(back))), reverse=True):
        if action not in taken_back:
            taken_back.add(undoes)
    query = sa.select(CHANGES.c.action).where(CHANGES.c.undoes.is_(None)).distinct()
    for number in connection.execute(query.order_by(CHANGES.c.action.desc())).scalars():
        if number not in taken_back:
            return int(number)
    return None


def _subjects(connection: sa.Connection, numbers: Sequence[int]) -> dict[int, list[str]]:
    subjects: dict[int, list[str]] = {}
    query = sa.select(SUBJECTS.c.number, SUBJECTS.c.subject)
    for at in range(0, len(numbers), 500):
        page = query.where(SUBJECTS.c.number.in_(numbers[at : at + 500]))
        for number, subject in connection.execute(page):
            subjects.setdefault(number, []).append(subject)
    return subjects


def _changes(workspace: Workspace, query: sa.Select[Any]) -> list[Change]:
    with workspace.reading() as connection:
        return [_change(row) for row in connection.execute(query).mappings()]


def _change(row: sa.RowMapping) -> Change:
    texts = {name: None if row[name] is None else json.loads(row[name])
             for name in ("before", "after")}  # fmt: skip
    return Change(**{**row, **texts})


def _nothing_to_undo(number: int | None) -> DataError:
    finding = Text("es gibt nichts zurückzunehmen", "there is nothing to take back")
    if number is not None:
        finding = Text(f"einen Schritt {number} gibt es nicht, oder was er sagte, ist gelöscht",
                       f"there is no step {number}, or what it said was deleted")  # fmt: skip
    return DataError(Problem("error", "undo", finding, code="nothing-to-undo"))
