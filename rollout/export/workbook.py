"""The spreadsheet a planner opens: typed cells, real tables, frozen header, sheets that print."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Protocol

import pandas as pd

from rollout.export.columns import Column, column_of
from rollout.export.words import NO, YES
from rollout.language import Lang, Text
from rollout.tokens import SHEET

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
ARROW = 3  # characters that the button of a filter takes
A4 = 9
A4_CHARACTERS = 170  # wider sheets would print too small on one page of A4, landscape
SMALLEST_PRINT = 60  # per cent
NUMBER_FORMATS = {"count": "#,##0", "share": "0.0%", "number": "#,##0", "year": "0",
                  "date": "dd.mm.yyyy"}  # fmt: skip
PAGE_OF = Text("Seite &P von &N", "Page &P of &N")
SOURCES_HINT = Text(
    "Quellen: Blatt „Methode und Quellen“. Kein Fund heißt nicht: keine vorhanden.",
    "Sources: sheet “Method and sources”. None found does not mean there is none.",
)


class Styles(Protocol):
    """Makes a cell format once for each set of properties."""

    def __call__(self, **properties: Any) -> Any:
        """The format of these properties."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table on a sheet of its own; `columns` names each column of `frame` in order.

    Parameters
    ----------
    main
        So many columns are for work and print; the others are grouped and folded away. 0: all.
    choices
        What a drop-down offers, by position of the column.
    links
        Sheet and position of the row that a cell of the second column leads to, row by row.
    rules
        Conditional formats: position of the column, options of XlsxWriter, properties of the
        format.
    widths
        Width of the first columns in characters, instead of what their contents ask for.
    """

    name: str
    frame: pd.DataFrame
    columns: Sequence[Column]
    intro: Sequence[str] = ()
    main: int = 0
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)
    links: Sequence[str] = ()
    rules: Sequence[tuple[int, dict[str, Any], dict[str, Any]]] = ()
    widths: Sequence[float] = ()

    @property
    def top(self) -> int:
        """Row of the header, counted from 0."""
        return len(self.intro) + (1 if self.intro else 0)


def table_sheet(
    name: str, frame: pd.DataFrame, catalogue: pd.DataFrame, intro: Sequence[str] = ()
) -> Sheet:
    """Build a sheet whose columns are known to the column catalogue."""
    return Sheet(name, frame, [column_of(str(c), catalogue) for c in frame.columns], intro)


def workbook_bytes(sheets: Sequence[Sheet], title: str, lang: Lang, cover: Any = None) -> bytes:
    """Write all sheets into one XLSX file; text is never a formula or a link.

    Parameters
    ----------
    cover
        Called with the book and its styles before the first sheet: writes a sheet of its own.
    """
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
        styles = _styles(book)
        if cover is not None:
            cover(book, styles)
        for sheet in sheets:
            _write_sheet(book, sheet, styles, lang)
    return buffer.getvalue()


def _styles(book: xlsxwriter.Workbook) -> Styles:
    formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def style(**properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in formats:
            formats[key] = book.add_format({"valign": "top", **properties})
        return formats[key]

    return style


def _write_sheet(book: xlsxwriter.Workbook, sheet: Sheet, styles: Styles, lang: Lang) -> None:
    page = book.add_worksheet(sheet.name)
    for line, text in enumerate(sheet.intro):
        page.write_string(line, 0, text[:CELL_LIMIT], styles(italic=True))
    widths = [_width(sheet, position, lang) for position in range(len(sheet.columns))]
    _write_header(page, sheet, widths, styles, lang)
    lines = [1] * len(sheet.frame)
    for position, column in enumerate(sheet.columns):
        values = sheet.frame.iloc[:, position]
        if column.kind in ("text", "flag"):
            texts = [_text(value, lang) for value in values]
            links = sheet.links if position == 1 else ()
            _write_texts(page, sheet.top + 1, position, texts, links, styles)
            if not sheet.main or position < sheet.main:
                lines = [max(n, _line_count(text, widths[position]))
                         for n, text in zip(lines, texts, strict=True)]  # fmt: skip
        else:
            style = styles(num_format=_pattern(column))
            _write_numbers(page, sheet.top + 1, position, values, style)
        folded = {"level": 1, "hidden": True} if sheet.main and position >= sheet.main else {}
        page.set_column(position, position, widths[position], None, folded)
    for row, count in enumerate(lines):
        page.set_row(sheet.top + 1 + row, LINE_POINTS * count)
    _add_choices_and_rules(page, sheet, styles)
    _lay_out(page, sheet, widths, lang)


def _width(sheet: Sheet, position: int, lang: Lang) -> float:
    """Width of a column in characters: no word of the header is broken."""
    if position < len(sheet.widths):
        return sheet.widths[position]
    column = sheet.columns[position]
    caption = column.caption[lang]
    word = max(map(len, re.split(r"[\s-]", caption))) + ARROW
    if column.kind not in ("text", "flag"):
        return max(11, min(max(len(caption) // 2, word), WIDTHS[1])) + 1
    longest = max(
        [len(caption) // 2, *(len(_text(v, lang)) for v in sheet.frame.iloc[:, position])]
    )
    if longest > SENTENCE:
        return WIDE + 1
    return max(WIDTHS[0], word, min(longest, WIDTHS[1])) + 1


def _line_count(text: str, width: float) -> int:
    return max(1, -(-len(text) // max(1, int(width) - 1)))


def _pattern(column: Column) -> str:
    pattern = NUMBER_FORMATS.get(column.kind, "General")
    return f"{pattern}.{'0' * column.decimals}" if column.decimals else pattern


def _write_header(
    page: Any, sheet: Sheet, widths: Sequence[float], styles: Styles, lang: Lang
) -> None:
    """Captions; a table of the spreadsheet where there are rows and no caption is there twice."""
    captions = [column.caption[lang] for column in sheet.columns]
    style = styles(bold=True, text_wrap=True, bottom=1, bg_color=SHEET["head"])
    last = sheet.top + len(sheet.frame)
    if len(sheet.frame) and len({caption.casefold() for caption in captions}) == len(captions):
        columns = [{"header": caption, "header_format": style} for caption in captions]
        options = {"name": _table_name(sheet.name), "columns": columns, "style": None}
        page.add_table(sheet.top, 0, last, len(captions) - 1, options)
    else:
        for position, caption in enumerate(captions):
            page.write_string(sheet.top, position, caption, style)
        page.autofilter(sheet.top, 0, last, max(0, len(captions) - 1))
    pairs = zip(captions, widths, strict=True)
    lines = max((len(wrap(text, max(1, int(width) - ARROW))) for text, width in pairs), default=1)
    page.set_row(sheet.top, LINE_POINTS * lines)


def _table_name(name: str) -> str:
    """Name of a table that every spreadsheet accepts.

    >>> _table_name("Welle 1"), _table_name("Who advises whom")
    ('T_Welle_1', 'T_Who_advises_whom')
    """
    return "T_" + re.sub(r"\W", "_", name)


def _add_choices_and_rules(page: Any, sheet: Sheet, styles: Styles) -> None:
    """Drop-downs and conditional formats, over all rows of their column."""
    first, last = sheet.top + 1, sheet.top + max(1, len(sheet.frame))
    for position, choices in sheet.choices.items():
        page.data_validation(first, position, last, position,
                             {"validate": "list", "source": list(choices)})  # fmt: skip
    for position, options, properties in sheet.rules:
        style = {"format": styles(**properties)} if properties else {}
        page.conditional_format(first, position, last, position, {**options, **style})


def _lay_out(page: Any, sheet: Sheet, widths: Sequence[float], lang: Lang) -> None:
    """Freeze the header; print on A4 with the header on every page."""
    count = len(sheet.columns)
    page.freeze_panes(sheet.top + 1, min(3, count))
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.55, right=0.55, top=0.55, bottom=0.75)
    page.repeat_rows(sheet.top)
    page.set_footer(f"&L&8{SOURCES_HINT[lang]}&C&8&F&R&8{PAGE_OF[lang]}")
    if sheet.main:
        page.print_area(0, 0, sheet.top + len(sheet.frame), sheet.main - 1)
    if sheet.main or sum(widths) <= A4_CHARACTERS:
        page.fit_to_pages(1, 0)
    else:  # over several pages, each with the names of its rows
        page.set_print_scale(SMALLEST_PRINT)
        page.repeat_columns(0, min(1, count - 1))


def _write_texts(
    page: Any, top: int, position: int, texts: list[str], links: Sequence[str], styles: Styles
) -> None:
    for row, text in enumerate(texts):
        if text and links:
            style = styles(text_wrap=True, font_color=SHEET["link"], underline=1)
            page.write_url(top + row, position, links[row], style, text)
        elif text:
            page.write_string(top + row, position, text, styles(text_wrap=True))


def _write_numbers(page: Any, top: int, position: int, values: pd.Series, style: Any) -> None:
    for row, value in enumerate(values):
        if pd.notna(value):
            page.write_number(top + row, position, float(value), style)
        else:
            page.write_blank(top + row, position, None, style)


def _text(value: object, lang: Lang) -> str:
    if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
        return ""
    if value is True or value is False:
        return (YES if value else NO)[lang]
    return str(value)[:CELL_LIMIT]
