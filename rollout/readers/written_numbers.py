"""Numbers as offices and people write them: blanks between thousands, units, marks of footnotes.

A number with one group of three digits (`1.234`) can be read in two ways; only the other numbers
of its column or file say in which.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from rollout.language import Text

# `either`: both decimal marks occur beyond doubt; "" when nothing tells.
Style = Literal["point", "comma", "either", ""]

# Signs for "no number here": DIN 55301, the Employment Agency (*), Eurostat (:), and people.
# Long dashes are in no standard: for some offices nothing is there, for others nobody knows.
SIGNS = {
    "-": "zero", ".": "secret", "·": "secret", "•": "secret", "*": "secret", "**": "secret",
    "/": "unsure", "()": "unsure", "( )": "unsure", "x": "blocked", "...": "later", "…": "later",
    "..": "later", "–": "dash", "—": "dash", "‒": "dash", "−": "dash", ":": "missing",
} | dict.fromkeys(
    ("na", "n/a", "n.a.", "n. a.", "nan", "null", "none", "k.a.", "k. a.", "k.a", "ka",
     "keine angabe", "keine angaben", "keine daten", "nicht verfügbar", "n.v.", "n. v.",
     "unbekannt", "o.a.", "o. a.", "ohne angabe", "not available"), "missing",
)  # fmt: skip

# Why a cell holds no number, or a number that needs a word: sign and meaning.
MARKS = {
    "zero": ("-", Text("nichts vorhanden, zählt als 0", "nothing there, counts as 0")),
    "absent": ("-", Text("in der ganzen Zeile: den Kreis gab es nicht",
                         "in the whole row: the district did not exist")),
    "secret": (".", Text("unbekannt oder geheim", "unknown or secret")),
    "unsure": ("/", Text("nicht sicher genug", "not reliable enough")),
    "blocked": ("x", Text("gesperrt oder sinnlos", "blocked or meaningless")),
    "later": ("...", Text("fällt später an", "comes later")),
    "dash": ("–", Text("unerklärter langer Strich, als unbekannt gelesen; für null 0 schreiben",
                       "unexplained long dash, read as unknown; write 0 for none")),
    "missing": (":", Text("keine Angabe", "not available")),
    "bound": ("<", Text("nur als Grenze bekannt, als unbekannt gelesen",
                        "known as a bound only, read as unknown")),
    "limited": ("( )", Text("Aussagewert eingeschränkt", "of limited value")),
    "flagged": ("1)", Text("Zahl mit Fußnote oder Zeichen wie r, p, s; die Zahl gilt",
                           "number with a footnote or a sign such as r, p, s; the number counts")),
}  # fmt: skip

# Blanks that offices set between thousands; spreadsheets and web pages use special ones.
_BLANKS = "\u0020\u00a0\u2007\u2008\u2009\u200a\u202f\u205f"
_APOSTROPHES = "'’‘ʼ´`"
_UNITS = {"%": "%", "v. h.": "%", "v.h.": "%", "prozent": "%", "percent": "%", "‰": "‰",
          "€": "EUR", "eur": "EUR", "euro": "EUR"}  # fmt: skip
_UNIT = re.compile(rf"[{_BLANKS}]{{0,3}}({'|'.join(map(re.escape, _UNITS))})$", re.IGNORECASE)
_EURO_IN_FRONT = re.compile(rf"^(€|EUR)[{_BLANKS}]{{0,3}}(?=[-+0-9])")
# 12,5¹  12,5 1)  12,5a)  12,5*  - but not 12,51), whose 1 may be a digit or a footnote.
_FOOTNOTE = re.compile(
    rf"([⁰¹²³⁴⁵⁶⁷⁸⁹⁾,]{{0,6}}[⁰¹²³⁴⁵⁶⁷⁸⁹]⁾?|[{_BLANKS}]{{1,3}}\(?[0-9]{{1,2}}\)"
    rf"|[{_BLANKS}]{{0,3}}\(?[a-z]\)|(?<=[%‰€])\(?[0-9]{{1,2}}\)|[{_BLANKS}]{{0,3}}(\*{{1,3}}\)?|[†‡§]))$"
)
# r revised, p provisional, s estimate, e estimated, b break, u unreliable ... (Destatis, Eurostat).
_FLAG_BEHIND = re.compile(rf"[eprs]$|[{_BLANKS}]{{1,3}}([bcdefinprsuz]{{1,3}}|[EPRS])$")
_FLAG_IN_FRONT = re.compile(rf"^[prs][{_BLANKS}]{{0,3}}(?=[-+−–0-9])")
_SIGN_WITH_FLAG = re.compile(r"(:) ?[bcdefimnprsuz]{1,3}|([-./…]|\.\.\.) [prs]")
_BOUND = re.compile(rf"[<>≤≥]=?[{_BLANKS}]{{0,3}}[0-9][0-9.,]{{0,30}}[{_BLANKS}]{{0,3}}[%‰]?")
_BRACKETS = re.compile(r"\(([^()]{1,80})\)")
_MINUS = re.compile(rf"^[−–‒][{_BLANKS}]{{0,3}}(?=[0-9])")
_GROUPED = re.compile(
    rf"[-+]?[1-9][0-9]{{0,2}}(?:(?:[{_BLANKS}][0-9]{{3}}){{1,6}}|(?:[{_APOSTROPHES}][0-9]{{3}}){{1,6}})"
    r"([.,][0-9]{1,30})?"
)
_BETWEEN = re.compile(rf"[{_BLANKS}{_APOSTROPHES}]")

# Bounded repeats: float() of hundreds of digits would be infinite.
_WHOLE = re.compile(r"[-+]?[0-9]{1,20}")
_POINT = re.compile(r"[-+]?[0-9]{1,20}\.[0-9]{1,30}")
_COMMA = re.compile(r"[-+]?[0-9]{1,20},[0-9]{1,30}")
_POWER = re.compile(r"[-+]?[0-9]{1,20}(?:[.,][0-9]{1,30})?[eE][-+]?[0-9]{1,2}")
_GERMAN = re.compile(r"[-+]?[1-9][0-9]{0,2}(\.[0-9]{3}){1,6}(,[0-9]{1,30})?")
_ENGLISH = re.compile(r"[-+]?[1-9][0-9]{0,2}(,[0-9]{3}){1,6}(\.[0-9]{1,30})?")
# 1.104 is a thousand in German and one and a bit in English.
_TWO_WAYS = re.compile(r"[-+]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_LONGEST = 80
_LAYERS = 4  # a unit, two marks, the number
_NUMBERS = (_WHOLE, _POINT, _COMMA, _POWER, _GERMAN, _ENGLISH)


@dataclass(frozen=True)
class Written:
    """A number taken apart.

    Parameters
    ----------
    digits
        Sign, digits, points and commas.
    unit
        `%`, `‰`, `EUR` or "".
    mark
        "", or a key of `MARKS` that leaves the number valid.
    """

    digits: str
    unit: str = ""
    mark: str = ""

    @cached_property
    def is_doubtful(self) -> bool:
        """Whether the digits can be read in two ways."""
        return _TWO_WAYS.fullmatch(self.digits) is not None


def sign_of(text: str) -> str | None:
    """Mark of a cell that holds a sign in place of a number; None for anything else.

    >>> sign_of("."), sign_of("k. A."), sign_of(": c"), sign_of("<3"), sign_of("5")
    ('secret', 'missing', 'missing', 'bound', None)
    """
    plain = _BETWEEN.sub(" ", text.strip()).casefold()
    if plain in SIGNS:
        return SIGNS[plain]
    flagged = _SIGN_WITH_FLAG.fullmatch(plain)
    if flagged:
        return SIGNS[flagged[1] or flagged[2]]
    return "bound" if _BOUND.fullmatch(text.strip()) else None


def take_apart(text: str) -> Written | None:
    """Digits, unit and mark of a number; None for what is none.

    >>> take_apart("1 234,5 %")
    Written(digits='1234,5', unit='%', mark='')
    >>> take_apart("r 12,5").mark, take_apart("12,5¹").mark, take_apart("12,51)")
    ('flagged', 'flagged', None)
    """
    text = text.strip().strip(_BLANKS)
    return None if len(text) > _LONGEST else _taken_apart(text)


@lru_cache(maxsize=1 << 14)  # a file is asked twice, for its style and for its values
def _taken_apart(text: str) -> Written | None:
    unit = mark = ""
    for _ in range(_LAYERS):
        digits = _digits(text)
        if digits is not None:
            return Written(digits, unit, mark)
        inside = _BRACKETS.fullmatch(text)
        if inside:
            text, mark = inside[1].strip(_BLANKS), mark or "limited"
            continue
        shorter, its_unit = _without_unit(text)
        if its_unit and not unit:
            text, unit = shorter, its_unit
            continue
        shorter = _without_mark(text)
        if shorter == text:
            return None
        text, mark = shorter, mark or "flagged"
    return None


def _without_mark(text: str) -> str:
    """Take one footnote or flag off a number."""
    for pattern in (_FOOTNOTE, _FLAG_IN_FRONT, _FLAG_BEHIND):
        shorter = pattern.sub("", text).strip(_BLANKS)
        if shorter != text:
            return shorter
    return text


def _without_unit(text: str) -> tuple[str, str]:
    text = _EURO_IN_FRONT.sub("", text) + ("€" if _EURO_IN_FRONT.search(text) else "")
    unit = _UNIT.search(text)
    return (text[: unit.start()], _UNITS[unit[1].casefold()]) if unit else (text, "")


def _digits(text: str) -> str | None:
    """The number with a plain sign and no blanks between thousands; None for what is none."""
    text = _MINUS.sub("-", text)
    if _GROUPED.fullmatch(text):
        text = _BETWEEN.sub("", text)
    return text if any(pattern.fullmatch(text) for pattern in _NUMBERS) else None


def style_of(numbers: Iterable[Written]) -> Style:
    """Decimal mark that numbers show beyond doubt; "" if none of them does."""
    comma = point = False
    for number in numbers:
        digits = number.digits
        if number.is_doubtful or _WHOLE.fullmatch(digits) or _POWER.fullmatch(digits):
            continue
        is_comma = _COMMA.fullmatch(digits) or _GERMAN.fullmatch(digits)
        comma = comma or bool(is_comma)
        point = point or not is_comma
    if comma and point:
        return "either"
    return "comma" if comma else "point" if point else ""


def figure(number: Written, style: Style) -> float:
    """Value of a number in the style of its column; NaN where it could be read in two ways.

    >>> figure(Written("1.234"), "comma"), figure(Written("1.234"), "point")
    (1234.0, 1.234)
    >>> figure(Written("1.234"), ""), figure(Written("1.234,5"), "")
    (nan, 1234.5)
    """
    digits = number.digits
    if number.is_doubtful:
        if style == "comma":
            return float(digits.replace(".", "").replace(",", "."))
        # Among decimal points, 1,234 may be a thousand or a slip of the keyboard.
        return float(digits) if style == "point" and "." in digits else math.nan
    if _GERMAN.fullmatch(digits):
        digits = digits.replace(".", "")
    elif _ENGLISH.fullmatch(digits):
        digits = digits.replace(",", "")
    return float(digits.replace(",", "."))
