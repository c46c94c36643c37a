"""Weights on two levels, and indicators that measure the same."""

import pandas as pd
import pytest

from rollout.errors import ScenarioError
from rollout.potential.weights import checked_weights, near_duplicates, nominal_weights

CATALOGUE = pd.DataFrame(
    {
        "axis": ["reference", "need", "need", "capacity"],
        "dimension": ["reference", "work", "work", "land"],
        "weight": [float("nan"), 1.0, 3.0, 4.0],
    },
    index=["population", "jobs", "share", "area"],
)


def test_reference_rows_weigh_nothing_and_the_rest_sums_to_one():
    found = nominal_weights(CATALOGUE)
    assert found.to_dict() == {"jobs": 0.125, "share": 0.375, "area": 0.5}


def test_a_dimension_weight_is_split_in_proportion_to_its_indicators():
    # Work 300 points against the 50 that land has by itself: 6/7 and 1/7.
    found = nominal_weights(CATALOGUE, {"work": 300})
    assert found.tolist() == pytest.approx([6 / 7 / 4, 6 / 7 * 3 / 4, 1 / 7])


def test_a_dimension_can_be_switched_off():
    assert nominal_weights(CATALOGUE, {"work": 0}).tolist() == [0, 0, 1]


def test_an_indicator_weight_replaces_that_of_the_catalogue():
    found = nominal_weights(CATALOGUE, None, {"jobs": 0, "share": 4})
    assert found.tolist() == [0, 0.5, 0.5]


def test_all_problems_come_at_once():
    with pytest.raises(ScenarioError) as caught:
        nominal_weights(CATALOGUE, {"sea": 1, "work": -2}, {"population": 1, "jobs": -1})
    assert [problem.file for problem in caught.value.problems] == [
        "Scenario.indicator_weights",
        "Scenario.dimension_weights",
        "Scenario.indicator_weights[jobs]",
        "Scenario.dimension_weights[work]",
    ]


@pytest.mark.parametrize(
    ("dimensions", "indicators"),
    [({"work": 0, "land": 0}, None), (None, {"jobs": 0, "share": 0, "area": 0})],
)
def test_all_weights_zero_is_an_error(dimensions, indicators):
    with pytest.raises(ScenarioError, match="all weights are 0"):
        nominal_weights(CATALOGUE, dimensions, indicators)


def test_a_dimension_with_points_but_without_weighted_indicators_stays_out():
    found = nominal_weights(CATALOGUE, {"work": 50}, {"jobs": 0, "share": 0})
    assert found.tolist() == [0, 0, 1]


def test_huge_weights_do_not_overflow():
    assert checked_weights({"a": 1e308, "b": 1e308}, ["a", "b"]).tolist() == [0.5, 0.5]


def test_near_duplicates_in_both_directions_strongest_first():
    table = pd.DataFrame(
        {
            "a": [1.0, 2, 3, 4, 5],
            "b": [-1.0, -2, -3, -4, -5],
            "c": [1.0, 2, 3, 4, 6],
            "d": [3.0, 1, 4, 1, 5],
        }
    )
    found = near_duplicates(table)
    assert found[["first", "second"]].to_numpy().tolist() == [["a", "b"], ["a", "c"], ["b", "c"]]
    assert found["r"].tolist() == pytest.approx([-1, 0.986394, -0.986394], abs=1e-6)


def test_constant_or_barely_known_columns_are_no_duplicates():
    table = pd.DataFrame({"a": [1.0, 2, None], "b": [1.0, 2, None], "c": [4.0, 4, 4]})
    assert near_duplicates(table).empty
