"""The shipped register and reference tables: complete, consistent, rebuilt byte for byte."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
CARRIERS = ROOT / "tools" / "register_carriers.csv"
Rows = list[dict[str, str]]
BUILDERS = {
    "build_chambers.py": "chambers.csv",
    "build_district_changes.py": "district_changes.csv",
    "build_district_types.py": "district_types.csv",
    "build_founding_cases.py": "founding_cases.csv",
    "build_history.py": "network_history.csv",
    "build_municipalities.py": "municipalities.csv",
    "build_partners_abroad.py": "partners_abroad.csv",
    "build_postcodes.py": "postcodes.csv",
    "build_register.py": "initiatives.csv",
}
KINDS = {
    "acceptance_campaign", "masterplan", "advisory_board", "site_alliance", "association",
    "growth_region", "union_platform", "transformation_network", "hydrogen_network",
    "climate_initiative", "skilled_labour_initiative", "other",
}  # fmt: skip


def rows(name: str) -> Rows:
    with (ROOT / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def keys() -> set[str]:
    return {row["ags"] for row in rows("indicators.csv")}


@pytest.fixture(scope="module")
def register() -> Rows:
    return rows("initiatives.csv")


@pytest.fixture(scope="module")
def facts() -> Path:
    default = ROOT.parent / "shared" / "facts" / "initiatives.csv"
    path = Path(os.environ.get("ROLLOUT_FACTS", default))
    if path.is_dir():
        path = path / "initiatives.csv"
    if not path.is_file():
        pytest.skip("researched list of initiatives not found; set ROLLOUT_FACTS to it")
    return path


def reached(register: Rows, *, seats: bool = True) -> set[str]:
    served = {key for row in register for key in row["served_ags"].split(";") if key}
    return served | ({row["district_ags"] for row in register} if seats else set())


def sums(table: Rows, group: str, share: str) -> dict[str, int]:
    """Sum of the shares of each group in millionths."""
    found: dict[str, int] = defaultdict(int)
    for row in table:
        found[row[group]] += round(float(row[share]) * 1_000_000)
    return found


def test_register_keeps_every_cell_of_the_list(register: Rows, facts: Path) -> None:
    with facts.open(encoding="utf-8", newline="") as file:
        researched = list(csv.DictReader(file))
    with CARRIERS.open(encoding="utf-8", newline="") as file:
        said_in_german = {row["id"] for row in csv.DictReader(file)}
    assert said_in_german <= {row["id"] for row in researched}
    added = {"kind", "federal_network"}
    kept = [{k: v for k, v in row.items() if k not in added} for row in register]
    for row, listed in zip(kept, researched, strict=True):
        if row["id"] in said_in_german:
            assert row.pop("carrier") != listed.pop("carrier")
        assert row == listed


def test_no_carrier_is_described_in_english(register: Rows) -> None:
    """German fact sheets name the carrier under "Dort zu fragen"."""
    english = re.compile(r"\b(and|of|with|the|for|by|firms?|association|count(y|ies)|regional b)\b")
    assert not [row["carrier"] for row in register if english.search(row["carrier"])]


def test_register_has_ninety_rows_with_known_words(register: Rows) -> None:
    assert len(register) == len({row["id"] for row in register}) == 90
    assert {row["kind"] for row in register} <= KINDS
    assert Counter(row["federal_network"] for row in register) == {"yes": 21, "no": 69}
    status = Counter(row["network_status"] for row in register)
    assert status == {"networked": 16, "founding": 3, "unconnected": 71}
    confidence = Counter(row["confidence"] for row in register)
    assert confidence == {"high": 53, "medium": 23, "low": 14}


def test_federal_flag_follows_the_note(register: Rows) -> None:
    for row in register:
        says = "federally funded" in row["source_note"].lower()
        assert (row["federal_network"] == "yes") == says, row["id"]


def test_register_lies_in_germany_and_in_todays_districts(register: Rows, keys: set[str]) -> None:
    assert reached(register) <= keys
    for row in register:
        assert 47.2 < float(row["latitude"]) < 55.1
        assert 5.8 < float(row["longitude"]) < 15.1
        assert len(row["plz"]) == 5


def test_postcode_and_seat_district_agree(register: Rows) -> None:
    """93019 is the postcode of Regensburg's town hall alone; the postcode table has it not."""
    pairs = {(row["plz"], row["ags"]) for row in rows("postcodes.csv")}
    differing = [row for row in register if (row["plz"], row["district_ags"]) not in pairs]
    assert {row["plz"] for row in differing} <= {"93019"}


def test_definition_decides_how_many_districts_are_reached(register: Rows) -> None:
    """Figures computed independently when the list was researched."""
    sure = [row for row in register if row["confidence"] != "low"]
    other = [row for row in register if row["federal_network"] == "no"]
    assert len(reached(register)) == 254
    assert len(reached(register, seats=False)) == 253
    assert len(reached(sure)) == 229
    assert len(reached(other)) == 143
    assert len(reached([row for row in other if row in sure])) == 111
    assert len({row["district_ags"] for row in register}) == 72
    assert len(reached([row for row in register if row["network_status"] == "networked"])) == 68


def test_chambers_cover_every_district_once(keys: set[str]) -> None:
    table = rows("chambers.csv")
    assert {row["ags"] for row in table} == keys
    assert set(sums(table, "ags", "share").values()) == {1_000_000}
    assert len({row["chamber"] for row in table}) == 79
    shared = {key for key, count in Counter(row["ags"] for row in table).items() if count > 1}
    assert shared == {"01055", "03454", "05954", "06436", "06531", "06534", "15089"}


def test_chamber_names_are_free_of_the_publishers_typing_errors() -> None:
    names = {row["chamber"] for row in rows("chambers.csv")}
    assert {"IHK Pfalz", "IHK Heilbronn-Franken", "IHK Bonn/Rhein-Sieg", "IHK Siegen"} <= names
    assert not any(wrong in name for name in names for wrong in ("Pflaz", "Hail", "Rehin", '"'))


def test_bremen_and_bremerhaven_have_one_chamber() -> None:
    found = {row["ags"]: row["chamber"] for row in rows("chambers.csv")}
    assert found["04011"] == found["04012"]


def test_postcodes_cover_every_district_without_firms(keys: set[str]) -> None:
    table = rows("postcodes.csv")
    assert {row["ags"] for row in table} == keys
    assert {row["ags"] for row in table if row["place"]} == keys
    assert all(len(row["plz"]) == 5 and row["plz"].isdecimal() for row in table)
    assert not [row for row in table if "GmbH" in row["place"] or " AG" in row["place"]]
    entries = [(row["plz"], row["ags"], row["place"]) for row in table]
    assert len(set(entries)) == len(entries)


@pytest.mark.parametrize(
    ("plz", "district"),
    [
        ("10115", "11000"),
        ("20095", "02000"),
        ("01067", "14612"),
        ("53113", "05314"),
        ("99817", "16063"),
        ("80331", "09162"),
    ],
)
def test_well_known_postcodes(plz: str, district: str) -> None:
    assert {row["ags"] for row in rows("postcodes.csv") if row["plz"] == plz} == {district}


def test_austrian_postcode_of_jungholz_is_absent() -> None:
    assert "Jungholz" not in {row["place"] for row in rows("postcodes.csv")}


def test_municipalities_cover_every_district(keys: set[str]) -> None:
    table = rows("municipalities.csv")
    assert {row["key"][:5] for row in table} == keys
    assert len({row["key"] for row in table}) == len(table)
    assert all(len(row["key"]) == 8 and row["name"] for row in table)
    people = sum(int(row["population"]) for row in table)
    assert abs(people - sum(int(row["population"]) for row in rows("indicators.csv"))) < 400_000
    assert all(47.2 < float(row["latitude"]) < 55.1 for row in table)
    assert all(5.8 < float(row["longitude"]) < 15.1 for row in table)


def test_places_abroad_are_in_neighbour_countries() -> None:
    table = rows("places_abroad.csv")
    countries = Counter(row["country"] for row in table)
    assert set(countries) == {"AT", "BE", "CH", "CZ", "DK", "FR", "LI", "LU", "NL", "PL"}
    assert len({(row["name"], row["country"]) for row in table}) == len(table)
    names = {(row["name"], row["country"]) for row in table}
    assert {("Wien", "AT"), ("Straßburg", "FR"), ("Zürich", "CH"), ("Breslau", "PL")} <= names
    assert all(int(row["population"]) >= 5000 for row in table)


def test_every_neighbour_country_has_a_chamber_abroad() -> None:
    table = rows("partners_abroad.csv")
    countries = {row["country"] for row in table}
    neighbours = {row["country"] for row in rows("borders.csv")}
    assert len(neighbours) == 9
    assert countries == neighbours | {"HU", "IT"}
    names = {row["country"]: row["name"] for row in table}
    assert names["BE"] == names["LU"]  # one chamber for both
    assert len({(row["country"], row["name"]) for row in table}) == len(table)


def test_chambers_abroad_are_offices_with_evidence() -> None:
    for row in rows("partners_abroad.csv"):
        assert all(page.startswith("http") for page in row["source_url"].split(";"))
        assert row["website"].startswith("https://")
        host = urlsplit(row["website"]).netloc
        shown = {urlsplit(page).netloc for page in row["source_url"].split(";")}
        # Only the Austrian address stands in an account of others.
        assert host in shown or row["country"] == "AT"
        assert bool(row["place_de"]) == bool(row["place_en"])
        said = " ".join(row[column] for column in ("name", "place_de", "place_en", "website"))
        assert "@" not in said
        assert not re.search(r"\b(Herr|Frau|Dr)\b|\+[0-9]{2}|/[0-9]{3}", said)
        assert "Handelskammer" in row["name"] or "handelskammer" in row["name"]


def test_dissolved_districts_lead_to_those_of_2021(keys: set[str]) -> None:
    everything = rows("district_changes.csv")
    table = [row for row in everything if row["since"] <= "2021-07-01"]
    assert {row["new_ags"] for row in table} <= keys
    kept = {row["old_ags"] for row in table if row["old_ags"] == row["new_ags"]}
    assert kept == {"16063"}  # took in Eisenach and kept its key
    assert {row["old_ags"] for row in table} & keys == kept
    table = everything
    for share in ("share_population", "share_area"):
        assert set(sums(table, "old_ags", share).values()) == {1_000_000}
    years = defaultdict(set)
    for row in table:
        years[row["old_ags"]].add(row["valid_until"])
    assert all(len(found) == 1 for found in years.values())


def test_hanau_left_the_main_kinzig_kreis_with_the_people_of_its_municipality() -> None:
    """Sums of the municipality register of 31.12.2024, whose inhabitants are of 31.12.2023."""
    table = {row["new_ags"]: row for row in rows("district_changes.csv") if row["since"] > "2022"}
    assert set(table) == {"06415", "06435"}
    assert {row["since"] for row in table.values()} == {"2026-01-01"}
    assert {row["old_ags"] for row in table.values()} == {"06435"}
    towns = [row for row in rows("municipalities.csv") if row["key"][:5] == "06435"]
    hanau = next(row for row in towns if row["name"].startswith("Hanau"))
    everybody = sum(int(row["population"]) for row in towns)
    assert table["06415"]["people"] == hanau["population"] == "103184"
    assert int(table["06435"]["people"]) == everybody - 103_184
    share = float(table["06415"]["share_population"])
    assert share == pytest.approx(103_184 / everybody, abs=1e-6)
    # The uninhabited forest of the Spessart counts for the area: 1,397 km2 in all.
    assert float(table["06415"]["share_area"]) == pytest.approx(76.28 / 1397.3, abs=1e-4)


@pytest.mark.parametrize(
    ("old", "year", "new"),
    [
        ("03156", "2015", {"03159"}),  # Osterode am Harz joined Göttingen on 1 November 2016
        ("03152", "2015", {"03159"}),
        ("16056", "2020", {"16063"}),  # Eisenach joined Wartburgkreis on 1 July 2021
        ("05313", "2008", {"05334"}),  # Städteregion Aachen since 21 October 2009
        ("05354", "2008", {"05334"}),
        ("13052", "2010", {"13071", "13075"}),  # Demmin was divided on 4 September 2011
        ("14161", "2007", {"14511"}),  # Chemnitz got a new key on 1 August 2008
    ],
)
def test_known_reforms(old: str, year: str, new: set[str]) -> None:
    table = [row for row in rows("district_changes.csv") if row["old_ags"] == old]
    assert {row["new_ags"] for row in table} == new
    assert {row["valid_until"] for row in table} == {year}


def test_district_types_are_complete(keys: set[str]) -> None:
    table = {row["ags"]: row for row in rows("district_types.csv")}
    assert set(table) == keys
    assert {row["settlement_type"] for row in table.values()} == {"1", "2", "3", "4"}
    assert len({row["ror"] for row in table.values() if row["ror"]}) == 96
    assert all(row["ror"] for row in table.values())
    assert table["11000"]["settlement_type"] == "1"


def test_coal_regions_follow_the_statute() -> None:
    found = Counter(row["coal_region"] for row in rows("district_types.csv"))
    assert found == {"": 366, "lignite": 22, "hard_coal": 10, "former_lignite": 2}


def test_network_history_holds_the_published_counts() -> None:
    found = {(r["date"], r["qualifier"]): int(r["count"]) for r in rows("network_history.csv")}
    assert found == {
        ("2017", "identified"): 40,
        ("2021-01-01", "exact"): 31,
        ("2022-12-31", "over"): 60,
        ("2023-12-31", "target"): 60,
        ("2023-12-31", "exact"): 93,
    }


@pytest.mark.parametrize(("builder", "name"), BUILDERS.items())
def test_rebuild_gives_the_shipped_bytes(
    builder: str, name: str, sources: Path, facts: Path, tmp_path: Path
) -> None:
    command = [sys.executable, str(ROOT / "tools" / builder), "--sources", str(sources)]
    subprocess.run([*command, "--facts", str(facts), "--out", str(tmp_path)], check=True)
    assert (tmp_path / name).read_bytes() == (ROOT / "data" / name).read_bytes()
