"""The catalogue of indicators a visitor changes: what counts, in which direction, how much.

The form on the page sends what it says of some indicators. The server writes the catalogue out of
it as a file and takes that as if it had been handed in: there is one way in, and one check.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import BadRequest

from rollout.datastore.change_catalogue import (
    CatalogueChange,
    catalogue_csv,
    changed_catalogue,
    changed_indicators,
)
from rollout.datastore.store import CATALOGUE
from rollout.errors import ScenarioError
from rollout.language import LANGS, Lang
from rollout.potential.weights import SCORED_AXES
from rollout.readers.catalogue import DIRECTIONS
from rollout.readers.document import Content

from ..page.catalogue import OUT, place_of, places_of_catalogue
from ..page.contract import CATALOGUE_ADDRESS
from ..page.words import word
from .app_state import AppState
from .fair_queue import visitor
from .own_indicator import without_own
from .reading import OWN_SOURCE, Reading
from .upload import own_token, read_upload, report, session_facts, use

LONGEST_UNIT = 60
FIELDS = {"place", "direction", "ideal", "weight", "unit", "year"}


def add_catalogue(server: Flask, app_state: AppState) -> None:
    """Show and change the catalogue at /de/catalogue and /en/catalogue."""

    def describe(lang: Lang) -> Response:
        return jsonify({"form": form(app_state, own_token() or None, lang)})

    def change(lang: Lang) -> Response:
        token = own_token()
        changes = request.get_json()
        if not isinstance(changes, dict):
            raise BadRequest
        outcome = _outcome(app_state, token, changes, lang)
        answer = report(outcome, lang)
        if outcome.usable:
            answer |= use(app_state, outcome, token, CATALOGUE, lang)
            answer["form"] = form(app_state, answer["own"], lang)
        return jsonify(answer)

    def reset(lang: Lang) -> Response:
        answer = _as_shipped(app_state, own_token(), lang)
        return jsonify(answer | {"form": form(app_state, answer["own"], lang)})

    views: dict[str, Callable[[Lang], Response]] = {
        "GET": describe,
        "POST": change,
        "DELETE": reset,
    }
    for lang in LANGS:
        for method, view in views.items():
            address = f"/{lang}/{CATALOGUE_ADDRESS}"
            name = f"{method} {address}"
            server.add_url_rule(address, name, view, defaults={"lang": lang}, methods=[method])


def _outcome(app_state: AppState, token: str, changes: Mapping[str, object], lang: Lang) -> Reading:
    """What becomes of the catalogue in use with what the form says."""
    base = app_state.inputs_of(token or None)
    shipped = app_state.inputs.catalogue
    said = {name: change_of(base.catalogue, name, c, lang) for name, c in changes.items()}
    try:
        content = changed_catalogue(base.catalogue, said, shipped)
    except ScenarioError as error:
        return Reading(error.problems)
    file = Content(CATALOGUE, content)
    return read_upload(app_state.workshop, file, base, "", visitor())


def _as_shipped(app_state: AppState, token: str, lang: Lang) -> dict[str, Any]:
    """Take the own catalogue and indicators back; other own files stay in use."""
    session = app_state.sessions.get(token)
    inputs = without_own(session.inputs, app_state.inputs)
    files = {
        slot: name for slot, name in session.files.items()
        if slot != "catalogue" and not slot.startswith(OWN_SOURCE)
    }  # fmt: skip
    app_state.sessions.close(token)
    if not files:
        return {"own": None}
    opened = app_state.sessions.open(inputs, files, session.travel_times, session.address)
    return {"own": opened} | session_facts(app_state, app_state.sessions.get(opened), lang)


def change_of(catalogue: pd.DataFrame, name: str, said: object, lang: Lang) -> CatalogueChange:
    """Change of one indicator out of what the form says; `BadRequest` for what it cannot say."""
    if not isinstance(said, dict) or set(said) != FIELDS or name not in catalogue.index:
        raise BadRequest
    unit, year = said["unit"], said["year"]
    if not isinstance(unit, str) or len(unit) > LONGEST_UNIT:
        raise BadRequest
    row = catalogue.loc[name]
    texts = CatalogueChange(
        unit=None if unit == _text(row[f"unit_{lang}"]) else unit,
        year=None if year is None or _number(year) == row["year"] else _year(year),
    )
    place, direction = said["place"], said["direction"]
    if place == OUT:
        return replace(texts, is_out=True)
    if not isinstance(place, str) or direction not in DIRECTIONS:
        raise BadRequest
    axis, _, dimension = place.partition("/")
    if axis not in SCORED_AXES:
        raise BadRequest
    ideal = None if direction != "ideal" or said["ideal"] is None else _number(said["ideal"])
    return replace(
        texts, axis=axis, dimension=dimension, direction=direction, ideal=ideal,
        weight=_number(said["weight"]),
    )  # fmt: skip


def _year(value: object) -> int:
    year = _number(value)
    if not year.is_integer():
        raise BadRequest
    return int(year)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise BadRequest
    return float(value)


def form(app_state: AppState, token: str | None, lang: Lang) -> dict[str, Any]:
    """What the form shows: every indicator of the catalogue in use, and what can be chosen."""
    catalogue, shipped = app_state.inputs_of(token).catalogue, app_state.inputs.catalogue
    changed = set(changed_indicators(catalogue, shipped))
    places = dict([*places_of_catalogue(shipped, lang), *places_of_catalogue(catalogue, lang)])
    return {
        "rows": [
            _row(str(name), row, lang) | {"changed": name in changed}
            for name, row in catalogue.iterrows()
        ],
        "places": [[OUT, word("axis_reference", lang)], *map(list, places.items())],
        "file": catalogue_csv(catalogue).decode(),
    }


def _row(name: str, row: pd.Series, lang: Lang) -> dict[str, Any]:
    return {
        "id": name,
        "name": _text(row[f"name_{lang}"]),
        "place": place_of(row),
        "direction": _text(row["direction"]),
        "ideal": _or_none(row["ideal"]),
        "weight": _or_none(row["weight"]),
        "unit": _text(row[f"unit_{lang}"]),
        "year": _or_none(row["year"]),
    }


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _or_none(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
