"""Registers and tables as .xls and .ods: read alike, counted first, never written back."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from rollout.errors import DataError
from rollout.readers.document import Content, open_document, render
from rollout.readers.findings import Findings
from rollout.readers.official.detect import read_official
from rollout.readers.spreadsheet import OLE, read_sheets
from rollout.readers.worksheets import cell_text
from tests.readers.made_workbooks import ods, ods_archive, xls

HEADER = ["id", "name", "place"]


def is_known(header: str) -> bool:
    return header in HEADER


def opened(raw: bytes, name: str = "register.ods"):
    findings = Findings(name)
    return open_document(Content(name, raw), findings, is_known), findings


def message(raw: bytes) -> str:
    with pytest.raises(DataError) as caught:
        read_sheets(raw, "file")
    return caught.value.message("en")


def test_both_formats_give_the_same_records() -> None:
    rows = [HEADER, ["1", "Erste", "Kiel"], ["2", "Zweite", "Jena"]]
    old = xls({(i, j): text for i, row in enumerate(rows) for j, text in enumerate(row)})
    expected = [(1, HEADER), (2, ["1", "Erste", "Kiel"]), (3, ["2", "Zweite", "Jena"])]
    assert opened(ods({"A": rows}))[0].records == expected
    assert opened(old)[0].records == expected


def test_a_table_of_values_in_both_formats(tmp_path: Path) -> None:
    (tmp_path / "t.ods").write_bytes(ods({"A": [["AGS", "Quote"], ["01001", 1.234]]}))
    (tmp_path / "t.xls").write_bytes(
        xls({(0, 0): "AGS", (0, 1): "Quote", (1, 0): "01001", (1, 1): 1.234})
    )
    for name in ("t.ods", "t.xls"):
        assert read_official(tmp_path / name).values.loc["01001", 0] == 1.234


def test_sheets_with_equal_headers_are_one_register() -> None:
    sheets = {"Bayern": [HEADER, ["1", "A", "Hof"]], "Sachsen": [HEADER, ["2", "B", "Görlitz"]]}
    document, findings = opened(ods(sheets))
    assert [cells for _, cells in document.records] == [HEADER, ["1", "A", "Hof"],
                                                        ["2", "B", "Görlitz"]]  # fmt: skip
    (note,) = findings.all()
    assert "read below each other" in note.message("en")


def test_sheets_of_other_headers_are_asked_about_or_left_out() -> None:
    with pytest.raises(DataError, match="several sheets with different headers"):
        opened(ods({"A": [["id", "name"], ["1", "x"]], "B": [["id", "place"], ["1", "y"]]}))
    document, findings = opened(ods({"Info": [["nur Text"]], "A": [HEADER, ["1", "x", "y"]]}))
    assert document.records[0][1] == HEADER
    assert "ignored: 'Info'" in findings.all()[0].message("en")


def test_what_is_read_only_is_not_written_back(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(HEADER)
    book.create_sheet("zwei").append(HEADER)
    book.active.append(["1", "a", "b"])
    book.worksheets[1].append(["2", "a", "b"])
    book.save(tmp_path / "two.xlsx")
    for raw in (ods({"A": [HEADER, ["1", "a", "b"]]}), (tmp_path / "two.xlsx").read_bytes()):
        with pytest.raises(DataError, match="save it as XLSX"):
            render(opened(raw)[0], {(2, 0): "9"})


FAR = (
    '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
    '<table:table-row><table:table-cell office:value-type="float" office:value="1"/>'
    "</table:table-row>"
)
FULL = (
    '<table:table-row table:number-rows-repeated="9000"><table:table-cell '
    'table:number-columns-repeated="900" office:value-type="float" office:value="1"/>'
    "</table:table-row>"
)
REFUSED = {
    "a cell far below": (ods({"A": [["a"] * 5]}, FAR), "more than 1,000,000 cells"),
    "a cell repeated": (ods({"A": [["a"]]}, FULL), "more than 1,000,000 cells"),
    "an old cell far below": (xls({(0, 0): "a", (65_000, 200): 1.0}), "more than 1,000,000 cells"),
    "entities": (ods_archive('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "not a readable XLS"),
    "no text": (ods_archive(""), "not a readable XLS"),
    "half an archive": (ods({"A": [["a"]]})[:400], "not a readable XLS"),
    "half a container": (xls({(0, 0): "a"})[:600], "not a readable XLS"),
    "only a beginning": (OLE, "not a readable XLS"),
}


@pytest.mark.parametrize(("raw", "words"), REFUSED.values(), ids=REFUSED)
def test_what_would_fill_the_memory_or_is_broken_is_refused(raw: bytes, words: str) -> None:
    assert words in message(raw)


def test_empty_rows_down_to_the_last_are_no_cells() -> None:
    below = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert read_sheets(ods({"A": [["a", 1.0]]}, below), "file") == {"A": [("a", 1.0)]}


def test_a_number_of_a_cell_never_looks_like_a_thousand() -> None:
    assert cell_text(1.234) == "1.2340"
    assert [cell_text(x) for x in (0.123, 12.5, 1234.567, -2.001)] == [
        "0.123", "12.5", "1234.567", "-2.0010"]  # fmt: skip


def test_cells_in_per_cent_are_noted() -> None:
    share = (
        '<table:table-row><table:table-cell office:value-type="percentage" office:value="0.125">'
        "<text:p>12,5 %</text:p></table:table-cell></table:table-row>"
    )
    document, findings = opened(ods({"A": [HEADER]}, share))
    assert document.records[1][1][0] == "0.125"
    assert "--factor 100" in findings.all()[0].message("en")
