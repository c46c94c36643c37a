"""Which series of a publisher's file is meant: found when there is only one, asked otherwise."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from rollout.errors import DataError, Problem
from rollout.language import Text
from rollout.readers.findings import quoted
from rollout.readers.headers import folded
from rollout.readers.official.publisher_table import OfficialTable

_SHOWN = 60
_LONGEST = 110
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
        finding = Text(f"{count} Reihen passen", f"{count} series fit")
    else:
        finding = Text("keine Reihe passt", "no series fits")
    return _unclear(
        file, candidates, finding,
        Text("eine davon mit --column (Nummer oder Name) und --year wählen",
             "choose one of them with --column (number or name) and --year"),
    )  # fmt: skip


def _unclear(file: str, candidates: pd.DataFrame, finding: Text, remedy: Text) -> DataError:
    """Build the error that lists the candidates, one line for each name."""
    lines = list(_listed(candidates))
    hidden = len(lines) - _SHOWN
    shown = "\n  ".join(["", *lines[:_SHOWN]])
    expected = Text(
        f"eine von{shown}" + (f"\n  … und {hidden} weitere" if hidden > 0 else ""),
        f"one of{shown}" + (f"\n  … and {hidden} more" if hidden > 0 else ""),
    )
    return DataError(Problem("error", file, finding, expected, remedy, code="which-series"))


def _listed(candidates: pd.DataFrame) -> Iterator[str]:
    """Number of the newest series of each name, its name, unit and years."""
    for (name, unit), group in candidates.groupby(["name", "unit"], sort=False, dropna=False):
        years = sorted({f"{year:.0f}" for year in group["year"] if not math.isnan(year)})
        newest = group["year"].fillna(0).idxmax()
        span = years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}" if years else ""
        yield (
            f"[{newest}] {quoted(_short(str(name)), 120)}"
            + (f" ({unit})" if unit else "")
            + (f", {span}" if span else "")
        )


def _short(name: str) -> str:
    """Name of a series with the middle left out where it is long.

    >>> _short("a" * 200)[:3], len(_short("a" * 200))
    ('aaa', 110)
    """
    return name if len(name) <= _LONGEST else f"{name[:49]}…{name[49 - _LONGEST + 1 :]}"
