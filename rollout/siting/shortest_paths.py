"""Shortest paths: first plans, a Lagrangian bound, and the program for the proof."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from rollout.siting.choice import Choice
from rollout.siting.heuristic import open_sites
from rollout.siting.lagrange import priced_choice
from rollout.siting.problem import Search
from rollout.siting.solver import Program, choice_program

STEPS = 2000
PATIENCE = 25
REPAIR_EVERY = 50
# Below this gap so few sites stay open that the exact program is quick.
SMALL_GAP = 5e-4


@dataclass(frozen=True, eq=False)
class Paths:
    """Distances of units (with demand only) to sites, and to the nearest existing site."""

    distance: np.ndarray
    weights: np.ndarray
    before: np.ndarray

    def total(self, sites: Iterable[int]) -> float:
        """Weighted distance of every unit to its nearest site."""
        columns = list(sites)
        nearest = np.minimum(self.before, self.distance[:, columns].min(axis=1, initial=np.inf))
        return math.fsum(nearest * self.weights)


def greedy_median(paths: Paths, choice: Choice) -> list[int]:
    """Add the site that shortens the paths most; infinite paths count as very long ones."""
    far = _long(paths)
    distance = np.minimum(paths.distance, far)
    sites = list(choice.required)
    near = np.minimum(np.minimum(paths.before, far), distance[:, sites].min(axis=1, initial=far))
    while (open_ := open_sites(choice, sites)).any():
        savings = paths.weights @ np.maximum(near[:, None] - distance, 0.0)
        site = int(np.argmax(np.where(open_, savings, -1.0)))
        if savings[site] <= 0 and choice.admits(sites):
            break
        sites.append(site)
        near = np.minimum(near, distance[:, site])
    return sites


def _long(paths: Paths) -> float:
    """A distance longer than any finite one."""
    finite = paths.distance[np.isfinite(paths.distance)]
    return float(finite.max(initial=0.0)) * (len(paths.weights) + 1) + 1.0


def exchange_sites(paths: Paths, choice: Choice, sites: list[int]) -> tuple[int, ...] | None:
    """Swap single sites while that shortens the paths; None if the result is not admissible."""
    sites, again = list(sites), True
    while again:
        again = False
        for place, site in enumerate(sites):
            rest = sites[:place] + sites[place + 1 :]
            if site in choice.required:
                continue
            near = np.minimum(paths.before, paths.distance[:, rest].min(axis=1, initial=np.inf))
            totals = paths.weights @ np.minimum(near[:, None], paths.distance)
            open_ = open_sites(choice, rest)
            other = int(np.argmin(np.where(open_, totals, np.inf)))
            if open_[other] and totals[other] < totals[site] * (1 - 1e-12):
                sites[place], again = other, True
    good = choice.admits(sites) and math.isfinite(paths.total(sites))
    return tuple(sorted(sites)) if good else None


@dataclass(frozen=True, eq=False)
class PriceBound:
    """Lagrangian bound with the earnings behind it, and the best plan met in between."""

    bound: float
    earnings: np.ndarray
    selection: list[int]
    sites: tuple[int, ...]
    value: float

    def narrow(self, choice: Choice) -> Choice:
        """Decide the sites that no (that every) plan as good as `sites` has.

        Taking a site from outside the best by earnings, or leaving one of them out, lifts the
        bound by the difference in earnings to the exchange partner; with quotas per group by at
        least that much, for then fewer partners fit.
        """
        free = [j for j in self.selection if j not in choice.required]
        if not free:
            return choice
        members = {*self.selection, *choice.excluded}
        outside = [j for j in range(choice.columns) if j not in members]
        # 1e-7 for the rounding of the sums, so that no site of an optimal plan is decided away.
        slack = (self.value - self.bound) + 1e-7 * abs(self.value)
        worst_in = min(self.earnings[j] for j in free)
        best_out = max((self.earnings[j] for j in outside), default=0.0)
        never = {j for j in outside if worst_in - self.earnings[j] > slack}
        always = {j for j in free if self.earnings[j] - best_out > slack}
        return choice.without(never - set(self.sites)).with_required(always & set(self.sites))


def price_bound(paths: Paths, choice: Choice, start: tuple[int, ...], search: Search) -> PriceBound:
    """Bound and plans by pricing "every unit is served once".

    A unit is served where it pays more than its path; a site earns the surplus. For any prices
    the best admissible sites by earnings bound every plan from below.
    """
    costs = paths.distance * paths.weights[:, None]
    ready = np.minimum(paths.before, _long(paths)) * paths.weights
    # Second-nearest site: what a unit loses when its nearest one is not there.
    prices = np.sort(costs, axis=1)[:, min(1, costs.shape[1] - 1)]
    best = PriceBound(-math.inf, np.zeros(choice.columns), [], start, paths.total(start))
    # Subgradient method after Held, Wolfe and Crowder (1974): steps shrink when the bound stalls.
    size, stalled, best_prices = 1.5, 0, prices
    for step in range(STEPS):
        affordable = prices[:, None] > costs
        earnings = prices @ affordable - np.einsum("ij,ij->j", costs, affordable)
        selection = priced_choice(earnings, choice)
        bound = float(np.minimum(prices, ready).sum() - earnings[selection].sum())
        # Rounding of sums of doubles, taken off so that the bound stays a bound.
        bound -= 1e-11 * abs(bound)
        if bound > best.bound + 1e-7 * abs(best.value):
            stalled = 0
        else:
            stalled += 1
            if stalled >= PATIENCE:
                size, stalled, prices = size * 0.7, 0, best_prices
        if bound > best.bound:
            best, best_prices = (
                replace(best, bound=bound, earnings=earnings, selection=selection),
                prices,
            )
        if step % REPAIR_EVERY == 0:
            best = _with_exchanges(best, paths, choice, selection)
        slope = 1.0 - affordable[:, selection].sum(axis=1) - (prices > ready)
        length = float((slope**2).sum())
        gap = (best.value - best.bound) / max(best.value, 1e-300)
        if length == 0 or size < 1e-3 or gap < SMALL_GAP or search.is_over():
            break
        # The target lies a little above the best plan: at an optimal one steps would vanish.
        move = size * (best.value * 1.0001 - bound) / length
        prices = np.maximum(prices + move * slope, 0.0)
    return best


def _with_exchanges(
    best: PriceBound, paths: Paths, choice: Choice, selection: list[int]
) -> PriceBound:
    sites = exchange_sites(paths, choice, selection)
    if sites is None or paths.total(sites) >= best.value:
        return best
    return replace(best, sites=sites, value=paths.total(sites))


def median_program(paths: Paths, choice: Choice) -> Program:
    """Radius formulation: a unit pays every step between distances within which no site stands.

    Variable z of a level is 1 when no site stands within it: z >= z of the level before minus
    the sites at this level. Only open sites nearer than the nearest required or existing site
    count. Source: Elloumi (2010), Garcia, Labbe and Marin (2011).
    """
    from scipy import sparse

    required = np.flatnonzero(choice.lower > 0.5)
    open_ = np.flatnonzero(choice.upper > 0.5)
    ceiling = np.minimum(paths.before, paths.distance[:, required].min(axis=1, initial=np.inf))
    build = _Rows([], [], [], [], [])
    nearest = [
        build.unit(row[open_], open_, top, weight)
        for row, top, weight in zip(paths.distance, ceiling, paths.weights, strict=True)
    ]
    count = len(build.cost)
    at_level = sparse.csr_array(
        (np.ones(len(build.row)), (build.row, build.column)), shape=(count, choice.columns)
    )
    first = np.array(build.first, dtype=bool)
    later = np.flatnonzero(~first)
    before = sparse.csr_array((-np.ones(len(later)), (later, later - 1)), shape=(count, count))
    chain = before + sparse.eye_array(count)
    constant = sparse.csr_array((count, 1))
    cost = np.concatenate(
        [np.zeros(choice.columns), build.cost, [math.fsum(np.array(nearest) * paths.weights)]]
    )
    program = choice_program(
        choice, cost, sparse.hstack([at_level, chain, constant], format="csr"), first.astype(float)
    )
    lower, upper = program.lower, program.upper
    upper[choice.columns : -1] = np.where(build.hard, 0.0, 1.0)
    lower[-1] = 1.0
    return program


@dataclass(frozen=True, eq=False)
class _Rows:
    """Rows of the radius formulation while they are built: sites at a level and its cost."""

    row: list[int]
    column: list[int]
    cost: list[float]
    first: list[bool]
    hard: list[bool]

    def unit(
        self, distances: np.ndarray, sites: np.ndarray, ceiling: float, weight: float
    ) -> float:
        """Add the levels of one unit; returns its least possible distance."""
        inside = distances < ceiling
        levels = np.unique(distances[inside])
        if not len(levels):
            return 0.0 if math.isinf(ceiling) else ceiling
        must = math.isinf(ceiling)
        for number, level in enumerate(levels):
            last = number == len(levels) - 1
            farther = ceiling if last else levels[number + 1]
            here = sites[inside & (distances == level)]
            self.row.extend([len(self.cost)] * len(here))
            self.column.extend(here.tolist())
            self.cost.append(0.0 if math.isinf(farther) else weight * (farther - level))
            self.first.append(number == 0)
            self.hard.append(must and last)
        return float(levels[0])
