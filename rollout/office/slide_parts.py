"""What slides are made of: a title, lines, a table, a chart, each in its place on the sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rollout.geo.svg import without_control
from rollout.office.slide_map import EMU, colour, fill
from rollout.tokens import SLIDES

if TYPE_CHECKING:
    from rollout.geo.palette import Symbol
    from rollout.language import Lang

WIDTH, HEIGHT = 960.0, 540.0  # points: 16:9
MARGIN = 40.0
INK, SOFT = SLIDES["ink"], SLIDES["soft"]
Box = tuple[float, float, float, float]  # left, top, width, height in points
_TITLE_ONLY = 5  # of the layouts python-pptx brings
_CODES = {"de": "de-DE", "en": "en-GB"}


def new_deck(title: str, author: str, lang: Lang) -> Any:
    """An empty presentation of 16:9 slides that says its title and language."""
    from pptx import Presentation
    from pptx.util import Pt

    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    properties = deck.core_properties
    properties.title, properties.author, properties.language = title, author, _CODES[lang]
    return deck


def new_slide(deck: Any, kicker: str, title: str, notes: str, box: Box) -> Any:
    """A slide with a small line, its sentence as title, and notes for the speaker."""
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    left, top, width, height = box
    lines(slide, [kicker], (left, top, width, 20), 13, SOFT, is_bold=True)
    place(slide.shapes.title, (left, top + 22, width, height - 22))
    write(slide.shapes.title.text_frame, [title], 27, INK, is_bold=True)
    slide.notes_slide.notes_text_frame.text = without_control(notes)
    return slide


def place(shape: Any, box: Box) -> None:
    """Put a shape into its place."""
    shape.left, shape.top, shape.width, shape.height = (round(value * EMU) for value in box)


def lines(
    slide: Any, texts: Sequence[str], box: Box, size: float, ink: str = INK, *,
    is_bold: bool = False, bullet: str = "",
) -> None:  # fmt: skip
    """Paragraphs in a text box."""
    shape = slide.shapes.add_textbox(*(round(value * EMU) for value in box))
    write(shape.text_frame, [f"{bullet}{text}" for text in texts], size, ink, is_bold=is_bold)


def write(
    frame: Any, texts: Sequence[str], size: float, ink: str = INK, *, is_bold: bool = False
) -> None:
    """Paragraphs without margins, from the top left corner."""
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_after = Pt(size * 0.45)
        run = paragraph.add_run()
        run.text = without_control(text)
        run.font.size, run.font.bold = Pt(size), is_bold
        run.font.color.rgb = colour(ink)


def table(
    slide: Any, head: Sequence[str], rows: Sequence[Sequence[str]], box: Box,
    widths: Sequence[float], *, numeric: int, size: float = 13,
    swatches: Sequence[Symbol] = (),
) -> None:  # fmt: skip
    """A table people can edit.

    Parameters
    ----------
    widths
        Shares of the width; with `swatches` a narrow first column stands before them.
    numeric
        Columns from this one on are right-aligned.
    swatches
        Symbol of each row in the legend.
    """
    left, top, width, height = box
    first = 26.0 if swatches else 0.0
    count = len(head) + bool(swatches)
    shape = slide.shapes.add_table(
        len(rows) + 1, count, *(round(value * EMU) for value in (left, top, width, height))
    )
    grid = shape.table
    _plain(shape)
    sizes = [first] * bool(swatches) + [(width - first) * part / sum(widths) for part in widths]
    for column, points in zip(grid.columns, sizes, strict=True):
        column.width = round(points * EMU)
    for row, texts in enumerate([head, *rows]):
        grid.rows[row].height = round(height / (len(rows) + 1) * EMU)
        if row and row <= len(swatches):
            fill(grid.cell(row, 0).fill, swatches[row - 1])
        for number, text in enumerate(texts):
            cell = grid.cell(row, number + bool(swatches))
            _cell(cell, text, size, is_head=row == 0, is_number=number >= numeric)


def _plain(shape: Any) -> None:
    """A table without bands and fills of a theme: our own ground, thin lines."""
    grid = shape.table
    grid.horz_banding = False
    style = shape._element.graphic.graphicData.tbl.tblPr
    identity = style.find("{http://schemas.openxmlformats.org/drawingml/2006/main}tableStyleId")
    identity.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid


def _cell(cell: Any, text: str, size: float, *, is_head: bool, is_number: bool) -> None:
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN

    write(cell.text_frame, [text], size - 2 if is_head else size, SOFT if is_head else INK,
          is_bold=is_head)  # fmt: skip
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.space_after = 0
    paragraph.alignment = PP_ALIGN.RIGHT if is_number else PP_ALIGN.LEFT
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if is_head else MSO_ANCHOR.MIDDLE
    cell.margin_left, cell.margin_right = 6 * EMU, 6 * EMU
    cell.margin_top = cell.margin_bottom = EMU


def bar_chart(
    slide: Any, categories: Sequence[str], series: Mapping[str, Sequence[float]],
    paints: Sequence[Symbol | str], box: Box, alt: str, *, stacked: bool,
) -> None:  # fmt: skip
    """A chart with its figures inside, to be edited in the program.

    Parameters
    ----------
    series
        Shares from 0 to 1 by name: bars stacked to 100 %, or columns side by side.
    paints
        Symbol or colour of each series.
    """
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
    from pptx.util import Pt

    data = CategoryChartData(number_format="0%")
    data.categories = [without_control(name) for name in categories]
    for name, values in series.items():
        data.add_series(name, values)
    kind = XL_CHART_TYPE.BAR_STACKED_100 if stacked else XL_CHART_TYPE.COLUMN_CLUSTERED
    shape = slide.shapes.add_chart(kind, *(round(value * EMU) for value in box), data)
    shape._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    chart = shape.chart
    chart.has_title = False
    chart.has_legend, chart.font.size = True, Pt(12)
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.font.color.rgb = colour(INK)
    chart.plots[0].gap_width = 35
    chart.category_axis.reverse_order = stacked  # the first Land on top
    chart.value_axis.has_major_gridlines = not stacked
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, 1
    chart.value_axis.visible = not stacked
    chart.value_axis.tick_labels.number_format = "0%"
    chart.value_axis.tick_labels.number_format_is_linked = False
    for entry, paint in zip(chart.plots[0].series, paints, strict=True):
        if isinstance(paint, str):
            entry.format.fill.solid()
            entry.format.fill.fore_color.rgb = colour(paint)
        else:
            fill(entry.format.fill, paint)
    if not stacked:
        labels = chart.plots[0]
        labels.has_data_labels = True
        labels.data_labels.number_format, labels.data_labels.number_format_is_linked = "0.0%", False
        labels.data_labels.font.size = Pt(11)
