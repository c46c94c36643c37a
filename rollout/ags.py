"""District keys (AGS) and the sixteen Länder.

A district key is five digits of text: two for the Land, one for the Regierungsbezirk,
two for the district. It is never a number: a number loses the leading zero.
"""

from __future__ import annotations

import re

# Länder are numbered 01 to 16; 17 and more occur in no key.
DISTRICT_KEY = re.compile(r"(0[1-9]|1[0-6])\d{3}")

LAENDER = {
    "01": "Schleswig-Holstein",
    "02": "Hamburg",
    "03": "Niedersachsen",
    "04": "Bremen",
    "05": "Nordrhein-Westfalen",
    "06": "Hessen",
    "07": "Rheinland-Pfalz",
    "08": "Baden-Württemberg",
    "09": "Bayern",
    "10": "Saarland",
    "11": "Berlin",
    "12": "Brandenburg",
    "13": "Mecklenburg-Vorpommern",
    "14": "Sachsen",
    "15": "Sachsen-Anhalt",
    "16": "Thüringen",
}

# Official two-letter abbreviations, as users type them (`--land BY`).
LAND_SHORT = {
    "01": "SH", "02": "HH", "03": "NI", "04": "HB", "05": "NW", "06": "HE", "07": "RP", "08": "BW",
    "09": "BY", "10": "SL", "11": "BE", "12": "BB", "13": "MV", "14": "SN", "15": "ST", "16": "TH",
}  # fmt: skip


def is_district_key(text: object) -> bool:
    """Tell whether `text` has the shape of a district key.

    >>> is_district_key("09162"), is_district_key("9162"), is_district_key(9162)
    (True, False, False)
    """
    return isinstance(text, str) and DISTRICT_KEY.fullmatch(text) is not None


def land_of(ags: str) -> str:
    """Two-digit key of the Land a district belongs to.

    >>> land_of("09162")
    '09'
    """
    return ags[:2]


def land_key(text: str) -> str | None:
    """Key of a Land given as key, abbreviation or name; None if it is none of them.

    >>> land_key("BY"), land_key("bayern"), land_key("9"), land_key("Tirol")
    ('09', '09', '09', None)
    """
    spelling = text.strip().casefold()
    if spelling.isdecimal():
        return spelling.zfill(2) if spelling.zfill(2) in LAENDER else None
    for key, name in LAENDER.items():
        if spelling in (name.casefold(), LAND_SHORT[key].casefold()):
            return key
    return None
