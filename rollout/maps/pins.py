"""Numbers of the target regions as pins: inside a region that is wide enough, else beside it.

A pin beside its region has a straight line to it that ends in a dot, so that no number hides the
region it stands for.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    best = min(
        (
            (_cost(spot, at, regions), spot)
            for spot in _spots(at, radius)
            if _is_free(spot, at, radius, pins, regions, frame)
        ),
        default=(0.0, None),
    )[1]
    if best is None:
        return Pin(number, *at, radius)
    return Pin(number, *best, radius, at)


def _spots(at: Point, radius: float) -> Iterator[Point]:
    for step in _REACH:
        for turn in range(_DIRECTIONS):
            angle = 2 * math.pi * turn / _DIRECTIONS
            reach = step * radius
            yield at[0] + reach * math.cos(angle), at[1] + reach * math.sin(angle)


def _cost(spot: Point, at: Point, regions: shapely.Geometry) -> float:
    import shapely

    line = shapely.LineString([spot, at])
    return float(line.length + _CROSSING * line.intersection(regions).length)


def _is_free(
    spot: Point,
    at: Point,
    radius: float,
    pins: list[Pin],
    regions: shapely.Geometry,
    frame: Rect,
) -> bool:
    """Whether a pin covers no region, no pin, no line and stays in the frame."""
    import shapely

    x, y = spot
    left, top, right, bottom = frame
    rim = radius + 2
    if not (left + rim <= x <= right - rim and top + rim <= y <= bottom - rim):
        return False
    if regions.distance(shapely.Point(spot)) < rim:
        return False
    line = shapely.LineString([spot, at])
    for pin in pins:
        other = shapely.Point(pin.x, pin.y)
        if other.distance(shapely.Point(spot)) < 2 * rim or line.distance(other) < rim:
            return False
        if pin.target is not None:
            lead = shapely.LineString([(pin.x, pin.y), pin.target])
            if lead.intersects(line) or lead.distance(shapely.Point(spot)) < rim:
                return False
    return True


def hub_outlines(
    members: Mapping[str, tuple[str, ...]], outlines: Mapping[str, shapely.Geometry]
) -> dict[str, shapely.Geometry]:
    """Outline of every region by its hub, out of those of its districts."""
    import shapely

    return {
        hub: shapely.union_all([outlines[ags] for ags in districts if ags in outlines])
        for hub, districts in members.items()
    }
