"""What lies within reach of a seat: shares of area, nearest seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely

QUAD_SEGMENTS = 32  # a circle as a polygon of 128 corners: its area is 0.04 % too small
HALF_RING_LIMIT = 2**0.5
HALF_RING_ROUNDS = 8  # each round comes closer; the rest is below 1 % of the radius


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

    if not len(seats):
        return pd.Series(0.0, index=districts.index, name="reach_share")
    near = circles(seats, radius_km)
    shapely.prepare(near)
    geometry = districts.geometry.to_numpy()
    share = shapely.covers(near, geometry).astype(float)
    partly = np.flatnonzero((share == 0) & shapely.intersects(near, geometry))
    cut = geometry[partly]
    covered = shapely.intersection(cut, _parts_around(near, cut))
    share[partly] = shapely.area(covered) / shapely.area(cut)
    return pd.Series(share.clip(0, 1), index=districts.index, name="reach_share")


def circles(seats: gpd.GeoSeries, radius_km: float | pd.Series) -> shapely.Geometry:
    """Union of the circles around the seats, each a polygon of 128 corners."""
    import shapely

    aligned = radius_km.reindex(seats.index) if isinstance(radius_km, pd.Series) else radius_km
    metres = np.broadcast_to(np.asarray(aligned, dtype=float) * 1000, len(seats))
    return shapely.union_all(shapely.buffer(seats.to_numpy(), metres, quad_segs=QUAD_SEGMENTS))


def _parts_around(near: shapely.Geometry, geometry: np.ndarray) -> np.ndarray:
    """Cut `near` to the box of each geometry, which makes the exact cut three times as fast."""
    import shapely

    boxes = shapely.bounds(geometry)
    parts = np.array([shapely.clip_by_rect(near, *box) for box in boxes], dtype=object)
    # Cutting by a box may leave a shape that touches itself; take the whole one then.
    parts[~shapely.is_valid(parts)] = near
    return parts


def half_ring_radius(
    seats: gpd.GeoSeries, countries: gpd.GeoDataFrame, radius_km: float
) -> pd.Series:
    """Radius per seat that makes up for the part of its circle in a neighbour country.

    The circle grows until its part outside the neighbour countries is as large as a full circle
    of `radius_km`, at most by the square root of 2 (a seat on a straight border). The sea counts
    as domestic: only land abroad is made up for.

    Parameters
    ----------
    seats, countries
        Both in EPSG:25832 (metres).

    Returns
    -------
    radius
        Kilometres, index as in `seats`.
    """
    import shapely

    factor = np.ones(len(seats))
    abroad = shapely.union_all(countries.geometry.to_numpy())
    points = seats.to_numpy()
    at_border = shapely.dwithin(points, abroad, radius_km * 1000 * HALF_RING_LIMIT)
    for _ in range(HALF_RING_ROUNDS):
        metres = radius_km * 1000 * factor[at_border]
        rings = shapely.buffer(points[at_border], metres, quad_segs=QUAD_SEGMENTS)
        outside = shapely.area(shapely.intersection(rings, abroad)) / shapely.area(rings)
        factor[at_border] = np.sqrt(1 / (1 - np.minimum(outside, 0.5)))
    return pd.Series(radius_km * factor, index=seats.index, name="radius_km")


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
