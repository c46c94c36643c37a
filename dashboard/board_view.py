"""Second page of view 4: where foundings stand, when waves arrive, how long it takes."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import board_controls, ids
from dashboard.state import VIEWS, path_of
from dashboard.texts import word
from rollout.errors import Lang
from rollout.model import Inputs
from rollout.scenario import Scenario


def board_view(inputs: Inputs, scenario: Scenario, lang: Lang) -> list[Component]:
    """Frame of the page; its content comes when it is opened."""
    return [
        pages("foundings", lang),
        html.H1(word("board_title", lang), tabIndex=-1),
        html.P(word("board_intro", lang), className="sentence"),
        dcc.Store(id=ids.BOARD_NETWORK),
        dcc.Store(id=ids.BOARD_CURVES),
        _section("board_standing", lang, html.Div(id=ids.BOARD_STANDING)),
        _section(
            "board_calendar",
            lang,
            html.Div(
                board_controls.calendar_controls(scenario, lang),
                className="controls plan-fields board-fields no-print",
            ),
            html.Div(id=ids.BOARD_CALENDAR),
        ),
        _section(
            "board_network",
            lang,
            html.Div(id=ids.BOARD_NETWORK_CHART, className="board-chart"),
            html.Div(id=ids.BOARD_OUTLOOK),
        ),
        _section(
            "board_courses",
            lang,
            html.Div(board_controls.course_controls(lang), className="controls no-print"),
            html.Div(id=ids.BOARD_CURVES_CHART, className="board-chart"),
            html.Div(id=ids.BOARD_COURSES),
        ),
    ]


def pages(current: str, lang: Lang) -> html.Nav:
    """Links between the two pages of the plan."""
    by_key = {view.key: view for view in VIEWS}
    entries = []
    for key, text, id_ in (
        ("plan", "board_page_plan", ids.BOARD_BACK),
        ("foundings", "board_page_board", ids.nav("foundings")),
    ):
        label = word(text, lang)
        entries.append(
            html.Span(label, **{"aria-current": "page"})
            if key == current
            else dcc.Link(label, href=path_of(by_key[key], lang), id=id_)
        )
    items = html.Ul([html.Li(entry) for entry in entries])
    return html.Nav(items, className="pages no-print", **{"aria-label": word("board_pages", lang)})


def _section(key: str, lang: Lang, *content: Component) -> html.Section:
    return html.Section([html.H2(word(key, lang)), *content])
