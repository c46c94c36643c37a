"""Coordinates in metres: ETRS89/UTM and Gauss-Krüger, recognised by their size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rollout.arrays import Flags, Floats
from rollout.readers.places import Places


@dataclass(frozen=True)
class System:
    """A plane coordinate system used in Germany.

    Parameters
    ----------
    epsg
        Number of the system.
    name
        As people call it.
    low, high
        Eastings in Germany as written, metres.
    prefix
        Zone number written before the easting, times a million; not part of the system.
    """

    epsg: int
    name: str
    low: float
    high: float
    prefix: float = 0.0


# Ranges do not overlap, so an easting names its system. Gauss-Krüger zones are often used beyond
# their three degrees, so their whole million counts.
SYSTEMS = (
    System(25832, "ETRS89/UTM32", 200_000, 950_000),
    System(25832, "ETRS89/UTM32", 32_200_000, 32_950_000, 32e6),
    System(25833, "ETRS89/UTM33", 33_200_000, 33_950_000, 33e6),
    System(31466, "Gauß-Krüger 2", 2_050_000, 2_950_000),
    System(31467, "Gauß-Krüger 3", 3_050_000, 3_950_000),
    System(31468, "Gauß-Krüger 4", 4_050_000, 4_950_000),
    System(31469, "Gauß-Krüger 5", 5_050_000, 5_950_000),
)
NORTHING = (5_200_000, 6_150_000)
DECIMALS = 7  # about a centimetre


def to_degrees(easting: Floats, northing: Floats) -> tuple[Floats, Floats, npt.NDArray[np.intp]]:
    """Longitude, latitude (EPSG:4326) and position in `SYSTEMS` of each point.

    NaN and -1 where the numbers are no easting and northing in Germany.

    >>> x, y, system = to_degrees(np.array([32477000.0]), np.array([5551000.0]))
    >>> float(x[0].round(1)), float(y[0].round(1)), SYSTEMS[system[0]].epsg
    (8.7, 50.1, 25832)
    """
    from pyproj import Transformer

    longitude = np.full(len(easting), np.nan)
    latitude = np.full(len(easting), np.nan)
    system_of = np.full(len(easting), -1, dtype=np.intp)
    north = (northing >= NORTHING[0]) & (northing <= NORTHING[1])
    for position, system in enumerate(SYSTEMS):
        here = np.flatnonzero(north & (easting >= system.low) & (easting <= system.high))
        if not len(here):
            continue
        transformer = Transformer.from_crs(system.epsg, 4326, always_xy=True)
        x, y = transformer.transform(easting[here] - system.prefix, northing[here])
        longitude[here], latitude[here] = np.round(x, DECIMALS), np.round(y, DECIMALS)
        system_of[here] = position
    return longitude, latitude, system_of


@dataclass(frozen=True, eq=False)
class Conversion:
    """What became of coordinates in metres.

    Parameters
    ----------
    longitude, latitude
        Degrees (EPSG:4326); NaN where nothing fits or both orders do.
    system
        Position in `SYSTEMS`, -1 without one.
    turned
        Whether the easting stood in the column of the northing.
    ambiguous
        Whether both orders lie in Germany and the district does not decide.
    """

    longitude: Floats
    latitude: Floats
    system: npt.NDArray[np.intp]
    is_swapped: Flags
    ambiguous: Flags


def convert(
    first: Floats, second: Floats, districts: list[str | None], places: Places
) -> Conversion:
    """Read pairs of metres in the order easting-northing, else the other way round.

    The order that gives a point in a district counts; where both do, which only Gauss-Krüger
    zone 5 allows, the one in or near its district.
    """
    orders = [to_degrees(first, second), to_degrees(second, first)]
    inside, fits = [], []
    for longitude, latitude, _ in orders:
        keys = places.districts_at(longitude, latitude)
        inside.append(np.array([key is not None for key in keys], dtype=bool))
        fits.append(places.near(districts, longitude, latitude))
    both = inside[0] & inside[1]
    is_swapped = np.where(both, fits[1], inside[1]).astype(bool)
    ambiguous = both & (fits[0] == fits[1])
    is_clear = ~ambiguous

    def coordinate(part: int) -> Floats:
        values = np.where(is_swapped, orders[1][part], orders[0][part]).astype(float)
        values[~is_clear] = np.nan
        return values

    system = np.where(is_swapped, orders[1][2], orders[0][2])
    system = np.where(is_clear, system, -1).astype(np.intp)
    return Conversion(coordinate(0), coordinate(1), system, is_swapped & is_clear, ambiguous)
