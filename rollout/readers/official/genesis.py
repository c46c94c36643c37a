"""Tables of Regionalstatistik and GENESIS as downloaded from the web page (CSV).

Above the values stand the table's number, its title and one to four header lines without labels
for the key columns; below them a line of underscores, footnotes, the licence and the date of the
download. Rows of Germany, Länder, Regierungsbezirke and city districts are mixed in.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import groupby

from rollout.language import Text
from rollout.readers.findings import Findings, file_error
from rollout.readers.official.assemble import Column, Row, assemble
from rollout.readers.official.cells import leading_blanks, read_rows
from rollout.readers.official.publisher_table import OfficialTable, Origin

FIRST_LINE = re.compile(r"\ufeff?(GENESIS-)?Tabelle:\s*\"?([0-9]{5}-[0-9A-Z-]{1,20})")
LICENCE_URL = "https://www.govdata.de/dl-de/by-2-0"
OFFICES = "Statistische Ämter des Bundes und der Länder"

_FOOTER = re.compile(r"^_{5,}.*$", re.MULTILINE)
_KEY = re.compile(r"DG|[0-9]{1,12}")
_TIME = re.compile(r"(?:[0-9]{1,2}\.[0-9]{1,2}\.)?((?:19|20)[0-9]{2})(?:/[0-9]{2,4})?")
_UNIT = re.compile(
    r"(Tsd\.|Mio\.|1\.?000)?\s{0,9}(Anzahl|Prozent|%|EUR|Euro|MJ|TJ|GJ|MWh|kWh|ha|qkm|km²|qm|m²|Personen|"
    r"Jahre|Index|cbm|t|je [\w .]+)",
    re.IGNORECASE,
)
_COPYRIGHT_YEAR = re.compile(r"©[^\n]{0,80}?((?:19|20)[0-9]{2})")
_DOWNLOAD_DATE = re.compile(r"^\"?Stand:\s*([0-9.]{8,10})", re.MULTILINE)


def is_genesis(text: str) -> bool:
    """Tell from the first line."""
    return FIRST_LINE.match(text) is not None


def read_genesis(text: str, findings: Findings) -> OfficialTable:
    """Read a downloaded table; the parts are told apart by what stands in them."""
    ends = _FOOTER.search(text)
    body, footer = (text[: ends.start()], text[ends.end() :]) if ends else (text, "")
    if not ends:
        findings.add(
            "note", "no-footer",
            Text("kein Fuß mit Lizenz und Stand; die Datei ist vielleicht unvollständig",
                 "no footer with licence and date; the file may be incomplete"),
        )  # fmt: skip
    rows = [row for row in read_rows(body, findings.file) if any(row[1])]
    start = next((i for i, (_, cells) in enumerate(rows) if _starts_data(cells)), None)
    if start is None:
        raise _unreadable(findings.file, 1)
    titles = [cells[0] for _, cells in rows[:start] if cells[0]]
    headers = [cells for _, cells in rows[:start] if not cells[0]]
    labels = leading_blanks(headers) if headers else 0
    # Key and name of the area at least; fewer means another layout.
    if labels < 2:
        raise _unreadable(findings.file, rows[start][0])
    title_year = _year_of_title(titles)
    columns = _columns([cells[labels:] for cells in headers], titles, title_year)
    data = _rows(rows[start:], labels, findings.file)
    return assemble("genesis", _origin(titles, footer), columns, data, "comma", findings)


def _starts_data(cells: Sequence[str]) -> bool:
    """Tell whether a row begins with a key, or with a time and a key."""
    if len(cells) < 3:
        return False
    if _TIME.fullmatch(cells[0]) and _KEY.fullmatch(cells[1]):
        return True
    return _KEY.fullmatch(cells[0]) is not None and bool(cells[1])


def _unreadable(file: str, line: int) -> Exception:
    return file_error(
        file, "genesis-layout",
        Text("der Aufbau der GENESIS-Tabelle ist nicht erkennbar",
             "the layout of the GENESIS table is not clear"),
        Text("Kreisschlüssel in der ersten oder zweiten Spalte, Köpfe darüber",
             "district keys in the first or second column, headers above"),
        Text("Tabelle als CSV herunterladen, Zeilen: Kreise", "download as CSV, rows: districts"),
        line=line,
    )  # fmt: skip


def _rows(rows: Sequence[tuple[int, list[str]]], labels: int, file: str) -> list[Row]:
    has_time = all(_TIME.fullmatch(cells[0]) for _, cells in rows) and any(
        _KEY.fullmatch(cells[1]) for _, cells in rows
    )
    key = 1 if has_time else 0
    data = []
    for line, cells in rows:
        if len(cells) <= labels or not _KEY.fullmatch(cells[key]):
            raise _unreadable(file, line)
        time = _TIME.fullmatch(cells[0]) if has_time else None
        label = " · ".join(cell for cell in cells[key + 2 : labels] if cell)
        data.append(
            Row(line, cells[key], cells[key + 1], dict(enumerate(cells[labels:])), label,
                float(time[1]) if time else math.nan)
        )  # fmt: skip
    return data


def _columns(headers: Sequence[Sequence[str]], titles: Sequence[str], year: float) -> list[Column]:
    """Names from the header lines; the last one may hold the units."""
    width = max(map(len, headers))
    lines = [[*row, *[""] * (width - len(row))] for row in headers]
    last = [cell for cell in lines[-1] if cell]
    units = lines.pop() if len(lines) > 1 and last and all(map(_UNIT.fullmatch, last)) else None
    unit = _unit_of_title(titles)
    columns = []
    for number in range(width):
        parts = [part for part, _ in groupby(row[number] for row in lines if row[number])]
        columns.append(Column(" · ".join(parts), units[number] if units else unit, year))
    return columns


def _unit_of_title(titles: Sequence[str]) -> str:
    """Unit in brackets at the end of a title line: "Beschäftigte (Anzahl)"."""
    for title in titles:
        match = re.search(r"\(([^()]{1,80})\)$", title)
        if match and _UNIT.fullmatch(match[1]):
            return match[1]
    return ""


def _year_of_title(titles: Sequence[str]) -> float:
    """Year of the last title line that is about time ("Stichtag: 30.06.2020")."""
    for title in reversed(titles):
        rest = re.sub(r"^(Stichtag|Jahr|Zeit|Berichtsjahr|Semester|Schuljahr):?\s*", "", title)
        match = _TIME.fullmatch(rest)
        if match:
            return float(match[1])
    return math.nan


def _origin(titles: Sequence[str], footer: str) -> Origin:
    number = FIRST_LINE.match(titles[0]) if titles else None
    year = _COPYRIGHT_YEAR.search(footer)
    download_date = _DOWNLOAD_DATE.search(footer)
    is_open = "Datenlizenz Deutschland" in " ".join(footer.split()) and "Namensnennung" in footer
    year_text = f", {year[1]}" if year else ""
    licence = ", dl-de/by-2-0" if is_open else ""
    # Titles are broken at hyphens to fit the width of the page.
    title = " ".join(titles[1:]).replace("- ", "-")
    name = f"{number[2]}: {title}" if number else title
    return Origin(
        publisher=OFFICES,
        title=f"Tabelle {name}"[:300],
        reference_date=download_date[1] if download_date else "",
        licence="dl-de/by-2-0" if is_open else "",
        licence_url=LICENCE_URL if is_open else "",
        attribution=Text(
            f"© {OFFICES}, Deutschland{year_text}{licence} (Daten verändert)",
            f"© {OFFICES}, Deutschland{year_text}{licence} (data changed)",
        ),
        url="https://www.regionalstatistik.de",
    )
