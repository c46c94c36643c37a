"""The record of foundings: regions on their way from a first contact to a linked initiative."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pandas as pd

from rollout import founding_steps
from rollout.errors import Problem
from rollout.founding_steps import STEP_KEYS
from rollout.language import Text
from rollout.readers.assignment import PLAIN, Assignment
from rollout.readers.column_values import (
    Fields,
    Words,
    read_links,
    read_required,
    read_words,
)
from rollout.readers.dates import read_dates
from rollout.readers.document import Content, Document, as_source, open_document
from rollout.readers.findings import Findings, quote
from rollout.readers.former_extent import region_today
from rollout.readers.founding_rules import check_courses
from rollout.readers.founding_words import (
    CARRIER,
    COLUMNS,
    FAVOURABLE_WORDS,
    KIND,
    OBSTACLE_WORDS,
    OUTCOME,
)
from rollout.readers.headers import fold
from rollout.readers.partial_areas import Region, add_parts, read_regions
from rollout.readers.personal import check_personal
from rollout.readers.places import Places
from rollout.readers.rows import Format, Rows

# Not the comma: some words of the lists contain one.
_BETWEEN = re.compile(r"[;|\n]")
DATES = (*STEP_KEYS, "closed")


@dataclass(frozen=True, eq=False)
class Foundings:
    """A record of foundings that was read without an error.

    Parameters
    ----------
    table
        Index `id` (sorted), columns as in `rollout.founding_steps.COLUMNS`, then the user's own
        ones; all text, "" where nothing is said.
    problems
        What was repaired or tolerated.
    """

    table: pd.DataFrame
    problems: tuple[Problem, ...]


@dataclass(frozen=True, eq=False)
class FoundingRows(Rows):
    """The rows of a record of foundings; `values` are text as in `Foundings.table`."""

    repairable: ClassVar[tuple[str, ...]] = ("region_ags", *DATES, "source_url")

    def foundings(self) -> Foundings:
        """Build the table; raises `DataError` if anything in it is wrong."""
        self.fields.findings.stop_on_errors()
        own_columns = [c for c in self.fields.cells.columns if c not in COLUMNS.spellings]
        columns = {name: self.values[name] for name in founding_steps.COLUMNS}
        columns |= {name: self.fields.values(name) for name in own_columns}
        index = pd.Index(self.ids, name="id", dtype="str")
        table = pd.DataFrame(columns, index=index, dtype="str").sort_index()
        return Foundings(table, self.fields.findings.all())


def read_foundings(
    path: Path | str | Content,
    places: Places,
    *,
    today: dt.date | None = None,
    assigned: Assignment = PLAIN,
) -> Foundings:
    """Read and check a record of foundings.

    Parameters
    ----------
    path
        CSV or XLSX in any of the spellings of `COLUMNS`; the order of columns does not matter.
    places
        Districts and their past.
    today
        No step may be later; default: today.
    assigned
        Which header is which column, where the headers do not say it.

    Raises
    ------
    DataError
        With everything found in the file, errors first.
    """
    findings = Findings(str(path))
    document = open_document(as_source(path), findings, FOUNDINGS.knows(assigned.columns))
    return read_rows(document, findings, places, today=today, assigned=assigned).foundings()


def read_rows(
    document: Document,
    findings: Findings,
    places: Places,
    *,
    today: dt.date | None = None,
    assigned: Assignment = PLAIN,
    make_ids: bool = False,
) -> FoundingRows:
    """Read every row and report what is wrong with it.

    Parameters
    ----------
    make_ids
        Make missing identifiers from the names.

    Raises
    ------
    DataError
        The file has no header or lacks a column, so that reading on makes no sense.
    """
    table, fields, ids, has_new_id = FOUNDINGS.opened(
        document, findings, assigned.columns, make_ids
    )
    values = _values(fields, places, today or dt.date.today())
    check_courses(fields, values)
    check_personal(fields)
    if document.sheet is not None:
        _note_first_days(fields, values)
    return FoundingRows(table, fields, ids, values, has_new_id)


def _values(fields: Fields, places: Places, today: dt.date) -> dict[str, list[Any]]:
    names = read_required(fields, "name")
    read_required(fields, "region_ags")
    regions, listed, towns = read_regions(fields, "region_ags", places)
    values: dict[str, list[Any]] = {
        "name": names,
        "region_ags": [],
        "kind": read_words(fields, "kind", KIND),
        "carrier": read_words(fields, "carrier", CARRIER),
        **{name: read_dates(fields, name, today) for name in DATES},
        "favourable": _read_lists(fields, "favourable", FAVOURABLE_WORDS),
        "obstacles": _read_lists(fields, "obstacles", OBSTACLE_WORDS),
        "note": fields.values("note"),
        "outcome": read_words(fields, "outcome", OUTCOME),
        "initiative_id": fields.values("initiative_id"),
        "reason": fields.values("reason"),
        "source_url": [link or "" for link in read_links(fields, "source_url")],
    }
    years = _first_years([values[name] for name in DATES])
    named = [region.whole for region in regions]
    whole = region_today(fields, "region_ags", named, years, listed, places)
    regions = [Region(keys) for keys in whole]
    add_parts(fields, "region_ags", regions, towns, places, needs_one=True)
    return values | {"region_ags": [";".join(region.whole) for region in regions]}


def _first_years(dates: Sequence[Sequence[str]]) -> list[float]:
    """Year of the earliest date of every row; NaN without one."""
    rows = zip(*dates, strict=True)
    years = [[float(date[:4]) for date in row if date[:4].isdecimal()] for row in rows]
    return [min(row, default=math.nan) for row in years]


def _read_lists(fields: Fields, column: str, words: Words) -> list[str]:
    """Values of a closed list in every cell, ";" between them; unknown words are errors."""
    lookup = words.lookup()
    texts = []
    for line, cell in zip(fields.lines, fields.values(column), strict=True):
        values = []
        for text in _parts(cell, lookup):
            if fold(text) in lookup:
                values.append(lookup[fold(text)])
            else:
                options = ", ".join(words.words)
                fields.report(
                    "error", "unknown-word", column, line, Text(quote(text), quote(text)),
                    Text(f"eines oder mehrere von {options}", f"one or more of {options}"),
                    Text("mit Semikolon trennen; anderes in die Anmerkung",
                         "separate them by semicolons; anything else into the note"),
                )  # fmt: skip
        text = ";".join(dict.fromkeys(values))
        if cell and text != cell:
            fields.report(
                "repaired", "word", column, line,
                Text(f"{quote(cell)} als {text} gelesen", f"{quote(cell)} read as {text}"),
            )  # fmt: skip
        texts.append(text)
    return texts


def _parts(cell: str, lookup: Mapping[str, str]) -> list[str]:
    """Take a cell apart at semicolons, bars and line ends; at commas where no word has them."""
    parts: list[str] = []
    for part in _BETWEEN.split(cell):
        parts += [part] if fold(part) in lookup else part.split(",")
    return [part.strip() for part in parts if part.strip()]


def _note_first_days(fields: Fields, values: Mapping[str, list[Any]]) -> None:
    """Spreadsheets turn "10/2021" into the first of the month, and nobody sees it."""
    for name in DATES:
        cells = zip(fields.lines, fields.values(name), values[name], strict=True)
        lines = [line for line, cell, date in cells if date.endswith("-01") and cell == date
                 and len(date) == len("2021-10-01")]  # fmt: skip
        fields.report_once(
            "note", "first-of-month", name, lines,
            Text("Monatserster; Tabellenkalkulationen machen aus einem Monat diesen Tag",
                 "first of a month; spreadsheets turn a month into this day"),
            remedy=Text("wenn nur der Monat bekannt ist: als Text 2021-10 schreiben",
                        "if only the month is known: write 2021-10 as text"),
        )  # fmt: skip


def unknown_initiatives(
    table: pd.DataFrame, columns_here: Collection[str], file: str
) -> tuple[Problem, ...]:
    """Name every case whose initiative is not in the register."""
    names = table["initiative_id"]
    wrong = names[(names != "") & ~names.isin(list(columns_here))]
    return tuple(
        Problem(
            "error", file,
            Text(f"{key}: ⟦Initiative⟧ {quote(name)} steht nicht im Register",
                 f"{key}: ⟦initiative⟧ {quote(name)} is not in the register"),
            Text("die Kennung ⟦g:einer Initiative⟧", "the identifier of ⟦an initiative⟧"),
            Text("zuerst mit rollout register add aufnehmen, oder mit --register das Register "
                 "nennen, in dem sie steht",
                 "add it first with rollout register add, or name its register with --register"),
            column="initiative_id",
            code="unknown-initiative",
        )
        for key, name in wrong.items()
    )  # fmt: skip


def is_foundings(headers: Collection[str], register: Collection[str]) -> bool:
    """Tell by the headers whether a table is a record of foundings and not a register.

    Parameters
    ----------
    headers
        As written in the file.
    register
        Folded spellings of a register's headers; many are ours too.
    """
    names = {fold(header) for header in headers}
    ours = names & set(COLUMNS.by_spelling)
    matches = {COLUMNS.by_spelling[name] for name in ours} & set(COLUMNS.required)
    only_theirs = (names & set(register)) - ours
    return len(matches) > 1 and len(ours - set(register)) > len(only_theirs)


FOUNDINGS = Format(COLUMNS, read_rows)
