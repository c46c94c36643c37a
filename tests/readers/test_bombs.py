"""Files made to fill memory or time: refused before they can, with a sentence.

What counts is what is not done: a file that is refused early is never parsed.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import hostile_files as hostile
from rollout.errors import DataError
from rollout.readers import document as document_module
from rollout.readers import limits, merged_cells, worksheets, xlsx
from rollout.readers import table as table_module
from rollout.readers.document import Content, parse_document
from rollout.readers.findings import Findings
from rollout.readers.table import read_table
from tests.conftest import ROOT


def refusal(content: bytes) -> str:
    """Sentence with which a file is refused; said in German, too."""
    with pytest.raises(DataError) as caught:
        read_table(Content("f", content), Findings("f"))
    assert caught.value.message("de") != caught.value.message("en")
    return caught.value.message("en")


@pytest.fixture
def never_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    def parsed(*arguments: object, **settings: object) -> None:
        pytest.fail("was parsed")

    monkeypatch.setattr(xlsx, "open_workbook", parsed)
    monkeypatch.setattr(document_module, "csv_records", parsed)


@pytest.mark.usefixtures("never_parsed")
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: hostile.blanks(61), "too large once unpacked; expected: at most 60 MB"),
        (lambda: hostile.blank_rows(500_001), "more than 1,000,000 cells"),
        (lambda: hostile.workbook("", {"xl/sharedStrings.xml": "<si/>" * 6_000_001}),
         "more than 1,000,000 cells"),
        (lambda: hostile.workbook("", {"xl/styles.xml": " " * 8_000_001}), "too many formats"),
        (lambda: hostile.workbook("", sheets=101), "too many worksheets; expected: at most 100"),
        (lambda: b"a,b\n" + b"1,2\n" * 290_000, "has 290,001 rows; expected: at most 100,000"),
        (lambda: b"," * 1_000_001, "more than 1,000,000 cells"),
    ],
    ids=["blanks", "formatted cells", "texts", "formats", "sheets", "lines", "delimiters"],
)  # fmt: skip
def test_what_is_too_large_is_counted_and_never_parsed(
    make: Callable[[], bytes], words: str
) -> None:
    assert words in refusal(make())


def test_the_attack_with_blanks_is_small_on_the_outside() -> None:
    content = hostile.blanks(95)
    assert len(content) < 110_000
    assert "too large once unpacked" in refusal(content)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits small enough to go beyond them in no time."""
    for module in (limits, xlsx, worksheets, document_module, table_module):
        for name, value in {"MAX_ROWS": 50, "MAX_CELLS": 20_000, "MAX_SIGNS": 40_000}.items():
            if hasattr(module, name):
                monkeypatch.setattr(module, name, value)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: hostile.many_rows(51), "has values below row 50"),
        (lambda: hostile.far_row(51), "has values below row 50"),
        (lambda: hostile.far_row(10**9), "more than 20,000 cells"),
        (lambda: hostile.far_cells(3), "more than 20,000 cells"),
        (lambda: hostile.one_text_often(10_000, 8), "more than 0 million signs"),
    ],
    ids=["rows", "far row", "row nobody can scroll to", "far columns", "one text often"],
)
def test_what_grows_while_it_is_read_is_stopped(make: Callable[[], bytes], words: str) -> None:
    assert words in refusal(make())


def test_blank_lines_below_a_table_cost_no_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_module, "MAX_ROWS", 3)
    monkeypatch.setattr(document_module, "MAX_ROWS", 100)
    text = b"a,b\n1,2\n" + b"\n" * 50 + b"3,4\n5,6\n"
    assert len(read_table(Content("f", text), Findings("f")).cells) == 3


@pytest.mark.parametrize("make", [hostile.workbook, lambda rows: b""], ids=["XLSX", "CSV"])
def test_a_long_cell_names_line_and_column(make: Callable[[str], bytes]) -> None:
    long = "y" * 20_001
    rows = hostile.row(*map(hostile.inline, ("x", "A", "09162", "networked")))
    rows += hostile.row(*map(hostile.inline, ("y", long, "09162", "networked")))
    text = f"{hostile.HEAD}x,A,09162,networked\ny,{long},09162,networked\n"
    content = make(hostile.HEADER_ROW + rows) or text.encode()
    findings = Findings("f")
    assert len(read_table(Content("f", content), findings).cells) == 1
    (problem,) = findings.all()
    assert (problem.code, problem.line, problem.column) == ("long-cell", 3, "name")
    assert "at most 20000 characters" in problem.message("en")


def test_a_quoted_cell_of_twenty_megabytes_names_its_line() -> None:
    assert "line 3: the row cannot be read as CSV" in refusal(hostile.long_cell(20))


def test_entities_within_entities_are_refused() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    laughs = f'<!DOCTYPE s [<!ENTITY e0 "ha">{entities}]>'
    sheet = laughs + hostile.SHEET.format(rows=hostile.row(hostile.inline("&e8;")))
    content = hostile.workbook("", {"xl/worksheets/sheet1.xml": sheet})
    assert "not a readable XLSX file" in refusal(content)


def test_a_size_that_lies_is_a_damaged_archive() -> None:
    raw = bytearray(hostile.workbook(hostile.HEADER_ROW))
    with zipfile.ZipFile(io.BytesIO(bytes(raw))) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    at = raw.rfind(b"xl/worksheets/sheet1.xml") - 46 + 24  # uncompressed size of its entry
    assert int.from_bytes(raw[at : at + 4], "little") == size
    raw[at : at + 4] = (size // 2).to_bytes(4, "little")
    assert refusal(bytes(raw))


def test_a_value_of_merged_cells_is_not_repeated_without_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(merged_cells, "MAX_SIGNS", 1000)
    cells = hostile.row(hostile.inline("id"), hostile.inline("name"))
    cells += hostile.row(hostile.inline("x" * 500), hostile.inline("1"))
    cells += hostile.row("<c/>", hostile.inline("2")) * 3
    sheet = hostile.SHEET.format(rows=cells)
    merged = sheet.replace("</worksheet>", '<mergeCells><mergeCell ref="A2:A5"/></mergeCells>'
                           "</worksheet>")  # fmt: skip
    content = hostile.workbook("", {"xl/worksheets/sheet1.xml": merged})
    assert "too many merged cells" in refusal(content)


def test_merged_cells_in_a_comment_are_searched_once() -> None:
    """With a pattern that runs on past the next tag, this would take hours."""
    content = b"sheetData" + b"<mergeCell " * 400_000
    assert list(merged_cells._blocks(content)) == []


def test_the_largest_honest_tables_are_read() -> None:
    """All municipalities with as many columns as a catalogue has, and a register of thousands."""
    cells = ",".join(["1"] * 80)
    text = ",".join(f"c{n}" for n in range(80)) + "\n" + f"{cells}\n" * 11_000
    document = parse_document(text.encode(), Findings("f"), lambda header: False)
    assert len(document.records) == 11_001
    shipped = (ROOT / "data" / "initiatives.csv").read_bytes().splitlines(keepends=True)
    long = shipped[0] + b"".join(shipped[1:]) * 220
    assert len(read_table(Content("f", long), Findings("f")).cells) > 19_000


def test_a_file_in_memory_is_read_like_one_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(b"a;b\n1;2\n")
    on_disk, in_memory = Findings("f.csv"), Findings("f.csv")
    expected = read_table(path, on_disk).cells
    assert read_table(Content("f.csv", path.read_bytes()), in_memory).cells.equals(expected)
    assert in_memory.all() == on_disk.all()
