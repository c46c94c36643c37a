"""Points for seats without coordinates: middle of the postcode, the municipality, the district."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rollout import language
from rollout.arrays import Floats
from rollout.language import Text, in_both
from rollout.readers.column_values import Fields
from rollout.readers.middles import Middle, radius_km
from rollout.readers.places import Places
from rollout.readers.seats import Seats
from rollout.readers.words import POINT_ORIGINS


@dataclass(frozen=True, eq=False)
class SeatPoints:
    """Points of all rows, in the order of the file.

    Parameters
    ----------
    longitude, latitude
        Degrees (EPSG:4326); NaN where a seat stands nowhere.
    origin
        Key of `POINT_ORIGINS` where a point is assumed; None elsewhere.
    km
        How far from an assumed point the seat may be; NaN else.
    """

    longitude: Floats
    latitude: Floats
    origin: list[str | None]
    km: Floats


def place_seats(fields: Fields, seats: Seats, places: Places) -> SeatPoints:
    """Put every seat that gives no coordinates at the middle of the smallest area it names.

    Seats without a district stand nowhere: their place is in question. What was assumed is noted,
    and so are seats that nothing is known of.
    """
    longitude, latitude = seats.longitude.copy(), seats.latitude.copy()
    km = np.full(len(longitude), np.nan)
    origin: list[str | None] = [None] * len(longitude)
    texts = zip(fields.values("latitude"), fields.values("longitude"), strict=True)
    empty = [not (a or b) for a, b in texts]
    for i in np.flatnonzero(empty).tolist():
        key = seats.district_ags[i]
        if key is None:
            continue
        postcode = seats.postcode[i] or ""
        is_here = key in places.districts_of_postcode.get(postcode, ())
        usable = postcode if is_here or seats.has_close_postcode[i] else ""
        where = _middle(places, key, usable, seats.place[i])
        if where is not None:
            origin[i], (longitude[i], latitude[i], km[i]) = where
    _note(fields, origin, km)
    unplaced = [i for i in np.flatnonzero(empty).tolist()
                if origin[i] is None and seats.district_ags[i]]  # fmt: skip
    fields.report_once(
        "note", "no-point", "latitude", [fields.lines[i] for i in unplaced],
        Text("ohne Koordinaten: zählt nicht im Umkreis und nicht als ⟦nächste Initiative⟧",
             "without coordinates: not counted by radius nor as ⟦nearest initiative⟧"),
    )  # fmt: skip
    return SeatPoints(longitude, latitude, origin, km)


def _middle(
    places: Places, key: str, postcode: str, place: str | None
) -> tuple[str, Middle] | None:
    """Middle of the smallest area a row names in or near its district."""
    middle = places.postcode_middle(postcode)
    if middle is not None:
        return "postcode", middle
    town = next(places.gazetteer.fitting(place, key), None) if place else None
    if town is not None:
        return "municipality", Middle(town.longitude, town.latitude, radius_km(town.area_km2))
    of_district = places.middle_of_district.get(key)
    return ("district", of_district) if of_district else None


def _note(fields: Fields, origin: list[str | None], km: Floats) -> None:
    """One note for each kind of assumed point, with how far off it may be."""
    for kind, name in POINT_ORIGINS.items():
        rows = [i for i, source in enumerate(origin) if source == kind]
        if not rows:
            continue
        most = _whole_km(float(km[rows].max()))
        fields.report_once(
            "note", "no-point", "latitude", [fields.lines[i] for i in rows],
            Text(f"ohne Koordinaten: steht in der Mitte {name.de}",
                 f"without coordinates: stands in the middle of {name.en}"),
            remedy=Text(f"kann bis zu {most.de} km abweichen; Koordinaten ergänzen, wo es auf "
                        "Kilometer ankommt",
                        f"may be up to {most.en} km off; add coordinates where kilometres matter"),
        )  # fmt: skip


def _whole_km(km: float) -> Text:
    # Closer than a kilometre would promise more than a middle can.
    return in_both(lambda lang: language.number(max(km, 1.0), 0, lang))
