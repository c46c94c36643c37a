"""Names on the map of the country: large cities with a ring, and the Länder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import hypot
from typing import TYPE_CHECKING, Any

from rollout.ags import LAENDER
from rollout.maps.lettering import Rect
from rollout.maps.part_lettering import RING, Lettering, Word, beside_ring, short_name
from rollout.maps.pins import page_outline
from rollout.maps.setting import View

if TYPE_CHECKING:
    import shapely

    from rollout.maps.figure import MapFigure

_APART = 5.5  # sizes of text between two cities at least
_SHIFTS = (0, -1.4, 1.4, -2.8, 2.8)  # sizes of text by which the name of a Land may move


def letter_country(
    figure: MapFigure, view: View, size: float, taken: Sequence[Rect] = ()
) -> Lettering:
    """Write the names of `figure.towns` in their order, then those of the Länder.

    Parameters
    ----------
    size
        Font size in points.
    taken
        Boxes that no name covers: pins, seats.
    """
    lettering = Lettering(boxes=list(taken))
    regions = [page_outline(region, view) for region in figure.regions.values()]
    for ags in figure.towns:
        if ags in figure.paths.districts.index:
            _write_town(lettering, figure, view, ags, size, regions)
    laender = figure.paths.laender
    order = (laender["right"] - laender["left"]) * (laender["bottom"] - laender["top"])
    towns = {short_name(str(figure.names[ags])) for ags in figure.towns}
    for key in order.sort_values(ascending=False, kind="stable").index:
        if LAENDER.get(str(key)) in towns:  # a city and a Land at once
            continue
        row: Any = laender.loc[key]
        at = view.on_page(float(row["x"]), float(row["y"]))
        _write_land(lettering, str(key), at, view.place, size)
    return lettering


def _write_town(
    lettering: Lettering,
    figure: MapFigure,
    view: View,
    ags: str,
    size: float,
    regions: Sequence[shapely.Geometry],
) -> None:
    """A city, unless another is near or its name would hide a target region."""
    import shapely

    row: Any = figure.paths.districts.loc[ags]
    at = view.on_page(float(row["x"]), float(row["y"]))
    if any(hypot(at[0] - x, at[1] - y) < _APART * size for x, y in lettering.towns):
        return
    ring = (at[0] - RING, at[1] - RING, at[0] + RING, at[1] + RING)
    is_alone = lettering.has_room(ring, view.place)  # or a seat marks the city already
    for word in beside_ring(short_name(str(figure.names[ags])), at, size, is_strong=False):
        box = shapely.box(*word.box)
        hides = any(region.intersects(box) for region in regions)
        if not hides and lettering.has_room(word.box, view.place):
            lettering.towns.append(at)
            if is_alone:
                lettering.rings.append(at)
                lettering.boxes.append(ring)
            lettering.put(word)
            return


def _write_land(
    lettering: Lettering, key: str, at: tuple[float, float], frame: Rect, size: float
) -> None:
    """The name of a Land about its middle, as soon as it finds room."""
    for word in _land_words(LAENDER.get(key, ""), at, size):
        if word.lines[0] and lettering.has_room(word.box, frame):
            lettering.put(word)
            return


def _land_words(name: str, at: tuple[float, float], size: float) -> Iterator[Word]:
    first, hyphen, last = name.partition("-")
    lines = (f"{first}-", last) if hyphen else (name,)
    for down in _SHIFTS:
        for right in _SHIFTS:
            yield Word(lines, at[0] + right * size, at[1] + down * size, size * 0.92,
                       is_strong=False, look="land-name")  # fmt: skip
