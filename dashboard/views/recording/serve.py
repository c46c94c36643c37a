"""What is recorded about a district, and recording what was learned there.

Plain JSON beside the pages; the script `recording.js` draws it. It is there only where the server
has a workspace and those its pages are for may change something in it.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import BadRequest, NotFound

from rollout import language
from rollout.errors import DataError, Problem
from rollout.founding_steps import BY_KEY, STEPS
from rollout.inquiries import ANSWERS
from rollout.language import LANGS, Lang, listed
from rollout.readers.states import STATUS_NAMES
from rollout.workspace.current import MADE
from rollout.workspace.kinds import AREAS
from rollout.workspace.kinds import KINDS as RECORD_KINDS
from rollout.workspace.roles import Denied
from rollout.workspace.service import Service
from rollout.workspace.store import Change, Conflict, Edit, Record
from rollout.workspace.tasks import Task

from ...page.contract import RECORDING_ADDRESS, RECORDING_HEADER
from ...server.app_state import form_mark_of
from .deeds import DEEDS, text_in
from .words import CELLS, KINDS, STATES, WHAT, word

NOTES_SAID = ("link", "similar-name", "shared-region")  # others are of no use beside a form
HISTORY_SHOWN, NEWEST_SHOWN = 12, 200
MOST_SIMILAR, MOST_NAMES = 5, 4
Cells = Mapping[str, str]


def add_recording(server: Flask, acting: Callable[[], Service]) -> None:
    """Serve it below /de/recording and /en/recording.

    Parameters
    ----------
    acting
        Gives the service in the hands of whoever sent the request: it shows no more than that one
        may see, and refuses what he may not do.
    """

    def shown(content: Mapping[str, Any]) -> Response:
        return jsonify({**content, "form": form_mark_of(request), "office": acting().actor.office})

    reads: dict[str, Callable[..., Response]] = {
        "district/<ags>": lambda lang, ags: shown(about_district(acting(), ags, lang)),
        "tasks": lambda lang: shown(agenda(acting(), lang)),
        "tasks.ics": lambda lang: _calendar(acting(), lang),
        "founding/<key>": lambda lang, key: shown(closing(acting(), key, lang)),
        "similar": lambda lang: shown(similar(acting(), request.args, lang)),
        "news": lambda lang: shown(news(acting(), request.args.get("since", "0"), lang)),
    }  # fmt: skip

    @server.after_request
    def keep_nowhere(response: Response) -> Response:
        if f"/{RECORDING_ADDRESS}" in request.path:
            response.headers["Cache-Control"] = "no-store"
        return response

    for lang in LANGS:
        top = f"/{lang}/{RECORDING_ADDRESS}"
        for name, view in reads.items():
            server.add_url_rule(f"{top}/{name}", f"{top}/{name}", view, defaults={"lang": lang})
        server.add_url_rule(
            top, top, lambda lang: _record(acting(), lang), defaults={"lang": lang},
            methods=["POST"],
        )  # fmt: skip


def _calendar(service: Service, lang: Lang) -> Response:
    name = f'attachment; filename="{word("recording_file", lang)}.ics"'
    headers = {"Content-Disposition": name}
    return Response(service.task_calendar(lang), mimetype="text/calendar", headers=headers)


# Recording


def _record(service: Service, lang: Lang) -> Response:
    """Do what was asked for, or say why not."""
    check_sender()
    said = request.get_json()
    if not isinstance(said, dict):
        raise BadRequest
    deed, role = DEEDS.get(text_in(said, "deed")), text_in(said, "role")
    if deed is None:
        raise BadRequest
    try:
        outcome = deed(service, said, role)
    except DataError as error:
        return jsonify({"problems": [problem_shown(p, lang) for p in error.problems]})
    except Conflict as clash:
        return jsonify({"clashes": [_clash(edit, now, lang) for edit, now in clash.clashes]})
    except Denied as error:
        note_denied(service, error)
        answer = jsonify({"problems": [{"column": "", "text": error.message(lang)}]})
        answer.status_code = 403
        return answer
    notes = [problem_shown(p, lang) for p in outcome.problems if p.code in NOTES_SAID]
    return jsonify({"action": outcome.action, "notes": notes})


def check_sender() -> None:
    """Refuse what no page of ours sent.

    A page of another origin cannot send the header, and not know what it has to hold where one
    signs in.
    """
    sent, due = request.headers.get(RECORDING_HEADER), form_mark_of(request)
    if sent is None or not secrets.compare_digest(sent.encode(), (due or sent).encode()):
        raise BadRequest


def note_denied(service: Service, error: Denied) -> None:
    """Let administrators see who tried what he may not do."""
    if service.actor.account:
        from rollout.workspace.accounts import log_event

        log_event(service.workspace, "denied", service.actor.account, error.message("en"))


def problem_shown(problem: Problem, lang: Lang) -> dict[str, str]:
    """What is wrong, to be said beside a form."""
    parts = (problem.finding, problem.expected, problem.remedy)
    return {"column": problem.column or "", "text": "; ".join(p[lang] for p in parts if p[lang])}


def _clash(edit: Edit, now: Record | None, lang: Lang) -> dict[str, Any]:
    """Both versions of a record, column by column where they differ."""
    before = {} if now is None else dict(now.cells)
    after = dict(edit.cells or {})
    names = [name for name in {**before, **after} if before.get(name, "") != after.get(name, "")]
    return {
        "title": KINDS[edit.kind][lang],
        "seen": now.version if now else 0,
        "gone": now is None,
        "rows": [[_cell_name(name, lang), _cell(name, before, lang), _cell(name, after, lang)]
                 for name in names],
    }  # fmt: skip


def _cell_name(name: str, lang: Lang) -> str:
    words = BY_KEY[name].text if name in BY_KEY else CELLS.get(name)
    return words[lang] if words else name


def _cell(name: str, cells: Mapping[str, str], lang: Lang) -> str:
    text = cells.get(name, "")
    words = STATUS_NAMES.get(text) if name == "network_status" else None
    return words[lang] if words else _when(text, lang)


# Showing


def about_district(service: Service, ags: str, lang: Lang) -> dict[str, Any]:
    """Everything recorded about a district, in the words of one language."""
    if ags not in service.places.names:
        raise NotFound
    checks = sorted(service.of_district("check", ags), key=lambda r: r["date"], reverse=True)
    tasks = [task for task in service.task_list() if ags in task.record["ags"].split(";")]
    notes = sorted(service.of_district("note", ags), key=lambda r: r["date"], reverse=True)
    return {
        "ags": ags,
        "may": [kind for kind in RECORD_KINDS if _may_change(service, kind, ags)],
        "name": service.places.names[ags],
        "today": service.today().isoformat(),
        "answers": [[key, _capital(text[lang])] for key, text in ANSWERS.items()],
        "checks": [_check_shown(record, service, ags, lang) for record in checks],
        "offices": _offices(service, ags, lang),
        "tasks": [_task_shown(task, service, lang) for task in tasks],
        "notes": [{"text": n["text"], "when": _when(n["date"], lang), "role": n["role"]}
                  for n in notes],
        "initiatives": [_initiative_shown(r, lang) for r in service.of_district("initiative", ags)],
        "network_states": [[key, text[lang]] for key, text in STATUS_NAMES.items()],
        "studies": [_study_shown(record, service, ags, lang)
                    for record in service.of_district("study", ags)],
        "foundings": [_founding_shown(r, lang) for r in service.of_district("founding", ags)
                      if r["outcome"] in ("", "running")],
        "history": _deeds(service.history_of_district(ags), service, lang)[:HISTORY_SHOWN],
    }  # fmt: skip


def closing(service: Service, key: str, lang: Lang) -> dict[str, Any]:
    """A founding that is to be closed, and initiatives of its districts it may have become."""
    record = service.record("founding", key)
    if record is None:
        raise NotFound
    keys = [ags for ags in record["region_ags"].split(";") if ags in service.places.names]
    near = {one.key: one for ags in keys for one in service.of_district("initiative", ags)}
    named = sorted(near, key=lambda one: (one != record["initiative_id"], near[one]["name"]))
    return {
        "key": key,
        "seen": record.version,
        "name": record["name"],
        "today": service.today().isoformat(),
        "districts": keys,
        "initiatives": [[one, near[one]["name"]] for one in named],
        "network_states": [[state, text[lang]] for state, text in STATUS_NAMES.items()],
    }


def _may_change(service: Service, kind: str, ags: str) -> bool:
    """Whether whoever asks may enter records of a kind about a district alone."""
    areas = AREAS.get(kind, ())
    return service.actor.may_change(kind, dict.fromkeys(areas, ags))


def agenda(service: Service, lang: Lang) -> dict[str, Any]:
    """Open tasks of all districts, and what was changed last."""
    newest = service.newest_changes(NEWEST_SHOWN)
    return {
        "tasks": [_task_shown(task, service, lang) for task in service.task_list()],
        "changes": _deeds(newest, service, lang),
        "number": newest[0].number if newest else 0,
    }


def news(service: Service, since: str, lang: Lang) -> dict[str, Any]:
    """Number of the newest change after one, and how many tasks press."""
    if not since.isdecimal() or len(since) > 15:
        raise BadRequest
    changes = service.changes_since(int(since)) if int(since) else []
    number = changes[-1].number if changes else int(since) or service.workspace.last_number()
    pressing = sum(task.when in ("overdue", "soon") for task in service.task_list())
    return {"number": number, "pressing": pressing}


def similar(service: Service, query: Mapping[str, str], lang: Lang) -> dict[str, Any]:
    """Initiatives that may be the one somebody is about to enter, the likeliest first."""
    name, ags = text_in(query, "name"), text_in(query, "ags")
    alike = service.similar_initiatives(name, {ags}) if name else []
    return {"initiatives": [_likely(record, service, lang) for record, _ in alike[:MOST_SIMILAR]]}


def _likely(record: Record, service: Service, lang: Lang) -> dict[str, str]:
    keys = [key for key in record["served_ags"].split(";") or [record["district_ags"]] if key]
    names = [service.places.names.get(key, key) for key in keys]
    more = (
        word("recording_more", lang, count=len(names) - MOST_NAMES)
        if (len(names) > MOST_NAMES)
        else ""
    )
    return {"name": record["name"], "districts": listed(names[:MOST_NAMES], lang) + more}


def _offices(service: Service, ags: str, lang: Lang) -> list[dict[str, Any]]:
    """Whom to call: one line each, with the other districts one call can settle."""
    shown = []
    for call in service.call_list({ags} | _without_initiative(service)):
        if ags not in call.districts:
            continue
        others = [key for key in call.districts if key != ags]
        shown.append({
            "name": call.office["name"],
            "phone": call.office["phone"],
            "website": call.office["website"],
            "line": call.line[lang] if others else "",
            "last": _when(call.last_asked, lang) if call.last_asked else "",
            "others": others,
            "names": listed([service.places.names[key] for key in others], lang),
        })  # fmt: skip
    return shown


def _without_initiative(service: Service) -> set[str]:
    """Districts no initiative of the workspace serves."""
    served = {
        key for record in service.records("initiative")
        for key in record["served_ags"].split(";")
    }  # fmt: skip
    return set(service.places.names) - served


def _check_shown(record: Record, service: Service, ags: str, lang: Lang) -> dict[str, Any]:
    others = [service.places.names.get(key, key) for key in record["ags"].split(";") if key != ags]
    return {
        "answer": record["answer"],
        "text": _capital(ANSWERS[record["answer"]][lang]),
        "asked": record["asked"],
        "when": _when(record["date"], lang),
        "others": listed(others, lang) if others else "",
        "note": record["note"],
        "source": record["source_url"],
    }


def _task_shown(task: Task, service: Service, lang: Lang) -> dict[str, Any]:
    keys = [key for key in task.record["ags"].split(";") if key]
    names = [service.places.names.get(key, key) for key in keys]
    return {
        "key": task.record.key,
        "seen": task.record.version,
        "title": task.record["title"],
        "state": task.when,
        "due": _due(task, lang),
        "districts": listed(names, lang) if names else "",
        "ags": keys[0] if keys else "",
    }


def _due(task: Task, lang: Lang) -> str:
    if task.days is None:
        return STATES[task.when][lang]
    day = _when(task.record["due"], lang)
    return f"{day} ({STATES['overdue'][lang]})" if task.when == "overdue" else day


def _initiative_shown(record: Record, lang: Lang) -> dict[str, Any]:
    is_linked = record["network_status"] == "networked"
    return {
        "key": record.key,
        "seen": record.version,
        "name": record["name"],
        "linked": is_linked,
        "districts": [ags for ags in record["served_ags"].split(";") if ags],
        "since": _when(record["linked_since"], lang) if record["linked_since"] else "",
    }


def _study_shown(record: Record, service: Service, ags: str, lang: Lang) -> dict[str, str]:
    others = [service.places.names.get(key, key) for key in record["ags"].split(";") if key != ags]
    by = [record["publisher"], _when(record["date"], lang), record["method"]]
    return {
        "title": record["title"],
        "line": " · ".join(filter(None, by)),
        "finding": record["finding"],
        "others": listed(others, lang) if others else "",
        "source": record["source_url"],
    }


def _founding_shown(record: Record, lang: Lang) -> dict[str, Any]:
    reached = [step for step in STEPS if record[step.key]]
    after = reached[-1].number if reached else 0
    return {
        "key": record.key,
        "seen": record.version,
        "name": record["name"],
        "reached": reached[-1].text[lang] if reached else "",
        "when": _when(record[reached[-1].key], lang) if reached else "",
        "steps": [[step.key, f"{step.number}. {step.text[lang]}"] for step in STEPS
                  if step.number > after],
    }  # fmt: skip


def _deeds(changes: Sequence[Change], service: Service, lang: Lang) -> list[dict[str, Any]]:
    """One line for all that was changed together, newest first."""
    of_action: dict[int, list[Change]] = {}
    for change in changes:
        of_action.setdefault(change.action, []).append(change)
    shown = []
    for together in of_action.values():
        line = _change_shown(together[-1], service, lang)
        if together[0].what == MADE:
            line["text"] = word("recording_made", lang)
        elif len(together) > 1:
            line["text"] += word("recording_more", lang, count=len(together) - 1)
        shown.append(line | {"can_undo": together[0].what not in (MADE, "forget")})
    return shown


def _change_shown(change: Change, service: Service, lang: Lang) -> dict[str, Any]:
    cells = change.after or change.before or {}
    about = cells.get("title") or cells.get("name") or cells.get("text") or change.key
    if change.kind == "check":
        keys = [key for key in cells.get("ags", "").split(";") if key]
        names = [service.places.names.get(key, key) for key in keys]
        answer = ANSWERS.get(cells.get("answer", ""))
        about = ": ".join(filter(None, [listed(names, lang), answer[lang] if answer else ""]))
    what = WHAT.get(change.what)
    return {
        "action": change.action,
        "when": language.date(dt.datetime.fromisoformat(change.at).date(), lang),
        "role": change.role,
        "text": f"{KINDS[change.kind][lang]} {what[lang] if what else change.what}: {about}",
        "undoes": change.undoes,
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _when(text: str, lang: Lang) -> str:
    """Date as exactly as it is known."""
    try:
        return language.date(dt.date.fromisoformat(text), lang)
    except ValueError:
        return text
