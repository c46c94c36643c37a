"""Build `data/district_changes.csv`: districts that changed since 1990 and what became of them.

    python tools/build_district_changes.py --sources DIR [--facts FILE] [--out data]

One row per old key and successor, with the shares of inhabitants and area of the last year-end at
which the key was valid (`valid_until`). Keys that still exist are left out even where the district
gave up land: between 1990 and 2020 each of them kept at least 93 % of its inhabitants.
The publisher names no districts of Sachsen-Anhalt of 1990; 37 old names therefore stay empty.

Rows with the day of the change (`since`) are editions of the territorial status; there a district
that goes on under its key has a row for what stayed with it. `DATED` and `INDEPENDENT` say which
they are. The publisher's keys end in 2020, so a district of today that came later is made of
whole municipalities: their inhabitants (`people`) and areas are those of the municipality
register of 31.12.2024, inhabitants of 31.12.2023.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from build_municipalities import MUNICIPALITY, read_register

SOURCE = "bbsr_reference/ref-kreise-umrech-2021-1990-2020.xlsx"
PEOPLE_DATE = "2023-12-31"
LATER = {"16056": "16063"}  # Eisenach joined Wartburgkreis on 1 July 2021
# Old key -> day of the change, where it is known.
DATED = {"03152": "2016-11-01", "03156": "2016-11-01", "16056": "2021-07-01"}
# Districts that took in another one whole and kept their key: old key, name, last year-end.
CONTINUING = [("16063", "Wartburgkreis", 2020, "16063", "2021-07-01")]


class Independent(NamedTuple):
    """A municipality that became a district of its own."""

    municipality: str
    since: str
    old: str
    old_name: str
    new: str
    new_name: str


INDEPENDENT = [
    Independent("06435014", "2026-01-01", "06435", "Main-Kinzig-Kreis", "06415", "Hanau"),
]
COLUMNS = ["old_ags", "old_name", "valid_until", "new_ags", "share_population", "share_area",
           "since", "new_name", "people", "people_date"]  # fmt: skip


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


def with_days(table: pd.DataFrame) -> pd.DataFrame:
    """The same with the days known, and with the parts that kept their key."""
    whole = {"share_population": "1.000000", "share_area": "1.000000"}
    names = ["old_ags", "old_name", "valid_until", "new_ags", "since"]
    rows = [dict(zip(names, row, strict=True)) | whole for row in CONTINUING]
    dated = table.assign(since=table["old_ags"].map(DATED))
    return pd.concat([dated, pd.DataFrame(rows)]).reindex(columns=COLUMNS)


def independent(raw: pd.DataFrame, case: Independent) -> pd.DataFrame:
    """Both parts of a district that a municipality left."""
    rows = raw[(raw[0] == MUNICIPALITY) & (raw[2] + raw[3] + raw[4] == case.old)]
    is_new = rows[2] + rows[3] + rows[4] + rows[6] == case.municipality
    people = rows[9].fillna("0").astype(int).groupby(is_new).sum()
    area = rows[8].astype(float).groupby(is_new).sum()
    parts = [(case.new, case.new_name, True), (case.old, case.old_name, False)]
    table = pd.DataFrame(
        [
            (case.old, case.old_name, int(case.since[:4]) - 1, new, people[part] / people.sum(),
             area[part] / area.sum(), case.since, name, people[part], PEOPLE_DATE)
            for new, name, part in parts
        ],
        columns=COLUMNS,
    )  # fmt: skip
    for column in ("share_population", "share_area"):
        table[column] = closed(table[column], table["old_ags"])
    return table


def main() -> None:
    """Write district_changes.csv."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, required=True, help="folder of the raw files")
    parser.add_argument("--facts", type=Path, help="not needed here; accepted for uniformity")
    parser.add_argument("--out", type=Path, default=Path("data"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    sheets = pd.read_excel(options.sources / SOURCE, sheet_name=None, engine="calamine")
    raw = read_register(options.sources)
    parts = [with_days(changes({str(year): sheet for year, sheet in sheets.items()}))]
    table = pd.concat([*parts, *(independent(raw, case) for case in INDEPENDENT)])
    table = table.sort_values(["old_ags", "valid_until", "new_ags"])
    table["people"] = table["people"].astype("Int64")
    table.to_csv(options.out / "district_changes.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
