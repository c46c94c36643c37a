"""What a key that is no district may be: newer than the data, mistyped, cut off, or of NUTS."""

from __future__ import annotations

import datetime as dt
import re

from rollout import language
from rollout.ags import DISTRICT_KEY, LAENDER
from rollout.language import Text, in_both
from rollout.readers.countries import GERMANY, country_name, country_of_mark, needed_to_plan
from rollout.readers.findings import quote
from rollout.readers.places import MOST_CANDIDATES, Places
from rollout.territory import FIRST

# Keys are often printed in groups: 09 1 62 0000.
_SPACED = re.compile(r"[\s\u00a0.]")
_NUTS3 = re.compile(r"DE[0-9A-Z]{3}")
_OTHER_NUTS = re.compile(r"(?!DE)([A-Z]{2})(?=[0-9A-Z]{0,2}[0-9])[0-9A-Z]{1,3}")
# Numbers of the Austrian districts (Statistik Austria); those of its municipalities begin with one.
_AUSTRIAN = tuple(
    range(first, last + 1)
    for first, last in (
        (101, 109), (201, 210), (301, 325), (401, 418), (501, 506), (601, 623), (701, 709),
        (801, 804), (900, 923),
    )
)  # fmt: skip
_LARGER_NUTS = re.compile(r"DE[0-9A-G][0-9A-Z]?")

_LOOK_UP = Text(
    "Schlüssel im Gemeindeverzeichnis nachsehen; eine Tabellenkalkulation kann die führende "
    "Null entfernt haben",
    "look the key up in the official register; a spreadsheet may have dropped the leading zero",
)


def what_it_may_be(text: str, places: Places) -> tuple[Text, tuple[str, ...]]:
    """What to do about a key that is no district, and the districts that may be meant."""
    digits = _SPACED.sub("", text)
    if digits.zfill(2) in LAENDER and len(digits) <= 2:
        land = LAENDER[digits.zfill(2)]
        return Text(f"{land} ist ein Land; seine Kreise einzeln nennen",
                    f"{land} is a Land; name its districts one by one"), ()  # fmt: skip
    abroad = _nuts_abroad(text)
    if abroad is not None:
        return abroad, ()
    alike = _alike(digits, places)
    readings = (
        _nuts(text), _cut(digits, places), _austrian(digits), _new(digits, places),
        _typed(alike, places),
    )  # fmt: skip
    said = [reading for reading in readings if reading is not None]
    remedy = in_both(lambda lang: "; ".join(line[lang] for line in [*said, _LOOK_UP]))
    return remedy, alike


def _alike(digits: str, places: Places) -> tuple[str, ...]:
    """Districts whose key differs by one digit, or by two neighbours exchanged."""
    if not DISTRICT_KEY.fullmatch(digits):
        return ()
    swaps = {digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in range(4)}
    typed = {digits[:i] + d + digits[i + 1 :] for i in range(5) for d in "0123456789"}
    return tuple(sorted((swaps | typed) & set(places.names)))


def _typed(alike: tuple[str, ...], places: Places) -> Text | None:
    if not alike:
        return None
    labels = ", ".join(places.label(key) for key in alike[:MOST_CANDIDATES])
    more = " …" if len(alike) > MOST_CANDIDATES else ""
    return Text(f"bei einem Tippfehler vielleicht {labels}{more}",
                f"with a typing error perhaps {labels}{more}")  # fmt: skip


def _new(digits: str, places: Places) -> Text | None:
    """A well-formed key may be a district newer than the changes that are known."""
    if not DISTRICT_KEY.fullmatch(digits):
        return None
    days = [FIRST, *(change.since for change in places.changes)]
    last = dt.date.fromisoformat(max(days))
    day = in_both(lambda lang: language.date(last, lang))
    return Text(f"es kann ein Kreis sein, den es erst nach dem {day.de} gibt (Änderungen stehen in "
                "district_changes.csv)",
                f"it may be a district that came after {day.en} (changes stand in "
                "district_changes.csv)")  # fmt: skip


def _cut(digits: str, places: Places) -> Text | None:
    """Six or seven digits, or a Regierungsbezirk of three, are parts of another key."""
    if not digits.isdecimal():
        return None
    if len(digits) == 3 and digits[:2] in LAENDER:
        return Text(f"{quote(digits)} ist ein Regierungsbezirk, kein Kreis",
                    f"{quote(digits)} is a government region, not a district")  # fmt: skip
    if len(digits) == 6 and digits[:5] in places.names:
        label = places.label(digits[:5])
        return Text(f"ein abgeschnittener Gemeindeschlüssel? Er begänne mit {label}",
                    f"the key of a municipality, cut off? It would begin with {label}")  # fmt: skip
    return None


def _nuts_abroad(text: str) -> Text | None:
    """A NUTS code names its country; what planning there would take."""
    match = _OTHER_NUTS.fullmatch(text.strip().upper())
    code = country_of_mark(match[1]) if match else None
    if code is None or code == GERMANY:
        return None
    country, needed = country_name(code), needed_to_plan(code)
    return Text(f"NUTS-Schlüssel, Land {country.de}; {needed.de}",
                f"NUTS code, country {country.en}; {needed.en}")  # fmt: skip


def _austrian(digits: str) -> Text | None:
    """Digits alone prove no country: a postcode may look like a key of Austria, too."""
    is_key = len(digits) in (3, 5) and digits.isascii() and digits.isdecimal()
    if not is_key or not any(int(digits[:3]) in numbers for numbers in _AUSTRIAN):
        return None
    return Text(
        "es kann ein Schlüssel aus Österreich sein; der Planer kennt nur Kreise in Deutschland",
        "it may be a key of Austria; the planner knows districts of Germany only",
    )


def _nuts(text: str) -> Text | None:
    code = text.strip().upper()
    if _NUTS3.fullmatch(code):
        return Text("ein NUTS-3-Schlüssel, der in keiner bekannten Ausgabe vorkommt",
                    "a NUTS 3 code of none of the editions known")  # fmt: skip
    if _LARGER_NUTS.fullmatch(code):
        return Text("ein NUTS-Schlüssel eines größeren Gebiets (Land, Regierungsbezirk)",
                    "a NUTS code of a larger area (Land, government region)")  # fmt: skip
    return None
