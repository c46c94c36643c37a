"""Which series of a publisher's file is meant: found when there is only one, asked otherwise."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from rollout.errors import DataError, Problem
from rollout.language import Text
from rollout.readers.findings import quote
from rollout.readers.headers import fold
from rollout.readers.official.publisher_table import OfficialTable

_MOST_CANDIDATES = 60
# Names joined from all header lines of a table can have hundreds of signs.
_LONGEST = 110
_TOTALS = frozenset({"insgesamt", "total", "zusammen", ""})


@dataclass(frozen=True)
class SeriesChoice:
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
) -> list[SeriesChoice]:
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
        fits = _by_column(series, column)
    elif indicator is not None and len(set(series["name"])) > 1:
        fits = series[[names.get(fold(name), "") == indicator or fold(name) ==
                        fold(indicator) for name in series["name"]]]  # fmt: skip
        fits = series if fits.empty else fits
    else:
        fits = series
    if only_totals:
        fits = fits[[_is_total(name) for name in fits["name"]]]
    fits = _of_year(fits, year)
    if indicator is None:
        raise _unclear(file, fits, Text("für welchen Indikator die Werte sind, ist nicht gesagt",
                                         "which indicator the values are for is not said"),
                       Text("Kürzel mit --as nennen", "name the id with --as"))  # fmt: skip
    if len(fits) != 1:
        raise _ambiguous(file, fits if len(fits) else series, len(fits))
    return [SeriesChoice(int(fits.index[0]), indicator)]


def _by_name(
    table: OfficialTable, series: pd.DataFrame, file: str, year: int | None, names: dict[str, str]
) -> list[SeriesChoice]:
    """Series of a tidy table that are named like indicators."""
    matches = series[[fold(name) in names for name in series["name"]]]
    choices = []
    for name, group in matches.groupby("name", sort=False):
        fits = _of_year(group, year)
        if len(fits) > 1:
            raise _ambiguous(file, fits, len(fits))
        choices += [SeriesChoice(int(number), names[fold(str(name))]) for number in fits.index]
    if not choices or table.format != "tidy":
        raise _unclear(
            file, series,
            Text("für welchen Indikator welche Reihe ist, ist nicht gesagt",
                 "which series is for which indicator is not said"),
            Text("Kürzel mit --as und Reihe mit --column nennen",
                 "name the id with --as and the series with --column"),
        )  # fmt: skip
    return choices


def _by_column(series: pd.DataFrame, column: str) -> pd.DataFrame:
    """Series by number, else by name, else by a part of the name."""
    exact = series[series["name"].str.casefold() == column.casefold()]
    if not exact.empty:
        return exact
    if column.isascii() and column.isdecimal():
        return series[series.index == int(column)]
    part = fold(column)
    return series[[bool(part) and part in fold(name) for name in series["name"]]]


def _of_year(fits: pd.DataFrame, year: int | None) -> pd.DataFrame:
    """Series of a year (or without one); the newest with values if none is asked for."""
    if year is not None:
        return fits[fits["year"].isna() | (fits["year"] == year)]
    if len(set(fits["name"])) == 1 and fits["year"].notna().all():
        with_values = fits[fits["known"] > 0] if (fits["known"] > 0).any() else fits
        return with_values[with_values["year"] == with_values["year"].max()]
    return fits


def _is_total(name: str) -> bool:
    parts = [part.strip().casefold() for part in name.split("·")]
    # One part that is no total is the item itself; a second one breaks it down.
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
    lines = list(_candidate_lines(candidates))
    left_out = len(lines) - _MOST_CANDIDATES
    listing = "\n  ".join(["", *lines[:_MOST_CANDIDATES]])
    expected = Text(
        f"eine von{listing}" + (f"\n  … und {left_out} weitere" if left_out > 0 else ""),
        f"one of{listing}" + (f"\n  … and {left_out} more" if left_out > 0 else ""),
    )
    return DataError(Problem("error", file, finding, expected, remedy, code="which-series"))


def _candidate_lines(candidates: pd.DataFrame) -> Iterator[str]:
    """Number of the newest series of each name, its name, unit and years."""
    for (name, unit), group in candidates.groupby(["name", "unit"], sort=False, dropna=False):
        years = sorted({f"{year:.0f}" for year in group["year"] if not math.isnan(year)})
        newest = group["year"].fillna(0).idxmax()
        span = years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}" if years else ""
        yield (
            f"[{newest}] {quote(_short(str(name)), 120)}"
            + (f" ({unit})" if unit else "")
            + (f", {span}" if span else "")
        )


def _short(name: str) -> str:
    """Name of a series with the middle left out where it is long.

    >>> _short("a" * 200)[:3], len(_short("a" * 200))
    ('aaa', 110)
    """
    return name if len(name) <= _LONGEST else f"{name[:49]}…{name[49 - _LONGEST + 1 :]}"
