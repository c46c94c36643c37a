"""Kept plans as maps, to be looked at side by side; drawn by `beside.js`.

An approved plan is shown as it was approved. A scenario is planned anew, in the background like the
plan on screen: until then the answer names the job, by which the page asks again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import BadRequest, Gone, NotFound

from rollout.analysis import Analysis
from rollout.errors import RolloutError
from rollout.followup.approval import LINKED, ApprovedPlan, approved_from
from rollout.language import LANGS, Lang
from rollout.scenario import Scenario

from ...page.contract import PLANS_ADDRESS
from ...page.settings import ANALYSED, PLANNED, encode
from ...server.app_state import AppState
from ...server.fair_queue import BusyError, visitor
from ...server.jobs import Job
from .parts import map_of
from .words import word
from .work import Outcome, PlanTask, asked_analysis, plan_work


def add_plans_beside(server: Flask, app_state: AppState) -> None:
    """Serve them at /de/plans/beside and /en/plans/beside."""
    for lang in LANGS:
        address = f"/{lang}/{PLANS_ADDRESS}/beside"
        server.add_url_rule(
            address, address, lambda lang: _beside(app_state, lang), defaults={"lang": lang},
            methods=["POST"],
        )  # fmt: skip


def _beside(app_state: AppState, lang: Lang) -> Response:
    """The map of one plan, the job that computes it, or why there is none."""
    from ..recording.serve import check_sender

    check_sender()
    said = request.get_json()
    if not isinstance(said, Mapping) or said.get("kind") not in ("plan", "scenario", "shown"):
        raise BadRequest
    key, job = said.get("key"), said.get("job", "")
    if not isinstance(key, str) or not isinstance(job, str):
        raise BadRequest
    try:
        shown = _map(app_state, said["kind"], key, job)
    except BusyError:
        shown = {"problems": [word("plan_busy", lang)]}
    except RolloutError as error:
        shown = {"problems": [error.message(lang)]}
    response = jsonify(shown)
    response.headers["Cache-Control"] = "no-store"
    return response


def _map(app_state: AppState, kind: str, key: str, job: str) -> dict[str, Any]:
    if kind == "shown" or job:
        return _of_job(app_state.jobs.get(job or key), job)
    record = app_state.acting().record(kind, key)
    if record is None:
        raise NotFound
    scenario = Scenario.from_toml(record["settings"])
    values = encode(scenario, *ANALYSED), encode(scenario, *PLANNED)
    analysis = asked_analysis(app_state, *values)
    if kind == "plan":
        return approved_map(approved_from(record["content"], record["name"]), analysis)
    plan = analysis.work.memory.recall(PlanTask, analysis.scenario)
    if plan is not None:
        return map_of(plan)
    order = plan_work(app_state.workshop, analysis, None)
    return {"job": app_state.jobs.start(order, visitor())}


def _of_job(job: Job | None, token: str) -> dict[str, Any]:
    if job is None:
        raise Gone
    if not job.done.is_set():
        return {"job": token}
    if job.error is not None:
        raise job.error
    if not isinstance(job.result, Outcome):
        raise Gone
    return map_of(job.result.chosen.plan)


def approved_map(approved: ApprovedPlan, analysis: Analysis) -> dict[str, Any]:
    """An approved plan on the map of waves, with the network of today; see `map_of`."""
    status: pd.Series = analysis.coverage.status
    position = {str(ags): n for n, ags in enumerate(status.index)}
    classes = ["existing" if now == LINKED else "open" for now in status]
    regions = []
    for row in approved.regions.to_dict("records"):
        members = [key for key in row["statuses"] if key in position]
        for key in members:
            if row["statuses"][key] != LINKED:
                classes[position[key]] = str(row["wave"])
        if row["hub"] in position:
            regions.append({
                "hub": position[row["hub"]],
                "name": str(row["region"]),
                "members": [position[key] for key in members],
            })  # fmt: skip
    return {"classes": classes, "regions": regions, "inside": None}
