"""The district of a seat: right, or asked; never a silent wrong one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from rollout.errors import DataError
from rollout.readers.document import Content, open_document
from rollout.readers.findings import Findings
from rollout.readers.keys import read_key
from rollout.readers.places import Places
from rollout.readers.register import REGISTER, RegisterRows, read_register, read_rows
from rollout.readers.service_areas import read_area, split_areas
from tests.readers import corpus

HEADER = "ID;Name;PLZ;Ort;Bundesland;Kreis;Status\n"


def rows_of(text: str, places: Places, tmp_path: Path) -> RegisterRows:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    findings = Findings("list.csv")
    document = open_document(path, findings, REGISTER.knows())
    rows = read_rows(document, findings, places)
    assert isinstance(rows, RegisterRows)
    return rows


def one_row(cells: str, places: Places, tmp_path: Path) -> tuple[str | None, dict[str, Any]]:
    """District and findings (by code) of a list with one row: plz;place;land;district."""
    rows = rows_of(f"{HEADER}1;A;{cells};vernetzt\n", places, tmp_path)
    return rows.values["district_ags"][0], {p.code: p for p in rows.fields.findings.all()}


def test_a_corpus_of_addresses_has_no_wrong_district(
    shipped_places: Places, tmp_path: Path
) -> None:
    rows = [*corpus.german_rows(), *corpus.foreign_rows()]
    assert len(corpus.towns()) >= 100
    assert len(corpus.foreign_rows()) >= 100
    result = rows_of(corpus.as_register(rows), shipped_places, tmp_path)
    errors = {p.line for p in result.fields.findings.all() if p.level == "error"}
    outcomes: Counter[tuple[str, str]] = Counter()
    for line, (row, key) in enumerate(zip(rows, result.values["district_ags"], strict=True), 2):
        assert key in (None, row.truth), (row, key)
        assert (key is None) == (line in errors), row
        outcomes[row.spelling, "asked" if key is None else "placed"] += 1
    for spelling in corpus.WITH_POSTCODE:  # nothing is doubtful there
        assert outcomes[spelling, "asked"] == 0, spelling
    for spelling in corpus.NAME_ALONE:
        assert outcomes[spelling, "placed"] > 4 * outcomes[spelling, "asked"], spelling
    assert outcomes["abroad", "placed"] == 0


SHORT_NAMES = {
    "Frankfurt": "06412", "Neustadt": "07316", "Mülheim": "05117", "Königstein": "06434",
    "Winsen": "03353", "Dillingen": "10044", "Landsberg": "09181", "Fürth": "09563",
    "Rosenheim": "09163", "Halle": "15002", "Offenbach": "06413", "Esslingen": "08116",
    "Rothenburg": "09571", "Münster": "05515", "Kirchheim": "08116", "Essen": "05113",
    "Freiburg": "08311", "Homburg": "06434", "Mühlhausen": "16064", "Ludwigshafen": "07314",
}  # fmt: skip


@pytest.mark.parametrize(("place", "largest"), SHORT_NAMES.items())
def test_a_name_with_several_bearers_is_asked_largest_first(
    shipped_places: Places, tmp_path: Path, place: str, largest: str
) -> None:
    key, problems = one_row(f";{place};;", shipped_places, tmp_path)
    question = problems["empty-cell"]
    assert (key, question.level) == (None, "error")
    assert set(question.candidates) > {largest}
    population = {row.district: 0 for row in shipped_places.gazetteer.municipalities}
    for row in shipped_places.gazetteer.bearers(place).here:
        population[row.district] = max(population[row.district], row.population)
    sizes = [population[key] for key in question.candidates]
    assert sizes == sorted(sizes, reverse=True)
    assert all(candidate in question.expected.de for candidate in question.candidates[:12])


PLACED = {
    "Frankfurt a.M.": "06412", "Frankfurt/O.": "12053", "FRANKFURT (ODER)": "12053",
    "Mülheim/Ruhr": "05117", "Rothenburg o.d.T.": "09571", "Halle/S.": "15002",
    "Neustadt/Weinstr.": "07316", "Freiburg i. Br.": "08311", "Lutherstadt Wittenberg": "15091",
    "München, Landeshauptstadt": "09162", "Landkreis München": "09184", "Hamburg": "02000",
    "Munich": "09162", "Cologne": "05315", "Nuremberg": "09564", "Hanover": "03241",
    "Brunswick": "03101", "Koeln": "05315", "St. Ingbert": "10045",
    "Neumarkt in der Oberpfalz": "09373", "SK Kassel": "06611", "Kreisfreie Stadt Kassel": "06611",
    "Stadtkreis Ulm": "08421",
    "Kirchheim unter Teck": "08116", "Region Hannover": "03241",
}  # fmt: skip


@pytest.mark.parametrize(("place", "key"), PLACED.items())
def test_a_name_with_one_bearer_is_placed(
    shipped_places: Places, tmp_path: Path, place: str, key: str
) -> None:
    assert one_row(f';"{place}";;', shipped_places, tmp_path)[0] == key


# plz;place;land;district -> key or None, code of the finding that explains it
DECIDED = {
    "postcode and place": ("97421;Schweinfurt;;", "09662", "district-from-place"),
    "country before": ("D-97421;Schweinfurt;;", "09662", "postcode-spelling"),
    "both in the place": (";97421 Schweinfurt;;", "09662", "postcode-spelling"),
    "both in the postcode": ("04109 Leipzig;;;", "14713", "postcode-spelling"),
    "typing error": ("97421;Schweinfrut;;", "09662", "district-from-place"),
    "lost zero, place agrees": ("1067;Dresden;;", "14612", "lost-zero"),
    "lost zero, Land agrees": ("1067;;Sachsen;", "14612", "lost-zero"),
    "lost zero, nothing agrees": ("1067;;;", None, "postcode"),
    "lost zero, place unknown": ("1067;Irgendwo;;", None, "postcode"),
    "postcode elsewhere": ("80331;Hamburg;;", None, "postcode"),
    "postcode next door": ("10115;Potsdam;;", None, "postcode"),
    "unknown place": ("97421;Irgendwo;;", None, "place"),
    "unknown place, but a Land": ("97421;Irgendwo;Bayern;", "09662", "district-from-place"),
    "unknown postcode of the region": ("60999;Frankfurt;;", "06412", "district-from-place"),
    "unknown postcode elsewhere": ("99999;Stuttgart;;", None, "postcode"),
    "Land elsewhere": ("39104;Magdeburg;Sachsen;", None, "postcode"),
    "Land tells namesakes apart": (";Frankfurt;Brandenburg;", "12053", "district-from-place"),
    "old Land": ("70173;Stuttgart;Württemberg-Hohenzollern;", "08111", "district-from-place"),
    "Land in short": (";Fürth;BY;", "09563", "district-from-place"),
    "Land of another place": (";Sindelfingen;Freistaat Bayern;", None, "place"),
    "abroad by postcode": ("8056;Zürich;;", None, "abroad"),
    "abroad by country": (";Straßburg;Frankreich;", None, "abroad"),
    "abroad by bracket": (";Basel (CH);;", None, "abroad"),
    "Salzburg in Austria or here": ("5020;Salzburg;;", None, "postcode"),
    "Salzburg alone": (";Salzburg;;", None, "empty-cell"),
    "Salzburg in the Westerwald": ("56479;Salzburg;;", "07143", "district-from-place"),
    "key against place": (";Hamburg;;09162", "09162", "place"),
    "key against the county around": (";Zirndorf;;SK Fürth", "09563", "place"),
    "key against postcode": ("20095;;;09162", "09162", "postcode"),
    "key abroad": ("8056;Zürich;;14524", "14524", "place"),
    "key and country": ("A-5020;Salzburg;;07143", None, "abroad"),
    "town next door": ("97421;Schweinfurt;;09678", "09678", "place"),
    "name of a county, town next door": (";Schweinfurt;;LK Schweinfurt", "09678", "place"),
    "name of a county, unknown place": (";Irgendwo;;LK Celle", "03351", "district-name"),
    "short key, place elsewhere": (";Hamburg;;9162", None, "lost-zero"),
    "short key, place abroad": (";Zürich;;9162", None, "lost-zero"),
    "short key alone": (";;;9162", "09162", "lost-zero"),
    "half of a double name": (";Villingen;;", None, "empty-cell"),
    "nowhere": (";Atlantis;;", None, "empty-cell"),
}  # fmt: skip
NOTED = {"town next door", "name of a county, town next door"}


@pytest.mark.parametrize("case", DECIDED)
def test_what_decides_and_what_is_asked(shipped_places: Places, tmp_path: Path, case: str) -> None:
    cells, key, code = DECIDED[case]
    result, problems = one_row(cells, shipped_places, tmp_path)
    assert (result, code in problems) == (key, True), problems
    contradicts = case.startswith("key a")
    level = "error" if key is None or contradicts else "note" if case in NOTED else "repaired"
    assert problems[code].level == level
    assert all(problems[code].message(lang) for lang in ("de", "en"))


def test_a_contradiction_names_both_readings(shipped_places: Places, tmp_path: Path) -> None:
    _, problems = one_row("80331;Hamburg;;", shipped_places, tmp_path)
    assert "09162 München (Stadt)" in problems["postcode"].finding.de
    assert "02000 Hamburg" in problems["postcode"].finding.en
    assert problems["postcode"].candidates == ("09162", "02000")


def test_a_split_cell_loses_nothing_when_repaired(shipped_places: Places, tmp_path: Path) -> None:
    from rollout.readers.repair import changes

    rows = rows_of(f"{HEADER}1;A;;97421 Schweinfurt;;;vernetzt\n", shipped_places, tmp_path)
    after = {change.column: change.after for change in changes(rows)}
    assert after == {"PLZ": "97421", "Ort": "Schweinfurt", "Kreis": "09662"}
    text = "ID;Name;Ort;Status\n1;A;97421 Schweinfurt;vernetzt\n"  # no column to put it in
    assert "Ort" not in {change.column for change in changes(
        rows_of(text, shipped_places, tmp_path))}  # fmt: skip


CITY_KEYS = {"11001": "11000", "11012": "11000", "02101": "02000", "11001001": "11000",
             "110010010101": "11000", "05334002": "05334", "05313": "05334",
             "03241001": "03241", "04011000": "04011", "10041100": "10041",
             "09 1 62 0000 000": "09162", "06415": "06415"}  # fmt: skip


@pytest.mark.parametrize(("text", "key"), CITY_KEYS.items())
def test_keys_of_parts_belong_to_their_district(
    shipped_places: Places, text: str, key: str
) -> None:
    reading = read_key(text, shipped_places)
    assert reading.key == key
    assert "Null" not in reading.finding.de + reading.remedy.de


def ascii_name(text: str) -> str:
    table = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ö": "Oe"}
    return text.translate(str.maketrans(table))


# Name and whether it is a city -> as people write it.
SPELLINGS = {
    "short kind": lambda name, city: ("SK " if city else "LK ") + name,
    "long kind": lambda name, city: ("Kreisfreie Stadt " if city else "Landkreis ") + name,
    "plain kind": lambda name, city: ("Stadt " if city else "Kreis ") + name,
    "comma": lambda name, city: name + (", Stadt" if city else ", Landkreis"),
    "bracket": lambda name, city: name + (" (kreisfreie Stadt)" if city else " (Kreis)"),
    "capitals": lambda name, city: (("Stadtkreis " if city else "Lkr. ") + name).upper(),
    "without umlauts": lambda name, city: ascii_name(("Stadt " if city else "LK ") + name),
    "without hyphens": lambda name, city: ("SK " if city else "Kreis ") + name.replace("-", " "),
    "title": lambda name, city: name + (", Landeshauptstadt" if city else " Landkreis"),
    "kind behind": lambda name, city: name + (" SK" if city else " LK"),
}


def test_every_district_in_ten_spellings_is_itself(inputs: Any, shipped_places: Places) -> None:
    districts = inputs.districts
    for key, name, kind in zip(districts.index, districts["name"], districts["type"], strict=True):
        is_city = kind in ("Kreisfreie Stadt", "Stadtkreis")
        for write in SPELLINGS.values():
            assert read_key(write(name, is_city), shipped_places).key == key, write(name, is_city)
        assert read_key(name, shipped_places).key in (key, None), name


def test_a_bare_name_of_city_and_county_is_asked(inputs: Any, shipped_places: Places) -> None:
    names = inputs.districts["name"]
    for name in names[names.duplicated()]:
        reading = read_key(name, shipped_places)
        assert reading.key is None
        assert set(reading.candidates) >= set(names.index[names == name])


FORMER = {"Stadt Hannover": "03241", "Landkreis Osterode am Harz": "03159", "SK Aachen": "05334",
          "Eisenach": "16063", "Kreis Bitterfeld": "15082", "Rügen": "13073",
          "Landkreis Demmin": None, "Stadt Göttingen": None, "Hanau": "06415"}  # fmt: skip


@pytest.mark.parametrize(("name", "key"), FORMER.items())
def test_dissolved_districts_are_known_by_name(
    shipped_places: Places, name: str, key: str | None
) -> None:
    assert read_key(name, shipped_places).key == key


AREAS = {
    "Landkreise Celle, Gifhorn und Peine": ["03351", "03151", "03157"],
    "Landkreise München und Rosenheim": ["09184", "09187"],
    "LK München, SK Leipzig; Rosenheim, Stadt": ["09184", "14713", "09163"],
    "Stadt und Landkreis Hof": ["09464", "09475"],
    "Hof, Stadt und Land": ["09464", "09475"],
    "Kreise Soest und Unna sowie Stadt Hamm": ["05974", "05978", "05915"],
    "kreisfreie Städte Passau und Straubing, Landkreise Passau, Deggendorf":
        ["09262", "09263", "09275", "09271"],
}  # fmt: skip


@pytest.mark.parametrize(("cell", "keys"), AREAS.items())
def test_lists_of_districts_are_taken_apart(
    shipped_places: Places, cell: str, keys: list[str]
) -> None:
    parts = split_areas(cell, shipped_places)
    assert [key for part in parts for key in read_area(part, shipped_places).keys] == keys


def test_a_name_with_und_is_one_region(shipped_places: Places) -> None:
    name = "IHK für München und Oberbayern"
    assert split_areas(name, shipped_places) == [name]
    assert len(read_area("NRW", shipped_places).keys) == 53
    assert read_area("Freistaat Sachsen", shipped_places).keys[0].startswith("14")


# Landkreis München: Garching 17,000 and Ismaning 18,000 of 350,000 people in 29 municipalities.
PARTS = {
    "09184119;09184130": ([], "names 2 of 29 municipalities in 09184"),
    "Garching b.München, Ismaning": ([], "names 2 of 29 municipalities in 09184"),
    "9184119; 091840119119; 09162": (["09162"], "names 1 of 29 municipalities in 09184"),
    "09184119;09184": (["09184"], ""),
    "09162000": (["09162"], "key of a municipality"),
}


@pytest.fixture(scope="module")
def served_by(shipped_places: Places) -> Any:
    """Register of one initiative in Munich that names a service area."""

    def read(cell: str) -> Any:
        text = f"id|name|district_ags|network_status|served_ags\na|A|09162|networked|{cell}\n"
        return read_register(Content("r.csv", text.encode()), shipped_places)

    return read


@pytest.mark.parametrize(("cell", "expected"), PARTS.items())
def test_a_district_of_which_municipalities_are_named_is_told_apart(
    served_by: Any, cell: str, expected: tuple[list[str], str]
) -> None:
    register = served_by(cell)
    keys, note = expected
    assert register.served["ags"].tolist() == keys
    assert note in " ".join(p.message("en") for p in register.problems)
    if "29" in note:
        again = served_by(register.initiatives["served_ags"].iloc[0])
        assert again.served.equals(register.served)


def test_a_district_counts_from_half_of_its_people_on(
    served_by: Any, shipped_places: Places
) -> None:
    towns = sorted(
        shipped_places.gazetteer.of_district["09184"], key=lambda row: (-row.population, row.key)
    )
    people = sum(row.population for row in towns)
    here = 0
    for count, town in enumerate(towns, start=1):
        here += town.population
        if abs(2 * here - people) > town.population:
            continue  # look only where it is close
        register = served_by(";".join(row.key for row in towns[:count]))
        assert register.served["ags"].tolist() == (["09184"] if 2 * here >= people else [])


@pytest.mark.parametrize("cell", ["11001", "Garching", "091720000"])
def test_a_part_of_unknown_size_or_name_is_asked(served_by: Any, cell: str) -> None:
    with pytest.raises(DataError, match=r"11000|09171|09172"):
        served_by(cell)
