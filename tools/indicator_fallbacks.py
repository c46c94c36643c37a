"""Stated substitutes for values that are secret: `data/indicator_fallbacks.csv`.

Each is an official figure close to the one that is missing, never an estimate of our own. How
close, its kind says: `earlier` (same measure, an earlier year), `narrower` (a part of what is
meant, so too low) or `remainder` (what the other published shares leave to 100 per cent). Which
kinds an indicator may use, and in which order, says the catalogue.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import official
import pandas as pd
from indicator_catalogue import FALLBACKS

COLUMNS = ("indicator", "ags", "how", "year", "value", "basis_de", "basis_en", "source")

TABLE_2019 = ("regionalstatistik_2021/13111-07-05-4_2019.csv", "iso-8859-1")
FIRMS = "regionalstatistik_2017_utf8/42111-01-04-4_00.csv"
TABLE_DE, TABLE_EN = "Tabelle 13111-07-05-4, 30.06.{year}", "table 13111-07-05-4, 30.06.{year}"
MANUFACTURING_DE = "nur Verarbeitendes Gewerbe (Abschnitt C), ohne Bau, Energie und Bergbau, "
MANUFACTURING_EN = "manufacturing (section C) only, without construction, energy and mining, "
REST_DE = "Rest der übrigen Anteile zu 100 %, mit Land- und Forstwirtschaft, 30.06.2023"
REST_EN = "what the other shares leave to 100 %, agriculture and forestry included, 30.06.2023"
FIRMS_DE = "Tabelle 42111-01-04-4, 30.09.{year}: nur Betriebe ab 20 Beschäftigten, mit Bergbau"
FIRMS_EN = "table 42111-01-04-4, 30.09.{year}: firms of 20 or more employees only, with mining"


class Substitute(NamedTuple):
    """Values of one kind and year for an indicator."""

    indicator: str
    how: str
    year: int
    values: pd.Series
    basis: tuple[str, str]
    source: str = "regionalstatistik"


class Employees(NamedTuple):
    """Employees by district: producing sector, manufacturing and in all, of one year."""

    year: int
    producing: pd.Series
    manufacturing: pd.Series
    total: pd.Series


def shares_left(shares: pd.DataFrame) -> pd.Series:
    """What published shares leave to 100 per cent; unknown where one of them is.

    >>> shares_left(pd.DataFrame({"trade": [20.0, 20.0], "public": [30.0, float("nan")]})).tolist()
    [50.0, nan]
    """
    return (100 - shares.sum(axis=1, skipna=False)).round(1)


def per_1000(count: pd.Series, population: pd.Series) -> pd.Series:
    """A count per 1,000 inhabitants."""
    return (1000 * count / population.astype(float)).round(1)


def substitutes(
    years: list[Employees],
    remainder: pd.Series,
    employees_2023: pd.Series,
    settled_km2: pd.Series,
    firms: dict[int, pd.Series],
    population: pd.Series,
) -> list[Substitute]:
    """All substitutes there are, the better ones of a kind first.

    Parameters
    ----------
    years
        The newest first.
    remainder
        Share of the producing sector and agriculture together, per cent.
    employees_2023, settled_km2
        Employees in all, and area of settlement and transport.
    firms
        Employees of larger manufacturing firms by year, the newest first.
    """
    newest = years[0]
    found: list[Substitute] = []
    for count in years:
        basis = TABLE_DE.format(year=count.year), TABLE_EN.format(year=count.year)
        found += _counts("earlier", count.year, count.producing, count.total, settled_km2, basis)
        pct = (100 * count.manufacturing / count.producing).round(2)
        found.append(Substitute("manufacturing_pct", "earlier", count.year, pct, basis))
    basis = (
        MANUFACTURING_DE + TABLE_DE.format(year=newest.year),
        MANUFACTURING_EN + TABLE_EN.format(year=newest.year),
    )
    found += _counts(
        "narrower", newest.year, newest.manufacturing, newest.total, settled_km2, basis
    )
    rest = (employees_2023 * remainder / 100).round(0)
    found += _counts("remainder", 2023, rest, employees_2023, settled_km2, (REST_DE, REST_EN), "ba")
    for year, values in firms.items():
        basis = FIRMS_DE.format(year=year), FIRMS_EN.format(year=year)
        found.append(Substitute("manufacturing_employees", "narrower", year, values, basis))
        rate = per_1000(values, population)
        found.append(Substitute("manufacturing_per_1000", "narrower", year, rate, basis))
    return found


def _counts(
    how: str, year: int, count: pd.Series, total: pd.Series, settled_km2: pd.Series,
    basis: tuple[str, str], source: str = "regionalstatistik",
) -> list[Substitute]:  # fmt: skip
    """Share, number and density that follow from one count."""
    return [
        Substitute("industry_pct", how, year, (100 * count / total).round(1), basis, source),
        Substitute("industry_employees", how, year, count, basis, source),
        Substitute("industry_density", how, year, (count / settled_km2).round(1), basis, source),
    ]


def fallback_table(values: pd.DataFrame, found: list[Substitute]) -> pd.DataFrame:
    """Substitutes of the gaps of `values`, one row each; the first of its kind that is known."""
    rows = []
    for entry in found:
        if entry.how not in FALLBACKS.get(entry.indicator, "").split():
            continue
        gaps = values.index[values[entry.indicator].isna()]
        known = entry.values.reindex(gaps).dropna()
        rows += [
            (entry.indicator, ags, entry.how, entry.year, value, *entry.basis, entry.source)
            for ags, value in known.items()
        ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table = table.drop_duplicates(["indicator", "ags", "how"], keep="first")
    order = {name: n for n, name in enumerate(values.columns)}
    kinds = {name: kinds.split() for name, kinds in FALLBACKS.items()}
    table["place"] = [
        (order[row.indicator], row.ags, kinds[row.indicator].index(row.how))
        for row in table.itertuples()
    ]
    return table.sort_values("place").drop(columns="place")


def employees_of(sources: Path, file: str, encoding: str, year: int, index: pd.Index) -> Employees:
    """Employees of one year, table 13111-07-05-4."""
    sections = ("Produzierendes Gewerbe (B-F)", "Verarbeitendes Gewerbe (C)", "Insgesamt")
    return Employees(
        year,
        *(
            official.genesis_employees(sources / file, section, encoding).reindex(index)
            for section in sections
        ),
    )


def firms_of(sources: Path, index: pd.Index) -> dict[int, pd.Series]:
    """Employees of manufacturing firms with 20 or more employees, table 42111-01-04-4."""
    counts = official.genesis_firms(sources / FIRMS)
    return {year: counts[year].reindex(index) for year in sorted(counts, reverse=True)}
