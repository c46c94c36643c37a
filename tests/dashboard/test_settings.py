import datetime as dt

import pytest
from werkzeug.exceptions import BadRequest

from dashboard.page import settings
from dashboard.views.register import VIEWS, view_at
from rollout.scenario import Scenario
from tests.dashboard import pages


def test_the_values_of_the_controls_give_the_same_scenario_back():
    base = Scenario(rule="radius", radius_km=25, as_of=dt.date(2015, 6, 30))
    assert settings.scenario_from(base, settings.scenario_values(base)) == base


def test_the_query_of_a_download_gives_the_same_scenario_back():
    wanted = Scenario(rule="seat", as_of=dt.date(2019, 12, 31), federal_networks=False)
    assert settings.scenario_from_query(Scenario(), settings.query_values(wanted)) == wanted


def test_a_query_can_ask_for_the_whole_register():
    base = Scenario(as_of=dt.date(2015, 12, 31))
    assert settings.scenario_from_query(base, {"year": "all"}).as_of is None


def test_fields_no_control_shows_stay_as_the_server_was_started():
    base = Scenario(max_served=7, half_ring=True)
    made = settings.scenario_from(base, {"rule": "seat"})
    assert (made.max_served, made.half_ring, made.rule) == (7, True, "seat")


@pytest.mark.parametrize(
    "values",
    [
        None, [], "served", 3, {"rule": "all"}, {"rule": ["seat"]}, {"rule": None},
        {"radius": 0}, {"radius": 1e9}, {"radius": "30"}, {"radius": float("nan")},
        {"radius": True}, {"year": 0}, {"year": 10**9}, {"year": "2015"}, {"year": [2015]},
        {"confidence": "certain"}, {"federal": 1}, {"federal": None}, {"unknown": 1},
        {"rule": "x" * 100_000}, {"seed": 3}, {1: 2},
    ],
    ids=lambda values: str(values)[:40],
)  # fmt: skip
def test_values_no_control_can_send_are_refused(values):
    with pytest.raises(BadRequest):
        settings.scenario_from(Scenario(), values)


@pytest.mark.parametrize(
    "query", [{"radius": "x"}, {"federal": "yes"}, {"year": "nan"}, {"rule": "<b>"}]
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
