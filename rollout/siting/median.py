"""Shortest weighted way to a site (p-median)."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from rollout.errors import Problem, ScenarioError
from rollout.language import Text
from rollout.siting.choice import Choice, checked_choice
from rollout.siting.exact import Goal, first_of_equals, minimum
from rollout.siting.limits import admissible
from rollout.siting.problem import (
    Limits,
    PlanInfeasible,
    Search,
    SitePlan,
    checked_demand,
    listed,
    relative_gap,
    time_over,
    wrong,
)
from rollout.siting.shortest_paths import Ways, exchanged, greedy_ways, median_program, priced_ways
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
    ways = _sorted_ways(table, values, before)
    _all_have_a_way(table, before, values, choice)
    plan = _solved(ways, choice, search)
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
        rows = listed(bad)
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


def _sorted_ways(table: np.ndarray, demand: np.ndarray, before: np.ndarray) -> Ways:
    """Units with demand in an order of their own, so the order of the rows never matters."""
    rows = np.flatnonzero(demand > 0)
    keys = np.column_stack([table[rows], before[rows], demand[rows]])
    order = rows[np.lexsort(keys.T[::-1])]
    return Ways(table[order], demand[order], before[order])


def _all_have_a_way(
    table: np.ndarray, before: np.ndarray, demand: np.ndarray, choice: Choice
) -> None:
    """A unit without any way makes every sum infinite: name it instead."""
    open_ = choice.upper > 0.5
    nearest = np.minimum(before, table[:, open_].min(axis=1, initial=np.inf))
    units = np.flatnonzero(np.isinf(nearest) & (demand > 0))
    if len(units):
        finding = Text(f"kein Weg von Zeile {listed(units)}", f"no way from row {listed(units)}")
        expected = Text("ein Weg zu mindestens einem Ort", "a way to at least one site")
        raise PlanInfeasible(wrong("distance", finding, expected), (int(unit) for unit in units))


def _solved(ways: Ways, choice: Choice, search: Search) -> SitePlan:
    start = exchanged(ways, choice, greedy_ways(ways, choice))
    bound, narrowed = -math.inf, choice
    if start is not None and _priceable(ways, choice):
        priced = priced_ways(ways, choice, start, search)
        bound, start, narrowed = priced.bound, priced.sites, priced.narrowed(choice)
    goal = Goal(lambda sites: ways.total(sites) if choice.admits(sites) else np.inf, _step(ways))
    program = median_program(ways, narrowed)
    found = minimum(program, goal, search, start)
    if found.sites is None:
        raise _none_found() if math.isinf(found.bound) else time_over()
    sites, ties = first_of_equals(program, goal, found, search)
    value = ways.total(sites)
    least = value if found.proven else max(found.bound, bound)
    return SitePlan(
        sites, 0.0, value, least, 0.0 if found.proven else relative_gap(value, least),
        "optimal" if found.proven else "gap", ties=ties,
    )  # fmt: skip


def _priceable(ways: Ways, choice: Choice) -> bool:
    """Prices need a way everywhere, and sites limited by number and quotas only."""
    plain = choice.costs is None and not choice.limits.forbidden
    return plain and choice.count is not None and bool(np.isfinite(ways.distance).all())


def _none_found() -> PlanInfeasible:
    finding = Text("kein Plan gibt jeder Einheit einen Weg", "no plan gives every unit a way")
    remedy = Text("mehr Orte zulassen", "allow more sites")
    return PlanInfeasible(wrong("count", finding, Text("genug Orte", "enough sites"), remedy), ())


def _step(ways: Ways) -> float:
    finite = ways.distance[np.isfinite(ways.distance)]
    numbers = (finite, ways.weights, ways.before[np.isfinite(ways.before)])
    if all((part == np.round(part)).all() for part in numbers):
        return 1.0
    return RELATIVE * max(float(finite.max(initial=0.0) * ways.weights.sum()), 1e-300)
