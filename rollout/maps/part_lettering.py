"""Names on the map of a part of the country: the important first, each inside its district.

Cities have a ring and their name beside it; other districts carry their name where most of it
lies inside, in one line or two. What finds no room gets a number, and its name stands in the
margin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from rollout.geo.svg import xml_text
from rollout.maps.figure import MapFigure
from rollout.maps.lettering import Rect, text_width
from rollout.maps.setting import View, num

if TYPE_CHECKING:
    import shapely

INSIDE = 0.8  # of a label's box has to lie in its district
INSIDE_NUMBER = 0.55
SMALLER = 0.9  # second try
RING = 1.6  # points
_GAP = 3.2
_STEPS = 22  # places tried in each direction at most
_NARROWER = 0.92  # our typeface against the widths of `text_width`
_CITY, _AROUND = " (Stadt)", " (Landkreis)"


@dataclass(frozen=True)
class Word:
    """A name as it stands on the page: its lines, their middle and size."""

    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    is_strong: bool
    anchor: str = "middle"
    look: str = ""

    @property
    def box(self) -> Rect:
        """Left, top, right, bottom."""
        width = max(label_width(line, self.size, self.is_strong) for line in self.lines)
        left = self.x - width / 2 if self.anchor == "middle" else self.x
        left = self.x - width if self.anchor == "end" else left
        half = self.size * 0.55 * len(self.lines)
        return left - 1, self.y - half, left + width + 1, self.y + half

    @property
    def svg(self) -> str:
        """One text element per line."""
        look = f"label {self.look or 'plain'}" if not self.is_strong else "label"
        first = self.y - self.size * 0.55 * (len(self.lines) - 1) + self.size * 0.34
        return "".join(
            f'<text class="{look}" text-anchor="{self.anchor}" x="{num(self.x)}" '
            f'y="{num(first + place * self.size * 1.1)}" font-size="{num(self.size)}" '
            f'stroke-width="{num(self.size * 0.28)}">{xml_text(line)}</text>'
            for place, line in enumerate(self.lines)
        )


@dataclass
class Lettering:
    """What is written on a map: rings, names, and numbers with the names they stand for."""

    words: list[Word] = field(default_factory=list)
    rings: list[tuple[float, float]] = field(default_factory=list)
    numbered: list[str] = field(default_factory=list)
    towns: list[tuple[float, float]] = field(default_factory=list)
    boxes: list[Rect] = field(default_factory=list)

    def has_room(self, box: Rect, frame: Rect) -> bool:
        """Whether nothing stands in a box within the frame."""
        left, top, right, bottom = box
        inside = left >= frame[0] and top >= frame[1] and right <= frame[2] and bottom <= frame[3]
        return inside and not any(
            left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            for other in self.boxes
        )

    def put(self, word: Word) -> None:
        """Write a word; nothing else may stand there."""
        self.words.append(word)
        self.boxes.append(word.box)

    @property
    def svg(self) -> list[str]:
        """Rings below, words above."""
        rings = [
            f'<circle class="ring" cx="{num(x)}" cy="{num(y)}" r="{RING}" stroke-width="1"/>'
            for x, y in self.rings
        ]
        return [*rings, *(word.svg for word in self.words)]


def label_width(text: str, size: float, is_strong: bool) -> float:
    """Width of a name in our typeface."""
    return text_width(text, size, bold=is_strong) * _NARROWER


def short_name(name: str) -> str:
    """A district's name for the map: what tells city and district of one name apart stays.

    >>> short_name("München (Stadt)"), short_name("München (Landkreis)"), short_name("Cham")
    ('München', 'Lkr. München', 'Cham')
    """
    if name.endswith(_AROUND):
        return f"Lkr. {name.removesuffix(_AROUND)}"
    return name.removesuffix(_CITY)


def letter_part(
    figure: MapFigure, view: View, size: float, taken: Sequence[Rect] = ()
) -> Lettering:
    """Write the names of `figure.labels` in their order.

    Parameters
    ----------
    size
        Font size in points.
    taken
        Boxes that no name covers, of seats as a rule.
    """
    lettering = Lettering(boxes=list(taken))
    keys = [ags for ags in figure.labels if ags in figure.paths.districts.index]
    for ags in keys:
        if ags in figure.cities:
            at = _place_of(figure, view, ags)
            lettering.rings.append(at)
            lettering.boxes.append(_box_at(at, RING + 0.6))
    left_over = [ags for ags in keys if not _write_name(lettering, figure, view, ags, size)]
    for ags in left_over:
        _write_number(lettering, figure, view, ags, size)
    return lettering


def _place_of(figure: MapFigure, view: View, ags: str) -> tuple[float, float]:
    row: Any = figure.paths.districts.loc[ags]
    return view.on_page(float(row["x"]), float(row["y"]))


def _box_at(at: tuple[float, float], reach: float) -> Rect:
    return at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach


def _write_name(lettering: Lettering, figure: MapFigure, view: View, ags: str, size: float) -> bool:
    """Write a name where it fits best; False where it fits nowhere."""
    name, is_strong = short_name(str(figure.names[ags])), ags in figure.strong
    for scale in (1, SMALLER):
        if ags in figure.cities:
            words = beside_ring(name, _place_of(figure, view, ags), size * scale, is_strong)
        else:
            words = _inside(name, figure.areas[ags], view, size * scale, is_strong)
        for word in words:
            if lettering.has_room(word.box, view.place):
                lettering.put(word)
                return True
    return False


def beside_ring(name: str, at: tuple[float, float], size: float, is_strong: bool) -> Iterator[Word]:
    """A name on the eight sides of its ring, the usual ones first, then past a seat beside it."""
    x, y = at
    for gap in (_GAP, 2 * _GAP):
        up, down = y - gap - size * 0.45, y + gap + size * 0.45
        yield Word((name,), x + gap, y, size, is_strong, "start")
        yield Word((name,), x - gap, y, size, is_strong, "end")
        yield Word((name,), x, up, size, is_strong)
        yield Word((name,), x, down, size, is_strong)
        for row in (up + size * 0.25, down - size * 0.25):
            yield Word((name,), x + gap * 0.6, row, size, is_strong, "start")
            yield Word((name,), x - gap * 0.6, row, size, is_strong, "end")


def _inside(
    name: str, area: shapely.Geometry, view: View, size: float, is_strong: bool
) -> Iterator[Word]:
    """A name in one line or two, where it lies most inside of its district."""
    for lines in _divisions(name):
        word = Word(lines, 0, 0, size, is_strong)
        left, top, right, bottom = word.box
        for x, y in _best_places(area, view, right - left, bottom - top, INSIDE):
            yield Word(lines, x, y, size, is_strong)


def _divisions(name: str) -> Iterator[tuple[str, ...]]:
    """A name in one line, then in two, broken at a blank or hyphen nearest to its middle.

    >>> list(_divisions("Main-Spessart"))
    [('Main-Spessart',), ('Main-', 'Spessart')]
    """
    yield (name,)
    breaks = [match.end() for match in re.finditer(r"(?<=\w\w)[- ](?=\w)", name)]
    if breaks:
        at = min(breaks, key=lambda position: abs(position - len(name) / 2))
        yield name[:at].rstrip(), name[at:]


def _best_places(
    area: shapely.Geometry, view: View, width: float, height: float, least: float
) -> list[tuple[float, float]]:
    """Middles of a box on the page that lies inside of an area, the most inside first."""
    import shapely

    metres = (view.extent[2] - view.extent[0]) / (view.place[2] - view.place[0])
    west, south, east, north = area.bounds
    grid = np.meshgrid(
        np.linspace(west, east, _STEPS + 2)[1:-1], np.linspace(south, north, _STEPS + 2)[1:-1]
    )
    x, y = (coordinates.ravel() for coordinates in grid)
    across, up = width * metres / 2, height * metres / 2
    boxes = shapely.box(x - across, y - up, x + across, y + up)
    share = shapely.area(shapely.intersection(boxes, area)) / (4 * across * up)
    middle = area.centroid
    distance = np.hypot(x - middle.x, y - middle.y)
    order = np.lexsort((distance, -share.round(2)))
    return [_page(view, metres, x[k], y[k]) for k in order if share[k] >= least]


def _page(view: View, metres: float, x: Any, y: Any) -> tuple[float, float]:
    left, top = view.place[:2]
    return left + float(x - view.extent[0]) / metres, top + float(view.extent[3] - y) / metres


def _write_number(
    lettering: Lettering, figure: MapFigure, view: View, ags: str, size: float
) -> None:
    """Give a district without room for its name the next number, if that finds room."""
    number = str(len(lettering.numbered) + 1)
    word = Word((number,), 0, 0, size, is_strong=True)
    left, top, right, bottom = word.box
    places = _best_places(figure.areas[ags], view, right - left, bottom - top, INSIDE_NUMBER)
    for x, y in places:
        word = Word((number,), x, y, size, is_strong=True)
        if lettering.has_room(word.box, view.place):
            lettering.put(word)
            lettering.numbered.append(short_name(str(figure.names[ags])))
            return
