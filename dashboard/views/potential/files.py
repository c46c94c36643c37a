"""Files of the view Potential: the ranking and the scenario, and the matrix the scripts need."""

from __future__ import annotations

import hashlib
import io
import json
from functools import lru_cache

import pandas as pd
from flask import Flask, Response, abort, jsonify, request

from rollout.analysis import Analysis
from rollout.coverage.words import STATUS_NAMES
from rollout.errors import DataError, Problem, ScenarioError
from rollout.export.columns import captions
from rollout.export.labels import label
from rollout.export.map_files import map_bytes, map_pdf
from rollout.export.tables import spreadsheet_safe
from rollout.language import LANGS, Lang, Text
from rollout.potential.experts import combine, contradiction_words, method_words, scenario_with
from rollout.readers.document import Content
from rollout.readers.experts import read_experts

from ...page.catalogue import weighed
from ...page.contract import EXPERTS_ADDRESS, MATRIX_ADDRESS, OWN_HEADER, WEIGHED_ADDRESS
from ...page.settings import encode
from ...server.app_state import AppState
from ...server.downloads import CSV, TOML, Download, Subject
from ...server.workshop import PDF
from . import figures as potential_figures

MATRICES_KEPT = 32
LARGEST_EXPERTS = 100_000  # bytes: two hundred people
LONGEST_NAME = 80
COLUMNS = [
    "rank", "ags", "display_name", "land_name", "status", "potential", "rank_group",
    "rank_low", "rank_median", "rank_high", "top_k_share", "need", "capacity", "known_share",
]  # fmt: skip


def ranking_csv(analysis: Analysis, lang: Lang) -> bytes:
    """All districts by rank with their bands and parts, for a German Excel."""
    table = analysis.table().rename_axis("ags").reset_index()
    table = table.sort_values(["rank", "ags"], na_position="last")
    parts = [name for name in table.columns if name.startswith("part_")]
    wishes = analysis.wish_ranks.add_prefix("rank_")
    table = table.merge(wishes, left_on="ags", right_index=True, how="left")
    labels = label(analysis)
    columns = (
        table[[*COLUMNS, *wishes.columns, *parts]]
        .round({"top_k_share": 4, "known_share": 4})
        .assign(
            status=[STATUS_NAMES[status][lang] for status in table["status"]],
            definition=f"{labels.definition[lang]} · {labels.data_years[lang]}",
            note=labels.note[lang],
            attribution=labels.attribution[lang],
        )
    )
    for name in ("rank", "rank_low", "rank_median", "rank_high", *wishes.columns):
        columns[name] = columns[name].round().astype("Int64")
    columns = pd.DataFrame(columns.map(spreadsheet_safe))
    columns.columns = captions(list(columns.columns), analysis.inputs.catalogue, lang)
    buffer = io.StringIO()
    columns.to_csv(buffer, index=False, sep=";", decimal=",", lineterminator="\r\n")
    return buffer.getvalue().encode("utf-8-sig")


def _map_pdf(subject: Subject) -> bytes:
    return map_pdf(subject.analysis, "score", subject.lang, part=subject.part)


def _map_svg(subject: Subject) -> bytes:
    return map_bytes(subject.analysis, "score", subject.lang, part=subject.part)


RANKING_FILES = {
    "potential.pdf": Download(Text("Karte (PDF)", "Map (PDF)"), PDF, _map_pdf, slow=True),
    "potential.svg": Download(Text("Karte (SVG)", "Map (SVG)"), "image/svg+xml", _map_svg),
    "ranking.csv": Download(
        Text("Rangliste (CSV)", "Ranking (CSV)"), CSV, lambda s: ranking_csv(s.analysis, s.lang)
    ),
    "scenario.toml": Download(
        Text("Szenario (TOML)", "Scenario (TOML)"),
        TOML,
        lambda s: s.analysis.recorded_scenario.to_toml().encode("utf-8"),
    ),
}


def add_matrix(server: Flask, app_state: AppState) -> None:
    """Serve the normalised values of a method; kept for the methods asked for last."""

    @lru_cache(maxsize=MATRICES_KEPT)
    def content(analysis: Analysis) -> tuple[str, str]:
        text = json.dumps(
            potential_figures.matrix(analysis), separators=(",", ":"), allow_nan=False
        )
        return text, hashlib.sha256(text.encode()).hexdigest()[:32]

    def matrix() -> Response:
        token = request.headers.get(OWN_HEADER)
        indicators = weighed(app_state.inputs_of(token).catalogue)["indicators"]
        text, digest = content(
            app_state.analysis_of_link(
                request.args, token, lambda s: potential_figures.matrix_settings(s, indicators)
            )
        )
        response = Response(text, content_type="application/json; charset=utf-8")
        response.set_etag(digest)
        response.make_conditional(request)
        return response

    server.add_url_rule(MATRIX_ADDRESS, MATRIX_ADDRESS, matrix)


def add_own_weighed(server: Flask, app_state: AppState) -> None:
    """Serve what the scripts draw of own files, as the payload does of the shipped data."""

    def indicators(lang: Lang) -> Response:
        if OWN_HEADER not in request.headers:
            abort(403)
        inputs = app_state.inputs_of(request.headers[OWN_HEADER])
        return jsonify(potential_figures.catalogue(inputs, lang))

    for lang in LANGS:
        address = f"/{lang}/{WEIGHED_ADDRESS}"
        server.add_url_rule(address, address, indicators, defaults={"lang": lang})


def add_experts(server: Flask, app_state: AppState) -> None:
    """Read the weights of several people and give back the settings; nothing is kept."""

    def experts(lang: Lang) -> Response:
        if OWN_HEADER not in request.headers:
            abort(403)
        if (request.content_length or 0) > LARGEST_EXPERTS:
            abort(413)
        name = request.args.get("name", "")[-LONGEST_NAME:]
        inputs = app_state.inputs_of(request.headers[OWN_HEADER] or None)
        preset = request.args.get("preset", "")
        try:
            if not name.casefold().endswith((".csv", ".toml")):
                expected = Text(".csv oder .toml", ".csv or .toml")
                finding = Text("hat eine unbekannte Endung", "has an unknown ending")
                raise DataError(Problem("error", name or "?", finding, expected))
            people = combine(read_experts(Content(name, request.get_data())))
            scenario = app_state.scenario.changed(preset=preset or app_state.scenario.preset)
            combined = scenario_with(people, scenario, inputs.catalogue, name)
            fields = encode(combined, "potential")
        except (DataError, ScenarioError) as error:
            return jsonify({"lines": [problem.message(lang) for problem in error.problems]})
        lines = [method_words(people)[lang]]
        if people.contradictory:
            lines.append(contradiction_words(people)[lang])
        names = ("dimension_weights", "indicator_weights", "expert_weights")
        return jsonify({"fields": {key: fields[key] for key in names}, "lines": lines})

    for lang in LANGS:
        address = f"/{lang}/{EXPERTS_ADDRESS}"
        server.add_url_rule(address, address, experts, defaults={"lang": lang}, methods=["POST"])


def add_weighed(server: Flask, app_state: AppState) -> None:
    """Serve everything that weights are computed with."""
    add_matrix(server, app_state)
    add_own_weighed(server, app_state)
    add_experts(server, app_state)
