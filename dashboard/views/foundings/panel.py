"""Second page of view 4: where foundings stand, when waves arrive, how long it takes."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.page import ids
from dashboard.page.attributes import Attributes
from dashboard.page.settings import VIEWS, path_of
from dashboard.page.words import word
from dashboard.views.foundings import controls as founding_controls
from rollout.language import Lang
from rollout.model import Inputs
from rollout.scenario import Scenario


def foundings_view(inputs: Inputs, scenario: Scenario, lang: Lang) -> list[Component]:
    """Frame of the page; its content comes when it is opened."""
    return [
        pages("foundings", lang),
        html.H1(word("foundings_title", lang), tabIndex=-1),
        html.P(word("foundings_intro", lang), className="sentence"),
        dcc.Store(id=ids.FOUNDINGS_NETWORK),
        dcc.Store(id=ids.FOUNDINGS_CURVES),
        _section("foundings_standing", lang, html.Div(id=ids.FOUNDINGS_STANDING)),
        _section(
            "foundings_calendar",
            lang,
            html.Div(
                founding_controls.calendar_controls(scenario, lang),
                className="controls plan-fields foundings-fields no-print",
            ),
            html.Div(id=ids.FOUNDINGS_CALENDAR),
        ),
        _section(
            "foundings_network",
            lang,
            html.Div(id=ids.FOUNDINGS_NETWORK_CHART, className="foundings-chart"),
            html.Div(id=ids.FOUNDINGS_OUTLOOK),
        ),
        _section(
            "foundings_courses",
            lang,
            html.Div(founding_controls.course_controls(lang), className="controls no-print"),
            html.Div(id=ids.FOUNDINGS_CURVES_CHART, className="foundings-chart"),
            html.Div(id=ids.FOUNDINGS_COURSES),
        ),
    ]


def pages(current: str, lang: Lang) -> html.Nav:
    """Links between the two pages of the plan."""
    by_key = {view.key: view for view in VIEWS}
    entries = []
    for key, text, id_ in (
        ("plan", "foundings_page_plan", ids.FOUNDINGS_BACK),
        ("foundings", "foundings_page_board", ids.nav("foundings")),
    ):
        label = word(text, lang)
        entries.append(
            html.Span(label, **Attributes({"aria-current": "page"}))
            if key == current
            else dcc.Link(label, href=path_of(by_key[key], lang), id=id_)
        )
    items = html.Ul([html.Li(entry) for entry in entries])
    return html.Nav(
        items,
        className="pages no-print",
        **Attributes({"aria-label": word("foundings_pages", lang)}),
    )


def _section(key: str, lang: Lang, *content: Component) -> html.Section:
    return html.Section([html.H2(word(key, lang)), *content])
