"""The look back: metrics against other computations, resampling by initiative, plain words."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from rollout.errors import ScenarioError
from rollout.potential.backtest import (
    average_precision,
    backtest,
    compare,
    lift,
    measures,
    resampled_outcomes,
    verdict,
)
from rollout.scenario import Scenario
from tests.grids import KEYS, grid_inputs, initiative


def column(*values):
    return np.array(values, dtype=bool)[:, None]


def test_the_worked_example_of_the_scikit_learn_documentation():
    # roc_auc_score and average_precision_score, user guide of scikit-learn:
    # y = 0, 0, 1, 1 with scores 0.1, 0.4, 0.35, 0.8 gives 0.75 and 0.83
    found = measures(np.array([0.1, 0.4, 0.35, 0.8]), column(0, 0, 1, 1))
    assert found["auc"][0] == pytest.approx(0.75)
    assert found["average_precision"][0] == pytest.approx(0.8333, abs=5e-5)


def test_a_perfect_ranking_and_its_reverse():
    scores = np.arange(10.0)
    positive = column(*[0] * 8, 1, 1)
    assert measures(scores, positive)["auc"][0] == 1
    assert measures(-scores, positive)["auc"][0] == 0
    assert measures(scores, positive)["lift_20"][0] == 5  # 2 of 2 in the top 20 %, 2 of 10 in all
    assert measures(scores, positive)["lift_10"][0] == 5


def test_equal_scores_are_as_good_as_chance():
    assert measures(np.zeros(6), column(1, 0, 0, 1, 0, 0))["auc"][0] == 0.5


def test_an_unknown_score_stands_last():
    found = measures(np.array([np.nan, 1.0, 2.0]), column(1, 0, 0))
    assert found["auc"][0] == 0


outcomes = st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=30).filter(
    lambda pairs: 0 < sum(hit for _, hit in pairs) < len(pairs)
)


@given(outcomes)
def test_auc_is_the_share_of_pairs_in_the_right_order(pairs):
    above = [(a > b) + 0.5 * (a == b) for a, hit in pairs if hit for b, other in pairs if not other]
    scores = np.array([float(score) for score, _ in pairs])
    found = measures(scores, column(*(hit for _, hit in pairs)))["auc"][0]
    assert found == pytest.approx(np.mean(above))


@given(st.lists(st.booleans(), min_size=1, max_size=30).filter(any))
def test_average_precision_in_plain_loops(hits):
    precisions = [sum(hits[: n + 1]) / (n + 1) for n, hit in enumerate(hits) if hit]
    assert average_precision(column(*hits))[0] == pytest.approx(np.mean(precisions))


@settings(deadline=None)  # the first example pays for the import
@given(outcomes)
def test_auc_agrees_with_scikit_learn(pairs):
    from sklearn.metrics import roc_auc_score

    scores = np.array([float(score) for score, _ in pairs])
    hits = [hit for _, hit in pairs]
    found = measures(scores, column(*hits))["auc"][0]
    assert found == pytest.approx(roc_auc_score(hits, scores))


def test_the_top_part_is_rounded_up():
    ordered = column(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)  # 11 rows: a tenth is two of them
    assert lift(ordered, 0.1)[0] == pytest.approx((1 / 2) / (1 / 11))


def test_foundings_are_resampled_not_districts():
    # Founding 0 reaches two districts, founding 1 the third: districts 0 and 1 go together.
    reach = sparse.csr_array(np.array([[1, 0], [1, 0], [0, 1]]))
    drawn = resampled_outcomes(reach, draws=200, seed=1)
    assert drawn[:, 0].tolist() == [True, True, True]
    assert (drawn[0] == drawn[1]).all()
    seen = {tuple(draw) for draw in drawn[:, 1:].T}
    assert seen == {(True, True, True), (True, True, False), (False, False, True)}


def test_the_same_seed_gives_the_same_bands():
    reach = sparse.csr_array(np.eye(6, 4, dtype=int))
    rankings = {"equal": np.arange(6.0), "demand": np.ones(6), "population": np.ones(6)}
    one = compare(rankings, resampled_outcomes(reach, 50, 7))[0]
    other = compare(rankings, resampled_outcomes(reach, 50, 7))[0]
    pd.testing.assert_frame_equal(one, other)


def made_up(later: list[str], early: list[str]):
    rows = {f"new-{key}": initiative(key, founded_year=2020.0) for key in later}
    rows |= {f"old-{key}": initiative(key, founded_year=2010.0) for key in early}
    return grid_inputs(rows)


def test_districts_already_reached_are_no_candidates():
    found = backtest(
        made_up(KEYS[-3:], KEYS[:4]), Scenario(), years=[2015], presets=["equal"], draws=20
    )
    row = found.results.loc[(2015, "equal")]
    assert (row["candidates"], row["positives"], row["foundings"]) == (12, 3, 3)
    assert row["base_rate"] == 0.25


def test_a_score_that_knew_the_answer_gets_full_marks():
    # In the grid `industry_employees` is constant and `population` rises with the key.
    found = backtest(made_up(KEYS[-3:], []), Scenario(), years=[2015], presets=["equal"], draws=20)
    assert found.results.loc[(2015, "population"), "auc"] == 1
    assert found.results.loc[(2015, "demand"), "auc"] == 0.5


def test_initiatives_without_a_year_are_counted_in_a_note():
    inputs = made_up(KEYS[-3:], KEYS[:1])
    undated = inputs.initiatives.assign(founded_year=np.nan).iloc[:1]
    inputs = grid_inputs(initiatives=pd.concat([undated, inputs.initiatives.iloc[1:]]))
    found = backtest(inputs, Scenario(), years=[2015], presets=["equal"], draws=20)
    assert "1 initiatives without a founding year" in found.notes[-1].message("en")


@pytest.mark.parametrize("years", [[], [2023], [2015, 2024], [15]])
def test_years_that_do_not_lie_before_the_end_are_refused(years):
    with pytest.raises(ScenarioError, match="years before 2023"):
        backtest(made_up(KEYS[-3:], []), Scenario(), years=years, presets=["equal"])


def test_a_register_without_foundings_is_refused_in_words():
    with pytest.raises(ScenarioError, match="no founding in the period"):
        backtest(
            grid_inputs({"a": initiative("01001", founded_year=2001.0)}),
            Scenario(),
            presets=["equal"],
        )


def results_with(low: float, difference_low: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    years = [2014, 2018]
    results = pd.DataFrame(
        {"auc": 0.6, "auc_low": low},
        index=pd.MultiIndex.from_product([years, ["equal"]], names=["after", "ranking"]),
    )
    names = ["after", "ranking", "baseline"]
    index = pd.MultiIndex.from_product([years, ["equal"], ["demand", "population"]], names=names)
    return results, pd.DataFrame({"difference_low": difference_low}, index=index)


@pytest.mark.parametrize(
    ("low", "gap", "words"),
    [
        (0.45, -0.1, "was no better than chance"),
        (0.55, -0.1, "better than chance, but not throughout better than “biggest industry"),
        (0.55, 0.01, "was better than “biggest industry first”"),
    ],
)
def test_the_verdict_is_plain(low, gap, words):
    said = verdict(*results_with(low, gap), "equal")
    assert words in said.en
    assert "0,60" in said.de


def test_shuffled_registers_give_the_same_look_back():
    inputs = made_up(KEYS[-3:], KEYS[:2])
    turned = grid_inputs(initiatives=inputs.initiatives.iloc[::-1])
    one = backtest(inputs, Scenario(), years=[2015], presets=["equal"], draws=10)
    other = backtest(turned, Scenario(), years=[2015], presets=["equal"], draws=10)
    pd.testing.assert_frame_equal(one.results, other.results)
