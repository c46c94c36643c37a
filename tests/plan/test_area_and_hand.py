"""Planning inside an area, aims, decisions by hand with their price, own regions, evenness."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rollout.analysis import analyse
from rollout.errors import DataError, ScenarioError
from rollout.parts_of_country import area_of
from rollout.plan.equity import evenness, gini, plan_evenness, theil, theil_parts, worst_tenth
from rollout.plan.meeting import meeting_places
from rollout.plan.own_regions import read_own_regions
from rollout.plan.plan import aimed, plan_waves
from rollout.programme.words import DEMAND
from rollout.scenario import Scenario
from rollout.scenario.aims import AIMS
from tests.grids import KEYS, grid_inputs, initiative

ROWS = {"a": initiative("01001"), "b": initiative("02008", status="unconnected")}
FIELDS = {"demand": "districts", "weight": "none", "waves": 2, "count": 1, "land_share": 1}


def planned(**fields):
    return plan_waves(analyse(grid_inputs(ROWS), Scenario(**FIELDS | fields)))


@pytest.mark.parametrize(
    "name", ["08", "BW", "Baden-Württemberg", "land:08", " baden-württemberg "]
)
def test_a_land_is_known_by_key_name_and_abbreviation(inputs, name):
    area = area_of(inputs, [name])
    assert area.words("de") == "Baden-Württemberg"
    assert area.districts == {key for key in inputs.districts.index if key.startswith("08")}


def test_areas_add_up_and_unknown_ones_are_all_named(inputs):
    both = area_of(inputs, ["IHK Karlsruhe", "region:Donau-Iller"])
    assert len(both.districts) == 4 + 7
    with pytest.raises(ScenarioError) as caught:
        area_of(inputs, ["Tirol", "Karlsr"])
    assert len(caught.value.problems) == 2
    assert "IHK Karlsruhe" in caught.value.problems[1].message("en")


def test_a_name_of_two_areas_is_never_guessed(inputs):
    with pytest.raises(ScenarioError, match="name of several areas"):
        area_of(inputs, ["Bremen"])


@pytest.mark.parametrize("objective", ["regions", "actions", "cover", "way"])
def test_nothing_outside_the_area_is_planned_and_rates_are_its_own(objective):
    plan = planned(area=["02"], objective=objective, reach="neighbour")
    assert all(key.startswith("02") for members in plan.table["members"] for key in members)
    assert plan.where.de == "Musterland Süd"
    reached = plan.reached[plan.reached.notna()].index
    share = sum(key.startswith("02") for key in reached) / 8
    assert plan.summary["share_districts"].iloc[-1] == pytest.approx(share)
    assert plan.summary["country_share_districts"].iloc[-1] == pytest.approx(len(reached) / 16)


def test_an_area_on_the_shipped_data_keeps_to_its_land(shipped):
    plan = plan_waves(analyse(shipped.inputs, Scenario(area=["09"], count=3)))
    assert {key[:2] for members in plan.table["members"] for key in members} == {"09"}
    assert len(plan.table) == 9, "the most that one Land may have is no limit inside it"


@pytest.mark.parametrize("aim", AIMS)
def test_an_aim_sets_demand_and_weight(aim):
    scenario = aimed(Scenario(aim=aim, demand="potential", weight="none"))
    expected = AIMS[aim]
    assert scenario.demand == (expected.demand or "potential")
    assert scenario.weight == (expected.weight or "none")
    assert expected.about.de != expected.about.en


def test_gaps_weigh_area_by_the_way_to_the_next_initiative(shipped):
    plan = plan_waves(analyse(shipped.inputs, Scenario(aim="gaps", count=2, waves=1)))
    label = plan.table["label"].iloc[0]
    row, status = plan.regions.candidates.loc[label], plan.facts["status"]
    km, area = shipped.nearest["nearest_km"], shipped.bases["area_km2"]
    white = [key for key in row["members"] if status[key] == "white"]
    sums = sum(area[key] * min(km[key] / 100, 1) for key in white)
    natural = max(row["chamber_overlap"], row["ror_overlap"])
    worth = sums * len(white) / row["size"] * natural**2
    assert plan.regions.worth[plan.regions.labels.get_loc(label)] == pytest.approx(worth)


def test_a_chance_without_history_is_refused():
    with pytest.raises(ScenarioError, match="weight: is propensity"):
        planned(aim="chance")


def test_a_region_set_for_the_second_wave_waits_and_its_price_is_shown():
    free = planned()
    first = free.table["label"].iloc[0]
    plan = planned(fixed_regions={first: 2})
    assert plan.table.loc[plan.table["label"] == first, "wave"].tolist() == [2]
    taken = set(plan.table.loc[plan.table["wave"] == 1, "members"].explode())
    assert taken.isdisjoint(first.split("+"))
    one, everything = plan.by_hand.to_dict("records")
    loss = [f.covered - p.covered for f, p in zip(free.waves.plans, plan.waves.plans, strict=True)]
    assert one["loss"] == everything["loss"] == pytest.approx(loss[-1])
    assert one["loss_over_waves"] == pytest.approx(sum(loss))
    worth = [f.covered for f in free.waves.plans]
    assert one["share"] == pytest.approx(loss[-1] / worth[-1])
    assert one["share_over_waves"] == pytest.approx(sum(loss) / sum(worth))


def test_nothing_costs_more_than_all_there_was():
    """Waves added up lose at most what they were worth without the decision."""
    free = planned()
    plan = planned(dropped_regions=free.table["label"].tolist())
    assert (plan.by_hand["loss_over_waves"] <= sum(p.covered for p in free.waves.plans)).all()
    assert plan.by_hand[["share", "share_over_waves"]].le(1.0).all(axis=None)


def test_a_dropped_region_stays_out_and_every_decision_has_its_own_price():
    free = planned()
    first, second = free.table.sort_values("wave")["label"]
    plan = planned(fixed_regions={second: 1}, dropped_regions=[first])
    assert first not in set(plan.table["label"])
    assert plan.table.loc[plan.table["label"] == second, "wave"].tolist() == [1]
    assert plan.by_hand["label"].tolist() == [second, first, ""]
    only_dropped = planned(dropped_regions=[first]).waves.plans[-1].value
    assert plan.by_hand["loss"].iloc[0] == pytest.approx(only_dropped - plan.waves.plans[-1].value)


def test_decisions_hold_for_single_districts_too():
    plan = planned(objective="cover", candidates="white", fixed_regions={"02003": 2})
    assert plan.table.loc["02003", "wave"] == 2


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"exclude": {"01002": ""}, "fixed_regions": {"+".join(KEYS[:8]): 1}}, "excluded as well"),
        ({"own_regions": {"x": "99999+02003"}}, "own_regions: names 99999"),
    ],
)
def test_decisions_that_cannot_be_kept_are_named(fields, message):
    with pytest.raises(ScenarioError, match=message):
        planned(**fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"fixed_regions": {"nobody": 1}}, {"dropped_regions": ["nobody"]},
        {"fixed_regions": {"+".join(KEYS[:8]): 9}},
        {"fixed_regions": {"02003": 1}, "objective": "way"},
        {"fixed_regions": {"02003": 1}, "objective": "cover", "wave_weights": {"1": 2}},
    ],
)  # fmt: skip
def test_decisions_of_another_goal_or_area_are_said_and_left_out(fields):
    """Nobody is stuck with a decision that the page does not show any more."""
    plan, free = (
        planned(**fields),
        planned(**{k: v for k, v in fields.items() if "_regions" not in k}),
    )
    assert "plan-hand" in {note.code for note in plan.notes}
    assert plan.table["label"].tolist() == free.table["label"].tolist()


def test_a_region_of_ones_own_is_as_natural_as_any():
    own = "+".join(["01003", "01004", "02003"])
    plan = planned(own_regions={"Drei": own})
    worth = dict(zip(plan.regions.labels, plan.regions.worth, strict=True))
    assert worth["01003+01004+02003"] == 3
    assert plan.name_of("01003+01004+02003") == "Drei"


def test_own_regions_are_read_and_all_flaws_are_told(tmp_path):
    path = tmp_path / "groups.csv"
    path.write_text("name;districts\nAlb;08421 + 08425\nIller;09774|09775\n", encoding="utf-8")
    assert read_own_regions(path) == {"Alb": "08421+08425", "Iller": "09774+09775"}
    path.write_text("name,districts\n,08421\nA,8421\nB,08421\nB,08425\nC,\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_own_regions(path)
    assert [problem.line for problem in caught.value.problems] == [2, 3, 5, 6]
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(DataError, match="column missing: name, districts"):
        read_own_regions(path)


values_and_weights = st.lists(
    st.tuples(st.integers(0, 100), st.integers(1, 9), st.sampled_from("abc")), min_size=1,
    max_size=8,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(values_and_weights)
def test_gini_and_theil_are_those_of_people_one_by_one(rows):
    """Repeat every value as often as its weight says, then the textbook formulas."""
    values, weights, groups = (np.array(part) for part in zip(*rows, strict=True))
    people = np.repeat(values, weights).astype(float)
    mean = people.mean()
    if not mean:
        assert gini(values.astype(float), weights.astype(float)) == 0
        return
    pairs = sum(abs(a - b) for a in people for b in people)
    expected = pairs / (2 * len(people) ** 2 * mean)
    assert gini(values.astype(float), weights.astype(float)) == pytest.approx(expected, abs=1e-9)
    relative = [x / mean for x in people]
    expected = sum(r * math.log(r) for r in relative if r > 0) / len(people)
    whole = theil(values.astype(float), weights.astype(float))
    assert whole == pytest.approx(expected, abs=1e-9)
    within, between = theil_parts(values.astype(float), weights.astype(float), groups)
    assert within + between == pytest.approx(whole, abs=1e-9)
    assert within >= -1e-12
    assert between >= -1e-12


def test_the_worst_tenth_is_a_tenth_of_the_people():
    # Five of a hundred live 30 km away, ten 20 km: the worst ten are five and half of the ten.
    assert worst_tenth(np.array([1.0, 20.0, 30.0]), np.array([85.0, 10.0, 5.0])) == 25


def test_ways_get_no_longer_and_unknown_ones_are_left_out(shipped):
    table = plan_evenness(shipped, plan_waves(shipped))
    assert table.index.tolist() == [0, 1, 2, 3]
    assert (np.diff(table["mean_km"]) < 0).all()
    assert (table["within"] + table["between"]).to_numpy() == pytest.approx(
        table["theil"].to_numpy()
    )
    people = shipped.bases["population"]
    km = shipped.nearest["nearest_km"]
    assert table.loc[0, "mean_km"] == pytest.approx((km * people).sum() / people.sum())
    some = evenness(pd.Series([1.0, np.nan]), pd.Series([1.0, 1.0]), pd.Series(["a", "a"]))
    assert some.mean_km == 1


def test_people_meet_where_the_ways_are_shortest():
    rows = {f"i{n}": initiative(key) for n, key in enumerate(("01001", "01002", "01003", "02008"))}
    analysis = analyse(grid_inputs(rows), Scenario())
    one = meeting_places(analysis)
    assert one.places.index.tolist() == ["01002"]
    two = meeting_places(analysis, 2)
    assert set(two.places.index) == {"01002", "02008"}
    # 01001, 01003 are ten kilometres from 01002; the others are at home.
    assert two.guests["km"].to_numpy() == pytest.approx([10, 0, 10, 0], abs=0.1)
    assert two.places.loc["01002", ["guests", "mean_km"]].tolist() == pytest.approx(
        [3, 20 / 3], abs=0.1
    )
    chosen = meeting_places(analysis, initiatives=["i3"])
    assert chosen.places.index.tolist() == ["02008"]
    with pytest.raises(ScenarioError, match="names nobody"):
        meeting_places(analysis, initiatives=["nobody"])
    with pytest.raises(ScenarioError, match="nobody with a known seat"):
        meeting_places(analysis, initiatives=["i3"], area=["01"])


def test_the_default_aim_is_industry_weighed_by_potential():
    assert (Scenario().demand, Scenario().weight) == (DEMAND, "potential")
    assert (AIMS["core"].demand, AIMS["core"].weight) == (DEMAND, "potential")
