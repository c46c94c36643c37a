"""Files of the scenario on screen, made on request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from dash import html
from flask import Flask, Response, abort, request
from werkzeug.exceptions import BadRequest

from dashboard.page.settings import COUNTRY, OWN, area_from, district_from, query_values
from dashboard.page.words import word
from dashboard.server.app_state import AppState
from dashboard.server.file_queue import PDF
from dashboard.views.potential.files import ranking_csv, scenario_toml
from rollout.analysis import Analysis
from rollout.export.map_files import map_bytes, map_pdf
from rollout.export.sheets import targets_workbook
from rollout.export.tables import districts_csv, districts_geojson, targets_csv
from rollout.language import LANGS, Lang, Text
from rollout.parts_of_country import Part, find_part
from rollout.report.factsheet import factsheet_pdf
from rollout.report.report import report_pdf
from rollout.scenario import Scenario

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NO_PLAN = Text(
    "Dieser Bericht entstand ohne Plan. Mit Plan gibt es ihn in der Ansicht Roll-out-Plan.",
    "This report was made without a plan. With one it comes from the view Roll-out plan.",
)


@dataclass(frozen=True)
class Wanted:
    """What a file is to show.

    Parameters
    ----------
    part
        Land looked at; None for the whole country.
    district
        Key of the district selected; None without any.
    """

    analysis: Analysis
    lang: Lang
    part: Part | None = None
    district: str | None = None


@dataclass(frozen=True)
class Download:
    """One file: its media type, how it is made, and whether that takes seconds."""

    media_type: str
    make: Callable[[Wanted], bytes]
    slow: bool = False


def _map_pdf(wanted: Wanted) -> bytes:
    return map_pdf(wanted.analysis, "status", wanted.lang, part=wanted.part)


def _map_svg(wanted: Wanted) -> bytes:
    return map_bytes(wanted.analysis, "status", wanted.lang, part=wanted.part)


def _report(wanted: Wanted) -> bytes:
    return report_pdf(wanted.analysis, None, wanted.lang, no_plan=NO_PLAN)


def _factsheet(wanted: Wanted) -> bytes:
    assert wanted.district is not None
    return factsheet_pdf(wanted.analysis, wanted.district, wanted.lang)


DOWNLOADS = {
    "coverage.pdf": Download(PDF, _map_pdf, slow=True),
    "coverage.svg": Download("image/svg+xml", _map_svg),
    "targets.xlsx": Download(XLSX, lambda w: targets_workbook(w.analysis, w.lang)),
    "targets.csv": Download(CSV, lambda w: targets_csv(w.analysis, w.lang)),
    "districts.csv": Download(CSV, lambda w: districts_csv(w.analysis)),
    "districts.geojson": Download("application/geo+json", lambda w: districts_geojson(w.analysis)),
}
RANKING_FILES = {
    "ranking.csv": Download(CSV, lambda w: ranking_csv(w.analysis, w.lang)),
    "scenario.toml": Download(
        "application/toml; charset=utf-8", lambda w: scenario_toml(w.analysis, w.lang)
    ),
}
REPORT_FILES = {"report.pdf": Download(PDF, _report, slow=True)}
PROFILE_FILES = {"factsheet.pdf": Download(PDF, _factsheet, slow=True)}
COVERAGE_FILES = {**DOWNLOADS, **REPORT_FILES}


def add_downloads(server: Flask, app_state: AppState) -> None:
    """Serve the files below /de/download/ and /en/download/."""
    files = DOWNLOADS | RANKING_FILES | REPORT_FILES | PROFILE_FILES

    def download(lang: Lang, name: str) -> Response:
        file = files.get(name)
        if file is None:
            abort(404)
        wanted = _wanted(app_state, request.args, lang)
        if name in PROFILE_FILES and wanted.district is None:
            raise BadRequest
        content = (
            app_state.file_queue.made(partial(file.make, wanted))
            if file.slow
            else file.make(wanted)
        )
        return attachment(content, file.media_type, _named(name, wanted))

    for lang in LANGS:
        address = f"/{lang}/download/<name>"
        server.add_url_rule(address, address, download, defaults={"lang": lang})


def _wanted(app_state: AppState, query: Mapping[str, str], lang: Lang) -> Wanted:
    analysis = app_state.asked_by(query)
    inputs = analysis.inputs
    area = area_from(query.get("land", COUNTRY), inputs.districts)
    part = None if area == COUNTRY else find_part(inputs, land=area)
    return Wanted(
        analysis, lang, part, district_from(query.get("district"), inputs.districts.index)
    )


def _named(name: str, wanted: Wanted) -> str:
    """Name of the file, with the district it is about."""
    about = wanted.district if name in PROFILE_FILES else None
    stem, _, ending = name.rpartition(".")
    return f"{stem}-{about}.{ending}" if about else name


def attachment(content: bytes, media_type: str, name: str) -> Response:
    """Answer that the browser saves as a file."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, content_type=media_type, headers=headers)


def links(
    values: object,
    scenario: Scenario,
    lang: Lang,
    files: Iterable[str] = DOWNLOADS,
    **more: str,
) -> list[html.A]:
    """Links to files for a scenario, and for the own files named in the values it came from."""
    own = {OWN: values[OWN]} if isinstance(values, Mapping) and OWN in values else {}
    query = urlencode(query_values(scenario) | own | more)
    return [
        html.A(
            word(f"download_{name}", lang),
            href=f"/{lang}/download/{name}?{query}",
            download=name,
            className="button",
        )
        for name in files
    ]
