"""Published covering and p-median problems with known optima."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse.csgraph import floyd_warshall

from rollout.siting.covering import best_sites
from rollout.siting.fewest import fewest_sites
from rollout.siting.median import nearest_sites

DATA = Path(__file__).parents[1] / "data" / "siting"


def pmed(name: str) -> tuple[np.ndarray, int]:
    """All shortest ways of an OR-Library graph; of a repeated edge the last length counts."""
    lines = [[int(n) for n in line.split()] for line in (DATA / name).read_text().splitlines()]
    nodes, _, p = lines[0]
    graph = np.full((nodes, nodes), np.inf)
    for a, b, length in lines[1:]:
        graph[a - 1, b - 1] = graph[b - 1, a - 1] = length
    return floyd_warshall(graph), p


def swain() -> tuple[np.ndarray, np.ndarray]:
    table = np.loadtxt(DATA / "swain55.txt")
    places = table[:, :2]
    return np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1)), table[:, 2]


def test_or_library_pmed1_has_the_median_5819():
    distance, p = pmed("pmed1.txt")
    plan = nearest_sites(distance, np.ones(100), p)
    assert (plan.value, plan.bound, plan.status) == (5819, 5819, "optimal")


def lines_of_affine_space(dimension: int) -> np.ndarray:
    """Lines of AG(n, 3) x points: three points that add up to zero (Steiner triple systems)."""
    points = list(product(range(3), repeat=dimension))
    place = {point: k for k, point in enumerate(points)}
    lines = set()
    for a in points:
        for b in points:
            if a != b:
                third = tuple((-x - y) % 3 for x, y in zip(a, b, strict=True))
                lines.add(frozenset((place[a], place[b], place[third])))
    return np.array(
        [[k in line for k in range(len(points))] for line in sorted(map(sorted, lines))]
    )


@pytest.mark.parametrize(("dimension", "optimum"), [(2, 5), (3, 18)])
def test_steiner_triples_a9_and_a27(dimension, optimum):
    # Fulkerson, Nemhauser and Trotter (1974): hard covering problems from Steiner triples.
    plan = fewest_sites(lines_of_affine_space(dimension))
    assert (plan.value, plan.bound, plan.status) == (optimum, optimum, "optimal")


@pytest.mark.parametrize(("size", "queens"), [(4, 2), (5, 3), (6, 3), (7, 4), (8, 5)])
def test_queens_that_guard_a_board(size, queens):
    # The five queens problem (Jaenisch 1862); smallest numbers: OEIS A075458.
    squares = np.array(list(product(range(size), repeat=2)))
    across, down = (squares[:, None] - squares[None]).transpose(2, 0, 1)
    guarded = (across == 0) | (down == 0) | (abs(across) == abs(down))
    assert fewest_sites(guarded).value == queens


@pytest.mark.parametrize("radius", [8, 10, 12, 15])
@pytest.mark.parametrize("count", [1, 3, 5, 8])
def test_covering_swains_55_places_is_a_median_of_zeros_and_ones(radius, count):
    # Church and ReVelle (1976): with distance 1 beyond the radius, else 0, the p-median leaves
    # out what the maximal covering leaves out.
    distance, demand = swain()
    assert demand.sum() == 640
    cover = best_sites(distance <= radius, demand, count)
    median = nearest_sites((distance > radius).astype(float), demand, count)
    assert cover.status == median.status == "optimal"
    assert cover.covered == 640 - median.value
