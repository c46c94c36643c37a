"""The register: the list of initiatives with seat and service area."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from rollout.arrays import Floats
from rollout.errors import Problem
from rollout.language import Text
from rollout.readers.column_values import (
    Fields,
    read_ids,
    read_links,
    read_required,
    read_words,
    read_years,
)
from rollout.readers.document import Content, Document, as_source, open_document
from rollout.readers.findings import Findings
from rollout.readers.former_extent import region_today
from rollout.readers.headers import fold
from rollout.readers.places import Places
from rollout.readers.rows import FATAL, ID, Format, Rows, under_names, with_ids
from rollout.readers.seat_points import place_seats
from rollout.readers.seats import read_seats
from rollout.readers.service_areas import read_area, split_areas
from rollout.readers.similar import note_similar
from rollout.readers.table import RawTable, tabulate
from rollout.readers.vocabulary import COLUMNS, CONFIDENCE, KIND, STATUS, TOTALS, YES_NO

# Earlier years are typing errors; associations of the nineteenth century are not.
FIRST_YEAR = 1800
OPTIONAL = ("ended_year",)  # columns a register need not have
# Columns of the result only: where an assumed point comes from, and how far off it may be.
ASSUMED = ("point_origin", "point_km")


@dataclass(frozen=True, eq=False)
class Register:
    """A register that was read without an error.

    Parameters
    ----------
    initiatives
        Index `id` (sorted), columns as in `data/initiatives.csv`, then the user's own columns
        (text). Empty text and unknown numbers are NaN; `founded_year`, `latitude` and `longitude`
        are floats (EPSG:4326), `federal_network` is bool. `ended_year` (float) is there only if
        the file has it. Where the file gives no coordinates, seats stand in the middle of their
        postcode, municipality or district: only then `point_origin` names it and `point_km`
        (float) says how far off the point may be.
    served
        One row per initiative and district of its declared service area: id, ags; sorted.
    problems
        What was repaired or tolerated.
    """

    initiatives: pd.DataFrame
    served: pd.DataFrame
    problems: tuple[Problem, ...]


def read_register(
    path: Path | str | Content,
    places: Places,
    *,
    today: dt.date | None = None,
    columns: Mapping[str, str] | None = None,
) -> Register:
    """Read and check a register.

    Parameters
    ----------
    path
        CSV or XLSX in any of the spellings of `COLUMNS`; the order of columns does not matter.
    places
        Districts, their past, postcodes, and a way to locate points.
    today
        Day that limits the founding year (one year ahead is allowed); default: today.
    columns
        Header -> column name, where the headers do not say it.

    Raises
    ------
    DataError
        With everything found in the file, errors first.
    """
    findings = Findings(str(path))
    document = open_document(as_source(path), findings, REGISTER.knows(columns))
    return read_rows(document, findings, places, today=today, columns=columns).register()


@dataclass(frozen=True, eq=False)
class RegisterRows(Rows):
    """The rows of a register; `values` as in `Register.initiatives`.

    Parameters
    ----------
    served
        Keys of each row's service area.
    """

    repairable: ClassVar[tuple[str, ...]] = (
        "district_ags", "served_ags", "plz", "place", "website", "source_url",
    )  # fmt: skip

    served: list[list[str]]

    @property
    def extra_columns(self) -> dict[str, list[Any]]:
        """Identifiers from names, district keys from place, postcode or point."""
        keys = self.values["district_ags"]
        return super().extra_columns | ({"district_ags": keys} if any(keys) else {})

    def register(self) -> Register:
        """Build the register; raises `DataError` if anything in it is wrong."""
        findings = self.fields.findings
        findings.stop_on_errors()
        pairs = pd.DataFrame(
            [(self.ids[row], key) for row, keys in enumerate(self.served) for key in keys],
            columns=["id", "ags"],
            dtype="str",
        )
        pairs = pairs.sort_values(["id", "ags"], ignore_index=True)
        return Register(_frame(self.fields, self.ids, self.values), pairs, findings.all())


def read_rows(
    document: Document,
    findings: Findings,
    places: Places,
    *,
    today: dt.date | None = None,
    columns: Mapping[str, str] | None = None,
    make_ids: bool = False,
) -> RegisterRows:
    """Read every row and report what is wrong with it.

    Parameters
    ----------
    make_ids
        Make missing identifiers from the names.

    Raises
    ------
    DataError
        The file has no rows or lacks a column, so that reading on makes no sense.
    """
    year = (today or dt.date.today()).year
    table = tabulate(document, findings, REGISTER.knows(columns))
    columns_here = replace(COLUMNS, required=_required(table, columns, make_ids))
    mapping = columns_here.match(table.cells.columns, table.header_line, findings, columns)
    absent = set(columns_here.required) - set(mapping.values())
    fatal = [p for p in findings.all() if p.code in FATAL]
    if len(fatal) > len(absent & {"id"}):  # without identifiers the rest can still be read
        findings.stop_on_errors()
    fields = _fields(table, mapping, findings)
    has_new_id = [False] * len(fields.lines)
    if make_ids:
        fields, has_new_id = with_ids(fields)
    elif "id" in absent:
        with_new_ids, _ = with_ids(replace(fields, findings=Findings(findings.file)))
        fields = replace(with_new_ids, findings=findings)
    _note_absent(fields, table.header_line)
    seats = read_seats(fields, places)
    points = place_seats(fields, seats, places)
    founded_years = read_years(fields, "founded_year", FIRST_YEAR, year + 1)
    served_keys = _read_served(fields, places, founded_years)
    ids = read_ids(fields, "id", ID)
    names = read_required(fields, "name")
    values: dict[str, list[Any]] = {
        "name": names,
        "kind": read_words(fields, "kind", KIND),
        "federal_network": [v == "yes" for v in read_words(fields, "federal_network", YES_NO)],
        "place": list(seats.place),
        "plz": list(seats.postcode),
        "district_ags": list(seats.district_ags),
        "served_ags": [";".join(keys) or None for keys in served_keys],
        "latitude": points.latitude.tolist(),
        "longitude": points.longitude.tolist(),
        "founded_year": founded_years.tolist(),
        "ended_year": _read_ends(fields, founded_years, year).tolist(),
        "network_status": read_words(fields, "network_status", STATUS),
        "website": read_links(fields, "website"),
        "source_url": read_links(fields, "source_url"),
        "confidence": read_words(fields, "confidence", CONFIDENCE),
    }
    if any(points.origin):
        values |= dict(zip(ASSUMED, (points.origin, points.km.tolist()), strict=True))
    note_similar(fields, names, seats.district_ags)
    if not ids:
        findings.add("note", "no-rows", Text("enthält keine Initiative", "has no initiative"))
    return RegisterRows(table, fields, ids, values, has_new_id, served_keys)


def _required(
    table: RawTable, columns: Mapping[str, str] | None, make_ids: bool
) -> tuple[str, ...]:
    """Columns a file must have; the district may also come from postcode, place or point."""
    headers = map(str, table.cells.columns)
    names_here = {COLUMNS.by_spelling.get(fold(h)) for h in [*headers, *(columns or {}).values()]}
    has_place = names_here & {"plz", "place"} or names_here >= {"latitude", "longitude"}
    optional_here = {"id"} if make_ids else set()
    optional_here |= {"district_ags"} if has_place else set()
    return tuple(name for name in COLUMNS.required if name not in optional_here)


def _read_ends(fields: Fields, founded_years: Floats, year: int) -> Floats:
    """Year each initiative ended; not before it was founded."""
    ended_years = read_years(fields, "ended_year", FIRST_YEAR, year)
    # Comparisons with NaN are false, so unknown years pass.
    for i in np.flatnonzero(ended_years < founded_years).tolist():
        fields.report(
            "error", "year", "ended_year", fields.lines[i],
            Text(f"{ended_years[i]:.0f} liegt vor der Gründung {founded_years[i]:.0f}",
                 f"{ended_years[i]:.0f} is before the foundation in {founded_years[i]:.0f}"),
            remedy=Text("eines der beiden Jahre berichtigen", "correct one of the two years"),
        )  # fmt: skip
    return ended_years


def _fields(table: RawTable, mapping: dict[str, str], findings: Findings) -> Fields:
    """Cells under their column names, without rows of totals; own columns keep their header."""
    cells = under_names(table, mapping, COLUMNS)
    # A row of totals says so in its first filled cell, whatever column that is.
    texts = cells.iloc[:, : table.cells.shape[1]].replace("", np.nan)
    first = texts.bfill(axis=1).iloc[:, 0].fillna("").map(fold)
    totals = first.isin(TOTALS) & (cells["district_ags"] == "") & (cells["network_status"] == "")
    for line in cells.index[totals]:
        finding = Text("Summenzeile bleibt unbeachtet", "row of totals is ignored")
        findings.add("note", "totals-row", finding, line=int(line))
    headers = {name: header for header, name in mapping.items()}
    return Fields(cells[~totals], headers, findings)


def _note_absent(fields: Fields, line: int) -> None:
    absent = ", ".join(name for name in COLUMNS.spellings
                       if name not in fields.headers and name not in OPTIONAL)  # fmt: skip
    if absent:
        fields.findings.add(
            "note",
            "absent-column",
            Text(f"Spalten ohne Angabe: {absent}", f"columns not given: {absent}"),
            line=line,
        )


def _read_served(fields: Fields, places: Places, founded_years: Floats) -> list[list[str]]:
    """Districts of every declared service area."""
    parts = [split_areas(cell, places) for cell in fields.values("served_ags")]
    readings = {text: read_area(text, places) for texts in parts for text in texts}
    areas = []
    for line, texts in zip(fields.lines, parts, strict=True):
        for text in texts:
            reading = readings[text]
            if reading.code:
                fields.report(
                    reading.level, reading.code, "served_ags", line,
                    reading.finding, reading.expected, reading.remedy, reading.candidates,
                )  # fmt: skip
        areas.append(list(dict.fromkeys(key for text in texts for key in readings[text].keys)))
    listed = {reading.keys[0] for reading in readings.values() if len(reading.keys) == 1}
    return region_today(fields, "served_ags", areas, founded_years.tolist(), listed, places)


def _frame(fields: Fields, ids: list[str], columns: dict[str, list[Any]]) -> pd.DataFrame:
    """Build the frame of a register: known columns in fixed order, then the user's own ones."""
    own_columns = [column for column in fields.cells.columns
                   if column not in COLUMNS.spellings and column not in ASSUMED]  # fmt: skip
    index = pd.Index(ids, name="id", dtype="str")
    data = {}
    for name in [*COLUMNS.spellings, *own_columns]:
        if name == "id" or (name in OPTIONAL and name not in fields.headers):
            continue
        values = columns.get(name)
        if values is None:
            values = [text or None for text in fields.values(name)]
        kind = _DTYPES.get(name, "str")
        data[name] = pd.Series(values, index=index, dtype=kind)
    for name in ASSUMED:
        if name in columns:
            data[name] = pd.Series(columns[name], index=index, dtype=_DTYPES.get(name, "str"))
    return pd.DataFrame(data, index=index).sort_index()


_DTYPES = {
    "point_km": "float64",
    "ended_year": "float64",
    "latitude": "float64",
    "longitude": "float64",
    "founded_year": "float64",
    "federal_network": "bool",
}

REGISTER = Format(COLUMNS, read_rows, OPTIONAL)
