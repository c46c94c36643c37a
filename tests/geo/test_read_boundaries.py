"""Reading the outlines: a right file, then one flaw per test."""

import geopandas as gpd
import pytest
import shapely

from rollout.errors import DataError
from rollout.geo.boundaries import read_boundaries
from tests.grids import grid_inputs


@pytest.fixture
def layers():
    inputs = grid_inputs()
    return {
        "districts": inputs.districts.reset_index(),
        "display": inputs.display.reset_index(),
        "laender": inputs.laender.reset_index(),
        "countries": inputs.countries.reset_index(),
    }


@pytest.fixture
def written(tmp_path):
    def write(layers):
        path = tmp_path / "grid.gpkg"
        for name, layer in layers.items():
            layer.to_file(path, layer=name)
        return path

    return write


def test_a_right_file_gives_four_sorted_frames(written, layers):
    layers["districts"] = layers["districts"].iloc[::-1]
    districts, display, laender, countries = read_boundaries(written(layers))
    assert list(districts.index) == sorted(districts.index)
    assert districts.index.equals(display.index)
    assert (districts.index.name, laender.index.name, countries.index.name) == (
        "ags", "land", "iso2"
    )  # fmt: skip
    assert districts.crs.to_epsg() == 25832


def test_a_missing_file_a_folder_and_a_letter_are_named_as_such(tmp_path):
    letter = tmp_path / "letter.gpkg"
    letter.write_text("Sehr geehrte Damen und Herren")
    with pytest.raises(DataError, match="does not exist") as error:
        read_boundaries(tmp_path / "none.gpkg")
    assert "gibt es nicht" in error.value.message("de")
    with pytest.raises(DataError, match="is a folder"):
        read_boundaries(tmp_path)
    with pytest.raises(DataError, match="cannot be read"):
        read_boundaries(letter)


def test_a_missing_layer_is_named(written, layers):
    del layers["laender"]
    with pytest.raises(DataError, match=r"\[laender\]: cannot be read"):
        read_boundaries(written(layers))


def test_a_missing_column_is_named(written, layers):
    layers["districts"] = layers["districts"].drop(columns="nuts3")
    with pytest.raises(DataError, match="lacks column nuts3"):
        read_boundaries(written(layers))


def test_another_projection_is_refused(written, layers):
    layers["display"] = layers["display"].to_crs(3035)
    with pytest.raises(DataError, match=r"\[display\]: is in EPSG:3035, not EPSG:25832"):
        read_boundaries(written(layers))


def test_a_key_twice_is_named(written, layers):
    layers["districts"].loc[3, "ags"] = "01001"
    with pytest.raises(DataError, match=r"keys twice: \['01001'\]"):
        read_boundaries(written(layers))


@pytest.mark.parametrize("key", ["1001", "99001", "Kassel", ""])
def test_what_is_no_district_key_is_named(written, layers, key):
    layers["districts"].loc[3, "ags"] = key
    with pytest.raises(DataError, match=rf"no district keys: \['{key}'\]"):
        read_boundaries(written(layers))


def test_a_missing_key_is_no_crash(written, layers):
    layers["districts"].loc[3, "ags"] = None
    with pytest.raises(DataError, match="no district keys"):
        read_boundaries(written(layers))


@pytest.mark.parametrize("shape", [None, shapely.MultiPolygon()])
def test_a_district_without_outline_is_named(written, layers, shape):
    layers["display"].loc[2, "geometry"] = shape
    with pytest.raises(DataError, match=r"without geometry: \['01003'\]"):
        read_boundaries(written(layers))


def test_different_districts_in_two_layers_are_refused(written, layers):
    layers["display"] = layers["display"].iloc[1:]
    with pytest.raises(DataError, match="other districts than layer districts"):
        read_boundaries(written(layers))


def test_all_defects_come_at_once(written, layers):
    layers["districts"].loc[3, "ags"] = "01001"
    layers["districts"].loc[5, "geometry"] = None
    layers["laender"] = gpd.GeoDataFrame(layers["laender"].drop(columns="land_name"))
    with pytest.raises(DataError) as error:
        read_boundaries(written(layers))
    assert len(error.value.problems) == 3
    assert all(problem.remedy.de and problem.remedy.en for problem in error.value.problems)
