"""Reading a service area: districts, and whole Länder, chamber and planning regions by name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rollout.ags import LAENDER, land_key
from rollout.errors import Level
from rollout.language import Text
from rollout.readers.district_names import callings
from rollout.readers.findings import NOTHING, quote
from rollout.readers.headers import fold
from rollout.readers.keys import KeyReading, read_key
from rollout.readers.places import Places, bare_chamber

_BETWEEN = re.compile(r"[;,|\n]")
# Blanks part keys only: names of regions have blanks of their own.
_SPACED_KEYS = re.compile(r"[0-9]{4,5}(\s+[0-9]{4,5})+")
_AND = re.compile(r"(?<!\s)\s+(?:und|sowie|u\.|&|and)\s+")
_PLURAL = re.compile(
    r"(?:die\s{1,3})?(?:(?:Land)?kreisen?|(?:kreisfreien?\s{1,3})?Städten?)\s{1,3}", re.IGNORECASE
)
_BOTH = re.compile(
    r"(?:(?:kreisfreie\s{1,3})?Stadt|SK)\s{1,3}(?:und|u\.|&|\+)\s{1,3}(?:Land|(?:Land)?kreis|LK)\s{1,3}(?P<name>.{1,100})",
    re.IGNORECASE,
)
_BOTH_BEHIND = re.compile(
    r"\A(?P<name>.{1,100}?)[\s(,]{1,5}Stadt\s{1,3}(?:und|u\.|&|\+)\s{1,3}(?:Land|Landkreis|Kreis)\)?",
    re.IGNORECASE,
)
_KIND_BEHIND = frozenset(
    {"stadt", "landkreis", "kreis", "landeshauptstadt", "kreisfreie stadt", "hansestadt", "lk",
     "sk", "stadtkreis", "region", "universitätsstadt", "st", "gkst", "stadt und landkreis",
     "stadt und land", "stadt und kreis"}
)  # fmt: skip
_KINDS = {
    "land": (Text("Land", "Land"), re.compile(r"(bundes)?land\s+", re.IGNORECASE)),
    "chamber": (
        Text("IHK-Bezirk", "chamber district"),
        re.compile(r"(IHK[- ]?(Bezirk|Gebiet)|Kammerbezirk|IHK|HK|chamber)\s+", re.IGNORECASE),
    ),
    "ror": (
        Text("Raumordnungsregion", "planning region"),
        re.compile(r"(ROR|Raumordnungsregion|planning region)\s+", re.IGNORECASE),
    ),
}


@dataclass(frozen=True)
class AreaReading:
    """What a part of a cell says about a service area.

    Parameters
    ----------
    keys
        Its districts, sorted; empty when it is wrong.
    level, code, found, expected, remedy
        For a message about it; without a code there is nothing to say.
    candidates
        Keys of the districts that may be meant.
    town
        Key of the municipality that is named instead of its district, which `keys` holds.
    """

    keys: tuple[str, ...]
    level: Level = "error"
    code: str = ""
    finding: Text = NOTHING
    expected: Text = NOTHING
    remedy: Text = NOTHING
    candidates: tuple[str, ...] = ()
    town: str = ""


def split_areas(cell: str, places: Places) -> list[str]:
    """Take a cell apart at semicolons, commas, bars and line ends; blanks part keys only.

    A kind behind a comma belongs to the name before it, "A und B" are two where they are not one
    name, and "Landkreise A, B und C" are three Landkreise.

    >>> import pandas as pd
    >>> places = Places({}, pd.DataFrame(), pd.DataFrame(), lambda x, y: [])
    >>> split_areas("9162 09184", places), split_areas("Bayern; IHK zu Kiel", places)
    (['9162', '09184'], ['Bayern', 'IHK zu Kiel'])
    >>> split_areas("Landkreise Celle, Gifhorn", places), split_areas("Hof, Stadt", places)
    (['Landkreis Celle', 'Landkreis Gifhorn'], ['Hof, Stadt'])
    """
    if _SPACED_KEYS.fullmatch(cell):
        return cell.split()
    parts: list[str] = []
    for part in (text.strip() for text in _BETWEEN.split(cell)):
        if parts and part.casefold() in _KIND_BEHIND:
            parts[-1] += f", {part}"
        elif part:
            parts.append(part)
    return _with_plurals([name for part in parts for name in _conjuncts(part, places)])


def _conjuncts(part: str, places: Places) -> list[str]:
    """Names of a part that joins several by "und"."""
    both = _BOTH.fullmatch(part) or _BOTH_BEHIND.fullmatch(part)
    if both:
        return [f"Stadt {both['name']}", f"Landkreis {both['name']}"]
    names = _AND.split(part)
    if len(names) == 1 or (not _PLURAL.match(part) and read_area(part, places).keys):
        return [part]
    return [name.strip() for name in names if name.strip()]


def _with_plurals(parts: list[str]) -> list[str]:
    """Give every name of "Landkreise A, B und C" its kind."""
    names, kind = [], ""
    for part in parts:
        plural = _PLURAL.match(part)
        if plural:
            kind = "Landkreis" if "kreise" in plural[0].casefold() else "Stadt"
            part = part[plural.end() :]
        is_bare = len(callings(part)) == 1 and not part[:1].isdigit()
        kind = kind if is_bare else ""
        names.append(f"{kind} {part}".strip())
    return names


def read_area(text: str, places: Places) -> AreaReading:
    """Read a district (as `read_key` does) or the name of a region with all its districts.

    A name borne by a district and a region is the district; `Land`, `IHK` or `ROR` before it
    asks for the region. A name borne by regions with different districts is never guessed. A
    municipality that is not a district by itself is told apart from its district, and so is a part
    of a city.
    """
    reading = read_key(text, places)
    part = _of_part(text, reading, places)
    if part is not None:
        return part
    if reading.key is not None and reading.code != "district-name":
        return AreaReading(
            (reading.key,), "repaired", reading.code, reading.finding, reading.expected,
            reading.remedy,
        )  # fmt: skip
    regions = _regions(text, places)
    if reading.key is not None:
        return _of_district(reading, regions)
    areas = {keys for _, _, keys in regions}
    if not areas or reading.code not in ("unknown-key", "ambiguous-name"):
        return AreaReading(
            (), "error", reading.code, reading.finding, reading.expected, reading.remedy,
            reading.candidates,
        )  # fmt: skip
    if len(areas) > 1 or reading.code == "ambiguous-name":
        return _ambiguous(text, regions, reading)
    kind, name, keys = regions[0]
    label = _KINDS[kind][0]
    keys_text = ", ".join(keys[:12]) + (" …" if len(keys) > 12 else "")
    return AreaReading(
        keys, "repaired", "area-name",
        Text(f"{quote(text)} als {label.de} {name} gelesen",
             f"{quote(text)} read as {label.en} {name}"),
        remedy=Text(f"{len(keys)} Kreise: {keys_text}", f"{len(keys)} districts: {keys_text}"),
    )  # fmt: skip


def _of_part(text: str, reading: KeyReading, places: Places) -> AreaReading | None:
    """Municipality by key, or by a name that nobody else bears; None for anything else."""
    if reading.code == "unknown-key" and not _regions(text, places):
        bearers = places.gazetteer.bearers(text)
        if len(bearers.here) == 1 and not bearers.abroad:
            return AreaReading((bearers.here[0].district,), town=bearers.here[0].key)
    digits = "".join(filter(str.isdecimal, text))
    is_long = len(digits) > 5 and reading.code in ("long-key", "lost-zero")
    if reading.key is None or not (is_long or reading.code == "city-part"):
        return None
    towns = places.gazetteer  # only now: most service areas need none, and reading it takes time
    inside = towns.of_district.get(reading.key, [])
    if (len(inside) == 1 and is_long) or not inside:
        return None  # the only municipality of its district is the district
    full = digits.zfill(8 if len(digits) < 9 else 12)
    town = towns.by_key.get(full[:5] + full[-3:])
    if is_long and town is not None:
        return AreaReading((town.district,), town=town.key)
    label = places.label(reading.key)
    return AreaReading(
        (), "error", "part-of-district",
        Text(f"{quote(text)} ist ein Teil von {label}, und wie groß er ist, ist nicht bekannt",
             f"{quote(text)} is a part of {label}, and how large it is is not known"),
        Text("Schlüssel von Kreisen oder heutigen Gemeinden",
             "keys of districts or of municipalities of today"),
        Text(f"ist der ganze Kreis gemeint, {reading.key} eintragen",
             f"if the whole district is meant, enter {reading.key}"),
        (reading.key,),
    )  # fmt: skip


def _of_district(reading: KeyReading, regions: list[tuple[str, str, tuple[str, ...]]]) -> (
    AreaReading
):  # fmt: skip
    assert reading.key is not None
    remedy = reading.remedy
    others = [r for r in regions if r[2] != (reading.key,)]
    if reading.code == "district-name" and others:
        kind, name, _ = others[0]
        label, prefix = _KINDS[kind][0], {"land": "Land", "chamber": "IHK", "ror": "ROR"}[kind]
        remedy = Text(
            f"{remedy.de}; wer {label.de} {name} meint, schreibt '{prefix} {name}'",
            f"{remedy.en}; for the {label.en} {name} write '{prefix} {name}'",
        )
    return AreaReading(
        (reading.key,), "repaired", reading.code, reading.finding, reading.expected, remedy
    )


def _ambiguous(
    text: str, regions: list[tuple[str, str, tuple[str, ...]]], reading: KeyReading
) -> AreaReading:
    de = [f"{_KINDS[kind][0].de} {name} ({len(keys)} Kreise)" for kind, name, keys in regions]
    en = [f"{_KINDS[kind][0].en} {name} ({len(keys)} districts)" for kind, name, keys in regions]
    if reading.code == "ambiguous-name":
        de.append(reading.expected.de.removeprefix("einer von: "))
        en.append(reading.expected.en.removeprefix("one of: "))
    return AreaReading(
        (), "error", "ambiguous-name",
        Text(f"{quote(text)} kann mehreres heißen", f"{quote(text)} may mean several things"),
        Text(f"welches davon? {', '.join(de)}", f"which of these? {', '.join(en)}"),
        Text("'Land', 'IHK' oder 'ROR' davor schreiben oder die Schlüssel eintragen",
             "write 'Land', 'IHK' or 'ROR' before it, or enter the keys"),
    )  # fmt: skip


def _regions(text: str, places: Places) -> list[tuple[str, str, tuple[str, ...]]]:
    """Regions called so: kind, name, keys."""
    regions = []
    for kind, (_, prefix) in _KINDS.items():
        prefix_match = prefix.match(text)
        others = [other for other, (_, p) in _KINDS.items() if other != kind and p.match(text)]
        # "IHK Bayern" asks for a chamber; the Land of that name is not meant.
        if others and not prefix_match:
            continue
        plain = text[prefix_match.end() :] if prefix_match else text
        regions += [(kind, *region) for region in _of_kind(kind, plain, text, places)]
    return regions


def _of_kind(kind: str, plain: str, text: str, places: Places) -> list[tuple[str, tuple[str, ...]]]:
    if kind == "land":
        key = None if plain.isdecimal() else land_key(plain)
        keys = tuple(sorted(k for k in places.names if k[:2] == key))
        return [(LAENDER[key], keys)] if key and keys else []
    regions = places.regions_of_name.get(kind, {})
    spellings = {fold(plain), fold(text), fold(bare_chamber(plain))} - {""}
    names = dict.fromkeys(name for spelling in spellings for name in regions.get(spelling, ()))
    return [(name, places.regions[kind][name]) for name in names]
