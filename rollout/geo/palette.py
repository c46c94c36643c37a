"""Colours and patterns of the maps, for screen, print and grey copies.

Every symbol has a fill and a pattern. Classes of one palette stay apart for readers who cannot
tell red from green, and on a black-and-white print, by lightness or by pattern; a test measures
it. "No data" is a pattern of its own, never a colour of the scale.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rollout.scenario.rules import RULES
from rollout.tokens import SHARED

Pattern = Literal["solid", "hatch", "back", "dots", "lines", "cross"]

# Marks repeat every 6 units. A tile holds four by four of them, because some PDF viewers show
# hairlines between tiles; strokes run over the edge so that tiles join.
_TILE = 24
_STEPS = range(0, _TILE + 1, 6)
_HATCH = "".join(f"M{k - 25} 25 25 {k - 25}" for k in range(0, 2 * _TILE + 1, 6))
_BACK = "".join(f"M-1 {k - 1} 25 {k + 25}" for k in range(-_TILE, _TILE + 1, 6))
_DOTS = "".join(
    f"M{x + shift} {y + shift}h.01"
    for shift in (1.5, 4.5)
    for y in _STEPS[:-1]
    for x in _STEPS[:-1]
)
_STROKES: dict[Pattern, str] = {
    "hatch": _HATCH,
    "back": _BACK,
    "lines": "".join(f"M0 {k + 1.5}H24M0 {k + 4.5}H24" for k in _STEPS[:-1]),
    "cross": _HATCH + _BACK,
    "dots": _DOTS,
}


@dataclass(frozen=True)
class Symbol:
    """How one class of districts looks.

    Parameters
    ----------
    name
        Class and pattern id in the SVG, such as `status-white`.
    fill, ink, edge
        Colours of the area, of the pattern on it and of the border line, as `#rrggbb`.
    """

    name: str
    fill: str
    pattern: Pattern = "solid"
    ink: str = ""
    edge: str = "#ffffff"

    @property
    def paint(self) -> str:
        """Value of the SVG attribute `fill`.

        >>> Symbol("a", "#000000").paint, Symbol("b", "#000000", "dots", "#ffffff").paint
        ('#000000', 'url(#b)')
        """
        return self.fill if self.pattern == "solid" else f"url(#{self.name})"


_COVERED, _PALE_EDGE = SHARED["status-covered"], SHARED["pale-edge"]

LEFT_OUT = Symbol("left-out", "#f4f4f4", "lines", "#9a9a9a", "#c8c8c8")
NO_DATA = Symbol("no-data", "#ffffff", "cross", "#b4b4b4", "#c8c8c8")

STATUS = {
    "covered": Symbol("status-covered", _COVERED),
    "founding": Symbol("status-founding", SHARED["status-founding"], "hatch", _COVERED),
    "unconnected": Symbol(
        "status-unconnected", SHARED["status-unconnected"], "dots", SHARED["status-unconnected-ink"]
    ),
    "white": Symbol("status-white", SHARED["status-white"], edge=_PALE_EDGE),
}

SCORE = {
    "1": Symbol("score-1", "#fdf6c8", edge=_PALE_EDGE),
    "2": Symbol("score-2", "#a9d9b4"),
    "3": Symbol("score-3", "#4fb0bf"),
    "4": Symbol("score-4", "#2a74ad"),
    "5": Symbol("score-5", "#1f3a7a"),
}

# White under none to all of the rules: the ends stay, more or fewer rules share what lies between.
_RULES = (
    Symbol("rules-0", "#f3f1ea", edge="#c6c2b8"),
    Symbol("rules-1", "#dccfe2"),
    Symbol("rules-2", "#bda3cb"),
    Symbol("rules-3", "#9672b0"),
    Symbol("rules-4", "#6c4491"),
    Symbol("rules-5", "#3d1f63"),
)

# First digit: need, second: capacity. Need darkens; capacity turns brown over grey to teal
# and has its own pattern, so the nine classes stay apart without any colour.
NEED_CAPACITY = {
    "11": Symbol("bi-11", "#f6ecd6", "hatch", "#d9bd8b", "#c9bc9f"),
    "12": Symbol("bi-12", "#ecece6", edge="#c4c4ba"),
    "13": Symbol("bi-13", "#d9eeea", "dots", "#7fb8b3", "#b4cfca"),
    "21": Symbol("bi-21", "#dda95c", "hatch", "#a8702a"),
    "22": Symbol("bi-22", "#a5a399"),
    "23": Symbol("bi-23", "#62b0ae", "dots", "#1f6a6e"),
    "31": Symbol("bi-31", "#96500f", "hatch", "#d8a468"),
    "32": Symbol("bi-32", "#57524a"),
    "33": Symbol("bi-33", "#0f5a63", "dots", "#9ad0cd"),
}

# Dark means soon; neighbouring waves also differ in pattern.
_WAVES = (
    Symbol("wave-1", "#74200f"),
    Symbol("wave-2", "#c3532c", "hatch", "#f9d9bd"),
    Symbol("wave-3", "#e58f58", "dots", "#74200f"),
    Symbol("wave-4", "#f2bd8d", "back", "#a9502a"),
    Symbol("wave-5", "#f8d9ba", "lines", "#b98056"),
    Symbol("wave-6", "#fdeedd", "hatch", "#b98056", "#d8b894"),
)
PLAN_REST = {
    "existing": Symbol("plan-existing", "#8fb3b8"),
    "open": Symbol("plan-open", "#fbf8f0", edge="#cfc9bb"),
}


def rules(count: int) -> dict[str, Symbol]:
    """Symbols of "0" ... `count`: under so many of `count` rules something holds.

    Where there are more classes than colours that print apart, every other one is hatched.

    >>> [symbol.fill for symbol in rules(5).values()] == [symbol.fill for symbol in _RULES]
    True
    """
    last = len(_RULES) - 1
    fills, edges = [s.fill for s in _RULES], [s.edge for s in _RULES]
    symbols = {}
    for k in range(count + 1):
        name, at = f"rules-{k}", k * last / max(count, 1)
        fill, edge = _between(fills, at), _between(edges, at)
        has_hatch = count > last and k % 2
        ink = _between(fills, at + 2 if at < last - 2 else at - 2)
        symbols[str(k)] = (
            Symbol(name, fill, "hatch", ink, edge) if has_hatch else Symbol(name, fill, edge=edge)
        )
    return symbols


def _between(colours: Sequence[str], at: float) -> str:
    """Colour at a place of a scale, `at` counted in its steps.

    >>> _between(["#000000", "#ffffff"], 0.5)
    '#808080'
    """
    below = min(int(at), len(colours) - 2)
    pairs = zip(*(bytes.fromhex(c[1:]) for c in colours[below : below + 2]), strict=True)
    blend = bytes(round(low + (high - low) * (at - below)) for low, high in pairs)
    return f"#{blend.hex()}"


def waves(count: int) -> dict[str, Symbol]:
    """Symbols of the waves "1" ... of a plan; from the sixth on they look alike.

    >>> list(waves(3))
    ['1', '2', '3']
    """
    last = len(_WAVES) - 1
    return {str(n + 1): _WAVES[min(n, last)] for n in range(count)}


def pattern_svg(symbol: Symbol, scale: float = 1.0, prefix: str = "") -> str:
    """SVG `<pattern>` of a symbol; empty for a solid one.

    Parameters
    ----------
    scale
        Drawing units per pattern unit: marks are 6 pattern units apart.
    prefix
        Put before the id, for a second copy at another scale in the same document.
    """
    if symbol.pattern == "solid":
        return ""
    width = 'stroke-width="1.7" stroke-linecap="round"' if symbol.pattern == "dots" else ""
    marks = f'<path d="{_STROKES[symbol.pattern]}" fill="none" stroke="{symbol.ink}" {width}/>'
    size = f'width="{_TILE}" height="{_TILE}"'
    return (
        f'<pattern id="{prefix}{symbol.name}" {size} patternUnits="userSpaceOnUse" '
        f'patternTransform="scale({scale:.6g})">'
        f'<rect {size} fill="{symbol.fill}"/>{marks}</pattern>'
    )


def symbols_css(symbols: Iterable[Symbol]) -> str:
    """CSS rules that give every element of a symbol's class its fill and border colour.

    >>> symbols_css([SCORE["5"]])
    '.score-5{fill:#1f3a7a;stroke:#ffffff}'
    """
    return "\n".join(f".{s.name}{{fill:{s.paint};stroke:{s.edge}}}" for s in symbols)


def all_symbols() -> tuple[Symbol, ...]:
    """Every symbol once, for a stylesheet and a set of patterns that serve all maps."""
    palettes = (
        STATUS, SCORE, rules(len(RULES)), NEED_CAPACITY, waves(len(_WAVES)), PLAN_REST
    )  # fmt: skip
    return (*(symbol for palette in palettes for symbol in palette.values()), LEFT_OUT, NO_DATA)
