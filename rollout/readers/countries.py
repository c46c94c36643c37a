"""Countries as addresses name them: to tell a seat abroad from one in Germany."""

from __future__ import annotations

from dataclasses import dataclass

from rollout.language import Text
from rollout.readers.headers import fold

GERMANY = "DE"


@dataclass(frozen=True)
class _Country:
    name: Text
    # Other names and the marks of its postcodes ("A-5020").
    others: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


_COUNTRIES = {
    GERMANY: _Country(
        Text("Deutschland", "Germany"),
        ("BRD", "Bundesrepublik Deutschland", "Bundesrepublik", "Allemagne", "Deutschl."),
        ("D", "DE", "DEU", "GER"),
    ),
    "AT": _Country(Text("Österreich", "Austria"), ("Republik Österreich",), ("A", "AT", "AUT")),
    "BE": _Country(
        Text("Belgien", "Belgium"), ("Belgique", "België", "Königreich Belgien"),
        ("B", "BE", "BEL"),
    ),
    "CH": _Country(
        Text("Schweiz", "Switzerland"),
        ("Suisse", "Svizzera", "Die Schweiz", "Schweizerische Eidgenossenschaft"),
        ("CH", "CHE"),
    ),
    "CZ": _Country(
        Text("Tschechien", "Czechia"),
        ("Tschechische Republik", "Czech Republic", "Česko", "Tschechei", "Ceska republika"),
        ("CZ", "CZE"),
    ),
    "DK": _Country(Text("Dänemark", "Denmark"), ("Danmark",), ("DK", "DNK")),
    "FR": _Country(Text("Frankreich", "France"), (), ("F", "FR", "FRA")),
    "LI": _Country(
        Text("Liechtenstein", "Liechtenstein"), ("Fürstentum Liechtenstein",), ("FL", "LI")
    ),
    "LU": _Country(
        Text("Luxemburg", "Luxembourg"), ("Lëtzebuerg", "Großherzogtum Luxemburg"),
        ("L", "LU", "LUX"),
    ),
    "NL": _Country(
        Text("Niederlande", "Netherlands"), ("Holland", "Nederland", "Die Niederlande"),
        ("NL", "NLD"),
    ),
    "PL": _Country(Text("Polen", "Poland"), ("Polska",), ("PL", "POL")),
    "ES": _Country(Text("Spanien", "Spain"), ("España",), ("E", "ES", "ESP")),
    "GB": _Country(
        Text("Vereinigtes Königreich", "United Kingdom"),
        ("Großbritannien", "England", "Great Britain"), ("GB", "UK", "GBR"),
    ),
    "IT": _Country(Text("Italien", "Italy"), ("Italia",), ("I", "IT", "ITA")),
    "SE": _Country(Text("Schweden", "Sweden"), ("Sverige",), ("S", "SE", "SWE")),
    "HU": _Country(Text("Ungarn", "Hungary"), ("Magyarország",), ("H", "HU", "HUN")),
    "SK": _Country(Text("Slowakei", "Slovakia"), ("Slovensko",), ("SK", "SVK")),
    "SI": _Country(Text("Slowenien", "Slovenia"), (), ("SLO", "SVN")),
    "US": _Country(
        Text("Vereinigte Staaten", "United States"), ("USA", "Amerika"), ("US", "USA")
    ),
}  # fmt: skip
_BY_NAME = {
    fold(name): code
    for code, country in _COUNTRIES.items()
    for name in (country.name.de, country.name.en, *country.others)
}
_BY_MARK = {mark: code for code, country in _COUNTRIES.items() for mark in country.marks}
# "Salzburg, Österreich", "Basel (CH)", "Wien/Austria": signs before a country behind a place.
_SIGNS = ",(/"


def country_of(text: str) -> str | None:
    """Code of a country by name, ISO code or plate; None where it is none we know.

    >>> country_of("Österreich"), country_of("ch"), country_of("Bayern")
    ('AT', 'CH', None)
    """
    return _BY_NAME.get(fold(text)) or country_of_mark(text)


def named_country(text: str) -> str | None:
    """Code of a country by its name alone; two letters may mean a Land.

    >>> named_country("Belgien"), named_country("BE")
    ('BE', None)
    """
    return _BY_NAME.get(fold(text))


def country_of_mark(text: str) -> str | None:
    """Code of a country by the letters before a postcode.

    >>> country_of_mark("FL"), country_of_mark("D")
    ('LI', 'DE')
    """
    return _BY_MARK.get(text.strip().upper())


def country_name(code: str) -> Text:
    """Name of a country; an unknown code or name stands for itself.

    >>> country_name("NL").de, country_name("Norwegen").de
    ('Niederlande', 'Norwegen')
    """
    country = _COUNTRIES.get(code)
    return country.name if country else Text(code, code)


def needed_to_plan(code: str) -> Text:
    """What it would take to plan in another country.

    >>> needed_to_plan("PL").en
    'the planner cannot do that yet: it knows districts of Germany only'
    """
    return _NEEDED if code in _FOUR_DIGITS else _GERMANY_ONLY


_FOUR_DIGITS = ("AT", "CH")
_NEEDED = Text(
    "so weit ist der Planer nicht: Es brauchte Umrisse der Bezirke mit ihren amtlichen Schlüsseln, "
    "ein Verzeichnis vierstelliger Postleitzahlen, die Bezirke der Wirtschaftskammern und die "
    "Indikatoren je Bezirk; bis dahin stehen Nachbarländer nur als Grenze auf der Karte",
    "the planner cannot do that yet: it would take outlines of the districts with their official "
    "keys, a directory of four-digit postcodes, the districts of the chambers and the indicators "
    "per district; until then neighbour countries are borders on the map only",
)
_GERMANY_ONLY = Text(
    "so weit ist der Planer nicht: Er kennt nur Kreise in Deutschland",
    "the planner cannot do that yet: it knows districts of Germany only",
)


def split_country(place: str) -> tuple[str, str | None]:
    """Take a country off a place that names it.

    >>> split_country("Basel (CH)"), split_country("Frankfurt (Oder)"), split_country("Wien/A")
    (('Basel', 'CH'), ('Frankfurt (Oder)', None), ('Wien/A', None))
    """
    body = place.strip().removesuffix(")").rstrip()
    position = max(body.rfind(sign) for sign in _SIGNS)
    if position <= 0:
        return place, None
    text = body[position + 1 :].strip()
    code = named_country(text)
    if code is None and place.endswith(")") and len(text) > 1:
        code = country_of_mark(text)
    return (body[:position].strip(), code) if code else (place, None)
