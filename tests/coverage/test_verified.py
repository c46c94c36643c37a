"""Where somebody was asked: the split of "none found", its bounds, and what the faces say."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pandas as pd
import pytest

from dashboard.views.spots.parts import profile
from rollout.analysis import analyse
from rollout.coverage.verified import Verified, check_line, verified
from rollout.export.map_files import figure
from rollout.export.tables import districts_csv
from rollout.inquiries import COLUMNS
from rollout.maps.page import map_svg
from rollout.report.spots import spots_section
from rollout.scenario import Scenario
from tests.dashboard.pages import text_of
from tests.grids import grid_inputs, initiative

CHECKS = {
    "a": ("01002", "2026-02-03", "none"),
    "b": ("01003;01004", "2026-03", "exists"),
    "c": ("02001", "2026-01-15", "later"),
    "d": ("01001", "2026-01-15", "none"),  # linked all the same
}


def asked(as_of=None):
    rows = {
        key: dict.fromkeys(COLUMNS, "") | {"ags": ags, "date": date, "asked": "IHK", "answer": said}
        for key, (ags, date, said) in CHECKS.items()
    }
    inputs = grid_inputs({"x": initiative("01001", founded_year=2000.0)})
    checks = pd.DataFrame.from_dict(rows, orient="index", dtype="str")
    return analyse(dataclasses.replace(inputs, checks=checks), Scenario(as_of=as_of))


@pytest.fixture(scope="module")
def analysis():
    return asked()


def test_the_split_is_the_one_seen_by_eye(analysis):
    # 15 of 16 are without: 01002 asked, none; 01003 and 01004 there is one; 02001 call again.
    assert analysis.verified() == Verified(1, 2, 1, 11, 16)
    assert analysis.verified().bounds == (1, 13)
    assert analysis.verified("02") == Verified(0, 0, 1, 7, 8)


def test_the_parts_add_up_and_the_bounds_hold():
    for answers in (["none"] * 3, ["exists", "later", ""], ["", "", ""], ["none", "exists", ""]):
        status = pd.Series(["white", "white", "white", "covered"])
        result = verified(status, pd.Series([*answers, "none"]))
        assert result.white == 3
        least, most = result.bounds
        assert 0 <= least == answers.count("none") <= most == 3 - answers.count("exists")


def test_without_a_check_nothing_is_said():
    assert analyse(grid_inputs(), Scenario()).verified().line.de == ""
    assert check_line({"check_answer": ""}).de == ""


def test_a_check_after_the_as_of_date_does_not_count():
    assert asked(dt.date(2026, 1, 31)).verified() == Verified(0, 0, 1, 14, 16)


def test_the_map_marks_and_counts_where_somebody_said_none(analysis):
    drawn = figure(analysis, "status", "de")
    assert drawn.verified_shown == ("01002",)
    svg = map_svg(drawn)
    assert svg.count('class="asked-dot"') == 1 + 1  # the district and the legend
    assert "davon gefragt, keine (1)" in svg
    assert figure(analysis, "score", "de").verified_shown == ()


def test_profile_report_and_table_say_who_was_asked(analysis):
    assert "es gibt keine (IHK, 03.02.2026)" in text_of(profile(analysis, "01002", "de"))
    assert "mindestens 1 und höchstens 13 von 16 Kreisen" in str(spots_section(analysis, "de"))
    rows = districts_csv(analysis)
    text = rows.decode("utf-8-sig") if isinstance(rows, bytes) else rows
    assert "check_answer" in text
    assert "2026-02-03" in text
