"""From the rows of any publisher to one table by district and series."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from rollout.language import Text
from rollout.readers.findings import Findings, file_error, quote
from rollout.readers.official.areas import note_other_areas, read_areas
from rollout.readers.official.cells import EMPTY, Cell, read_cell
from rollout.readers.official.publisher_table import MARK_NAMES, OfficialTable, Origin, guess_kind
from rollout.readers.written_numbers import Style

MAX_SERIES = 20_000
_PER_CATEGORY = " · "
_MOST_REPORTED = 20


@dataclass(frozen=True)
class Column:
    """Header of one column of values.

    Parameters
    ----------
    year
        NaN when the rows or the title carry it.
    style
        How its numbers are written, where columns of a file differ; None: as in the file.
    """

    name: str
    unit: str = ""
    year: float = math.nan
    style: Style | None = None


@dataclass(frozen=True)
class Row:
    """One row of values.

    Parameters
    ----------
    line
        Line in the file.
    key, place
        Key and name of the area as written.
    label
        Category of the row ("Verarbeitendes Gewerbe"), "" if there is one row per area and year.
    year
        NaN if the columns or the title carry it.
    cells
        Texts by position of the column; one left out is empty.
    """

    line: int
    key: str
    place: str
    cells: Mapping[int, str]
    label: str = ""
    year: float = math.nan


def assemble(
    format: str,
    origin: Origin,
    columns: Sequence[Column],
    rows: Sequence[Row],
    style: Style,
    findings: Findings,
) -> OfficialTable:
    """Read keys and cells of all rows and put them side by side.

    Raises
    ------
    DataError
        No district in the file, a district twice, or cells that are neither number nor sign in a
        column of numbers.
    """
    areas = read_areas(row.key for row in rows)
    names = {row.key: row.place for row in rows}
    note_other_areas(areas, names, findings)
    in_districts = [row for row in rows if areas[row.key].level == "district"]
    if not in_districts:
        raise file_error(
            findings.file, "no-district",
            Text("keine Zeile gehört zu einem Kreis", "no row is about a district"),
            Text("Kreisschlüssel mit fünf Ziffern", "district keys of five digits"),
            Text("Tabelle auf Kreisebene herunterladen", "download the table by district"),
        )  # fmt: skip
    keys = {row.key: areas[row.key].ags for row in in_districts}
    cells = _Cells(columns, style, findings.file)
    for row in in_districts:
        cells.add(row, keys[row.key])
    cells.report_twice(findings)
    cells.drop_texts(findings)
    cells.check_units(findings)
    series, values, marks = cells.frames()
    values, marks = _mark_absent(values, marks, series)
    _note_marks(marks, findings)
    places = pd.Series({keys[row.key]: row.place for row in in_districts}, dtype="str").sort_index()
    findings.stop_on_errors()
    return OfficialTable(
        format, origin, series, values, marks, places.rename_axis("ags"), findings.all()
    )


class _Cells:
    """Cells by series and district while rows come in."""

    def __init__(self, columns: Sequence[Column], style: Style, file: str) -> None:
        self._columns = [(number, column) for number, column in enumerate(columns) if column.name]
        self._style = style
        self._file = file
        self._cells_read: dict[tuple[str, Style], Cell] = {}
        self._numbers: dict[tuple[str, int, float], int] = {}
        self._names: list[tuple[str, str, float]] = []
        self._cells: dict[int, dict[str, Cell]] = {}
        self._texts: dict[int, list[tuple[int, str]]] = {}
        self._twice: dict[int, Row] = {}
        self._areas: set[str] = set()

    def add(self, row: Row, ags: str) -> None:
        """Put the cells of one row in their places."""
        self._areas.add(ags)
        for number, column in self._columns:
            text = row.cells.get(number)
            if text is None:
                continue
            # A table repeats few texts many times; each is parsed once.
            style = self._style if column.style is None else column.style
            cell = self._cells_read.get((text, style))
            if cell is None:
                cell = self._cells_read[text, style] = read_cell(text, style)
            series = self._series(row, number, column)
            if self._cells[series].setdefault(ags, cell) != cell:
                self._twice[row.line] = row
            if cell.text:
                self._texts.setdefault(series, []).append((row.line, cell.text))

    def _series(self, row: Row, number: int, column: Column) -> int:
        year = column.year if math.isnan(row.year) else row.year
        # NaN is no key of a dictionary: it is not equal to itself.
        place = (row.label, number, -1.0 if math.isnan(year) else year)
        if place not in self._numbers:
            if len(self._numbers) >= MAX_SERIES:
                raise file_error(
                    self._file, "too-many-columns",
                    Text(f"enthält mehr als {MAX_SERIES} Reihen",
                         f"has more than {MAX_SERIES} series"),
                    remedy=Text("weniger Merkmale oder Jahre auswählen",
                                "select fewer items or years"),
                )  # fmt: skip
            self._numbers[place] = len(self._numbers)
            name = _PER_CATEGORY.join(part for part in (row.label, column.name.strip()) if part)
            self._names.append((name, column.unit, year))
            self._cells[self._numbers[place]] = {}
        return self._numbers[place]

    def report_twice(self, findings: Findings) -> None:
        """Two different values for one district and series are an error."""
        for row in list(self._twice.values())[:_MOST_REPORTED]:
            findings.add(
                "error",
                "duplicate-district",
                Text(f"{quote(f'{row.key} {row.place}')} steht mehrfach mit anderen Werten",
                     f"{quote(f'{row.key} {row.place}')} occurs again with other values"),
                Text("jeder Kreis einmal je Jahr und Merkmal",
                     "every district once for each year and item"),
                line=row.line,
            )  # fmt: skip

    def drop_texts(self, findings: Findings) -> None:
        """Leave out series of words (price classes); a word among numbers is an error."""
        words: dict[str, list[str]] = {}
        wrong: dict[tuple[str, str], list[int]] = {}
        for series, texts in self._texts.items():
            numbers = sum(1 for cell in self._cells[series].values() if math.isfinite(cell.value))
            name = self._names[series][0]
            if len(texts) > numbers:
                words.setdefault(name, []).append(texts[0][1])
                del self._cells[series]
                continue
            for line, text in texts:
                wrong.setdefault((name, text), []).append(line)
        for name, examples in words.items():
            _note_words(name, examples, findings)
        for (name, text), lines in list(wrong.items())[:_MOST_REPORTED]:
            more = _times(len(lines), "Zeilen", "lines")
            findings.add(
                "error",
                "not-a-number",
                Text(f"{quote(text)}{more.de}", f"{quote(text)}{more.en}"),
                Text("eine Zahl oder eines der Zeichen - . / x ...",
                     "a number or one of the signs - . / x ..."),
                line=lines[0],
                column=name,
            )  # fmt: skip

    def check_units(self, findings: Findings) -> None:
        """Take units out of the cells; several in one series (`12,5 %`, `0,125`) are an error."""
        mixed: dict[str, set[str]] = {}
        for series, cells in self._cells.items():
            units = {cell.unit for cell in cells.values() if math.isfinite(cell.value)
                     and cell.value}  # fmt: skip
            name, unit, year = self._names[series]
            if len(units) > 1:
                mixed.setdefault(name, set()).update(units)
            elif units and not unit:
                self._names[series] = (name, units.pop(), year)
        for name, units in mixed.items():
            names = ", ".join(unit or "–" for unit in sorted(units))
            findings.add(
                "error", "mixed-units",
                Text(f"Zahlen mit verschiedenen Einheiten in einer Spalte ({names})",
                     f"numbers of several units in one column ({names})"),
                Text("eine Einheit je Spalte", "one unit for a column"),
                Text("Werte in einer Einheit schreiben", "write the values in one unit"),
                column=name,
            )  # fmt: skip

    def frames(self) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        """Give series, values and marks; series are numbered anew without gaps."""
        if not self._cells:
            raise file_error(
                self._file, "no-values",
                Text("keine Spalte enthält Zahlen", "no column holds numbers"),
            )  # fmt: skip
        index = pd.Index(sorted(self._areas), name="ags")
        number = pd.RangeIndex(len(self._cells), name="series")
        columns = [[column.get(ags, EMPTY) for ags in index] for column in self._cells.values()]
        values = {n: [cell.value for cell in column] for n, column in enumerate(columns)}
        marks = {n: [cell.mark for cell in column] for n, column in enumerate(columns)}
        names = [self._names[series] for series in self._cells]
        series = pd.DataFrame(names, columns=["name", "unit", "year"], index=number)
        kinds = [guess_kind(n, u) for n, u in zip(series["name"], series["unit"], strict=True)]
        series.insert(2, "kind", kinds)
        return (
            series.astype({"year": "float64"}),
            pd.DataFrame(values, index=index, dtype="float64"),
            pd.DataFrame(marks, index=index, dtype="str"),
        )


def _note_words(name: str, examples: Sequence[str], findings: Findings) -> None:
    more = _times(len(examples), "Reihen", "series")
    findings.add(
        "note",
        "text-column",
        Text(f"enthält Wörter statt Zahlen, etwa {quote(examples[0])}; bleibt unbeachtet{more.de}",
             f"holds words, not numbers, such as {quote(examples[0])}; left out{more.en}"),
        column=name,
    )  # fmt: skip


def _times(count: int, de: str, en: str) -> Text:
    """How often something occurs, behind a finding; nothing for once."""
    return Text(f" ({count} {de})", f" ({count} {en})") if count > 1 else Text("", "")


def _mark_absent(
    values: pd.DataFrame, marks: pd.DataFrame, series: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tell "nothing there" from "no such district": dashes in all cells of an area and year.

    A table with one value per area and year cannot tell; there a dash is zero for a count (it
    does no harm in a sum) and unknown for everything else. Arrays, because a frame with a column
    for each of 2,000 series takes seconds.
    """
    signs = marks.to_numpy(dtype=object)
    zero = signs == "zero"
    silent = zero | (signs == "empty")
    absent = np.zeros_like(zero)
    for columns in series.groupby(series["year"].fillna(-1)).indices.values():
        if len(columns) == 1 and series["kind"].iloc[columns[0]] == "count":
            continue
        nowhere = silent[:, columns].all(axis=1)
        absent[:, columns] = zero[:, columns] & nowhere[:, np.newaxis]
    numbers = np.where(absent, math.nan, values.to_numpy())
    return (
        pd.DataFrame(numbers, values.index, values.columns),
        pd.DataFrame(np.where(absent, "absent", signs), marks.index, marks.columns, dtype="str"),
    )


def _note_marks(marks: pd.DataFrame, findings: Findings) -> None:
    counts = pd.Series(marks.to_numpy().ravel()).value_counts()
    for mark, meaning in MARK_NAMES.items():
        if counts.get(mark, 0):
            findings.add(
                "note",
                f"mark-{mark}",
                Text(f"{counts[mark]} Zellen: {meaning.de}",
                     f"{counts[mark]} cells: {meaning.en}"),
            )  # fmt: skip
