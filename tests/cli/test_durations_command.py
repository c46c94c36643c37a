"""`rollout founding courses` and the calendar of `rollout plan`."""

import json
from pathlib import Path

import pytest

from rollout.cli import main

MADE_UP = """id,name,region_ags,kind,carrier,trigger,kickoff,declaration,outcome,reason
beispiel-a,Erfundene Runde A,09162,new,chamber,2025-01-01,2025-07-01,,running,
beispiel-b,Erfundene Runde B,03103,new,union,2024-01-01,2024-03-01,2024-09-01,running,
"""


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "beispiel_gruendungen.csv"
    path.write_text(MADE_UP, encoding="utf-8")
    return path


@pytest.fixture
def printed(capsys, wide):
    """Run a command and return what it prints."""

    def run(*arguments: object) -> str:
        with pytest.raises(SystemExit) as caught:
            main([str(argument) for argument in arguments])
        assert not caught.value.code
        return capsys.readouterr().out

    return run


def test_documented_cases_are_shown_and_own_ones_invited(printed):
    text = printed("founding", "courses")
    assert "rollout founding add" in text
    assert "dokumentierte Fälle" in text
    assert "Daraus folgt nicht" in text, "counts are no causes"


def test_own_and_documented_cases_stand_apart_unless_asked_together(printed, record):
    found = json.loads(printed("founding", "courses", "--json", "--foundings", record))
    kickoff = {of: next(r for r in rows if r["step"] == "kickoff") for of, rows in found.items()}
    assert (kickoff["own"]["reached"], kickoff["reference"]["reached"]) == (2, 2)
    command = ("founding", "courses", "--json", "--cases", "together", "--foundings", record)
    (both,) = json.loads(printed(*command)).values()
    assert next(row for row in both if row["step"] == "kickoff")["reached"] == 4


def test_courses_by_carrier_name_the_carrier(printed, record):
    command = ("founding", "courses", "--by", "carrier", "--lang", "en", "--foundings", record)
    text = printed(*command)
    assert "own foundings" in text
    assert "union" in text


def test_foundings_may_point_to_an_own_register(printed, record, tmp_path):
    register = tmp_path / "beispiel_register.csv"
    register.write_text(
        "id,name,district_ags,network_status\neigene,Erfundene Initiative,09162,founding\n", "utf-8"
    )
    closed = MADE_UP.replace("reason\n", "initiative_id\n")
    closed = closed.replace("2025-07-01,,running,", "2025-07-01,2025-09-01,founded,eigene")
    record.write_text(closed, "utf-8")
    command = ("founding", "courses", "--json", "--cases", "own", "--foundings", record)
    (own,) = json.loads(printed(*command, "--register", register)).values()
    assert next(row for row in own if row["step"] == "declaration")["reached"] == 2


PLAN = ("plan", "--count", 1, "--waves", 2, "--region-cost", 40)
CALENDAR = ("--first-start", "2027-01-01", "--staff", 0.12)


def test_the_plan_has_a_calendar_once_it_has_a_start(printed):
    assert "Kalender" not in printed(*PLAN)
    text = printed(*PLAN, *CALENDAR)
    assert "Kalender: erwartet (früh bis spät)" in text
    assert "dokumentierte Fälle, 3 haben ihn erreicht" in text
    assert "Welle 2 ist im" in text


def test_the_calendar_comes_as_json_too(printed):
    found = json.loads(printed(*PLAN, *CALENDAR, "--json"))
    assert [row["start"] for row in found["calendar"]] == ["2027-01-01", "2028-01-01"]
    assert {lapse["of"] for lapse in found["lapses"]} == {"reference", "assumed"}
    assert found["shortages"][0]["wave"] == 2
    assert sum(row["needed"] for row in found["workload"]) == pytest.approx(80)
