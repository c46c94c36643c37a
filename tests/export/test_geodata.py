"""GIS programs and data portals read the files of a run without asking back."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import xml.etree.ElementTree as Xml
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest

from rollout.analysis import Analysis, analyse
from rollout.coverage.words import STATUS_NAMES
from rollout.export.datapackage import datapackage_json
from rollout.export.geopackage import write_geopackage
from rollout.export.tables import districts_csv, districts_geojson, targets_csv
from rollout.plan.plan import RolloutPlan, plan_waves
from rollout.scenario import Scenario
from tests.grids import grid_inputs, initiative


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    rows = {"a": initiative("01006"), "b": initiative("02003", "unconnected")}
    return analyse(grid_inputs(rows, {"a": ["01001"]}), Scenario(preset="equal"))


@pytest.fixture(scope="module")
def plan(analysis: Analysis) -> RolloutPlan:
    return plan_waves(analysis, analysis.scenario.changed(objective="cover"))


@pytest.fixture(scope="module")
def package(
    analysis: Analysis, plan: RolloutPlan, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("gpkg") / "rollout.gpkg"
    write_geopackage(analysis, path, plan, "de")
    return path


def rows(package: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(package)) as database:
        return database.execute(query).fetchall()


def test_districts_stand_once_and_lists_are_views(
    package: Path, analysis: Analysis, plan: RolloutPlan
) -> None:
    kinds = dict(rows(package, "SELECT name, type FROM sqlite_master WHERE type != 'index'"))
    assert (kinds["districts"], kinds["targets"], kinds["plan"]) == ("table", "view", "view")
    targets = gpd.read_file(package, layer="targets")
    assert set(targets["ags"]) == set(analysis.targets().index)
    assert targets.crs.to_epsg() == 25832
    waves = gpd.read_file(package, layer="plan").set_index("ags")["wave"]
    assert waves.to_dict() == plan.district_waves.to_dict()


def test_it_is_a_version_that_older_programs_know(package: Path) -> None:
    assert rows(package, "PRAGMA user_version")[0][0] == 10300
    assert rows(package, "PRAGMA foreign_key_check") == []
    assert rows(package, "PRAGMA integrity_check") == [("ok",)]


def test_every_column_has_a_caption_and_counts_are_whole(package: Path) -> None:
    columns = {row[1]: row[2] for row in rows(package, "PRAGMA table_info(districts)")}
    titles = dict(rows(package, "SELECT column_name, title FROM gpkg_data_columns "
                                "WHERE table_name = 'districts'"))  # fmt: skip
    assert set(titles) == set(columns) - {"fid", "geom"}
    assert titles["potential"] == "Gründungspotenzial (0–100)"
    assert {columns[name] for name in ("population", "rank", "wave", "initiatives")} == {"INTEGER"}


def test_styles_hold_every_class_in_the_colours_of_the_map(package: Path) -> None:
    styles = rows(package, "SELECT f_table_name, styleQML, useAsDefault FROM layer_styles")
    assert {layer for layer, _, is_default in styles if is_default} == {
        "districts", "targets", "plan", "initiatives"
    }  # fmt: skip
    root = Xml.fromstring(next(qml for layer, qml, first in styles if first))
    labels = {node.get("value"): node.get("label") for node in root.iter("category")}
    assert labels == {key: name.de for key, name in STATUS_NAMES.items()}
    values = {row[0] for row in rows(package, "SELECT DISTINCT status FROM districts")}
    assert values <= set(labels)
    symbols = {node.get("name") for node in root.iter("symbol")}
    assert {node.get("symbol") for node in root.iter("category")} == symbols


def test_a_feature_is_known_by_its_key_and_the_collection_by_its_frame(analysis: Analysis) -> None:
    collection = json.loads(districts_geojson(analysis))
    keys = [feature["id"] for feature in collection["features"]]
    assert keys == [feature["properties"]["ags"] for feature in collection["features"]]
    points = [
        point for feature in collection["features"]
        for polygon in (feature["geometry"]["coordinates"] if feature["geometry"]["type"] ==
                        "MultiPolygon" else [feature["geometry"]["coordinates"]])
        for ring in polygon for point in ring
    ]  # fmt: skip
    x, y = zip(*points, strict=True)
    assert collection["bbox"] == pytest.approx([min(x), min(y), max(x), max(y)])
    assert max(len(str(value).partition(".")[2]) for value in x) <= 6


CASTS = {
    "integer": int,
    "number": float,
    "string": str,
    "boolean": {"True": True, "False": False}.__getitem__,
}


def test_the_data_package_says_every_column_and_its_type(shipped: Analysis) -> None:
    files = {"districts.csv": districts_csv(shipped), "targets.csv": targets_csv(shipped, "de"),
             "districts.geojson": b"{}", "rollout.gpkg": b"x"}  # fmt: skip
    package = json.loads(datapackage_json(shipped, files, "de"))
    for resource in package["resources"][:2]:
        text = files[resource["path"]].decode(resource["encoding"])
        table = csv.DictReader(io.StringIO(text), delimiter=resource["dialect"]["delimiter"])
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        assert list(fields) == table.fieldnames
        for row in table:
            for name, value in row.items():
                plain = value.replace(fields[name].get("decimalChar", "."), ".")
                if value:
                    CASTS[fields[name]["type"]](plain)
    types = {field["name"]: field["type"] for field in package["resources"][0]["schema"]["fields"]}
    kinds = ("ags", "land", "potential", "rank")
    assert [types[name] for name in kinds] == ["string", "string", "number", "integer"]
