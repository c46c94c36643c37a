"""What lies within reach of a seat: shares of area, nearest seat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from rollout.arrays import Floats, Integers

if TYPE_CHECKING:
    import geopandas as gpd

    from rollout.geo.discs import Outlines

Points: TypeAlias = npt.NDArray[Any]  # of shapely
QUAD_SEGMENTS = 32  # of a circle drawn as a polygon
# A seat on a straight border: half the circle is abroad, twice the area makes up for it.
HALF_RING_LIMIT = 2**0.5
HALF_RING_ROUNDS = 8  # each round comes closer; the rest is below 1 % of the radius
DECIMALS = 9  # of a share; finer digits differ between machines


def reach_share(
    districts: gpd.GeoDataFrame, seats: gpd.GeoSeries, radius_km: float | pd.Series
) -> pd.Series:
    """Share of each district's area within a radius of any seat.

    Straight-line catchments, so rivers and borders do not count. Circles are true circles and
    outlines are taken as they are: the share is exact to its nine decimals.

    Parameters
    ----------
    districts, seats
        Both in EPSG:25832 (metres). A seat without a point counts for nothing.
    radius_km
        One radius, or one per seat by its index.

    Returns
    -------
    share
        0..1 per district, index as in `districts`; 0 without seats, NaN without an outline.

    A seat in the corner of a square of 10 km: a quarter of a circle lies inside.

    >>> import geopandas as gpd
    >>> from shapely import Point, box
    >>> square = gpd.GeoDataFrame(geometry=[box(0, 0, 10_000, 10_000)], index=["01"])
    >>> reach_share(square, gpd.GeoSeries([Point(0, 0)]), 5).round(4).to_dict()
    {'01': 0.1963}
    """
    from rollout.geo.discs import Outlines

    outlines = Outlines.of(districts.geometry.to_numpy())
    share = share_in_circles(outlines, np.arange(len(districts)), seats, radius_km)
    return pd.Series(share, index=districts.index, name="reach_share")


def share_in_circles(
    outlines: Outlines, places: Integers, seats: gpd.GeoSeries, radius_km: float | pd.Series
) -> Floats:
    """As `reach_share`, for those of the outlines that stand at some places."""
    import shapely

    from rollout.geo.discs import Discs

    points = seats.to_numpy()
    radii = radius_km.reindex(seats.index) if isinstance(radius_km, pd.Series) else radius_km
    metres = np.broadcast_to(np.asarray(radii, dtype=float) * 1000, len(seats))
    has_point = ~(shapely.is_missing(points) | shapely.is_empty(points)) & (metres > 0)
    circles = np.column_stack([shapely.get_coordinates(points[has_point]), metres[has_point]])
    # Two seats at one point are one disc; the arcs of equal circles would hide each other.
    inside = outlines.area_in(Discs(*np.unique(circles, axis=0).T), places)
    total = outlines.area[places]
    has_area = total > 0
    share = np.full(len(places), np.nan)
    share[has_area] = (inside[has_area] / total[has_area]).clip(0, 1).round(DECIMALS)
    return share


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


def points_within(districts: gpd.GeoDataFrame) -> Points:
    """A representative point of each district, always inside it."""
    import shapely

    points: Points = shapely.point_on_surface(districts.geometry.to_numpy())
    return points


def nearest_seat(
    districts: gpd.GeoDataFrame, seats: gpd.GeoSeries, points: Points | None = None
) -> pd.DataFrame:
    """Nearest seat of each district: straight line from the district's representative point.

    A seat without a point is left out.

    Parameters
    ----------
    points
        Those of `points_within`, if known.

    Returns
    -------
    nearest
        Columns id (None without seats) and km, index as in `districts`; of seats at the same
        distance the one with the smallest id.
    """
    import shapely

    by_id = seats[~(seats.isna() | seats.is_empty)].sort_index()
    if not len(by_id):
        return pd.DataFrame({"id": None, "km": np.nan}, index=districts.index)
    points = points_within(districts) if points is None else points
    tree = shapely.STRtree(by_id.to_numpy())
    (row, seat), metres = tree.query_nearest(points, return_distance=True)
    best, km = np.full(len(points), len(by_id)), np.full(len(points), np.nan)
    np.minimum.at(best, row, seat)
    km[row] = metres / 1000
    return pd.DataFrame({"id": by_id.index.to_numpy()[best], "km": km}, index=districts.index)
