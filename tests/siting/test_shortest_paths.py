"""Prices, exchanges and cuts of shortest paths, each against plain loops or every set tried."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rollout.siting.choice import checked_choice
from rollout.siting.interchange import Exchanges, exchange_sites
from rollout.siting.median import nearest_sites
from rollout.siting.path_cuts import Cuts, first_cuts
from rollout.siting.path_prices import price_bound
from rollout.siting.problem import Limits, Search
from rollout.siting.shortest_paths import Paths, greedy_median
from tests.siting import brute

OPEN = Search(ties="open")


def drawn(seed: int, units: int = 9, sites: int = 7) -> Paths:
    draw = np.random.default_rng(seed)
    distance = draw.integers(0, 12, (units, sites)).astype(float)
    before = np.where(draw.random(units) < 0.3, draw.integers(1, 9, units), np.inf)
    return Paths(distance, draw.integers(1, 6, units).astype(float), before)


def best(paths: Paths, count: int, allowed=lambda sites: True) -> tuple[float, list[tuple]]:
    """Least total and every plan that has it."""
    sets = [s for s in brute.subsets(paths.distance.shape[1], count) if allowed(s)]
    totals = {s: paths.total(s) for s in sets}
    least = min(totals.values())
    return least, [s for s in sets if totals[s] == least]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 5))
def test_prices_never_bound_above_the_optimum_nor_decide_it_away(seed, count):
    paths, choice = drawn(seed), checked_choice(7, count)
    least, _ = best(paths, count)
    start = exchange_sites(paths, choice, greedy_median(paths, choice))
    assert start is not None
    state = price_bound(paths, choice, start, Search())
    # The bound speaks of plans as good as the best one met.
    assert min(state.bound, state.value) <= least + 1e-9
    narrow = state.narrow(choice)
    assert any(narrow.admits(plan) for plan in best(paths, count)[1])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 4))
def test_cuts_at_any_length_hold_for_every_plan(seed, count):
    # A cut that is too long for one plan would lift the program above that plan's total.
    paths, choice = drawn(seed), checked_choice(7, count)
    cuts = Cuts(paths, choice)
    draw = np.random.default_rng(seed)
    units = np.repeat(np.arange(9), 3)
    cuts.add(units, np.minimum(draw.uniform(0, 12, 27), np.minimum(paths.before, 12.0)[units]))
    first_cuts(cuts, None)
    for sites in brute.subsets(7, count):
        if not np.isfinite(paths.total(sites)):
            continue
        share = np.isin(np.arange(7), sites).astype(float)
        cuts.set_bounds(share, share)
        point = cuts.solve()
        assert point is not None
        assert point.bound <= paths.total(sites) + 1e-6
        while cuts.cut(point):
            point = cuts.solve()
            assert point is not None
        assert point.bound == pytest.approx(paths.total(sites)), "cut to the end it is exact"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 4))
def test_profits_of_exchanges_are_what_they_shorten(seed, count):
    paths = drawn(seed)
    draw = np.random.default_rng(seed)
    before = np.minimum(paths.before, 99.0)
    sites = draw.permutation(7)[:count].tolist()
    state = Exchanges(paths.distance, paths.weights, before, sites)
    finite = Paths(paths.distance, paths.weights, before)
    # Kept up to date over some exchanges, good or bad.
    for place, site in zip(draw.integers(0, count, 3), draw.permutation(7), strict=False):
        if site not in state.sites:
            state.swap(int(place), int(site))
    for place in range(count):
        for site in set(range(7)) - set(state.sites):
            other = [*state.sites[:place], site, *state.sites[place + 1 :]]
            gain = finite.total(state.sites) - finite.total(other)
            assert state.profits()[place, site] == pytest.approx(gain, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 4))
def test_limits_of_every_kind_agree_with_trying_every_set(seed, count):
    paths = drawn(seed)
    paths = Paths(paths.distance, paths.weights, np.full(9, np.inf))
    least, plans = best(paths, count, lambda s: len(s) > 0)
    groups, cost = list("aabbbcc"), [1.0, 2.0, 3.0, 1.0, 2.0, 3.0, 1.0]
    cases = {
        "quota": (
            Limits(groups=groups, at_most={"b": 1}), lambda s: sum(2 <= j < 5 for j in s) <= 1,
        ),
        "budget": (Limits(cost=cost, budget=4.0), lambda s: sum(cost[j] for j in s) <= 4.0),
        "forbidden": (Limits(forbidden=(plans[0],)), lambda s: s != plans[0]),
    }  # fmt: skip
    assert nearest_sites(paths.distance, paths.weights, count, search=OPEN).value == least
    for limits, allowed in cases.values():
        expected, _ = best(paths, count, lambda s, ok=allowed: len(s) > 0 and ok(s))
        plan = nearest_sites(paths.distance, paths.weights, count, limits=limits, search=OPEN)
        assert (plan.value, plan.bound, plan.status) == (expected, expected, "optimal")


def test_a_graph_of_a_hundred_places_agrees_with_every_pair():
    draw = np.random.default_rng(3)
    places = draw.uniform(0, 100, (100, 2))
    distance = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    demand = draw.integers(1, 90, 100).astype(float)
    pairs = combinations(range(100), 2)
    least = min(demand @ np.minimum(distance[:, a], distance[:, b]) for a, b in pairs)
    plan = nearest_sites(distance, demand, 2)
    assert plan.status == "optimal"
    assert plan.value == pytest.approx(least, rel=1e-12)
    assert plan == nearest_sites(distance, demand, 2)


def test_a_search_without_time_has_a_bound_all_the_same():
    draw = np.random.default_rng(5)
    distance = draw.integers(1, 100, (60, 60)).astype(float)
    plan = nearest_sites(distance, np.ones(60), 6, search=Search(time_limit=0.0))
    proven = nearest_sites(distance, np.ones(60), 6, search=OPEN)
    assert proven.status == "optimal"
    assert plan.bound <= proven.value <= plan.value


def test_a_set_ruled_out_stays_ruled_out_among_fewer_sites():
    choice = checked_choice(5, 2, limits=Limits(forbidden=((1, 3), (0, 4))))
    few = choice.only(np.array([1, 2, 3]))
    assert few.limits.forbidden == ((0, 2),)
    assert not few.admits((0, 2))
    assert few.admits((0, 1))
