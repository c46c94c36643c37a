"""The spreadsheet a planner opens: typed cells, frozen header, filters, a sheet on the method."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from rollout.errors import Lang
from rollout.export.columns import Column, column_of

if TYPE_CHECKING:
    import xlsxwriter

FIXED_DATE = dt.datetime(
    2000, 1, 1
)  # creation time in the file, so that equal content is equal bytes
CELL_LIMIT = 32_767
WIDEST = 60
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
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E8EDF2"}
        )
        self.intro = book.add_format({"text_wrap": False, "italic": True})
        self.text = book.add_format({"valign": "top"})
        self.wrapped = book.add_format({"valign": "top", "text_wrap": True})

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
    for position, column in enumerate(sheet.columns):
        values = sheet.frame.iloc[:, position]
        page.write_string(top, position, column.caption[lang], styles.header)
        width = _write_column(page, top + 1, position, column, values, styles, lang)
        page.set_column(position, position, max(width, 9))
    page.freeze_panes(top + 1, min(2, len(sheet.columns)))
    if len(sheet.columns):
        page.autofilter(top, 0, top + len(sheet.frame), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)


def _write_column(
    page: Any,
    top: int,
    position: int,
    column: Column,
    values: pd.Series,
    styles: _Styles,
    lang: Lang,
) -> float:
    """Write the values of one column; returns the width that shows them."""
    longest = min(len(column.caption[lang]), 24)
    if column.kind in ("text", "flag"):
        texts = [_text(value, lang) for value in values]
        longest = max([longest, *(len(text) for text in texts)])
        style = styles.wrapped if longest > WIDEST else styles.text
        for row, text in enumerate(texts):
            if text:
                page.write_string(top + row, position, text, style)
    else:
        style = styles.number(column)
        for row, value in enumerate(values):
            if pd.notna(value):
                page.write_number(top + row, position, float(value), style)
        longest = max(longest // 2, 11)
    return min(longest + 2, WIDEST)


def _text(value: object, lang: Lang) -> str:
    if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
        return ""
    if value is True or value is False:
        return {"de": ("nein", "ja"), "en": ("no", "yes")}[lang][bool(value)]
    return str(value)[:CELL_LIMIT]
