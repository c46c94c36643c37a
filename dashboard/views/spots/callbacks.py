"""What happens in the view White spots beside the scripts: the profile."""

from __future__ import annotations

from typing import Any

from dash import Dash, Input, Output

from dashboard.page import ids, settings
from dashboard.server.app_state import AppState
from dashboard.server.downloads import links
from dashboard.views.spots.files import PROFILE_FILES
from dashboard.views.spots.parts import profile
from dashboard.views.view import View
from rollout.language import Lang


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
        return profile(analysis, ags, lang, files)
