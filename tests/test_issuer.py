"""The office that issues documents: named on all of them, or on none; its file read with care."""

from __future__ import annotations

import base64
import io

import pytest
from docx import Document
from pptx import Presentation

from rollout.analysis import analyse
from rollout.errors import DataError
from rollout.export.labels import label
from rollout.export.map_files import map_bytes
from rollout.issuer import issuer
from rollout.office.letters import letter_docx
from rollout.office.slides import slides_pptx
from rollout.parts_of_country import find_part
from rollout.report.factsheet import factsheet_pdf
from rollout.report.report import report_pdf
from rollout.scenario import Scenario
from tests.grids import grid_inputs, initiative
from tests.report.pdfs import opened, text_of

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
TEXT = """
name = "Servicestelle <Muster>"
address = "Musterweg 1\\n12345 Musterstadt"
contact = "Zentrale 030 000000"
notice_de = "Entwurf"
notice_en = "Draft"
logo = "logo.png"
"""


@pytest.fixture
def office(tmp_path, monkeypatch):
    def write(text=TEXT, logo=PIXEL):
        (tmp_path / "logo.png").write_bytes(logo)
        file = tmp_path / f"issuer{len(list(tmp_path.iterdir()))}.toml"
        file.write_text(text, encoding="utf-8")
        monkeypatch.setenv("ROLLOUT_ISSUER", str(file))

    return write


@pytest.fixture(scope="module")
def grid():
    inputs = grid_inputs({"a": initiative("01006")}, {"a": ["01001"]})
    return analyse(inputs, Scenario(preset="equal", draws=100))


def test_without_a_file_nobody_is_named(grid):
    assert issuer() is None
    assert "Bearbeitung" not in label(grid).attribution.de


def test_the_office_stands_on_every_document(grid, office):
    office()
    part = find_part(grid.inputs, "01")
    letter = io.BytesIO(letter_docx(grid, part, "union", "de"))
    documents = {
        "report": text_of(report_pdf(grid, None, "de")),
        "fact sheet": text_of(factsheet_pdf(grid, "01001", "de")),
        "letter": "\n".join(p.text for p in Document(letter).paragraphs),
        "slides": "\n".join(
            shape.text_frame.text
            for slide in Presentation(io.BytesIO(slides_pptx(grid, None, "de"))).slides
            for shape in slide.shapes
            if shape.has_text_frame
        ),
        "map": map_bytes(grid, "status", "de").decode().replace("&lt;", "<").replace("&gt;", ">"),
    }
    for name, text in documents.items():
        assert "Servicestelle <Muster>" in text, name
        assert "Entwurf" in text, name
    assert "Musterweg 1" in documents["letter"]
    assert "[Name und Anschrift der Stelle]" not in documents["letter"]
    assert "[Name der Stelle]" not in documents["slides"]
    assert "Draft" in label(grid).attribution.en
    first = opened(report_pdf(grid, None, "de")).pages[0]
    assert "Zentrale 030 000000" in first.extract_text()
    assert len(first.images) >= 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "name is missing"),
        ("name = 5", "name is 5"),
        ('name = " "', "name is"),
        ('name = "A"\nphone = "1"', "phone is unknown"),
        ('name = "A"\ncontact = ["x"]', "contact is"),
        ('name = "A"\naddress = "' + "x" * 301 + '"', "address is"),
        ('name = "A"\nlogo = "none.png"', "none.png"),
        ("name = ", "cannot be read"),
    ],
)
def test_what_is_wrong_in_the_file_is_said(text, words, office):
    office(text)
    with pytest.raises(DataError, match=words):
        issuer()


def test_a_logo_that_is_no_picture_is_refused(office):
    office(logo=b"<svg/>")
    with pytest.raises(DataError, match="neither PNG nor JPEG"):
        issuer()
