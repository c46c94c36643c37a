"""The same optimum as spopt (PuLP with CBC) on real districts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rollout.siting.covering import best_sites
from rollout.siting.fewest import fewest_sites
from rollout.siting.median import nearest_sites

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def locate():
    """Imported by the tests that use it: it takes seconds, and every worker collects this file."""
    pytest.importorskip("pulp")
    return pytest.importorskip("spopt.locate")


@pytest.fixture(scope="module")
def districts(data_dir: Path, request):
    """Distances in km between the real districts and their area as demand."""
    import geopandas as gpd

    shipped = data_dir / "boundaries" / "districts.gpkg"
    if shipped.exists():
        frame = gpd.read_file(shipped, layer="districts").sort_values("ags")
    else:
        folder = request.getfixturevalue("sources") / "bkg_vg1000_2024-12-31"
        frame = gpd.read_file(next(folder.rglob("VG1000_KRS.shp")))
        frame = frame[frame["GF"] == 4].sort_values("AGS")
    points = frame.geometry.representative_point()
    places = np.column_stack([points.x, points.y]) / 1000
    distance = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    return distance, np.round(frame.geometry.area.to_numpy() / 1e6)


def solved(model):
    import pulp

    return model.solve(pulp.PULP_CBC_CMD(msg=False)).problem.objective.value()


# All districts where few, many or wide circles decide; every third where others repeat it.
@pytest.mark.parametrize(
    ("radius", "count", "every"), [(30, 10, 3), (30, 60, 1), (50, 5, 1), (50, 25, 3), (80, 8, 3)]
)
def test_most_demand_equals_spopt(locate, districts, radius, count, every):
    distance, demand = districts[0][::every, ::every], districts[1][::every]
    theirs = solved(locate.MCLP.from_cost_matrix(distance, demand, radius, p_facilities=count))
    ours = best_sites(distance <= radius, demand, count)
    assert ours.status == "optimal"
    assert ours.covered == pytest.approx(theirs, abs=0.5)


@pytest.mark.parametrize(("radius", "every"), [(20, 1), (30, 1), (80, 3)])
def test_fewest_sites_equal_spopt(locate, districts, radius, every):
    distance = districts[0][::every, ::every]
    theirs = solved(locate.LSCP.from_cost_matrix(distance, radius))
    assert fewest_sites(distance <= radius).value == pytest.approx(theirs)


@pytest.mark.parametrize("count", [3, 12])
def test_the_shortest_way_equals_spopt(locate, districts, count):
    # Every fifth district: spopt needs minutes for all of them.
    distance, demand = districts[0][::5, ::5], districts[1][::5]
    theirs = solved(locate.PMedian.from_cost_matrix(distance, demand, p_facilities=count))
    ours = nearest_sites(distance, demand, count)
    assert ours.status == "optimal"
    assert ours.value == pytest.approx(theirs, rel=1e-9)
