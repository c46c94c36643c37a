"""Reading district keys the way people have them: lost zeros, long keys, dissolved districts."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from rollout import language
from rollout.language import Text, in_both
from rollout.readers.district_names import callings, is_called
from rollout.readers.findings import NOTHING, quote
from rollout.readers.places import MOST_CANDIDATES, Places, place_label
from rollout.readers.unknown_keys import what_it_may_be

# The Regionalschlüssel is often printed in groups: 09 1 62 0000.
_SPACED = re.compile(r"[\s\u00a0.]")
_NUTS3 = re.compile(r"DE[0-9A-Z]{3}")
# Programs that keep a column with gaps as decimals write 9162.0.
_NUMBER = re.compile(r"(\d{1,20})[.,]0{1,20}")
# Digits seen -> digits of the full key (AGS, ARS, ARS of an association of municipalities).
_LONG = {8: 8, 12: 12, 9: 9, 7: 8, 11: 12}
CITY_STATES = ("02", "11")
EXPECTED = Text("fünf Ziffern wie '09162'", "five digits such as '09162'")


@dataclass(frozen=True)
class KeyReading:
    """What a cell says about a district.

    Parameters
    ----------
    key
        Valid key, or None.
    code
        "" when the cell is a valid key as it stands, else what was repaired or is wrong.
    found, expected, remedy
        For a message about it.
    candidates
        Keys of the districts that may be meant.
    other_key
        Key the cell gives of another territorial status, "" otherwise.
    """

    key: str | None
    code: str = ""
    finding: Text = NOTHING
    expected: Text = NOTHING
    remedy: Text = NOTHING
    candidates: tuple[str, ...] = ()
    other_key: str = ""


def read_key(text: str, places: Places) -> KeyReading:
    """Read one district key, repairing what has only one meaning.

    Repaired: a lost leading zero, blanks or dots between the digits, keys of municipalities (8 or
    12 digits) and of boroughs of a city that is a Land, `02`/`11` for Hamburg and Berlin, NUTS 3
    codes of any edition, a dissolved district with one successor, the unambiguous name of a
    district of today or before, with Landkreis, SK, Region ... before or behind. Never guessed: a
    dissolved district with several successors, a name borne by two districts.

    >>> import pandas as pd
    >>> no = pd.DataFrame(columns=["plz", "place", "ags"])
    >>> old = pd.DataFrame(columns=["old_ags", "valid_until", "new_ags", "share_population"])
    >>> places = Places({"09162": "München (Stadt)"}, old, no, lambda x, y: [])
    >>> read_key("9162", places).key, read_key("9162", places).code
    ('09162', 'lost-zero')
    """
    if text in places.names:
        return KeyReading(text)
    code = text.strip().upper()
    if _NUTS3.fullmatch(code) and code in places.nuts:
        return _from_nuts(places.nuts[code], text, places)
    number = _NUMBER.fullmatch(text)
    digits = number[1] if number else _SPACED.sub("", text)
    if not digits.isascii() or not digits.isdecimal():
        return _from_name(text, places)
    for candidate, code in _candidates(digits):
        if candidate in places.divided and code in ("long-key", "lost-zero") and len(digits) > 5:
            return _of_municipality(digits, candidate, code, text, places)
        if candidate in places.names:
            return _repair(candidate, code if candidate != digits else "key-spelling", text,
                             places)  # fmt: skip
    for candidate, code in _candidates(digits):
        if candidate in places.successors:
            return _other_district(candidate, code, text, places)
    return _city_part(digits, text, places) or _unknown(text, places)


def _of_municipality(digits: str, key: str, code: str, text: str, places: Places) -> KeyReading:
    """District of a municipality's key that begins with a district others have left since."""
    full = digits.zfill(_LONG[len(digits)])
    # An ARS of 12 digits has those of the association before those of the municipality.
    town = places.gazetteer.by_key.get(full[:5] + full[-3:])
    if len(full) in (8, 12) and town is not None and town.district in places.names:
        return _repair(town.district, code, text, places)
    day = _day(places.divided[key].day)
    parts = places.parts(key)
    labels = ", ".join(places.label(part) for part in parts)
    return KeyReading(
        None,
        "unknown-key",
        Text(f"{quote(text)} kann eine Gemeinde sein, die {key} seit {day.de} nicht mehr hat",
             f"{quote(text)} may be a municipality that {key} has not had since {day.en}"),
        Text(f"einer von: {labels}", f"one of: {labels}"),
        Text("den Kreisschlüssel eintragen", "enter the key of the district"),
        parts,
    )  # fmt: skip


def _other_district(key: str, code: str, text: str, places: Places) -> KeyReading:
    """Explain a key of another territorial status, older or newer."""
    if key in places.to_come:
        return replace(_later_district(key, text, places), other_key=key)
    return replace(_former_district(key, code, text, places), other_key=key)


def _day(day: dt.date) -> Text:
    return in_both(lambda lang: language.date(day, lang))


def _city_part(digits: str, text: str, places: Places) -> KeyReading | None:
    """District of a key below the only district of a Land, such as a borough of Berlin."""
    if len(digits) not in (5, *_LONG):
        return None
    full = digits.zfill(_LONG.get(len(digits), 5))
    districts = [key for key in places.names if key[:2] == full[:2]]
    # Of these Länder the district is the whole Land, whatever the rest of the key says.
    if len(districts) != 1 or full[:2] not in CITY_STATES:
        return None
    return _repair(districts[0], "city-part", text, places)


def _later_district(key: str, text: str, places: Places) -> KeyReading:
    """Explain a district that is younger than the outlines; it counts where it lay before."""
    change = places.to_come[key]
    name, day = change.name(key), _day(change.day)
    finding = Text(f"{quote(text)} ist {name}, seit {day.de} ein eigener Kreis ({key})",
                   f"{quote(text)} is {name}, a district of its own ({key}) since {day.en}",
    )  # fmt: skip
    status = Text("ein Kreis des Gebietsstands der Karte",
                  "a district of the map's territorial status")  # fmt: skip
    before = tuple(old for old, _ in places.successors[key])
    if len(before) > 1:
        labels = ", ".join(places.label(old) for old in before)
        remedy = Text(f"einen davon eintragen: {labels}", f"enter one of them: {labels}")
        return KeyReading(None, "later-district", finding, status, remedy, before)
    label = places.label(before[0])
    remedy = Text(f"zählt wie vorher zu {label}", f"counts as part of {label}, as before")
    return KeyReading(before[0], "later-district", finding, status, remedy)


def _from_nuts(key: str, text: str, places: Places) -> KeyReading:
    if key in places.names:
        return _repair(key, "nuts-code", text, places)
    return _other_district(key, "nuts-code", text, places) if key in places.successors else (
        _unknown(text, places)
    )  # fmt: skip


def _candidates(digits: str) -> list[tuple[str, str]]:
    """Keys the digits may stand for, each with the name of the repair."""
    if len(digits) == 5:
        return [(digits, "key-spelling")]
    if len(digits) == 4:
        return [("0" + digits, "lost-zero")]
    # Hamburg and Berlin are Land and district at once; Bremen has two districts.
    if digits.zfill(2) in CITY_STATES:
        return [(digits.zfill(2) + "000", "city-state")]
    if len(digits) in _LONG:
        full = digits.zfill(_LONG[len(digits)])
        return [(full[:5], "long-key" if full == digits else "lost-zero")]
    return []


_REPAIRS = {
    "lost-zero": Text("führende Null verloren", "leading zero lost"),
    "long-key": Text("Gemeindeschlüssel", "key of a municipality"),
    "city-state": Text("Schlüssel des Landes", "key of the Land"),
    "city-part": Text("Schlüssel eines Teils der Stadt", "key of a part of the city"),
    "key-spelling": Text("Schreibweise", "spelling"),
    "nuts-code": Text("NUTS-3-Schlüssel", "NUTS 3 code"),
    "district-name": Text("Name statt Schlüssel", "name instead of key"),
}


def _repair(key: str, code: str, text: str, places: Places) -> KeyReading:
    label = places.label(key)
    what = _REPAIRS[code]
    return KeyReading(
        key,
        code,
        Text(f"{quote(text)} ist kein Kreisschlüssel: {what.de}",
             f"{quote(text)} is not a district key: {what.en}"),
        EXPECTED,
        Text(f"gelesen als {label}", f"read as {label}"),
    )  # fmt: skip


def _former_district(old: str, code: str, text: str, places: Places) -> KeyReading:
    is_name = code == "district-name"
    finding = Text(
        f"{quote(text)} ist {'ein aufgelöster Kreis' if is_name else _FORMER_KEY.de}",
        f"{quote(text)} is {'a dissolved district' if is_name else _FORMER_KEY.en}",
    )
    successor = places.only_successor(old)
    if successor is not None:
        label = places.label(successor)
        return KeyReading(
            successor,
            "dissolved",
            finding,
            Text("heutiger Kreisschlüssel", "a district key of today"),
            Text(f"ersetzt durch den einzigen Nachfolger {label}",
                 f"replaced by its only successor {label}"),
        )  # fmt: skip
    shares = places.successors[old]
    heirs = in_both(
        lambda lang: ", ".join(
            f"{places.label(key)} ({language.percent(share, lang=lang)})" for key, share in shares
        )
    )
    return KeyReading(
        None,
        "dissolved-several",
        finding,
        Text(
            f"einer der Nachfolger: {heirs.de} der Einwohner",
            f"one of its successors: {heirs.en} of people",
        ),
        Text("den zutreffenden Schlüssel eintragen", "enter the key that applies"),
        tuple(key for key, _ in shares),
    )


_FORMER_KEY = Text("der Schlüssel eines aufgelösten Kreises", "the key of a dissolved district")


def _from_name(text: str, places: Places) -> KeyReading:
    """District of today by name, else a dissolved one, else a question with who may be meant."""
    keys, close = places.district_names.matches(text)
    if len(keys) == 1:
        return _repair(keys[0], "district-name", text, places)
    if keys:
        return _ambiguous(text, keys, places)
    others, _ = places.former_names.matches(text)
    # A city to come is called so with or without "Stadt", but not "Landkreis".
    later = [key for key, change in places.to_come.items() if is_called(text, change.name(key))]
    former = later[:1] or [key for key in others if key not in places.to_come]
    if len({places.only_successor(old) or old for old in former}) == 1:
        return _other_district(former[0], "district-name", text, places)
    if former:
        heirs = {key for old in former for key, _ in places.successors[old]}
        finding = Text(f"{quote(text)} ist aufgelöst und aufgeteilt",
                       f"{quote(text)} is dissolved and split up")  # fmt: skip
        return replace(_ambiguous(text, sorted(heirs), places), finding=finding)
    return _unknown_name(text, close, places)


def _ambiguous(text: str, keys: list[str], places: Places) -> KeyReading:
    labels = ", ".join(places.label(key) for key in keys)
    return KeyReading(
        None,
        "ambiguous-name",
        Text(f"{quote(text)} heißen mehrere Kreise", f"{quote(text)} names several districts"),
        Text(f"einer von: {labels}", f"one of: {labels}"),
        Text("den Schlüssel eintragen", "enter the key"),
        tuple(keys),
    )


def _unknown_name(text: str, close: list[str], places: Places) -> KeyReading:
    """Question about a name that no district bears: names alike, municipalities called so."""
    towns = places.gazetteer.bearers(callings(text)[-1].name).here
    labels = [places.label(key) for key in close]
    labels += [place_label(places, row) for row in towns[: MOST_CANDIDATES - len(labels)]]
    if not labels:
        return _unknown(text, places)
    one_of = ", ".join(dict.fromkeys(labels))
    return KeyReading(
        None,
        "unknown-key",
        Text(f"{quote(text)} ist kein Kreisschlüssel und kein Name eines Kreises",
             f"{quote(text)} is neither a district key nor the name of a district"),
        Text(f"einer von: {one_of}", f"one of: {one_of}"),
        Text("den Schlüssel eintragen", "enter the key"),
        tuple(dict.fromkeys([*close, *(row.district for row in towns)])),
    )  # fmt: skip


def _unknown(text: str, places: Places) -> KeyReading:
    remedy, candidates = what_it_may_be(text, places)
    finding = Text(f"{quote(text)} ist kein Kreisschlüssel", f"{quote(text)} is not a district key")
    return KeyReading(None, "unknown-key", finding, EXPECTED, remedy, candidates)
