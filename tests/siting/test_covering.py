from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from rollout.errors import ScenarioError
from rollout.siting import covering
from rollout.siting.covering import best_sites
from rollout.siting.fewest import fewest_sites
from rollout.siting.heuristic import Covering, greedy
from rollout.siting.problem import Limits, PlanInfeasible, Search
from tests.siting import brute

PROVEN = Search(ties="proven")


@st.composite
def small_cases(draw):
    units, sites = draw(st.integers(1, 7)), draw(st.integers(1, 6))
    cells = draw(st.lists(st.booleans(), min_size=units * sites, max_size=units * sites))
    reach = np.array(cells, dtype=float).reshape(units, sites)
    demand = draw(st.lists(st.integers(0, 5), min_size=units, max_size=units))
    if not any(demand):
        demand[0] = 1
    return reach, np.array(demand, dtype=float), draw(st.integers(0, sites + 1))


@st.composite
def limited_cases(draw):
    reach, demand, count = draw(small_cases())
    sites = reach.shape[1]
    groups = draw(st.lists(st.sampled_from("ab"), min_size=sites, max_size=sites))
    sizes = {group: groups.count(group) for group in set(groups)}
    first = sorted(sizes)[0]
    rules = {
        "groups": groups,
        "at_least": {first: draw(st.integers(0, sizes[first]))} if draw(st.booleans()) else {},
        "at_most": {sorted(sizes)[-1]: draw(st.integers(0, 3))} if draw(st.booleans()) else {},
        "cost": draw(st.lists(st.integers(0, 4), min_size=sites, max_size=sites)),
        "budget": draw(st.one_of(st.none(), st.integers(0, 8))),
    }
    for group in set(rules["at_least"]) & set(rules["at_most"]):
        rules["at_least"][group] = min(rules["at_least"][group], rules["at_most"][group])
    never = draw(st.sets(st.integers(0, sites - 1), max_size=2))
    must = draw(st.sets(st.integers(0, sites - 1), max_size=2)) - never
    return reach, demand, count, must, never, rules


@settings(max_examples=60, deadline=None)
@given(small_cases())
def test_the_plan_is_the_first_of_the_best_of_all_sets(case):
    reach, demand, count = case
    plan = best_sites(reach, demand, count, search=PROVEN)
    expected = brute.best(reach, demand, count)
    assert plan.sites == expected
    assert plan.covered == brute.covered(reach, demand, expected)
    assert (plan.status, plan.ties, plan.gap, plan.bound) == ("optimal", "proven", 0, plan.covered)


@settings(max_examples=60, deadline=None)
@given(limited_cases())
def test_all_limits_together_agree_with_trying_every_set(case):
    reach, demand, count, must, never, rules = case
    expected = brute.best(reach, demand, count, required=must, excluded=never, **rules)
    limits = Limits(**rules)
    if expected is None:
        with pytest.raises(PlanInfeasible) as caught:
            best_sites(reach, demand, count, must, never, limits=limits, search=PROVEN)
        assert caught.value.limits
    else:
        plan = best_sites(reach, demand, count, must, never, limits=limits, search=PROVEN)
        assert plan.sites == expected


@settings(max_examples=80, deadline=None)
@given(small_cases())
def test_fewest_sites_agree_with_trying_every_set(case):
    reach, _, _ = case
    expected = brute.fewest(reach)
    if expected is None:
        with pytest.raises(PlanInfeasible) as caught:
            fewest_sites(reach)
        assert caught.value.units == tuple(np.flatnonzero(~reach.any(axis=1)))
    else:
        plan = fewest_sites(reach, search=PROVEN)
        assert plan.sites == expected
        assert plan.value == plan.bound == len(expected)


@settings(max_examples=60, deadline=None)
@given(small_cases(), st.randoms(use_true_random=False))
def test_shuffled_rows_give_the_same_plan(case, random):
    reach, demand, count = case
    demand = demand + 0.1  # sums of tenths differ by their order unless added exactly
    order = list(range(len(demand)))
    random.shuffle(order)
    assert best_sites(reach, demand, count) == best_sites(reach[order], demand[order], count)


def districts_in_a_row(units: int = 40, seed: int = 3):
    draw = np.random.default_rng(seed)
    places = draw.uniform(0, 100, (units, 2))
    distance = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    return distance, draw.integers(1, 1000, units).astype(float)


def test_shuffled_rows_of_a_larger_case_give_the_same_plan():
    distance, demand = districts_in_a_row(120)
    order = np.random.default_rng(0).permutation(120)
    reach = distance < 18
    assert best_sites(reach, demand, 9) == best_sites(reach[order], demand[order], 9)
    assert fewest_sites(reach) == fewest_sites(reach[order])


def test_greedy_is_worse_here_and_the_plan_is_not():
    # Greedy takes the middle site (6 units) and needs both others; those two alone reach all 8.
    reach = np.array([[1, 0, 1, 1, 1, 1, 1, 0], [1, 1, 1, 1, 0, 0, 0, 0], [0, 0, 0, 0, 1, 1, 1, 1]])
    reach = reach.T
    demand = np.ones(8)
    from rollout.siting.choice import checked_choice

    covering = Covering(sparse.csr_array(reach.astype(float)), demand)
    taken = greedy(covering, checked_choice(3, 2))
    assert covering.value(taken) == 7
    plan = best_sites(reach, demand, 2)
    assert (plan.sites, plan.covered, plan.status) == ((1, 2), 8.0, "optimal")


def test_sparse_and_dense_reach_are_the_same():
    distance, demand = districts_in_a_row()
    reach = distance < 25
    assert best_sites(reach, demand, 4) == best_sites(sparse.coo_array(reach), demand, 4)


def test_no_site_at_all_leaves_what_exists():
    plan = best_sites(np.eye(3), [1, 2, 4], 0, already=[False, True, False])
    assert (plan.sites, plan.covered, plan.status) == ((), 2.0, "optimal")


def test_more_sites_than_candidates_is_no_limit():
    assert best_sites(np.eye(3), [1, 2, 4], 99).sites == (0, 1, 2)


def test_a_site_that_adds_nothing_is_not_chosen():
    assert best_sites([[1, 1], [1, 0]], [1, 1], 2).sites == (0,)


def test_existing_coverage_counts_and_is_not_bought_again():
    plan = best_sites([[1, 0], [0, 1]], [9, 1], 1, already=[True, False])
    assert (plan.sites, plan.covered) == ((1,), 10.0)


def test_nothing_within_reach_is_a_plan_without_sites():
    plan = best_sites(np.zeros((3, 2)), [1, 1, 1], 2)
    assert (plan.sites, plan.covered, plan.bound) == ((), 0.0, 0.0)


def test_a_second_goal_decides_among_equal_plans_for_free():
    plan = best_sites(np.eye(3), [5, 5, 5], 1, prefer=[1, 3, 2])
    assert (plan.sites, plan.price, plan.status) == ((1,), 0.0, "optimal")


def test_a_second_goal_with_slack_states_its_price():
    plan = best_sites(np.eye(3), [100, 98, 50], 1, prefer=[1, 3, 9], prefer_slack=0.02)
    assert (plan.sites, plan.price, plan.covered) == ((1,), 2.0, 98.0)


def test_a_budget_buys_the_better_pair():
    limits = Limits(cost=[3, 2, 2], budget=4)
    assert best_sites(np.eye(3), [10, 6, 6], None, limits=limits).sites == (1, 2)


def test_cheapest_full_cover_is_not_the_smallest():
    reach = np.array([[1, 1, 0], [1, 0, 1]])
    assert fewest_sites(reach).sites == (0,)
    plan = fewest_sites(reach, cost=[5, 2, 2])
    assert (plan.sites, plan.value) == ((1, 2), 4.0)


def test_units_nobody_reaches_are_named():
    with pytest.raises(PlanInfeasible, match="row 1, 3") as caught:
        fewest_sites([[1, 0], [0, 0], [1, 1], [0, 0]])
    assert caught.value.units == (1, 3)
    assert "Zeile 1, 3" in caught.value.message("de")


def test_an_excluded_only_site_leaves_its_unit_unreached():
    with pytest.raises(PlanInfeasible) as caught:
        fewest_sites(np.eye(3), excluded=[2])
    assert caught.value.units == (2,)


def test_time_over_still_gives_a_plan_with_its_gap():
    distance, demand = districts_in_a_row(100)
    plan = best_sites(distance < 16, demand, 12, search=Search(time_limit=0.0))
    optimum = best_sites(distance < 16, demand, 12)
    assert plan.covered <= optimum.covered <= plan.bound
    if plan.status == "gap":
        assert plan.gap == pytest.approx((plan.bound - plan.covered) / plan.covered)


def test_a_cancelled_search_returns_what_it_has():
    stop = threading.Event()
    stop.set()
    distance, demand = districts_in_a_row(100)
    plan = best_sites(distance < 16, demand, 12, search=Search(cancel=stop))
    assert len(plan.sites) <= 12
    assert plan.bound >= plan.covered


def test_progress_tells_value_and_bound():
    seen = []
    distance, demand = districts_in_a_row(100)
    best_sites(distance < 16, demand, 12, search=Search(progress=seen.append))
    assert all(step.seconds >= 0 for step in seen)


BAD = [
    ({"count": -1}, "count: is -1"),
    ({"count": 1.5}, "count: is 1.5"),
    ({"demand": [1, -1, 1]}, "demand: is negative in row 1"),
    ({"demand": [1, float("nan"), 1]}, "demand: is unknown in row 1"),
    ({"demand": [0, 0, 0]}, "demand: is 0 everywhere"),
    ({"demand": [1, 1]}, "expected: 3 values"),
    ({"required": [1], "excluded": [1]}, "#?1 is excluded as well"),
    ({"required": [7]}, "required: contains 7; expected: columns 0 to 2"),
    ({"reach": np.zeros((0, 3)), "demand": []}, "reach: has the shape 0x3"),
    ({"reach": [[1, float("nan"), 0]] * 3}, "missing or negative"),
    ({"limits": Limits(at_most={"a": 1})}, "groups: is missing"),
    ({"limits": Limits(groups="aab", at_least={"b": 2})}, "asks for 2 in b; expected: 0 to 1"),
    ({"limits": Limits(groups="aab", at_most={"z": 2})}, "names the group z"),
    ({"limits": Limits(groups="ab", at_most={"a": 2})}, "groups: has 2 values"),
    ({"limits": Limits(budget=3.0)}, "cost: is missing"),
    ({"limits": Limits(budget=-3.0, cost=[1, 1, 1])}, "budget: is -3.0"),
    ({"limits": Limits(budget=3.0, cost=[1, -1, 1])}, "cost: has wrong"),
]


@pytest.mark.parametrize(("flaw", "message"), BAD)
def test_one_flaw_one_clear_error(flaw, message):
    right = {"reach": np.eye(3), "demand": [1, 1, 1], "count": 2}
    with pytest.raises(ScenarioError, match=message) as caught:
        best_sites(**(right | flaw))
    assert caught.value.message("de") != caught.value.message("en")


def test_all_flaws_are_listed_at_once():
    with pytest.raises(ScenarioError) as caught:
        best_sites(np.eye(2), [1, 1], -1, required=[5], limits=Limits(budget=1.0))
    assert len(caught.value.problems) == 3


def test_limits_that_greedy_cannot_meet_still_give_a_plan_at_once():
    # Greedy spends the budget on the best site; the quota needs the two cheap ones.
    limits = Limits(groups=["a", "b", "c"], at_least={"b": 1, "c": 1}, cost=[4, 2, 2], budget=4)
    plan = best_sites(np.eye(3), [9, 1, 1], 3, limits=limits, search=Search(time_limit=0.0))
    assert plan.sites == (1, 2)
    assert plan.bound >= 2


@pytest.mark.parametrize("seed", range(3))
def test_branches_and_the_solver_prove_the_same(seed, monkeypatch):
    """Nearly full covers leave the relaxation far from whole plans, so there is much to branch."""
    draw = np.random.default_rng(seed)
    xy = draw.uniform(0, 100, (110, 2))
    reach = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1)) <= 17
    demand = draw.integers(1, 1000, 110).astype(float)
    by_branches = best_sites(reach, demand, 10, search=Search(ties="open"))
    monkeypatch.setattr(covering, "BRANCHES", 0)
    by_solver = best_sites(reach, demand, 10, search=Search(ties="open"))
    assert by_branches.status == by_solver.status == "optimal"
    assert by_branches.covered == by_branches.bound == by_solver.covered
    assert by_solver.covered < demand.sum()
