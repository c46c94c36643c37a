"""A plan of founding regions: every figure a second time, in plain loops."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from rollout.analysis import analyse
from rollout.errors import ScenarioError
from rollout.export.plan_tables import outreach_table, plan_sheets
from rollout.plan.details import plan_curve, plan_importance, plan_robust
from rollout.plan.founding_regions import candidate_regions
from rollout.plan.plan import plan_waves
from rollout.plan.region_details import substitute_rows
from rollout.plan.region_plan import best_regions, founding_worth
from rollout.programme.words import DEMAND
from rollout.scenario import Scenario
from tests.grids import KEYS, grid_inputs, initiative

ROWS = {"a": initiative("01001"), "b": initiative("02008", status="unconnected")}


@pytest.fixture(scope="module")
def plan(shipped):
    return plan_waves(shipped)


def worth_of(members, shipped, candidate) -> float:
    """Worth of a region, straight from its definition."""
    table, demand = shipped.table(), shipped.bases[DEMAND]
    white = [key for key in members if table.loc[key, "status"] == "white"]
    if len(white) < 2 or 2 * len(white) < len(members):
        return 0.0
    sums = 0.0
    for key in white:
        value, score = demand[key], shipped.potential.score[key]
        if not math.isnan(value) and not math.isnan(score):
            sums += value * score / 100
    natural = max(candidate["chamber_overlap"], candidate["ror_overlap"])
    return sums * len(white) / len(members) * natural**2 if natural > 0.66 else 0.0


def test_the_default_plan_has_fifteen_regions_that_share_no_district(plan):
    assert plan.scenario.objective == "regions"
    assert plan.table["wave"].value_counts().to_dict() == {1: 5, 2: 5, 3: 5}
    members = plan.table["members"].explode()
    assert members.is_unique
    assert (plan.summary["status"].iloc[1:] == "optimal").all()


def test_the_default_plan_is_no_sort_by_size(plan, shipped):
    """Fifteen regions reach much more of the industry than the fifteen largest districts."""
    demand, today = shipped.bases[DEMAND], plan.regions.already
    rest = demand[~today].sort_values(ascending=False)
    largest = demand[today].sum() + rest.iloc[:15].sum()
    assert plan.summary[f"share_{DEMAND}"].iloc[-1] > 1.2 * largest / demand.sum()


def test_worth_and_bound_are_the_sum_of_the_regions(plan, shipped):
    candidates, total = plan.regions.candidates, 0.0
    for wave, rows in plan.table.groupby("wave"):
        for members in rows["members"]:
            row = candidates.loc["+".join(members)]
            total += worth_of(members, shipped, row)
        assert plan.summary.loc[wave, "covered"] == pytest.approx(total)
        assert plan.summary.loc[wave, "bound"] == pytest.approx(total)


def test_shares_and_gains_wave_by_wave(plan, shipped):
    table = shipped.table()
    reached = set(table.index[table["status"].isin(["covered", "founding"])])
    for base in ("districts", "population", DEMAND, "area_km2"):
        values, now = shipped.bases[base], set(reached)
        for wave in range(plan.scenario.waves + 1):
            for members in plan.table.loc[plan.table["wave"] == wave, "members"]:
                now |= set(members)
            share = values[sorted(now)].sum() / values.sum()
            assert plan.summary.loc[wave, f"share_{base}"] == pytest.approx(share)
    demand = shipped.bases[DEMAND].fillna(0)
    for members, adds in zip(plan.table["members"], plan.table["adds"], strict=True):
        assert adds == pytest.approx(sum(demand[key] for key in members if key not in reached))


def test_at_least_half_of_every_region_is_white_and_no_land_has_more_than_a_fifth(plan, shipped):
    status = shipped.table()["status"]
    for members in plan.table["members"]:
        white = sum(status[key] == "white" for key in members)
        assert white >= 2
        assert 2 * white >= len(members)
    assert plan.table["land"].value_counts().max() <= 3


def test_no_region_could_be_exchanged_for_a_better_one(plan, shipped):
    """Local optimality, found without the solver."""
    candidates = plan.regions.candidates
    worth = {
        key: worth_of(row["members"], shipped, row)
        for key, row in candidates.iterrows()
    }  # fmt: skip
    chosen = ["+".join(members) for members in plan.table["members"]]
    for leaves in chosen:
        rest = [key for key in chosen if key != leaves]
        taken = {key for other in rest for key in candidates.loc[other, "members"]}
        laender = candidates.loc[rest, "land"].tolist()
        for key, row in candidates.iterrows():
            if laender.count(row["land"]) < 3 and taken.isdisjoint(row["members"]):
                assert worth[key] <= worth[leaves] + 1e-6


def test_a_substitute_shares_no_district_with_plan_or_refusal(plan):
    table, candidates = plan_importance(plan), plan.regions.candidates
    taken = set(plan.table["members"].explode())
    worth = pd.Series(plan.regions.worth, index=candidates.index)
    for hub, row in table.iterrows():
        mine = worth["+".join(plan.table.loc[hub, "members"])]
        assert row["loss"] == row["only"] == pytest.approx(mine)
        assert taken.isdisjoint(candidates.loc[row["substitute"], "members"])
        assert row["substitute_loss"] == pytest.approx(mine - worth[row["substitute"]])
        near = row["substitute_in_land"]
        if near:
            assert candidates.loc[near, "land"] == plan.table.loc[hub, "land"]
            assert worth[near] <= worth[row["substitute"]]


def test_the_price_of_every_substitute_a_second_time(plan, shipped):
    """The same for all scopes, and in the Land nobody who is free would cost less."""
    table, candidates = plan_importance(plan), plan.regions.candidates
    taken = set(plan.table["members"].explode())
    worth = {
        key: worth_of(row["members"], shipped, row) for key, row in candidates.iterrows()
    }  # fmt: skip
    rows = substitute_rows(table)
    assert len(rows) > len(table)
    for row in rows.to_dict("records"):
        mine = worth["+".join(plan.table.loc[row["ags"], "members"])]
        assert row["loss"] == pytest.approx(mine)
        assert row["price"] == pytest.approx(mine - worth[row["substitute"]])
        if row["scope"] == "_in_land":
            land = plan.table.loc[row["ags"], "land"]
            free = [
                worth[key]
                for key, other in candidates[candidates["land"] == land].iterrows()
                if taken.isdisjoint(other["members"])
            ]
            assert worth[row["substitute"]] == pytest.approx(max(free))


def planned(**fields):
    scenario = Scenario(**({"demand": "districts", "waves": 1, "weight": "none"} | fields))
    return plan_waves(analyse(grid_inputs(ROWS), scenario))


def test_the_chamber_without_a_linked_initiative_comes_first_on_the_grid():
    plan = planned(count=1)
    # Both chambers have seven white districts of eight: 7 x 7/8. The first key decides.
    assert plan.table["region"].tolist() in (["IHK Nord"], ["IHK Süd"])
    assert plan.summary["covered"].iloc[-1] == pytest.approx(49 / 8)


def test_a_required_district_is_in_the_first_wave_and_an_excluded_one_in_none():
    plan = planned(count=2, land_share=1, require={"02003": "Zusage"}, exclude={"01006": "nein"})
    members = plan.table["members"].explode().tolist()
    assert "02003" in members
    assert "01006" not in members
    assert "Zusage" in plan.table["required_reason"].tolist()


@pytest.mark.parametrize("excluded", [{"02003"}, set(KEYS) - {"02003"}])
def test_a_required_district_no_region_may_hold_is_named(excluded):
    message = r"require: names Musterkreis \d+ \(02003\); there is no region without an excluded"
    with pytest.raises(ScenarioError, match=message):
        planned(count=1, require={"02003": ""}, exclude=dict.fromkeys(excluded, ""))


def test_settings_that_do_not_count_are_said():
    codes = {note.code: note.message("en") for note in planned(count=1, reach="chamber").notes}
    assert "reach counts only for another objective" in codes["plan-unused"]
    assert "plan-unused" not in {note.code for note in planned(count=1).notes}


def test_a_budget_below_one_region_founds_none():
    plan = planned(count=2, budget=5, region_cost=20)
    assert plan.table.empty
    assert plan.summary["cost"].tolist() == [0, 0]


def test_unknown_demand_and_unknown_potential_count_nothing():
    regions = candidate_regions(grid_inputs())
    status = pd.Series("white", index=KEYS)
    demand = pd.Series(1.0, index=KEYS).where(pd.Index(KEYS) != "01002")
    score = pd.Series(0.5, index=KEYS).where(pd.Index(KEYS) != "01003")
    worth = founding_worth(regions, demand, status, score)
    north = regions.index[regions["name"] == "IHK Nord"][0]
    assert worth[north] == pytest.approx(6 * 0.5)


def test_best_regions_alone_keeps_to_the_quota(inputs):
    candidates = candidate_regions(inputs)
    worth = candidates["size"].astype(float)
    result = best_regions(candidates, worth, 4, most_in_land=1)
    assert result.regions["land"].is_unique
    assert result.status == "optimal"
    assert result.value == result.bound == result.regions["worth"].sum()


def test_the_curve_never_falls_and_ends_where_nothing_is_added(plan, shipped):
    curve = plan_curve(analyse(grid_inputs(ROWS), Scenario()), planned(count=2, land_share=1))
    covered = curve.table["covered"].to_numpy()
    assert (np.diff(covered) >= 0).all()
    assert curve.table["share_districts"].iloc[0] == 1 / 16


def test_no_share_of_a_curve_passes_all_there_is_to_win(plan, shipped):
    table, demand, score = shipped.table(), shipped.bases[DEMAND], shipped.potential.score
    white = [key for key in table.index[table["status"] == "white"]
             if not math.isnan(demand[key]) and not math.isnan(score[key])]  # fmt: skip
    whole = sum(demand[key] * score[key] / 100 for key in white)
    assert plan.regions.whole == pytest.approx(whole)
    assert plan.sum_won(whole, "en") == "100.0%"
    small = planned(count=1, land_share=1)
    curve = plan_curve(analyse(grid_inputs(ROWS), Scenario()), small)
    assert curve.table["covered"].max() <= small.regions.whole
    assert curve.table["covered"].iloc[-1] > small.waves.plans[-1].value  # the plan is no base


def test_drawn_rankings_say_how_often_a_region_is_chosen():
    analysis = analyse(grid_inputs(ROWS), Scenario(count=1, waves=1, demand="districts"))
    choice = plan_robust(analysis, plan_waves(analysis), draws=10)
    assert choice.table["frequency"].sum() == pytest.approx(1.0)
    assert choice.table["robust"].sum() == choice.table["planned"].sum() == 1
    assert 0 <= choice.regret < 1


def test_a_sheet_of_regions_says_nothing_that_holds_for_its_hub_alone(plan):
    table = outreach_table(plan, "de")
    assert {"region", "districts", "adds"} <= set(table.columns)
    assert not {"potential", "rank", "reason"} & set(table.columns)
    names = [sheet.name for sheet in plan_sheets(plan, "de")]
    assert names == ["Plan", "Welle 1", "Welle 2", "Welle 3", "Ersatz"]
