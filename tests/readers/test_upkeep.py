"""Keeping a register: checked, locked, backed up, logged, and the user's own things stay."""

from __future__ import annotations

import csv
import os
import re
import threading
from pathlib import Path
from typing import Any

import pytest

from rollout import upkeep
from rollout.errors import DataError
from rollout.files.publish import LOCK, finish_interrupted, hold_folder
from rollout.readers.places import Places
from rollout.readers.register import read_register
from tests.killing import contents, folders_after_kills, needs_kill
from tests.readers.conftest import UPKEEP

NEW = {"name": "Neue Runde Dithmarschen", "plz": "25541", "network_status": "founding"}


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_an_initiative_is_added_at_the_end(register: Any, places: Places) -> None:
    path = register()
    before = path.read_bytes()
    outcome = upkeep.add(path, places, NEW)
    assert path.read_bytes().startswith(before)
    assert (
        lines(path)[-1]
        == "neue-runde-dithmarschen,Neue Runde Dithmarschen,,,,,25541,01051,,,,,,founding,,,,,"
    )
    assert path.with_name("register.csv.bak").read_bytes() == before
    assert {entry.field: entry.after for entry in outcome.entries} == {
        **NEW, "id": "neue-runde-dithmarschen", "district_ags": "01051",
    }  # fmt: skip
    assert read_register(path, places).initiatives.loc["neue-runde-dithmarschen", "plz"] == "25541"


def test_ids_are_made_from_names_and_never_used_twice(register: Any, places: Places) -> None:
    path = register()
    first, second = (upkeep.add(path, places, NEW).entries[0].id for _ in range(2))
    assert (first, second) == ("neue-runde-dithmarschen", "neue-runde-dithmarschen-2")
    path.write_text("\n".join(lines(path)[:4]) + "\n", encoding="utf-8")
    assert upkeep.add(path, places, NEW).entries[0].id == "neue-runde-dithmarschen-3"


def test_columns_may_be_named_in_german_and_own_columns_by_their_header(
    register: Any, places: Places
) -> None:
    path = register(headers={"topics": "Unser Thema", "network_status": "Status"})
    values = {"Bezeichnung": "A", "Kreis": "9162", "status": "vernetzt", "unser thema": "x"}
    outcome = upkeep.add(path, places, values)
    added = {entry.field: entry.after for entry in outcome.entries}
    assert added == {
        "id": "a", "name": "A", "district_ags": "09162", "Status": "vernetzt", "Unser Thema": "x",
    }  # fmt: skip


def test_what_is_wrong_changes_nothing(register: Any, places: Places) -> None:
    path = register()
    before = path.read_bytes()
    for values, words in [
        ({**NEW, "plz": "", "district_ags": "09999"}, "'09999' is not a district key"),
        ({**NEW, "network_status": "maybe"}, "'maybe'; expected: one of networked"),
        ({**NEW, "colour": "red"}, "there is no column 'colour'"),
        ({**NEW, "id": "goe"}, "'goe' exists already"),
        ({"plz": "25541"}, "column name: is empty"),
    ]:
        with pytest.raises(DataError, match=re.escape(words)):
            upkeep.add(path, places, values)
    with pytest.raises(DataError, match="did you mean: goe"):
        upkeep.set_fields(path, places, "go", {"name": "x"})
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["register.csv"]


def test_a_change_touches_its_cell_only(register: Any, places: Places) -> None:
    path = register(edit=lambda text: text.replace("\n", "\r\n"), delimiter=";")
    before = path.read_bytes()
    outcome = upkeep.set_fields(path, places, "goe", {"Gründungsjahr": "2018"})
    assert path.read_bytes() == before.replace(b";2019;", b";2018;")
    (entry,) = outcome.entries
    assert (entry.what, entry.field, entry.before, entry.after) == (
        "set", "founded_year", "2019", "2018",
    )  # fmt: skip
    assert upkeep.set_fields(path, places, "goe", {"founded_year": "2018"}).entries == ()
    assert len(upkeep.read_log(path)) == 1


def test_an_end_adds_the_column_and_keeps_the_row(register: Any, places: Places) -> None:
    path = register(edit=lambda text: text + "\nSumme" + "," * 18 + "\n")
    upkeep.end(path, places, "goe", 2023)
    assert lines(path)[0].endswith(",confidence,ended_year")
    assert [line.rsplit(",", 1)[-1] for line in lines(path)[1:4]] == ["", "", "2023"]
    ended = read_register(path, places).initiatives["ended_year"]
    assert ended.dropna().to_dict() == {"goe": 2023.0}
    upkeep.add(path, places, NEW)
    assert lines(path)[4].startswith("neue-runde")
    assert lines(path)[-1].startswith("Summe")


def test_the_log_only_grows(register: Any, places: Places) -> None:
    path = register()
    upkeep.add(path, places, NEW)
    log = path.with_name("register.log.csv")
    first = log.read_bytes()
    upkeep.set_fields(path, places, "goe", {"topics": "=1+1"})
    assert log.read_bytes().startswith(first)
    rows = list(csv.DictReader(log.read_text(encoding="utf-8").splitlines()))
    assert list(rows[0]) == ["when", "what", "id", "field", "before", "after"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", rows[-1]["when"])
    assert rows[-1]["after"] == "'=1+1"
    assert [entry.field for entry in upkeep.read_log(path)][-1] == "topics"


def test_a_workbook_is_kept_too(register: Any, workbook: Any, places: Places) -> None:
    import openpyxl

    rows = list(csv.reader(lines(register())))
    rows[0].append("Notiz")
    for row in rows[1:]:
        row.append("eigene")
    path = workbook({"Register": rows, "Anderes": [["bleibt"]]})
    upkeep.add(path, places, {**NEW, "notiz": "neu"})
    upkeep.set_fields(path, places, "goe", {"founded_year": "2018"})
    book = openpyxl.load_workbook(path)
    sheet = book["Register"]
    assert [cell.value for cell in sheet["T"]] == ["Notiz", "eigene", "eigene", "eigene", "neu"]
    assert sheet["M4"].value == "2018"
    assert book["Anderes"]["A1"].value == "bleibt"
    assert len(read_register(path, places).initiatives) == 4


def test_another_register_is_taken_over_once(register: Any, places: Places, tmp_path: Path) -> None:
    path = register()
    source = tmp_path / "from_agency.csv"
    source.write_text(
        "Bezeichnung;PLZ;Kreis;Status;Gründungsjahr;Farbe\n"
        "Industriedialog Göttingen;;3159;in Gründung;2018;rot\n"
        "Runde Hamburg;20038;;vernetzt;;blau\n",
        encoding="cp1252",
    )
    outcome = upkeep.import_register(path, places, source)
    assert outcome.left_out == ("Farbe",)
    changed = {(entry.id, entry.field): entry.after for entry in outcome.entries}
    assert changed == {
        ("goe", "founded_year"): "2018",
        ("runde-hamburg", "id"): "runde-hamburg",
        ("runde-hamburg", "name"): "Runde Hamburg",
        ("runde-hamburg", "plz"): "20038",
        ("runde-hamburg", "district_ags"): "02000",
        ("runde-hamburg", "network_status"): "vernetzt",
    }
    after = path.read_bytes()
    assert upkeep.import_register(path, places, source).entries == ()
    assert path.read_bytes() == after


def test_the_same_name_elsewhere_is_another_initiative(
    register: Any, places: Places, tmp_path: Path
) -> None:
    path = register()
    source = tmp_path / "other.csv"
    source.write_text("name,ags,status\nIndustriedialog Göttingen,02000,networked\n" * 1)
    made = upkeep.import_register(path, places, source).entries[0].id
    assert made == "industriedialog-goettingen"
    assert len(read_register(path, places).initiatives) == 4


def test_a_register_behind_a_link_is_changed_where_it_is(register: Any, places: Places) -> None:
    path = register()
    link = path.with_name("link.csv")
    link.symlink_to(path)
    upkeep.add(link, places, NEW)
    assert link.is_symlink()
    assert len(lines(path)) == 5


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="the administrator may write anywhere"
)
def test_a_read_only_folder_is_said(register: Any, places: Places) -> None:
    path = register()
    path.parent.chmod(0o500)
    try:
        with pytest.raises(DataError, match="cannot be written"):
            upkeep.add(path, places, NEW)
    finally:
        path.parent.chmod(0o700)


def test_writers_at_once_lose_nothing(register: Any, places: Places, patient_writers: None) -> None:
    path = register()
    errors: list[Exception] = []

    def write(number: int) -> None:
        try:
            upkeep.add(path, places, {**NEW, "id": f"n{number}"})
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    ids = set(read_register(path, places).initiatives.index)
    assert {f"n{number}" for number in range(8)} <= ids
    assert {entry.id for entry in upkeep.read_log(path)} == {f"n{number}" for number in range(8)}


KILLED = f"""
{UPKEEP}
def work(folder):
    upkeep.add(folder / "register.csv", known,
               {{"id": "new", "name": "New", "district_ags": "09162",
                 "network_status": "networked"}})
"""


@needs_kill
def test_killed_before_any_step_register_backup_and_log_are_of_one_change(
    register: Any, places: Places, tmp_path: Path
) -> None:
    path = register()
    upkeep.set_fields(path, places, "goe", {"founded_year": "2018"})
    before = contents(path.parent)

    def begin(folder: Path) -> None:
        for name, content in before.items():
            (folder / name).write_bytes(content)

    new = before["register.csv"] + b"new,New,,,,,,09162,,,,,,networked,,,,,\n"
    seen = set()
    for folder, _ in folders_after_kills(KILLED, begin, tmp_path, stride=3):
        finish_interrupted(folder)
        with hold_folder(folder):  # what was only staged goes, too
            state = contents(folder)
        state.pop(LOCK)
        log = state.pop("register.log.csv")
        logged = {entry.id for entry in upkeep.read_log(folder / "register.csv")}
        seen.add(state["register.csv"])
        if state["register.csv"] == new:
            assert state["register.csv.bak"] == before["register.csv"]
            assert log.startswith(before["register.log.csv"])
            assert logged == {"goe", "new"}
        else:
            assert state | {"register.log.csv": log} == before
    assert seen == {before["register.csv"], new}


FIRST = {"name": "Neu am Ort", "district_ags": "9162", "network_status": "vernetzt"}


def test_a_register_is_begun_by_its_first_initiative(places: Places, tmp_path: Path) -> None:
    path = tmp_path / "neues Register für München.csv"
    outcome = upkeep.add(path, places, FIRST)
    assert outcome.is_new
    read = read_register(path, places).initiatives
    assert read["district_ags"].to_dict() == {"neu-am-ort": "09162"}
    assert not path.with_name(f"{path.name}.bak").exists()
    assert {entry.what for entry in upkeep.read_log(path)} == {"add"}
    assert not upkeep.add(path, places, {**FIRST, "name": "Zweite"}).is_new
    assert len(read_register(path, places).initiatives) == 2


def test_a_wrong_first_initiative_begins_nothing(places: Places, tmp_path: Path) -> None:
    path = tmp_path / "new.csv"
    with pytest.raises(DataError, match="network_status"):
        upkeep.add(path, places, {**FIRST, "network_status": "perhaps"})
    assert not list(tmp_path.glob("*"))


@pytest.mark.parametrize(
    ("name", "words"),
    [("new.xlsx", "let the name end in .csv"), ("new", "let the name end in .csv"),
     ("no/such/folder/new.csv", "not found")],
)  # fmt: skip
def test_only_a_csv_file_in_a_folder_is_begun(
    name: str, words: str, places: Places, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match=words):
        upkeep.add(tmp_path / name, places, FIRST)
    assert not list(tmp_path.iterdir())


def test_a_change_begins_no_register(places: Places, tmp_path: Path) -> None:
    with pytest.raises(DataError):
        upkeep.set_fields(tmp_path / "new.csv", places, "x", {"name": "y"})


def test_another_register_can_begin_one(register: Any, places: Places, tmp_path: Path) -> None:
    path = tmp_path / "new.csv"
    assert upkeep.import_register(path, places, register()).is_new
    assert len(read_register(path, places).initiatives) == 3
