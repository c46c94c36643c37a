"""Foundings in tables and on sheets."""

import datetime as dt
import io
from dataclasses import replace

import openpyxl
import pytest

from rollout.analysis import analyse
from rollout.export.founding_tables import course_rows, founding_rows, spans
from rollout.export.sheets import targets_workbook
from rollout.plan.plan import plan_waves
from rollout.scenario import Scenario
from tests.grids import grid_inputs, initiative
from tests.made_foundings import declared, founding, foundings

OWN = foundings(
    fresh=founding(name="Fresh", region_ags="01002", kickoff="2025-12"),
    old=founding(name="=Old", region_ags="02008;02007", kickoff="2024-01-01", obstacles="asleep"),
    done=founding(name="Done", region_ags="01003", outcome="given_up", reason="No partner"),
)
CASES = foundings(
    **{f"r{n}": declared("2015-01-01", f"2015-0{n}-01", carrier="chamber") for n in range(3, 8)}
)
SCENARIO = Scenario(count=1, waves=2, first_start=dt.date(2027, 1, 1), staff=0.01)


@pytest.fixture(scope="module")
def made():
    inputs = grid_inputs({"a": initiative("01001")})
    return replace(inputs, foundings=OWN, founding_cases=CASES)


@pytest.fixture(scope="module")
def book(made):
    analysis = analyse(made, SCENARIO)
    content = targets_workbook(analysis, "de", plan_waves(analysis))
    return openpyxl.load_workbook(io.BytesIO(content))


def test_the_record_names_regions_and_puts_ended_ones_last(made):
    table = founding_rows(made, dt.date(2026, 1, 1), "en")
    assert table["id"].tolist() == ["old", "fresh", "done"]
    assert table["step"].tolist() == ["4 kick-off workshop"] * 2 + [""]
    assert table.loc[0, "obstacles"] == "fallen asleep, needs a relaunch"
    assert table.loc[1, "kickoff"] == "December 2025"
    assert table.loc[2, "note"] == "No partner"
    names = made.districts["display_name"]
    assert table.loc[0, "regions"] == f"{names['02008']}, {names['02007']}"


def test_own_and_documented_courses_stand_apart(made):
    table = course_rows(made, None, "de")
    assert table["of"].unique().tolist() == ["eigene Gründungen", "dokumentierte Fälle"]
    declaration = table[table["step"].str.startswith("6 ")]
    assert declaration["reached"].tolist() == [0, 5]
    assert declaration["median"].round(1).tolist()[1] == round(120 / (365.2425 / 12), 1)


def test_what_too_few_have_reached_is_said_in_words(made):
    row = {"reached": 1, "running": 5, "given_up": 0, "lower": 30.0, "median": float("nan"),
           "upper": float("nan"), "shortest": 30.0, "longest": 30.0}  # fmt: skip
    assert spans(row, "de") == ["noch nicht erreicht", "ab 1,0", "1,0–1,0"]


def test_the_workbook_has_the_record_the_courses_and_the_calendar(book):
    assert {"Gründungen", "Verläufe", "Kalender", "Aufwand je Quartal"} <= set(book.sheetnames)
    record = [[cell.value for cell in row] for row in book["Gründungen"].iter_rows()]
    assert record[0][0].startswith("Gezählt bis")
    assert [row[1] for row in record[3:]] == ["=Old", "Fresh", "Done"]
    calendar = [[cell.value for cell in row] for row in book["Kalender"].iter_rows()]
    assert calendar[0][0].startswith("Erklärung: 3,9 Monate")
    assert [row[0] for row in calendar[5:]] == [1, 2]
    assert calendar[5][2] == "01.01.2027"
    assert "nicht zu betreuen" in book["Aufwand je Quartal"]["A1"].value


def test_without_own_foundings_the_sheet_says_how_to_begin(made):
    analysis = analyse(replace(made, foundings=foundings()), Scenario(count=1, waves=1))
    content = targets_workbook(analysis, "en", plan_waves(analysis))
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert "how to begin" in book["Foundings"]["A1"].value
    assert "Calendar" not in book.sheetnames
