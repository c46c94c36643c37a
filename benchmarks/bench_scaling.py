"""How time and memory grow with units, initiatives and draws: python -m benchmarks scaling.

A made-up country of squares; each size in a process of its own. Draws a plot, scaling.svg.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from pathlib import Path

from benchmarks.records import Record, in_child

UNITS = (400, 4_000, 11_000)
INITIATIVES = (100, 1_000, 5_000, 20_000)
DRAWS = (1_000, 10_000, 100_000)
LARGEST = (11_000, 100_000)  # every municipality; more organisations than anyone has listed


def analysis(units: int, initiatives: int, sources: Path | None) -> Callable[[], object]:
    """One analysis with the wide table, rank bands included."""
    from benchmarks.country import made_up_country
    from rollout import Scenario, analyse

    inputs = made_up_country(units, initiatives)

    def work() -> int:
        return int((analyse(inputs, Scenario()).table()["status"] == "white").sum())

    return work


def draws(units: int, count: int, sources: Path | None) -> Callable[[], object]:
    """Rank bands of so many draws."""
    from benchmarks.country import made_up_country
    from rollout import Scenario, analyse
    from rollout.potential.bands import founding_bands

    potential = analyse(made_up_country(units, 100), Scenario()).potential
    return lambda: float(founding_bands(potential, Scenario(draws=count)).table["low"].iloc[0])


SIDES = {
    f"analysis-{units}-{count}": partial(analysis, units, count)
    for units, count in [*product(UNITS, INITIATIVES), LARGEST]
} | {
    f"draws-{units}-{count}": partial(draws, units, count) for units, count in product(UNITS, DRAWS)
}


def measure(sources: Path | None) -> Iterator[Record]:
    points: dict[str, list[tuple[int, int, float, float]]] = {"analysis": [], "draws": []}
    for side in SIDES:
        what, units, count = side.split("-")
        if what == "draws" and int(units) * int(count) > 5e8:
            continue
        figures = in_child("bench_scaling", side, None)
        points[what].append((int(units), int(count), figures["seconds"], figures["peak_mb"]))
        kind = "initiatives" if what == "analysis" else "draws"
        label = f"{int(units):,} units, {int(count):,} {kind}: "
        yield Record(label + "time", figures["seconds"], "s")
        yield Record(label + "peak memory", figures["peak_mb"], "MB")
    for what, rows in points.items():
        yield from _growth(what, rows)
    _plot(points, Path(__file__).with_name("scaling.svg"))


def _growth(what: str, rows: list[tuple[int, int, float, float]]) -> Iterator[Record]:
    """Exponent of time in each size, from the corners of what was measured (1 = linear)."""
    import numpy as np

    sizes = np.log([row[:2] for row in rows])
    seconds = np.log([row[2] for row in rows])
    slopes, *_ = np.linalg.lstsq(np.column_stack([sizes, np.ones(len(rows))]), seconds, rcond=None)
    kind = "initiatives" if what == "analysis" else "draws"
    for name, slope in zip(("units", kind), slopes[:2], strict=True):
        note = "least squares over the sizes above; 1 = in proportion"
        yield Record(f"{what}: exponent of time in {name}", float(slope), "", note=note)


def _plot(points: dict[str, list[tuple[int, int, float, float]]], path: Path) -> None:
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "scaling"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 2, figsize=(10, 4))
    for axis, (what, rows) in zip(axes, points.items(), strict=True):
        for units in UNITS:
            mine = [row for row in rows if row[0] == units]
            axis.loglog([row[1] for row in mine], [row[2] for row in mine], "o-",
                        label=f"{units:,} units")  # fmt: skip
        axis.set_xlabel("initiatives" if what == "analysis" else "draws")
        axis.set_ylabel("seconds")
        axis.set_title("one analysis with its table" if what == "analysis" else "rank bands")
        axis.grid(alpha=0.3)
        axis.legend()
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
