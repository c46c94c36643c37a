"""The spreadsheet a planner opens: typed cells, frozen header, filters, a sheet on the method."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from rollout.export.columns import Column, column_of
from rollout.export.words import NO, YES
from rollout.language import Lang
from rollout.tokens import PRINT

if TYPE_CHECKING:
    import xlsxwriter

FIXED_DATE = dt.datetime(
    2000, 1, 1
)  # creation time in the file, so that equal content is equal bytes
CELL_LIMIT = 32_767  # Excel's own limit on the characters of a cell
WIDTHS = (9, 34)  # narrowest and widest column, in characters
WIDE = 64  # a column of sentences
SENTENCE = 80
LINE_POINTS = 15
HEADER_LINES = 3
A3 = 8
NUMBER_FORMATS = {"count": "#,##0", "share": "0.0%", "number": "#,##0"}


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table on a sheet of its own; `columns` names each column of `frame` in order."""

    name: str
    frame: pd.DataFrame
    columns: Sequence[Column]
    intro: Sequence[str] = ()


def table_sheet(
    name: str, frame: pd.DataFrame, catalogue: pd.DataFrame, intro: Sequence[str] = ()
) -> Sheet:
    """Build a sheet whose columns are known to the column catalogue."""
    return Sheet(name, frame, [column_of(str(c), catalogue) for c in frame.columns], intro)


def workbook_bytes(sheets: Sequence[Sheet], title: str, lang: Lang) -> bytes:
    """Write all sheets into one XLSX file; text is never a formula or a link."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": title, "created": FIXED_DATE})
        styles = _Styles(book)
        for sheet in sheets:
            _write_sheet(book, sheet, styles, lang)
    return buffer.getvalue()


class _Styles:
    """Cell formats of one workbook, made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._numbers: dict[str, Any] = {}
        self.header = book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "top",
                "bottom": 1,
                "bg_color": PRINT["table-head"],
            }
        )
        self.intro = book.add_format({"text_wrap": False, "italic": True})
        self.text = book.add_format({"valign": "top", "text_wrap": True})

    def number(self, column: Column) -> Any:
        pattern = NUMBER_FORMATS.get(column.kind, "General")
        if column.kind == "number" and column.decimals:
            pattern += "." + "0" * column.decimals
        if pattern not in self._numbers:
            self._numbers[pattern] = self._book.add_format({"num_format": pattern, "valign": "top"})
        return self._numbers[pattern]


def _write_sheet(book: xlsxwriter.Workbook, sheet: Sheet, styles: _Styles, lang: Lang) -> None:
    page = book.add_worksheet(sheet.name)
    for line, text in enumerate(sheet.intro):
        page.write_string(line, 0, text[:CELL_LIMIT], styles.intro)
    top = len(sheet.intro) + (1 if sheet.intro else 0)
    lines = [1] * len(sheet.frame)
    for position, column in enumerate(sheet.columns):
        values = sheet.frame.iloc[:, position]
        page.write_string(top, position, column.caption[lang], styles.header)
        if column.kind in ("text", "flag"):
            texts = [_text(value, lang) for value in values]
            width = _text_width(column.caption[lang], texts)
            _write_texts(page, top + 1, position, texts, styles)
            lines = [max(n, -(-len(text) // width)) for n, text in zip(lines, texts, strict=True)]
        else:
            # Half the header: it wraps over up to three lines.
            width = max(11, min(len(column.caption[lang]) // 2, WIDTHS[1]))
            _write_numbers(page, top + 1, position, values, styles.number(column))
        page.set_column(position, position, width + 1)
    page.set_row(top, LINE_POINTS * HEADER_LINES)
    for row, count in enumerate(lines):
        page.set_row(top + 1 + row, LINE_POINTS * count)
    _lay_out(page, top, sheet)


def _lay_out(page: Any, top: int, sheet: Sheet) -> None:
    """Freeze the header, add filters, and print on A3 with the header on every page."""
    page.freeze_panes(top + 1, min(3, len(sheet.columns)))
    page.autofilter(top, 0, top + len(sheet.frame), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(A3)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)


def _text_width(caption: str, texts: Sequence[str]) -> int:
    """Width in characters: sentences get a wide column, longer text wraps."""
    longest = max([len(caption) // 2, *(len(text) for text in texts)])
    if longest > SENTENCE:
        return WIDE
    return max(WIDTHS[0], min(longest, WIDTHS[1]))


def _write_texts(page: Any, top: int, position: int, texts: list[str], styles: _Styles) -> None:
    for row, text in enumerate(texts):
        if text:
            page.write_string(top + row, position, text, styles.text)


def _write_numbers(page: Any, top: int, position: int, values: pd.Series, style: Any) -> None:
    for row, value in enumerate(values):
        if pd.notna(value):
            page.write_number(top + row, position, float(value), style)


def _text(value: object, lang: Lang) -> str:
    if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
        return ""
    if value is True or value is False:
        return (YES if value else NO)[lang]
    return str(value)[:CELL_LIMIT]
