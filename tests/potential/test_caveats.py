"""Gaps, cuts, doubles and districts left out are said in both languages."""

import numpy as np
import pandas as pd
from scipy.stats import skew

from rollout.potential.caveats import caveats
from rollout.potential.scoring import founding_potential
from rollout.scenario import Scenario
from tests.potential.test_scoring import CATALOGUE, VALUES


def messages(values, **choices):
    found = caveats(founding_potential(values, CATALOGUE, Scenario(**choices)))
    assert all(problem.level != "error" for problem in found)
    assert all(problem.message("de") != problem.message("en") for problem in found)
    return {problem.code: problem.message("en") for problem in found}


def test_districts_without_a_score_and_open_gaps_are_counted():
    said = messages(VALUES, outliers="none")
    assert said["no-score"] == (
        "indicators.csv: districts without a score: 1, because too little is known"
    )
    assert "column growth: unknown values: 1" in said["unknown-values"]


def test_filled_gaps_name_the_rule():
    said = messages(VALUES, outliers="none", missing_rule="land_mean")
    assert "gaps filled: 1, by the rule land_mean" in said["filled"]
    assert "unknown-values" not in said


def test_cut_outliers_show_the_skewness_before_and_after():
    rows = 40
    rng = np.random.default_rng(0)
    values = pd.DataFrame(
        {
            "population": 1000.0,
            "industry": np.append(np.arange(rows - 1.0), 1000),
            "growth": rng.normal(size=rows),
            "pupils": rng.normal(size=rows),
        },
        index=[f"{1001 + n:05d}" for n in range(rows)],
    )
    said = messages(values)
    before = f"{skew(values['industry'], bias=False):.1f}"
    assert f"outliers changed: 1, cut; skewness {before} before" in said["outliers"]


def test_indicators_that_measure_the_same_are_pointed_out():
    values = VALUES.assign(growth=VALUES["industry"] * 2 + 1)
    said = messages(values, outliers="none")
    assert (
        "column industry: measures nearly the same as growth (r = 1.00)"
        in (said["duplicate-indicator"])
    )


def test_a_complete_table_leaves_nothing_to_say():
    assert messages(VALUES.dropna(), outliers="none").keys() <= {"duplicate-indicator"}
