"""Finer outlines for a part of the country."""

import geopandas as gpd
import pytest

from rollout.geo.detail import detailed_paths
from rollout.geo.svg import map_paths
from tests.grids import KEYS, ORIGIN, SIDE_M, grid_inputs


def test_only_the_districts_in_the_extent_are_drawn():
    inputs = grid_inputs()
    left, top = ORIGIN
    extent = (left + 100, top - SIDE_M, left + 2 * SIDE_M - 100, top - 100)
    paths = detailed_paths(inputs.districts, inputs.countries, extent)
    assert paths.districts.index.tolist() == [KEYS[0], KEYS[1], KEYS[4], KEYS[5]]
    assert paths.laender.index.tolist() == ["01"]
    assert paths.grid.unit_m == 25


def test_the_outlines_of_saarland_are_finer_than_on_the_country_map(data_dir):
    path = data_dir / "boundaries" / "districts.gpkg"
    keys = {"districts": "ags", "display": "ags", "laender": "land", "countries": "iso2"}
    layers = {name: gpd.read_file(path, layer=name).set_index(key) for name, key in keys.items()}
    full = layers["districts"]
    extent = tuple(full[full["land"] == "10"].total_bounds)
    fine = detailed_paths(full, layers["countries"], extent)
    coarse = map_paths(layers["display"], layers["laender"], layers["countries"])
    keys = [ags for ags in fine.districts.index if ags.startswith("10")]
    assert len(keys) == 6
    assert fine.districts.loc[keys, "d"].str.len().sum() > 2 * (
        coarse.districts.loc[keys, "d"].str.len().sum()
    )
    assert fine.laender.loc["10", "land_name"] == "Saarland"
    assert fine.districts.index.isin(full.index).all()


@pytest.mark.parametrize("tolerance", [50, 500])
def test_squares_stay_squares_at_every_tolerance(tolerance):
    inputs = grid_inputs()
    extent = tuple(inputs.districts.total_bounds)
    paths = detailed_paths(inputs.districts, inputs.countries, extent, tolerance)
    boxes = paths.districts
    assert ((boxes["right"] - boxes["left"]) * 25 == SIDE_M).all()
    assert ((boxes["bottom"] - boxes["top"]) * 25 == SIDE_M).all()
