"""A right register, then one flaw at a time."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from rollout.errors import DataError, Problem
from rollout.readers.assignment import Assignment
from rollout.readers.places import Places
from rollout.readers.register import Register, read_register

HEADER = [
    "id", "name", "carrier", "kind", "federal_network", "place", "plz", "district_ags",
    "served_ags", "land", "latitude", "longitude", "founded_year", "network_status", "topics",
    "website", "source_url", "source_note", "confidence",
]  # fmt: skip
TODAY = dt.date(2026, 1, 1)


def read(path: Path, places: Places) -> Register:
    return read_register(path, places, today=TODAY)


def problems(path: Path, places: Places) -> tuple[Problem, ...]:
    with pytest.raises(DataError) as caught:
        read(path, places)
    return caught.value.problems


def only(found: tuple[Problem, ...], level: str) -> Problem:
    matching = [problem for problem in found if problem.level == level]
    assert len(matching) == 1, [problem.message("en") for problem in found]
    return matching[0]


def test_a_right_register_is_read_without_a_word(register: Any, places: Places) -> None:
    result = read(register(), places)
    assert result.problems == ()
    assert result.initiatives.index.tolist() == ["auto-muc", "chempark", "goe"]
    assert result.initiatives.index.name == "id"
    assert result.initiatives.columns.tolist() == HEADER[1:]


def test_values_are_text_numbers_and_truth(register: Any, places: Places) -> None:
    table = read(register(), places).initiatives
    assert table.loc["chempark", "district_ags"] == "01051"
    assert table["latitude"].tolist() == [48.25, 54.25, 51.75]
    assert table["federal_network"].tolist() == [True, False, False]
    assert table["founded_year"].tolist()[1:] == [2005.0, 2019.0]
    assert np.isnan(table.loc["auto-muc", "founded_year"])
    assert table.loc["auto-muc", "name"] == "Auto, München"
    assert table.loc["auto-muc", "source_note"] == 'sagt "ja"'
    assert pd.isna(table.loc["auto-muc", "website"])


def test_the_service_area_is_one_row_for_each_district(register: Any, places: Places) -> None:
    served = read(register(), places).served
    assert list(served.itertuples(index=False, name=None)) == [
        ("auto-muc", "09162"), ("auto-muc", "09184"), ("chempark", "01051"),
        ("chempark", "02000"), ("goe", "03159"),
    ]  # fmt: skip


def test_the_order_of_rows_and_columns_does_not_matter(
    register: Any, places: Places, tmp_path: Path
) -> None:
    path = register()
    expected = read(path, places)
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    shuffled = tmp_path / "shuffled.csv"
    frame.iloc[::-1, ::-1].to_csv(shuffled, index=False)
    result = read(shuffled, places)
    assert_frame_equal(result.initiatives, expected.initiatives)
    assert_frame_equal(result.served, expected.served)


def test_columns_of_the_user_are_kept(register: Any, places: Places, tmp_path: Path) -> None:
    frame = pd.read_csv(register(), dtype=str, keep_default_na=False)
    frame["Ansprechpartner"] = ["A", "", "C"]
    path = tmp_path / "own.csv"
    frame.to_csv(path, index=False)
    own = read(path, places).initiatives["Ansprechpartner"]
    assert own.fillna("?").tolist() == ["?", "A", "C"]


# ---- repaired, noted, and equal to the right register ----------------------------------------

REPAIRED = {
    "lost zero": ({(0, "district_ags"): "1051"}, "lost-zero", 2, "district_ags"),
    "lost zero in the service area": ({(0, "served_ags"): "1051;2000"}, "lost-zero", 2,
                                      "served_ags"),
    "key as a decimal number": ({(0, "district_ags"): "1051.0"}, "lost-zero", 2, "district_ags"),
    "key of a municipality": ({(0, "district_ags"): "01051011"}, "long-key", 2, "district_ags"),
    "regional key": ({(0, "district_ags"): "010510011011"}, "long-key", 2, "district_ags"),
    "municipality without zero": ({(0, "district_ags"): "1051011"}, "lost-zero", 2,
                                  "district_ags"),
    "spaced key": ({(0, "district_ags"): "01 0 51"}, "key-spelling", 2, "district_ags"),
    "dissolved district": ({(2, "district_ags"): "03152"}, "dissolved", 4, "district_ags"),
    "dissolved district served": ({(2, "served_ags"): "03152"}, "dissolved", 4, "served_ags"),
    "dissolved without zero": ({(2, "district_ags"): "3152"}, "dissolved", 4, "district_ags"),
    "name of the district": ({(2, "district_ags"): "Göttingen"}, "district-name", 4,
                             "district_ags"),
    "served by name": ({(1, "served_ags"): "München (Stadt); München (Landkreis)"},
                       "district-name", 3, "served_ags"),
    "city state by its Land": ({(0, "served_ags"): "01051; 02"}, "city-state", 2, "served_ags"),
    "swapped coordinates": ({(1, "latitude"): "11.75", (1, "longitude"): "48.25"}, "swapped", 3,
                            "latitude"),
    "no key but a point": ({(1, "district_ags"): ""}, "district-from-place", 3, "district_ags"),
    "decimal comma": ({(0, "latitude"): "54,25"}, "decimal-comma", 2, "latitude"),
    "German status": ({(2, "network_status"): "In Gründung"}, "word", 4, "network_status"),
    "German confidence": ({(0, "confidence"): "HOCH"}, "word", 2, "confidence"),
    "German kind": ({(1, "kind"): "Transformationsnetzwerk"}, "word", 3, "kind"),
    "German yes": ({(1, "federal_network"): "Ja"}, "word", 3, "federal_network"),
    "year from a date": ({(2, "founded_year"): "2019-05-01"}, "year-from-date", 4, "founded_year"),
    "year from a German date": ({(2, "founded_year"): "1.5.2019"}, "year-from-date", 4,
                                "founded_year"),
    "control character": ({(2, "carrier"): "I\x07HK"}, "hidden-characters", 4, "carrier"),
    "turned writing direction": ({(2, "name"): "\u202eIndustriedialog Göttingen\u202c"},
                                 "hidden-characters", 4, "name"),
    "link without protocol": ({(0, "website"): "chem.example"}, "link", 2, "website"),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "code", "line", "column"), REPAIRED.values(), ids=REPAIRED)
def test_what_has_one_meaning_is_repaired_and_noted(
    register: Any, places: Places, cells: Any, code: str, line: int, column: str
) -> None:
    expected = read(register(), places)
    result = read(register(cells), places)
    assert_frame_equal(result.initiatives, expected.initiatives)
    assert_frame_equal(result.served, expected.served)
    assert {(p.level, p.code, p.line, p.column) for p in result.problems} == {
        ("repaired", code, line, column)
    }


def test_a_lost_zero_of_a_postcode_is_put_back(register: Any, places: Places) -> None:
    place = {(1, "district_ags"): "09184", (1, "longitude"): "12.25", (1, "place"): "Garching"}
    result = read(register({**place, (1, "plz"): "1067"}), places)
    assert result.initiatives.loc["auto-muc", "plz"] == "01067"
    assert only(result.problems, "repaired").code == "lost-zero"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_dialects_of_spreadsheets_are_read(
    register: Any, places: Places, encoding: str, delimiter: str
) -> None:
    expected = read(register(), places)
    result = read(register(encoding=encoding, delimiter=delimiter), places)
    assert_frame_equal(result.initiatives, expected.initiatives)
    assert_frame_equal(result.served, expected.served)
    codes = {problem.code for problem in result.problems}
    wanted = {"delimiter"} if delimiter != "," else set()
    assert codes == wanted | ({"encoding"} if encoding != "utf-8-sig" else set())


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.rstrip("\n"),
        lambda text: text + "\n\n,,,\n" + "," * 18 + "\n",
        lambda text: "sep=,\n" + text,
        lambda text: "\n\n" + text,
        lambda text: text.replace("confidence\n", "confidence,,\n"),
        lambda text: "\n".join(line + ",,," for line in text.splitlines()),
    ],
    ids=["crlf", "no last line end", "blank rows", "sep line", "blank rows above", "empty headers",
         "trailing commas"],
)  # fmt: skip
def test_harmless_variants_give_the_same_register(register: Any, places: Places, edit: Any) -> None:
    expected = read(register(), places)
    result = read(register(edit=edit), places)
    assert_frame_equal(result.initiatives, expected.initiatives)
    assert not [problem for problem in result.problems if problem.level == "error"]


def test_german_headers_are_understood_and_said(register: Any, places: Places) -> None:
    german = {
        "name": "Name der Initiative", "district_ags": "Kreisschlüssel", "carrier": "Träger",
        "served_ags": "WIRKUNGSGEBIET", "network_status": "Status", "latitude": "Breitengrad",
        "longitude": "Längengrad", "founded_year": "Gründungsjahr", "plz": "Postleitzahl",
        "confidence": "Belegstufe", "land": "Bundesland", "place": "Ort", "kind": "Art",
    }  # fmt: skip
    result = read(register(headers=german), places)
    assert_frame_equal(result.initiatives, read(register(), places).initiatives)
    messages = [problem.message("de") for problem in result.problems]
    assert len(messages) == len(german)
    assert any("'Kreisschlüssel' als district_ags gelesen" in message for message in messages)


def test_a_misspelt_header_is_understood(register: Any, places: Places) -> None:
    result = read(register(headers={"network_status": "netwrok_status"}), places)
    assert only(result.problems, "note").code == "column-name"


def test_a_title_above_the_header_is_passed_over(register: Any, places: Places) -> None:
    path = register(edit=lambda text: "Register der Initiativen\nStand 2026\n" + text)
    result = read(path, places)
    assert only(result.problems, "note").code == "rows-above-header"
    path = register({(0, "network_status"): "?"}, edit=lambda text: "Titel\n\n" + text)
    assert only(problems(path, places), "error").line == 4


def test_a_row_of_totals_is_left_out_with_a_note(register: Any, places: Places) -> None:
    result = read(register(edit=lambda text: text + "Summe,3" + "," * 17 + "\n"), places)
    assert len(result.initiatives) == 3
    assert only(result.problems, "note").code == "totals-row"


def test_a_register_without_rows_is_empty_with_a_note(register: Any, places: Places) -> None:
    full = read(register(), places)
    result = read(register(edit=lambda text: text.splitlines()[0]), places)
    assert only(result.problems, "note").code == "no-rows"
    assert (len(result.initiatives), len(result.served)) == (0, 0)
    assert result.initiatives.dtypes.to_dict() == full.initiatives.dtypes.to_dict()
    assert result.served.dtypes.to_dict() == full.served.dtypes.to_dict()


def test_only_the_required_columns_are_enough(places: Places, tmp_path: Path) -> None:
    path = tmp_path / "short.csv"
    path.write_text("id,name,district_ags,network_status\na,A,09162,networked\n")
    result = read(path, places)
    row = result.initiatives.loc["a"]
    assert (row["confidence"], row["kind"], bool(row["federal_network"])) == ("low", "other", False)
    assert np.isnan(row["latitude"])
    assert {problem.code for problem in result.problems} == {"absent-column", "no-point"}


# ---- notes -------------------------------------------------------------------------------------

NOTED = {
    "point just over the border": ({(1, "longitude"): "12.02"}, "other-district", "latitude"),
    "point just off the coast": ({(0, "longitude"): "8.97"}, "outside", "latitude"),
    "postcode elsewhere": ({(0, "plz"): "80331"}, "postcode", "plz"),
    "unknown postcode": ({(0, "plz"): "99999"}, "postcode", "plz"),
    "script as link": ({(0, "website"): "javascript:alert(1)"}, "link", "website"),
    "two links": ({(0, "website"): "https://a.example https://b.example"}, "link", "website"),
    "land misspelt": ({(0, "land"): "Schleswig-Hollstein"}, "land", "land"),
    "other land though the point fits": ({(0, "land"): "Bayern"}, "land", "land"),
    "kind of one's own": ({(1, "kind"): "club"}, "own-kind", "kind"),
    "empty kind": ({(0, "kind"): ""}, "empty-word", "kind"),
    "no point": ({(0, "latitude"): "", (0, "longitude"): ""}, "no-point", "latitude"),
    "same name and district": (
        {(2, "name"): "Auto München", (2, "district_ags"): "09162", (2, "latitude"): "48.25",
         (2, "longitude"): "11.75", (2, "plz"): "80331", (2, "land"): "Bayern",
         (2, "place"): "München"}, "similar-name", "name"),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "code", "column"), NOTED.values(), ids=NOTED)
def test_what_is_odd_but_usable_is_noted(
    register: Any, places: Places, cells: Any, code: str, column: str
) -> None:
    note = only(read(register(cells), places).problems, "note")
    assert (note.code, note.column) == (code, column)


def test_a_script_never_becomes_a_link(register: Any, places: Places) -> None:
    for text in ("javascript:alert(1)", "JavaScript://x.de/%0aalert(1)", "data:text/html,x",
                 'https://a.example"onclick=x', "file:///etc/passwd"):  # fmt: skip
        table = read(register({(0, "website"): text}), places).initiatives
        assert pd.isna(table.loc["chempark", "website"])


# ---- errors ------------------------------------------------------------------------------------

WRONG = {
    "empty id": ({(1, "id"): ""}, 3, "id", "is empty"),
    "id with markup": ({(1, "id"): "<b>"}, 3, "id", "hyphens or underscores"),
    "duplicate id": ({(2, "id"): "chempark"}, 4, "id", "already in line 2"),
    "empty name": ({(1, "name"): " "}, 3, "name", "is empty"),
    "unknown key": ({(1, "district_ags"): "09999"}, 3, "district_ags", "not a district key"),
    "key in words": ({(1, "district_ags"): "Atlantis"}, 3, "district_ags", "such as '09162'"),
    "six digits": ({(1, "district_ags"): "091620"}, 3, "district_ags", "not a district key"),
    "Land instead of district": ({(1, "served_ags"): "09"}, 3, "served_ags", "Bayern is a Land"),
    "name of two districts": ({(1, "district_ags"): "München"}, 3, "district_ags",
                              "one of: 09162 München .Stadt., 09184"),
    "dissolved into several": ({(1, "district_ags"): "09199"}, 3, "district_ags",
                               r"09162 München .Stadt. \(70.0%\), 09184 .* \(30.0%\)"),
    "dissolved into several, served": ({(1, "served_ags"): "09162;09199"}, 3, "served_ags",
                                       "dissolved district"),
    "lost zero that does not fit": (
        {(1, "district_ags"): "1051"}, 3, "district_ags", "contradict"),
    "unknown status": ({(1, "network_status"): "maybe"}, 3, "network_status",
                       "networked, founding, unconnected"),
    "empty status": ({(1, "network_status"): ""}, 3, "network_status", "is empty"),
    "unknown confidence": ({(1, "confidence"): "very"}, 3, "confidence", "low, medium, high"),
    "year 3021": ({(0, "founded_year"): "3021"}, 2, "founded_year", "from 1800 to 2027"),
    "year in words": ({(0, "founded_year"): "ca. 2005"}, 2, "founded_year", "ca. 2005"),
    "two digits of a year": ({(0, "founded_year"): "05"}, 2, "founded_year", "'05'"),
    "latitude in words": ({(0, "latitude"): "north"}, 2, "latitude", "degrees from 47"),
    "latitude with thousands marks": ({(0, "latitude"): "54.250.000"}, 2, "latitude", "degrees"),
    "one coordinate only": ({(0, "latitude"): ""}, 2, "latitude", "both or none"),
    "point in the sea": ({(0, "longitude"): "6.5"}, 2, "latitude", "in the sea"),
    "point in America": ({(0, "latitude"): "37.4", (0, "longitude"): "-78.6"}, 2, "latitude",
                         "outside Germany"),
    "lost decimal mark": ({(0, "latitude"): "5425"}, 2, "latitude", "decimal mark missing"),
    "metres": ({(0, "latitude"): "5999999", (0, "longitude"): "480000"}, 2, "latitude", "metres"),
    "point in another district": ({(0, "latitude"): "48.25", (0, "longitude"): "11.75"}, 2,
                                  "latitude", "lies in 09162 München"),
    "swapped and elsewhere": ({(0, "latitude"): "11.75", (0, "longitude"): "48.25"}, 2, "latitude",
                              "either way"),
    "no key, no place": ({(1, "district_ags"): "", (1, "latitude"): "", (1, "longitude"): "",
                          (1, "plz"): "", (1, "place"): ""}, 3, "district_ags", "is empty"),
    "no key, postcode of two districts": (
        {(1, "district_ags"): "", (1, "latitude"): "", (1, "longitude"): "", (1, "plz"): "85521",
         (1, "place"): "Riem"}, 3, "district_ags", "one of: 09162"),
    "other land and no point": ({(0, "land"): "Bayern", (0, "latitude"): "", (0, "longitude"): ""},
                                2, "land", "Schleswig-Holstein as in"),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "line", "column", "words"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named_with_line_and_column(
    register: Any, places: Places, cells: Any, line: int, column: str, words: str
) -> None:
    error = only(problems(register(cells), places), "error")
    assert (error.line, error.column) == (line, column)
    with pytest.raises(DataError, match=words):
        read(register(cells), places)
    assert all(p.message("de") and p.message("en") for p in (error,))
    assert error.remedy.de or error.expected.de


def test_all_problems_of_a_file_come_at_once(register: Any, places: Places) -> None:
    cells = {
        (0, "founded_year"): "3021", (1, "network_status"): "x", (2, "id"): "chempark",
        (1, "served_ags"): "09199;99999", (2, "latitude"): "0",
    }  # fmt: skip
    errors = [p for p in problems(register(cells), places) if p.level == "error"]
    assert sorted((p.line, p.column) for p in errors) == [
        (2, "founded_year"), (3, "network_status"), (3, "served_ags"), (3, "served_ags"),
        (4, "id"), (4, "latitude"),
    ]  # fmt: skip


def test_lines_count_line_ends_inside_quotes(register: Any, places: Places) -> None:
    cells = {(0, "source_note"): "eins\nzwei\nfünf", (1, "network_status"): "?"}
    assert only(problems(register(cells), places), "error").line == 5


@pytest.mark.parametrize("missing", ["name", "district_ags"])
def test_a_missing_required_column_is_named(register: Any, places: Places, missing: str) -> None:
    headers = {missing: "zzzz"}
    if missing == "district_ags":  # postcode, place and point would do instead
        headers |= {"plz": "a1", "place": "a2", "latitude": "a3"}
    error = only(problems(register(headers=headers), places), "error")
    assert error.code == "missing-column"
    assert f"column {missing} is missing" in error.message("en")


def test_a_missing_status_is_asked_for_with_the_option_that_gives_it(
    register: Any, places: Places
) -> None:
    path = register(headers={"network_status": "zzzz"})
    error = only(problems(path, places), "error")
    assert error.finding.de == "fehlt nur: Status; --status networked setzt ihn für alle"
    assigned = Assignment(status="founding")
    same = read_register(path, places, today=TODAY, assigned=assigned).initiatives
    assert set(same["network_status"]) == {"founding"}


def test_missing_identifiers_are_made_from_the_names(register: Any, places: Places) -> None:
    result = read(register(headers={"id": "own number"}), places)
    assert sorted(result.initiatives.index) == [
        "auto-muenchen", "chemcoast-park", "industriedialog-goettingen",
    ]  # fmt: skip
    assert [p.code for p in result.problems if p.level == "repaired"] == ["id-made"]


@pytest.mark.parametrize("kept", [("plz",), ("place",), ("latitude", "longitude")])
def test_a_register_without_keys_is_read_by_its_places(
    register: Any, places: Places, kept: tuple[str, ...]
) -> None:
    right = read(register(), places).initiatives["district_ags"]
    others = {"plz", "place", "latitude", "longitude"} - set(kept)
    headers = {name: f"own {number}" for number, name in enumerate(sorted(others))}
    cells = {(1, "place"): "Garching", (1, "plz"): "01067"}
    path = register(cells, headers={**headers, "district_ags": "KKZ"})
    found = read(path, places)
    expected = right if "latitude" in kept else right.replace("09162", "09184")
    assert found.initiatives["district_ags"].tolist() == expected.tolist()
    assert sum(p.code == "district-from-place" for p in found.problems) == 3


def test_all_missing_columns_are_named(places: Places, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("name,founded_year\nA,2020\n")
    codes = [p.code for p in problems(path, places) if p.level == "error"]
    assert codes == ["missing-column"] * 2  # identifiers are made from the names


def test_duplicate_headers_are_an_error(register: Any, places: Places) -> None:
    path = register(headers={"topics": "Titel"})
    assert "both mean name" in only(problems(path, places), "error").message("en")
    path = register(headers={"topics": "Thema X", "source_note": "thema x"})
    assert "more than once" in only(problems(path, places), "error").message("en")


def test_rows_of_another_length_are_errors(register: Any, places: Places) -> None:
    path = register(edit=lambda text: text.replace('"Auto, München"', "Auto, München"))
    error = only(problems(path, places), "error")
    assert (error.line, error.code) == (3, "ragged-row")
    path = register(edit=lambda text: text.replace(",,low", ",low"))
    assert only(problems(path, places), "error").line == 4


def test_the_search_for_far_points_agrees_with_plain_distance(places: Places) -> None:
    longitude = np.array([11.99, 12.03, 12.05, 12.10, 11.45, 9.25])
    latitude = np.full(6, 48.25)
    latitude[-1] = 54.25
    kilometres = (longitude[:5] - 12.0) * 111.2 * np.cos(np.radians(48.25))
    near = places.near(["09162"] * 5 + [None], longitude, latitude)
    expected = [abs(k) <= 5 or 11.5 <= x < 12 for k, x in zip(kilometres, longitude, strict=False)]
    expected[4] = (11.5 - 11.45) * 111.2 * np.cos(np.radians(48.25)) <= 5
    assert near.tolist() == [*expected, False]


def test_the_day_of_the_link_is_read_as_exactly_as_known(tmp_path, places):
    path = tmp_path / "register.csv"
    path.write_text(
        "id,name,district_ags,network_status,Mitglied seit\n"
        "a,A,02000,networked,05/2021\nb,B,02000,networked,\nc,C,02000,networked,2019\n",
        encoding="utf-8",
    )
    since = read_register(path, places).initiatives["linked_since"]
    assert since.fillna("").tolist() == ["2021-05", "", "2019"]
