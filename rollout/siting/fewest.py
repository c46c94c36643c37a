"""How few sites reach everybody."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from rollout.arrays import MatrixLike, Sparse
from rollout.language import Text
from rollout.siting.choice import Choice, checked_choice
from rollout.siting.covering import first_plan, nothing_to_gain, rivals
from rollout.siting.demand import Demand, merge_units, reached_before
from rollout.siting.exact import Goal, Solution, first_of_equals, minimum
from rollout.siting.limits import admissible
from rollout.siting.problem import (
    Limits,
    PlanInfeasible,
    Search,
    SitePlan,
    checked_matrix,
    in_a_row,
    relative_gap,
    time_over,
    wrong,
)
from rollout.siting.solver import RELATIVE, Program, choice_program


def fewest_sites(
    reach: MatrixLike,
    required: Iterable[int] = (),
    excluded: Iterable[int] = (),
    *,
    already: ArrayLike | None = None,
    limits: Limits | None = None,
    cost: ArrayLike | None = None,
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
    units = merge_units(matrix, np.ones(rows), before := reached_before(already, rows))
    _everybody_reachable(matrix, choice, before)
    admissible(choice)
    if not len(units.weights):
        return nothing_to_gain(units, choice, search)
    values = np.ones(columns) if cost is None else checked_cost(cost, columns)
    program = choice_program(choice, values, units.matrix, np.ones(len(units.weights)))
    return _fewest_plan(program, units, choice, values, search)


def checked_cost(cost: ArrayLike, columns: int) -> np.ndarray:
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
    step = 1.0 if whole else RELATIVE * max(float(values.sum()), 1e-300)
    goal = Goal(value, step, rivals(units))
    start = first_plan(units, choice)
    if start is not None and not np.isfinite(value(start)):
        start = None
    solution = minimum(program, goal, search, start)
    if solution.sites is None:
        _no_cover(units, choice, solution)
    sites, ties = first_of_equals(program, goal, solution, search)
    proven, total = solution.proven, value(sites)
    return SitePlan(
        sites,
        units.covered(sites),
        total,
        total if proven else solution.bound,
        0.0 if proven else relative_gap(solution.value, solution.bound),
        "optimal" if proven else "gap",
        ties=ties,
        seconds=search.elapsed(),
    )


def _everybody_reachable(matrix: Sparse, choice: Choice, before: np.ndarray) -> None:
    near = matrix @ choice.upper
    units = np.flatnonzero((near < 0.5) & ~before)
    if len(units):
        raise PlanInfeasible(
            wrong(
                "reach",
                Text(
                    f"kein zulässiger Ort erreicht Zeile {in_a_row(units)}",
                    f"no admissible site reaches row {in_a_row(units)}",
                ),
                Text("für jede Einheit mindestens ein Ort", "at least one site for every unit"),
                Text("Radius vergrößern oder Ausschluss aufheben", "widen the radius or lift an "
                     "exclusion"),
            ),
            (int(unit) for unit in units),
        )  # fmt: skip


def _no_cover(units: Demand, choice: Choice, solution: Solution) -> None:
    from rollout.siting.limits import conflict_error, smallest_conflict

    if math.isinf(solution.bound):
        raise conflict_error(smallest_conflict(choice, cover=units.matrix))
    raise time_over()
