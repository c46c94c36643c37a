"""What happens in the view White spots beside the scripts: the profile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import Dash, Input, Output, State

from rollout.language import Lang

from ...page import ids, settings
from ...page.contract import browser
from ...server.app_state import AppState
from ...server.downloads import by_purpose, links
from ..coverage.files import COVERAGE_FILES
from ..view import View
from .files import PROFILE_FILES
from .parts import profile


def register(app: Dash, app_state: AppState, view: View, lang: Lang) -> None:
    """Attach the callbacks of this view."""

    @app.callback(
        Output(ids.PROFILE, "children"),
        Input(ids.SELECTED, "data"),
        Input(ids.SCENARIO, "data"),
    )
    def district_profile(selected: object, values: object) -> list[Any]:
        analysis = app_state.analysis_of(values)
        ags = settings.district_from(selected, app_state.inputs.districts.index)
        if ags is None:
            return profile(analysis, None, lang)
        files = links(values, analysis.scenario, lang, PROFILE_FILES, district=ags)
        token = values.get(settings.OWN) if isinstance(values, Mapping) else None
        is_today = app_state.day_of(token) is None  # what is past only shows
        return profile(analysis, ags, lang, files, recorded=app_state.recorded and is_today)

    @app.callback(
        Output(ids.SPOTS_DOWNLOADS, "children"),
        Input(ids.SCENARIO, "data"),
        Input(ids.LAND, "value"),
        Input(ids.LOCATION, "pathname"),
    )
    def downloads(values: object, land: object, path: object) -> list[Any]:
        view.only_at(path, lang)
        analysis = app_state.analysis_of(values)
        area = settings.area_from(land, app_state.inputs.districts)
        return by_purpose(
            lambda files: links(values, analysis.scenario, lang, files, land=area),
            COVERAGE_FILES,
            lang,
        )

    browser(
        app, "recording", Input(ids.PROFILE, "children"), State(ids.SELECTED, "data"),
        State(ids.SCENARIO, "data"), State(ids.CONTROLS, "data"),
    )  # fmt: skip
