"""The reference tables in `data/`: chambers, borders, partners, postcodes, changes, types, sources.

They are ours, so they are read strictly: a fault is an error and nothing is repaired.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

import pandas as pd

from rollout.language import Text
from rollout.readers.column_values import Fields
from rollout.readers.findings import quote, same
from rollout.readers.personal import check_personal
from rollout.readers.strict import (
    ISO_DAY,
    Rule,
    check_complete,
    check_sums,
    district_rule,
    read_fields,
    typed_frame,
)

NEIGHBOUR_COUNTRIES = ("AT", "BE", "CH", "CZ", "DK", "FR", "LU", "NL", "PL")
_PARTNER_COUNTRIES = (*NEIGHBOUR_COUNTRIES, "HU", "IT")
COAL_REGIONS = ("lignite", "hard_coal", "former_lignite")

_SHARE = Rule("number", low=0, high=1)
_FIVE_DIGITS = (re.compile(r"[0-9]{5}"), Text("fünf Ziffern", "five digits"))
_ISO_DATE = (
    re.compile(r"[12][0-9]{3}(-[01][0-9]-[0-3][0-9])?"),
    Text("ein Datum wie 2023-12-31 oder ein Jahr", "a date such as 2023-12-31 or a year"),
)
_WEBSITE = (
    re.compile(r"https://[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,5}/?"),
    Text("eine Adresse wie https://www.example.org", "an address such as https://www.example.org"),
)
_PAGES = (
    re.compile(r"https?://[^\s;]{4,500}(;https?://[^\s;]{4,500}){0,9}"),
    Text("Adressen von Seiten, durch ; getrennt", "addresses of pages with ; between them"),
)
_SHORT_NAME = (
    re.compile(r"[a-z0-9_]{1,60}"),
    Text("Kleinbuchstaben, Ziffern, Unterstriche", "lower-case letters, digits, underscores"),
)


def read_chambers(path: Path | str, keys: Collection[str]) -> pd.DataFrame:
    """Chamber districts: ags, chamber, share; the shares of a district add up to 1.

    Sorted by ags and chamber.
    """
    rules = {"ags": district_rule(keys), "chamber": Rule(), "share": _SHARE}
    fields = read_fields(path, rules)
    check_complete(fields, "ags", keys)
    check_sums(fields, ["ags"], "share", 1e-6)
    return typed_frame(fields, rules).sort_values(["ags", "chamber"], ignore_index=True)


def read_borders(path: Path | str, keys: Collection[str]) -> pd.DataFrame:
    """Border districts: ags, country (two letters), kind (land or lake), length_km (NaN: lake).

    Sorted by ags, country and kind.
    """
    rules = {
        "ags": district_rule(keys),
        "country": Rule(choices=NEIGHBOUR_COUNTRIES),
        "kind": Rule(choices=("land", "lake")),
        "length_km": Rule("number", optional=True, low=0, high=5000),
    }
    table = typed_frame(read_fields(path, rules), rules)
    return table.sort_values(["ags", "country", "kind"], ignore_index=True)


def read_partners_abroad(path: Path | str) -> pd.DataFrame:
    """Chambers beyond the state border; sorted by country and name.

    Columns: country (two letters), name, place_de, place_en, website (NaN where no page shows
    it), source_url (pages with ; between them), as_of (date or year of the oldest of them). They
    are offices: an e-mail address or telephone number is an error.
    """
    optional = Rule(optional=True)
    rules = {
        "country": Rule(choices=_PARTNER_COUNTRIES),
        "name": Rule(),
        "place_de": optional,
        "place_en": optional,
        "website": Rule(optional=True, shape=_WEBSITE),
        "source_url": Rule(shape=_PAGES),
        "as_of": Rule(optional=True, shape=_ISO_DATE),
    }
    fields = read_fields(path, rules)
    check_personal(fields)
    _check_once(fields, ("country", "name"))
    return typed_frame(fields, rules).sort_values(["country", "name"], ignore_index=True)


def _check_once(fields: Fields, columns: tuple[str, str]) -> None:
    """No two rows may be about the same pair."""
    first: dict[tuple[str, str], int] = {}
    pairs = zip(*(fields.values(column) for column in columns), strict=True)
    for line, pair in zip(fields.lines, pairs, strict=True):
        if first.setdefault(pair, line) != line:
            words = quote(" ".join(pair))
            fields.report(
                "error", "duplicate", columns[1], line,
                Text(f"{words} steht schon in Zeile {first[pair]}",
                     f"{words} is already in line {first[pair]}"),
            )  # fmt: skip


def read_postcodes(path: Path | str, keys: Collection[str]) -> pd.DataFrame:
    """Postcodes: plz, place, ags, latitude, longitude (degrees, EPSG:4326); order of the file.

    A postcode of a bulk receiver has no place (NaN).
    """
    rules = {
        "plz": Rule(shape=_FIVE_DIGITS),
        "place": Rule(optional=True),
        "ags": district_rule(keys),
        # Germany and a margin: swapped or foreign points fail.
        "latitude": Rule("number", low=47, high=55.2),
        "longitude": Rule("number", low=5.5, high=15.3),
    }
    return typed_frame(read_fields(path, rules), rules)


def read_district_changes(path: Path | str, keys: Collection[str]) -> pd.DataFrame:
    """Old keys with their last year and their successors; order of the file.

    Columns: old_ags, old_name, valid_until, new_ags, share_population, share_area; of changes whose
    day is known also since (ISO date), new_name, people (who moved) and people_date. The shares
    of an old district add up to 1 (within rounding). A successor is a district of `keys`, or of
    a dated change; tables of before the dates lack their columns.
    """
    rules = {
        "old_ags": Rule(shape=_FIVE_DIGITS),
        "old_name": Rule(optional=True),
        "valid_until": Rule("integer", low=1950, high=2100),
        "new_ags": Rule(shape=_FIVE_DIGITS),
        "share_population": _SHARE,
        "share_area": _SHARE,
        "since": Rule(optional=True, shape=ISO_DAY),
        "new_name": Rule(optional=True),
        "people": Rule("integer", optional=True, low=0, high=1e9),
        "people_date": Rule(optional=True, shape=_ISO_DATE),
    }
    fields = read_fields(path, rules, may_lack=("since", "new_name", "people", "people_date"))
    _check_successors(fields, frozenset(keys))
    # Shares are rounded one by one, so their sum is off by a little.
    for column in ("share_population", "share_area"):
        check_sums(fields, ["old_ags", "valid_until"], column, 2e-3)
    return typed_frame(fields, rules)


def _check_successors(fields: Fields, keys: frozenset[str]) -> None:
    """Every successor is a district of today, or part of a dated change."""
    dated = fields.cells[fields.cells["since"] != ""]
    districts = keys | set(dated["old_ags"]) | set(dated["new_ags"])
    for line, key in zip(fields.lines, fields.values("new_ags"), strict=True):
        if key not in districts and _FIVE_DIGITS[0].fullmatch(key):
            fields.report(
                "error", "cell", "new_ags", line, same(quote(key)), district_rule(keys).expected()
            )  # fmt: skip


def read_district_types(path: Path | str, keys: Collection[str]) -> pd.DataFrame:
    """Settlement type 1..4, coal region (NaN: none) and regions by name; index `ags`, sorted.

    The regions are planning region, labour market region and Regierungsbezirk (NaN: none).
    """
    rules = {
        "ags": district_rule(keys, unique=True),
        "settlement_type": Rule("integer", low=1, high=4),
        "coal_region": Rule(optional=True, choices=COAL_REGIONS),
        "ror": Rule(optional=True),
        "labour_market_region": Rule(optional=True),
        "government_region": Rule(optional=True),
    }
    younger = ("labour_market_region", "government_region")
    fields = read_fields(path, rules, may_lack=younger)
    check_complete(fields, "ags", keys)
    return typed_frame(fields, rules).set_index("ags").sort_index()


def read_history(path: Path | str) -> pd.DataFrame:
    """Return how the network grew; sorted by date.

    Columns: date (ISO text, or a year only), precision, count, qualifier, note_de, note_en, source.
    """
    rules = {
        "date": Rule(shape=_ISO_DATE),
        "precision": Rule(choices=("day", "year", "about")),
        "count": Rule("integer", low=0, high=100_000),
        "qualifier": Rule(choices=("exact", "over", "identified", "target")),
        "note_de": Rule(optional=True),
        "note_en": Rule(optional=True),
        "source": Rule(),
    }
    return typed_frame(read_fields(path, rules), rules).sort_values(
        ["date", "count"], kind="stable", ignore_index=True
    )


def read_sources(path: Path | str) -> pd.DataFrame:
    """Publisher, title, reference date, licence and attribution; index `id`, order of the file."""
    optional = Rule(optional=True)
    rules = {
        "id": Rule(shape=_SHORT_NAME, unique=True),
        "publisher": Rule(),
        "title": Rule(),
        "reference_date": optional,
        "licence": Rule(),
        "licence_url": optional,
        "attribution_de": Rule(),
        "attribution_en": Rule(),
        "url": optional,
        "note": optional,
    }
    return typed_frame(read_fields(path, rules), rules).set_index("id")
