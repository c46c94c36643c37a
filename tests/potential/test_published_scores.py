"""Worked examples with printed figures, recomputed step by step."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import ndtri

from rollout.potential.composite import aggregate, normalise
from rollout.potential.ranking import dominance_pairs, ranks
from rollout.potential.weights import nominal_weights
from tests.handbook import GEOMETRIC_RANKS, RAW, SCHOOLING


def schooling(method):
    return normalise(RAW[["schooling"]], {"schooling": "more"}, method)["schooling"]


def test_handbook_table_15_minmax():
    pd.testing.assert_series_equal(
        schooling("minmax").round(2), SCHOOLING["minmax"], check_names=False
    )


def test_handbook_table_15_zscore_behind_its_distribution_function():
    z = pd.Series(ndtri(schooling("zscore")), RAW.index)
    assert (z - SCHOOLING["zscore"]).abs().max() < 0.0051  # printed with two decimals


def test_handbook_table_15_rank():
    # Printed: 1 + number of smaller values. Ours gives half a place per tie and starts at 0.
    values = RAW["schooling"]
    ties = values.map(values.value_counts())
    printed = schooling("rank") * (len(values) - 1) + 1 - (ties - 1) / 2
    np.testing.assert_allclose(printed, SCHOOLING["rank"])


def test_handbook_table_38_geometric_ranking():
    # Equal weights; geometric means of ratios do not depend on the units.
    score = aggregate(RAW / RAW.mean(), dict.fromkeys(RAW, 1), "geometric")
    assert ranks(score).astype(int).to_dict() == GEOMETRIC_RANKS.to_dict()


# UNDP, Human Development Report 1999, technical note, as reprinted in the Mozambique National
# Human Development Report 2000: goalposts, a two-level arithmetic mean.
HDI_1999 = pd.DataFrame(
    {
        "life": [77.2, 69.8, 42.3],
        "literacy": [99.0, 82.9, 39.5],
        "enrolment": [88.1, 68.9, 32.0],
        "log_income": np.log([21_260, 3_130, 740]),
    },
    index=["Germany", "China", "Mozambique"],
)
HDI_GOALPOSTS = {
    "life": (25, 85),
    "literacy": (0, 100),
    "enrolment": (0, 100),
    "log_income": tuple(np.log([100, 40_000])),
}
HDI_CATALOGUE = pd.DataFrame(
    {
        "axis": "need",
        "dimension": ["health", "education", "education", "income"],
        "weight": [1.0, 2.0, 1.0, 1.0],
    },
    index=list(HDI_1999),
)


def test_undp_1999_indices_from_goalposts():
    printed = {
        "life": [0.870, 0.747, 0.288],
        "literacy": [0.990, 0.829, 0.395],
        "enrolment": [0.881, 0.689, 0.320],
        "log_income": [0.895, 0.575, 0.334],
    }
    found = normalise(HDI_1999, dict.fromkeys(HDI_1999, "more"), "goalposts", HDI_GOALPOSTS)
    np.testing.assert_allclose(found, pd.DataFrame(printed, HDI_1999.index), atol=0.00051)


def test_undp_1999_human_development_index():
    weights = nominal_weights(HDI_CATALOGUE, {"health": 1, "education": 1, "income": 1})
    np.testing.assert_allclose(weights, [1 / 3, 2 / 9, 1 / 9, 1 / 3])
    indices = normalise(HDI_1999, dict.fromkeys(HDI_1999, "more"), "goalposts", HDI_GOALPOSTS)
    education = aggregate(indices[["literacy", "enrolment"]], {"literacy": 2, "enrolment": 1})
    np.testing.assert_allclose(education, [0.954, 0.782, 0.370], atol=0.00051)
    np.testing.assert_allclose(aggregate(indices, weights), [0.906, 0.701, 0.331], atol=0.00051)


def test_undp_geometric_human_development_index():
    # UNDP, technical notes to the Human Development Report: GNI of 3,829 between 100 and
    # 75,000 on a log scale is 0.5506; (0.6971 x 0.3447 x 0.5506)^(1/3) = 0.510.
    income = pd.DataFrame({"gni": np.log([3829.0])})
    marks = {"gni": (np.log(100), np.log(75_000))}
    index = normalise(income, {"gni": "more"}, "goalposts", marks)["gni"].iloc[0]
    assert index == pytest.approx(0.5506, abs=0.00005)
    indices = pd.DataFrame({"health": [0.6971], "education": [0.3447], "income": [index]})
    hdi = aggregate(indices, {"health": 1, "education": 1, "income": 1}, "geometric")
    assert hdi.iloc[0] == pytest.approx(0.510, abs=0.0005)


# Chakraborty, Zavadskas and Antucheviciene (2015), Economic Computation and Economic Cybernetics
# Studies and Research 49(1), 5-22, example 2; also in the tests of scikit-criteria.
MACHINES = pd.DataFrame(
    {
        "cost": [581818, 595454, 586060, 522727, 561818, 543030, 522727, 486970, 509394, 513333],
        "floor": [54.49, 49.73, 51.24, 45.71, 52.66, 74.46, 75.42, 62.62, 65.87, 70.67],
        "men": [3, 3, 3, 3, 3, 4, 4, 4, 4, 4],
        "output": [5500, 4500, 5000, 5800, 5200, 5600, 5800, 5600, 6400, 6000],
    },
    dtype=float,
)
MACHINE_WEIGHTS = {"cost": 0.467, "floor": 0.160, "men": 0.095, "output": 0.278}
MACHINE_SCORES = {
    "linear": [
        0.8590, 0.8194, 0.8430, 0.9420, 0.8645, 0.8315, 0.8552, 0.8983, 0.9067, 0.8784,
    ],
    "geometric": [
        0.8578, 0.8144, 0.8408, 0.9413, 0.8632, 0.8241, 0.8454, 0.8915, 0.8987, 0.8697,
    ],
}  # fmt: skip


@pytest.mark.parametrize("method", ["linear", "geometric"])
def test_chakraborty_2015_weighted_sum_and_product(method):
    best = MACHINES.min() / MACHINES
    best["output"] = MACHINES["output"] / MACHINES["output"].max()
    score = aggregate(best, MACHINE_WEIGHTS, method)
    np.testing.assert_allclose(score, MACHINE_SCORES[method], atol=0.00015)
    assert ranks(score).tolist() == [6, 10, 8, 1, 5, 9, 7, 3, 2, 4]


def test_kracka_2010_heating_losses():
    # Kracka, Brauers and Zavadskas (2010), Inzinerine Ekonomika 21(4), 352-359, with the weighted
    # sum model of scikit-criteria: costs inverted, columns scaled to sum 1, equal weights.
    walls = pd.DataFrame(
        [
            [33.95, 23.78, 11.45, 39.97, 29.44, 167.10, 3.852],
            [38.9, 4.17, 6.32, 0.01, 4.29, 132.52, 25.184],
            [37.59, 9.36, 8.23, 4.35, 10.22, 136.71, 10.845],
            [30.44, 37.59, 13.91, 74.08, 45.10, 198.34, 2.186],
            [36.21, 14.79, 9.17, 17.77, 17.06, 148.3, 6.610],
            [37.8, 8.55, 7.97, 2.35, 9.25, 134.83, 11.935],
        ]
    )
    turned = (1 / walls).assign(**{"4": walls[4], "6": walls[6]}).drop(columns=[4, 6])
    score = aggregate(turned / turned.sum(), dict.fromkeys(turned, 20))
    printed = [0.12040426, 0.3458235, 0.13838192, 0.12841246, 0.12346084, 0.14351701]
    np.testing.assert_allclose(score, printed, atol=5e-9)
    assert ranks(score).tolist() == [6, 1, 3, 4, 5, 2]


def test_weighted_product_of_the_encyclopedia_example():
    # "Weighted product model", Wikipedia, revision 1015567716; figures (base-10 logarithms of the
    # scores, columns scaled to sum 1) from the tests of scikit-criteria.
    table = pd.DataFrame([[25, 20, 15, 30], [10, 30, 20, 30], [30, 10, 30, 10]], dtype=float)
    score = aggregate(table / table.sum(), {0: 20, 1: 15, 2: 40, 3: 25}, "geometric")
    np.testing.assert_allclose(np.log10(score), [-0.50128589, -0.50448471, -0.52947246], atol=5e-9)


@pytest.mark.parametrize(
    ("rows", "pairs"),
    [
        ([[10, 80], [20, 70]], [["A1", "A0"]]),
        ([[10, 80], [10, 70]], [["A1", "A0"]]),
        ([[10, 40], [20, 70]], []),
    ],
)
def test_dominance_as_in_scikit_criteria(rows, pairs):
    table = pd.DataFrame(rows, ["A0", "A1"], ["C0", "C1"], dtype=float)
    assert dominance_pairs(table, {"C0": "more", "C1": "less"}).to_numpy().tolist() == pairs
