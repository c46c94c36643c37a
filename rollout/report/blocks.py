"""The pieces a printed page is made of, as plain data for the templates.

A block is a dict of strings, numbers and lists; the template `house.typ` lays it out. Text stays
text: nothing in a block is ever read as markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

Block = dict[str, Any]
Align = Literal["left", "right", "center"]


def heading(text: str, level: int = 2) -> Block:
    """A heading inside a section; sections themselves are level 1."""
    return {"kind": "heading", "level": level, "text": text}


def text(words: str) -> Block:
    """A paragraph."""
    return {"kind": "text", "text": words}


def small(words: str) -> Block:
    """A paragraph in small grey type: sources, remarks."""
    return {"kind": "small", "text": words}


def points(items: Iterable[str]) -> Block:
    """A list with a dot before every item."""
    return {"kind": "list", "items": list(items)}


def note(title: str, words: str, *, warm: bool = False) -> Block:
    """A box that stands out; `warm` for cautions."""
    return {"kind": "note", "title": title, "text": words, "warm": warm}


def column(title: str, align: Align = "left", *, width: float = 0, mm: float = 0) -> dict[str, Any]:
    """A column of a table.

    Parameters
    ----------
    width
        Share of the room that is left; 0 takes what the content needs.
    mm
        Fixed width in millimetres, so that a long header breaks.
    """
    return {"title": title, "align": align, "width": width, "mm": mm}


def table(
    caption: str,
    columns: Sequence[Mapping[str, Any]],
    rows: Iterable[Sequence[str]],
    *,
    strong_rows: Iterable[int] = (),
) -> Block:
    """A table of ready texts; its header is repeated on every page.

    Parameters
    ----------
    strong_rows
        Numbers of rows set in bold, such as sums.
    """
    return {
        "kind": "table",
        "caption": caption,
        "columns": [dict(entry) for entry in columns],
        "rows": [list(row) for row in rows],
        "strong_rows": list(strong_rows),
    }


def drawing(
    svg: str, alt: str, caption: str = "", *, width: int = 100, trim_mm: float = 0
) -> Block:
    """An SVG picture with its description for those who cannot see it.

    Parameters
    ----------
    width
        Per cent of the width of the text.
    trim_mm
        Empty margin of the picture, let out over the edge of the text on all sides.
    """
    block = {"kind": "drawing", "svg": svg, "alt": alt, "caption": caption}
    return {**block, "width": width, "trim_mm": trim_mm}


def terms(entries: Iterable[tuple[str, str]]) -> Block:
    """Terms and their meaning, one below the other."""
    return {"kind": "terms", "items": [{"term": term, "text": words} for term, words in entries]}


def new_page() -> Block:
    """Begin a page, unless one begins here anyway."""
    return {"kind": "page"}


def section(title: str, blocks: Iterable[Block], *, own_page: bool = False) -> Block:
    """A part of the document with its heading; `own_page` begins a new page."""
    return {"title": title, "blocks": list(blocks), "own_page": own_page}
