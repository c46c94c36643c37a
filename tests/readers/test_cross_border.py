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

HEAD = "id,name,district_ags,network_status,place,countries\n"


@pytest.fixture(scope="module")
def read(inputs):
    names = ("district_changes", "postcodes", "chambers", "district_types")
    places = places_of(inputs.districts, {name: getattr(inputs, name) for name in names})
    return lambda text: read_register(Content("r.csv", (HEAD + text).encode()), places)


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
