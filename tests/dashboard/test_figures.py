import numpy as np
import pandas as pd
import pytest

from dashboard.page import facts
from dashboard.views.coverage import figures as coverage_figures
from rollout.analysis import analyse
from rollout.geo.svg import map_paths
from rollout.potential.twins import stands_out
from rollout.scenario import Scenario
from rollout.scenario.rules import RULES
from tests.dashboard import pages
from tests.grids import KEYS, grid_inputs


@pytest.fixture(scope="module")
def inputs():
    return pages.inputs()


@pytest.fixture(scope="module")
def analysis(inputs):
    return analyse(inputs, Scenario())


def test_the_result_lists_every_district_in_the_order_of_the_keys(inputs, analysis):
    result = facts.result(analysis)
    paths = map_paths(inputs.display, inputs.laender, inputs.countries)
    payload = facts.facts(inputs, paths, {}, "de")
    assert payload["keys"] == KEYS
    codes = dict(zip(payload["keys"], result["statuses"]["served"], strict=True))
    found = {key: code for key, code in codes.items() if code != "w"}
    assert found == {"01001": "c", "01002": "c", "02004": "f", "02008": "u"}
    assert set(result["statuses"]) == set(RULES)
    assert result["areas"] == {"a": [0, 1], "b": [11], "c": [15]}


def test_every_class_on_a_map_has_a_symbol_with_a_colour(inputs):
    colours = facts.stylesheet()
    for entries in facts.legends("de").values():
        assert len({entry["label"] for entry in entries}) == len(entries)
        for entry in entries:
            assert f".{entry['symbol']}{{fill:" in colours


def test_both_languages_name_the_same_classes():
    german, english = facts.legends("de"), facts.legends("en")
    keys = {layer: [entry["key"] for entry in entries] for layer, entries in german.items()}
    assert keys == {layer: [e["key"] for e in entries] for layer, entries in english.items()}
    assert german != english


def test_memberships_stand_in_the_order_of_the_districts(inputs):
    assert facts.members(inputs.chambers, "chamber", inputs.districts.index) == [
        ["IHK Nord" if key < "02" else "IHK Süd"] for key in KEYS
    ]
    assert facts.members(inputs.borders, "country", inputs.districts.index)[:2] == [["XX"], []]


def test_the_founding_curve_counts_up_without_gaps(inputs):
    curve = coverage_figures.founding_curve(inputs, None)
    assert list(curve.index) == list(range(2005, 2016))
    assert curve.tolist() == [1] * 10 + [2]
    assert coverage_figures.founding_curve(inputs, 2010).tolist() == [1]
    assert coverage_figures.founding_curve(grid_inputs(), None).empty


def test_the_target_is_no_count_of_the_network(inputs):
    history = pd.DataFrame(
        {
            "date": ["2021-01-01", "2023-12-31", "2023-12-31"],
            "precision": "day",
            "count": [31, 60, 93],
            "qualifier": ["exact", "target", "exact"],
        }
    )
    made = pages.inputs(history=history)
    assert coverage_figures.network_target(made) == 60
    counts = coverage_figures.network_counts(made)
    assert counts["count"].tolist() == [31, 93]
    assert counts["moment"].iloc[0] == 2021
    assert coverage_figures.network_target(inputs) is None


def test_a_district_is_compared_with_means_around_it(analysis):
    compared = analysis.comparison("01003")
    pressure = compared.loc["pressure"]
    assert pressure["value"] == 2
    assert pressure["land"] == np.mean(range(8))
    assert pressure["DE"] == np.mean(range(16))
    assert pressure["percentile"] == pytest.approx(100 * 2 / 15)
    assert list(compared.index) == ["pressure", "firms"]


def test_an_unknown_value_stays_unknown_in_the_comparison(inputs):
    indicators = inputs.indicators.copy()
    indicators.loc["01003", "pressure"] = np.nan
    made = analyse(pages.inputs(indicators=indicators), Scenario())
    compared = made.comparison("01003")
    assert compared.loc["pressure", ["value", "percentile"]].isna().all()
    assert all("pressure" not in names for names in stands_out(compared).values())


def test_what_stands_out_comes_with_the_most_unusual_first(analysis):
    compared = analysis.comparison("02008")
    assert stands_out(compared)["for"] == ["pressure"]
    assert stands_out(compared)["against"] == ["firms"]
    middle = stands_out(analysis.comparison("01008"))
    assert "pressure" not in middle["for"] + middle["against"]


def test_classes_of_need_and_capacity_stand_in_the_order_of_the_districts(analysis):
    table = analysis.table()
    classes = dict(
        zip(
            table.index,
            facts.need_capacity(table["need_class"], table["capacity_class"]),
            strict=True,
        )
    )
    assert classes["02005"] == "high-high"  # most pressure, three firms
    assert classes["01004"] == "low-low"


def test_postcodes_lead_to_all_their_districts():
    codes = pd.DataFrame(
        {
            "plz": ["01234", "01234", "09999"],
            "place": ["a", "b", "c"],
            "ags": ["01002", "01001", "02001"],
            "latitude": 0.0,
            "longitude": 0.0,
        }
    )
    found = facts.postcodes(pages.inputs(postcodes=codes))
    assert found == {"01234": ["01001", "01002"], "09999": ["02001"]}


def test_the_geometry_holds_a_pattern_for_every_symbol_on_the_maps(inputs):
    geometry = facts.geometry(map_paths(inputs.display, inputs.laender, inputs.countries))
    for entries in facts.legends("en").values():
        for entry in entries:
            if entry["paint"].startswith("url("):
                assert f'id="{entry["symbol"]}"' in geometry["patterns"]
                assert f'id="{entry["paint"][5:-1]}"' in geometry["patterns"]
