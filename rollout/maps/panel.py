"""The map itself: layers in a frame, enlarged insets, seats and labels."""

from __future__ import annotations

import pandas as pd

from rollout.coverage.verified import ASKED_NONE
from rollout.geo.svg import district_layer, outline_layer, path_data, xml_text
from rollout.maps.country_lettering import letter_country
from rollout.maps.figure import Inset, MapFigure
from rollout.maps.lettering import Label, Rect, placed_labels
from rollout.maps.part_lettering import Lettering, letter_part
from rollout.maps.pins import place_pins
from rollout.maps.setting import View, num, text_svg

_LINES = {"countries": 0.6, "districts": 0.35, "laender": 0.8}
_AROUND_M = 40_000
_SEAT = 2.1
_ASKED = 3.2
_FEW = 15  # so few names may be larger, for small maps
_LETTERED = 32  # sizes of text: a narrower map of the country has no names of cities
_NARROW = 12  # points: narrower districts are hard to see


def main_view(figure: MapFigure, room: Rect) -> View:
    """Fit the map into its room on the page.

    Where the room has another shape than the map, some of the surroundings are shown, but not
    much: the neighbour countries end soon.
    """
    grid = figure.paths.grid
    bounds = figure.extent or grid.bounds
    outer = [min(a, b) for a, b in zip(bounds[:2], grid.bounds[:2], strict=True)]
    outer += [max(a, b) for a, b in zip(bounds[2:], grid.bounds[2:], strict=True)]
    across, up = bounds[2] - bounds[0], bounds[3] - bounds[1]
    scale = min((room[2] - room[0]) / across, (room[3] - room[1]) / up)
    more, rim = (1.06, 0) if figure.extent else (1.25, 2 * _AROUND_M)  # a part fills its frame
    width = min((room[2] - room[0]) / scale, across * more + rim)
    height = min((room[3] - room[1]) / scale, up * more + rim)
    west, east = _stretch(bounds[0], bounds[2], width, outer[0], outer[2])
    south, north = _stretch(bounds[1], bounds[3], height, outer[1], outer[3])
    right = room[0] + (east - west) * scale
    bottom = room[1] + (north - south) * scale
    return View((room[0], room[1], right, bottom), (west, south, east, north), grid)


def _stretch(
    low: float, high: float, length: float, least: float, most: float
) -> tuple[float, float]:
    """Stretch of a length around low..high, within least..most and a rim.

    >>> _stretch(0, 10, 20, -40_002, 100)
    (-5.0, 15.0)
    """
    least, most = least - _AROUND_M, most + _AROUND_M
    length = min(length, most - least)
    start = min(max((low + high - length) / 2, least), most - length)
    return start, start + length


def needed_insets(figure: MapFigure, view: View) -> tuple[Inset, ...]:
    """Insets of the whole country worth their room.

    There a district is too narrow to see in this view, and not all have the same class.
    """
    if figure.extent is not None:
        return ()
    table = figure.paths.districts
    width = (table["right"] - table["left"]) * view.scale
    boxes = [figure.paths.grid.box(inset.bounds) for inset in figure.insets]
    shown = [_shown(table, box).index for box in boxes]
    worth = [
        width[keys].min() < _NARROW and len(set(figure.district_class.reindex(keys))) > 1
        for keys in shown
    ]
    return tuple(inset for inset, needed in zip(figure.insets, worth, strict=True) if needed)


def inset_places(insets: tuple[Inset, ...], room: Rect, text: float) -> list[tuple[Inset, Rect]]:
    """Square places for as many insets as fit into the room, as large as possible."""
    across, down = room[2] - room[0], room[3] - room[1]
    head = text * 1.8
    for count in range(len(insets), 0, -1):
        sides = {}
        for columns in range(1, count + 1):
            rows = -(-count // columns)
            side = min((across - (columns - 1) * text) / columns, down / rows - head)
            sides[columns] = min(side, text * 19)
        columns = max(sides, key=lambda number: sides[number])
        side = sides[columns]
        if side >= text * 9:
            return [
                (inset, _square(room, n % columns, n // columns, side, text))
                for n, inset in enumerate(insets[:count])
            ]
    return []


def _square(room: Rect, column: int, row: int, side: float, text: float) -> Rect:
    x = room[0] + column * (side + text)
    y = room[1] + row * (side + text * 1.8) + text * 1.4
    return x, y, x + side, y + side


def panel_svg(
    figure: MapFigure,
    view: View,
    insets: list[tuple[Inset, Rect]],
    text: float,
    lettering: Lettering | None = None,
) -> list[str]:
    """The map in its frame, then the insets, which draw their part once more.

    Parameters
    ----------
    lettering
        Names that have been placed already; None places those of the figure.
    """
    weight = text / 8.5
    marks = "".join(_inset_mark(figure, inset, 0.7 * weight / view.scale) for inset, _ in insets)
    seats = _check_marks(figure, view, weight) + _seats(figure, view, weight)
    layers = _layers(figure, view, weight) + _outlines(figure, 1.9 * weight / view.scale)
    layers += _focus_outline(figure, view, weight)
    parts = [view.window(f"{layers}{seats}{marks}", "panel")]
    for inset, place in insets:
        close = View(place, inset.bounds, figure.paths.grid)
        name = text_svg(inset.name[figure.lang], place[0], place[1] - text * 0.4, text, "soft")
        again = _inset_layers(figure, close, weight) + _check_marks(figure, close, weight)
        again += _seats(figure, close, weight)
        seats_there = _seat_boxes(figure, close, text * 0.4)
        numbers = (
            [pin.svg for pin in place_pins(figure, close, text)]
            if figure.regions
            else [
                _label(label, text * 0.8)
                for label in _numbers(figure, close, text * 0.8, seats_there)
            ]
        )
        parts += [name, close.window(again, "inset"), *numbers]
    return [*parts, *(lettering.svg if lettering else _labels(figure, view, text))]


def part_lettering(figure: MapFigure, view: View, text: float) -> Lettering | None:
    """Names on the map of a part; None for the whole country."""
    if not figure.areas:
        return None
    # A few large districts bear larger names than a hundred small ones.
    size = text * (0.82 if len(figure.labels) > _FEW else 0.95)
    return letter_part(figure, view, size, _seat_boxes(figure, view, text * 0.4))


def _inset_mark(figure: MapFigure, inset: Inset, width: float) -> str:
    left, top, right, bottom = figure.paths.grid.box(inset.bounds)
    return (
        f'<rect class="inset-mark" x="{left}" y="{top}" width="{right - left}" '
        f'height="{bottom - top}" stroke-width="{num(width)}"/>'
    )


def _layers(figure: MapFigure, view: View, weight: float) -> str:
    """Countries, districts and Länder."""
    paths, box = figure.paths, view.box
    symbols = district_symbols(figure)
    districts = _shown(paths.districts, box, cut=figure.extent is not None)
    content = {
        "countries": outline_layer(_shown(paths.countries, box), "country", "data-country"),
        "districts": district_layer(districts, figure.names, symbols, figure.label_of),
        "laender": outline_layer(_shown(paths.laender, box), "land", "data-land"),
    }
    return "\n".join(
        f'<g id="{name}" stroke-width="{num(width * weight / view.scale)}">'
        + "\n".join(content[name])
        + "</g>"
        for name, width in _LINES.items()
    )


def _outlines(figure: MapFigure, width: float) -> str:
    table = figure.paths.districts.reindex(list(figure.outlined)).dropna(subset="d")
    outlines = (f'<path class="outline" stroke-width="{num(width)}" d="{d}"/>' for d in table["d"])
    return "".join(outlines)


def _focus_outline(figure: MapFigure, view: View, weight: float) -> str:
    """The border of the part: dark on a light casing."""
    if not figure.areas:
        return ""
    import shapely

    whole = shapely.unary_union(list(figure.areas.values()))
    data = path_data(whole, figure.paths.grid)
    casing, line = (num(width * weight / view.scale) for width in (3.6, 1.5))
    return (
        f'<path class="casing" d="{data}" stroke-width="{casing}"/>'
        f'<path class="outline" d="{data}" stroke-width="{line}"/>'
    )


def _inset_layers(figure: MapFigure, view: View, weight: float) -> str:
    """The same layers for an inset: only what touches it, drawn without names and keys.

    Those stand in the main map; a district must not be found twice.
    """
    paths, symbols = figure.paths, district_symbols(figure)
    shapes = {"countries": paths.countries, "districts": paths.districts, "laender": paths.laender}
    classes = {"countries": "country", "laender": "land"}
    parts = []
    for name, width in _LINES.items():
        table = _shown(shapes[name], view.box)
        looks = [classes.get(name) or f"d {symbols[key]}" for key in table.index]
        shapes_svg = [
            f'<path class="{look}" d="{data}"/>'
            for look, data in zip(looks, table["d"], strict=True)
        ]
        parts.append(
            f'<g stroke-width="{num(width * weight / view.scale)}">{"".join(shapes_svg)}</g>'
        )
    return "".join(parts)


def _shown(table: pd.DataFrame, box: list[int], *, cut: bool = True) -> pd.DataFrame:
    """Rows whose box touches the given one; all of them if nothing is to be cut."""
    left, top, right, bottom = box
    inside = (
        (table["left"] < right)
        & (table["right"] > left)
        & (table["top"] < bottom)
        & (table["bottom"] > top)
    )
    return table[inside] if cut else table


def district_symbols(figure: MapFigure) -> pd.Series:
    """Name of the symbol per district; `pale` outside the focus."""
    symbol_names = {entry.key: entry.symbol.name for entry in figure.classes}
    symbols = figure.district_class.map(symbol_names)
    if figure.focus is None:
        return symbols
    return symbols.where(symbols.index.isin(figure.focus), symbols + " pale")


def seat_mark(status: str, x: float, y: float, size: float, title: str = "") -> str:
    """Circle for networked, triangle for founding, square for unconnected seats."""
    inside = f"<title>{xml_text(title)}</title>" if title else ""
    look = f'class="seat seat-{status}" stroke-width="{num(size * 0.28)}"'
    if status == "networked":
        return f'<circle {look} cx="{num(x)}" cy="{num(y)}" r="{num(size)}">{inside}</circle>'
    if status == "founding":
        slope = f"l{num(1.15 * size)} {num(2 * size)}h{num(-2.3 * size)}z"
        shape = f"M{num(x)} {num(y - 1.2 * size)}{slope}"
    else:
        side = num(1.7 * size)
        shape = f"M{num(x - size * 0.85)} {num(y - size * 0.85)}h{side}v{side}h-{side}z"
    return f'<path {look} d="{shape}">{inside}</path>'


def _seats(figure: MapFigure, view: View, weight: float) -> str:
    """Marks of the seats within a view."""
    if figure.seats is None:
        return ""
    left, top, right, bottom = view.box
    x, y = figure.seats["x"], figure.seats["y"]
    inside = figure.seats[x.between(left, right) & y.between(top, bottom)]
    columns = (inside[name].tolist() for name in ("network_status", "x", "y", "name"))
    size = _SEAT * weight / view.scale
    marks = [
        seat_mark(status, at_x, at_y, size, name)
        for status, at_x, at_y, name in zip(*columns, strict=True)
    ]
    return '<g class="seats">' + "\n".join(marks) + "</g>"


def asked_mark(x: float, y: float, size: float, title: str = "") -> str:
    """Ring with a dot: none was found here, and somebody said so."""
    inside = f"<title>{xml_text(title)}</title>" if title else ""
    at = f'cx="{num(x)}" cy="{num(y)}"'
    ring = f'<circle class="asked" {at} r="{num(size)}" stroke-width="{num(size * 0.34)}"/>'
    return f'<g>{inside}{ring}<circle class="asked-dot" {at} r="{num(size * 0.36)}"/></g>'


def _check_marks(figure: MapFigure, view: View, weight: float) -> str:
    """Marks of the districts where somebody was asked and there is none."""
    if not figure.verified_shown:
        return ""
    size = _ASKED * weight / view.scale
    rows = figure.paths.districts.loc[list(figure.verified_shown), ["x", "y"]]
    marks = [
        asked_mark(x, y, size, f"{figure.names[ags]}: {ASKED_NONE[figure.lang]}")
        for ags, x, y in rows.itertuples()
    ]
    return '<g class="checks">' + "\n".join(marks) + "</g>"


def _labels(figure: MapFigure, view: View, text: float) -> list[str]:
    """Names of the districts asked for, as far as they find room, and numbers of the others."""
    whole = figure.extent is None
    if figure.towns or figure.regions:
        return _country_labels(figure, view, text)
    across = 56 if len(figure.labels) > _FEW else 38
    size = min(text * (0.8 if whole else 0.7), (view.place[2] - view.place[0]) / across)
    seats = _seat_boxes(figure, view, text * 0.4)
    numbers = _numbers(figure, view, size, seats)
    texts = _label_texts(
        figure, view, {ags: str(figure.names.get(ags, "")) for ags in figure.labels}
    )
    obstacles = [*seats, *(label.box for label in numbers)]
    names = placed_labels(texts, size, view.place, taken=obstacles, beside=whole)
    return [_label(label, size) for label in [*numbers, *names]]


def _country_labels(figure: MapFigure, view: View, text: float) -> list[str]:
    """Pins of the target regions, then cities and Länder where they find room."""
    pins = place_pins(figure, view, text) if figure.regions else []
    taken = [*_seat_boxes(figure, view, text * 0.4), *(pin.box for pin in pins)]
    taken += [box for pin in pins for box in pin.leader_boxes]
    is_small = view.place[2] - view.place[0] < _LETTERED * text
    names = [] if is_small else letter_country(figure, view, text * 0.85, taken).svg
    return [*names, *(pin.svg for pin in pins)]


def _numbers(figure: MapFigure, view: View, size: float, seats: list[Rect]) -> list[Label]:
    """Numbers of the numbered districts; one that seats leave no room for covers a seat."""
    left, top, right, bottom = view.place
    numbers = {ags: str(n) for n, ags in enumerate(figure.numbered, start=1)}
    texts = [
        entry
        for entry in _label_texts(figure, view, numbers)
        if left < entry[1] < right and top < entry[2] < bottom
    ]
    labels = placed_labels(texts, size, view.place, taken=seats)
    with_room = {label.text for label in labels}
    without_room = [entry for entry in texts if entry[0] not in with_room]
    boxes = [label.box for label in labels]
    return [*labels, *placed_labels(without_room, size, view.place, taken=boxes)]


def _label_texts(
    figure: MapFigure, view: View, texts: dict[str, str]
) -> list[tuple[str, float, float, float]]:
    """Text, point on the page and width of its district, for `placed_labels`."""
    table = figure.paths.districts.reindex([ags for ags in texts if ags in figure.names])
    return [
        (texts[ags], *view.on_page(x, y), (right - left) * view.scale)
        for ags, x, y, left, right in table[["x", "y", "left", "right"]].itertuples()
    ]


def _seat_boxes(figure: MapFigure, view: View, reach: float) -> list[Rect]:
    if figure.seats is None:
        return []
    seats = zip(figure.seats["x"].tolist(), figure.seats["y"].tolist(), strict=True)
    centres = [view.on_page(x, y) for x, y in seats]
    return [(x - reach, y - reach, x + reach, y + reach) for x, y in centres]


def _label(label: Label, size: float) -> str:
    place = f'x="{num(label.x)}" y="{num(label.y)}" font-size="{num(size)}"'
    halo = num(size * 0.3)
    return f'<text class="label" {place} stroke-width="{halo}">{xml_text(label.text)}</text>'
