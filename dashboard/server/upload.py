"""Own registers and indicator tables of a visitor: checked like `rollout check`, kept for a while.

A worker reads the file from memory, within limits; nothing is written to disk. What was read lives
in memory behind a token that only the visitor's tab knows; there is no cookie.
"""

from __future__ import annotations

import json
import logging
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath
from typing import Any

import pandas as pd
from flask import Flask, Response, abort, jsonify, request

from rollout import language
from rollout.datastore.change_catalogue import changed_indicators, changes_sentence
from rollout.datastore.store import CATALOGUE
from rollout.errors import DataError, Problem
from rollout.language import LANGS, Lang, Text
from rollout.model import Inputs
from rollout.readers.assignment import PLAIN, Assignment, assignment_of
from rollout.readers.document import Content
from rollout.readers.findings import condensed
from rollout.readers.vocabulary import COLUMNS

from ..page.catalogue import weighed
from ..page.contract import LARGEST_MAPPING, LARGEST_UPLOAD, OWN_HEADER, UPLOAD_ADDRESS
from ..page.plain_words import message
from ..page.settings import crosses_border, years
from .app_state import AppState
from .fair_queue import Visitor, visitor
from .list_sheet import is_in_sheet
from .own_indicator import NewIndicator, NewIndicatorTask, new_indicator, offer
from .reading import Reading, ReadTask, ReadTimesTask
from .sessions import PAST, Session
from .worker import LimitExceededError, Limits, Task, WorkerLostError
from .workshop import LIMITS, Workshop

log = logging.getLogger(__name__)

SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx", ".xls", ".ods", ".geojson", ".json", ".gpkg")
ARCHIVE, ARCHIVE_START = ".zip", b"PK\x03\x04"  # a shapefile with its parts
TIMES_SUFFIXES = (".csv",)
TIMES = "travel_times"
NEW_INDICATOR = "new_indicator"
OWN_CATALOGUE = "own-catalogue"
LONGEST_NAME = 80
TEMPLATES = ("register.csv", "indicators.csv")


def read_upload(
    workshop: Workshop, file: Content, base: Inputs, kind: str, who: Visitor,
    assigned: Assignment = PLAIN, said: NewIndicator | None = None,
) -> Reading:  # fmt: skip
    """What becomes of a file that is to take the place of one in `base`.

    Parameters
    ----------
    kind
        `travel_times`, or anything else for a register or indicators.
    assigned
        What the visitor says about a list.
    said
        What the visitor says about a column that becomes an indicator.

    Raises
    ------
    BusyError
        Too many files are being read.
    """
    suffixes = TIMES_SUFFIXES if kind == TIMES else SUFFIXES
    suffix = PurePath(file.name).suffix.casefold()
    is_archive = suffix == ARCHIVE and file.raw.startswith(ARCHIVE_START) and kind != TIMES
    if suffix not in suffixes and not is_archive:
        return Reading((_wrong_suffix(file.name, suffixes),))
    if said is not None:
        task: Task = NewIndicatorTask(file, base, said)
    else:
        task = ReadTimesTask(file, base) if kind == TIMES else ReadTask(file, base, assigned)
    try:
        outcome: Reading = workshop.done("upload", task, who)
    except LimitExceededError as error:
        return Reading((_over_limit(file.name, error, LIMITS["upload"]),))
    except WorkerLostError:
        log.exception("an upload could not be read")
        return Reading((_unreadable(file.name),))
    return outcome


def _over_limit(name: str, error: LimitExceededError, limits: Limits) -> Problem:
    findings = {
        "processor": Text(
            f"braucht mehr als {limits.processor_s} Sekunden Rechenzeit",
            f"takes more than {limits.processor_s} seconds of computing",
        ),
        "time": Text(
            f"war nach {limits.seconds:.0f} Sekunden noch nicht gelesen",
            f"was not read after {limits.seconds:.0f} seconds",
        ),
        "memory": Text(
            f"braucht zum Lesen mehr als {limits.memory_mb} MB Speicher",
            f"takes more than {limits.memory_mb} MB of memory to read",
        ),
    }
    remedy = Text(
        "leere Zeilen, Formate und überflüssige Blätter entfernen oder die Datei teilen; auf "
        "dieser Seite ist mehr nicht möglich",
        "remove empty rows, formats and sheets not needed, or divide the file; more is not "
        "possible on this page",
    )
    return Problem("error", name, findings[error.limit], remedy=remedy, code="limit")


def _unreadable(name: str) -> Problem:
    finding = Text("kann nicht gelesen werden", "cannot be read")
    remedy = Text(
        "in Excel oder LibreOffice öffnen und neu speichern",
        "open it in Excel or LibreOffice and save it again",
    )
    return Problem("error", name, finding, remedy=remedy, code="unreadable")


def _shown_name(name: str) -> str:
    """Last part of a file name, printable and not too long."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(sign for sign in last if sign.isprintable())[-LONGEST_NAME:]


def _wrong_suffix(shown: str, suffixes: tuple[str, ...]) -> Problem:
    finding = Text("hat eine unbekannte Endung", "has an unknown ending")
    expected = Text(" oder ".join(suffixes), " or ".join(suffixes))
    return Problem("error", shown or "?", finding, expected, code="suffix")


def report(outcome: Reading, lang: Lang) -> dict[str, Any]:
    """What the page shows of an upload: level and sentence per finding."""
    sheet = outcome.sheet
    problems = [p for p in outcome.problems if sheet is None or not is_in_sheet(p, sheet)]
    shown = problems if sheet is None else condensed(problems)
    lines = [{"level": p.level, "text": message(p, lang)} for p in shown]
    answer = {"kind": outcome.kind, "rows": outcome.rows, "lines": lines, "more": outcome.more}
    if sheet is not None:
        files = {name: content[lang].decode() for name, content in outcome.files.items()}
        answer["list"] = sheet.record(lang) | {"files": files}
    return answer


def template(name: str, inputs: Inputs) -> str:
    """Empty register, or indicators without values: headers as the reader knows them."""
    if name == "register.csv":
        return ",".join(COLUMNS.spellings) + "\r\n"
    columns = list(inputs.catalogue.index)
    empty = pd.DataFrame(columns=columns, index=inputs.districts.index)
    return empty.to_csv(index_label="ags", lineterminator="\r\n")


def add_upload(server: Flask, app_state: AppState) -> None:
    """Take files at /de/upload and /en/upload; tell and forget sessions there."""

    def take(lang: Lang) -> Response:
        token = own_token()
        session = app_state.sessions.get(token) if token else None
        request.max_content_length = LARGEST_UPLOAD + LARGEST_MAPPING
        name = _shown_name(request.args.get("name", ""))
        kind, who = request.args.get("kind", ""), visitor()
        text, raw = _parts(request.get_data(cache=False))
        is_new = kind == NEW_INDICATOR
        said = new_indicator(_content(text)) if is_new else None
        assigned = PLAIN if is_new else _mapping(text)
        if len(raw) > LARGEST_UPLOAD:
            abort(413)
        base = session.inputs if session else app_state.inputs
        file = Content(name, raw)
        outcome = read_upload(app_state.workshop, file, base, kind, who, assigned, said)
        answer = report(outcome, lang)
        if outcome.columns:
            answer["indicator"] = offer(outcome.columns, base, app_state.inputs, lang)
        if outcome.usable and "try" not in request.args:
            shown = f"{name}: {said.name}" if said else name
            answer |= use(app_state, outcome, token, shown, lang)
        return jsonify(answer)

    def describe(lang: Lang) -> Response:
        return jsonify(session_facts(app_state, app_state.sessions.get(own_token()), lang))

    def forget(lang: Lang) -> Response:
        app_state.sessions.close(own_token())
        return jsonify({})

    views: dict[str, Callable[[Lang], Response]] = {"POST": take, "GET": describe, "DELETE": forget}
    for lang in LANGS:
        for method, view in views.items():
            address = f"/{lang}/{UPLOAD_ADDRESS}"
            name = f"{method} {address}".replace(".", "")
            server.add_url_rule(address, name, view, defaults={"lang": lang}, methods=[method])


def use(
    app_state: AppState, outcome: Reading, token: str, shown: str, lang: Lang
) -> dict[str, Any]:
    """Open a session with a file beside those used before, and tell the page of it."""
    before = app_state.sessions.get(token) if token else None
    base = before.inputs if before else app_state.inputs
    files = {**(before.files if before else {}), outcome.slot or outcome.kind: shown}
    times = outcome.travel_times
    if times is None and before is not None:
        times = before.travel_times
    inputs = _with_note(replace(base, **outcome.changes), outcome.kind, app_state.inputs)
    session_token = app_state.sessions.open(inputs, files, times, visitor().address)
    app_state.sessions.close(token)
    session = app_state.sessions.get(session_token)
    return {"own": session_token} | session_facts(app_state, session, lang)


def _with_note(inputs: Inputs, kind: str, shipped: Inputs) -> Inputs:
    """Inputs whose notes, and so every export, say which indicators count otherwise."""
    changed = changed_indicators(inputs.catalogue, shipped.catalogue)
    if kind not in ("catalogue", "indicator") or not changed:
        return inputs
    sentence = changes_sentence(inputs.catalogue, changed)
    note = Problem("note", CATALOGUE, sentence, code=OWN_CATALOGUE)
    others = (other for other in inputs.notes if other.code != OWN_CATALOGUE)
    return replace(inputs, notes=(*others, note))


def session_facts(app_state: AppState, session: Session, lang: Lang) -> dict[str, Any]:
    """What the page must know of own files: names, founding years, what the catalogue weighs,
    whether neighbour countries take part.

    Rows left out and indicators changed are told beside the names.
    """
    inputs = session.inputs
    first, last = years(inputs)
    changed = changed_indicators(inputs.catalogue, app_state.inputs.catalogue)
    sentences = [inputs.left_out.sentence] if inputs.left_out else []
    sentences += [changes_sentence(inputs.catalogue, changed)] if changed else []
    files = [name for kind, name in session.files.items() if kind != PAST]
    return {
        "files": [*files, *(sentence[lang] for sentence in sentences)],
        "past": language.date(session.day, lang) if session.day else "",
        "years": {"min": first, "max": last + 1},
        "catalogue": weighed(inputs.catalogue),
        "cross_border": crosses_border(inputs),
    }


def _parts(body: bytes) -> tuple[str, bytes]:
    """What is said about a file, as long as the address says, and the file behind it."""
    text = request.args.get("mapping", "0")
    length = int(text) if text.isdecimal() and len(text) < 9 else -1
    if not 0 <= length <= min(LARGEST_MAPPING, len(body)):
        abort(400)
    return body[:length].decode("utf-8-sig", "replace"), body[length:]


def _content(said: str) -> Any:
    """Content of what the page says, or of a file kept from an earlier list."""
    try:
        return json.loads(said) if said.startswith("{") else tomllib.loads(said)
    except (ValueError, RecursionError):
        abort(400)


def _mapping(said: str) -> Assignment:
    try:
        return assignment_of(_content(said), "mapping") if said else PLAIN
    except DataError:
        abort(400)


def add_templates(server: Flask, app_state: AppState) -> None:
    """Serve the templates below /de/template/ and /en/template/."""

    def serve(lang: Lang, name: str) -> Response:
        if name not in TEMPLATES:
            abort(404)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        text = "\ufeff" + template(name, app_state.inputs)
        return Response(text, content_type="text/csv; charset=utf-8", headers=headers)

    for lang in LANGS:
        address = f"/{lang}/template/<name>"
        server.add_url_rule(address, address, serve, defaults={"lang": lang})


def own_token() -> str:
    """Token in the header; its absence means a page that is not ours."""
    if OWN_HEADER not in request.headers:
        abort(403)
    return request.headers[OWN_HEADER]
