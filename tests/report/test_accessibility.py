"""The report as PDF/UA-1.

veraPDF, the reference checker, is a Java program that Debian and PyPI do not carry, so it is not
run here. Typst refuses to write PDF/UA-1 where its own checks fail (missing title, language, alt
text, heading order). What these tests read back with pypdf: marked, structure tree, language,
title shown, XMP part 1, figures with alt text, table headers, bookmarks, embedded fonts, no
script. Not checked: reading order, contrast (see the palette tests), and what a veraPDF run
checks beyond the catalogue, such as artefacts and role maps.
"""

from __future__ import annotations

import pytest

from tests.report.pdfs import fonts, opened, structure

LANGS = ("de", "en")
pytestmark = pytest.mark.parametrize("lang", LANGS)


def test_the_document_is_tagged_and_says_its_language_and_title(shipped_pdf, lang):
    root = opened(shipped_pdf[lang]).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"].startswith(lang)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_metadata_claim_pdf_ua_1_and_carry_the_title(shipped_pdf, shipped_data, lang):
    root = opened(shipped_pdf[lang]).trailer["/Root"]
    xmp = root["/Metadata"].get_object().get_data().decode("utf-8")
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp or 'pdfuaid:part="1"' in xmp
    assert shipped_data[lang]["title"] in xmp


def test_every_figure_has_a_description(shipped_pdf, shipped_data, lang):
    drawings = [
        block
        for part in ({"blocks": shipped_data[lang]["summary"]}, *shipped_data[lang]["sections"])
        for block in part["blocks"]
        if block["kind"] == "drawing"
    ]
    told = [str(element["/Alt"]) for element in structure(shipped_pdf[lang]) if "/Alt" in element]
    assert len(drawings) >= 5
    assert all(any(block["alt"] in alt for alt in told) for block in drawings)
    figures = [e for e in structure(shipped_pdf[lang]) if e.get("/S") == "/Figure"]
    assert figures
    assert all("/Alt" in element or _inner_alt(element) for element in figures)


def _inner_alt(element) -> bool:
    children = element.get("/K", [])
    children = children if isinstance(children, list) else [children]
    return any("/Alt" in child.get_object() for child in children if not isinstance(child, int))


def test_headings_lists_and_table_heads_are_tagged(shipped_pdf, shipped_data, lang):
    tags = [str(element.get("/S")) for element in structure(shipped_pdf[lang])]
    sections = shipped_data[lang]["sections"]
    assert tags.count("/H1") + tags.count("/H2") >= len(sections)
    tables = [b for s in sections for b in s["blocks"] if b["kind"] == "table"]
    assert tags.count("/Table") >= len(tables)
    assert tags.count("/TH") >= sum(len(block["columns"]) for block in tables)
    assert "/L" in tags


def test_every_section_is_a_bookmark(shipped_pdf, shipped_data, lang):
    titles = " ".join(str(entry.title) for entry in _flat(opened(shipped_pdf[lang]).outline))
    for section in shipped_data[lang]["sections"]:
        assert section["title"] in titles
        for block in section["blocks"]:
            assert block["kind"] != "heading" or block["text"] in titles


def _flat(outline):
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry


def test_all_fonts_are_embedded(shipped_pdf, lang):
    found = list(fonts(shipped_pdf[lang]))
    assert found
    for descriptor in found:
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)
        assert "SourceSans" in descriptor["/FontName"]


def test_there_is_no_script_and_no_form(shipped_pdf, lang):
    raw = shipped_pdf[lang]
    assert b"/JavaScript" not in raw
    assert b"/AcroForm" not in raw
