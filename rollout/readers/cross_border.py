"""Neighbour countries that take part in an initiative, and its seats there."""

from __future__ import annotations

import re

from rollout.language import Text, in_both, listed
from rollout.readers.column_values import Fields
from rollout.readers.countries import GERMANY, country_name, country_of
from rollout.readers.findings import quote

COLUMN = "countries"
NEIGHBOURS = ("AT", "BE", "CH", "CZ", "DK", "FR", "LU", "NL", "PL")
_BETWEEN = re.compile(r"[;,/|+&]|\bund\b|\band\b")


def countries_in(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Neighbour countries a cell names, sorted, and the words in it that name none.

    Germany may be named beside them.

    >>> countries_in("Schweiz, FR und DE"), countries_in("AT;Mordor")
    ((('CH', 'FR'), ()), (('AT',), ('Mordor',)))
    """
    words = [word for word in map(str.strip, _BETWEEN.split(text)) if word]
    codes = {word: country_of(word) for word in words}
    neighbours = {code for code in codes.values() if code in NEIGHBOURS}
    others = (word for word, code in codes.items() if code not in (*NEIGHBOURS, GERMANY))
    return tuple(sorted(neighbours)), tuple(others)


def read_countries(fields: Fields) -> list[str | None]:
    """Codes of every row, such as "AT;CH"; None without any."""
    names = in_both(lambda lang: listed([country_name(code)[lang] for code in NEIGHBOURS], lang))
    expected = Text(f"Nachbarländer, etwa AT;CH ({names.de})",
                    f"neighbour countries, such as AT;CH ({names.en})")  # fmt: skip
    values = []
    for line, text in zip(fields.lines, fields.values(COLUMN), strict=True):
        codes, others = countries_in(text)
        for word in others:
            finding = Text(f"{quote(word)} ist kein Nachbarland Deutschlands",
                           f"{quote(word)} is no neighbour country of Germany")  # fmt: skip
            fields.report("error", "country", COLUMN, line, finding, expected)
        values.append(";".join(codes) or None)
    return values
