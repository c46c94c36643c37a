"""Positions and classes: what a planner reads off a column of scores."""

from __future__ import annotations

import numpy as np
import pandas as pd

from rollout.errors import Text

CLASSES = ("low", "medium", "high")
CLASS_WORDS = {
    "low": Text("niedrig", "low"),
    "medium": Text("mittel", "medium"),
    "high": Text("hoch", "high"),
}
UNKNOWN_CLASS = Text("unbekannt", "unknown")


def ranks(score: pd.Series) -> pd.Series:
    """Rank 1 for the highest score; ties, to nine decimals, go to the smaller index.

    >>> ranks(pd.Series([50.0, 70.0, 50.0], index=["c", "b", "a"])).tolist()
    [3.0, 1.0, 2.0]
    """
    known = score.dropna().round(9).sort_index()
    order = known.sort_values(ascending=False, kind="stable").index
    places = pd.Series(np.arange(1.0, len(order) + 1), index=order)
    return places.reindex(score.index).rename("rank")


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
