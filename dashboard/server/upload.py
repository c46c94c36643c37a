"""Own registers and indicator tables of a visitor: checked like `rollout check`, kept for a while.

The file itself is deleted as soon as it is read. What was read lives in memory behind a token
that only the visitor's tab knows; there is no cookie.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path, PurePath
from typing import Any

import pandas as pd
from flask import Flask, Response, abort, jsonify, request

from rollout.analysis import analyse
from rollout.errors import DataError, Problem, RolloutError
from rollout.inputs import places_of, with_own_register
from rollout.language import LANGS, Lang, Text
from rollout.model import Inputs
from rollout.plan.travel_times import read_travel_times
from rollout.readers.check_file import check_file
from rollout.readers.indicators import read_indicators
from rollout.readers.places import Places
from rollout.readers.register import read_register
from rollout.readers.vocabulary import COLUMNS
from rollout.scenario import Scenario

from ..page.contract import LARGEST_UPLOAD, OWN_HEADER, UPLOAD_ADDRESS
from ..page.settings import years
from .app_state import AppState
from .sessions import Session

SUFFIXES = (".csv", ".xlsx")
LONGEST_NAME = 80
MOST_LINES = 500
TEMPLATES = ("register.csv", "indicators.csv")
TABLES = ("district_changes", "postcodes", "chambers", "district_types")


@dataclass(frozen=True, eq=False)
class Upload:
    """What became of a file.

    Parameters
    ----------
    problems
        The report of `rollout check`, with the name the visitor knows.
    inputs
        Inputs with the file in place of the shipped one; None if it cannot be used.
    kind, rows
        `register`, `indicators` or `travel_times`, and how many initiatives, districts or pairs.
    travel_times
        Columns from, to, minutes, if it holds any.
    """

    problems: tuple[Problem, ...]
    inputs: Inputs | None = None
    kind: str = ""
    rows: int = 0
    travel_times: pd.DataFrame | None = None


def read_upload(name: str, content: bytes, base: Inputs, places: Places) -> Upload:
    """Check a file and put it in place of the one in `base` if it holds no error."""
    file_name = _shown_name(name)
    suffix = PurePath(file_name).suffix.casefold()
    if suffix not in SUFFIXES:
        return Upload((_wrong_suffix(file_name),))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"upload{suffix}"
        path.write_bytes(content)
        report = check_file(path, places, base.catalogue)
        problems = tuple(replace(problem, file=file_name) for problem in report)
        if any(problem.level == "error" for problem in problems):
            return Upload(problems)
        return _used(path, file_name, problems, base, places)


def read_times(name: str, content: bytes, base: Inputs) -> Upload:
    """Check a table of travel times; it counts beside the inputs in use."""
    file_name = _shown_name(name)
    if PurePath(file_name).suffix.casefold() != ".csv":
        return Upload((_wrong_suffix(file_name, (".csv",)),))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload.csv"
        path.write_bytes(content)
        try:
            times, notes = read_travel_times(path, base.districts.index)
        except DataError as error:
            return Upload(tuple(replace(problem, file=file_name) for problem in error.problems))
    problems = tuple(replace(note, file=file_name) for note in notes)
    return Upload(problems, base, "travel_times", len(times), times)


def _used(
    path: Path, shown: str, problems: tuple[Problem, ...], base: Inputs, places: Places
) -> Upload:
    try:
        register = read_register(path, places)
    except DataError:
        values = read_indicators(path, base.catalogue, places).values
        inputs = _with_indicators(base, values, problems)
        upload = Upload(problems, inputs, "indicators", len(values))
    else:
        inputs = _with_register(base, register.initiatives, register.served, shown, problems)
        upload = Upload(problems, inputs, "register", len(register.initiatives))
    try:
        analyse(inputs, Scenario())
    except RolloutError as error:
        return Upload((*problems, *getattr(error, "problems", ())))
    return upload


def _with_register(
    base: Inputs, initiatives: pd.DataFrame, served: pd.DataFrame, shown: str,
    problems: tuple[Problem, ...],
) -> Inputs:  # fmt: skip
    sources = with_own_register(base.sources, shown)
    notes = _other_notes(base, "initiatives.csv") + problems
    return replace(base, initiatives=initiatives, served=served, sources=sources, notes=notes)


def _with_indicators(base: Inputs, values: pd.DataFrame, problems: tuple[Problem, ...]) -> Inputs:
    notes = _other_notes(base, "indicators.csv") + problems
    return replace(base, indicators=values.reindex(base.districts.index), notes=notes)


def _other_notes(base: Inputs, name: str) -> tuple[Problem, ...]:
    return tuple(note for note in base.notes if PurePath(note.file).name != name)


def _shown_name(name: str) -> str:
    """Last part of a file name, printable and not too long."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(sign for sign in last if sign.isprintable())[-LONGEST_NAME:]


def _wrong_suffix(shown: str, suffixes: tuple[str, ...] = SUFFIXES) -> Problem:
    finding = Text("hat eine unbekannte Endung", "has an unknown ending")
    expected = Text(" oder ".join(suffixes), " or ".join(suffixes))
    return Problem("error", shown or "?", finding, expected, code="suffix")


def report(upload: Upload, lang: Lang) -> dict[str, Any]:
    """What the page shows of an upload: level and sentence per finding, cut when very long."""
    lines = [{"level": p.level, "text": p.message(lang)} for p in upload.problems]
    return {
        "kind": upload.kind,
        "rows": upload.rows,
        "lines": lines[:MOST_LINES],
        "more": max(len(lines) - MOST_LINES, 0),
    }


def template(name: str, inputs: Inputs) -> str:
    """Empty register, or indicators without values: headers as the reader knows them."""
    if name == "register.csv":
        return ",".join(COLUMNS.spellings) + "\r\n"
    columns = list(inputs.catalogue.index)
    empty = pd.DataFrame(columns=columns, index=inputs.districts.index)
    return empty.to_csv(index_label="ags", lineterminator="\r\n")


def add_upload(server: Flask, app_state: AppState) -> None:
    """Take files at /de/upload and /en/upload; tell and forget sessions there."""

    @cache
    def places() -> Places:
        tables = {name: getattr(app_state.inputs, name) for name in TABLES}
        return places_of(app_state.inputs.districts, tables)

    def take(lang: Lang) -> Response:
        token = _token()
        session = app_state.sessions.get(token) if token else None
        request.max_content_length = LARGEST_UPLOAD
        content = request.get_data(cache=False)
        base = session.inputs if session else app_state.inputs
        name = request.args.get("name", "")
        if request.args.get("kind") == "travel_times":
            upload = read_times(name, content, base)
        else:
            upload = read_upload(name, content, base, places())
        answer = report(upload, lang)
        if upload.inputs is not None:
            session_token = _opened(app_state, upload, session, _shown_name(name))
            answer |= {"own": session_token} | _session_facts(app_state.sessions.get(session_token))
            app_state.sessions.close(token)
        return jsonify(answer)

    def describe(lang: Lang) -> Response:
        return jsonify(_session_facts(app_state.sessions.get(_token())))

    def forget(lang: Lang) -> Response:
        app_state.sessions.close(_token())
        return jsonify({})

    views: dict[str, Callable[[Lang], Response]] = {"POST": take, "GET": describe, "DELETE": forget}
    for lang in LANGS:
        for method, view in views.items():
            address = f"/{lang}/{UPLOAD_ADDRESS}"
            name = f"{method} {address}".replace(".", "")
            server.add_url_rule(address, name, view, defaults={"lang": lang}, methods=[method])


def _opened(app_state: AppState, upload: Upload, before: Session | None, shown: str) -> str:
    """Token of a new session with a file beside those used before."""
    files = tuple(file for file in (before.files if before else ()) if file != shown)
    times = upload.travel_times
    if times is None and before is not None:
        times = before.travel_times
    assert upload.inputs is not None
    return app_state.sessions.open(upload.inputs, (*files, shown), times)


def _session_facts(session: Session) -> dict[str, Any]:
    """What the page must know of own files: their names and the span of their founding years."""
    first, last = years(session.inputs)
    return {"files": session.files, "years": {"min": first, "max": last + 1}}


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


def _token() -> str:
    """Token in the header; its absence means a page that is not ours."""
    if OWN_HEADER not in request.headers:
        abort(403)
    return request.headers[OWN_HEADER]
