"""What happens in the view Data and method, and with own files on every view."""

from __future__ import annotations

from typing import Any

from dash import Dash, Input, Output, State

from rollout.language import Lang

from ...page import ids
from ...page.contract import browser
from ...page.markup import trees
from ...server.app_state import AppState
from ..view import View
from . import parts


def register(app: Dash, app_state: AppState, view: View, lang: Lang) -> None:
    """Fill the view when it is opened: its long tables would slow the start of every other."""

    @app.callback(
        Output(ids.DATA_TREE, "data"),
        Input(ids.LOCATION, "pathname"),
        Input(ids.OWN, "data"),
    )
    def content(path: object, token: object) -> list[Any]:
        view.only_at(path, lang)
        return trees(parts.data_content(app_state.inputs_of(token), lang))

    browser(app, "elements", Input(ids.DATA_TREE, "data"), State(ids.DATA_CONTENT, "id"))
    browser(app, "own", Output(ids.OWN, "data"), Input(ids.LOCATION, "search"))
    browser(app, "ownShown", Input(ids.OWN, "data"))
    # Dash tells callbacks without outputs apart by their inputs alone.
    browser(app, "ownCatalogue", Input(ids.OWN, "data"), Input(ids.CATALOGUE_FORM, "id"))
