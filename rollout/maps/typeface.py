"""The typeface inside of a map file, so that its lines are as wide in every browser as here."""

from __future__ import annotations

import base64
import io
from functools import cache
from importlib.resources import as_file, files

from rollout.files.cache import keep, kept, key_of

FAMILY = "Source Sans Pro"
WEIGHTS = {400: "SourceSansPro-Regular.otf", 700: "SourceSansPro-Bold.otf"}
# Latin letters of Europe, and the signs our words use.
SIGNS = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) + "–—‘’‚“”„…•→−≥≤×·€☐"


@cache
def font_faces() -> str:
    """CSS with both weights as data: nothing is fetched, nothing has to be installed."""
    # Two seconds of computing, the same until a library changes: every key names their versions.
    key = key_of("typeface", SIGNS)
    css: str | None = kept(key)
    if css is None:
        css = _computed_faces()
        keep(key, css)
    return css


def _computed_faces() -> str:
    return "".join(
        f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};"
        f"src:url(data:font/woff;base64,{_subset(name)}) format('woff')}}"
        for weight, name in WEIGHTS.items()
    )


def _subset(name: str) -> str:
    """The signs of a font as WOFF in base64; same input, same bytes."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(layout_features=["kern"], hinting=False, notdef_outline=True)
    buffer = io.BytesIO()
    folder = files("font_source_sans_pro") / "files"
    with as_file(folder / name) as path, TTFont(path, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(text=SIGNS)
        subsetter.subset(font)
        font.flavor = "woff"
        font.save(buffer)
    return base64.b64encode(buffer.getvalue()).decode("ascii")
