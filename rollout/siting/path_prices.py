"""A Lagrangian bound for shortest paths, and the sites it decides.

The rows "every unit is served once" are priced. A unit is served where it pays more than its
path, a site earns the surplus; for any prices the best admissible sites by earnings bound every
plan from below. Source: Cornuejols, Fisher and Nemhauser (1977), steps after Held, Wolfe and
Crowder (1974) with the deflection of Camerini, Fratta and Maffioli (1975).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from rollout.siting.choice import Choice
from rollout.siting.interchange import exchange_sites
from rollout.siting.lagrange import priced_choice
from rollout.siting.problem import Search
from rollout.siting.shortest_paths import Paths, long_path

STEPS = 1500
PATIENCE = 20
REPAIR_EVERY = 100
NARROW_EVERY = 25
SMALLEST_STEP = 5e-3
# Share of the last direction kept in the next one.
DEFLECTION = 0.6


@dataclass(eq=False)
class PriceBound:
    """The best bound and plan so far, and the sites not decided by them.

    Parameters
    ----------
    prices
        Price of every unit in the next step, in demand times distance; `best_prices` are those
        behind the bound.
    sites, value
        Best plan so far.
    columns
        Sites that a plan as good as `sites` may have, ascending.
    required
        Those of them that every plan as good has.
    bound
        No plan has less, unless it is worse than `value`.
    """

    prices: np.ndarray
    sites: tuple[int, ...]
    value: float
    columns: np.ndarray
    required: tuple[int, ...]
    bound: float = -math.inf
    best_prices: np.ndarray = field(default_factory=lambda: np.zeros(0))
    earnings: np.ndarray = field(default_factory=lambda: np.zeros(0))
    selection: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=int))
    step: float = 1.5
    stalled: int = 0
    direction: np.ndarray | None = None

    def narrow(self, choice: Choice) -> Choice:
        """The choice among the sites left."""
        never = np.setdiff1d(np.arange(choice.columns), self.columns).tolist()
        return choice.without(never).with_required(self.required)

    def move(self, slope: np.ndarray, bound: float) -> None:
        """Deflected subgradient step; it shrinks when the bound stalls."""
        if self.direction is not None:
            slope = slope + DEFLECTION * self.direction
        self.direction = slope
        length = float((slope**2).sum())
        if length > 0:
            # The target lies a little above the best plan: at an optimal one steps would vanish.
            size = self.step * (self.value * 1.0001 - bound) / length
            self.prices = np.maximum(self.prices + size * slope, 0.0)


def price_bound(paths: Paths, choice: Choice, start: tuple[int, ...], search: Search) -> PriceBound:
    """Bound and plans by moving the prices until the bound hardly rises."""
    columns = np.flatnonzero(choice.upper > 0.5)
    costs = paths.distance[:, columns] * paths.weights[:, None]
    ready = np.minimum(paths.before, long_path(paths)) * paths.weights
    # Second-nearest site: what a unit loses when its nearest one is not there.
    second = min(1, len(columns) - 1)
    prices = np.partition(costs, second, axis=1)[:, second]
    state = PriceBound(prices, start, paths.total(start), columns, choice.required)
    inner = choice.only(columns)
    for step in range(STEPS):
        selection = _priced_step(state, costs, ready, inner)
        if step % REPAIR_EVERY == REPAIR_EVERY - 1:
            _repair(state, paths, choice, state.columns[selection].tolist())
        if step % NARROW_EVERY == NARROW_EVERY - 1:
            keep = _decide(state)
            costs, state.columns = costs[:, keep], state.columns[keep]
            inner = choice.with_required(state.required).only(state.columns)
        done = state.step < SMALLEST_STEP or state.bound >= state.value
        if done or len(state.columns) == len(state.required) or search.is_over():
            break
    return state


def _priced_step(
    state: PriceBound, costs: np.ndarray, ready: np.ndarray, inner: Choice
) -> np.ndarray:
    """Solve the priced problem, note its bound, move the prices; returns its sites."""
    prices = state.prices
    surplus = np.subtract(prices[:, None], costs)
    earnings = np.maximum(surplus, 0.0, out=surplus).sum(axis=0)
    selection = np.array(priced_choice(earnings, inner), dtype=int)
    bound = float(np.minimum(prices, ready).sum() - earnings[selection].sum())
    # Rounding of sums of doubles, taken off so that the bound stays a bound.
    bound -= 1e-11 * abs(bound)
    served = (prices[:, None] > costs[:, selection]).sum(axis=1)
    if bound > state.bound + 1e-6 * abs(state.value):
        state.stalled = 0
    else:
        state.stalled += 1
    if bound > state.bound:
        state.bound, state.best_prices = bound, prices
        state.earnings, state.selection = earnings, state.columns[selection]
    state.move(1.0 - served - (prices > ready), bound)
    if state.stalled >= PATIENCE:
        state.step, state.stalled = state.step * 0.7, 0
        state.prices, state.direction = state.best_prices, None
    return selection


def _decide(state: PriceBound) -> np.ndarray:
    """Mask of the sites that a plan as good as the best one may have; notes what it must have.

    Taking a site from outside the best by earnings, or leaving one of them out, lifts the bound by
    the difference in earnings to the exchange partner; with quotas per group by at least that
    much, for then fewer partners fit.
    """
    inside = np.isin(state.columns, state.selection)
    free = inside & ~np.isin(state.columns, state.required)
    if not free.any():
        return np.ones(len(inside), dtype=bool)
    # 1e-7 for the rounding of the sums, so that no site of an optimal plan is decided away.
    slack = (state.value - state.bound) + 1e-7 * abs(state.value)
    mine = np.isin(state.columns, state.sites)
    never = ~inside & ~mine & (state.earnings[free].min() - state.earnings > slack)
    best_out = state.earnings[~inside].max(initial=0.0)
    always = free & mine & (state.earnings - best_out > slack)
    state.required = tuple(sorted({*state.required, *state.columns[always].tolist()}))
    state.earnings = state.earnings[~never]
    return ~never


def _repair(state: PriceBound, paths: Paths, choice: Choice, selection: list[int]) -> None:
    """Exchange sites of the priced choice for better ones; keep the plan if it is the best."""
    sites = exchange_sites(paths, choice, selection)
    if sites is not None and (value := paths.total(sites)) < state.value:
        state.sites, state.value = sites, value
