"""Names of districts as people write them: with Landkreis, SK, Region, Stadt before or behind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rollout.readers.place_names import (
    OfficialName,
    joined,
    official_name,
    without_titles,
    words_of,
)

Kind = Literal["city", "county"]
CITY_TYPES = frozenset({"Kreisfreie Stadt", "Stadtkreis"})

_CITY = (
    r"kreisfreie\s{1,3}stadt|krfr\.?\s{0,3}stadt|kreisfr\.?\s{0,3}stadt|stadtkreis|sk|ks|stadt"
    r"|(?:[a-zäöü]{1,30}-?\s{0,3}und\s{1,3})?"
    r"(?:landeshaupt|bundes|hanse|universit[aä]e?ts|wissenschafts)stadt"
    r"|independent\s{1,3}city|city(?:\s{1,3}of)?"
)
_COUNTY = (
    r"(?:land|alt)?kreis|lkr\.?|lk\.?|kr\.?|l\.?-?kreis|landratsamt|kreisverwaltung"
    r"|district(?:\s{1,3}of)?|county(?:\s{1,3}of)?"
)
_REGION = r"region|st[aä]e?dteregion|regionalverband|stadtverband"
_NAME = r"(?P<name>.{1,100})"
# A name ends where no sign of _BETWEEN stands, so that a row of them is tried once.
_SHORTEST_NAME = r"\A(?P<name>.{1,100}?)(?<![\s.,:(/-])"
_BETWEEN = r"[\s.,:(/-]{1,5}"
_KINDS = {"city": _CITY, "county": f"{_COUNTY}|{_REGION}"}
_BEFORE = {
    kind: re.compile(f"(?:{words}){_BETWEEN}{_NAME}", re.IGNORECASE)
    for kind, words in _KINDS.items()
}
_BEHIND = {
    kind: re.compile(f"{_SHORTEST_NAME}{_BETWEEN}(?:{words})" + r"\s{0,3}\)?", re.IGNORECASE)
    for kind, words in {**_KINDS, "county": f"{_KINDS['county']}|land"}.items()
}
_REGION_BEFORE = re.compile(f"(?:{_REGION})" + r"\s{1,3}" + _NAME, re.IGNORECASE)
_KREIS = "kreis"
_BRACKET = re.compile(
    r"(?<!\s)\s*\((?P<kind>Stadt|Landkreis|Kreis|kreisfreie Stadt)\)$", re.IGNORECASE
)


@dataclass(frozen=True)
class Naming:
    """A name with the kind of district it asks for; None: it does not say."""

    name: str
    kind: Kind | None = None


def callings(text: str) -> list[Naming]:
    """Ways to read a name, the most literal first.

    >>> callings("LK München")[-1], callings("Rosenheim, Stadt")[-1]
    (Naming(name='München', kind='county'), Naming(name='Rosenheim', kind='city'))
    >>> callings("Hof")
    [Naming(name='Hof', kind=None)]
    """
    readings = [Naming(text)]
    before = _without_kinds(text, _BEFORE)
    behind = [c for part in [Naming(text), *before] for c in _without_kinds(part.name, _BEHIND)]
    # "Kreis Rosenheim (Land)" says it twice; "Landkreis Rosenheim (Stadt)" contradicts itself.
    for way in behind:
        kinds = {part.kind for part in before} | {way.kind}
        readings += [Naming(way.name, way.kind)] if len(kinds) == 1 or not before else []
    return [*readings[:1], *before, *readings[1:]]


def _without_kinds(text: str, patterns: Mapping[str, re.Pattern[str]]) -> list[Naming]:
    matches = [(kind, pattern.fullmatch(text)) for kind, pattern in patterns.items()]
    return [
        Naming(match["name"].strip(), "city" if kind == "city" else "county")
        for kind, match in matches
        if match
    ]


@dataclass(frozen=True)
class NamedDistrict:
    """A district under its official name.

    Parameters
    ----------
    key
        Its key, or that of a dissolved district.
    kind
        City or county; None where the list does not say.
    names
        Its names: as listed, and without "Region" or "-Kreis".
    stem
        Its name without "kreis" where that is no word of its own: "Wartburg". Only a name that
        asks for a county means it so.
    """

    key: str
    kind: Kind | None
    names: tuple[OfficialName, ...]
    stem: str = ""

    def is_kind(self, kind: Kind | None) -> bool:
        """Whether a name that asks for this kind may mean the district."""
        return kind is None or self.kind is None or kind == self.kind

    def is_called(self, words: tuple[str, ...], kind: Kind | None) -> bool:
        """Whether the words are its name, also in short."""
        if any(name.is_short(words) for name in self.names):
            return True
        return kind == "county" and joined(words) == self.stem


@dataclass(frozen=True, eq=False)
class DistrictNames:
    """Districts by name.

    Parameters
    ----------
    districts
        All of them, several under one name where they share it.
    """

    districts: tuple[NamedDistrict, ...]

    @cached_property
    def _by_word(self) -> dict[str, list[NamedDistrict]]:
        rows: dict[str, list[NamedDistrict]] = {}
        for district in self.districts:
            words = {word for name in district.names
                     for word in (name.words[0], joined(name.words), *name.shorts)}  # fmt: skip
            words |= {district.stem} - {""}
            for word in words:
                rows.setdefault(word, []).append(district)
        return rows

    def matches(self, text: str) -> tuple[list[str], list[str]]:
        """Keys of the districts a name may mean, and of those worth asking about.

        The first way to read the name that any district answers to counts. A name that says
        no kind means all districts called so, in full or in short.
        """
        close: list[str] = []
        for words, kind in _readings(text):
            meant = self._meant(words, kind)
            keys = [district.key for district in meant if district.is_kind(kind)]
            if keys:
                return keys, keys
            close += [district.key for district in (*meant, *self._halves(words))]
        return [], list(dict.fromkeys(close))

    def _meant(self, words: tuple[str, ...], kind: Kind | None) -> list[NamedDistrict]:
        rows = (*self._by_word.get(words[0], ()), *self._by_word.get(joined(words), ()))
        districts = list(dict.fromkeys(rows))
        full = [d for d in districts if any(name.is_named(words) and len(name.words) > len(
            name.head) for name in d.names)]  # fmt: skip
        return full or [d for d in districts if d.is_called(words, kind)]

    def _halves(self, words: tuple[str, ...]) -> Iterable[NamedDistrict]:
        rows = self._by_word.get(joined(words), ())
        return (d for d in rows if any(joined(words) in name.shorts for name in d.names))


def _readings(text: str) -> list[tuple[tuple[str, ...], Kind | None]]:
    """Words of every way to read a name; titles are taken off where no word says a kind."""
    readings = [(words_of(way.name), way.kind) for way in callings(text)]
    if len(readings) == 1:
        readings.append((without_titles(readings[0][0]), None))
    return [(words, kind) for words, kind in dict.fromkeys(readings) if words]


def without_kind(name: str) -> str:
    """Name of a district without the bracket that tells city and county apart.

    >>> without_kind("Hof (Landkreis)"), without_kind("Halle (Saale)")
    ('Hof', 'Halle (Saale)')
    """
    return _BRACKET.sub("", name)


def is_called(text: str, name: str) -> bool:
    """Whether a text, with or without a kind, is this name.

    >>> is_called("Stadt Hanau", "Hanau"), is_called("Landkreis Hanau", "Hanau")
    (True, False)
    """
    return any(words == words_of(name) and kind != "county" for words, kind in _readings(text))


def named_district(key: str, name: str, kind: str | None = None) -> NamedDistrict:
    """A district of a list; its kind is a type of the official list or stands in the name.

    >>> district = named_district("09162", "München (Stadt)")
    >>> district.kind, [name.words for name in district.names]
    ('city', [('muenchen',)])
    >>> [name.words for name in named_district("06435", "Main-Kinzig-Kreis").names]
    [('main', 'kinzig', 'kreis'), ('main', 'kinzig')]
    """
    bracket = _BRACKET.search(name)
    base = without_kind(name)
    of_type: Kind | None = None
    if kind:
        of_type = "city" if kind in CITY_TYPES else "county"
    elif bracket:
        of_type = (
            "county"
            if "kreis" in bracket["kind"].casefold().removeprefix("kreisfreie")
            else ("city")
        )
    spellings = [base]
    region = _REGION_BEFORE.fullmatch(base)
    if region:
        spellings.append(region["name"])
    # "Main-Kinzig-Kreis" is called Main-Kinzig, "Kreis Main-Kinzig", too.
    before = base[: -len(_KREIS)].rstrip("-") if base.casefold().endswith(_KREIS) else ""
    if base.endswith("-Kreis"):
        spellings.append(before)
    stem = joined(words_of(before))
    return NamedDistrict(key, of_type, tuple(official_name(t) for t in spellings), stem)


def former_district(key: str, name: str) -> NamedDistrict:
    """A dissolved district of the list of changes, which writes kinds before or behind.

    >>> former_district("03201", "KS Hannover").kind
    'city'
    """
    last = callings(name)[-1]
    # The list marks cities; a name alone was a Landkreis.
    return NamedDistrict(key, last.kind or "county", (official_name(last.name),))
