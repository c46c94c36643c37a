"""Build `data/municipalities.csv`: names, inhabitants, area and middle of all municipalities.

    python tools/build_municipalities.py --sources DIR [--out data]

The official register of 31.12.2024 with inhabitants of 31.12.2023. Names stay as the register
writes them. Areas without inhabitants (state forests, lakes) and the two rows that are no
municipality (the condominium with Luxembourg, coastal waters) are left out.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

REGISTER = "destatis_gemeindeverzeichnis/AuszugGV4QAktuell_2024.xlsx"
COLUMNS = ["key", "name", "population", "area_km2", "latitude", "longitude"]
MUNICIPALITY = "60"  # type of a row
# Columns of the sheet, which has its header over four lines.
LAND, REGION, DISTRICT, MUNICIPALITY_NUMBER, NAME, AREA, PEOPLE, EAST, NORTH = (
    2, 3, 4, 6, 7, 8, 9, 14, 15,
)  # fmt: skip


def municipalities(raw: pd.DataFrame) -> pd.DataFrame:
    """The table described on top, sorted by key."""
    rows = raw[(raw[0] == MUNICIPALITY) & raw[EAST].notna()]
    table = pd.DataFrame(
        {
            "key": rows[LAND] + rows[REGION] + rows[DISTRICT] + rows[MUNICIPALITY_NUMBER],
            "name": rows[NAME].str.split().str.join(" "),
            "population": rows[PEOPLE].fillna("0").astype(int),
            "area_km2": rows[AREA].astype(float),
            "latitude": degrees(rows[NORTH]),
            "longitude": degrees(rows[EAST]),
        }
    )
    return table[table["population"] > 0].sort_values("key")[COLUMNS]


def read_register(sources: Path) -> pd.DataFrame:
    """Read the sheet of the register as text, its columns by number."""
    return pd.read_excel(
        sources / REGISTER, sheet_name=1, header=None, dtype=str, engine="calamine"
    )


def degrees(texts: pd.Series) -> pd.Series:
    """Degrees written with a decimal comma, to about ten metres."""
    return texts.str.replace(",", ".").astype(float).round(4)


def main() -> None:
    """Write municipalities.csv."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, required=True, help="folder of the raw files")
    parser.add_argument("--facts", type=Path, help="not needed here; accepted for uniformity")
    parser.add_argument("--out", type=Path, default=Path("data"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    table = municipalities(read_register(options.sources))
    table.to_csv(options.out / "municipalities.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
