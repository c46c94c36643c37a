"""The composite indicator on bare tables: normalise, aggregate, take apart again.

Follows OECD/JRC (2008), Handbook on Constructing Composite Indicators, steps 5 and 6. Every
function takes any uniquely indexed frame, one column per indicator, and keeps index and order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from rollout.arrays import Flags, Floats
from rollout.errors import DataError, Problem, ScenarioError, check_choice
from rollout.language import Text
from rollout.potential.validation import checked_table
from rollout.potential.weights import checked_weights

Directions = Mapping[str, Any] | pd.Series
Goalposts = Mapping[str, tuple[float, float]]

NORMALISATIONS = ("minmax", "zscore", "rank", "goalposts")
AGGREGATIONS = ("linear", "geometric")
FLOOR = 0.01  # lowest normalised value in a geometric mean: one zero must not erase the rest
DIRECTIONS = Text(
    '"more", "less" oder ("ideal", Idealwert)', '"more", "less" or ("ideal", ideal value)'
)


def normalise(
    values: pd.DataFrame,
    directions: Directions,
    method: str = "minmax",
    goalposts: Goalposts | None = None,
) -> pd.DataFrame:
    """Bring indicators to 0..1, where 1 always speaks for a founding.

    `minmax`: (x - min) / (max - min) over the rows given. `zscore`: standard normal
    distribution function of (x - mean) / standard deviation, so a mean is 0.5 and one
    deviation above it 0.84. `rank`: share of the other known values that are smaller, ties
    half. `goalposts`: as minmax, with fixed ends, cut at 0 and 1; the only one whose results
    are comparable between years. Handbook, section 5; UNDP for the goalposts.

    Parameters
    ----------
    values
        One column per indicator; NaN stays NaN.
    directions
        Per indicator `more`, `less` or `("ideal", value)`; the latter measures the distance
        to the ideal value, nearer is better.
    goalposts
        Lower and upper end per indicator, needed by `goalposts` only.

    Returns
    -------
    normalised
        0..1, index and columns as in `values`. A constant column (also a single row) tells
        nothing apart and becomes 0.5, except with goalposts; an all-missing one stays NaN.

    >>> jobs = pd.DataFrame({"jobs": [10.0, 30.0, 20.0]}, index=["a", "b", "c"])
    >>> normalise(jobs, {"jobs": "more"})["jobs"].tolist()
    [0.0, 1.0, 0.5]
    """
    numbers = checked_table(values)
    check_choice("normalisation", method, NORMALISATIONS)
    signs, ideals = split_directions(values.columns, directions)
    merit = orient(numbers, signs, ideals)
    if method == "goalposts":
        low, high = _goalpost_ends(values.columns, goalposts or {}, signs, ideals)
        result = np.clip((merit - low) / (high - low), 0, 1)
    else:
        result = to_unit_scale(merit, method)
    return pd.DataFrame(result, index=values.index, columns=values.columns)


def aggregate(
    values: pd.DataFrame,
    weights: Mapping[str, float] | pd.Series,
    method: str = "linear",
    *,
    min_known_share: float = 0.0,
    floor: float = 0.0,
) -> pd.Series:
    """Weighted arithmetic (`linear`) or weighted geometric mean of each row.

    Unknown values are left out and the weights of the known ones scaled up to 1.

    Parameters
    ----------
    values
        Comparable indicators, all on one scale; not below 0 for `geometric`.
    weights
        Not negative, at least one above 0; scaled to sum 1. Columns without one weigh 0.
    min_known_share
        Least share (0..1) of the weight with known values; below it the result is NaN.
    floor
        For `geometric`: values below it are lifted to it, on the scale of `values`. With 0 a
        single zero makes the whole result 0.

    Returns
    -------
    score
        On the scale of `values`, index as in `values`; NaN where too little is known.

    >>> aggregate(pd.DataFrame({"a": [0.2], "b": [0.8]}), {"a": 1, "b": 1}).tolist()
    [0.5]
    >>> aggregate(pd.DataFrame({"a": [0.2], "b": [0.8]}), {"a": 1, "b": 1}, "geometric").tolist()
    [0.4]
    """
    parts = contributions(values, weights, method, min_known_share=min_known_share, floor=floor)
    cells = parts.to_numpy()
    score = np.where(np.isnan(cells).all(axis=1), np.nan, np.nansum(cells, axis=1))
    return pd.Series(score, values.index, name="score")


def contributions(
    values: pd.DataFrame,
    weights: Mapping[str, float] | pd.Series,
    method: str = "linear",
    *,
    min_known_share: float = 0.0,
    floor: float = 0.0,
) -> pd.DataFrame:
    """What each indicator adds to the score of `aggregate`; the parts of a row sum to it.

    `linear`: weight times value, exact. `geometric`: the additive log-mean decomposition
    (Ang 2004, LMDI) of the way from a row where everything stands at `floor` to the score:
    weight x floor + L(score, floor) x weight x ln(value / floor), with L the logarithmic mean.
    As the floor goes to 0 this becomes weight x score, which is used for floor 0.

    Returns
    -------
    parts
        Index and columns as in `values`, scale as in `values`; NaN for unknown values and in
        rows where too little is known.

    >>> table = pd.DataFrame({"a": [0.2], "b": [0.8]})
    >>> contributions(table, {"a": 1, "b": 3}).round(2).to_dict("list")
    {'a': [0.05], 'b': [0.6]}
    """
    check_choice("aggregation", method, AGGREGATIONS)
    numbers = checked_table(values)
    base = checked_weights(weights, values.columns).to_numpy()
    shares = row_weights(numbers, base)
    # Sums of weights miss a limit such as 0.8 by a rounding error; 1e-12 lets them meet it.
    enough = known_weight(numbers, base) >= min_known_share - 1e-12
    shares = np.where(enough[:, None], shares, np.nan)
    if method == "linear":
        parts = shares * numbers
    else:
        parts = _geometric_parts(_with_floor(numbers, floor, values.columns), shares, floor)
    return pd.DataFrame(parts, index=values.index, columns=values.columns)


def known_share(values: pd.DataFrame, weights: Mapping[str, float] | pd.Series) -> pd.Series:
    """Share of the weight (0..1) whose values are known, per row.

    >>> known_share(pd.DataFrame({"a": [1.0], "b": [np.nan]}), {"a": 3, "b": 1}).tolist()
    [0.75]
    """
    base = checked_weights(weights, values.columns).to_numpy()
    return pd.Series(known_weight(checked_table(values), base), values.index, name="known_share")


def observed_goalposts(values: pd.DataFrame) -> pd.DataFrame:
    """Lowest and highest known value per indicator, to be kept as goalposts for later years.

    Returns columns low, high; index: the columns of `values`.

    >>> observed_goalposts(pd.DataFrame({"jobs": [10.0, 30.0, np.nan]})).to_dict("index")
    {'jobs': {'low': 10.0, 'high': 30.0}}
    """
    return pd.DataFrame({"low": values.min(), "high": values.max()})


def split_directions(columns: pd.Index, directions: Directions) -> tuple[Floats, Floats]:
    """Sign (+1 more, -1 less or ideal) and ideal value (NaN without) of each column."""
    signs, ideals, problems = [], [], []
    for column in columns:
        direction: Any = directions.get(column)
        is_ideal = isinstance(direction, tuple) and len(direction) == 2 and direction[0] == "ideal"
        if direction not in ("more", "less") and not (is_ideal and np.isfinite(direction[1])):
            finding = Text(f"ist {direction!r}", f"is {direction!r}")
            problems.append(Problem("error", f"directions[{column}]", finding, DIRECTIONS))
            continue
        signs.append(1.0 if direction == "more" else -1.0)
        ideals.append(float(direction[1]) if is_ideal else np.nan)
    if problems:
        raise ScenarioError(problems)
    return np.array(signs, dtype=float), np.array(ideals, dtype=float)


def orient(numbers: Floats, signs: Floats, ideals: Floats) -> Floats:
    """Turn values so that larger is better in every column."""
    return signs * np.where(np.isnan(ideals), numbers, np.abs(numbers - ideals))


def to_unit_scale(merit: Floats, method: str) -> Floats:
    """Bring oriented columns to 0..1 by `minmax`, `zscore` or `rank`; constant ones to 0.5."""
    has_value = ~np.isnan(merit)
    low = np.where(has_value, merit, np.inf).min(axis=0, initial=np.inf)
    high = np.where(has_value, merit, -np.inf).max(axis=0, initial=-np.inf)
    if method == "rank":
        result = _share_below(merit, has_value)
    elif method == "zscore":
        from scipy.special import ndtr

        result = ndtr(z_scores(merit))
    else:
        span = np.where(high > low, high - low, 1.0)
        result = (merit - np.where(high > low, low, 0)) / span
    return np.where(has_value & ~(high > low), 0.5, result)


def z_scores(numbers: Floats) -> Floats:
    """(x - mean) / standard deviation (n - 1) per column over known values; 0 if constant."""
    has_value = ~np.isnan(numbers)
    count = has_value.sum(axis=0)
    mean = np.where(has_value, numbers, 0).sum(axis=0) / np.maximum(count, 1)
    deviation = np.where(has_value, numbers - mean, 0)
    spread = np.sqrt((deviation**2).sum(axis=0) / np.maximum(count - 1, 1))
    return np.where(has_value, deviation / np.where(spread > 0, spread, 1), np.nan)


def row_weights(numbers: Floats, weights: Floats) -> Floats:
    """Weights per cell, scaled to sum 1 over the known cells of each row; NaN if unknown."""
    cells = np.where(np.isnan(numbers), 0, weights)
    total = cells.sum(axis=1, keepdims=True)
    shares = np.divide(cells, total, out=np.full_like(cells, np.nan), where=total > 0)
    return np.where(np.isnan(numbers), np.nan, shares)


def known_weight(numbers: Floats, weights: Floats) -> Floats:
    """Sum of the weights of the known cells per row."""
    return np.where(np.isnan(numbers), 0, weights).sum(axis=1)


def _share_below(merit: Floats, has_value: Flags) -> Floats:
    ranks = pd.DataFrame(merit).rank().to_numpy()
    return (ranks - 1) / np.maximum(has_value.sum(axis=0) - 1, 1)


def _with_floor(numbers: Floats, floor: float, columns: pd.Index) -> Floats:
    negative = columns[np.flatnonzero((numbers < 0).any(axis=0))]
    if len(negative):
        finding = Text("enthält negative Werte", "holds negative values")
        expectation = Text(
            "Werte ab 0 für das geometrische Mittel", "values from 0 for a geometric mean"
        )
        remedy = Text("erst normalisieren", "normalise first")
        raise DataError(
            Problem("error", "indicators", finding, expectation, remedy, column=str(name))
            for name in negative
        )
    return np.where(np.isnan(numbers), np.nan, np.maximum(numbers, floor))


def _geometric_parts(numbers: Floats, shares: Floats, floor: float) -> Floats:
    positive = np.where(shares > 0, shares, 0)
    with np.errstate(divide="ignore"):
        logs = np.log(np.where(positive > 0, numbers, 1))
    score = np.exp(np.where(positive > 0, positive * logs, 0).sum(axis=1, keepdims=True))
    if floor <= 0:
        return shares * score
    rise = logs - np.log(floor)
    total = (positive * rise).sum(axis=1, keepdims=True)
    # L(a, a) = a: at the floor itself the quotient would be 0 / 0.
    log_mean = np.divide(score - floor, total, out=np.full_like(score, floor), where=total > 1e-12)
    return shares * (floor + log_mean * np.where(positive > 0, rise, 0))


def _goalpost_ends(
    columns: pd.Index, goalposts: Goalposts, signs: Floats, ideals: Floats
) -> tuple[Floats, Floats]:
    """Ends on the oriented scale; around an ideal value the farther mark is the worst."""
    problems = []
    for column in columns:
        low, high = goalposts.get(column, (np.nan, np.nan))
        if not (np.isfinite(low) and np.isfinite(high) and low < high):
            finding = Text(f"ist ({low}, {high})", f"is ({low}, {high})")
            expectation = Text("untere < obere Zielmarke", "lower < upper mark")
            remedy = Text("z. B. aus observed_goalposts", "e.g. from observed_goalposts")
            problems.append(Problem("error", f"goalposts[{column}]", finding, expectation, remedy))
    if problems:
        raise ScenarioError(problems)
    ends = np.array([goalposts[column] for column in columns], dtype=float).reshape(-1, 2)
    marks = orient(ends.T, signs, ideals)
    best = np.where(np.isnan(ideals), marks.max(axis=0), 0)
    return marks.min(axis=0), best
