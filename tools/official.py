"""Raw files of the statistical publishers, read into plain series by district.

Used only to build `data/`. Every series is indexed by the district key (five-digit text) on the
districts of 2021-07-01; a value that is secret or not given is NaN.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd

# Dissolved district -> the district it belongs to today.
SUCCESSOR = {"03152": "03159", "03156": "03159", "16056": "16063"}
# City states carry the two digits of their Land in GENESIS tables.
CITY_STATES = {"02": "02000", "11": "11000"}


def german_number(text: str) -> float:
    """Read a German number; a mark for secret or not given (`.`, `-`, `–`) gives NaN.

    >>> german_number("1.631,4"), german_number("-3,7"), german_number(".")
    (1631.4, -3.7, nan)
    """
    plain = text.strip().replace(".", "").replace(",", ".")
    return float(plain) if any(character.isdigit() for character in plain) else float("nan")


def rows_of(path: Path, encoding: str) -> list[list[str]]:
    """All rows of a semicolon-separated file."""
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def election_office(path: Path) -> pd.DataFrame:
    """Structure data of the election office: one column per header text.

    Rows with a two-digit key are totals and are left out.
    """
    rows = rows_of(path, "utf-8-sig")
    start = next(number for number, row in enumerate(rows) if row[0] == "Land")
    names = [name for name in rows[start][3:] if name and name != "Fußnoten"]
    values = {
        row[1]: [german_number(cell) for cell in row[3 : 3 + len(names)]]
        for row in rows[start + 1 :]
        if len(row[1]) == 5
    }
    return pd.DataFrame.from_dict(values, orient="index", columns=names).sort_index()


def genesis_employees(path: Path, section: str, encoding: str) -> pd.Series:
    """Employees of one economic section, table 13111-07-05-4 (both sexes, all nationalities).

    Old districts are added to their successors. A district marked `-` did not exist and is left
    out before adding; a secret part makes the sum unknown.
    """
    values = {
        CITY_STATES.get(row[0], row[0]): german_number(row[3])
        for row in rows_of(path, encoding)
        if len(row) > 3 and row[2] == section and row[3] != "-"
    }
    counts = pd.Series(values, dtype=float)
    counts = counts[counts.index.str.len() == 5]
    return counts.groupby(counts.index.map(lambda ags: SUCCESSOR.get(ags, ags))).sum(skipna=False)


def genesis_firms(path: Path) -> dict[int, pd.Series]:
    """Employees of manufacturing and mining firms by year, table 42111-01-04-4 (UTF-8)."""
    counts: dict[int, dict[str, float]] = {}
    for row in rows_of(path, "utf-8-sig"):
        if len(row) > 4 and row[0].startswith("30.09.") and len(row[1]) == 5:
            counts.setdefault(int(row[0][-4:]), {})[row[1]] = german_number(row[4])
    return {year: pd.Series(values, dtype=float) for year, values in counts.items()}


def inkar(path: Path, column: str, year: int) -> pd.Series:
    """One INKAR indicator of one year, already on the districts of today."""
    table = pd.read_csv(path, dtype={"county_code": str})
    return table.loc[table["year"] == year].set_index("county_code")[column].sort_index()


def population(path: Path) -> pd.Series:
    """Inhabitants from the attribute table of VG250-EW (land parts only, `GF` = 4)."""
    import pyogrio

    table = pyogrio.read_dataframe(path, columns=["AGS", "GF", "EWZ"], read_geometry=False)
    return table[table["GF"] == 4].set_index("AGS")["EWZ"].sort_index()


def coal_districts(path: Path) -> set[str]:
    """Districts named in the Investitionsgesetz Kohleregionen."""
    return set(pd.read_csv(path, dtype=str)["ags"])
