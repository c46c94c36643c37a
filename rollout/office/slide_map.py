"""The map of a slide as shapes: every district can be clicked, recoloured and moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from rollout.ags import LAENDER
from rollout.geo.svg import without_control
from rollout.maps.part_lettering import short_name
from rollout.maps.webparts import WORDS
from rollout.tokens import SLIDES

if TYPE_CHECKING:
    import geopandas as gpd

    from rollout.arrays import Floats
    from rollout.geo.palette import Symbol
    from rollout.maps.figure import MapFigure
    from rollout.model import Inputs

EMU = 12_700  # per point
_FIRST_ID = 1000  # above the few numbers other shapes of a slide have
_PIN = 15.0  # points across
_GRID = 0.35  # points: neighbours are rounded to the same places, so no gap opens between them
_Edges = tuple[float, float, float, float]  # left, top, right, bottom in points
_PATTERNS = {"hatch": "WIDE_UPWARD_DIAGONAL", "dots": "PERCENT_20", "lines": "LIGHT_HORIZONTAL",
             "cross": "SMALL_GRID"}  # fmt: skip


def draw_map(
    slide: Any, figure: MapFigure, inputs: Inputs, box: tuple[float, float, float, float], alt: str
) -> None:
    """Draw all districts, the borders of the Länder, cities and numbers of target regions.

    Parameters
    ----------
    slide
        A slide of python-pptx.
    box
        Left, top, width and height in points; the map fills it upright and keeps its shape.
    alt
        What a screen reader says of the group of shapes.
    """
    place = _Place(inputs.display.total_bounds.tolist(), box)
    group = slide.shapes.add_group_shape()
    group.name = figure.title
    group._element.nvGrpSpPr.cNvPr.set("descr", without_control(alt))
    symbols = {entry.key: entry.symbol for entry in figure.classes}
    for ags, rings in place.rings(inputs.display):
        symbol = symbols[str(figure.district_class[ags])]
        shape = _polygon(group, str(figure.names[ags]), rings)
        fill(shape.fill, symbol)
        _line(shape, symbol.edge, 0.25)
    for key, rings in place.rings(inputs.laender):
        shape = _polygon(group, LAENDER.get(key, key), rings)
        shape.fill.background()
        _line(shape, SLIDES["border"], 0.75)
    group.shapes._recalculate_extents()
    on_top = slide.shapes.add_group_shape()
    on_top.name = WORDS["names"][figure.lang]
    _cities(on_top, figure, place, inputs)
    _pins(on_top, figure, place, inputs)


def fill(target: Any, symbol: Symbol) -> None:
    """Fill a shape or cell as the legend says, with a pattern where the symbol has one."""
    from pptx.enum.dml import MSO_PATTERN

    name = _PATTERNS.get(symbol.pattern)
    if name is None:
        target.solid()
        target.fore_color.rgb = colour(symbol.fill)
        return
    target.patterned()
    target.pattern = getattr(MSO_PATTERN, name)
    target.fore_color.rgb = colour(symbol.ink or SLIDES["paper"])
    target.back_color.rgb = colour(symbol.fill)


def colour(code: str) -> Any:
    """A colour `#rrggbb` (or `#rgb`) as python-pptx takes it."""
    from pptx.dml.color import RGBColor

    digits = code.lstrip("#")
    return RGBColor.from_string("".join(2 * d for d in digits) if len(digits) == 3 else digits)


class _Place:
    """From metres (EPSG:25832) to points on the slide."""

    def __init__(self, bounds: list[float], box: tuple[float, float, float, float]) -> None:
        left, bottom, right, top = bounds
        x, y, width, height = box
        self.scale = min(width / (right - left), height / (top - bottom))
        self.west, self.north = left, top
        self.x = x + (width - self.scale * (right - left)) / 2
        self.y = y + (height - self.scale * (top - bottom)) / 2

    def points(self, metres: Floats) -> Floats:
        return np.column_stack(
            [
                self.x + self.scale * (metres[:, 0] - self.west),
                self.y + self.scale * (self.north - metres[:, 1]),
            ]
        )

    def rings(self, frame: gpd.GeoDataFrame) -> Iterator[tuple[str, list[Floats]]]:
        """Rings of each outline on the grid of the slide, without those that vanish there."""
        import shapely

        for key, geometry in frame.geometry.items():
            rings = shapely.get_rings(shapely.get_parts(geometry))
            on_slide = [self._on_grid(shapely.get_coordinates(ring)) for ring in rings]
            visible = [ring for ring in on_slide if len(ring) > 3]
            yield str(key), visible or on_slide[:1]

    def _on_grid(self, metres: Floats) -> Floats:
        points = np.round(self.points(metres) / _GRID) * _GRID
        moves = np.any(np.diff(points, axis=0) != 0, axis=1)
        return points[np.concatenate([[True], moves])]

    def of_places(self, frame: gpd.GeoDataFrame, keys: Iterable[str]) -> dict[str, Floats]:
        """Where a point inside each outline lies."""
        rows = frame.loc[[key for key in keys if key in frame.index]]
        inside = rows.geometry.representative_point()
        spots = self.points(np.column_stack([inside.x, inside.y]).reshape(-1, 2))
        return dict(zip(rows.index.astype(str), spots, strict=True))


def _polygon(group: Any, name: str, rings: list[Floats]) -> Any:
    """One shape of several rings.

    The builder of python-pptx measures all points anew for each of them, which takes a minute for
    a map; so the path is written here.
    """
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls
    from pptx.shapes.autoshape import Shape

    units = [np.rint(ring * EMU).astype(int) for ring in rings]
    corner = np.min([ring.min(axis=0) for ring in units], axis=0)
    size = np.max([ring.max(axis=0) for ring in units], axis=0) - corner
    path = "".join(_ring(ring - corner) for ring in units)
    element = parse_xml(
        f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr>"
        f'<p:cNvPr id="{len(group._element) + _FIRST_ID}" name=""/><p:cNvSpPr/><p:nvPr/>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{corner[0]}" y="{corner[1]}"/>'
        f'<a:ext cx="{size[0]}" cy="{size[1]}"/></a:xfrm><a:custGeom><a:avLst/><a:gdLst/>'
        '<a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path w="{size[0]}" h="{size[1]}">{path}</a:path></a:pathLst>'
        "</a:custGeom></p:spPr></p:sp>"
    )
    group._element.append(element)
    shape = Shape(element, group.shapes)
    shape.name = without_control(name)
    return shape


def _ring(points: Any) -> str:
    first, *others = (f'<a:pt x="{x}" y="{y}"/>' for x, y in points.tolist())
    rest = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in others)
    return f"<a:moveTo>{first}</a:moveTo>{rest}<a:close/>"


def _line(shape: Any, code: str, points: float) -> None:
    shape.line.color.rgb = colour(code)
    shape.line.width = round(points * EMU)


def _cities(group: Any, figure: MapFigure, place: _Place, inputs: Inputs) -> None:
    """Large cities by name, where neither another name nor a number stands."""
    pins = place.of_places(inputs.display, figure.numbered).values()
    taken = [_edges(x, y, _PIN, _PIN) for x, y in pins]
    for ags, (x, y) in place.of_places(inputs.display, figure.towns).items():
        text = short_name(str(figure.names[ags]))
        box = _edges(x, y, 6.2 * len(text) + 4, 13.0)
        if not any(_meet(box, other) for other in taken):
            taken.append(box)
            _words(group, text, box, 10, SLIDES["ink"], is_bold=True)


def _edges(x: float, y: float, width: float, height: float) -> _Edges:
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _meet(one: _Edges, other: _Edges) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _pins(group: Any, figure: MapFigure, place: _Place, inputs: Inputs) -> None:
    """Numbers of the target regions on a dark round."""
    from pptx.enum.shapes import MSO_SHAPE

    spots = place.of_places(inputs.display, figure.numbered)
    for number, hub in enumerate(figure.numbered, start=1):
        left, top, _, _ = _edges(float(spots[hub][0]), float(spots[hub][1]), _PIN, _PIN)
        pin = group.shapes.add_shape(
            MSO_SHAPE.OVAL, *(round(value * EMU) for value in (left, top, _PIN, _PIN))
        )
        pin.shadow.inherit = False
        pin.fill.solid()
        pin.fill.fore_color.rgb = colour(SLIDES["ink"])
        _line(pin, SLIDES["paper"], 0.75)
        _write(pin.text_frame, str(number), 9, SLIDES["paper"], is_bold=True)


def _words(
    group: Any, text: str, box: _Edges, size: float, ink: str, *, is_bold: bool
) -> None:  # fmt: skip
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    left, top, right, bottom = box
    shape = group.shapes.add_textbox(
        *(round(value * EMU) for value in (left, top, right - left, bottom - top))
    )
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(SLIDES["paper"])
    # The library cannot say "see-through"; without it names would be lost on dark districts.
    ground = shape._element.spPr.find(".//" + qn("a:srgbClr"))
    ground.append(parse_xml(f'<a:alpha {nsdecls("a")} val="65000"/>'))
    _write(shape.text_frame, text, size, ink, is_bold=is_bold)


def _write(frame: Any, text: str, size: float, ink: str, *, is_bold: bool) -> None:
    """One line of text in the middle of a shape, without margins."""
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    frame.word_wrap = False
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.CENTER
    run = paragraph.add_run()
    run.text = without_control(text)
    run.font.size, run.font.bold = Pt(size), is_bold
    run.font.color.rgb = colour(ink)
