"""Statuses of a scenario beside the one on screen: for other years and for comparing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import BadRequest

from rollout.export.labels import label
from rollout.language import LANGS, Lang
from rollout.maps.layers import LAYERS

from ...page.contract import STATUSES_ADDRESS
from ...page.facts import CODES
from ...server.app_state import AppState

COMPARED = ("status", "score")  # layers that two maps can show


def add_statuses(server: Flask, app_state: AppState) -> None:
    """Answer with the class of every district; settings travel in the body, as a token may."""

    def statuses(lang: Lang) -> Response:
        return jsonify(state_of(app_state, request.get_json(), lang))

    for lang in LANGS:
        address = f"/{lang}/{STATUSES_ADDRESS}"
        server.add_url_rule(address, address, statuses, defaults={"lang": lang}, methods=["POST"])


def state_of(app_state: AppState, question: object, lang: Lang) -> dict[str, Any]:
    """Classes of all districts, how many entries count, and the line that says by which rule.

    Raises `BadRequest` on anything but a layer and the settings of an analysis.
    """
    if not isinstance(question, Mapping) or set(question) != {"layer", "scenario"}:
        raise BadRequest
    if question["layer"] not in COMPARED:
        raise BadRequest
    analysis = app_state.analysis_of(question["scenario"])
    if question["layer"] == "status":
        classes = [CODES[status] for status in analysis.coverage.status]
    else:
        classes = LAYERS["score"].class_of(analysis.table()).fillna("").tolist()
    return {
        "classes": classes,
        "entries": len(analysis.coverage.initiatives),
        "line": label(analysis).definition[lang],
    }
