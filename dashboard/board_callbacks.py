"""What happens on the page on foundings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import ClientsideFunction, Dash, Input, Output, html
from dash.exceptions import PreventUpdate
from flask import Flask, Response
from werkzeug.exceptions import BadRequest

from dashboard import board_figures, board_parts, ids
from dashboard.board_controls import BY, CALENDAR, FIELDS, calendar_scenario
from dashboard.desk import Desk
from dashboard.plan_results import problems
from dashboard.plan_state import planned_scenario
from dashboard.state import view_at
from dashboard.texts import word
from rollout import wording
from rollout.courses import cases_of, course, newest_entry
from rollout.errors import LANGS, Lang, ScenarioError
from rollout.milestones import COLUMNS, STEP_KEYS
from rollout.model import Inputs
from rollout.outlook import outlook
from rollout.scenario import Scenario
from rollout.schedule import lapses, schedule


def register(app: Dash, desk: Desk, lang: Lang) -> None:
    """Attach the callbacks; they answer only while the page is open."""
    _browser(app)
    path, own = Input(ids.LOCATION, "pathname"), Input(ids.OWN, "data")

    @app.callback(Output(ids.BOARD_STANDING, "children"), path, own)
    def standing(shown: object, token: object) -> list[Any]:
        _only_here(shown, lang)
        return board_parts.board(desk.inputs_of(token), dt.date.today(), lang)

    @app.callback(
        {
            "calendar": Output(ids.BOARD_CALENDAR, "children"),
            "chart": Output(ids.BOARD_NETWORK, "data"),
            "outlook": Output(ids.BOARD_OUTLOOK, "children"),
        },
        path,
        own,
        Input(ids.PLAN_SETTINGS, "data"),
        *(Input(control, "value") for control in CALENDAR),
    )
    def calendar(shown: object, token: object, settings: object, *values: object) -> dict[str, Any]:
        _only_here(shown, lang)
        inputs = desk.inputs_of(token)
        try:
            scenario = _scenario(desk.scenario, settings, values)
            return calendar_parts(inputs, scenario, dt.date.today(), lang)
        except ScenarioError as error:
            return {"calendar": problems(error, lang), "chart": None, "outlook": []}

    @app.callback(
        {
            "chart": Output(ids.BOARD_CURVES, "data"),
            "courses": Output(ids.BOARD_COURSES, "children"),
        },
        path,
        own,
        Input(ids.BOARD_STEP, "value"),
        Input(ids.BOARD_BY, "value"),
    )
    def courses(shown: object, token: object, step: object, by: object) -> dict[str, Any]:
        _only_here(shown, lang)
        if step not in STEP_KEYS or by not in BY:
            raise BadRequest
        until = desk.scenario.observed_until
        return course_parts(desk.inputs_of(token), str(step), str(by), until, lang)


def _browser(app: Dash) -> None:
    for data, place in (
        (ids.BOARD_NETWORK, ids.BOARD_NETWORK_CHART),
        (ids.BOARD_CURVES, ids.BOARD_CURVES_CHART),
    ):
        draw = ClientsideFunction("rollout", "boardChart")
        app.clientside_callback(draw, Input(data, "data"), Input(place, "id"))


def _only_here(path: object, lang: Lang) -> None:
    view = view_at(path, lang)
    if view is None or view.key != "foundings":
        raise PreventUpdate


def _scenario(base: Scenario, settings: object, values: Sequence[object]) -> Scenario:
    planned = planned_scenario(base, settings) if isinstance(settings, Mapping) else base
    return calendar_scenario(planned, dict(zip(FIELDS, values, strict=True)))


def calendar_parts(
    inputs: Inputs, scenario: Scenario, today: dt.date, lang: Lang
) -> dict[str, Any]:
    """Calendar of waves of the planned size, and what they and running foundings may add."""
    found = lapses(inputs.foundings, inputs.founding_cases, scenario)
    index = pd.RangeIndex(1, scenario.waves + 1, name="wave")
    size = {"new": scenario.count, "cost": scenario.count * scenario.region_cost}
    made = schedule(pd.DataFrame(size, index=index), found, scenario)
    ahead = outlook(inputs.history, inputs.foundings, found["linked"], made, today)
    running = inputs.foundings["outcome"].eq("running") & inputs.foundings["linked"].eq("")
    coming = int(running.sum()) - ahead.undated + (scenario.count * scenario.waves if made else 0)
    said = {
        "count": wording.number(scenario.count * scenario.waves, lang=lang),
        "waves": wording.number(scenario.waves, lang=lang),
        "cost": wording.number(scenario.region_cost, 1 if scenario.region_cost % 1 else 0, lang),
    }
    note = html.P(word("board_calendar_text", lang, **said), className="caption")
    return {
        "calendar": [note, *board_parts.calendar(made, lang)],
        "chart": board_figures.network_chart(ahead, today, lang),
        "outlook": board_figures.network_words(ahead, coming, lang),
    }


def course_parts(
    inputs: Inputs, step: str, by: str, until: dt.date | None, lang: Lang
) -> dict[str, Any]:
    """Curves of one step and the tables of all."""
    own, reference = cases_of(inputs, "own"), cases_of(inputs, "reference")
    found = {"reference": course(reference, step)}
    if len(own):
        found = {"own": course(own, step, until or newest_entry(own)), **found}
    words = board_figures.curve_words(found, lang)
    return {
        "chart": board_figures.curve_chart(found, lang),
        "courses": [*words, *board_parts.courses(inputs, until, by, lang)],
    }


def add_founding_template(server: Flask) -> None:
    """Serve an empty file of foundings at /de/foundings.csv and /en/foundings.csv."""
    header = ",".join(("id", *COLUMNS)) + "\r\n"

    def serve() -> Response:
        answer = Response("\ufeff" + header, content_type="text/csv; charset=utf-8")
        answer.headers["Content-Disposition"] = 'attachment; filename="foundings.csv"'
        return answer

    for lang in LANGS:
        server.add_url_rule(f"/{lang}/foundings.csv", f"foundings-{lang}", serve)
