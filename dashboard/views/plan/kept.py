"""Scenarios and plans kept by name, approved plans with what became of them, and what changed.

Plain JSON beside the pages, drawn by `kept.js`. Keeping needs a workspace; what changed since a day
of the register is there without one, too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import BadRequest, Gone, NotFound

from rollout import language
from rollout.coverage.words import BASE_NAMES, LEVEL_NAMES, STATUS_NAMES
from rollout.errors import DataError, Problem, ScenarioError
from rollout.export.labels import label
from rollout.export.manifest import fingerprint
from rollout.followup.approval import approve, approved_from, by_wave, progress
from rollout.followup.differences import Differences, differences
from rollout.followup.states import State, state_of, state_of_plan
from rollout.followup.words import SHORT, approval_line, wave_line
from rollout.language import LANGS, Lang
from rollout.outputs import scenario_toml
from rollout.report.words import DISTRICT
from rollout.scenario import Scenario

from ...page.contract import PLANS_ADDRESS
from ...page.old_addresses import plan_text
from ...page.settings import ANALYSED, PLANNED, encode
from ...server.app_state import AppState
from .compare import value_words
from .parts import points, setting_name
from .words import word
from .work import Outcome, asked_analysis

if TYPE_CHECKING:
    from rollout.workspace.service import Service
    from rollout.workspace.store import Record

LONGEST_NAME = 200
CHANGES_SHOWN = 60
Said = Mapping[str, Any]


def add_kept_plans(server: Flask, app_state: AppState) -> None:
    """Serve them below /de/plans and /en/plans."""
    for lang in LANGS:
        top = f"/{lang}/{PLANS_ADDRESS}"
        server.add_url_rule(
            f"{top}/changes", f"{top}/changes", lambda lang: _changes(app_state, lang),
            defaults={"lang": lang}, methods=["POST"],
        )  # fmt: skip
        if app_state.service is None:
            continue
        server.add_url_rule(top, top, lambda lang: _all(app_state, lang), defaults={"lang": lang})
        server.add_url_rule(
            f"{top}/keep", f"{top}/keep", lambda lang: _keep(app_state, lang),
            defaults={"lang": lang}, methods=["POST"],
        )  # fmt: skip


def _private(content: Mapping[str, Any]) -> Response:
    """An answer that no browser keeps: it is what somebody recorded."""
    response = jsonify(content)
    response.headers["Cache-Control"] = "no-store"
    return response


def _service(app_state: AppState) -> Service:
    if app_state.service is None:
        raise NotFound
    return app_state.acting()


# What there is


def _all(app_state: AppState, lang: Lang) -> Response:
    from rollout.workspace.roles import Reach

    service = _service(app_state)
    scenarios = sorted(service.records("scenario"), key=lambda record: record["name"].casefold())
    plans = service.approved_plans()
    return _private({
        "scenarios": [_record(record) for record in scenarios],
        "may_keep": service.actor.may_change("plan"),
        "may_see": service.actor.reach("see", "plan") > Reach.NOTHING,
        "plans": [_plan(record, place, app_state, lang) for place, record in enumerate(plans)],
    })  # fmt: skip


def _record(record: Record) -> dict[str, Any]:
    scenario = Scenario.from_toml(record["settings"])
    values = encode(scenario, *ANALYSED) | encode(scenario, *PLANNED)
    return {
        "key": record.key, "seen": record.version, "name": record["name"],
        "settings": record["settings"], "coded": plan_text(values),
    }  # fmt: skip


def _plan(record: Record, place: int, app_state: AppState, lang: Lang) -> dict[str, Any]:
    """An approved plan, and what has become of it under the rule that was approved with it."""
    approved = approved_from(record["content"], record["name"])
    scenario = Scenario.from_toml(record["settings"])
    now = asked_analysis(app_state, encode(scenario, *ANALYSED), encode(scenario, *PLANNED))
    regions = progress(approved, now.coverage.status.astype(str))
    state = "in_force" if place == 0 else "superseded"
    return _record(record) | {
        "line": approval_line(approved)[lang],
        "state": word(f"plan_kept_{state}", lang),
        "fingerprint": approved.fingerprint[:SHORT],
        "waves": [
            wave_line(int(str(wave)), sums)[lang] for wave, sums in by_wave(regions).iterrows()
        ],
        "regions": [
            [str(row["region"]), str(row["wave"]),
             *(language.number(int(row[name]), lang=lang) for name in ("size", "linked", "started",
                                                                         "open"))]
            for row in regions.to_dict("records")
        ],
    }  # fmt: skip


# Keeping


def _keep(app_state: AppState, lang: Lang) -> Response:
    """Do what was asked for, or say why not."""
    from rollout.workspace.roles import Denied
    from rollout.workspace.store import Conflict

    from ..recording.serve import check_sender, note_denied

    check_sender()
    said = request.get_json()
    deed = DEEDS.get(str(said.get("deed"))) if isinstance(said, dict) else None
    if deed is None or not isinstance(said, dict):
        raise BadRequest
    try:
        return _private({"action": deed(app_state, said)})
    except (DataError, ScenarioError) as error:
        return _private({"problems": [_problem(problem, lang) for problem in error.problems]})
    except Conflict:
        return _private({"problems": [word("plan_kept_clash", lang)]})
    except Denied as error:
        note_denied(_service(app_state), error)
        answer = _private({"problems": [error.message(lang)]})
        answer.status_code = 403
        return answer


def _problem(problem: Problem, lang: Lang) -> str:
    parts = (problem.finding, problem.expected, problem.remedy)
    return "; ".join(part[lang] for part in parts if part[lang])


def _text(said: Said, name: str) -> str:
    text = said.get(name)
    if not isinstance(text, str) or len(text) > LONGEST_NAME:
        raise BadRequest
    return text.strip()


def _seen(said: Said) -> int:
    seen = said.get("seen")
    if not isinstance(seen, int) or isinstance(seen, bool):
        raise BadRequest
    return seen


def _scenario(app_state: AppState, said: Said) -> int | None:
    scenario = asked_analysis(app_state, said.get("scenario"), said.get("settings")).scenario
    outcome = _service(app_state).keep_scenario(
        _text(said, "name"), scenario.to_toml(), _text(said, "role")
    )
    return outcome.action


def _approve(app_state: AppState, said: Said) -> int | None:
    """Freeze the plan on screen; there is no way back, so no number of an action."""
    job = app_state.jobs.get(_text(said, "plan"))
    if job is None or not isinstance(job.result, Outcome):
        raise Gone
    analysis, plan = job.result.chosen.analysis, job.result.chosen.plan
    name, role, service = _text(said, "name"), _text(said, "role"), _service(app_state)
    state = state_of_plan(analysis, plan, name, fingerprint(analysis), label(analysis).definition)
    content = approve(state, role, service.today()).decode()
    service.approve_plan(name, scenario_toml(analysis).decode(), content, role)
    return None


def _rename(app_state: AppState, said: Said) -> int | None:
    news = {"name": _text(said, "name")}
    key, role = _text(said, "key"), _text(said, "role")
    return _service(app_state).alter("scenario", key, news, _seen(said), role).action


def _drop(app_state: AppState, said: Said) -> int | None:
    key, role = _text(said, "key"), _text(said, "role")
    return _service(app_state).remove("scenario", key, _seen(said), role).action


DEEDS: Mapping[str, Callable[[AppState, Said], int | None]] = {
    "scenario": _scenario,
    "approve": _approve,
    "rename": _rename,
    "drop": _drop,
}


# What changed


def _changes(app_state: AppState, lang: Lang) -> Response:
    """What changed from a day to now: as recorded in the workspace, or by years of the register."""
    said = request.get_json()
    if not isinstance(said, dict):
        raise BadRequest
    try:
        day = dt.date.fromisoformat(str(said.get("since")))
    except ValueError:
        raise BadRequest from None
    now = app_state.analysis_of(said.get("scenario"))
    before = _before(app_state, said.get("by"), day, now.scenario)
    after = state_of(now, word("plan_today", lang))
    return _private(changes_shown(differences(before, after), day, lang))


def _before(app_state: AppState, by: object, day: dt.date, scenario: Scenario) -> State:
    if by == "register":
        return state_of(app_state.analysed(scenario.changed(as_of=day)), day.isoformat())
    if by != "recorded":
        raise BadRequest
    from rollout.analysis import analyse

    end = dt.datetime.combine(day, dt.time.max, dt.UTC)
    inputs = _service(app_state).inputs_as_of(end)
    return state_of(analyse(inputs, scenario), day.isoformat())


def changes_shown(result: Differences, day: dt.date, lang: Lang) -> dict[str, Any]:
    """Changes in words: why, rates, districts."""
    whole = result.rates[result.rates["level"] == "covered"]
    title = word("plan_changes_title", lang, day=language.date(day, lang),
                 count=language.counted(len(result.districts), DISTRICT, lang))  # fmt: skip
    causes = [
        word("plan_changes_setting", lang, name=setting_name(name, lang),
             before=value_words(name, values[0], lang), after=value_words(name, values[1], lang))
        for name, values in result.settings.items() if name not in ("as_of", "territory")
    ]  # fmt: skip
    return {
        "title": title,
        "causes": causes,
        "rates": [
            [BASE_NAMES[row["base"]][lang],
             *(language.percent(row[side], lang=lang) for side in ("before", "after")),
             points(row["difference"], lang)]
            for row in whole.to_dict("records")
        ],
        "rate_head": [LEVEL_NAMES["covered"][lang],
                      *(word(f"plan_changes_{key}", lang) for key in ("then", "now", "points"))],
        "districts": [
            {"ags": str(ags), "name": str(row["display_name"]),
             "status": " → ".join(STATUS_NAMES[row[side]][lang] for side in ("before", "after")),
             "why": str(row[f"is_{lang}"])}
            for ags, row in result.districts.head(CHANGES_SHOWN).to_dict("index").items()
        ],
        "more": max(len(result.districts) - CHANGES_SHOWN, 0),
    }  # fmt: skip
