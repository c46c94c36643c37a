"""Shortest weighted way to a site (p-median)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from rollout.errors import Problem, ScenarioError, Text
from rollout.planning.choice import Choice, checked_choice
from rollout.planning.exact import Goal, first_of_equals, minimum
from rollout.planning.heuristic import open_sites
from rollout.planning.limits import admissible
from rollout.planning.problem import (
    Limits,
    PlanInfeasible,
    Search,
    SitePlan,
    checked_demand,
    listed,
    relative_gap,
    wrong,
)
from rollout.planning.solver import RELATIVE, Program, choice_program

STEPS = 600
PATIENCE = 15


@dataclass(frozen=True, eq=False)
class Ways:
    """Distances of units (with demand only) to sites, and to the nearest existing site."""

    distance: np.ndarray
    weights: np.ndarray
    before: np.ndarray

    def total(self, sites: Iterable[int]) -> float:
        """Weighted distance of every unit to its nearest site."""
        chosen = list(sites)
        nearest = np.minimum(self.before, self.distance[:, chosen].min(axis=1, initial=np.inf))
        return math.fsum(nearest * self.weights)


def nearest_sites(
    distance: Any,
    demand: Any,
    count: int | None,
    required: Iterable[int] = (),
    excluded: Iterable[int] = (),
    *,
    existing: Any = None,
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


def _checked_distance(distance: Any) -> np.ndarray:
    table = np.asarray(distance, dtype=float)
    if table.ndim != 2 or 0 in table.shape:
        found = Text(f"hat die Form {table.shape}", f"has the shape {table.shape}")
        expected = Text("Zeilen und Spalten, je mindestens eine", "rows and columns, one or more")
        raise ScenarioError(wrong("distance", found, expected))
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


def _checked_existing(existing: Any, units: int) -> np.ndarray:
    if existing is None:
        return np.full(units, np.inf)
    values = np.asarray(existing, dtype=float)
    problems: list[Problem] = []
    if values.shape != (units,) or np.isnan(values).any() or (values < 0).any():
        found = Text("hat falsche oder fehlende Werte", "has wrong or missing values")
        expected = Text(f"{units} Entfernungen ab 0", f"{units} distances from 0")
        problems.append(wrong("existing", found, expected))
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
        found = Text(f"kein Weg von Zeile {listed(units)}", f"no way from row {listed(units)}")
        expected = Text("ein Weg zu mindestens einem Ort", "a way to at least one site")
        raise PlanInfeasible(wrong("distance", found, expected), (int(unit) for unit in units))


def _solved(ways: Ways, choice: Choice, search: Search) -> SitePlan:
    start = _exchanged(ways, choice, _greedy(ways, choice))
    bound = -math.inf
    never: list[int] = []
    always: list[int] = []
    if np.isfinite(ways.distance).all():
        bound, never, always = _priced_bound(ways, choice, ways.total(start or ()), search)
    step = _step(ways)
    narrowed = choice
    if start is not None:
        narrowed = choice.without(set(never) - set(start)).requiring(set(always) & set(start))
    goal = Goal(lambda sites: ways.total(sites) if choice.admits(sites) else np.inf, step)
    program = median_program(ways, narrowed)
    found = minimum(program, goal, search, start)
    if found.sites is None:
        raise _none_found(ways, choice)
    sites, ties = first_of_equals(program, goal, found, search)
    value = ways.total(sites)
    least = value if found.proven else max(found.bound, bound)
    return SitePlan(
        sites, 0.0, value, least, 0.0 if found.proven else relative_gap(value, least),
        "optimal" if found.proven else "gap", ties=ties,
    )  # fmt: skip


def _none_found(ways: Ways, choice: Choice) -> PlanInfeasible:
    found = Text("kein Plan gibt jeder Einheit einen Weg", "no plan gives every unit a way")
    remedy = Text("mehr Orte zulassen", "allow more sites")
    return PlanInfeasible(wrong("count", found, Text("genug Orte", "enough sites"), remedy), ())


def _step(ways: Ways) -> float:
    finite = ways.distance[np.isfinite(ways.distance)]
    numbers = (finite, ways.weights, ways.before[np.isfinite(ways.before)])
    if all((part == np.round(part)).all() for part in numbers):
        return 1.0
    return RELATIVE * max(float(finite.max(initial=0.0) * ways.weights.sum()), 1e-300)


def _greedy(ways: Ways, choice: Choice) -> list[int]:
    """Add the site that shortens the ways most; infinite ways count as very long ones."""
    far = _long(ways)
    distance = np.minimum(ways.distance, far)
    sites = list(choice.required)
    near = np.minimum(np.minimum(ways.before, far), distance[:, sites].min(axis=1, initial=far))
    while (open_ := open_sites(choice, sites)).any():
        saved = ways.weights @ np.maximum(near[:, None] - distance, 0.0)
        site = int(np.argmax(np.where(open_, saved, -1.0)))
        if saved[site] <= 0 and choice.admits(sites):
            break
        sites.append(site)
        near = np.minimum(near, distance[:, site])
    return sites


def _long(ways: Ways) -> float:
    """A distance longer than any finite one."""
    finite = ways.distance[np.isfinite(ways.distance)]
    return float(finite.max(initial=0.0)) * (len(ways.weights) + 1) + 1.0


def _exchanged(ways: Ways, choice: Choice, sites: list[int]) -> tuple[int, ...] | None:
    """Swap single sites while that shortens the ways; None if the result is not admissible."""
    sites, improved = list(sites), True
    while improved:
        improved = False
        for place, site in enumerate(sites):
            rest = sites[:place] + sites[place + 1 :]
            if site in choice.required:
                continue
            near = np.minimum(ways.before, ways.distance[:, rest].min(axis=1, initial=np.inf))
            totals = ways.weights @ np.minimum(near[:, None], ways.distance)
            open_ = open_sites(choice, rest)
            other = int(np.argmin(np.where(open_, totals, np.inf)))
            if open_[other] and totals[other] < totals[site] * (1 - 1e-12):
                sites[place], improved = other, True
    good = choice.admits(sites) and math.isfinite(ways.total(sites))
    return tuple(sorted(sites)) if good else None


def _priced_bound(
    ways: Ways, choice: Choice, value: float, search: Search
) -> tuple[float, list[int], list[int]]:
    """Lagrangian bound, and the sites no (every) plan at least as good as `value` has.

    Every unit pays a price and is served where it pays more than its way; a site earns the
    surplus. The best admissible sites by earnings bound every plan from below.
    """
    from rollout.planning.lagrange import priced_choice

    costs = ways.distance * ways.weights[:, None]
    ready = np.minimum(ways.before, _long(ways)) * ways.weights
    simple = choice.simple and choice.count is not None
    prices = np.sort(costs, axis=1)[:, min(1, costs.shape[1] - 1)]
    best, kept = -math.inf, (prices, np.zeros(costs.shape[1]), list(choice.required))
    size, stalled = 1.5, 0
    for _ in range(STEPS if simple and math.isfinite(value) else 0):
        surplus = np.maximum(prices[:, None] - costs, 0.0)
        earned = surplus.sum(axis=0)
        at_home = prices > ready
        chosen = priced_choice(earned, choice)
        bound = float(np.minimum(prices, ready).sum() - earned[chosen].sum())
        if bound > best + 1e-9 * abs(best if math.isfinite(best) else 0.0):
            best, kept, stalled = bound, (prices, earned, chosen), 0
        else:
            stalled += 1
            size, stalled = (size * 0.7, 0) if stalled >= PATIENCE else (size, stalled)
        slope = 1.0 - (surplus[:, chosen] > 0).sum(axis=1) - at_home
        length = float((slope**2).sum())
        if length == 0 or size < 1e-3 or search.stopped():
            break
        prices = np.maximum(prices + size * (value * 1.001 - bound) / length * slope, 0.0)
    return best - 1e-9 * abs(best), *_settled(choice, kept[1], kept[2], best, value)


def _settled(
    choice: Choice, earned: np.ndarray, chosen: list[int], bound: float, value: float
) -> tuple[list[int], list[int]]:
    """Sites that would lift the bound above the best value when taken, or when left out."""
    free = [j for j in chosen if j not in choice.required]
    if not math.isfinite(bound) or not free:
        return [], []
    outside = [j for j in range(choice.columns) if j not in chosen and choice.upper[j] > 0.5]
    slack = (value - bound) + 1e-7 * abs(value)
    worst_in = min(earned[j] for j in free)
    best_out = max((earned[j] for j in outside), default=0.0)
    never = [j for j in outside if worst_in - earned[j] > slack]
    always = [j for j in free if earned[j] - best_out > slack]
    return never, always


def median_program(ways: Ways, choice: Choice) -> Program:
    """Radius formulation: a unit pays every step between distances within which no site stands.

    Variable z of a level is 1 when no site stands within it: z >= z of the level before minus
    the sites at this level. Only open sites nearer than the nearest required or existing site
    count. Source: Elloumi (2010), Garcia, Labbe and Marin (2011).
    """
    from scipy import sparse

    fixed = np.flatnonzero(choice.lower > 0.5)
    open_ = np.flatnonzero(choice.upper > 0.5)
    ceiling = np.minimum(ways.before, ways.distance[:, fixed].min(axis=1, initial=np.inf))
    build = _Rows([], [], [], [], [])
    nearest = [
        build.unit(row[open_], open_, top, weight)
        for row, top, weight in zip(ways.distance, ceiling, ways.weights, strict=True)
    ]
    count = len(build.cost)
    at_level = sparse.csr_array(
        (np.ones(len(build.row)), (build.row, build.column)), shape=(count, choice.columns)
    )
    first = np.array(build.first, dtype=bool)
    later = np.flatnonzero(~first)
    before = sparse.csr_array((-np.ones(len(later)), (later, later - 1)), shape=(count, count))
    chain = before + sparse.eye_array(count)
    constant = sparse.csr_array((count, 1))
    cost = np.concatenate(
        [np.zeros(choice.columns), build.cost, [math.fsum(np.array(nearest) * ways.weights)]]
    )
    program = choice_program(
        choice, cost, sparse.hstack([at_level, chain, constant], format="csr"), first.astype(float)
    )
    lower, upper = program.lower, program.upper
    upper[choice.columns : -1] = np.where(build.hard, 0.0, 1.0)
    lower[-1] = 1.0
    return program


@dataclass(frozen=True, eq=False)
class _Rows:
    """Rows of the radius formulation while they are built: sites at a level and its cost."""

    row: list[int]
    column: list[int]
    cost: list[float]
    first: list[bool]
    hard: list[bool]

    def unit(
        self, distances: np.ndarray, sites: np.ndarray, ceiling: float, weight: float
    ) -> float:
        """Add the levels of one unit; returns its least possible distance."""
        inside = distances < ceiling
        levels = np.unique(distances[inside])
        if not len(levels):
            return 0.0 if math.isinf(ceiling) else ceiling
        must = math.isinf(ceiling)
        for number, level in enumerate(levels):
            last = number == len(levels) - 1
            farther = ceiling if last else levels[number + 1]
            here = sites[inside & (distances == level)]
            self.row.extend([len(self.cost)] * len(here))
            self.column.extend(here.tolist())
            self.cost.append(0.0 if math.isinf(farther) else weight * (farther - level))
            self.first.append(number == 0)
            self.hard.append(must and last)
        return float(levels[0])
