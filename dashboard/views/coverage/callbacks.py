"""What happens in the view Coverage."""

from __future__ import annotations

from typing import Any

from dash import Dash, Input, Output

from rollout.language import Lang

from ...page import ids, settings
from ...server.app_state import AppState
from ...server.downloads import by_purpose, links
from ..view import View
from . import parts
from .files import COVERAGE_FILES


def register(app: Dash, app_state: AppState, view: View, lang: Lang) -> None:
    """Attach the callbacks of this view."""

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
        analysis = app_state.analysis_of(values)
        area = settings.area_from(land, app_state.inputs.districts)
        return {
            "sentence": parts.sentence(analysis, area, lang),
            "tiles": parts.tiles(analysis, area, lang),
            "laender": parts.land_table(analysis, area, lang),
            "downloads": by_purpose(
                lambda files: links(values, analysis.scenario, lang, files, land=area),
                COVERAGE_FILES,
                lang,
            ),
        }
