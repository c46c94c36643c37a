"""Draw a map figure on a page: title, map, legend, scale bar, words, as one SVG document.

All lengths are points (1/72 inch); the map is a nested drawing in grid units. No text lies on
the map except the labels that were asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from rollout import wording
from rollout.errors import Text
from rollout.geo.palette import NO_DATA, Symbol, pattern_svg, symbols_css
from rollout.geo.svg import Box, district_layer, outline_layer, xml_attribute, xml_text
from rollout.maps.figure import SEAT_NAMES, Inset, MapClass, MapFigure
from rollout.maps.lettering import FONTS, Label, Rect, placed_labels, text_width, wrapped

INK = "#22282b"
SOFT = "#5b6468"
ABROAD = "#e4e5e3"
SEA = "#f2f6f8"

_STYLE = (
    f"text{{font-family:{FONTS};fill:{INK}}}"
    f".soft{{fill:{SOFT}}}.strong{{font-weight:bold}}"
    f".sea{{fill:{SEA}}}.country{{fill:{ABROAD};stroke:#ffffff}}"
    ".d{stroke-linejoin:round;fill-rule:evenodd}"
    ".muted{fill:#f7f7f5;stroke:#dadad6}"
    ".land{fill:none;stroke:#3a4347;stroke-linejoin:round}"
    ".frame{fill:none;stroke:#aab2b5}.inset-mark{fill:none;stroke:#22282b}"
    ".seat{stroke:#ffffff;fill:#15191b}.seat-founding{fill:#ffffff;stroke:#15191b}"
    ".label{font-weight:bold;paint-order:stroke;stroke:#ffffff;stroke-linejoin:round}"
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


@dataclass
class _Column:
    """Lines of text and drawings set one below the other."""

    x: float
    y: float
    width: float
    parts: list[str] = field(default_factory=list)

    def lines(self, text: str, size: float, css: str = "", *, indent: float = 0) -> None:
        """Set wrapped text and move below it."""
        bold = "strong" in css
        for line in wrapped(text, self.width - indent, size, bold=bold):
            self.y += size * 1.25
            self.parts.append(_text(line, self.x + indent, self.y - size * 0.27, size, css))

    def space(self, height: float) -> None:
        """Leave room."""
        self.y += height

    def lowered(self, by: float) -> str:
        """Everything set so far as one group, moved down."""
        return f'<g transform="translate(0 {_n(by)})">{"".join(self.parts)}</g>'


def _n(value: float) -> str:
    """Number with at most two decimals.

    >>> _n(3.0), _n(2.345)
    ('3', '2.35')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def _text(text: str, x: float, y: float, size: float, css: str = "", anchor: str = "") -> str:
    extra = f' class="{css}"' if css else ""
    extra += f' text-anchor="{anchor}"' if anchor else ""
    place = f'x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}"'
    return f"<text {place}{extra}>{xml_text(text)}</text>"


def map_svg(figure: MapFigure, page: Page = PAGES["a4"]) -> str:
    """Draw a figure as a complete SVG document of the page's size.

    Same figure, same bytes. Every district in the extent is a `<path>` with `data-ags`, the
    class of its symbol and a `<title>`.
    """
    text, margin = page.text, page.text * 4
    right, bottom = page.width - margin, page.height - margin
    head = _Column(margin, margin * 0.8, right - margin)
    head.lines(figure.title, text * 2.2, "strong")
    head.lines(figure.subtitle, text * 1.25, "soft")
    head.space(text)
    notes = _Column(margin, 0, right - margin)
    if page.upright:
        _notes(notes, figure, text)
        bottom -= notes.y + text
    panel, extent = _panel(figure, page, (margin, head.y, right, bottom))
    side = _Column(panel[2] + text * 2, head.y - text * 0.3, right - panel[2] - text * 2)
    _legend(side, figure, text)
    _scale_bar(side, (extent[2] - extent[0]) / (panel[2] - panel[0]), figure, text)
    if not page.upright:
        notes = _Column(side.x, 0, side.width)
        _notes(notes, figure, text)
        bottom -= notes.y
    insets = _inset_places(figure, (side.x, side.y, right, bottom - text), text)
    panel_parts = _map_panel(figure, panel, extent, insets, text)
    parts = [*head.parts, *panel_parts, *side.parts, notes.lowered(page.height - margin - notes.y)]
    return _document(figure, page, parts, (panel[2] - panel[0]) / (extent[2] - extent[0]))


def _document(figure: MapFigure, page: Page, parts: Iterable[str], scale: float) -> str:
    """Wrap the parts: size, title, description, styles and patterns.

    `scale` is points per metre on the main map.
    """
    symbols = _symbols(figure)
    grid_scale = 0.55 / (scale * figure.paths.grid.unit_m)
    on_map = "".join(pattern_svg(symbol, grid_scale * page.text / 8.5) for symbol in symbols)
    on_page = "".join(pattern_svg(symbol, 0.7 * page.text / 8.5, "key-") for symbol in symbols)
    size = f'width="{_n(page.width_mm)}mm" height="{_n(page.height_mm)}mm"'
    box = f"0 0 {_n(page.width)} {_n(page.height)}"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="{box}" role="img" '
        f'aria-labelledby="map-title map-desc" xml:lang="{figure.lang}" lang="{figure.lang}">\n'
        f'<title id="map-title">{xml_text(figure.title)}</title>\n'
        f'<desc id="map-desc">{xml_text(description(figure))}</desc>\n'
        f"<style>{_STYLE}\n{symbols_css(symbols)}</style>\n"
        f"<defs>{on_map}{on_page}</defs>\n"
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _symbols(figure: MapFigure) -> list[Symbol]:
    return [entry.symbol for entry in figure.classes]


def description(figure: MapFigure) -> str:
    """The map in one sentence: how many districts are in which class, and the definition."""
    counts = figure.counts
    parts = [f"{entry.label[figure.lang]}: {counts[entry.key]}" for entry in figure.classes]
    what = Text("Karte der Kreise", "Map of the districts")[figure.lang]
    return (
        f"{what}. {figure.subtitle}. {'; '.join(parts)}. {figure.caption.definition[figure.lang]}"
    )


def _panel(figure: MapFigure, page: Page, body: Rect) -> tuple[Rect, Box]:
    """Frame of the map on the page and the extent (metres) that fills it.

    The frame takes the room beside the legend; where the wanted extent has another shape, more
    of the surroundings is shown, as far as the neighbour countries reach.
    """
    grid = figure.paths.grid
    wanted = figure.extent or grid.bounds
    outer = _known_bounds(figure)
    gap = page.text * 2
    room_width = body[2] - body[0] - page.text * 15 - gap
    room_height = body[3] - body[1]
    scale = min(room_width / (wanted[2] - wanted[0]), room_height / (wanted[3] - wanted[1]))
    largest = room_width if page.upright else room_width * 0.6
    width = min(max((wanted[2] - wanted[0]) * scale, largest), (outer[2] - outer[0]) * scale)
    height = min(room_height, (outer[3] - outer[1]) * scale)
    west, east = _around(wanted[0], wanted[2], width / scale, outer[0], outer[2])
    south, north = _around(wanted[1], wanted[3], height / scale, outer[1], outer[3])
    panel = body[0], body[1], body[0] + width, body[1] + height
    return panel, (west, south, east, north)


def _known_bounds(figure: MapFigure) -> Box:
    """Bounds (metres) of all that can be drawn: the country's frame and its neighbours."""
    grid, countries = figure.paths.grid, figure.paths.countries
    left, bottom, right, top = figure.extent or grid.bounds
    frame = grid.bounds
    return (
        min(left, frame[0], grid.left + countries["left"].min() * grid.unit_m),
        min(bottom, frame[1], grid.top - countries["bottom"].max() * grid.unit_m),
        max(right, frame[2], grid.left + countries["right"].max() * grid.unit_m),
        max(top, frame[3], grid.top - countries["top"].min() * grid.unit_m),
    )


def _around(
    low: float, high: float, length: float, least: float, most: float
) -> tuple[float, float]:
    """Stretch of a length around low..high that stays within least..most.

    >>> _around(0, 10, 20, -2, 100)
    (-2, 18)
    """
    start = max((low + high - length) / 2, least)
    start = min(start, most - length)
    return start, start + length


def _legend(side: _Column, figure: MapFigure, text: float) -> None:
    side.lines(figure.legend_title, text * 1.1, "strong")
    side.space(text * 0.5)
    if figure.kind == "matrix":
        _matrix(side, figure, text)
    counts = figure.counts
    for entry in figure.classes:
        if figure.kind == "classes" or entry.symbol is NO_DATA:
            _legend_entry(side, entry, counts[entry.key], figure, text)
    if figure.seats is not None and len(figure.seats):
        side.space(text * 0.8)
        _seat_legend(side, figure, text)
    side.space(text * 0.8)
    total = sum(counts.values())
    side.lines(_TOTAL[figure.lang].format(n=wording.number(total, 0, figure.lang)), text, "soft")
    if figure.date:
        side.lines(_DATE[figure.lang].format(date=figure.date), text, "soft")


_TOTAL = Text("{n} Kreise insgesamt", "{n} districts in all")
_DATE = Text("Stand des Registers: {date}", "Register as of {date}")
_SOURCES = Text("Quellen", "Sources")
_NEED = Text("Bedarf →", "need →")
_CAPACITY = Text("Voraussetzungen →", "capacity →")


def _paint(symbol: Symbol) -> str:
    fill = symbol.fill if symbol.pattern == "solid" else f"url(#key-{symbol.name})"
    return f'fill="{fill}" stroke="#8d9598" stroke-width=".6"'


def _legend_entry(
    side: _Column, entry: MapClass, count: int, figure: MapFigure, text: float
) -> None:
    width, height = text * 2, text * 1.25
    place = f'x="{_n(side.x)}" y="{_n(side.y)}" width="{_n(width)}" height="{_n(height)}"'
    side.parts.append(f"<rect {place} {_paint(entry.symbol)}/>")
    number = f" ({wording.number(count, 0, figure.lang)})"
    start = side.y
    side.lines(entry.label[figure.lang] + number, text, indent=text * 2.7)
    side.y = max(side.y, start + height) + text * 0.45


def _matrix(side: _Column, figure: MapFigure, text: float) -> None:
    """Three by three cells with counts: need to the right, capacity upwards."""
    counts = figure.counts
    cell = text * 3.4
    left = side.x + text * 1.6
    for entry in figure.classes:
        if entry.symbol is NO_DATA:
            continue
        x = left + (int(entry.key[0]) - 1) * cell
        y = side.y + (3 - int(entry.key[1])) * cell
        place = f'x="{_n(x)}" y="{_n(y)}" width="{_n(cell)}" height="{_n(cell)}"'
        side.parts.append(f"<rect {place} {_paint(entry.symbol)}/>")
        number = wording.number(counts[entry.key], 0, figure.lang)
        chip = text_width(number, text, bold=True) + text * 0.5
        side.parts.append(
            f'<rect x="{_n(x + (cell - chip) / 2)}" y="{_n(y + cell / 2 - text * 0.65)}" '
            f'width="{_n(chip)}" height="{_n(text * 1.3)}" rx="2" fill="#ffffff"/>'
        )
        side.parts.append(
            _text(number, x + cell / 2, y + cell / 2 + text * 0.36, text, "strong", "middle")
        )
    turn = f"rotate(-90 {_n(side.x + text)} {_n(side.y + 3 * cell)})"
    capacity = _text(_CAPACITY[figure.lang], side.x + text, side.y + 3 * cell, text)
    side.parts.append(f'<g transform="{turn}">{capacity}</g>')
    side.y += 3 * cell + text * 1.25
    side.parts.append(_text(_NEED[figure.lang], left, side.y, text))
    side.space(text * 0.9)


def _seat_mark(status: str, x: float, y: float, size: float, title: str = "") -> str:
    """Circle for networked, triangle for founding, square for unconnected seats."""
    inside = f"<title>{xml_text(title)}</title>" if title else ""
    look = f'class="seat seat-{status}" stroke-width="{_n(size * 0.28)}"'
    if status == "networked":
        return f'<circle {look} cx="{_n(x)}" cy="{_n(y)}" r="{_n(size)}">{inside}</circle>'
    if status == "founding":
        shape = f"M{_n(x)} {_n(y - 1.2 * size)}l{_n(1.15 * size)} {_n(2 * size)}h{_n(-2.3 * size)}z"
    else:
        shape = f"M{_n(x - size * 0.85)} {_n(y - size * 0.85)}h{_n(1.7 * size)}v{_n(1.7 * size)}"
        shape += f"h{_n(-1.7 * size)}z"
    return f'<path {look} d="{shape}">{inside}</path>'


def _seat_legend(side: _Column, figure: MapFigure, text: float) -> None:
    assert figure.seats is not None
    counts = figure.seats["network_status"].value_counts()
    for status, label in SEAT_NAMES.items():
        mark = _seat_mark(status, side.x + text, side.y + text * 0.62, text * 0.36)
        side.parts.append(mark)
        number = wording.number(int(counts.get(status, 0)), 0, figure.lang)
        side.lines(f"{label[figure.lang]} ({number})", text, indent=text * 2.7)
        side.space(text * 0.3)


def _scale_bar(side: _Column, metres_per_point: float, figure: MapFigure, text: float) -> None:
    """Bar of a round length near a third of the column."""
    room_km = side.width * 0.7 * metres_per_point / 1000
    length_km = max(
        (k for k in (1, 2, 5, 10, 20, 50, 100, 200) if k <= min(room_km, 200)), default=1
    )
    length = length_km * 1000 / metres_per_point
    side.space(text * 1.2)
    y = side.y
    bar = f"M{_n(side.x)} {_n(y - text * 0.4)}v{_n(text * 0.4)}h{_n(length)}v{_n(-text * 0.4)}"
    side.parts.append(f'<path d="{bar}" fill="none" stroke="{INK}" stroke-width="1"/>')
    side.parts.append(
        _text(f"{length_km} km", side.x + length + text * 0.6, y + text * 0.1, text, "soft")
    )
    side.space(text * 0.8)


def _notes(column: _Column, figure: MapFigure, text: float) -> None:
    """Definition, note on the sample and sources."""
    caption, lang = figure.caption, figure.lang
    column.lines(caption.definition[lang], text * 0.95)
    column.space(text * 0.4)
    column.lines(caption.note[lang], text * 0.95)
    sources = " · ".join(source[lang] for source in caption.sources)
    if sources:
        column.space(text * 0.4)
        column.lines(f"{_SOURCES[lang]}: {sources}", text * 0.75, "soft")


def _inset_places(figure: MapFigure, room: Rect, text: float) -> list[tuple[Inset, Rect]]:
    """Places for as many insets as fit below the legend, as large as possible."""
    if figure.extent is not None or room[2] - room[0] < text * 10:
        return []
    most = max(int((room[2] - room[0] + text) // (text * 11)), 1)
    tries = [_inset_rows(figure.insets, room, columns, text) for columns in range(1, most + 1)]
    return max(tries, key=len)


def _inset_rows(
    insets: tuple[Inset, ...], room: Rect, columns: int, text: float
) -> list[tuple[Inset, Rect]]:
    """Insets set in rows of so many columns until the room is full."""
    width = min((room[2] - room[0] - (columns - 1) * text) / columns, text * 19)
    places: list[tuple[Inset, Rect]] = []
    y = room[1]
    for start in range(0, len(insets), columns):
        row = insets[start : start + columns]
        height = max(width * _aspect(inset.bounds) for inset in row)
        y += text * 1.6
        if y + height > room[3]:
            break
        for n, inset in enumerate(row):
            x = room[0] + n * (width + text)
            places.append((inset, (x, y, x + width, y + width * _aspect(inset.bounds))))
        y += height + text * 0.6
    return places


def _aspect(bounds: Box) -> float:
    return (bounds[3] - bounds[1]) / (bounds[2] - bounds[0])


def _map_panel(
    figure: MapFigure,
    panel: Rect,
    extent: Box,
    insets: list[tuple[Inset, Rect]],
    text: float,
) -> list[str]:
    """The map in its frame, then the insets, which draw the same layers again."""
    grid = figure.paths.grid
    scale = (panel[2] - panel[0]) / (extent[2] - extent[0]) * grid.unit_m
    weight = text / 8.5
    marks = "".join(_inset_mark(figure, inset, 0.7 * weight / scale) for inset, _ in insets)
    window = _window(figure, panel, extent)
    parts = [
        f'<svg class="panel" {window} overflow="hidden">'
        f"{_sea(figure, extent)}{_layers(figure, extent, scale, weight)}{marks}</svg>",
        _frame(panel),
    ]
    for inset, place in insets:
        zoom = (place[2] - place[0]) / (inset.bounds[2] - inset.bounds[0]) * grid.unit_m
        parts.append(_text(inset.name[figure.lang], place[0], place[1] - text * 0.4, text, "soft"))
        uses = "".join(
            f'<use href="#{name}" stroke-width="{_n(width * weight / zoom)}"/>'
            for name, width in _LINES.items()
        )
        uses += _seats(figure, 2.1 * weight / zoom, inset.bounds)
        window = _window(figure, place, inset.bounds)
        parts.append(
            f'<svg class="inset" {window} overflow="hidden">'
            f"{_sea(figure, inset.bounds)}{uses}</svg>{_frame(place)}"
        )
    return [*parts, *_labels(figure, panel, extent, text)]


_LINES = {"countries": 0.6, "districts": 0.35, "laender": 0.8}


def _layers(figure: MapFigure, extent: Box, scale: float, weight: float) -> str:
    """Countries, districts, Länder and seats; line widths are inherited, so insets set theirs."""
    paths = figure.paths
    box = paths.grid.box(extent)
    if figure.extent is None:
        shown = {
            "countries": paths.countries,
            "districts": paths.districts,
            "laender": paths.laender,
        }
    else:
        tables = (paths.countries, paths.districts, paths.laender)
        shown = {
            name: table[_within(table, box)] for name, table in zip(_LINES, tables, strict=True)
        }
    symbols = district_symbols(figure)
    content = {
        "countries": outline_layer(shown["countries"], "country", "data-country"),
        "districts": district_layer(shown["districts"], figure.names, symbols, figure.label_of),
        "laender": outline_layer(shown["laender"], "land", "data-land"),
    }
    layers = []
    for name, width in _LINES.items():
        group = f'<g id="{name}">' + "\n".join(content[name]) + "</g>"
        layers.append(f'<g stroke-width="{_n(width * weight / scale)}">{group}</g>')
    return "\n".join([*layers, _seats(figure, 2.1 * weight / scale, extent)])


def _within(table: pd.DataFrame, box: list[int]) -> pd.Series:
    left, top, right, bottom = box
    return (
        (table["left"] < right)
        & (table["right"] > left)
        & (table["top"] < bottom)
        & (table["bottom"] > top)
    )


def district_symbols(figure: MapFigure) -> pd.Series:
    """Name of the symbol per district; `muted` outside the focus."""
    symbol_names = {entry.key: entry.symbol.name for entry in figure.classes}
    symbols = figure.district_class.map(symbol_names)
    if figure.focus is None:
        return symbols
    return symbols.where(symbols.index.isin(figure.focus), "muted")


def _seats(figure: MapFigure, size: float, extent: Box) -> str:
    """Marks of the seats within an extent."""
    if figure.seats is None:
        return ""
    left, top, right, bottom = figure.paths.grid.box(extent)
    x, y = figure.seats["x"], figure.seats["y"]
    shown = figure.seats[x.between(left, right) & y.between(top, bottom)]
    marks = [
        _seat_mark(row.network_status, row.x, row.y, size, row.name)
        for row in shown.itertuples(index=False)
    ]
    return '<g class="seats">' + "\n".join(marks) + "</g>"


def _window(figure: MapFigure, place: Rect, extent: Box) -> str:
    """Attributes of a nested drawing: where it lies and which part of the grid it shows."""
    left, top, right, bottom = figure.paths.grid.box(extent)
    size = f'width="{_n(place[2] - place[0])}" height="{_n(place[3] - place[1])}"'
    view = f'viewBox="{left} {top} {right - left} {bottom - top}"'
    return (
        f'x="{_n(place[0])}" y="{_n(place[1])}" {size} {view} preserveAspectRatio="xMidYMid slice"'
    )


def _sea(figure: MapFigure, extent: Box) -> str:
    left, top, right, bottom = figure.paths.grid.box(extent)
    return (
        f'<rect class="sea" x="{left}" y="{top}" width="{right - left}" height="{bottom - top}"/>'
    )


def _frame(place: Rect) -> str:
    size = f'width="{_n(place[2] - place[0])}" height="{_n(place[3] - place[1])}"'
    return f'<rect class="frame" x="{_n(place[0])}" y="{_n(place[1])}" {size} stroke-width=".8"/>'


def _inset_mark(figure: MapFigure, inset: Inset, width: float) -> str:
    left, top, right, bottom = figure.paths.grid.box(inset.bounds)
    return (
        f'<rect class="inset-mark" x="{left}" y="{top}" width="{right - left}" '
        f'height="{bottom - top}" stroke-width="{_n(width)}"/>'
    )


def _labels(figure: MapFigure, panel: Rect, extent: Box, text: float) -> list[str]:
    """Names of the districts asked for, as far as they find room."""
    grid = figure.paths.grid
    left, top, right, bottom = grid.box(extent)
    across, down = (panel[2] - panel[0]) / (right - left), (panel[3] - panel[1]) / (bottom - top)
    points = figure.paths.districts.reindex([ags for ags in figure.labels if ags in figure.names])
    wanted = [
        (str(figure.names[ags]), panel[0] + (x - left) * across, panel[1] + (y - top) * down)
        for ags, x, y in zip(points.index, points["x"], points["y"], strict=True)
    ]
    size = text * 0.8
    return [_label(label, size) for label in placed_labels(wanted, size, panel)]


def _label(label: Label, size: float) -> str:
    place = f'x="{_n(label.x)}" y="{_n(label.y)}" font-size="{_n(size)}"'
    return (
        f'<text class="label" {place} stroke-width="{_n(size * 0.3)}">{xml_text(label.text)}</text>'
    )
