"""Which districts touch: answers visible by eye, and a second way on the real outlines."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from rollout.geo.boundaries import read_boundaries
from rollout.geo.neighbours import components, neighbours
from tests.grids import KEYS, grid_districts, queen_pairs

KM = 1000


def shapes(**boxes):
    return gpd.GeoSeries(boxes, crs=25832)


def pairs_of(polygons, rule="queen"):
    return set(neighbours(polygons, rule).itertuples(index=False, name=None))


@pytest.fixture(scope="module")
def real(data_dir):
    return read_boundaries(data_dir / "boundaries" / "districts.gpkg")


def test_queen_counts_corners_and_rook_does_not():
    assert pairs_of(grid_districts()) == set(queen_pairs().itertuples(index=False, name=None))
    assert len(pairs_of(grid_districts(), "rook")) == 2 * 24


def test_an_enclave_has_exactly_one_neighbour():
    ring = shapely.box(0, 0, 9, 9).difference(shapely.box(3, 3, 6, 6))
    country = shapes(city=shapely.box(3, 3, 6, 6), ring=ring, far=shapely.box(9, 0, 12, 9))
    assert pairs_of(country) == {
        ("city", "ring"), ("ring", "city"), ("ring", "far"), ("far", "ring")
    }  # fmt: skip


def test_an_island_has_no_row():
    country = shapes(
        a=shapely.box(0, 0, 1, 1), b=shapely.box(1, 0, 2, 1), i=shapely.box(9, 9, 10, 10)
    )
    assert pairs_of(country) == {("a", "b"), ("b", "a")}
    assert neighbours(country.loc[["i"]]).empty


def test_an_exclave_brings_its_neighbours():
    parts = shapely.multipolygons([shapely.box(0, 0, 1, 1), shapely.box(5, 0, 6, 1)])
    country = shapes(a=parts, b=shapely.box(1, 0, 2, 1), c=shapely.box(6, 0, 7, 1))
    assert {n for key, n in pairs_of(country) if key == "a"} == {"b", "c"}


def test_the_order_of_the_rows_does_not_matter():
    shuffled = grid_districts().sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(neighbours(shuffled), neighbours(grid_districts()))


def test_any_unique_index_will_do():
    numbered = grid_districts().set_axis(range(16))
    expected = {(KEYS.index(a), KEYS.index(b)) for a, b in pairs_of(grid_districts())}
    assert pairs_of(numbered) == expected


def test_groups_are_numbered_by_size_then_key():
    members = pd.Index(["02008", "01001", "01002", "01004", "02005"], name="ags")
    groups = components(members, neighbours(grid_districts()))
    assert groups.to_dict() == {"01001": 1, "01002": 1, "01004": 2, "02005": 3, "02008": 4}
    assert groups.index.equals(members)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(KEYS), unique=True))
def test_merging_sets_one_pair_at_a_time_gives_the_same_groups(members):
    group = {key: {key} for key in members}
    for a, b in queen_pairs().itertuples(index=False):
        if a in group and b in group and group[a] is not group[b]:
            group[a] |= group[b]
            for key in group[b]:
                group[key] = group[a]
    distinct = {id(keys): keys for keys in group.values()}.values()
    ordered = sorted(distinct, key=lambda keys: (-len(keys), min(keys)))
    expected = {key: n for n, keys in enumerate(ordered, start=1) for key in keys}
    index = pd.Index(members, dtype=object)
    assert components(index, neighbours(grid_districts())).to_dict() == expected


def test_nobody_makes_no_group():
    assert components(pd.Index([], dtype=object), neighbours(grid_districts())).empty


@pytest.mark.parametrize("layer", [0, 1])
def test_real_pairs_are_those_of_the_exact_outlines(real, layer):
    districts = real[0].geometry
    tree = shapely.STRtree(districts.to_numpy())
    left, right = tree.query(districts.to_numpy(), predicate="intersects")
    keys = districts.index
    expected = {(keys[a], keys[b]) for a, b in zip(left, right, strict=True) if a != b}
    assert pairs_of(real[layer].geometry) == expected


@pytest.mark.parametrize(
    ("city", "around"),
    [("09362", {"09375"}), ("09663", {"09679"}), ("16051", {"16067", "16068", "16070", "16071"})],
)
def test_well_known_neighbours(real, city, around):
    # Regensburg and Würzburg lie inside their Landkreis; Erfurt has four Landkreise around it.
    assert {n for key, n in pairs_of(real[1].geometry) if key == city} == around


def test_the_mainland_hangs_together(real):
    groups = components(real[1].index, neighbours(real[1]))
    assert groups.max() == 1


@pytest.mark.parametrize("rule", ["queen", "rook"])
def test_libpysal_finds_the_same_pairs(real, rule):
    from libpysal.graph import Graph

    display = real[1]
    adjacency = Graph.build_contiguity(display.geometry, rook=rule == "rook").adjacency
    expected = set(adjacency[adjacency > 0].index)
    assert pairs_of(display, rule) == expected
