"""Classes of a score for the map: fifths of the districts, fixed while weights move.

A score has no natural marks, and its spread depends on normalisation and aggregation; fixed marks
put nearly everything into one class under a geometric mean. So the limits are quantiles of the
scores that the founding logic itself gives under the chosen method, before any weight of one's
own: a slider moves districts between classes, never the classes.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from rollout.potential.composite import FLOOR, aggregate

CLASSES = 5
DECIMALS = 1  # of a limit, as it is printed


def class_limits(scores: pd.Series) -> tuple[float, ...]:
    """Lowest score of each class above the first: quantiles of the known scores.

    >>> class_limits(pd.Series(range(101)))
    (20.0, 40.0, 60.0, 80.0)
    """
    known_scores = scores.dropna().to_numpy(dtype=float)
    if not len(known_scores):
        return tuple(100 * n / CLASSES for n in range(1, CLASSES))
    places = [n / CLASSES for n in range(1, CLASSES)]
    return tuple(float(limit) for limit in np.quantile(known_scores, places).round(DECIMALS))


def score_class(scores: pd.Series, limits: tuple[float, ...]) -> pd.Series:
    """Class "1".."5" of each score; a score on a limit belongs above it; "" where unknown.

    >>> score_class(pd.Series([0, 30, 100, float("nan")]), (30, 35, 40, 50)).tolist()
    ['1', '2', '5', '']
    """
    classes = np.searchsorted(limits, scores.to_numpy(float), side="right") + 1
    texts = pd.Series(classes, index=scores.index).astype(str)
    return texts.where(scores.notna(), "").rename("score_class")


def limits_of(normalised: pd.DataFrame, weights: pd.Series, aggregation: str) -> tuple[float, ...]:
    """Limits for the weights of a founding logic; columns not normalised are left out.

    Parameters
    ----------
    normalised
        0..1, one column per indicator.
    weights
        Points per indicator.
    """
    positive = weights[weights > 0]
    columns = [name for name in normalised.columns if name in positive.index]
    if not columns:
        return class_limits(pd.Series(dtype=float))
    floor = FLOOR if aggregation == "geometric" else 0.0
    score = aggregate(normalised[columns], positive[columns], aggregation, floor=floor)
    return class_limits(100 * score)
