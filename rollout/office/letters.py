"""A letter to a chamber, union, municipality or firms as DOCX: a draft to finish and to send."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from rollout.coverage.words import STATUS_NAMES
from rollout.export.labels import label
from rollout.geo.svg import without_control
from rollout.issuer import issuer
from rollout.language import Lang, number
from rollout.office.archive import same_bytes
from rollout.office.arguments import ADDRESSEES, arguments, best_districts
from rollout.office.words import LETTER, SLIDES
from rollout.programme.words import DEMAND, demand_words
from rollout.report.targets import rank_and_band
from rollout.report.words import DISTRICT_HEAD, RANK_HEAD
from rollout.tokens import SLIDES as COLOURS

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.parts_of_country import Part

_CODES = {"de": "de-DE", "en": "en-GB"}
_FONT = "Calibri"
_BODY, _SMALL = 10.5, 7.5  # points


def letter_docx(analysis: Analysis, part: Part, addressee: str, lang: Lang) -> bytes:
    """A letter on one page or two; what only the office knows stands in square brackets.

    Parameters
    ----------
    part
        The chamber district or Land the letter is about.
    addressee
        A key of `rollout.office.arguments.ADDRESSEES`.

    Returns
    -------
    docx
        Same input, same bytes.
    """
    reader = ADDRESSEES[addressee]
    document = _document(LETTER["subject"][lang], lang)
    for line in (*_sender(lang), LETTER["date"][lang]):
        _line(document, line)
    to = part.name if addressee == "chamber" and part.kind == "ihk" else f"[{reader.name[lang]}]"
    _line(document, to)
    _line(document, LETTER["address"][lang])
    document.add_heading(LETTER["subject"][lang], level=1)
    _line(document, LETTER["greeting"][lang])
    _line(document, LETTER["begin"].filled(part=part.name)[lang])
    for text in arguments(analysis, part, reader, lang):
        _line(document, text, style="List Number")
    _districts(document, analysis, part, lang)
    document.add_heading(LETTER["requests"][lang], level=2)
    for request in reader.requests:
        _line(document, request[lang], style="List Bullet")
    document.add_heading(LETTER["unknown"][lang], level=2)
    labels = label(analysis)
    for text in filter(None, (labels.note[lang], SLIDES["proposal"][lang])):
        _line(document, text, style="List Bullet")
    _line(document, LETTER["end"][lang])
    _line(document, LETTER["name"][lang])
    document.add_page_break()
    for source in (labels.definition, labels.data_years, labels.attribution):
        _line(document, source[lang], _SMALL)
    buffer = io.BytesIO()
    document.save(buffer)
    return same_bytes(buffer.getvalue())


def _sender(lang: Lang) -> list[str]:
    """Name, address and contact of the office, or a bracket to fill in."""
    office = issuer()
    if office is None:
        return [LETTER["sender"][lang]]
    return list(filter(None, (office.name, *office.address.splitlines(), office.contact)))


def _document(title: str, lang: Lang) -> Any:
    """An A4 document that says its title and language."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = Mm(25)
    section.bottom_margin = Mm(20)
    document.core_properties.title, document.core_properties.author = title, ""
    document.core_properties.language = _CODES[lang]
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(_BODY)
    normal.paragraph_format.space_after = Pt(5)
    normal.element.rPr.append(_language(_CODES[lang]))
    ink = RGBColor.from_string(COLOURS["ink"].lstrip("#"))
    for name, size in (("Heading 1", 14), ("Heading 2", 12)):
        style = document.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), ink
        fonts = style.element.rPr.rFonts
        for theme in [key for key in fonts.attrib if "heme" in key]:
            del fonts.attrib[theme]
        fonts.set(qn("w:ascii"), _FONT)
        fonts.set(qn("w:hAnsi"), _FONT)
    return document


def _language(code: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement("w:lang")
    element.set(qn("w:val"), code)
    return element


def _line(document: Any, text: str, size: float = _BODY, style: str | None = None) -> None:
    from docx.shared import Pt

    run = document.add_paragraph(style=style).add_run(without_control(text))
    run.font.size = Pt(size)


def _districts(document: Any, analysis: Analysis, part: Part, lang: Lang) -> None:
    """The districts where it is most worth while, as a table with a repeated header."""
    best = best_districts(analysis, part)
    if best.empty:
        return
    document.add_heading(LETTER["districts"][lang], level=2)
    head = [DISTRICT_HEAD, LETTER["state"], demand_words(begins=True), RANK_HEAD]
    grid = document.add_table(rows=1, cols=len(head), style="Table Grid")
    _write_row(grid.rows[0], [words[lang] for words in head], is_bold=True)
    for _, row in best.iterrows():
        _write_row(
            grid.add_row(),
            [
                str(row["display_name"]),
                STATUS_NAMES[str(row["status"])][lang],
                number(row[DEMAND], 0, lang),
                rank_and_band(row, lang),
            ],
        )
    _repeat_header(grid.rows[0])


def _write_row(row: Any, texts: list[str], *, is_bold: bool = False) -> None:
    """Cells of a row; the last two are numbers."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.add_run(without_control(text)).font.bold = is_bold
        paragraph.paragraph_format.space_after = 0
        is_number = place >= len(texts) - 2
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if is_number else WD_ALIGN_PARAGRAPH.LEFT


def _repeat_header(row: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
