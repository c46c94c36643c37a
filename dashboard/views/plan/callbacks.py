"""What happens in the view Roll-out plan: ask, watch, show."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from dash import Dash, Input, Output, State, ctx, html, no_update
from dash.exceptions import PreventUpdate
from werkzeug.exceptions import BadRequest

from rollout import language
from rollout.errors import ScenarioError
from rollout.language import Lang
from rollout.siting.problem import Progress

from ...page import ids
from ...page.attributes import Attributes
from ...page.contract import browser
from ...page.settings import OWN, PLANNED, fields_of
from ...server.app_state import AppState
from ...server.fair_queue import BusyError, visitor
from ...server.jobs import Job, Report, Work
from ..view import View
from . import more, parts, work
from .compare import comparison
from .files import plan_links, scenario_link, uploaded
from .words import word

DETAILS = {
    "explain": ids.PLAN_EXPLAIN,
    "curve": ids.PLAN_CURVE_TABLE,
    "robust": ids.PLAN_ROBUST,
    "front": ids.PLAN_FRONT_TABLE,
    "fewest": ids.PLAN_FEWEST,
    "meet": ids.PLAN_MEET,
}
RUNS = (
    ids.PLAN_RUN, ids.PLAN_EXPLAIN_RUN, ids.PLAN_CURVE_RUN, ids.PLAN_ROBUST_RUN,
    ids.PLAN_FRONT_RUN, ids.PLAN_FEWEST_RUN, ids.PLAN_MEET_RUN,
)  # fmt: skip
CHARTS = {"curve": ids.PLAN_CURVE, "front": ids.PLAN_FRONT}


def register(app: Dash, app_state: AppState, view: View, lang: Lang) -> None:
    """Attach the callbacks of this view."""
    _browser(app)
    _answer_settings(app, app_state, view, lang)
    _answer_runs(app, app_state, lang)
    _answer_results(app, app_state, lang)


def _browser(app: Dash) -> None:
    """What the scripts do: gather, ask, paint, list the picks, keep a plan."""

    settings = [Input(ids.setting(name), "value") for name in fields_of(*PLANNED)]
    data = {name: Input(name, "data") for name in (
        ids.PLAN_SETTINGS, ids.SCENARIO, ids.PLAN_FOUND, ids.PLAN_MAP, ids.RESULT, ids.SELECTED,
        ids.PLAN_CURVE, ids.PLAN_FRONT, ids.PLAN_UPLOADED,
    )}  # fmt: skip
    path, page = Input(ids.LOCATION, "pathname"), State(ids.CONTROLS, "data")
    land = Input(ids.LAND, "value")
    browser(app, "planSettings", Output(ids.PLAN_SETTINGS, "data"), *settings, land, page)
    browser(
        app,
        "planAsk",
        [Output(ids.PLAN_ASK, "data"), Output(ids.PLAN_STALE, "hidden")],
        *(Input(run, "n_clicks") for run in RUNS),
        data[ids.PLAN_SETTINGS], data[ids.SCENARIO], path,
        State(ids.PLAN_KEPT, "value"),
        *(State(name, "value") for name in (ids.PLAN_SHARE, ids.PLAN_MEET_COUNT,
                                            ids.PLAN_MEET_WHO)),
        page,
    )  # fmt: skip
    browser(
        app,
        "planMap", data[ids.PLAN_MAP], path, data[ids.RESULT], data[ids.SELECTED],
        land, page,
    )  # fmt: skip
    message, resting = Input(ids.PLAN_MESSAGE, "children"), State(ids.PLAN_TICK, "disabled")
    last = State(ids.PLAN_FOUND, "data")
    browser(app, "planSettled", data[ids.PLAN_MAP], message, last, resting)
    browser(app, "planChart", data[ids.PLAN_CURVE], path, page)
    browser(app, "planFront", data[ids.PLAN_FRONT])
    browser(app, "planNames", data[ids.PLAN_MAP], path)
    picks = [Input(ids.setting(name), "value") for name in ("require", "exclude")]
    browser(app, "planPicks", Output(ids.PLAN_PICK, "value"), *picks, data[ids.SELECTED])
    buttons = [Output(ids.PLAN_KEEP, "disabled"), Output(ids.PLAN_DROP, "disabled")]
    browser(app, "planKept", buttons, Input(ids.PLAN_KEPT, "value"), data[ids.PLAN_FOUND])
    browser(app, "planAdopt", data[ids.PLAN_UPLOADED])


def _answer_settings(app: Dash, app_state: AppState, view: View, lang: Lang) -> None:
    @app.callback(
        {
            "problems": Output(ids.PLAN_PROBLEMS, "children"),
            "save": Output(ids.PLAN_SAVE, "href"),
        },
        Input(ids.PLAN_SETTINGS, "data"),
        Input(ids.SCENARIO, "data"),
        Input(ids.LOCATION, "pathname"),
    )
    def check(settings: object, values: object, path: object) -> dict[str, Any]:
        view.only_at(path, lang)
        try:
            scenario = work.asked_analysis(app_state, values, settings).scenario
        except ScenarioError as error:
            return {"problems": parts.problems(error, lang), "save": no_update}
        save = scenario_link(scenario, settings if isinstance(settings, Mapping) else {})
        return {"problems": [], "save": save}

    @app.callback(
        {
            "values": Output(ids.PLAN_UPLOADED, "data"),
            "message": Output(ids.PLAN_FILE_MESSAGE, "children"),
        },
        Input(ids.PLAN_UPLOAD, "data"),
        prevent_initial_call=True,
    )
    def adopt(upload: object) -> dict[str, Any]:
        try:
            values, left = uploaded(app_state, upload, lang)
        except ScenarioError as error:
            message = parts.problems(error, lang, "plan_file_wrong")
            return {"values": no_update, "message": message}
        lines = [html.P(word("plan_file_taken", lang))]
        if left:
            lines.append(html.P(word("plan_file_left", lang, names=", ".join(left))))
        return {"values": values, "message": lines}


def _answer_runs(app: Dash, app_state: AppState, lang: Lang) -> None:
    app_state.jobs.make = partial(_order_again, app_state)

    @app.callback(
        Output(ids.PLAN_JOB, "data"), Input(ids.PLAN_ASK, "data"), prevent_initial_call=True
    )
    def start(ask: object) -> dict[str, Any]:
        if not isinstance(ask, Mapping):
            raise BadRequest
        kind = ask.get("kind")
        try:
            return {"kind": kind, "token": _begin(app_state, ask)}
        except BusyError as error:
            return {"kind": kind, "token": None, "running": error.running}

    @app.callback(
        {
            "progress": Output(ids.PLAN_PROGRESS, "children"),
            "message": Output(ids.PLAN_MESSAGE, "children"),
            "resting": Output(ids.PLAN_TICK, "disabled"),
            "settled": Output(ids.PLAN_CANCEL, "disabled"),
            "found": Output(ids.PLAN_FOUND, "data"),
        },
        Input(ids.PLAN_JOB, "data"),
        Input(ids.PLAN_TICK, "n_intervals"),
        Input(ids.PLAN_CANCEL, "n_clicks"),
        prevent_initial_call=True,
    )
    def watch(running: object, ticks: object, cancels: object) -> dict[str, Any]:
        kind, token = _job_of(running)
        job = None if token is None else app_state.jobs.get(token)
        if job is None:
            return _at_rest(_busy(running, lang) if token is None else word("plan_expired", lang))
        if ctx.triggered_id == ids.PLAN_CANCEL:
            app_state.jobs.cancel(job)
        seconds = app_state.jobs.seconds(job)
        if not job.done.is_set():
            return _at_work(_progress(job, seconds, lang))
        message = _message(job, seconds, lang)
        result = {"kind": kind, "token": token} if job.result is not None else no_update
        return _at_rest(message) | {"found": result}


def _job_of(value: object) -> tuple[str, str | None]:
    """Kind and token of a job as the page keeps them."""
    if not isinstance(value, Mapping):
        raise BadRequest
    kind, token = value.get("kind"), value.get("token")
    if kind not in ("plan", *DETAILS) or not (token is None or isinstance(token, str)):
        raise BadRequest
    return str(kind), token


def _busy(value: object, lang: Lang) -> str:
    """Why there was no place for a job."""
    running = value.get("running") if isinstance(value, Mapping) else None
    if not isinstance(running, int) or running < 1:
        return word("plan_busy", lang)
    return word("plan_busy_own", lang, count=language.number(running, lang=lang))


def _at_rest(message: Any) -> dict[str, Any]:
    return {
        "progress": [], "message": message, "resting": True, "settled": True, "found": no_update
    }  # fmt: skip


def _at_work(progress: Any) -> dict[str, Any]:
    return {
        "progress": progress, "message": "", "resting": False, "settled": False, "found": no_update
    }  # fmt: skip


def _begin(app_state: AppState, ask: Mapping[str, Any]) -> str:
    """Token of what is asked for, or of the plan it belongs to where that one is gone."""
    jobs = app_state.jobs
    try:
        order = _order(app_state, ask)
    except ScenarioError as error:
        return jobs.refuse(error, visitor())
    return str(ask["plan"]) if order is None else jobs.start(order, visitor(), dict(ask))


def _order(app_state: AppState, ask: Mapping[str, Any]) -> Work | None:
    """Work that is asked for, whichever process of the server was asked.

    None: it belongs to a plan that is gone; `watch` says so. `ScenarioError` on settings that
    cannot be used, `BadRequest` on what no page sends.
    """
    return (_plan_order if ask.get("kind") == "plan" else _detail_order)(app_state, ask)


def _order_again(app_state: AppState, ask: Mapping[str, Any]) -> Work:
    """Work that another process was asked for; what is wrong with it by now is told as its end."""

    def again(report: Report, cancel: threading.Event) -> Any:
        order = _order(app_state, ask)
        return None if order is None else order(report, cancel)

    return again


def _plan_order(app_state: AppState, ask: Mapping[str, Any]) -> Work:
    kept_text = ask.get("kept", "")
    if not isinstance(kept_text, str):
        raise BadRequest
    values = ask.get("scenario")
    analysis = work.asked_analysis(app_state, values, ask.get("settings"))
    files = values.get(OWN) if isinstance(values, Mapping) else None
    kept_too = work.kept_analysis(app_state, kept_text, values)
    times = app_state.travel_times_of(files)
    return work.plan_work(app_state.workshop, analysis, kept_too, times)


def _detail_order(app_state: AppState, ask: Mapping[str, Any]) -> Work | None:
    kind, token = ask.get("kind"), ask.get("plan")
    if not isinstance(kind, str) or kind not in DETAILS or not isinstance(token, str):
        raise BadRequest
    job = app_state.jobs.get(token)
    if job is None or not isinstance(job.result, work.Outcome):
        return None
    choice = work.DetailChoice.from_page(kind, ask)
    return work.detail_work(app_state.workshop, kind, job.result.chosen, choice)


def _progress(job: Job, seconds: float, lang: Lang) -> list[Any]:
    """How far a job is, with bound and gap."""
    if job.started is None:
        return [html.P(word("plan_queued", lang))]
    step = _step(job.progress.step if job.progress else "start", lang)
    elapsed = language.number(seconds, 0, lang)
    lines = [html.P(word("plan_solving", lang, step=step, seconds=elapsed))]
    if job.progress is not None and math.isfinite(job.progress.gap):
        lines.append(html.P(_bounds(job.progress, lang), className="caption expert"))
    label = Attributes({"aria-label": word("plan_progress", lang)})
    return [html.Progress(**label), *lines]


def _step(step: str, lang: Lang) -> str:
    """Step of the solver in words."""
    name, _, number = step.partition(" ")
    return word(f"plan_step_{name}", lang, number=number)


def _bounds(progress: Progress, lang: Lang) -> str:
    return word(
        "plan_bounds",
        lang,
        value=language.number(progress.value, 0, lang),
        bound=language.number(progress.bound, 0, lang),
        gap=language.percent(progress.gap, 2, lang),
    )


def _message(job: Job, seconds: float, lang: Lang) -> Any:
    """How a job ended."""
    if job.cancel.is_set():
        return word("plan_cancelled" if job.result is not None else "plan_cancelled_early", lang)
    if job.error is not None:
        return parts.problems(job.error, lang)
    if job.failed:
        return word("plan_failed", lang)
    return word("plan_done", lang, seconds=language.number(max(seconds, 0.1), 1, lang))


def _answer_results(app: Dash, app_state: AppState, lang: Lang) -> None:
    @app.callback(
        {
            "result": Output(ids.PLAN_RESULT, "children"),
            "map": Output(ids.PLAN_MAP, "data"),
            "hidden": Output(ids.PLAN_DETAILS, "hidden"),
            "comparison": Output(ids.PLAN_COMPARISON, "children"),
            **{f"{kind}_chart": Output(place, "data") for kind, place in CHARTS.items()},
            **{kind: Output(place, "children") for kind, place in DETAILS.items()},
        },
        Input(ids.PLAN_FOUND, "data"),
        prevent_initial_call=True,
    )
    def results(finished: object) -> dict[str, Any]:
        kind, token = _job_of(finished)
        job = None if token is None else app_state.jobs.get(token)
        if job is None or token is None:
            raise PreventUpdate
        if isinstance(job.result, work.Outcome):
            return _plan_shown(job.result, token, lang)
        return _detail_shown(kind, job.result, lang)


def _plan_shown(outcome: work.Outcome, token: str, lang: Lang) -> dict[str, Any]:
    """A new plan: everything that belonged to the one before goes."""
    from rollout.plan.beside import beside
    from rollout.plan.equity import plan_evenness

    analysis, plan = outcome.chosen.analysis, outcome.chosen.plan
    return {
        "result": [
            *parts.plan_result(plan, plan_links(token, lang), lang),
            *more.evenness_parts(plan_evenness(analysis, plan), lang),
            *parts.beside_table(beside(analysis, plan), lang),
        ],
        "map": parts.map_of(plan),
        "hidden": False,
        "comparison": _comparison(outcome, lang),
        **{f"{kind}_chart": None for kind in CHARTS},
        **{kind: [] for kind in DETAILS},
    }


def _comparison(outcome: work.Outcome, lang: Lang) -> Any:
    if outcome.kept is None:
        return []
    if isinstance(outcome.kept, work.Planned):
        return comparison(outcome.kept, outcome.chosen, lang)
    return parts.problems(outcome.kept, lang, "plan_kept_wrong")


def _detail_shown(kind: str, detail: Any, lang: Lang) -> dict[str, Any]:
    """One more detail of the plan on screen."""
    if not isinstance(detail, work.Detail) or detail.kind != kind:
        raise BadRequest
    charts = [f"{name}_chart" for name in CHARTS]
    names = ("result", "map", "hidden", "comparison", *charts, *DETAILS)
    outputs: dict[str, Any] = dict.fromkeys(names, no_update)
    return outputs | SHOWN[kind](detail, lang)


def _explained(detail: work.Detail, lang: Lang) -> dict[str, Any]:
    worth, others = detail.result
    return {"explain": parts.importance(worth, others, detail.planned.plan, lang)}


def _curve(detail: work.Detail, lang: Lang) -> dict[str, Any]:
    curve, plan = detail.result, detail.planned.plan
    return {
        "curve": parts.curve_table(curve, plan, lang),
        "curve_chart": parts.curve_chart(curve, lang),
    }


def _front(detail: work.Detail, lang: Lang) -> dict[str, Any]:
    front, plan = detail.result, detail.planned.plan
    return {
        "front": more.front_table(front, plan, lang),
        "front_chart": more.front_chart(front, plan, lang),
    }


SHOWN: dict[str, Callable[[work.Detail, Lang], dict[str, Any]]] = {
    "explain": _explained,
    "curve": _curve,
    "robust": lambda detail, lang: {
        "robust": parts.robustness(detail.result, detail.planned.plan, lang)
    },
    "front": _front,
    "fewest": lambda detail, lang: {
        "fewest": more.fewest_parts(detail.result, detail.planned.plan, lang)
    },
    "meet": lambda detail, lang: {"meet": more.meeting_parts(detail.result, lang)},
}
