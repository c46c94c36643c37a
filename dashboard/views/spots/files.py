"""Files of the view White spots: fact sheet of a district, letter to its chamber."""

from __future__ import annotations

from rollout.language import Text
from rollout.office.letters import letter_docx
from rollout.parts_of_country import part_of_district
from rollout.report.factsheet import factsheet_pdf

from ...server.downloads import DOCX, Download, Subject
from ...server.workshop import PDF


def _factsheet(subject: Subject) -> bytes:
    assert subject.district is not None
    return factsheet_pdf(subject.analysis, subject.district, subject.lang)


def _letter(subject: Subject) -> bytes:
    assert subject.district is not None
    part = part_of_district(subject.analysis.inputs, subject.district)
    return letter_docx(subject.analysis, part, "chamber", subject.lang)


PROFILE_FILES = {
    "factsheet.pdf": Download(
        Text("Steckbrief (PDF)", "Fact sheet (PDF)"), PDF, _factsheet, slow=True, of_district=True
    ),
    "letter.docx": Download(
        Text("Brief an die Kammer (DOCX)", "Letter to the chamber (DOCX)"),
        DOCX,
        _letter,
        slow=True,
        of_district=True,
    ),
}
