"""Plans of sites, up to the size of all municipalities: python -m benchmarks planning.

The municipalities run with `--sources` only (VG5000 and the register of municipalities).
"""

import os
import resource
import statistics
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy import sparse
from scipy.spatial import cKDTree

from benchmarks.records import Duel, Record, seconds_of
from rollout.siting.covering import best_sites
from rollout.siting.median import nearest_sites
from rollout.siting.problem import Search, SitePlan

ROOT = Path(__file__).resolve().parents[1]
SIZES = (100, 200, 400)
ROUNDS = 1
RADII, COUNTS = (30, 50, 80), (5, 10, 20, 40)


def places(frame: gpd.GeoDataFrame) -> np.ndarray:
    points = frame.to_crs(25832).geometry.representative_point()
    return np.column_stack([points.x, points.y]) / 1000


def within(xy: np.ndarray, radius: float) -> sparse.csr_array:
    pairs = cKDTree(xy).query_pairs(radius, output_type="ndarray")
    itself = np.arange(len(xy))
    row = np.concatenate([pairs[:, 0], pairs[:, 1], itself])
    column = np.concatenate([pairs[:, 1], pairs[:, 0], itself])
    return sparse.csr_array((np.ones(len(row)), (row, column)), shape=(len(xy), len(xy)))


def spopt_cover(distance, demand, radius, count) -> float:
    import pulp
    from spopt.locate import MCLP

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = MCLP.from_cost_matrix(distance, demand, radius, p_facilities=count)
        model.solve(pulp.PULP_CBC_CMD(msg=False))
    return model.problem.objective.value()


def district_demand() -> tuple[np.ndarray, np.ndarray]:
    """Places (km) and inhabitants of the 400 districts."""
    frame = gpd.read_file(ROOT / "data/boundaries/districts.gpkg", layer="districts")
    values = pd.read_csv(ROOT / "data/indicators.csv", dtype={"ags": str}).set_index("ags")
    frame = frame.sort_values("ags")
    return places(frame), values["population"].reindex(frame["ags"]).to_numpy(float)


def measure(sources: Path | None) -> Iterator[Record | Duel]:
    best_sites(np.eye(2), [1, 1], 1)  # load the solver
    spopt_cover(np.ones((2, 2)) - np.eye(2), np.ones(2), 0.5, 1)  # and theirs
    yield from _beside_spopt()
    yield from _shortest_way()
    if sources:
        yield from _municipalities(sources)
        yield from _crossover(sources)


def _beside_spopt() -> Iterator[Record | Duel]:
    xy, demand = district_demand()
    duels: list[Duel] = []
    tie_ratios = []
    for size in SIZES:
        sample = np.linspace(0, len(xy) - 1, size).astype(int)
        distance = np.hypot(*(xy[sample][:, None] - xy[sample][None]).transpose(2, 0, 1))
        for radius in RADII:
            for count in COUNTS:
                duel = _one_plan(distance, demand[sample], radius, count)
                duels.append(duel)
                yield duel
                if size == SIZES[-1]:
                    reach, weights = distance <= radius, demand[sample]
                    own = seconds_of(lambda r=reach, w=weights, p=count: best_sites(r, w, p))
                    tie_ratios.append(duel.theirs / own)
    ratios = [duel.ratio for duel in duels]
    own = [duel.ours for duel in duels[-len(RADII) * len(COUNTS) :]]
    yield Record("best sites, 400 districts, median of the plans above", statistics.median(own),
                 "s", 1.0)  # fmt: skip
    yield Record("ratio to spopt, median of the plans above", statistics.median(ratios), "x", 20,
                 at_least=True)  # fmt: skip
    yield Record("ratio to spopt, least of the plans above", min(ratios), "x", 5, at_least=True)
    what = "median for 400 districts where ours also breaks ties by key, its default"
    yield Record(what, statistics.median(tie_ratios), "x", note="spopt has no such rule")


def _one_plan(distance: np.ndarray, demand: np.ndarray, radius: int, count: int) -> Duel:
    own, theirs = [], []
    plans: list[SitePlan] = []
    values: list[float] = []
    # One optimum, as spopt gives; by default ours also breaks ties by key.
    search = Search(ties="open")

    def ours() -> None:
        plans.append(best_sites(distance <= radius, demand, count, search=search))

    def peer() -> None:
        values.append(spopt_cover(distance, demand, radius, count))

    for _ in range(ROUNDS):
        own.append(seconds_of(ours))
        theirs.append(seconds_of(peer))
    plan, value = plans[0], values[0]
    if plan.status != "optimal" or abs(plan.covered - value) >= 0.5:
        raise SystemExit(f"{radius} km, p = {count}: {plan.status} {plan.covered}, spopt {value}")
    return Duel(
        f"{len(demand)} districts, {radius} km, p = {count}", "spopt with its default solver",
        statistics.median(own), statistics.median(theirs), ROUNDS,
        "the same optimum; processor time", budget=5.0,
    )  # fmt: skip


def _shortest_way() -> Iterator[Record]:
    xy, demand = district_demand()
    distance = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1))
    for count in (5, 20, 60):
        plans: list[SitePlan] = []
        own = seconds_of(
            lambda p=count, kept=plans: kept.append(nearest_sites(distance, demand, p))
        )
        yield Record(f"shortest way, 400 districts, p = {count}", own, "s",
                     note=f"{plans[0].status}; ties {plans[0].ties}")  # fmt: skip


def by_inhabitants(sources: Path) -> tuple[np.ndarray, np.ndarray]:
    """Places (km) and inhabitants of all municipalities; those without coordinates left out."""
    path = sources / "destatis_gemeindeverzeichnis" / "AuszugGV4QAktuell_2024.xlsx"
    table = pd.read_excel(path, sheet_name=1, header=None, dtype=str, engine="openpyxl")
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


def by_area(sources: Path) -> tuple[np.ndarray, np.ndarray]:
    """Places (km) and square kilometres of all municipalities."""
    frame = gpd.read_file(sources / "bkg_vg5000_2021-01-01" / "VG5000_GEM.shp")
    frame = frame.sort_values("AGS")
    return places(frame), frame.to_crs(25832).area.to_numpy() / 1e6


def _municipalities(sources: Path) -> Iterator[Record]:
    xy, inhabitants = by_inhabitants(sources)
    centres, area = by_area(sources)
    reach = within(centres, 30)
    cases = {
        "inhabitants": (within(xy, 30), inhabitants),
        "number": (reach, np.ones(len(area))),
        "area": (reach, area),
    }
    for name, (pairs, demand) in cases.items():
        plans: list[SitePlan] = []
        # Ends by its numbers of steps, so that other work on the machine changes nothing.
        own = seconds_of(lambda p=pairs, d=demand, kept=plans: kept.append(best_sites(p, d, 60)))
        what = f"{len(demand):,} municipalities by {name}, 30 km, p = 60"
        note = f"{plans[0].method}; load {os.getloadavg()[0]:.1f}"
        yield Record(f"{what}: certified gap", 100 * plans[0].gap, "%", 0.3, note=note)
        yield Record(f"{what}: processor time", own, "s", 60)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    yield Record("peak memory of the municipality plans", memory, "GB")


def _crossover(sources: Path) -> Iterator[Record]:
    """From which size on the Lagrangian search beats the exact one within 10 s."""
    xy, area = by_area(sources)
    for every in (8, 4, 2):
        reach, demand = within(xy[::every], 30), area[::every]
        for name, large_from in (("exact", 10**9), ("Lagrangian", 1)):
            search = Search(time_limit=10, large_from=large_from, ties="open")
            start = time.perf_counter()
            plan = best_sites(reach, demand, 60, search=search)
            seconds = time.perf_counter() - start
            yield Record(f"{len(demand):,} units, {name} search: gap", 100 * plan.gap, "%",
                         note=f"after {seconds:.0f} s")  # fmt: skip
