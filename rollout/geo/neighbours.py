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
    from scipy import sparse
    from scipy.sparse.csgraph import connected_components

    row = members.get_indexer(pd.Index(pairs["ags"]))
    column = members.get_indexer(pd.Index(pairs["neighbour"]))
    inside = (row >= 0) & (column >= 0)
    shape = (len(members), len(members))
    links = sparse.coo_array((np.ones(inside.sum()), (row[inside], column[inside])), shape=shape)
    _, labels = connected_components(links, directed=False)
    sizes: Integers = np.bincount(labels)
    smallest: dict[int, Any] = {}
    for label, key in zip(labels.tolist(), members, strict=True):
        smallest[label] = min(smallest.get(label, key), key)
    order = sorted(smallest, key=lambda label: (-sizes[label], smallest[label]))
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(1, len(order) + 1)
    return pd.Series(number[labels], index=members, name="cluster", dtype="int64")
