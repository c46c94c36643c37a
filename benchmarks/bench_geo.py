"""Points in areas and the geometry of one analysis: python -m benchmarks geo.

A million points against 11,000 municipalities (VG5000 below `--sources`; squares without it).
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from benchmarks.records import Duel, Record, children, median_seconds

POINTS = 1_000_000
MUNICIPALITIES = "bkg_vg5000_2021-01-01"


def municipalities(sources: Path | None) -> gpd.GeoSeries:
    files = sorted(sources.glob(f"{MUNICIPALITIES}/**/VG5000_GEM.shp")) if sources else []
    if files:
        return gpd.read_file(files[0]).set_index("AGS").geometry
    steps = np.arange(105) * 8_000.0
    left, low = (axis.ravel() for axis in np.meshgrid(steps, steps))
    squares = shapely.box(left, low, left + 8_000, low + 8_000)
    return gpd.GeoSeries(squares, index=[f"{n:08d}" for n in range(len(squares))], crs=25832)


def random_points(areas: gpd.GeoSeries) -> gpd.GeoSeries:
    left, low, right, high = areas.total_bounds
    rng = np.random.default_rng(0)
    points = shapely.points(rng.uniform(left, right, POINTS), rng.uniform(low, high, POINTS))
    return gpd.GeoSeries(points, crs=areas.crs)


def by_locate(sources: Path | None) -> Callable[[], object]:
    from rollout.geo.locate import locate

    areas = municipalities(sources)
    points = random_points(areas)
    return lambda: _digest(locate(points, areas))


def by_sjoin(sources: Path | None) -> Callable[[], object]:
    areas = municipalities(sources)
    points = random_points(areas).to_frame("geometry")
    frame = areas.rename("geometry").rename_axis("key").to_frame()
    return lambda: _digest(gpd.sjoin(points, frame, how="left")["key"])


def _digest(keys) -> list[int]:
    """Number of points found, and a sum that tells one assignment from another."""
    numbers = keys.dropna().astype(int)
    positions = np.asarray(numbers.index, dtype=np.int64) % 9973
    return [len(numbers), int((numbers.to_numpy() % 9973 * positions).sum())]


SIDES = {"locate": by_locate, "sjoin": by_sjoin}


def measure(sources: Path | None) -> Iterator[Record | Duel]:
    yield from _steps()
    sides = children("bench_geo", SIDES, 3, sources)
    ours, theirs = sides["locate"], sides["sjoin"]
    if ours["answer"] != theirs["answer"]:
        raise SystemExit(f"locate found {ours['answer']}, sjoin {theirs['answer']}")
    count = len(municipalities(sources))
    yield Duel(
        f"{POINTS:,} points to {count:,} areas", "`geopandas.sjoin`", ours["seconds"],
        theirs["seconds"], 3, "every point in the same area", 1, ours["more_mb"],
        theirs["more_mb"],
    )  # fmt: skip


def _steps() -> Iterator[Record]:
    from rollout.coverage.links import seat_points
    from rollout.geo.neighbours import neighbours
    from rollout.geo.reach import nearest_seat, reach_share
    from rollout.inputs import load_inputs

    inputs = load_inputs()
    seats, outlines = seat_points(inputs.initiatives), inputs.districts
    steps = {
        f"reach_share, {len(seats)} seats, {radius} km": lambda r=radius: reach_share(
            outlines, seats, r
        )
        for radius in (10, 30, 50, 80)
    }
    steps["nearest_seat"] = lambda: nearest_seat(outlines, seats)
    steps["neighbours of the display outlines"] = lambda: neighbours(inputs.display)
    for name, call in steps.items():
        yield Record(name, 1000 * median_seconds(call), "ms")
