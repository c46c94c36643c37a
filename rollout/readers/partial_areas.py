"""Regions of all rows: districts as named, and those of which only municipalities are named.

The planner knows whole districts. One of which a row names municipalities counts from half of its
inhabitants on, like a circle that covers half of its area; either way the row is told how many.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from rollout import language
from rollout.language import Text, in_both
from rollout.readers.column_values import Fields
from rollout.readers.places import Places
from rollout.readers.service_areas import AreaReading, read_area, split_areas

LEAST_SHARE = 0.5


@dataclass
class Region:
    """What one cell names.

    Parameters
    ----------
    whole
        Keys of the districts that count.
    towns
        Keys of the municipalities named, whether their district counts or not.
    """

    whole: list[str] = field(default_factory=list)
    towns: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The same to be read again: districts of which municipalities are named stay that."""
        return ";".join([*self.whole, *self.towns])


def read_regions(
    fields: Fields, column: str, places: Places
) -> tuple[list[Region], set[str], list[dict[str, list[str]]]]:
    """Districts of every row, those of the file named one by one, and towns by their district.

    Parameters
    ----------
    column
        Cells may be empty.
    """
    parts = [split_areas(cell, places) for cell in fields.values(column)]
    readings = {text: read_area(text, places) for texts in parts for text in texts}
    regions, towns = [], []
    for line, texts in zip(fields.lines, parts, strict=True):
        mine = [readings[text] for text in texts]
        _report(fields, column, line, mine)
        whole = dict.fromkeys(key for reading in mine if not reading.town for key in reading.keys)
        regions.append(Region(list(whole)))
        towns.append(_by_district([reading for reading in mine if reading.town], whole))
    listed = {r.keys[0] for r in readings.values() if len(r.keys) == 1 and not r.town}
    return regions, listed, towns


def _report(fields: Fields, column: str, line: int, readings: Sequence[AreaReading]) -> None:
    for reading in readings:
        if reading.code:
            fields.report(
                reading.level, reading.code, column, line,
                reading.finding, reading.expected, reading.remedy, reading.candidates,
            )  # fmt: skip


def _by_district(readings: Sequence[AreaReading], whole: Collection[str]) -> dict[str, list[str]]:
    """Municipalities of each district that the row does not name as a whole."""
    towns: dict[str, list[str]] = {}
    for reading in readings:
        (key,) = reading.keys
        if key not in whole and reading.town not in towns.setdefault(key, []):
            towns[key].append(reading.town)
    return {key: keys for key, keys in towns.items() if keys}


def add_parts(
    fields: Fields,
    column: str,
    regions: Sequence[Region],
    towns: Sequence[dict[str, list[str]]],
    places: Places,
    needs_one: bool = False,
) -> None:
    """Add districts of which a row names most, and say of each how many municipalities it names.

    Parameters
    ----------
    needs_one
        A row must end with a district: it is an error where it names too little of any.
    """
    for line, region, mine in zip(fields.lines, regions, towns, strict=True):
        for key, keys in mine.items():
            share = share_of(key, keys, places)
            if share >= LEAST_SHARE:
                region.whole.append(key)
            is_wrong = needs_one and not region.whole
            _note_part(fields, column, line, key, keys, share, is_wrong, places)
            region.towns += keys


def share_of(key: str, towns: Sequence[str], places: Places) -> float:
    """Share of a district's inhabitants in some of its municipalities."""
    rows = places.gazetteer.of_district[key]
    people = sum(row.population for row in rows)
    return sum(row.population for row in rows if row.key in towns) / people if people else 0.0


def _note_part(
    fields: Fields, column: str, line: int, key: str, towns: Sequence[str], share: float,
    is_wrong: bool, places: Places,
) -> None:  # fmt: skip
    label, count = places.label(key), len(places.gazetteer.of_district[key])
    part = in_both(lambda lang: language.percent(share, lang=lang))
    finding = Text(
        f"nennt {len(towns)} von {count} Gemeinden in {label} ({part.de} der Einwohner)",
        f"names {len(towns)} of {count} municipalities in {label} ({part.en} of people)",
    )
    if share >= LEAST_SHARE:
        remedy = Text("der Kreis zählt, weil es mindestens die Hälfte der Einwohner ist",
                      "the district counts, since it is at least half of the people")  # fmt: skip
    else:
        remedy = Text(
            "der Kreis zählt nicht, weil es weniger als die Hälfte der Einwohner ist; ist der "
            f"ganze Kreis gemeint, {key} eintragen",
            "the district does not count, since it is less than half of the people; if the whole "
            f"district is meant, enter {key}",
        )
    fields.report(
        "error" if is_wrong else "note", "part-of-district", column, line, finding, remedy=remedy,
        candidates=(key,),
    )  # fmt: skip
