"""What happens between controls, address, map and panels.

The browser keeps the state and draws; the server turns a scenario into results.
"""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State

from dashboard.page import components, facts, ids, settings
from dashboard.page.controls import ADDRESS, FILTERS, SCENARIO_CONTROLS
from dashboard.server.app_state import AppState
from dashboard.server.downloads import COVERAGE_FILES, PROFILE_FILES, REPORT_FILES, links
from dashboard.views.foundings import callbacks as founding_callbacks
from dashboard.views.plan import callbacks as plan_callbacks
from dashboard.views.potential import callbacks as potential_callbacks
from dashboard.views.spots.district_profile import profile
from rollout.language import Lang


def register(app: Dash, app_state: AppState, lang: Lang) -> None:
    """Attach every callback to the app of one language."""
    _keep_state(app)
    _draw(app)
    _answer_scenario(app, app_state, lang)
    _answer_selection(app, app_state, lang)
    potential_callbacks.register(app, app_state, lang)
    plan_callbacks.register(app, app_state, lang)
    founding_callbacks.register(app, app_state, lang)


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
    wanted = Output(ids.SCENARIO, "data")
    _browser(app, "scenario", wanted, *_values(SCENARIO_CONTROLS), Input(ids.OWN, "data"), page)
    reach = ids.plan_setting("reach")
    readouts = [
        Output(ids.RADIUS_FIELD, "hidden"),
        Output(ids.YEAR_TEXT, "children"),
        Output(ids.PLAN_TIMES, "hidden"),
    ]
    _browser(app, "readouts", readouts, *_values((ids.RULE, ids.YEAR, reach)), page)
    _browser(
        app,
        "address",
        [
            *(Output(ids.nav(view.key), "href") for view in settings.VIEWS),
            Output(ids.FOUNDINGS_BACK, "href"),
            Output(ids.LANGUAGE, "href"),
        ],
        path,
        selected,
        *_values(ADDRESS),
        State(ids.CONTROLS, "data"),
    )
    sections = (*(ids.view(view.key) for view in settings.VIEWS), ids.WHAT_COUNTS, ids.MAP_AREA)
    hidden = [Output(section, "hidden") for section in sections]
    _browser(app, "view", hidden, path, State(ids.CONTROLS, "data"))


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
        own = {} if same else {"seats": facts.seats(analysis.inputs, app_state.paths)}
        return {
            "result": facts.result(analysis) | own,
            "definition": components.definition(analysis, lang),
            "growth": components.growth(analysis.inputs, last, lang),
            "report": links(values, scenario, lang, REPORT_FILES),
        }

    @app.callback(
        {
            "sentence": Output(ids.SENTENCE, "children"),
            "tiles": Output(ids.TILES, "children"),
            "laender": Output(ids.LAND_TABLE, "children"),
            "downloads": Output(ids.DOWNLOADS, "children"),
        },
        Input(ids.SCENARIO, "data"),
        Input(ids.LAND, "value"),
    )
    def area_results(values: object, land: object) -> dict[str, Any]:
        analysis = app_state.asked(values)
        area = settings.area_from(land, app_state.inputs.districts)
        return {
            "sentence": components.sentence(analysis, area, lang),
            "tiles": components.tiles(analysis, area, lang),
            "laender": components.land_table(analysis, area, lang),
            "downloads": links(values, analysis.scenario, lang, COVERAGE_FILES, land=area),
        }


def _answer_selection(app: Dash, app_state: AppState, lang: Lang) -> None:
    @app.callback(
        Output(ids.PROFILE, "children"),
        Input(ids.SELECTED, "data"),
        Input(ids.SCENARIO, "data"),
    )
    def district_profile(selected: object, values: object) -> list[Any]:
        analysis = app_state.asked(values)
        ags = settings.district_from(selected, app_state.inputs.districts.index)
        if ags is None:
            return profile(analysis, None, lang)
        files = links(values, analysis.scenario, lang, PROFILE_FILES, district=ags)
        return profile(analysis, ags, lang, files)
