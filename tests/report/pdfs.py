"""Read back what a PDF says, to programs and to people who cannot see it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pypdf


def opened(raw: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(raw))


def text_of(raw: bytes) -> str:
    """All words in order, as `plain` writes them."""
    pages = "\n".join(page.extract_text() for page in opened(raw).pages)
    return plain(pages)


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
