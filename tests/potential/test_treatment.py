"""Denominators, gaps and outliers, with every change on record."""

import numpy as np
import pandas as pd
import pytest

from rollout.errors import DataError, ScenarioError
from rollout.potential.treatment import divide_by_reference, fill_missing, treat_outliers

KEYS = ["01003", "01001", "02001", "02002"]  # not sorted on purpose
TABLE = pd.DataFrame({"jobs": [10.0, 20, np.nan, 40], "people": [100.0, 100, 200, 0]}, index=KEYS)
GROUPS = pd.DataFrame(
    {"land": ["01", "01", "02", "02"], "settlement_type": [1, 2, 1, 2]}, index=KEYS
)


def test_a_denominator_divides_and_zero_makes_unknown():
    found = divide_by_reference(TABLE, {"jobs": "people"})
    np.testing.assert_allclose(found["jobs"], [0.1, 0.2, np.nan, np.nan])
    pd.testing.assert_series_equal(found["people"], TABLE["people"])


def test_an_unknown_denominator_is_named():
    with pytest.raises(ScenarioError, match=r"Scenario.denominators: area is unknown"):
        divide_by_reference(TABLE, {"jobs": "area"})


def test_excluding_leaves_gaps_and_still_lists_them():
    found = fill_missing(TABLE)
    pd.testing.assert_frame_equal(found.table, TABLE)
    assert found.log[["key", "indicator", "rule", "donors"]].to_numpy().tolist() == [
        ["02001", "jobs", "exclude", 0]
    ]
    assert found.log["value"].isna().all()


@pytest.mark.parametrize(("rule", "value"), [("land_mean", 40.0), ("type_mean", 10.0)])
def test_group_means_come_from_the_known_of_the_group(rule, value):
    found = fill_missing(TABLE, rule, GROUPS)
    assert found.table.loc["02001", "jobs"] == value
    assert found.log.iloc[0].to_dict() == {
        "key": "02001", "indicator": "jobs", "value": value, "rule": rule, "donors": 1,
    }  # fmt: skip
    assert found.table.index.equals(TABLE.index)


def test_a_group_without_a_known_value_leaves_the_gap():
    lonely = GROUPS.assign(land=["01", "01", "02", "03"])
    found = fill_missing(TABLE, "land_mean", lonely)
    assert np.isnan(found.table.loc["02001", "jobs"])
    assert found.log["donors"].tolist() == [0]


def test_group_means_without_groups_say_what_is_needed():
    with pytest.raises(DataError, match="column settlement_type is missing"):
        fill_missing(TABLE, "type_mean", GROUPS[["land"]])


def test_regression_finds_an_exact_line_and_stays_in_the_known_range():
    x = np.arange(10.0)
    table = pd.DataFrame({"x": x, "y": 3 + 2 * x})
    table.loc[4, "y"] = np.nan
    table.loc[9, "y"] = np.nan  # the line says 21, the largest known value is 19
    found = fill_missing(table, "regression")
    assert found.table.loc[[4, 9], "y"].tolist() == pytest.approx([11, 19])
    assert found.log["donors"].tolist() == [8, 8]


def test_regression_needs_more_rows_than_indicators():
    table = pd.DataFrame({"x": [1.0, 2, 3], "y": [1.0, np.nan, 3], "z": [0.0, 1, 0]})
    assert fill_missing(table, "regression").table["y"].isna().tolist() == [False, True, False]


def test_twins_fill_with_the_mean_of_the_five_most_alike():
    table = pd.DataFrame({"x": [0.0, 1, 2, 3, 4, 5, 100], "y": [np.nan, 1, 2, 3, 4, 5, 1000]})
    found = fill_missing(table, "twins")
    assert found.table.loc[0, "y"] == 3
    assert found.log["donors"].tolist() == [5]


def test_an_unknown_rule_and_infinite_values_are_errors():
    with pytest.raises(ScenarioError, match="one of exclude, land_mean"):
        fill_missing(TABLE, "guess")
    with pytest.raises(DataError, match="infinite value at 01003"):
        fill_missing(TABLE.replace(10, np.inf))
    with pytest.raises(ScenarioError, match="one of none, stepwise, winsorise, log"):
        treat_outliers(TABLE, "cut")


def skewed(index=range(40)):
    """Thirty-nine values from 0 to 38 and one of 1000."""
    cells = np.append(np.arange(39.0), 1000)
    return pd.DataFrame({"tame": np.arange(40.0), "wild": cells}, index=pd.Index(index))


def test_winsorising_lowers_to_the_quantile_and_logs_each_cell():
    found = treat_outliers(skewed(), "winsorise", share=0.1)
    low, high = 3.9, 35.1  # tenths of 0..38 and 1000 at positions 3.9 and 35.1
    assert found.table["wild"].min() == pytest.approx(low)
    assert found.table["wild"].max() == pytest.approx(high)
    pd.testing.assert_series_equal(found.table["tame"], skewed()["tame"])
    assert found.log["key"].tolist() == [0, 1, 2, 3, 36, 37, 38, 39]
    assert found.log["indicator"].unique().tolist() == ["wild"]
    assert found.log["before"].tolist()[-1] == 1000
    assert found.columns["method"].to_dict() == {"tame": "", "wild": "winsorise"}


def test_all_columns_are_treated_when_asked():
    found = treat_outliers(skewed(), "winsorise", share=0.1, only_skewed=False)
    assert found.columns["method"].tolist() == ["winsorise", "winsorise"]


def test_skewness_and_kurtosis_by_their_formula():
    # Adjusted Fisher-Pearson skewness and excess kurtosis (Joanes and Gill 1998), by hand.
    x = skewed()["wild"].to_numpy()
    n, d = len(x), x - x.mean()
    m2, m3, m4 = (float((d**k).mean()) for k in (2, 3, 4))
    skewness = m3 / m2**1.5 * np.sqrt(n * (n - 1)) / (n - 2)
    kurtosis = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (m4 / m2**2 - 3) + 6)
    row = treat_outliers(skewed(), "none").columns.loc["wild"]
    assert row["skewness_before"] == pytest.approx(skewness)
    assert row["kurtosis_before"] == pytest.approx(kurtosis)
    assert row["skewness_before"] == row["skewness_after"]


def test_logarithm_keeps_the_order_and_does_not_depend_on_the_unit():
    found = treat_outliers(skewed(), "log").table["wild"]
    assert found.is_monotonic_increasing
    scaled = treat_outliers(skewed() * 1000, "log").table["wild"]
    np.testing.assert_allclose(scaled.diff().dropna(), found.diff().dropna())
    assert found.iloc[0] == pytest.approx(np.log(0.01 * 1000))


def test_no_logarithm_for_left_skew_and_for_kept_columns():
    assert treat_outliers(-skewed(), "log").columns["method"].tolist() == ["", ""]
    assert treat_outliers(skewed(), "log", keep=("wild",)).columns["method"].tolist() == ["", ""]


def test_gaps_stay_gaps_and_are_no_change():
    table = skewed()
    table.loc[5, "wild"] = np.nan
    found = treat_outliers(table, "winsorise", share=0.1)
    assert found.table["wild"].isna().sum() == 1
    assert 5 not in found.log["key"].tolist()


@pytest.mark.parametrize("method", ["none", "winsorise", "log"])
def test_constant_single_and_unknown_columns_are_left_alone(method):
    for cells in ([3.0, 3, 3, 3], [3.0], [np.nan, np.nan]):
        table = pd.DataFrame({"x": cells})
        found = treat_outliers(table, method)
        pd.testing.assert_frame_equal(found.table, table)
        assert found.log.empty


def test_the_worked_example_of_coinr():
    # COINr, vignette "Outlier Treatment": one value of 1:10, 30, 100 is cut to 30.
    table = pd.DataFrame({"x": [*range(1, 11), 30, 100]}, dtype=float)
    treated = treat_outliers(table, "stepwise", most=2)
    assert treated.table["x"].tolist() == [*range(1, 11), 30, 30]
    shape = treated.columns.loc["x"]
    printed = {
        "skewness_before": 3.063241, "kurtosis_before": 9.741391,
        "skewness_after": 1.712038, "kurtosis_after": 1.815781,
    }  # fmt: skip
    assert shape[list(printed)].astype(float).to_dict() == pytest.approx(printed, abs=5e-7)
    assert shape["method"] == "winsorise"


def test_where_cutting_is_not_enough_the_whole_column_takes_the_logarithm():
    # COINr, tests of Treat: 1:20, 100, 200 with one value allowed; its log_CT, undone cuts.
    values = np.array([*range(1, 21), 100, 200], dtype=float)
    treated = treat_outliers(pd.DataFrame({"x": values}), "stepwise", most=1)
    logs = np.log(values - 1 + 0.01 * 199)
    assert treated.table["x"].to_numpy() == pytest.approx(logs)
    assert set(treated.log["method"]) == {"log"}
    kept = treat_outliers(pd.DataFrame({"x": values}), "stepwise", most=1, keep=("x",))
    assert kept.table["x"].tolist() == [*range(1, 21), 100, 100]


@pytest.mark.parametrize("method", ["stepwise", "winsorise", "log"])
def test_yes_or_no_is_never_cut(method):
    flag = pd.DataFrame({"coal": [1.0] + [0.0] * 60})
    treated = treat_outliers(flag, method, only_skewed=False)
    pd.testing.assert_frame_equal(treated.table, flag)
    assert treated.log.empty
