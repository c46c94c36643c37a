"""What of records and their changes somebody gets to see, by the table in `roles`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rollout.workspace.roles import READER, Actor, Reach
from rollout.workspace.store import Change, Record


def records_seen(actor: Actor, records: Iterable[Record]) -> list[Record]:
    """Records with the columns an actor may see; without those it may see nothing of."""
    if actor.sees_all:
        return list(records)
    pairs = [(record, actor.seen(record.kind, record.cells)) for record in records]
    return [replace(record, cells=cells) for record, cells in pairs if cells is not None]


def records_analysed(actor: Actor, records: Iterable[Record]) -> list[Record]:
    """Records an analysis rests on: whole, or as anybody may see them.

    Own districts make no difference: all who may not see everything are shown the same map.
    """
    return records_seen(actor if actor.sees_all else READER, records)


def changes_seen(actor: Actor, changes: Iterable[Change]) -> list[Change]:
    """Changes of which an actor may see both versions whole; accounts are for administrators."""
    shown = (change for change in changes if _is_seen(actor, change))
    return list(shown) if actor.may("log") else [replace(change, account="") for change in shown]


def _is_seen(actor: Actor, change: Change) -> bool:
    reach = actor.reach("see", change.kind)
    if reach is not Reach.OWN:
        return reach is Reach.ALL
    versions = [cells for cells in (change.before, change.after) if cells]
    return bool(versions) and all(actor.owns(change.kind, cells) for cells in versions)
