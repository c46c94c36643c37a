"""Styles of the GeoPackage as QGIS keeps them: the colours and patterns of the printed maps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from rollout.coverage.words import STATUS_NAMES
from rollout.export.words import TARGET_KINDS, WAVE
from rollout.geo.palette import SCORE, STATUS, Pattern, Symbol, waves
from rollout.language import Lang, Text
from rollout.tokens import MAP

# Qt's names of brushes; dots of a few per cent are its nearest to ours.
_BRUSHES: Mapping[Pattern, str] = {
    "hatch": "b_diagonal",
    "back": "f_diagonal",
    "lines": "horizontal",
    "cross": "diagonal_x",
    "dots": "dense6",
}
_FILL, _POINT = "fill", "marker"


@dataclass(frozen=True, eq=False)
class Style:
    """Classes of one column of a layer.

    Parameters
    ----------
    symbols, names
        How every value of the column looks, and what the legend calls it.
    """

    layer: str
    name: Text
    column: str
    symbols: Mapping[str, Symbol]
    names: Mapping[str, Text]
    is_default: bool = True
    geometry: str = _FILL

    def qml(self, lang: Lang) -> str:
        """The style as QGIS writes it, legend in one language."""
        root = Xml.Element("qgis", version="3.22.0", styleCategories="Symbology")
        renderer = Xml.SubElement(
            root, "renderer-v2", type="categorizedSymbol", attr=self.column, symbollevels="0"
        )
        categories = Xml.SubElement(renderer, "categories")
        drawings = Xml.SubElement(renderer, "symbols")
        for place, (value, symbol) in enumerate(self.symbols.items()):
            Xml.SubElement(
                categories, "category", value=value, label=self.names[value][lang],
                symbol=str(place), render="true",
            )  # fmt: skip
            _draw(drawings, str(place), symbol, self.geometry)
        return Xml.tostring(root, encoding="unicode")


def _draw(drawings: Xml.Element, name: str, symbol: Symbol, geometry: str) -> None:
    drawing = Xml.SubElement(drawings, "symbol", type=geometry, name=name, alpha="1")
    if geometry == _POINT:
        options = {
            "name": "circle", "color": _rgb(symbol.fill), "outline_color": _rgb(symbol.edge),
            "outline_width": "0.3", "size": "2", "size_unit": "MM",
        }  # fmt: skip
        _layer(drawing, "SimpleMarker", options)
        return
    ground = {
        "color": _rgb(symbol.fill), "style": "solid", "outline_color": _rgb(symbol.edge),
        "outline_style": "solid", "outline_width": "0.15", "outline_width_unit": "MM",
    }  # fmt: skip
    _layer(drawing, "SimpleFill", ground)
    if symbol.pattern != "solid":
        marks = {"color": _rgb(symbol.ink), "style": _BRUSHES[symbol.pattern],
                 "outline_style": "no"}  # fmt: skip
        _layer(drawing, "SimpleFill", marks)


def _layer(drawing: Xml.Element, kind: str, options: Mapping[str, str]) -> None:
    layer = Xml.SubElement(drawing, "layer", attrib={"class": kind}, enabled="1", locked="0")
    entries = Xml.SubElement(layer, "Option", type="Map")
    for key, value in options.items():
        Xml.SubElement(entries, "Option", name=key, type="QString", value=value)
        Xml.SubElement(layer, "prop", k=key, v=value)  # what QGIS before 3.26 reads


def _rgb(colour: str) -> str:
    """A colour as QGIS writes it.

    >>> _rgb(STATUS["covered"].fill)
    '13,92,102,255'
    """
    return ",".join(str(int(part)) for part in (*bytes.fromhex(colour[1:]), 255))


def styles(last_wave: int) -> list[Style]:
    """Every style, those that QGIS takes at once before the others.

    Parameters
    ----------
    last_wave
        How many waves the plan has.
    """
    state = Text("Stand der Kreise", "State of the districts")
    target_status = {key: STATUS[key] for key in TARGET_KINDS}
    seats = {
        "networked": Symbol("seat-linked", STATUS["covered"].fill),
        "founding": Symbol("seat-founding", STATUS["founding"].fill, edge=MAP["ink"]),
        "unconnected": Symbol("seat-unlinked", STATUS["unconnected"].fill, edge=MAP["ink"]),
    }
    seat_names = dict(zip(seats, (STATUS_NAMES[k] for k in ("covered", "founding", "unconnected")),
                          strict=True))  # fmt: skip
    numbers = {key: Text(*2 * (f"{WAVE.de} {key} / {WAVE.en} {key}",)) for key in waves(last_wave)}
    fifths = {key: Text(*2 * (key,)) for key in SCORE}
    return [
        Style("districts", state, "status", STATUS, STATUS_NAMES),
        Style("targets", state, "status", target_status, STATUS_NAMES),
        Style("plan", Text("Wellen", "Waves"), "wave", waves(last_wave), numbers),
        Style("initiatives", Text("Sitze", "Seats"), "network_status", seats, seat_names,
              geometry=_POINT),
        Style("districts", Text("Gründungspotenzial (Klassen 1–5)",
                                "Founding potential (classes 1–5)"),
              "score_class", SCORE, fifths, is_default=False),
    ]  # fmt: skip
