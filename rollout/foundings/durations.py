"""Courses of foundings: how long until each step, running ones counted rightly.

A course starts with its earliest dated step. The time to a step is only known for a step dated
after that one: what lay before the first date is not documented.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from rollout.arrays import Floats, Integers
from rollout.founding_steps import (
    BY_KEY,
    FAVOURABLE,
    OBSTACLES,
    OUTCOMES,
    STEP_KEYS,
    Period,
    beginning,
    period,
    reached_steps,
)

if TYPE_CHECKING:
    from rollout.model import Inputs

Of = Literal["own", "reference", "together"]
CourseGroup = Literal["kind", "carrier"]
State = Literal["reached", "running", "given_up", "unknown"]
STATES: tuple[State, ...] = ("reached", "running", "given_up", "unknown")
DAYS_PER_MONTH = 365.2425 / 12
BAND = 0.95
QUARTILES = {"lower": 0.75, "median": 0.5, "upper": 0.25}


@dataclass(frozen=True, eq=False)
class Course:
    """Time from the start of foundings to one step.

    Parameters
    ----------
    step
        Key of the step.
    counts
        Number of cases by state: reached, running, given_up, unknown.
    lower, median, upper
        Quartiles of the Kaplan-Meier curve in days: when a quarter, half, three quarters have
        reached the step. NaN = not yet reached by so many, never a guess.
    shortest, longest
        Range of the cases that reached the step, in days; NaN without one.
    half_width
        How far dates of reduced precision may be off in one case at most, in days.
    curve
        Kaplan-Meier curve, index `days`: share (not there yet), low and high (95 % band, log-log;
        NaN where it is undefined), at_risk, reached and censored (numbers of cases).
    """

    step: str
    counts: Mapping[State, int]
    lower: float
    median: float
    upper: float
    shortest: float
    longest: float
    half_width: float
    curve: pd.DataFrame


def cases_of(inputs: Inputs, of: Of) -> pd.DataFrame:
    """Own foundings, the documented reference cases, or both under the label `together`.

    Returns
    -------
    cases
        Columns as in `rollout.founding_steps.COLUMNS` and `of`; index `id`, for both together
        `own/id` and `reference/id`.
    """
    own_cases = inputs.foundings.assign(of="own")
    reference_cases = inputs.founding_cases.assign(of="reference")
    if of != "together":
        return own_cases if of == "own" else reference_cases
    both = pd.concat([own_cases, reference_cases])
    return both.set_axis(pd.Index(both["of"] + "/" + both.index, name="id"))


def newest_entry(cases: pd.DataFrame) -> dt.date | None:
    """Newest date in a record; None for an empty one."""
    dates = [at for row in records(cases) if (at := last_seen(row)) is not None]
    return max(dates, default=None)


def records(cases: pd.DataFrame) -> list[dict[str, str]]:
    """Cases one by one."""
    return [dict(zip(cases.columns, row, strict=True)) for row in cases.itertuples(index=False)]


def durations(
    cases: pd.DataFrame, step: str, observed_until: dt.date | None = None
) -> pd.DataFrame:
    """Time of every case from its start to a step.

    Parameters
    ----------
    cases
        Own or reference cases, columns as in `rollout.founding_steps.COLUMNS`.
    step
        Key of the step.
    observed_until
        Day until which running cases were watched; None: each until its own last entry, which is
        right for cases from the press, where nobody says what did not happen since.

    Returns
    -------
    durations
        Index as in `cases`; kind, carrier, days (from middle to middle of the dates),
        half_width (days) and state. `reached`: the step is dated. `running` and `given_up`: not
        reached by then, so the time is at least `days`. `unknown` (days NaN): no earlier dated
        step; founded, or a later step of the checklist is dated, though this one is not.

    Notes
    -----
    A founding that was given up is treated like one no longer watched. That answers "how long,
    if it goes on" and overstates how many arrive: who gave up never will. The numbers of those
    given up stand beside the curve for that reason; with the few cases at hand a model of
    competing risks (Aalen-Johansen) would promise more than the data hold.
    """
    rows = [_duration(row, step, observed_until) for row in records(cases)]
    frame = pd.DataFrame(rows, columns=["days", "half_width", "state"], index=cases.index)
    frame[["days", "half_width"]] = frame[["days", "half_width"]].astype(float)
    return cases[["kind", "carrier"]].join(frame)


def _duration(
    row: Mapping[str, str], step: str, observed_until: dt.date | None
) -> tuple[float, float, State]:
    unknown: tuple[float, float, State] = (np.nan, np.nan, "unknown")
    start = beginning(row)
    if start is None:
        return unknown
    if row[step]:
        at = period(row[step])
        days = (at.middle - start.middle).days
        return (days, _half_width(start, at), "reached") if days > 0 else unknown
    later = any(other.number > BY_KEY[step].number for other, _ in reached_steps(row))
    if row["outcome"] == "founded" or later:
        return unknown
    given_up = row["outcome"] == "given_up"
    newest = last_seen(row)
    end = newest if given_up or observed_until is None else observed_until
    days = max((end - start.middle).days, 0) if end else 0
    return days, start.half_width_days, "given_up" if given_up else "running"


def _half_width(start: Period, end: Period) -> float:
    return start.half_width_days + end.half_width_days


def last_seen(row: Mapping[str, str]) -> dt.date | None:
    """Middle of the newest date of a case: a step or its end."""
    dates = [at.middle for _, at in reached_steps(row)]
    if row["closed"]:
        dates.append(period(row["closed"]).middle)
    return max(dates, default=None)


def course(cases: pd.DataFrame, step: str, observed_until: dt.date | None = None) -> Course:
    """Course of some cases to one step, by Kaplan and Meier (1958).

    Parameters as in `durations`.
    """
    times = durations(cases, step, observed_until)
    counts: dict[State, int] = {state: int((times["state"] == state).sum()) for state in STATES}
    usable = times[times["state"] != "unknown"]
    arrivals = usable[usable["state"] == "reached"]
    curve = kaplan_meier(usable["days"], usable["state"] == "reached")
    marks = {name: time_at(curve, share) for name, share in QUARTILES.items()}
    return Course(
        step, counts, **marks,
        shortest=float(arrivals["days"].min()),
        longest=float(arrivals["days"].max()),
        half_width=float(arrivals["half_width"].max()),
        curve=curve,
    )  # fmt: skip


def kaplan_meier(
    days: Sequence[float] | pd.Series, reached: Sequence[bool] | pd.Series
) -> pd.DataFrame:
    """Share that has not reached a step, by days since the start.

    Parameters
    ----------
    days
        Time watched per case.
    reached
        Whether the step was reached then; if not, watching ended then.

    Returns
    -------
    curve
        A row per distinct time, as `Course.curve`; empty without cases.

    >>> kaplan_meier([10, 20, 20, 30], [True, True, False, False])["share"].tolist()
    [0.75, 0.5, 0.5]
    """
    times, event = np.asarray(days, dtype=float), np.asarray(reached, dtype=bool)
    columns = ["share", "low", "high", "at_risk", "reached", "censored"]
    if not len(times):
        return pd.DataFrame(columns=columns, index=pd.Index([], name="days"), dtype=float)
    at, first = np.unique(np.sort(times), return_index=True)
    at_risk = len(times) - first
    arrivals = np.array([int(((times == day) & event).sum()) for day in at])
    share = np.cumprod((at_risk - arrivals) / at_risk)
    low, high = _band(share, at_risk, arrivals)
    values = {
        "share": share,
        "low": low,
        "high": high,
        "at_risk": at_risk,
        "reached": arrivals,
        "censored": [int(((times == day) & ~event).sum()) for day in at],
    }
    return pd.DataFrame(values, index=pd.Index(at, name="days"))


def _band(share: Floats, at_risk: Integers, arrivals: Integers) -> tuple[Floats, Floats]:
    """Band of a curve by Greenwood's variance, taken for the logarithm of minus its logarithm.

    NaN while nobody or everybody is there. By hand, since SciPy's statistics take longer to import
    than a whole analysis takes to compute; the tests compare with them.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(arrivals / (at_risk * (at_risk - arrivals)))
        middle = np.log(-np.log(share))
        half = NormalDist().inv_cdf((1 + BAND) / 2) * np.sqrt(1 / np.log(share) ** 2 * greenwood)
        return np.exp(-np.exp(middle + half)), np.exp(-np.exp(middle - half))


def time_at(curve: pd.DataFrame, share: float) -> float:
    """First day on which at most this share has not reached the step; NaN if that never happens.

    >>> time_at(kaplan_meier([10, 20, 30], [True, True, False]), 0.5)
    20.0
    """
    # The curve is a product of fractions: 3/4 times 2/3 is not always the 0.5 it should meet.
    below = curve.index[curve["share"] <= share + 1e-12]
    return float(below[0]) if len(below) else float("nan")


def course_table(
    cases: pd.DataFrame,
    observed_until: dt.date | None = None,
    *,
    by: CourseGroup | None = None,
    steps: Sequence[str] = STEP_KEYS[1:],
) -> pd.DataFrame:
    """Figures of the courses to every step.

    Parameters
    ----------
    by
        One row per step and kind or carrier instead of one per step.

    Returns
    -------
    table
        group (empty for all), step, reached, running, given_up, unknown, then lower, median,
        upper, shortest, longest and half_width in days (NaN = not yet reached or no case).
    """
    groups = [("", cases)] if by is None else [(str(k), part) for k, part in cases.groupby(by)]
    rows: list[dict[str, object]] = []
    for name, part in groups:
        for step in steps:
            figures = course(part, step, observed_until)
            marks = {key: getattr(figures, key) for key in _MARKS}
            counts = {str(state): count for state, count in figures.counts.items()}
            rows.append({"group": name, "step": step, **counts, **marks})
    return pd.DataFrame(rows, columns=["group", "step", *STATES, *_MARKS])


_MARKS = ("lower", "median", "upper", "shortest", "longest", "half_width")


def factors(cases: pd.DataFrame, column: Literal["favourable", "obstacles"]) -> pd.DataFrame:
    """How often a factor was noted, by outcome of the case: counts, not causes.

    Returns
    -------
    factors
        Index `factor` (every known one); columns running, founded, given_up: cases that note it.
    """
    names = FAVOURABLE if column == "favourable" else OBSTACLES
    mentions = cases[column].str.split(";").explode().str.strip()
    pairs = pd.DataFrame({"factor": mentions, "outcome": cases["outcome"].reindex(mentions.index)})
    counts = pd.crosstab(pairs["factor"], pairs["outcome"])
    return counts.reindex(
        index=pd.Index(names, name="factor"), columns=list(OUTCOMES), fill_value=0
    )
