"""What weights come to, against closed forms, other programs and plain loops."""

import itertools

import numpy as np
import pandas as pd
import pytest
from scipy.interpolate import make_smoothing_spline

from rollout.analysis import analyse
from rollout.errors import ScenarioError
from rollout.potential.audit import cronbach_alpha, principal_components, proposal
from rollout.potential.bands import group_name, rank_groups
from rollout.potential.importance import effective_weights, weight_proposal
from rollout.potential.sensitivity import first_order_shares
from rollout.scenario import Scenario


@pytest.fixture(scope="module")
def independent():
    """Three columns with mean 0, variance 1 and not the least correlation."""
    table = np.random.default_rng(1).normal(size=(1000, 3))
    square, _ = np.linalg.qr(table - table.mean(axis=0))
    return pd.DataFrame(square * np.sqrt(1000), columns=["a", "b", "c"])


@pytest.mark.parametrize("method", ["spline", "linear"])
def test_of_independent_parts_importance_is_the_squared_weight(independent, method):
    weights = pd.Series({"a": 1.0, "b": 2.0, "c": 3.0})
    ratios = effective_weights(independent, independent @ weights, method)
    assert ratios.to_numpy() == pytest.approx(weights.to_numpy() ** 2 / 14, abs=0.02)


def test_a_bent_relation_counts_where_a_line_sees_nothing(independent):
    score = independent["a"] ** 2
    assert effective_weights(independent, score)["a"] > 0.99
    assert effective_weights(independent, score, "linear")["a"] < 0.02


def test_of_groups_importance_is_the_variance_between_them():
    table = pd.DataFrame({"yes": [0.0, 0, 1, 1], "same": 2.0})
    score = pd.Series([1.0, 3, 5, 7])  # means 2 and 6: variance 4 of 5
    assert effective_weights(table, score).to_dict() == pytest.approx({"yes": 0.8, "same": 0.0})


@pytest.mark.parametrize("size", [5, 6, 40, 400])
def test_the_spline_is_the_one_of_scipy(size):
    random = np.random.default_rng(size)
    x = pd.Series(random.exponential(size=3 * size).round(1 if size < 40 else 2))
    y = np.sin(x) + random.normal(0, 0.3, len(x))
    places, which = np.unique(((x - x.mean()) / x.std(ddof=0)).round(2), return_inverse=True)
    counts = np.bincount(which)
    spline = make_smoothing_spline(places, np.bincount(which, y) / counts, w=counts.astype(float))
    ours = effective_weights(pd.DataFrame({"x": x}), y)["x"]
    assert ours == pytest.approx(spline(places)[which].var() / y.var(ddof=0), abs=1e-4)


def test_gaps_leave_out_pairs_and_two_rows_tell_nothing():
    table = pd.DataFrame({"a": [1.0, 2, 3, 4, np.nan], "b": [1.0, 2, *[np.nan] * 3]})
    ratios = effective_weights(table, pd.Series([1.0, 2, 3, 4, 50]), "linear")
    assert ratios["a"] == pytest.approx(1)
    assert np.isnan(ratios["b"])


def test_alpha_of_plain_sums():
    # Of standardised items alpha is k/(k-1) (1 - k / variance of the sum).
    random = np.random.default_rng(2)
    table = pd.DataFrame(random.normal(size=(200, 4)) + random.normal(size=(200, 1)))
    z = (table - table.mean()) / table.std()
    by_sum = 4 / 3 * (1 - 4 / z.sum(axis=1).var())
    assert cronbach_alpha(table) == pytest.approx(by_sum)
    assert np.isnan(cronbach_alpha(table[[0]]))


def test_components_of_two_columns_are_known():
    r = 0.6
    random = np.random.default_rng(3)
    x = random.normal(size=2000)
    table = pd.DataFrame({"x": x, "y": r * x + np.sqrt(1 - r * r) * random.normal(size=2000)})
    found = principal_components(table)
    actual = table.corr().iloc[0, 1]
    assert found["eigenvalue"].tolist() == pytest.approx([1 + actual, 1 - actual])
    assert found.loc[1, ["x", "y"]].tolist() == pytest.approx([np.sqrt((1 + actual) / 2)] * 2)


def test_proposed_weights_of_independent_parts_are_known(independent):
    parts = independent * [1.0, 2.0, 4.0]
    found = weight_proposal(parts, {"a": 1, "b": 1, "c": 1})
    # Equal effect of independent parts: weights as one over the standard deviation.
    by_hand = 1 / parts.std()
    assert found.is_met
    assert found.table["weight"].to_numpy() == pytest.approx(by_hand / by_hand.sum(), abs=0.02)
    assert found.table["effect"].to_numpy() == pytest.approx([1 / 3] * 3, abs=0.002)


def test_a_wish_no_weights_fulfil_is_said_to_be_unmet(independent):
    twins = independent.assign(b=independent["a"])[["a", "b"]]
    assert not weight_proposal(twins, {"a": 9, "b": 1}).is_met
    with pytest.raises(ScenarioError, match="above 0"):
        weight_proposal(twins, {"a": 1})


def test_the_shipped_weights_decide_as_the_catalogue_says(shipped):
    figures = shipped.audit
    linear = figures.dimensions["linear"] / figures.dimensions["linear"].sum()
    wish = pd.Series({"industry": 0.4, "strain": 0.3, "means": 0.3})
    assert (linear - wish).abs().max() < 0.01
    assert (figures.dimensions["effect"] - wish).abs().max() < 0.03
    assert (figures.dimensions["alpha"] > 0.75).all()
    assert figures.conflicts.empty
    assert [point.step for point in shipped.checklist] == list(range(1, 11))


def test_equal_points_do_not_mean_equal_effect(inputs_2021):
    scenario = Scenario(dimension_weights={"industry": 1, "strain": 1, "means": 1})
    analysis = analyse(inputs_2021, scenario)
    assert analysis.audit.dimensions["effect"].min() < 0.3
    found = proposal(analysis.potential, inputs_2021.catalogue, scenario)
    assert found.is_met
    again = scenario.changed(dimension_weights=found.table["weight"].to_dict())
    linear = analyse(inputs_2021, again).audit.dimensions["linear"]
    assert (linear / linear.sum()).tolist() == pytest.approx([1 / 3] * 3, abs=0.005)


def test_no_district_of_the_first_forty_has_an_unknown_axis(shipped):
    table = shipped.table()
    first = table[table["rank"] <= 40]
    assert first[["need", "capacity"]].notna().all(axis=None)
    assert table["rank"].notna().all()


def test_official_counts_of_2020_move_no_rank_by_more_than_five(inputs_2021, data_dir):
    from dataclasses import replace

    before = analyse(inputs_2021, Scenario()).potential.rank
    fallbacks = pd.read_csv(data_dir / "indicator_fallbacks.csv", dtype={"ags": "str"})
    counts = fallbacks[(fallbacks["how"] == "earlier") & (fallbacks["year"] == 2020)]
    values = inputs_2021.indicators.copy()
    for row in counts.itertuples():
        values.loc[row.ags, row.indicator] = row.value
    assert {"09163", "09464", "07312"} <= set(counts["ags"])  # Rosenheim, Hof, Kaiserslautern
    after = analyse(replace(inputs_2021, indicators=values), Scenario()).potential.rank
    assert (after - before).abs().max() <= 5


def test_members_of_a_group_are_never_nearly_always_in_order():
    random = np.random.default_rng(4)
    scores = random.normal(size=(300, 12)) + np.linspace(3, 0, 12)
    ranks = (-scores).argsort(axis=1).argsort(axis=1).astype(np.int32) + 1
    base = np.arange(1.0, 13)
    base[5] = np.nan
    groups = rank_groups(base, ranks)
    assert groups[5] == 0
    rest = [row for row in range(12) if row != 5]
    assert [groups[row] for row in rest] == sorted(groups[row] for row in rest)
    for first, second in itertools.combinations(rest, 2):
        if groups[first] == groups[second]:
            assert (ranks[:, first] < ranks[:, second]).mean() < 0.95
    assert group_name(28) == "AB"


def test_a_share_alone_never_exceeds_its_total(independent):
    table = independent.head(20)
    for seed in range(4):
        found = first_order_shares(
            table, dict.fromkeys(table, "more"), {"a": 1, "b": 2, "c": 3}, size=16, seed=seed
        ).table
        for name in ("", "_low", "_high"):
            first, total = f"first{name or '_order'}", f"total{name}"
            assert (found[first] <= found[total] + 1e-12).all()
            assert (found[first] >= 0).all()
