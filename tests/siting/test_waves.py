from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rollout.errors import ScenarioError
from rollout.siting.covering import best_sites
from rollout.siting.joint import joint_waves
from rollout.siting.problem import Limits
from rollout.siting.waves import nested_waves
from tests.siting import brute

# The middle site is best alone, the outer two are best together.
REACH = [[1, 1, 0], [1, 0, 0], [0, 1, 1], [0, 0, 1]]
DEMAND = [5.0, 2.0, 5.0, 2.0]


def random_case(seed: int, units: int = 12, sites: int = 7):
    draw = np.random.default_rng(seed)
    reach = draw.random((units, sites)) < 0.3
    reach[0, 0] = True
    return reach, draw.integers(1, 20, units).astype(float)


def test_every_wave_keeps_the_sites_of_the_last():
    waves = nested_waves(*random_case(1, units=30), [2, 1, 2])
    for before, after in zip(waves.plans, waves.plans[1:], strict=False):
        assert set(before.sites) <= set(after.sites)
    assert [len(new) for new in waves.new_sites] == [2, 1, 2]


def test_the_price_of_nesting_is_the_loss_against_the_free_optimum():
    waves = nested_waves(REACH, DEMAND, [1, 1])
    assert waves.new_sites == ((1,), (0,))
    assert [plan.covered for plan in waves.plans] == [10.0, 12.0]
    assert [plan.covered for plan in waves.free] == [10.0, 14.0]
    assert waves.nesting_price == (0.0, 2.0)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_each_wave_is_the_best_given_the_waves_before(seed):
    reach, demand = random_case(seed)
    waves = nested_waves(reach, demand, [2, 2])
    first = set(waves.plans[0].sites)
    second = max(
        brute.covered(reach, demand, first | set(more)) for more in combinations(range(7), 2)
    )
    assert waves.plans[0].covered == brute.covered(reach, demand, brute.best(reach, demand, 2))
    assert waves.plans[1].covered == second


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 5), st.integers(0, 5))
def test_the_joint_optimum_is_the_best_pair_of_waves(seed, early, late):
    reach, demand = random_case(seed, units=9, sites=6)
    waves = joint_waves(reach, demand, [1, 2], [early, late])
    best = max(
        early * brute.covered(reach, demand, first) + late * brute.covered(reach, demand, second)
        for second in combinations(range(6), 3)
        for first in combinations(second, 1)
    )
    value = early * waves.plans[0].covered + late * waves.plans[1].covered
    assert value == best
    assert (waves.value, waves.bound, waves.status) == (best, best, "optimal")


def test_a_late_weight_gives_up_the_first_wave():
    waves = joint_waves(REACH, DEMAND, [1, 1], [1, 9])
    assert waves.new_sites == ((0,), (2,))
    assert waves.nesting_price == (3.0, 0.0)


def test_a_budget_per_wave_is_kept_by_every_wave():
    limits = Limits(cost=[2, 3, 2])
    waves = nested_waves(REACH, DEMAND, [2, 2], limits=limits, budgets=[3, 2])
    assert waves.new_sites == ((1,), (0,))
    for new, budget in zip(waves.new_sites, (3, 2), strict=True):
        assert sum((2, 3, 2)[site] for site in new) <= budget


def test_required_sites_stand_in_the_first_wave():
    assert 0 in nested_waves(REACH, DEMAND, [1, 1], required=[0]).new_sites[0]


def test_one_wave_is_the_plain_plan():
    reach, demand = random_case(5)
    assert nested_waves(reach, demand, [3]).plans[0] == best_sites(reach, demand, 3)


@pytest.mark.parametrize("counts", [[], [-1], [1.5], [True]])
def test_wrong_sizes_of_waves_are_refused(counts):
    with pytest.raises(ScenarioError, match="counts"):
        nested_waves(REACH, DEMAND, counts)


def test_wrong_weights_and_budgets_are_refused():
    with pytest.raises(ScenarioError, match="weights"):
        joint_waves(REACH, DEMAND, [1, 1], [1, -1])
    with pytest.raises(ScenarioError, match="budgets"):
        nested_waves(REACH, DEMAND, [1, 1], limits=Limits(cost=[1, 1, 1]), budgets=[1])
