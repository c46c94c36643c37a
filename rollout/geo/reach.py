"""What lies within reach of a seat: shares of area, nearest seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import geopandas as gpd

QUAD_SEGMENTS = 32  # a circle as a polygon of 128 corners: its area is 0.04 % too small


def reach_share(
    districts: gpd.GeoDataFrame, seats: gpd.GeoSeries, radius_km: float | pd.Series
) -> pd.Series:
    """Share of each district's area within a radius of any seat.

    Straight-line catchments, so rivers and borders do not count.

    Parameters
    ----------
    districts, seats
        Both in EPSG:25832 (metres).
    radius_km
        One radius, or one per seat (index as in `seats`).

    Returns
    -------
    share
        0..1 per district, index as in `districts`; 0 without seats. Circles are polygons of 128
        corners, so a share may be 0.0004 too small.
    """
    import shapely

    geometry = districts.geometry.to_numpy()
    share = np.zeros(len(geometry))
    metres = np.broadcast_to(np.asarray(radius_km, dtype=float) * 1000, len(seats))
    circles = shapely.buffer(seats.to_numpy(), metres, quad_segs=QUAD_SEGMENTS)
    shapely.prepare(circles)
    tree = shapely.STRtree(geometry)
    circle, district = tree.query(circles, predicate="intersects")
    whole = shapely.covers(circles[circle], geometry[district])
    share[district[whole]] = 1
    partial = share[district] == 0
    order = np.argsort(district[partial], kind="stable")
    hit, by = district[partial][order], circles[circle[partial]][order]
    for position, start in zip(*np.unique(hit, return_index=True), strict=True):
        stop = start + np.searchsorted(hit[start:], position, side="right")
        union = shapely.union_all(by[start:stop])
        covered = shapely.intersection(geometry[position], union)
        share[position] = shapely.area(covered) / shapely.area(geometry[position])
    return pd.Series(share.clip(0, 1), index=districts.index, name="reach_share")


def half_ring_radius(
    seats: gpd.GeoSeries, countries: gpd.GeoDataFrame, radius_km: float
) -> pd.Series:
    """Radius per seat that makes up for the part of its circle beyond the state border.

    Enlarged until the domestic part would equal a full circle if the border were cut by the same
    share, at most by the square root of 2 (half of the circle lies abroad).

    Returns
    -------
    radius
        Kilometres, index as in `seats`.
    """
    import shapely

    circles = shapely.buffer(seats.to_numpy(), radius_km * 1000, quad_segs=QUAD_SEGMENTS)
    abroad = shapely.union_all(countries.geometry.to_numpy())
    outside = shapely.area(shapely.intersection(circles, abroad)) / shapely.area(circles)
    factor = np.sqrt(1 / (1 - np.minimum(outside, 0.5)))
    return pd.Series(radius_km * factor, index=seats.index)


def nearest_seat(districts: gpd.GeoDataFrame, seats: gpd.GeoSeries) -> pd.DataFrame:
    """Nearest seat of each district: straight line from the district's representative point.

    Returns
    -------
    nearest
        Columns id (NaN without seats) and km, index as in `districts`; of seats at the same
        distance the one with the smallest id.
    """
    import shapely

    ordered = seats.sort_index()
    if not len(ordered):
        return pd.DataFrame({"id": None, "km": np.nan}, index=districts.index)
    points = shapely.point_on_surface(districts.geometry.to_numpy())
    offset = [shapely.get_coordinates(part) for part in (points, ordered.to_numpy())]
    distance = np.hypot(*(offset[0][:, None, :] - offset[1][None, :, :]).transpose(2, 0, 1))
    best = distance.argmin(axis=1)
    km = distance[np.arange(len(best)), best] / 1000
    return pd.DataFrame({"id": ordered.index.to_numpy()[best], "km": km}, index=districts.index)
