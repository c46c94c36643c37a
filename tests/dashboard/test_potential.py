"""Settings, data and components of the view Potential."""

import json
import re

import numpy as np
import pytest

from dashboard.page.catalogue import (
    experts_pattern,
    limits_pattern,
    usable_presets,
    weights_pattern,
)
from dashboard.page.contract import OWN_HEADER
from dashboard.page.settings import (
    ANALYSED,
    encode,
    pairs_from,
    pairs_text,
    query_values,
    scenario_from,
    scenario_from_query,
)
from dashboard.views.potential import figures as potential_figures
from dashboard.views.potential import parts as potential_parts
from rollout.analysis import analyse
from rollout.errors import ScenarioError
from rollout.scenario import Scenario
from tests.dashboard import pages
from tests.dashboard.pages import ask, filled, text_of

OWN = Scenario(
    preset="equal", normalisation="rank", aggregation="geometric", missing_rule="land_mean",
    outliers="log", min_known_share=0.55, diffusion_share=0.1,
    indicator_weights={"pressure": 12.25}, dimension_weights={"actors": 30},
)  # fmt: skip


def test_settings_survive_the_way_to_the_browser_and_back():
    assert scenario_from(Scenario(), encode(OWN, *ANALYSED)) == OWN
    assert scenario_from_query(Scenario(), query_values(OWN)) == OWN
    travelled = json.loads(json.dumps(encode(OWN, *ANALYSED)))
    assert scenario_from(Scenario(), travelled) == OWN


@pytest.mark.parametrize("text", ["a", "a=", "a=1*", "=5", "a=1e5", "a-1", "a=1=2", f"a={10**20}"])
def test_texts_that_are_no_weights_are_refused(text):
    with pytest.raises(ScenarioError, match="key = number"):
        pairs_from(text, "indicator_weights")


def test_the_pattern_takes_every_text_we_write():
    catalogue = pages.inputs().catalogue
    dimensions = re.compile(weights_pattern(catalogue, "dimension"))
    indicators = re.compile(weights_pattern(catalogue, "id"))
    assert dimensions.fullmatch(pairs_text(OWN.dimension_weights))
    assert indicators.fullmatch(pairs_text(OWN.indicator_weights))
    for pattern in (dimensions, indicators):
        assert pattern.fullmatch("")
        for text in ("other=1", "pressure=1;", "pressure=1e9", "pressure"):
            assert not pattern.fullmatch(text)
    assert indicators.fullmatch("pressure=1;firms=2.5")


def test_only_presets_the_catalogue_can_serve_are_offered():
    assert list(usable_presets(pages.inputs().catalogue)) == ["balanced", "equal"]


@pytest.mark.parametrize(
    "values",
    [
        {"preset": "dense"},
        {"preset": ["equal"]},
        {"normalisation": "none"},
        {"min_known_share": "0.7"},
        {"min_known_share": True},
        {"min_known_share": 1.01},
        {"diffusion_share": float("inf")},
        {"indicator_weights": "other=5"},
        {"indicator_weights": "pressure=0;firms=0"},
        {"indicator_weights": {"a": 1}},
    ],
    ids=str,
)
@pytest.mark.parametrize("wanted", ["ranking-data", "robustness"])
def test_forged_settings_are_refused(client, wanted, values):
    given = encode(Scenario(), *ANALYSED) | values
    answer = ask(client, wanted, scenario=given, location="/de/potenzial")
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "preset=x",
        "known=abc",
        "diffusion=nan",
        "weights=x",
        "missing=%00",
        "min_known_share=abc",
        "diffusion_share=nan",
        "indicator_weights=x",
        "missing_rule=%00",
    ],
)
def test_a_forged_matrix_is_refused(client, query):
    assert client.get(f"/potential/matrix.json?{query}").status_code == 400


def test_the_matrix_has_gaps_as_null_and_fills_named():
    values = pages.inputs().indicators.copy()
    values.loc["01001", "pressure"] = np.nan
    inputs = pages.inputs(indicators=values)
    names = ["pressure", "firms"]
    for rule, filled_at in (("exclude", []), ("land_mean", [0])):
        settings = potential_figures.matrix_settings(Scenario(missing_rule=rule), names)
        made = potential_figures.matrix(analyse(inputs, settings))
        column = made["columns"].index("pressure")
        assert made["filled"][column] == filled_at
        assert (made["values"][column][0] is None) == (rule == "exclude")


def test_scenarios_that_differ_in_weights_share_a_matrix():
    names = ["pressure", "firms"]
    first = potential_figures.matrix_settings(Scenario(indicator_weights={"firms": 3}), names)
    assert first == potential_figures.matrix_settings(Scenario(aggregation="geometric"), names)


def test_the_ranking_is_only_computed_where_it_is_shown(client):
    assert ask(client, "ranking-data", location="/de/").status_code == 204
    answer = ask(client, "ranking-data", location="/de/potenzial")
    assert len(filled(answer, "ranking-data")["data"]["low"]) == 16


def test_near_duplicates_are_named():
    values = pages.inputs().indicators
    inputs = pages.inputs(indicators=values.assign(firms=values["pressure"] * 2))
    text = text_of(potential_parts.duplicates(analyse(inputs, Scenario()), "en"))
    assert "pressure and firms measure nearly the same (r = 1.00)" in text
    assert potential_parts.duplicates(analyse(pages.inputs(), Scenario()), "en") == []


def test_a_register_without_foundings_allows_no_back_test():
    assert "kein Rückblick" in text_of(potential_parts.backtest_result(None, "de"))


def test_limits_and_experts_survive_their_patterns():
    catalogue = pages.inputs().catalogue
    limits, people = limits_pattern(catalogue), experts_pattern(catalogue)
    assert re.fullmatch(limits, pairs_text((("pressure", -5.5), ("firms", 2.0))))
    assert re.fullmatch(people, pairs_text((("IHK Süd/pressure", 60.0), ("DGB/firms", 40.0))))
    assert not re.fullmatch(limits, "other=1")
    assert not re.fullmatch(people, "IHK/other=1")


def test_a_limit_leaves_districts_out_of_the_matrix():
    analysis = analyse(pages.inputs(), Scenario())
    assert potential_figures.matrix(analysis)["out"] == []
    value = analysis.inputs.indicators["pressure"].median()
    limited = analyse(analysis.inputs, Scenario(indicator_least={"pressure": value}, draws=100))
    out = potential_figures.matrix(limited)["out"]
    below = ~(analysis.inputs.indicators["pressure"] >= value)
    assert out == np.flatnonzero(below).tolist()


def send(client, text, name="w.csv", **headers):
    address = f"/de/experts?name={name}&preset=balanced"
    return client.post(address, data=text.encode(), headers={OWN_HEADER: "", **headers})


def test_a_file_of_several_people_gives_settings_back(client):
    text = "person;pressure;firms\nKammer;60;40\nVerband;20;80\n"
    answer = send(client, text).json
    assert answer["lines"][0].startswith("2 Personen")
    fields = answer["fields"]
    assert pairs_from(fields["indicator_weights"], "indicator_weights")["pressure"] == 40
    assert pairs_from(fields["expert_weights"], "expert_weights")["Verband/firms"] == 80
    scenario = scenario_from(Scenario(draws=100), fields)
    rows = text_of(potential_parts.robustness(analyse(pages.inputs(), scenario), "de"))
    assert "Personen, deren Gewichte eingelesen sind: 2" in rows


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("person;pressure\nA;60", "w.csv", "verteilt 60 Punkte"),
        ("person;foo\nA;100", "w.csv", "foo unbekannt"),
        ("x", "w.exe", "unbekannte Endung"),
        ("a = [", "w.toml", "nicht lesbar"),
    ],
)
def test_a_wrong_file_of_people_is_explained(client, text, name, said):
    answer = send(client, text, name).json
    assert said in " ".join(answer["lines"])
    assert "fields" not in answer


def test_a_foreign_page_and_a_large_file_are_refused(client):
    assert client.post("/de/experts?name=w.csv", data=b"x").status_code == 403
    assert send(client, "x" * 200_001).status_code == 413
