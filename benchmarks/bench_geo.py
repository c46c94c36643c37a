"""Seconds and memory of the geometry: python -m benchmarks.bench_geo [--sources DIR].

A million points against 11,000 municipalities (VG5000, below `--sources`; squares without it),
ours beside geopandas.sjoin, each in a process of its own; then the steps of one analysis on the
shipped outlines (budget of a whole analysis: 150 ms).
"""

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

POINTS = 1_000_000
GEM = "bkg_vg5000_2021-01-01"


def municipalities(sources: Path | None) -> gpd.GeoSeries:
    found = sorted(sources.glob(f"{GEM}/**/VG5000_GEM.shp")) if sources else []
    if found:
        return gpd.read_file(found[0]).set_index("AGS").geometry
    steps = np.arange(105) * 8_000.0
    left, low = (axis.ravel() for axis in np.meshgrid(steps, steps))
    squares = shapely.box(left, low, left + 8_000, low + 8_000)
    return gpd.GeoSeries(squares, index=[f"{n:08d}" for n in range(len(squares))], crs=25832)


def random_points(areas: gpd.GeoSeries) -> gpd.GeoSeries:
    left, low, right, high = areas.total_bounds
    rng = np.random.default_rng(0)
    points = shapely.points(rng.uniform(left, right, POINTS), rng.uniform(low, high, POINTS))
    return gpd.GeoSeries(points, crs=areas.crs)


def by_locate(points: gpd.GeoSeries, areas: gpd.GeoSeries) -> int:
    from rollout.geo.locate import locate

    return int(locate(points, areas).notna().sum())


def by_sjoin(points: gpd.GeoSeries, areas: gpd.GeoSeries) -> int:
    joined = gpd.sjoin(points.to_frame("geometry"), areas.to_frame("geometry"), how="left")
    return int(joined.iloc[:, -1].notna().sum())


WAYS = {"locate": by_locate, "sjoin": by_sjoin}


def run_way(way: str, sources: Path | None) -> None:
    areas = municipalities(sources)
    points = random_points(areas)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    found = WAYS[way](points, areas)
    seconds = time.perf_counter() - start
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{way:>8}: {POINTS:,} points in {len(areas):,} areas, {found:,} found: "
          f"{seconds:.2f} s, {more:.0f} MB more")  # fmt: skip


def milliseconds(call, runs: int = 7) -> float:
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - start)
    return 1000 * float(np.median(seconds))


def run_steps() -> None:
    from rollout.analysis import analyse
    from rollout.coverage import seat_points
    from rollout.geo.neighbours import neighbours
    from rollout.geo.reach import nearest_seat, reach_share
    from rollout.inputs import load_inputs
    from rollout.scenario import Scenario

    inputs = load_inputs()
    seats = seat_points(inputs.initiatives)
    outlines = inputs.districts
    steps = {
        f"reach_share, {len(seats)} seats, {radius} km": lambda r=radius: reach_share(
            outlines, seats, r
        )
        for radius in (10, 30, 50, 80)
    }
    steps |= {
        "nearest_seat": lambda: nearest_seat(outlines, seats),
        "neighbours (display)": lambda: neighbours(inputs.display),
        "analyse": lambda: analyse(inputs, Scenario()),
    }
    for name, call in steps.items():
        print(f"{name}: median {milliseconds(call):.0f} ms of 7 runs")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sources", type=Path, help="folder with the raw official files")
    parser.add_argument("--way", choices=WAYS, help="run one way to place points in this process")
    options = parser.parse_args()
    if options.way:
        run_way(options.way, options.sources)
        return
    for way in WAYS:
        command = [sys.executable, "-m", "benchmarks.bench_geo", "--way", way]
        if options.sources:
            command += ["--sources", str(options.sources)]
        subprocess.run(command, check=True)
    run_steps()


if __name__ == "__main__":
    main()
