"""Shortest weighted path to a site (p-median)."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from rollout.errors import Problem, ScenarioError
from rollout.language import Text
from rollout.siting.choice import Choice, checked_choice
from rollout.siting.exact import Goal, Solution, first_of_equals, minimum
from rollout.siting.interchange import exchange_sites
from rollout.siting.limits import admissible
from rollout.siting.path_cuts import shortest_plan
from rollout.siting.path_prices import price_bound
from rollout.siting.problem import (
    Limits,
    PlanInfeasible,
    Search,
    SitePlan,
    Ties,
    checked_demand,
    in_a_row,
    relative_gap,
    time_over,
    wrong,
)
from rollout.siting.shortest_paths import Paths, greedy_median, median_program
from rollout.siting.solver import RELATIVE


def nearest_sites(
    distance: ArrayLike,
    demand: ArrayLike,
    count: int | None,
    required: Iterable[int] = (),
    excluded: Iterable[int] = (),
    *,
    existing: ArrayLike | None = None,
    limits: Limits | None = None,
    search: Search | None = None,
) -> SitePlan:
    """Sites with the shortest weighted way of all units to the nearest one.

    Lagrangian bound and exchanges narrow the sites down, HiGHS proves the rest. Source: Hakimi
    (1964), ReVelle and Swain (1970); bound after Cornuejols, Fisher and Nemhauser (1977).

    Parameters
    ----------
    distance
        Units x sites, kilometres or minutes; 0 or more, `inf` = no way. No NaN.
    demand
        Demand per unit (inhabitants, jobs), 0 or more.
    count, required, excluded, limits, search
        As in `best_sites`.
    existing
        Distance of every unit to its nearest existing site; `inf` = none.

    Returns
    -------
    plan
        `value` = sum of demand times distance, `bound` = no plan has less, `covered` = demand
        with a way to a site.

    Examples
    --------
    >>> nearest_sites([[0, 2, 9], [2, 0, 4], [9, 4, 0]], [1, 1, 1], 1).sites
    (1,)
    """
    table = _checked_distance(distance)
    values = checked_demand(demand, table.shape[0])
    choice = checked_choice(table.shape[1], count, required, excluded, limits)
    search = search or Search()
    before = _checked_existing(existing, table.shape[0])
    admissible(choice)
    paths = _paths_in_order(table, values, before)
    _check_paths(table, before, values, choice)
    plan = _solve(paths, choice, search)
    near = np.minimum(before, table[:, list(plan.sites)].min(axis=1, initial=np.inf))
    covered = math.fsum(values[np.isfinite(near)])
    return SitePlan(
        plan.sites, covered, plan.value, plan.bound, plan.gap, plan.status,
        ties=plan.ties, seconds=search.elapsed(),
    )  # fmt: skip


def _checked_distance(distance: ArrayLike) -> np.ndarray:
    table = np.asarray(distance, dtype=float)
    if table.ndim != 2 or 0 in table.shape:
        finding = Text(f"hat die Form {table.shape}", f"has the shape {table.shape}")
        expected = Text("Zeilen und Spalten, je mindestens eine", "rows and columns, one or more")
        raise ScenarioError(wrong("distance", finding, expected))
    bad = np.flatnonzero((np.isnan(table) | (table < 0)).any(axis=1))
    if len(bad):
        rows = in_a_row(bad)
        raise ScenarioError(
            wrong(
                "distance",
                Text(f"fehlt oder ist negativ in Zeile {rows}",
                     f"is missing or negative in row {rows}"),
                Text("0 oder mehr, inf ohne Weg", "0 or more, inf without a way"),
            )
        )  # fmt: skip
    return table


def _checked_existing(existing: ArrayLike | None, units: int) -> np.ndarray:
    if existing is None:
        return np.full(units, np.inf)
    values = np.asarray(existing, dtype=float)
    problems: list[Problem] = []
    if values.shape != (units,) or np.isnan(values).any() or (values < 0).any():
        finding = Text("hat falsche oder fehlende Werte", "has wrong or missing values")
        expected = Text(f"{units} Entfernungen ab 0", f"{units} distances from 0")
        problems.append(wrong("existing", finding, expected))
        raise ScenarioError(problems)
    return values


def _paths_in_order(table: np.ndarray, demand: np.ndarray, before: np.ndarray) -> Paths:
    """Units with demand in an order of their own, so the order of the rows never matters."""
    rows = np.flatnonzero(demand > 0)
    keys = np.column_stack([table[rows], before[rows], demand[rows]])
    # lexsort sorts by its last key first.
    order = rows[np.lexsort(keys.T[::-1])]
    return Paths(table[order], demand[order], before[order])


def _check_paths(table: np.ndarray, before: np.ndarray, demand: np.ndarray, choice: Choice) -> None:
    """A unit without any way makes every sum infinite: name it instead."""
    open_ = choice.upper > 0.5
    nearest = np.minimum(before, table[:, open_].min(axis=1, initial=np.inf))
    units = np.flatnonzero(np.isinf(nearest) & (demand > 0))
    if len(units):
        finding = Text(
            f"kein Weg von Zeile {in_a_row(units)}",
            f"no way from row {in_a_row(units)}",
        )
        expected = Text("ein Weg zu mindestens einem Ort", "a way to at least one site")
        raise PlanInfeasible(wrong("distance", finding, expected), (int(unit) for unit in units))


def _solve(paths: Paths, choice: Choice, search: Search) -> SitePlan:
    goal = Goal(lambda sites: paths.total(sites) if choice.admits(sites) else np.inf, _step(paths))
    start = exchange_sites(paths, choice, greedy_median(paths, choice))
    if np.isfinite(paths.distance).all():
        solution, open_choice = _by_cuts(paths, choice, goal, search, start)
    else:
        solution, open_choice = minimum(median_program(paths, choice), goal, search, start), choice
    if solution.sites is None:
        raise _no_plan() if math.isinf(solution.bound) else time_over()
    sites = solution.sites
    ties: Ties = "open"
    if search.ties != "open" and solution.proven:
        program = median_program(paths, open_choice)
        sites, ties = first_of_equals(program, goal, solution, search)
    value = paths.total(sites)
    return SitePlan(
        sites, 0.0, value, value if solution.proven else solution.bound,
        0.0 if solution.proven else relative_gap(value, solution.bound),
        "optimal" if solution.proven else "gap", ties=ties,
    )  # fmt: skip


def _by_cuts(
    paths: Paths, choice: Choice, goal: Goal, search: Search, start: tuple[int, ...] | None
) -> tuple[Solution, Choice]:
    """Best plan by prices and cuts, and the choice that holds all plans as good."""
    if start is None or not _priceable(choice):
        empty = Solution(start, np.inf if start is None else goal.value(start), -np.inf)
        return shortest_plan(paths, choice, goal, search, empty), choice
    by_price = price_bound(paths, choice, start, search)
    open_choice = by_price.narrow(choice)
    before = Solution(by_price.sites, by_price.value, min(by_price.bound, by_price.value))
    prices = by_price.best_prices
    return shortest_plan(paths, open_choice, goal, search, before, prices), open_choice


def _priceable(choice: Choice) -> bool:
    """Prices need sites that are limited by number and quotas only."""
    limits = choice.limits
    plain = choice.costs is None and not limits.forbidden and not limits.bounds
    return plain and choice.count is not None


def _no_plan() -> PlanInfeasible:
    finding = Text("kein Plan gibt jeder Einheit einen Weg", "no plan gives every unit a way")
    remedy = Text("mehr Orte zulassen", "allow more sites")
    return PlanInfeasible(wrong("count", finding, Text("genug Orte", "enough sites"), remedy), ())


def _step(paths: Paths) -> float:
    finite = paths.distance[np.isfinite(paths.distance)]
    numbers = (finite, paths.weights, paths.before[np.isfinite(paths.before)])
    # Whole distances and weights make whole sums: better means better by 1.
    if all((part == np.round(part)).all() for part in numbers):
        return 1.0
    return RELATIVE * max(float(finite.max(initial=0.0) * paths.weights.sum()), 1e-300)
