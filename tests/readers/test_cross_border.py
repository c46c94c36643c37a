"""Neighbour countries that take part in an initiative: read, checked, named, filtered."""

from dataclasses import replace

import pytest

from rollout.abroad import across_border, name_across
from rollout.analysis import analyse
from rollout.coverage.words import filter_line
from rollout.errors import DataError, ScenarioError
from rollout.inputs import places_of
from rollout.readers.cross_border import NEIGHBOURS, countries_in
from rollout.readers.document import Content
from rollout.readers.register import read_register
from rollout.scenario import Scenario

POINT_HEAD = "id,name,district_ags,network_status,latitude,longitude,countries\n"
HEAD = "id,name,district_ags,network_status,place,countries\n"


@pytest.fixture(scope="module")
def places(inputs):
    names = ("district_changes", "postcodes", "chambers", "district_types")
    tables = {name: getattr(inputs, name) for name in names}
    return places_of(inputs.districts, tables, inputs.countries)


@pytest.fixture(scope="module")
def read(places):
    return lambda text: read_register(Content("r.csv", (HEAD + text).encode()), places)


@pytest.fixture(scope="module")
def at_point(places):
    def at(key, point, cell):
        row = f"a,Grenzland,{key},networked,{point},{cell}\n"
        return read_register(Content("r.csv", (POINT_HEAD + row).encode()), places)

    return at


def test_countries_are_read_by_code_and_name_and_sorted(read):
    register = read(
        "a,Hochrhein,08337,networked,,Schweiz und FR\n"
        "b,Salzach,09172,networked,,\"AT, Deutschland\"\n"
        "c,Ruhr,05913,networked,,\n"
    )  # fmt: skip
    countries = register.initiatives["countries"]
    assert countries[["a", "b"]].tolist() == ["CH;FR", "AT"]
    assert countries.isna()["c"]
    assert across_border(register.initiatives, "de") == [
        "Hochrhein (mit Schweiz, Frankreich)", "Salzach (mit Österreich)"
    ]  # fmt: skip
    assert name_across(register.initiatives.loc["c"], "en") == "Ruhr"


def test_every_neighbour_is_known_by_its_code():
    assert countries_in(";".join(NEIGHBOURS)) == (NEIGHBOURS, ())


@pytest.mark.parametrize("cell", ["Italien", "XY", "Bayern"])
def test_what_is_no_neighbour_is_an_error_with_those_there_are(read, cell):
    with pytest.raises(DataError, match=r"is no neighbour country of Germany.*AT;CH"):
        read(f"a,Hochrhein,08337,networked,,{cell}\n")


@pytest.mark.parametrize("place", ["Salzburg (Österreich)", "A-5020 Salzburg", "Salzburg"])
def test_a_seat_in_a_country_that_takes_part_counts_for_the_district_of_its_row(read, place):
    register = read(f"a,Salzach,09172,networked,{place},AT\n")
    assert register.initiatives["district_ags"].tolist() == ["09172"]
    assert any("cross-border seat" in p.message("en") for p in register.problems)
    with pytest.raises(DataError, match=r"contradiction: .*Austria"):
        read("a,Salzach,09172,networked,Salzburg (Österreich),CH\n")


# Kehl and Strasbourg; Berchtesgadener Land, Salzburg and Vienna; Zurich and Paris.
STRASBOURG, SALZBURG, VIENNA = "48.58000,7.75000", "47.79900,13.04400", "48.20820,16.37380"
KEHL = "48.57360,{}"
ZURICH, PARIS = "47.37000,8.54000", "48.85000,2.35000"


@pytest.mark.parametrize(
    ("key", "point", "cell"),
    [("08317", STRASBOURG, "FR"), ("09172", SALZBURG, "AT;CH"), ("09172", VIENNA, "AT")],
)
def test_a_point_in_a_country_that_takes_part_stays_where_it_is(at_point, key, point, cell):
    register = at_point(key, point, cell)
    row = register.initiatives.loc["a"]
    assert row["district_ags"] == key
    assert f"{row['latitude']:.5f},{row['longitude']:.5f}" == point
    assert "point_origin" not in register.initiatives
    [note] = [p for p in register.problems if p.code == "cross-border"]
    assert note.level == "note"
    assert f"counts for {key}" in note.message("en")


@pytest.mark.parametrize(
    ("key", "point", "cell", "message"),
    [
        ("08317", STRASBOURG, "", r"lies in France; expected: a point in 08317.*takes part"),
        ("08317", STRASBOURG, "CH", r"lies in France; expected: a point in 08317"),
        ("09172", VIENNA, "", r"lies in Austria; expected: latitude.*takes part"),
        ("08317", PARIS, "CH", r"lies in France|lies outside Germany"),
        ("", ZURICH, "CH", r"lies in Switzerland; expected: a point in Germany"),
    ],
)
def test_a_point_abroad_is_an_error_with_both_readings_without_its_country(
    at_point, key, point, cell, message
):
    with pytest.raises(DataError, match=message):
        at_point(key, point, cell)


def test_degrees_rounded_over_the_border_are_no_seat_abroad(at_point):
    # West of the Rhine at Kehl: 0.8 km from the German bank, then 1.6 km.
    [note] = [p for p in at_point("08317", KEHL.format(7.790), "").problems if p.code == "outside"]
    assert note.level == "note"
    assert "the key counts" in note.message("en")
    with pytest.raises(DataError, match="lies in France"):
        at_point("08317", KEHL.format(7.780), "")


def test_a_seat_abroad_counts_in_its_circle_and_on_the_map(at_point, inputs):
    register = at_point("09172", SALZBURG, "AT")
    mine = replace(inputs, initiatives=register.initiatives, served=register.served)
    table = analyse(mine, Scenario(rule="radius", radius_km=60)).table()
    # The middle of the town of Salzburg is six kilometres from that of Freilassing.
    assert table.loc["09172", "radius_share"] == 1
    assert table.loc["09172", "partner_countries"] == "AT"


def test_only_initiatives_with_a_country_are_counted_when_asked(read, inputs):
    register = read("a,Hochrhein,08337,networked,,CH;FR\nb,Ruhr,05913,networked,,\n")
    mine = replace(inputs, initiatives=register.initiatives, served=register.served)
    scenario = Scenario(rule="seat", countries=["FR"])
    analysis = analyse(mine, scenario)
    assert list(analysis.coverage.initiatives.index) == ["a"]
    partners = analysis.table()["partner_countries"]
    assert partners[partners != ""].to_dict() == {"08337": "CH; FR"}
    assert filter_line(scenario).en == "only with France"
    # A register without the column knows of none; that is said, not guessed.
    coverage = analyse(inputs, scenario).coverage
    assert coverage.initiatives.empty
    assert set(analyse(inputs, scenario).table()["partner_countries"]) == {""}
    assert any("without these neighbour countries" in n.message("en") for n in coverage.notes)
    with pytest.raises(ScenarioError, match="one of AT, BE"):
        analyse(mine, Scenario(countries=["IT"]))


def test_the_shipped_register_claims_no_country(inputs):
    assert "countries" not in inputs.initiatives
