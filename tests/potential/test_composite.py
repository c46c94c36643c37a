"""Normalising, aggregating and taking apart on bare tables."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rollout.errors import DataError, ScenarioError
from rollout.potential.composite import (
    aggregate,
    contributions,
    known_share,
    normalise,
    observed_goalposts,
)
from tests.potential.score_tables import METHODS, weighted_tables

FLOOR = 0.01
AGGREGATIONS = ("linear", "geometric")


def one_column(*cells, index=None):
    return pd.DataFrame({"x": np.array(cells, dtype=float)}, index=index)


@pytest.mark.parametrize("method", METHODS)
def test_the_best_gets_most_whatever_the_direction(method):
    table = one_column(1, 5, 3)
    up = normalise(table, {"x": "more"}, method)["x"]
    down = normalise(table, {"x": "less"}, method)["x"]
    assert up.idxmax() == 1
    assert down.idxmax() == 0
    np.testing.assert_allclose(up + down, 1)


def test_nearer_to_the_ideal_value_is_better():
    found = normalise(one_column(2, 5, 6, 10), {"x": ("ideal", 6)}, "minmax")["x"]
    assert found.tolist() == [0, 0.75, 1, 0]


def test_goalposts_cut_beyond_the_marks_and_do_not_depend_on_the_others():
    marks = {"x": (0, 10)}
    alone = normalise(one_column(5), {"x": "more"}, "goalposts", marks)["x"]
    found = normalise(one_column(-5, 5, 20), {"x": "more"}, "goalposts", marks)["x"]
    assert alone.tolist() == [0.5]
    assert found.tolist() == [0, 0.5, 1]


def test_goalposts_around_an_ideal_value_end_at_the_farther_mark():
    found = normalise(one_column(4, 0, 10), {"x": ("ideal", 4)}, "goalposts", {"x": (0, 10)})
    np.testing.assert_allclose(found["x"], [1, 1 - 4 / 6, 0])


def test_goalposts_for_fewer_is_better_turn_the_scale():
    found = normalise(one_column(0, 2.5, 10), {"x": "less"}, "goalposts", {"x": (0, 10)})
    assert found["x"].tolist() == [1, 0.75, 0]


def test_observed_goalposts_give_the_same_as_minmax():
    table = pd.DataFrame({"x": [3.0, 9, 4], "y": [1.0, np.nan, 2]})
    marks = {name: tuple(row) for name, row in observed_goalposts(table).iterrows()}
    ways = {"x": "more", "y": "less"}
    pd.testing.assert_frame_equal(
        normalise(table, ways, "goalposts", marks), normalise(table, ways, "minmax")
    )


@pytest.mark.parametrize("method", METHODS)
def test_a_constant_column_tells_nothing_and_becomes_one_half(method):
    assert normalise(one_column(7, 7, np.nan), {"x": "more"}, method)["x"].tolist()[:2] == [0.5] * 2


@pytest.mark.parametrize("method", METHODS)
def test_a_single_row_becomes_one_half(method):
    assert normalise(one_column(7), {"x": "less"}, method)["x"].tolist() == [0.5]


@pytest.mark.parametrize("method", METHODS)
def test_an_all_missing_column_stays_unknown(method):
    assert normalise(one_column(np.nan, np.nan), {"x": "more"}, method)["x"].isna().all()


def test_an_empty_table_stays_empty():
    empty = pd.DataFrame({"x": pd.Series(dtype=float)})
    assert normalise(empty, {"x": "more"}).shape == (0, 1)
    assert aggregate(empty, {"x": 1}).empty


def test_infinite_values_and_duplicate_keys_are_listed_together():
    table = pd.DataFrame({"x": [1, np.inf], "y": [-np.inf, 2]}, index=["a", "a"])
    with pytest.raises(DataError) as caught:
        normalise(table, {"x": "more", "y": "more"})
    assert [problem.code for problem in caught.value.problems] == [
        "duplicate", "infinite", "infinite",
    ]  # fmt: skip
    assert "column x: infinite value at a" in str(caught.value)
    assert "Zeile a steht mehrfach" in caught.value.message("de")


def test_duplicate_columns_are_an_error():
    table = pd.DataFrame([[1.0, 2.0]], columns=["x", "x"])
    with pytest.raises(DataError, match="column x stands more than once"):
        aggregate(table, {"x": 1})


@pytest.mark.parametrize("direction", ["up", None, ("ideal", np.nan), ("ideal",), 1])
def test_an_unknown_direction_is_named(direction):
    with pytest.raises(ScenarioError, match=r"directions\[x\]"):
        normalise(one_column(1, 2), {"x": direction})


def test_goalposts_need_marks_in_order_for_every_column():
    table = pd.DataFrame({"x": [1.0], "y": [1.0]})
    with pytest.raises(ScenarioError) as caught:
        normalise(table, dict.fromkeys(table, "more"), "goalposts", {"x": (3, 3)})
    assert [p.file for p in caught.value.problems] == ["goalposts[x]", "goalposts[y]"]


def test_unknown_methods_are_scenario_errors():
    with pytest.raises(ScenarioError, match="one of minmax, zscore, rank, goalposts"):
        normalise(one_column(1), {"x": "more"}, "magic")
    with pytest.raises(ScenarioError, match="one of linear, geometric"):
        aggregate(one_column(1), {"x": 1}, "median")


@pytest.mark.parametrize(
    ("weights", "match"),
    [
        ({"x": -1}, r"weights\[x\]: is -1.0; expected: a number from 0 .to reverse"),
        ({"x": 0}, "all weights are 0"),
        ({}, "all weights are 0"),
        ({"y": 1}, "y is unknown; expected: one of x"),
        ({"x": np.inf}, "is inf"),
        ({"x": np.nan}, "is nan"),
    ],
)
def test_weights_that_cannot_be_used_say_what_to_do(weights, match):
    with pytest.raises(ScenarioError, match=match):
        aggregate(one_column(1, 2), weights)


def test_negative_values_have_no_geometric_mean():
    with pytest.raises(DataError, match=r"column x: holds negative values.*normalise first"):
        aggregate(one_column(1, -2), {"x": 1}, "geometric")


def test_one_zero_erases_a_geometric_mean_unless_lifted_to_a_floor():
    table = pd.DataFrame({"x": [0.0], "y": [1.0]})
    weights = {"x": 1, "y": 1}
    assert aggregate(table, weights, "geometric").tolist() == [0]
    lifted = aggregate(table, weights, "geometric", floor=FLOOR)
    assert lifted.tolist() == pytest.approx([0.1])


def test_weights_of_unknown_values_go_to_the_known_ones():
    table = pd.DataFrame({"x": [0.2, np.nan, np.nan], "y": [0.8, 0.8, np.nan]})
    found = aggregate(table, {"x": 3, "y": 1})
    assert found.tolist()[:2] == pytest.approx([0.35, 0.8])
    assert math.isnan(found[2])


def test_below_the_least_known_share_there_is_no_score():
    table = pd.DataFrame({"x": [np.nan, 0.5], "y": [0.8, np.nan]})
    weights = {"x": 3, "y": 1}
    assert known_share(table, weights).tolist() == [0.25, 0.75]
    found = aggregate(table, weights, min_known_share=0.75)
    assert found.isna().tolist() == [True, False]


def test_an_indicator_without_weight_changes_nothing():
    table = pd.DataFrame({"x": [0.2, 0.4], "y": [np.nan, 0.9]})
    assert aggregate(table, {"x": 1}).tolist() == pytest.approx([0.2, 0.4])


def loop_score(row, weights, method):
    """Second way: plain loops over one row, 0..1 values with floor."""
    known = [(cell, weights[name]) for name, cell in row.items() if not math.isnan(cell)]
    total = sum(weight for _, weight in known)
    if total == 0:
        return math.nan
    if method == "linear":
        return sum(cell * weight for cell, weight in known) / total
    return math.exp(sum(math.log(max(cell, FLOOR)) * w for cell, w in known) / total)


def loop_minmax(table, directions):
    result = table.copy()
    for name in table:
        known = [cell for cell in table[name] if not math.isnan(cell)]
        for key in table.index:
            cell = table.loc[key, name]
            if math.isnan(cell):
                continue
            if min(known) == max(known):
                share = 0.5
            else:
                share = (cell - min(known)) / (max(known) - min(known))
                share = share if directions[name] == "more" else 1 - share
            result.loc[key, name] = share
    return result


@given(weighted_tables(), st.sampled_from(AGGREGATIONS))
@settings(max_examples=60, deadline=None)
def test_score_agrees_with_plain_loops(case, method):
    table, directions, weights = case
    found = aggregate(normalise(table, directions), weights, method, floor=FLOOR)
    again = loop_minmax(table, directions)
    expected = [loop_score(row, weights, method) for _, row in again.iterrows()]
    np.testing.assert_allclose(found, expected, atol=1e-12)
    assert found.index.equals(table.index)


@given(weighted_tables(), st.sampled_from(METHODS))
@settings(max_examples=60, deadline=None)
def test_normalised_values_lie_in_0_to_1_on_the_caller_s_index(case, method):
    table, directions, _ = case
    found = normalise(table, directions, method)
    assert found.index.equals(table.index)
    assert found.columns.equals(table.columns)
    assert (found.isna() == table.isna()).all(axis=None)
    assert ((found >= 0) & (found <= 1) | found.isna()).all(axis=None)


@given(weighted_tables(), st.sampled_from(AGGREGATIONS), st.floats(1e-3, 1e6))
@settings(max_examples=60, deadline=None)
def test_scaling_all_weights_changes_nothing(case, method, factor):
    table, directions, weights = case
    ready = normalise(table, directions)
    scaled = {name: weight * factor for name, weight in weights.items()}
    np.testing.assert_allclose(
        aggregate(ready, weights, method), aggregate(ready, scaled, method), atol=1e-12
    )


@given(weighted_tables(), st.sampled_from(AGGREGATIONS), st.sampled_from(METHODS), st.data())
@settings(max_examples=100, deadline=None)
def test_raising_an_indicator_never_lowers_the_score(case, method, way, data):
    table, directions, weights = case
    name = data.draw(st.sampled_from(list(table)))
    key = data.draw(st.sampled_from(list(table.index)))
    if math.isnan(table.loc[key, name]):
        return
    directions[name] = "more"
    raised = table.copy()
    raised.loc[key, name] += data.draw(st.integers(1, 100)) / 10
    before, after = (
        aggregate(normalise(each, directions, way), weights, method, floor=FLOOR)[key]
        for each in (table, raised)
    )
    assert math.isnan(before) or after >= before - 1e-9


@given(weighted_tables(gaps=False), st.sampled_from(AGGREGATIONS), st.sampled_from(METHODS))
@settings(max_examples=100, deadline=None)
def test_a_dominated_row_never_scores_above_its_dominator(case, method, way):
    table, directions, weights = case
    score = aggregate(normalise(table, directions, way), weights, method, floor=FLOOR)
    better = table * [1 if directions[name] == "more" else -1 for name in table]
    for one in table.index:
        for other in table.index:
            if (better.loc[one] >= better.loc[other]).all():
                assert score[one] >= score[other] - 1e-12


@given(weighted_tables(), st.sampled_from(AGGREGATIONS))
@settings(max_examples=100, deadline=None)
def test_contributions_are_never_negative_and_sum_to_the_score(case, method):
    table, directions, weights = case
    ready = normalise(table, directions)
    parts = contributions(ready, weights, method, floor=FLOOR)
    score = [loop_score(row, weights, method) for _, row in ready.iterrows()]
    np.testing.assert_allclose(parts.sum(axis=1, min_count=1), score, atol=1e-9)
    assert (parts.fillna(0) >= -1e-12).all(axis=None)
    assert parts.index.equals(table.index)


def test_without_a_floor_geometric_parts_follow_the_weights():
    parts = contributions(pd.DataFrame({"a": [0.2], "b": [0.8]}), {"a": 3, "b": 1}, "geometric")
    score = 0.2**0.75 * 0.8**0.25
    np.testing.assert_allclose(parts.iloc[0], [0.75 * score, 0.25 * score])


def test_geometric_parts_by_hand():
    # From the floor 0.01 to sqrt(0.04 x 0.25) = 0.1: ln rises 2.302585, of which patents carry
    # ln 4 / 2 and exports ln 25 / 2; the log mean of 0.1 and 0.01 is 0.09 / 2.302585.
    table = pd.DataFrame({"a": [0.04], "b": [0.25]})
    parts = contributions(table, {"a": 1, "b": 1}, "geometric", floor=FLOOR).iloc[0]
    slope = 0.09 / math.log(10)
    assert parts["a"] == pytest.approx(0.005 + slope * math.log(4) / 2)
    assert parts["b"] == pytest.approx(0.005 + slope * math.log(25) / 2)


@given(weighted_tables(), st.sampled_from(AGGREGATIONS), st.sampled_from(METHODS), st.data())
@settings(max_examples=60, deadline=None)
def test_the_order_of_rows_does_not_matter(case, method, way, data):
    table, directions, weights = case
    shuffled = table.loc[data.draw(st.permutations(list(table.index)))]
    first, second = (
        aggregate(normalise(each, directions, way), weights, method, floor=FLOOR)
        for each in (table, shuffled)
    )
    np.testing.assert_allclose(first, second.reindex(table.index), atol=1e-12)
