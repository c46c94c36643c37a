"""The sets of sites a plan may choose from: number, fixed sites, groups, budget."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from rollout.errors import Problem, ScenarioError
from rollout.language import Text
from rollout.siting.problem import Limits, in_a_row, wrong


@dataclass(frozen=True, eq=False)
class Choice:
    """Admissible sets of columns.

    `count` is the most sites that may be chosen (None: any number), required ones included.
    """

    columns: int
    count: int | None
    required: tuple[int, ...]
    excluded: tuple[int, ...]
    limits: Limits

    @cached_property
    def lower(self) -> np.ndarray:
        """1 for required columns, else 0."""
        return np.isin(np.arange(self.columns), self.required).astype(float)

    @cached_property
    def upper(self) -> np.ndarray:
        """0 for excluded columns, else 1."""
        return (~np.isin(np.arange(self.columns), self.excluded)).astype(float)

    @cached_property
    def groups(self) -> np.ndarray | None:
        """Group of every column."""
        return None if self.limits.groups is None else np.array(list(self.limits.groups), dtype=str)

    @cached_property
    def costs(self) -> np.ndarray | None:
        """Cost of every column, if there is a budget."""
        if self.limits.budget is None:
            return None
        return np.asarray(self.limits.cost, dtype=float)

    @cached_property
    def simple(self) -> bool:
        """True when only the number of sites is limited."""
        limits = self.limits
        further = limits.at_least or limits.at_most or limits.forbidden or limits.bounds
        return not further and self.costs is None

    def rows(self) -> Iterator[tuple[np.ndarray, float, float]]:
        """Limits as linear rows: coefficients per column, lower and upper value."""
        if self.count is not None:
            yield np.ones(self.columns), -np.inf, float(self.count)
        groups = self.groups
        if groups is not None:
            for group, most in sorted(self.limits.at_most.items()):
                yield (groups == group).astype(float), -np.inf, float(most)
            for group, least in sorted(self.limits.at_least.items()):
                yield (groups == group).astype(float), float(least), np.inf
        costs = self.costs
        if costs is not None:
            yield costs, -np.inf, float(self.limits.budget or 0.0)
        for bound in self.limits.bounds:
            yield bound.coefficients, bound.low, bound.high
        for sites in self.limits.forbidden:
            # Exactly this set is ruled out; a superset or another set stays possible.
            row = np.where(np.isin(np.arange(self.columns), sites), 1.0, -1.0)
            yield row, -np.inf, float(len(sites) - 1)

    @cached_property
    def _kept_rows(self) -> tuple[tuple[np.ndarray, float, float], ...]:
        """The rows, for the thousands of sets a search asks about."""
        return tuple(self.rows())

    def admits(self, sites: Iterable[int]) -> bool:
        """Tell whether a set of columns keeps to everything."""
        members = set(sites)
        if not members.issuperset(self.required) or not members.isdisjoint(self.excluded):
            return False
        if self.simple:
            return self.count is None or len(members) <= self.count
        chosen = list(members)
        return all(
            # Costs are sums of floats: a budget met exactly must pass.
            low - 1e-9 <= math.fsum(row[chosen]) <= high + 1e-9 * max(1.0, abs(high))
            for row, low, high in self._kept_rows
        )

    def without(self, sites: Iterable[int]) -> Choice:
        """Return the same choice without some columns."""
        return replace(self, excluded=tuple(sorted({*self.excluded, *sites})))

    def with_required(self, sites: Iterable[int]) -> Choice:
        """Return the same choice with further required columns."""
        return replace(self, required=tuple(sorted({*self.required, *sites})))

    def only(self, columns: np.ndarray) -> Choice:
        """Return the same choice among some columns (ascending, required ones among them)."""
        here = {int(column): place for place, column in enumerate(columns)}
        groups, cost = self.groups, self.limits.cost
        limits = replace(
            self.limits,
            groups=None if groups is None else groups[columns].tolist(),
            cost=None if cost is None else np.asarray(cost, dtype=float)[columns].tolist(),
            bounds=tuple(
                replace(bound, coefficients=bound.coefficients[columns])
                for bound in self.limits.bounds
            ),
            # A set with a site that is not here cannot be chosen any more.
            forbidden=tuple(
                tuple(here[site] for site in sites)
                for sites in self.limits.forbidden
                if all(site in here for site in sites)
            ),
        )
        must = tuple(here[site] for site in self.required)
        never = tuple(here[site] for site in self.excluded if site in here)
        return Choice(len(columns), self.count, must, never, limits)


def checked_choice(
    columns: int,
    count: int | None,
    required: Iterable[int] = (),
    excluded: Iterable[int] = (),
    limits: Limits | None = None,
) -> Choice:
    """Check everything about the sites and raise all that is wrong at once."""
    limits = limits or Limits()
    must = tuple(sorted({int(site) for site in required}))
    never = tuple(sorted({int(site) for site in excluded}))
    problems = [
        *_position_problems(must, never, columns, limits),
        *_count_problems(count),
        *_group_problems(columns, limits),
        *_cost_problems(columns, limits),
    ]
    if problems:
        raise ScenarioError(problems)
    return Choice(columns, count, must, never, limits)


def _position_problems(
    must: tuple[int, ...], never: tuple[int, ...], columns: int, limits: Limits
) -> Iterator[Problem]:
    expected = Text(f"Spalten 0 bis {columns - 1}", f"columns 0 to {columns - 1}")
    outside = {
        name: [site for site in sites if not 0 <= site < columns]
        for name, sites in (("required", must), ("excluded", never))
    }
    for name, sites in outside.items():
        if sites:
            text = in_a_row(sites)
            yield wrong(name, Text(f"enthält {text}", f"contains {text}"), expected)
    both = sorted(set(must) & set(never))
    if both and not any(outside.values()):
        text = in_a_row(both, limits.names)
        yield wrong(
            "required",
            Text(f"{text} ist zugleich ausgeschlossen", f"{text} is excluded as well"),
            Text("jeder Ort höchstens in einer Liste", "every site in one of the lists only"),
        )


def _count_problems(count: int | None) -> Iterator[Problem]:
    if count is None:
        return
    if isinstance(count, bool) or count != int(count) or count < 0:
        finding = Text(f"ist {count}", f"is {count}")
        yield wrong("count", finding, Text("eine ganze Zahl ab 0", "a whole number from 0"))


def _group_problems(columns: int, limits: Limits) -> Iterator[Problem]:
    if limits.groups is None:
        if limits.at_least or limits.at_most:
            finding = Text("fehlt trotz Grenzen je Gruppe", "is missing despite limits per group")
            yield wrong("groups", finding, Text("eine Gruppe je Spalte", "one group per column"))
        return
    if len(limits.groups) != columns:
        finding = Text(f"hat {len(limits.groups)} Werte", f"has {len(limits.groups)} values")
        yield wrong("groups", finding, Text(f"{columns} Werte", f"{columns} values"))
        return
    sizes = {group: list(limits.groups).count(group) for group in set(limits.groups)}
    for name, quotas in (("at_least", limits.at_least), ("at_most", limits.at_most)):
        for group, quota in sorted(quotas.items()):
            if group not in sizes:
                text = Text(f"nennt die Gruppe {group}", f"names the group {group}")
                options = in_a_row(range(len(sizes)), sorted(sizes))
                yield wrong(name, text, Text(f"eine von {options}", f"one of {options}"))
            elif quota < 0 or (name == "at_least" and quota > sizes[group]):
                text = Text(f"verlangt {quota} in {group}", f"asks for {quota} in {group}")
                limit = Text(f"0 bis {sizes[group]}", f"0 to {sizes[group]}")
                yield wrong(name, text, limit)
    for group in sorted(set(limits.at_least) & set(limits.at_most)):
        if limits.at_least[group] > limits.at_most[group]:
            low, high = limits.at_least[group], limits.at_most[group]
            finding = Text(f"ist {low} in {group}", f"is {low} in {group}")
            expected = Text(f"höchstens at_most = {high}", f"no more than at_most = {high}")
            yield wrong("at_least", finding, expected)


def _cost_problems(columns: int, limits: Limits) -> Iterator[Problem]:
    if limits.budget is not None and not (math.isfinite(limits.budget) and limits.budget >= 0):
        finding = Text(f"ist {limits.budget}", f"is {limits.budget}")
        yield wrong("budget", finding, Text("0 oder mehr", "0 or more"))
    if limits.cost is None:
        if limits.budget is not None:
            finding = Text("fehlt trotz Budget", "is missing despite a budget")
            yield wrong("cost", finding, Text("ein Wert je Spalte", "one value per column"))
        return
    cost: Any = np.asarray(limits.cost, dtype=float)
    if cost.shape != (columns,) or not np.isfinite(cost).all() or (cost < 0).any():
        finding = Text("hat falsche oder fehlende Werte", "has wrong or missing values")
        expected = Text(f"{columns} Werte ab 0", f"{columns} values from 0")
        yield wrong("cost", finding, expected)
