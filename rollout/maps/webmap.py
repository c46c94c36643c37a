"""One HTML file with a map to pan and click, readable with the network switched off.

folium draws the map; this module keeps it self-contained (folium's own files come from four
foreign hosts), safe (folium runs markup found in names) and equal from run to run.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from rollout.abroad import name_across
from rollout.geo.palette import Symbol, pattern_svg, symbols_css
from rollout.geo.svg import without_control
from rollout.language import Lang
from rollout.maps.figure import SEAT_NAMES, MapFigure, assumed_points, seat_order
from rollout.maps.panel import district_symbols
from rollout.maps.setting import num
from rollout.maps.typeface import FAMILY, font_faces
from rollout.maps.webnames import names_on_map
from rollout.maps.webparts import (
    WORDS,
    chooser,
    district_table,
    headers,
    legends,
    map_chooser,
    notes,
    plain,
    popup_rows,
    rates_table,
)
from rollout.tokens import MAP_PAGE, with_colours

if TYPE_CHECKING:
    import folium
    import geopandas as gpd

_TEMPLATE_MARKS = str.maketrans({mark: f"&#{ord(mark)};" for mark in "`${}\\"})
_DECIMALS = 3
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data:; font-src data:"
)


def folium_safe(text: object) -> str:
    """Text that folium shows as it is, wherever it puts it.

    folium places text in HTML inside a JavaScript template literal, so markup and the marks of
    the literal (backtick, dollar, braces, backslash) both become character references.

    >>> folium_safe("<b>${1}`")
    '&lt;b&gt;&#36;&#123;1&#125;&#96;'
    """
    return html.escape(without_control(text)).translate(_TEMPLATE_MARKS)


def map_html(
    figures: Mapping[str, MapFigure],
    display: gpd.GeoDataFrame,
    table: pd.DataFrame,
    *,
    laender: gpd.GeoDataFrame,
    countries: gpd.GeoDataFrame,
    initiatives: pd.DataFrame | None = None,
    rates: pd.DataFrame | None = None,
) -> str:
    """Build the HTML file: one layer to choose per figure, seats, popups, legend, sources.

    Parameters
    ----------
    figures
        Whole-country figures of one language by the key of their layer, which links to the file
        name (`#layer=plan&district=09162`); the first is shown at the start.
    display, laender, countries
        Simplified outlines (EPSG:25832), as in `Inputs`.
    table
        `Analysis.table()`; popups show those of its columns they know.
    initiatives
        The register, for seats with name and status.
    rates
        `Analysis.rates()`; the nationwide ones stand beside the map.
    """
    import folium

    shown = list(figures.values())
    world = _offline_map(folium)
    world.fit_bounds(_lat_lon_bounds(display))
    for pane, depth in (("ground", 300), ("lines", 450), ("seats", 460), ("names", 470)):
        folium.map.CustomPane(pane, z_index=depth, pointer_events=pane == "seats").add_to(world)
    _outline(folium, countries.index, "country", "ground").add_to(world)
    layers = {key: _district_layer(folium, figure) for key, figure in figures.items()}
    _outline(folium, laender.index, "land", "lines").add_to(world)
    lang = shown[0].lang
    has_seats = shown[0].seats is not None and len(shown[0].seats) > 0
    seats = None
    if initiatives is not None and has_seats:
        seats = _seat_layer(folium, initiatives, lang)
    for part in (*layers.values(), *([] if seats is None else [seats])):
        part.add_to(world)
    frames = {"districts": display, "land": laender, "country": countries}
    shapes: dict[str, dict[str, Any]] = {kind: _shapes(frame) for kind, frame in frames.items()}
    rows = popup_rows(shown, table)
    shapes["popups"] = {ags: _popup_html(row) for ags, row in rows.items()}
    names = names_on_map(figures, display, laender)
    start = _start_script(world, layers, seats, lang)
    return _page(world, figures, shapes, rates, names, start)


def _start_script(world: folium.Map, layers: Mapping[str, Any], seats: Any, lang: Lang) -> str:
    """Our own script, called with folium's names of the map and of its layers."""
    script = files("rollout.maps").joinpath("webmap.js").read_text(encoding="utf-8")
    by_key = ", ".join(f"{json.dumps(key)}: {layer.get_name()}" for key, layer in layers.items())
    points = "null" if seats is None else seats.get_name()
    words = {name: text[lang] for name, text in WORDS.items()}
    return f"{script.rstrip()}({world.get_name()}, {{{by_key}}}, {points}, {_json(words)});"


def _offline_map(package: Any) -> folium.Map:
    """A folium map that loads nothing."""

    class OfflineMap(package.Map):  # type: ignore[misc]
        default_js: tuple[tuple[str, str], ...] = ()
        default_css: tuple[tuple[str, str], ...] = ()

    return OfflineMap(
        tiles=None, attribution_control=False, zoom_snap=0.25, min_zoom=5, max_zoom=12
    )


def _lat_lon_bounds(frame: gpd.GeoDataFrame) -> list[list[float]]:
    west, south, east, north = frame.to_crs(4326).total_bounds.tolist()
    return [[south, west], [north, east]]


def _shapes(frame: gpd.GeoDataFrame) -> dict[str, Any]:
    """Coordinates of a multipolygon per key in EPSG:4326, on about 100 metres."""
    import shapely

    geographic = frame.geometry.to_crs(4326)
    coarse = shapely.transform(geographic.to_numpy(), lambda xy: xy.round(_DECIMALS))
    whole = [shapely.multipolygons(shapely.get_parts(shape)) for shape in coarse]
    pairs = zip(geographic.index.astype(str), whole, strict=True)
    return {key: json.loads(shapely.to_geojson(shape))["coordinates"] for key, shape in pairs}


def _features(keys: Iterable[str], kind: str) -> dict[str, Any]:
    """Features whose coordinates and popup are only named; `_with_shared` puts them in."""
    features = [
        {
            "type": "Feature",
            "id": key,
            "geometry": {"type": "MultiPolygon", "coordinates": [f"@{kind}/{key}"]},
            "properties": {"text": [f"@popups/{key}"]} if kind == "districts" else {},
        }
        for key in keys
    ]
    return {"type": "FeatureCollection", "features": features}


def _with_shared(script: str, shared: Mapping[str, Mapping[str, Any]]) -> str:
    """Script in which every layer refers to one shared copy of coordinates and popups.

    A name such as `["@districts/09162"]` cannot come from a text: its quotes would be escaped.
    """
    data = json.dumps(shared, separators=(",", ":"), sort_keys=True).replace("<", "\\u003c")
    script_text = re.sub(r'\["@(\w+)/(\w+)"\]', r'shared.\1["\2"]', script)
    return f"var shared = {data};\n{script_text}"


def _outline(package: Any, keys: Iterable[str], css: str, pane: str) -> Any:
    """Lines or areas that only orient: no popup, no entry in the control."""
    return package.GeoJson(
        _features(keys, css),
        style_function=lambda _: {"className": css, "fillOpacity": 1, "weight": 1},
        control=False,
        interactive=False,
        pane=pane,
    )


def _district_layer(package: Any, figure: MapFigure) -> Any:
    """Districts of one figure with their popups; our script shows one layer at a time."""
    symbols = district_symbols(figure)

    def style(feature: dict[str, Any]) -> dict[str, Any]:
        css = f"d {symbols[feature['id']]}"
        return {"className": css, "fillOpacity": 1, "opacity": 1, "weight": 0.7}

    return package.GeoJson(
        _features(figure.names.index.astype(str), "districts"),
        style_function=style,
        control=False,
        show=False,
        smooth_factor=0.5,
        popup=package.GeoJsonPopup(["text"], labels=False, localize=False, max_width=420),
    )


def _popup_html(row: Mapping[str, str]) -> str:
    lines = (
        f'<tr><th scope="row">{folium_safe(label)}</th><td>{folium_safe(text)}</td></tr>'
        for label, text in row.items()
    )
    return f"<table>{''.join(lines)}</table>"


def _seat_layer(package: Any, initiatives: pd.DataFrame, lang: Lang) -> Any:
    """Seats as circles with name and status."""
    located = seat_order(initiatives)
    names = [name_across(row, lang) for _, row in located.iterrows()]
    columns = (located[c].tolist() for c in ("longitude", "latitude", "network_status"))
    assumed = assumed_points(located, lang)
    features = [
        {
            "type": "Feature",
            "id": f"seat-{number}",
            "geometry": {"type": "Point", "coordinates": [round(lon, 4), round(lat, 4)]},
            "properties": {
                "name": folium_safe(name),
                "what": folium_safe(SEAT_NAMES[status][lang] + assumed[number]),
                "status": status,
            },
        }
        for number, (lon, lat, status, name) in enumerate(zip(*columns, names, strict=True))
    ]
    fields, aliases = ["name", "what"], [WORDS["initiative"][lang], ""]
    popup = package.GeoJsonPopup(fields, aliases, localize=False) if features else None
    return package.GeoJson(
        {"type": "FeatureCollection", "features": features},
        control=False,
        marker=package.CircleMarker(radius=5, fill=True),
        style_function=lambda feature: {
            "className": f"seat seat-{feature['properties']['status']}",
            "fillOpacity": 1,
            "weight": 1.2,
        },
        popup=popup,
        pane="seats",
    )


def _page(
    world: folium.Map,
    figures: Mapping[str, MapFigure],
    shared: Mapping[str, Mapping[str, Any]],
    rates: pd.DataFrame | None,
    names: object,
    start: str,
) -> str:
    """Put folium's parts into our own page."""
    root: Any = world.get_root()
    root.render()
    shown = list(figures.values())
    first = shown[0]
    symbols = list(dict.fromkeys(e.symbol for layer in shown for e in layer.classes))
    parts = [
        f'<!DOCTYPE html>\n<html lang="{first.lang}">\n<head>',
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<title>{plain(first.title)}</title>",
        f"<style>{_leaflet('leaflet.css')}</style>",
        f"<script>{_leaflet('leaflet.js')}</script>",
        root.header.render(),
        f"<style>{font_faces()}\n{_own_css()}\n{symbols_css(symbols)}</style>",
        "</head>\n<body>",
        _defs(symbols),
        f"<header>{headers(figures)}</header>",
        f'<div class="board"><main class="map-frame">{root.html.render()}</main>',
        f"<aside>{map_chooser(figures)}{chooser(first)}{''.join(legends(figures))}",
        f"{rates_table(rates, first.lang)}</aside></div>",
        f"<footer>{notes(figures)}{district_table(shown)}</footer>",
        # Names are data beside the code, so that nothing in them can ever be code.
        f'<script type="application/json" id="texts">{_json(names)}</script>',
        f"<script>\n{_with_shared(root.script.render(), shared)}\n{start}\n</script>",
        "</body>\n</html>\n",
    ]
    return _stable_names("\n".join(parts), root)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _own_css() -> str:
    css = files("rollout.maps").joinpath("webmap.css").read_text(encoding="utf-8")
    return with_colours(css.replace("FAMILY", FAMILY), MAP_PAGE)


def _leaflet(name: str) -> str:
    """Leaflet's file with its pictures inside, without source map and comments in the CSS."""
    from xstatic.pkg import leaflet

    folder = Path(leaflet.BASE_DIR)
    text = (folder / name).read_text(encoding="utf-8")
    text = re.sub(r"//# sourceMappingURL=.*", "", text)
    if name.endswith(".css"):
        text = re.sub(r"/\*.*?(?:\*/|\Z)", "", text, flags=re.DOTALL)
    return re.sub(r"url\((images/[\w-]+\.png)\)", lambda m: _data_uri(folder / m[1]), text)


def _data_uri(path: Path) -> str:
    return f"url(data:image/png;base64,{base64.b64encode(path.read_bytes()).decode()})"


def _defs(symbols: Iterable[Symbol]) -> str:
    patterns = "".join(pattern_svg(symbol) for symbol in symbols)
    return (
        f'<svg width="0" height="0" aria-hidden="true" style="position:absolute">'
        f"<defs>{patterns}</defs></svg>"
    )


def _stable_names(text: str, root: Any) -> str:
    """Replace the random ids folium gives its elements by numbers in order of appearance."""
    ids = {element._id for element in _elements(root)}
    numbers: dict[str, str] = {}

    def number(match: re.Match[str]) -> str:
        if match[0] not in ids:
            return match[0]
        return numbers.setdefault(match[0], num(len(numbers) + 1))

    return re.sub(r"[0-9a-f]{32}", number, text)


def _elements(element: Any) -> Iterator[Any]:
    yield element
    for child in element._children.values():
        yield from _elements(child)
