"""The first sheet of the workbook: what it is, five figures, how to work with it, what it holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from rollout import language
from rollout.coverage.words import STATUS_NAMES
from rollout.export.labels import label
from rollout.export.words import SHEET_NAMES
from rollout.export.workbook import A4, Sheet, Styles
from rollout.language import Lang, Text
from rollout.tokens import SHEET

if TYPE_CHECKING:
    from rollout.analysis import Analysis

LAST = 9  # columns B to J hold the sheet
HOW_TITLE = Text("So arbeiten Sie damit", "How to work with it")
HOW = (
    Text("Blatt „Zielregionen“: nach Land oder IHK filtern (Pfeile in der Kopfzeile).",
         "Sheet “Target regions”: filter by Land or chamber (arrows in the header)."),
    Text("Nach dem Anruf Status, Zuständig und nächsten Schritt wählen, Fällig eintragen.",
         "After the call choose status, responsible and next step, and enter a due date."),
    Text("Fällig wird 7 Tage vorher gelb, nach Ablauf rot.",
         "Due turns yellow 7 days before and red when it has passed."),
    Text("Die Entscheidung mit einem Satz begründen.", "Give a decision its reason in a sentence."),
    Text("Weitere Spalten stehen zugeklappt rechts: oben auf [+] klicken.",
         "More columns are folded away on the right: click [+] above."),
)  # fmt: skip
SHEETS_TITLE = Text("Blätter", "Sheets")
RULES_TITLE = Text("Was gilt", "What holds")
LIMITS_TITLE = Text("Was die Mappe nicht sagt", "What the workbook does not say")
SOURCES_TITLE = Text("Quellen", "Sources")
IN_LIST = Text("Kreise in der Zielliste", "districts on the target list")
ROWS = Text("{count} Zeilen", "{count} rows")
LAND = Text("{area}, {count} Kreise", "{area}, {count} districts")

Cover = Callable[[Any, Styles], None]


def cover_writer(analysis: Analysis, sheets: Sequence[Sheet], lang: Lang) -> Cover:
    """Writes the cover in front of the sheets; every name leads to its sheet."""

    def write(book: Any, styles: Styles) -> None:
        page = book.add_worksheet(SHEET_NAMES["cover"][lang])
        page.hide_gridlines(2)
        page.set_column(0, 0, 2)
        page.set_column(1, LAST, 15)
        row = _write_title(page, analysis, lang, styles)
        row = _write_figures(page, analysis, lang, styles, row)
        below_how = _write_list(page, row, HOW_TITLE[lang], [text[lang] for text in HOW], styles)
        row = _write_contents(page, sheets, lang, styles, below_how)
        _write_notes(page, analysis, lang, styles, row)
        page.set_landscape()
        page.set_paper(A4)
        page.fit_to_pages(1, 1)

    return write


def _write_title(page: Any, analysis: Analysis, lang: Lang, styles: Styles) -> int:
    labels = label(analysis)
    page.write_string(1, 1, labels.title[lang], styles(bold=True, font_size=20))
    page.set_row(1, 28)
    where = LAND.filled(
        area=Text("Deutschland", "Germany"),
        count=language.number(len(analysis.inputs.districts), 0, lang),
    )
    wrapped = styles(text_wrap=True)
    page.merge_range(2, 1, 2, LAST, "", wrapped)
    page.write_string(2, 1, f"{where[lang]} · {labels.data_years[lang]}", wrapped)
    page.set_row(2, 30)
    return 4


def _write_figures(page: Any, analysis: Analysis, lang: Lang, styles: Styles, row: int) -> int:
    """Five figures side by side: districts by state, and how long the list is."""
    counts = analysis.coverage.status.value_counts()
    total = len(analysis.coverage.status)
    figures = [(int(counts.get(key, 0)), name) for key, name in STATUS_NAMES.items()]
    figures.append((len(analysis.targets()), IN_LIST))
    for place, (count, name) in enumerate(figures):
        column = 1 + place * 2
        share = language.percent(count / total, 1, lang) if total else ""
        big = styles(bold=True, font_size=20, align="left", top=1, num_format="#,##0")
        page.write_number(row, column, count, big)
        page.write_string(row + 1, column, name[lang], styles(text_wrap=True))
        page.write_string(row + 2, column, share, styles(font_color=SHEET["soft"]))
    page.set_row(row, 28)
    page.set_row(row + 1, 30)
    return row + 4


def _write_list(page: Any, row: int, title: str, lines: Sequence[str], styles: Styles) -> int:
    _write_heading(page, row, title, styles)
    for place, line in enumerate(lines, 1):
        page.write_string(row + place, 1, f"{place}. {line}")
    return row + len(lines) + 2


def _write_contents(
    page: Any, sheets: Sequence[Sheet], lang: Lang, styles: Styles, row: int
) -> int:
    """Every sheet with a link and its number of rows, in two columns."""
    _write_heading(page, row, SHEETS_TITLE[lang], styles)
    link = styles(font_color=SHEET["link"], underline=1)
    half = -(-len(sheets) // 2)
    for place, sheet in enumerate(sheets):
        line, column = row + 1 + place % half, 1 if place < half else 6
        page.write_url(line, column, f"internal:'{sheet.name}'!A1", link, sheet.name)
        count = language.number(len(sheet.frame), 0, lang)
        page.write_string(line, column + 3, ROWS.filled(count=count)[lang])
    return row + half + 2


def _write_notes(page: Any, analysis: Analysis, lang: Lang, styles: Styles, row: int) -> None:
    """Rule, limits and sources, each a merged cell that wraps."""
    labels = label(analysis)
    limits = " ".join(filter(None, (labels.note[lang], labels.linked[lang])))
    blocks = ((RULES_TITLE, labels.definition[lang]), (LIMITS_TITLE, limits),
              (SOURCES_TITLE, labels.attribution[lang]))  # fmt: skip
    for title, words in blocks:
        _write_heading(page, row, title[lang], styles)
        page.merge_range(row + 1, 1, row + 1, LAST, "", styles(text_wrap=True))
        page.write_string(row + 1, 1, words, styles(text_wrap=True))
        page.set_row(row + 1, 15 * max(1, -(-len(words) // 130)))
        row += 3


def _write_heading(page: Any, row: int, title: str, styles: Styles) -> None:
    for column in range(1, LAST + 1):
        page.write_blank(row, column, None, styles(top=1))
    page.write_string(row, 1, title, styles(bold=True, font_size=12, top=1))
