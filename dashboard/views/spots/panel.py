"""View 2: layers of the map, profile, search and shortlist."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from rollout.language import Lang
from rollout.model import Inputs
from rollout.scenario import Scenario

from ...page import ids
from ...page.components import section
from ...page.form_fields import state
from . import controls
from .words import word


def panel(inputs: Inputs, scenario: Scenario, lang: Lang) -> list[Component]:
    """Panel beside the map; the scripts fill list and shortlist."""
    return [
        html.P(html.Span(id=ids.SPOTS_ANSWER, className="answer"), className="sentence"),
        html.Div(controls.layer_controls(lang), className="controls in-line"),
        section(word("profile", lang), html.Div(id=ids.PROFILE), className="profile"),
        section(
            word("find", lang),
            *controls.filter_controls(inputs, lang),
            state(ids.LIST_ORDER, controls.MOST_URGENT, controls.ORDERED),
            html.P(id=ids.LIST_COUNT, className="caption"),
            html.Div(id=ids.LIST),
        ),
        section(word("shortlist", lang), html.Div(id=ids.SHORTLIST)),
        section(
            word("downloads", lang),
            html.Div(id=ids.SPOTS_DOWNLOADS, className="purposes"),
            className="no-print",
        ),
    ]
