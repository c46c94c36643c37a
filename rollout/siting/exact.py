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

# Weights of a block go up to 2**17, so the last position still counts above the tolerances.
BLOCK = 18
# With more undecided sites the proof of the order among equals can take minutes.
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
class Solution:
    """Best plan found with the bound proven for it; `sites` is None when nothing is admissible."""

    sites: Sites | None
    value: float
    bound: float
    relaxation: Outcome | None = None

    @property
    def proven(self) -> bool:
        """True when the bound is reached."""
        return self.sites is not None and self.bound >= self.value


def minimum(program: Program, goal: Goal, search: Search, start: Sites | None) -> Solution:
    """Best plan of a program, its bound raised to the value once it is proven."""
    relaxation = relax(program, search)
    if relaxation.infeasible:
        return Solution(None, np.inf, np.inf)
    best, value = start, goal.value(start) if start is not None else np.inf
    if relaxation.variables is None:
        return Solution(best, value, -np.inf)
    whole = _whole(relaxation, program)
    if whole is not None and goal.value(whole) < value:
        best, value = whole, goal.value(whole)
    # Values differ by a whole step: less than one above the bound is at the bound.
    if value <= relaxation.bound + goal.step * 0.9:
        return Solution(best, value, value, relaxation)
    if search.is_over():
        return Solution(best, value, relaxation.bound, relaxation)
    search.report(abs(value), abs(relaxation.bound))
    return finished(program, goal, search, Solution(best, value, relaxation.bound, relaxation))


def finished(program: Program, goal: Goal, search: Search, before: Solution) -> Solution:
    """Let the solver search for a better plan among the sites that such a plan may have."""
    assert before.relaxation is not None
    better = _better_than(program, before.relaxation, before.value, goal.step)
    return _verdict(solve(better, search, before.sites), program, goal, before)


def _verdict(outcome: Outcome, program: Program, goal: Goal, before: Solution) -> Solution:
    best, value = before.sites, before.value
    if outcome.variables is not None:
        sites = outcome.sites(program.sites)
        if goal.value(sites) < value:
            best, value = sites, goal.value(sites)
    bound = max(before.bound, min(outcome.bound, value))
    if best is not None and (outcome.complete or value <= bound + goal.step * 0.9):
        bound = value
    return Solution(best, value, bound, before.relaxation)


def _whole(relaxation: Outcome, program: Program) -> Sites | None:
    """Sites of a relaxation that happens to be whole."""
    assert relaxation.variables is not None
    sites = relaxation.variables[: program.sites]
    return relaxation.sites(program.sites) if (np.abs(sites - sites.round()) < 1e-7).all() else None


def _better_than(program: Program, relaxation: Outcome, value: float, step: float) -> Program:
    """Fix the sites that every plan better than `value` must have or must not have."""
    return program.with_fixed(*forced_sites(program, relaxation, value - step * 0.5))


def forced_sites(
    program: Program, relaxation: Outcome, cutoff: float
) -> tuple[np.ndarray, np.ndarray]:
    """Sites that are in every plan of at most `cutoff`, and sites that are in none.

    Reduced-cost fixing: deciding against the relaxation costs at least the reduced cost.
    """
    if relaxation.reduced_costs is None or not np.isfinite(cutoff):
        return np.array([], dtype=int), np.array([], dtype=int)
    costs = relaxation.reduced_costs[: program.sites]
    lower, upper = program.lower[: program.sites], program.upper[: program.sites]
    # A little wider than exact: reduced costs carry the rounding of the solver.
    slack = cutoff - relaxation.bound + 1e-7 * max(1.0, abs(cutoff)) * 1e-2
    at_zero = np.flatnonzero((lower < 0.5) & (costs > slack))
    at_one = np.flatnonzero((upper > 0.5) & (-costs > slack))
    return at_one, at_zero


def first_of_equals(
    program: Program, goal: Goal, solution: Solution, search: Search
) -> tuple[Sites, Ties]:
    """Replace a proven plan by the first of all equally good ones.

    Returns the plan and how far its place among equals is settled; plans without proof and
    plans for which time ran out keep what was reached.
    """
    assert solution.sites is not None
    if search.ties == "open" or not solution.proven:
        return solution.sites, "open"
    # Below half a step: equals pass in spite of rounding, the next value does not.
    cutoff = solution.value + goal.step * 0.45
    relaxation = solution.relaxation if solution.relaxation is not None else relax(program)
    open_program = program.with_fixed(*forced_sites(program, relaxation, cutoff))
    free = _free(open_program)
    if not free.size or _alone(open_program, solution.sites, cutoff):
        return solution.sites, "proven"
    tight = 0.5 * goal.step < solution.value <= relaxation.bound + goal.step * 0.9
    if search.ties == "auto" and len(free) > PROVE_UP_TO and not tight:
        if goal.rivals is None and len(free) > EXCHANGE_UP_TO:
            return solution.sites, "open"
        return _by_exchanges(solution.sites, goal, free, program, cutoff), "exchanges"
    open_program = open_program.with_row(program.cost, -np.inf, cutoff)
    fewest = _fewest(open_program, goal, solution.sites, cutoff, search)
    if fewest is None:
        return solution.sites, "open"
    open_program = open_program.with_row(_ones(program), -np.inf, len(fewest))
    sites, complete = _smallest_positions(open_program, goal, fewest, cutoff, search)
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
    plan = set(sites)
    must = set(np.flatnonzero(program.lower[: program.sites] > 0.5).tolist())

    def as_good(other: set[int]) -> bool:
        return goal.value(tuple(sorted(other))) <= cutoff

    for site in sorted(plan - must, reverse=True):
        if as_good(plan - {site}):
            plan.remove(site)
    again = True
    while again:
        again = False
        for site in sorted(plan - must, reverse=True):
            rivals = free if goal.rivals is None else goal.rivals(sorted(plan), site)
            smaller = np.intersect1d(free[free < site], rivals)
            for other in smaller.tolist():
                if other not in plan and as_good(plan - {site} | {other}):
                    plan, again = plan - {site} | {other}, True
                    break
    return tuple(sorted(plan))


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
    size = Goal(lambda sites: len(sites) if goal.value(sites) <= cutoff else np.inf, 1.0)
    solution = minimum(program.with_cost(_ones(program)), size, search, sites)
    return solution.sites if solution.proven else None


def _smallest_positions(
    program: Program, goal: Goal, sites: Sites, cutoff: float, search: Search
) -> tuple[Sites, bool]:
    free = _free(program)
    for first in range(0, len(free), BLOCK):
        block = free[first : first + BLOCK]
        if search.is_over():
            return sites, False
        sites_in = set(sites)
        weights = 2.0 ** np.arange(len(block) - 1, -1, -1)
        cost = np.zeros(len(program.cost))
        cost[block] = -weights
        outcome = solve(program.with_cost(cost), search, sites)
        if outcome.variables is not None:
            other = outcome.sites(program.sites)
            if goal.value(other) <= cutoff:
                sites, sites_in = other, set(other)
        if not outcome.complete:
            return sites, False
        program = program.with_fixed(
            [j for j in block if j in sites_in], [j for j in block if j not in sites_in]
        )
    return sites, True
