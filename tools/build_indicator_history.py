"""Build `data/indicator_history.csv`: yearly indicators of the districts, 1998 to 2022.

    python tools/build_indicator_history.py --sources DIR [--out data]

One row per district (territorial status of 2021-07-01) and year, so that a look back can use what
was known at its time. A value that is secret, not given, or a zero standing for a gap stays
empty; nothing is estimated. Same input, same bytes.
"""

from __future__ import annotations

import argparse
import warnings
from pathlib import Path
from typing import NamedTuple

import official
import pandas as pd
from build_district_changes import SOURCE as CONVERSION_KEYS
from build_district_changes import year_end

YEARS = range(1998, 2023)
INKAR = "inkar_gerda/sysdata.rda"
WIZARD = "inkar_wizard_export_2019/Wirtschafts-und-Berufszweige-Part-I.csv"
MANUFACTURING = "regionalstatistik_2017_utf8/42111-01-04-4_00.csv"
INHABITANTS_2022 = "bkg_vg250-ew_2022-12-31/VG250_KRS.dbf"
LAST_CONVERSION_KEY = 2020
EMPLOYEES = {
    2015: ("regionalstatistik_2017_utf8/13111-07-05-4_00.csv", "utf-8-sig"),
    2019: ("regionalstatistik_2021/13111-07-05-4_2019.csv", "iso-8859-1"),
    2020: ("regionalstatistik_2021/13111-07-05-4_2020.csv", "iso-8859-1"),
}
EISENACH = ("16056", "16063")  # the city and the district it joined in 2021
PRODUCING, ALL_SECTIONS = "Produzierendes Gewerbe (B-F)", "Insgesamt"
MANUFACTURING_C = "Verarbeitendes Gewerbe (C)"


class Series(NamedTuple):
    """A column of INKAR: its name there, what to multiply by, decimals."""

    column: str
    factor: float = 1
    decimals: int = 2


# Zeros of these columns are none of the gaps: a district without university has no students.
FROM_INKAR = {
    "unemployment_pct": Series("unemployment_rate"),
    "long_term_unemployed_pct": Series("share_longterm_unemployed"),
    "gdp_per_head": Series("gdp_per_capita", 1000, 0),  # in 1,000 EUR, whatever its codebook says
    "secondary_gva_pct": Series("share_secondary_sector"),
    "tax_per_head": Series("tax_revenue_per_capita"),
    "large_sites_pct": Series("share_large_enterprises"),
    "apprentices_per_100": Series("apprentices_per_100"),
    "students_per_100": Series("students_per_100"),
    "no_certificate_pct": Series("share_no_degree"),
}
COLUMNS = [
    "ags", "year", "population", "unemployment_pct", "long_term_unemployed_pct", "gdp_per_head",
    "secondary_gva_pct", "industry_pct", "industry_employees", "manufacturing_employees",
    "manufacturing_20plus", "tax_per_head", "large_sites_pct", "apprentices_per_100",
    "students_per_100", "no_certificate_pct",
]  # fmt: skip
WHOLE_NUMBERS = (
    "population", "gdp_per_head", "industry_employees", "manufacturing_employees",
    "manufacturing_20plus",
)  # fmt: skip


def inkar(path: Path) -> pd.DataFrame:
    """INKAR on the districts of today; index: ags and year."""
    import rdata

    with warnings.catch_warnings():  # it reads R's own kinds of table as plain ones, and says so
        warnings.simplefilter("ignore", UserWarning)
        table = rdata.read_rda(path)["county_covariates_internal"]
    table = table.astype({"county_code": str, "year": int})
    table = table[table["year"].isin(YEARS)].set_index(["county_code", "year"])
    return pd.DataFrame(
        {
            name: (table[series.column] * series.factor).round(series.decimals)
            for name, series in FROM_INKAR.items()
        }
    ).rename_axis(["ags", "year"])


def producing_share(path: Path) -> pd.Series:
    """Share of the producing sector in employees 2008 to 2017, in per cent; a zero is a gap.

    Eisenach stands alone here and its employees do not: the share of both together is unknown.
    """
    rows = official.rows_of(path, "utf-8-sig")
    places = [
        place for place, name in enumerate(rows[0]) if name == "Beschäftigte Sekundärer Sektor"
    ]
    values = {
        (row[0], int(rows[1][place])): official.german_number(row[place])
        for row in rows[2:]
        for place in places
        if row[0] not in EISENACH
    }
    shares = pd.Series(values, dtype=float)
    return shares.where(shares > 0)


def employees(sources: Path, section: str) -> pd.Series:
    """Employees of one section in the years there is a table of; index: ags and year."""
    by_year = {
        year: official.genesis_employees(sources / file, section, encoding)
        for year, (file, encoding) in EMPLOYEES.items()
    }
    return pd.concat(by_year).swaplevel().rename_axis(["ags", "year"])


def manufacturing_20plus(path: Path) -> pd.Series:
    """Employees in manufacturing and mining (from 20 per establishment on), table 42111-01-04-4."""
    rows = [row for row in official.rows_of(path, "utf-8-sig") if len(row) > 4]
    values = {
        (official.CITY_STATES.get(row[1], row[1]), int(row[0][-4:])): official.german_number(row[4])
        for row in rows
        if row[0].startswith("30.09.") and row[4] != "-"
    }
    counts = pd.Series(values, dtype=float)
    counts = counts[counts.index.get_level_values(0).str.len() == 5]
    successors = [official.SUCCESSOR.get(ags, ags) for ags in counts.index.get_level_values(0)]
    return counts.groupby([successors, counts.index.get_level_values(1)]).sum(skipna=False)


def population(sources: Path) -> pd.Series:
    """Inhabitants at the end of the year on the districts of today; index: ags and year.

    To 2020 from the publisher's conversion keys, printed in thousands with one decimal; 2022
    exact; 2021 unknown.
    """
    by_year = {2022: official.population(sources / INHABITANTS_2022)}
    for year in range(YEARS[0], LAST_CONVERSION_KEY + 1):
        sheet = pd.read_excel(sources / CONVERSION_KEYS, sheet_name=str(year), engine="calamine")
        people = next(place for place, name in enumerate(sheet.columns) if "Bevölkerung am" in name)
        rows = sheet.dropna(subset=[sheet.columns[0]])
        moves = year_end(sheet, year)
        counts = parts(moves, rows.iloc[:, people].astype(float) * 1000)
        if year == LAST_CONVERSION_KEY:  # its row of Eisenach holds the Wartburgkreis once more
            counts = counts[~moves["old_ags"].isin(official.SUCCESSOR)]
        by_year[year] = counts.groupby(moves["new_ags"]).sum()
    return pd.concat(by_year).swaplevel().rename_axis(["ags", "year"])


def parts(moves: pd.DataFrame, counts: pd.Series) -> pd.Series:
    """Inhabitants who moved with each row.

    A divided district has its parts in most sheets, the whole in each of its rows in those of 2016
    to 2018; there the share tells the part.
    """
    of_district = counts.groupby(moves["old_ags"])
    is_whole = (of_district.transform("size") > 1) & (of_district.transform("nunique") == 1)
    return counts.where(~is_whole, counts * moves["share_population"]).round(0)


def history(sources: Path) -> pd.DataFrame:
    """The table described on top, sorted by district and year."""
    table = inkar(sources / INKAR)
    producing, everybody = (employees(sources, name) for name in (PRODUCING, ALL_SECTIONS))
    exact = (100 * producing / everybody).round(1)
    table["population"] = population(sources)
    table["industry_employees"] = producing
    table["industry_pct"] = exact.reindex(table.index).fillna(producing_share(sources / WIZARD))
    table["manufacturing_employees"] = employees(sources, MANUFACTURING_C)
    table["manufacturing_20plus"] = manufacturing_20plus(sources / MANUFACTURING)
    return checked(table.reset_index())[COLUMNS].sort_values(["ags", "year"])


def checked(table: pd.DataFrame) -> pd.DataFrame:
    """`table` if it has 400 districts in every year, else an error."""
    districts, rows = table["ags"].nunique(), len(table)
    if districts != 400 or rows != 400 * len(YEARS):
        raise ValueError(f"expected 400 districts in {len(YEARS)} years, found {districts}, {rows}")
    return table.astype(dict.fromkeys(WHOLE_NUMBERS, "Int64"))


def main() -> None:
    """Write indicator_history.csv."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, required=True, help="folder of the raw files")
    parser.add_argument("--facts", type=Path, help="not needed here; accepted for uniformity")
    parser.add_argument("--out", type=Path, default=Path("data"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    table = history(options.sources)
    path = options.out / "indicator_history.csv"
    table.to_csv(path, index=False, lineterminator="\n")
    print(f"{path}: {len(table)} rows")


if __name__ == "__main__":
    main()
