"""Draw a map figure on a page: title, map, legend, words, as one SVG document.

All lengths are points (1/72 inch); the map is a nested drawing in grid units. No text lies on
the map except the labels that were asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rollout.coverage.verified import ASKED_NONE, OF_THESE
from rollout.geo.palette import pattern_svg, symbols_css
from rollout.geo.svg import xml_text
from rollout.language import Text
from rollout.maps.figure import MapFigure
from rollout.maps.legend import (
    set_key,
    set_legend,
    set_lettering_key,
    set_notes,
    set_scale_bar,
)
from rollout.maps.lettering import FONTS
from rollout.maps.panel import inset_places, main_view, needed_insets, panel_svg, part_lettering
from rollout.maps.part_lettering import Lettering
from rollout.maps.setting import Column, View, num
from rollout.tokens import MAP, with_colours

_LEGEND = 17  # width of the legend in sizes of plain text

_STYLE = with_colours(
    f"text{{font-family:{FONTS};fill:var(--ink)}}"
    ".soft{fill:var(--soft)}.strong{font-weight:bold}"
    ".ground{fill:var(--ground)}.country{fill:var(--country);stroke:var(--paper)}"
    ".d{stroke-linejoin:round;fill-rule:evenodd}"
    ".pale{fill-opacity:.38;stroke-opacity:.6}"
    ".casing{fill:none;stroke:var(--paper);stroke-opacity:.8;stroke-linejoin:round}"
    ".ring{fill:var(--paper);stroke:var(--ink)}"
    ".outline{fill:none;stroke:var(--outline);stroke-linejoin:round}"
    ".land{fill:none;stroke:var(--land);stroke-linejoin:round}"
    ".frame{fill:none;stroke:var(--frame)}.inset-mark,.bar{fill:none;stroke:var(--ink)}"
    ".seat{stroke:var(--paper);fill:var(--outline)}"
    ".seat-founding{fill:var(--paper);stroke:var(--outline)}"
    ".asked{fill:none;stroke:var(--asked)}.asked-dot{fill:var(--asked)}"
    ".label{font-weight:bold;paint-order:stroke;stroke:var(--paper);stroke-linejoin:round}"
    ".plain,.land-name{font-weight:normal}.land-name{fill:var(--soft)}"
    ".pin{fill:var(--ink);stroke:var(--paper)}.pin-number{font-weight:bold;fill:var(--paper)}"
    ".leader-casing{fill:none;stroke:var(--paper)}.leader{fill:none;stroke:var(--ink)}"
    ".leader-dot{fill:var(--ink);stroke:var(--paper);stroke-width:.6}",
    MAP,
)


@dataclass(frozen=True)
class Page:
    """Paper size in millimetres and the size of plain text in points."""

    width_mm: float
    height_mm: float
    text: float = 8.5

    @property
    def width(self) -> float:
        """Width in points."""
        return self.width_mm * 72 / 25.4

    @property
    def height(self) -> float:
        """Height in points."""
        return self.height_mm * 72 / 25.4

    @property
    def upright(self) -> bool:
        """Whether the page is higher than wide."""
        return self.height > self.width


PAGES = {
    "a4": Page(210, 297),
    "a4-landscape": Page(297, 210),
    "a3": Page(297, 420, 12),
    "a3-landscape": Page(420, 297, 12),
    "slide": Page(338.667, 190.5, 11),
}


def map_svg(figure: MapFigure, page: Page = PAGES["a4"], faces: str = "") -> str:
    """Draw a figure as a complete SVG document of the page's size.

    Same figure, same bytes. Every district in the extent is a `<path>` with `data-ags`, the
    class of its symbol and a `<title>`.

    Parameters
    ----------
    faces
        CSS with the typeface, for a file that stands alone (`typeface.font_faces`).
    """
    text, margin = page.text, page.text * 4
    head = Column(margin, margin * 0.8, page.width - 2 * margin)
    head.lines(figure.title, text * 2.2, "strong")
    head.lines(figure.subtitle, text * 1.25, "soft")
    head.space(text)
    body = _upright_body if page.upright else _wide_body
    parts, view = body(figure, page, head.y)
    return _document(figure, page, [*head.parts, *parts], view, faces)


def panel_document(figure: MapFigure, width: float, height: float, text: float = 7) -> str:
    """The bare map of a figure in a frame of so many points, without legend and words."""
    edge = 0.5
    view = main_view(figure, (edge, edge, width - edge, height - edge))
    page = Page(view.place[2] / 72 * 25.4 + edge, view.place[3] / 72 * 25.4 + edge, text)
    lettering = part_lettering(figure, view, text)
    return _document(figure, page, panel_svg(figure, view, [], text, lettering), view)


def _upright_body(figure: MapFigure, page: Page, top: float) -> tuple[list[str], View]:
    """Map and legend side by side, below them a row of insets, then the notes."""
    text, margin = page.text, page.text * 4
    right = page.width - margin
    notes = _notes(figure, margin, right - margin, page)
    row = text * 16.6
    bottom = page.height - margin - notes.y - text
    view = main_view(figure, (margin, top, right - text * _LEGEND, bottom - row))
    insets = needed_insets(figure, view)
    if not insets:
        row = 0
        view = main_view(figure, (margin, top, right - text * _LEGEND, bottom))
    bottom -= row
    lettering = part_lettering(figure, view, text)
    side = _side(figure, view, right, text, lettering)
    set_key(side, figure, text, bottom)
    below = max(view.place[3], side.y)
    places = inset_places(insets, (margin, below, right, below + row), text)
    map_parts = panel_svg(figure, view, places, text, lettering)
    return [*map_parts, *side.parts, notes.lowered(below + row + text)], view


def _wide_body(figure: MapFigure, page: Page, top: float) -> tuple[list[str], View]:
    """Map on the left, the legend beside it, insets on the right, the notes below both."""
    text, margin = page.text, page.text * 4
    right, bottom = page.width - margin, page.height - margin
    share = 0.64 if figure.areas else 0.5  # a part has no insets
    view = main_view(figure, (margin, top, margin + (right - margin) * share, bottom))
    lettering = part_lettering(figure, view, text)
    left = view.place[2] + text * 2
    notes = _notes(figure, left, right - left, page)
    floor = bottom - notes.y - text
    insets = needed_insets(figure, view)
    beside = right - left - (_LEGEND + 1) * text
    third = beside > text * 9 and bool(insets or figure.numbered)
    side = _side(figure, view, right - (beside + text if third else 0), text, lettering)
    room = (side.x + side.width + text, view.place[1], right, floor)
    key = Column(room[0], room[1] - text, beside) if third else side
    set_key(key, figure, text, floor)
    key_parts = key.parts if third else []
    if figure.numbered:
        room = (room[0], key.y + text, right, floor)
    places = inset_places(insets, room, text)
    map_parts = panel_svg(figure, view, places, text, lettering)
    return [*map_parts, *side.parts, *key_parts, notes.lowered(bottom - notes.y)], view


def _side(
    figure: MapFigure, view: View, right: float, text: float, lettering: Lettering | None = None
) -> Column:
    """Column beside the map with legend and scale bar, and names that found no room."""
    left, top = view.place[2] + text * 2, view.place[1] - text * 0.3
    side = Column(left, top, right - left)
    set_legend(side, figure, text)
    set_scale_bar(side, view.scale * 1000 / view.grid.unit_m, text, figure.lang)
    if lettering:
        set_lettering_key(side, figure, lettering, text)
    return side


def _notes(figure: MapFigure, x: float, width: float, page: Page) -> Column:
    """Definition, note and sources, set smaller when they would take too much of the page."""
    for size in (1, 0.85, 0.7):
        column = Column(x, 0, width)
        set_notes(column, figure, page.text * size)
        if column.y < page.height * (0.45 if figure.areas and not page.upright else 0.25):
            break
    return column


def _document(
    figure: MapFigure, page: Page, parts: Iterable[str], view: View, faces: str = ""
) -> str:
    """Wrap the parts: size, title, description, styles and patterns."""
    symbols = [entry.symbol for entry in figure.classes]
    weight = page.text / 8.5
    on_map = "".join(pattern_svg(symbol, 0.55 * weight / view.scale) for symbol in symbols)
    on_page = "".join(pattern_svg(symbol, 0.7 * weight, "key-") for symbol in symbols)
    size = f'width="{num(page.width_mm)}mm" height="{num(page.height_mm)}mm"'
    box = f"0 0 {num(page.width)} {num(page.height)}"
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="{box}" role="img" '
        f'aria-labelledby="map-title map-desc" xml:lang="{figure.lang}" lang="{figure.lang}">\n'
        f'<title id="map-title">{xml_text(figure.title)}</title>\n'
        f'<desc id="map-desc">{xml_text(description(figure))}</desc>\n'
        f"<style>{faces}{_STYLE}\n{symbols_css(symbols)}</style>\n"
        f"<defs>{on_map}{on_page}</defs>\n"
        f'<rect width="100%" height="100%" fill="{MAP["paper"]}"/>\n'
    )
    return head + "\n".join(parts) + "\n</svg>\n"


def description(figure: MapFigure) -> str:
    """The map in words: how many districts are in which class, and the definition."""
    lang, counts = figure.lang, figure.counts
    what = Text("Karte der Kreise", "Map of the districts")[lang]
    parts = "; ".join(f"{entry.label[lang]}: {counts[entry.key]}" for entry in figure.classes)
    if figure.verified_shown:
        parts += f"; {OF_THESE[lang]} {ASKED_NONE[lang]}: {len(figure.verified_shown)}"
    return f"{what}. {figure.subtitle}. {parts}. {figure.caption.definition[lang]}"
