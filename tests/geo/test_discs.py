"""Area of polygons inside discs: by hand, by fine polygons, by a loop over thin strips."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from rollout.geo.discs import Discs, area_in_discs

SQUARE = shapely.box(0, 0, 10, 10)


def discs(*rows):
    return Discs(*np.array(rows, dtype=float).reshape(-1, 3).T)


def area(polygon, *rows):
    return area_in_discs(np.array([polygon]), discs(*rows))[0]


def fine(polygon, *rows):
    circles = [shapely.Point(x, y).buffer(r, quad_segs=2000) for x, y, r in rows]
    return shapely.area(shapely.intersection(polygon, shapely.union_all(circles)))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ((5, 5, 2), 4 * math.pi),  # wholly inside
        ((0, 5, 2), 2 * math.pi),  # on an edge
        ((0, 0, 2), math.pi),  # on a corner
        ((10, 10, 10), 25 * math.pi),  # touches two corners
        ((5, 5, 8), 100),  # holds the square
        ((5, 5, math.sqrt(50)), 100),  # through all four corners
        ((5, 5, 5), 25 * math.pi),  # touches every edge
        ((-2, 5, 2), 0),  # touches from outside
        ((30, 30, 2), 0),
    ],
)
def test_one_disc_and_a_square(row, expected):
    assert area(SQUARE, row) == pytest.approx(expected, abs=1e-9)


def test_the_lens_of_two_discs_counts_once():
    lens = 2 * 4 * math.acos(0.5) - math.sqrt(3) * 2  # radius 2, centres 2 apart
    assert area(SQUARE, (4, 5, 2), (6, 5, 2)) == pytest.approx(8 * math.pi - lens)


def test_discs_that_only_touch_add_up():
    assert area(SQUARE, (3, 5, 2), (7, 5, 2)) == pytest.approx(8 * math.pi)


def test_a_disc_within_a_disc_adds_nothing():
    assert area(SQUARE, (5, 5, 3), (5, 5, 1), (6, 5, 2)) == pytest.approx(9 * math.pi)


def test_three_discs_around_a_hole_leave_it_open():
    ring = [(5 + 3 * math.cos(a), 5 + 3 * math.sin(a), 2.7) for a in (0, 2.1, 4.2)]
    assert area(SQUARE, *ring) == pytest.approx(fine(SQUARE, *ring), rel=1e-6)


def test_a_hole_in_the_polygon_stays_out():
    ring = SQUARE.difference(shapely.box(4, 4, 6, 6))
    assert area(ring, (5, 5, 3)) == pytest.approx(9 * math.pi - 4)
    assert area(ring, (5, 5, 0.5)) == 0


def test_an_island_inside_the_disc_counts_with_the_mainland_outside():
    parts = shapely.multipolygons([shapely.box(0, 0, 1, 1), shapely.box(20, 0, 30, 9)])
    assert area(parts, (0.5, 0.5, 2)) == pytest.approx(1)


def test_the_direction_of_the_outline_does_not_matter():
    rows = [(2, 3, 4), (9, 9, 3)]
    assert area(SQUARE.reverse(), *rows) == pytest.approx(area(SQUARE, *rows))


def test_far_from_the_origin_nothing_is_lost():
    x, y = 600_000, 5_800_000
    square = shapely.box(x, y, x + 10_000, y + 10_000)
    assert area(square, (x, y, 2_000)) == pytest.approx(math.pi * 1e6, rel=1e-9)


def test_nothing_in_nothing_out():
    assert area_in_discs(np.array([], dtype=object), discs((0, 0, 1))).shape == (0,)
    assert area_in_discs(np.array([SQUARE, None]), discs()).tolist() == [0, 0]
    assert area_in_discs(np.array([None, shapely.Polygon()]), discs((0, 0, 1))).tolist() == [0, 0]


corners = st.lists(
    st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=3, max_size=14, unique=True
)
rows = st.lists(
    st.tuples(st.integers(-9, 9), st.integers(-9, 9), st.integers(1, 9)),
    min_size=1, max_size=6, unique=True,
)  # fmt: skip


def star(points):
    """A polygon through the points in the order of their angle around their mean."""
    x, y = np.mean(points, axis=0)
    ordered = sorted(points, key=lambda p: (math.atan2(p[1] - y, p[0] - x), p))
    return shapely.Polygon(ordered)


@settings(max_examples=300, deadline=None)
@given(corners, rows)
def test_fine_polygons_in_place_of_circles_give_the_same(points, rows):
    polygon = star(points)
    if polygon.is_valid and polygon.area > 0:
        assert area(polygon, *rows) == pytest.approx(fine(polygon, *rows), abs=1e-3)


@settings(max_examples=30, deadline=None)
@given(rows)
def test_a_loop_over_thin_strips_gives_the_same(rows):
    """Length of the union of intervals on many lines across the square."""
    total, strips = 0.0, 2000
    for step in range(strips):
        y = (step + 0.5) * 10 / strips
        reached = 0.0
        spans = sorted(
            (x - math.sqrt(r * r - (y - v) ** 2), x + math.sqrt(r * r - (y - v) ** 2))
            for x, v, r in rows
            if abs(y - v) < r
        )
        for left, right in spans:
            total += max(0, min(right, 10) - max(left, reached)) * 10 / strips
            reached = max(reached, min(right, 10))
    assert area(SQUARE, *rows) == pytest.approx(total, abs=0.02)


def test_all_polygons_at_once_are_as_good_as_one_by_one():
    rng = np.random.default_rng(3)
    squares = shapely.box(*(lambda x, y: (x, y, x + 7, y + 5))(*rng.uniform(0, 50, (2, 40))))
    some = discs(*np.column_stack([rng.uniform(0, 50, (25, 2)), rng.uniform(1, 9, 25)]))
    together = area_in_discs(squares, some)
    apart = [area_in_discs(squares[[i]], some)[0] for i in range(40)]
    assert together == pytest.approx(np.array(apart), abs=1e-9)
