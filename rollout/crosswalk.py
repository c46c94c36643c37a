"""Carrying values over when districts change, in both directions of time: counts are added, rates
are averaged."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import pandas as pd

from rollout import language
from rollout.errors import Problem
from rollout.language import Text
from rollout.territory import Change, behind_and_ahead, dated_changes

WORDING = {
    "added": Text("Anzahlen addiert", "counts added"),
    "split": Text("Anzahl nach Anteilen aufgeteilt (geschätzt)",
                  "count split by shares (estimate)"),
    "averaged-people": Text("Quoten nach Einwohnern gemittelt", "rates averaged by inhabitants"),
    "averaged": Text("Quoten mit Gewichten gemittelt", "rates averaged with weights"),
    "copied": Text("Wert übernommen", "value carried over"),
    "assumed": Text("Quote des alten Kreises für einen Teil angenommen (geschätzt)",
                    "rate of the old district assumed for a part (estimate)"),
    "no-weight": Text("Quoten mehrerer Kreise ohne Gewicht: bleibt unbekannt",
                      "rates of several districts without a weight: stays unknown"),
    "unknown-part": Text("ein Teil ist unbekannt: bleibt unbekannt",
                         "a part is unknown: stays unknown"),
    "superseded": Text("alter Kreis unbeachtet, der heutige hat einen eigenen Wert",
                       "old district left out, the one of today has its own value"),
    "unknown-key": Text("Schlüssel unbekannt, Wert unbeachtet", "unknown key, value left out"),
}  # fmt: skip
ON_PEOPLE = ("split", "averaged-people")  # what rests on the inhabitants of a change


@dataclass(frozen=True, eq=False)
class Conversion:
    """Values on other districts and how each changed one came about.

    Parameters
    ----------
    values
        Index `ags`: all keys asked for, sorted; NaN = unknown.
    steps
        One row per district and the one its value came from: new, old, share (of `old`), how (a
        key of `WORDING`) and basis (date of the inhabitants that shares or weights rest on, or
        ""). Districts that did not change have no row.
    """

    values: pd.Series
    steps: pd.DataFrame


STEPS = ["new", "old", "share", "how", "basis"]
_Step = tuple[str, str, float, str, str]


def convert(
    values: pd.Series,
    kind: str,
    changes: pd.DataFrame,
    keys: Collection[str],
    *,
    year: float = math.nan,
    weights: pd.Series | None = None,
    by: Literal["population", "area"] = "population",
    days: Sequence[Change] | None = None,
) -> Conversion:
    """Carry one series over to the districts of one territorial status, newer or older.

    Counts: sum of the values times the share that went to the other district; the total is kept.
    Everything else (rates, shares, an index): mean of the values weighted with `weights` times
    that share, or with the inhabitants of the change; without either the mean of several
    districts stays unknown, because a plain mean would be wrong. A part that is unknown makes
    the whole unknown.

    Which status a series has, its keys say: it is after a change where it has a value for a
    district that came, or none for those that went. Where only districts that kept their key
    are there, `year` decides, and without it the status is the older one.

    Parameters
    ----------
    values
        Index: keys of any time, unique; rows of districts that did not exist must be left out.
    kind
        `count`, or another kind of the catalogue.
    changes
        Columns old_ags, valid_until, new_ags, share_population, share_area; of dated changes (see
        `rollout.territory`) also since, people and people_date.
    keys
        The districts asked for; they say which status that is.
    year
        Year of the values; picks the right change of a key used twice.
    weights
        Size of the districts in `values` (their inhabitants), same index; for rates only.
    by
        Which shares split a district that went to several.
    days
        `dated_changes(changes)` where they are at hand: many series share them.

    Examples
    --------
    >>> changes = pd.DataFrame({"old_ags": ["03152", "03156"], "valid_until": 2015,
    ...     "new_ags": "03159", "share_population": 1.0, "share_area": 1.0})
    >>> old = pd.Series({"03152": 250.0, "03156": 75.0})
    >>> convert(old, "count", changes, ["03159"]).values.to_dict()
    {'03159': 325.0}
    >>> convert(old, "rate", changes, ["03159"]).values.to_dict()
    {'03159': nan}
    >>> convert(old, "rate", changes, ["03159"], weights=pd.Series({"03152": 3., "03156": 1.})
    ...     ).values.to_dict()
    {'03159': 206.25}
    """
    if not values.index.is_unique:
        raise ValueError("a district occurs twice in the values")
    target = set(keys)
    days = dated_changes(changes) if days is None else days
    dated = {key for change in days for key in change.old | change.new}
    others = [key for key in values.index if key not in target | dated]
    numbers = zip(values.index.astype(str), values.astype("float64").tolist(), strict=True)
    way = _Way(dict(numbers), kind, weights)
    if others:
        way.take(_undated(transfers(changes, others, year, by), target | dated))
    behind, ahead = behind_and_ahead(target, days)
    for change in behind:
        way.go(change, year, by)
    for change in reversed(ahead):
        way.go_back(change, year, by)
    strangers = [key for key, value in way.values.items()
                 if key not in target and not math.isnan(value)]  # fmt: skip
    steps = [("", key, math.nan, "unknown-key", "") for key in strangers] + way.steps
    index = pd.Index(sorted(target), name="ags", dtype="str")
    result = pd.Series([way.values.get(key, math.nan) for key in index], index, "float64")
    return Conversion(result, pd.DataFrame(steps, columns=STEPS))


class Part(NamedTuple):
    """What one district gave another.

    Parameters
    ----------
    old, new
        Where it came from and where it went, whichever is earlier in time.
    share
        Share of `old`; NaN where it is not known.
    people
        Inhabitants who moved; NaN: unknown.
    basis
        Date of these inhabitants, or "".
    """

    old: str
    new: str
    share: float
    people: float = math.nan
    basis: str = ""


def parts_of(change: Change, by: str = "population") -> list[Part]:
    """What the districts before a change gave those after it."""
    rows = change.rows
    shares = rows[f"share_{by}"].astype("float64").tolist()
    # Rounded shares add up to 1 only nearly; the total of a count must not change.
    total = _sums(rows["old_ags"], shares)
    return [
        Part(old, new, share / total[old], people, basis)
        for old, new, share, people, basis in zip(
            rows["old_ags"], rows["new_ags"], shares, *_people(rows), strict=True
        )
        if share > 0
    ]


def parts_back(change: Change, by: str = "population") -> list[Part]:
    """What the districts after a change give back to those before it.

    A district made of several gives each its share of the people; by area this is not known.
    """
    rows = change.rows
    people, bases = _people(rows)
    sizes = people if by == "population" else [math.nan] * len(people)
    total, count = _sums(rows["new_ags"], sizes), Counter(rows["new_ags"])
    return [
        Part(new, old, size / total[new] if count[new] > 1 else 1.0, moved, basis)
        for old, new, size, moved, basis in zip(
            rows["old_ags"], rows["new_ags"], sizes, people, bases, strict=True
        )
        if size != 0
    ]


def _people(rows: pd.DataFrame) -> tuple[list[float], list[str]]:
    return rows["people"].astype("float64").tolist(), rows["people_date"].fillna("").tolist()


def _sums(keys: Iterable[str], values: Iterable[float]) -> dict[str, float]:
    """Sum by key; unknown where one value is."""
    sums: dict[str, float] = {}
    for key, value in zip(keys, values, strict=True):
        sums[key] = sums.get(key, 0.0) + value
    return sums


def _undated(moves: pd.DataFrame, keys: Collection[str]) -> list[Part]:
    rows = moves[moves["new"].isin(keys)]
    return [Part(*row) for row in rows[["old", "new", "share"]].itertuples(index=False)]


class _Way:
    """A series on its way through the changes, one after the other."""

    def __init__(self, values: dict[str, float], kind: str, weights: pd.Series | None) -> None:
        self.values = values
        self.kind = kind
        self.weights = weights
        self.steps: list[_Step] = []

    def go(self, change: Change, year: float, by: str) -> None:
        """Go through a change, unless the series is one after it."""
        if not change.old & self.values.keys():
            return
        if self._is_after(change, year):
            self._leave_out(change)
        else:
            self.take(parts_of(change, by), whole=True)

    def go_back(self, change: Change, year: float, by: str) -> None:
        """Take a change back, unless the series is one before it."""
        if change.new & self.values.keys() and self._is_after(change, year):
            self._leave_out(change)
            self.take(parts_back(change, by), whole=True)

    def _is_after(self, change: Change, year: float) -> bool:
        """Whether the series has the districts after a change."""
        came = change.added & self.values.keys()
        if any(not math.isnan(self.values[key]) for key in came):
            return True
        if change.removed & self.values.keys():
            return False
        return not change.added or bool(came) or year >= change.day.year

    def _leave_out(self, change: Change) -> None:
        """Drop districts that went, where those that came have values of their own."""
        for part in parts_of(change):
            if part.old in change.removed and part.old in self.values:
                self.steps.append((part.new, part.old, part.share, "superseded", ""))
        for key in change.removed:
            self.values.pop(key, None)

    def take(self, parts: Iterable[Part], *, whole: bool = False) -> None:
        """Give districts the values of those they came from.

        Parameters
        ----------
        whole
            All parts of a new district are named, so that an absent one is an unknown part.
        """
        by_new: dict[str, list[Part]] = {}
        for part in sorted(parts):
            by_new.setdefault(part.new, []).append(part)
        come: dict[str, float] = {}
        for new, of_new in by_new.items():
            how = "superseded"
            if whole or math.isnan(self.values.get(new, math.nan)):
                come[new], how = _combine(of_new, self.values, self.kind, self.weights)
            basis = of_new[0].basis if how in ON_PEOPLE else ""
            self.steps += [(new, part.old, part.share, how, basis) for part in of_new]
        gone = {part.old for of_new in by_new.values() for part in of_new}
        self.values = {k: v for k, v in self.values.items() if k not in gone} | come


def transfers(
    changes: pd.DataFrame,
    keys: Collection[str],
    year: float = math.nan,
    by: Literal["population", "area"] = "population",
) -> pd.DataFrame:
    """Where dissolved districts went: old, new, share (the shares of an old one add up to 1).

    Of a key that was used more than once, the use in `year` counts, else the last.
    """
    rows = changes[changes["old_ags"].isin(set(keys))]
    until = rows["valid_until"].where(math.isnan(year) | (rows["valid_until"] >= year))
    first = until.groupby(rows["old_ags"]).transform("min")
    last = rows["valid_until"].groupby(rows["old_ags"]).transform("max")
    valid = last if math.isnan(year) else first.fillna(last)
    rows = rows[rows["valid_until"] == valid]
    share = rows[f"share_{by}"].astype("float64")
    # Rounded shares add up to 1 only nearly; the total of a count must not change.
    share = share / share.groupby(rows["old_ags"]).transform("sum")
    frame = pd.DataFrame({"old": rows["old_ags"], "new": rows["new_ags"], "share": share})
    return frame[frame["share"] > 0].sort_values(["new", "old"], ignore_index=True)


def successors(changes: pd.DataFrame, keys: Collection[str]) -> pd.DataFrame:
    """Every key that is none of `keys`, with the districts of `keys` it became or was.

    Returns
    -------
    successors
        Columns old_ags, old_name, valid_until, new_ags, share_population; one row per pair.
    """
    target = set(keys)
    columns = ["old_ags", "old_name", "valid_until", "new_ags", "share_population", "since"]
    since = changes["since"].fillna("") if "since" in changes else ""
    rows = changes.assign(since=since).reindex(columns=columns)
    rows = rows[rows["old_ags"] != rows["new_ags"]]
    behind, ahead = behind_and_ahead(target, dated_changes(changes))
    for change in behind:
        before = rows["since"] < change.since
        rows = _led_on(rows, before & rows["new_ags"].isin(change.old), parts_of(change))
    back = [
        (key, change.name(key), change.day.year, key, 1.0, change.since)
        for change in ahead for key in sorted(change.added)
    ]  # fmt: skip
    rows = pd.concat([rows, pd.DataFrame(back, columns=columns)]) if back else rows
    for change in reversed(ahead):
        rows = _led_on(rows, rows["new_ags"].isin(change.new), parts_back(change))
    rows = rows[~rows["old_ags"].isin(target) & rows["new_ags"].isin(target)]
    return rows[columns[:-1]].reset_index(drop=True)


def _led_on(rows: pd.DataFrame, where: pd.Series, parts: list[Part]) -> pd.DataFrame:
    """The rows with their successors replaced by what became of these."""
    if not where.any():
        return rows
    moves = pd.DataFrame(parts)[["old", "new", "share"]]
    pairs = rows[where].merge(moves, left_on="new_ags", right_on="old")
    pairs["share_population"] *= pairs["share"]
    pairs["new_ags"] = pairs["new"]
    columns = ["old_ags", "old_name", "valid_until", "new_ags", "since"]
    shares = pairs.groupby(columns, dropna=False)["share_population"].sum(min_count=1)
    return pd.concat([rows[~where], shares.reset_index()[list(rows.columns)]], ignore_index=True)


def _combine(
    parts: list[Part], values: dict[str, float], kind: str, weights: pd.Series | None
) -> tuple[float, str]:
    """Value of one district from its parts, and how it was made."""
    old = [values.get(part.old, math.nan) for part in parts]
    is_count = kind == "count"
    if any(map(math.isnan, old)) or (is_count and any(math.isnan(part.share) for part in parts)):
        return math.nan, "unknown-part"
    whole = all(part.share > 1 - 1e-9 for part in parts)
    if is_count:
        total = sum(value * part.share for value, part in zip(old, parts, strict=True))
        return total, "added" if whole else "split"
    if len(old) == 1:
        return old[0], "copied" if whole else "assumed"
    sizes, how = [part.people for part in parts], "averaged-people"
    if weights is not None:
        sizes = [float(weights.get(part.old, math.nan)) * part.share for part in parts]
        how = "averaged"
    if not sum(sizes) > 0:  # unknown, too
        return math.nan, "no-weight"
    return sum(v * size for v, size in zip(old, sizes, strict=True)) / sum(sizes), how


def wording(how: str, basis: str = "") -> Text:
    """What was done to a value, with the date of the inhabitants it rests on.

    >>> wording("split", "2023-12-31").en
    'count split by shares (estimate), inhabitants on 31 December 2023'
    """
    text = WORDING[how]
    if not basis:
        return text
    day = dt.date.fromisoformat(basis)
    return Text(f"{text.de}, Einwohner am {language.date(day, 'de')}",
                f"{text.en}, inhabitants on {language.date(day, 'en')}")  # fmt: skip


def conversion_notes(conversion: Conversion, file: str, column: str) -> tuple[Problem, ...]:
    """One note for each way values were carried over, naming the districts."""
    notes = []
    for (how, basis), group in conversion.steps.groupby(["how", "basis"], sort=False):
        pairs = [
            f"{old} → {new}" if new else str(old)
            for old, new in zip(group["old"], group["new"], strict=True)
            if old != new
        ]
        labels = ", ".join(pairs[:10]) + (" …" if len(pairs) > 10 else "")
        text = wording(str(how), str(basis))
        finding = Text(f"{text.de}: {labels}", f"{text.en}: {labels}")
        level: Literal["note", "repaired"] = (
            "repaired" if how in ("added", "averaged", "averaged-people", "copied") else "note"
        )
        notes.append(Problem(level, file, finding, column=column, code=f"keys-{how}"))
    return tuple(notes)
