"""INKAR, election office, Deutschlandatlas, flat files and tidy tables."""

import csv
import io
import math
import zipfile
from contextlib import closing

import pytest
from openpyxl import Workbook

from rollout.errors import DataError
from rollout.readers.official.areas import read_areas
from rollout.readers.official.detect import read_official


def saved(tmp_path, text, encoding="utf-8", name="file.csv"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def book(tmp_path, sheets, name="book.xlsx"):
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made.save(tmp_path / name)
    return tmp_path / name


def codes(table):
    return {problem.code for problem in table.problems}


# INKAR

INKAR = """Kennziffer;Raumeinheit;Aggregat;Industriequote;Industriequote;Anteil Ältere
;;;2016;2017;2017
"01001";"Flensburg, Stadt";"krsfr. Stadt";"10,4";"11,4";""
"03103";"Wolfsburg";"krsfr. Stadt";"78,25";"-3,0";"20,1"
"16056";"Eisenach, Stadt";"krsfr. Stadt";"20,0";"21,0";"22,0"
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_inkar_export_has_two_header_lines(tmp_path, encoding, newline):
    table = read_official(saved(tmp_path, INKAR.replace("\n", newline), encoding))
    assert table.format == "inkar"
    assert list(table.series["name"]) == ["Industriequote", "Industriequote", "Anteil Ältere"]
    assert list(table.series["year"]) == [2016, 2017, 2017]
    assert list(table.values.loc["03103"]) == [78.25, -3.0, 20.1]
    assert math.isnan(table.values.loc["01001", 2])


def test_a_span_of_years_counts_with_its_last(tmp_path):
    text = INKAR.replace(";;;2016;2017;2017", ";;;2014 bis 2016;2016/17;ohne")
    table = read_official(saved(tmp_path, text))
    assert list(table.series["year"])[:2] == [2016, 2017]
    assert math.isnan(table.series["year"][2])
    assert "no-year" in codes(table)


@pytest.mark.parametrize(
    ("name", "columns"),
    [("Wirtschafts-und-Berufszweige-Part-I.csv", 69),
     ("Wirtschafts-und-Berufszweige-Part-II.csv", None), ("Wirtschaftliche-Leistung.csv", None)],
)  # fmt: skip
def test_every_value_of_the_inkar_exports(sources, name, columns):
    path = sources / "inkar_wizard_export_2019" / name
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";"))
    table = read_official(path)
    assert table.values.shape == (401, columns or len(rows[0]) - 3)
    for row in rows[2:]:
        for number, text in enumerate(row[3:]):
            value = table.values.loc[row[0], number]
            assert value == float(text.replace(",", ".")) if text else math.isnan(value)
    assert list(table.series["year"]) == [float(year) for year in rows[1][3:]]


# Election office

ELECTION = """# © Die Bundeswahlleiterin, Wiesbaden 2024;;;;;;
# Strukturdaten für die kreisfreien Städte und Landkreise zur Europawahl;;;;;;
#;;;;;;
Spalten-Nr.;;;1;2;;
Land;Kreis;Name;Gemeinden am 30.06.2023 (Anzahl);Produzierendes Gewerbe am 30.06.2023 (%);Fußnoten;
Hamburg;02000;Hamburg;1;.;;
Hamburg;02;Hamburg Land;1;12,5;;
Bayern;09162;München;1.104;–;;
Bayern;09;Bayern;2.056;31,4;;
Deutschland;99;Deutschland;10.775;27,1;"Spalten 1 bis 2; Fußnote";
"""


def test_election_structure_data(tmp_path):
    table = read_official(saved(tmp_path, ELECTION.replace("\n", "\r\n"), "utf-8-sig"))
    assert table.format == "election"
    assert list(table.values.index) == ["02000", "09162"]
    assert list(table.series["unit"]) == ["Anzahl", "%"]
    assert list(table.series["kind"]) == ["count", "share"]
    assert list(table.series["year"]) == [2023, 2023]
    assert table.values.loc["09162", 0] == 1104
    assert table.marks.loc["02000", 1] == "secret"
    assert table.marks.loc["09162", 1] == "dash"
    assert math.isnan(table.values.loc["09162", 1])
    assert "© Die Bundeswahlleiterin" in table.origin.attribution.de


def test_structure_data_by_constituency_are_refused(tmp_path):
    text = ELECTION.replace("Land;Kreis;Name", "Land;Wahlkreis-Nr.;Wahlkreis-Name")
    with pytest.raises(DataError, match="no header Land;Kreis;Name"):
        read_official(saved(tmp_path, text))


def test_the_structure_data_of_2024(sources):
    path = sources / "bundeswahlleiterin_ew24" / "ew24_strukturdaten.csv"
    table = read_official(path)
    assert table.values.shape == (400, 49)
    people = table.series.index[table.series["name"].str.contains("- Insgesamt")][0]
    assert table.values[people].sum() == pytest.approx(84_358.7, abs=0.05)
    share = table.series.index[
        table.series["name"].str.endswith("30.06.2023 - Produzierendes Gewerbe")
    ][0]
    secret = table.marks.index[table.marks[share] == "secret"]
    assert list(secret) == ["01001", "01002", "03103", "03462", "04011", "04012", "07312",
                            "07316", "09163", "09464"]  # fmt: skip
    for line in path.read_text("utf-8-sig").split("\n"):
        cells = line.split(";")
        if len(cells) > 41 and len(cells[1]) == 5 and cells[1].isdecimal():
            plain = cells[3 + share].replace(".", "").replace(",", ".")
            if plain not in ("", "."):
                assert table.values.loc[cells[1], share] == float(plain)


# Deutschlandatlas


def atlas(tmp_path, keys=(1001000, 9162000), **sheets):
    rows = [["KRS1222", "Kreisname", "alq", "preis_miet"],
            [keys[0], "Flensburg", 7.88, "8,50 bis unter 10,00"],
            [keys[1], "München", 4, "mehr als 15"]]  # fmt: skip
    others = {"Deutschlandatlas_GEM1222": [["GKZ1222", "Gemeindename", "x"], [1001000, "F", 1]]}
    first = {"Vorblatt": [["Daten"], ["Stand: 12.12.2024"]]}
    return book(tmp_path, first | {"Deutschlandatlas_KRS1222": rows} | others | sheets)


def test_the_workbook_of_deutschlandatlas(tmp_path):
    table = read_official(atlas(tmp_path))
    assert table.format == "deutschlandatlas"
    assert list(table.values.index) == ["01001", "09162"]
    assert list(table.values[0]) == [7.88, 4]
    assert list(table.series["name"]) == ["alq"]
    assert {"lost-zero", "text-column", "worksheet", "no-year", "territory"} <= codes(table)
    assert table.origin.reference_date == "12.12.2024"


def test_keys_of_deutschlandatlas_as_text(tmp_path):
    table = read_official(atlas(tmp_path, keys=("01001000", "09162000")))
    assert list(table.values.index) == ["01001", "09162"]


def test_sheets_of_older_status_stand_beside(tmp_path):
    old = [["KRS1220", "Kreisname", "teilz"], [16056000, "Eisenach", 30.5]]
    table = read_official(atlas(tmp_path, Deutschlandatlas_KRS1220=old))
    assert list(table.series["name"]) == ["alq", "teilz"]
    assert table.values.loc["16056", 1] == 30.5
    assert math.isnan(table.values.loc["16056", 0])
    assert table.marks.loc["16056", 0] == "empty"


def test_the_deutschlandatlas_of_2024(sources):
    from openpyxl import load_workbook

    path = sources / "deutschlandatlas_2024" / "Deutschlandatlas-Daten.xlsx"
    with closing(load_workbook(path, read_only=True, data_only=True)) as book:
        rows = list(book["Deutschlandatlas_KRS1222"].iter_rows(values_only=True))
    column = rows[0].index("alq")
    table = read_official(path)
    series = list(table.series["name"]).index("alq")
    assert len(table.values) == 401  # one sheet still has Eisenach
    assert {"preis_miet", "preis_baul"}.isdisjoint(table.series["name"])
    for row in rows[1:]:
        assert table.values.loc[f"{row[0]:08d}"[:5], series] == pytest.approx(row[column])


# Flat files

OLD_FLAT = """Statistik_Code;Statistik_Label;Zeit_Code;Zeit_Label;Zeit;1_Merkmal_Code;\
1_Merkmal_Label;1_Auspraegung_Code;1_Auspraegung_Label;2_Merkmal_Code;2_Merkmal_Label;\
2_Auspraegung_Code;2_Auspraegung_Label;BEVSTD__Bevoelkerungsstand__Anzahl
12411;Fortschreibung;STAG;Stichtag;31.12.2022;KREISE;Kreise;02;Hamburg;GES;Geschlecht;;Insgesamt;9
12411;Fortschreibung;STAG;Stichtag;31.12.2022;KREISE;Kreise;01001;Flensburg;GES;Geschlecht;\
GESM;männlich;4
12411;Fortschreibung;STAG;Stichtag;31.12.2022;KREISE;Kreise;01001;Flensburg;GES;Geschlecht;;\
Insgesamt;.
"""
NEW_FLAT = """statistics_code;statistics_label;time_code;time_label;time;1_variable_code;\
1_variable_label;1_variable_attribute_code;1_variable_attribute_label;value;value_unit;\
value_variable_code;value_variable_label
12411;Fortschreibung;STAG;Stichtag;2022-12-31;DINSG;Deutschland;DG;Deutschland;84;Anzahl;BEV;Leute
12411;Fortschreibung;STAG;Stichtag;2022-12-31;KREISE;Kreise;01001;Flensburg;92550;Anzahl;BEV;Leute
12411;Fortschreibung;STAG;Stichtag;2022-12-31;KREISE;Kreise;01001;Flensburg;1,5;Prozent;Q;Quote
12411;Fortschreibung;STAG;Stichtag;2022-12-31;KREISE;Kreise;01002;Kiel;247717;Anzahl;BEV;Leute
"""


def test_an_old_flat_file(tmp_path):
    table = read_official(saved(tmp_path, OLD_FLAT, "iso-8859-1"))
    assert table.format == "ffcsv"
    assert list(table.series["name"]) == [
        "Insgesamt · Bevoelkerungsstand", "männlich · Bevoelkerungsstand",
    ]  # fmt: skip
    assert set(table.series["year"]) == {2022}
    assert table.values.loc["02000", 0] == 9
    assert table.values.loc["01001", 1] == 4
    assert table.marks.loc["01001", 0] == "secret"


def test_a_quoted_name_in_the_head_of_a_flat_file_moves_no_column(tmp_path):
    plain = read_official(saved(tmp_path, OLD_FLAT, "iso-8859-1"))
    text = OLD_FLAT.replace("1_Merkmal_Label;", '"1_Merkmal; Label";')
    table = read_official(saved(tmp_path, text, "iso-8859-1"))
    assert table.values.equals(plain.values)
    assert table.series.equals(plain.series)


@pytest.mark.parametrize("zipped", [False, True])
def test_a_new_flat_file_plain_and_zipped(tmp_path, zipped):
    path = saved(tmp_path, NEW_FLAT)
    if zipped:
        with zipfile.ZipFile(tmp_path / "flat.zip", "w") as archive:
            archive.write(path, "12411_de_flat.csv")
        path = tmp_path / "flat.zip"
    table = read_official(path)
    assert list(table.series["name"]) == ["Leute", "Quote"]
    assert list(table.series["unit"]) == ["Anzahl", "Prozent"]
    assert list(table.values[0]) == [92550, 247717]
    assert list(table.marks[1]) == ["", "empty"]


def test_a_flat_file_without_districts_is_refused(tmp_path):
    with pytest.raises(DataError, match="no variable is a list of districts"):
        read_official(saved(tmp_path, NEW_FLAT.replace("KREISE", "DLAND")))


# Tidy tables


@pytest.mark.parametrize("header", ["ags", "AGS", "Kreisschlüssel", "KRS", "county_code"])
def test_a_tidy_table_with_any_name_of_the_key(tmp_path, header):
    table = read_official(saved(tmp_path, f"name,{header},firms\nKiel,01002,5\nX,01001,7.5\n"))
    assert table.format == "tidy"
    assert list(table.values.index) == ["01001", "01002"]
    assert list(table.values[0]) == [7.5, 5]
    assert table.areas["01002"] == "Kiel"


def test_a_german_table_with_totals_and_lost_zeros(tmp_path):
    text = "AGS;Name;Wert A\n1001;Flensburg;1.234,5\n01;Schleswig-Holstein;9\n9162;M;k.A.\n"
    table = read_official(saved(tmp_path, text, "cp1252"))
    assert table.values[0]["01001"] == 1234.5
    assert math.isnan(table.values[0]["09162"])
    assert {"lost-zero", "dropped-land"} <= codes(table)


def test_a_long_table_with_year_and_item(tmp_path):
    text = "ags,year,indicator,value\n01001,2020,firms,5\n01001,2021,firms,6\n01001,2021,jobs,7\n"
    table = read_official(saved(tmp_path, text))
    assert list(table.series["name"].str.strip(" ·")) == ["firms", "firms", "jobs"]
    assert list(table.series["year"]) == [2020, 2021, 2021]
    assert list(table.values.loc["01001"]) == [5, 6, 7]


def test_points_that_may_be_thousands_are_asked_about(tmp_path):
    with pytest.raises(DataError, match=r"'1\.104' may mean thousands or decimals"):
        read_official(saved(tmp_path, "ags,firms\n01001,1.104\n01002,2.250\n"))


def test_a_workbook_with_a_column_of_keys(tmp_path):
    path = book(tmp_path, {"Tabelle": [["ags", "firms"], ["01001", 5], [9162, 7.25]]})
    assert list(read_official(path).values[0]) == [5, 7.25]


def test_a_table_without_keys_is_refused(tmp_path):
    with pytest.raises(DataError, match="no column of district keys"):
        read_official(saved(tmp_path, "place,firms\nKiel,5\n"))


def test_eight_digits_of_a_district_and_of_a_municipality():
    areas = read_areas(["01001000", "01051001", "010510000000", "1"])
    assert [area.level for area in areas.values()] == ["district", "part", "district", "land"]
    with_both = read_areas(["01001", "01001000"])
    assert [area.level for area in with_both.values()] == ["district", "part"]


# Files nobody should trust


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00" * 100, b"ags,x\n01001,\x00\n", b"GENESIS-Tabelle: 13111-07-05-4\n",
     b"PK\x03\x04broken", b"%PDF-1.4", b'ags,x\n"01001,1\n' + b"a" * 10_000_000,
     b"Statistik_Code;x\n", b"Kennziffer;Raumeinheit\n", b"# Bundeswahlleiter\n"],
)  # fmt: skip
def test_broken_files_end_in_a_data_error(tmp_path, content):
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(DataError):
        read_official(path)


def test_a_bomb_in_an_archive_is_refused(tmp_path):
    path = tmp_path / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("flat.csv", "w", force_zip64=True) as stream,
    ):
        for _ in range(320):
            stream.write(b"0" * 1_000_000)
    with pytest.raises(DataError, match="too large once unpacked"):
        read_official(path)


DOCTYPE = b"""<?xml version="1.0"?>
<!DOCTYPE worksheet [<!ENTITY a "7777777"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY secret SYSTEM "file:///etc/passwd">]>
"""


@pytest.mark.parametrize("entity", [b"&b;", b"&secret;"])
def test_entities_in_a_workbook_are_refused(tmp_path, entity):
    path = book(tmp_path, {"T": [["ags", "firms"], ["01001", 55555]]})
    evil = tmp_path / "evil.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(evil, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part == "xl/worksheets/sheet1.xml":
                assert b"55555" in content
                content = DOCTYPE + content.replace(b"55555", entity)
            new.writestr(part, content)
    with pytest.raises(DataError, match="not a readable XLSX"):
        read_official(evil)
