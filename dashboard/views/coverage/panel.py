"""View 1: rates, Länder, growth and downloads beside the map."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from rollout.language import Lang
from rollout.model import Inputs
from rollout.scenario import Scenario

from ...page import ids
from ...page.components import section
from .words import word


def panel(inputs: Inputs, scenario: Scenario, lang: Lang) -> list[Component]:
    """Panel beside the map."""
    return [
        html.P(id=ids.SENTENCE, className="sentence"),
        section(word("rates", lang), html.Div(id=ids.TILES, className="tiles")),
        section(word("by_land", lang), html.Div(id=ids.LAND_TABLE)),
        section(word("growth", lang), html.Div(id=ids.GROWTH), className="no-print"),
        section(
            word("downloads", lang),
            html.Div(id=ids.DOWNLOADS, className="purposes"),
            className="no-print",
        ),
    ]
