"""Classes of a score for the map, fixed while weights move.

A score has no natural marks, and its spread depends on normalisation and aggregation; fixed marks
put nearly everything into one class under a geometric mean. So the limits follow from the scores
that the founding logic itself gives under the chosen method, before any weight of one's own: a
slider moves districts between classes, never the classes. How they follow is a choice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from rollout.arrays import Floats
from rollout.errors import Problem, ScenarioError
from rollout.language import Text
from rollout.potential.composite import FLOOR, aggregate

CLASSES = 5
DECIMALS = 1  # of a limit, as it is printed
MARKS = tuple(str(n) for n in range(2, CLASSES + 1))


@dataclass(frozen=True)
class ClassMethod:
    """One way to divide scores into classes.

    Parameters
    ----------
    name
        What the legend says.
    limits
        Lowest score of each class above the first, out of sorted known scores; None: the limits
        are given by hand.
    """

    name: Text
    limits: Callable[[Floats], Floats] | None


def class_limits(scores: pd.Series, method: str = "quantile") -> tuple[float, ...]:
    """Lowest score of each class above the first, from the known scores.

    >>> class_limits(pd.Series(range(101)))
    (20.0, 40.0, 60.0, 80.0)
    """
    compute = CLASS_METHODS[method].limits
    known_scores = np.sort(scores.dropna().to_numpy(dtype=float))
    if not len(known_scores) or compute is None:
        return tuple(100 * n / CLASSES for n in range(1, CLASSES))
    return tuple(float(limit) for limit in compute(known_scores).round(DECIMALS))


def own_class_limits(marks: Mapping[str, float]) -> tuple[float, ...]:
    """Limits given by hand: the lowest score of the classes 2 to 5; a `ScenarioError` if unusable.

    Without any the scale is divided evenly, at 20, 40, 60 and 80 points.

    >>> own_class_limits({"2": 20, "3": 40, "4": 60, "5": 80})
    (20, 40, 60, 80)
    """
    if not marks:
        return tuple(100 * n / CLASSES for n in range(1, CLASSES))
    limits = tuple(marks[key] for key in MARKS if key in marks)
    rising = all(low < high for low, high in pairwise(limits))
    if set(marks) == set(MARKS) and rising:
        return limits
    text = ", ".join(f"{key}={value:g}" for key, value in marks.items()) or "–"
    raise ScenarioError(
        Problem(
            "error", "Scenario.class_limits", Text(f"ist {text}", f"is {text}"),
            Text("für die Klassen 2 bis 5 je eine Untergrenze, steigend, etwa 2=20 3=35 4=50 5=65",
                 "a lower limit for each class from 2 to 5, rising, such as 2=20 3=35 4=50 5=65"),
        )
    )  # fmt: skip


def _quantiles(scores: Floats) -> Floats:
    return np.quantile(scores, [n / CLASSES for n in range(1, CLASSES)])


def _equal_intervals(scores: Floats) -> Floats:
    return np.linspace(scores[0], scores[-1], CLASSES + 1)[1:-1]


def natural_breaks(scores: Floats, classes: int = CLASSES) -> Floats:
    """Lowest value of each class above the first that makes classes as alike inside as can be.

    Fisher (1958), Jenks (1977): the division of the sorted values with the least sum of squared
    distances from the class means, found exactly by dynamic programming over the first values.

    >>> natural_breaks(np.array([1.0, 2, 10, 11, 30]), 3).tolist()
    [10.0, 30.0]
    """
    values = np.sort(scores)
    count = len(values)
    sums = np.concatenate([[0.0], np.cumsum(values - values.mean())])
    squares = np.concatenate([[0.0], np.cumsum((values - values.mean()) ** 2)])
    first, last = np.arange(count)[:, None], np.arange(1, count + 1)[None, :]
    size = np.maximum(last - first, 1)
    spread = squares[last] - squares[first] - (sums[last] - sums[first]) ** 2 / size
    # Row: where a class begins; column: before which value it ends.
    spread = np.where(last > first, spread, np.inf)
    best, starts = spread[0], []
    for _ in range(1, min(classes, count)):
        # The best division of the values before each start, and one class from there on.
        total = np.concatenate([[np.inf], best[:-1]])[:, None] + spread
        starts.append(total.argmin(axis=0))
        best = total.min(axis=0)
    breaks, end = [], count
    for start in reversed(starts):
        end = int(start[end - 1])
        breaks.append(values[end])
    return np.array(breaks[::-1])


CLASS_METHODS: dict[str, ClassMethod] = {
    "quantile": ClassMethod(
        Text("Fünftel (Quantile der Gründungslogik)", "fifths (quantiles of the founding logic)"),
        _quantiles,
    ),
    "jenks": ClassMethod(
        Text("natürliche Brüche der Gründungslogik (Fisher-Jenks)",
             "natural breaks of the founding logic (Fisher-Jenks)"),
        natural_breaks,
    ),
    "equal": ClassMethod(
        Text("gleich breite Klassen der Gründungslogik", "equal intervals of the founding logic"),
        _equal_intervals,
    ),
    "own": ClassMethod(Text("eigene Grenzen", "own limits"), None),
}  # fmt: skip


def score_class(scores: pd.Series, limits: tuple[float, ...]) -> pd.Series:
    """Class "1".."5" of each score; a score on a limit belongs above it; "" where unknown.

    >>> score_class(pd.Series([0, 30, 100, float("nan")]), (30, 35, 40, 50)).tolist()
    ['1', '2', '5', '']
    """
    classes = np.searchsorted(limits, scores.to_numpy(float), side="right") + 1
    texts = pd.Series(classes, index=scores.index).astype(str)
    return texts.where(scores.notna(), "").rename("score_class")


def limits_of(
    normalised: pd.DataFrame, weights: pd.Series, aggregation: str, method: str = "quantile"
) -> tuple[float, ...]:
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
    return class_limits(100 * score, method)
