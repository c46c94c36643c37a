"""Coverage rates: how much of the country an initiative reaches, counted four ways."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd


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
    levels = {"covered": statuses == "covered", "reached": statuses != "white"}
    columns: dict[tuple[str, str], pd.Series] = {}
    for base, values in bases.items():
        columns[base, "total"] = values
        columns[base, "unknown"] = values.isna().astype(int)
        for level, inside in levels.items():
            columns[base, level] = values.where(inside | values.isna(), 0)
    sums = _sums(pd.DataFrame(columns), land)
    rows = []
    for base in bases:
        of_base = sums[base]
        common = of_base[["total", "unknown"]].rename_axis("area").reset_index()
        rows += [
            common.assign(value=of_base[level].array, base=base, level=level) for level in levels
        ]
    table = pd.concat(rows, ignore_index=True)
    table["share"] = (table["value"] / table["total"]).where(table["total"] > 0)
    order = table["area"].where(table["area"] != "DE", "")
    table = table.assign(order=order).sort_values("order", kind="stable", ignore_index=True)
    return table[["area", "base", "level", "value", "total", "share", "unknown"]]


def _sums(counted: pd.DataFrame, land: pd.Series) -> pd.DataFrame:
    """Sums per area: DE and every Land."""
    areas = pd.concat([pd.Series("DE", index=land.index), land])
    return pd.concat([counted, counted]).groupby(areas.to_numpy()).sum()
