"""Numbers of the target regions as pins: inside a region that is wide enough, else beside it.

A pin beside its region has a straight line to it that ends in a dot, so that no number hides the
region it stands for.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from rollout.arrays import Flags, Floats
from rollout.maps.lettering import Rect
from rollout.maps.setting import View, num

if TYPE_CHECKING:
    import shapely

    from rollout.maps.figure import MapFigure

ROOMY = 1.9  # radii of a pin that fit into a region that holds it
_DIRECTIONS = 24
_REACH = range(3, 13)  # distance of a pin beside its region, in halves of its diameter
_CROSSING = 3  # cost of a line over another region, against one over the rest
_RADIUS = 0.78  # of a pin, in sizes of plain text
Point = tuple[float, float]


@dataclass(frozen=True)
class Pin:
    """A number in a circle, and where in its region the line ends (None: it stands inside)."""

    number: int
    x: float
    y: float
    radius: float
    target: Point | None = None

    @property
    def box(self) -> Rect:
        """Left, top, right, bottom, with a rim."""
        reach = self.radius + 1.5
        return self.x - reach, self.y - reach, self.x + reach, self.y + reach

    @property
    def leader_boxes(self) -> list[Rect]:
        """Small boxes along the line, for whatever must not cover it."""
        if self.target is None:
            return []
        x, y = self.target
        steps = [step / 6 for step in range(7)]
        points = [(self.x + (x - self.x) * t, self.y + (y - self.y) * t) for t in steps]
        return [(a - 1.5, b - 1.5, a + 1.5, b + 1.5) for a, b in points]

    @property
    def svg(self) -> str:
        """Line, dot, circle and number."""
        at = f'cx="{num(self.x)}" cy="{num(self.y)}"'
        size = self.radius * 1.2
        circle = f'<circle class="pin" {at} r="{num(self.radius)}" stroke-width="1"/>'
        number = (
            f'<text class="pin-number" text-anchor="middle" x="{num(self.x)}" '
            f'y="{num(self.y + size * 0.35)}" font-size="{num(size)}">{self.number}</text>'
        )
        return f"{self._leader()}{circle}{number}"

    def _leader(self) -> str:
        if self.target is None:
            return ""
        x, y = self.target
        line = f'd="M{num(self.x)} {num(self.y)}L{num(x)} {num(y)}"'
        return (
            f'<path class="leader-casing" {line} stroke-width="2.4"/>'
            f'<path class="leader" {line} stroke-width=".8"/>'
            f'<circle class="leader-dot" cx="{num(x)}" cy="{num(y)}" r="1.5"/>'
        )


def place_pins(figure: MapFigure, view: View, text: float) -> list[Pin]:
    """A pin for every numbered region of the figure that the view shows.

    Parameters
    ----------
    text
        Size of plain text in points.
    """
    import shapely

    regions = {
        number: page_outline(figure.regions[hub], view)
        for number, hub in enumerate(figure.numbered, start=1)
        if hub in figure.regions
    }
    frame = shapely.box(*view.place)
    shown = {number: region for number, region in regions.items() if _is_in(region, frame)}
    everything = shapely.union_all(list(shown.values()))
    pins: list[Pin] = []
    # Those that stand inside first: they leave no choice.
    inner = {number: _middle(shapely.intersection(r, frame)) for number, r in shown.items()}
    radius = text * _RADIUS
    for number, (x, y, room) in inner.items():
        if room >= ROOMY * radius:
            pins.append(Pin(number, x, y, radius))
    for number, (x, y, room) in inner.items():
        if room < ROOMY * radius:
            pins.append(_beside(number, (x, y), radius, pins, everything, view.place))
    return sorted(pins, key=lambda pin: pin.number)


def _is_in(region: shapely.Geometry, frame: shapely.Geometry) -> bool:
    """Whether enough of a region lies in a frame to be numbered there."""
    return bool(region.intersection(frame).area >= 0.3 * region.area)


def page_outline(region: shapely.Geometry, view: View) -> shapely.Geometry:
    """A region (EPSG:25832) in points on the page."""
    import shapely

    scale = (view.place[2] - view.place[0]) / (view.extent[2] - view.extent[0])
    west, north = view.extent[0], view.extent[3]

    def place(points: object) -> object:
        return (points - (west, north)) * (scale, -scale) + view.place[:2]  # type: ignore[operator]

    return shapely.transform(region, place)


def _middle(region: shapely.Geometry) -> tuple[float, float, float]:
    """Middle and radius of the widest circle in the largest piece of a region."""
    import shapely

    piece = max(shapely.get_parts(region), key=lambda part: part.area)
    circle = shapely.maximum_inscribed_circle(piece, tolerance=0.5)
    (x, y), *_ = circle.coords
    return float(x), float(y), float(circle.length)


def _beside(
    number: int,
    at: Point,
    radius: float,
    pins: list[Pin],
    regions: shapely.Geometry,
    frame: Rect,
) -> Pin:
    """A pin outside all regions at the end of the cheapest line; on its region as a last resort."""
    spots = _spots(at, radius)
    spots = spots[_are_free(spots, at, radius, pins, regions, frame)]
    if not len(spots):
        return Pin(number, *at, radius)
    costs = _costs(spots, at, regions)
    # The cheapest, and of equals the one furthest to the left and top.
    x, y = spots[np.lexsort((spots[:, 1], spots[:, 0], costs))[0]].tolist()
    return Pin(number, x, y, radius, at)


def _spots(at: Point, radius: float) -> Floats:
    """Places for a pin around a point, a row each."""
    spots = []
    for step in _REACH:
        for turn in range(_DIRECTIONS):
            angle = 2 * math.pi * turn / _DIRECTIONS
            reach = step * radius
            spots.append((at[0] + reach * math.cos(angle), at[1] + reach * math.sin(angle)))
    return np.array(spots)


def _lines(spots: Floats, at: Point) -> Any:
    """Straight lines from places to a point."""
    import shapely

    return shapely.linestrings(np.stack([spots, np.broadcast_to(at, spots.shape)], axis=1))


def _costs(spots: Floats, at: Point, regions: shapely.Geometry) -> Floats:
    """Length of the line from each place, its parts over regions counted several times."""
    import shapely

    lines = _lines(spots, at)
    crossing = shapely.length(shapely.intersection(lines, regions))
    costs: Floats = shapely.length(lines) + _CROSSING * crossing
    return costs


def _are_free(
    spots: Floats,
    at: Point,
    radius: float,
    pins: list[Pin],
    regions: shapely.Geometry,
    frame: Rect,
) -> Flags:
    """Whether a pin at each place covers no region, no pin, no line and stays in the frame."""
    import shapely

    left, top, right, bottom = frame
    rim = radius + 2
    x, y = spots.T
    free: Flags = (left + rim <= x) & (x <= right - rim) & (top + rim <= y) & (y <= bottom - rim)
    free[free] = shapely.distance(regions, shapely.points(spots[free])) >= rim
    for pin in pins:
        places, lines = shapely.points(spots[free]), _lines(spots[free], at)
        other = shapely.Point(pin.x, pin.y)
        fits = shapely.distance(places, other) >= 2 * rim
        fits &= shapely.distance(lines, other) >= rim
        if pin.target is not None:
            lead = shapely.LineString([(pin.x, pin.y), pin.target])
            fits &= ~shapely.intersects(lead, lines) & (shapely.distance(lead, places) >= rim)
        free[free] = fits
    return free


def hub_outlines(
    members: Mapping[str, tuple[str, ...]], outlines: Mapping[str, shapely.Geometry]
) -> dict[str, shapely.Geometry]:
    """Outline of every region by its hub, out of those of its districts."""
    import shapely

    return {
        hub: shapely.union_all([outlines[ags] for ags in districts if ags in outlines])
        for hub, districts in members.items()
    }
