"""Which districts touch, and which of them hang together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from rollout.arrays import Integers

if TYPE_CHECKING:
    import geopandas as gpd


def neighbours(
    polygons: gpd.GeoSeries | gpd.GeoDataFrame, rule: Literal["queen", "rook"] = "queen"
) -> pd.DataFrame:
    """Pairs of polygons that touch, each pair in both directions.

    Parameters
    ----------
    polygons
        A clean coverage with a unique index.
    rule
        `queen`: a shared point is enough; `rook`: a shared line is needed.

    Returns
    -------
    pairs
        Columns ags and neighbour with keys of the index, sorted; an island has no row.

    Examples
    --------
    Two squares side by side, and one that touches only the corner of the first.

    >>> import geopandas as gpd
    >>> from shapely import box
    >>> squares = gpd.GeoSeries([box(0, 0, 1, 1), box(1, 0, 2, 1), box(-1, 1, 0, 2)], list("abc"))
    >>> neighbours(squares)["neighbour"].tolist(), neighbours(squares, "rook")["neighbour"].tolist()
    (['b', 'c', 'a', 'a'], ['b', 'a'])
    """
    import shapely

    outlines = polygons.geometry.to_numpy()
    # Not libpysal: the same pairs, but its import takes half a second and 85 MB.
    first, second = shapely.STRtree(outlines).query(outlines, predicate="intersects")
    touch = first != second
    if rule == "rook":
        borders = shapely.intersection(outlines[first], outlines[second])
        touch &= shapely.length(borders) > 0
    keys = polygons.index.to_numpy()
    pairs = pd.DataFrame({"ags": keys[first[touch]], "neighbour": keys[second[touch]]})
    return pairs.sort_values(["ags", "neighbour"], ignore_index=True)


def components(members: pd.Index, pairs: pd.DataFrame) -> pd.Series:
    """Number of the contiguous group each member is in, 1 = the largest.

    Groups of equal size are numbered by their smallest key.

    Parameters
    ----------
    members
        Keys to group; others in `pairs` are ignored.
    pairs
        Columns ags and neighbour, as from `neighbours`.

    >>> pairs = pd.DataFrame({"ags": ["a", "b"], "neighbour": ["b", "a"]})
    >>> components(pd.Index(["a", "b", "c"]), pairs).to_dict()
    {'a': 1, 'b': 1, 'c': 2}
    """
    row = members.get_indexer(pd.Index(pairs["ags"]))
    column = members.get_indexer(pd.Index(pairs["neighbour"]))
    inside = (row >= 0) & (column >= 0)
    labels = _groups(len(members), row[inside], column[inside])
    sizes: Integers = np.bincount(labels)
    smallest: dict[int, Any] = {}
    for label, key in zip(labels.tolist(), members, strict=True):
        smallest[label] = min(smallest.get(label, key), key)
    order = sorted(smallest, key=lambda label: (-sizes[label], smallest[label]))
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(1, len(order) + 1)
    return pd.Series(number[labels], index=members, name="cluster", dtype="int64")


def _groups(count: int, row: Integers, column: Integers) -> Integers:
    """Number from 0 of the connected group of each of some places, by their links.

    Everyone takes the least number beside him and then the number that this one has: a few rounds.
    Without SciPy's graphs, which take as long to import as a whole analysis takes to compute.
    """
    number = np.arange(count, dtype=np.int64)
    while True:
        least = number.copy()
        np.minimum.at(least, row, number[column])
        np.minimum.at(least, column, number[row])
        least = least[least]
        if np.array_equal(least, number):
            groups: Integers = np.unique(number, return_inverse=True)[1]
            return groups
        number = least
