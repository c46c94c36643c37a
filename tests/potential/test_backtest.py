"""The look back: metrics against other computations, resampling by initiative, plain words."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from rollout.errors import ScenarioError
from rollout.potential.backtest import (
    backtest,
    compare,
    first_owner,
    measures,
    values_of_day,
    verdict,
)
from rollout.propensity.discrimination import Draws, resample
from rollout.scenario import Scenario
from tests.grids import KEYS, grid_inputs, initiative


def once(*hits):
    """The observed outcome alone."""
    return Draws(np.array(hits, dtype=bool), np.ones((1, len(hits))))


def metric(name, scores, *hits):
    nobody = np.zeros(len(hits), dtype=bool)
    return measures(np.array(scores, dtype=float), once(*hits), nobody)[name][0]


def test_the_worked_example_of_the_scikit_learn_documentation():
    # roc_auc_score and average_precision_score, user guide of scikit-learn:
    # y = 0, 0, 1, 1 with scores 0.1, 0.4, 0.35, 0.8 gives 0.75 and 0.83
    case = [0.1, 0.4, 0.35, 0.8], 0, 0, 1, 1
    assert metric("auc", *case) == pytest.approx(0.75)
    assert metric("average_precision", *case) == pytest.approx(0.8333, abs=5e-5)


def test_a_perfect_ranking_and_its_reverse():
    scores, hits = np.arange(10.0), [0] * 8 + [1, 1]
    assert metric("auc", scores, *hits) == 1
    assert metric("auc", -scores, *hits) == 0
    assert metric("lift_20", scores, *hits) == 5  # 2 of 2 in the top 20 %, 2 of 10 in all
    assert metric("lift_10", scores, *hits) == 5


def test_the_top_part_is_rounded_up():
    scores, hits = np.arange(11.0)[::-1], [1] + [0] * 10  # a tenth of 11 rows is two of them
    assert metric("lift_10", scores, *hits) == pytest.approx((1 / 2) / (1 / 11))


def test_hits_of_federal_calls_can_be_left_out():
    scores = np.array([4.0, 3, 2, 1])
    is_federal = np.array([True, False, False, False])
    values = measures(scores, once(1, 0, 0, 1), is_federal)
    assert values["auc"][0] == 0.5
    assert values["auc_other"][0] == 0  # what is left stands last


def test_a_district_belongs_to_the_first_founding_that_reaches_it():
    reach = sparse.csr_array(np.array([[0, 1, 1], [1, 0, 0], [0, 0, 0], [1, 0, 1]]))
    assert first_owner(reach).tolist() == [1, 0, -1, 0]


def test_the_same_seed_gives_the_same_bands():
    owner, chamber = np.array([0, 1, 2, -1, -1, -1]), np.arange(6)
    rankings = {"equal": np.arange(6.0), "demand": np.ones(6), "population": np.ones(6)}
    nobody = np.zeros(6, dtype=bool)
    one = compare(rankings, resample(owner, chamber, 50, [7]), nobody)[0]
    other = compare(rankings, resample(owner, chamber, 50, [7]), nobody)[0]
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
        {
            "auc": 0.55,
            "auc_other": 0.6,
            "auc_other_low": low,
            "positives": 10,
            "federal": 4,
            "indicators": 18,
            "of_day": [5, 8],
        },
        index=pd.MultiIndex.from_product([years, ["equal"]], names=["after", "ranking"]),
    )
    names = ["after", "ranking", "baseline"]
    index = pd.MultiIndex.from_product([years, ["equal"], ["demand", "population"]], names=names)
    return results, pd.DataFrame({"difference_other_low": difference_low}, index=index)


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
    assert "AUC ohne Förderaufrufe 0,60–0,60, mit ihnen 0,55–0,55" in said.de


def test_the_verdict_counts_overlapping_windows_once_and_splits_the_hits():
    said = verdict(*results_with(0.55, 0.01), "equal").de
    assert "Die 2 Zeiträume enden im selben Jahr und überlappen sich: ein Beleg, nicht 2." in said
    assert "Von 10 Treffern seit 2015 folgten 4 einem Förderaufruf des Bundes." in said
    assert "Von 18 Indikatoren sind 5 bis 8 die des Tages, die übrigen heutige." in said


def test_values_are_those_of_the_day_where_they_are_known(inputs):
    values, names = values_of_day(inputs, 2014)
    history = inputs.indicator_history
    assert {"unemployment_pct", "gdp_per_head", "industry_pct"} <= names
    assert (values["unemployment_pct"] == history.loc[2014, "unemployment_pct"]).all()
    todays = values["crafts_per_1000"]
    pd.testing.assert_series_equal(todays, inputs.indicators["crafts_per_1000"])
    assert "industry_employees" not in names  # first known for 2015
    assert "industry_employees" in values_of_day(inputs, 2016)[1]


def test_shuffled_registers_give_the_same_look_back():
    inputs = made_up(KEYS[-3:], KEYS[:2])
    turned = grid_inputs(initiatives=inputs.initiatives.iloc[::-1])
    one = backtest(inputs, Scenario(), years=[2015], presets=["equal"], draws=10)
    other = backtest(turned, Scenario(), years=[2015], presets=["equal"], draws=10)
    pd.testing.assert_frame_equal(one.results, other.results)
