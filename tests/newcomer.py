"""A made-up list of another programme: 200 energy agencies that do not exist, in real places."""

from __future__ import annotations

import pandas as pd

TITLE = "Erfundene Energieagenturen (Beispiel, alle Einträge ausgedacht)"
HEADER = ("Lfd. Nr.", "Einrichtung", "Straße Hausnr.", "PLZ/Ort", "Mitglied?", "Gegründet", "Art")
ROWS = 200
# Word and how often, of every ten rows.
WORDS = ("ja", "ja", "ja (seit 2019)", "nein", "ja", "geplant", "ja", "passiv", "nein", "ja")
KINDS = ("Energieagentur", "Energieagentur", "Klimaschutzagentur")
# Number of a row -> what its place says instead: short names of several towns, contradictions.
DOUBTFUL = {17: "Frankfurt", 58: "Neustadt", 99: "80331 Hamburg", 140: "Mülheim"}
LEFT = 77  # number of the row of one that has left
HEADINGS = {0: "Region Nord", 120: "Region Süd"}


def newcomer_rows(postcodes: pd.DataFrame) -> list[list[str]]:
    """Title, header, rows with headings between them, and a row of totals.

    Parameters
    ----------
    postcodes
        Columns plz, place, ags; one place of each of many districts is used.
    """
    towns = postcodes.dropna(subset=["place"]).sort_values(["ags", "plz"])
    places = towns.drop_duplicates("ags").iloc[:: len(towns["ags"].unique()) // ROWS][:ROWS]
    width = len(HEADER)
    rows = [[TITLE], ["Stand: Oktober 2026"], [], list(HEADER)]
    for number, town in enumerate(places.itertuples(), start=1):
        if number - 1 in HEADINGS:
            rows.append([HEADINGS[number - 1]])
        word = "ausgetreten" if number == LEFT else WORDS[number % len(WORDS)]
        place = DOUBTFUL.get(number, f"{town.plz} {town.place}")
        cells = [str(number), f"Erfundene Agentur {number} {town.place}", f"Musterweg {number}"]
        cells += [place, word, f"seit {1990 + number % 30}", KINDS[number % len(KINDS)]]
        rows.append(cells)
    rows += [["Summe", str(ROWS)], ["* Alle Angaben sind ausgedacht."]]
    return [[*row, *[""] * (width - len(row))] for row in rows]


def newcomer_csv(postcodes: pd.DataFrame) -> bytes:
    """The list as a German spreadsheet writes it: semicolons, Windows-1252."""
    lines = [";".join(f'"{cell}"' if ";" in cell else cell for cell in row)
             for row in newcomer_rows(postcodes)]  # fmt: skip
    return ("\r\n".join(lines) + "\r\n").encode("cp1252", "replace")
