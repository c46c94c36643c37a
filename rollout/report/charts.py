"""Small drawings in SVG: stacked bars, a line chart, bands. Pure functions of their numbers.

Lengths are points. Colour never stands alone: patterns, dashes and labels say the same, so that
a grey copy reads alike. The template gives every drawing its description.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rollout.geo.palette import Symbol, pattern_svg
from rollout.geo.svg import xml_text
from rollout.maps.lettering import text_width
from rollout.maps.setting import num
from rollout.tokens import PRINT

WIDTH = 476.0  # text width of an A4 page
FONT = "Source Sans Pro"
INK, SOFT, GRID, ACCENT = (PRINT[name] for name in ("ink", "soft", "grid-line", "accent"))
BAND, PAPER = PRINT["band"], PRINT["paper"]
SIZE = 8.5
ROW = 15.0
LABEL_ROOM = 165.0
STYLES = (
    (ACCENT, "", 1.8),
    (PRINT["line-2"], "5 2", 1.6),
    (PRINT["line-3"], "1.5 2", 1.6),
    (PRINT["line-4"], "8 2 2 2", 1.1),
)


@dataclass(frozen=True)
class Bar:
    """One bar: its label, the parts that add up to it, and a figure at its end."""

    label: str
    parts: tuple[float, ...]
    end: str


@dataclass(frozen=True)
class Line:
    """One line: its name and its points, x and y (0..1)."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Band:
    """One row of a band chart: label, base value, low, middle and high, words at its end."""

    label: str
    base: float
    low: float
    median: float
    high: float
    end: str


def stacked_bars(bars: Sequence[Bar], legend: Sequence[tuple[str, Symbol]]) -> str:
    """Bars of equal length split into shares; a pattern and a colour for each part."""
    left = _label_room(bar.label for bar in bars)
    right = WIDTH - max((text_width(bar.end, SIZE) for bar in bars), default=0) - 10
    parts, top = _key(legend)
    for place, bar in enumerate(bars):
        y = top + place * ROW
        parts.append(_text(fit_label(bar.label), left - 6, y + 9.5, anchor="end"))
        x, total = left, sum(bar.parts)
        for value, (_, symbol) in zip(bar.parts, legend, strict=True):
            width = (right - left) * value / total if total else 0
            if width:
                parts.append(_box(x, y, width, ROW - 4, symbol.paint))
            x += width
        parts.append(_text(bar.end, right + 6, y + 9.5))
    defs = "".join(pattern_svg(symbol, 0.6) for _, symbol in legend)
    return _document(parts, top + len(bars) * ROW + 2, defs)


def line_chart(
    lines: Sequence[Line],
    x_title: str,
    y_labels: Sequence[tuple[float, str]],
    x_labels: Sequence[tuple[float, str]],
    marks: Sequence[tuple[float, str]] = (),
    height: float = 230,
) -> str:
    """Lines of shares 0..1 over a count, with marks such as the ends of waves."""
    parts, top = _line_key(lines)
    top += 14 if marks else 4
    left, right, bottom = 40.0, WIDTH - 12, height - 30
    most = max((x for line in lines for x, _ in line.points), default=1) or 1

    def at(x: float, y: float) -> tuple[float, float]:
        return left + (right - left) * x / most, bottom - (bottom - top) * y

    for value, label in y_labels:
        y = at(0, value)[1]
        parts.append(_stroke(f"M{num(left)} {num(y)}H{num(right)}", GRID, 0.6))
        parts.append(_text(label, left - 5, y + 3, SOFT, "end"))
    for value, label in x_labels:
        parts.append(_text(label, at(value, 0)[0], bottom + 12, SOFT, "middle"))
    parts.append(_text(x_title, right, bottom + 25, SOFT, "end"))
    for value, label in marks:
        x = at(value, 0)[0]
        parts.append(_stroke(f"M{num(x)} {num(top)}V{num(bottom)}", SOFT, 0.7, "2 2"))
        parts.append(_text(label, x, top - 3, SOFT, "middle", 7.5))
    for line, (ink, dashes, weight) in zip(lines, STYLES, strict=False):
        path = "L".join(f"{num(x)} {num(y)}" for x, y in (at(*point) for point in line.points))
        parts.append(_stroke(f"M{path}", ink, weight, dashes))
    return _document(parts, height)


def band_chart(
    bands: Sequence[Band], words: tuple[str, str, str], limit: float, limit_label: str
) -> str:
    """Bands of ranks: a bar from low to high, a tick at the middle, a dot at the base rank.

    Parameters
    ----------
    words
        What bar, tick and dot mean, for the legend.
    limit, limit_label
        A line across all bands, such as the end of the top group.
    """
    left = _label_room(band.label for band in bands)
    right = WIDTH - max((text_width(band.end, SIZE) for band in bands), default=0) - 10
    most = max([limit, *(max(band.high, band.base) for band in bands)])
    parts, top = _band_key(words)
    top += 14
    bottom = top + len(bands) * ROW

    def at(rank: float) -> float:
        return left + (right - left) * (rank - 1) / max(most - 1, 1)

    for rank in _steps(most):
        x = at(rank)
        parts.append(_stroke(f"M{num(x)} {num(top)}V{num(bottom)}", GRID, 0.6))
        parts.append(_text(f"{rank:.0f}", x, bottom + 10, SOFT, "middle"))
    x = at(limit)
    parts.append(_stroke(f"M{num(x)} {num(top - 4)}V{num(bottom)}", INK, 0.9, "3 2"))
    parts.append(_text(limit_label, x, top - 6, SOFT, "middle", 7.5))
    for place, band in enumerate(bands):
        y = top + place * ROW + 2
        parts.append(_text(fit_label(band.label), left - 6, y + 8, anchor="end"))
        parts += _band_marks(at(band.low), at(band.high), at(band.median), at(band.base), y)
        parts.append(_text(band.end, right + 6, y + 8))
    return _document(parts, bottom + 14)


def _band_marks(low: float, high: float, median: float, base: float, y: float) -> list[str]:
    return [
        _box(low, y + 1.5, max(high - low, 1.5), 7, BAND, ACCENT),
        _stroke(f"M{num(median)} {num(y)}v10", INK, 1.6),
        f'<circle cx="{num(base)}" cy="{num(y + 5)}" r="3" fill="{PAPER}" stroke="{INK}" '
        'stroke-width="1.3"/>',
    ]


def _steps(most: float) -> list[float]:
    """Round ranks for the axis: 1 and up to six more."""
    step = next(size for size in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if most / size <= 6)
    return [1.0, *(float(rank) for rank in range(step, int(most) + 1, step) if rank > 1)]


def fit_label(label: str, room: float = LABEL_ROOM) -> str:
    """A label no wider than its room, cut with three dots; the table below has it in full.

    >>> fit_label("Ulm"), fit_label("Arbeitsgemeinschaft", 40)
    ('Ulm', 'Arbeitsg…')
    """
    if text_width(label, SIZE) <= room:
        return label
    length = next(n for n in range(len(label), -1, -1) if text_width(label[:n] + "…", SIZE) <= room)
    return f"{label[:length].rstrip()}…"


def _label_room(labels: Iterable[str]) -> float:
    return max((text_width(fit_label(label), SIZE) for label in labels), default=0) + 8


def _key(legend: Sequence[tuple[str, Symbol]]) -> tuple[list[str], float]:
    parts, x, y = [], 0.0, 0.0
    for label, symbol in legend:
        width = 18 + text_width(label, SIZE) + 14
        if x and x + width > WIDTH:
            x, y = 0.0, y + ROW
        parts += [_box(x, y + 1, 13, 9, symbol.paint), _text(label, x + 17, y + 9)]
        x += width
    return parts, y + ROW + 4


def _line_key(lines: Sequence[Line]) -> tuple[list[str], float]:
    parts, x, y = [], 0.0, 0.0
    for line, (ink, dashes, weight) in zip(lines, STYLES, strict=False):
        width = 32 + text_width(line.name, SIZE) + 14
        if x and x + width > WIDTH:
            x, y = 0.0, y + ROW
        parts.append(_stroke(f"M{num(x)} {num(y + 6)}h26", ink, weight, dashes))
        parts.append(_text(line.name, x + 31, y + 9))
        x += width
    return parts, y + ROW + 4


def _band_key(words: tuple[str, str, str]) -> tuple[list[str], float]:
    bar, tick, dot = words
    parts, x = [_box(0, 2, 20, 7, BAND, ACCENT), _text(bar, 25, 9)], 40 + text_width(bar, SIZE)
    parts += [_stroke(f"M{num(x)} 0.5v10", INK, 1.6), _text(tick, x + 6, 9)]
    x += 24 + text_width(tick, SIZE)
    circle = (
        f'<circle cx="{num(x)}" cy="5.5" r="3" fill="{PAPER}" stroke="{INK}" stroke-width="1.3"/>'
    )
    return [*parts, circle, _text(dot, x + 7, 9)], ROW + 4


def _text(
    words: str, x: float, y: float, ink: str = INK, anchor: str = "start", size: float = SIZE
) -> str:
    place = f'x="{num(x)}" y="{num(y)}" font-size="{num(size)}" text-anchor="{anchor}"'
    return f'<text {place} fill="{ink}">{xml_text(words)}</text>'


def _box(x: float, y: float, width: float, height: float, fill: str, edge: str = SOFT) -> str:
    place = f'x="{num(x)}" y="{num(y)}" width="{num(width)}" height="{num(height)}"'
    return f'<rect {place} fill="{fill}" stroke="{edge}" stroke-width="0.6"/>'


def _stroke(path: str, ink: str, weight: float, dashes: str = "") -> str:
    extra = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="{path}" fill="none" stroke="{ink}" stroke-width="{num(weight)}"{extra}/>'


def _document(parts: Iterable[str], height: float, defs: str = "") -> str:
    size = (
        f'width="{num(WIDTH)}pt" height="{num(height)}pt" viewBox="0 0 {num(WIDTH)} {num(height)}"'
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FONT}">'
    return f"{head}<defs>{defs}</defs>{''.join(parts)}</svg>"
