"""Thousands of municipalities: Lagrangian bound, greedy choice, exchanges and restarts.

The rows "a unit counts only if a chosen site reaches it" are priced with multipliers. For any
multipliers the priced problem is solved by sorting and bounds every plan from above; subgradient
steps lower the bound, the priced choice repaired by exchanges gives plans. Source: Galvao and
ReVelle (1996), with reduced-cost fixing after Caprara, Fischetti and Toth (1999).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from rollout.planning.choice import Choice
from rollout.planning.heuristic import Covering, exchange, greedy, open_sites
from rollout.planning.problem import Search, SitePlan, relative_gap

if TYPE_CHECKING:
    from rollout.planning.covering import Demand

STEPS = 6000
RESTARTS = 800
PATIENCE = 30
REPAIR_EVERY = 250
SMALLEST_STEP = 1e-4
# A gap below this is reported as it is; more steps hardly move the bound.
GOOD_GAP = 1e-6


@dataclass(eq=False)
class _State:
    """Multipliers and the best bound and plan so far, without the demand reached before."""

    prices: np.ndarray
    bound: float = math.inf
    best_prices: np.ndarray = field(default_factory=lambda: np.zeros(0))
    sites: list[int] = field(default_factory=list)
    value: float = 0.0
    step: float = 1.0
    stalled: int = 0


def large_cover(units: Demand, choice: Choice, search: Search) -> SitePlan:
    """Best plan found with a certified gap; same input, same output (fixed seed).

    Handles number, required, excluded and quotas per group; no costs.
    """
    covering = Covering(units.matrix, units.weights)
    state = _State(units.weights * 0.5)
    _keep_better(state, covering, choice, exchange(covering, choice, greedy(covering, choice)))
    for step in range(STEPS):
        chosen = _priced_step(state, covering, choice)
        if step % REPAIR_EVERY == REPAIR_EVERY - 1:
            _keep_better(state, covering, choice, exchange(covering, choice, chosen, rounds=4))
            search.report(units.before + state.value, units.before + state.bound)
        if search.stopped() or state.step < SMALLEST_STEP or _good(state):
            break
    _restarts(state, covering, choice, search)
    return _plan(units, state, search)


def _good(state: _State) -> bool:
    return relative_gap(state.value, state.bound) < GOOD_GAP


def _restarts(state: _State, covering: Covering, choice: Choice, search: Search) -> None:
    """Take some sites out of the best plan, fill up greedily, exchange; keep what is better."""
    draw = np.random.default_rng(0)
    for number in range(RESTARTS):
        if search.stopped() or _good(state):
            return
        movable = [site for site in state.sites if site not in choice.required]
        leaving = set(draw.permutation(movable)[: 2 + number % 6].tolist())
        kept = [site for site in state.sites if site not in leaving]
        shaken = replace(choice, required=tuple(sorted(kept)))
        filled = greedy(covering, shaken.without(leaving if number % 2 else ()))
        _keep_better(state, covering, choice, exchange(covering, choice, filled, rounds=6))
        if number % 10 == 9:
            search.report(state.value, state.bound, "restarts")


def priced_choice(scores: np.ndarray, choice: Choice) -> list[int]:
    """Admissible sites with the largest sum of scores: a bound needs exactly the best.

    Number and quotas of disjoint groups form a matroid, so taking the largest score that still
    fits is optimal; quotas to fill are filled first with the best of their group.
    """
    sites = list(choice.required)
    order = np.argsort(-scores, kind="stable")
    if choice.simple:
        left = len(scores) if choice.count is None else choice.count - len(sites)
        free = order[(choice.upper[order] > 0.5) & (choice.lower[order] < 0.5)]
        return sites + [int(j) for j in free[: max(left, 0)]]
    sites += _owed(scores, choice, order)
    while (open_ := open_sites(choice, sites)).any():
        sites.append(int(order[open_[order]][0]))
    return sites


def _owed(scores: np.ndarray, choice: Choice, order: np.ndarray) -> list[int]:
    """Best sites of every group whose quota is not yet met by required ones."""
    groups, owed = choice.groups, []
    if groups is None:
        return []
    for group, least in sorted(choice.limits.at_least.items()):
        have = sum(1 for site in choice.required if groups[site] == group)
        open_ = (groups == group) & (choice.upper > 0.5) & (choice.lower < 0.5)
        owed += [int(j) for j in order[open_[order]][: max(least - have, 0)]]
    return owed


def _priced_step(state: _State, covering: Covering, choice: Choice) -> list[int]:
    """Solve the priced problem, note its bound, move the multipliers; returns its sites."""
    weights = covering.weights
    scores = covering.by_site @ state.prices
    chosen = priced_choice(scores, choice)
    bound = math.fsum(scores[chosen]) + float((weights - state.prices).sum())
    # Rounding of sums of doubles, added so that the bound stays a bound.
    bound += 1e-11 * abs(bound)
    if bound < state.bound * (1 - 1e-7):
        state.best_prices, state.stalled = state.prices, 0
    else:
        state.stalled += 1
        if state.stalled > PATIENCE:
            state.step, state.stalled = state.step * 0.8, 0
            state.prices = state.best_prices
    state.bound = min(state.bound, bound)
    _move(state, covering, chosen, bound)
    return chosen


def _move(state: _State, covering: Covering, chosen: list[int], bound: float) -> None:
    """Subgradient step towards the best plan's value, kept within 0..weight."""
    weights, prices = covering.weights, state.prices
    slope = covering.counts(chosen) - (prices < weights).astype(float)
    blocked = ((prices <= 0) & (slope > 0)) | ((prices >= weights) & (slope < 0))
    length = float((slope[~blocked] ** 2).sum())
    if length > 0:
        size = state.step * (bound - state.value) / length
        state.prices = np.clip(prices - size * slope, 0.0, weights)


def _keep_better(state: _State, covering: Covering, choice: Choice, sites: list[int]) -> None:
    value = covering.value(sites)
    if choice.admits(sites) and (value > state.value or not state.sites):
        state.sites, state.value = sites, value


def _plan(units: Demand, state: _State, search: Search) -> SitePlan:
    sites = tuple(sorted(state.sites))
    covered = units.covered(sites)
    everything = math.fsum([units.before, *units.weights])
    bound = min(units.before + state.bound, everything)
    if units.step == 1.0:
        bound = float(math.floor(bound + 1e-6))
    proven = covered >= bound - units.step * 0.5
    return SitePlan(
        sites,
        covered,
        covered,
        covered if proven else bound,
        0.0 if proven else relative_gap(covered, bound),
        "optimal" if proven else "gap",
        method="lagrangian",
        ties="open",
        seconds=search.elapsed(),
    )
