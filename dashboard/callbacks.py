"""What happens between controls, address and map, whatever view is open.

The browser keeps the state and draws; the server turns a scenario into results.
"""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State

from dashboard.page import components, facts, ids
from dashboard.page.settings import ADDRESS, FILTERS, SCENARIO_CONTROLS
from dashboard.server.app_state import AppState
from dashboard.server.downloads import links
from dashboard.views.coverage import figures
from dashboard.views.coverage.files import REPORT_FILES
from dashboard.views.register import VIEWS, pages_of
from rollout.language import Lang


def register(app: Dash, app_state: AppState, lang: Lang) -> None:
    """Attach every callback to the app of one language."""
    _keep_state(app)
    _draw(app)
    _answer_scenario(app, app_state, lang)
    for view in VIEWS.values():
        view.callbacks(app, app_state, view, lang)


def _browser(app: Dash, name: str, *wiring: Any) -> None:
    app.clientside_callback(ClientsideFunction("rollout", name), *wiring)


def _values(controls: Any) -> list[Input]:
    return [Input(control, "value") for control in controls]


def _keep_state(app: Dash) -> None:
    """Address -> controls -> scenario and address again."""
    path, search = Input(ids.LOCATION, "pathname"), Input(ids.LOCATION, "search")
    selected = Input(ids.SELECTED, "data")
    restored = [*(Output(control, "value") for control in ADDRESS), Output(ids.SELECTED, "data")]
    _browser(app, "restore", restored, search, State(ids.CONTROLS, "data"))
    page = State(ids.CONTROLS, "data")
    asked_scenario = Output(ids.SCENARIO, "data")
    _browser(
        app, "scenario", asked_scenario, *_values(SCENARIO_CONTROLS), Input(ids.OWN, "data"), page
    )
    reach = ids.plan_setting("reach")
    readouts = [
        Output(ids.RADIUS_FIELD, "hidden"),
        Output(ids.YEAR_TEXT, "children"),
        Output(ids.PLAN_TIMES, "hidden"),
    ]
    _browser(app, "readouts", readouts, *_values((ids.RULE, ids.YEAR, reach)), page)
    links_out = [
        *(Output(ids.nav(key), "href") for key in VIEWS),
        *(Output(ids.back(key), "href") for key in _second_pages()),
        Output(ids.LANGUAGE, "href"),
    ]
    address = State(ids.CONTROLS, "data")
    _browser(app, "address", links_out, path, selected, *_values(ADDRESS), address)
    sections = (*map(ids.view, VIEWS), ids.WHAT_COUNTS, ids.MAP_AREA)
    hidden = [Output(section, "hidden") for section in sections]
    _browser(app, "view", hidden, path, State(ids.CONTROLS, "data"))


def _second_pages() -> list[str]:
    return [view.key for view in VIEWS.values() if view.under and len(pages_of(view)) > 1]


def _draw(app: Dash) -> None:
    """Results -> map, list and shortlist, drawn by the scripts."""
    result, selected = Input(ids.RESULT, "data"), Input(ids.SELECTED, "data")
    path, land = Input(ids.LOCATION, "pathname"), Input(ids.LAND, "value")
    layers = _values((ids.LAYER, ids.RULE_A, ids.RULE_B))
    painted = [Output(ids.COMPARE, "hidden"), Output(ids.ANNOUNCE, "children")]
    page = State(ids.CONTROLS, "data")
    _browser(app, "paint", painted, result, path, selected, land, *layers, page)
    options = State(ids.CLUSTER, "options")
    _browser(app, "clusters", Output(ids.CLUSTER, "options"), result, options)
    listed = Output(ids.LIST_COUNT, "children")
    _browser(app, "list", listed, result, path, selected, land, *_values(FILTERS), page)
    _browser(app, "reset", Input(ids.RESET, "n_clicks"), page)
    _browser(app, "shortlist", result)


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
        analysis = app_state.asked(values)
        scenario = analysis.scenario
        last = scenario.as_of.year if scenario.as_of else None
        same = analysis.inputs is app_state.inputs  # the seats of the shipped register are facts
        seats = {} if same else {"seats": facts.seats(analysis.inputs, app_state.paths)}
        return {
            "result": facts.result(analysis) | seats,
            "definition": components.definition(analysis, lang),
            "growth": figures.growth(analysis.inputs, last, lang),
            "report": links(values, scenario, lang, REPORT_FILES),
        }
