"""The wrapper around Typst: accessible, the same every time, and safe for any text."""

import io

import pytest
from pypdf import PdfReader

from rollout import typeset
from rollout.errors import DataError
from rollout.typeset import EMPTY_BOX, printable, typeset_pdf, typeset_png

TEMPLATE = """#let d = json(bytes(sys.inputs.data))
#set document(title: d.title)
#set text(font: "Source Sans Pro", lang: d.lang)
#title()
= #d.heading
#par(d.body)
#image(bytes(d.picture), format: "svg", alt: "a red square")
"""
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
    '<rect width="9" height="9" fill="red"/></svg>'
)
DATA = {"title": "Ein Titel", "heading": "Überschrift", "body": "Text", "picture": PICTURE}


@pytest.fixture(autouse=True)
def template(tmp_path, monkeypatch):
    (tmp_path / "page.typ").write_text(TEMPLATE, encoding="utf-8")
    monkeypatch.setattr(typeset, "TEMPLATES", tmp_path)


def read(data=DATA, lang="de") -> PdfReader:
    return PdfReader(io.BytesIO(typeset_pdf("page.typ", data, lang=lang)))


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_document_says_its_title_and_language_and_is_tagged(lang):
    catalogue = read(lang=lang).trailer["/Root"]
    assert catalogue["/Lang"].split("-")[0] == lang
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read(lang=lang).metadata.title == "Ein Titel"
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()


def test_headings_are_bookmarks():
    assert [entry.title for entry in read().outline] == ["Überschrift"]


def test_every_font_is_embedded():
    fonts = read().pages[0]["/Resources"]["/Font"]
    for font in fonts.values():
        descendant = font.get_object()["/DescendantFonts"][0].get_object()
        assert set(descendant["/FontDescriptor"]) & {"/FontFile2", "/FontFile3"}


def test_same_data_same_bytes():
    first, second = (typeset_pdf("page.typ", DATA, lang="de") for _ in range(2))
    assert first == second


@pytest.mark.parametrize("text", ["#panic()", "*bold* $x$ _it_", "<b>x</b>", "\\u{41}", "= no"])
def test_markup_in_data_stays_text(text):
    assert text in read(DATA | {"body": text}).pages[0].extract_text()


@pytest.mark.parametrize("text", ["日本", "\N{GRINNING FACE}", "a\x00b", "\u200f"])
def test_characters_without_a_glyph_become_a_box(text):
    shown = read(DATA | {"body": f"vor {text} nach"}).pages[0].extract_text()
    assert EMPTY_BOX in shown
    assert "nach" in shown


def test_what_the_font_can_show_is_kept():
    words = "Größe „fett“ – 12 °C → ≥ ½ € Łódź Čeština"
    assert printable(words) == words


def test_a_picture_has_the_resolution_asked_for():
    from PIL import Image

    page = Image.open(io.BytesIO(typeset_png("page.typ", DATA, lang="de", dpi=72)))
    assert page.size == pytest.approx((595, 842), abs=1)


def test_a_page_that_cannot_be_typeset_names_its_template():
    with pytest.raises(DataError, match=r"page\.typ: cannot be typeset"):
        typeset_pdf("page.typ", DATA | {"picture": "<svg"}, lang="de")
