"""The page on foundings without a browser."""

import datetime as dt
from dataclasses import replace
from urllib.parse import urljoin

import pandas as pd
import pytest
from werkzeug.exceptions import BadRequest

from dashboard.app import create_app
from dashboard.views.foundings.callbacks import calendar_parts, course_parts, dated_scenario
from dashboard.views.foundings.figures import curve_chart, network_chart
from dashboard.views.foundings.parts import board
from rollout.errors import ScenarioError
from rollout.founding_steps import COLUMNS, STEP_KEYS
from rollout.foundings.durations import course
from rollout.plan.calendar import Lapse
from rollout.plan.outlook import outlook
from rollout.scenario import Scenario
from tests.dashboard import pages
from tests.dashboard.pages import parts, text_of
from tests.made_foundings import declared, founding, foundings

TODAY = dt.date(2026, 1, 1)
OWN = foundings(
    fresh=founding(name="Fresh", region_ags="01002", kickoff="2025-12-01", carrier="union"),
    old=founding(name="Old one", region_ags="02008;02007", kickoff="2024-01-01"),
    bare=founding(name="Bare", region_ags="01003"),
    done=founding(name="Done", region_ags="01004", outcome="given_up", reason="No partner"),
)
CASES = foundings(
    **{
        f"r{n}": founding(kickoff="2015-01-01", declaration=f"2015-0{n}-01", outcome="founded")
        for n in range(3, 8)
    }
)
HISTORY = pd.DataFrame(
    {"date": ["2021-01-01", "2023-12-31"], "count": [31, 93], "qualifier": "exact",
     "precision": "day", "note_de": "", "note_en": "", "source": ""}
)  # fmt: skip
VALUES = {
    "first_start": "2027-01-01", "pacing": "months", "wave_months": 12, "staff": 2,
    "staff_days": 50, "link_months": 12,
}  # fmt: skip


@pytest.fixture(scope="module")
def inputs():
    return replace(pages.inputs(), foundings=OWN, founding_cases=CASES, history=HISTORY)


def headings(components):
    return [text_of(part) for top in components for part in parts(top) if part_type(part) == "H3"]


def part_type(part):
    return getattr(part, "_type", "")


def test_a_column_per_step_and_stalled_foundings_say_for_how_long(inputs):
    content = board(inputs, TODAY, "de")
    # One without a dated step stands before the first of the eleven.
    assert len(headings(content)) == 1 + len(STEP_KEYS)
    assert headings(content)[0] == "Noch kein Schritt mit Datum (1)"
    text = text_of(content)
    assert "steht still, seit 24,0 Monaten (letzter Eintrag 01.01.2024)" in text
    assert "drei Viertel waren nach 5,0 Monaten weiter (dokumentierte Fälle)" in text
    assert "Laufende Gründungen: 3, davon 1 im Stillstand" in text


def test_every_district_links_to_its_profile(inputs):
    links = {
        urljoin("/en/foundings", part.href)
        for top in board(inputs, TODAY, "en") for part in parts(top)
        if part_type(part) == "A"
    }  # fmt: skip
    assert {"/en/white-spots?district=02008", "/en/white-spots?district=02007"} <= links


def test_an_unknown_district_key_stays_text(inputs):
    odd = replace(inputs, foundings=foundings(a=founding(region_ags="99999")))
    content = board(odd, TODAY, "en")
    assert "99999" in text_of(content)
    assert not [part for top in content for part in parts(top) if part_type(part) == "A"]


def test_without_foundings_the_page_tells_how_to_begin(inputs):
    content = board(replace(inputs, foundings=foundings()), TODAY, "en")
    assert "data folder" in text_of(content)
    hrefs = [getattr(part, "href", None) for top in content for part in parts(top)]
    links = {urljoin("/en/foundings", href) for href in hrefs if href}
    assert {"/en/foundings.csv", "/de/hilfe/gruendungen"} <= links


def test_ended_foundings_are_listed_with_their_reason(inputs):
    assert "No partner" in text_of(board(inputs, TODAY, "en"))


def test_the_template_has_the_columns_of_the_record(client):
    answer = client.get("/de/foundings.csv")
    assert answer.data.decode("utf-8-sig").strip() == ",".join(("id", *COLUMNS))
    assert "attachment" in answer.headers["Content-Disposition"]


def test_without_a_start_no_dates_are_shown(inputs):
    made = calendar_parts(inputs, Scenario(), TODAY, "en")
    assert "With a start of the first wave" in text_of(made["calendar"])
    assert "August" not in text_of(made["calendar"])


def test_with_a_start_waves_get_dates_and_warnings(inputs):
    scenario = Scenario(
        first_start=dt.date(2027, 1, 1), count=2, waves=2, staff=0.5, region_cost=500.0
    )
    made = calendar_parts(inputs, scenario, TODAY, "en")
    text = text_of(made["calendar"])
    assert "May 2027" in text
    assert "Wave 1 cannot be served" in text
    assert "documented cases, 5 reached it" in text
    assert "4 regions in 2 waves and 500 person-days" in text


def test_the_network_figure_says_the_same_as_its_sentence(inputs):
    scenario = Scenario(first_start=dt.date(2027, 1, 1), count=2, waves=2)
    made = calendar_parts(inputs, scenario, TODAY, "en")
    band = next(entry for entry in made["chart"]["series"] if entry["kind"] == "band")
    assert band["points"][-1][1:] == [93, 99]  # four planned, three running of which one undated
    text = text_of(made["outlook"])
    assert "93 initiatives were known last (31 December 2023)" in text
    assert "all 6 running and planned foundings" in text
    assert "it will be 99" in text
    assert "Not included: 1 foundings" in text


def test_no_known_count_means_no_figure(inputs):
    none = inputs.history.iloc[:0]
    found = outlook(none, OWN, Lapse("linked", "assumed", 0, 1, 2, 3))
    assert network_chart(found, TODAY, "de") is None


def test_curves_start_at_everybody_and_mark_those_no_longer_watched():
    cases = foundings(
        a=declared("2020-01-01", "2020-07-01"), b=founding(trigger="2020-01-01"),
        c=founding(trigger="2020-01-01", kickoff="2020-03-01"),
    )  # fmt: skip
    found = course(cases, "declaration", dt.date(2021, 1, 1))
    spec = curve_chart({"own": found}, "en")
    line = next(entry for entry in spec["series"] if entry["kind"] == "step")
    assert line["points"][0] == [0.0, 1.0]
    assert line["points"][-1][1] == pytest.approx(2 / 3)
    (ticks,) = [entry for entry in spec["series"] if entry["kind"] == "ticks"]
    assert len(ticks["points"]) == 1
    assert curve_chart({"own": course(foundings(), "declaration")}, "en") is None


def test_own_and_documented_courses_stand_apart(inputs):
    made = course_parts(inputs, "declaration", "none", None, "de")
    text = text_of(made["courses"])
    assert "Dokumentierte Fälle: 5 von 5 haben den Schritt erreicht" in text
    assert "Eigene Gründungen: 0 von 2 haben den Schritt erreicht, die Hälfte noch nicht" in text
    assert [kind for kind, _ in made["chart"]["legend"]][:2] == ["one", "two"]


@pytest.mark.parametrize("by", ["kind", "carrier"])
def test_courses_can_be_split(inputs, by):
    text = text_of(course_parts(inputs, "declaration", by, None, "en")["courses"])
    assert {"kind": "new foundation", "carrier": "union"}[by] in text


def test_the_controls_become_a_calendar():
    scenario = dated_scenario(Scenario(), None, VALUES)
    assert scenario.first_start == dt.date(2027, 1, 1)
    assert scenario.staff == 2
    none = dated_scenario(Scenario(), None, VALUES | {"first_start": "", "staff": None})
    assert (none.first_start, none.staff) == (None, None)


@pytest.mark.parametrize(
    "forged",
    [{"first_start": "soon"}, {"first_start": 5}, {"pacing": 1}, {"unknown": 1}, {"staff": "2"},
     {"staff": float("nan")}, {"wave_months": True}],
)  # fmt: skip
def test_what_no_control_sends_is_refused(forged):
    with pytest.raises(BadRequest):
        dated_scenario(Scenario(), None, VALUES | forged)


@pytest.mark.parametrize(
    ("typed", "said"), [({"wave_months": 500}, "wave_months"), ({"pacing": "x"}, "one of")]
)
def test_what_cannot_be_used_is_named(typed, said):
    with pytest.raises(ScenarioError, match=said):
        dated_scenario(Scenario(), None, VALUES | typed)


def test_an_empty_number_keeps_that_of_the_server():
    base = Scenario(wave_months=7)
    assert dated_scenario(base, None, VALUES | {"wave_months": ""}).wave_months == 7


def test_the_page_is_served_in_both_languages_with_its_title(inputs):
    client = create_app(inputs, Scenario()).test_client()
    for path, title in (
        ("/de/gruendungen", "Gründungen"),
        ("/en/foundings", "Foundings"),
    ):
        answer = client.get(path)
        assert answer.status_code == 200
        assert f"<title>{title}" in answer.text
    assert client.get("/de/foundings").status_code == 404
