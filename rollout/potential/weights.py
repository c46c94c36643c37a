"""Weights of indicators: checked, on two levels, and what they come to in effect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from rollout.arrays import Floats
from rollout.errors import Problem, ScenarioError, parameter_error
from rollout.language import Text

SCORED_AXES = ("need", "capacity")


def checked_weights(weights: Mapping[str, float] | pd.Series, columns: Iterable[str]) -> pd.Series:
    """Weights scaled to sum 1, one per column; columns without a weight get 0.

    Raises `ScenarioError` for negative, infinite or unknown weights and when all are 0.

    >>> checked_weights({"a": 1, "b": 3}, ["a", "b", "c"]).tolist()
    [0.25, 0.75, 0.0]
    """
    columns, given = list(columns), {name: float(weight) for name, weight in weights.items()}
    numbers = np.array(list(given.values()), dtype=float)
    if any(name not in columns for name in given) or not _are_weights(numbers):
        series = pd.Series(given, dtype=float)
        unknown = _unknown_names("weights", series.index, columns)
        raise ScenarioError(unknown + _negative("weights", series))
    shares = np.array([given.get(name, 0.0) for name in columns], dtype=float)
    if not (shares > 0).any():
        raise parameter_error("weights", _ALL_ZERO, _SOME_WEIGHT)
    shares /= shares.max()  # first by the largest: sums of huge weights would overflow
    return pd.Series(shares / shares.sum(), index=columns)


def _are_weights(numbers: Floats) -> bool:
    return bool((np.isfinite(numbers) & (numbers >= 0)).all())


def nominal_weights(
    catalogue: pd.DataFrame,
    dimension_weights: Mapping[str, float] | None = None,
    indicator_weights: Mapping[str, float] | None = None,
) -> pd.Series:
    """Share of the total weight each indicator has in the end.

    Two levels: the weight of a dimension is split over its indicators in proportion to theirs.
    A dimension without an entry weighs the sum of its indicators' weights, all indicators
    together 100 points; so without any entry the indicator weights count as they stand.

    Parameters
    ----------
    catalogue
        Index: indicator id; columns axis, dimension, weight. Reference rows weigh nothing.
    dimension_weights
        Points per dimension; a dimension whose indicators all weigh 0 stays out.
    indicator_weights
        Replace the weights of the catalogue, indicator by indicator.

    Returns
    -------
    weights
        0..1, summing to 1, one per need or capacity indicator in the catalogue's order.

    >>> rows = {"axis": "need", "dimension": ["work", "work", "land"], "weight": [1.0, 3.0, 4.0]}
    >>> catalogue = pd.DataFrame(rows, index=["jobs", "share", "area"])
    >>> nominal_weights(catalogue, {"work": 150}).tolist()
    [0.1875, 0.5625, 0.25]
    """
    indicators = catalogue[catalogue["axis"].isin(SCORED_AXES)]
    dimension = indicators["dimension"].astype(str)
    weights = indicators["weight"].astype(float).fillna(0.0)
    changes = pd.Series(dict(indicator_weights or {}), dtype=float)
    points = pd.Series(dict(dimension_weights or {}), dtype=float)
    problems = [
        *_unknown_names("Scenario.indicator_weights", changes.index, indicators.index),
        *_unknown_names("Scenario.dimension_weights", points.index, dimension.unique()),
        *_negative("Scenario.indicator_weights", changes),
        *_negative("Scenario.dimension_weights", points),
    ]
    if problems:
        raise ScenarioError(problems)
    weights = changes.reindex(indicators.index).fillna(weights)
    if not weights.sum() > 0:
        raise parameter_error("Scenario.indicator_weights", _ALL_ZERO, _SOME_WEIGHT)
    weights = 100 * weights / weights.sum()
    totals = weights.groupby(dimension).transform("sum")
    level = dimension.map(points).fillna(totals)
    raw: pd.Series = level * (weights / totals.where(totals > 0, 1))
    if not float(raw.sum()) > 0:
        raise parameter_error("Scenario.dimension_weights", _ALL_ZERO, _SOME_WEIGHT)
    return (raw / raw.sum()).rename("weight")


def near_duplicates(values: pd.DataFrame, threshold: float = 0.9) -> pd.DataFrame:
    """Pairs of indicators whose correlation exceeds the threshold in size.

    Pearson's r over the rows that know both, at least three of them.

    Returns
    -------
    pairs
        Columns first, second, r, strongest first; empty without such pairs.

    >>> table = pd.DataFrame({"a": [1.0, 2, 3], "b": [2.0, 4, 6], "c": [1.0, 0, 1]})
    >>> near_duplicates(table).values.tolist()
    [['a', 'b', 1.0]]
    """
    r = values.astype(float).corr(min_periods=3).to_numpy()
    first, second = np.nonzero(np.triu(np.abs(r) > threshold, 1))
    pairs = {"first": values.columns[first], "second": values.columns[second]}
    table = pd.DataFrame({**pairs, "r": np.round(r[first, second], 12)})
    strongest = table["r"].abs().sort_values(ascending=False, kind="stable").index
    return table.loc[strongest].reset_index(drop=True)


_ALL_ZERO = Text("alle Gewichte sind 0", "all weights are 0")
_SOME_WEIGHT = Text("mindestens ein Gewicht über 0", "at least one weight above 0")


def _unknown_names(field: str, names: Iterable[str], choices: Iterable[str]) -> list[Problem]:
    choices = list(choices)
    text = ", ".join(map(str, choices))
    return [
        Problem(
            "error",
            field,
            Text(f"{name} ist unbekannt", f"{name} is unknown"),
            Text(f"eines von {text}", f"one of {text}"),
            code="unknown-indicator",
        )
        for name in names
        if name not in choices
    ]


def _negative(field: str, weights: pd.Series) -> list[Problem]:
    wrong = weights[~(np.isfinite(weights) & (weights >= 0))]
    return [
        Problem(
            "error",
            f"{field}[{name}]",
            Text(f"ist {value}", f"is {value}"),
            Text("eine Zahl ab 0", "a number from 0"),
            Text(
                "für die Gegenrichtung die Richtung des Indikators ändern",
                "to reverse an indicator change its direction",
            ),
        )
        for name, value in wrong.items()
    ]
