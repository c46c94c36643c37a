"""Read back what a PDF says, to programs and to people who cannot see it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pypdf
import pypdfium2


def opened(raw: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(raw))


@cache  # reports are read by several tests each
def pages_of(raw: bytes) -> tuple[str, ...]:
    """Words of each page; by PDFium, which reads drawings thirty times faster than pypdf."""
    with pypdfium2.PdfDocument(raw) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return tuple(page.replace("\ufffe", "-") for page in pages)  # PDFium's sign of a broken word


def text_of(raw: bytes) -> str:
    """All words in order, as `plain` writes them."""
    return plain("\n".join(pages_of(raw)))


def sides(raw: bytes) -> Iterator[tuple[float, float, float]]:
    """Left and right side of every sign, and the width of its page, in points."""
    with pypdfium2.PdfDocument(raw) as document:
        for page in document:
            signs = page.get_textpage()
            for position in range(signs.count_chars()):
                left, _, right, _ = signs.get_charbox(position)
                yield left, right, page.get_width()


def plain(words: str) -> str:
    """Words to compare: one kind of blank, no hyphens (a line may end at any of them)."""
    whole = re.sub("[\N{SOFT HYPHEN}-]\\s*", "", words.replace("\N{WORD JOINER}", ""))
    return re.sub(r"\s+", " ", whole.replace("\N{NO-BREAK SPACE}", " "))


def structure(raw: bytes) -> Iterator[Any]:
    """Every element of the structure tree."""
    waiting = [opened(raw).trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop().get_object()
        if not isinstance(element, pypdf.generic.DictionaryObject):
            continue
        yield element
        children = element.get("/K", [])
        children = children.get_object() if hasattr(children, "get_object") else children
        waiting += children if isinstance(children, list) else [children]


def fonts(raw: bytes) -> Iterator[Any]:
    """Descriptors of all fonts on all pages, also those inside pictures."""
    waiting = [page["/Resources"] for page in opened(raw).pages]
    while waiting:
        resources = waiting.pop().get_object()
        for font in resources.get("/Font", {}).values():
            made = font.get_object()
            for inner in made.get("/DescendantFonts", [made]):
                yield inner.get_object().get("/FontDescriptor", {})
        for entry in resources.get("/XObject", {}).values():
            inner = entry.get_object().get("/Resources")
            if inner is not None:
                waiting.append(inner)
