"""Files of a plan, and the scenario file in and out."""

from __future__ import annotations

import json
import tempfile
import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from dash import html
from flask import Flask, Response, abort, request
from werkzeug.exceptions import BadRequest, Gone

from rollout.errors import parameter_error
from rollout.export.geopackage import write_geopackage
from rollout.export.map_files import map_bytes, map_pdf
from rollout.export.sheets import targets_workbook
from rollout.export.tables import districts_geojson, targets_csv
from rollout.language import LANGS, Lang, Text
from rollout.office.slides import slides_pptx
from rollout.outputs import scenario_toml
from rollout.parts_of_country import area_of
from rollout.report.report import report_pdf
from rollout.scenario import Scenario

from ...page.contract import LONGEST_SCENARIO
from ...page.settings import (
    ANALYSED,
    PLANNED,
    encode,
    planned_scenario,
    query_values,
    scenario_from_query,
    years,
)
from ...server.app_state import AppState
from ...server.downloads import CSV, PPTX, TOML, XLSX, attachment, form_token, token_form
from ...server.fair_queue import visitor
from ...server.workshop import PDF
from .beside import add_plans_beside
from .compare import differing_settings
from .kept import add_kept_plans
from .parts import setting_name
from .words import word
from .work import Outcome, Planned, asked_analysis, in_force

if TYPE_CHECKING:
    from rollout.followup.approval import ApprovedPlan

OF_PLAN = "plan"  # field with the token of a plan
GEOJSON = "application/geo+json"
GEOPACKAGE = "application/geopackage+sqlite3"
Make = Callable[..., bytes]  # of a plan, in a language
ONE_PACKAGE_AT_A_TIME = threading.Lock()  # the driver has settings for the whole process


def _package(planned: Planned, lang: Lang) -> bytes:
    with ONE_PACKAGE_AT_A_TIME, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.gpkg"
        write_geopackage(planned.analysis, path, planned.plan, lang)
        return path.read_bytes()


def _map_pdf(planned: Planned, lang: Lang) -> bytes:
    return map_pdf(planned.analysis, "waves", lang, planned.plan)


def _report(planned: Planned, lang: Lang, approved: ApprovedPlan | None = None) -> bytes:
    return report_pdf(planned.analysis, planned.plan, lang, approved=approved)


def _slides(planned: Planned, lang: Lang) -> bytes:
    return slides_pptx(planned.analysis, planned.plan, lang)


SLOW = (_map_pdf, _report, _slides)
FILES: dict[str, tuple[str, Make]] = {
    "targets.xlsx": (
        XLSX, lambda result, lang: targets_workbook(result.analysis, lang, result.plan)
    ),
    "targets.csv": (CSV, lambda result, lang: targets_csv(result.analysis, lang, result.plan)),
    "plan.geojson": (GEOJSON, lambda result, _: districts_geojson(result.analysis, result.plan)),
    "plan.gpkg": (GEOPACKAGE, _package),
    "plan.svg": (
        "image/svg+xml", lambda result, lang: map_bytes(result.analysis, "waves", lang, result.plan)
    ),
    "plan.pdf": (PDF, _map_pdf),
    "report.pdf": (PDF, _report),
    "slides.pptx": (PPTX, _slides),
    "scenario.toml": (TOML, lambda result, _: scenario_toml(result.analysis)),
}  # fmt: skip


def add_plan_files(server: Flask, app_state: AppState) -> None:
    """Serve the files of a plan for its token, and the scenario of the controls."""

    def of_plan(lang: Lang, name: str) -> Response:
        if name not in FILES:
            abort(404)
        job = app_state.jobs.get(form_token(OF_PLAN))
        if job is None or not isinstance(job.result, Outcome):
            raise Gone
        media_type, make = FILES[name]
        more = {"approved": in_force(app_state)} if make is _report else {}
        order = partial(make, job.result.chosen, lang, **more)
        content = app_state.workshop.file(order, visitor()) if make in SLOW else order()
        return attachment(content, media_type, name)

    def of_controls() -> Response:
        try:
            values = json.loads(request.args.get("plan", ""))
            scenario = scenario_from_query(app_state.scenario, request.args)
            planned = planned_scenario(scenario, values)
            text = planned.changed(territory=app_state.inputs.territory or None).to_toml()
        except (ValueError, RecursionError):
            raise BadRequest from None
        return attachment(text.encode(), TOML, "scenario.toml")

    add_kept_plans(server, app_state)
    if app_state.service is not None:
        add_plans_beside(server, app_state)
    for lang in LANGS:
        address = f"/{lang}/plan/<name>"
        server.add_url_rule(address, address, of_plan, defaults={"lang": lang}, methods=["POST"])
    server.add_url_rule("/plan/scenario.toml", "plan-scenario", of_controls)


def plan_links(token: str, lang: Lang) -> list[html.Form]:
    """Buttons for the files of a plan."""
    addresses = {f"plan/{name}": word(f"plan_file_{name}", lang) for name in FILES}
    return [token_form(OF_PLAN, token, addresses)]


def scenario_link(scenario: Scenario, settings: Mapping[str, Any]) -> str:
    """Address of the scenario file for the controls on screen."""
    text = json.dumps(settings, ensure_ascii=False, separators=(",", ":"))
    return f"../plan/scenario.toml?{urlencode(query_values(scenario) | {'plan': text})}"


def uploaded(app_state: AppState, upload: object, lang: Lang) -> tuple[dict[str, Any], list[str]]:
    """Settings of an uploaded file, and the fields no control can hold.

    Raises `ScenarioError` with everything that is wrong with the file.
    """
    text = upload.get("text") if isinstance(upload, Mapping) else None
    if not isinstance(text, str) or len(text) > LONGEST_SCENARIO:
        raise BadRequest
    scenario = Scenario.from_toml(text)
    values, plan = _held(scenario, years(app_state.inputs)[1])
    analysed = _checked(app_state, values, plan)
    plan["area"] = _area_as_offered(app_state, scenario.area)
    # The page has one territorial status; a file of the same one says nothing else.
    if str(scenario.territory or "") in ("", app_state.inputs.territory):
        scenario = scenario.changed(territory=None)
    left = [setting_name(name, lang) for name in differing_settings(scenario, analysed)]
    return values | plan, left


def _held(scenario: Scenario, last: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the controls can hold of a scenario: settings of the analysis and of the plan."""
    values, plan = encode(scenario, *ANALYSED), encode(scenario, *PLANNED)
    if scenario.as_of and scenario.as_of.year > last:
        values["as_of"] = None  # the end of the slider is the whole register
    return values, plan


def _area_as_offered(app_state: AppState, names: tuple[str, ...]) -> str:
    """An area of a file as the controls call it: one part has an entry in their list."""
    area = area_of(app_state.inputs, names)
    return area.parts[0].label if area is not None and len(area.parts) == 1 else ";".join(names)


def _checked(app_state: AppState, values: dict[str, Any], settings: dict[str, Any]) -> Scenario:
    try:
        return asked_analysis(app_state, values, settings).scenario
    except BadRequest:
        finding = Text(
            "passt nicht zu den Daten dieser Seite", "does not fit the data of this page"
        )
        expected = Text(
            "Indikatoren und Werte, die es hier gibt", "indicators and values known here"
        )
        raise parameter_error("scenario.toml", finding, expected) from None
