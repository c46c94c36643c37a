"""Files of the view Coverage: map, targets, districts and the report."""

from __future__ import annotations

from rollout.export.map_files import map_bytes, map_pdf
from rollout.export.sheets import targets_workbook
from rollout.export.tables import districts_csv, districts_geojson, targets_csv
from rollout.language import Text
from rollout.office.slides import slides_pptx
from rollout.report.report import report_pdf

from ...server.downloads import CSV, PPTX, XLSX, Download, Subject
from ...server.workshop import PDF

NO_PLAN = Text(
    "Dieser Bericht entstand ohne Plan. Mit Plan gibt es ihn in der Ansicht Roll-out-Plan.",
    "This report was made without a plan. With one it comes from the view Roll-out plan.",
)


# Named functions for files that take seconds: they are made in another process.
def _map_pdf(subject: Subject) -> bytes:
    return map_pdf(subject.analysis, "status", subject.lang, part=subject.part)


def _map_svg(subject: Subject) -> bytes:
    return map_bytes(subject.analysis, "status", subject.lang, part=subject.part)


def _report(subject: Subject) -> bytes:
    return report_pdf(subject.analysis, None, subject.lang, no_plan=NO_PLAN)


def _slides(subject: Subject) -> bytes:
    return slides_pptx(subject.analysis, None, subject.lang)


REPORT_FILES = {
    "report.pdf": Download(Text("Bericht (PDF)", "Report (PDF)"), PDF, _report, slow=True)
}
COVERAGE_FILES = {
    **REPORT_FILES,
    "slides.pptx": Download(Text("Folien (PPTX)", "Slides (PPTX)"), PPTX, _slides, slow=True),
    "coverage.pdf": Download(
        Text("Karte (PDF)", "Map (PDF)"), PDF, _map_pdf, slow=True, of_area=True
    ),
    "coverage.svg": Download(
        Text("Karte (SVG)", "Map (SVG)"), "image/svg+xml", _map_svg, of_area=True
    ),
    "targets.xlsx": Download(
        Text("Zielregionen (Excel)", "Target regions (Excel)"),
        XLSX,
        lambda s: targets_workbook(s.analysis, s.lang, area=s.area),
        of_area=True,
    ),
    "targets.csv": Download(
        Text("Zielregionen (CSV)", "Target regions (CSV)"),
        CSV,
        lambda s: targets_csv(s.analysis, s.lang, area=s.area),
        of_area=True,
    ),
    "districts.csv": Download(
        Text("Alle Kreise (CSV)", "All districts (CSV)"), CSV, lambda s: districts_csv(s.analysis)
    ),
    "districts.geojson": Download(
        Text("Alle Kreise (GeoJSON)", "All districts (GeoJSON)"),
        "application/geo+json",
        lambda s: districts_geojson(s.analysis),
    ),
}
