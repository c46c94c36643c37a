from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from rollout.analysis import analyse
from rollout.errors import ScenarioError
from rollout.plan.details import plan_alternatives, plan_curve, plan_importance, plan_robust
from rollout.plan.plan import plan_waves
from rollout.scenario import Scenario
from tests.grids import KEYS, grid_inputs, initiative

ROWS = {"a": initiative("01001"), "b": initiative("02008", status="unconnected")}


def planned(**fields):
    """Plan on the grid where a founding reaches its neighbours (queen)."""
    cover = {"objective": "cover", "demand": "population", "waves": 1, "reach": "neighbour"}
    scenario = Scenario(**(cover | fields))
    analysis = analyse(grid_inputs(ROWS), scenario)
    return analysis, plan_waves(analysis)


def reached(plan, sites) -> float:
    """Demand of all districts reached today or by one of the sites, in plain loops."""
    reach, total = plan.regions.reach.toarray(), 0.0
    for row, weight in enumerate(plan.regions.demand):
        if plan.regions.already[row] or any(reach[row, site] for site in sites):
            total += weight
    return total


def candidates(plan) -> list[int]:
    return [site for site in range(len(KEYS)) if site not in plan.regions.excluded]


def best(plan, sites, size: int, kept=()) -> float:
    """Most demand that `size` of the sites reach together with those kept, by trying all."""
    rest = [site for site in sites if site not in kept]
    return max(reached(plan, [*kept, *more]) for more in combinations(rest, size - len(kept)))


def test_a_region_is_worth_what_planning_without_it_misses():
    _, plan = planned(count=3)
    table = plan_importance(plan)
    assert sorted(table.index) == sorted(plan.table.index)
    whole = plan.waves.plans[-1]
    for key, row in table.iterrows():
        rest = [site for site in candidates(plan) if KEYS[site] != key]
        kept = [site for site in whole.sites if KEYS[site] != key]
        assert row["loss"] == row["loss_bound"] == whole.covered - best(plan, rest, 3)
        assert row["substitute_loss"] == whole.covered - best(plan, rest, 3, kept)
        assert row["only"] == whole.covered - reached(plan, kept)
        assert 0 <= row["loss"] <= row["substitute_loss"] <= row["only"]


def test_the_substitute_is_a_candidate_outside_the_plan():
    _, plan = planned(count=3)
    for key, substitute in plan_importance(plan)["substitute"].items():
        assert substitute != key
        assert substitute not in plan.table.index
        assert KEYS.index(substitute) in candidates(plan)


def test_a_later_wave_is_planned_anew_with_the_waves_before_kept():
    _, plan = planned(count=1, waves=2)
    table = plan_importance(plan)
    first, second = plan.waves.plans
    assert table["wave"].tolist() == [1, 2]
    key = table.index[1]
    rest = [site for site in candidates(plan) if KEYS[site] != key]
    assert table["loss"].iloc[1] == second.covered - best(plan, rest, 2, first.sites)


def test_a_required_region_may_be_worth_less_than_nothing():
    # A corner stands in for the middle that one free founding would take.
    _, plan = planned(count=1, require={"01004": "Zusage"})
    _, free = planned(count=1)
    gap = free.waves.plans[0].covered - plan.waves.plans[0].covered
    assert gap > 0
    assert plan_importance(plan).loc["01004", "loss"] == -gap


def test_alternatives_reach_as_much_and_are_all_different():
    _, plan = planned(count=2, demand="districts")
    ours = set(plan.table.index)
    seen = {frozenset(ours)}
    for leaves, comes in plan_alternatives(plan):
        assert set(leaves) <= ours
        assert not set(comes) & ours
        other = ours - set(leaves) | set(comes)
        sites = [KEYS.index(key) for key in other]
        assert set(sites) <= set(candidates(plan))
        assert reached(plan, sites) == plan.waves.plans[-1].covered
        seen.add(frozenset(other))
    equals = [
        sites
        for sites in combinations(candidates(plan), 2)
        if reached(plan, sites) == plan.waves.plans[-1].covered
    ]
    assert len(seen) == min(len(equals), 6)


def test_no_alternative_means_that_no_other_choice_reaches_as_much():
    _, plan = planned(count=2)
    equals = [
        sites
        for sites in combinations(candidates(plan), 2)
        if reached(plan, sites) == plan.waves.plans[-1].covered
    ]
    assert len(plan_alternatives(plan, most=99)) == len(equals) - 1


def test_the_curve_equals_trying_every_choice_and_ends_at_full_cover():
    analysis, plan = planned(count=1)
    curve = plan_curve(analysis, plan)
    covered = curve.table["covered"]
    assert covered.index.tolist() == list(range(len(covered)))
    for count, value in covered.items():
        assert value == best(plan, candidates(plan), count)
    assert covered.is_monotonic_increasing
    assert covered.iloc[-1] == reached(plan, candidates(plan)) == plan.regions.demand.sum()
    assert (curve.table["status"] == "optimal").all()
    assert curve.table["share_districts"].iloc[-1] == 1


@pytest.mark.parametrize("reach", ["rule", "neighbour", "chamber"])
def test_the_curve_never_falls_whatever_a_founding_reaches(reach):
    analysis, plan = planned(count=1, reach=reach)
    table = plan_curve(analysis, plan).table
    assert table["covered"].is_monotonic_increasing
    assert (table["gain"].dropna() >= 0).all()
    assert table["share_population"].between(0, 1).all()


def test_the_curve_of_foundings_that_reach_only_their_own_district_takes_the_largest_first():
    analysis, plan = planned(count=1, reach="rule")
    basis = plan.regions
    gains = sorted((basis.demand.iloc[site] for site in candidates(plan)), reverse=True)
    expected = reached(plan, []) + np.cumsum([0.0, *gains])
    table = plan_curve(analysis, plan).table
    # The last row is the first that adds nothing, as far as there are candidates for one more.
    covered = table["covered"].to_numpy()[: len(expected)]
    assert covered == pytest.approx(expected)
    assert table["covered"].iloc[-1] == pytest.approx(expected[-1])


def test_a_budget_limits_the_plan_but_not_the_curve():
    analysis, plan = planned(count=1, region_cost=2, budget=2)
    assert plan_curve(analysis, plan).table["share_districts"].iloc[-1] == 1


def test_the_robust_choice_says_how_often_each_region_is_chosen():
    analysis, plan = planned(count=3)
    robust = plan_robust(analysis, plan, draws=20)
    table = robust.table
    assert table.index.name == "ags"
    assert table["frequency"].between(0, 1).all()
    assert table["frequency"].is_monotonic_decreasing
    assert table["frequency"].sum() <= 3 + 1e-9
    assert set(table.index[table["planned"]]) == set(plan.table.index)
    assert table["robust"].sum() <= 3
    assert {KEYS.index(key) for key in table.index} <= set(candidates(plan))
    assert 0 <= robust.regret < 1


def test_the_robust_choice_is_the_same_twice():
    analysis, plan = planned(count=2)
    first, second = (plan_robust(analysis, plan, draws=10) for _ in range(2))
    assert first.table.equals(second.table)
    assert first.regret == second.regret


@pytest.mark.parametrize("call", ["curve", "importance", "alternatives", "robust"])
def test_the_goal_of_the_shortest_way_is_refused_in_both_languages(call):
    analysis, plan = planned(count=2, objective="way")
    calls = {
        "curve": lambda: plan_curve(analysis, plan),
        "importance": lambda: plan_importance(plan),
        "alternatives": lambda: plan_alternatives(plan),
        "robust": lambda: plan_robust(analysis, plan),
    }
    with pytest.raises(
        ScenarioError, match=r"Scenario\.objective: is way; expected: cover"
    ) as caught:
        calls[call]()
    assert "Scenario.objective: ist way" in caught.value.message("de")
