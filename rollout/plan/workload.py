"""Work of the waves by quarter, against what the staff can do."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Mapping

import pandas as pd

from rollout.language import Text
from rollout.scenario import Scenario

LOOK_AHEAD = 80  # quarters searched for a start the staff suffices for; 20 years are never planned
TOLERANCE = 1e-6  # person-days; sums of shares of an effort miss the whole by less


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months later, or the last of a shorter month.

    >>> add_months(dt.date(2027, 1, 31), 13)
    datetime.date(2028, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def quarter_of(day: dt.date) -> str:
    """Quarter of a day.

    >>> quarter_of(dt.date(2027, 5, 1))
    '2027-Q2'
    """
    return f"{day.year}-Q{(day.month + 2) // 3}"


def quarter_words(quarter: str) -> Text:
    """Quarter as people write it.

    >>> quarter_words("2027-Q2")
    Text(de='2. Quartal 2027', en='Q2 2027')
    """
    year, _, number = quarter.partition("-Q")
    return Text(f"{number}. Quartal {year}", f"Q{number} {year}")


def first_day(quarter: str) -> dt.date:
    """First day of a quarter."""
    year, _, number = quarter.partition("-Q")
    return dt.date(int(year), 3 * int(number) - 2, 1)


class Load:
    """How the work of waves falls on quarters, and how much the staff can do.

    Parameters
    ----------
    declared_days, linked_days
        Days from the start of a wave to the declaration and to the link; NaN = unknown.
    """

    def __init__(self, declared_days: float, linked_days: float, scenario: Scenario) -> None:
        self._declared = declared_days
        self._linked = linked_days
        self._scenario = scenario

    def of_wave(self, start: dt.date, effort: float) -> dict[str, float]:
        """Person-days of one wave by quarter; empty while no duration is known."""
        if math.isnan(self._declared) or math.isnan(self._linked):
            return {}
        share = self._scenario.declaration_share
        middle, end = (start + dt.timedelta(days=round(n)) for n in (self._declared, self._linked))
        days: dict[str, float] = {}
        for first, last, part in ((start, middle, share), (middle, end, 1 - share)):
            for quarter, overlap in _overlaps(first, last).items():
                portion = effort * part * overlap / (last - first).days
                days[quarter] = days.get(quarter, 0.0) + portion
        return days

    def available(self, quarter: str) -> float:
        """Person-days of the staff in a quarter; NaN without a number of staff."""
        staff = self._scenario.staff
        return math.nan if staff is None else staff * self.per_person(quarter)

    def per_person(self, quarter: str) -> float:
        """Working days of one person in a quarter, from the first start on."""
        begin = first_day(quarter)
        end = add_months(begin, 3)
        from_day = max(begin, self._scenario.first_start or begin)
        return self._scenario.staff_days * max((end - from_day).days / (end - begin).days, 0.0)

    def table(self, starts: pd.Series, efforts: pd.Series) -> pd.DataFrame:
        """Work per quarter and wave against the staff."""
        parts = {f"wave_{wave}": self.of_wave(starts[wave], efforts[wave]) for wave in starts.index}
        busy = sorted({quarter for part in parts.values() for quarter in part})
        quarters = _all_quarters(busy[0], busy[-1]) if busy else []
        index = pd.Index(quarters, name="quarter", dtype="object")
        frame = pd.DataFrame(
            {name: [part.get(q, 0.0) for q in quarters] for name, part in parts.items()},
            index=index, dtype=float,
        )  # fmt: skip
        need = frame.sum(axis=1)
        available = pd.Series([self.available(q) for q in quarters], index=index, dtype=float)
        return frame.assign(
            needed=need, available=available, missing=(need - available).clip(lower=0)
        )

    def fits(self, start: dt.date, effort: float, bookings: Mapping[str, float]) -> bool:
        """Tell whether the staff can serve a wave beside what is taken already."""
        return all(
            bookings.get(quarter, 0.0) + days <= self.available(quarter) + TOLERANCE
            for quarter, days in self.of_wave(start, effort).items()
        )

    def first_fit(
        self, start: dt.date, effort: float, bookings: Mapping[str, float]
    ) -> dt.date | None:
        """Return `start` or the first beginning of a quarter after it at which a wave fits."""
        if self.fits(start, effort, bookings):
            return start
        later = first_day(quarter_of(start))
        for _ in range(LOOK_AHEAD):
            later = add_months(later, 3)
            if self.fits(later, effort, bookings):
                return later
        return None


def _overlaps(first: dt.date, last: dt.date) -> dict[str, int]:
    """Days from `first` up to `last` (not included) by quarter."""
    days = {}
    day = first
    while day < last:
        end = min(add_months(first_day(quarter_of(day)), 3), last)
        days[quarter_of(day)] = (end - day).days
        day = end
    return days


def _all_quarters(first: str, last: str) -> list[str]:
    quarters = [first]
    while quarters[-1] != last:
        quarters.append(quarter_of(add_months(first_day(quarters[-1]), 3)))
    return quarters
