"""Build `data/partners_abroad.csv`: German chambers abroad of the neighbours, Italy and Hungary.

python tools/build_partners_abroad.py [--sources DIR] [--facts FILE] [--out data]

Rules of the compilation, the same for every row:

- Name, place and website stand in a public page that the row names, first the one of the name and
  the website, then the one of the place; what no page shows stays empty.
- The name is the one the chamber gives itself in German. A place is where it is said to have its
  seat or main office, not where it met or was founded.
- The website is the host of the chamber's own page. It is written with https, also where the page
  read was stored before (Denmark) or an account gives the host only (Austria).
- `as_of` is the year of the oldest page the row relies on; empty where no page has a date.
- Offices only: no persons, no e-mail addresses, no telephone numbers.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NamedTuple

import pandas as pd


class Chamber(NamedTuple):
    """A chamber, the countries it works for and the pages that say so."""

    countries: tuple[str, ...]
    name: str
    place: tuple[str, str]
    website: str
    pages: tuple[str, ...]
    as_of: str


CHAMBERS = (
    Chamber(
        ("AT",),
        "Deutsche Handelskammer in Österreich",
        ("Wien", "Vienna"),
        "https://oesterreich.ahk.de",
        # The article gives seat and website; its figures are of 2022.
        ("https://de.wikipedia.org/wiki/Deutsche_Handelskammer_in_%C3%96sterreich",),
        "2022",
    ),
    Chamber(
        ("BE", "LU"),
        "Deutsch-Belgisch-Luxemburgische Handelskammer (AHK debelux)",
        ("Brüssel", "Brussels"),
        "https://debelux.ahk.de",
        (
            "https://debelux.ahk.de/ueber-uns/geschichte-der-ahk-debelux/",
            # One chamber for both countries.
            "https://www.bmwi.de/Redaktion/DE/Pressemitteilungen/2019/"
            "20190516-altmaier-belgien-luxemburg-enge-partner-und-freunde.html",
            "https://www.journal.lu/top-navigation/article/das-netzwerk-ist-gespannt/",
        ),
        "2019",
    ),
    Chamber(
        ("CH",),
        "Handelskammer Deutschland-Schweiz",
        ("Zürich", "Zurich"),
        "https://www.handelskammer-d-ch.ch",
        (
            "https://www.handelskammer-d-ch.ch/de/ueber-uns/100-jahre-handelskammer-deutschland-"
            "schweiz/der-praesident-der-handelskammer-zum-100-jaehrigen-jubilaeum",
        ),
        "2012",
    ),
    Chamber(
        ("CZ",),
        "Deutsch-Tschechische Industrie- und Handelskammer",
        ("Prag", "Prague"),
        "https://tschechien.ahk.de",
        (
            "https://tschechien.ahk.de/newsroom/news/news-details/"
            "dtihk-feiert-25-geburtstag-mit-grosser-gala-im-palais-zofin/",
            # Main seat on Wenceslas Square, 2023.
            "https://tschechien.news/post/dtihk-feiert-30-j%C3%A4hriges-jubil%C3%A4um-mit-"
            "gro%C3%9Fem-sommerfest-in-prag",
        ),
        "2018",
    ),
    Chamber(
        ("DK",),
        "Deutsch-Dänische Handelskammer",
        ("Kopenhagen", "Copenhagen"),
        "https://www.handelskammer.dk",
        (
            "http://www.handelskammer.dk/veranstaltungen/vergangene-veranstaltungen/2017/"
            "folkemoede-2017/",
            "https://www.nordschleswiger.dk/de/nordschleswig-daenemark-wirtschaft/"
            "handelskammer-soll-auch-nordschleswig-sichtbarer-werden",
        ),
        "2017",
    ),
    Chamber(
        ("FR",),
        "Deutsch-Französische Industrie- und Handelskammer",
        ("Paris", "Paris"),
        "https://www.francoallemand.com",
        (
            "https://www.francoallemand.com/de/veranstaltungen/jubilaeum-70-jahre/"
            "zehn-schluesselmomente-in-der-geschichte-der-ahk-frankreich",
            "https://fr-academic.com/dic.nsf/frwiki/1866116",
        ),
        "2010",
    ),
    Chamber(
        ("HU",),
        "Deutsch-Ungarische Industrie- und Handelskammer",
        # Galas and the chamber before it were in Budapest; no page read says where the office is.
        ("", ""),
        "https://www.ahkungarn.hu",
        ("https://www.ahkungarn.hu/duihk25/meilensteine",),
        "",
    ),
    Chamber(
        ("IT",),
        "Deutsch-Italienische Handelskammer",
        ("Mailand", "Milan"),
        "https://www.ahk-italien.it",
        (
            "https://www.ahk-italien.it/ueber-uns/geschichte/",
            # "di Milano", 17 November 2023.
            "https://www.ahk-italien.it/it/news/detail/nuova-pubblicazione-la-camera-di-commercio-"
            "italo-germanica-1921-2021-un-inquadramento-storico",
        ),
        "2023",
    ),
    Chamber(
        ("NL",),
        "Deutsch-Niederländische Handelskammer",
        ("Den Haag", "The Hague"),
        "https://www.dnhk.org",
        (
            "https://www.dnhk.org/de/news/"
            "deutsch-niederlaendische-handelskammer-setzt-auf-schnelle-stabile-regierung",
            "https://www.wirtschaft-grafschaft.de/aktuelles/2018/dialog-mittagsgespraech-mit-"
            "geschaeftsfuehrer-der-deutsch-niederlaendischen-handelskammer.html",
        ),
        "2018",
    ),
    Chamber(
        ("PL",),
        "Deutsch-Polnische Industrie- und Handelskammer",
        ("Warschau", "Warsaw"),
        "https://www.ahk.pl",
        (
            "https://www.ahk.pl/de/aktuelles/2025/gemeinsam-stark-in-zeiten-globaler-umbrueche",
            # Main office, regional offices elsewhere; about the year 2015.
            "https://the-european-times.com/"
            "interview-michael-kern-polish-german-chamber-industry-commerce/",
        ),
        "2015",
    ),
)


def build() -> pd.DataFrame:
    """One row per country and chamber, sorted."""
    rows = [
        {
            "country": country,
            "name": chamber.name,
            "place_de": chamber.place[0],
            "place_en": chamber.place[1],
            "website": chamber.website,
            "source_url": ";".join(chamber.pages),
            "as_of": chamber.as_of,
        }
        for chamber in CHAMBERS
        for country in chamber.countries
    ]
    return pd.DataFrame(rows).sort_values(["country", "name"], ignore_index=True)


def main() -> None:
    """Write partners_abroad.csv."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sources", type=Path, help="not needed here; accepted for uniformity")
    parser.add_argument("--facts", type=Path, help="not needed here; accepted for uniformity")
    parser.add_argument("--out", type=Path, default=Path("data"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    build().to_csv(options.out / "partners_abroad.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
