"""What happens in the view Potential beside the scripts: bands, shares, the back-test."""

from __future__ import annotations

from typing import Any

from dash import Dash, Input, Output, State, ctx, html

from rollout.language import Lang

from ...page import ids
from ...page.contract import browser
from ...page.settings import LOOKS, district_from, fields_of
from ...server.app_state import AppState
from ...server.downloads import by_purpose, links
from ...server.fair_queue import BusyError, visitor
from ...server.worker import LimitExceededError
from ..view import View
from . import figures, parts, past
from .files import RANKING_FILES
from .words import word


def register(app: Dash, app_state: AppState, view: View, lang: Lang) -> None:
    """Attach the callbacks of this view."""
    _draw(app)
    _answer(app, app_state, view, lang)
    _look_back(app, app_state, lang)
    _past_foundings(app, app_state, view, lang)


def _draw(app: Dash) -> None:
    """Everything the scripts need to colour the map and to fill the ranking."""
    looks = [Input(LOOKS[key].id, "value") for key in ("shows", "find", "only", "sort")]
    settings = [Input(ids.setting(name), "value") for name in fields_of("potential")]
    browser(
        app,
        "potential",
        Input(ids.RESULT, "data"),
        Input(ids.LOCATION, "pathname"),
        Input(ids.SELECTED, "data"),
        Input(ids.LAND, "value"),
        *looks,
        *settings,
        State(ids.SCENARIO, "data"),
        State(ids.CONTROLS, "data"),
    )
    browser(app, "bands", Input(ids.RANKING_DATA, "data"))


def _answer(app: Dash, app_state: AppState, view: View, lang: Lang) -> None:
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
        view.only_at(path, lang)
        analysis = app_state.analysis_of(values)
        return {
            "ranking": figures.ranking(analysis),
            "duplicates": parts.duplicates(analysis, lang),
            "downloads": by_purpose(
                lambda files: links(values, analysis.scenario, lang, files), RANKING_FILES, lang
            ),
        }

    @app.callback(
        {
            "robustness": Output(ids.ROBUSTNESS, "children"),
            "audit": Output(ids.AUDIT, "children"),
        },
        Input(ids.SCENARIO, "data"),
        Input(ids.LOCATION, "pathname"),
    )
    def robustness(values: object, path: object) -> dict[str, Any]:
        view.only_at(path, lang)
        analysis = app_state.analysis_of(values)
        return {
            "robustness": parts.robustness(analysis, lang),
            "audit": parts.audit(analysis, lang),
        }


def _past_foundings(app: Dash, app_state: AppState, view: View, lang: Lang) -> None:
    @app.callback(
        Output(ids.PAST_FOUNDINGS, "children"),
        Input(ids.SELECTED, "data"),
        Input(ids.SCENARIO, "data"),
        Input(ids.LOCATION, "pathname"),
    )
    def past_foundings(selected: object, values: object, path: object) -> list[Any]:
        view.only_at(path, lang)
        analysis = app_state.analysis_of(values)
        ags = district_from(selected, app_state.inputs.districts.index)
        return past.block(analysis, ags, lang)


def _look_back(app: Dash, app_state: AppState, lang: Lang) -> None:
    @app.callback(
        Output(ids.BACKTEST, "children"),
        Input(ids.BACKTEST_RUN, "n_clicks"),
        Input(ids.SCENARIO, "data"),
        prevent_initial_call=True,
    )
    def look_back(clicks: object, values: object) -> list[Any]:
        if ctx.triggered_id != ids.BACKTEST_RUN:
            return []  # a verdict on other weights must not stay
        analysis = app_state.analysis_of(values)
        try:
            return parts.backtest_result(app_state.look_backs.of(analysis, visitor()), lang)
        except BusyError as error:
            return [html.P(error.sentence(lang))]
        except LimitExceededError:
            return [html.P(word("backtest_too_large", lang))]
