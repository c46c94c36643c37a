"""Coordinates: numbers, pairs, the right way round, in Germany."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rollout.arrays import Flags, Floats
from rollout.language import Text
from rollout.readers import seat_questions as ask
from rollout.readers.column_values import Fields, read_numbers
from rollout.readers.places import Places
from rollout.readers.projection import SYSTEMS, convert

# Germany reaches from 47.27 to 55.06 degrees north and from 5.87 to 15.04 east.
LATITUDE = (47.0, 55.1)
LONGITUDE = (5.8, 15.1)
CORRECT = Text("Koordinaten oder Kreisschlüssel berichtigen",
               "correct the coordinates or the district key")  # fmt: skip
IN_GERMANY = Text("ein Punkt in Deutschland", "a point in Germany")
METRES = 1000.0  # no degree is that large


def read_points(
    fields: Fields,
    places: Places,
    keys: Sequence[str | None],
    partners: Sequence[tuple[str, ...]],
) -> tuple[Floats, Floats]:
    """Longitudes and latitudes in degrees; NaN where empty or wrong.

    Metres in ETRS89/UTM or Gauss-Krüger are converted. Latitude and longitude in each other's
    column are turned round if the point then lies in (or within 5 km of) the district of `keys`;
    otherwise they are an error. A point in one of a row's `partners`, the neighbour countries that
    take part, may lie anywhere there.
    """
    longitude = read_numbers(fields, "longitude", _expected("longitude"))
    latitude = read_numbers(fields, "latitude", _expected("latitude"))
    _check_pairs(fields, longitude, latitude)
    _convert_metres(fields, places, keys, longitude, latitude)
    _turn_swapped(fields, places, keys, longitude, latitude)
    _check_range(fields, places, partners, longitude, latitude)
    return longitude, latitude


def _expected(column: str) -> Text:
    low, high = LATITUDE if column == "latitude" else LONGITUDE
    return Text(f"Grad von {low} bis {high} (WGS84)", f"degrees from {low} to {high} (WGS84)")


def _check_pairs(fields: Fields, longitude: Floats, latitude: Floats) -> None:
    """One coordinate without the other is an error, and neither is used."""
    halves = np.isfinite(longitude) != np.isfinite(latitude)
    texts = {column: fields.values(column) for column in ("longitude", "latitude")}
    for i in np.flatnonzero(halves).tolist():
        column = "longitude" if np.isnan(longitude[i]) else "latitude"
        if not texts[column][i]:
            fields.report(
                "error", "half-point", column, fields.lines[i],
                Text("ist leer, die andere Koordinate nicht",
                     "is empty, the other coordinate is not"),
                Text("beide oder keine", "both or none"),
                Text("Koordinate ergänzen oder beide leeren",
                     "add the coordinate or empty both"),
            )  # fmt: skip
    longitude[halves] = latitude[halves] = np.nan


def _convert_metres(
    fields: Fields,
    places: Places,
    stated: Sequence[str | None],
    longitude: Floats,
    latitude: Floats,
) -> None:
    """Turn metres into degrees where they are a point in a district; say which system it was."""
    metres = np.flatnonzero(np.minimum(np.abs(longitude), np.abs(latitude)) > METRES)
    if not len(metres):
        return
    keys = [stated[i] for i in metres.tolist()]
    conversion = convert(longitude[metres], latitude[metres], keys, places)
    for position, system in enumerate(SYSTEMS):
        for is_swapped in (False, True):
            here = (
                (conversion.system == position)
                & (conversion.is_swapped == is_swapped)
                & np.isfinite(conversion.longitude)
            )
            suffix = Text(", Rechts- und Hochwert vertauscht", ", easting and northing swapped")
            fields.report_once(
                "repaired", "projected", "latitude", [fields.lines[i] for i in metres[here]],
                Text(f"Meter in {system.name} (EPSG:{system.epsg})" + suffix.de * is_swapped,
                     f"metres in {system.name} (EPSG:{system.epsg})" + suffix.en * is_swapped),
                Text("Grad (WGS84)", "degrees (WGS84)"),
                Text("wurden umgerechnet", "were converted"),
            )  # fmt: skip
    for i in metres[conversion.ambiguous].tolist():
        fields.report(
            "error", "projected", "latitude", fields.lines[i],
            Text(f"{latitude[i]:.10g}, {longitude[i]:.10g}: Rechts- und Hochwert sind nicht zu "
                 "unterscheiden",
                 f"{latitude[i]:.10g}, {longitude[i]:.10g}: easting and northing cannot be told "
                 "apart"),
            remedy=Text("Kreisschlüssel eintragen oder in Grad umrechnen",
                        "enter the district key or convert to degrees"),
        )  # fmt: skip
    longitude[metres[conversion.ambiguous]] = latitude[metres[conversion.ambiguous]] = np.nan
    usable = np.isfinite(conversion.longitude)
    longitude[metres[usable]] = conversion.longitude[usable]
    latitude[metres[usable]] = conversion.latitude[usable]


def _turn_swapped(
    fields: Fields,
    places: Places,
    stated: Sequence[str | None],
    longitude: Floats,
    latitude: Floats,
) -> None:
    """Turn round latitudes and longitudes that were swapped, if that fits the district."""
    candidates = np.flatnonzero(_within(longitude, LATITUDE) & _within(latitude, LONGITUDE))
    districts = places.districts_at(latitude[candidates], longitude[candidates])
    keys = [stated[i] or districts[n] for n, i in enumerate(candidates.tolist())]
    near = places.near(keys, latitude[candidates], longitude[candidates])
    finding = Text("Breite und Länge sind vertauscht", "latitude and longitude are swapped")
    for i, fits in zip(candidates.tolist(), near, strict=True):
        if fits:
            longitude[i], latitude[i] = latitude[i], longitude[i]
            fields.report(
                "repaired", "swapped", "latitude", fields.lines[i], finding,
                remedy=Text("wurden zurückgetauscht und passen zum Kreis",
                            "were put right and fit the district"),
            )  # fmt: skip
        else:
            longitude[i] = latitude[i] = np.nan
            fields.report(
                "error", "swapped", "latitude", fields.lines[i],
                Text(f"{finding.de} und passen auch getauscht nicht zum Kreis",
                     f"{finding.en} and do not fit the district either way"),
                IN_GERMANY, CORRECT,
            )  # fmt: skip


def _check_range(
    fields: Fields,
    places: Places,
    partners: Sequence[tuple[str, ...]],
    longitude: Floats,
    latitude: Floats,
) -> None:
    """Points far outside Germany are errors; metres instead of degrees are told apart."""
    inside = _within(longitude, LONGITUDE) & _within(latitude, LATITUDE)
    is_far = ~inside & (np.abs(longitude) < 180) & (np.abs(latitude) < 90)
    countries = places.countries_at(
        np.where(is_far, longitude, np.nan), np.where(is_far, latitude, np.nan)
    )
    pairs = zip(countries, partners, strict=True)
    inside |= np.array([code in codes for code, codes in pairs], dtype=bool)
    for i in np.flatnonzero(np.isfinite(longitude) & ~inside).tolist():
        point = f"{latitude[i]:.10g}, {longitude[i]:.10g}"
        if min(abs(latitude[i]), abs(longitude[i])) > METRES:
            finding = Text(f"{point} sehen nach Metern aus", f"{point} look like metres")
            remedy = Text("in Grad (WGS84) umrechnen", "convert them to degrees (WGS84)")
        elif max(abs(latitude[i]), abs(longitude[i])) > 180:
            finding = Text(f"{point} sind keine Grad", f"{point} are not degrees")
            remedy = Text("fehlt ein Dezimalzeichen?", "is a decimal mark missing?")
        elif countries[i]:
            finding, remedy = ask.point_abroad(countries[i]), ask.NAME_COUNTRY
            finding = Text(f"{point}: {finding.de}", f"{point}: {finding.en}")
        else:
            finding = Text(f"{point} liegt außerhalb Deutschlands", f"{point} lies outside Germany")
            remedy = CORRECT
        expected = Text(
            f"Breite {LATITUDE[0]}-{LATITUDE[1]}, Länge {LONGITUDE[0]}-{LONGITUDE[1]}",
            f"latitude {LATITUDE[0]}-{LATITUDE[1]}, longitude {LONGITUDE[0]}-{LONGITUDE[1]}",
        )
        fields.report("error", "outside", "latitude", fields.lines[i], finding, expected, remedy)
    longitude[~inside] = latitude[~inside] = np.nan


def _within(values: Floats, limits: tuple[float, float]) -> Flags:
    return (values >= limits[0]) & (values <= limits[1])
