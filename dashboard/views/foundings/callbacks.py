"""What happens on the page on foundings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd
from dash import Dash, Input, Output, html
from werkzeug.exceptions import BadRequest

from rollout import language
from rollout.errors import ScenarioError
from rollout.founding_steps import STEP_KEYS
from rollout.foundings.durations import cases_of, course, newest_entry
from rollout.language import Lang
from rollout.model import Inputs
from rollout.plan.calendar import lapses, schedule
from rollout.plan.outlook import outlook
from rollout.scenario import Scenario
from rollout.scenario.records import records

from ...page import ids
from ...page.contract import browser
from ...page.settings import DATED, decode, fields_of, from_shown, planned_scenario
from ...server.app_state import AppState
from ..plan.parts import problems
from ..view import View
from . import figures, parts
from .controls import GROUPS
from .words import word

if TYPE_CHECKING:
    from rollout.workspace.service import Service
    from rollout.workspace.tasks import Task


def register(app: Dash, app_state: AppState, view: View, lang: Lang) -> None:
    """Attach the callbacks; they answer only while the page is open."""
    _browser(app)
    _answer_calendar(app, app_state, view, lang)
    _answer_courses(app, app_state, view, lang)
    at, files = Input(ids.LOCATION, "pathname"), Input(ids.OWN, "data")

    # What is recorded asks for the scenario anew.
    @app.callback(
        Output(ids.FOUNDINGS_STANDING, "children"), at, files, Input(ids.SCENARIO, "data")
    )
    def board(path: object, token: object, scenario: object) -> list[Any]:
        view.only_at(path, lang)
        service, day = app_state.service, app_state.day_of(token)
        may_record = service is not None and service.actor.may_change("founding")
        recorded = recorded_foundings(service) if service and may_record else None
        if day is not None:
            recorded = parts.Recorded({}, {})  # what is past only shows
        return parts.board(app_state.inputs_of(token), day or dt.date.today(), lang, recorded)


def recorded_foundings(service: Service) -> parts.Recorded:
    """Versions and next tasks of the foundings of a workspace."""
    versions = {record.key: record.version for record in service.records("founding")}
    tasks: dict[str, Task] = {}
    for task in service.task_list():  # the most pressing one first
        tasks.setdefault(task.record["founding_id"], task)
    return parts.Recorded(versions, tasks)


def _answer_calendar(app: Dash, app_state: AppState, view: View, lang: Lang) -> None:
    @app.callback(
        {
            "calendar": Output(ids.FOUNDINGS_CALENDAR, "children"),
            "chart": Output(ids.FOUNDINGS_NETWORK, "data"),
            "outlook": Output(ids.FOUNDINGS_OUTLOOK, "children"),
        },
        {
            "path": Input(ids.LOCATION, "pathname"),
            "token": Input(ids.OWN, "data"),
            "plan": Input(ids.PLAN_SETTINGS, "data"),
            "dates": {name: Input(ids.setting(name), "value") for name in fields_of(*DATED)},
        },
    )
    def calendar(
        path: object, token: object, plan: object, dates: Mapping[str, object]
    ) -> dict[str, Any]:
        view.only_at(path, lang)
        inputs = app_state.inputs_of(token)
        try:
            scenario = dated_scenario(app_state.scenario, plan, dates)
            today = app_state.day_of(token) or dt.date.today()
            return calendar_parts(inputs, scenario, today, lang)
        except ScenarioError as error:
            return {"calendar": problems(error, lang), "chart": None, "outlook": []}


def _answer_courses(app: Dash, app_state: AppState, view: View, lang: Lang) -> None:
    @app.callback(
        {
            "chart": Output(ids.FOUNDINGS_CURVES, "data"),
            "courses": Output(ids.FOUNDINGS_COURSES, "children"),
        },
        Input(ids.LOCATION, "pathname"),
        Input(ids.OWN, "data"),
        Input(ids.FOUNDINGS_STEP, "value"),
        Input(ids.FOUNDINGS_BY, "value"),
    )
    def courses(path: object, token: object, step: object, by: object) -> dict[str, Any]:
        view.only_at(path, lang)
        if step not in STEP_KEYS or by not in GROUPS:
            raise BadRequest
        until = app_state.scenario.observed_until
        return course_parts(app_state.inputs_of(token), str(step), str(by), until, lang)


def _browser(app: Dash) -> None:
    for data, place in (
        (ids.FOUNDINGS_NETWORK, ids.FOUNDINGS_NETWORK_CHART),
        (ids.FOUNDINGS_CURVES, ids.FOUNDINGS_CURVES_CHART),
    ):
        browser(app, "foundingsChart", Input(data, "data"), Input(place, "id"))


def dated_scenario(base: Scenario, plan: object, dates: Mapping[str, object]) -> Scenario:
    """Scenario with the settings of the plan and the dates of the controls.

    An empty number keeps that of the server, where a calendar needs one.
    """
    if set(dates) - set(fields_of(*DATED)):
        raise BadRequest
    plan_scenario = planned_scenario(base, plan) if isinstance(plan, Mapping) else base
    values = {
        name: from_shown(name, value)
        for name, value in dates.items()
        if value not in (None, "") or records()[name].optional
    }
    return decode(plan_scenario, values, *DATED)


def calendar_parts(
    inputs: Inputs, scenario: Scenario, today: dt.date, lang: Lang
) -> dict[str, Any]:
    """Calendar of waves of the planned size, and what they and running foundings may add."""
    durations = lapses(inputs.foundings, inputs.founding_cases, scenario)
    index = pd.RangeIndex(1, scenario.waves + 1, name="wave")
    size = {"new": scenario.count, "cost": scenario.count * scenario.region_cost}
    dates = schedule(pd.DataFrame(size, index=index), durations, scenario)
    ahead = outlook(inputs.history, inputs.foundings, durations["linked"], dates, today)
    running = inputs.foundings["outcome"].eq("running") & inputs.foundings["linked"].eq("")
    coming = int(running.sum()) - ahead.undated + (scenario.count * scenario.waves if dates else 0)
    values = {
        "count": language.number(scenario.count * scenario.waves, lang=lang),
        "waves": language.number(scenario.waves, lang=lang),
        "cost": language.number(scenario.region_cost, 1 if scenario.region_cost % 1 else 0, lang),
    }
    note = html.P(word("foundings_calendar_text", lang, **values), className="caption")
    return {
        "calendar": [note, *parts.calendar(dates, lang)],
        "chart": figures.network_chart(ahead, today, lang),
        "outlook": figures.network_words(ahead, coming, lang),
    }


def course_parts(
    inputs: Inputs, step: str, by: str, until: dt.date | None, lang: Lang
) -> dict[str, Any]:
    """Curves of one step and the tables of all."""
    own_cases, reference = cases_of(inputs, "own"), cases_of(inputs, "reference")
    curves = {"reference": course(reference, step)}
    if len(own_cases):
        curves = {"own": course(own_cases, step, until or newest_entry(own_cases)), **curves}
    words = figures.curve_words(curves, lang)
    return {
        "chart": figures.curve_chart(curves, lang),
        "courses": [*words, *parts.courses(inputs, until, by, lang)],
    }
