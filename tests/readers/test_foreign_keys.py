"""Keys of other countries and of municipalities: refused by name, with what would be needed."""

import re

import pytest

from rollout.errors import DataError
from rollout.inputs import places_of
from rollout.readers.check_file import read_any
from rollout.readers.document import Content

NEEDED = "outlines of the districts with their official keys"
ONLY = "knows districts of Germany only"


@pytest.fixture(scope="module")
def refusal(inputs):
    """Errors of a table, in English."""
    names = ("district_changes", "postcodes", "chambers", "district_types")
    places = places_of(inputs.districts, {name: getattr(inputs, name) for name in names})

    def errors(text):
        try:
            problems = read_any(Content("t.csv", text.encode()), places, inputs.catalogue).problems
        except DataError as error:
            problems = error.problems
        return [problem.message("en") for problem in problems if problem.level == "error"]

    return errors


@pytest.mark.parametrize(
    ("row", "sentence"),
    [("AT323", f"country Austria; .*{NEEDED}"), ("CH040", f"country Switzerland; .*{NEEDED}"),
     ("FRF11", f"country France; .*{ONLY}"), ("PL427", f"country Poland; .*{ONLY}"),
     ("50101", f"may be a key of Austria; .*{ONLY}")],
)  # fmt: skip
def test_a_key_of_another_country_is_refused_by_its_name(refusal, row, sentence):
    for text in (f"name,NUTS 3,Status\nA,{row},networked\n", f"NUTS 3,gdp_per_head\n{row},5\n"):
        (error,) = refusal(text)
        assert re.search(sentence, error), error


def test_a_row_that_names_its_country_is_abroad_whatever_its_key_may_be(refusal):
    (error,) = refusal("name,Land,Kreis,Status\nA,Österreich,50101,networked\n")
    assert "abroad: Austria" in error


def test_districts_of_austria_are_no_totals_of_laender(refusal):
    (error,) = refusal("Kennziffer,gdp_per_head\n101,1\n102,2\n")
    assert NEEDED in error


def test_nuts_codes_of_germany_place_a_row_of_a_register(refusal):
    assert refusal("name,NUTS 3,Status\nA,DE212,networked\n") == []


@pytest.mark.parametrize("key", ["09671111", "9671111", "096710111111", "9671111.0", "11001"])
def test_the_value_of_a_municipality_is_not_that_of_its_district(refusal, key):
    (error,) = refusal(f"ARS,gdp_per_head\n{key},1\n09162,2\n")
    assert "is a municipality or a part of a town, not a district (rows like this: 1)" in error
    assert "add counts per district" in error


def test_towns_and_whole_districts_keep_their_long_keys(refusal):
    keys = ("09162000", "9663000", "06415000", "11000000", "96710000000", "04011000")
    assert refusal("AGS,gdp_per_head\n" + "".join(f"{key},1\n" for key in keys)) == []
