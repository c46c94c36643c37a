"""Foundings as events: one initiative is one event, at its seat or over the area it serves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd

from rollout.arrays import Flags, Integers
from rollout.errors import check_choice

Unit = Literal["hub", "area"]
UNITS: tuple[Unit, ...] = ("hub", "area")
FIRST_YEAR = 1998  # the first the history has
SPAN = 5  # years of a window that stands for itself


@dataclass(frozen=True, eq=False)
class Foundings:
    """Dated foundings that no federal call decided, and how many others there are.

    Parameters
    ----------
    rows
        One row per initiative and district, the earliest first: id, year, ags, is_hub.
    federal
        Initiatives that a federal call decided: apart, without a figure.
    undated
        Other initiatives without a year: on neither side.
    initiatives
        Those that count.
    """

    rows: pd.DataFrame
    federal: int
    undated: int
    initiatives: int

    @property
    def until(self) -> int:
        """Year of the latest founding; 0 without any."""
        return int(self.rows["year"].max()) if len(self.rows) else 0

    @cached_property
    def _numbers(self) -> Integers:
        return pd.factorize(self.rows["id"])[0].astype(np.int64)

    def of_unit(self, unit: Unit, index: pd.Index) -> tuple[Integers, Integers, Integers]:
        """Position of the district, year and number of the initiative of every row of a unit."""
        places = index.get_indexer(pd.Index(self.rows["ags"]))
        rows = (self.rows["is_hub"].to_numpy(dtype=bool) == (unit == "hub")) & (places >= 0)
        return places[rows], self.rows["year"].to_numpy()[rows], self._numbers[rows]

    def sizes(self, unit: Unit, index: pd.Index, after: int, until: int) -> Integers:
        """Number of districts of every initiative of a window."""
        _, years, numbers = self.of_unit(unit, index)
        inside = numbers[(years > after) & (years <= until)]
        return np.unique(inside, return_counts=True)[1].astype(np.int64)


@dataclass(frozen=True, eq=False)
class Window:
    """Districts without an initiative at the end of a year, and which got one until another.

    Parameters
    ----------
    after, until
        Foundings of the years after + 1 to until.
    at_risk
        Positions of the districts without a dated initiative at the end of `after`.
    owner
        Per district at risk: number of its first initiative, -1 where none came.
    initiatives
        Initiatives of these years, those among them that came where there was one included.
    """

    after: int
    until: int
    at_risk: Integers
    owner: Integers
    initiatives: int

    @property
    def events(self) -> Flags:
        """Districts at risk that got one."""
        return self.owner >= 0

    @property
    def is_testable(self) -> bool:
        """Whether some districts got one and some did not."""
        return 0 < int(self.events.sum()) < len(self.owner)


def foundings_of(initiatives: pd.DataFrame, served: pd.DataFrame) -> Foundings:
    """Foundings of a register.

    Parameters
    ----------
    initiatives
        Index `id`: district_ags (its seat), founded_year (NaN = unknown), federal_network.
    served
        Columns id, ags: the area an initiative serves.
    """
    is_dated, is_federal = initiatives["founded_year"].notna(), initiatives["federal_network"]
    counting = initiatives[is_dated & ~is_federal]
    hubs = pd.DataFrame({"id": counting.index, "ags": counting["district_ags"].to_numpy()})
    area = served.loc[served["id"].isin(counting.index), ["id", "ags"]]
    rows = pd.concat([hubs.assign(is_hub=True), area.assign(is_hub=False)])
    rows["year"] = rows["id"].map(counting["founded_year"]).astype(int)
    rows = rows.sort_values(["year", "id", "is_hub", "ags"], ignore_index=True)
    undated = int((~is_dated & ~is_federal).sum())
    return Foundings(rows, int(is_federal.sum()), undated, len(counting))


def window(foundings: Foundings, index: pd.Index, unit: Unit, after: int, until: int) -> Window:
    """Who was without an initiative, and who got one.

    Parameters
    ----------
    index
        All districts.
    unit
        `hub`: an event is the seat of an initiative; `area`: every district it serves.
    """
    check_choice("unit", unit, UNITS)
    places, years, numbers = foundings.of_unit(unit, index)
    earlier, later = years <= after, (years > after) & (years <= until)
    at_risk = np.setdiff1d(np.arange(len(index)), places[earlier])
    # Rows stand in the order of time, so the first of a district is its first initiative.
    districts, first = np.unique(places[later], return_index=True)
    owner = np.full(len(index), -1, dtype=np.int64)
    owner[districts] = numbers[later][first]
    return Window(after, until, at_risk, owner[at_risk], len(np.unique(numbers[later])))


def separate_spans(until: int) -> list[tuple[int, int]]:
    """Windows that share no year, the earliest first, the last one up to `until`.

    >>> separate_spans(2023)
    [(1998, 2003), (2003, 2008), (2008, 2013), (2013, 2018), (2018, 2023)]
    """
    ends = range(until, FIRST_YEAR + SPAN - 1, -SPAN)
    return [(end - SPAN, end) for end in reversed(ends)]
