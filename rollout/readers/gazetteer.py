"""Who bears a name: all municipalities of Germany and the larger places across its borders."""

from __future__ import annotations

import csv
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from rollout.readers.place_names import (
    joined,
    official_name,
    without_part,
    without_titles,
    words_of,
)

MUNICIPALITIES = "municipalities.csv"
PLACES_ABROAD = "places_abroad.csv"
# A namesake abroad makes a name doubtful from a tenth of the inhabitants on; smaller ones are
# hardly ever meant, and a question about each would teach people to click questions away.
_WELL_KNOWN = 0.1


class Municipality(NamedTuple):
    """A municipality of the official register.

    Parameters
    ----------
    name, key
        Official name and key of eight digits.
    population, area_km2
        Inhabitants and area.
    latitude, longitude
        Its middle in degrees (EPSG:4326).
    since_change
        Key of its district where that is not the one its key begins with: the list is of another
        territorial status.
    """

    name: str
    key: str
    population: int
    area_km2: float
    latitude: float
    longitude: float
    since_change: str = ""

    @property
    def district(self) -> str:
        """Key of its district."""
        return self.since_change or self.key[:5]

    @property
    def short_name(self) -> str:
        """Name without the titles behind the comma."""
        return self.name.split(",")[0]


class PlaceAbroad(NamedTuple):
    """A place of a neighbour country."""

    name: str
    country: str
    population: int


@dataclass(frozen=True)
class Bearers:
    """Who may be meant by a name, the largest first.

    Parameters
    ----------
    here
        Municipalities called so, in full or in short.
    abroad
        Places called so in neighbour countries that are well known beside those here.
    """

    here: tuple[Municipality, ...] = ()
    abroad: tuple[PlaceAbroad, ...] = ()


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Names of municipalities and of places abroad.

    Parameters
    ----------
    municipalities, places_abroad
        Rows of the two tables.
    """

    municipalities: tuple[Municipality, ...] = ()
    places_abroad: tuple[PlaceAbroad, ...] = ()

    @cached_property
    def _by_word(self) -> dict[str, list[Municipality]]:
        """Municipalities by the first word of their name and of each short form."""
        rows_of: dict[str, list[Municipality]] = defaultdict(list)
        for row in self.municipalities:
            name = official_name(row.name)
            for word in {name.words[0], joined(name.words), *name.shorts}:
                rows_of[word].append(row)
        return rows_of

    @cached_property
    def of_district(self) -> dict[str, list[Municipality]]:
        """Municipalities of every district."""
        rows: dict[str, list[Municipality]] = defaultdict(list)
        for row in self.municipalities:
            rows[row.district].append(row)
        return rows

    @cached_property
    def by_key(self) -> dict[str, Municipality]:
        """Municipalities by their key of eight digits."""
        return {row.key: row for row in self.municipalities}

    @cached_property
    def _abroad(self) -> dict[str, list[PlaceAbroad]]:
        rows: dict[str, list[PlaceAbroad]] = defaultdict(list)
        for row in self.places_abroad:
            rows[joined(words_of(row.name))].append(row)
        return rows

    def bearers(self, text: str) -> Bearers:
        """Everybody who may be meant by a place.

        A full name with its addition ("Frankfurt am Main") means its bearers only; a name alone
        means those called so and those it is a short form of.
        """
        for words in _readings(text):
            here = self._here(words)
            abroad = tuple(self._abroad.get(joined(words), ()))
            if here or abroad:
                here = sorted(here, key=lambda row: (-row.population, row.key))
                least = _WELL_KNOWN * here[0].population if here else 0
                return Bearers(tuple(here), tuple(r for r in abroad if r.population >= least))
        return Bearers()

    def _candidates(self, words: tuple[str, ...]) -> dict[Municipality, None]:
        """Municipalities that share the first word, or are these words in one."""
        keys = dict.fromkeys((words[0], joined(words)))
        return dict.fromkeys(row for key in keys for row in self._by_word.get(key, ()))

    def _here(self, words: tuple[str, ...]) -> list[Municipality]:
        rows = self._candidates(words)
        names = [(row, official_name(row.name)) for row in rows]
        named = [(row, name) for row, name in names if name.is_named(words)]
        if any(len(name.words) > len(name.head) for _, name in named):
            return [row for row, _ in named]
        return [row for row, name in names if name.is_meant(words)]

    def fitting(self, text: str, district: str) -> Iterator[Municipality]:
        """Municipalities of a district that a place names, or a part of which it names."""
        given: dict[Municipality, None] = {}
        for words in _readings(text):
            for row in self._candidates(words):
                if row.district == district and row not in given:
                    name = official_name(row.name)
                    if name.is_meant(words) or name.begins(words):
                        given[row] = None
                        yield row

    def is_called(self, text: str, row: Municipality) -> bool:
        """Whether a place is a municipality's name, be it in short; half of a double name is not.

        Half of one ("Villingen") may stand for another place that the register does not list.
        """
        return any(official_name(row.name).is_short(words) for words in _readings(text))

    def like(self, text: str) -> list[Municipality]:
        """Municipalities whose name begins like a place or holds its words; only to ask about."""
        words = without_titles(words_of(text)) if text else ()
        start = joined(words)
        if len(start) < _SHORTEST:
            return []
        names = self._sorted_names
        first, last = (bisect_left(names, (sign,)) for sign in (start, start + "{"))  # { follows z
        rows = {row for _, row in names[first:last]}
        rows |= set.intersection(*(self._with_word.get(word, set()) for word in words))
        # The first word alone: "Villingen" of "Villingen Mitte".
        rows |= {row for row in self._by_word.get(words[0], ())
                 if official_name(row.name).head == words[:1]}  # fmt: skip
        return sorted(rows, key=lambda row: (-row.population, row.key))

    @cached_property
    def _sorted_names(self) -> list[tuple[str, Municipality]]:
        names = ((joined(official_name(row.name).words), row) for row in self.municipalities)
        return sorted(names, key=lambda pair: pair[0])

    @cached_property
    def _with_word(self) -> dict[str, set[Municipality]]:
        rows: dict[str, set[Municipality]] = defaultdict(set)
        for row in self.municipalities:
            for word in official_name(row.name).words:
                rows[word].add(row)
        return rows


_SHORTEST = 4  # signs of a beginning worth asking about


# English names under which these cities present themselves, or did; no other place is called so.
# "Frankfort" means both Frankfurts and is asked about like these.
_ENGLISH = {
    ("munich",): "München",
    ("cologne",): "Köln",
    ("nuremberg",): "Nürnberg",
    ("hanover",): "Hannover",
    ("brunswick",): "Braunschweig",
    ("frankfort",): "Frankfurt",
}


def _readings(text: str) -> Iterable[tuple[str, ...]]:
    """Words of a place as written, then without titles, without a part named behind it, in German.

    >>> list(_readings("Munich"))[-1] == words_of("München")
    True
    """
    spellings = (text, without_part(text), without_part(text).split(",")[0])
    readings: dict[tuple[str, ...], None] = {}
    for spelling in spellings:
        words = words_of(spelling)
        if words:
            readings |= {words: None, without_titles(words): None}
    german = [_ENGLISH[words] for words in readings if words in _ENGLISH]
    return [*readings, *map(words_of, german)]


def read_gazetteer(folder: Path) -> Gazetteer:
    """Read both tables of a data folder; they are ours and checked when they are built."""
    with (folder / MUNICIPALITIES).open(encoding="utf-8", newline="") as file:
        here = tuple(
            Municipality(row["name"], row["key"], int(row["population"]), float(row["area_km2"]),
                         float(row["latitude"]), float(row["longitude"]))
            for row in csv.DictReader(file)
        )  # fmt: skip
    with (folder / PLACES_ABROAD).open(encoding="utf-8", newline="") as file:
        abroad = tuple(
            PlaceAbroad(row["name"], row["country"], int(row["population"]))
            for row in csv.DictReader(file)
        )
    return Gazetteer(here, abroad)


@cache
def gazetteer_of(folder: Path) -> Gazetteer:
    """Gazetteer of a folder, read once."""
    return read_gazetteer(folder)
