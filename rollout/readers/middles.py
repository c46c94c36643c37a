"""Middles of postcodes, municipalities and districts, for seats that give no coordinates.

How far from a middle a seat may lie is the radius of a circle as large as the area. Of postcodes
only points are known; their area is that which each has among its neighbours.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pandas as pd

from rollout.arrays import Floats

_NEIGHBOURS = 6  # a cell of a plane has six neighbours on average
_KM_OF_DEGREE = 111.2
_MIDDLE_OF_GERMANY = 51.2


class Middle(NamedTuple):
    """Middle of an area: degrees (EPSG:4326), and how far from it a place may lie in km."""

    longitude: float
    latitude: float
    km: float


def radius_km(area_km2: float) -> float:
    """Radius of a circle of this area.

    >>> round(radius_km(314.16), 2)
    10.0
    """
    return math.sqrt(area_km2 / math.pi)


def distance_km(
    longitude: float, latitude: float, other_longitude: float, other_latitude: float
) -> float:
    """Distance of two points inside Germany, to a few percent.

    >>> round(distance_km(10.0, 53.55, 11.58, 48.14))
    611
    """
    east = (longitude - other_longitude) * _KM_OF_DEGREE * math.cos(math.radians(latitude))
    return math.hypot(east, (latitude - other_latitude) * _KM_OF_DEGREE)


def postcode_middles(postcodes: pd.DataFrame) -> dict[str, Middle]:
    """Middle of every postcode.

    Parameters
    ----------
    postcodes
        Columns plz, place (NaN: a bulk receiver), latitude and longitude (degrees).

    Returns
    -------
    middles
        The mean of its places, and the larger of two distances: to its farthest place, and the
        radius of its share of the circle that holds its six nearest postcodes. Bulk receivers
        stand inside other postcodes and are nobody's neighbour.
    """
    from scipy.spatial import KDTree

    points = postcodes.groupby("plz")[["longitude", "latitude"]].mean()
    ordinary = postcodes.dropna(subset=["place"])["plz"].unique()
    neighbours = _flat(points.loc[points.index.isin(ordinary)])
    count = min(_NEIGHBOURS + 1, len(neighbours))
    if count < 2:
        return {str(plz): Middle(x, y, math.nan) for plz, x, y in points.itertuples()}
    distance, _ = KDTree(neighbours).query(_flat(points), k=count)
    share_km = distance[:, -1] / math.sqrt(count - 1)
    means = points.loc[postcodes["plz"]].to_numpy()
    offsets = _flat(postcodes[["longitude", "latitude"]]) - _flat(means)
    far = pd.Series(np.hypot(*offsets.T), index=postcodes["plz"]).groupby(level=0).max()
    km = np.maximum(share_km, far.reindex(points.index).to_numpy())
    rows = zip(points.index, points["longitude"], points["latitude"], km, strict=True)
    return {str(plz): Middle(float(x), float(y), float(r)) for plz, x, y, r in rows}


def _flat(points: pd.DataFrame | Floats) -> Floats:
    """Degrees as kilometres on a plane; within a few kilometres that is exact to a percent."""
    degrees = np.asarray(points, dtype=float)
    east = _KM_OF_DEGREE * math.cos(math.radians(_MIDDLE_OF_GERMANY))
    return degrees * np.array([east, _KM_OF_DEGREE])
