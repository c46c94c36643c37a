"""Which sites reach the most demand, and how few sites reach everybody."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from rollout.errors import Text
from rollout.planning.choice import Choice, checked_choice
from rollout.planning.exact import Found, Goal, first_of_equals, minimum
from rollout.planning.heuristic import Covering, exchange, greedy
from rollout.planning.limits import admissible
from rollout.planning.problem import (
    Limits,
    PlanInfeasible,
    Search,
    SitePlan,
    checked_demand,
    checked_matrix,
    listed,
    relative_gap,
    wrong,
)
from rollout.planning.solver import RELATIVE, Program, choice_program


@dataclass(frozen=True, eq=False)
class Demand:
    """Units merged by the set of sites that reach them, in an order of their own.

    The order of the rows given never matters: rows with the same sites are one unit, units are
    sorted by their sites, sums are exact (`math.fsum`).

    Parameters
    ----------
    matrix, weights
        Merged units x sites and their demand; units without demand, already reached or beyond
        reach are left out.
    before
        Demand that existing sites reach.
    total
        Demand of all rows.
    """

    matrix: Any
    weights: np.ndarray
    before: float
    total: float

    @property
    def step(self) -> float:
        """Smallest difference between two plans that counts."""
        whole = bool((self.weights == np.round(self.weights)).all())
        return 1.0 if whole else max(self.total, 1e-300) * RELATIVE

    def covered(self, sites: Iterable[int]) -> float:
        """Demand reached by the sites and by what was there before."""
        chosen = np.zeros(self.matrix.shape[1])
        chosen[list(sites)] = 1.0
        return math.fsum([self.before, *self.weights[self.matrix @ chosen > 0.5]])


def merged(reach: Any, demand: np.ndarray, already: np.ndarray) -> Demand:
    """Merge rows that the same sites reach."""
    from scipy import sparse

    relevant = np.flatnonzero((demand > 0) & ~already & (np.diff(reach.indptr) > 0))
    parts: dict[bytes, list[float]] = {}
    for row in relevant:
        key = reach.indices[reach.indptr[row] : reach.indptr[row + 1]].astype(">i4").tobytes()
        parts.setdefault(key, []).append(float(demand[row]))
    keys = sorted(parts)
    columns = [np.frombuffer(key, dtype=">i4").astype(np.int32) for key in keys]
    ends = np.cumsum([0, *map(len, columns)])
    indices = np.concatenate(columns) if columns else np.zeros(0, dtype=np.int32)
    shape = (len(keys), reach.shape[1])
    matrix = sparse.csr_array((np.ones(len(indices)), indices, ends), shape=shape)
    weights = np.array([math.fsum(parts[key]) for key in keys])
    return Demand(matrix, weights, math.fsum(demand[already]), math.fsum(demand))


def reached_before(already: Any, units: int) -> np.ndarray:
    """Mask of the rows that existing sites reach; None = none."""
    if already is None:
        return np.zeros(units, dtype=bool)
    return np.asarray(already, dtype=bool)


def best_sites(
    reach: Any,
    demand: Any,
    count: int | None,
    required: Iterable[int] = (),
    excluded: Iterable[int] = (),
    *,
    already: Any = None,
    limits: Limits | None = None,
    prefer: Any = None,
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
        reach at least (1 - `prefer_slack`) of the most demand; `price` states the demand given
        up. Free places are filled with the sites of highest value.
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
    units = merged(matrix, values, reached_before(already, matrix.shape[0]))
    admissible(choice)
    if max(units.matrix.shape) >= search.large_from and choice.costs is None and prefer is None:
        from rollout.planning.lagrange import large_cover

        return large_cover(units, choice, search)
    return most_covered(units, choice, search, prefer, prefer_slack)


def most_covered(
    units: Demand, choice: Choice, search: Search, prefer: Any = None, prefer_slack: float = 0.0
) -> SitePlan:
    """Exact optimum for merged units and a checked choice."""
    if not len(units.weights):
        return _nothing_to_gain(units, choice, search)
    program, goal = cover_program(units, choice), uncovered_goal(units, choice)
    found = minimum(program, goal, search, first_plan(units, choice))
    price = 0.0
    if prefer is not None and found.proven:
        top = found.value
        found, program, goal = _preferred(program, goal, found, prefer, prefer_slack, search)
        price = uncovered_goal(units, choice).value(found.sites or ()) - top
    sites, ties = first_of_equals(program, goal, found, search)
    plan = _cover_plan(units, sites, found, search, price, prefer is not None)
    return replace(plan, ties=ties)


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

    return Goal(value, units.step)


def _preferred(
    program: Program, first: Goal, found: Found, prefer: Any, slack: float, search: Search
) -> tuple[Found, Program, Goal]:
    """Second goal among plans that give up no more than the share `slack` of the first."""
    assert found.sites is not None
    values = np.nan_to_num(np.asarray(prefer, dtype=float))
    left_out = program.cost[program.sites :].sum()
    allowed = found.value + slack * (left_out - found.value) + first.step * 0.45
    cost = np.concatenate([-values, np.zeros(len(program.cost) - program.sites)])
    second = program.with_row(program.cost, -np.inf, allowed).with_cost(cost)

    def value(sites: tuple[int, ...]) -> float:
        return -math.fsum(values[list(sites)]) if first.value(sites) <= allowed else np.inf

    whole = bool((values == np.round(values)).all())
    goal = Goal(value, 1.0 if whole else RELATIVE * max(1.0, float(np.abs(values).sum())))
    return minimum(second, goal, search, found.sites), second, goal


def _cover_plan(
    units: Demand, sites: tuple[int, ...], found: Found, search: Search, price: float, second: bool
) -> SitePlan:
    covered = units.covered(sites)
    everything = math.fsum([units.before, *units.weights])
    proven = found.proven
    bound = covered + price if second or proven else everything - found.bound
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


def _nothing_to_gain(units: Demand, choice: Choice, search: Search) -> SitePlan:
    """Nothing is left to reach: only what the limits demand."""
    from rollout.planning.limits import smallest_admissible

    sites = smallest_admissible(choice, search)
    return SitePlan(
        sites, units.before, units.before, units.before, 0.0, "optimal", seconds=search.elapsed()
    )


def fewest_sites(
    reach: Any,
    required: Iterable[int] = (),
    excluded: Iterable[int] = (),
    *,
    already: Any = None,
    limits: Limits | None = None,
    cost: Any = None,
    search: Search | None = None,
) -> SitePlan:
    """Fewest (or cheapest) sites that reach every unit (location set covering problem).

    Source: Toregas et al. (1971).

    Parameters
    ----------
    reach, required, excluded, already, limits, search
        As in `best_sites`.
    cost
        Cost per site, 0 or more; None counts sites.

    Returns
    -------
    plan
        `value` = number (or cost) of the sites, `bound` = least possible, `covered` = units.

    Raises
    ------
    PlanInfeasible
        `units` names the rows that no admissible site reaches.

    Examples
    --------
    >>> fewest_sites([[1, 1, 0], [0, 1, 0], [0, 0, 1]]).sites
    (1, 2)
    """
    matrix = checked_matrix(reach)
    rows, columns = matrix.shape
    choice = checked_choice(columns, None, required, excluded, limits)
    search = search or Search()
    units = merged(matrix, np.ones(rows), done := reached_before(already, rows))
    _everybody_reachable(matrix, choice, done)
    admissible(choice)
    if not len(units.weights):
        return _nothing_to_gain(units, choice, search)
    values = np.ones(columns) if cost is None else checked_cost(cost, columns)
    extra = np.zeros(0)
    program = choice_program(
        choice, np.concatenate([values, extra]), units.matrix, np.ones(len(units.weights))
    )
    return _fewest_plan(program, units, choice, values, search)


def checked_cost(cost: Any, columns: int) -> np.ndarray:
    """Return the costs as a vector, or raise what is wrong with them."""
    checked_choice(columns, None, limits=Limits(cost=cost))
    return np.asarray(cost, dtype=float)


def _fewest_plan(
    program: Program, units: Demand, choice: Choice, values: np.ndarray, search: Search
) -> SitePlan:
    everything = units.covered(range(choice.columns))

    def value(sites: tuple[int, ...]) -> float:
        fits = choice.admits(sites) and units.covered(sites) >= everything
        return math.fsum(values[list(sites)]) if fits else np.inf

    whole = bool((values == np.round(values)).all())
    goal = Goal(value, 1.0 if whole else RELATIVE * max(float(values.sum()), 1e-300))
    start = first_plan(units, choice)
    if start is not None and not np.isfinite(value(start)):
        start = None
    found = minimum(program, goal, search, start)
    if found.sites is None:
        _no_cover(units, choice, found)
    sites, ties = first_of_equals(program, goal, found, search)
    proven, total = found.proven, value(sites)
    return SitePlan(
        sites,
        units.covered(sites),
        total,
        total if proven else found.bound,
        0.0 if proven else relative_gap(found.value, found.bound),
        "optimal" if proven else "gap",
        ties=ties,
        seconds=search.elapsed(),
    )


def _everybody_reachable(matrix: Any, choice: Choice, done: np.ndarray) -> None:
    near = matrix @ choice.upper
    units = np.flatnonzero((near < 0.5) & ~done)
    if len(units):
        raise PlanInfeasible(
            wrong(
                "reach",
                Text(
                    f"kein zulässiger Ort erreicht Zeile {listed(units)}",
                    f"no admissible site reaches row {listed(units)}",
                ),
                Text("für jede Einheit mindestens ein Ort", "at least one site for every unit"),
                Text("Radius vergrößern oder Ausschluss aufheben", "widen the radius or lift an "
                     "exclusion"),
            ),
            (int(unit) for unit in units),
        )  # fmt: skip


def _no_cover(units: Demand, choice: Choice, found: Found) -> None:
    from rollout.planning.limits import conflict_error, smallest_conflict

    if math.isinf(found.bound):
        raise conflict_error(smallest_conflict(choice, cover=units.matrix))
    raise PlanInfeasible(
        wrong(
            "time_limit",
            Text("ist vor dem ersten Plan abgelaufen", "was over before a first plan"),
            Text("mehr Zeit", "more time"),
        )
    )
