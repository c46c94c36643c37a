"""Tables laid out for people: headers over lines, sums between, NUTS codes, sheets, old formats.

All places and numbers are made up, the layouts are those of the offices.
"""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from rollout.errors import DataError
from rollout.inputs import Inputs
from rollout.readers.nuts_codes import OLD_CODES
from rollout.readers.official.detect import read_official
from rollout.readers.official.publisher_table import OfficialTable
from tests.readers.official.test_other_formats import book, codes, saved

NUTS = {"DEF01": "01001", "DEF02": "01002"}


def values(table: OfficialTable, name: str) -> list[float]:
    (series,) = table.series.index[table.series["name"] == name]
    return list(table.values[series])


def district_list(tmp_path: Path) -> Path:
    """A list of districts as Destatis lays it out: merged headers, wider lower line, sums."""
    made = Workbook()
    cover, sheet = made.active, made.create_sheet("Kreise")
    cover.append(["Statistisches Amt (erfunden)"])
    rows = [
        ["Kreisfreie Städte und Landkreise nach Fläche"],
        ["Gebietsstand: 31.12.2030"],
        [],
        ["Schlüssel-\nnummer", "Regionale Bezeichnung", "Kreisfreie Stadt", "NUTS3",
         "Fläche\nin km2", "Bevölkerung2)"],
        [None, None, "Kreis / Landkreis", None, None, "insgesamt", "männlich", "je km2"],
        [1, 2, 3, 4, 5, 6, 7, 8],
        [],
        ["01", "Schleswig-Holstein", None, None, 999, 30, 12, 1],
        ["01001", "Kreisfreie Stadt", "Flensburg, Stadt", "DEF01", 56.73, 10, 4, 1.5],
        ["01051", "Kreis", "Dithmarschen", "DEF05", 1428.171, 20, 8, 2],
        ["08", "Baden-Württemberg", None, None, 7, 7, 7, 7],
        ["081", "Regierungsbezirk Stuttgart", None, None, 7, 7, 7, 7],
        ["0811", "Region Stuttgart", None, None, 7, 7, 7, 7],
        ["08111", "Stadtkreis", "Stuttgart", "DE111", 207.33, 5, None, 3],
        [],
        ["1) eine Fußnote"],
        ["© Amt, 2030"],
    ]  # fmt: skip
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("F4:H4")
    made.save(tmp_path / "kreise.xlsx")
    return tmp_path / "kreise.xlsx"


def test_headers_over_two_lines_with_a_wider_lower_one(tmp_path: Path) -> None:
    table = read_official(district_list(tmp_path))
    assert list(table.values.index) == ["01001", "01051", "08111"]
    assert values(table, "Bevölkerung · insgesamt") == [10, 20, 5]
    assert values(table, "Fläche in km2") == [56.73, 1428.171, 207.33]
    assert math.isnan(values(table, "Bevölkerung · männlich")[2])
    assert {"dropped-land", "dropped-region", "several-headers"} <= codes(table)


def test_the_list_of_districts_of_destatis(sources: Path) -> None:
    path = sources / "destatis_gemeindeverzeichnis" / "04_KreiseVorjahr.xlsx"
    table = read_official(path)
    assert len(table.values) == 400
    # Stated in the file's own line for the country.
    assert sum(values(table, "Bevölkerung · insgesamt")) == 83_237_124


def test_years_in_the_second_line_of_a_csv(tmp_path: Path) -> None:
    text = ("Titel der Tabelle;;;\n\nAGS;Name;Quote;Quote\n;;2021;31.12.2022\n"
            "01001 Flensburg;x;1,5;2,5\n01002 Kiel;y;0;3,5\n")  # fmt: skip
    table = read_official(saved(tmp_path, text))
    assert list(table.series["name"]) == ["Quote", "Quote"]
    assert list(table.series["year"]) == [2021, 2022]
    assert table.values.loc["01002"].tolist() == [0, 3.5]


def test_the_same_header_again_and_again_is_told_apart_by_number(tmp_path: Path) -> None:
    table = read_official(saved(tmp_path, "ags;Wert A;Wert A\n01001;1;2\n01002;3;4\n"))
    assert table.values.to_numpy().tolist() == [[1, 2], [3, 4]]


INKAR_ROWS = [
    ["Kennziffer", "Raumeinheit", "Aggregat", "Quote", "Quote", "Anteil"],
    [None, None, None, 2016, 2017, 2017],
    ["01001", "Flensburg, Stadt", "krsfr. Stadt", 10.4, "11,4", 1.125],
    ["03103", "Wolfsburg", "krsfr. Stadt", 78.25, -3, None],
]


def test_inkar_as_a_workbook_with_repeated_names(tmp_path: Path) -> None:
    table = read_official(book(tmp_path, {"Daten": INKAR_ROWS, "Metadaten": [["Text"]]}))
    assert table.format == "inkar"
    assert list(table.series["year"]) == [2016, 2017, 2017]
    assert table.values.loc["01001"].tolist() == [10.4, 11.4, 1.125]


def test_an_inkar_table_in_the_old_excel_format(sources: Path) -> None:
    folder = sources / "inkar_wizard_export_2019"
    old = read_official(folder / "Wirtschafts-und-Berufszweige-Part-I.xls")
    text = read_official(folder / "Wirtschafts-und-Berufszweige-Part-I.csv")
    assert list(old.series["name"]) == list(text.series["name"])
    assert ((old.values - text.values).abs().max() < 1e-9).all()


def test_a_long_inkar_table_is_read_by_districts(tmp_path: Path) -> None:
    text = ("Kennziffer;Raumeinheit;Raumbezug;Indikator;Zeitbezug;Wert\n"
            "1;Schleswig-Holstein;Bundesländer;Quote;2020;9,5\n"
            "1001;eine Raumordnungsregion;Raumordnungsregionen;Quote;2020;8,5\n"
            "01001;Flensburg;Kreise;Quote;2020;1,5\n01001;Flensburg;Kreise;Quote;2021;2,5\n"
            "01002;Kiel;Kreise;Quote;2020;3,5\n01002;Kiel;Kreise;Quote;2021;4,5\n")  # fmt: skip
    table = read_official(saved(tmp_path, text))
    assert list(table.series["name"]) == ["Quote", "Quote"]
    assert table.values.to_numpy().tolist() == [[1.5, 2.5], [3.5, 4.5]]


def test_one_note_for_a_column_of_words_in_a_long_table(tmp_path: Path) -> None:
    rows = [("Kennziffer", "Aggregat", "Jahr", "Quote")]
    rows += [(f"0100{n}", "Kreis", str(year), f"{n}.5") for n in (1, 2) for year in range(2010, 20)]
    rows += [(f"0100{n}", "Kreis", str(year), f"{n}.5") for n in (1, 2)
             for year in range(2010, 2020)]  # fmt: skip
    path = tmp_path / "long.csv"
    with path.open("w", newline="") as stream:
        csv.writer(stream).writerows(rows)
    notes = [p for p in read_official(path).problems if p.code == "text-column"]
    assert len(notes) == 1
    assert "(10 series)" in notes[0].message("en")


# NUTS


def test_nuts_codes_are_keys_and_larger_areas_left_out(tmp_path: Path) -> None:
    text = "geo;wert\nDE;9\nDEF;8\nDEF0;7\nDEF01;1,5\nDEF02;: c\nFR101;3\nDEZZZ;4\n"
    table = read_official(saved(tmp_path, text), NUTS)
    assert list(table.values.index) == ["01001", "01002"]
    assert table.values.loc["01001", 0] == 1.5
    assert math.isnan(table.values.loc["01002", 0])
    assert {"nuts-codes", "dropped-nuts"} <= codes(table)


def test_a_nuts_code_of_no_edition_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="'DEF99' is not the NUTS 3 code"):
        read_official(saved(tmp_path, "geo;wert\nDEF01;1\nDEF99;2\n"), NUTS)


def test_a_table_of_eurostat_with_flags(tmp_path: Path) -> None:
    text = ("freq,unit,geo\\TIME_PERIOD\t2019 \t2020 \nA,PC,DEF01\t12.5 b\t: \n"
            "A,PC,DEF02\t1.5 \t2.75 ep\n")  # fmt: skip
    table = read_official(saved(tmp_path, text, name="nama.tsv"), NUTS)
    by_year = {float(year): list(table.values[n]) for n, year in table.series["year"].items()}
    assert by_year[2019] == [12.5, 1.5]
    assert by_year[2020][1] == 2.75
    assert math.isnan(by_year[2020][0])


def test_a_long_table_of_eurostat_with_items(tmp_path: Path) -> None:
    text = ("DATAFLOW,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
            + "".join(f"X,A,{unit},{geo},2020,{n}.5,p\n" for n, (unit, geo) in enumerate(
                [(u, g) for u in ("EUR", "PPS") for g in NUTS])))  # fmt: skip
    table = read_official(saved(tmp_path, text), NUTS)
    assert values(table, "EUR") == [0.5, 1.5]
    assert values(table, "PPS") == [2.5, 3.5]


def test_old_nuts_codes_are_districts_of_today_or_before(inputs: Inputs) -> None:
    changes = Path(__file__).parents[3] / "data" / "district_changes.csv"
    keys = set(inputs.districts.index) | set(pd.read_csv(changes, dtype=str)["old_ags"])
    assert set(OLD_CODES.values()) <= keys
    assert not set(OLD_CODES) & set(inputs.districts["nuts3"])


# Sheets


def test_sheets_with_equal_headers_are_read_together(tmp_path: Path) -> None:
    sheets = {
        "Hinweise": [["nur Text"]],
        "SH": [["Kreise"], ["AGS", "Quote"], ["01001", 1.5]],
        "BY": [["AGS", "Quote"], ["09161", 2.5], ["09162", 3.5]],
    }
    table = read_official(book(tmp_path, sheets))
    assert table.values[0].to_dict() == {"01001": 1.5, "09161": 2.5, "09162": 3.5}
    (note,) = [p for p in table.problems if p.code == "worksheets"]
    assert "'SH' (1–3), 'BY' (4–5)" in note.message("en")


def test_sheets_with_different_headers_are_asked_about(tmp_path: Path) -> None:
    sheets = {"A": [["AGS", "Quote"], ["01001", 1.5]], "B": [["AGS", "Zahl"], ["01001", 2]]}
    with pytest.raises(DataError, match="several sheets with different headers: 'A', 'B'"):
        read_official(book(tmp_path, sheets))


def test_keys_and_names_in_one_cell_under_any_header_beside_a_cover(tmp_path: Path) -> None:
    """As the Employment Agency lays its booklets out."""
    rows = [[None, "Titel des Heftes"], [None, "Region", "Insgesamt", "darunter", None],
            [None, None, None, "ohne Abschluss", "mit Abschluss"],
            [None, None, "absolut", "absolut", "in %"], [None, None, 1, 2, 3]]  # fmt: skip
    keys = [f"0916{n}" for n in range(1, 10)] + [f"0917{n}" for n in range(10)]
    keys += [f"0918{n}" for n in range(10)]
    rows += [[None, f"{key} Kreis {key}", 1000, "*", 12.5] for key in keys]
    rows += [[None, "1) eine Fußnote"]]
    table = read_official(book(tmp_path, {"Deckblatt": [["Heft"]], "Kreise": rows}))
    assert list(table.values.index) == keys
    assert values(table, "darunter · mit Abschluss") == [12.5] * len(keys)
    assert list(table.series["unit"])[2] == "%"
    assert table.values[1].isna().all()


def test_per_cent_of_a_format_is_per_cent(tmp_path: Path) -> None:
    """A cell that shows 12.5 % holds 0.125, unless the sign is only text of the format."""
    made = Workbook()
    sheet = made.active
    for row in (["AGS", "format", "text"], ["01001", 0.125, 12.5], ["01002", 0.01234, 7]):
        sheet.append(row)
    for cell in sheet["B"][1:]:
        cell.number_format = "0.0%"
    for cell in sheet["C"][1:]:
        cell.number_format = '0.0" %"'
    made.save(tmp_path / "share.xlsx")
    table = read_official(tmp_path / "share.xlsx")
    assert values(table, "format") == [12.5, 1.234]
    assert values(table, "text") == [12.5, 7]
    assert list(table.series["unit"]) == ["%", ""]
