"""Files of the scenario on screen, made on request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from dash import html
from flask import Flask, Response, abort, request

from dashboard.desk import Desk
from dashboard.potential_files import ranking_csv, scenario_toml
from dashboard.state import OWN, query_values
from dashboard.texts import word
from rollout.analysis import Analysis
from rollout.errors import LANGS, Lang
from rollout.export.bundle import map_bytes
from rollout.export.sheets import targets_workbook
from rollout.export.tables import districts_csv, districts_geojson, targets_csv
from rollout.scenario import Scenario

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Download:
    """One file: its media type and how it is made."""

    media_type: str
    make: Callable[[Analysis, Lang], bytes]


DOWNLOADS = {
    "coverage.svg": Download("image/svg+xml", lambda a, lang: map_bytes(a, "status", lang)),
    "targets.xlsx": Download(XLSX, targets_workbook),
    "targets.csv": Download("text/csv; charset=utf-8", targets_csv),
    "districts.csv": Download("text/csv; charset=utf-8", lambda a, _: districts_csv(a)),
    "districts.geojson": Download("application/geo+json", lambda a, _: districts_geojson(a)),
}


RANKING_FILES = {
    "ranking.csv": Download("text/csv; charset=utf-8", ranking_csv),
    "scenario.toml": Download("application/toml; charset=utf-8", scenario_toml),
}


def add_downloads(server: Flask, desk: Desk) -> None:
    """Serve the files below /de/download/ and /en/download/."""

    def download(lang: Lang, name: str) -> Response:
        file = (DOWNLOADS | RANKING_FILES).get(name)
        if file is None:
            abort(404)
        content = file.make(desk.asked_by(request.args), lang)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, content_type=file.media_type, headers=headers)

    for lang in LANGS:
        address = f"/{lang}/download/<name>"
        server.add_url_rule(address, address, download, defaults={"lang": lang})


def links(
    values: object, scenario: Scenario, lang: Lang, files: Iterable[str] = DOWNLOADS
) -> list[html.A]:
    """Links to files for a scenario, and for the own files named in the values it came from."""
    own = {OWN: values[OWN]} if isinstance(values, Mapping) and OWN in values else {}
    query = urlencode(query_values(scenario) | own)
    return [
        html.A(
            word(f"download_{name}", lang),
            href=f"/{lang}/download/{name}?{query}",
            download=name,
            className="button",
        )
        for name in files
    ]
