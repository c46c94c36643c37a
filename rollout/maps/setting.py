"""Set text and simple shapes: the small pieces every part of a map page uses."""

from __future__ import annotations

from dataclasses import dataclass, field

from rollout.geo.svg import Box, Grid, xml_text
from rollout.maps.lettering import Rect, wrapped


@dataclass
class Column:
    """Lines of text and drawings set one below the other; lengths in points."""

    x: float
    y: float
    width: float
    parts: list[str] = field(default_factory=list)

    def lines(self, text: str, size: float, css: str = "", *, indent: float = 0) -> None:
        """Set wrapped text and move below it."""
        bold = "strong" in css
        for line in wrapped(text, self.width - indent, size, bold=bold):
            self.y += size * 1.25
            self.parts.append(text_svg(line, self.x + indent, self.y - size * 0.27, size, css))

    def space(self, height: float) -> None:
        """Leave room."""
        self.y += height

    def lowered(self, by: float) -> str:
        """Everything set so far as one group, moved down."""
        return f'<g transform="translate(0 {num(by)})">{"".join(self.parts)}</g>'


@dataclass(frozen=True)
class View:
    """A part of the grid shown at a place on the page.

    Parameters
    ----------
    place
        Left, top, right, bottom on the page, in points.
    extent
        What it shows, metres in EPSG:25832, of the same shape as the place.
    """

    place: Rect
    extent: Box
    grid: Grid

    @property
    def scale(self) -> float:
        """Points per grid unit."""
        metres = self.extent[2] - self.extent[0]
        return (self.place[2] - self.place[0]) / metres * self.grid.unit_m

    @property
    def box(self) -> list[int]:
        """The extent on the grid: left, top, right, bottom."""
        return self.grid.box(self.extent)

    def on_page(self, x: float, y: float) -> tuple[float, float]:
        """Where a grid point lies on the page."""
        left, top = self.box[:2]
        return self.place[0] + (x - left) * self.scale, self.place[1] + (y - top) * self.scale

    def window(self, content: str, css: str) -> str:
        """Nested drawing of the content, cut at the edge, with a frame around it."""
        place = rect_at(self.place)
        left, top, right, bottom = self.box
        view = f"{left} {top} {right - left} {bottom - top}"
        ground = f'x="{left}" y="{top}" width="{right - left}" height="{bottom - top}"'
        return (
            f'<svg class="{css}" {place} viewBox="{view}" overflow="hidden" '
            f'preserveAspectRatio="xMidYMid slice"><rect class="ground" {ground}/>{content}</svg>'
            f'<rect class="frame" {place} stroke-width=".8"/>'
        )


def num(value: float) -> str:
    """Number with at most two decimals.

    >>> num(3.0), num(2.345)
    ('3', '2.35')
    """
    return f"{value + 1e-9:.2f}".rstrip("0").rstrip(".")


def rect_at(place: Rect) -> str:
    """Attributes of a rectangle."""
    left, top, right, bottom = place
    return (
        f'x="{num(left)}" y="{num(top)}" width="{num(right - left)}" height="{num(bottom - top)}"'
    )


def text_svg(text: str, x: float, y: float, size: float, css: str = "", anchor: str = "") -> str:
    """One line of text."""
    extra = f' class="{css}"' if css else ""
    extra += f' text-anchor="{anchor}"' if anchor else ""
    place = f'x="{num(x)}" y="{num(y)}" font-size="{num(size)}"'
    return f"<text {place}{extra}>{xml_text(text)}</text>"
