"""Files of the view White spots: the fact sheet of a district."""

from __future__ import annotations

from rollout.language import Text
from rollout.report.factsheet import factsheet_pdf

from ...server.downloads import Download, Subject
from ...server.file_queue import PDF


def _factsheet(subject: Subject) -> bytes:
    assert subject.district is not None
    return factsheet_pdf(subject.analysis, subject.district, subject.lang)


PROFILE_FILES = {
    "factsheet.pdf": Download(
        Text("Steckbrief (PDF)", "Fact sheet (PDF)"), PDF, _factsheet, slow=True, of_district=True
    )
}
