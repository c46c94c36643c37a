"""Our own tables: right ones are read, every flaw is an error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from rollout.errors import DataError
from rollout.readers import reference

KEYS = frozenset({"01051", "02000", "03159"})
Table = dict[str, list[str]]

CHAMBERS: Table = {
    "ags": ["03159", "01051", "01051", "02000"],
    "chamber": ["IHK Hannover", "IHK Flensburg", "IHK Kiel", "Handelskammer Hamburg"],
    "share": ["1", "0.25", "0.75", "1"],
}
BORDERS: Table = {
    "ags": ["02000", "01051", "01051"],
    "country": ["DK", "DK", "NL"],
    "kind": ["land", "land", "lake"],
    "length_km": ["3.5", "12", ""],
}
ABROAD: Table = {
    "country": ["PL", "DK"],
    "name": ["Kammer Polen", "Kammer Dänemark"],
    "place_de": ["Warschau", ""],
    "place_en": ["Warsaw", ""],
    "website": ["https://www.example.org", ""],
    "source_url": ["https://www.example.org/a;http://example.net/b?c=1", "https://example.org"],
    "as_of": ["2025-10-14", ""],
}
POSTCODES: Table = {
    "plz": ["20038", "01067"],
    "place": ["Hamburg", "Dorf"],
    "ags": ["02000", "01051"],
    "latitude": ["53.55", "54.1"],
    "longitude": ["9.99", "9.1"],
}
CHANGES: Table = {
    "old_ags": ["03152", "03999", "03999"],
    "old_name": ["Göttingen, alt", "Teilkreis", "Teilkreis"],
    "valid_until": ["2015", "1990", "1990"],
    "new_ags": ["03159", "03159", "02000"],
    "share_population": ["1", "0.7", "0.3"],
    "share_area": ["1", "0.5", "0.5"],
}
TYPES: Table = {
    "ags": ["02000", "01051", "03159"],
    "settlement_type": ["1", "4", "3"],
    "coal_region": ["", "lignite", ""],
    "ror": ["Hamburg", "SH Süd-West", "Göttingen"],
}
HISTORY: Table = {
    "date": ["2023-12-31", "2017", "2021-01-01"],
    "precision": ["day", "year", "day"],
    "count": ["93", "40", "31"],
    "qualifier": ["exact", "identified", "exact"],
    "note_de": ["Stand", "", ""],
    "note_en": ["as of", "", ""],
    "source": ["report", "project", "report"],
}
SOURCES: Table = {
    "id": ["ba", "bkg"],
    "publisher": ["Bundesagentur", "BKG"],
    "title": ["Strukturdaten", "Grenzen"],
    "reference_date": ["2023", ""],
    "licence": ["dl-de/by-2-0", "dl-de/by-2-0"],
    "licence_url": ["", ""],
    "attribution_de": ["© BA", "© BKG"],
    "attribution_en": ["© BA", "© BKG"],
    "url": ["", ""],
    "note": ["", ""],
}
READERS: dict[str, tuple[Table, Callable[[Path], pd.DataFrame]]] = {
    "chambers": (CHAMBERS, lambda path: reference.read_chambers(path, KEYS)),
    "borders": (BORDERS, lambda path: reference.read_borders(path, KEYS)),
    "abroad": (ABROAD, reference.read_partners_abroad),
    "postcodes": (POSTCODES, lambda path: reference.read_postcodes(path, KEYS)),
    "changes": (CHANGES, lambda path: reference.read_district_changes(path, KEYS)),
    "types": (TYPES, lambda path: reference.read_district_types(path, KEYS)),
    "history": (HISTORY, reference.read_history),
    "sources": (SOURCES, reference.read_sources),
}


def read(folder: Path, name: str, /, **columns: Any) -> pd.DataFrame:
    table, reader = READERS[name]
    path = folder / f"{name}.csv"
    pd.DataFrame({**table, **columns}).to_csv(path, index=False)
    return reader(path)


def test_chambers_are_sorted_pairs_with_shares(tmp_path: Path) -> None:
    table = read(tmp_path, "chambers")
    assert table["ags"].tolist() == ["01051", "01051", "02000", "03159"]
    assert table["share"].tolist() == [0.25, 0.75, 1, 1]


def test_a_lake_border_has_no_length(tmp_path: Path) -> None:
    table = read(tmp_path, "borders")
    assert table["kind"].tolist() == ["land", "lake", "land"]
    assert table["length_km"].isna().tolist() == [False, True, False]


def test_postcodes_and_old_keys_stay_text(tmp_path: Path) -> None:
    assert read(tmp_path, "postcodes")["plz"].tolist() == ["20038", "01067"]
    changes = read(tmp_path, "changes")
    assert changes["old_ags"].tolist() == ["03152", "03999", "03999"]
    assert changes["valid_until"].tolist() == [2015, 1990, 1990]


def test_types_stand_on_every_district(tmp_path: Path) -> None:
    table = read(tmp_path, "types")
    assert table.index.tolist() == sorted(KEYS)
    assert table["settlement_type"].tolist() == [4, 1, 3]
    assert table["coal_region"].isna().tolist() == [False, True, True]


def test_history_runs_forward_and_sources_have_their_id(tmp_path: Path) -> None:
    assert read(tmp_path, "history")["count"].tolist() == [40, 31, 93]
    assert read(tmp_path, "sources").loc["bkg", "publisher"] == "BKG"


def test_chambers_abroad_are_sorted_and_may_lack_place_and_website(tmp_path: Path) -> None:
    table = read(tmp_path, "abroad")
    assert table["country"].tolist() == ["DK", "PL"]
    assert table[["place_de", "place_en", "website"]].isna().sum(axis=1).tolist() == [3, 0]


FLAWS: dict[str, tuple[str, Table, str]] = {
    "shares below 1": ("chambers", {"share": ["1", "0.25", "0.7", "1"]}, "line 3.*add up to 0.95"),
    "share above 1": ("chambers", {"share": ["1", "1.25", "0.75", "1"]}, "line 3, column share"),
    "share with a comma": ("chambers", {"share": ["1", "0,25", "0.75", "1"]}, "'0,25'"),
    "key without zero": ("chambers", {"ags": ["3159", "01051", "01051", "02000"]}, "'3159'"),
    "district missing": ("chambers", {"ags": ["02000", "01051", "01051", "02000"],
                                      "share": ["0.5", "0.25", "0.75", "0.5"]},
                         "1 districts are missing: 03159"),
    "country": ("borders", {"country": ["DK", "DK", "GB"]}, "line 4, column country: 'GB'"),
    "kind of border": ("borders", {"kind": ["land", "sea", "lake"]}, "line 3, column kind"),
    "length in words": ("borders", {"length_km": ["3.5", "far", ""]}, "line 3, column length_km"),
    "length below zero": ("borders", {"length_km": ["3.5", "-1", ""]}, "a number"),
    "partner in no neighbour country": ("abroad", {"country": ["PL", "GB"]},
                                        "line 3, column country: 'GB'.*AT, BE"),
    "website without https": ("abroad", {"website": ["http://www.example.org", ""]},
                              "line 2, column website"),
    "website with a path": ("abroad", {"website": ["https://example.org/a?b", ""]},
                            "an address such as"),
    "website as a script": ("abroad", {"website": ["javascript:alert(1)", ""]},
                            "line 2, column website"),
    "partner without a source": ("abroad", {"source_url": ["", "https://example.org"]},
                                 "line 2, column source_url: is empty"),
    "partner twice": ("abroad", {"country": ["PL", "PL"], "name": ["Kammer", "Kammer"]},
                      "'PL Kammer' is already in line 2"),
    "partner without a name": ("abroad", {"name": ["", "Kammer"]}, "column name: is empty"),
    "e-mail of a partner": ("abroad", {"name": ["info@example.org", "Kammer"]},
                            "contains an e-mail address"),
    "telephone of a partner": ("abroad", {"place_de": ["Tel. +48 22 5310500", ""]},
                               "contains a telephone number"),
    "day of a partner": ("abroad", {"as_of": ["14.10.2025", ""]}, "line 2, column as_of"),
    "postcode without zero": ("postcodes", {"plz": ["20038", "1067"]}, "five digits"),
    "place abroad": ("postcodes", {"latitude": ["53.55", "35"]}, "line 3, column latitude"),
    "unknown successor": ("changes", {"new_ags": ["03159", "09999", "02000"]}, "'09999'"),
    "shares of successors": ("changes", {"share_area": ["1", "0.5", "0.4"]}, "add up to 0.9"),
    "year of change": ("changes", {"valid_until": ["2015", "90", "1990"]}, "whole number"),
    "settlement type 5": ("types", {"settlement_type": ["1", "5", "3"]}, "line 3"),
    "type with decimals": ("types", {"settlement_type": ["1", "3.0", "3"]}, "whole number"),
    "coal region": ("types", {"coal_region": ["", "gold", ""]}, "lignite"),
    "district twice": ("types", {"ags": ["02000", "02000", "03159"]}, "already in line 2"),
    "date": ("history", {"date": ["31.12.2023", "2017", "2021-01-01"]},
             "a date such as 2023-12-31 or a year"),
    "qualifier": ("history", {"qualifier": ["exact", "maybe", "exact"]},
                  "line 3, column qualifier"),
    "source id twice": ("sources", {"id": ["ba", "ba"]}, "already in line 2"),
    "no licence": ("sources", {"licence": ["", "x"]}, "line 2, column licence: is empty"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "columns", "words"), FLAWS.values(), ids=FLAWS)
def test_a_flaw_is_an_error(tmp_path: Path, name: str, columns: Table, words: str) -> None:
    with pytest.raises(DataError, match=words):
        read(tmp_path, name, **columns)


@pytest.mark.parametrize("name", READERS)
def test_every_column_is_required(tmp_path: Path, name: str) -> None:
    table, reader = READERS[name]
    for column in table:
        path = tmp_path / f"{name}.csv"
        pd.DataFrame(table).drop(columns=column).to_csv(path, index=False)
        with pytest.raises(DataError, match=f"column {column} is missing"):
            reader(path)


@pytest.mark.parametrize("name", READERS)
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(DataError, match="file not found"):
        READERS[name][1](tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("file", "reader"),
    [("chambers", reference.read_chambers), ("borders", reference.read_borders),
     ("postcodes", reference.read_postcodes), ("district_types", reference.read_district_types),
     ("district_changes", reference.read_district_changes)],
)  # fmt: skip
def test_the_shipped_tables_are_read_as_they_stand(data_dir: Path, file: str, reader: Any) -> None:
    keys = pd.read_csv(data_dir / "indicators.csv", dtype=str)["ags"]
    path = data_dir / f"{file}.csv"
    table = reader(path, frozenset(keys))
    plain = pd.read_csv(path, dtype=str, keep_default_na=False)
    assert len(table) == len(plain)
    assert sorted(table.reset_index()["ags" if "ags" in plain else "old_ags"]) == sorted(
        plain["ags" if "ags" in plain else "old_ags"]
    )


def test_the_shipped_history_and_sources_are_read(data_dir: Path) -> None:
    assert 93 in reference.read_history(data_dir / "network_history.csv")["count"].tolist()
    assert len(reference.read_sources(data_dir / "sources.csv"))
