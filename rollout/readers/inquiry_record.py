"""The record of checks: `checks.csv`, in the spellings people use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pandas as pd

from rollout import inquiries
from rollout.inquiries import ANSWERS
from rollout.language import Text
from rollout.readers.assignment import PLAIN, Assignment
from rollout.readers.column_values import Fields, Words, read_links
from rollout.readers.dates import read_date
from rollout.readers.document import Content, Document, as_source, open_document
from rollout.readers.findings import Findings, quote
from rollout.readers.headers import Columns, fold
from rollout.readers.inquiry_rules import flaws
from rollout.readers.partial_areas import add_parts, read_regions
from rollout.readers.personal import check_personal
from rollout.readers.places import Places
from rollout.readers.rows import Format, Rows

COLUMNS = Columns(
    {
        "id": ("Kennung", "Nr", "Nummer", "identifier"),
        "ags": ("Kreis", "Kreise", "Region", "Kreisschlüssel", "AGS", "district", "districts"),
        "initiative_id": ("Initiative", "Kennung der Initiative", "initiative"),
        "date": ("Datum", "Tag", "gefragt am", "asked on", "day"),
        "asked": ("gefragt", "gefragt wurde", "Stelle", "Funktion", "role", "asked whom"),
        "answer": ("Antwort", "Auskunft", "Ergebnis", "reply"),
        "note": ("Anmerkung", "Bemerkung", "Hinweis", "Notiz", "notes"),
        "source_url": ("Fundstelle", "Quelle", "Quelle (URL)", "Beleg", "source"),
    },
    required=("id", "date", "asked", "answer"),
    accepts_misspelt=True,
)  # fmt: skip
ANSWER = Words(
    {
        key: (text.de, text.en, *more)
        for (key, text), more in zip(
            ANSWERS.items(),
            (
                ("keine", "nein", "gibt es nicht", "no"),
                ("vorhanden", "ja", "gibt es", "yes"),
                ("Vorbereitung", "geplant", "im Aufbau", "planned"),
                ("später", "wieder anrufen", "niemand da", "noch einmal", "call later"),
            ),
            strict=True,
        )
    }
)


class CheckRows(Rows):
    """The rows of a record of checks; `values` are text as in `rollout.inquiries.COLUMNS`.

    Beside them stands source_url, which no analysis needs.
    """

    repairable = ("ags", "date", "answer", "source_url")

    def checks(self) -> pd.DataFrame:
        """Build the table, in the order of the file; raises `DataError` if anything is wrong."""
        self.fields.findings.stop_on_errors()
        columns = {name: self.values[name] for name in inquiries.COLUMNS}
        return pd.DataFrame(columns, index=pd.Index(self.ids, name="id", dtype="str"), dtype="str")


def read_checks(
    path: Path | str | Content,
    places: Places,
    initiatives: Collection[str] | None = None,
    *,
    today: dt.date | None = None,
) -> pd.DataFrame:
    """Read and check a record of checks; columns as in `rollout.inquiries.COLUMNS`.

    Parameters
    ----------
    initiatives
        Identifiers of the register; None: not looked at.
    today
        No check may be later; default: today.

    Raises
    ------
    DataError
        With everything found in the file, errors first.
    """
    findings = Findings(str(path))
    document = open_document(as_source(path), findings, CHECKS.knows())
    rows = read_rows(document, findings, places, today=today, initiatives=initiatives)
    return rows.checks()


def read_rows(
    document: Document,
    findings: Findings,
    places: Places,
    *,
    today: dt.date | None = None,
    assigned: Assignment = PLAIN,
    make_ids: bool = False,
    initiatives: Collection[str] | None = None,
) -> CheckRows:
    """Read every row and report what is wrong with it; see `rollout.readers.rows.Format`."""
    table, fields, ids, has_new_id = CHECKS.opened(document, findings, assigned.columns, make_ids)
    values = _values(fields, places, today or dt.date.today(), initiatives)
    check_personal(fields)
    return CheckRows(table, fields, ids, values, has_new_id)


def _values(
    fields: Fields, places: Places, today: dt.date, initiatives: Collection[str] | None
) -> dict[str, list[Any]]:
    regions, _, towns = read_regions(fields, "ags", places)
    add_parts(fields, "ags", regions, towns, places, needs_one=True)
    lookup = ANSWER.lookup()
    values: dict[str, list[Any]] = {
        "ags": [";".join(region.whole) for region in regions],
        "initiative_id": fields.values("initiative_id"),
        "date": [read_date(text).text or text for text in fields.values("date")],
        "asked": fields.values("asked"),
        "answer": [lookup.get(fold(text), text) for text in fields.values("answer")],
        "note": fields.values("note"),
        "source_url": [text or "" for text in read_links(fields, "source_url", refuses=True)],
    }
    for name in ("date", "answer"):
        _note_spellings(fields, name, values[name])
    cells = zip(fields.values("ags"), fields.lines, zip(*values.values(), strict=True), strict=True)
    for area, line, row in cells:
        check = dict(zip(values, map(str, row), strict=True))
        for flaw in flaws(check, today, initiatives):
            if flaw.code == "no-subject" and area:
                continue  # a district was named, and what is wrong with it is told already
            fields.report(
                "error", flaw.code, flaw.column, line, flaw.finding, flaw.expected, flaw.remedy
            )
    return values


def _note_spellings(fields: Fields, column: str, values: list[str]) -> None:
    """Say what was understood where it was written otherwise."""
    for line, text, value in zip(fields.lines, fields.values(column), values, strict=True):
        if text != value:
            finding = Text(f"{quote(text)} als {value} gelesen", f"{quote(text)} read as {value}")
            fields.report("repaired", "word", column, line, finding)


def is_checks(headers: Collection[str]) -> bool:
    """Tell by the headers whether a table is a record of checks."""
    names = {COLUMNS.by_spelling.get(fold(header)) for header in headers}
    return {"asked", "answer", "date"} <= names


CHECKS = Format(COLUMNS, read_rows)
