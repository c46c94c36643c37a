"""Shortest paths without a variable per pair: sites, a path per unit, cuts as they are needed.

For any length v a unit's path is at least v minus, for every site nearer than v, what that site is
nearer. At a choice of sites the cut at the nearest site's distance is exact; at shares of sites
the best cut is the one where the shares add up to one, read off the sites sorted by distance.
Source: Cordeau, Furini and Ljubic (2019), Duran-Mateluna, Ales and Elloumi (2023).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from rollout.siting.branching import Linear, Point, branch
from rollout.siting.choice import Choice
from rollout.siting.exact import Goal, Sites, Solution
from rollout.siting.interchange import exchange_sites
from rollout.siting.problem import Search
from rollout.siting.shortest_paths import Paths
from rollout.siting.solver import Program, choice_program

# Cuts that miss less than this share of the longest path are rounding.
ROUNDING = 1e-9


class Cuts(Linear):
    """Shares of sites and a path per unit, with the cuts needed so far.

    Parameters
    ----------
    paths, choice
        Finite distances, and the sites that may be chosen.
    """

    def __init__(self, paths: Paths, choice: Choice) -> None:
        self.paths, self.choice = paths, choice
        self.table = np.minimum(paths.distance, paths.before[:, None])
        self.order = np.argsort(self.table, axis=1, kind="stable")
        self.longest = float(self.table.max(initial=0.0))
        # Lengths a cut may have: distances of the sites, then what is there before.
        ceiling = np.minimum(paths.before, self.longest)
        self.levels = np.column_stack([np.take_along_axis(self.table, self.order, axis=1), ceiling])
        super().__init__(_without_cuts(paths, choice, self.levels[:, 0]))
        # The cuts in the program: unit and length of each.
        self.units, self.lengths = np.zeros(0, dtype=np.int64), np.zeros(0)

    def cut(self, point: Point) -> bool:
        """Add the best cut of every unit whose path is too short for the shares."""
        units, lengths = self._missed(point)
        if len(units):
            self.add(units, lengths)
        return bool(len(units))

    def _missed(self, point: Point) -> tuple[np.ndarray, np.ndarray]:
        shares = np.clip(point.shares, 0.0, 1.0)[self.order]
        served = np.cumsum(shares, axis=1) >= 1.0 - 1e-9
        place = np.where(served.any(axis=1), served.argmax(axis=1), shares.shape[1])
        lengths = self.levels[np.arange(len(place)), place]
        nearer = np.maximum(lengths[:, None] - self.levels[:, :-1], 0.0)
        least = lengths - np.einsum("ij,ij->i", nearer, shares)
        units = np.flatnonzero(least > point.others + ROUNDING * self.longest)
        return units, lengths[units]

    def add(self, units: np.ndarray, lengths: np.ndarray) -> None:
        """Add a cut per pair of unit and length."""
        from scipy import sparse

        number = len(units)
        nearer = sparse.csr_array(np.maximum(lengths[:, None] - self.table[units], 0.0))
        member = sparse.csr_array(
            (np.ones(number), (np.arange(number), units)), shape=(number, len(self.table))
        )
        rows = sparse.hstack([nearer, member], format="csr")
        self.solver.addRows(
            number, lengths, np.full(number, np.inf), rows.nnz,
            rows.indptr.astype(np.int32)[:-1], rows.indices.astype(np.int32), rows.data,
        )  # fmt: skip
        self.units = np.concatenate([self.units, units])
        self.lengths = np.concatenate([self.lengths, lengths])

    def _tight(self) -> np.ndarray:
        """Mask of the cuts that hold the last optimum up."""
        first = len(self.program.low)
        values = np.array(self.solver.getSolution().row_value)[first:]
        mask: np.ndarray = values <= self.lengths + 1e-6 * self.longest
        return mask

    def restricted(self, keep: np.ndarray) -> Linear | None:
        """The same with some of its sites only, and the cuts that matter."""
        tight, columns = self._tight(), np.flatnonzero(keep)
        paths = replace(self.paths, distance=self.paths.distance[:, columns])
        smaller = Cuts(paths, self.choice.only(columns))
        smaller.add(self.units[tight], self.lengths[tight])
        return smaller

    def tidy(self) -> None:
        """Drop the cuts that hold nothing up."""
        tight = self._tight()
        rows = (np.flatnonzero(~tight) + len(self.program.low)).astype(np.int32)
        self.solver.deleteRows(len(rows), rows)
        self.units, self.lengths = self.units[tight], self.lengths[tight]


def _without_cuts(paths: Paths, choice: Choice, nearest: np.ndarray) -> Program:
    """Sites and paths within the limits of the choice, no cuts yet."""
    from scipy import sparse

    units = len(paths.weights)
    cost = np.concatenate([np.zeros(choice.columns), paths.weights])
    # Where somebody has no way yet there is at least one site.
    number = int(np.isinf(paths.before).any())
    row = np.concatenate([np.ones(choice.columns), np.zeros(units)])
    program = choice_program(choice, cost, sparse.csr_array(row[None, :])[:number], np.ones(number))
    program.lower[choice.columns :] = nearest
    program.upper[choice.columns :] = np.inf
    return program


def first_cuts(cuts: Cuts, prices: np.ndarray | None) -> None:
    """Begin with the cuts around the prices of a Lagrangian bound: they already give it."""
    lengths = cuts.levels[:, -1] if prices is None else prices / cuts.paths.weights
    place = (cuts.levels < lengths[:, None]).sum(axis=1)
    units = np.arange(len(lengths))
    brackets = (np.maximum(place - 1, 0), np.minimum(place, cuts.levels.shape[1] - 1))
    pairs = np.concatenate(
        [np.column_stack([units, cuts.levels[units, part]]) for part in brackets]
    )
    pairs = np.unique(pairs, axis=0)
    cuts.add(pairs[:, 0].astype(np.int64), pairs[:, 1])


@dataclass(frozen=True, eq=False)
class _Plans:
    """Plans by exchanges."""

    paths: Paths
    choice: Choice

    def rounded(self, columns: np.ndarray, shares: np.ndarray) -> Sites | None:
        """Take the largest shares and exchange them for better sites."""
        size = self.choice.count or round(float(shares.sum()))
        largest = columns[np.argsort(-shares, kind="stable")[:size]]
        return exchange_sites(self.paths, self.choice, largest.tolist())

    def improved(self, sites: Sites | None) -> Sites | None:
        """The plan as it is: exchanges nearly always have met the best one before."""
        return sites


def shortest_plan(
    paths: Paths, choice: Choice, goal: Goal, search: Search, start: Solution,
    prices: np.ndarray | None = None,
) -> Solution:  # fmt: skip
    """Best plan within a choice, proven or with its bound when time is over.

    Parameters
    ----------
    paths
        Finite distances.
    start
        Best plan so far (or none), and a bound that holds for all better ones.
    prices
        Prices of the units behind that bound, to begin with.
    """
    columns = np.flatnonzero(choice.upper > 0.5)
    inner = replace(paths, distance=paths.distance[:, columns])
    cuts = Cuts(inner, choice.only(columns))
    first_cuts(cuts, prices)

    plans = _Plans(paths, choice)
    # Reduced costs of this program say nothing about another one.
    return replace(branch(cuts, columns, goal, search, start, plans), relaxation=None)
