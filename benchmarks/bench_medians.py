"""Shortest ways in forty graphs of 100 to 900 places: python -m benchmarks medians.

The files of the library (pmed1.txt to pmed40.txt) are not shipped, but for the first. Where
`--sources DIR` holds them in a folder `orlib` they are used and have to give the published optima.
Elsewhere graphs are drawn the way their author describes: as many places and edges, lengths 1 to
100, connected, the same numbers of sites. Source: J. E. Beasley, "A note on solving large
p-median problems", EJOR 21 (1985) 270-273.
"""

from __future__ import annotations

import statistics
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import shortest_path

from benchmarks.records import Duel, Record, processor_s, seconds_of
from rollout.siting.choice import checked_choice
from rollout.siting.median import nearest_sites
from rollout.siting.problem import Search, SitePlan
from rollout.siting.shortest_paths import Paths, median_program
from rollout.siting.solver import Outcome, solve

SHIPPED = Path(__file__).resolve().parents[1] / "tests" / "data" / "siting"
# Numbers of sites by number of places.
SIZES = {
    100: (5, 10, 10, 20, 33), 200: (5, 10, 20, 40, 67), 300: (5, 10, 30, 60, 100),
    400: (5, 10, 40, 80, 133), 500: (5, 10, 50, 100, 167), 600: (5, 10, 60, 120, 200),
    700: (5, 10, 70, 140), 800: (5, 10, 80), 900: (5, 10, 90),
}  # fmt: skip
OPTIMA = (
    5819, 4093, 4250, 3034, 1355, 7824, 5631, 4445, 2734, 1255, 7696, 6634, 4374, 2968, 1729,
    8162, 6999, 4809, 2845, 1789, 9138, 8579, 4619, 2961, 1828, 9917, 8307, 4498, 3033, 1989,
    10086, 9297, 4700, 3013, 10400, 9934, 5057, 11060, 9423, 5128,
)  # fmt: skip


def measure(sources: Path | None) -> Iterator[Record | Duel]:
    nearest_sites(np.ones((2, 2)) - np.eye(2), np.ones(2), 1)  # load the solver
    duels = []
    for name, distance, count, optimum in forty(sources):
        duel = _one_median(name, distance, count, optimum)
        duels.append(duel)
        yield duel
    ratios = [duel.ratio for duel in duels]
    slowest = max(duel.ours for duel in duels)
    yield Record("ratio to the radius model in HiGHS, median of the problems above",
                 statistics.median(ratios), "x", 5, at_least=True)  # fmt: skip
    yield Record("slowest of the problems above", slowest, "s", 60)


class _ProcessorLimit(threading.Event):
    """Stops a search by processor time: the clock of the wall runs for other work as well."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.end = processor_s() + seconds

    def is_set(self) -> bool:
        return processor_s() > self.end


def _one_median(name: str, distance: np.ndarray, count: int, optimum: float | None) -> Duel:
    weights = np.ones(len(distance))
    plans: list[SitePlan] = []
    outcomes: list[Outcome] = []
    search = Search(ties="open")
    own = seconds_of(lambda: plans.append(nearest_sites(distance, weights, count, search=search)))
    # Long enough to tell the ratio wanted, at most half a minute; a model stopped then counts with
    # the processor time it had.
    limit = min(5.5 * own + 1, 30.0)
    # HiGHS does not ask within a program whether to go on, but looks at the clock of the wall.
    long_enough = Search(time_limit=4 * limit, cancel=_ProcessorLimit(limit), ties="open")
    paths = Paths(distance, weights, np.full(len(distance), np.inf))
    choice = checked_choice(len(distance), count)
    theirs = seconds_of(lambda: outcomes.append(solve(median_program(paths, choice), long_enough)))
    plan, outcome = plans[0], outcomes[0]
    same = f"stopped, so at least; its bound {max(outcome.bound, 0.0):.1f}"
    if outcome.complete:
        same = f"the same optimum {plan.value:.0f}"
        optimum = paths.total(outcome.sites(len(distance)))
    if plan.status != "optimal" or optimum not in (None, plan.value):
        raise SystemExit(f"{name}: {plan.status} {plan.value} instead of {optimum}")
    if not outcome.complete and outcome.bound > plan.value * (1 + 1e-9):
        raise SystemExit(f"{name}: {plan.value} is below the bound {outcome.bound} of HiGHS")
    what = f"{name}: {len(distance)} places, p = {count}, optimum {plan.value:.0f}"
    return Duel(what, "radius model in HiGHS", own, theirs, 1, same)


def forty(sources: Path | None) -> Iterator[tuple[str, np.ndarray, int, float | None]]:
    """Name, lengths of all ways, number of sites and published optimum (None: drawn)."""
    sizes = [(places, count) for places, counts in SIZES.items() for count in counts]
    folders = [SHIPPED] if sources is None else [SHIPPED, sources / "orlib"]
    for number, (places, count) in enumerate(sizes, start=1):
        files = [folder / f"pmed{number}.txt" for folder in folders]
        path = next((path for path in files if path.exists()), None)
        if path is None:
            yield f"like pmed{number}", drawn(places, number), count, None
        else:
            distance, count = read(path)
            yield f"pmed{number}", distance, count, float(OPTIMA[number - 1])


def read(path: Path) -> tuple[np.ndarray, int]:
    """Ways and number of sites of a file; of a repeated edge the last length counts."""
    numbers = np.array(path.read_text(encoding="utf-8").split(), dtype=int)
    places, _, count = numbers[:3]
    table = numbers[3:].reshape(-1, 3)
    return ways(int(places), table[:, :2] - 1, table[:, 2]), int(count)


def drawn(places: int, seed: int) -> np.ndarray:
    """Ways of a graph with places squared over fifty edges: a chain, and pairs at random."""
    draw = np.random.default_rng(1000 + seed)
    chain = np.column_stack([np.arange(places - 1), np.arange(1, places)])
    pairs = draw.integers(0, places, (places**2 // 50 - len(chain), 2))
    edges = np.concatenate([chain, pairs[pairs[:, 0] != pairs[:, 1]]])
    return ways(places, edges, draw.integers(1, 101, len(edges)))


def ways(places: int, edges: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Shortest way between every two places."""
    graph = np.zeros((places, places))
    for (one, other), length in zip(edges.tolist(), lengths.tolist(), strict=True):
        graph[one, other] = graph[other, one] = length
    result: np.ndarray = shortest_path(sparse.csr_array(graph), method="D", directed=False)
    return result
