"""Rows for the catalogue and the list of sources, from what file and user say."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pandas as pd

from rollout.datastore.csv_rows import number_text
from rollout.errors import parameter_error
from rollout.language import Text
from rollout.readers.official.publisher_table import Origin
from rollout.readers.text import without_hidden

ID = re.compile(r"[a-z][a-z0-9_]{0,45}")
DEFAULT_WEIGHT = 5.0
_OWN = {"dimension": "own", "dimension_de": "Eigene Indikatoren",
        "dimension_en": "Own indicators"}  # fmt: skip
_REFERENCE = {"dimension": "reference", "dimension_de": "Bezugsgrößen",
              "dimension_en": "Reference values"}  # fmt: skip


@dataclass(frozen=True)
class ImportRequest:
    """What the user says about the values; what is None is taken from file or catalogue.

    Parameters
    ----------
    indicator
        Id in the catalogue, an old or a new one.
    column, year
        Which series.
    factor
        Multiplies every value (1000 for a series "in 1000").
    kind, unit, name, axis, direction, ideal, weight
        As in the catalogue; the name is used for both languages.
    weights
        Series of the same file that weighs rates of districts that were merged (inhabitants).
    by
        Which shares split the counts of a district that went to several.
    zero_is_unknown
        A zero written as a number is no value.
    only_totals, least_known, change
        For updates: leave out breakdowns; fewest known values; largest relative change of any
        district that is plausible.
    """

    indicator: str | None = None
    column: str | None = None
    year: int | None = None
    factor: float = 1.0
    kind: str | None = None
    unit: str | None = None
    name: str | None = None
    axis: str | None = None
    direction: str | None = None
    ideal: float | None = None
    weight: float | None = None
    weights: str | None = None
    by: Literal["population", "area"] = "population"
    only_totals: bool = False
    zero_is_unknown: bool = False
    least_known: int = 1
    change: float = math.inf


def catalogue_row(
    indicator: str,
    series: str,
    unit: str,
    kind: str,
    year: float,
    values: pd.Series,
    request: ImportRequest,
    old: Mapping[str, str] | None,
) -> dict[str, str]:
    """Row of the catalogue: the old one brought up to date, or a new one.

    A new indicator is a reference value unless the user names an axis and a direction.
    """
    new_year = "" if math.isnan(year) else f"{year:.0f}"
    if old is not None:
        row = _with_year(dict(old), new_year)
    else:
        name = _plain(request.name or series)[:160]
        row = {"name_de": name, "name_en": name, "short_de": name[:40], "short_en": name[:40],
               "axis": "reference", "unit_de": unit, "unit_en": unit,
               "decimals": str(_decimals(values))} | _REFERENCE  # fmt: skip
    row |= {"id": indicator, "kind": request.kind or row.get("kind") or kind,
            "year": new_year, "source": f"import_{indicator}"}  # fmt: skip
    if request.unit is not None:
        row |= {"unit_de": request.unit, "unit_en": request.unit}
    if request.name is not None and old is not None:
        row |= {"name_de": request.name, "name_en": request.name}
    return row | score_fields(row, request)


def _with_year(row: dict[str, str], year: str) -> dict[str, str]:
    """Bring the year in the names up to date."""
    old = row.get("year", "").partition(".")[0]
    if old and year:
        for column in ("name_de", "name_en", "short_de", "short_en"):
            row[column] = re.sub(rf"\b{re.escape(old)}\b", year, row.get(column, ""))
    return row


def score_fields(row: Mapping[str, str], request: ImportRequest) -> dict[str, str]:
    """Axis, direction and weight as the user says; a scored axis needs a direction."""
    axis = request.axis or row["axis"]
    if axis == "reference":
        return {"axis": axis, "direction": "", "ideal": "", "weight": ""} | (
            _REFERENCE if request.axis else {}
        )
    direction = request.direction or row.get("direction", "")
    if not direction:
        raise parameter_error(
            "--direction", Text("fehlt", "is missing"),
            Text("more (je mehr, desto besser), less oder ideal",
                 "more (the more, the better), less or ideal"),
            Text("ohne Richtung kann der Indikator nicht in die Bewertung eingehen",
                 "without a direction the indicator cannot enter the score"),
        )  # fmt: skip
    weight = request.weight if request.weight is not None else row.get("weight")
    ideal = request.ideal if request.ideal is not None else row.get("ideal")
    scoring = {
        "axis": axis,
        "direction": direction,
        "weight": str(weight) if weight not in (None, "") else number_text(DEFAULT_WEIGHT),
        "ideal": str(ideal) if direction == "ideal" and ideal not in (None, "") else "",
    }
    return scoring | (_OWN if row["axis"] == "reference" else {})


def _decimals(values: pd.Series) -> int:
    """Decimals worth showing: as many as the values have, at most two."""
    numbers = values.dropna()
    return next((n for n in (0, 1) if (numbers.round(n) == numbers).all()), 2)


def source_row(name: str, origin: Origin, path: Path, year: float) -> dict[str, str]:
    """Row of the list of sources; what the file does not say is said to be unknown."""
    unknown = "nicht angegeben / not stated"
    own_data = f"Eigene Daten / own data: {path.name}"
    digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    checksum = f"SHA-256 {digest}" if digest else ""
    notes = [path.name, checksum, origin.note.de, origin.note.en]
    row = {
        "id": name,
        "publisher": origin.publisher or own_data,
        "title": origin.title or path.name,
        "reference_date": origin.reference_date or ("" if math.isnan(year) else f"{year:.0f}"),
        "licence": origin.licence or unknown,
        "licence_url": origin.licence_url,
        "attribution_de": origin.attribution.de or own_data,
        "attribution_en": origin.attribution.en or own_data,
        "url": origin.url,
        "note": "; ".join(note for note in notes if note),
    }
    return {column: _plain(text) for column, text in row.items()}


def _plain(text: str) -> str:
    """Text of a file in one line, without signs nobody sees.

    >>> _plain("a\\u202e\\n b")
    'a b'
    """
    return " ".join(without_hidden(text).split())
