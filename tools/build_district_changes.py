"""Build `data/district_changes.csv`: keys of dissolved districts since 1990 and their successors.

    python tools/build_district_changes.py --sources DIR [--facts FILE] [--out data]

One row per old key and successor, with the shares of inhabitants and area of the last year-end at
which the key was valid (`valid_until`). Keys that still exist are left out even where the district
gave up land: between 1990 and 2020 each of them kept at least 93 % of its inhabitants.
The publisher names no districts of Sachsen-Anhalt of 1990; 37 old names therefore stay empty.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

SOURCE = "bbsr_reference/ref-kreise-umrech-2021-1990-2020.xlsx"
LATER = {"16056": "16063"}  # Eisenach joined Wartburgkreis on 1 July 2021


def key(number: object) -> str:
    """Five-digit key of the publisher's eight-digit number.

    >>> key(3156000)
    '03156'
    """
    return f"{int(float(str(number))) // 1000:05d}"


def year_end(sheet: pd.DataFrame, year: int) -> pd.DataFrame:
    """Rows of one sheet; the target stands in the last but one column."""
    sheet = sheet.dropna(subset=[sheet.columns[0]])
    return pd.DataFrame(
        {
            "old_ags": sheet.iloc[:, 0].map(key),
            "old_name": sheet.iloc[:, 1].str.strip(),
            "valid_until": year,
            "new_ags": sheet.iloc[:, -2].map(key).replace(LATER),
            "share_population": sheet.iloc[:, 3].astype(float),
            "share_area": sheet.iloc[:, 2].astype(float),
        }
    )


def closed(share: pd.Series, group: pd.Series) -> pd.Series:
    """`share` in six decimals; the largest of each group closes the sum to 1."""
    parts = (share * 1e6).round().astype(int)
    rest = 1_000_000 - parts.groupby(group).transform("sum")
    largest = parts.index.isin(share.groupby(group).idxmax())
    return parts.where(~largest, parts + rest).map(lambda part: f"{part / 1e6:.6f}")


def changes(sheets: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Old keys that are none of today's, each by its last year-end."""
    table = pd.concat([year_end(sheet, int(year)) for year, sheet in sheets.items()])
    old = table[~table["old_ags"].isin(set(table["new_ags"]))]
    last = old[old["valid_until"] == old.groupby("old_ags")["valid_until"].transform("max")]
    columns = ["old_ags", "old_name", "valid_until", "new_ags"]
    merged = last.groupby(columns, as_index=False)[["share_population", "share_area"]].sum()
    for column in ("share_population", "share_area"):
        merged[column] = closed(merged[column], merged["old_ags"])
    return merged


def main() -> None:
    """Write district_changes.csv."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, required=True, help="folder of the raw files")
    parser.add_argument("--facts", type=Path, help="not needed here; accepted for uniformity")
    parser.add_argument("--out", type=Path, default=Path("data"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    sheets = pd.read_excel(options.sources / SOURCE, sheet_name=None, engine="calamine")
    table = changes({str(year): sheet for year, sheet in sheets.items()})
    table.to_csv(options.out / "district_changes.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
