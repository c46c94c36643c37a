from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rollout.errors import ScenarioError
from rollout.siting.median import nearest_sites
from rollout.siting.problem import Limits, PlanInfeasible, Search
from tests.siting import brute


@st.composite
def distances(draw):
    units, sites = draw(st.integers(1, 7)), draw(st.integers(1, 6))
    cells = draw(st.lists(st.integers(0, 9), min_size=units * sites, max_size=units * sites))
    demand = draw(st.lists(st.integers(0, 4), min_size=units, max_size=units))
    demand[0] = max(demand[0], 1)
    table = np.array(cells, dtype=float).reshape(units, sites)
    return table, np.array(demand, dtype=float), draw(st.integers(1, sites))


@settings(max_examples=50, deadline=None)
@given(distances())
def test_the_shortest_way_agrees_with_trying_every_set(case):
    table, demand, count = case
    plans = [s for s in brute.subsets(table.shape[1], count) if s]
    expected = min(plans, key=lambda s: (brute.way(table, demand, s), len(s), s))
    plan = nearest_sites(table, demand, count, search=Search(ties="proven"))
    assert plan.value == plan.bound == brute.way(table, demand, expected)
    assert plan.sites == expected


@settings(max_examples=60, deadline=None)
@given(distances(), st.data())
def test_missing_ways_and_existing_sites_agree_with_trying_every_set(case, data):
    table, demand, count = case
    holes = data.draw(st.lists(st.booleans(), min_size=table.size, max_size=table.size))
    table = np.where(np.array(holes).reshape(table.shape), np.inf, table)
    before = np.array(data.draw(st.lists(st.sampled_from([3.0, 8.0, np.inf]),
                                         min_size=len(table), max_size=len(table))))  # fmt: skip
    joined = np.column_stack([table, before])
    existing = table.shape[1]
    ways = [
        brute.way(joined[demand > 0], demand[demand > 0], (*sites, existing))
        for sites in brute.subsets(existing, count)
    ]
    if np.isinf(min(ways)):
        with pytest.raises(PlanInfeasible):
            nearest_sites(table, demand, count, existing=before)
    else:
        assert nearest_sites(table, demand, count, existing=before).value == min(ways)


def places(units: int):
    draw = np.random.default_rng(1)
    xy = draw.uniform(0, 100, (units, 2))
    return np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1)), draw.integers(1, 90, units)


def test_shuffled_rows_give_the_same_plan():
    table, demand = places(60)
    order = np.random.default_rng(0).permutation(60)
    assert nearest_sites(table, demand, 6) == nearest_sites(table[order], demand[order], 6)


def test_quotas_hold_for_the_shortest_way():
    table, demand = places(14)
    groups = ["a"] * 7 + ["b"] * 7
    plan = nearest_sites(table, demand, 3, limits=Limits(groups=groups, at_most={"a": 1}))
    best = min(
        brute.way(table, demand, sites)
        for sites in combinations(range(14), 3)
        if sum(site < 7 for site in sites) <= 1
    )
    assert plan.value == pytest.approx(best)


def test_a_unit_without_any_way_is_named():
    with pytest.raises(PlanInfeasible, match="no way from row 1") as caught:
        nearest_sites([[1.0, 2.0], [np.inf, np.inf]], [1, 1], 1)
    assert caught.value.units == (1,)


@pytest.mark.parametrize("cell", [-1.0, float("nan")])
def test_wrong_distances_are_refused(cell):
    with pytest.raises(ScenarioError, match="missing or negative in row 0"):
        nearest_sites([[cell, 1.0]], [1], 1)
