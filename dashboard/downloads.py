"""Files of the scenario on screen, made on request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from dash import html
from flask import Flask, Response, abort, request

from dashboard.desk import Desk
from dashboard.state import query_values, scenario_from_query
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


def add_downloads(server: Flask, desk: Desk) -> None:
    """Serve the files below /de/download/ and /en/download/."""

    def download(lang: Lang, name: str) -> Response:
        file = DOWNLOADS.get(name)
        if file is None:
            abort(404)
        scenario = scenario_from_query(desk.scenario, request.args)
        content = file.make(desk.analysed(scenario), lang)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, content_type=file.media_type, headers=headers)

    for lang in LANGS:
        address = f"/{lang}/download/<name>"
        server.add_url_rule(address, address, download, defaults={"lang": lang})


def links(scenario: Scenario, lang: Lang) -> list[html.A]:
    """Links to every file for a scenario."""
    query = urlencode(query_values(scenario))
    return [
        html.A(
            word(f"download_{name}", lang),
            href=f"/{lang}/download/{name}?{query}",
            download=name,
            className="button",
        )
        for name in DOWNLOADS
    ]
