"""Proven optimum of a program, and the first of several equally good plans.

Order of equally good plans: fewest sites first, then the plan whose ascending list of positions
is smallest. The proof goes by bounds and by solving, never by luck of the solver: reduced costs
of the linear relaxation decide most sites (no optimal plan can do otherwise), the rest is decided
in blocks of ascending position, each block by one program whose objective gives position k twice
the weight of all later positions of the block together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rollout.siting.problem import Search, Ties
from rollout.siting.solver import Outcome, Program, relax, solve

BLOCK = 18
PROVE_UP_TO = 60
# Trying all exchanges of a plan whose rivals are not known takes minutes beyond so many sites.
EXCHANGE_UP_TO = 500
Sites = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Goal:
    """What a program minimises, evaluated without the solver.

    Parameters
    ----------
    value
        Exact objective of a set of sites; infinite for a set that is not admissible.
    step
        Two different plans differ by at least this much or count as equal: 1 for whole
        numbers, else a billionth of the total.
    rivals
        Columns that might replace one site of a plan without loss, from the plan and the site;
        None: any column might.
    """

    value: Callable[[Sites], float]
    step: float
    rivals: Callable[[list[int], int], np.ndarray] | None = None


@dataclass(frozen=True, eq=False)
class Found:
    """Best plan found with the bound proven for it; `sites` is None when nothing is admissible."""

    sites: Sites | None
    value: float
    bound: float
    relaxed: Outcome | None = None

    @property
    def proven(self) -> bool:
        """True when the bound is reached."""
        return self.sites is not None and self.bound >= self.value


def minimum(program: Program, goal: Goal, search: Search, start: Sites | None) -> Found:
    """Best plan of a program, its bound raised to the value once it is proven."""
    relaxed = relax(program, search)
    if relaxed.infeasible:
        return Found(None, np.inf, np.inf)
    best, value = start, goal.value(start) if start is not None else np.inf
    if relaxed.variables is None:
        return Found(best, value, -np.inf)
    rounded = _whole(relaxed, program)
    if rounded is not None and goal.value(rounded) < value:
        best, value = rounded, goal.value(rounded)
    if value <= relaxed.bound + goal.step * 0.9:
        return Found(best, value, value, relaxed)
    if search.stopped():
        return Found(best, value, relaxed.bound, relaxed)
    search.report(abs(value), abs(relaxed.bound))
    outcome = solve(_better_than(program, relaxed, value, goal.step), search, best)
    return _judged(outcome, program, goal, Found(best, value, relaxed.bound, relaxed))


def _judged(outcome: Outcome, program: Program, goal: Goal, before: Found) -> Found:
    best, value = before.sites, before.value
    if outcome.variables is not None:
        sites = outcome.chosen(program.sites)
        if goal.value(sites) < value:
            best, value = sites, goal.value(sites)
    bound = max(before.bound, min(outcome.bound, value))
    if best is not None and (outcome.done or value <= bound + goal.step * 0.9):
        bound = value
    return Found(best, value, bound, before.relaxed)


def _whole(relaxed: Outcome, program: Program) -> Sites | None:
    """Sites of a relaxation that happens to be whole."""
    assert relaxed.variables is not None
    sites = relaxed.variables[: program.sites]
    return relaxed.chosen(program.sites) if (np.abs(sites - sites.round()) < 1e-7).all() else None


def _better_than(program: Program, relaxed: Outcome, value: float, step: float) -> Program:
    """Fix the sites that every plan better than `value` must have or must not have."""
    return program.fixed(*decided(program, relaxed, value - step * 0.5))


def decided(program: Program, relaxed: Outcome, cutoff: float) -> tuple[np.ndarray, np.ndarray]:
    """Sites that are in every plan of at most `cutoff`, and sites that are in none.

    Reduced-cost fixing: deciding against the relaxation costs at least the reduced cost.
    """
    if relaxed.reduced_costs is None or not np.isfinite(cutoff):
        return np.array([], dtype=int), np.array([], dtype=int)
    costs = relaxed.reduced_costs[: program.sites]
    lower, upper = program.lower[: program.sites], program.upper[: program.sites]
    slack = cutoff - relaxed.bound + 1e-7 * max(1.0, abs(cutoff)) * 1e-2
    at_zero = np.flatnonzero((lower < 0.5) & (costs > slack))
    at_one = np.flatnonzero((upper > 0.5) & (-costs > slack))
    return at_one, at_zero


def first_of_equals(
    program: Program, goal: Goal, found: Found, search: Search
) -> tuple[Sites, Ties]:
    """Replace a proven plan by the first of all equally good ones.

    Returns the plan and how far its place among equals is settled; plans without proof and
    plans for which time ran out keep what was reached.
    """
    assert found.sites is not None
    if search.ties == "open" or not found.proven:
        return found.sites, "open"
    cutoff = found.value + goal.step * 0.45
    relaxed = found.relaxed if found.relaxed is not None else relax(program)
    narrowed = program.fixed(*decided(program, relaxed, cutoff))
    free = _free(narrowed)
    if not free.size or _alone(narrowed, found.sites, cutoff):
        return found.sites, "proven"
    tight = 0.5 * goal.step < found.value <= relaxed.bound + goal.step * 0.9
    if search.ties == "auto" and len(free) > PROVE_UP_TO and not tight:
        if goal.rivals is None and len(free) > EXCHANGE_UP_TO:
            return found.sites, "open"
        return _by_exchanges(found.sites, goal, free, program, cutoff), "exchanges"
    narrowed = narrowed.with_row(program.cost, -np.inf, cutoff)
    fewest = _fewest(narrowed, goal, found.sites, cutoff, search)
    if fewest is None:
        return found.sites, "open"
    narrowed = narrowed.with_row(_ones(program), -np.inf, len(fewest))
    sites, complete = _smallest_positions(narrowed, goal, fewest, cutoff, search)
    return sites, "proven" if complete else "open"


def _alone(program: Program, sites: Sites, cutoff: float) -> bool:
    """Tell whether every plan as good contains all these sites, so that this one is first.

    Least number of the sites in any plan as good, by the linear relaxation: quick, and it
    settles the common case of a single best plan.
    """
    mine = np.zeros(len(program.cost))
    mine[list(sites)] = 1.0
    face = program.with_row(program.cost, -np.inf, cutoff).with_cost(mine)
    return relax(face).bound > len(sites) - 1 + 1e-6


def _by_exchanges(
    sites: Sites, goal: Goal, free: np.ndarray, program: Program, cutoff: float
) -> Sites:
    """Drop idle sites, then move single sites to smaller positions while the plan stays as good."""
    chosen = set(sites)
    must = set(np.flatnonzero(program.lower[: program.sites] > 0.5).tolist())

    def as_good(other: set[int]) -> bool:
        return goal.value(tuple(sorted(other))) <= cutoff

    for site in sorted(chosen - must, reverse=True):
        if as_good(chosen - {site}):
            chosen.remove(site)
    moved = True
    while moved:
        moved = False
        for site in sorted(chosen - must, reverse=True):
            rivals = free if goal.rivals is None else goal.rivals(sorted(chosen), site)
            smaller = np.intersect1d(free[free < site], rivals)
            for other in smaller.tolist():
                if other not in chosen and as_good(chosen - {site} | {other}):
                    chosen, moved = chosen - {site} | {other}, True
                    break
    return tuple(sorted(chosen))


def _ones(program: Program) -> np.ndarray:
    return np.where(np.arange(len(program.cost)) < program.sites, 1.0, 0.0)


def _free(program: Program) -> np.ndarray:
    """Sites not decided by their bounds."""
    lower, upper = program.lower[: program.sites], program.upper[: program.sites]
    return np.flatnonzero(lower != upper)


def _fewest(
    program: Program, goal: Goal, sites: Sites, cutoff: float, search: Search
) -> Sites | None:
    """Smallest number of sites that is as good; None when time runs out."""
    size = Goal(lambda chosen: len(chosen) if goal.value(chosen) <= cutoff else np.inf, 1.0)
    found = minimum(program.with_cost(_ones(program)), size, search, sites)
    return found.sites if found.proven else None


def _smallest_positions(
    program: Program, goal: Goal, sites: Sites, cutoff: float, search: Search
) -> tuple[Sites, bool]:
    free = _free(program)
    for first in range(0, len(free), BLOCK):
        block = free[first : first + BLOCK]
        if search.stopped():
            return sites, False
        sites_in = set(sites)
        weights = 2.0 ** np.arange(len(block) - 1, -1, -1)
        cost = np.zeros(len(program.cost))
        cost[block] = -weights
        outcome = solve(program.with_cost(cost), search, sites)
        if outcome.variables is not None:
            other = outcome.chosen(program.sites)
            if goal.value(other) <= cutoff:
                sites, sites_in = other, set(other)
        if not outcome.done:
            return sites, False
        program = program.fixed(
            [j for j in block if j in sites_in], [j for j in block if j not in sites_in]
        )
    return sites, True
