"""Finer outlines for the map of one Land or district than the display layer has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rollout.geo.svg import Box, MapPaths, map_paths

if TYPE_CHECKING:
    import geopandas as gpd

_GRID_M = 0.01  # neighbours drawn by different surveys differ in the last digits
# Four times as fine as the map of Germany, for a Land or a district on the same page width.
_UNIT_M = 25


def detailed_paths(
    districts: gpd.GeoDataFrame,
    countries: gpd.GeoDataFrame,
    extent: Box,
    tolerance_m: float = 200,
) -> MapPaths:
    """Paths of the districts touching an extent, simplified together so that no gap opens.

    Parameters
    ----------
    districts
        Full geometry (EPSG:25832), columns land and land_name, index `ags`.
    extent
        Bounds (min x, min y, max x, max y) in metres.
    tolerance_m
        Corners that stick out less are cut off.

    Returns
    -------
    paths
        The districts touching the extent only, with the outlines of their Länder, on a grid
        of 25 metres.
    """
    import shapely

    near = districts.geometry.intersects(shapely.box(*extent))
    part = districts.loc[near, ["land", "land_name", "geometry"]].copy()
    exact = shapely.set_precision(part.geometry.to_numpy(), _GRID_M)
    part["geometry"] = shapely.coverage_simplify(exact, tolerance_m)
    laender = part.dissolve("land", method="coverage")
    return map_paths(part[["geometry"]], laender, countries, unit_m=_UNIT_M)
