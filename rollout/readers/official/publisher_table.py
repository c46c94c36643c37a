"""What every reader of a publisher's table gives back."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from rollout.errors import Problem
from rollout.language import Text
from rollout.readers.findings import NOTHING
from rollout.readers.written_numbers import MARKS

MARK_NAMES = {
    mark: Text(f"{sign} : {meaning.de}", f"{sign} : {meaning.en}")
    for mark, (sign, meaning) in MARKS.items()
} | {"empty": Text("leere Zelle", "empty cell")}

_COUNT = re.compile(
    r"\b(anzahl|count|number|personen|einwohner|tsd|mio|in 1000|1000|eur|euro|mj|tj|ha|qkm|km²)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"%|\b(prozent|percent)\b|anteil|quote\b|share of", re.IGNORECASE)
_RATE = re.compile(r"\b(je|pro|per)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Origin:
    """Where a file comes from, in its own words.

    Parameters
    ----------
    publisher, title
        As the file says.
    reference_date
        Day, year or span the values are for; "" if the file does not say.
    licence, licence_url
        "" if the file does not say.
    attribution
        Wording the licence asks for.
    note
        What the user of the data must know (extra terms).
    """

    publisher: str
    title: str
    reference_date: str = ""
    licence: str = ""
    licence_url: str = ""
    attribution: Text = NOTHING
    url: str = ""
    note: Text = NOTHING


@dataclass(frozen=True, eq=False)
class OfficialTable:
    """Values of one publisher's file, by district and series.

    Parameters
    ----------
    format
        Short name of the publisher's format.
    series
        One row per series, index `series` (0, 1, ...): name, unit, kind (count, share, rate or
        "" when the file does not tell), year (NaN if unknown).
    values
        Index `ags` (sorted, five digits, as in the file: dissolved districts are still there),
        one float column per series; NaN = unknown.
    marks
        Same shape: "" for a plain number, else a name from `MARK_NAMES`.
    areas
        Name of each area as in the file, index `ags`.
    problems
        What was dropped or tolerated, and why.
    """

    format: str
    origin: Origin
    series: pd.DataFrame
    values: pd.DataFrame
    marks: pd.DataFrame
    areas: pd.Series
    problems: tuple[Problem, ...] = ()

    def long(self) -> pd.DataFrame:
        """One row per district and series: ags, series, name, year, value, mark."""
        values = self.values.melt(ignore_index=False, var_name="series", value_name="value")
        marks = self.marks.melt(ignore_index=False, var_name="series", value_name="mark")
        table = values.assign(mark=marks["mark"]).reset_index()
        return table.join(self.series[["name", "year"]], on="series")


def guess_kind(name: str, unit: str) -> str:
    """Tell from words whether a series holds counts, shares or rates; "" if they do not say.

    >>> guess_kind("Beschäftigte", "Anzahl"), guess_kind("Arbeitslosenquote", "Prozent")
    ('count', 'share')
    >>> guess_kind("Bruttoinlandsprodukt je Einwohner", "EUR"), guess_kind("alq", "")
    ('rate', '')
    """
    text = f"{name} {unit}"
    if _RATE.search(text):
        return "rate"
    if _SHARE.search(text):
        return "share"
    return "count" if _COUNT.search(unit) else ""
