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
from rollout.workspace.service import Outcome, Service
from rollout.workspace.store import Change, Conflict, Edit, Record
from rollout.workspace.tasks import Task

from ...page.contract import RECORDING_ADDRESS, RECORDING_HEADER
from ...server.app_state import form_mark_of
from .words import CELLS, KINDS, STATES, WHAT, word

HISTORY_SHOWN, NEWEST_SHOWN = 12, 200
MOST_SIMILAR, MOST_NAMES = 5, 4
LONGEST_CELL = 2000
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
    deed, role = DEEDS.get(_text(said, "deed")), _text(said, "role")
    if deed is None:
        raise BadRequest
    try:
        outcome = deed(service, said, role)
    except DataError as error:
        return jsonify({"problems": [_problem(p, lang) for p in error.problems]})
    except Conflict as clash:
        return jsonify({"clashes": [_clash(edit, now, lang) for edit, now in clash.clashes]})
    except Denied as error:
        note_denied(service, error)
        answer = jsonify({"problems": [{"column": "", "text": error.message(lang)}]})
        answer.status_code = 403
        return answer
    notes = [_problem(p, lang) for p in outcome.problems]
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


def _text(said: Mapping[str, Any], name: str) -> str:
    text = said.get(name, "")
    if not isinstance(text, str) or len(text) > LONGEST_CELL:
        raise BadRequest
    return text.strip()


def _whole(said: Mapping[str, Any], name: str) -> int:
    number = said.get(name)
    if not isinstance(number, int) or isinstance(number, bool):
        raise BadRequest
    return number


def _texts(said: Mapping[str, Any], *names: str) -> dict[str, str]:
    return {name: _text(said, name) for name in names}


def _check(service: Service, said: Mapping[str, Any], role: str) -> Outcome:
    about, answer, whom = (_text(said, name) for name in ("about", "answer", "asked"))
    return service.record_check(about, answer, whom, role, **_texts(said, "date", "source", "note"))


def _task(service: Service, said: Mapping[str, Any], role: str) -> Outcome:
    more = _texts(said, "districts", "founding", "note")
    return service.add_task(_text(said, "title"), _text(said, "due"), role, **more)


def _finish(service: Service, said: Mapping[str, Any], role: str) -> Outcome:
    return service.finish_task(_text(said, "key"), _whole(said, "seen"), role)


def _note(service: Service, said: Mapping[str, Any], role: str) -> Outcome:
    return service.add_note(_text(said, "districts"), _text(said, "text"), role)


def _start_founding(service: Service, said: Mapping[str, Any], role: str) -> Outcome:
    return service.start_founding(_text(said, "name"), _text(said, "districts"), role)


def _step(service: Service, said: Mapping[str, Any], role: str) -> Outcome:
    key, seen, step = _text(said, "key"), _whole(said, "seen"), _text(said, "step")
    return service.take_step(key, seen, step, role, **_texts(said, "date", "note"))


def _link(service: Service, said: Mapping[str, Any], role: str) -> Outcome:
    key, seen = _text(said, "key"), _whole(said, "seen")
    return service.link_initiative(key, seen, role, date=_text(said, "date"))


def _initiative(service: Service, said: Mapping[str, Any], role: str) -> Outcome:
    """One that somebody told of: not linked until that is recorded too, seated in its area."""
    cells = _texts(said, "name", "served_ags", "seat_city", "postcode", "source_url", "note")
    cells["network_status"] = "unconnected"
    if not cells["postcode"]:
        cells["district_ags"] = cells["served_ags"].partition(";")[0]
    return service.add_initiative({k: text for k, text in cells.items() if text}, role)


def _undo(service: Service, said: Mapping[str, Any], role: str) -> Outcome:
    return service.undo(role, _whole(said, "action"))


DEEDS: Mapping[str, Callable[[Service, Mapping[str, Any], str], Outcome]] = {
    "check": _check,
    "task": _task,
    "finish": _finish,
    "note": _note,
    "found": _start_founding,
    "step": _step,
    "link": _link,
    "initiative": _initiative,
    "undo": _undo,
}


def _problem(problem: Problem, lang: Lang) -> dict[str, str]:
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
        "foundings": [_founding_shown(r, lang) for r in service.of_district("founding", ags)
                      if r["outcome"] in ("", "running")],
        "history": _deeds(service.history_of_district(ags), service, lang)[:HISTORY_SHOWN],
    }  # fmt: skip


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
    name, ags = _text(query, "name"), _text(query, "ags")
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
        "since": _when(record["linked_since"], lang) if record["linked_since"] else "",
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
