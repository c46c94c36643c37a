"""What was there at the end of a year: nothing is used before its time."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from rollout.arrays import Floats
from rollout.errors import DataError, Problem
from rollout.language import Text

OLDEST = 3  # years a value may be old


@dataclass(frozen=True, eq=False)
class Vintage:
    """Indicators of earlier years, asked for by the day.

    Parameters
    ----------
    history
        Index: year and ags; one column per indicator, NaN = unknown.
    index
        The districts, in the order of every answer.
    """

    history: pd.DataFrame
    index: pd.Index
    _by_name: dict[str, pd.DataFrame] = field(default_factory=dict)

    def at(self, name: str, year: int) -> Floats:
        """The latest value until the end of a year, at most three years older; NaN = unknown."""
        by_year = self._filled(name)
        years = by_year.index[by_year.index <= year]
        if not len(years) or years[-1] < year - OLDEST:
            return np.full(len(self.index), np.nan)
        values: Floats = by_year.loc[years[-1]].to_numpy(dtype=float)
        return values

    def year_of(self, name: str, year: int) -> float:
        """Year the latest values until a year are of; NaN without any."""
        values = self.history[name].dropna()
        years = values.index.get_level_values("year")
        years = years[(years <= year) & (years >= year - OLDEST)]
        return float(years.max()) if len(years) else float("nan")

    def _filled(self, name: str) -> pd.DataFrame:
        """Years x districts, gaps filled with the value of up to three years before."""
        if name not in self._by_name:
            if name not in self.history:
                finding = Text(f"ohne {name}", f"without {name}")
                expectation = Text("Spalten wie mitgeliefert", "columns as shipped")
                raise DataError(Problem("error", "indicator_history.csv", finding, expectation))
            by_year = self.history[name].unstack("ags").reindex(columns=self.index)  # noqa: PD010
            by_year = by_year.reindex(range(by_year.index.min(), by_year.index.max() + OLDEST + 1))
            self._by_name[name] = by_year.ffill(limit=OLDEST)
        return self._by_name[name]
