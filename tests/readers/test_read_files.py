"""Files that are no table, tables in odd containers, and what is hidden in them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import struct
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from rollout.errors import DataError
from rollout.files import guarded
from rollout.readers import xlsx as workbook_module
from rollout.readers.document import Content
from rollout.readers.findings import Findings
from rollout.readers.foundings import read_foundings
from rollout.readers.indicators import read_indicators
from rollout.readers.limits import MAX_CELL
from rollout.readers.places import Places
from rollout.readers.register import read_register
from rollout.readers.table import read_table
from rollout.readers.text import decode, without_hidden


def error_of(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        read_table(path, Findings(str(path)))
    assert caught.value.message("de")
    return caught.value.message("en")


CONTENTS = {
    "empty": (b"", "is empty"),
    "blank lines": (b"\n \r\n\t\n", "is empty"),
    "byte order mark only": (b"\xef\xbb\xbf", "contains no values"),
    "only delimiters": (b";;;\n;;;\n", "contains no values"),
    "zeros": (b"\x00" * 500, "not a text file"),
    "zero in the text": (b"id,name\na,b\x00c\n", "not a text file"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "is a picture"),
    "PDF": (b"%PDF-1.7\n", "is a PDF"),
    "broken old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "not a readable XLS"),
    "gzip": (b"\x1f\x8b\x08\x00", "gzip"),
    "broken GeoPackage": (b"SQLite format 3\x00", "not a readable map"),
    "damaged workbook": (b"PK\x03\x04 and so on", "damaged archive"),
    "open quotation mark": (b'id,name\n1,a\n2,"b\n3,c\n', "line 3: the row cannot be read as CSV"),
    "text after quotation mark": (b'id,name\n1,"a"b\n', "line 2: the row cannot be read as CSV"),
    "1001 columns": (b",".join(b"c%d" % i for i in range(1001)), "has 1001 columns"),
}


@pytest.mark.parametrize(("content", "words"), CONTENTS.values(), ids=CONTENTS)
def test_what_is_no_table_is_said(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    assert words in error_of(path)


def test_a_missing_file_a_folder_and_a_device_are_said(tmp_path: Path) -> None:
    assert "file not found" in error_of(tmp_path / "none.csv")
    assert "file not found" in error_of(tmp_path / "none.csv" / "deeper.csv")
    assert "the path is too long" in error_of(tmp_path / ("x" * 300))
    assert "is a folder" in error_of(tmp_path)
    assert "not a regular file" in error_of(Path(os.devnull))


def test_a_huge_file_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as stream:
        stream.truncate(guarded.MAX_BYTES + 1)
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("was opened"))
    assert "at most 50 MB" in error_of(path)


def test_a_cell_of_ten_megabytes_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("id,name\n1,a\n2," + "x" * 10_000_000 + "\n")
    assert "line 3: the row cannot be read as CSV" in error_of(path)


def test_a_long_cell_is_a_finding_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("id,name\n1,a\n2," + "x" * (MAX_CELL + 1) + "\n")
    findings = Findings("r.csv")
    assert read_table(path, findings).cells.index.tolist() == [2]
    assert [(p.code, p.line) for p in findings.all()] == [("long-cell", 3)]


@given(
    rows=st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["C", "Z"], include_characters="\n ,;\"'")),
            min_size=2,
            max_size=2,
        ).filter(any),
        max_size=6,
    ),
    delimiter=st.sampled_from(",;\t|"),
)
def test_lines_and_cells_are_those_of_a_plain_csv_reader(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], delimiter: str
) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    lines = []
    for row in [["first", "second"], *rows]:
        lines.append(stream.getvalue().count("\n") + 1)
        writer.writerow(row)
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    path.write_bytes(stream.getvalue().encode("utf-8"))
    table = read_table(path, Findings("t"), lambda header: header in ("first", "second"))
    expected = {
        line: [cell.strip() for cell in row]
        for line, row in zip(lines[1:], rows, strict=True)
        if any(cell.strip() for cell in row)
    }
    assert {line: list(row) for line, *row in table.cells.itertuples(name=None)} == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_gives_the_same_text(encoding: str) -> None:
    text = "id,Träger\n1,„Größe“ – 5 €\n"
    assert decode(text.encode(encoding), Findings("f")) == text


def test_only_hidden_characters_are_removed() -> None:
    kept = "Café „ß“ – 'x' <b>&amp;\t=1+1 \u00a0 日本 é\nzwei"
    assert without_hidden(kept) == kept
    assert without_hidden("a\u202eb\u2066c\u200bd\ufeffe\x00f\x1bg\x85") == "abcdefg"


# ---- workbooks ---------------------------------------------------------------------------------


def rows_of(path: Path) -> list[list[Any]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def test_a_workbook_gives_the_same_register(register: Any, workbook: Any, places: Places) -> None:
    expected = read_register(register(), places)
    result = read_register(workbook({"Register": rows_of(register())}), places)
    assert_frame_equal(result.initiatives, expected.initiatives)
    assert_frame_equal(result.served, expected.served)
    assert result.problems == ()


def test_numbers_and_dates_of_excel_are_understood(
    register: Any, workbook: Any, places: Places
) -> None:
    expected = read_register(register(), places)
    rows = rows_of(register())
    for row in rows[1:]:
        for column in ("plz", "district_ags", "latitude", "longitude"):
            position = rows[0].index(column)
            row[position] = float(row[position])
    rows[1][rows[0].index("founded_year")] = dt.date(2005, 6, 1)
    rows[3][rows[0].index("founded_year")] = 2019
    result = read_register(workbook({"Register": rows}), places)
    assert_frame_equal(result.initiatives, expected.initiatives)
    assert {p.code for p in result.problems} == {"lost-zero", "year-from-date"}


def test_the_sheet_with_the_register_is_found_and_others_named(
    register: Any, workbook: Any, places: Places
) -> None:
    sheets = {"Deckblatt": [["Stand", 2026]], "Daten": rows_of(register()), "Leer": []}
    result = read_register(workbook(sheets), places)
    assert len(result.initiatives) == 3
    (note,) = result.problems
    assert note.message("de").endswith("Blatt 'Daten' gelesen; unbeachtet: 'Deckblatt'")


def test_rows_of_a_workbook_are_counted_from_its_top(
    register: Any, workbook: Any, places: Places
) -> None:
    rows = rows_of(register())
    rows[2][rows[0].index("network_status")] = "?"
    with pytest.raises(DataError, match=r"line 5, column network_status"):
        read_register(workbook({"R": [["Titel"], [], *rows]}), places)


def test_a_formula_without_a_value_is_an_error(
    register: Any, workbook: Any, places: Places
) -> None:
    rows = rows_of(register())
    rows[1][1] = '=CONCATENATE("a","b")'
    with pytest.raises(DataError, match=r"line 2: formula without a stored value in cell B2"):
        read_register(workbook({"R": rows}), places)


def test_an_error_value_of_excel_is_an_error(register: Any, workbook: Any, places: Places) -> None:
    rows = rows_of(register())
    rows[1][rows[0].index("founded_year")] = "#REF!"
    with pytest.raises(DataError, match="line 2: error value #REF!"):
        read_register(workbook({"R": rows}), places)


def rezip(path: Path, changes: dict[str, bytes]) -> Path:
    """Copy a workbook with some of its parts replaced."""
    target = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name])
    return target


def test_a_workbook_that_unpacks_to_more_than_fits_is_refused(
    workbook: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_module, "MAX_UNPACKED_BYTES", 1_000_000)
    bomb = rezip(workbook({"R": [["id"]]}), {"xl/media/x.bin": b"0" * 2_000_000})
    assert bomb.stat().st_size < 50_000
    assert "too large once unpacked" in error_of(bomb)


def test_values_far_below_are_not_dropped_silently(workbook: Any) -> None:
    far = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="900000"><c r="A900000"><v>1</v></c></row>'
        b"</sheetData></worksheet>"
    )
    path = rezip(workbook({"R": [["id"]]}), {"xl/worksheets/sheet1.xml": far})
    assert "has values below row 100,000" in error_of(path)


def test_entities_in_a_workbook_are_refused(workbook: Any) -> None:
    laughs = (
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="str"><v>&b;</v></c></row></sheetData></worksheet>'
    )
    path = rezip(workbook({"R": [["id"]]}), {"xl/worksheets/sheet1.xml": laughs})
    assert "not a readable XLSX file" in error_of(path)


def test_an_archive_that_is_no_workbook_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../evil.txt", "x")
    assert "is an archive but not an XLSX file" in error_of(path)


def test_a_truncated_workbook_is_said(register: Any, workbook: Any) -> None:
    path = workbook({"R": rows_of(register())})
    raw = path.read_bytes()
    for share in (0.3, 0.6, 0.9, 0.99):
        path.write_bytes(raw[: int(len(raw) * share)])
        assert "damaged archive" in error_of(path)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (20, struct.pack("<II", 10**6, 10**6)),  # sizes beyond the end of the file
        (10, struct.pack("<H", 14)),  # another method of packing, whose data these are not
        (10, struct.pack("<H", 99)),  # a method nobody has
        (8, struct.pack("<H", 1)),  # behind a password
    ],
)
def test_an_archive_that_lies_about_a_part_is_damaged(
    tmp_path: Path, place: int, value: bytes
) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    raw = bytearray(path.read_bytes())
    for mark, shift in ((b"PK\x01\x02", 0), (b"PK\x03\x04", -2)):  # both heads say the same
        at = raw.index(mark) + place + shift
        raw[at : at + len(value)] = value
    path.write_bytes(raw)
    assert "damaged archive" in error_of(path)


@pytest.mark.parametrize("cell", ['="09162"', '"=""09162"""', '="9162"'])
def test_a_key_kept_as_a_formula_of_text_is_read_by_every_reader(
    shipped_places: Any, tmp_path: Path, cell: str
) -> None:
    def written(text: str) -> Content:
        return Content("t.csv", text.encode())

    register = read_register(
        written(f"id;name;district_ags;network_status\na;A;{cell};networked\n"), shipped_places
    )
    assert register.initiatives["district_ags"].tolist() == ["09162"]
    assert "text-formula" in [p.code for p in register.problems]
    record = read_foundings(written(f"id;name;region_ags\na;A;{cell}\n"), shipped_places)
    assert record.table["region_ags"].tolist() == ["09162"]
    catalogue = pd.DataFrame({"kind": ["rate"], "name_de": ["Quote"]}, index=["quote"])
    values = read_indicators(written(f"ags;Quote\n{cell};5\n"), catalogue, shipped_places).values
    assert values["quote"].dropna().to_dict() == {"09162": 5.0}


def test_any_other_formula_stays_what_it_is(shipped_places: Any) -> None:
    with pytest.raises(DataError, match="is not a district key"):
        read_register(
            Content("t.csv", b"id;name;district_ags;network_status\na;A;=1+1;networked\n"),
            shipped_places,
        )
