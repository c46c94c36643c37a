"""Districts, Länder and neighbour countries as compact SVG paths on an integer grid.

The one renderer of the geometry: dashboard, file export, print and report draw these paths.
The grid keeps shared borders shared, because equal coordinates round to equal grid points.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

import numpy as np
import pandas as pd

from rollout.geo.palette import Symbol, all_symbols, pattern_svg

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely

Box = tuple[float, float, float, float]
Point = tuple[int, int]

# XML 1.0, section 2.2: no other character may stand in a document, not even escaped.
_MIDDLE_M = 1000  # names need no better place
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DIRECTIONS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


@dataclass(frozen=True)
class Grid:
    """Integer drawing grid: x to the right, y down, one unit is `unit_m` metres.

    Parameters
    ----------
    left, top
        Easting and northing (EPSG:25832, metres) of the origin.
    width, height
        Extent of the drawing in grid units.
    """

    left: float
    top: float
    width: int
    height: int
    unit_m: float = 100.0

    @classmethod
    def from_bounds(cls, bounds: Iterable[float], margin_m: float = 0, unit_m: float = 100) -> Grid:
        """Grid whose drawing holds the bounds (min x, min y, max x, max y) and a margin.

        >>> Grid.from_bounds((1000, 2000, 5000, 4000), margin_m=500)
        Grid(left=500, top=4500, width=50, height=30, unit_m=100)
        """
        left, bottom, right, top = bounds
        west = math.floor((left - margin_m) / unit_m) * unit_m
        north = math.ceil((top + margin_m) / unit_m) * unit_m
        width = math.ceil((right + margin_m - west) / unit_m)
        height = math.ceil((north - bottom + margin_m) / unit_m)
        return cls(west, north, width, height, unit_m)

    @property
    def bounds(self) -> Box:
        """Bounds of the drawing (min x, min y, max x, max y) in metres."""
        right, bottom = self.width * self.unit_m, self.height * self.unit_m
        return self.left, self.top - bottom, self.left + right, self.top

    def points(self, coordinates: np.ndarray) -> np.ndarray:
        """Grid points nearest to coordinates (n x 2, metres), as integers.

        >>> Grid(500, 4500, 50, 30).points(np.array([[1000, 4000]])).tolist()
        [[5, 5]]
        """
        offset = (coordinates - (self.left, self.top)) * (1, -1)
        return np.rint(offset / self.unit_m).astype(np.int64)

    def box(self, bounds: Iterable[float]) -> list[int]:
        """Left, top, right, bottom on the grid of bounds (min x, min y, max x, max y)."""
        left, bottom, right, top = bounds
        return self.points(np.array([[left, top], [right, bottom]])).ravel().tolist()


def path_data(geometry: shapely.Geometry, grid: Grid) -> str:
    """SVG path data of a (multi)polygon in relative commands; holes need `evenodd`.

    Points in line between their neighbours and rings smaller than the grid are left out.

    >>> import shapely
    >>> path_data(shapely.box(0, 0, 1000, 500), Grid(0, 1000, 10, 10))
    'm10 10 0-5-10 0 0 5z'
    """
    import shapely

    parts = []
    start = (0, 0)
    for ring in shapely.get_rings(shapely.get_parts(geometry)):
        points = _corners(grid.points(shapely.get_coordinates(ring)).tolist())
        if len(points) < 3:
            continue
        steps = [_minus(b, a) for a, b in zip([start, *points], points, strict=False)]
        parts.append(f"m{_numbers(steps)}z")
        # `z` leads back to the first point of a ring; the next relative move starts there.
        start = points[0]
    return "".join(parts)


def _minus(a: Point, b: Point) -> Point:
    return a[0] - b[0], a[1] - b[1]


def _corners(points: list[Point]) -> list[Point]:
    """Points of a closed ring where it turns, without the repeated last one."""
    corners: list[Point] = []
    for x, y in points:
        while corners and corners[-1] == (x, y):
            corners.pop()
        while len(corners) > 1 and not _turns(corners[-2], corners[-1], (x, y)):
            corners.pop()
        corners.append((x, y))
    while len(corners) > 2 and (
        corners[-1] == corners[0] or not _turns(corners[-2], corners[-1], corners[0])
    ):
        corners.pop()
    while len(corners) > 2 and not _turns(corners[-1], corners[0], corners[1]):
        corners.pop(0)
    return corners


def _turns(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - b[1]) != (b[1] - a[1]) * (c[0] - b[0])


def _numbers(pairs: list[Point]) -> str:
    """Numbers with a blank only where no minus sign parts them."""
    texts = [str(value) for pair in pairs for value in pair]
    return texts[0] + "".join(t if t[0] == "-" else f" {t}" for t in texts[1:])


@dataclass(frozen=True, eq=False)
class MapPaths:
    """Everything the maps draw, on one grid.

    Parameters
    ----------
    districts
        Index `ags`: d (path data), x, y (a point inside, for labels and the keyboard), left,
        top, right, bottom; all on the grid.
    laender, countries
        Index: key of the Land or country; d, left, top, right, bottom, and the name columns
        of the input; of Länder also x, y, the middle of the largest circle inside, for the name.
    """

    grid: Grid
    districts: pd.DataFrame
    laender: pd.DataFrame
    countries: pd.DataFrame


def map_paths(
    display: gpd.GeoDataFrame,
    laender: gpd.GeoDataFrame,
    countries: gpd.GeoDataFrame,
    *,
    margin_km: float = 12,
    unit_m: float = 100,
) -> MapPaths:
    """Turn the display geometry (EPSG:25832) into paths; the drawing holds all districts."""
    import shapely

    grid = Grid.from_bounds(display.total_bounds, margin_km * 1000, unit_m)
    districts = _paths(display, grid)
    inside = display.geometry.representative_point()
    points = grid.points(np.column_stack([inside.x, inside.y]))
    districts.insert(1, "x", points[:, 0])
    districts.insert(2, "y", points[:, 1])
    outlines = _paths(laender, grid)
    circles = shapely.maximum_inscribed_circle(laender.geometry.to_numpy(), tolerance=_MIDDLE_M)
    outlines[["x", "y"]] = grid.points(shapely.get_coordinates(shapely.get_point(circles, 0)))
    return MapPaths(grid, districts, outlines, _paths(countries, grid))


def _paths(frame: gpd.GeoDataFrame, grid: Grid) -> pd.DataFrame:
    boxes = [grid.box(bounds) for bounds in frame.bounds.to_numpy()]
    sides = ["left", "top", "right", "bottom"]
    table = pd.DataFrame(boxes, index=frame.index, columns=sides, dtype=np.int64)
    table.insert(0, "d", [path_data(geometry, grid) for geometry in frame.geometry])
    names = [column for column in frame.columns if "name" in column]
    return table.join(pd.DataFrame(frame[names]))


def steps(districts: pd.DataFrame) -> pd.DataFrame:
    """Where each arrow key leads: the key of the best district in that direction.

    Best is the smallest distance between the points inside, counting the way off the direction
    twice and nothing more than 45 degrees off; "" at the rim.

    Parameters
    ----------
    districts
        Columns x, y on the grid, y down.

    Returns
    -------
    steps
        Columns left, right, up, down with keys of the index.
    """
    x, y = districts["x"].to_numpy(float), districts["y"].to_numpy(float)
    dx, dy = x[None, :] - x[:, None], y[None, :] - y[:, None]
    keys = districts.index.to_numpy()
    columns = {}
    for name, (ux, uy) in DIRECTIONS.items():
        along, across = dx * ux + dy * uy, np.abs(dx * uy) + np.abs(dy * ux)
        ahead = (along > 0) & (across <= along)
        # Off the direction counts twice: an arrow leads straight on where it can.
        cost = np.where(ahead, np.hypot(along, 2 * across), np.inf)
        best = cost.argmin(axis=1)
        columns[name] = np.where(ahead.any(axis=1), keys[best], "")
    return pd.DataFrame(columns, index=districts.index)


def map_geometry(paths: MapPaths) -> dict[str, Any]:
    """Everything the browser needs to draw and walk the map, ready for JSON.

    Returns
    -------
    geometry
        viewBox (list of 4), unit_m; districts: list of {ags, d, c: [x, y], b: [left, top,
        right, bottom], n: {left, right, up, down}}; laender and countries: list of {key, d, b}
        and their names; Länder also c, where their name stands.
    """
    way = steps(paths.districts)
    districts = [
        {"ags": ags, "d": row.d, "c": [row.x, row.y], "b": _sides(row), "n": way.loc[ags].to_dict()}
        for ags, row in zip(paths.districts.index, paths.districts.itertuples(), strict=True)
    ]
    return {
        "viewBox": [0, 0, paths.grid.width, paths.grid.height],
        "unit_m": paths.grid.unit_m,
        "districts": districts,
        "laender": _outlines(paths.laender),
        "countries": _outlines(paths.countries),
    }


def _sides(row: Any) -> list[int]:
    return [row.left, row.top, row.right, row.bottom]


def _outlines(table: pd.DataFrame) -> list[dict[str, Any]]:
    names = [column for column in table.columns if "name" in column]
    return [
        {"key": key, "d": row.d, "b": _sides(row)}
        | ({"c": [row.x, row.y]} if "x" in table else {})
        | {name: getattr(row, name) for name in names}
        for key, row in zip(table.index, table.itertuples(), strict=True)
    ]


def without_control(text: object) -> str:
    """Text in which characters that XML forbids are replaced by U+FFFD."""
    return _NOT_XML.sub("\ufffd", str(text))


def xml_text(text: object) -> str:
    """Text safe inside an SVG element: markup escaped, characters XML forbids replaced.

    >>> xml_text("<b>\\x00 & Co")
    '&lt;b&gt;\ufffd &amp; Co'
    """
    return escape(without_control(text))


def xml_attribute(text: object) -> str:
    """Quoted attribute value, with the same care.

    >>> print(xml_attribute('"&'))
    '"&amp;'
    """
    return quoteattr(without_control(text))


def district_layer(
    districts: pd.DataFrame, names: pd.Series, symbols: pd.Series, describe: Callable[[str], str]
) -> Iterator[str]:
    """One `<path>` per district with key, class and a `<title>` naming it.

    Parameters
    ----------
    districts
        Index `ags`, column d.
    names, symbols
        Display name and name of the symbol per district.
    describe
        Half sentence on the district of a key, such as its status; put after the name.
    """
    for ags, data in zip(districts.index.astype(str), districts["d"], strict=True):
        title = f"{names[ags]}: {describe(ags)}"
        yield (
            f'<path data-ags="{ags}" class="d {symbols[ags]}" d="{data}">'
            f"<title>{xml_text(title)}</title></path>"
        )


def outline_layer(table: pd.DataFrame, css_class: str, attribute: str) -> Iterator[str]:
    """One `<path>` per Land or country, drawn only, without a name."""
    for key, data in zip(table.index, table["d"], strict=True):
        yield f'<path {attribute}={xml_attribute(key)} class="{css_class}" d="{data}"/>'


def map_fragment(
    paths: MapPaths,
    names: pd.Series,
    symbols: pd.Series,
    describe: Callable[[str], str],
    *,
    label: str,
    palette: Iterable[Symbol] | None = None,
    pattern_scale: float = 10,
) -> str:
    """Inline SVG of the map for an HTML page: classes and attributes only, no style.

    The page's stylesheet colours it: `rollout.geo.palette.symbols_css`.

    Parameters
    ----------
    names, symbols
        Display name and name of the symbol per district, index `ags`.
    describe
        Half sentence on the district of a key, put after its name.
    label
        Accessible name of the whole map.
    palette
        Symbols whose patterns are needed; all if not given.
    pattern_scale
        Grid units per pattern unit; marks 6 units apart stay legible at about 5 screen pixels.
    """
    symbol_set = all_symbols() if palette is None else palette
    patterns = "".join(pattern_svg(symbol, pattern_scale) for symbol in symbol_set)
    grid = paths.grid
    layers = [
        ("countries", "".join(outline_layer(paths.countries, "country", "data-country"))),
        ("districts", "".join(district_layer(paths.districts, names, symbols, describe))),
        ("laender", "".join(outline_layer(paths.laender, "land", "data-land"))),
    ]
    groups = "".join(f'<g class="{name}">{content}</g>' for name, content in layers)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map" role="group" '
        f'viewBox="0 0 {grid.width} {grid.height}" aria-label={xml_attribute(label)}>'
        f"<defs>{patterns}</defs>{groups}</svg>"
    )
