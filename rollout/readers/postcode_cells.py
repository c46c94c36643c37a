"""Postcodes as people write them: with a country, with the place, without their zero, foreign."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rollout.readers.countries import GERMANY, country_of_mark

_MARK = re.compile(r"(?P<mark>[A-Za-z]{1,3})\s{0,3}[-\N{EN DASH}. ]?\s{0,3}(?P<rest>\d.{0,200})")
_DIGITS = re.compile(r"(?P<digits>\d{4,5})(?:[.,]0{1,9})?(?:[\s,;]{1,5}(?P<place>\D.{0,200}))?")
# What people write around the digits: "PLZ 97421", "97421-".
_BEFORE = re.compile(r"PLZ[:.]?", re.IGNORECASE)
_BEHIND = " ,;:/-\N{EN DASH}"
# Shapes that no German postcode has: 1012 AB, 50-001, 110 00.
_SHAPES = {
    "NL": re.compile(r"\d{4}\s?[A-Z]{2}(?:\s.{0,200})?"),
    "PL": re.compile(r"\d{2}-\d{3}(?:\s.{0,200})?"),
    "CZ": re.compile(r"\d{3}\s\d{2}(?:\s.{0,200})?"),
}
LENGTH = 5


@dataclass(frozen=True)
class PostcodeCell:
    """What a cell with a postcode says.

    Parameters
    ----------
    digits
        The digits as written, four or five; "" where the cell holds no postcode.
    country
        Code of the country its mark or shape stands for; None without one.
    place
        Place named behind the postcode, "" without one.
    """

    digits: str = ""
    country: str | None = None
    place: str = ""

    @property
    def is_short(self) -> bool:
        """Whether a zero may have been lost."""
        return 0 < len(self.digits) < LENGTH

    @property
    def is_abroad(self) -> bool:
        """Whether mark or shape are those of another country."""
        return self.country not in (None, GERMANY)


def read_postcode_cell(text: str) -> PostcodeCell:
    """Take a cell apart: country, postcode, place.

    >>> read_postcode_cell("D-97421 Schweinfurt")
    PostcodeCell(digits='97421', country='DE', place='Schweinfurt')
    >>> read_postcode_cell("CH-8056").country, read_postcode_cell("1012 AB").country
    ('CH', 'NL')
    >>> read_postcode_cell("PLZ 97421").digits
    '97421'
    >>> read_postcode_cell("1067.0").digits, read_postcode_cell("Hamburg").digits
    ('1067', '')
    """
    plain = " ".join(text.split()).rstrip(_BEHIND)
    before = _BEFORE.match(plain)
    plain = plain[before.end() :].strip() if before else plain
    match = _MARK.fullmatch(plain)
    country = country_of_mark(match["mark"]) if match else None
    if match and country is None:
        return PostcodeCell()
    rest = match["rest"] if match else plain
    shape = next((code for code, pattern in _SHAPES.items() if pattern.fullmatch(rest)), None)
    if shape and country is None:
        return PostcodeCell(country=shape)
    digits = _DIGITS.fullmatch(rest)
    if digits is None:
        return PostcodeCell(country=country)
    return PostcodeCell(digits["digits"], country, (digits["place"] or "").strip())
