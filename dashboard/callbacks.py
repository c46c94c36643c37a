"""What happens between controls, address and map, whatever view is open.

The browser keeps the state and draws; the server turns a scenario into results.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dash import Dash, Input, Output, State

from rollout.language import Lang

from .page import components, facts, ids
from .page.contract import browser
from .page.settings import ANALYSED, LOOKS, SETTINGS, fields_of, used_with
from .server.app_state import AppState
from .server.downloads import links
from .views.coverage import figures
from .views.coverage.files import REPORT_FILES
from .views.register import VIEWS, pages_of


def register(app: Dash, app_state: AppState, lang: Lang) -> None:
    """Attach every callback to the app of one language."""
    _keep_state(app, app_state.below.folders(app_state.inputs.territory))
    _draw(app)
    _answer_scenario(app, app_state, lang)
    for view in VIEWS.values():
        if view.callbacks is not None:
            view.callbacks(app, app_state, view, lang)


def _values(controls: Iterable[str]) -> list[Input]:
    return [Input(control, "value") for control in controls]


def _settings(*sections: str) -> list[Input]:
    return _values(map(ids.setting, fields_of(*sections)))


def _keep_state(app: Dash, other_days: Iterable[str]) -> None:
    """Address -> controls -> scenario and address again."""
    path, search = Input(ids.LOCATION, "pathname"), Input(ids.LOCATION, "search")
    selection, page = Input(ids.SELECTED, "data"), State(ids.CONTROLS, "data")
    controls = [*map(ids.setting, SETTINGS), *(look.id for look in LOOKS.values())]
    targets = [*(Output(control, "value") for control in controls), Output(ids.SELECTED, "data")]
    browser(app, "restore", targets, search, page)
    analysed = Output(ids.SCENARIO, "data")
    browser(app, "scenario", analysed, *_settings(*ANALYSED), Input(ids.OWN, "data"), page)
    readouts = [
        *(Output(ids.setting_field(name), "hidden") for name in used_with()),
        Output(ids.YEAR_TEXT, "children"),
        Output(ids.PLAN_TIMES, "hidden"),
        Output(ids.setting_field("countries"), "hidden"),
    ]
    shown_by = map(ids.setting, ("rule", "as_of", "reach", "objective", "countries"))
    browser(app, "readouts", readouts, *_values(shown_by), Input(ids.OWN, "data"), page)
    links_to = [
        *(Output(ids.nav(key), "href") for key in VIEWS),
        *(Output(ids.back(key), "href") for key in _second_pages()),
        Output(ids.LANGUAGE, "href"),
        *(Output(ids.territory(day), "href") for day in other_days),
    ]
    browser(app, "address", links_to, path, selection, *_values(controls), page)
    sections = (*map(ids.view, VIEWS), ids.WHAT_COUNTS, ids.MAP_AREA)
    browser(app, "view", [Output(section, "hidden") for section in sections], path, page)


def _second_pages() -> list[str]:
    return [view.key for view in VIEWS.values() if view.under and len(pages_of(view)) > 1]


def _draw(app: Dash) -> None:
    """Results -> map, list and shortlist, drawn by the scripts."""
    result, selection = Input(ids.RESULT, "data"), Input(ids.SELECTED, "data")
    path, land = Input(ids.LOCATION, "pathname"), Input(ids.LAND, "value")
    page = State(ids.CONTROLS, "data")
    layers = _values((ids.LAYER, ids.RULE_A, ids.RULE_B))
    outputs = [Output(ids.COMPARE, "hidden"), Output(ids.ANNOUNCE, "children")]
    browser(app, "paint", outputs, result, path, selection, land, *layers, page)
    options = State(ids.CLUSTER, "options")
    browser(app, "clusters", Output(ids.CLUSTER, "options"), result, options)
    filters = _values(look.id for look in LOOKS.values() if look.filters)
    rows = Output(ids.LIST_COUNT, "children")
    order = Input(ids.LIST_ORDER, "value")
    browser(app, "list", rows, result, path, selection, land, *filters, order, page)
    browser(app, "reset", Input(ids.RESET, "n_clicks"), page)
    browser(app, "shortlist", result)


def _answer_scenario(app: Dash, app_state: AppState, lang: Lang) -> None:
    @app.callback(
        {
            "result": Output(ids.RESULT, "data"),
            "definition": Output(ids.DEFINITION, "children"),
            "growth": Output(ids.GROWTH, "children"),
            "report": Output(ids.REPORT, "children"),
        },
        Input(ids.SCENARIO, "data"),
    )
    def scenario_results(values: object) -> dict[str, Any]:
        analysis = app_state.analysis_of(values)
        scenario = analysis.scenario
        last = scenario.as_of.year if scenario.as_of else None
        same = analysis.inputs is app_state.first  # its seats are among the facts of the page
        seats = {} if same else {"seats": facts.seats(analysis.inputs, app_state.paths)}
        return {
            "result": facts.result(analysis) | seats,
            "definition": components.definition(analysis, lang),
            "growth": analysis.work.of(figures.growth_once, last, lang),
            "report": links(values, scenario, lang, REPORT_FILES),
        }
