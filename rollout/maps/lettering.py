"""Width of words without a font engine, broken lines, and labels that do not collide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

FONTS = "'Source Sans Pro','Liberation Sans',Arial,Helvetica,'DejaVu Sans',sans-serif"

# Advance widths of Helvetica and its metric twins (Arial, Liberation Sans), 1/1000 em.
_GROUPS = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;[]ftI\\·\N{NO-BREAK SPACE}",
    333: "()-`r",
    355: '"',
    389: "*",
    500: "ckvsxyzJ",
    584: "+<=>~",
    611: "FTZß",
    667: "ABEKPSVXYÄ&",
    722: "CDHNRUwÜ",
    778: "GOQÖ",
    833: "mM",
    889: "%",
    944: "W",
    1000: "—…@",
}
_WIDTHS = {character: width for width, group in _GROUPS.items() for character in group}
_OTHER = 556
_BOLD = 1.07

Rect = tuple[float, float, float, float]


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a line of text in the unit of the font size.

    >>> round(text_width("Hi", 10), 2)
    9.44
    """
    total = sum(_WIDTHS.get(character, _OTHER) for character in text) / 1000 * size
    return total * _BOLD if bold else total


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Break text into lines no wider than `width`; a longer word is cut.

    >>> wrapped("ein weißer Fleck", 45, 10)
    ['ein', 'weißer', 'Fleck']
    """
    lines: list[str] = []
    line = ""
    for word in _words(text, width, size, bold):
        longer = f"{line} {word}" if line else word
        if line and text_width(longer, size, bold=bold) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


def _words(text: str, width: float, size: float, bold: bool) -> Iterator[str]:
    for word in text.split():
        rest = word
        while len(rest) > 1 and text_width(rest, size, bold=bold) > width:
            cut = len(rest) - 1
            while cut > 1 and text_width(rest[:cut], size, bold=bold) > width:
                cut -= 1
            yield rest[:cut]
            rest = rest[cut:]
        yield rest


@dataclass(frozen=True)
class Label:
    """A placed label: its text, where the line of text starts, and its box."""

    text: str
    x: float
    y: float
    box: Rect


def placed_labels(
    texts: Iterable[tuple[str, float, float, float]],
    size: float,
    frame: Rect,
    *,
    taken: Iterable[Rect] = (),
    beside: bool = True,
    gap: float = 3,
) -> list[Label]:
    """Labels on or beside their points, first come first served; no room, no label.

    Parameters
    ----------
    texts
        Text, point and width of the area it names, the most important first; a name that fits
        its area is centred on the point.
    size
        Font size, in the unit of the points.
    frame
        Left, top, right, bottom that no label leaves.
    taken
        Boxes that no label covers.
    beside
        Whether a label may stand to the left or right of its point; where everything has a
        label, it would name the neighbour.
    gap
        Distance between point and text.
    """
    labels_on_map: list[Label] = []
    boxes = list(taken)
    for text, x, y, room in texts:
        width = text_width(text, size, bold=True)
        middle = min(max(x - width / 2, frame[0] + 2), frame[2] - width - 2)
        starts = _starts(x, y, middle, width, size, gap, inside=width < room, beside=beside)
        for start_x, base in starts:
            box = (start_x - 1, base - size * 0.8, start_x + width + 1, base + size * 0.25)
            if _inside(box, frame) and not any(_overlap(box, other) for other in boxes):
                labels_on_map.append(Label(text, start_x, base, box))
                boxes.append(box)
                break
    return labels_on_map


def _starts(
    x: float,
    y: float,
    middle: float,
    width: float,
    size: float,
    gap: float,
    *,
    inside: bool,
    beside: bool,
) -> Iterator[tuple[float, float]]:
    """Where a label may start, best first; `middle` centres it as far as the frame allows."""
    if inside or not beside:
        yield middle, y + size / 3
    if beside:
        yield x + gap, y + size / 3
    yield middle, y - gap
    yield middle, y + gap + size * 0.75
    if beside:
        yield x + gap, y - gap
        yield x + gap, y + size
        for base in (y + size / 3, y - gap, y + size):
            yield x - gap - width, base


def _overlap(a: Rect, b: Rect) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _inside(box: Rect, frame: Rect) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]
