"""Seconds for drawn rankings of 400 districts on 12 indicators: python -m benchmarks.bench_bands.

Budget: 10,000 draws with bands in about one second on two cores.
"""

import time

import numpy as np
import pandas as pd

from rollout.robustness import draw_bands
from rollout.sensitivity import first_order_shares

ROWS, COLUMNS, GAPS = 400, 12, 0.02


def example() -> pd.DataFrame:
    rng = np.random.default_rng(0)
    table = pd.DataFrame(rng.lognormal(size=(ROWS, COLUMNS))).add_prefix("indicator_")
    return table.mask(rng.random(table.shape) < GAPS)


def seconds(call) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def main() -> None:
    table = example()
    ways, weights = dict.fromkeys(table, "more"), dict.fromkeys(table, 1)
    for draws in (1_000, 10_000):
        runs = [seconds(lambda n=draws: draw_bands(table, ways, weights, n)) for _ in range(5)]
        print(f"{draws:>6} draws with bands: median {np.median(runs):.2f} s of 5 runs")
    runs = [seconds(lambda: first_order_shares(table, ways, weights)) for _ in range(5)]
    print(f"shares of the assumptions (3,584 rankings): median {np.median(runs):.2f} s of 5 runs")


if __name__ == "__main__":
    main()
