"""Rows of a list that hold no entry: headings, repeated headers, sums, footnotes, blank lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from rollout.ags import land_around
from rollout.language import Text
from rollout.readers.findings import Findings, quote
from rollout.readers.headers import fold
from rollout.readers.table import RawTable
from rollout.readers.vocabulary import TOTALS

HEADING, HEADER, TOTAL, FOOTNOTE = "heading", "header", "totals-row", "footnote"
_NAMES = {
    HEADING: Text("Zwischenüberschrift", "heading"),
    HEADER: Text("wiederholte Kopfzeile", "repeated header"),
    TOTAL: Text("Summenzeile", "row of totals"),
    FOOTNOTE: Text("Fußnote", "footnote"),
}
_LISTED = 5  # quotations and lines named in one note
_HEADING = re.compile(
    r"(bundesland|regierungsbezirk|reg\.-?bez\.|bezirk|region|landkreis|kreis|lk|gruppe|kategorie|"
    r"bereich|abschnitt|teil|area|section|group)\b.{0,80}|.{1,80}:|"
    r"[a-z]|[a-z] ?- ?[a-z]|[ivx]{1,4}\.?",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(
    r"(\*|\d{1,2}\)|[¹²³©†]|\(c\)|quelle|source|stand\b|hinweis|anmerkung|legende|note\b|as of|"
    r"erstellt|alle angaben|ohne gewähr|copyright|datenstand|abruf|last update|seite \d|page \d)",
    re.IGNORECASE,
)
_LONG = 50  # a single cell below the last row that is longer than a name
_FIRST_WORD = re.compile(r"[^\W\d_]+")
# Headers of the columns that an entry has and a row of totals has not.
_PLACES = ("plz", "place", "district_ags", "network_status", "latitude")


@dataclass(frozen=True)
class _Row:
    """A row of text cells, and what stands out in it."""

    line: int
    texts: list[str]

    @property
    def filled(self) -> list[str]:
        return [text for text in self.texts if text]

    @property
    def single(self) -> str:
        """The only text of the row (merged cells repeat it); "" where there are several."""
        filled = self.filled
        is_one = len(filled) == 1 or (len(filled) > 2 and len(set(filled)) == 1)
        return filled[0] if is_one else ""


def entry_rows(table: RawTable, cells: pd.DataFrame, findings: Findings) -> pd.DataFrame:
    """Rows that hold an entry; what is passed over is noted by kind, with texts and lines.

    A row with one text only is passed over where the text shows what it is: a heading (the name of
    a Land, "Region ...", a letter), a footnote below the last entry, a sum. Any other stays and
    will be asked for what it lacks.

    Parameters
    ----------
    cells
        Under their column names, index `line`; columns the file lacks are empty.
    """
    width = table.cells.shape[1]
    rows = [_Row(int(line), texts) for line, texts in
            zip(cells.index, table.cells.to_numpy().tolist(), strict=True)]  # fmt: skip
    places = (cells[list(_PLACES)] != "").any(axis=1).tolist()
    header = [fold(name) for name in map(str, table.cells.columns)]
    last = max((r.line for r in rows if width < 2 or not r.single), default=0)
    kinds = {
        row.line: kind
        for row, has_place in zip(rows, places, strict=True)
        if (kind := _kind(row, header, has_place, last, width))
    }
    for kind in _NAMES:
        _note(kind, [row for row in rows if kinds.get(row.line) == kind], findings)
    _note_blank(table, cells.index.tolist(), findings)
    return cells.loc[[row.line for row in rows if row.line not in kinds]]


def _kind(row: _Row, header: Sequence[str], has_place: bool, last: int, width: int) -> str:
    """What a row is if it is no entry; "" for an entry."""
    folded = [fold(text) for text in row.texts]
    if len(row.filled) > 1 and folded == list(header):
        return HEADER
    if not row.filled:
        return ""
    word = _FIRST_WORD.match(row.filled[0])
    is_exact = fold(row.filled[0]) in TOTALS
    is_total = word is not None and fold(word[0]) in TOTALS and len(row.filled) <= width // 2
    if (is_exact or is_total) and not has_place:
        return TOTAL
    text = row.single
    if not text or width < 2:
        return ""
    if row.line > last and (_FOOTNOTE.match(text) or len(text) > _LONG):
        return FOOTNOTE
    is_heading = land_around(text.rstrip(": ")) is not None or _HEADING.fullmatch(text)
    return HEADING if is_heading and width > 2 else ""


def _note(kind: str, rows: Sequence[_Row], findings: Findings) -> None:
    if not rows:
        return
    quotes = ", ".join(quote(row.filled[0], 40) for row in rows[:_LISTED])
    name, count = _NAMES[kind], len(rows)
    more = f" (+ {count - _LISTED})" if count > _LISTED else ""
    if kind == TOTAL and count == 1:
        finding = Text("Summenzeile bleibt unbeachtet", "row of totals is ignored")
    else:
        finding = Text(f"{name.de} bleibt unbeachtet: {quotes}{more}",
                       f"{name.en} is ignored: {quotes}{more}")  # fmt: skip
    findings.add("note", kind, finding, line=rows[0].line)


def _note_blank(table: RawTable, lines: Sequence[int], findings: Findings) -> None:
    """One note for blank lines between the entries."""
    last = max(lines, default=0)
    blank = [line for line, cells in table.document.records
             if table.header_line < line < last and not any(map(str.strip, cells))]  # fmt: skip
    if not blank:
        return
    where = ", ".join(map(str, blank[:_LISTED])) + (", …" if len(blank) > _LISTED else "")
    count = len(blank)
    finding = Text(
        "leere Zeile übergangen" if count == 1 else f"{count} leere Zeilen übergangen: {where}",
        "blank line passed over" if count == 1 else f"{count} blank lines passed over: {where}",
    )
    findings.add("note", "blank-rows", finding, line=blank[0])
