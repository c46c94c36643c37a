"""Paths on the drawing grid: right shapes, small, walkable by keyboard."""

import gzip
import json
import re
import xml.etree.ElementTree as ET
from functools import reduce

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from rollout.geo.palette import STATUS
from rollout.geo.svg import (
    DIRECTIONS,
    Grid,
    map_fragment,
    map_geometry,
    map_paths,
    path_data,
    steps,
    without_control,
    xml_text,
)
from tests.grids import KEYS, grid_inputs

ATTACKS = [
    "<img src=x onerror=alert(1)>",
    "</title></path></svg><script>alert(1)</script>",
    '" onload="alert(1)',
    "' onload='alert(1)",
    "&lt;b&gt; & <![CDATA[x]]> ]]>",
    "a\x00b\x0bc\ud800d\ufffe",
    "${alert(1)} `x` {{7*7}}",
]


def rings(data):
    """Absolute points of every ring, read back by the rules of SVG for m, l and z."""
    start, found = np.array([0, 0]), []
    for subpath in filter(None, data.split("z")):
        assert subpath[0] == "m"
        numbers = np.array([int(n) for n in re.findall(r"-?\d+", subpath)]).reshape(-1, 2)
        points = start + numbers.cumsum(axis=0)
        start = points[0]
        found.append(points)
    return found


def drawn_shape(data):
    """What the even-odd rule fills: a ring inside another is a hole."""
    shapes = [shapely.make_valid(shapely.Polygon(ring)) for ring in rings(data)]
    return reduce(shapely.symmetric_difference, shapes, shapely.Polygon())


@pytest.fixture(scope="module")
def paths():
    inputs = grid_inputs()
    return map_paths(inputs.display, inputs.laender, inputs.countries, margin_km=1)


@pytest.fixture(scope="module")
def germany(data_dir):
    path = data_dir / "boundaries" / "districts.gpkg"
    keys = {"display": "ags", "laender": "land", "countries": "iso2"}
    return {layer: gpd.read_file(path, layer=layer).set_index(key) for layer, key in keys.items()}


@pytest.fixture(scope="module")
def german_paths(germany):
    return map_paths(germany["display"], germany["laender"], germany["countries"])


def test_a_square_is_four_points():
    data = path_data(shapely.box(0, 0, 1000, 500), Grid(0, 1000, 10, 10))
    assert [ring.tolist() for ring in rings(data)] == [[[10, 10], [10, 5], [0, 5], [0, 10]]]


def test_points_in_line_and_repeated_points_are_left_out():
    square = [
        (0, 0),
        (500, 0),
        (501, 1),
        (1000, 0),
        (1000, 1000),
        (1000, 1010),
        (0, 1000),
        (0, 400),
    ]
    data = path_data(shapely.Polygon(square), Grid(0, 1000, 10, 10))
    assert sorted(map(tuple, rings(data)[0].tolist())) == [(0, 0), (0, 10), (10, 0), (10, 10)]


def test_a_hole_stays_open_and_an_island_smaller_than_the_grid_goes():
    hole = shapely.box(0, 0, 3000, 3000) - shapely.box(1000, 1000, 2000, 2000)
    island = shapely.box(9000, 9000, 9010, 9010)
    data = path_data(shapely.MultiPolygon([hole, island]), Grid(0, 10_000, 100, 100))
    assert len(rings(data)) == 2
    assert drawn_shape(data).area == 30 * 30 - 10 * 10


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=3, max_size=12),
)
def test_points_on_the_grid_come_back_with_the_same_area(points):
    polygon = shapely.Polygon(points)
    if not polygon.is_valid or polygon.area == 0:
        return
    metres = shapely.transform(polygon, lambda xy: xy * 100.0)
    data = path_data(metres, Grid(0, 4000, 40, 40))
    assert drawn_shape(data).area == pytest.approx(polygon.area)


def test_every_district_has_path_point_and_box_on_the_callers_index(paths):
    assert paths.districts.index.tolist() == KEYS
    for ags, row in paths.districts.iterrows():
        points = np.vstack(rings(row["d"]))
        assert points.min(axis=0).tolist() == [row["left"], row["top"]], ags
        assert points.max(axis=0).tolist() == [row["right"], row["bottom"]], ags
        assert row["left"] < row["x"] < row["right"]
        assert row["top"] < row["y"] < row["bottom"]


def test_north_is_up(paths):
    assert paths.districts.loc["01001", "y"] < paths.districts.loc["02001", "y"]
    assert paths.districts.loc["01001", "x"] < paths.districts.loc["01002", "x"]


def test_arrow_keys_lead_to_the_square_next_door(paths):
    way = steps(paths.districts)
    assert way.index.tolist() == KEYS
    assert way.loc["01006"].to_dict() == {
        "left": "01005", "right": "01007", "up": "01002", "down": "02002",
    }  # fmt: skip
    assert way.loc["01001", ["left", "up"]].tolist() == ["", ""]


def test_every_district_of_germany_can_be_reached_by_arrow_keys(german_paths):
    way = steps(german_paths.districts)
    seen, todo = set(), [way.index[0]]
    while todo:
        ags = todo.pop()
        if ags and ags not in seen:
            seen.add(ags)
            todo += way.loc[ags, list(DIRECTIONS)].tolist()
    assert seen == set(way.index)


def test_german_districts_keep_their_area(germany, german_paths):
    for ags, shape in germany["display"].geometry.items():
        drawn = drawn_shape(german_paths.districts.loc[ags, "d"]).area * 0.01
        assert drawn == pytest.approx(shape.area / 1e6, rel=0.02, abs=0.5), ags


def test_no_gap_opens_between_districts(germany, german_paths):
    shapes = [drawn_shape(data) for data in german_paths.districts["d"]]
    together = shapely.union_all(shapes)
    assert sum(shape.area for shape in shapes) == pytest.approx(together.area, rel=2e-4)
    holes = [ring for part in shapely.get_parts(together) for ring in part.interiors]
    before = shapely.union_all(germany["display"].geometry.to_numpy())
    expected = [ring for part in shapely.get_parts(before) for ring in part.interiors]
    large = [ring for ring in holes if shapely.Polygon(ring).area > 20]
    assert len(large) <= len(expected)


def test_the_paths_of_all_districts_are_small(german_paths):
    text = "".join(german_paths.districts["d"]).encode()
    assert len(gzip.compress(text, 9, mtime=0)) <= 75_000


def test_shuffled_rows_give_the_same_path_per_key(germany, german_paths):
    shuffled = germany["display"].sample(frac=1, random_state=1)
    again = map_paths(shuffled, germany["laender"], germany["countries"])
    pd.testing.assert_frame_equal(again.districts.sort_index(), german_paths.districts)


def test_geometry_is_json_with_every_key(paths):
    geometry = map_geometry(paths)
    assert json.loads(json.dumps(geometry)) == geometry
    assert [entry["ags"] for entry in geometry["districts"]] == KEYS
    assert {entry["key"] for entry in geometry["laender"]} == {"01", "02"}
    assert geometry["countries"][0]["name_de"] == "Nachbarland"
    assert geometry["viewBox"][2:] == [420, 420]


def fragment(paths, name):
    names = pd.Series(name, index=paths.districts.index)
    symbols = pd.Series("status-white", index=paths.districts.index)
    palette = STATUS.values()
    return map_fragment(paths, names, symbols, lambda ags: name, label=name, palette=palette)


@pytest.mark.parametrize("attack", ATTACKS)
def test_names_never_become_markup(paths, attack):
    root = ET.fromstring(fragment(paths, attack))
    tags = {element.tag.split("}")[1] for element in root.iter()}
    assert tags <= {"svg", "defs", "pattern", "rect", "g", "circle", "path", "title"}
    assert root.get("aria-label") == without_control(attack).replace("\n", " ")
    title = root.find(".//{*}path[@data-ags='01001']/{*}title")
    assert title.text == f"{without_control(attack)}: {without_control(attack)}"
    assert not [key for element in root.iter() for key in element.attrib if key.startswith("on")]


def test_the_fragment_needs_no_inline_style(paths):
    text = fragment(paths, "Kreis")
    assert "style" not in text
    assert text == fragment(paths, "Kreis")
    root = ET.fromstring(text)
    assert [path.get("data-ags") for path in root.iterfind(".//{*}path[@data-ags]")] == KEYS


def test_text_is_escaped_once():
    assert xml_text("A & B <C>") == "A &amp; B &lt;C&gt;"
