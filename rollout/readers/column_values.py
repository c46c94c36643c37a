"""Reading single columns of a table: words, numbers, years, links. Each fault is one finding."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from rollout.arrays import Floats
from rollout.errors import Level
from rollout.language import Text
from rollout.readers.findings import NOTHING, Findings, quote, same
from rollout.readers.headers import fold

# Bounded repeats: float() of hundreds of digits would be infinite.
_NUMBER = re.compile(r"[-+]?[0-9]{1,30}([.,][0-9]{1,30})?")
_YEAR = re.compile(r"[0-9]{4}")
_DATE = re.compile(r"([0-9]{4})-[0-9]{2}-[0-9]{2}|[0-9]{1,2}\.[0-9]{1,2}\.([0-9]{4})")
# A year with what people write around it: "seit 2019", "gegr. 2019", "Mai 2019", "05/2019".
_SINCE = re.compile(
    r"(seit|since|ab|gegr\.?|gegründet|est\.?|established|founded|in|im jahr)?\s{0,3}"
    r"((\d{1,2}[./]|jan|feb|m(är|ae?r)|apr|ma[iy]|jun|jul|aug|sep|o[kc]t|nov|de[zc])"
    r"[a-zäöü]{0,6}\.?\s{0,3}){0,2}(?P<year>[0-9]{4})",
    re.IGNORECASE,
)
# No quotation mark or backslash, so that a link cannot leave the attribute it is put into.
_LINK = re.compile(r"https?://[^\s<>\"'`\\]+", re.IGNORECASE)
# Without protocol; no colon in the path, so `javascript:` and ports are not taken for one.
_BARE_LINK = re.compile(
    r"(?<![a-z0-9.-])[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){0,9}\.[a-z]{2,12}(/[^\s<>\"'`\\:]*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, eq=False)
class Fields:
    """The cells of a table under their column names, and where to report.

    Parameters
    ----------
    cells
        Text cells, index `line`; every known column is there, "" where the file has none.
    headers
        Column name -> header as written in the file; lacks columns the file does not have.
    findings
        Receives what is found.
    """

    cells: pd.DataFrame
    headers: Mapping[str, str]
    findings: Findings

    @cached_property
    def lines(self) -> list[int]:
        """Line of each row."""
        return [int(line) for line in self.cells.index]

    def values(self, column: str) -> list[str]:
        """Cells of a column, in the order of the file."""
        return self._lists[column]

    @cached_property
    def _lists(self) -> dict[str, list[str]]:
        return {str(column): self.cells[column].tolist() for column in self.cells}

    def report(
        self, level: Level, code: str, column: str, line: int | None, finding: Text,
        expected: Text = NOTHING, remedy: Text = NOTHING, candidates: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        """Add a finding about one cell (or, without a line, about a column)."""
        header = self.headers.get(column, column)
        self.findings.add(
            level, code, finding, expected, remedy, line=line, column=header, candidates=candidates
        )

    def report_once(
        self, level: Level, code: str, column: str, lines: Sequence[int], finding: Text,
        expected: Text = NOTHING, remedy: Text = NOTHING,
    ) -> None:  # fmt: skip
        """Add one finding for many rows, with the first line and how many there are."""
        if not lines:
            return
        if len(lines) > 1:
            finding = Text(
                f"{finding.de} ({len(lines)} Zeilen)", f"{finding.en} ({len(lines)} lines)"
            )
        self.report(level, code, column, lines[0], finding, expected, remedy)


@dataclass(frozen=True)
class Words:
    """A closed list of values and the words people use for them.

    Parameters
    ----------
    words
        Value -> other words for it, compared without case, umlauts and signs.
    empty
        Value an empty cell counts as (noted, unless it is "" too); None makes an empty cell an
        error.
    """

    words: Mapping[str, tuple[str, ...]]
    empty: str | None = None

    def lookup(self) -> dict[str, str]:
        """Folded word -> value."""
        return {fold(w): v for v, others in self.words.items() for w in (v, *others)}


def read_words(fields: Fields, column: str, words: Words) -> list[str]:
    """Values of a column from a closed list; "" where a cell is wrong."""
    lookup = words.lookup()
    other: dict[str, list[int]] = {}
    empty: list[int] = []
    values = []
    for line, text in zip(fields.lines, fields.values(column), strict=True):
        value = lookup.get(fold(text)) if text else words.empty
        if value is None:
            expected = ", ".join(words.words)
            fields.report(
                "error", "empty-cell" if not text else "unknown-word", column, line,
                _cell_text(text), Text(f"eines von {expected}", f"one of {expected}"),
                Text("einen dieser Werte eintragen", "enter one of these values"),
            )  # fmt: skip
        elif not text:
            empty.append(line)
        elif text != value:
            other.setdefault(text, []).append(line)
        values.append(value or "")
    for text, lines in other.items():
        value = lookup[fold(text)]
        fields.report_once(
            "repaired", "word", column, lines,
            Text(f"{quote(text)} als {value} gelesen", f"{quote(text)} read as {value}"),
        )  # fmt: skip
    if column in fields.headers and words.empty:
        fields.report_once(
            "note", "empty-word", column, empty,
            Text(f"leer, zählt als {words.empty}", f"is empty, counts as {words.empty}"),
        )  # fmt: skip
    return values


def read_numbers(fields: Fields, column: str, expected: Text) -> Floats:
    """Numbers of a column with decimal point or comma; NaN where empty or wrong."""
    numbers = np.full(len(fields.cells), np.nan)
    commas = []
    for position, (line, text) in enumerate(zip(fields.lines, fields.values(column), strict=True)):
        if not text:
            continue
        if _NUMBER.fullmatch(text):
            numbers[position] = float(text.replace(",", "."))
            if "," in text:
                commas.append(line)
        else:
            remedy = Text("nur Ziffern und ein Dezimalzeichen schreiben",
                          "write digits and one decimal mark only")  # fmt: skip
            fields.report("error", "not-a-number", column, line, _cell_text(text), expected, remedy)
    fields.report_once(
        "repaired", "decimal-comma", column, commas,
        Text("Dezimalkomma als Punkt gelesen", "decimal comma read as a point"),
    )  # fmt: skip
    return numbers


def read_years(fields: Fields, column: str, first: int, last: int) -> Floats:
    """Years of a column between `first` and `last`; NaN where empty or wrong."""
    years = np.full(len(fields.cells), np.nan)
    expected = Text(f"ein Jahr von {first} bis {last}", f"a year from {first} to {last}")
    for position, (line, text) in enumerate(zip(fields.lines, fields.values(column), strict=True)):
        if not text:
            continue
        date = _DATE.fullmatch(text)
        # A column of years with gaps is a column of decimals in spreadsheets: 2019.0.
        year = (date[1] or date[2]) if date else text.removesuffix(".0").removesuffix(",0")
        since = _SINCE.fullmatch(text)
        year = since["year"] if since else year
        if not _YEAR.fullmatch(year) or not first <= int(year) <= last:
            remedy = Text("Jahr berichtigen oder die Zelle leeren", "correct the year or empty it")
            fields.report("error", "year", column, line, _cell_text(text), expected, remedy)
            continue
        years[position] = int(year)
        if year != text:
            fields.report(
                "repaired", "year-from-date", column, line,
                Text(f"{quote(text)} als Jahr {year} gelesen",
                     f"{quote(text)} read as the year {year}"),
            )  # fmt: skip
    return years


def read_links(fields: Fields, column: str, refuses: bool = False) -> list[str | None]:
    """Web addresses of a column; anything else is left out with a note.

    Parameters
    ----------
    refuses
        Anything else is an error: for what is typed in, where it can be mended at once.
    """
    level: Level = "error" if refuses else "note"
    remedy = Text("die Adresse der Seite eintragen oder leer lassen; anderes gehört in die Notiz",
                  "enter the address of the page or leave it empty; anything else belongs into "
                  "the note") if refuses else Text("bleibt unbeachtet", "is left out")  # fmt: skip
    links: list[str | None] = []
    for line, text in zip(fields.lines, fields.values(column), strict=True):
        if not text or _LINK.fullmatch(text):
            links.append(text or None)
        elif _BARE_LINK.fullmatch(text):
            links.append(f"https://{text}")
            fields.report(
                "repaired", "link", column, line,
                Text(f"{quote(text)} ohne Protokoll", f"{quote(text)} has no protocol"),
                remedy=Text("https:// ergänzt", "https:// was added"),
            )  # fmt: skip
        else:
            links.append(None)
            fields.report(
                level, "link", column, line, _cell_text(text),
                Text("eine Adresse mit http:// oder https://",
                     "an address with http:// or https://"),
                remedy,
            )  # fmt: skip
    return links


def read_required(fields: Fields, column: str) -> list[str]:
    """Texts of a column that may not be empty."""
    values = fields.values(column)
    for line, text in zip(fields.lines, values, strict=True):
        if not text:
            fields.report(
                "error", "empty-cell", column, line, _cell_text(text),
                Text("ein Text", "some text"), Text("Zelle ausfüllen", "fill in the cell"),
            )  # fmt: skip
    return values


def read_ids(fields: Fields, column: str, shape: re.Pattern[str]) -> list[str]:
    """Identifiers of a column: present, well formed, unique."""
    ids = read_required(fields, column)
    lines_of: dict[str, list[int]] = {}
    for line, text in zip(fields.lines, ids, strict=True):
        if not text:
            continue
        lines_of.setdefault(text, []).append(line)
        if not shape.fullmatch(text):
            fields.report(
                "error", "id", column, line, _cell_text(text),
                Text("höchstens 80 Buchstaben (ohne Umlaute), Ziffern, Punkt, Binde- oder "
                     "Unterstriche", "at most 80 letters, digits, dots, hyphens or underscores"),
                Text("Kennung ändern", "change the identifier"),
            )  # fmt: skip
    for text, lines in lines_of.items():
        for line in lines[1:]:
            fields.report(
                "error", "duplicate-id", column, line,
                Text(f"{quote(text)} steht schon in Zeile {lines[0]}",
                     f"{quote(text)} is already in line {lines[0]}"),
                Text("jede Kennung einmal", "every identifier once"),
                Text(f"Zeile {lines[0]} und Zeile {line} vergleichen; eine löschen oder umbenennen",
                     f"compare line {lines[0]} and line {line}; delete or rename one of them"),
            )  # fmt: skip
    return ids


def _cell_text(text: str) -> Text:
    return same(quote(text)) if text else Text("ist leer", "is empty")
