"""What a face does: an agency's morning, by the functions a form calls."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pandas as pd
import pytest

from rollout.analysis import analyse
from rollout.errors import DataError
from rollout.scenario import Scenario
from rollout.workspace import Conflict, Edit
from rollout.workspace.current import places_in
from rollout.workspace.exchange import as_csv, difference, take
from rollout.workspace.make import files_of, fill
from rollout.workspace.roles import HERE
from rollout.workspace.service import Service
from tests.workspace.conftest import START

WHO = "Servicestelle"
TODAY = dt.date(2026, 5, 4)
DISTRICTS = ("09662", "09678")  # Schweinfurt, city and county around it


@pytest.fixture
def service(workspace, inputs):
    return Service(workspace, inputs, today=lambda: TODAY)


def linked_there(service) -> list[bool]:
    status = analyse(service.inputs(), Scenario()).table()["status"]
    return [status[ags] == "covered" for ags in DISTRICTS]


def test_a_morning_from_a_white_district_to_a_linked_initiative_and_back(service, inputs):
    fill(service.workspace, inputs, {}, WHO)  # the chambers as offices
    (call,) = service.call_list(DISTRICTS)
    assert call.line.de == "IHK Würzburg-Schweinfurt: 2 Kreise, ein Anruf"
    service.record_check(";".join(DISTRICTS), "none", call.office["name"], WHO)
    assert service.call_list(DISTRICTS)[0].last_asked == TODAY.isoformat()
    service.add_task("Erneut anrufen", "2026-05-20", WHO, districts=DISTRICTS[0])
    founding = service.start_founding("Region Schweinfurt", ";".join(DISTRICTS), WHO)
    service.take_step(founding.key, 1, "Auftaktworkshop", WHO, obstacles=["Partner steigen aus"])
    service.take_step(founding.key, 2, "6", WHO, note="alle Partner")
    initiative = service.add_initiative(
        {"name": "Industriedialog Schweinfurt", "plz": "97421", "network_status": "in Gründung",
         "served_ags": "Schweinfurt (Stadt);9678"}, WHO)  # fmt: skip
    before = linked_there(service)
    service.link_initiative(initiative.key, 1, WHO, founding=founding.key)
    assert (before, linked_there(service)) == ([False, False], [True, True])
    service.complete_founding(founding.key, 4, initiative.key, WHO)
    steps = service.record("founding", founding.key)
    assert (steps["kickoff"], steps["declaration"], steps["linked"]) == (TODAY.isoformat(),) * 3
    assert (steps["outcome"], steps["obstacles"], steps["note"]) == (
        "founded", "partners_leave", "alle Partner")  # fmt: skip
    kinds = {change.kind for change in service.history_of_district(DISTRICTS[0])}
    assert kinds == {"office", "check", "task", "founding", "initiative"}
    service.undo(WHO)
    service.undo(WHO)
    assert linked_there(service) == [False, False]
    assert service.record("founding", founding.key)["outcome"] == ""


def test_shipped_files_go_in_and_come_out_the_same(service, inputs, data_dir, tmp_path):
    files = {**files_of(data_dir), "founding": data_dir / "founding_cases.csv"}
    fill(service.workspace, inputs, files, WHO)
    read = service.inputs()
    pd.testing.assert_frame_equal(read.initiatives, inputs.initiatives)
    pd.testing.assert_frame_equal(read.served, inputs.served)
    pd.testing.assert_frame_equal(read.foundings, inputs.founding_cases)
    assert read.sources is inputs.sources  # the register is still the one that ships
    assert service.inputs() is read
    service.add_note("09162", "gesprochen", WHO)
    assert service.inputs() is read  # a note moves no map
    for kind, path in files.items():
        (tmp_path / path.name).write_bytes(as_csv(kind, service.records(kind)))
        tables = [pd.read_csv(p, dtype=str, keep_default_na=False).set_index("id").sort_index()
                  for p in (path, tmp_path / path.name)]  # fmt: skip
        pd.testing.assert_frame_equal(*tables)
    with pytest.raises(DataError, match="is not empty"):
        fill(service.workspace, inputs, files, WHO)


REGISTER = """id,name,plz,district_ags,served_ags,network_status,source_note,Team
dialog,Dialog,97421,09662,09662,networked,,A
,Neu im Kreis,97421,,,unconnected,,B
"""


def test_a_file_is_compared_before_anything_is_taken(service, tmp_path):
    service.add_initiative({"id": "dialog", "name": "Dialog", "plz": "97421",
                            "network_status": "founding", "carrier": "IHK"}, WHO)  # fmt: skip
    service.add_initiative({"id": "rest", "name": "Rest", "plz": "20038",
                            "network_status": "networked"}, WHO)  # fmt: skip
    path = tmp_path / "liste.csv"
    path.write_text(REGISTER, encoding="utf-8")
    news = difference(service.workspace, path, service.places)
    assert [(row.key, row.what) for row in news.rows] == [
        ("dialog", "changed"), ("neu-im-kreis", "new")]  # fmt: skip
    assert news.rows[0].columns == ("network_status", "served_ags", "Team")
    assert news.rows[0].cells["carrier"] == "IHK"  # an empty or missing cell changes nothing
    assert news.absent == ("rest",)
    take(service.workspace, news, WHO, keys=["neu-im-kreis"])
    assert service.record("initiative", "dialog").version == 1
    again = difference(service.workspace, path, service.places)  # known by name and district now
    assert [(row.key, row.what) for row in again.rows] == [
        ("dialog", "changed"), ("neu-im-kreis", "same")]  # fmt: skip
    service.alter("initiative", "dialog", {"topics": "Energie"}, 1, WHO)
    with pytest.raises(Conflict):
        take(service.workspace, again, WHO)


PERSON = "Frau Huber, huber@ihk.example, 0551 12345-67"


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        ("initiative", {"name": "D", "plz": "97421", "network_status": "networked",
                        "source_note": PERSON}),
        ("initiative", {"name": PERSON, "plz": "97421", "network_status": "networked"}),
        ("founding", {"name": "D", "region_ags": "09662", "kind": "new", "note": PERSON}),
        ("check", {"ags": "09662", "date": "2026-05-01", "asked": "IHK", "answer": "none",
                   "note": PERSON}),
        ("office", {"name": "IHK", "note": PERSON}),
        ("office", {"name": "IHK", "phone": "Frau Huber"}),
        ("task", {"title": PERSON, "due": "2026-05-20"}),
        ("task", {"title": "x", "role": "Herr Maier"}),
        ("note", {"ags": "09662", "date": "2026-05-01", "role": WHO, "text": PERSON}),
        ("note", {"ags": "09662", "date": "2026-05-01", "role": "Herr Maier", "text": "x"}),
        ("scenario", {"name": PERSON, "settings": ""}),
        ("plan", {"name": "Plan", "role": "Herr Maier"}),
        ("study", {"title": "Befragung", "publisher": PERSON}),
    ],
)  # fmt: skip
def test_nobody_is_named_by_any_door(inputs, kind, cells):
    service = Service.__new__(Service)
    refuse = SimpleNamespace(write=lambda *_: pytest.fail("was written"), actor=HERE)
    service.workspace, service.places = refuse, places_in(inputs)
    with pytest.raises(DataError) as caught:
        service.add(kind, cells, WHO)
    assert {p.code for p in caught.value.problems} & {"personal-data", "person", "phone"}
    assert "huber@" not in caught.value.message("de")


def test_contact_columns_of_a_list_are_left_out_and_named(service, tmp_path):
    path = tmp_path / "mitglieder.csv"
    path.write_text("Name;PLZ;Status;Telefon;Raum\nDialog;97421;vernetzt;0551 12345-67;Saal\n",
                    encoding="utf-8")  # fmt: skip
    news = difference(service.workspace, path, service.places)
    assert "contact-column" in {problem.code for problem in news.problems}
    assert dict(news.rows[0].cells) == {
        "name": "Dialog", "plz": "97421", "network_status": "networked",
        "district_ags": "09662", "Raum": "Saal"}  # fmt: skip


def test_what_is_wrong_is_refused_with_its_column_and_nothing_is_written(service):
    service.add_initiative({"name": "Dialog", "plz": "97421", "network_status": "networked"}, WHO)
    number = service.workspace.last_number()
    wrong = {
        "asked: is empty|asked: empty cell": lambda: service.record_check("09662", "none", "", WHO),
        "in the future": lambda: service.record_check("09662", "none", "IHK", WHO, date="2999"),
        "is no day": lambda: service.add_task("x", "2026-05", WHO),
        "there is no 'dialg' .did you mean: dialog": lambda: service.set_area(
            "dialg", 1, "09662", WHO),
        "is not a step": lambda: service.take_step(
            service.start_founding("F", "09662", WHO).key, 1, "Fest", WHO),
        "there is no 'x'": lambda: service.add_task("x", "2026-05-20", WHO, founding="x"),
        "there is no column 'titel'": lambda: service.add("task", {"titel": "x"}, WHO),
        "role: is missing": lambda: service.add_note("09662", "x", " "),
    }  # fmt: skip
    for message, deed in wrong.items():
        with pytest.raises(DataError, match=message):
            deed()
    assert service.workspace.last_number() == number + 1  # the founding whose step was wrong


def test_tasks_are_listed_overdue_first_and_leave_as_a_calendar(service):
    for title, due in (("später", "2026-08-01"), ("bald", "2026-05-06"), ("ohne Tag", ""),
                       ("zu spät; mit Komma, und mehr " + "lang " * 20, "2026-05-01")):  # fmt: skip
        service.add_task(title, due, WHO, districts="09662")
    done = service.add_task("erledigt", "2026-05-02", WHO)
    service.finish_task(done.key, 1, WHO)
    listed = service.task_list(with_done=True)
    assert [(task.when, task.days) for task in listed] == [
        ("overdue", -3), ("soon", 2), ("later", 89), ("undated", None), ("done", -2)]  # fmt: skip
    text = service.task_calendar("de").decode()
    assert text.count("BEGIN:VEVENT") == 3
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    unfolded = text.replace("\r\n ", "")
    assert r"SUMMARY:zu spät\; mit Komma\, und mehr lang" in unfolded
    assert "DTSTART;VALUE=DATE:20260806" not in unfolded
    assert "DTSTART;VALUE=DATE:20260801\r\nDTEND;VALUE=DATE:20260802" in unfolded
    assert "DESCRIPTION:Schweinfurt (Stadt)" in unfolded


def test_of_two_checks_on_one_day_the_later_one_counts(service):
    service.record_check("09662", "later", "IHK", WHO)
    service.record_check("09662", "none", "Gewerkschaft", WHO)  # sorted by key it would be first
    service.workspace.write([Edit("check", "0", {"ags": "09662", "date": "2026-05-04",
                             "asked": "IHK", "answer": "exists"}, 0)], WHO, "add")  # fmt: skip
    assert service.inputs().checks["answer"].tolist() == ["later", "none", "exists"]
    moment = START + dt.timedelta(minutes=1, seconds=30)
    assert service.inputs_as_of(moment).checks["answer"].tolist() == ["later", "none"]


def test_an_initiative_there_may_be_already_is_proposed(service):
    for key, name, plz in (("a", "Industriedialog Schweinfurt", "97421"),
                           ("b", "Industriedialog Schweinfurt", "20038")):  # fmt: skip
        cells = {"id": key, "name": name, "plz": plz, "network_status": "networked"}
        service.add_initiative(cells, WHO)
    proposals = service.similar_initiatives("Industrie-Dialog Schweinfurt e. V.", ["02000"])
    assert [record.key for record, _ in proposals] == ["b", "a"]
    assert service.similar_initiatives("Masterplan Hafen") == []
    assert [r.key for r in service.of_district("initiative", "09662")] == ["a"]


def test_what_is_older_goes_when_asked(service):
    for day in ("2020-01-01", "2026-05-01"):
        service.add_note(DISTRICTS[0], f"gesprochen {day}", WHO, date=day)
    task = service.add_task("Anrufen", "2020-01-01", WHO)
    service.finish_task(task.key, 1, WHO, date="2020-02-01")
    service.add_task("Noch offen", "2020-01-01", WHO)
    assert (len(service.records("note")), len(service.records("task"))) == (2, 2)
    for kind in ("note", "task"):
        service.forget(kind, WHO, before="2023-01-01")
    assert [note["date"] for note in service.records("note")] == ["2026-05-01"]
    assert [open_task["title"] for open_task in service.records("task")] == ["Noch offen"]
