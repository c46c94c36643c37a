"""Build `data/postcodes.csv`: postcodes, places and districts.

    python tools/build_postcodes.py --sources DIR [--facts FILE] [--out data]

The source mixes places with bulk receivers (firms, offices, clinics that have a postcode of their
own). A row is a bulk receiver if its place contains one of the words of `RECEIVER`; of a postcode
that belongs to receivers (none of its rows begins with the name of a municipality of the district,
and at least one is a receiver) every row is. In a district of one municipality every place has to
begin with its name or be one of `TOWN_PARTS`, which were read one by one. Receivers are dropped by
name, not by postcode: where only receivers stand, the postcode stays with an empty place in each of
their districts, provided that ordinary places of that district share its first two digits (the
source puts some firms at their head office elsewhere). Rows without a German district (Jungholz in
Austria) are dropped, and places repeated within a postcode and district are merged; the point is
that of the first by latitude and longitude.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pandas as pd

SOURCE = "geonames_postal_codes/zipcodes.de.csv"
REGISTER = "destatis_gemeindeverzeichnis/AuszugGV4QAktuell_2024.xlsx"
COLUMNS = ["plz", "place", "ags", "latitude", "longitude"]
RECEIVER = re.compile(
    r"\b(?:GmbH|mbH|AG|KG|KGaA|SE|eG|OHG|e\.? ?V\.?|BKK|IKK|AOK|DAK|TÜV|ADAC|Co\.?|Gebr\.?|LWL"
    r"|Agentur|Jobcenter|Universität|Hochschule|Klinik|Klinikum|Kliniken|Verlag|Versicherung"
    r"|Sparkasse|Bank|Deutsche|Polizei|Bundesanstalt|Stadtwerke|Stadtverwaltung|Kreisverwaltung"
    r"|Landratsamt|Ministerium|Dr\.|Rechtsanwälte|Niederlassung|Direktion|Bayer\."
    r"|Landesamt|Bundesamt)(?!\w)"
    r"|&|\d|GmbH|[a-zß](?:amt|gericht|bank|kasse|versicherung|gesellschaft|verwaltung|ministerium"
    r"|klinik|klinikum|verlag|zeitung|anstalt|werke AG|zentrale|vertrieb|service)(?!\w)",
)
NOT_RECEIVERS = frozenset({"Freiamt"})
TOWN_PARTS = frozenset(
    """Brambach|Breitenfeld|Burghausen|Chemnitz, Sachsen|Dessau|Einsiedel bei Chemnitz|Fahrland
Gallinchen|Gehlberg|Gollwitz|Golm|Groß Gaglow|Groß Glienicke|Hellerau|Kiekebusch|Klotzsche
Mainz-Kastel|Mainz-Kostheim|Marsdorf|Mittelbach bei Chemnitz|Moorenbrunn|Neu Fahrland|Offenbach
Rodleben|Roßlau|Röhrsdorf|Satzkorn|Schmiedefeld am Rennsteig|Sellerhausen-Stünz|Uetz-Paaren|Weiden
Weixdorf|Wilschdorf|Wittgensdorf|Wust""".replace("\n", "|").split("|")
)


def municipalities(path: Path) -> dict[str, set[str]]:
    """Names of the municipalities of each district, without what follows comma or bracket."""
    raw = pd.read_excel(path, sheet_name=1, header=None, dtype=str, engine="calamine")
    rows = raw[raw[0] == "60"]
    keys = rows[2] + rows[3] + rows[4]
    names = rows[7].str.split(r"[,/(]", regex=True).str[0].str.strip()
    return names.groupby(keys).agg(set).to_dict()


def names_receiver(place: str) -> bool:
    """Whether the place is a bulk receiver by its words.

    >>> [names_receiver(place) for place in ("Bonn", "Finanzamt Bonn", "Salzgitter AG", "Freiamt")]
    [False, True, True, False]
    """
    return place not in NOT_RECEIVERS and RECEIVER.search(place) is not None


def begins_with_municipality(place: str, names: set[str]) -> bool:
    """Whether `place` is one of `names` or a part of it.

    >>> begins_with_municipality("Dresden Friedrichstadt", {"Dresden"})
    True
    >>> begins_with_municipality("Nürnberger Land", {"Nürnberg"})
    False
    """
    words = place.split(" ")
    return any(" ".join(words[:count]) in names for count in range(1, len(words) + 1))


def receivers(table: pd.DataFrame, names: dict[str, set[str]]) -> pd.Series:
    """True for the rows of bulk receivers."""
    by_words = table["place"].map(names_receiver)
    municipal = pd.Series(
        [
            begins_with_municipality(place, names.get(ags, set()))
            for place, ags in zip(table["place"], table["ags"], strict=True)
        ],
        index=table.index,
    )
    ordinary = municipal & ~by_words
    has_receiver = by_words.groupby(table["plz"]).transform("any")
    has_place = ordinary.groupby(table["plz"]).transform("any")
    one_town = table["ags"].map(names).str.len() == 1
    no_part = one_town & ~municipal & ~table["place"].isin(TOWN_PARTS)
    return by_words | (has_receiver & ~has_place) | no_part


def postcodes(raw: pd.DataFrame, names: dict[str, set[str]]) -> pd.DataFrame:
    """The table described on top, sorted by postcode, district and place."""
    table = raw.rename(columns={"zipcode": "plz", "community_code": "ags"})[COLUMNS]
    table = table[table["ags"].str.fullmatch(r"\d{5}")].sort_values(COLUMNS)
    bulk = receivers(table, names)
    places = table[~bulk]
    served = set(places["plz"].str[:2] + places["ags"])
    rest = table[bulk & ~table["plz"].isin(places["plz"])].assign(place="")
    rest = rest[(rest["plz"].str[:2] + rest["ags"]).isin(served)]
    both = pd.concat([places, rest]).sort_values(["plz", "ags", "place", "latitude", "longitude"])
    return both.drop_duplicates(["plz", "ags", "place"])


def main() -> None:
    """Write postcodes.csv."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, required=True, help="folder of the raw files")
    parser.add_argument("--facts", type=Path, help="not needed here; accepted for uniformity")
    parser.add_argument("--out", type=Path, default=Path("data"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    raw = pd.read_csv(options.sources / SOURCE, dtype=str, keep_default_na=False)
    table = postcodes(raw, municipalities(options.sources / REGISTER))
    table.to_csv(options.out / "postcodes.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
