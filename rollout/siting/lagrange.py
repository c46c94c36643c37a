"""Thousands of municipalities: Lagrangian bound, greedy choice, exchanges and restarts.

The rows "a unit counts only if a chosen site reaches it" are priced with multipliers. For any
multipliers the priced problem is solved by sorting and bounds every plan from above; subgradient
steps lower the bound, the priced choice repaired by exchanges gives plans, restarts improve them,
and solving parts of the country with whole sites tightens the bound. Source: Galvao and ReVelle
(1996).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from rollout.siting.choice import Choice
from rollout.siting.demand import Demand
from rollout.siting.heuristic import Covering, exchange, greedy, open_sites, restarts
from rollout.siting.problem import Search, SitePlan, relative_gap
from rollout.siting.subproblems import bound_by_parts, parts_of, place_price

# Limits by count rather than by clock: a second run gives the same plan on any machine.
STEPS = 4000
RESTARTS = 1000
# Steps without a better bound before they get shorter, and by how much: shorter too early, the
# bound stops far from where it could be.
PATIENCE, SHORTER = 40, 0.8
REPAIR_EVERY = 250
SMALLEST_STEP = 2e-3
# Share of the last direction kept in the next one (Camerini, Fratta and Maffioli 1975).
DEFLECTION = 0.8
# A gap below this is reported as it is; more steps hardly move the bound.
GOOD_GAP = 1e-6
# Parts of the country hold about so many sites of the plan; the second size only above this gap.
PART_SIZES = (8, 15)
FINE_GAP = 0.002
# Restarts look at so many of the best-priced sites per site of the plan.
CORE = 40


@dataclass(eq=False)
class _State:
    """Multipliers and the best bound and plan so far, without the demand reached before."""

    prices: np.ndarray
    before: float
    bound: float = math.inf
    best_prices: np.ndarray = field(default_factory=lambda: np.zeros(0))
    sites: list[int] = field(default_factory=list)
    value: float = 0.0
    direction: np.ndarray | None = None
    step: float = 1.0
    stalled: int = 0


def large_cover(units: Demand, choice: Choice, search: Search) -> SitePlan:
    """Best plan found with a certified gap; same input, same output (fixed seed).

    Handles number, required, excluded and quotas per group; no costs.
    """
    covering = Covering(units.matrix, units.weights)
    state = _State(units.weights * 0.5, units.before)
    _keep_better(state, covering, choice, exchange(covering, choice, greedy(covering, choice)))
    _lower_bound(state, covering, choice, search)
    _restarts(state, covering, choice, search)
    if choice.simple and choice.count:
        _tighten(state, covering, choice, search)
    return _plan(units, state, search)


def _good(state: _State, gap: float = GOOD_GAP) -> bool:
    return relative_gap(state.value, state.bound) < gap


def _lower_bound(state: _State, covering: Covering, choice: Choice, search: Search) -> None:
    """Move the prices until the bound hardly falls, or for two thirds of the time."""
    reserve = 0.0 if search.time_limit is None else search.time_limit / 3
    for step in range(STEPS):
        selection = _priced_step(state, covering, choice)
        if step % REPAIR_EVERY == REPAIR_EVERY - 1:
            _keep_better(state, covering, choice, exchange(covering, choice, selection, rounds=4))
            _report(state, search)
        over = search.is_over() or search.left() < reserve
        if over or state.step < SMALLEST_STEP or _good(state):
            return


def _report(state: _State, search: Search, step: str = "search") -> None:
    search.report(state.before + state.value, state.before + state.bound, step)


def _restarts(state: _State, covering: Covering, choice: Choice, search: Search) -> None:
    """Take some sites out of the best plan, fill up greedily, exchange; keep what is better."""
    core = _core(state, covering, choice)
    inner, few = Covering(covering.matrix[:, core], covering.weights), choice.only(core)
    reserve = 0.0 if search.time_limit is None else search.time_limit / 2
    start = np.searchsorted(core, sorted(state.sites)).tolist()
    for number, sites in enumerate(restarts(inner, few, start, RESTARTS)):
        _keep_better(state, covering, choice, core[sites].tolist())
        if number % 20 == 19:
            _report(state, search, "restarts")
        if search.is_over() or search.left() < reserve or _good(state):
            break


def _core(state: _State, covering: Covering, choice: Choice) -> np.ndarray:
    """Sites of the plan, required ones and those with the best prices, ascending."""
    size = CORE * max(len(state.sites), 1)
    if not choice.simple or size >= choice.columns:
        return np.arange(choice.columns)
    scores = covering.by_site @ state.best_prices
    best = np.argsort(-scores, kind="stable")[:size]
    return np.unique([*best.tolist(), *state.sites, *choice.required])


def _tighten(state: _State, covering: Covering, choice: Choice, search: Search) -> None:
    """Lower the bound by solving parts of the country, and repair what they choose."""
    scores = covering.by_site @ state.best_prices
    # Sites about as good as the last one in the plan are what the parts have to decide.
    worth = np.where(scores > 0.98 * place_price(scores, choice), 1.0, 1e-3)
    for size in PART_SIZES:
        if search.is_over() or _good(state, GOOD_GAP if size == PART_SIZES[0] else FINE_GAP):
            return
        number = max(round((choice.count or 0) / size), 1)
        labels = parts_of(covering, worth, number)
        bound, sites = bound_by_parts(
            covering, choice, state.best_prices, labels, state.sites, search
        )
        state.bound = min(state.bound, bound)
        _keep_better(state, covering, choice, _fit_to_count(covering, choice, sites))
        _report(state, search, f"{number} parts")


def _fit_to_count(covering: Covering, choice: Choice, sites: list[int]) -> list[int]:
    """Leave out or add sites until the number is right, then exchange."""
    if len(sites) > (choice.count or 0):
        others = np.setdiff1d(np.arange(choice.columns), sites).tolist()
        plan = greedy(covering, choice.without(others))
    else:
        plan = greedy(covering, choice.with_required(sites))
    return exchange(covering, choice, plan)


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
    sites += _quota_sites(scores, choice, order)
    while (open_ := open_sites(choice, sites)).any():
        sites.append(int(order[open_[order]][0]))
    return sites


def _quota_sites(scores: np.ndarray, choice: Choice, order: np.ndarray) -> list[int]:
    """Best sites of every group whose quota is not yet met by required ones."""
    groups, sites = choice.groups, []
    if groups is None:
        return []
    for group, least in sorted(choice.limits.at_least.items()):
        have = sum(1 for site in choice.required if groups[site] == group)
        open_ = (groups == group) & (choice.upper > 0.5) & (choice.lower < 0.5)
        sites += [int(j) for j in order[open_[order]][: max(least - have, 0)]]
    return sites


def _priced_step(state: _State, covering: Covering, choice: Choice) -> list[int]:
    """Solve the priced problem, note its bound, move the multipliers; returns its sites."""
    weights = covering.weights
    scores = covering.by_site @ state.prices
    selection = priced_choice(scores, choice)
    bound = math.fsum(scores[selection]) + float((weights - state.prices).sum())
    # Rounding of sums of doubles, added so that the bound stays a bound.
    bound += 1e-11 * abs(bound)
    if bound < state.bound * (1 - 1e-6):
        state.best_prices, state.stalled = state.prices, 0
    else:
        state.stalled += 1
        if state.stalled > PATIENCE:
            state.step, state.stalled = state.step * SHORTER, 0
            state.prices, state.direction = state.best_prices, None
    state.bound = min(state.bound, bound)
    _move(state, covering, selection, bound)
    return selection


def _move(state: _State, covering: Covering, selection: list[int], bound: float) -> None:
    """Deflected subgradient step towards the best plan's value, kept within 0..weight."""
    weights, prices = covering.weights, state.prices
    slope = covering.counts(selection) - (prices < weights).astype(float)
    slope[((prices <= 0) & (slope > 0)) | ((prices >= weights) & (slope < 0))] = 0.0
    if state.direction is not None:
        slope += DEFLECTION * state.direction
    state.direction = slope
    length = float((slope**2).sum())
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
        # Whole demands add up to whole numbers: no plan lies between the floor and the bound.
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
