from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from rollout.analysis import analyse
from rollout.errors import DataError, ScenarioError
from rollout.plan.plan import plan_waves
from rollout.plan.regions import reach_matrix
from rollout.plan.travel_times import read_travel_times
from rollout.scenario import Scenario
from rollout.siting.problem import PlanInfeasible
from tests.grids import KEYS, grid_inputs, initiative

# 01001 has a networked initiative, 02008 one without link to the network.
ROWS = {"a": initiative("01001"), "b": initiative("02008", status="unconnected")}


def planned(**fields):
    scenario = Scenario(demand="districts", objective="cover", waves=1, **fields)
    return plan_waves(analyse(grid_inputs(ROWS), scenario))


def test_under_the_default_rule_a_founding_reaches_its_own_district():
    plan = planned(count=2)
    assert plan.table.index.tolist() == ["01002", "01003"]
    assert plan.summary["share_districts"].tolist() == [1 / 16, 3 / 16]


def test_neighbours_of_the_grid_are_covered_by_four_foundings():
    plan = planned(count=16, reach="neighbour", candidates="all")
    # 3 x 3 blocks of a 4 x 4 grid: four of them cover it, fewer cannot (four corners).
    assert plan.summary["share_districts"].iloc[-1] == 1
    assert plan.summary["status"].iloc[-1] == "optimal"


def test_points_within_ten_kilometres_are_the_four_sides():
    analysis = analyse(grid_inputs(ROWS), Scenario(reach="point", radius_km=10))
    reach = reach_matrix(analysis, analysis.scenario).toarray() > 0
    middle = KEYS.index("01006")
    expected = {"01002", "01005", "01006", "01007", "02002"}
    assert {KEYS[row] for row in np.flatnonzero(reach[:, middle])} == expected


def test_shares_of_area_reach_what_the_circle_covers():
    analysis = analyse(grid_inputs(ROWS), Scenario(reach="share", radius_km=12, reach_share=0.5))
    reach = reach_matrix(analysis, analysis.scenario).toarray() > 0
    # A circle of 12 km around a centre covers a side neighbour by more than half, a corner
    # neighbour (nearest corner 7.1 km, farthest 21.2 km away) by less.
    column = reach[:, KEYS.index("01006")]
    assert {KEYS[row] for row in np.flatnonzero(column)} == {
        "01002", "01005", "01006", "01007", "02002"
    }  # fmt: skip


def test_a_chamber_is_reached_as_a_whole():
    plan = planned(count=1, reach="chamber")
    assert plan.table.index.tolist() == ["02001"]
    assert plan.summary["share_districts"].iloc[-1] == pytest.approx(9 / 16)


def test_covered_districts_are_no_candidates_and_unconnected_ones_are_to_connect():
    plan = planned(count=16)
    assert "01001" not in plan.table.index
    assert plan.table.loc["02008", "step"] == "connect"
    assert plan.table.loc["01002", "step"] == "found"
    assert plan.reached["01001"] == 0


def test_required_and_excluded_keep_their_reasons():
    plan = planned(count=2, require={"02003": "Zusage"}, exclude={"01002": "kein Personal"})
    assert plan.table.index.tolist() == ["01003", "02003"]
    assert plan.table.loc["02003", "required_reason"] == "Zusage"
    assert plan.excluded.to_dict() == {"01002": "kein Personal"}


def test_quotas_per_land_hold():
    plan = planned(count=4, max_per_land=3, least_in_land={"02": 2})
    assert plan.table["land"].value_counts().to_dict() == {"01": 2, "02": 2}


def test_an_impossible_quota_is_named_with_the_districts():
    with pytest.raises(PlanInfeasible, match="Musterkreis 3 is required") as caught:
        planned(count=2, most_in_land={"01": 0}, require={"01003": ""})
    assert len(caught.value.limits) == 2


def test_a_budget_per_wave_lapses():
    scenario = Scenario(
        objective="cover", demand="districts", waves=2, count=3, budget=3.5,
        costs=dict.fromkeys(KEYS, 2),
    )  # fmt: skip
    plan = plan_waves(analyse(grid_inputs(ROWS), scenario))
    assert plan.summary["cost"].tolist() == [0, 2, 2]


def test_waves_together_use_the_given_weights():
    scenario = Scenario(
        objective="cover", demand="districts", waves=2, count=1, reach="neighbour",
        wave_weights={"2": 5},
    )  # fmt: skip
    plan = plan_waves(analyse(grid_inputs(ROWS), scenario))
    assert plan.waves.weights == (1.0, 5.0)
    assert plan.waves.status == "optimal"


def test_the_shortest_way_shortens_the_way_of_everybody():
    scenario = Scenario(demand="districts", waves=2, count=1, objective="way")
    plan = plan_waves(analyse(grid_inputs(ROWS), scenario))
    assert plan.summary["covered"].iloc[2] < plan.summary["covered"].iloc[1]


def test_unknown_demand_is_noted_and_never_counted():
    inputs = grid_inputs(ROWS)
    inputs.indicators.loc["01002", "population"] = np.nan
    scenario = Scenario(objective="cover", demand="population", count=16, waves=1)
    plan = plan_waves(analyse(inputs, scenario))
    assert any(note.code == "plan-demand" for note in plan.notes)
    assert "01002" not in plan.table.index


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"require": {"99999": ""}}, "require"),
        ({"exclude": {"1001": ""}}, "exclude"),
        ({"costs": {"99999": 1}}, "costs"),
        ({"most_in_land": {"Tirol": 1}}, "most_in_land"),
        ({"least_in_land": {"02": 1.5}}, "least_in_land"),
        ({"reach": "travel_time"}, "travel times"),
        ({"require": {"01002": ""}, "exclude": {"01002": ""}}, "excluded as well"),
        ({"least_in_land": {"02": 9}}, "asks for 9 in 02; expected: 0 to 8"),
    ],
)
def test_one_wrong_field_one_clear_error(fields, message):
    with pytest.raises(ScenarioError, match=message):
        planned(count=2, **fields)


def times(tmp_path, text: str):
    path = tmp_path / "times.csv"
    path.write_text(text, encoding="utf-8")
    return read_travel_times(path, pd.Index(KEYS))


def test_travel_times_decide_what_is_reached(tmp_path):
    table, notes = times(tmp_path, "from;to;minutes\n01003;01002;20\n01004;01002;20,5\n")
    assert notes[0].code == "missing-pairs"
    scenario = Scenario(
        objective="cover", demand="districts", reach="travel_time", max_minutes=20.2, count=1,
        waves=1,
    )  # fmt: skip
    plan = plan_waves(analyse(grid_inputs(ROWS), scenario), travel_times=table)
    assert plan.table.index.tolist() == ["01002"]
    assert plan.reached.dropna().index.tolist() == ["01001", "01002", "01003"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("from,to,minutes\n1003,01002,20\n", "line 2: unknown district key"),
        ("from,to,minutes\n01003,01002,-2\n", "line 2: no number of minutes"),
        ("from,to,minutes\n01003,01002,\n", "line 2: no number of minutes"),
        ("from,to,minutes\n01003,01002,5\n01003,01002,6\n", "line 3: pair listed twice"),
        ("from,to\n01003,01002\n", "column missing: minutes"),
        ("", "is empty; expected: a CSV file"),
        ("from,to,minutes\n01003,01002,5,7,9\n", "too many cells"),
    ],
)
def test_flaws_in_travel_times_name_their_line(tmp_path, text, message):
    with pytest.raises(DataError, match=message):
        times(tmp_path, text)
