"""Whom to ask beyond the state border: the German chambers abroad of the neighbour countries."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from rollout.language import Lang, Text, listed
from rollout.model import Inputs
from rollout.readers.countries import country_name

BEYOND = Text("AHK jenseits der Grenze", "German chamber (AHK) beyond the border")
NO_PLACE = Text("Ort nicht belegt", "place not known")
NO_WEBSITE = Text("Website nicht belegt", "website not known")
NO_CHAMBER = Text("keine Kammer belegt", "no chamber known")


def name_across(row: pd.Series, lang: Lang) -> str:
    """Name of an initiative, with the neighbour countries that take part in it.

    >>> name_across(pd.Series({"name": "Hochrhein", "countries": "AT;CH"}), "en")
    'Hochrhein (with Austria, Switzerland)'
    """
    codes = row.get("countries")
    if not isinstance(codes, str) or not codes:
        return str(row["name"])
    names = _names(codes.split(";"), lang)
    return Text(f"{row['name']} (mit {names})", f"{row['name']} (with {names})")[lang]


def across_border(initiatives: pd.DataFrame, lang: Lang) -> list[str]:
    """Names of the initiatives in which a neighbour country takes part."""
    if "countries" not in initiatives:
        return []
    rows = initiatives[initiatives["countries"].notna()]
    return [name_across(row, lang) for _, row in rows.iterrows()]


def beyond_border(inputs: Inputs, ags: str, lang: Lang) -> list[str]:
    """Chambers of the countries a district borders on: countries, name, place and website.

    One text per chamber, sorted by its first country; then the countries without one. Empty
    inland, and where the data name no chamber at all.
    """
    table, borders = inputs.partners_abroad, inputs.borders
    if table.empty:
        return []
    countries = sorted(set(borders.loc[borders["ags"] == ags, "country"]))
    chambers = chambers_of(table[table["country"].isin(countries)], lang)
    texts = [f"{names}: {', '.join(words)}" for names, words in chambers]
    absent = [code for code in countries if code not in set(table["country"])]
    if absent:
        texts.append(f"{_names(absent, lang)}: {NO_CHAMBER[lang]}")
    return texts


def chambers_of(table: pd.DataFrame, lang: Lang) -> list[tuple[str, tuple[str, str, str]]]:
    """Every chamber of a table like `Inputs.partners_abroad` once: its countries, its words.

    The words are name, place and website, or that a place or website is not known.
    """
    countries: dict[tuple[str, str, str], list[str]] = {}
    for row in table.to_dict("records"):
        countries.setdefault(_words(row, lang), []).append(str(row["country"]))
    return [(_names(codes, lang), words) for words, codes in countries.items()]


def _names(codes: Sequence[str], lang: Lang) -> str:
    return listed([country_name(code)[lang] for code in codes], lang)


def _words(row: Mapping[Hashable, Any], lang: Lang) -> tuple[str, str, str]:
    """Name, place and website.

    >>> _words({"name": "AHK", "place_en": None, "website": "https://www.example.org/"}, "en")
    ('AHK', 'place not known', 'www.example.org')
    """
    place, website = row[f"place_{lang}"], row["website"]
    return (
        str(row["name"]),
        NO_PLACE[lang] if pd.isna(place) else str(place),
        NO_WEBSITE[lang] if pd.isna(website) else urlsplit(str(website)).netloc,
    )
