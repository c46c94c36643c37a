"""Shortest paths: a first plan, and the compact program of all of them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from rollout.siting.choice import Choice
from rollout.siting.heuristic import open_sites
from rollout.siting.solver import Program, choice_program


@dataclass(frozen=True, eq=False)
class Paths:
    """Distances of units (with demand only) to sites, and to the nearest existing site."""

    distance: np.ndarray
    weights: np.ndarray
    before: np.ndarray

    def total(self, sites: Iterable[int]) -> float:
        """Weighted distance of every unit to its nearest site."""
        columns = list(sites)
        nearest = np.minimum(self.before, self.distance[:, columns].min(axis=1, initial=np.inf))
        return math.fsum(nearest * self.weights)


def greedy_median(paths: Paths, choice: Choice) -> list[int]:
    """Add the site that shortens the paths most; infinite paths count as very long ones."""
    far = long_path(paths)
    sites = list(choice.required)
    near = np.minimum(np.minimum(paths.before, far), nearest_of(paths, sites, far))
    savings = np.zeros(choice.columns)
    rows = np.arange(len(near))
    # Savings are running sums: below this they are rounding.
    least = 1e-12 * float(paths.weights @ near)
    while (open_ := open_sites(choice, sites)).any():
        # Only units that the last site has come nearer to change what another one saves.
        savings += _savings(paths, rows, near)
        site = int(np.argmax(np.where(open_, savings, -1.0)))
        if savings[site] <= least and choice.admits(sites):
            break
        sites.append(site)
        rows = np.flatnonzero(paths.distance[:, site] < near)
        savings -= _savings(paths, rows, near)
        near = np.minimum(near, paths.distance[:, site])
    return sites


def _savings(paths: Paths, rows: np.ndarray, near: np.ndarray) -> np.ndarray:
    """Weighted path of some units that every single site would save them."""
    shorter = np.maximum(near[rows, None] - paths.distance[rows], 0.0)
    result: np.ndarray = paths.weights[rows] @ shorter
    return result


def nearest_of(paths: Paths, sites: Iterable[int], far: float) -> np.ndarray:
    """Distance of every unit to the nearest of some sites, `far` without any."""
    result: np.ndarray = paths.distance[:, list(sites)].min(axis=1, initial=far)
    return result


def long_path(paths: Paths) -> float:
    """A distance longer than any finite one."""
    finite = paths.distance[np.isfinite(paths.distance)]
    return float(finite.max(initial=0.0)) * (len(paths.weights) + 1) + 1.0


def median_program(paths: Paths, choice: Choice) -> Program:
    """Radius formulation: a unit pays every step between distances within which no site stands.

    Variable z of a level is 1 when no site stands within it: z >= z of the level before minus
    the sites at this level. Only open sites nearer than the nearest required or existing site
    count. Source: Elloumi (2010), Garcia, Labbe and Marin (2011).
    """
    from scipy import sparse

    required = np.flatnonzero(choice.lower > 0.5)
    open_ = np.flatnonzero(choice.upper > 0.5)
    ceiling = np.minimum(paths.before, paths.distance[:, required].min(axis=1, initial=np.inf))
    build = _Rows([], [], [], [], [])
    nearest = [
        build.unit(row[open_], open_, top, weight)
        for row, top, weight in zip(paths.distance, ceiling, paths.weights, strict=True)
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
        [np.zeros(choice.columns), build.cost, [math.fsum(np.array(nearest) * paths.weights)]]
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
