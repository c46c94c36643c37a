"""Which area a row of an official table is about: the levels are mixed in these files."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rollout.ags import LAENDER
from rollout.language import Text
from rollout.readers.findings import Findings, quoted

NATION = frozenset({"dg", "de", "d", "0", "00", "99", "999", "deutschland", "bund"})
_CITY_STATES = ("02", "11")
_ZERO_DECIMALS = re.compile(r"([0-9]+)[.,]0+")

DROPPED = {
    "nation": Text("Deutschland", "Germany"),
    "land": Text("Länder", "Länder"),
    "region": Text("Regierungsbezirke und statistische Regionen", "government regions"),
    "part": Text("Gemeinden und Stadtbezirke", "municipalities and city districts"),
    "other": Text("andere Gebiete", "other areas"),
}


@dataclass(frozen=True)
class Area:
    """Level of an area (`district` or a key of `DROPPED`) and, for a district, its key."""

    level: str
    ags: str = ""
    repaired: bool = False


def read_areas(keys: Iterable[str]) -> dict[str, Area]:
    """Read all keys of a file; what `02` or `01001000` means depends on the others.

    `02` and `11` are Hamburg and Berlin unless `02000` and `11000` are there too. Eight digits
    ending in 000 are the district, unless its five digits are there too; other keys of eight
    digits are municipalities. A lost leading zero is put back.

    >>> areas = read_areas(["DG", "02", "1001", "01051000", "03241001", "031"])
    >>> [(area.level, area.ags) for area in areas.values()]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('nation', ''), ('district', '02000'), ('district', '01001'), ('district', '01051'),
     ('part', ''), ('region', '')]
    """
    stated = list(dict.fromkeys(keys))
    full = {_padded(_digits(key)) for key in stated}
    return {key: _read_area(key, full) for key in stated}


def _digits(key: str) -> str:
    text = key.strip()
    number = _ZERO_DECIMALS.fullmatch(text)
    return number[1] if number else text


def _padded(digits: str) -> str:
    """Put back a zero that a spreadsheet dropped (1, 4, 7 or 11 digits)."""
    return "0" + digits if len(digits) in (1, 4, 7, 11) and digits.isdecimal() else digits


def _read_area(key: str, full: Collection[str]) -> Area:
    digits = _digits(key)
    if digits.casefold() in NATION or not digits:
        return Area("nation" if digits else "other")
    padded = _padded(digits)
    if not padded.isascii() or not padded.isdecimal() or padded[:2] not in LAENDER:
        return Area("other")
    repaired = padded != digits
    if len(padded) == 2:
        district = padded in _CITY_STATES and f"{padded}000" not in full
        return Area("district", f"{padded}000", repaired) if district else Area("land")
    if len(padded) == 3:
        return Area("region")
    if len(padded) == 5:
        return Area("district", padded, repaired)
    whole = padded.endswith("000" if len(padded) == 8 else "0000000")
    if len(padded) in (8, 12) and whole and padded[:5] not in full:
        return Area("district", padded[:5], repaired)
    return Area("part") if len(padded) in (8, 12) else Area("other")


def note_dropped(areas: dict[str, Area], names: dict[str, str], findings: Findings) -> None:
    """Say which areas are left out because they are no districts."""
    counts: dict[str, list[str]] = {}
    for key, area in areas.items():
        if area.level != "district":
            counts.setdefault(area.level, []).append(key)
    for level, keys in counts.items():
        what = DROPPED[level]
        shown = ", ".join(quoted(f"{key} {names.get(key, '')}".strip(), 40) for key in keys[:3])
        more = " …" if len(keys) > 3 else ""
        findings.add(
            "note",
            f"dropped-{level}",
            Text(f"keine Kreise, bleiben unbeachtet: {what.de} ({len(keys)}), etwa {shown}{more}",
                 f"no districts, left out: {what.en} ({len(keys)}), such as {shown}{more}"),
        )  # fmt: skip
    lost = [key for key, area in areas.items() if area.repaired]
    if lost:
        findings.add(
            "repaired",
            "lost-zero",
            Text(f"{len(lost)} Schlüssel ohne führende Null, etwa {quoted(lost[0])}",
                 f"{len(lost)} keys without their leading zero, such as {quoted(lost[0])}"),
            remedy=Text("Null ergänzt", "zero put back"),
        )  # fmt: skip
    cities = [key for key, area in areas.items() if area.ags in ("02000", "11000")
              and len(_padded(_digits(key))) == 2]  # fmt: skip
    if cities:
        listed = ", ".join(sorted(cities))
        findings.add(
            "repaired",
            "city-state",
            Text(f"Schlüssel {listed} als Kreis Hamburg oder Berlin gelesen",
                 f"key {listed} read as the district Hamburg or Berlin"),
        )  # fmt: skip
