import datetime as dt
import json

import pytest
from werkzeug.exceptions import BadRequest

from dashboard.page import settings
from dashboard.views.register import VIEWS, view_at
from rollout.scenario import Scenario
from rollout.scenario.records import records
from tests.dashboard import pages

TURNED = Scenario(
    rule="radius", radius_km=25.5, as_of=dt.date(2015, 12, 31), min_confidence="medium",
    federal_networks=False, countries=["CH", "FR"], preset="equal",
    dimension_weights={"work": 30.25},
    indicator_weights={"industry_pct": 0, "jobs": 7}, normalisation="rank",
    indicator_least={"industry_change_5y": -5.5}, indicator_most={"unemployment_pct": 8},
    score_classes="jenks", class_limits={"2": 10, "3": 20, "4": 30, "5": 40},
    expert_weights={"IHK/industry": 60, "IHK/strain": 40},
    aggregation="geometric", missing_rule="land_mean", outliers="log", min_known_share=0.55,
    diffusion_share=0.1, count=2, waves=4, time_limit_s=30, demand="districts", objective="way",
    reach="neighbour", candidates="all", prefer_potential=True, potential_slack=0.05,
    max_minutes=30, max_per_land=3, region_cost=2.5, budget=9, most_in_land={"09": 2},
    least_in_land={"03": 1}, costs={"09162": 20}, wave_weights={"1": 3}, require={"01001": "near"},
    exclude={"01002": ""}, first_start=dt.date(2027, 1, 1), pacing="staff", wave_months=6, staff=2,
    staff_days=40, link_months=9,
)  # fmt: skip


def test_the_values_of_the_controls_give_the_same_scenario_back():
    base = Scenario(rule="radius", radius_km=25, as_of=dt.date(2015, 6, 30))
    assert settings.scenario_from(base, settings.encode(base, *settings.ANALYSED)) == base


def test_every_control_belongs_to_a_section_that_is_asked_for():
    sections = {*settings.ANALYSED, *settings.PLANNED, *settings.DATED}
    assert [name for name in settings.SETTINGS if records()[name].section not in sections] == []


def test_the_query_of_a_download_gives_the_same_scenario_back():
    wanted = Scenario(rule="seat", as_of=dt.date(2019, 12, 31), federal_networks=False)
    assert settings.scenario_from_query(Scenario(), settings.query_values(wanted)) == wanted


def test_a_query_can_ask_for_the_whole_register():
    base = Scenario(as_of=dt.date(2015, 12, 31))
    assert settings.scenario_from_query(base, {"as_of": ""}).as_of is None


def test_fields_no_control_shows_stay_as_the_server_was_started():
    base = Scenario(max_served=7, half_ring=True)
    made = settings.scenario_from(base, {"rule": "seat"})
    assert (made.max_served, made.half_ring, made.rule) == (7, True, "seat")


@pytest.mark.parametrize(
    "values",
    [
        None, [], "served", 3, {"rule": "all"}, {"rule": ["seat"]}, {"rule": None},
        {"radius_km": 0}, {"radius_km": 1e9}, {"radius_km": "30"}, {"radius_km": float("nan")},
        {"radius_km": True}, {"as_of": 0}, {"as_of": 10**9}, {"as_of": "2015"}, {"as_of": [2015]},
        {"as_of": "2015-13-01"}, {"radius_km": None}, {"count": 3}, {"as_of": "0000-12-31"},
        {"min_confidence": "certain"}, {"federal_networks": 1}, {"federal_networks": None},
        {"unknown": 1}, {"min_known_share": 70}, {"dimension_weights": "x"}, {"radius": 30},
        {"rule": "x" * 100_000}, {"seed": 3}, {1: 2},
    ],
    ids=lambda values: str(values)[:40],
)  # fmt: skip
def test_values_no_control_can_send_are_refused(values):
    with pytest.raises(BadRequest):
        settings.scenario_from(Scenario(), values)


@pytest.mark.parametrize(
    "query",
    [
        {"radius": "x"},
        {"federal": "yes"},
        {"year": "nan"},
        {"rule": "<b>"},
        {"radius_km": "x"},
        {"federal_networks": "yes"},
        {"as_of": "nan"},
        {"preset": ""},
    ],
)
def test_queries_no_link_holds_are_refused(query):
    with pytest.raises(BadRequest):
        settings.scenario_from_query(Scenario(), query)


def test_only_known_districts_and_laender_are_accepted():
    districts = pages.inputs().districts
    assert settings.district_from("01001", districts.index) == "01001"
    assert settings.district_from(None, districts.index) is None
    assert settings.area_from("02", districts) == "02"
    for value in ("99999", "1001", 1001, ["01001"], {}):
        with pytest.raises(BadRequest):
            settings.district_from(value, districts.index)
    for value in ("16", "", None, ["02"], {}):
        with pytest.raises(BadRequest):
            settings.area_from(value, districts)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_view_has_its_own_address(lang):
    paths = [view.path(lang) for view in VIEWS.values()]
    assert len(set(paths)) == len(paths)
    assert [view_at(path, lang) for path in paths] == list(VIEWS.values())
    assert view_at(f"/{lang}/nothing", lang) is None


def test_years_run_from_the_first_to_the_last_founding():
    assert settings.years(pages.inputs()) == (2005, 2015)


def test_every_control_belongs_to_a_field():
    assert set(settings.SETTINGS) <= set(records())


def test_every_setting_survives_the_way_to_the_browser_and_back():
    sections = (*settings.ANALYSED, *settings.PLANNED, *settings.DATED)
    values = json.loads(json.dumps(settings.encode(TURNED, *sections)))
    assert settings.decode(Scenario(), values, *sections) == TURNED


def test_every_setting_survives_the_way_through_an_address():
    sections = (*settings.ANALYSED, *settings.PLANNED, *settings.DATED)
    texts = {
        key: settings.text_of(value) for key, value in settings.encode(TURNED, *sections).items()
    }
    values = {key: settings.value_from(key, text) for key, text in texts.items()}
    assert settings.decode(Scenario(), values, *sections) == TURNED


def test_the_page_allows_less_time_than_a_scenario():
    values = settings.encode(Scenario(), *settings.PLANNED) | {"time_limit_s": 9000}
    assert settings.planned_scenario(Scenario(), values).time_limit_s == 300


def test_an_empty_limit_is_none():
    base = Scenario(budget=5, max_per_land=2)
    values = settings.encode(base, *settings.PLANNED) | {"budget": None, "max_per_land": ""}
    scenario = settings.planned_scenario(base, values)
    assert (scenario.budget, scenario.max_per_land) == (None, None)
