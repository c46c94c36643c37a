"""Districts that others have left since: what a key meant when a row was written.

A key such as 06435 goes on after Hanau became a district of its own, but in older lists it stands
for both. A seat is placed where the rest of the row says it is; a region covers all parts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from rollout import language
from rollout.language import Text, in_both
from rollout.readers.addresses import Address
from rollout.readers.column_values import Fields
from rollout.readers.findings import quote
from rollout.readers.keys import KeyReading
from rollout.readers.places import Places
from rollout.territory import Change


def seat_today(
    reading: KeyReading, text: str, address: Address, point_district: str | None, places: Places
) -> KeyReading:
    """The part of a divided district that a row's point, postcode or place lies in.

    Without any of them the seat stays in the district that goes on under the key.
    """
    change = places.divided.get(reading.key or "")
    if reading.key is None or change is None:
        return reading
    parts = set(places.parts(reading.key))
    zone = places.districts_of_postcode.get(address.postcode.digits, frozenset())
    named = {part for part in parts if address.place and places.has_place(part, address.place)}
    for evidence in ({point_district}, zone, named):
        if len(evidence & parts) == 1:
            (part,) = evidence & parts
            return reading if part == reading.key else _moved(reading, text, change, part, places)
    return reading


def _moved(
    reading: KeyReading, text: str, change: Change, part: str | None, places: Places
) -> KeyReading:
    finding = Text(f"{quote(text)} galt bis {_day(change).de} auch für {places.label(str(part))}",
                   f"{quote(text)} stood for {places.label(str(part))}, too, until "
                   f"{_day(change).en}")  # fmt: skip
    remedy = Text(f"dort liegt der Sitz: gelesen als {places.label(str(part))}",
                  f"that is where the seat lies: read as {places.label(str(part))}")  # fmt: skip
    return replace(
        reading, key=part, code="key-before-change", finding=finding, remedy=remedy,
        expected=Text("ein Kreisschlüssel von heute", "a district key of today"),
    )  # fmt: skip


def _day(change: Change) -> Text:
    return in_both(lambda lang: language.date(change.day, lang))


def region_today(
    fields: Fields,
    column: str,
    regions: Sequence[Sequence[str]],
    years: Sequence[float],
    listed: Collection[str],
    places: Places,
) -> list[list[str]]:
    """Regions of all rows with the parts of divided districts, where they are of before.

    A row of the year of the change or later means the district that is left, and so does a file
    that names one of those that came.

    Parameters
    ----------
    regions
        Districts of every row.
    years
        Year of every row; NaN: unknown.
    listed
        Districts that the file names one by one.
    """
    old = {key: change for key, change in places.divided.items() if not change.added & set(listed)}
    if not any(key in old for keys in regions for key in keys):
        return [list(keys) for keys in regions]
    whole = []
    for line, keys, year in zip(fields.lines, regions, years, strict=True):
        wide: dict[str, None] = {}
        for key in keys:
            # Comparisons with NaN are false: without a year the region is one of before.
            parts = (key,) if key not in old or year >= old[key].day.year else places.parts(key)
            wide |= dict.fromkeys(parts)
            if set(parts) - set(keys):
                _note(fields, column, line, old[key], [p for p in parts if p != key], key, places)
        whole.append(list(wide))
    return whole


def _note(
    fields: Fields, column: str, line: int, change: Change, came: Sequence[str], key: str,
    places: Places,
) -> None:  # fmt: skip
    names = ", ".join(places.label(part) for part in came)
    fields.report(
        "note", "area-before-change", column, line,
        Text(f"{places.label(key)} umfasste bis {_day(change).de} auch {names}",
             f"{places.label(key)} included {names} until {_day(change).en}"),
        remedy=Text("das Gebiet gilt als von damals und zählt für alle Teile",
                    "the region is taken for one of that time and counts for all parts"),
    )  # fmt: skip
