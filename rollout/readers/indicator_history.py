"""Indicators of earlier years: what was there at its time."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import numpy as np
import pandas as pd

from rollout.errors import DataError, Problem
from rollout.language import Text

COUNTS = (
    "population", "industry_employees", "manufacturing_employees", "manufacturing_20plus",
)  # fmt: skip
KEYS = ("ags", "year")


def read_indicator_history(path: Path | str, keys: Collection[str]) -> pd.DataFrame:
    """One row per year and district, one column per indicator, NaN = unknown.

    Ours, hence read strictly and in one go: ten thousand rows cell by cell would take longer than
    all other tables together.

    Parameters
    ----------
    keys
        The districts, each of which has a row in every year.

    Returns
    -------
    history
        Index: year and ags, sorted.

    Raises
    ------
    DataError
        With everything that is wrong.
    """
    file = str(path)
    try:
        table = pd.read_csv(path, dtype={"ags": "str"}, encoding="utf-8")
    except (ValueError, OSError) as error:
        raise DataError(
            _problem(file, Text(f"unlesbar: {error}", f"unreadable: {error}"))
        ) from error
    absent = [name for name in KEYS if name not in table]
    if absent:
        finding = Text(
            f"Spalten fehlen: {', '.join(absent)}", f"columns missing: {', '.join(absent)}"
        )
        raise DataError(_problem(file, finding))
    problems = [*_texts(table, file), *_places(table, file, frozenset(keys))]
    if problems:
        raise DataError(problems)
    return table.set_index(["year", "ags"]).sort_index().astype("float64")


def _texts(table: pd.DataFrame, file: str) -> list[Problem]:
    """Columns that hold anything but numbers, or a number that cannot be."""
    problems = []
    for name in table.columns.drop("ags"):
        numbers = pd.to_numeric(table[name], errors="coerce")
        is_wrong = (numbers.isna() & table[name].notna()) | (numbers < 0) | np.isinf(numbers)
        if name == "year":
            is_wrong |= ~numbers.between(1900, 2100) | (numbers % 1 != 0)
        for position in np.flatnonzero(is_wrong)[:5]:
            cell = table[name].iloc[position]
            expectation = Text("eine Zahl ab 0 oder leer", "a number from 0 on, or empty")
            problems.append(
                Problem("error", file, Text(f"ist {cell}", f"is {cell}"), expectation,
                        line=int(position) + 2, column=str(name), code="cell")
            )  # fmt: skip
    return problems


def _places(table: pd.DataFrame, file: str, keys: frozenset[str]) -> list[Problem]:
    """Districts that are unknown, absent or there twice."""
    problems = []
    strangers = sorted(set(table["ags"].dropna()) - keys)
    if strangers or table["ags"].isna().any():
        names = ", ".join(strangers[:10]) or "–"
        finding = Text(f"unbekannte Kreise: {names}", f"unknown districts: {names}")
        problems.append(_problem(file, finding))
    rows = table[table["ags"].isin(keys)]
    if rows.duplicated(["ags", "year"]).any():
        finding = Text(
            "ein Kreis steht in einem Jahr mehrfach", "a district is there twice in a year"
        )
        problems.append(_problem(file, finding))
    short = rows.groupby("year")["ags"].nunique()
    short = short[short < len(keys)]
    if len(short):
        years = ", ".join(map(str, short.index[:10]))
        finding = Text(f"Kreise fehlen in {years}", f"districts are missing in {years}")
        problems.append(_problem(file, finding))
    return problems


def _problem(file: str, finding: Text) -> Problem:
    expectation = Text("je Kreis und Jahr eine Zeile: ags, year, Indikatoren",
                       "a row per district and year: ags, year, indicators")  # fmt: skip
    return Problem("error", file, finding, expectation, code="indicator-history")
