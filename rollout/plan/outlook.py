"""How the network may grow: its known counts, and a band of expected additions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from rollout.founding_steps import beginning, period
from rollout.foundings.durations import newest_entry, records
from rollout.plan.calendar import ENOUGH, Lapse, Schedule, after


@dataclass(frozen=True)
class Addition:
    """Initiatives that may join the network around the same time.

    Parameters
    ----------
    count
        How many, if all succeed.
    early, expected, late
        When; None = unknown.
    """

    count: int
    early: dt.date | None
    expected: dt.date | None
    late: dt.date | None


@dataclass(frozen=True)
class Success:
    """Own foundings that came to an end, and the share of them that was founded.

    Parameters
    ----------
    low, high
        95 % interval of the share (Wilson), 0..1.
    """

    founded: int
    ended: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Share founded, 0..1."""
        return self.founded / self.ended


@dataclass(frozen=True, eq=False)
class Outlook:
    """Timeline of the network.

    Parameters
    ----------
    counts
        Exact counts so far, index `date`: count.
    band
        Index `date`, from the newest known count on: low, expected and high number of
        initiatives. Without enough own results low is "none succeeds", high "all succeed in
        good time" and expected unknown (NaN): no rate of success is made up.
    success
        Own results behind the band; None where there are too few.
    undated
        Initiatives under way whose date of joining nobody can tell; in no number.
    """

    counts: pd.Series
    band: pd.DataFrame
    success: Success | None
    undated: int


def success(own_cases: pd.DataFrame) -> Success | None:
    """Share of own ended foundings that succeeded; None below five of them.

    Publicly documented cases say nothing about it: what failed early was never documented.
    """
    is_over = own_cases["outcome"].isin(["founded", "given_up"])
    count, foundations = int(is_over.sum()), int((own_cases["outcome"] == "founded").sum())
    if count < ENOUGH:
        return None
    from scipy.stats import binomtest

    interval = binomtest(foundations, count).proportion_ci(method="wilson")
    return Success(foundations, count, float(interval.low), float(interval.high))


def running_additions(own_cases: pd.DataFrame, link: Lapse, today: dt.date) -> list[Addition]:
    """Own running foundings not linked yet; a date that has passed counts as `today`."""
    additions = []
    for row in records(own_cases):
        if row["outcome"] != "running" or row["linked"]:
            continue
        start = beginning(row)
        if start is None:
            additions.append(Addition(1, None, None, None))
            continue
        dates = (after(start.middle, days) for days in (link.lower, link.median, link.upper))
        additions.append(Addition(1, *(day and max(day, today) for day in dates)))
    return additions


def planned_additions(schedule: Schedule) -> list[Addition]:
    """Waves of a plan, each joining when its link is expected."""
    columns = ["regions", "linked_early", "linked_expected", "linked_late"]
    return [Addition(*row) for row in schedule.dates[columns].itertuples(index=False)]


def known_counts(history: pd.DataFrame) -> pd.Series:
    """Exact counts of the network by date, oldest first.

    Parameters
    ----------
    history
        As `Inputs.history`; counts that are a target, a bound or another count are left out.
    """
    exact = history[history["qualifier"] == "exact"]
    dates = [period(str(day)[:10]).middle for day in exact["date"]]
    counts = pd.Series(exact["count"].astype(int).tolist(), index=dates, name="count", dtype=int)
    return counts.sort_index().rename_axis("date")


def outlook(
    history: pd.DataFrame, own_cases: pd.DataFrame, link: Lapse, schedule: Schedule | None = None,
    today: dt.date | None = None,
) -> Outlook:  # fmt: skip
    """Known counts of the network and what own foundings and the plan may add.

    Parameters
    ----------
    link
        Time to the link, see `rollout.plan.calendar.lapses`.
    today
        Day before which nothing running can join; the newest entry of the record by default.
    """
    counts = known_counts(history)
    now = today or newest_entry(own_cases) or (counts.index[-1] if len(counts) else None)
    additions = running_additions(own_cases, link, now) if now else []
    if schedule:
        additions += planned_additions(schedule)
    results = success(own_cases)
    without_date = sum(entry.count for entry in additions if entry.expected is None)
    base = (counts.index[-1], int(counts.iloc[-1])) if len(counts) else None
    band = _band(base, additions, results) if base else pd.DataFrame(columns=_BAND)
    return Outlook(counts, band, results, without_date)


_BAND = ["low", "expected", "high"]


def _band(
    base: tuple[dt.date, int], additions: Iterable[Addition], results: Success | None
) -> pd.DataFrame:
    """Band after the newest known count, a row per date on which something may join."""
    start, today = base
    entries = list(additions)
    shares = (results.low, results.share, results.high) if results else (0.0, float("nan"), 1.0)
    dates = {day for e in entries for day in (e.early, e.expected, e.late) if day and day > start}
    rows = {}
    for day in (start, *sorted(dates)):
        joins = [
            sum(e.count for e in entries if e.late and e.late <= day),
            sum(e.count for e in entries if e.expected and e.expected <= day),
            sum(e.count for e in entries if e.early and e.early <= day),
        ]
        rows[day] = [today + share * count for share, count in zip(shares, joins, strict=True)]
    return pd.DataFrame.from_dict(rows, orient="index", columns=_BAND).rename_axis("date")
