"""What weights come to: how much of a score each part decides about, and weights that fit a wish.

Paruolo, Saisana and Saltelli (2013), J. R. Statist. Soc. A 176, 609-634: the importance of a part
is its squared correlation ratio with the score, the share of the score's variance that would go
if the part were known. Becker, Saisana, Paruolo and Vandecasteele (2017), Ecological Indicators 80,
12-22: weights whose importance equals the one asked for, found by optimisation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import pandas as pd

from rollout.arrays import Floats
from rollout.errors import Problem, ScenarioError, check_choice
from rollout.language import Text
from rollout.potential.composite import FLOOR, aggregate
from rollout.potential.weights import checked_weights

Method = Literal["spline", "linear"]
METHODS = ("spline", "linear")
LEAST_POINTS = 5  # different values that a cubic spline needs; below, means of the groups are exact
STARTS = 8
GOOD_FIT = 1e-4  # squared distance of the shares: less than half a point in each


def effective_weights(
    values: pd.DataFrame, scores: pd.Series, method: Method = "spline"
) -> pd.Series:
    """Squared correlation ratio of each column with a score: its importance, whatever its weight.

    Columns that rise together share their importance, so the ratios need not sum to 1; divided by
    their sum they compare with weights.

    Parameters
    ----------
    values
        Parts of the score, such as indicators or sub-scores; NaN = unknown, left out in pairs.
    scores
        On the index of `values`.
    method
        `spline`: a smoothing spline with the penalty chosen by cross validation, so that bent
        relations count too; `linear`: squared correlation coefficient.

    Returns
    -------
    ratios
        0..1 per column; 0 for a constant one, NaN where fewer than three rows are known.

    >>> table = pd.DataFrame({"a": [1.0, 2, 3, 4], "b": [1.0, -1, -1, 1]})
    >>> effective_weights(table, table["a"]).round(2).to_dict()
    {'a': 1.0, 'b': 0.0}
    """
    check_choice("method", method, METHODS)
    ratio = _spline_ratio if method == "spline" else _linear_ratio
    y = scores.reindex(values.index).to_numpy(dtype=float)
    return pd.Series(
        {name: _ratio(values[name].to_numpy(dtype=float), y, ratio) for name in values.columns},
        index=values.columns, dtype=float, name="effective_weight",
    )  # fmt: skip


def _ratio(x: Floats, y: Floats, ratio: Callable[[Floats, Floats], float]) -> float:
    has_both = ~(np.isnan(x) | np.isnan(y))
    x, y = x[has_both], y[has_both]
    if len(x) < 3:
        return float("nan")
    # What rounding errors alone make of a constant must not count as variance.
    if np.ptp(x) <= 1e-12 * max(np.abs(x).max(), 1) or np.ptp(y) <= 1e-12 * max(np.abs(y).max(), 1):
        return 0.0
    return float(np.clip(ratio(x, y), 0, 1))


def _linear_ratio(x: Floats, y: Floats) -> float:
    return float(np.corrcoef(x, y)[0, 1] ** 2)


def _spline_ratio(x: Floats, y: Floats) -> float:
    """Variance of the score's mean given the part, over the variance of the score."""
    # Splines need rising places and lose their footing where these nearly touch, so values within
    # a hundredth of the standard deviation are one place with its mean score.
    places, which = np.unique(((x - x.mean()) / x.std()).round(2), return_inverse=True)
    counts = np.bincount(which)
    means = np.bincount(which, y) / counts
    if len(places) >= LEAST_POINTS:
        means = _smoothed(places, means, counts.astype(float))
    fitted = means[which]
    return float(fitted.var() / y.var())


def _smoothed(places: Floats, means: Floats, counts: Floats) -> Floats:
    """Cubic smoothing spline at its own places, the penalty chosen by cross validation.

    The same spline as `scipy.interpolate.make_smoothing_spline`, which follows the bands of an
    inverse in Python for every penalty it tries (a third of a second for 400 places); here the
    trace of the smoother comes from eigenvalues that rest on the places alone. Green and Silverman
    (1994), Nonparametric Regression and Generalized Linear Models, section 2.3 and 3.2.

    Parameters
    ----------
    places
        Rising, five at least.
    means, counts
        Mean score at each place, and of how many.
    """
    from scipy.linalg import solveh_banded
    from scipy.optimize import minimize_scalar

    steps, size = np.diff(places), len(places)
    bends, stiffness = _bands(steps, counts)
    kinks = np.diff(np.diff(means) / steps)
    roots = _smoothness(places.tobytes(), counts.tobytes())

    def residual(penalty: float) -> Floats:
        second = np.pad(solveh_banded(stiffness + penalty * bends, kinks), 1)  # derivatives
        flow = np.diff(np.diff(second) / steps, prepend=0, append=0)
        flow[0], flow[-1] = (
            (second[1] - second[0]) / steps[0],
            (second[-2] - second[-1]) / steps[-1],
        )
        return penalty * flow / counts

    def validation(penalty: float) -> float:
        trace = 2 + (1 / (1 + penalty * roots)).sum()
        return float((residual(penalty) ** 2).sum() / size / (1 - trace / size) ** 2)

    best = minimize_scalar(validation, bounds=(0, size), method="Bounded")
    return means - residual(best.x)


def _bands(steps: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """Upper bands of Q'W⁻¹Q and R: what bending costs and how stiff the spline is."""
    left, right = 1 / steps[:-1], 1 / steps[1:]
    middle, share = -left - right, 1 / counts
    bends = np.zeros((3, len(left)))
    bends[2] = left**2 * share[:-2] + middle**2 * share[1:-1] + right**2 * share[2:]
    bends[1, 1:] = middle[:-1] * left[1:] * share[1:-2] + right[:-1] * middle[1:] * share[2:-1]
    bends[0, 2:] = right[:-2] * left[2:] * share[2:-2]
    stiffness = np.zeros_like(bends)
    stiffness[2], stiffness[1, 1:] = (steps[:-1] + steps[1:]) / 3, steps[1:-1] / 6
    return bends, stiffness


@lru_cache(maxsize=256)  # the same indicators come again under other weights
def _smoothness(places: bytes, counts: bytes) -> Floats:
    """By how much each shape of a spline through these places is damped by a penalty of 1."""
    from scipy.linalg import eigh

    bends, stiffness = _bands(np.diff(np.frombuffer(places)), np.frombuffer(counts))
    # Not the divide and conquer of `gvd`: on a busy machine its threads wait for each other.
    roots: Floats = eigh(_whole(bends), _whole(stiffness), eigvals_only=True, driver="gv")
    return np.maximum(roots, 0)


def _whole(bands: Floats) -> Floats:
    """Symmetric matrix out of its upper bands."""
    whole: Floats = np.diag(bands[-1])
    for shift, row in enumerate(bands[-2::-1], start=1):
        above = np.diag(row[shift:], shift)
        whole = whole + above + above.T
    return whole


@dataclass(frozen=True, eq=False)
class WeightProposal:
    """Weights whose importance comes as close as possible to the one asked for.

    Parameters
    ----------
    table
        Index: the parts; target (share of importance asked for), weight (proposed, sums to 1),
        effect (share of importance these weights give) and effect_bent (the same by splines).
    distance
        Sum of the squared differences between target and effect.
    is_met
        Whether that is as good as none; otherwise no weights give what was asked for.
    """

    table: pd.DataFrame
    distance: float
    is_met: bool


def weight_proposal(
    parts: pd.DataFrame,
    targets: Mapping[str, float] | pd.Series,
    aggregation: str = "linear",
    seed: int = 0,
) -> WeightProposal:
    """Find weights under which each part is as important as asked for.

    Minimises the squared distance between the shares of importance (squared correlations, divided
    by their sum) and the targets, with the simplex method of Nelder and Mead from several starts.
    A part that runs against the others may have to weigh much to count a little, and it may be
    that no weights do; then `is_met` is False.

    Parameters
    ----------
    parts
        Sub-scores on one scale, such as those of the dimensions; rows with a gap are left out.
    targets
        Importance asked for, per column, all above 0; scaled to sum 1.
    aggregation
        linear or geometric, as the score puts the parts together.

    >>> random = np.random.default_rng(0)
    >>> parts = pd.DataFrame(random.random((500, 2)) * [1, 3], columns=["a", "b"])
    >>> weight_proposal(parts, {"a": 1, "b": 1}).table["weight"].round(1).to_dict()
    {'a': 0.7, 'b': 0.3}
    """
    from scipy.optimize import minimize

    wish = checked_weights(targets, parts.columns)
    if (wish <= 0).any():
        raise ScenarioError(_no_target(name) for name in wish.index[wish <= 0])
    rows = parts.dropna()

    def shares(weights: pd.Series, method: Method = "linear") -> pd.Series:
        score = aggregate(rows, weights, aggregation, floor=FLOOR)
        ratios = effective_weights(rows, score, method)
        return ratios / ratios.sum()

    def weights_at(place: Floats) -> pd.Series:
        raw = np.exp(np.clip(place - place.max(), -20, 0))
        return pd.Series(raw / raw.sum(), index=rows.columns)

    def distance(place: Floats) -> float:
        return float(((shares(weights_at(place)) - wish) ** 2).sum())

    best = None
    for start in _starts(wish.to_numpy(), seed):
        options = {"xatol": 1e-5, "fatol": 1e-12, "maxiter": 400 * len(wish)}
        fit = minimize(distance, start, method="Nelder-Mead", options=options)
        best = fit if best is None or fit.fun < best.fun else best
        if best.fun < GOOD_FIT / 100:
            break
    assert best is not None
    weights = weights_at(best.x)
    columns = {
        "target": wish, "weight": weights, "effect": shares(weights),
        "effect_bent": shares(weights, "spline"),
    }  # fmt: skip
    return WeightProposal(pd.DataFrame(columns), float(best.fun), bool(best.fun < GOOD_FIT))


def _starts(wish: Floats, seed: int) -> list[Floats]:
    """The wish itself, equal weights, then places around them."""
    random = np.random.default_rng(seed)
    near = [np.log(wish), np.zeros(len(wish))]
    return near + [near[0] + random.normal(0, 0.7, len(wish)) for _ in range(STARTS - len(near))]


def _no_target(name: object) -> Problem:
    return Problem(
        "error", f"targets[{name}]", Text("ist 0 oder fehlt", "is 0 or missing"),
        Text("eine gewünschte Wirkung über 0", "an importance above 0"),
        Text("den Teil weglassen, wenn er nicht zählen soll", "leave out what must not count"),
    )  # fmt: skip
