"""Territorial status: which districts there are at a date, and what changed between two dates.

Editions are not listed in code: each date in the table of changes (`data/district_changes.csv`)
makes one. A change is the rows of one date that share districts; a district that goes on under
its key after giving or taking land stands in both columns.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

# The oldest status with outlines; changes before it lead to its districts without steps between.
FIRST = "2021-07-01"


@dataclass(frozen=True, eq=False)
class Change:
    """Districts that became others on one day.

    Parameters
    ----------
    since
        First day of the new districts (ISO date).
    rows
        Columns old_ags, new_ags, new_name, share_population, share_area (of the old district),
        people (inhabitants who moved, NaN: unknown) and people_date.
    """

    since: str
    rows: pd.DataFrame

    @cached_property
    def old(self) -> frozenset[str]:
        """Keys before."""
        return frozenset(self.rows["old_ags"])

    @cached_property
    def new(self) -> frozenset[str]:
        """Keys after."""
        return frozenset(self.rows["new_ags"])

    @property
    def added(self) -> frozenset[str]:
        """Keys that came."""
        return self.new - self.old

    @property
    def removed(self) -> frozenset[str]:
        """Keys that went."""
        return self.old - self.new

    def is_in(self, keys: Collection[str]) -> bool:
        """Whether a set of districts is one after this change."""
        present = set(keys)
        return not self.removed & present and (not self.added or bool(self.added & present))

    def after(self, key: str) -> tuple[str, ...]:
        """Districts that got land of `key`, the one with most of its people first."""
        rows = self.rows[self.rows["old_ags"] == key]
        rows = rows.sort_values(["share_population", "new_ags"], ascending=[False, True])
        return tuple(rows["new_ags"])

    def before(self, key: str) -> tuple[str, ...]:
        """Districts that `key` was made of."""
        return tuple(sorted(self.rows.loc[self.rows["new_ags"] == key, "old_ags"]))

    def name(self, key: str) -> str:
        """Name of a new district."""
        names = self.rows.loc[self.rows["new_ags"] == key, "new_name"].dropna()
        return str(names.iloc[0]) if len(names) else ""

    @property
    def day(self) -> dt.date:
        """First day of the new districts."""
        return dt.date.fromisoformat(self.since)


def dated_changes(table: pd.DataFrame) -> tuple[Change, ...]:
    """Changes of a table whose day is known, earliest first.

    A table of before the dates (without the column `since`) has none. Districts that only exchange
    land keep all their keys, so no list shows whether it is of before or after: no change.
    """
    if "since" not in table:
        return ()
    rows = table[table["since"].notna() & (table["since"] != "")]
    changes = [
        Change(str(since), group)
        for since, of_day in rows.groupby("since", sort=True)
        for group in _connected(of_day)
    ]
    return tuple(change for change in changes if change.old != change.new)


def _connected(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """Rows that share a district, directly or by others."""
    groups: list[set[str]] = []
    for old, new in zip(rows["old_ags"], rows["new_ags"], strict=True):
        linked = [group for group in groups if group & {old, new}]
        groups = [group for group in groups if group not in linked]
        groups.append({old, new}.union(*linked))
    groups.sort(key=min)
    return [rows[rows["old_ags"].isin(group)] for group in groups]


def editions(changes: Iterable[Change]) -> tuple[str, ...]:
    """Dates of all territorial statuses, oldest first."""
    return (FIRST, *sorted({change.since for change in changes if change.since > FIRST}))


def edition_on(day: str, changes: Iterable[Change]) -> str | None:
    """Territorial status in force on a day (ISO date); None before the oldest.

    >>> edition_on("2024-12-31", ()), edition_on("1999-12-31", ())
    ('2021-07-01', None)
    """
    return max((date for date in editions(changes) if date <= day), default=None)


def behind_and_ahead(
    keys: Collection[str], changes: Sequence[Change]
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """Changes that led to a set of districts, and those still to come, earliest first each.

    A district that came and went again shows in neither set, so the last change is asked first.
    """
    now = set(keys)
    behind: list[Change] = []
    ahead: list[Change] = []
    for change in reversed(changes):
        if change.is_in(now):
            behind.insert(0, change)
            now = (now - change.new) | change.old if change.new & now else now
        else:
            ahead.insert(0, change)
    return tuple(behind), tuple(ahead)


def edition_of(keys: Collection[str], changes: Sequence[Change]) -> str:
    """Territorial status that a full set of districts has."""
    behind, _ = behind_and_ahead(keys, changes)
    return max((FIRST, *(change.since for change in behind)))


def steps_to(keys: Collection[str], changes: Sequence[Change], edition: str) -> list[Change]:
    """Changes between the status of `keys` and another one, in the order they are gone through.

    Forward, a change leads on where its day is not after `edition`; else it is taken back.
    """
    behind, ahead = behind_and_ahead(keys, changes)
    return [
        *(change for change in ahead if change.since <= edition),
        *(change for change in reversed(behind) if change.since > edition),
    ]


def keys_at(
    keys: Collection[str], changes: Sequence[Change], edition: str
) -> tuple[frozenset[str], frozenset[str]]:
    """Districts of another status, and those of them whose territory is not that of `keys`.

    Parameters
    ----------
    keys
        All districts of any status.
    edition
        A date; the changes until this day count.
    """
    now: set[str] = set(keys)
    other: set[str] = set()
    for change in steps_to(keys, changes, edition):
        before, after = change.old, change.new
        if change.since > edition:
            before, after = after, before
        now, other = (now - before) | after, (other - before) | after
    return frozenset(now), frozenset(other)
