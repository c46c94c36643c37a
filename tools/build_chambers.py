"""Build `data/chambers.csv`: chamber districts (IHK) and districts, n:m, as of 31.12.2017.

    python tools/build_chambers.py --sources DIR [--facts FILE] [--out data]

The share is the part of a district's inhabitants of 2017 living in the chamber district. Names are
corrected below; the areas stay those of 2017: later changes of chamber areas are not applied.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

SOURCE = "derived/district_ihk_2017.csv"
BREMEN = "Handelskammer Bremen – IHK für Bremen und Bremerhaven"
TYPING_ERRORS = {
    '"IHK Essen': "IHK für Essen, Mülheim an der Ruhr, Oberhausen zu Essen",  # cut at its comma
    "IHK Bonn/Rehin-Sieg": "IHK Bonn/Rhein-Sieg",
    "IHK Hailbronn-Franken": "IHK Heilbronn-Franken",
    "IHK Pflaz": "IHK Pfalz",
    "IHK siegen": "IHK Siegen",
}
MERGED = {"Handelskammer Bremen": BREMEN, "IHK Bremerhaven": BREMEN}  # one chamber since 2016
PROPER_NAMES = {
    "IHK Arnsberg": "IHK Arnsberg, Hellweg-Sauerland",
    "IHK Duisburg-Wesel-Kleve": "Niederrheinische IHK Duisburg-Wesel-Kleve",
    "IHK Neubrandenburg": "IHK Neubrandenburg für das östliche Mecklenburg-Vorpommern",
    "IHK Oberfranken Bayreuth": "IHK für Oberfranken Bayreuth",
    "IHK Osnabrück-Emsland-Grafschaft": "IHK Osnabrück-Emsland-Grafschaft Bentheim",
    "IHK Ostfriesland und Papenburg": "IHK für Ostfriesland und Papenburg",
    "IHK Rheinhessen": "IHK für Rheinhessen",
    "IHK Rostock": "IHK zu Rostock",
    "IHK Stade für Elbe-Weser-Raum": "IHK Elbe-Weser",  # renamed, same area
    "IHK Südwestfalen zu Hagen": "Südwestfälische IHK zu Hagen",
    "IHK Wuppertal-Solingen-Remscheid": "Bergische IHK Wuppertal-Solingen-Remscheid",
    "IHK für Oberpfalz/Kelheim": "IHK Regensburg für Oberpfalz / Kelheim",
}
NAMES = TYPING_ERRORS | MERGED | PROPER_NAMES


def chambers(published: pd.DataFrame) -> pd.DataFrame:
    """District, chamber and share; the largest part of a district closes its sum to 1.

    >>> chambers(pd.DataFrame({
    ...     "ags": ["05954", "05954"], "population_2017": [2, 1],
    ...     "ihk_name_2017_as_published": ["IHK siegen", "IHK Pflaz"],
    ... })).to_numpy().tolist()
    [['05954', 'IHK Pfalz', '0.333333'], ['05954', 'IHK Siegen', '0.666667']]
    """
    names = published["ihk_name_2017_as_published"]
    table = pd.DataFrame({"ags": published["ags"], "chamber": names.replace(NAMES)})
    table["people"] = published["population_2017"]
    table = table.groupby(["ags", "chamber"], as_index=False)["people"].sum()
    by_district = table.groupby("ags")["people"]
    millionths = (table["people"] / by_district.transform("sum") * 1e6).round().astype(int)
    rest = 1_000_000 - millionths.groupby(table["ags"]).transform("sum")
    largest = table.index.isin(by_district.idxmax())
    millionths = millionths.where(~largest, millionths + rest)
    table["share"] = [f"{part / 1e6:.6f}" for part in millionths]
    return table[["ags", "chamber", "share"]]


def main() -> None:
    """Write chambers.csv."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, required=True, help="folder of the raw files")
    parser.add_argument("--facts", type=Path, help="not needed here; accepted for uniformity")
    parser.add_argument("--out", type=Path, default=Path("data"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    published = pd.read_csv(options.sources / SOURCE, dtype={"ags": str})
    chambers(published).to_csv(options.out / "chambers.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
