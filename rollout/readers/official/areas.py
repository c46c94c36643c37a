"""Which area a row of an official table is about: the levels are mixed in these files."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rollout.ags import LAENDER
from rollout.language import Text
from rollout.readers.findings import Findings, quote

# Every office has its own sign for the country.
NATION = frozenset({"dg", "de", "d", "0", "00", "99", "999", "deutschland", "bund"})
_CITY_STATES = ("02", "11")
_ZERO_DECIMALS = re.compile(r"([0-9]{1,20})[.,]0{1,20}")

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
    lost_zero: bool = False


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
    unique_keys = list(dict.fromkeys(keys))
    full = {_with_zero(_digits(key)) for key in unique_keys}
    return {key: _read_area(key, full) for key in unique_keys}


def _digits(key: str) -> str:
    text = key.strip()
    number = _ZERO_DECIMALS.fullmatch(text)
    return number[1] if number else text


def _with_zero(digits: str) -> str:
    """Put back a zero that a spreadsheet dropped (1, 4, 7 or 11 digits)."""
    return "0" + digits if len(digits) in (1, 4, 7, 11) and digits.isdecimal() else digits


def _read_area(key: str, full: Collection[str]) -> Area:
    digits = _digits(key)
    if digits.casefold() in NATION or not digits:
        return Area("nation" if digits else "other")
    full_key = _with_zero(digits)
    if not full_key.isascii() or not full_key.isdecimal() or full_key[:2] not in LAENDER:
        return Area("other")
    lost_zero = full_key != digits
    if len(full_key) == 2:
        district = full_key in _CITY_STATES and f"{full_key}000" not in full
        return Area("district", f"{full_key}000", lost_zero) if district else Area("land")
    if len(full_key) == 3:
        return Area("region")
    if len(full_key) == 5:
        return Area("district", full_key, lost_zero)
    # AGS of a municipality end in 000 for district-free cities, ARS in seven zeros.
    whole = full_key.endswith("000" if len(full_key) == 8 else "0000000")
    if len(full_key) in (8, 12) and whole and full_key[:5] not in full:
        return Area("district", full_key[:5], lost_zero)
    return Area("part") if len(full_key) in (8, 12) else Area("other")


def note_other_areas(areas: dict[str, Area], names: dict[str, str], findings: Findings) -> None:
    """Say which areas are left out because they are no districts."""
    counts: dict[str, list[str]] = {}
    for key, area in areas.items():
        if area.level != "district":
            counts.setdefault(area.level, []).append(key)
    for level, keys in counts.items():
        what = DROPPED[level]
        some = ", ".join(quote(f"{key} {names.get(key, '')}".strip(), 40) for key in keys[:3])
        more = " …" if len(keys) > 3 else ""
        findings.add(
            "note",
            f"dropped-{level}",
            Text(f"keine Kreise, bleiben unbeachtet: {what.de} ({len(keys)}), etwa {some}{more}",
                 f"no districts, left out: {what.en} ({len(keys)}), such as {some}{more}"),
        )  # fmt: skip
    short = [key for key, area in areas.items() if area.lost_zero]
    if short:
        findings.add(
            "repaired",
            "lost-zero",
            Text(f"{len(short)} Schlüssel ohne führende Null, etwa {quote(short[0])}",
                 f"{len(short)} keys without their leading zero, such as {quote(short[0])}"),
            remedy=Text("Null ergänzt", "zero put back"),
        )  # fmt: skip
    cities = [key for key, area in areas.items() if area.ags in ("02000", "11000")
              and len(_with_zero(_digits(key))) == 2]  # fmt: skip
    if cities:
        keys_text = ", ".join(sorted(cities))
        findings.add(
            "repaired",
            "city-state",
            Text(f"Schlüssel {keys_text} als Kreis Hamburg oder Berlin gelesen",
                 f"key {keys_text} read as the district Hamburg or Berlin"),
        )  # fmt: skip
