"""Where an initiative sits and whom it serves, in every way people write it."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from pyproj import Transformer

from rollout.errors import DataError, Problem
from rollout.readers.keys import read_key
from rollout.readers.places import Places
from rollout.readers.projection import SYSTEMS
from rollout.readers.register import Register, read_register
from rollout.readers.service_areas import read_area


def reports(register: Register) -> dict[str, Problem]:
    return {problem.code: problem for problem in register.problems}


def in_metres(epsg: int, prefix: float = 0.0) -> dict[tuple[int, str], str]:
    """Cells of the second row (München) in another system."""
    x, y = Transformer.from_crs(4326, epsg, always_xy=True).transform(11.75, 48.25)
    return {(1, "longitude"): f"{prefix + x:.2f}", (1, "latitude"): f"{y:.2f}"}


@pytest.mark.parametrize(
    ("epsg", "prefix", "name"),
    [
        (25832, 0.0, "ETRS89/UTM32"),
        (25832, 32e6, "ETRS89/UTM32"),
        (25833, 33e6, "ETRS89/UTM33"),
        (31467, 0.0, "Gauß-Krüger 3"),
        (31468, 0.0, "Gauß-Krüger 4"),
        (31469, 0.0, "Gauß-Krüger 5"),
    ],
)
def test_metres_are_converted_and_the_system_is_said(
    register: Any, places: Places, epsg: int, prefix: float, name: str
) -> None:
    result = read_register(register(in_metres(epsg, prefix)), places)
    row = result.initiatives.loc["auto-muc"]
    assert row["longitude"] == pytest.approx(11.75, abs=1e-5)
    assert row["latitude"] == pytest.approx(48.25, abs=1e-5)
    assert name in reports(result)["projected"].message("de")
    assert f"EPSG:{epsg}" in reports(result)["projected"].message("en")


def test_easting_and_northing_may_be_swapped(register: Any, places: Places) -> None:
    cells = in_metres(31468)
    swapped = {
        (1, "longitude"): cells[(1, "latitude")],
        (1, "latitude"): cells[(1, "longitude")],
    }
    result = read_register(register(swapped), places)
    assert result.initiatives.loc["auto-muc", "longitude"] == pytest.approx(11.75, abs=1e-5)
    assert "swapped" in reports(result)["projected"].message("en")


def test_metres_in_another_district_are_an_error(register: Any, places: Places) -> None:
    cells = {(0, column): text for (_, column), text in in_metres(25832).items()}
    with pytest.raises(DataError, match=r"line 2, column latitude: 48\.25\d+, 11\.7\d+: the point"):
        read_register(register(cells), places)


def test_an_easting_names_one_system_only() -> None:
    limits = sorted((system.low, system.high) for system in SYSTEMS)
    assert all(high < low for (_, high), (low, _) in itertools.pairwise(limits))


@pytest.mark.parametrize(
    ("code", "key"),
    [("DEF05", "01051"), ("deg0r", "16063"), ("DEG0P", "16063"), ("DEG0N", "16063")],
)
def test_nuts_codes_of_every_edition_are_districts(places: Places, code: str, key: str) -> None:
    assert read_key(code, places).key == key


def test_a_postcode_of_two_districts_and_a_place_are_one(register: Any, places: Places) -> None:
    cells = {
        (1, "district_ags"): "", (1, "latitude"): "", (1, "longitude"): "",
        (1, "plz"): "85521", (1, "place"): "München (Stadt)",
    }  # fmt: skip
    result = read_register(register(cells), places)
    assert result.initiatives.loc["auto-muc", "district_ags"] == "09162"
    assert "filled from the" in reports(result)["district-from-place"].message("en")


def test_an_ambiguous_place_is_asked_with_its_candidates(register: Any, places: Places) -> None:
    cells = {
        (1, "district_ags"): "", (1, "latitude"): "", (1, "longitude"): "",
        (1, "plz"): "", (1, "place"): "Riem",
    }  # fmt: skip
    with pytest.raises(DataError, match=r"one of: 09162 München \(Stadt\), 09184 München"):
        read_register(register(cells), places)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Bayern", ("09162", "09184")),
        ("BY", ("09162", "09184")),
        ("Land Hamburg", ("02000",)),
        ("IHK für München und Oberbayern", ("09162", "09184")),
        ("München und Oberbayern", ("09162", "09184")),
        ("IHK Kiel", ("01051",)),
        ("ROR München", ("09162", "09184")),
        ("Raumordnungsregion Göttingen", ("03159", "16063")),
        ("Göttingen", ("03159",)),
        ("IHK Südthüringen", ("16063",)),
        ("9162", ("09162",)),
        ("DEG0P", ("16063",)),
    ],
)
def test_a_service_area_may_be_named(places: Places, text: str, keys: tuple[str, ...]) -> None:
    reading = read_area(text, places)
    assert reading.keys == keys
    assert reading.level == "repaired"
    assert reading.code


def test_a_district_that_shares_its_name_with_a_region_says_so(places: Places) -> None:
    assert "write 'ROR Göttingen'" in read_area("Göttingen", places).remedy.en


@pytest.mark.parametrize("text", ["Südthüringen", "München"])
def test_a_name_of_several_areas_is_asked(places: Places, text: str) -> None:
    reading = read_area(text, places)
    assert (reading.keys, reading.level) == ((), "error")
    assert reading.expected.en.startswith("which of these?")


def test_a_region_fills_the_service_area(register: Any, places: Places) -> None:
    result = read_register(register({(1, "served_ags"): "IHK Kiel; ROR München;02000"}), places)
    served = result.served[result.served["id"] == "auto-muc"]["ags"]
    assert served.tolist() == ["01051", "02000", "09162", "09184"]
    assert "2 districts: 09162, 09184" in "\n".join(p.message("en") for p in result.problems)


def test_every_region_of_the_shipped_tables_can_be_named(inputs_2021: Any) -> None:
    from rollout.inputs import places_of

    inputs = inputs_2021  # Hessen has 26 districts, with Hanau 27

    tables = {
        name: getattr(inputs, name)
        for name in ("chambers", "district_types", "postcodes", "district_changes")
    }
    shipped = places_of(inputs.districts, tables)
    prefixes = {"chamber": "IHK-Bezirk", "ror": "ROR"}
    for kind, regions in shipped.regions.items():
        for name, keys in regions.items():
            assert read_area(f"{prefixes[kind]} {name}", shipped).keys == keys, name
    assert len(shipped.regions["ror"]) == 96
    assert sum(len(read_area(f"Land {n}", shipped).keys) for n in ("BY", "Hessen")) == 96 + 26
    seats = inputs.initiatives
    keys = seats["district_ags"].tolist()
    far = np.full(len(keys), 1.0)
    points = seats["longitude"].to_numpy(), seats["latitude"].to_numpy()
    known = np.isfinite(points[0])
    assert shipped.near(keys, *points).tolist() == known.tolist()
    assert not shipped.near(keys, points[0] + far, points[1]).any()


def test_a_place_that_is_only_the_beginning_of_names_is_asked_about(
    register: Any, places: Places
) -> None:
    alike = places.gazetteer.like
    assert [town.district for town in alike("Brunsb")] == ["01051"]
    assert [town.district for town in alike("Neust")] == ["16063", "09184"]  # largest first
    assert not alike("Gö")
    assert not alike("Xyzzy")
    cells = {(0, name): "" for name in ("district_ags", "plz", "latitude", "longitude")}
    with pytest.raises(DataError) as caught:
        read_register(register({**cells, (0, "place"): "Brunsb."}), places)
    (error,) = (p for p in caught.value.problems if p.level == "error")
    assert (error.line, error.code) == (2, "empty-cell")
    assert error.expected.de == "einer von: 01051 Dithmarschen (Brunsbüttel)"
    assert error.candidates == ("01051",)
    with pytest.raises(DataError) as caught:  # in another Land there is no such place
        read_register(register({**cells, (0, "place"): "Brunsb.", (0, "land"): "Bayern"}), places)
    assert "01051" not in caught.value.message("de")
