"""Tables of Regionalstatistik, as downloaded and as built here with one quirk each."""

import math

import pytest

from rollout.errors import DataError
from rollout.readers.official.detect import read_official

HEAD = """GENESIS-Tabelle: 13111-07-05-4
Beschäftigte nach Geschlecht;;;;
Beschäftigte (Anzahl);;;;
Stichtag: 30.06.2020;;;;
;;;Geschlecht;Geschlecht
;;;Insgesamt;männlich
"""
FOOT = """__________
"zu ""gesamter Tabelle"":
Fußnote; mit 1;2;3
und Zeilen"
"© Statistische Ämter des Bundes und der Länder, Deutschland, 2021.
Dieses Werk ist lizenziert unter der Datenlizenz Deutschland
- Namensnennung - Version 2.0."
Stand: 17.08.2021 / 20:27:28
"""
ROWS = """DG;Deutschland;Gewerbe (C);900;500
02;  Hamburg;Gewerbe (C);80;40
09;  Bayern;Gewerbe (C);300;100
091;    Oberbayern, Regierungsbezirk;Gewerbe (C);200;90
09162;      München, Landeshauptstadt;Gewerbe (C);50;.
03103;      Wolfsburg;Gewerbe (C);.;.
03152;      Göttingen, Landkreis;Gewerbe (C);-;-
01001;      Flensburg;Gewerbe (C);7;-
01002;      Kiel;Gewerbe (C);/;x
01003;      Lübeck;Gewerbe (C);...;(12)
11;  Berlin;Gewerbe (C);60;30
03241001;      Hannover, Landeshauptstadt;Gewerbe (C);3;1
"""


def written(tmp_path, text, encoding="iso-8859-1", name="table.csv"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def read(tmp_path, text=HEAD + ROWS + FOOT, **options):
    return read_official(written(tmp_path, text, **options))


def codes(table):
    return {problem.code for problem in table.problems}


def test_a_downloaded_table_gives_districts_series_and_year(tmp_path):
    table = read(tmp_path)
    assert table.format == "genesis"
    assert list(table.series["name"]) == [
        "Gewerbe (C) · Geschlecht · Insgesamt",
        "Gewerbe (C) · Geschlecht · männlich",
    ]
    assert set(table.series["unit"]) == {"Anzahl"}
    assert set(table.series["kind"]) == {"count"}
    assert set(table.series["year"]) == {2020}
    assert table.values.index.name == "ags"
    assert table.values.loc["09162", 0] == 50


def test_hamburg_and_berlin_are_districts_other_laender_are_not(tmp_path):
    table = read(tmp_path)
    assert table.values.loc["02000", 0] == 80
    assert table.values.loc["11000", 0] == 60
    assert not {"09", "09000", "091"} & set(table.values.index)
    assert {"dropped-nation", "dropped-land", "dropped-region", "dropped-part"} <= codes(table)


def test_hamburg_given_twice_is_the_district_and_the_land(tmp_path):
    table = read(tmp_path, HEAD + ROWS + "02000;Hamburg;Gewerbe (C);79;39\n" + FOOT)
    assert table.values.loc["02000", 0] == 79


def test_the_signs_are_kept_apart(tmp_path):
    table = read(tmp_path)
    assert table.marks.loc["03103", 0] == "secret"
    assert math.isnan(table.values.loc["03103", 0])
    assert (table.values.loc["01001", 1], table.marks.loc["01001", 1]) == (0, "zero")
    assert list(table.marks.loc["01002"]) == ["unsure", "blocked"]
    assert table.marks.loc["01003", 0] == "later"
    assert (table.values.loc["01003", 1], table.marks.loc["01003", 1]) == (12, "limited")


def test_dashes_in_the_whole_row_mean_that_the_district_did_not_exist(tmp_path):
    table = read(tmp_path)
    assert table.values.loc["03152"].isna().all()
    assert set(table.marks.loc["03152"]) == {"absent"}


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-8", "utf-8-sig", "utf-16"])
def test_the_encoding_does_not_matter(tmp_path, encoding):
    table = read(tmp_path, encoding=encoding)
    assert table.areas["01003"] == "Lübeck"
    assert table.values.equals(read(tmp_path).values)


def test_line_ends_do_not_matter(tmp_path):
    table = read(tmp_path, (HEAD + ROWS + FOOT).replace("\n", "\r\n"))
    assert table.values.equals(read(tmp_path).values)
    assert table.origin.reference_date == "17.08.2021"


def test_a_table_saved_again_by_a_spreadsheet_has_its_zeros_put_back(tmp_path):
    rows = ROWS.replace("\n0", "\n")
    table = read(tmp_path, HEAD + rows + FOOT)
    right = read(tmp_path).values
    assert table.values.equals(right)
    assert "lost-zero" in codes(table)


def test_licence_and_date_come_from_the_footer(tmp_path):
    origin = read(tmp_path).origin
    assert origin.licence == "dl-de/by-2-0"
    assert "Deutschland, 2021, dl-de/by-2-0" in origin.attribution.de
    assert origin.title.startswith("Tabelle 13111-07-05-4: Beschäftigte")


def test_a_file_without_footer_is_noted(tmp_path):
    assert "no-footer" in codes(read(tmp_path, HEAD + ROWS))


def test_years_in_the_rows_and_units_in_the_last_header_line(tmp_path):
    text = """GENESIS-Tabelle: 42111-01-04-4
Betriebe und Quoten;;;;
;;;Betriebe;Quote
;;;Anzahl;Prozent
30.09.2015;01001;      Flensburg;34;6,5
30.09.2014;01001;      Flensburg;33;7,25
2013;01001;      Flensburg;31;-1,5
"""
    table = read(tmp_path, text + FOOT)
    expected = [("Betriebe", "Anzahl", "count", 2015), ("Quote", "Prozent", "share", 2015)]
    assert [tuple(row) for row in table.series.head(2).to_numpy()] == expected
    assert list(table.values.loc["01001"]) == [34, 6.5, 33, 7.25, 31, -1.5]


def test_a_single_dash_of_a_rate_is_unknown_and_of_a_count_zero(tmp_path):
    text = "GENESIS-Tabelle: 13211-02-05-4\nT;;;\n;;;{}\n;;;{}\n2015;01001;Flensburg;-\n"
    rate = read(tmp_path, text.format("Quote", "Prozent") + FOOT)
    count = read(tmp_path, text.format("Betriebe", "Anzahl") + FOOT)
    assert math.isnan(rate.values.loc["01001", 0])
    assert count.values.loc["01001", 0] == 0


def test_the_same_district_twice_with_other_values_is_an_error(tmp_path):
    text = HEAD + ROWS + "01001;Flensburg;Gewerbe (C);8;1\n" + FOOT
    with pytest.raises(DataError, match="line 19: '01001 Flensburg' occurs again"):
        read(tmp_path, text)


def test_a_word_among_numbers_is_an_error_with_its_line(tmp_path):
    with pytest.raises(DataError, match=r"line 7, .*'neunhundert'"):
        read(tmp_path, HEAD + ROWS.replace("DG;Deutschland;Gewerbe (C);900", "01004;N;Gewerbe "
                                           "(C);neunhundert") + FOOT)  # fmt: skip


def test_a_table_by_land_is_no_table_by_district(tmp_path):
    rows = "DG;Deutschland;C;900;500\n09;  Bayern;C;300;100\n"
    with pytest.raises(DataError, match="no row is about a district"):
        read(tmp_path, HEAD + rows + FOOT)


def test_an_unknown_layout_is_said(tmp_path):
    with pytest.raises(DataError, match="layout of the GENESIS table"):
        read(tmp_path, "GENESIS-Tabelle: 13111-07-05-4\nnur Text;\n")


def test_section_c_of_2020_is_read_right(sources):
    """A second way: plain splitting of lines, as in the file."""
    path = sources / "regionalstatistik_2021" / "13111-07-05-4_2020.csv"
    wanted = {}
    for line in path.read_text("iso-8859-1").split("\n"):
        cells = line.split(";")
        if len(cells) > 5 and cells[2] == "Verarbeitendes Gewerbe (C)":
            wanted[cells[0]] = cells[3]
    table = read_official(path)
    (series,) = table.series.index[
        table.series["name"].eq(
            "Verarbeitendes Gewerbe (C) · Nationalität · Insgesamt · Geschlecht · Insgesamt"
        )
    ]
    values, marks = table.values[series], table.marks[series]
    assert values["09162"] == float(wanted["09162"])
    for key, text in wanted.items():
        ags = {"02": "02000", "11": "11000"}.get(key, key)
        if len(ags) != 5:
            continue
        if text.isdecimal():
            assert values[ags] == float(text)
        else:
            assert math.isnan(values[ags])
            assert marks[ags] == {".": "secret", "-": "absent"}[text]
    secret = set(marks.index[marks == "secret"])
    assert {"03103", "03158", "09161", "09180"} <= secret


@pytest.mark.parametrize(
    ("name", "districts", "column", "known", "secret"),
    [
        ("42111-01-04-4_00.csv", 400, "Beschäftigte", 393, 6),
        ("43531-01-02-4_00.csv", 400, "Energieverbrauch (einschl. nichtenergetischem V.) · "
         "Energieträger · insgesamt", 347, 52),
        ("52311-01-04-4_00.csv", 400, "Gewerbeanmeldungen", 399, 0),
        ("82111-01-05-4_00.csv", 400, "Bruttoinlandsprodukt", 399, 0),
        ("52111-01-01-4_00.csv", 400, "Betriebe insgesamt (B-N,P-S)", 399, 0),
    ],
)  # fmt: skip
def test_the_newest_year_of_older_tables(sources, data_dir, name, districts, column, known, secret):
    import pandas as pd

    keys = pd.read_csv(data_dir / "indicators.csv", dtype={"ags": "str"})["ags"]
    table = read_official(sources / "regionalstatistik_2017_utf8" / name)
    of_name = table.series[table.series["name"] == column]
    series = of_name["year"].idxmax()
    values, marks = table.values[series].reindex(keys), table.marks[series].reindex(keys)
    assert len(values) == districts
    assert values.notna().sum() == known
    assert (marks == "secret").sum() == secret
    assert marks["03159"] == "absent"  # formed on 2016-11-01


def test_unemployment_of_flensburg(sources):
    table = read_official(sources / "regionalstatistik_2021" / "13211-02-05-4.csv")
    names, years = table.series["name"], table.series["year"]
    (rate,) = table.series.index[
        (names == "Arbeitslosenquote bez. abh. zivile Erwerbspers.") & (years == 2020)
    ]
    assert table.series.loc[rate, "kind"] == "share"
    assert table.values.loc["01001", rate] == 9.9
    assert (table.marks == "blocked").to_numpy().sum() == 5
