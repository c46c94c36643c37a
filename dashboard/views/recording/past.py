"""The workspace as it stood on a day: map, rates and lists of it, to be looked at only.

Its records are kept behind a token like files of a visitor's own: whatever the page asks for
follows, and nothing else has to know of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import BadRequest

from rollout import language
from rollout.errors import DataError, Problem
from rollout.language import LANGS, Lang, Text
from rollout.workspace.history import first_moment
from rollout.workspace.service import Service

from ...page.contract import RECORDING_ADDRESS
from ...server.app_state import AppState
from ...server.fair_queue import visitor
from ...server.sessions import PAST
from ...server.upload import session_facts
from .serve import check_sender, problem_shown


def add_past(server: Flask, app_state: AppState) -> None:
    """Open a past day at /de/recording/past and /en/recording/past."""
    for lang in LANGS:
        address = f"/{lang}/{RECORDING_ADDRESS}/past"
        server.add_url_rule(
            address, address, lambda lang: _open(app_state, lang), defaults={"lang": lang},
            methods=["POST"],
        )  # fmt: skip


def _open(app_state: AppState, lang: Lang) -> Response:
    """Token of a day, with what the page must know; or why there is none."""
    check_sender()
    said = request.get_json()
    if not isinstance(said, Mapping):
        raise BadRequest
    service = app_state.acting()
    try:
        day = day_from(said.get("day"), service)
        inputs = service.inputs_as_of(end_of(day))
    except DataError as error:
        return jsonify({"problems": [problem_shown(p, lang) for p in error.problems]})
    files = {PAST: day.isoformat()}
    token = app_state.sessions.open(inputs, files, address=visitor().address)
    facts: dict[str, Any] = session_facts(app_state, app_state.sessions.get(token), lang)
    return jsonify({"own": token} | facts)


def end_of(day: dt.date) -> dt.datetime:
    """Last moment of a day where the server stands."""
    return dt.datetime.combine(day, dt.time.max).astimezone()


def day_from(text: object, service: Service) -> dt.date:
    """The day a page names; `DataError` before the first record and after today."""
    first, today = first_moment(service.workspace).astimezone().date(), service.today()
    try:
        day = dt.date.fromisoformat(str(text))
    except ValueError:
        finding = Text("es ist kein Tag genannt", "no day is named")
    else:
        if first <= day <= today:
            return day
        finding = Text(f"vom {language.date(day, 'de')} ist hier nichts aufgezeichnet",
                       f"nothing is recorded here of {language.date(day, 'en')}")  # fmt: skip
    expected = Text(
        f"ein Tag vom {language.date(first, 'de')} bis zum {language.date(today, 'de')}",
        f"a day from {language.date(first, 'en')} to {language.date(today, 'en')}",
    )
    raise DataError(Problem("error", "past", finding, expected, column="day", code="no-such-day"))
