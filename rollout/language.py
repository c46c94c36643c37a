"""The two languages: a text in both, numbers and dates as people write them."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Literal

Lang = Literal["de", "en"]
LANGS: tuple[Lang, ...] = ("de", "en")

MISSING = "–"
_DECIMAL = {"de": (".", ","), "en": (",", ".")}
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class Text:
    """The same sentence in German and English."""

    de: str
    en: str

    def __getitem__(self, lang: Lang) -> str:
        return self.de if lang == "de" else self.en


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
