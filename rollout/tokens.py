"""Design tokens: every colour that is not a class of a map, once, for CSS, Typst and SVG.

The faces share accent and states; ink and greys differ with paper, screen and map. A face gets
its colours by name: the dashboard as CSS custom properties, the map files with the values put in,
Typst as input, drawings in Python. Colours of map classes stand in `rollout.geo.palette`. Another
scheme is one more mapping here, as the dark one of the dashboard is: it names what differs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

Colours = Mapping[str, str]

SHARED: Colours = MappingProxyType(
    {
        "accent": "#0d5c66",
        "status-covered": "#0d5c66",
        "status-founding": "#b4dad5",
        "status-unconnected": "#b7bec3",
        "status-unconnected-ink": "#727b82",
        "status-white": "#f6e2ab",
        "pale-edge": "#c4bba4",  # border of classes almost as pale as the paper
    }
)

SCREEN: Colours = MappingProxyType(
    {
        **SHARED,
        # Blue is what can be acted on and what is chosen, ink the main button; teal is a status.
        "act": "#1b4b8f",
        "act-ground": "#e8eff8",
        "primary": "#1d2b39",
        "on-primary": "#ffffff",
        "ink": "#17212b",
        "soft": "#46535f",
        "hint": "#5b6772",
        "disabled": "#5b6772",
        "paper": "#ffffff",
        "ground": "#f4f5f3",
        "hover": "#e8eff8",
        "track": "#e0e4e6",
        "line": "#e0e4e6",
        "line-strong": "#c2c9ce",
        "row-line": "#e0e4e6",
        "grid-line": "#e0e4e6",
        "link-line": "#a9bcd8",
        "edge": "#7f8a93",
        "focus": "#1b4b8f",
        "contrast": "#c2561a",
        "contrast-dark": "#7a2a06",
        "band": "#7f9fc9",
        "error": "#a3201f",
        "repaired": "#8a4b00",
        "warning": "#fdf1dc",
        "warning-edge": "#c99a2e",
        "badge-founding": "#b4dad5",
        "badge-unconnected": "#b7bec3",
        "on-status": "#17212b",
        "on-covered": "#ffffff",
        "map-ground": "#e3ebef",
        "country": "#eff1ef",
        "country-line": "#d3d8d9",
        "district-line": "#ffffff",
        "land": "#5c6771",
        "plan-existing": "#8fb3b8",
        "plan-open": "#fbf8f0",
        "wave-1": "#74200f",
        "wave-2": "#c3532c",
        "wave-3": "#e58f58",
        "wave-4": "#f2bd8d",
        "wave-5": "#f8d9ba",
        "wave-6": "#fdeedd",
        "seat": "#17212b",
        "asked": "#7a5600",
        "halo": "#ffffff",
        "ring": "#1b4b8f",
        "mark": "#17212b",
        "swatch-edge": "#8a949a",
        "shadow": "#17212b",
    }
)

SCREEN_DARK: Colours = MappingProxyType(
    {
        "status-covered": "#2a97a0",
        "status-founding": "#174c52",
        "status-unconnected": "#47525c",
        "status-white": "#e4d096",
        "act": "#8db8f2",
        "act-ground": "#1f3049",
        "primary": "#e3eaf0",
        "on-primary": "#14202b",
        "ink": "#e9eef2",
        "soft": "#b7c2cb",
        "hint": "#93a0ab",
        "disabled": "#93a0ab",
        "paper": "#182029",
        "ground": "#10161c",
        "hover": "#1f3049",
        "track": "#2b3641",
        "line": "#2b3641",
        "line-strong": "#45535f",
        "row-line": "#2b3641",
        "grid-line": "#2b3641",
        "link-line": "#4a6285",
        "edge": "#75838f",
        "focus": "#8db8f2",
        "contrast": "#dd7a3a",
        "contrast-dark": "#ffb680",
        "band": "#5f86bb",
        "error": "#ff9d97",
        "repaired": "#f1c177",
        "warning": "#33281a",
        "warning-edge": "#8a6a2a",
        "badge-founding": "#174c52",
        "badge-unconnected": "#47525c",
        "on-status": "#e9eef2",
        "on-covered": "#10161c",
        "map-ground": "#0c1217",
        "country": "#151c23",
        "country-line": "#27313b",
        "district-line": "#141b22",
        "land": "#0a0f14",
        # Soon is what stands out: dark on light paper, bright on dark ground.
        "plan-existing": "#25626a",
        "plan-open": "#212a33",
        "wave-1": "#ffb680",
        "wave-2": "#dd7a3a",
        "wave-3": "#b4602a",
        "wave-4": "#8a4a24",
        "wave-5": "#6a3c22",
        "wave-6": "#4f3122",
        "seat": "#e9eef2",
        "asked": "#3f2e05",
        "halo": "#0b1116",
        "ring": "#8db8f2",
        "mark": "#e9eef2",
        "swatch-edge": "#75838f",
        "shadow": "#000000",
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
        "badge-founding": "#2f6f3e",
        "badge-unconnected": "#59636a",
        "badge-white": "#8a2f14",
    }
)

SHEET: Colours = MappingProxyType(
    {
        "head": "#e8edf2",
        "link": "#1b4b8f",
        "soft": "#4a5357",
        "bar": "#c8d0d5",
        "meeting": "#e8eff8",
        "called": "#eef0f1",
        "refused": "#6b757c",
        "founded": "#b4dad5",
        "late": "#f8dcda",
        "late-ink": "#a3201f",
        "soon": "#fcecc9",
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

SLIDES: Colours = MappingProxyType(
    {
        "ink": "#1c2123",
        "soft": "#4b5458",
        "paper": "#ffffff",
        "border": "#3a4a57",
        # Four bases side by side: greys, for every other colour is a status.
        "first": "#1c2123",
        "second": "#5b6b76",
        "third": "#98a6af",
        "fourth": "#cfd6da",
    }
)

_VARIABLE = re.compile(r"var\(--([\w-]+)\)")


def custom_properties(colours: Colours) -> str:
    """CSS that gives every colour its name on the whole page.

    >>> custom_properties({"ink": "#1c2123"})
    ':root{--ink:#1c2123}'
    """
    return f":root{{{_declared(colours)}}}"


def dark_properties(colours: Colours) -> str:
    """CSS of a dark scheme: where the reader's system asks for it, or the page itself says so.

    >>> print(dark_properties({"ink": "#e9eef2"}))
    @media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){--ink:#e9eef2}}
    @media screen{:root[data-theme=dark]{--ink:#e9eef2}}
    """
    declared = _declared(colours)
    return (
        "@media screen and (prefers-color-scheme:dark)"
        f"{{:root:not([data-theme=light]){{{declared}}}}}\n"
        f"@media screen{{:root[data-theme=dark]{{{declared}}}}}"
    )


def _declared(colours: Colours) -> str:
    return ";".join(f"--{name}:{value}" for name, value in colours.items())


def with_colours(css: str, colours: Colours) -> str:
    """CSS with the colours put in where it names them, for viewers without custom properties.

    An unknown name is a `KeyError`: a class without its colour would be drawn black.

    >>> with_colours(".ground{fill:var(--ground)}", MAP)
    '.ground{fill:#f3f6f7}'
    """
    return _VARIABLE.sub(lambda match: colours[match[1]], css)
