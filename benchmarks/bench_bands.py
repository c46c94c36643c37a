"""Drawn rankings of 400 districts on 18 indicators: python -m benchmarks bands.

The comparison draws weights only (Dirichlet), as the peer has no other uncertainty: min-max,
weighted sum, one ranking per drawn set of weights.
"""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.bench_core import SORT, processor_s
from benchmarks.records import Duel, Record, children, median_seconds, relative, sorting_s
from rollout.potential.bands import draw_bands
from rollout.potential.draws import Assumptions, blocks, prepare
from rollout.potential.sensitivity import first_order_shares

ROWS, COLUMNS, GAPS = 400, 18, 0.02
DRAWS = 2_000
WEIGHTS_ONLY = Assumptions(
    "dirichlet", normalisations=("minmax",), aggregations=("linear",), leave_one_out=False,
    draw_missing=False,
)  # fmt: skip


def example(gaps: float = GAPS) -> pd.DataFrame:
    rng = np.random.default_rng(0)
    table = pd.DataFrame(rng.lognormal(size=(ROWS, COLUMNS)))
    table.columns = [f"indicator_{number:02d}" for number in range(COLUMNS)]
    return table.mask(rng.random(table.shape) < gaps)


def choices(table: pd.DataFrame) -> tuple[dict[str, str], dict[str, float]]:
    return dict.fromkeys(table, "more"), dict.fromkeys(table, 1.0)


def drawn_weights(table: pd.DataFrame) -> np.ndarray:
    """The very weights our draws use, so that the peer ranks with the same ones."""
    basis = prepare(table, *choices(table), WEIGHTS_ONLY)
    return np.vstack([block.weights for _, block in blocks(basis, DRAWS, 0)])


def answer(low: np.ndarray, median: np.ndarray, high: np.ndarray) -> list[list[float]]:
    return [np.asarray(part, float).tolist() for part in (low, median, high)]


def band(ranks: np.ndarray) -> list[list[float]]:
    ascending = np.sort(ranks, axis=0)
    places = [int(np.ceil(share * DRAWS)) - 1 for share in (0.05, 0.5, 0.95)]
    return answer(*(ascending[place] for place in places))


def ours(sources: Path | None) -> Callable[[], object]:
    table = example(0)

    def work() -> object:
        bands = draw_bands(table, *choices(table), DRAWS, 0, WEIGHTS_ONLY).table
        return answer(bands["low"], bands["median"], bands["high"])

    return work


def by_pymcdm(sources: Path | None) -> Callable[[], object]:
    from pymcdm.helpers import rankdata
    from pymcdm.methods import WSM
    from pymcdm.normalizations import minmax_normalization

    table = example(0)
    matrix, weights, types = table.to_numpy(), drawn_weights(table), np.ones(COLUMNS)
    method = WSM(minmax_normalization)

    def work() -> object:
        ranks = [rankdata(method(matrix, w, types), reverse=True) for w in weights]
        return band(np.array(ranks))

    return work


SIDES = {"ours": ours, "pymcdm": by_pymcdm}


def measure(sources: Path | None) -> Iterator[Record | Duel]:
    table = example()
    yardstick = sorting_s()
    for draws, budget in ((1_000, None), (10_000, 3), (100_000, None)):
        seconds = processor_s(lambda n=draws: draw_bands(table, *choices(table), n))
        what = f"{draws:,} draws of all assumptions with bands"
        yield relative(what, seconds, SORT, yardstick, budget)
    seconds = median_seconds(lambda: first_order_shares(table, *choices(table)), 5)
    yield Record("shares of the assumptions (3,584 rankings)", seconds, "s")
    if find_spec("pymcdm"):  # not among what the tests need
        yield from _duels(sources)


def _duels(sources: Path | None) -> Iterator[Duel]:
    sides = children("bench_bands", SIDES, 3, sources)
    mine, other = sides["ours"], sides["pymcdm"]
    if mine["answer"] != other["answer"]:
        raise SystemExit("pymcdm and rollout rank differently")
    yield Duel(
        f"{DRAWS:,} rankings with drawn weights", "pymcdm in a loop", mine["seconds"],
        other["seconds"], 3, "the same bands", 50, mine["more_mb"], other["more_mb"],
    )  # fmt: skip
