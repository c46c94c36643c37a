"""Design tokens: every colour that is not a class of a map, once, for CSS, Typst and SVG.

The faces share accent and states; ink and greys differ with paper, screen and map. A face gets
its colours by name: the dashboard as CSS custom properties, the map files with the values put in,
Typst as input, drawings in Python. Colours of map classes stand in `rollout.geo.palette`. Another
scheme, such as a dark one, is one more mapping here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

Colours = Mapping[str, str]

SHARED: Colours = MappingProxyType(
    {
        "accent": "#12616b",
        "status-covered": "#12616b",
        "status-founding": "#8cc5bd",
        "status-unconnected": "#cfcbc4",
        "status-unconnected-ink": "#6b665e",
        "status-white": "#fff7e0",
        "pale-edge": "#c4bba4",  # border of classes almost as pale as the paper
    }
)

SCREEN: Colours = MappingProxyType(
    {
        **SHARED,
        "accent-dark": "#0b464e",
        "accent-light": "#8cc5bd",
        "on-accent": "#ffffff",
        "ink": "#1c2529",
        "soft": "#526067",
        "disabled": "#6b777c",
        "off": "#9aa4a8",
        "paper": "#ffffff",
        "ground": "#f4f6f6",
        "group": "#e9eeee",
        "hover": "#e6f0f0",
        "track": "#e7ebec",
        "line": "#d5dcdf",
        "row-line": "#e9edee",
        "grid-line": "#e1e6e8",
        "link-line": "#a9c3c6",
        "edge": "#7d898f",
        "focus": "#1a1a1a",
        "contrast": "#a14a1f",
        "contrast-dark": "#8a3c15",
        "band": "#6fa9b0",
        "error": "#8a1f17",
        "repaired": "#7a5200",
        "warning": "#fff4d6",
        "warning-edge": "#c99a2e",
        "stalled": "#fff7e0",
        "stalled-edge": "#b8860b",
        "badge-founding": "#cfe8e4",
        "badge-unconnected": "#e0ddd8",
        "map-ground": "#eef2f4",
        "country": "#dfe3e4",
        "land": "#3a4347",
        "seat": "#15191b",
        "halo": "#ffffff",
        "ring": "#000000",
        "mark": "#b3261e",
        "swatch-edge": "#8a949a",
    }
)

PRINT: Colours = MappingProxyType(
    {
        **SHARED,
        "ink": "#1c2123",
        "soft": "#4a5357",
        "paper": "#ffffff",
        "wash": "#eef3f3",
        "sand": "#fbf6e6",
        "rule": "#8d9598",
        "grid-line": "#ccd3d5",
        "line-2": "#7a3b12",
        "line-3": "#4a5357",
        "line-4": "#000000",
        "band": "#b9d3d4",
        "table-head": "#e8edf2",
        "badge-founding": "#2f6f3e",
        "badge-unconnected": "#59636a",
        "badge-white": "#8a2f14",
    }
)

MAP: Colours = MappingProxyType(
    {
        **SHARED,
        "ink": "#22282b",
        "soft": "#5b6468",
        "paper": "#ffffff",
        "ground": "#f3f6f7",
        "country": "#e4e5e3",
        "muted": "#f9f9f7",
        "muted-edge": "#dadad6",
        "outline": "#15191b",
        "land": "#3a4347",
        "frame": "#aab2b5",
        "swatch-edge": "#8d9598",
        "asked": "#7a5600",
    }
)

MAP_PAGE: Colours = MappingProxyType(
    {
        **MAP,
        "paper": "#fff",
        "caption": "#4b5458",
        "row-line": "#d5dadc",
        "focus": "#1f3a7a",
    }
)

_VARIABLE = re.compile(r"var\(--([\w-]+)\)")


def custom_properties(colours: Colours) -> str:
    """CSS that gives every colour its name on the whole page.

    >>> custom_properties({"ink": "#1c2123"})
    ':root{--ink:#1c2123}'
    """
    return f":root{{{';'.join(f'--{name}:{value}' for name, value in colours.items())}}}"


def with_colours(css: str, colours: Colours) -> str:
    """CSS with the colours put in where it names them, for viewers without custom properties.

    An unknown name is a `KeyError`: a class without its colour would be drawn black.

    >>> with_colours(".ground{fill:var(--ground)}", MAP)
    '.ground{fill:#f3f6f7}'
    """
    return _VARIABLE.sub(lambda match: colours[match[1]], css)
