"""Rank bands: drawn assumptions against a second way in plain loops, and their properties."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rollout.errors import DataError, ScenarioError
from rollout.potential.bands import (
    _reversal_share,
    band_words,
    chosen_assumptions,
    draw_bands,
    founding_bands,
    rank_bands,
)
from rollout.potential.composite import normalise
from rollout.potential.draws import Assumptions, _ranks_of, blocks, drawn_ranks, prepare
from rollout.potential.scoring import founding_potential
from rollout.scenario import Scenario
from tests.potential.score_tables import weighted_tables
from tests.potential.test_scoring import CATALOGUE, KEYS, VALUES

FIXED = Assumptions(
    weight_draw="fixed", normalisations=("minmax",), aggregations=("linear",),
    leave_one_out=False, draw_missing=False,
)  # fmt: skip


def plain_ranks(table, directions, ready, block, draw):
    """Second way: one drawn ranking from its settings, cell by cell."""
    weights = dict(zip(sorted(table), block.weights[draw], strict=True))
    left = block.left_out[draw]
    if left >= 0:
        weights[sorted(table)[left]] = 0
    way = ready.assumptions.normalisations[block.normalisation[draw]]
    total = ready.assumptions.aggregations[block.aggregation[draw]]
    cells = normalise(table, directions, way)
    gaps = dict(zip(zip(ready.gap_rows, ready.gap_columns, strict=True), block.gaps[draw],
                    strict=True))  # fmt: skip
    scores = {}
    for row, key in enumerate(sorted(table.index)):
        score = 0.0
        for column, name in enumerate(sorted(table)):
            cell = cells.loc[key, name]
            if math.isnan(cell):
                known = sorted(cells[name].dropna())
                cell = known[int(gaps[row, column] * len(known))] if known else 0.5
            share = weights[name] / sum(weights.values())
            score += share * (math.log(max(cell, 0.01)) if total == "geometric" else cell)
        scores[key] = round(score, 9)
    better = {key: sum(other > scores[key] for other in scores.values()) for key in scores}
    return [better[key] + 1 for key in sorted(table.index)]


def small_table():
    rng = np.random.default_rng(5)
    table = pd.DataFrame(rng.normal(size=(7, 3)), list("gbfadce"), ["x", "z", "y"])
    table.loc["a", "x"] = table.loc["g", "z"] = table.loc["g", "y"] = np.nan
    return table


@pytest.mark.parametrize("weight_draw", ["uniform", "dirichlet", "fixed"])
def test_drawn_rankings_agree_with_plain_loops(weight_draw):
    table, directions = small_table(), {"x": "more", "y": "less", "z": ("ideal", 0.1)}
    ready = prepare(table, directions, {"x": 1, "y": 2, "z": 3}, Assumptions(weight_draw))
    start, block = next(blocks(ready, 60, seed=3))
    found = drawn_ranks(ready, block)
    assert start == 0
    for draw in range(60):
        assert found[draw].tolist() == plain_ranks(table, directions, ready, block, draw)


def test_nothing_drawn_gives_the_base_rank_and_no_band():
    table = small_table().dropna()
    found = rank_bands(table, dict.fromkeys(table, "more"), dict.fromkeys(table, 1), 50, 0, FIXED)
    for column in ("low", "median", "high"):
        pd.testing.assert_series_equal(found[column], found["rank"], check_names=False)
    assert found["top_k_share"].eq(1).all()


def test_gaps_are_left_out_when_they_are_not_drawn():
    table = small_table()
    found = draw_bands(table, dict.fromkeys(table, "more"), dict.fromkeys(table, 1), 20, 0, FIXED)
    assert found.reversal_share == 0
    assert (found.table["low"] == found.table["rank"]).all()


def test_a_gap_widens_the_band():
    table = pd.DataFrame({"x": np.arange(20.0), "y": np.arange(20.0)})
    gap = table.copy()
    gap.loc[10, "y"] = np.nan
    only_gaps = Assumptions("fixed", 0.5, ("minmax",), ("linear",), leave_one_out=False)
    ways, weights = dict.fromkeys(table, "more"), dict.fromkeys(table, 1)
    full = rank_bands(table, ways, weights, 400, 0, only_gaps).loc[10]
    open_ = rank_bands(gap, ways, weights, 400, 0, only_gaps).loc[10]
    assert full["high"] == full["low"]
    assert open_["high"] - open_["low"] >= 8


@given(weighted_tables(max_rows=7), st.integers(0, 99), st.sampled_from(["uniform", "dirichlet"]))
@settings(max_examples=40, deadline=None)
def test_bands_contain_the_median_and_keep_the_caller_s_index(case, seed, weight_draw):
    table, directions, weights = case
    found = rank_bands(table, directions, weights, 30, seed, Assumptions(weight_draw, top_k=2))
    assert found.index.equals(table.index)
    assert (found["low"] <= found["median"]).all()
    assert (found["median"] <= found["high"]).all()
    assert found["low"].min() >= 1
    assert found["high"].max() <= len(table)
    assert found["top_k_share"].sum() >= min(2, len(table)) - 1e-9  # more where places are shared


@given(weighted_tables(max_rows=7), st.integers(0, 99), st.data())
@settings(max_examples=40, deadline=None)
def test_same_seed_same_bands_whatever_the_order_of_rows(case, seed, data):
    table, directions, weights = case
    shuffled = table.loc[data.draw(st.permutations(list(table.index)))]
    first = rank_bands(table, directions, weights, 30, seed)
    second = rank_bands(shuffled, directions, weights, 30, seed)
    pd.testing.assert_frame_equal(first, second.loc[table.index])


def test_the_order_of_indicators_does_not_matter_either():
    table = small_table()
    ways, weights = dict.fromkeys(table, "more"), {"x": 1, "y": 2, "z": 3}
    pd.testing.assert_frame_equal(
        rank_bands(table, ways, weights, 100),
        rank_bands(table[["y", "x", "z"]], ways, weights, 100),
    )


def test_another_seed_draws_other_rankings():
    table = small_table()
    ways, weights = dict.fromkeys(table, "more"), dict.fromkeys(table, 1)
    drawn = [
        drawn_ranks(ready, next(blocks(ready, 50, seed))[1])
        for ready in [prepare(table, ways, weights, Assumptions())]
        for seed in (1, 2)
    ]
    assert (drawn[0] != drawn[1]).any()


def test_more_draws_only_add_to_fewer():
    table = small_table()
    ready = prepare(table, dict.fromkeys(table, "more"), dict.fromkeys(table, 1), Assumptions())
    few = np.concatenate([drawn_ranks(ready, block) for _, block in blocks(ready, 1300, 0)])
    many = np.concatenate([drawn_ranks(ready, block) for _, block in blocks(ready, 2000, 0)])
    np.testing.assert_array_equal(few, many[:1300])


def test_scaling_all_weights_changes_no_band():
    table = small_table()
    ways = dict.fromkeys(table, "more")
    pd.testing.assert_frame_equal(
        rank_bands(table, ways, dict.fromkeys(table, 1), 200),
        rank_bands(table, ways, dict.fromkeys(table, 40), 200),
    )


def test_a_dominating_row_stays_ahead_in_every_draw():
    table = pd.DataFrame({"x": [9.0, 5, 1], "y": [9.0, 1, 5]}, index=["top", "b", "c"])
    found = rank_bands(table, dict.fromkeys(table, "more"), {"x": 1, "y": 1}, 500)
    assert found.loc["top", ["low", "high"]].tolist() == [1, 1]


def test_uniform_weights_stay_within_their_spread():
    table = small_table()
    weights = {"x": 1, "y": 2, "z": 5}
    ready = prepare(table, dict.fromkeys(table, "more"), weights, Assumptions(weight_spread=0.2))
    drawn = next(blocks(ready, 1000, 0))[1].weights
    base = np.array([1, 2, 5]) / 8
    np.testing.assert_allclose(drawn.sum(axis=1), 1)
    ratio = drawn / base
    assert ((ratio > 0.8 / 1.2) & (ratio < 1.2 / 0.8)).all()


def test_equal_dirichlet_weights_cover_the_whole_simplex_evenly():
    table = small_table()
    ready = prepare(
        table, dict.fromkeys(table, "more"), dict.fromkeys(table, 1), Assumptions("dirichlet")
    )
    drawn = np.concatenate([block.weights for _, block in blocks(ready, 20_000, 0)])
    # Uniform on the triangle: mean 1/3, variance 1/18, P(weight > t) = (1 - t)^2.
    np.testing.assert_allclose(drawn.mean(axis=0), 1 / 3, atol=0.006)
    np.testing.assert_allclose(drawn.var(axis=0), 1 / 18, atol=0.003)
    np.testing.assert_allclose((drawn > 0.5).mean(axis=0), 0.25, atol=0.012)


def test_leaving_out_all_the_drawn_weight_falls_back_on_the_chosen_weights():
    # So uneven that a Dirichlet draw is often exactly 0 for the small one.
    table = small_table()[["x", "y"]].dropna()
    chosen = Assumptions("dirichlet", normalisations=("minmax",), aggregations=("linear",))
    found = rank_bands(table, {"x": "more", "y": "more"}, {"x": 1, "y": 1e-9}, 300, 0, chosen)
    assert found.notna().all(axis=None)


def test_one_indicator_reports_the_variants_that_cannot_run():
    found = draw_bands(pd.DataFrame({"x": [1.0, 2]}), {"x": "more"}, {"x": 1}, 20)
    assert [text.en.split(":")[0] for text in found.unavailable] == [
        "leaving out an indicator", "drawing weights",
    ]  # fmt: skip
    table = rank_bands(pd.DataFrame({"x": [1.0, 2]}), {"x": "more"}, {"x": 1}, 20)
    assert table.attrs["unavailable"] == found.unavailable


def test_goalposts_without_marks_and_unknown_columns_are_reported_not_skipped():
    table = pd.DataFrame({"x": [1.0, 2], "y": [np.nan, np.nan]})
    asked = Assumptions(normalisations=("goalposts", "rank"))
    found = draw_bands(table, dict.fromkeys(table, "more"), {"x": 1, "y": 1}, 20, 0, asked)
    words = " ".join(text.en for text in found.unavailable)
    assert "goalposts: not every indicator has marks" in words
    assert "y is unknown everywhere" in words
    assert found.assumptions.normalisations == ("rank",)


def test_band_classes_follow_the_share_of_draws_in_the_top_group():
    table = pd.DataFrame(
        {"x": [9.0, 6, 3, 0], "y": [9.0, 0, 6, 0]}, index=["sure", "one", "other", "last"]
    )
    chosen = Assumptions(normalisations=("minmax",), aggregations=("linear",), top_k=2,
                         leave_one_out=False)  # fmt: skip
    found = rank_bands(table, dict.fromkeys(table, "more"), {"x": 5, "y": 4}, 500, 0, chosen)
    assert found.loc["sure", "band_class"] == "always"
    assert found.loc["last", "band_class"] == "never"
    assert {found.loc["one", "band_class"], found.loc["other", "band_class"]} <= {"mostly", "only"}
    assert band_words("only", 40).de == "nur mit diesen Gewichten unter den ersten 40"


def test_reversal_share_counts_turned_pairs():
    # Leaving out x, y or neither: half of the pairs turn whenever the other indicator decides.
    table = pd.DataFrame({"x": [2.0, 1.0], "y": [0.0, 0.5]})
    chosen = Assumptions("fixed", normalisations=("minmax",), aggregations=("linear",))
    found = draw_bands(table, dict.fromkeys(table, "more"), {"x": 3, "y": 2}, 3000, 0, chosen)
    assert found.table["rank"].tolist() == [1, 2]
    assert found.reversal_share == pytest.approx(1 / 3, abs=0.12)


@pytest.mark.parametrize(
    ("change", "error", "match"),
    [
        ({"draws": 0}, ScenarioError, "at least 1"),
        ({"seed": -1}, ScenarioError, "seed: is -1; expected: at least 0"),
        ({"weights": {"x": 0}}, ScenarioError, "all weights are 0"),
        ({"weights": {"x": -1}}, ScenarioError, "is -1.0"),
        ({"weights": {"q": 1}}, ScenarioError, "q is unknown"),
        ({"values": pd.DataFrame({"x": [np.inf]})}, DataError, "infinite"),
        (
            {"values": pd.DataFrame({"x": [1.0, 1.0]}, index=["a", "a"])},
            DataError,
            "more than once",
        ),
    ],
)
def test_unusable_input_says_what_to_do(change, error, match):
    call = {"values": pd.DataFrame({"x": [1.0, 2]}), "directions": {"x": "more"},
            "weights": {"x": 1}, "draws": 10} | change  # fmt: skip
    with pytest.raises(error, match=match):
        rank_bands(**call)


def test_a_row_without_any_value_has_no_rank_but_the_widest_band():
    table = pd.DataFrame({"x": [1.0, 2, 3, 4, np.nan], "y": [1.0, 2, 3, 4, np.nan]})
    found = rank_bands(table, dict.fromkeys(table, "more"), {"x": 1, "y": 1}, 500)
    assert np.isnan(found.loc[4, "rank"])
    assert found.loc[4, ["low", "high"]].tolist() == [1, 4]  # level with the first or the last


def test_progress_is_told_every_block():
    seen = []
    table = small_table()
    draw_bands(
        table, dict.fromkeys(table, "more"), dict.fromkeys(table, 1), 2500, progress=seen.append
    )
    assert seen == [1000, 2000, 2500]


def test_bands_of_a_potential_leave_out_districts_without_a_score():
    scenario = Scenario(outliers="none", draws=100, top_k=2)
    potential = founding_potential(VALUES, CATALOGUE, scenario)
    found = founding_bands(potential, scenario).table
    assert found.index.tolist() == KEYS
    pd.testing.assert_series_equal(found["rank"], potential.rank)
    assert found.loc["02003"].isna().all()


def test_the_base_case_of_a_scenario_comes_first():
    chosen = chosen_assumptions(Scenario(normalisation="rank", aggregation="geometric"))
    assert chosen.normalisations == ("rank", "minmax", "zscore")
    assert chosen.aggregations == ("geometric", "linear")
    fixed = chosen_assumptions(Scenario(vary_normalisation=False, vary_aggregation=False))
    assert (fixed.normalisations, fixed.aggregations) == (("minmax",), ("linear",))


def test_reversal_share_of_many_rows_is_that_of_a_sample():
    base = np.arange(1.0, 3001)
    turned = np.concatenate([np.arange(1501, 3001), np.arange(1, 1501)]).astype(np.int32)
    # Every pair across the two halves is turned: 1500 * 1500 of 3000 * 2999 / 2.
    assert _reversal_share(base, turned[None]) == pytest.approx(0.50017, abs=0.03)


@pytest.mark.parametrize("size", [1, 2, 5, 400, 1025])
def test_ranks_of_drawn_scores_are_those_of_a_plain_sort(size):
    random = np.random.default_rng(size)
    scores = np.round(random.random((6, size)) * -4.6, 2)  # ties, as sums of logarithms
    scores[1, :] = random.random(size)
    scores[2, 0] = -np.inf
    scores[3, size // 2] = np.nan
    known = np.where(np.isnan(scores), -np.inf, np.round(scores, 10))
    for row, ranks in zip(known, _ranks_of(scores), strict=True):
        assert ranks.tolist() == [1 + int((row > value).sum()) for value in row]
