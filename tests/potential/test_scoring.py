"""The founding potential from indicators to classes, and plausibility on the shipped data."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rollout.errors import DataError, ScenarioError
from rollout.potential.scoring import founding_potential
from rollout.scenario import Scenario

CATALOGUE = pd.DataFrame(
    {
        "axis": ["reference", "need", "need", "capacity"],
        "dimension": ["reference", "work", "work", "people"],
        "direction": ["", "more", "less", "more"],
        "ideal": np.nan,
        "weight": [np.nan, 25.0, 25.0, 50.0],
    },
    index=["population", "industry", "growth", "pupils"],
)
KEYS = ["02002", "01001", "01002", "02001", "02003"]  # not sorted on purpose
VALUES = pd.DataFrame(
    {
        "population": [1000.0, 2000, 4000, 1000, 500],
        "industry": [0.0, 10, 20, 40, np.nan],
        "growth": [4.0, 3, 2, 0, np.nan],
        "pupils": [8.0, 0, 2, 4, 6],
    },
    index=KEYS,
)
PLAIN = Scenario(outliers="none")


def test_a_score_by_hand():
    found = founding_potential(VALUES, CATALOGUE, PLAIN)
    # 01002: industry 20/40, growth (4 - 2)/4, pupils 2/8 with weights 1/4, 1/4, 1/2
    assert found.parts.loc["01002"].tolist() == pytest.approx([12.5, 12.5, 12.5])
    assert found.score["01002"] == pytest.approx(37.5)
    assert found.need["01002"] == pytest.approx(50)
    assert found.capacity["01002"] == pytest.approx(25)
    assert found.weights.to_dict() == {"industry": 0.25, "growth": 0.25, "pupils": 0.5}


def test_ranks_run_from_the_highest_score_and_leave_out_the_unknown():
    found = founding_potential(VALUES, CATALOGUE, PLAIN)
    assert found.score.round(6).tolist()[:4] == [50, 12.5, 37.5, 75]
    assert found.rank.tolist()[:4] == [2, 4, 3, 1]
    assert np.isnan(found.rank["02003"])


def test_too_little_known_gives_a_reason_instead_of_a_score():
    found = founding_potential(VALUES, CATALOGUE, PLAIN)
    assert found.known_share["02003"] == 0.5
    assert found.reasons.index.tolist() == ["02003"]
    assert found.reasons["02003"].en == (
        "no score: only 50% of the weight is known, 70% are required; unknown: industry, growth"
    )
    assert "unbekannt: industry, growth" in found.reasons["02003"].de
    assert np.isnan(found.need["02003"])
    assert found.capacity["02003"] == pytest.approx(75)  # all of that axis is known


def test_no_rank_while_an_axis_is_unknown_however_much_of_the_whole_is_known():
    found = founding_potential(VALUES, CATALOGUE, PLAIN.changed(min_known_share=0.5))
    assert found.known_share["02003"] == 0.5
    assert np.isnan(found.score["02003"])
    assert np.isnan(found.rank["02003"])
    assert found.reasons["02003"].en == (
        "no score: need unknown, less than 50% of the weight is known there; "
        "unknown: industry, growth"
    )


def test_half_an_axis_is_enough_where_no_more_is_required():
    values = VALUES.assign(growth=[4.0, 3, 2, 0, 1])
    found = founding_potential(values, CATALOGUE, PLAIN.changed(min_known_share=0.5))
    assert found.reasons.empty
    # growth (4 - 1)/4 and pupils 6/8, weights 1/4 and 1/2 of what is known
    assert found.score["02003"] == pytest.approx(75)
    assert founding_potential(values, CATALOGUE, PLAIN).reasons.index.tolist() == ["02003"]


def test_an_axis_without_weight_is_not_asked_for():
    only = PLAIN.changed(dimension_weights={"work": 0})
    assert founding_potential(VALUES, CATALOGUE, only).score["02003"] == pytest.approx(75)


def test_filling_gaps_gives_a_score_and_marks_it():
    found = founding_potential(VALUES, CATALOGUE, PLAIN.changed(missing_rule="land_mean"))
    assert found.gaps.log["value"].tolist() == [20, 2]  # means of 02001 and 02002
    assert found.score["02003"] == pytest.approx(62.5)
    assert found.known_share["02003"] == 0.5
    assert found.filled_share.tolist() == [0, 0, 0, 0, 0.5]
    assert found.reasons.empty


def test_a_log_scale_counts_twice_as_much_the_same_everywhere():
    values = VALUES.assign(industry=[10.0, 20, 40, 80, 160])
    catalogue = CATALOGUE.assign(scale=[None, "log", None, None])
    found = founding_potential(values, catalogue, PLAIN)
    assert found.normalised["industry"].tolist() == pytest.approx([0, 0.25, 0.5, 0.75, 1])
    marks = PLAIN.changed(
        normalisation="goalposts",
        goalposts_low={"industry": 10, "growth": 0, "pupils": 0},
        goalposts_high={"industry": 1000, "growth": 4, "pupils": 8},
    )
    by_marks = founding_potential(values, catalogue, marks).normalised["industry"]
    assert by_marks.tolist() == pytest.approx((np.log10([1.0, 2, 4, 8, 16]) / 2).tolist())
    with pytest.raises(DataError, match="values not above 0"):
        founding_potential(VALUES, catalogue, PLAIN)


def test_the_gaps_stay_visible_in_the_comparable_values():
    found = founding_potential(VALUES, CATALOGUE, PLAIN.changed(missing_rule="land_mean"))
    assert found.comparable.loc["02003"].isna().tolist() == [True, True, False]


def test_everything_stands_on_the_caller_s_index():
    found = founding_potential(VALUES, CATALOGUE, PLAIN)
    rows = ("score", "rank", "need", "capacity", "need_class", "capacity_class", "parts",
            "known_share", "filled_share", "normalised", "comparable")  # fmt: skip
    for name in rows:
        assert getattr(found, name).index.equals(VALUES.index), name
    assert found.table().index.equals(VALUES.index)
    assert found.gaps.table.index.equals(VALUES.index)
    assert found.outliers.table.index.equals(VALUES.index)


def test_the_wide_table_has_the_agreed_columns():
    table = founding_potential(VALUES, CATALOGUE, PLAIN).table()
    assert table.columns.tolist() == [
        "potential", "rank", "need", "capacity", "need_class", "capacity_class", "known_share",
        "filled_share", "score_class", "class_method", "left_out",
        "part_industry", "part_growth", "part_pupils",
    ]  # fmt: skip


def test_classes_are_the_thirds_of_both_axes():
    found = founding_potential(VALUES, CATALOGUE, PLAIN)
    assert found.need_class.tolist()[:4] == ["low", "medium", "medium", "high"]
    assert found.capacity_class.to_dict() == {
        "02002": "high", "01001": "low", "01002": "low", "02001": "medium", "02003": "high",
    }  # fmt: skip


def test_own_weights_and_dimensions_reach_the_score():
    only = founding_potential(VALUES, CATALOGUE, PLAIN.changed(dimension_weights={"people": 0}))
    assert only.score["02001"] == pytest.approx(100)
    assert only.capacity.isna().all()
    assert only.capacity_class.isna().all()
    assert "part_pupils" not in only.table()


def test_closeness_to_an_initiative_takes_the_share_asked_for():
    near = VALUES.assign(nearest_km=[0.0, 100, 50, 100, 0])
    found = founding_potential(near, CATALOGUE, PLAIN.changed(diffusion_share=0.2))
    assert found.weights["nearest_km"] == pytest.approx(0.2)
    assert found.weights.sum() == pytest.approx(1)
    assert found.parts["nearest_km"].tolist()[:4] == pytest.approx([20, 0, 10, 0])


def test_closeness_without_distances_is_an_error():
    with pytest.raises(DataError, match="column nearest_km is missing"):
        founding_potential(VALUES, CATALOGUE, PLAIN.changed(diffusion_share=0.1))


def test_a_denominator_comes_before_everything_else():
    per_head = PLAIN.changed(denominators={"industry": "population"})
    found = founding_potential(VALUES, CATALOGUE, per_head)
    assert found.comparable["industry"].tolist()[:4] == [0, 0.005, 0.005, 0.04]


def test_goalposts_of_a_scenario_make_years_comparable():
    marks = Scenario(
        outliers="winsorise",
        outliers_only_skewed=False,
        normalisation="goalposts",
        goalposts_low={"industry": 0, "growth": 0, "pupils": 0},
        goalposts_high={"industry": 40, "growth": 4, "pupils": 8},
    )
    first = founding_potential(VALUES, CATALOGUE, marks)
    later = VALUES.copy()
    later.loc["02001"] = [1000.0, 80, -1, 16]  # beyond every mark: nobody else is moved
    second = founding_potential(later, CATALOGUE, marks)
    rest = [key for key in KEYS if key != "02001"]
    pd.testing.assert_series_equal(first.score[rest], second.score[rest])
    assert second.score["02001"] == pytest.approx(100)


def test_goalposts_without_marks_name_the_indicators():
    with pytest.raises(ScenarioError, match=r"goalposts\[pupils\]: is \(nan, nan\)"):
        founding_potential(VALUES, CATALOGUE, PLAIN.changed(normalisation="goalposts"))


def test_goalposts_for_an_unknown_indicator_are_an_error():
    wrong = PLAIN.changed(normalisation="goalposts", goalposts_low={"jobs": 1})
    with pytest.raises(ScenarioError, match=r"Scenario.goalposts: jobs is unknown"):
        founding_potential(VALUES, CATALOGUE, wrong)


@pytest.mark.parametrize(
    ("table", "match"),
    [
        (VALUES.assign(pupils=np.inf), "column pupils: infinite value at 01001"),
        (VALUES.assign(pupils="many"), "column pupils: does not hold numbers"),
        (pd.concat([VALUES, VALUES.iloc[:1]]), "row 02002 stands more than once"),
    ],
)
def test_an_unusable_table_says_what_is_wrong(table, match):
    with pytest.raises(DataError, match=match):
        founding_potential(table, CATALOGUE, PLAIN)


def test_an_ideal_value_of_the_catalogue_is_used():
    catalogue = CATALOGUE.assign(
        direction=["", "ideal", "less", "more"], ideal=[np.nan, 20.0, np.nan, np.nan]
    )
    found = founding_potential(VALUES, catalogue, PLAIN)
    assert found.normalised["industry"].tolist()[:4] == [0, 0.5, 1, 0]


def test_geometric_parts_sum_to_the_score_too():
    found = founding_potential(VALUES, CATALOGUE, PLAIN.changed(aggregation="geometric"))
    # 01001: industry 1/4, growth 1/4, pupils 0 lifted to 0.01
    expected = 100 * 0.25**0.25 * 0.25**0.25 * 0.01**0.5
    assert found.score["01001"] == pytest.approx(expected)


def test_a_missing_column_is_named():
    with pytest.raises(DataError, match="column pupils is missing"):
        founding_potential(VALUES.drop(columns="pupils"), CATALOGUE, PLAIN)


def test_group_means_need_their_groups_and_land_comes_from_the_key():
    by_type = PLAIN.changed(missing_rule="type_mean", min_known_share=0)
    with pytest.raises(DataError, match="settlement_type is missing"):
        founding_potential(VALUES, CATALOGUE, by_type)
    groups = pd.DataFrame({"settlement_type": [1, 1, 2, 2, 2]}, index=KEYS)
    found = founding_potential(VALUES, CATALOGUE, by_type, groups)
    assert found.gaps.log["value"].tolist() == [30, 1]


@pytest.mark.parametrize("rule", ["exclude", "land_mean", "regression", "twins"])
@given(order=st.permutations(KEYS))
@settings(max_examples=5, deadline=None)
def test_the_order_of_districts_does_not_matter(rule, order):
    scenario = PLAIN.changed(missing_rule=rule, min_known_share=0)
    first = founding_potential(VALUES, CATALOGUE, scenario).table()
    second = founding_potential(VALUES.loc[order], CATALOGUE, scenario).table()
    pd.testing.assert_frame_equal(first, second.loc[KEYS])


# ---- the shipped data


@pytest.fixture(scope="module")
def shipped(data_dir):
    values = pd.read_csv(data_dir / "indicators.csv", dtype={"ags": str}).set_index("ags")
    return values, pd.read_csv(data_dir / "indicator_catalogue.csv", index_col="id")


def names(keys):
    """Districts whose industry is well known, by key."""
    known = {
        "09279": "Dingolfing-Landau", "03102": "Salzgitter", "09662": "Schweinfurt",
        "08327": "Tuttlingen", "03103": "Wolfsburg", "07314": "Ludwigshafen", "09161": "Ingolstadt",
    }  # fmt: skip
    return {known[key] for key in keys if key in known}


def test_well_known_industrial_districts_lead_by_industry(shipped):
    values, catalogue = shipped
    found = founding_potential(values, catalogue, Scenario(preset="dense"))
    leading = names(found.rank[found.rank <= 20].index)
    assert {"Dingolfing-Landau", "Salzgitter", "Schweinfurt", "Tuttlingen"} <= leading


def test_wolfsburg_gets_a_reason_because_its_industry_is_secret(shipped):
    values, catalogue = shipped
    found = founding_potential(values, catalogue, Scenario())
    assert "industry_pct" in found.reasons["03103"].de


def test_cities_with_overlooked_industry_do_better_in_their_logic(shipped):
    values, catalogue = shipped
    ranks = {
        name: founding_potential(values, catalogue, Scenario(preset=name)).rank
        for name in ("overlooked", "dense")
    }
    for key in ("05515", "06414", "05314"):  # Münster, Wiesbaden, Bonn: founded so
        assert ranks["overlooked"][key] < ranks["dense"][key]


def test_shipped_scores_hold_together(shipped):
    values, catalogue = shipped
    for aggregation in ("linear", "geometric"):
        found = founding_potential(values, catalogue, Scenario(aggregation=aggregation))
        assert found.score.dropna().between(0, 100).all()
        np.testing.assert_allclose(found.parts.sum(axis=1, min_count=1), found.score)
        assert found.score.isna().sum() == len(found.reasons)
        assert sorted(found.rank.dropna()) == list(range(1, int(found.score.notna().sum()) + 1))


def test_a_potential_is_not_to_be_changed(shipped):
    found = founding_potential(VALUES, CATALOGUE, PLAIN)
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.score = None
