"""Single exchanges of sites that shorten the paths, their profits kept up to date.

What an exchange is worth is a sum over units: what the newcomer saves, what the leaver costs, and
what both have in common. Only units whose nearest or second-nearest site changed are added up
again. Source: Whitaker (1983), Resende and Werneck (2007).
"""

from __future__ import annotations

import math

import numpy as np

from rollout.siting.choice import Choice
from rollout.siting.heuristic import open_sites
from rollout.siting.shortest_paths import Paths, long_path

# Below this share of the total an exchange is rounding, and would be taken to and fro.
LEAST = 1e-11


class Exchanges:
    """A plan with the profit of every exchange of one site.

    Parameters
    ----------
    distance
        Units x sites, finite.
    weights, before
        Demand, and distance to what is there before, per unit.
    sites
        The plan to begin with, at least one site.
    """

    def __init__(
        self, distance: np.ndarray, weights: np.ndarray, before: np.ndarray, sites: list[int]
    ) -> None:
        self.distance, self.weights, self.before = distance, weights, before
        self.sites = list(sites)
        units, columns = distance.shape
        self.place = np.zeros(units, dtype=np.int64)
        self.nearest, self.second = np.zeros(units), np.zeros(units)
        self.gain, self.loss = np.zeros(columns), np.zeros(len(sites))
        self.common = np.zeros((len(sites), columns))
        rows = np.arange(units)
        self._rank(rows)
        self._count(rows, 1.0)

    def profits(self) -> np.ndarray:
        """What the paths shorten when a site of the plan (row) gives way to another (column)."""
        return self.gain - self.loss[:, None] + self.common

    def swap(self, place: int, site: int) -> None:
        """Let the site at a place of the plan give way to another one."""
        near = self.distance[:, site] < self.second
        leaver = self.distance[:, self.sites[place]] <= self.second
        rows = np.flatnonzero(near | leaver)
        self._count(rows, -1.0)
        self.sites[place] = site
        self._rank(rows)
        self._count(rows, 1.0)

    def _rank(self, rows: np.ndarray) -> None:
        """Nearest and second-nearest site of some units; place -1 is what was there before."""
        lengths = self.distance[np.ix_(rows, np.asarray(self.sites))]
        place = lengths.argmin(axis=1)
        nearest = lengths[np.arange(len(rows)), place]
        lengths[np.arange(len(rows)), place] = np.inf
        before = self.before[rows]
        self.second[rows] = np.minimum(lengths.min(axis=1), before)
        ready = before <= nearest
        self.place[rows] = np.where(ready, -1, place)
        self.nearest[rows] = np.where(ready, before, nearest)

    def _count(self, rows: np.ndarray, sign: float) -> None:
        """Add what some units contribute to the profits, or take it off."""
        from scipy import sparse

        weights = self.weights[rows] * sign
        nearest, second, lengths = self.nearest[rows], self.second[rows], self.distance[rows]
        self.gain += weights @ np.maximum(nearest[:, None] - lengths, 0.0)
        served = np.flatnonzero(self.place[rows] >= 0)
        place, weights = self.place[rows][served], weights[served]
        nearest, second, lengths = nearest[served], second[served], lengths[served]
        number = len(self.sites)
        self.loss += np.bincount(place, weights * (second - nearest), minlength=number)
        spare = np.maximum(second[:, None] - np.maximum(nearest[:, None], lengths), 0.0)
        member = sparse.csr_array(
            (weights, (place, np.arange(len(place)))), shape=(number, len(place))
        )
        self.common += member @ spare


def exchange_sites(paths: Paths, choice: Choice, sites: list[int]) -> tuple[int, ...] | None:
    """Make the best exchange again and again; None if the result is not admissible."""
    if sites and not set(sites) <= set(choice.required):
        sites = _exchanged(paths, choice, sites)
    good = choice.admits(sites) and math.isfinite(paths.total(sites))
    return tuple(sorted(sites)) if good else None


def _exchanged(paths: Paths, choice: Choice, sites: list[int]) -> list[int]:
    far = long_path(paths)
    distance, before = np.minimum(paths.distance, far), np.minimum(paths.before, far)
    state = Exchanges(distance, paths.weights, before, sites)
    total = float(paths.weights @ state.nearest)
    while True:
        profits = np.where(_allowed(choice, state.sites), state.profits(), -np.inf)
        place, site = divmod(int(profits.argmax()), choice.columns)
        if not profits[place, site] > LEAST * total:
            return state.sites
        state.swap(place, site)
        after = float(paths.weights @ state.nearest)
        # Profits are running sums: one that did not come true was rounding.
        if after >= total:
            return state.sites
        total = after


def _allowed(choice: Choice, sites: list[int]) -> np.ndarray:
    """Which site of the plan (row) may give way to which other one (column)."""
    required = np.isin(sites, choice.required)
    if choice.simple:
        open_ = choice.upper > 0.5
        open_[sites] = False
        return ~required[:, None] & open_
    rows = [
        np.zeros(choice.columns, dtype=bool)
        if fixed
        else open_sites(choice, sites[:place] + sites[place + 1 :])
        for place, fixed in enumerate(required)
    ]
    result = np.array(rows)
    result[:, sites] = False
    return result
