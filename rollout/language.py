"""The two languages: a text in both; numbers, dates, lists and plurals as people write them.

The one idiom: what the product says is a `Text`, and `text[lang]` is the sentence. Fixed words of a
package stand in its `words.py`; a sentence with values is a `Text` beside its computation.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Literal

Lang = Literal["de", "en"]
LANGS: tuple[Lang, ...] = ("de", "en")

MISSING = "–"
OPENING = "⟦"
_DECIMAL = {"de": (".", ","), "en": (",", ".")}
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class Text:
    """The same sentence in German and English.

    What it says of the members of the network stands between ⟦ and ⟧ and is said in the words of
    the programme, see `rollout.programme`.
    """

    de: str
    en: str

    def __post_init__(self) -> None:
        if OPENING in self.de or OPENING in self.en:
            # By name: what reads the words of the programme stands above and says its errors here.
            said = import_module("rollout.programme").said
            object.__setattr__(self, "de", said(self.de, "de"))
            object.__setattr__(self, "en", said(self.en, "en"))

    def __getitem__(self, lang: Lang) -> str:
        return self.de if lang == "de" else self.en

    def filled(self, **values: object) -> Text:
        """Put values into the placeholders of both sentences.

        A value that is a `Text` goes into each sentence in its language.

        >>> Text("{n} Kreise", "{n} districts").filled(n=3).en
        '3 districts'
        """
        german = {
            key: value.de if isinstance(value, Text) else value for key, value in values.items()
        }
        english = {
            key: value.en if isinstance(value, Text) else value for key, value in values.items()
        }
        return Text(self.de.format(**german), self.en.format(**english))


_WORDS = (
    Text("null", "zero"), Text("ein", "one"), Text("zwei", "two"), Text("drei", "three"),
    Text("vier", "four"), Text("fünf", "five"), Text("sechs", "six"), Text("sieben", "seven"),
    Text("acht", "eight"), Text("neun", "nine"), Text("zehn", "ten"), Text("elf", "eleven"),
    Text("zwölf", "twelve"),
)  # fmt: skip


def in_both(say: Callable[[Lang], str]) -> Text:
    """Say the same in both languages.

    >>> in_both(lambda lang: percent(0.5, 0, lang)).en
    '50%'
    """
    return Text(say("de"), say("en"))


def listed(names: Sequence[str], lang: Lang, most: int = 0) -> str:
    """Names in a row; with `most`, so many of them and how many more there are.

    >>> listed(["Bonn", "Ulm", "Hof"], "en", most=2)
    'Bonn, Ulm and 1 more'
    """
    names_in_row = list(names[:most] if most else names)
    left = len(names) - len(names_in_row)
    rest = Text(" und {left} weitere", " and {left} more").filled(left=left)[lang] if left else ""
    return ", ".join(names_in_row) + rest


def shorten(text: str, most: int) -> str:
    """A text in one line of bearable length, every sign of it visible.

    >>> shorten("a\\x1bb" * 3, 6)
    'a\\\\x1b…'
    """
    plain = "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text[: most + 1])
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def by_name(name: str) -> str:
    """Key to sort names by: umlauts beside their vowels, as German lists do (DIN 5007, 1).

    >>> sorted(["Zypern", "Österreich", "Norwegen"], key=by_name)
    ['Norwegen', 'Österreich', 'Zypern']
    """
    return name.casefold().replace("ß", "ss").translate(str.maketrans("äöü", "aou"))


def in_words(count: int) -> Text:
    """A count as running text says it: in words up to twelve.

    >>> in_words(5).de, in_words(12).en, in_words(40).de
    ('fünf', 'twelve', '40')
    """
    if 0 <= count < len(_WORDS):
        return _WORDS[count]
    return in_both(lambda lang: number(count, lang=lang))


def counted(value: float, noun: tuple[Text, Text], lang: Lang) -> str:
    """A number with its noun in singular or plural.

    >>> counted(1200, (Text("Kreis", "district"), Text("Kreise", "districts")), "de")
    '1.200 Kreise'
    """
    return f"{number(value, lang=lang)} {noun[0 if value == 1 else 1][lang]}"


def number(value: float | None, decimals: int = 0, lang: Lang = "de") -> str:
    """Write a number with thousands and decimal marks; a dash for a missing one.

    >>> number(1234567.891, 1), number(1234567.891, 1, "en"), number(float("nan"))
    ('1.234.567,9', '1,234,567.9', '–')
    """
    if value is None or math.isnan(value):
        return MISSING
    thousands, point = _DECIMAL[lang]
    text = f"{value:,.{decimals}f}"
    if float(text.replace(",", "")) == 0:
        text = text.removeprefix("-")
    return text.replace(",", "\0").replace(".", point).replace("\0", thousands)


def percent(share: float | None, decimals: int = 1, lang: Lang = "de") -> str:
    """Write a share 0..1 as per cent.

    >>> percent(0.6943), percent(0.6943, lang="en")
    ('69,4\\xa0%', '69.4%')
    """
    text = number(None if share is None else share * 100, decimals, lang)
    if text == MISSING:
        return text
    return f"{text}\N{NO-BREAK SPACE}%" if lang == "de" else f"{text}%"


def date(day: dt.date | None, lang: Lang = "de") -> str:
    """Write a date.

    >>> date(dt.date(2023, 12, 31)), date(dt.date(2023, 12, 31), "en")
    ('31.12.2023', '31 December 2023')
    """
    if day is None:
        return MISSING
    if lang == "de":
        return f"{day:%d.%m.%Y}"
    return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"
