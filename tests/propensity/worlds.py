"""Made-up countries in which it is known why initiatives arise."""

from __future__ import annotations

import numpy as np
import pandas as pd

from rollout.propensity.country import Country
from rollout.propensity.events import Foundings

YEARS = range(1998, 2024)


def grid_country(side: int, block: int = 4) -> Country:
    """Squares; `block` x `block` of them are a Land, 2 x 2 a chamber, one in five is a city."""
    places = [(row, column) for row in range(side) for column in range(side)]
    index = pd.Index([f"{row:02d}{column:03d}" for row, column in places], name="ags")
    land = [f"{row // block}-{column // block}" for row, column in places]
    chamber = [f"{row // 2}-{column // 2}" for row, column in places]
    keys = dict(zip(places, index, strict=True))
    beside = [(0, 1), (1, 0), (0, -1), (-1, 0)]
    pairs = [
        (key, keys[row + down, column + right])
        for (row, column), key in keys.items()
        for down, right in beside
        if (row + down, column + right) in keys
    ]
    is_city = np.arange(len(index)) % 5 == 0
    return Country(
        pd.Series(land, index), pd.Series(chamber, index), pd.Series(is_city, index),
        pd.DataFrame(pairs, columns=["ags", "neighbour"]),
    )  # fmt: skip


def steady_history(country: Country, random: np.random.Generator) -> pd.DataFrame:
    """Indicators that stay the same in all years, independent of each other."""
    size = len(country.index)
    values = {
        "unemployment_pct": 8 + 2 * random.standard_normal(size),
        "long_term_unemployed_pct": 30 + 5 * random.standard_normal(size),
        "population": np.exp(12 + 0.6 * random.standard_normal(size)),
        "gdp_per_head": np.exp(10 + 0.3 * random.standard_normal(size)),
        "tax_per_head": np.exp(6 + 0.3 * random.standard_normal(size)),
        "industry_pct": 25 + 8 * random.standard_normal(size),
    }
    table = pd.DataFrame(values, index=country.index)
    return pd.concat(dict.fromkeys(YEARS, table), names=["year"])


def founded_by(
    country: Country, chance: np.ndarray, random: np.random.Generator
) -> tuple[Foundings, list[int]]:
    """Each year every district without an initiative founds one with its chance; hub alone."""
    has = np.zeros(len(country.index), dtype=bool)
    rows, hubs = [], []
    for year in YEARS[1:]:
        founding = ~has & (random.random(len(has)) < chance)
        for place in np.flatnonzero(founding):
            rows.append((f"i{place}", year, country.index[place]))
            hubs.append(int(place))
        has |= founding
    return with_hubs(rows), hubs


def with_hubs(rows: list[tuple[str, int, str]]) -> Foundings:
    """Foundings that serve their seat alone."""
    hubs = pd.DataFrame(rows, columns=["id", "year", "ags"])
    both = pd.concat([hubs.assign(is_hub=True), hubs.assign(is_hub=False)])
    both = both.sort_values(["year", "id", "is_hub", "ags"], ignore_index=True)
    return Foundings(both, 0, 0, len(hubs))
