"""Area of polygons inside a union of discs, exact up to rounding.

Green's theorem turns the area into an integral along the outline of the common part. That
outline has two kinds of pieces: parts of polygon edges inside any disc, and arcs of circles
inside the polygon and outside all other discs. No circle is replaced by a polygon.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

BLOCK = 32  # edges in a row that are sorted into "all inside", "all outside" or "look closer"
START = 1.0  # angle a circle is walked from; odd, so that it hits no corner of a grid
TURN = 2 * np.pi


@dataclass(frozen=True)
class Discs:
    """Centres and radii in metres, no disc twice."""

    x: Array
    y: Array
    radius: Array


@dataclass(frozen=True)
class _Edges:
    """All edges of some polygons, those of polygon i from `first[i]` to `first[i + 1]`.

    `sign` is 1 where the inside lies on the left, -1 on the right, 0 between two rings.
    """

    start: Array
    end: Array
    sign: Array
    first: Array


@dataclass(frozen=True)
class _Crossings:
    """Which part of an edge lies in a disc: from `enter` to `leave`, 0 = start, 1 = end."""

    edge: Array
    pair: Array
    enter: Array
    leave: Array
    enters: Array
    leaves: Array


def area_in_discs(polygons: Array, discs: Discs) -> Array:
    """Area of each polygon inside the union of the discs, in square metres.

    Parameters
    ----------
    polygons
        Valid shapely Polygons or MultiPolygons.
    discs
        In the same metric CRS.

    Returns
    -------
    area
        One per polygon; the error is that of the arithmetic, about 1e-9 of the area.

    Examples
    --------
    >>> import shapely
    >>> half = area_in_discs(np.array([shapely.box(0, -9, 9, 9)]), Discs(*np.eye(3)[2][:, None]))
    >>> bool(np.isclose(half[0], np.pi / 2))
    True
    """
    return Outlines.of(polygons).area_in(discs, np.arange(len(polygons)))


@dataclass(frozen=True, eq=False)
class Outlines:
    """Polygons taken apart once, for many sets of discs; see `area_in_discs`.

    Parameters
    ----------
    area
        Of each polygon, in square metres.
    points, sign
        Corners of all rings in one row, and for the edge that begins at each 1 where the inside
        lies on the left, -1 on the right, 0 between two rings.
    first
        Those of polygon i stand from `first[i]` to `first[i + 1]`.
    """

    polygons: Array
    area: Array
    points: Array
    sign: Array
    first: Array

    @classmethod
    def of(cls, polygons: Array) -> Outlines:
        """Take valid shapely polygons apart."""
        import shapely

        parts, polygon = shapely.get_parts(polygons, return_index=True)
        rings, part = shapely.get_rings(parts, return_index=True)
        shell = np.append(True, part[1:] != part[:-1])[: len(part)]
        number = shapely.get_num_points(rings)
        sign = np.repeat(np.where(shapely.is_ccw(rings) == shell, 1, -1), number)
        # The last point of a ring and the first of the next make an edge that is none.
        sign[np.cumsum(number) - 1] = 0
        of_polygon = np.bincount(polygon[part], number, minlength=len(polygons)).astype(int)
        first = np.append(0, np.cumsum(of_polygon))
        points = shapely.get_coordinates(rings)
        return cls(polygons, shapely.area(polygons), points, sign, first)

    def area_in(self, discs: Discs, places: Array) -> Array:
        """Area inside the union of the discs of the polygons at some places."""
        polygons = self.polygons[places]
        area = np.zeros(len(polygons))
        polygon, disc = _near(polygons, discs)
        full = np.unique(polygon[_holds_polygon(polygons[polygon], discs, disc)])
        area[full] = self.area[places[full]]
        open_pairs = ~np.isin(polygon, full)
        rest, polygon = np.unique(polygon[open_pairs], return_inverse=True)
        if not len(rest):
            return area
        pairs = np.column_stack([polygon, disc[open_pairs]])
        shift = np.array([discs.x.mean(), discs.y.mean()])  # small numbers lose fewer digits
        inside = _begins_inside(polygons[rest], discs, pairs)
        edges = self._edges(places[rest], shift)
        discs = Discs(discs.x - shift[0], discs.y - shift[1], discs.radius)
        crossings, whole = _crossings(edges, discs, pairs)
        area[rest] = _straight(edges, crossings, whole)
        area[rest] += _arcs(edges, crossings, discs, pairs, inside, len(rest))
        return area

    def _edges(self, places: Array, shift: Array) -> _Edges:
        ranges = [slice(self.first[place], self.first[place + 1]) for place in places]
        points = np.concatenate([self.points[part] for part in ranges]) - shift
        sign = np.concatenate([self.sign[part] for part in ranges])
        first = np.append(0, np.cumsum(np.diff(self.first)[places]))
        first[-1] -= 1  # no edge begins at the very last point
        return _Edges(points[:-1], points[1:], sign[:-1], first)


def _near(polygons: Array, discs: Discs) -> tuple[Array, Array]:
    """Pairs of polygon and disc whose bounding boxes meet, sorted."""
    import shapely

    x, y, reach = discs.x, discs.y, discs.radius
    disc, polygon = shapely.STRtree(polygons).query(
        shapely.box(x - reach, y - reach, x + reach, y + reach)
    )
    order = np.lexsort((disc, polygon))
    return polygon[order], disc[order]


def _holds_polygon(polygons: Array, discs: Discs, disc: Array) -> Array:
    """Whether the disc holds the whole bounding box of the polygon."""
    import shapely

    left, low, right, high = shapely.bounds(polygons).T
    x = np.maximum(discs.x[disc] - left, right - discs.x[disc])
    y = np.maximum(discs.y[disc] - low, high - discs.y[disc])
    return x**2 + y**2 < discs.radius[disc] ** 2


def _crossings(edges: _Edges, discs: Discs, pairs: Array) -> tuple[_Crossings, Array]:
    """Where edges meet circles, and which edges lie in one disc as part of a whole block."""
    # Whole blocks inside or outside a disc spare most edges the exact test.
    blocks = -(-np.diff(edges.first) // BLOCK)
    bounds = np.append(0, np.cumsum(blocks))
    polygon, number = _ranges(np.zeros_like(blocks), blocks)
    block = edges.first[polygon] + number * BLOCK
    length = np.diff(np.append(block, edges.first[-1]))
    last = edges.end[block + length - 1]
    low = np.minimum(np.minimum.reduceat(edges.start, block), last)
    high = np.maximum(np.maximum.reduceat(edges.start, block), last)
    pair, near = _ranges(bounds[pairs[:, 0]], np.diff(bounds)[pairs[:, 0]])
    disc = pairs[pair, 1]
    centre = np.column_stack([discs.x, discs.y])[disc]
    below, above = low[near] - centre, high[near] - centre
    limit = discs.radius[disc] ** 2
    within = (np.maximum(-below, above) ** 2).sum(axis=1) < limit
    beyond = (np.maximum(np.maximum(below, -above), 0) ** 2).sum(axis=1) >= limit
    whole = np.zeros(len(block), dtype=bool)
    whole[near[within]] = True
    on_rim = ~within & ~beyond
    pair, near = pair[on_rim], near[on_rim]
    which, edge = _ranges(block[near], length[near])
    return _solve(edges, discs, pairs, edge, pair[which]), np.repeat(whole, length)


def _ranges(first: Array, count: Array) -> tuple[Array, Array]:
    """Numbers first[i], first[i] + 1, ... (count[i] of them) in one row, and their i."""
    which = np.repeat(np.arange(len(count)), count)
    before = np.cumsum(count) - count
    return which, np.arange(len(which)) - (before - first)[which]


def _solve(edges: _Edges, discs: Discs, pairs: Array, edge: Array, pair: Array) -> _Crossings:
    """Solve |start + t (end - start)| = radius; whether an end is inside decides in doubt."""
    disc = pairs[pair, 1]
    centre = np.column_stack([discs.x, discs.y])[disc]
    start, end = edges.start[edge] - centre, edges.end[edge] - centre
    limit = discs.radius[disc] ** 2
    distance2 = (start**2).sum(axis=1)
    starts, ends = distance2 < limit, (end**2).sum(axis=1) < limit
    step = end - start
    # An edge of length 0 divides nothing by nothing.
    length = np.maximum((step**2).sum(axis=1), np.finfo(float).tiny)
    middle = -(start * step).sum(axis=1) / length
    root = middle**2 - (distance2 - limit) / length
    half = np.sqrt(np.maximum(root, 0))
    through = ~starts & ~ends & (root > 0) & (middle > 0) & (middle < 1)
    hit = np.flatnonzero(starts | ends | through)
    starts, ends, middle, half = starts[hit], ends[hit], middle[hit], half[hit]
    enter = np.where(starts, 0, np.clip(middle - half, 0, 1))
    leave = np.where(ends, 1, np.clip(middle + half, 0, 1))
    return _Crossings(edge[hit], pair[hit], enter, leave, ~starts, ~ends)


def _begins_inside(polygons: Array, discs: Discs, pairs: Array) -> Array:
    """Whether the point of each circle at the angle `START` lies in the polygon."""
    import shapely

    polygon, disc = pairs.T
    radius = discs.radius[disc]
    x = discs.x[disc] + radius * np.cos(START)
    y = discs.y[disc] + radius * np.sin(START)
    return shapely.contains_xy(polygons[polygon], x, y)


def _straight(edges: _Edges, crossings: _Crossings, whole: Array) -> Array:
    """Integral along the parts of edges inside any disc."""
    share_inside = whole.astype(float)
    partial = np.flatnonzero(~whole[crossings.edge])
    edge, enter = crossings.edge[partial], crossings.enter[partial]
    order = np.lexsort((enter, edge))
    edge, enter, leave = edge[order], enter[order], crossings.leave[partial][order]
    # Sorted intervals of one edge: each adds only what lies beyond all before it.
    farthest = np.maximum.accumulate(edge + leave)  # an edge's own range is edge .. edge + 1
    before = np.maximum(np.append(-1.0, farthest[:-1]) - edge, 0)
    np.add.at(share_inside, edge, np.maximum(leave - np.maximum(enter, before), 0))
    cross = edges.start[:, 0] * edges.end[:, 1] - edges.start[:, 1] * edges.end[:, 0]
    return np.add.reduceat(cross * edges.sign * share_inside, edges.first[:-1]) / 2


def _arcs(
    edges: _Edges, crossings: _Crossings, discs: Discs, pairs: Array, inside: Array, count: int
) -> Array:
    """Integral along the arcs inside the polygon and outside all other discs.

    Each circle is walked once round: the polygon is entered and left where its edges cross the
    circle, another disc where the two circles meet.
    """
    at: list[tuple[Array, ...]] = []
    for crosses, where, change in (
        (crossings.leaves, crossings.leave, 1),
        (crossings.enters, crossings.enter, -1),
    ):
        edge, pair, t = crossings.edge[crosses], crossings.pair[crosses], where[crosses, None]
        point = edges.start[edge] + t * (edges.end[edge] - edges.start[edge])
        disc = pairs[pair, 1]
        angle = np.arctan2(point[:, 1] - discs.y[disc], point[:, 0] - discs.x[disc])
        at.append((pair, (angle - START) % TURN, change * edges.sign[edge], np.zeros_like(pair)))
    overlaps, covers = _overlaps(discs, pairs)
    every = np.arange(len(pairs))
    at += [*overlaps, (every, np.zeros(len(pairs)), inside.astype(int), covers)]
    pair, angle, enters, hides = (np.concatenate(column) for column in zip(*at, strict=True))
    order = np.lexsort((angle, pair))
    pair, angle = pair[order], angle[order]
    next_angle = np.append(angle[1:], TURN)
    next_angle[np.append(pair[1:] != pair[:-1], True)] = TURN
    open_arc = (_running_sum(enters[order], pair) > 0) & (_running_sum(hides[order], pair) <= 0)
    keep = open_arc & (next_angle > angle)
    polygon, disc = pairs[pair[keep]].T
    pieces = _arc_integral(discs, disc, angle[keep] + START, next_angle[keep] + START)
    return np.bincount(polygon, pieces, minlength=count)


def _running_sum(change: Array, group: Array) -> Array:
    """Running sum that starts anew with each group."""
    total = np.cumsum(change)
    first = np.searchsorted(group, group)
    return total - (total - change)[first]


def _overlaps(discs: Discs, pairs: Array) -> tuple[list[tuple[Array, ...]], Array]:
    """Where each circle enters and leaves other discs; how many hide it at the start."""
    polygon = pairs[:, 0]
    first = np.searchsorted(polygon, polygon)
    number = np.searchsorted(polygon, polygon, side="right") - first
    pair, other = _ranges(first, number)
    pair, other = pair[pair != other], other[pair != other]
    circle, cover = pairs[pair, 1], pairs[other, 1]
    x, y = discs.x[cover] - discs.x[circle], discs.y[cover] - discs.y[circle]
    distance = np.hypot(x, y)
    near, far = discs.radius[circle], discs.radius[cover]
    is_hidden = distance + near <= far
    meets = (distance < near + far) & ~is_hidden & (distance + far > near)
    cosine = (distance**2 + near**2 - far**2)[meets] / (2 * distance * near)[meets]
    # Rounding may push the cosine just beyond 1 where circles touch.
    half = np.arccos(np.clip(cosine, -1, 1))
    towards = np.arctan2(y[meets], x[meets])
    begin, stop = (towards - half - START) % TURN, (towards + half - START) % TURN
    meeting, none = pair[meets], np.zeros(int(meets.sum()), dtype=int)
    covers = np.bincount(pair[is_hidden], minlength=len(pairs))
    covers += np.bincount(meeting[begin > stop], minlength=len(pairs))
    return [(meeting, begin, none, none + 1), (meeting, stop, none, none - 1)], covers


def _arc_integral(discs: Discs, disc: Array, begin: Array, stop: Array) -> Array:
    radius = discs.radius[disc]
    along = radius * (stop - begin)
    along += discs.x[disc] * (np.sin(stop) - np.sin(begin))
    along -= discs.y[disc] * (np.cos(stop) - np.cos(begin))
    return along * radius / 2
