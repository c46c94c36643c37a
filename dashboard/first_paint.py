"""What the browser shows at once: header, title, figures and the map, before Dash is there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape

from dash import html
from dash.development.base_component import Component
from werkzeug.exceptions import HTTPException

from rollout.analysis import Analysis
from rollout.language import Lang

from .page import ids
from .page.facts import CODES
from .page.markup import markup
from .page.old_addresses import renewed
from .page.settings import ANALYSED, COUNTRY, area_from, fields_of, years
from .page.words import word
from .server.app_state import AppState
from .shell import header
from .views.register import START, view_at
from .views.view import View


def first_page(
    app_state: AppState, path: str, query: Mapping[str, str], lang: Lang
) -> tuple[str, str]:
    """Title and HTML of the page asked for, with the state of every district for the script."""
    view = view_at(path, lang) or START
    analysis, area = _request(app_state, query)
    codes = "".join(analysis.coverage.status.map(CODES)) if view.with_map else ""
    data = json.dumps({"codes": codes, "land": area, "panel": ids.view(view.key)})
    content = markup(_page(analysis, area, view, lang))
    title = escape(f"{view.title[lang]} · {word('product', lang)}")
    return title, f'<div id="first" class="page" data-first="{escape(data)}">{content}</div>'


def _request(app_state: AppState, query: Mapping[str, str]) -> tuple[Analysis, str]:
    """Analysis and part of the country of an address; those of the start if it is forged."""
    texts = renewed(query)
    values = {name: texts[name] for name in fields_of(*ANALYSED) if name in texts}
    if values.get("as_of", "")[:4] > str(years(app_state.inputs)[1]):
        values["as_of"] = ""  # as the slider has it: after the last year comes the whole register
    try:
        return app_state.analysis_of_link(values), area_from(
            query.get("land", COUNTRY), app_state.inputs.districts
        )
    except HTTPException:
        return app_state.analysed(app_state.scenario), COUNTRY


def _page(analysis: Analysis, area: str, view: View, lang: Lang) -> list[Component]:
    title = html.H1(view.heading[lang])
    if not view.with_map:
        return [header(lang, view), html.Main([title, html.P(word("loading", lang))])]
    map_area = html.Div(
        [html.Div(className="map-frame"), html.Div(className="legend")], className="map-area"
    )
    loading = [html.P(word("loading", lang), className="caption")]
    content = view.first(analysis, area, lang) if view.first else loading
    work = html.Div(
        [map_area, html.Div([title, *content], className="panel")], className="workspace"
    )
    return [header(lang, view), html.Main([html.Div(className="what-counts"), work])]
