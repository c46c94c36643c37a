from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rollout.siting.choice import checked_choice
from rollout.siting.covering import best_sites
from rollout.siting.fewest import fewest_sites
from rollout.siting.limits import limits_of, smallest_conflict
from rollout.siting.packing import best_groups
from rollout.siting.problem import Limits, PlanInfeasible


def conflict(**arguments):
    with pytest.raises(PlanInfeasible) as caught:
        best_sites(np.eye(4), np.ones(4), **arguments)
    return caught.value


def test_more_required_than_allowed_names_number_and_sites():
    error = conflict(count=1, required=[0, 2], limits=Limits(names=["A", "B", "C", "D"]))
    assert {text.en for text in error.limits} == {
        "at most 1 sites", "A is required", "C is required"
    }  # fmt: skip
    assert "A ist vorgeschrieben" in error.message("de")


def test_only_the_limits_in_conflict_are_named():
    limits = Limits(groups="aabb", at_least={"a": 2}, at_most={"b": 1}, cost=[5, 5, 1, 1], budget=8)
    error = conflict(count=4, required=[3], limits=limits)
    assert [text.en for text in error.limits] == ["at least 2 in a", "budget 8"]


def test_a_quota_of_excluded_districts_names_the_exclusions():
    limits = Limits(groups="aabb", at_least={"a": 1})
    error = conflict(count=2, excluded=[0, 1], limits=limits)
    assert len(error.limits) == 3


def test_full_cover_against_a_quota():
    with pytest.raises(PlanInfeasible) as caught:
        fewest_sites(np.eye(3), limits=Limits(groups="aab", at_most={"a": 1}))
    assert {text.en for text in caught.value.limits} == {"at most 1 in a", "every unit is reached"}


@pytest.mark.parametrize("best", [best_groups, best_sites])
def test_with_every_site_excluded_only_quotas_from_below_are_in_conflict(best):
    upper = Limits(groups="a", at_most={"a": 1}, cost=[1], budget=5)
    assert best([[1]], [1], 2, excluded=[0], limits=upper).sites == ()
    with pytest.raises(PlanInfeasible, match="at least 1 in a"):
        best([[1]], [1], 2, excluded=[0], limits=Limits(groups="a", at_least={"a": 1}))


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 3),
    st.sets(st.integers(0, 3)),
    st.dictionaries(st.sampled_from("ab"), st.integers(0, 2)),
    st.dictionaries(st.sampled_from("ab"), st.integers(0, 2)),
    st.one_of(st.none(), st.integers(0, 5)),
)
def test_no_smaller_set_of_limits_is_in_conflict(count, required, least, most, budget):
    least = {group: min(quota, most.get(group, 2)) for group, quota in least.items()}
    limits = Limits(groups="aabb", at_least=least, at_most=most, cost=[1, 2, 3, 1], budget=budget)
    choice = checked_choice(4, count, required, (), limits)
    everything = list(limits_of(choice))

    def holds(some) -> bool:
        rows = [row for limit in some for row in limit.rows]
        sets = [np.array(bits) for bits in np.ndindex(2, 2, 2, 2)]
        return any(all(low <= row @ x <= high for row, low, high in rows) for x in sets)

    if holds(everything):
        return
    found = smallest_conflict(choice)
    assert not holds(found)
    for size in range(len(found)):
        assert all(holds(some) for some in combinations(everything, size))
