"""The calendar of a plan: expected dates of its waves, work per quarter against the staff."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pandas as pd

from rollout.errors import parameter_error
from rollout.foundings.durations import DAYS_PER_MONTH, Course, course, newest_entry
from rollout.language import Text, in_both, number
from rollout.plan.workload import TOLERANCE, Load, add_months, quarter_of, quarter_words
from rollout.scenario import Scenario

if TYPE_CHECKING:
    from rollout.model import Inputs

LapseOf = Literal["own", "reference", "assumed"]
DATED_STEPS = ("declaration", "constituted", "linked")
ENOUGH = 5  # own cases that reached a step, from which on they count instead of the reference


@dataclass(frozen=True)
class Lapse:
    """Days from the start of a founding to a step, and where they come from.

    Parameters
    ----------
    of
        `own` or `reference` cases, or `assumed` (declaration plus `link_months`).
    reached
        Cases behind it that reached the step.
    lower, median, upper
        Quartiles in days; NaN = not yet reached by so many.
    """

    step: str
    of: LapseOf
    reached: int
    lower: float
    median: float
    upper: float


@dataclass(frozen=True)
class Shortage:
    """A wave the staff does not suffice for in some quarter.

    Parameters
    ----------
    wave, quarter
        The wave, and the quarter it lacks most in ("2027-Q2").
    missing_days
        Person-days missing in that quarter, earlier waves served first.
    missing_staff
        The same in full-time equivalents.
    could_start
        First quarter in which the wave could start instead; None if the staff never suffices.
    """

    wave: int
    quarter: str
    missing_days: float
    missing_staff: float
    could_start: str | None

    def message(self) -> Text:
        """Say which wave lacks what, when, and what would help."""
        days = in_both(lambda lang: number(math.ceil(self.missing_days), 0, lang))
        # Rounded up: a tenth of a post less would not do.
        posts = math.ceil(10 * self.missing_staff - TOLERANCE) / 10
        staff = in_both(lambda lang: number(posts, 1, lang))
        when = quarter_words(self.quarter)
        if self.could_start is None:
            other = Text("weniger Regionen je Welle", "fewer regions per wave")
        else:
            start = quarter_words(self.could_start)
            other = Text(f"Beginn der Welle im {start.de}", f"start the wave in {start.en}")
        return Text(
            f"Welle {self.wave} ist im {when.de} nicht zu betreuen; fehlende Personentage: "
            f"{days.de}. Abhilfe: {staff.de} Vollzeitstellen mehr in diesem Quartal oder "
            f"{other.de}.",
            f"Wave {self.wave} cannot be served in {when.en}; person-days missing: "
            f"{days.en}. Remedy: {staff.en} more full-time equivalents in that quarter, or "
            f"{other.en}.",
        )


@dataclass(frozen=True, eq=False)
class Schedule:
    """Dates and work of the waves of a plan.

    Parameters
    ----------
    lapses
        Durations behind the dates, by step.
    dates
        A row per wave (index `wave`): regions, start, then for declaration, constituted and
        linked the dates early, expected and late (`declaration_early` ...; None = unknown).
    workload
        A row per quarter (index `quarter`, "2027-Q1"): person-days `wave_<n>`, needed, available
        and missing (both NaN without a number of staff).
    shortages
        Waves the staff does not suffice for, at their worst quarter.
    """

    lapses: Mapping[str, Lapse]
    dates: pd.DataFrame
    workload: pd.DataFrame
    shortages: tuple[Shortage, ...]


def lapses(
    own_cases: pd.DataFrame, reference_cases: pd.DataFrame, scenario: Scenario
) -> dict[str, Lapse]:
    """Durations to plan with: own cases where five reached the step, else the reference cases.

    The link to the network is assumed `link_months` after the declaration where neither record
    holds a median for it, or one that is not after the declaration.
    """
    until = scenario.observed_until or newest_entry(own_cases)
    by_step = {
        step: _lapse(course(own_cases, step, until), course(reference_cases, step))
        for step in DATED_STEPS
    }
    declaration, link = by_step["declaration"], by_step["linked"]
    if not link.median > declaration.median:
        later = scenario.link_months * DAYS_PER_MONTH
        marks = (
            mark + later for mark in (declaration.lower, declaration.median, declaration.upper)
        )
        by_step["linked"] = Lapse("linked", "assumed", link.reached, *marks)
    return by_step


def _lapse(own_course: Course, reference_course: Course) -> Lapse:
    mine = own_course.counts["reached"] >= ENOUGH
    basis = own_course if mine else reference_course
    of: LapseOf = "own" if mine else "reference"
    return Lapse(basis.step, of, basis.counts["reached"], basis.lower, basis.median, basis.upper)


def schedule(
    waves: pd.DataFrame, durations: Mapping[str, Lapse], scenario: Scenario
) -> Schedule | None:
    """Put the waves of a plan into a calendar; None without `first_start`.

    Parameters
    ----------
    waves
        Index `wave` (1..k), columns new (regions) and cost (effort of the wave in person-days),
        as in `RolloutPlan.summary` without today.
    durations
        Durations, see `lapses`.

    Notes
    -----
    The effort of a wave is spread evenly: `declaration_share` of it until the median date of the
    declaration, the rest until the median date of the link. Foundings that are already running
    are not counted against the staff.
    """
    if scenario.first_start is None:
        return None
    if scenario.pacing == "staff" and scenario.staff is None:
        remedy = Text("staff angeben oder pacing = months", "give staff, or pacing = months")
        found_text = Text("ist staff, aber staff fehlt", "is staff, but staff is missing")
        raise parameter_error("Scenario.pacing", found_text, Text("", ""), remedy)
    load = Load(durations["declaration"].median, durations["linked"].median, scenario)
    starts = _starts(waves["cost"], load, scenario)
    dates = _dates(waves["new"], starts, durations)
    work = load.table(starts, waves["cost"])
    shortages = () if scenario.staff is None else _shortages(starts, waves["cost"], load)
    return Schedule(durations, dates, work, shortages)


def plan_schedule(inputs: Inputs, summary: pd.DataFrame, scenario: Scenario) -> Schedule | None:
    """Calendar of a plan from its summary by wave; None without `first_start`.

    Parameters
    ----------
    summary
        As `RolloutPlan.summary`, index `wave` (0 = today), columns new and cost.
    """
    durations = lapses(inputs.foundings, inputs.founding_cases, scenario)
    return schedule(summary.loc[summary.index > 0, ["new", "cost"]], durations, scenario)


def after(day: dt.date, days: float) -> dt.date | None:
    """Date so many days later; None for an unknown number."""
    return None if math.isnan(days) else day + dt.timedelta(days=round(days))


def _dates(regions: pd.Series, starts: pd.Series, durations: Mapping[str, Lapse]) -> pd.DataFrame:
    columns: dict[str, list[object]] = {"regions": list(regions), "start": list(starts)}
    for step in DATED_STEPS:
        lapse = durations[step]
        marks = {"early": lapse.lower, "expected": lapse.median, "late": lapse.upper}
        for name, days in marks.items():
            columns[f"{step}_{name}"] = [after(start, days) for start in starts]
    return pd.DataFrame(columns, index=regions.index, dtype=object)


def _starts(efforts: pd.Series, load: Load, scenario: Scenario) -> pd.Series:
    """Start of every wave: a fixed time apart, or once the staff suffices.

    A wave the staff never suffices for starts the fixed time after the one before.
    """
    assert scenario.first_start is not None
    if scenario.pacing == "months":
        days = [add_months(scenario.first_start, n * scenario.wave_months)
                for n in range(len(efforts))]  # fmt: skip
        return pd.Series(days, index=efforts.index, dtype=object)
    starts: list[dt.date] = []
    bookings: dict[str, float] = {}
    for effort in efforts:
        earliest = starts[-1] if starts else scenario.first_start
        start = load.first_fit(earliest, effort, bookings)
        starts.append(start or (add_months(earliest, scenario.wave_months) if starts else earliest))
        _add(bookings, load.of_wave(starts[-1], effort))
    return pd.Series(starts, index=efforts.index, dtype=object)


def _add(bookings: dict[str, float], more: Mapping[str, float]) -> None:
    for quarter, days in more.items():
        bookings[quarter] = bookings.get(quarter, 0.0) + days


def _shortages(starts: pd.Series, efforts: pd.Series, load: Load) -> tuple[Shortage, ...]:
    """What each wave lacks at its worst when the waves before it are served first."""
    shortages = []
    bookings: dict[str, float] = {}
    for wave in starts.index:
        days = load.of_wave(starts[wave], efforts[wave])
        missing = {
            quarter: min(need, bookings.get(quarter, 0.0) + need - load.available(quarter))
            for quarter, need in days.items()
        }
        worst = max(missing, key=lambda quarter: missing[quarter], default="")
        if worst and missing[worst] > TOLERANCE:
            start = load.first_fit(starts[wave], efforts[wave], bookings)
            staff = missing[worst] / load.per_person(worst)
            could = None if start is None else quarter_of(start)
            shortages.append(Shortage(int(wave), worst, missing[worst], staff, could))
        _add(bookings, days)
    return tuple(shortages)
