"""The districts as the propensity sees them: where they lie and who their neighbours are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from rollout.arrays import Flags, Integers

if TYPE_CHECKING:
    from rollout.model import Inputs

CITIES = ("Kreisfreie Stadt", "Stadtkreis")


@dataclass(frozen=True, eq=False)
class Country:
    """All districts, in one order.

    Parameters
    ----------
    land
        Land of every district; its index are the districts.
    chamber
        Chamber district with most of its people, same index.
    is_city
        Whether it is an independent city, same index.
    neighbours
        Symmetric pairs: columns ags, neighbour.
    """

    land: pd.Series
    chamber: pd.Series
    is_city: pd.Series
    neighbours: pd.DataFrame

    @property
    def index(self) -> pd.Index:
        """The districts."""
        return self.land.index

    @cached_property
    def lands(self) -> Integers:
        """Number of the Land of every district."""
        return pd.factorize(self.land)[0].astype(np.int64)

    @cached_property
    def chambers(self) -> Integers:
        """Number of the chamber of every district; an unknown one is a chamber of its own."""
        return pd.factorize(self.chamber, use_na_sentinel=False)[0].astype(np.int64)

    @cached_property
    def cities(self) -> Flags:
        """Whether every district is an independent city."""
        return self.is_city.to_numpy(dtype=bool)

    @cached_property
    def kinds(self) -> Integers:
        """Number of Land and kind (city or not) of every district."""
        return 2 * self.lands + self.cities

    @cached_property
    def adjoining(self) -> list[list[int]]:
        """Positions of the neighbours of every district."""
        places = {key: place for place, key in enumerate(self.index)}
        beside: list[list[int]] = [[] for _ in places]
        for one, other in zip(self.neighbours["ags"], self.neighbours["neighbour"], strict=True):
            beside[places[one]].append(places[other])
        return beside


def country_of(inputs: Inputs) -> Country:
    """The districts of the data."""
    districts = inputs.districts
    chambers = inputs.chambers.sort_values(["share", "chamber"], ascending=[False, True])
    largest = chambers.drop_duplicates("ags").set_index("ags")["chamber"]
    return Country(
        districts["land"], largest.reindex(districts.index), districts["type"].isin(CITIES),
        inputs.neighbours,
    )  # fmt: skip
