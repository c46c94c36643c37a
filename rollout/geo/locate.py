"""In which district a point lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely

    ordered = polygons.sort_index()
    outlines = ordered.to_numpy().copy()
    tree = shapely.STRtree(outlines)
    shapely.prepare(outlines)
    found = np.full(len(points), len(ordered))
    for start in range(0, len(points), CHUNK):
        part = points.iloc[start : start + CHUNK].to_numpy()
        point, polygon = tree.query(part)  # boxes only: a prepared polygon is asked faster
        x, y = shapely.get_x(part), shapely.get_y(part)
        inside = shapely.intersects_xy(outlines[polygon], x[point], y[point])
        np.minimum.at(found, start + point[inside], polygon[inside])
    if tolerance_m > 0:
        _snap(points, tree, found, tolerance_m)
    keys = np.array([*ordered.index, None], dtype=object)
    return pd.Series(keys[found], index=points.index, dtype=object)


def _snap(
    points: gpd.GeoSeries, tree: shapely.STRtree, found: np.ndarray, tolerance_m: float
) -> None:
    """Give points outside all polygons the nearest one within the tolerance."""
    outside = np.flatnonzero(found == len(tree.geometries))
    if not len(outside):
        return
    lost = points.iloc[outside].to_numpy()
    usable = np.array([point is not None and not point.is_empty for point in lost], dtype=bool)
    point, polygon = tree.query_nearest(lost[usable], max_distance=tolerance_m)
    np.minimum.at(found, outside[usable][point], polygon)
