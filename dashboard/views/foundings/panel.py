"""Second page of view 4: where foundings stand, when waves arrive, how long it takes."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from rollout.language import Lang
from rollout.model import Inputs
from rollout.scenario import Scenario

from ...page import ids
from ...page.components import section
from ...page.controls import group
from ...page.forms import Store
from . import controls
from .words import word


def panel(inputs: Inputs, scenario: Scenario, lang: Lang) -> list[Component]:
    """Frame of the page; its content comes when it is opened."""
    return [
        html.P(word("foundings_intro", lang), className="sentence"),
        Store(id=ids.FOUNDINGS_NETWORK),
        Store(id=ids.FOUNDINGS_CURVES),
        section(word("foundings_standing", lang), html.Div(id=ids.FOUNDINGS_STANDING)),
        section(
            word("foundings_calendar", lang),
            html.Div(
                group("calendar", inputs, scenario, lang),
                className="controls plan-fields foundings-fields no-print",
            ),
            html.Div(id=ids.FOUNDINGS_CALENDAR),
        ),
        section(
            word("foundings_network", lang),
            html.Div(id=ids.FOUNDINGS_NETWORK_CHART, className="foundings-chart"),
            html.Div(id=ids.FOUNDINGS_OUTLOOK),
        ),
        section(
            word("foundings_courses", lang),
            html.Div(controls.course_controls(lang), className="controls no-print"),
            html.Div(id=ids.FOUNDINGS_CURVES_CHART, className="foundings-chart"),
            html.Div(id=ids.FOUNDINGS_COURSES),
        ),
    ]
