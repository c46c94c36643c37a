"""The address of a row: postcode, place, Land and country, whatever column they stand in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rollout.ags import land_around
from rollout.language import Text
from rollout.readers.column_values import Fields
from rollout.readers.countries import (
    GERMANY,
    country_name,
    country_of,
    named_country,
    split_country,
)
from rollout.readers.findings import quote
from rollout.readers.headers import fold
from rollout.readers.postcode_cells import PostcodeCell, read_postcode_cell

# Headers of the user's own columns that name a country; a register has no such column.
_COUNTRY_HEADERS = frozenset({"staat", "country", "laendercode", "landcode", "nation", "iso",
                              "isocode", "countrycode", "laenderkuerzel", "sitzstaat"})  # fmt: skip
# A whole address: street, then postcode and place ("Weg 1, 97421 Schweinfurt").
_WHOLE = re.compile(
    r".{0,200}?[\s,;](?P<rest>(D-?\s?)?\d{5}\s{1,3}[^\W\d_].{0,100})", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True)
class Address:
    """What a row says about where it is, beside key and coordinates.

    Parameters
    ----------
    postcode
        What the cell with the postcode says, or the place where the postcode stands there.
    place
        Place without postcode and country; "" without one.
    land
        Key of the Land; None without one.
    country
        Code or name of the country; None where the row does not say.
    is_split
        Whether the postcode stood before the place, in one cell with it.
    """

    postcode: PostcodeCell
    place: str
    land: str | None
    country: str | None
    is_split: bool

    @property
    def is_abroad(self) -> bool:
        """Whether the row says that it is in another country."""
        return self.country not in (None, GERMANY)

    @cached_property
    def abroad(self) -> Text:
        """Where abroad the row says it is."""
        name = country_name(self.country or "")
        where = Text("im Ausland: {name}", "abroad: {name}").filled(name=name)
        what = " ".join(filter(None, (self.postcode.digits, self.place)))
        if not what:
            return where
        return Text(f"{quote(what)} liegt {where.de}", f"{quote(what)} is {where.en}")


def read_addresses(fields: Fields) -> list[Address]:
    """Address of every row."""
    header = next((str(c) for c in fields.cells if fold(str(c)) in _COUNTRY_HEADERS), None)
    columns = {name: fields.values(name) for name in ("plz", "place", "land")}
    columns["country"] = fields.values(header) if header else [""] * len(fields.lines)
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    return [_address(row) for row in rows]


def _address(row: Mapping[str, str]) -> Address:
    postcode = read_postcode_cell(row["plz"])
    place, behind = split_country(row["place"])
    whole = _WHOLE.fullmatch(place) if not row["plz"] else None
    place = whole["rest"] if whole else place
    in_place = read_postcode_cell(place) if place[:4].strip(" -") else PostcodeCell()
    is_split = bool(in_place.digits) and not postcode.digits and not row["plz"]
    if in_place.digits:
        place = in_place.place
        if is_split:
            postcode = in_place
    place = place or postcode.place
    named = country_of(row["country"]) or row["country"] or None
    # "BE" is Berlin in a column of Länder, so only whole names are countries there.
    of_land = None if land_around(row["land"]) else named_country(row["land"])
    countries = [named, of_land, behind, postcode.country, in_place.country]
    stated = [country for country in countries if country]
    abroad = next((country for country in stated if country != GERMANY), None)
    return Address(
        postcode, place, land_around(row["land"]), abroad or (GERMANY if stated else None), is_split
    )
