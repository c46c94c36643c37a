"""Register and call list go out as a workbook, are changed in it and come back row by row."""

from __future__ import annotations

import openpyxl
import pytest

from rollout.errors import DataError
from rollout.workspace import Conflict
from rollout.workspace.exchange import edits_of, take
from rollout.workspace.service import Service
from rollout.workspace.workbook import is_workbook, workbook_differences, write_workbook

WHO = "Servicestelle"


@pytest.fixture
def service(workspace, inputs):
    service = Service(workspace, inputs)
    service.add_initiative({"id": "a", "name": "Dialog", "plz": "01067", "place": "Dresden",
                            "network_status": "founding", "Team": "=1+1"}, WHO)  # fmt: skip
    service.add_initiative({"id": "b", "name": "Zweiter", "plz": "20038",
                            "network_status": "networked"}, WHO)  # fmt: skip
    service.add("office", {"name": "IHK Dresden", "ags": "14612", "phone": "0351 2802-0"}, WHO)
    return service


def changed(path, cells):
    book = openpyxl.load_workbook(path)
    for (sheet, place), text in cells.items():
        book[sheet][place] = text
    book.save(path)
    return path


def column(path, sheet, name):
    return next(c.column_letter for c in openpyxl.load_workbook(path)[sheet][1] if c.value == name)


def test_what_comes_back_unchanged_changes_nothing(service, tmp_path):
    path = write_workbook(service.workspace, tmp_path / "a.xlsx")
    assert is_workbook(path)
    news = workbook_differences(service.workspace, path, service.places)
    assert [(one.kind, len(one.of("same")), len(one.rows)) for one in news] == [
        ("initiative", 2, 2), ("office", 1, 1)]  # fmt: skip
    sheet = openpyxl.load_workbook(path)["initiatives"]
    assert sheet.protection.sheet
    assert (sheet["A2"].protection.locked, sheet["B2"].protection.locked) == (True, True)
    assert (sheet["C2"].protection.locked, sheet["A9"].protection.locked) == (False, False)
    status = column(path, "initiatives", "network_status")
    (choice,) = [v for v in sheet.data_validations.dataValidation if f"{status}2" in v.sqref]
    assert choice.formula1 == '"networked,founding,unconnected,planned,dormant"'
    team = sheet[f"{column(path, 'initiatives', 'Team')}2"]
    assert (team.value, team.data_type) == ("=1+1", "s")
    assert sheet[f"{column(path, 'initiatives', 'plz')}2"].value == "01067"


def test_rows_are_taken_or_left_one_by_one_and_an_emptied_cell_counts(service, tmp_path):
    path = write_workbook(service.workspace, tmp_path / "a.xlsx")
    status, place, name = (column(path, "initiatives", n) for n in ("network_status", "place",
                                                                   "name"))  # fmt: skip
    changed(path, {
        ("initiatives", f"{status}2"): "networked", ("initiatives", f"{place}2"): None,
        ("initiatives", f"{name}3"): "Umbenannt",
        ("initiatives", "A4"): "neu", ("initiatives", f"{name}4"): "Dritter",
        ("initiatives", f"{column(path, 'initiatives', 'plz')}4"): "97421",
        ("initiatives", f"{status}4"): "unconnected",
    })  # fmt: skip
    news, offices = workbook_differences(service.workspace, path, service.places)
    assert [(row.key, row.what, row.columns) for row in news.rows[:2]] == [
        ("a", "changed", ("place", "network_status")), ("b", "changed", ("name",))]  # fmt: skip
    assert (news.rows[2].key, news.rows[2].what) == ("neu", "new")
    assert not offices.of("changed")
    take(service.workspace, news, WHO, keys=["a", "neu"])
    assert service.record("initiative", "a")["place"] == ""
    assert service.record("initiative", "b")["name"] == "Zweiter"
    assert service.record("initiative", "neu")["district_ags"] == "09662"


def test_a_row_that_others_changed_meanwhile_comes_back_as_a_conflict(service, tmp_path):
    path = write_workbook(service.workspace, tmp_path / "a.xlsx")
    changed(path, {("initiatives", f"{column(path, 'initiatives', 'name')}3"): "Meiner"})
    service.alter("initiative", "b", {"name": "Ihrer"}, 1, WHO)
    news = workbook_differences(service.workspace, path, service.places)
    (row,) = news[0].of("changed")
    assert row.is_outdated
    with pytest.raises(Conflict) as caught:
        service.workspace.write(edits_of(news), WHO, "import")
    ((edit, theirs),) = caught.value.clashes
    assert (edit.cells["name"], theirs["name"]) == ("Meiner", "Ihrer")


def test_what_is_wrong_in_any_sheet_is_told_with_its_sheet(service, tmp_path):
    path = write_workbook(service.workspace, tmp_path / "a.xlsx")
    changed(path, {
        ("initiatives", f"{column(path, 'initiatives', 'network_status')}2"): "vielleicht",
        ("offices", f"{column(path, 'offices', 'note')}2"): "Frau Huber, huber@ihk.example",
    })  # fmt: skip
    with pytest.raises(DataError) as caught:
        workbook_differences(service.workspace, path, service.places)
    assert {(p.file.rpartition(", ")[2], p.code) for p in caught.value.problems} >= {
        ("initiatives", "unknown-state"), ("offices", "personal-data")}  # fmt: skip
    other = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(other)
    assert not is_workbook(other)
    other.write_bytes(b"PK\x03\x04 broken")
    assert not is_workbook(other)
