"""Addresses whose district is known without the readers: from the official register of keys."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).resolve().parents[2] / "data"
STEP = 151  # every 151st of 10,754 municipalities, and the largest
LARGEST = 40


class Town(NamedTuple):
    """A municipality of the official register with one of its postcodes."""

    name: str
    district: str
    plz: str

    @property
    def base(self) -> str:
        return self.name.split(",")[0]

    @property
    def head(self) -> str:
        return re.split(r"\s+(?:a[.m]|an|b\.|bei|i[.mn]|ob|v\.)[ .]|\s*[(/]", self.base)[0]


class Row(NamedTuple):
    """What a list says (plz, place, Land) and the district that is right; "" abroad."""

    spelling: str
    plz: str
    place: str
    land: str
    truth: str


def _table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def towns() -> list[Town]:
    """A sample of municipalities that have a postcode under their own name."""
    plz = {}
    for row in _table("postcodes.csv"):
        plz.setdefault((row["ags"], row["place"]), row["plz"])
    rows = _table("municipalities.csv")
    largest = sorted(rows, key=lambda row: -int(row["population"]))[:LARGEST]
    sample = {row["key"]: row for row in (*largest, *rows[::STEP])}.values()
    with_plz = [(row, plz.get((row["key"][:5], row["name"].split(",")[0]))) for row in sample]
    return [Town(row["name"], row["key"][:5], code) for row, code in with_plz if code]


def _ascii(text: str) -> str:
    return text.translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss",
                                         "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}))  # fmt: skip


def _short_links(text: str) -> str:
    for long, short in ((" an der ", " a.d. "), (" am ", " a. "), (" bei ", " b. "),
                        (" in der ", " i.d. "), (" im ", " i. "), ("Sankt ", "St. ")):  # fmt: skip
        text = text.replace(long, short)
    return text


WITH_POSTCODE: dict[str, Callable[[Town], tuple[str, str]]] = {
    "official name": lambda t: (t.plz, t.name),
    "without titles": lambda t: (t.plz, t.base),
    "capitals": lambda t: (t.plz, t.base.upper()),
    "without umlauts": lambda t: (t.plz, _ascii(t.base)),
    "country before": lambda t: (f"D-{t.plz}", t.base),
    "one cell": lambda t: ("", f"{t.plz} {t.base}"),
    "lost zero": lambda t: (t.plz.removeprefix("0"), t.base),
    "short form": lambda t: (t.plz, t.head),
    "abbreviated": lambda t: (t.plz, _short_links(t.base)),
    "without hyphens": lambda t: (t.plz, t.base.replace("-", " ")),
    "title before": lambda t: (t.plz, f"Stadt {t.base}"),
    "part behind": lambda t: (t.plz, f"{t.base} OT Oberndorf"),
}
NAME_ALONE: dict[str, Callable[[Town], str]] = {
    "name": lambda t: t.base,
    "name in short": lambda t: t.head,
    "name with title": lambda t: f"Gemeinde {t.base}",
    "name in capitals": lambda t: _short_links(t.base).upper(),
}


def german_rows() -> list[Row]:
    """Addresses of the sample in every spelling."""
    sample = towns()
    rows = [
        Row(how, *write(town), "", town.district)
        for how, write in WITH_POSTCODE.items()
        for town in sample
    ]
    return rows + [
        Row(how, "", write(town), "", town.district)
        for how, write in NAME_ALONE.items()
        for town in sample
    ]


# Postcode and place as lists write them, one country a block; "_" stands for a blank.
ABROAD = [
    "1010|Wien", "8010|Graz", "4020|Linz", "5020|Salzburg", "6020|Innsbruck",
    "9020|Klagenfurt", "6900|Bregenz", "6850|Dornbirn", "A-4910|Ried", "1109|Wien",
    "A-5280|Braunau", "9500|Villach", "4600|Wels", "3100|Sankt_Pölten",
    "2700|Wiener_Neustadt", "8001|Zürich", "8056|Zürich", "4051|Basel", "3011|Bern",
    "1201|Genf", "1003|Lausanne", "6003|Luzern", "9000|St._Gallen", "CH-8640|Rapperswil",
    "8200|Schaffhausen", "CH-9450|Altstätten", "2502|Biel", "8400|Winterthur", "7000|Chur",
    "5400|Baden", "67000|Straßburg", "F-67100|Strasbourg", "68100|Mülhausen", "68000|Colmar",
    "57000|Metz", "54000|Nancy", "75001|Paris", "F-67160|Wissembourg", "57600|Forbach",
    "57200|Saargemünd", "F-68300|Saint-Louis", "21000|Dijon", "69001|Lyon",
    "L-1111|Luxemburg", "4010|Esch-sur-Alzette", "L-6701|Grevenmacher", "L-9010|Ettelbruck",
    "3401|Dudelange", "1000|Brüssel", "4000|Lüttich", "B-4700|Eupen", "2000|Antwerpen",
    "9000|Gent", "4780|Sankt_Vith", "3500|Hasselt", "3600|Genk", "1011_AB|Amsterdam",
    "6211_AB|Maastricht", "7511_AA|Enschede", "5911_AA|Venlo", "NL-6411|Heerlen",
    "9711_AA|Groningen", "6511|Nimwegen", "3011|Rotterdam", "2511_AA|Den_Haag", "7811|Emmen",
    "5600|Eindhoven", "6811|Arnhem", "8911|Leeuwarden", "6200|Apenrade", "6400|Sonderburg",
    "DK-6330|Padborg", "8000|Aarhus", "5000|Odense", "1050|Kopenhagen", "6270|Tondern",
    "50-001|Breslau", "00-001|Warschau", "70-001|Stettin", "59-900|Zgorzelec",
    "PL-66-400|Gorzów", "60-001|Posen", "69-100|Słubice", "72-600|Swinemünde",
    "30-001|Krakau", "40-001|Kattowitz", "45-001|Oppeln", "65-001|Zielona_Góra",
    "110_00|Prag", "301_00|Pilsen", "360_01|Karlsbad", "460_01|Liberec", "400_01|Aussig",
    "CZ-35002|Cheb", "405_02|Děčín", "434_01|Most", "602_00|Brünn", "370_01|Budweis",
    "43001|Chomutov", "41501|Teplice",
]  # fmt: skip


def foreign_rows() -> list[Row]:
    """Places of the nine neighbours, each with its postcode as written there."""
    cells = [entry.replace("_", " ").split("|") for entry in ABROAD]
    return [Row("abroad", plz, place, "", "") for plz, place in cells]


def as_register(rows: list[Row]) -> str:
    """The rows as a register without keys."""
    lines = ["ID;Name;PLZ;Ort;Bundesland;Status"]
    lines += [
        f'{n};Initiative {n};{row.plz};"{row.place}";{row.land};vernetzt'
        for n, row in enumerate(rows)
    ]
    return "\n".join(lines) + "\n"
