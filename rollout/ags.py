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


# Other names of a whole Land, without umlauts and signs.
_OTHER_NAMES = {
    "01": ("sh", "slh", "schlholst", "schleswigholst"),
    "02": ("hansestadthamburg", "freieundhansestadthamburg", "fhh"),
    "03": ("nds", "ns", "lowersaxony"),
    "04": ("freiehansestadtbremen", "hansestadtbremen", "landbremen"),
    "05": ("nrw", "nordrheinwestf", "northrhinewestphalia"),
    "06": ("hes", "hesse"),
    "07": ("rlp", "rheinlandpf", "rhpf", "rhldpf", "rhinelandpalatinate"),
    "08": ("bawue", "badwuertt", "badenwuertt", "badenwue", "bwue", "badenwurttemberg"),
    "09": ("freistaatbayern", "bay", "bavaria"),
    "10": ("saar", "sld", "saarl"),
    "11": ("bln", "stadtberlin"),
    "12": ("bbg", "brb", "markbrandenburg"),
    "13": ("mv", "mvp", "meckpomm", "mecklenburgvorp", "mecklvorp", "mecklvorpommern",
           "mecklenburgwesternpomerania"),
    "14": ("freistaatsachsen", "sachs", "saxony"),
    "15": ("lsa", "sachsenanh", "sanh", "sachsanhalt", "saxonyanhalt"),
    "16": ("freistaatthueringen", "thuer", "thue", "thuringia"),
}  # fmt: skip
# Former Länder and parts that lie in one Land of today: they tell where a place is, but do not
# mean the whole Land.
_PARTS = {
    "05": ("nordrhein", "westfalen", "lippe"),
    "07": ("pfalz", "rheinlandpfalzsaar"),
    "08": ("baden", "suedbaden", "nordbaden", "wuerttemberg", "wuerttembergbaden",
           "wuerttemberghohenzollern", "hohenzollern"),
    "09": ("franken", "oberbayern", "niederbayern", "oberfranken", "mittelfranken",
           "unterfranken", "oberpfalz", "bayerischschwaben"),
    "11": ("berlinwest", "berlinost", "westberlin", "ostberlin"),
    "13": ("mecklenburg", "vorpommern"),
}  # fmt: skip
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_PREFIX = re.compile(r"^(bundes)?land(?=[^\W\d_]{3})")
_SIGN = re.compile(r"[\W_]+")


def _plain(text: str) -> str:
    """Spelling without case, umlauts, blanks and signs."""
    return _SIGN.sub("", text.casefold().translate(_UMLAUTS))


_BY_NAME = {
    _plain(name): key
    for key, land in LAENDER.items()
    for name in (land, LAND_SHORT[key], f"DE-{LAND_SHORT[key]}", *_OTHER_NAMES[key])
}
_BY_PART = {name: key for key, names in _PARTS.items() for name in names}


def land_key(text: str) -> str | None:
    """Key of a Land given as key, abbreviation or name; None if it is none of them.

    >>> land_key("BY"), land_key("Freistaat Bayern"), land_key("9"), land_key("Tirol")
    ('09', '09', '09', None)
    >>> land_key("NRW"), land_key("Baden-Wuerttemberg"), land_key("Land Hessen")
    ('05', '08', '06')
    """
    spelling = text.strip()
    if spelling.isdecimal():
        return spelling.zfill(2) if spelling.zfill(2) in LAENDER else None
    plain = _plain(spelling)
    return _BY_NAME.get(plain) or _BY_NAME.get(_PREFIX.sub("", plain))


def land_around(text: str) -> str | None:
    """Key of the Land a text names, or names a part or predecessor of.

    >>> land_around("Württemberg-Hohenzollern"), land_key("Württemberg-Hohenzollern")
    ('08', None)
    """
    return land_key(text) or _BY_PART.get(_plain(text))
