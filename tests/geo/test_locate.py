"""In which district a point lies."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from rollout.geo import locate as module
from rollout.geo.locate import locate
from tests.grids import KEYS, ORIGIN, SIDE_M, grid_districts

SQUARES = grid_districts().geometry
LEFT, TOP = ORIGIN


def at(*offsets, index=None):
    """Points given in kilometres right of and below the upper left corner."""
    points = [shapely.Point(LEFT + x * 1000, TOP - y * 1000) for x, y in offsets]
    return gpd.GeoSeries(points, index=index, crs=25832)


def test_points_inside_get_their_square_and_keep_their_index():
    points = at((5, 5), (35, 5), (5, 25), (35, 35), index=["a", "b", "c", "d"])
    assert locate(points, SQUARES).to_dict() == {
        "a": "01001", "b": "01004", "c": "02001", "d": "02008"
    }  # fmt: skip


def test_a_shared_border_goes_to_the_smallest_key():
    assert list(locate(at((10, 5), (10, 10), (20, 20)), SQUARES)) == ["01001", "01001", "01006"]


def test_the_order_of_the_polygons_does_not_matter():
    points = at((10, 5), (10, 10), (20, 20), (7, 33))
    shuffled = SQUARES.sample(frac=1, random_state=1)
    pd.testing.assert_series_equal(locate(points, shuffled), locate(points, SQUARES))


def test_outside_and_missing_points_have_no_district():
    points = at((-1, 5), (5, 5))
    points.loc[2] = None
    points.loc[3] = shapely.Point()
    assert list(locate(points, SQUARES)) == [None, "01001", None, None]


def test_the_tolerance_takes_the_nearest_square_and_no_farther():
    points = at((-0.4, 5), (-0.6, 5), (-0.1, 10))
    assert list(locate(points, SQUARES, tolerance_m=500)) == ["01001", None, "01001"]
    points.loc[3] = None
    assert locate(points, SQUARES, tolerance_m=500)[3] is None


def test_a_hole_belongs_to_the_enclave():
    ring = shapely.box(0, 0, 9, 9).difference(shapely.box(3, 3, 6, 6))
    areas = gpd.GeoSeries({"ring": ring, "city": shapely.box(3, 3, 6, 6)}, crs=25832)
    points = gpd.GeoSeries(
        [shapely.Point(4, 4), shapely.Point(1, 1), shapely.Point(3, 4)], crs=25832
    )
    assert list(locate(points, areas)) == ["city", "ring", "city"]


def test_no_points_give_an_empty_series():
    assert locate(at(), SQUARES).empty


def test_the_outlines_given_stay_safe_for_other_threads():
    outlines = SQUARES.copy(deep=True)
    locate(at((5, 5)), outlines)
    assert not shapely.is_prepared(outlines.to_numpy()).any()


def test_chunks_change_nothing(monkeypatch):
    rng = np.random.default_rng(5)
    points = at(*rng.uniform(-5, 45, (500, 2)))
    whole = locate(points, SQUARES)
    monkeypatch.setattr(module, "CHUNK", 7)
    pd.testing.assert_series_equal(locate(points, SQUARES), whole)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(-4, 44), st.integers(-4, 44)), min_size=1, max_size=20))
def test_a_plain_loop_finds_the_same(offsets):
    points = at(*offsets)
    expected = []
    for x, y in offsets:
        hits = [
            KEYS[row * 4 + column]
            for row in range(4)
            for column in range(4)
            if column * 10 <= x <= column * 10 + 10 and row * 10 <= y <= row * 10 + 10
        ]
        expected.append(min(hits) if hits else None)
    assert list(locate(points, SQUARES)) == expected
    assert SIDE_M == 10_000
