"""Typst in one place: a template and plain data become PDF/UA or PNG.

Data reach a template as JSON and stay strings there, so no text of a file is ever read as markup.
The colours of print (`rollout.tokens`) reach it beside them. Only the fonts of installed packages
are used: the same input gives the same bytes everywhere.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from rollout.errors import DataError, Problem
from rollout.language import Lang, Text
from rollout.tokens import PRINT

TEMPLATES = Path(__file__).parent / "report" / "templates"
FONT = "SourceSansPro-Regular.otf"
EMPTY_BOX = "\N{BALLOT BOX}"  # an empty box, for characters the font cannot show
CREATION_DATE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # a date of making would change the bytes


def typeset_pdf(template: str, data: Mapping[str, Any], *, lang: Lang) -> bytes:
    """Lay data out as a tagged PDF after PDF/UA-1.

    Characters that the font cannot show become an empty box: PDF/UA forbids to leave them out.

    Parameters
    ----------
    template
        Name of a file in `templates/`; it reads `json(bytes(sys.inputs.data))`, and colours by
        name from `json(bytes(sys.inputs.colours))`.
    data
        What JSON can hold; `lang` is added to it.
    """
    return _compile(template, data, lang, format="pdf", pdf_standards=["ua-1"])


def typeset_png(template: str, data: Mapping[str, Any], *, lang: Lang, dpi: int = 300) -> bytes:
    """Lay data out as a picture of the first page."""
    # Typst gives the bytes of a single page bare, of several in a list.
    pages = _compile(template, data, lang, format="png", ppi=float(dpi))
    return pages[0] if isinstance(pages, list) else pages


def printable(value: Any) -> Any:
    """The same strings, lists and mappings with an empty box for what the font cannot show.

    >>> printable({"name": "Mühle 日", "rows": ["→", 1]})
    {'name': 'Mühle ☐', 'rows': ['→', 1]}
    """
    if isinstance(value, str):
        return _not_in_font().sub(EMPTY_BOX, value)
    if isinstance(value, Mapping):
        return {key: printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [printable(item) for item in value]
    return value


def _compile(template: str, data: Mapping[str, Any], lang: Lang, **options: Any) -> Any:
    import typst

    text = json.dumps(printable({**data, "lang": lang}), ensure_ascii=False, allow_nan=False)
    try:
        return typst.compile(
            TEMPLATES / template,
            root=TEMPLATES,
            font_paths=_fonts(),
            sys_inputs={"data": text, "colours": json.dumps(dict(PRINT))},
            timestamp=CREATION_DATE,
            **options,
        )
    except typst.TypstError as error:
        raise DataError(
            Problem(
                "error",
                template,
                Text(f"lässt sich nicht setzen: {error}", f"cannot be typeset: {error}"),
            )
        ) from error


@cache
def _fonts() -> Any:
    """The sans-serif of `font-source-sans-pro` beside those built into Typst; no system fonts."""
    import typst

    with as_file(files("font_source_sans_pro") / "files") as folder:
        return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])


@cache
def _not_in_font() -> re.Pattern[str]:
    """Matches each character without a glyph; line breaks and tabs are no characters to show."""
    from fontTools.ttLib import TTFont

    with as_file(files("font_source_sans_pro") / "files" / FONT) as path, TTFont(path) as font:
        glyphs = sorted(chr(code) for code in font.getBestCmap())
    return re.compile(f"[^\n\r\t{re.escape(''.join(glyphs))}]")
