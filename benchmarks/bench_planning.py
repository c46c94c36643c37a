"""Seconds for plans: python -m benchmarks.bench_planning [folder of the raw official files].

Budgets on two cores: districts about one second (median) and ten times faster than spopt at the
same optimum; 11,000 municipalities, 30 km, p = 60: certified gap of 1 % within 60 s and 4 GB.
"""

import os
import resource
import sys
import time
import warnings
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy import sparse
from scipy.spatial import cKDTree

from rollout.planning import Search, best_sites, nearest_sites

ROOT = Path(__file__).resolve().parents[1]
RADII, COUNTS = (30, 50, 80), (5, 10, 20, 40, 60)


def places(frame: gpd.GeoDataFrame) -> np.ndarray:
    points = frame.to_crs(25832).geometry.representative_point()
    return np.column_stack([points.x, points.y]) / 1000


def within(xy: np.ndarray, radius: float) -> sparse.csr_array:
    pairs = cKDTree(xy).query_pairs(radius, output_type="ndarray")
    own = np.arange(len(xy))
    row = np.concatenate([pairs[:, 0], pairs[:, 1], own])
    column = np.concatenate([pairs[:, 1], pairs[:, 0], own])
    return sparse.csr_array((np.ones(len(row)), (row, column)), shape=(len(xy), len(xy)))


def timed(call):
    start = time.perf_counter()
    result = call()
    return result, time.perf_counter() - start


def spopt_cover(distance, demand, radius, count) -> float:
    import pulp
    from spopt.locate import MCLP

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = MCLP.from_cost_matrix(distance, demand, radius, p_facilities=count)
        model.solve(pulp.PULP_CBC_CMD(msg=False))
    return model.problem.objective.value()


def districts() -> None:
    frame = gpd.read_file(ROOT / "data/boundaries/districts.gpkg", layer="districts")
    values = pd.read_csv(ROOT / "data/indicators.csv", dtype={"ags": str}).set_index("ags")
    frame = frame.sort_values("ags")
    demand = values["population"].reindex(frame["ags"]).to_numpy(float)
    xy = places(frame)
    distance = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1))
    best_sites(np.eye(2), [1, 1], 1)  # load the solver
    ours, theirs = [], []
    for radius in RADII:
        for count in COUNTS:
            plan, mine = timed(lambda r=radius, p=count: best_sites(distance <= r, demand, p))
            value, other = timed(lambda r=radius, p=count: spopt_cover(distance, demand, r, p))
            ours.append(mine)
            theirs.append(other)
            same = plan.status == "optimal" and abs(plan.covered - value) < 0.5
            print(
                f"{radius:>3} km, p = {count:>2}: {mine:6.2f} s, spopt {other:6.2f} s, "
                f"{plan.status}, ties {plan.ties}, same optimum: {same}"
            )
    ratio = np.median(np.array(theirs) / np.array(ours))
    print(
        f"{len(ours)} plans: median {np.median(ours):.2f} s, spopt {np.median(theirs):.2f} s; "
        f"median ratio {ratio:.0f}x"
    )
    for count in (5, 20, 60):
        plan, seconds = timed(lambda p=count: nearest_sites(distance, demand, p))
        print(f"shortest way, p = {count:>2}: {seconds:6.2f} s, {plan.status}")


def inhabited(sources: Path) -> tuple[np.ndarray, np.ndarray]:
    """Places (km) and inhabitants of all municipalities; those without coordinates left out."""
    path = sources / "destatis_gemeindeverzeichnis" / "AuszugGV4QAktuell_2024.xlsx"
    table = pd.read_excel(path, sheet_name=1, header=None, dtype=str)
    table = table[table[0] == "60"]
    columns = {"inhabitants": 9, "lon": 14, "lat": 15}
    frame = pd.DataFrame(
        {
            name: pd.to_numeric(table[column].str.replace(",", "."), errors="coerce")
            for name, column in columns.items()
        }
    ).dropna()
    points = gpd.GeoSeries(gpd.points_from_xy(frame["lon"], frame["lat"]), crs=4326).to_crs(25832)
    return np.column_stack([points.x, points.y]) / 1000, frame["inhabitants"].to_numpy()


def municipalities(sources: Path) -> None:
    frame = gpd.read_file(sources / "bkg_vg5000_2021-01-01" / "VG5000_GEM.shp")
    frame = frame.sort_values("AGS")
    reach = within(places(frame), 30)
    area = frame.to_crs(25832).area.to_numpy() / 1e6
    xy, inhabitants = inhabited(sources)
    cases = {
        "inhabitants": (within(xy, 30), inhabitants),
        "number": (reach, np.ones(len(frame))),
        "area": (reach, area),
    }
    for name, (pairs, demand) in cases.items():
        cpu = time.process_time()
        plan, seconds = timed(
            lambda r=pairs, d=demand: best_sites(r, d, 60, search=Search(time_limit=55))
        )
        cpu = time.process_time() - cpu
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(
            f"{len(demand)} municipalities by {name}: gap {plan.gap:.2%} after {seconds:.0f} s "
            f"({cpu:.0f} s of processor, load {os.getloadavg()[0]:.0f}; {plan.method}), "
            f"{memory:.2f} GB"
        )


def crossover(sources: Path) -> None:
    """From which size on the Lagrangian search beats the exact one within 30 s."""
    frame = gpd.read_file(sources / "bkg_vg5000_2021-01-01" / "VG5000_GEM.shp")
    frame = frame.sort_values("AGS")
    xy, area = places(frame), frame.to_crs(25832).area.to_numpy() / 1e6
    for every in (8, 4, 2):
        reach, demand = within(xy[::every], 30), area[::every]
        for name, large_from in (("exact", 10**9), ("lagrangian", 1)):
            search = Search(time_limit=30, large_from=large_from, ties="open")
            plan, seconds = timed(
                lambda r=reach, d=demand, s=search: best_sites(r, d, 60, search=s)
            )
            print(f"{len(demand):>5} units, {name:>10}: gap {plan.gap:.3%} after {seconds:.0f} s")


def main() -> None:
    districts()
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("ROLLOUT_SOURCES")
    if given:
        municipalities(Path(given))
        crossover(Path(given))


if __name__ == "__main__":
    main()
