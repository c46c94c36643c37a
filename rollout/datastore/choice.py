"""Which series of a publisher's file is meant: found when there is only one, asked otherwise."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from rollout.errors import DataError, Problem, Text
from rollout.readers.columns import folded
from rollout.readers.findings import quoted
from rollout.readers.official.result import OfficialTable

_SHOWN = 40
_TOTALS = frozenset({"insgesamt", "total", "zusammen", ""})


@dataclass(frozen=True)
class Chosen:
    """A series of a table and the indicator it is for."""

    number: int
    indicator: str


def choose(
    table: OfficialTable,
    file: str,
    *,
    indicator: str | None,
    column: str | None = None,
    year: int | None = None,
    names: dict[str, str] | None = None,
    only_totals: bool = False,
) -> list[Chosen]:
    """Choose the series to take in.

    Parameters
    ----------
    indicator
        Id the series is for; None takes every series named like an indicator of the catalogue.
    column
        Number, name or part of the name of the series.
    year
        Year of the values; None takes the newest of series with the same name.
    names
        Folded names of the catalogue's indicators -> id.
    only_totals
        Leave out series broken down by sex, age or the like.

    Raises
    ------
    DataError
        Nothing fits, or several series do; the candidates are listed.
    """
    names = names or {}
    series = table.series.assign(known=table.values.notna().sum())
    if column is None and indicator is None:
        return _by_name(table, series, file, year, names)
    if column is not None:
        found = _matching(series, column)
    elif indicator is not None and len(set(series["name"])) > 1:
        found = series[[names.get(folded(name), "") == indicator or folded(name) ==
                        folded(indicator) for name in series["name"]]]  # fmt: skip
        found = series if found.empty else found
    else:
        found = series
    if only_totals:
        found = found[[_is_total(name) for name in found["name"]]]
    found = _of_year(found, year)
    if indicator is None:
        raise _unclear(file, found, Text("für welchen Indikator die Werte sind, ist nicht gesagt",
                                         "which indicator the values are for is not said"),
                       Text("Kürzel mit --as nennen", "name the id with --as"))  # fmt: skip
    if len(found) != 1:
        raise _ambiguous(file, found if len(found) else series, len(found))
    return [Chosen(int(found.index[0]), indicator)]


def _by_name(
    table: OfficialTable, series: pd.DataFrame, file: str, year: int | None, names: dict[str, str]
) -> list[Chosen]:
    """Series of a tidy table that are named like indicators."""
    known = series[[folded(name) in names for name in series["name"]]]
    chosen = []
    for name, group in known.groupby("name", sort=False):
        found = _of_year(group, year)
        if len(found) > 1:
            raise _ambiguous(file, found, len(found))
        chosen += [Chosen(int(number), names[folded(str(name))]) for number in found.index]
    if not chosen or table.format != "tidy":
        raise _unclear(
            file, series,
            Text("für welchen Indikator welche Reihe ist, ist nicht gesagt",
                 "which series is for which indicator is not said"),
            Text("Kürzel mit --as und Reihe mit --column nennen",
                 "name the id with --as and the series with --column"),
        )  # fmt: skip
    return chosen


def _matching(series: pd.DataFrame, column: str) -> pd.DataFrame:
    """Series by number, else by name, else by a part of the name."""
    exact = series[series["name"].str.casefold() == column.casefold()]
    if not exact.empty:
        return exact
    if column.isascii() and column.isdecimal():
        return series[series.index == int(column)]
    wanted = folded(column)
    return series[[bool(wanted) and wanted in folded(name) for name in series["name"]]]


def _of_year(found: pd.DataFrame, year: int | None) -> pd.DataFrame:
    """Series of a year (or without one); the newest with values if none is asked for."""
    if year is not None:
        return found[found["year"].isna() | (found["year"] == year)]
    if len(set(found["name"])) == 1 and found["year"].notna().all():
        filled = found[found["known"] > 0] if (found["known"] > 0).any() else found
        return filled[filled["year"] == filled["year"].max()]
    return found


def _is_total(name: str) -> bool:
    parts = [part.strip().casefold() for part in name.split("·")]
    return len([part for part in parts if part not in _TOTALS]) <= 1


def _ambiguous(file: str, candidates: pd.DataFrame, count: int) -> DataError:
    if count:
        found = Text(f"{count} Reihen passen", f"{count} series fit")
    else:
        found = Text("keine Reihe passt", "no series fits")
    return _unclear(
        file, candidates, found,
        Text("eine davon mit --column (Nummer oder Name) und --year wählen",
             "choose one of them with --column (number or name) and --year"),
    )  # fmt: skip


def _unclear(file: str, candidates: pd.DataFrame, found: Text, remedy: Text) -> DataError:
    """Build the error that lists the candidates."""
    columns = (candidates["name"], candidates["unit"], candidates["year"])
    lines = [
        f"[{number}] {quoted(name, 90)}"
        + (f" ({unit})" if unit else "")
        + ("" if math.isnan(year) else f", {year:.0f}")
        for number, name, unit, year in zip(candidates.index, *columns, strict=True)
    ]
    more = f"\n  … {len(lines) - _SHOWN}" if len(lines) > _SHOWN else ""
    listed = "\n  ".join(["", *lines[:_SHOWN]]) + more
    expected = Text(f"eine von{listed}", f"one of{listed}")
    return DataError(Problem("error", file, found, expected, remedy, code="which-series"))
