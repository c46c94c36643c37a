"""The register: the list of initiatives with seat and service area."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import compress
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from rollout.arrays import Floats
from rollout.errors import Problem
from rollout.language import Text
from rollout.model import LeftOut
from rollout.readers.assignment import PLAIN, Assignment
from rollout.readers.column_values import (
    Fields,
    read_ids,
    read_links,
    read_required,
    read_words,
    read_years,
)
from rollout.readers.cross_border import read_countries
from rollout.readers.dates import read_dates
from rollout.readers.decisions import with_decisions
from rollout.readers.document import Content, Document, as_source, open_document
from rollout.readers.findings import Findings
from rollout.readers.former_extent import region_today
from rollout.readers.headers import fold
from rollout.readers.left_out import left_out_rows
from rollout.readers.list_columns import ListColumns, list_columns
from rollout.readers.partial_areas import Region, add_parts, read_regions
from rollout.readers.passed_rows import entry_rows
from rollout.readers.personal import check_personal, without_contacts
from rollout.readers.places import Places
from rollout.readers.rows import FATAL, ID, Format, Rows, under_names, with_ids
from rollout.readers.seat_points import SeatPoints, place_seats
from rollout.readers.seats import Seats, read_seats
from rollout.readers.similar import note_similar
from rollout.readers.states import Word, read_kinds, read_states, report_no_status
from rollout.readers.table import RawTable, tabulate
from rollout.readers.vocabulary import COLUMNS, CONFIDENCE, YES_NO

# Earlier years are typing errors; associations of the nineteenth century are not.
FIRST_YEAR = 1800
OPTIONAL = ("ended_year", "countries", "linked_since")  # columns a register need not have
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
        are floats (EPSG:4326), `federal_network` is bool. `ended_year` (float), `countries`
        (neighbours that take part, such as "AT;CH") and `linked_since` (a date as exactly as it is
        known, such as "2021-05") are there only if the file has them. Where it
        gives no coordinates, seats stand in the middle of their postcode, municipality or
        district: only then `point_origin` names it and `point_km` (float) says how far off the
        point may be.
    served
        One row per initiative and district of its declared service area: id, ags; sorted.
    problems
        What was repaired or tolerated.
    left_out
        Rows left out knowingly; None where all count.
    """

    initiatives: pd.DataFrame
    served: pd.DataFrame
    problems: tuple[Problem, ...]
    left_out: LeftOut | None = None


def read_register(
    path: Path | str | Content,
    places: Places,
    *,
    today: dt.date | None = None,
    assigned: Assignment = PLAIN,
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
    assigned
        What the user says about columns, words and rows.

    Raises
    ------
    DataError
        With everything found in the file, errors first.
    """
    findings = Findings(str(path))
    document = open_document(as_source(path), findings, REGISTER.knows(assigned.columns))
    return read_rows(document, findings, places, today=today, assigned=assigned).register()


@dataclass(frozen=True, eq=False)
class RegisterRows(Rows):
    """The rows of a register; `values` as in `Register.initiatives`.

    Parameters
    ----------
    served
        Keys of each row's service area.
    assigned
        What the user said about the list.
    rows_left_out
        Rows left out knowingly; None where all count.
    unknown
        Words for the status that nobody understands.
    """

    repairable: ClassVar[tuple[str, ...]] = (
        "district_ags", "served_ags", "plz", "place", "website", "source_url",
    )  # fmt: skip

    served: list[list[str]]
    assigned: Assignment = PLAIN
    rows_left_out: LeftOut | None = None
    unknown: tuple[Word, ...] = ()

    @property
    def left_out(self) -> LeftOut | None:
        """Rows left out knowingly; None where all count."""
        return self.rows_left_out

    @property
    def extra_columns(self) -> dict[str, list[Any]]:
        """Identifiers from names, district keys from place, postcode or point, one status."""
        keys, states = self.values["district_ags"], self.values["network_status"]
        one_status = self.assigned.status is not None
        return (
            super().extra_columns
            | ({"district_ags": keys} if any(keys) else {})
            | ({"network_status": states} if one_status else {})
        )

    def without(self, lines: Collection[int]) -> RegisterRows:
        """The same rows without those of some lines."""
        keep = [line not in lines for line in self.fields.lines]
        cells = self.fields.cells[keep]
        values = {name: list(compress(texts, keep)) for name, texts in self.values.items()}
        return replace(
            self,
            fields=replace(self.fields, cells=cells),
            ids=list(compress(self.ids, keep)),
            values=values,
            has_new_id=list(compress(self.has_new_id, keep)),
            served=list(compress(self.served, keep)),
        )

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
        frame = _frame(self.fields, self.ids, self.values)
        return Register(frame, pairs, findings.all(), self.left_out)


def read_rows(
    document: Document,
    findings: Findings,
    places: Places,
    *,
    today: dt.date | None = None,
    assigned: Assignment = PLAIN,
    make_ids: bool = False,
) -> RegisterRows:
    """Read every row and report what is wrong with it.

    Parameters
    ----------
    assigned
        What the user says about columns, words and rows.
    make_ids
        Make missing identifiers from the names where the file has a column for them, too; a file
        without one always gets them.

    Raises
    ------
    DataError
        The file has no rows or lacks a column, so that reading on makes no sense.
    """
    table = tabulate(document, findings, REGISTER.knows(assigned.columns))
    fields = _fields(table, findings, assigned, places)
    has_new_id = [False] * len(fields.lines)
    if make_ids or "id" not in fields.headers:
        fields, has_new_id = with_ids(fields)
    fields, decided = with_decisions(fields, assigned.districts, places)
    fields = without_contacts(fields, COLUMNS.spellings)
    check_personal(fields)
    if "network_status" not in fields.headers and assigned.status is None:
        report_no_status(fields, table.header_line)
    _note_absent(fields, table.header_line)
    seats = read_seats(fields, places, decided)
    day = today or dt.date.today()
    founded_years = read_years(fields, "founded_year", FIRST_YEAR, day.year + 1)
    served = _read_served(fields, places, founded_years)
    ids = read_ids(fields, "id", ID)
    states = read_states(fields, assigned)
    kinds, of_kinds = read_kinds(fields, assigned)
    served_text = [region.text or None for region in served]
    values = _values(fields, seats, place_seats(fields, seats, places), founded_years, day.year)
    values |= {"served_ags": served_text, "network_status": states.values, "kind": kinds}
    note_similar(fields, values["name"], seats.district_ags)
    if not ids:
        findings.add("note", "no-rows", Text("enthält ⟦a:keine Initiative⟧", "has no ⟦initiative⟧"))
    left_out = left_out_rows(table, fields, {**of_kinds, **states.skipped}, assigned.skip_doubtful)
    rows = RegisterRows(table, fields, ids, values, has_new_id, [region.whole for region in served],
                        assigned, left_out, states.unknown)  # fmt: skip
    return rows if left_out is None else rows.without(set(left_out.rows.index))


def _values(
    fields: Fields, seats: Seats, points: SeatPoints, founded_years: Floats, year: int
) -> dict[str, Any]:
    """Values of the columns that are read by themselves, and of the seat."""
    latest = dt.date(year, 12, 31)
    values: dict[str, list[Any]] = {
        "name": read_required(fields, "name"),
        "federal_network": [v == "yes" for v in read_words(fields, "federal_network", YES_NO)],
        "place": list(seats.place),
        "plz": list(seats.postcode),
        "district_ags": list(seats.district_ags),
        "latitude": points.latitude.tolist(),
        "longitude": points.longitude.tolist(),
        "founded_year": founded_years.tolist(),
        "ended_year": _read_ends(fields, founded_years, year).tolist(),
        "linked_since": [text or None for text in read_dates(fields, "linked_since", latest)],
        "website": read_links(fields, "website"),
        "source_url": read_links(fields, "source_url"),
        "confidence": read_words(fields, "confidence", CONFIDENCE),
        "countries": read_countries(fields),
    }
    if any(points.origin):
        values |= dict(zip(ASSUMED, (points.origin, points.km.tolist()), strict=True))
    return values


def _fields(table: RawTable, findings: Findings, assigned: Assignment, places: Places) -> Fields:
    """Cells under their column names, without rows that hold no entry.

    Own columns keep their header; so does a column of whole addresses, beside the place in it.
    """
    from_cells = list_columns(table, assigned, findings, places)
    columns = replace(COLUMNS, required=_required(table, assigned, from_cells))
    line, given = table.header_line, {**from_cells.assigned, **assigned.given}
    mapping = columns.match(table.cells.columns, line, findings, given, from_cells.ignored)
    if any(problem.code in FATAL for problem in findings.all()):
        findings.stop_on_errors()
    cells = under_names(table, mapping, COLUMNS)
    addresses = {h: table.cells[h] for h in from_cells.assigned if h not in COLUMNS.spellings}
    cells = entry_rows(table, cells.assign(**addresses), findings)
    return Fields(cells, {name: header for header, name in mapping.items()}, findings)


def _required(table: RawTable, assigned: Assignment, from_cells: ListColumns) -> tuple[str, ...]:
    """Columns a file must have; the district may also come from postcode, place or point.

    A missing status is asked for by itself, unless other columns are missing, too.
    """
    headers = [h for h in map(str, table.cells.columns) if h not in from_cells.ignored]
    meanings = [*headers, *assigned.columns.values(), *from_cells.assigned.values()]
    names_here = {COLUMNS.by_spelling.get(fold(meaning)) for meaning in meanings}
    has_place = names_here & {"plz", "place"} or names_here >= {"latitude", "longitude"}
    required = ("name",) if has_place else ("name", "district_ags")
    is_complete = names_here >= set(required) or assigned.status is not None
    return required if is_complete else (*required, "network_status")


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


def _read_served(fields: Fields, places: Places, founded_years: Floats) -> list[Region]:
    """Districts of every declared service area."""
    regions, listed, towns = read_regions(fields, "served_ags", places)
    named = [region.whole for region in regions]
    whole = region_today(fields, "served_ags", named, founded_years.tolist(), listed, places)
    regions = [Region(keys) for keys in whole]
    add_parts(fields, "served_ags", regions, towns, places)
    return regions


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
