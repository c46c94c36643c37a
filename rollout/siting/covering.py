"""Which sites reach the most demand."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from rollout.arrays import MatrixLike
from rollout.siting.branching import Linear, branch
from rollout.siting.choice import Choice, checked_choice
from rollout.siting.demand import Demand, merge_units, reached_before
from rollout.siting.exact import Goal, Sites, Solution, finished, first_of_equals, minimum
from rollout.siting.heuristic import Covering, exchange, greedy, restarts
from rollout.siting.lagrange import large_cover
from rollout.siting.limits import admissible, smallest_admissible
from rollout.siting.problem import (
    Limits,
    Progress,
    Search,
    SitePlan,
    checked_demand,
    checked_matrix,
    relative_gap,
)
from rollout.siting.solver import RELATIVE, Program, choice_program

# Branches times variables before the solver takes over: about as long as it takes itself.
BRANCHES = 600_000
# Restarts of the heuristic now and then.
RESTARTS = 30


def best_sites(
    reach: MatrixLike,
    demand: ArrayLike,
    count: int | None,
    required: Iterable[int] = (),
    excluded: Iterable[int] = (),
    *,
    already: ArrayLike | None = None,
    limits: Limits | None = None,
    prefer: ArrayLike | None = None,
    prefer_slack: float = 0.0,
    search: Search | None = None,
) -> SitePlan:
    """Sites that reach the most demand (maximal covering location problem).

    Exact below `search.large_from` units, else with a certified gap. Sites that add nothing are
    not chosen, so the plan may have fewer than `count`. Source: Church and ReVelle (1974).

    Parameters
    ----------
    reach
        Units x sites, dense or sparse, non-zero = within reach.
    demand
        Demand per unit, 0 or more, no NaN.
    count
        Most sites to choose, required ones included; 0 gives the plan without sites, more than
        there are columns is no limit. None: only the budget limits.
    required, excluded
        Columns that must be, must not be chosen.
    already
        Mask of units that existing sites reach; they count as covered.
    limits
        Quotas per group, costs and budget.
    prefer
        Second goal: value per site whose sum is made as large as possible among plans that
        reach at least (1 - `prefer_slack`) of the most demand beyond what is reached `already`;
        `price` states the demand given up. Free places are filled with the sites of highest value.
    search
        Time limit, progress, cancellation.

    Returns
    -------
    plan
        `value` = `covered` = demand reached, `bound` = most that any plan can reach.

    Examples
    --------
    Three villages in a row; the middle reaches all three.

    >>> plan = best_sites([[1, 1, 0], [1, 1, 1], [0, 1, 1]], [10, 20, 30], 1)
    >>> plan.sites, plan.covered, plan.status
    ((1,), 60.0, 'optimal')
    """
    matrix = checked_matrix(reach)
    values = checked_demand(demand, matrix.shape[0])
    choice = checked_choice(matrix.shape[1], count, required, excluded, limits)
    search = search or Search()
    units = merge_units(matrix, values, reached_before(already, matrix.shape[0]))
    admissible(choice)
    if max(units.matrix.shape) >= search.large_from and choice.costs is None and prefer is None:
        return large_cover(units, choice, search)
    return most_covered(units, choice, search, prefer, prefer_slack)


def most_covered(
    units: Demand,
    choice: Choice,
    search: Search,
    prefer: ArrayLike | None = None,
    prefer_slack: float = 0.0,
) -> SitePlan:
    """Exact optimum for merged units and a checked choice."""
    if not len(units.weights):
        return nothing_to_gain(units, choice, search)
    program, goal = cover_program(units, choice), uncovered_goal(units, choice)
    start = first_plan(units, choice)
    if start is None:
        start = smallest_admissible(choice, Search())
    search = report_as_covered(search, math.fsum([units.before, *units.weights]))
    solution = _proven(program, goal, search, start, _Plans(units, choice, start))
    price = 0.0
    if prefer is not None and solution.proven:
        top = solution.value
        solution, program, goal = _second_goal(
            program, goal, solution, prefer, prefer_slack, search
        )
        price = uncovered_goal(units, choice).value(solution.sites or ()) - top
    sites, ties = first_of_equals(program, goal, solution, search)
    plan = _cover_plan(units, sites, solution, search, price, prefer is not None)
    return replace(plan, ties=ties)


def _proven(program: Program, goal: Goal, search: Search, start: Sites, plans: _Plans) -> Solution:
    """Best plan by branches, where they grow too many by the solver."""
    before = Solution(start, goal.value(start), -math.inf)
    columns, most = np.arange(program.sites), BRANCHES // len(program.cost)
    solution = branch(_Reach(program, plans.choice), columns, goal, search, before, plans, most)
    if solution.proven or solution.relaxation is None or search.is_over():
        return solution
    return finished(program, goal, search, solution)


class _Reach(Linear):
    """The relaxation of a covering program that knows which sites another one outdoes."""

    def __init__(self, program: Program, choice: Choice) -> None:
        super().__init__(program)
        self.choice = choice

    def superfluous(self) -> np.ndarray:
        """Sites whose units another site reaches as well; of equal ones the first is kept."""
        sites = self.program.sites
        if not self.choice.simple:
            # With quotas or costs the other one may not be had.
            return super().superfluous()
        reach = self.program.matrix[: len(self.program.cost) - sites, :sites]
        common = (reach.T @ reach).toarray()
        sizes, here = common.diagonal(), np.arange(sites)
        larger = sizes[None, :] > sizes[:, None]
        earlier = (sizes[None, :] == sizes[:, None]) & (here[None, :] < here[:, None])
        open_ = self.choice.upper > 0.5
        mask: np.ndarray = ((common == sizes[:, None]) & (larger | earlier) & open_).any(axis=1)
        return mask


class _Plans:
    """Plans by exchanges and restarts."""

    def __init__(self, units: Demand, choice: Choice, start: Sites) -> None:
        self.covering, self.choice = Covering(units.matrix, units.weights), choice
        self.start, self.times = start, 0

    def rounded(self, columns: np.ndarray, shares: np.ndarray) -> Sites | None:
        """Take the largest shares and exchange them for better sites."""
        size = round(float(shares.sum())) if self.choice.count is None else self.choice.count
        largest = columns[np.argsort(-shares, kind="stable")[:size]].tolist()
        return self._checked(exchange(self.covering, self.choice, largest))

    def improved(self, sites: Sites | None) -> Sites | None:
        """Restarts from the first plan and from the best one, in turn: both lead elsewhere."""
        self.times += 1
        start = self.start if sites is None or self.times % 2 else sites
        *_, plan = restarts(self.covering, self.choice, list(start), RESTARTS, self.times)
        return self._checked(plan)

    def _checked(self, plan: list[int]) -> Sites | None:
        return tuple(sorted(plan)) if self.choice.admits(plan) else None


def report_as_covered(search: Search, everything: float) -> Search:
    """Report demand reached where the program counts the demand left out."""
    if (report := search.progress) is None:
        return search

    def report_covered(state: Progress) -> None:
        value, bound = everything - state.value, everything - state.bound
        report(replace(state, value=value, bound=bound, gap=relative_gap(value, bound)))

    return replace(search, progress=report_covered)


def first_plan(units: Demand, choice: Choice) -> tuple[int, ...] | None:
    """Greedy choice improved by exchanges, if it is admissible."""
    covering = Covering(units.matrix, units.weights)
    sites = exchange(covering, choice, greedy(covering, choice))
    return tuple(sorted(sites)) if choice.admits(sites) else None


def cover_program(units: Demand, choice: Choice) -> Program:
    """Minimise the demand left out: u_i >= 1 - sum of the sites that reach unit i."""
    from scipy import sparse

    rows, columns = units.matrix.shape
    matrix = sparse.hstack([units.matrix, sparse.eye_array(rows)], format="csr")
    cost = np.concatenate([np.zeros(columns), units.weights])
    return choice_program(choice, cost, matrix, np.ones(rows))


def uncovered_goal(units: Demand, choice: Choice) -> Goal:
    """Demand within anybody's reach that a plan leaves out."""
    everything = math.fsum([units.before, *units.weights])

    def value(sites: tuple[int, ...]) -> float:
        return everything - units.covered(sites) if choice.admits(sites) else np.inf

    return Goal(value, units.step, rivals(units))


def rivals(units: Demand) -> Callable[[list[int], int], np.ndarray]:
    """Columns that reach as much demand as a site that leaves a plan, given the others."""
    covering = Covering(units.matrix, units.weights)

    def rivals_of(sites: list[int], site: int) -> np.ndarray:
        gains = covering.gains(covering.counts([other for other in sites if other != site]))
        return np.flatnonzero(gains >= gains[site] - units.step)

    return rivals_of


def _second_goal(
    program: Program,
    first: Goal,
    solution: Solution,
    prefer: ArrayLike,
    slack: float,
    search: Search,
) -> tuple[Solution, Program, Goal]:
    """Second goal among plans that give up no more than the share `slack` of the first."""
    assert solution.sites is not None
    values = np.nan_to_num(np.asarray(prefer, dtype=float))
    left_out = program.cost[program.sites :].sum()
    # Not quite half a step: rounding may not cost the optimum, a worse plan may not pass.
    cutoff = solution.value + slack * (left_out - solution.value) + first.step * 0.45
    cost = np.concatenate([-values, np.zeros(len(program.cost) - program.sites)])
    second = program.with_row(program.cost, -np.inf, cutoff).with_cost(cost)

    def value(sites: tuple[int, ...]) -> float:
        return -math.fsum(values[list(sites)]) if first.value(sites) <= cutoff else np.inf

    whole = bool((values == np.round(values)).all())
    goal = Goal(value, 1.0 if whole else RELATIVE * max(1.0, float(np.abs(values).sum())))
    return minimum(second, goal, search, solution.sites), second, goal


def _cover_plan(
    units: Demand,
    sites: tuple[int, ...],
    solution: Solution,
    search: Search,
    price: float,
    second: bool,
) -> SitePlan:
    covered = units.covered(sites)
    everything = math.fsum([units.before, *units.weights])
    proven = solution.proven
    bound = covered + price if second or proven else min(everything - solution.bound, everything)
    return SitePlan(
        sites,
        covered,
        covered,
        bound,
        0.0 if proven else relative_gap(covered, bound),
        "optimal" if proven else "gap",
        price=price,
        seconds=search.elapsed(),
    )


def nothing_to_gain(units: Demand, choice: Choice, search: Search) -> SitePlan:
    """Nothing is left to reach: only what the limits demand."""
    sites = smallest_admissible(choice, search)
    return SitePlan(
        sites, units.before, units.before, units.before, 0.0, "optimal", seconds=search.elapsed()
    )
