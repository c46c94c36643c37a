"""Addresses of earlier versions open the same view under the names of today."""

from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import pytest

from dashboard.page.old_addresses import OLD, is_old, plan_from, plan_text, renewed
from dashboard.page.settings import (
    ANALYSED,
    DATED,
    LOOKS,
    PLANNED,
    SETTINGS,
    decode,
    scenario_from_query,
    value_from,
)
from rollout.scenario import Scenario

# Old key and text, and what it means today.
MEANINGS = [
    ("radius", "42.5", {"radius_km": 42.5}),
    ("year", "2012", {"as_of": "2012-12-31"}),
    ("year", "all", {"as_of": None}),
    ("year", "-5", {"as_of": "0001-12-31"}),
    ("confidence", "high", {"min_confidence": "high"}),
    ("federal", "0", {"federal_networks": False}),
    ("missing", "twins", {"missing_rule": "twins"}),
    ("known", "55", {"min_known_share": 0.55}),
    ("diffusion", "12.5", {"diffusion_share": 0.125}),
    (
        "weights", "d.work-30*jobs-2.5*d.skills-0",
        {"dimension_weights": {"work": 30, "skills": 0}, "indicator_weights": {"jobs": 2.5}},
    ),
    ("weights", "", {"dimension_weights": {}, "indicator_weights": {}}),
    ("potential_slack", "5", {"potential_slack": 0.05}),
    (
        "picks", "01001+asked for it*01002-*01003+",
        {"require": {"01001": "asked for it", "01003": ""}, "exclude": {"01002": ""}},
    ),
    ("start", "2027-01-01", {"first_start": "2027-01-01"}),
    ("start", "none", {"first_start": None}),
    ("apart", "6", {"wave_months": 6}),
    ("staffdays", "40", {"staff_days": 40}),
    ("linkmonths", "9", {"link_months": 9}),
]  # fmt: skip
# Keys that never changed, with a text as earlier versions wrote it.
SAME = {
    "rule": "radius", "preset": "equal", "normalisation": "rank", "aggregation": "geometric",
    "outliers": "log", "count": "3", "waves": "2", "max_per_land": "4", "region_cost": "2.5",
    "budget": "9", "time_limit_s": "30", "max_minutes": "20", "demand": "districts",
    "objective": "way", "reach": "point", "candidates": "all", "prefer_potential": "1",
    "most_in_land": "Bayern = 2; 03 = 1", "least_in_land": "03 = 1", "costs": "09162 = 20",
    "wave_weights": "1 = 3; 2 = 1", "pacing": "staff", "staff": "2",
}  # fmt: skip
SECTIONS = (*ANALYSED, *PLANNED, *DATED)


def scenario_of(texts):
    values = {name: value_from(name, text) for name, text in texts.items()}
    return decode(Scenario(), values, *SECTIONS)


@pytest.mark.parametrize(("key", "text", "meaning"), MEANINGS, ids=lambda value: str(value)[:30])
def test_an_old_name_means_the_same(key, text, meaning):
    assert is_old({key: text})
    assert scenario_of(renewed({key: text})) == Scenario(**meaning)


def test_every_old_name_is_tried():
    assert {key for key, _, _ in MEANINGS} | {"versus"} == set(OLD)


def test_names_that_never_changed_mean_what_they_meant():
    assert not is_old(SAME)
    assert scenario_of(SAME) == Scenario(
        **SAME | {"most_in_land": {"Bayern": 2, "03": 1}, "least_in_land": {"03": 1},
                  "costs": {"09162": 20}, "wave_weights": {"1": 3, "2": 1}}
    )  # fmt: skip


def test_every_name_of_before_leads_to_a_setting_of_today():
    today = {name for key, text, _ in MEANINGS for name in renewed({key: text})}
    assert today | set(SAME) <= set(SETTINGS)


def test_no_look_has_an_old_name():
    assert not set(LOOKS) & set(SETTINGS)
    assert set(LOOKS) & set(OLD) == {"versus"}


def test_a_share_of_today_is_left_alone():
    assert not is_old({"potential_slack": "0.05", "min_known_share": "0.7", "radius_km": "30"})


def test_a_kept_plan_of_before_is_the_same_plan():
    before = {
        "scenario": {"rule": "radius", "radius": 25, "year": 2012, "federal": False, "known": 55,
                     "weights": "d.work-30"},
        "settings": {"count": 3, "potential_slack": 5, "picks": "01001+near", "budget": None},
    }  # fmt: skip
    text = renewed({"versus": plan_text(before)})["versus"]
    assert decode(Scenario(), plan_from(text), *SECTIONS) == Scenario(
        rule="radius", radius_km=25, as_of="2012-12-31", federal_networks=False,
        min_known_share=0.55, dimension_weights={"work": 30}, count=3, potential_slack=0.05,
        require={"01001": "near"},
    )  # fmt: skip


@pytest.mark.parametrize("key", OLD)
@pytest.mark.parametrize("text", ["", "x", "<b>", "-", "*", "1e999", "\x00"])
def test_what_nobody_can_read_is_no_fault_of_the_server(key, text):
    renewed({key: text})


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_page_is_sent_on_to_its_address_of_today(client, lang):
    answer = client.get(f"/{lang}/?radius=40&rule=radius&land=02&known=70")
    assert answer.status_code == 302
    target = urlsplit(answer.headers["Location"])
    assert target.path == ""
    assert dict(parse_qsl(target.query)) == {
        "radius_km": "40", "rule": "radius", "land": "02", "min_known_share": "0.7"
    }  # fmt: skip
    assert client.get(f"/{lang}/{answer.headers['Location']}").status_code == 200


def test_an_old_link_to_a_file_still_gives_the_file(client):
    query = {"rule": "radius", "radius": "25", "year": "all", "confidence": "low", "federal": "1"}
    today = {"rule": "radius", "radius_km": "25"}
    answers = [client.get(f"/de/download/districts.csv?{urlencode(q)}") for q in (query, today)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].data == answers[1].data
    assert scenario_from_query(Scenario(), query) == Scenario(rule="radius", radius_km=25)


@pytest.mark.parametrize("address", ["/de/plan/gruendungen", "/en/plan/foundings"])
def test_a_page_that_has_moved_is_found(client, address):
    answer = client.get(f"{address}?land=02")
    assert answer.status_code == 308
    assert client.get(urljoin(address, answer.headers["Location"])).status_code == 200
    assert answer.headers["Location"].endswith("?land=02")
