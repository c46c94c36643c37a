"""Build the indicator tables in `data/` from the publishers' files.

    python tools/build_indicators.py --sources DIR [--out data]

Writes indicators.csv, indicator_fallbacks.csv, indicator_catalogue.csv and sources.csv: same input,
same bytes. Nothing is estimated: a secret or missing value stays empty, official figures that may
stand in for it are a table of their own.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import official
import pandas as pd
from data_sources import SOURCES
from indicator_catalogue import CATALOGUE
from indicator_fallbacks import (
    TABLE_2019,
    Employees,
    employees_of,
    fallback_table,
    firms_of,
    per_1000,
    shares_left,
    substitutes,
)

ELECTION = "bundeswahlleiterin_ew24/ew24_strukturdaten.csv"
INKAR = "derived/inkar_gerda_county_covariates_2015_2022.csv"
POPULATION = "bkg_vg250-ew_2022-12-31/VG250_KRS.dbf"
COAL = "derived/coal_regions_invkg.csv"
EMPLOYEES_2015 = ("regionalstatistik_2017_utf8/13111-07-05-4_00.csv", "utf-8-sig")
EMPLOYEES_2020 = ("regionalstatistik_2021/13111-07-05-4_2020.csv", "iso-8859-1")

EMPLOYEES = "Sozialversicherungspflichtig Beschäftigte am 30.06.2023 - "
FROM_ELECTION = {
    "industry_pct": EMPLOYEES + "Produzierendes Gewerbe (%)",
    "unemployment_pct": "Arbeitslosenquote Oktober 2023 - insgesamt",
    "enterprises_per_1000": "Unternehmensregister 2021 - Unternehmen insgesamt (je 1000 Einw.)",
    "crafts_per_1000": "Unternehmensregister 2021 - Handwerksunternehmen (je 1000 Einw.)",
    "gdp_per_head": "Bruttoinlandsprodukt 2021 (EUR je Einw.)",
    "vocational_leavers_per_1000": "Schulabgänger/-innen beruflicher Schulen 2022 (je 1000 Einw.)",
    "age_18_24_pct": "Alter von ... bis ... Jahren am 31.12.2022 - 18-24 (%)",
    "no_certificate_pct": "Schulabgänger/-innen allgemeinbildender Schulen 2022"
    " - ohne Hauptschulabschluss (%)",
}
EMPLOYEES_PER_1000 = EMPLOYEES + "insgesamt (je 1000 Einw.)"
AREA_KM2 = "Fläche am 30.06.2023 (km²)"
SETTLED_PCT = (
    "Bodenfläche nach Art der tatsächlichen Nutzung am 31.12.2021 - Siedlung und Verkehr (%)"
)
OTHER_SHARES = (
    EMPLOYEES + "Handel, Gastgewerbe, Verkehr (%)",
    EMPLOYEES + "Öffentliche und private Dienstleister (%)",
    EMPLOYEES + 'Übrige Dienstleister und "ohne Angabe" (%)',
)
FROM_INKAR = {
    "long_term_unemployed_pct": ("share_longterm_unemployed", 2022),
    "large_sites_pct": ("share_large_enterprises", 2022),
    "tax_per_head": ("tax_revenue_per_capita", 2019),
    "apprentices_per_100": ("apprentices_per_100", 2022),
    "students_per_100": ("students_per_100", 2021),
}
WHOLE_NUMBERS = (
    "population", "industry_employees", "manufacturing_employees", "coal_region", "gdp_per_head",
)  # fmt: skip


def industry_employees(population: pd.Series, per_1000: pd.Series, pct: pd.Series) -> pd.Series:
    """Employees of the producing sector: inhabitants x employees per 1000 x share.

    >>> industry_employees(pd.Series([126000.0]), pd.Series([500.0]), pd.Series([40.0])).tolist()
    [25200.0]
    """
    return (population * per_1000 / 1000 * pct / 100).round(0)


def change_pct(later: pd.Series, earlier: pd.Series) -> pd.Series:
    """Change in per cent of the earlier value; unknown where one of the two is.

    >>> change_pct(pd.Series([90.0]), pd.Series([120.0])).tolist()
    [-25.0]
    """
    return (100 * (later / earlier - 1)).round(2)


def indicators(sources: Path) -> pd.DataFrame:
    """All indicators of the catalogue, index `ags`, columns in the catalogue's order."""
    election = official.election_office(sources / ELECTION)
    year_2020, year_2015 = (
        employees_of(sources, *file, year, election.index)
        for file, year in ((EMPLOYEES_2020, 2020), (EMPLOYEES_2015, 2015))
    )
    table = pd.DataFrame({name: election[header] for name, header in FROM_ELECTION.items()})
    for name, (column, year) in FROM_INKAR.items():
        table[name] = official.inkar(sources / INKAR, column, year)
    table["population"] = official.population(sources / POPULATION)
    table["industry_employees"] = industry_employees(
        table["population"], election[EMPLOYEES_PER_1000], table["industry_pct"]
    )
    table["industry_density"] = (table["industry_employees"] / settled_km2(election)).round(1)
    table["manufacturing_pct"] = (100 * year_2020.manufacturing / year_2020.producing).round(2)
    table["manufacturing_employees"] = year_2020.manufacturing
    table["manufacturing_per_1000"] = per_1000(year_2020.manufacturing, table["population"])
    table["industry_change_5y"] = change_pct(year_2020.producing, year_2015.producing)
    table["industry_change_3y"] = change_pct(table["industry_employees"], year_2020.producing)
    table["coal_region"] = table.index.isin(official.coal_districts(sources / COAL)).astype(int)
    return checked(table)[[row["id"] for row in CATALOGUE]]


def settled_km2(election: pd.DataFrame) -> pd.Series:
    """Area of settlement and transport."""
    return election[AREA_KM2] * election[SETTLED_PCT] / 100


def fallbacks(sources: Path, table: pd.DataFrame) -> pd.DataFrame:
    """Official figures that may stand in for what is secret in `table`."""
    election = official.election_office(sources / ELECTION)
    years: list[Employees] = [
        employees_of(sources, *file, year, election.index)
        for file, year in ((EMPLOYEES_2020, 2020), (TABLE_2019, 2019), (EMPLOYEES_2015, 2015))
    ]
    employees_2023 = table["population"].astype(float) * election[EMPLOYEES_PER_1000] / 1000
    return fallback_table(
        table,
        substitutes(
            years,
            shares_left(election[list(OTHER_SHARES)]),
            employees_2023,
            settled_km2(election),
            firms_of(sources, election.index),
            table["population"].astype(float),
        ),
    )


def checked(table: pd.DataFrame) -> pd.DataFrame:
    """`table` if it has the 400 districts and every inhabitant count, else an error."""
    if len(table) != 400 or not table.index.is_unique or table["population"].isna().any():
        raise ValueError(
            f"expected 400 districts with inhabitants, found {len(table)} rows,"
            f" {table['population'].isna().sum()} without inhabitants"
        )
    return table.rename_axis("ags").astype(dict.fromkeys(WHOLE_NUMBERS, "Int64"))


def main() -> None:
    """Write the four files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, required=True, help="folder of the raw files")
    parser.add_argument("--out", type=Path, default=Path("data"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    table = indicators(options.sources)
    written = {
        "indicators.csv": table.reset_index(),
        "indicator_fallbacks.csv": fallbacks(options.sources, table),
        "indicator_catalogue.csv": pd.DataFrame(CATALOGUE),
        "sources.csv": pd.DataFrame(SOURCES),
    }
    for name, table in written.items():
        table.to_csv(options.out / name, index=False, lineterminator="\n")
        print(f"{options.out / name}: {len(table)} rows")


if __name__ == "__main__":
    main()
