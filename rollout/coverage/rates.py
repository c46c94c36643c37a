"""Coverage rates: how much of the country an initiative reaches, counted four ways."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import numpy as np
import pandas as pd

from rollout.arrays import Floats


def rates(statuses: pd.Series, bases: Mapping[str, pd.Series], land: pd.Series) -> pd.DataFrame:
    """Four coverage rates, nationwide and per Land.

    Parameters
    ----------
    statuses
        Status per district.
    bases
        What is counted, per district: inhabitants, employees, km2 ... NaN = unknown.
    land
        Key of the Land per district.

    Returns
    -------
    rates
        One row per area ("DE" first, then the Länder), base and level, with value, total,
        share (0..1, NaN without a total) and unknown: districts without a value, which count
        in neither sum. Level `covered`: a networked initiative; `reached`: any initiative.

    >>> keys = ["01001", "02001"]
    >>> statuses = pd.Series(["covered", "white"], keys)
    >>> people = pd.Series([30.0, 10.0], keys)
    >>> found = rates(statuses, {"population": people}, pd.Series(["01", "02"], keys))
    >>> found[found["level"] == "reached"].set_index("area")["share"].to_dict()
    {'DE': 0.75, '01': 1.0, '02': 0.0}
    """
    levels = {
        "covered": (statuses == "covered").to_numpy(),
        "reached": (statuses != "white").to_numpy(),
    }
    counted: list[Floats] = []
    for values in (column.to_numpy(dtype=float, na_value=np.nan) for column in bases.values()):
        is_unknown = np.isnan(values)
        inside = [np.where(flags | is_unknown, values, 0) for flags in levels.values()]
        counted += [values, is_unknown.astype(float), *inside]
    sums = _sums(np.column_stack(counted), land)
    areas, width = sums.index.to_numpy(), 2 + len(levels)
    cells = sums.to_numpy().reshape(len(areas), len(bases), width)
    value, total = cells[:, :, 2:], np.repeat(cells[:, :, :1], len(levels), axis=2)
    unknown = np.repeat(cells[:, :, 1:2], len(levels), axis=2)
    names = list(itertools.product(bases, levels))
    table = pd.DataFrame(
        {
            "area": np.repeat(areas, len(names)),
            "base": [base for base, _ in names] * len(areas),
            "level": [level for _, level in names] * len(areas),
            "value": value.ravel(),
            "total": total.ravel(),
        }
    )
    table["share"] = (table["value"] / table["total"]).where(table["total"] > 0)
    return table.assign(unknown=unknown.ravel().astype(int))


def _sums(counted: Floats, land: pd.Series) -> pd.DataFrame:
    """Sums per area: the whole country first, then every Land.

    Not NumPy's sums: those of pandas make up for rounding.
    """
    areas = np.concatenate([np.full(len(land), ""), land.to_numpy(dtype=str)])
    sums = pd.DataFrame(np.concatenate([counted, counted])).groupby(areas).sum()
    return sums.rename(index={"": "DE"})
