"""AUC, precision and lift with weights: plain loops, physical copies, scikit-learn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rollout.propensity.discrimination import (
    Draws,
    auc,
    average_precision,
    lift,
    resample,
    with_band,
)

rows = st.lists(
    st.tuples(st.integers(0, 4), st.booleans(), st.integers(0, 2), st.integers(0, 2)),
    min_size=2,
    max_size=25,
).filter(lambda pairs: 0 < sum(hit for _, hit, _, _ in pairs) < len(pairs))


def split(pairs):
    scores, hits, groups, weights = (np.array(column) for column in zip(*pairs, strict=True))
    return scores.astype(float), hits.astype(bool), groups, weights.astype(float)


def loop_auc(scores, hits, weights, groups=None):
    """Pair by pair."""
    won = total = 0.0
    for i in np.flatnonzero(hits):
        for j in np.flatnonzero(~hits):
            if groups is None or groups[i] == groups[j]:
                weight = weights[i] * weights[j]
                total += weight
                won += weight * ((scores[i] > scores[j]) + 0.5 * (scores[i] == scores[j]))
    return won / total if total else np.nan


@given(rows)
def test_auc_is_the_weighted_share_of_pairs_in_the_right_order(pairs):
    scores, hits, groups, weights = split(pairs)
    draws = Draws(hits, np.vstack([np.ones(len(hits)), weights]))
    for within in (None, groups):
        expected = [loop_auc(scores, hits, row, within) for row in draws.weights]
        assert auc(scores, draws, within) == pytest.approx(expected, nan_ok=True)


@given(rows)
def test_a_weight_of_two_is_a_district_there_twice(pairs):
    scores, hits, _, weights = split(pairs)
    copies = np.repeat(np.arange(len(hits)), weights.astype(int))
    if not 0 < hits[copies].sum() < len(copies):
        return
    drawn = Draws(hits, weights[None])
    copied = Draws(hits[copies], np.ones((1, len(copies))))
    assert auc(scores, drawn)[0] == pytest.approx(auc(scores[copies], copied)[0])
    assert average_precision(scores, drawn)[0] == pytest.approx(
        average_precision(scores[copies], copied)[0]
    )


@given(rows)
def test_auc_and_precision_agree_with_scikit_learn(pairs):
    metrics = pytest.importorskip("sklearn.metrics")
    scores, hits, _, _ = split(pairs)
    draws = Draws(hits, np.ones((1, len(hits))))
    assert auc(scores, draws)[0] == pytest.approx(metrics.roc_auc_score(hits, scores))
    assert average_precision(scores, draws)[0] == pytest.approx(
        metrics.average_precision_score(hits, scores)
    )


def test_inside_a_land_neither_its_level_nor_its_frequency_counts():
    hits = np.array([1, 1, 0, 0, 0, 0, 0, 1], dtype=bool)
    scores = np.array([9.0, 8, 9.5, 8.5, 1, 2, 3, 2.5])  # the first Land is high and founds often
    land = np.array([0, 0, 0, 0, 1, 1, 1, 1])
    draws = Draws(hits, np.ones((1, 8)))
    # Land 0: 9 beats 8.5, 8 beats none: 1 of 4; Land 1: 2.5 beats 1 and 2: 2 of 3
    assert auc(scores, draws, land)[0] == pytest.approx(3 / 7)
    # over both: 9 beats 4 of 5, 8 beats 3, 2.5 beats 2
    assert auc(scores, draws)[0] == pytest.approx(9 / 15)


def test_equal_scores_at_the_edge_of_the_top_count_in_part():
    hits = np.array([1, 0, 0, 0, 0], dtype=bool)
    draws = Draws(hits, np.ones((1, 5)))
    assert lift(np.zeros(5), draws, 0.2)[0] == pytest.approx(1)
    assert lift(np.array([1.0, 0, 0, 0, 0]), draws, 0.2)[0] == pytest.approx(5)


def test_an_unknown_score_stands_last():
    draws = Draws(np.array([True, False, False]), np.ones((1, 3)))
    assert auc(np.array([np.nan, 1.0, 2.0]), draws)[0] == 0


def test_districts_of_one_founding_are_drawn_together():
    owner = np.array([0, 0, 1, -1, -1, -1])
    draws = resample(owner, np.array([7, 7, 7, 1, 1, 2]), 50, [1])
    assert (draws.weights[0] == 1).all()
    assert (draws.weights[:, 0] == draws.weights[:, 1]).all()
    assert (draws.weights[:, 3] == draws.weights[:, 4]).all()
    assert (draws.weights[1:, [0, 2]].sum(axis=1) == 2).all()  # two initiatives are drawn
    assert (draws.weights[1:, [3, 5]].sum(axis=1) == 2).all()  # and two chambers


def test_the_band_holds_the_middle_of_the_draws():
    band = with_band("auc", np.array([0.6, *np.linspace(0, 1, 101)]))
    assert band == pytest.approx({"auc": 0.6, "auc_low": 0.05, "auc_high": 0.95})
    assert np.isnan(with_band("auc", np.array([0.6, np.nan]))["auc_low"])
