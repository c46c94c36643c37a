"""Shares within reach: areas one can compute by hand, and a second way on the real outlines."""

import math

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from rollout.geo.boundaries import read_boundaries
from rollout.geo.reach import half_ring_radius, nearest_seat, reach_share
from tests.grids import KEYS, ORIGIN, grid_districts

GRID = grid_districts()
LEFT, TOP = ORIGIN
EXACT = 1e-8


def at(*offsets, index=None):
    points = [shapely.Point(LEFT + x * 1000, TOP - y * 1000) for x, y in offsets]
    return gpd.GeoSeries(points, index=index, crs=25832)


def test_a_small_circle_covers_its_own_area():
    share = reach_share(GRID, at((5, 5)), 2)
    assert share["01001"] == pytest.approx(math.pi * 4 / 100, abs=EXACT)
    assert (share.drop("01001") == 0).all()
    assert share.index.equals(GRID.index)


def test_a_circle_around_a_corner_gives_each_square_a_quarter():
    share = reach_share(GRID, at((10, 10)), 4)
    expected = math.pi * 16 / 4 / 100
    assert share[["01001", "01002", "01005", "01006"]].to_numpy() == pytest.approx(
        expected, abs=EXACT
    )


def test_overlapping_circles_count_once():
    once = reach_share(GRID, at((5, 5)), 3)
    twice = reach_share(GRID, at((5, 5), (5, 5)), 3)
    pd.testing.assert_series_equal(once, twice)


def test_a_district_inside_a_circle_is_wholly_reached():
    share = reach_share(GRID, at((5, 5)), 8)
    assert share["01001"] == 1
    assert 0 < share["01002"] < 1


def test_two_circles_can_cover_a_district_together():
    share = reach_share(GRID, at((15, 2), (15, 8)), 6.5)
    assert share["01002"] == 1


def test_without_seats_nothing_is_reached():
    assert (reach_share(GRID, at(), 30) == 0).all()


def test_a_seat_without_a_point_counts_for_nothing():
    seats = at((5, 5), (35, 35), (20, 20), index=["a", "b", "c"])
    seats["b"], seats["c"] = None, shapely.Point()
    pd.testing.assert_series_equal(reach_share(GRID, seats, 3), reach_share(GRID, at((5, 5)), 3))
    assert set(nearest_seat(GRID, seats)["id"]) == {"a"}


def test_the_share_of_a_district_without_outline_is_unknown():
    districts = GRID.copy()
    districts.loc["01001", "geometry"] = None
    share = reach_share(districts, at((10, 10)), 4)
    assert share.index[share.isna()].tolist() == ["01001"]


def test_a_radius_per_seat_goes_by_its_index():
    seats = at((5, 5), (35, 35), index=["a", "b"])
    radii = pd.Series({"b": 1.0, "a": 3.0})
    share = reach_share(GRID, seats, radii)
    assert share["01001"] == pytest.approx(math.pi * 9 / 100, abs=EXACT)
    assert share["02008"] == pytest.approx(math.pi / 100, abs=EXACT)


places = st.lists(st.tuples(st.floats(0, 40), st.floats(0, 40)), min_size=1, max_size=5)


@settings(max_examples=40, deadline=None)
@given(places, st.floats(1, 20), st.floats(0, 10))
def test_a_larger_radius_never_reaches_less(offsets, radius, more):
    small, large = (reach_share(GRID, at(*offsets), r) for r in (radius, radius + more))
    assert (large - small).min() > -1e-9


@settings(max_examples=40, deadline=None)
@given(places, st.tuples(st.floats(0, 40), st.floats(0, 40)), st.floats(1, 20))
def test_another_seat_never_reaches_less(offsets, another, radius):
    fewer = reach_share(GRID, at(*offsets), radius)
    more = reach_share(GRID, at(*offsets, another), radius)
    assert (more - fewer).min() > -1e-9


def test_shuffled_rows_give_the_same_shares():
    seats = at((3, 3), (22, 17), (36, 30), index=list("abc"))
    expected = reach_share(GRID, seats, 9)
    shuffled = reach_share(GRID.sample(frac=1, random_state=2), seats.iloc[::-1], 9)
    pd.testing.assert_series_equal(shuffled.sort_index(), expected, rtol=1e-12)


def test_counting_points_of_a_fine_raster_gives_the_same_shares():
    seats = [(3, 3), (12, 9), (31, 33)]
    share = reach_share(GRID, at(*seats), 7)
    steps = np.arange(0.05, 40, 0.1)
    x, y = np.meshgrid(steps, steps)
    near = np.zeros(x.shape, dtype=bool)
    for seat_x, seat_y in seats:
        near |= (x - seat_x) ** 2 + (y - seat_y) ** 2 <= 49
    for position, key in enumerate(KEYS):
        row, column = divmod(position, 4)
        cells = near[row * 100 : row * 100 + 100, column * 100 : column * 100 + 100]
        assert share[key] == pytest.approx(cells.mean(), abs=0.003)


def test_real_shares_are_those_of_an_uncut_intersection(data_dir):
    districts, _, _, _ = read_boundaries(data_dir / "boundaries" / "districts.gpkg")
    some = districts.iloc[::8]
    seats = districts.geometry.representative_point().iloc[::9]
    share = reach_share(some, seats, 30)
    disc = shapely.union_all(shapely.buffer(seats.to_numpy(), 30_000, quad_segs=64))
    expected = some.geometry.intersection(disc).area / some.area
    assert share.to_numpy() == pytest.approx(expected.to_numpy(), abs=0.002)


ABROAD = gpd.GeoDataFrame(
    index=pd.Index(["XX"]),
    geometry=[shapely.box(LEFT - 2e5, TOP - 2e5, LEFT, TOP + 2e5)],
    crs=25832,
)


def test_a_seat_on_a_straight_border_gets_the_square_root_of_two():
    radius = half_ring_radius(at((0, 20), index=["a"]), ABROAD, 30)
    assert radius["a"] == pytest.approx(30 * math.sqrt(2), rel=0.001)


def test_a_seat_far_from_the_border_keeps_its_radius():
    assert half_ring_radius(at((35, 20)), ABROAD, 30).tolist() == [30]


@pytest.mark.parametrize("distance_km", [2, 5, 10, 20, 29])
def test_the_domestic_part_is_as_large_as_a_full_circle(distance_km):
    radius = half_ring_radius(at((distance_km, 20)), ABROAD, 30).iloc[0]
    cap = 2 * math.acos(min(1, distance_km / radius))
    domestic = math.pi * radius**2 - radius**2 / 2 * (cap - math.sin(cap))
    assert domestic == pytest.approx(math.pi * 900, rel=0.01)


def test_a_seat_in_a_corner_abroad_is_not_enlarged_beyond_the_limit():
    radius = half_ring_radius(at((-20, 20)), ABROAD, 30).iloc[0]
    assert radius <= 30 * math.sqrt(2)


def test_the_nearest_seat_is_measured_from_inside_the_district():
    seats = at((5, 5), (35, 35), index=["a", "b"])
    nearest = nearest_seat(GRID, seats)
    assert nearest.index.equals(GRID.index)
    assert nearest.loc["01001"].tolist() == ["a", 0]
    assert nearest.loc["01002"].tolist() == ["a", 10]
    assert nearest.loc["02004", "id"] == "b"


def test_equal_distances_go_to_the_smallest_id():
    seats = at((5, 5), (25, 5), index=["z", "m"])
    assert nearest_seat(GRID, seats).loc["01002"].tolist() == ["m", 10]


def test_without_seats_nobody_is_nearest():
    nearest = nearest_seat(GRID, at())
    assert nearest["km"].isna().all()
    assert nearest["id"].isna().all()
