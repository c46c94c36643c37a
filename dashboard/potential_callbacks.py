"""What happens in the view Potential beside the scripts: bands, shares, the back-test."""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx
from dash.exceptions import PreventUpdate

from dashboard import ids, potential_controls, potential_figures, potential_view
from dashboard.desk import Desk
from dashboard.downloads import RANKING_FILES, links
from dashboard.state import view_at
from rollout.errors import Lang


def register(app: Dash, desk: Desk, lang: Lang) -> None:
    """Attach the callbacks of this view."""
    _draw(app)
    _answer(app, desk, lang)
    _look_back(app, desk, lang)


def _draw(app: Dash) -> None:
    """Everything the scripts need to colour the map and to fill the ranking."""
    looks = [Input(control, "value") for control in potential_controls.LOOKS]
    settings = [Input(control, "value") for control in potential_controls.SETTINGS]
    app.clientside_callback(
        ClientsideFunction("rollout", "potential"),
        Input(ids.RESULT, "data"),
        Input(ids.LOCATION, "pathname"),
        Input(ids.SELECTED, "data"),
        Input(ids.LAND, "value"),
        *looks,
        *settings,
        State(ids.SCENARIO, "data"),
        State(ids.CONTROLS, "data"),
    )
    bands = ClientsideFunction("rollout", "bands")
    app.clientside_callback(bands, Input(ids.RANKING_DATA, "data"))


def _answer(app: Dash, desk: Desk, lang: Lang) -> None:
    @app.callback(
        {
            "ranking": Output(ids.RANKING_DATA, "data"),
            "duplicates": Output(ids.DUPLICATES, "children"),
            "downloads": Output(ids.POTENTIAL_DOWNLOADS, "children"),
        },
        Input(ids.SCENARIO, "data"),
        Input(ids.LOCATION, "pathname"),
    )
    def ranking(values: object, path: object) -> dict[str, Any]:
        _only_here(path, lang)
        analysis = desk.asked(values)
        return {
            "ranking": potential_figures.ranking(analysis),
            "duplicates": potential_view.duplicates(analysis, lang),
            "downloads": links(values, analysis.scenario, lang, RANKING_FILES),
        }

    @app.callback(
        Output(ids.ROBUSTNESS, "children"),
        Input(ids.SCENARIO, "data"),
        Input(ids.LOCATION, "pathname"),
    )
    def robustness(values: object, path: object) -> list[Any]:
        _only_here(path, lang)
        return potential_view.robustness(desk.asked(values), lang)


def _only_here(path: object, lang: Lang) -> None:
    """Spare the work while another view is shown."""
    view = view_at(path, lang)
    if view is None or view.key != "potential":
        raise PreventUpdate


def _look_back(app: Dash, desk: Desk, lang: Lang) -> None:
    @app.callback(
        Output(ids.BACKTEST, "children"),
        Input(ids.BACKTEST_RUN, "n_clicks"),
        Input(ids.SCENARIO, "data"),
        prevent_initial_call=True,
    )
    def look_back(clicks: object, values: object) -> list[Any]:
        if ctx.triggered_id != ids.BACKTEST_RUN:
            return []  # a verdict on other weights must not stay
        return potential_view.backtest_result(desk.looked_back(desk.asked(values)), lang)
