"""Positions, classes, dominance and rank reversal."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from rollout.potential.ranking import (
    class_words,
    dominance,
    dominance_pairs,
    rank_reversals,
    ranks,
    terciles,
)
from tests.potential.score_tables import weighted_tables


def test_equal_scores_share_a_rank_whatever_the_order_of_rows():
    score = pd.Series([50.0, 70.0, 50.0, np.nan, 20.0], index=["09", "07", "01", "02", "03"])
    found = ranks(score)
    expected = {"09": 2, "07": 1, "01": 2, "02": np.nan, "03": 4}
    assert found.to_dict() == pytest.approx(expected, nan_ok=True)
    pd.testing.assert_series_equal(ranks(score[::-1]), found[::-1])


def test_rounding_noise_is_a_tie():
    assert ranks(pd.Series([0.3, 0.1 + 0.2], index=["b", "a"])).tolist() == [1, 1]


def test_equal_scores_share_a_class():
    found = terciles(pd.Series([1.0, 1, 1, 1, 2, 3, 4, 5, 6]))
    assert found.tolist() == ["low"] * 4 + ["medium"] * 2 + ["high"] * 3


def test_thirds_have_the_same_size_without_ties():
    assert terciles(pd.Series(range(12), dtype=float)).value_counts().tolist() == [4, 4, 4]


@pytest.mark.parametrize("scores", [[7.0], [7.0, 7.0, 7.0]])
def test_what_cannot_be_told_apart_is_medium(scores):
    assert set(terciles(pd.Series(scores))) == {"medium"}


def test_without_a_score_there_is_no_class():
    found = terciles(pd.Series([1.0, np.nan], index=["b", "a"]))
    assert found.isna().tolist() == [False, True]
    assert class_words(found["b"], found["a"]).de == "Bedarf mittel, Voraussetzungen unbekannt"


def test_dominance_needs_all_values_known():
    table = pd.DataFrame({"a": [2.0, 1, 0], "b": [2.0, np.nan, 1]}, index=["x", "y", "z"])
    found = dominance(table, {"a": "more", "b": "more"})
    assert found["dominates"].to_dict() == {"x": 1, "y": 0, "z": 0}
    assert found["dominated_by"].to_dict() == {"x": 0, "y": 0, "z": 1}


def test_equal_rows_do_not_dominate_each_other():
    table = pd.DataFrame({"a": [1.0, 1.0]})
    assert dominance_pairs(table, {"a": "more"}).empty


def test_an_ideal_value_counts_by_distance():
    table = pd.DataFrame({"a": [4.0, 7.0]}, index=["near", "far"])
    assert dominance_pairs(table, {"a": ("ideal", 5)}).to_numpy().tolist() == [["near", "far"]]


@given(weighted_tables())
@settings(max_examples=50, deadline=None)
def test_dominance_agrees_with_plain_loops(case):
    table, directions, _ = case
    turned = table * [1 if directions[name] == "more" else -1 for name in table]
    expected = {
        (one, other)
        for one in table.index
        for other in table.index
        if (turned.loc[one] >= turned.loc[other]).all()
        and (turned.loc[one] > turned.loc[other]).any()
    }
    found = dominance_pairs(table, directions)
    assert set(map(tuple, found.to_numpy())) == expected
    assert dominance(table, directions).index.equals(table.index)


REVERSING = pd.DataFrame(
    {"a": [3.0, 1.0, 10.0], "b": [0.0, 1.0, 0.0]}, index=["left", "right", "giant"]
)


def test_taking_a_giant_away_turns_two_others_round():
    # With the giant a is worth (3 - 1) / 9 to `left`, less than b to `right`; alone it is 1 to 1,
    # and the smaller key goes first.
    found = rank_reversals(REVERSING, {"a": "more", "b": "more"}, {"a": 1, "b": 0.9})
    assert found["pairs"].to_dict() == {"left": 0, "right": 0, "giant": 1}
    assert found.loc["giant", "share"] == 1


def test_a_single_row_has_nothing_to_reverse():
    found = rank_reversals(REVERSING.iloc[:1], {"a": "more", "b": "more"}, {"a": 1})
    assert found.to_numpy().tolist() == [[0, 0]]


def test_a_dominated_row_never_stands_above_its_dominator():
    # Equal in what weighs, worse in what does not: they share the rank.
    score = pd.Series([60.0, 60.0, 80.0], index=["dominator", "a_worse", "best"])
    assert ranks(score).to_dict() == {"dominator": 2, "a_worse": 2, "best": 1}
