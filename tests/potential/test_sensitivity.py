"""Variance shares against cases that can be worked out exactly."""

import itertools

import numpy as np
import pandas as pd
import pytest
from scipy.stats import sobol_indices

from rollout.errors import ScenarioError
from rollout.potential.composite import aggregate, normalise
from rollout.potential.draws import Assumptions
from rollout.potential.ranking import ranks
from rollout.potential.scoring import founding_potential
from rollout.potential.sensitivity import _sobol, first_order_shares, founding_shares
from rollout.potential.words import FACTORS
from rollout.scenario import Scenario
from tests.handbook import RAW
from tests.potential.test_scoring import CATALOGUE, VALUES

WAYS = dict.fromkeys(RAW, "more")
EQUAL = dict.fromkeys(RAW, 1)


def test_a_single_varied_assumption_explains_everything():
    for name, chosen in {
        "weights": Assumptions("dirichlet", 0.5, ("minmax",), ("linear",), leave_one_out=False),
        "left_out": Assumptions("fixed", 0.5, ("minmax",), ("linear",)),
        "normalisation": Assumptions("fixed", aggregations=("linear",), leave_one_out=False),
    }.items():
        table = first_order_shares(RAW, WAYS, EQUAL, chosen, size=256).table
        assert table.index[table["varied"]].tolist() == [name]
        assert table.loc[name, "first_order"] == pytest.approx(1, abs=0.15)
        assert table.loc[name, "total"] == pytest.approx(1, abs=0.15)
        assert (table.drop(index=name)[["first_order", "total"]] == 0).all(axis=None)


def test_normalisation_and_aggregation_agree_with_all_six_combinations():
    # Both drawn with equal chance: the shares follow from the six outcomes without any drawing.
    chosen = Assumptions("fixed", leave_one_out=False)
    base = ranks(aggregate(normalise(RAW, WAYS), EQUAL, floor=0.01))
    shift = pd.Series(
        {
            (way, total): (
                ranks(aggregate(normalise(RAW, WAYS, way), EQUAL, total, floor=0.01)) - base
            )
            .abs()
            .mean()
            for way, total in itertools.product(chosen.normalisations, chosen.aggregations)
        }
    )
    exact = {
        "normalisation": shift.groupby(level=0).mean().var(ddof=0) / shift.var(ddof=0),
        "aggregation": shift.groupby(level=1).mean().var(ddof=0) / shift.var(ddof=0),
    }
    found = first_order_shares(RAW, WAYS, EQUAL, chosen, size=4096)
    assert found.mean_shift == pytest.approx(shift.mean(), abs=0.05)
    for name, share in exact.items():
        row = found.table.loc[name]
        assert row["first_order"] == pytest.approx(share, abs=0.05)
        assert row["first_low"] <= row["first_order"] <= row["first_high"]


def test_same_seed_same_shares_whatever_the_order_of_rows():
    first = first_order_shares(RAW, WAYS, EQUAL, size=64, seed=4).table
    second = first_order_shares(RAW[::-1], WAYS, EQUAL, size=64, seed=4).table
    pd.testing.assert_frame_equal(first, second)
    assert first.index.tolist() == list(FACTORS)


def test_one_district_can_be_explained_alone():
    found = first_order_shares(RAW, WAYS, EQUAL, size=256, of="Korea, Rep.")
    assert 3 < found.mean_shift < 17  # its mean rank: 5 linear, 16 geometric in the Handbook
    assert found.table.loc["gaps", "varied"] == np.False_


def test_estimates_agree_with_scipy():
    rng = np.random.default_rng(1)
    first, second = rng.normal(size=(2, 64))
    mixed = first + rng.normal(size=(3, 64)) * np.array([[0.1], [0.5], [1.0]])
    outcome = {"f_A": first[None], "f_B": second[None], "f_AB": mixed[:, None]}
    scipy_s = sobol_indices(func=outcome, n=64)
    found = _sobol(first, second, mixed)
    # Ours are the nearest shares from 0 on of which the first is not above the total.
    for factor, (single, total) in enumerate(
        zip(scipy_s.first_order, scipy_s.total_order, strict=True)
    ):
        pair = (single, total) if single <= total else ((single + total) / 2,) * 2
        np.testing.assert_allclose(found[:, factor], np.maximum(pair, 0))


def test_nothing_varied_is_all_zero():
    fixed = Assumptions("fixed", 0.5, ("minmax",), ("linear",), leave_one_out=False)
    found = first_order_shares(RAW, WAYS, EQUAL, fixed, size=16)
    assert not found.table["varied"].any()
    assert found.mean_shift == 0
    assert (found.table.drop(columns="varied") == 0).all(axis=None)


def test_unusable_settings_are_named():
    with pytest.raises(ScenarioError, match="a power of two"):
        first_order_shares(RAW, WAYS, EQUAL, size=100)
    with pytest.raises(ScenarioError, match="Atlantis is unknown"):
        first_order_shares(RAW, WAYS, EQUAL, of="Atlantis")


def test_shares_of_a_potential_leave_out_districts_without_a_score():
    scenario = Scenario(outliers="none")
    potential = founding_potential(VALUES, CATALOGUE, scenario)
    found = founding_shares(potential, scenario, size=64)
    assert set(found.table.index) == set(FACTORS)
    assert not found.table.loc["gaps", "varied"]
