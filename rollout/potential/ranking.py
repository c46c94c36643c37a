"""Positions and classes: what a planner reads off scores, and what no weights can change."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from rollout.language import Text
from rollout.potential.composite import (
    FLOOR,
    Directions,
    aggregate,
    normalise,
    orient,
    split_directions,
)
from rollout.potential.validation import checked_table
from rollout.potential.words import CLASS_WORDS, UNKNOWN_CLASS

CLASSES = ("low", "medium", "high")


def ranks(score: pd.Series) -> pd.Series:
    """Rank 1 for the highest score; equal scores, to nine decimals, share the better rank.

    >>> ranks(pd.Series([50.0, 70.0, 50.0, 20.0], index=["c", "b", "a", "d"])).tolist()
    [2.0, 1.0, 2.0, 4.0]
    """
    # Sums of floats differ in the last digits with the order of the columns: no rank hangs on them.
    return score.round(9).rank(method="min", ascending=False).rename("rank")


def terciles(score: pd.Series) -> pd.Series:
    """Low, medium or high third of the known scores; equal scores share a class.

    The place of a score is (smaller ones + half of the equal ones) / known ones; below 1/3 is
    low, up to 2/3 medium. One district alone, or all equal, is medium; NaN stays NaN.

    >>> terciles(pd.Series([1.0, 2.0, 3.0])).tolist()
    ['low', 'medium', 'high']
    """
    place = (score.round(9).rank() - 0.5) / max(int(score.notna().sum()), 1)
    words = np.select([place < 1 / 3, place <= 2 / 3, place > 2 / 3], list(CLASSES), "")
    return pd.Series(words, score.index, dtype=object).where(score.notna())


def class_words(need_class: object, capacity_class: object) -> Text:
    """Both classes in words, such as "need high, capacity low".

    >>> class_words("high", float("nan")).en
    'need high, capacity unknown'
    """
    need = CLASS_WORDS.get(str(need_class), UNKNOWN_CLASS)
    capacity = CLASS_WORDS.get(str(capacity_class), UNKNOWN_CLASS)
    return Text(
        f"Bedarf {need.de}, Voraussetzungen {capacity.de}",
        f"need {need.en}, capacity {capacity.en}",
    )


def dominance_pairs(values: pd.DataFrame, directions: Directions) -> pd.DataFrame:
    """Pairs where one row is at least as good in every indicator and better in one.

    A row with an unknown value neither dominates nor is dominated.

    Returns
    -------
    pairs
        Columns better, worse; both keys of `values`.
    """
    signs, ideals = split_directions(values.columns, directions)
    good = orient(checked_table(values), signs, ideals)
    first, second = [], []
    for position, row in enumerate(good):
        losers = np.flatnonzero((row >= good).all(axis=1) & (row > good).any(axis=1))
        first.append(np.full(len(losers), position))
        second.append(losers)
    better, worse = (np.concatenate([np.zeros(0, int), *part]) for part in (first, second))
    return pd.DataFrame({"better": values.index[better], "worse": values.index[worse]})


def dominance(values: pd.DataFrame, directions: Directions) -> pd.DataFrame:
    """How many rows each row dominates, and by how many it is dominated.

    No weights can rank a row above one that dominates it, so these counts need none.

    Returns
    -------
    counts
        Columns dominates, dominated_by; index as in `values`.

    >>> table = pd.DataFrame({"a": [2.0, 1.0], "b": [2.0, 2.0]}, index=["x", "y"])
    >>> dominance(table, {"a": "more", "b": "less"}).to_numpy().tolist()
    [[1, 0], [0, 1]]
    """
    pairs = dominance_pairs(values, directions)
    columns = {
        "dominates": pairs["better"].value_counts(),
        "dominated_by": pairs["worse"].value_counts(),
    }
    return pd.DataFrame(columns).reindex(values.index).fillna(0).astype(int)


def rank_reversals(
    values: pd.DataFrame,
    directions: Directions,
    weights: Mapping[str, float] | pd.Series,
    normalisation: str = "minmax",
    aggregation: str = "linear",
) -> pd.DataFrame:
    """What happens to the order of the others when one row is taken away.

    A composite whose scale comes from the data can turn two rows round because a third one
    disappears; fixed goalposts cannot.

    Returns
    -------
    reversals
        pairs (number of pairs turned round), share (of all other pairs, 0..1) per row left out;
        index as in `values`.
    """

    def order(table: pd.DataFrame) -> pd.Series:
        ready = normalise(table, directions, normalisation)
        return ranks(aggregate(ready, weights, aggregation, floor=FLOOR))

    whole = order(values)
    reversals = {
        key: _reversal_count(whole.drop(key), order(values.drop(index=[key])))
        for key in values.index
    }
    pairs = pd.Series(reversals, dtype=int).reindex(values.index)
    others = len(values) - 1
    return pd.DataFrame({"pairs": pairs, "share": pairs / max(others * (others - 1) / 2, 1)})


def _reversal_count(first: pd.Series, second: pd.Series) -> int:
    rows = second.reindex(first.sort_values().dropna().index).to_numpy()
    later = np.tri(len(rows), k=-1, dtype=bool).T
    return int(np.count_nonzero((rows[:, None] > rows[None, :]) & later))
