"""What the browser shows at once: header, title, figures and the map, before Dash is there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape

from dash import html
from dash.development.base_component import Component
from werkzeug.exceptions import HTTPException

from dashboard.page import components
from dashboard.page.facts import CODES
from dashboard.page.markup import markup
from dashboard.page.settings import COUNTRY, VIEWS, View, area_from, query_values, view_at, years
from dashboard.page.shell import header
from dashboard.page.words import word
from dashboard.server.app_state import AppState
from rollout.analysis import Analysis
from rollout.language import Lang

TITLES = {
    "coverage": "coverage_title", "spots": "spots_title", "potential": "potential_title",
    "plan": "plan_title", "foundings": "foundings_title", "data": "data_title",
}  # fmt: skip


def first_page(
    app_state: AppState, path: str, query: Mapping[str, str], lang: Lang
) -> tuple[str, str]:
    """Title and HTML of the page asked for, with the state of every district for the script."""
    view = view_at(path, lang) or VIEWS[0]
    analysis, area = _asked(app_state, query)
    codes = "".join(analysis.coverage.status.map(CODES)) if view.with_map else ""
    data = json.dumps({"codes": codes, "land": area})
    content = markup(_page(analysis, area, view, lang))
    title = escape(f"{view.title[lang]} · {word('product', lang)}")
    return title, f'<div id="first" class="page" data-first="{escape(data)}">{content}</div>'


def _asked(app_state: AppState, query: Mapping[str, str]) -> tuple[Analysis, str]:
    """Analysis and part of the country of an address; those of the start if it is forged."""
    given = {key: value for key, value in query.items() if key in query_values(app_state.scenario)}
    if given.get("year") == str(years(app_state.inputs)[1] + 1):
        given["year"] = "all"
    try:
        return app_state.asked_by(given), area_from(
            query.get("land", COUNTRY), app_state.inputs.districts
        )
    except HTTPException:
        return app_state.analysed(app_state.scenario), COUNTRY


def _page(analysis: Analysis, area: str, view: View, lang: Lang) -> list[Component]:
    title = html.H1(word(TITLES[view.key], lang))
    if not view.with_map:
        return [header(lang, view), html.Main([title, html.P(word("loading", lang))])]
    map_area = html.Div(
        [html.Div(className="map-frame"), html.Div(className="legend")], className="map-area"
    )
    panel = html.Div([title, *_panel(analysis, area, view, lang)], className="panel")
    work = html.Div([map_area, panel], className="workspace")
    return [header(lang, view), html.Main([html.Div(className="what-counts"), work])]


def _panel(analysis: Analysis, area: str, view: View, lang: Lang) -> list[Component]:
    if view.key != "coverage":
        return [html.P(word("loading", lang), className="caption")]
    rates = html.Section(
        [
            html.H2(word("rates", lang)),
            html.Div(components.tiles(analysis, area, lang), className="tiles"),
        ]
    )
    return [html.P(components.sentence(analysis, area, lang), className="sentence"), rates]
