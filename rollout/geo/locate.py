"""In which district a point lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely

CHUNK = 200_000  # points at a time, so that memory does not grow with their number
CELL_M = 20_000  # points of the same cell one after the other: a third faster


def locate(points: gpd.GeoSeries, polygons: gpd.GeoSeries, tolerance_m: float = 0.0) -> pd.Series:
    """Key of the polygon each point lies in; None outside all of them.

    A point on a shared border belongs to the polygon with the smallest key.

    Parameters
    ----------
    points, polygons
        In the same CRS (metres). A missing or empty point lies nowhere.
    tolerance_m
        A point outside all polygons takes the nearest one within this distance; of several at
        the same distance the one with the smallest key.

    Returns
    -------
    keys
        Index as in `points`.

    >>> import geopandas as gpd
    >>> from shapely import Point, box
    >>> squares = gpd.GeoSeries({"01": box(0, 0, 1, 1), "02": box(1, 0, 2, 1)})
    >>> points = gpd.GeoSeries({"inside": Point(1.5, 0.5), "on both": Point(1, 0.5)})
    >>> locate(points, squares).to_dict()
    {'inside': '02', 'on both': '01'}
    """
    import shapely

    by_key = polygons.sort_index()
    tree = shapely.STRtree(by_key.to_numpy())
    owner = np.full(len(points), len(by_key))
    for start in range(0, len(points), CHUNK):
        part = points.iloc[start : start + CHUNK].to_numpy()
        x, y, _, _ = shapely.bounds(part).T  # NaN for a missing or empty point
        order = np.lexsort((y // CELL_M, x // CELL_M))
        point, polygon = tree.query(part[order])
        point = order[point]
        inside = _intersects(tree.geometries, polygon, x[point], y[point])
        np.minimum.at(owner, start + point[inside], polygon[inside])
    if tolerance_m > 0:
        _snap(points, tree, owner, tolerance_m)
    keys = np.array([*by_key.index, None], dtype=object)
    return pd.Series(keys[owner], index=points.index, dtype=object)


def _intersects(
    polygons: np.ndarray, index: np.ndarray, x: np.ndarray, y: np.ndarray
) -> np.ndarray:
    """Does the polygon with this position hold the point, border included?"""
    import shapely

    near, position = np.unique(index, return_inverse=True)
    # Copies: a prepared outline that two threads use at once brings the process down.
    outlines = shapely.force_2d(polygons[near])
    shapely.prepare(outlines)
    inside: np.ndarray = shapely.intersects_xy(outlines[position], x, y)
    return inside


def _snap(
    points: gpd.GeoSeries, tree: shapely.STRtree, owner: np.ndarray, tolerance_m: float
) -> None:
    """Give points outside all polygons the nearest one within the tolerance."""
    has_point = ~(points.isna() | points.is_empty).to_numpy()
    outside = np.flatnonzero(has_point & (owner == len(tree.geometries)))
    point, polygon = tree.query_nearest(points.iloc[outside].to_numpy(), max_distance=tolerance_m)
    np.minimum.at(owner, outside[point], polygon)
