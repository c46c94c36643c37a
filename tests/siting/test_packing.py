"""Groups that share no unit: against trying all, by eye, and what cannot be."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from rollout.errors import ScenarioError
from rollout.language import Text
from rollout.siting.packing import Shared, best_groups
from rollout.siting.problem import Bound, Limits, PlanInfeasible
from rollout.siting.waves import WavePicks, waves_of

# Three districts in a row: each alone, the left pair, the right pair, all.
ROW = np.array([[1, 0, 0, 1, 0, 1], [0, 1, 0, 1, 1, 1], [0, 0, 1, 0, 1, 1]])


def best_by_trying(members, worth, count, needed=(), most=None, laender=None) -> float:
    """Greatest worth of disjoint groups, by trying every choice."""
    best = -1.0
    columns = range(members.shape[1])
    for size in range(count + 1):
        for sites in combinations(columns, size):
            often = members[:, list(sites)].sum(axis=1)
            fits = (often <= 1).all() and all(often[row] == 1 for row in needed)
            if most is not None and fits:
                counts = [laender[site] for site in sites]
                fits = all(counts.count(land) <= most for land in set(counts))
            if fits:
                best = max(best, float(sum(worth[site] for site in sites)))
    return best


@st.composite
def problems(draw):
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 9))
    cells = st.lists(st.booleans(), min_size=columns, max_size=columns)
    members = np.array(draw(st.lists(cells, min_size=rows, max_size=rows)), dtype=int)
    members[0] |= members.sum(axis=0) == 0  # no group is empty
    worth = draw(st.lists(st.integers(0, 9), min_size=columns, max_size=columns))
    return members, worth, draw(st.integers(0, 4)), draw(st.integers(1, 2))


@settings(max_examples=60, deadline=None)
@given(problems())
def test_no_choice_is_better(problem):
    members, worth, count, most = problem
    laender = ["A" if site % 2 else "B" for site in range(members.shape[1])]
    limits = Limits(groups=laender, at_most=dict.fromkeys(laender, most))
    plan = best_groups(members, worth, count, limits=limits)
    assert plan.status == "optimal"
    assert plan.value == plan.bound == best_by_trying(members, worth, count, (), most, laender)
    assert (members[:, list(plan.sites)].sum(axis=1) <= 1).all()
    assert len(plan.sites) <= count
    assert plan == best_groups(members, worth, count, limits=limits)


@settings(max_examples=40, deadline=None)
@given(problems(), st.data())
def test_needed_units_are_in_a_group(problem, data):
    members, worth, count, _ = problem
    needed = data.draw(st.sets(st.integers(0, len(members) - 1), max_size=2))
    expected = best_by_trying(members, worth, count, needed)
    if expected < 0:
        with pytest.raises(PlanInfeasible):
            best_groups(members, worth, count, needed=needed)
    else:
        assert best_groups(members, worth, count, needed=needed).value == expected


def test_the_large_group_gives_way_to_two_small_ones():
    assert best_groups(ROW, [2, 2, 2, 3, 3, 4], 2).sites in {(0, 4), (2, 3)}
    assert best_groups(ROW, [2, 2, 2, 3, 3, 4], 1).sites == (5,)
    assert best_groups(ROW, [2, 2, 2, 3, 3, 4], 3).value == 6


def test_a_group_without_worth_is_left_out():
    assert best_groups(ROW, [1, 0, 0, 0, 0, 0], 3).sites == (0,)


def test_required_groups_that_overlap_are_named():
    limits = Limits(names=["a", "b", "c", "a+b", "b+c", "a+b+c"])
    with pytest.raises(PlanInfeasible, match=r"a\+b, b\+c overlap") as caught:
        best_groups(ROW, [1] * 6, 3, required=(3, 4), limits=limits)
    assert caught.value.units == (1,)


def test_a_needed_unit_in_no_admissible_group_is_named():
    with pytest.raises(PlanInfeasible, match="no admissible group holds row 2") as caught:
        best_groups(ROW, [1] * 6, 3, excluded=(2, 4, 5), needed=(2,))
    assert caught.value.units == (2,)


@pytest.mark.parametrize("worth", [[1, 2], [1, 1, 1, 1, 1, -1], [1, 1, 1, 1, 1, np.nan]])
def test_a_wrong_worth_is_refused(worth):
    with pytest.raises(ScenarioError, match="wrong or missing values"):
        best_groups(ROW, worth, 2)


def test_a_budget_holds_in_every_wave():
    limits = Limits(cost=[1, 1, 1, 2, 2, 3], budget=2)

    def solve(count, required, excluded, *, limits, search):
        return best_groups(
            ROW, [2, 2, 2, 3, 3, 4], count, required, excluded, limits=limits, search=search
        )

    waves = waves_of(solve, [2, 2], limits=limits)
    # Two of the single districts cost 2 and are worth 4; then one is left, for 1.
    assert [plan.value for plan in waves.plans] == [4, 6]
    assert waves.nesting_price == (0, 0)


@st.composite
def mixed_problems(draw):
    """Groups with a price; some units are shared; a group may need another; a least of some."""
    members, worth, _, _ = draw(problems())
    rows, columns = members.shape
    cells = st.lists(st.booleans(), min_size=columns, max_size=columns)
    reach = np.array(draw(st.lists(cells, min_size=rows, max_size=rows)), dtype=int)
    unit_worth = draw(st.lists(st.integers(0, 9), min_size=rows, max_size=rows))
    price = draw(st.lists(st.integers(0, 5), min_size=columns, max_size=columns))
    column = st.integers(0, columns - 1)
    after = draw(st.lists(st.tuples(column, column), max_size=2))
    budget, least_from = draw(st.integers(0, 12)), draw(column)
    instead = members * np.array(draw(cells), dtype=int)  # of some of the groups
    return members, worth, reach, unit_worth, price, after, budget, least_from, instead


def best_mix_by_trying(
    members, worth, reach, unit_worth, price, after, budget, least_from, instead
) -> float:
    """Greatest worth, by trying every choice; at least one group from a position on."""
    best = -1.0
    columns = range(members.shape[1])
    for size in range(len(columns) + 1):
        for sites in combinations(columns, size):
            fits = (members[:, list(sites)].sum(axis=1) <= 1).all()
            fits &= sum(price[site] for site in sites) <= budget
            fits &= all(other in sites for site, other in after if site in sites)
            fits &= any(site >= least_from for site in sites)
            if fits:
                reached = reach[:, list(sites)].sum(axis=1) > 0
                reached &= instead[:, list(sites)].sum(axis=1) == 0
                shared = sum(w for w, is_reached in zip(unit_worth, reached, strict=True)
                             if is_reached)  # fmt: skip
                best = max(best, float(sum(worth[site] for site in sites) + shared))
    return best


@settings(max_examples=60, deadline=None)
@given(mixed_problems())
def test_no_mix_of_prices_shared_units_and_needs_is_better(problem):
    members, worth, reach, unit_worth, price, after, budget, least_from, instead = problem
    shared = Shared(
        sparse.csr_array(reach, dtype=float), np.array(unit_worth, float), tuple(after),
        sparse.csr_array(instead, dtype=float),
    )  # fmt: skip
    late = (np.arange(members.shape[1]) >= least_from).astype(float)
    bound = Bound(Text("mindestens eine", "at least one"), late, low=1.0)
    limits = Limits(cost=price, budget=budget, bounds=(bound,))
    expected = best_mix_by_trying(members, worth, reach, unit_worth, price, after, budget,
                                  least_from, instead)  # fmt: skip
    if expected < 0:
        with pytest.raises(PlanInfeasible):
            best_groups(members, worth, None, shared=shared, limits=limits)
    else:
        plan = best_groups(members, worth, None, shared=shared, limits=limits)
        assert plan.status == "optimal"
        assert plan.value == plan.bound == expected
        gains = np.asarray(worth) + shared.gains(plan.sites)
        for site in set(range(len(worth))) - set(plan.sites):
            grown = shared.value([*plan.sites, site]) + sum(worth[j] for j in (*plan.sites, site))
            often = members[:, [*plan.sites, site]].sum(axis=1).max()
            if often <= 1:
                assert gains[site] == pytest.approx(grown - plan.value)


def test_what_is_fixed_for_a_later_wave_waits_for_it():
    def solve(count, required, excluded, *, limits, search):
        return best_groups(np.eye(4), [4, 3, 2, 1], count, required, excluded, limits=limits,
                           search=search)  # fmt: skip

    picks = [WavePicks(excluded=(0,)), WavePicks(required=(0, 3))]
    waves = waves_of(solve, [2, 2], picks=picks)
    assert waves.new_sites == ((1, 2), (0, 3))


def test_a_share_of_the_days_holds_for_every_wave():
    def solve(count, required, excluded, *, limits, search):
        return best_groups(np.eye(6), [9, 8, 7, 3, 2, 1], count, required, excluded, limits=limits,
                           search=search)  # fmt: skip

    dear = Bound(Text("teure", "dear ones"), np.array([1.0, 1, 1, 0, 0, 0]), high=1.0)
    waves = waves_of(solve, [2, 2], limits=Limits(bounds=(dear,)))
    assert waves.new_sites == ((0, 3), (1, 4))
    assert waves.nesting_price == (0.0, 0.0)
