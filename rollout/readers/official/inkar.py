"""Exports of the INKAR web wizard (BBSR): one header line of indicators, one of years."""

from __future__ import annotations

import math
import re

from rollout.language import Text
from rollout.readers.findings import Findings, file_error, quote
from rollout.readers.official.assemble import Column, Row, assemble
from rollout.readers.official.cells import read_rows
from rollout.readers.official.publisher_table import OfficialTable, Origin

_LABELS = ("kennziffer", "raumeinheit", "aggregat")
_YEARS = re.compile(r"((?:19|20)[0-9]{2})(?:\s*(?:-|/|bis|und)\s*((?:19|20)?[0-9]{2}))?")
_BBSR = "Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR), Bonn"


def is_inkar(text: str) -> bool:
    """Tell from the two header lines; a long table of INKAR has only one."""
    lines = text[:100_000].lstrip("\ufeff").split("\n")[:2]
    first, second = (
        [cell.strip('" \r') for cell in line.split(";")] for line in (*lines, "", "")[:2]
    )
    return [cell.casefold() for cell in first[:2]] == list(_LABELS[:2]) and not any(second[:2])


def read_inkar(text: str, findings: Findings) -> OfficialTable:
    """Read an export; the year of a span ("2016 bis 2018") is its last."""
    rows = [row for row in read_rows(text, findings.file) if any(row[1])]
    if len(rows) < 3:
        raise file_error(
            findings.file, "inkar-layout",
            Text("hat keine zwei Kopfzeilen und Werte", "lacks two header lines and values"),
        )  # fmt: skip
    names, years = rows[0][1], rows[1][1]
    labels = sum(1 for cell in names[:3] if cell.casefold() in _LABELS)
    columns = [Column("")] * labels
    for number in range(labels, len(names)):
        year = _YEARS.fullmatch(years[number] if number < len(years) else "")
        if names[number] and not year:
            text = years[number] if number < len(years) else ""
            findings.add(
                "note", "no-year",
                Text(f"zweite Kopfzeile nennt kein Jahr: {quote(text)}",
                     f"the second header line gives no year: {quote(text)}"),
                line=rows[1][0], column=names[number],
            )  # fmt: skip
        columns.append(Column(names[number], "", _last_year(year) if year else math.nan))
    data = [
        Row(line, cells[0], cells[1] if len(cells) > 1 else "", dict(enumerate(cells)))
        for line, cells in rows[2:]
    ]
    return assemble("inkar", _origin(columns), columns, data, "comma", findings)


def _last_year(span: re.Match[str]) -> float:
    first, last = span.groups()
    if not last:
        return float(first)
    # "2016-18" leaves out the century.
    return float(last if len(last) == 4 else first[:2] + last)


def _origin(columns: list[Column]) -> Origin:
    years = sorted({int(c.year) for c in columns if not math.isnan(c.year)})
    span = f"{years[0]}-{years[-1]}" if years else ""
    cite = "Laufende Raumbeobachtung des BBSR - INKAR"
    return Origin(
        publisher=_BBSR,
        title="INKAR - Indikatoren und Karten zur Raum- und Stadtentwicklung (Export)",
        reference_date=span,
        attribution=Text(
            f"{cite}, Hrsg.: {_BBSR}, dl-de/by-2-0 (Daten verändert)",
            f"{cite}, Hrsg.: {_BBSR}, dl-de/by-2-0 (data changed)",
        ),
        licence="dl-de/by-2-0",
        licence_url="https://www.govdata.de/dl-de/by-2-0",
        url="https://www.inkar.de",
        note=Text(
            "Die Lizenz steht nicht in der Datei, sondern nach Datenkatalogen.",
            "The licence is not in the file but given by data catalogues.",
        ),
    )
