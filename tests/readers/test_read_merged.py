"""Merged cells of a workbook: repeated downwards, asked about sideways."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from rollout.errors import DataError
from rollout.readers.assignment import PLAIN
from rollout.readers.places import Places
from rollout.readers.register import read_register
from rollout.readers.repair import repair_register
from tests.readers.conftest import HEADER, ROWS


@pytest.fixture
def merged(tmp_path: Path) -> Any:
    """Write the right register with blocks of cells merged, their value in the first one."""

    def write(*blocks: str, cells: dict[str, Any] | None = None) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        for row in [HEADER, *ROWS]:
            sheet.append([text or None for text in row])
        for name, value in (cells or {}).items():
            sheet[name] = value
        for block in blocks:
            sheet.merge_cells(block)
        path = tmp_path / "merged.xlsx"
        book.save(path)
        return path

    return write


def column(name: str) -> str:
    return openpyxl.utils.get_column_letter(HEADER.index(name) + 1)


def test_a_value_over_several_rows_holds_for_each(merged: Any, places: Places) -> None:
    at = column("topics")
    read = read_register(merged(f"{at}2:{at}4", cells={f"{at}2": "Chemie"}), places)
    assert read.initiatives["topics"].tolist() == ["Chemie"] * 3
    (note,) = (p for p in read.problems if p.code == "merged-cells")
    assert (note.level, note.line, note.column) == ("repaired", 2, "topics")
    assert f"{at}2:{at}4" in note.finding.de
    assert "3 Zeilen" in note.remedy.de


def test_merging_equal_cells_changes_nothing(merged: Any, register: Any, places: Places) -> None:
    at = column("federal_network")
    cells = {f"{at}2": "no", f"{at}3": "no", f"{at}4": "no"}
    plain = read_register(merged(cells=cells), places).initiatives
    pd.testing.assert_frame_equal(
        read_register(merged(f"{at}2:{at}4", cells=cells), places).initiatives, plain
    )


def test_a_key_over_two_rows_is_checked_in_both(merged: Any, places: Places) -> None:
    """The second row lies elsewhere, so its coordinates contradict the repeated key."""
    at = column("district_ags")
    with pytest.raises(DataError, match=r"line 3.*09162|line 3.*a point in"):
        read_register(merged(f"{at}2:{at}3"), places)


def test_an_identifier_over_two_rows_is_there_twice(merged: Any, places: Places) -> None:
    with pytest.raises(DataError) as caught:
        read_register(merged("A2:A3"), places)
    assert {p.code for p in caught.value.problems if p.level == "error"} == {"duplicate-id"}


def test_a_value_over_several_columns_is_asked_about(merged: Any, places: Places) -> None:
    with pytest.raises(DataError) as caught:
        read_register(merged(f"{column('topics')}3:{column('source_url')}3",
                             cells={f"{column('topics')}3": "Chemie"}), places)  # fmt: skip
    (error,) = (p for p in caught.value.problems if p.code == "merged-cells")
    assert (error.level, error.line) == ("error", 3)
    assert "topics, website, source_url" in error.message("de")
    assert "unmerge" in error.message("en")


def test_a_row_of_totals_may_be_merged(merged: Any, places: Places) -> None:
    read = read_register(merged("A5:D5", cells={"A5": "Summe"}), places)
    assert len(read.initiatives) == 3
    assert "totals-row" in {p.code for p in read.problems}


def test_titles_and_empty_cells_may_be_merged(merged: Any, places: Places) -> None:
    at = column("source_note")
    cells = {f"{at}{line}": None for line in (2, 3, 4)}
    read = read_register(merged(f"{at}2:{at}4", "A1:A1", cells=cells), places)
    assert read.initiatives["source_note"].isna().all()
    assert "merged-cells" not in {p.code for p in read.problems}


def test_a_block_far_beyond_the_table_does_no_harm(merged: Any, places: Places) -> None:
    at = column("topics")
    path = merged(f"{at}4:{at}5", cells={f"{at}4": "Chemie"})
    widen(path, f"{at}4:{at}5", f"{at}4:XFD1048576")
    with pytest.raises(DataError, match="merged"):  # over all columns to the right
        read_register(path, places)
    widen(path, f"{at}4:XFD1048576", f"{at}4:{at}1048576")
    assert len(read_register(path, places).initiatives) == 3
    with pytest.raises(DataError, match="too many merged cells"):
        repair_register(path, path.with_name("out.xlsx"), places, PLAIN, "en")


def widen(path: Path, old: str, new: str) -> None:
    """Change the area of a block in the file itself."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(old.encode(), new.encode()))


def test_a_repaired_copy_has_the_value_in_every_row(
    merged: Any, places: Places, tmp_path: Path
) -> None:
    at, land = column("topics"), column("land")
    path = merged(f"{at}2:{at}4", f"{land}2:{land}2", cells={f"{at}2": "Chemie"})
    out = tmp_path / "out.xlsx"
    repair_register(path, out, places, PLAIN, "de")
    assert read_register(out, places).initiatives["topics"].tolist() == ["Chemie"] * 3
    sheet = openpyxl.load_workbook(out).active
    assert [sheet[f"{at}{line}"].value for line in (2, 3, 4)] == ["Chemie"] * 3
    listed = out.with_name("out.changes.csv").read_text("utf-8-sig").splitlines()
    assert listed[1:] == [
        "3,topics,,Chemie,verbundene Zellen: Wert wiederholt",
        "4,topics,,Chemie,verbundene Zellen: Wert wiederholt",
    ]
