"""The page: header, what counts, map, one panel per view, footer."""

from __future__ import annotations

from typing import TypedDict, Unpack

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.page import controls, ids
from dashboard.page.attributes import Attributes
from dashboard.page.components import attribution
from dashboard.page.settings import MAIN_VIEWS, VIEWS, View, path_of, scenario_values
from dashboard.page.words import word
from dashboard.server.help_pages import HELP, HOME
from dashboard.views.data.panel import data_view
from dashboard.views.data.upload_form import own_banner
from dashboard.views.foundings.panel import foundings_view
from dashboard.views.plan.panel import plan_panel
from dashboard.views.potential.panel import potential_panel
from rollout.language import LANGS, Lang
from rollout.model import Inputs
from rollout.scenario import Scenario


def page(inputs: Inputs, scenario: Scenario, lang: Lang) -> html.Div:
    """Whole page of one language; the views not asked for are hidden."""
    return html.Div(
        [
            dcc.Location(id=ids.LOCATION, refresh=False),
            *_stores(inputs, scenario, lang),
            html.A(word("skip", lang), href=f"#{ids.MAIN}", className="skip"),
            header(lang),
            html.Main(
                [
                    *own_banner(),
                    _what_counts(inputs, scenario, lang),
                    html.Div(
                        [
                            _map_area(lang),
                            _coverage(lang),
                            _spots(inputs, lang),
                            potential_panel(inputs, scenario, lang),
                            plan_panel(inputs, scenario, lang),
                        ],
                        className="workspace",
                    ),
                    html.Section(
                        foundings_view(inputs, scenario, lang),
                        id=ids.view("foundings"),
                        hidden=True,
                    ),
                    html.Section(data_view(lang), id=ids.view("data"), hidden=True),
                ],
                id=ids.MAIN,
                tabIndex=-1,
            ),
            _footer(inputs, lang),
            html.Div(id=ids.ANNOUNCE, role="status", className="only-read"),
        ],
        className="page",
    )


def _stores(inputs: Inputs, scenario: Scenario, lang: Lang) -> list[Component]:
    return [
        dcc.Store(id=ids.SCENARIO, data=scenario_values(scenario)),
        dcc.Store(id=ids.RESULT),
        dcc.Store(id=ids.SELECTED),
        dcc.Store(id=ids.CONTROLS, data=controls.rules(inputs, scenario, lang)),
    ]


def header(lang: Lang, current: View | None = None) -> html.Header:
    """Name of the product, links to the views, switch of language."""
    links = [
        html.Li(
            dcc.Link(view.title[lang], href=path_of(view, lang), id=ids.nav(view.key))
            if current is None
            else html.A(
                view.title[lang],
                href=path_of(view, lang),
                **_here(view.key in (current.key, current.under)),
            )
        )
        for view in MAIN_VIEWS
    ]
    links.append(html.Li(html.A(HELP[lang], href=HOME[lang])))
    other = next(known for known in LANGS if known != lang)
    switch = html.A(
        word("other_language", lang),
        id=ids.LANGUAGE,
        href=path_of(current or VIEWS[0], other),
        lang=other,
        hrefLang=other,
    )
    brand: list[str | Component] = [
        html.Span(word("product", lang), className="product"),
        word("subject", lang),
    ]
    return html.Header(
        [
            html.P(brand, className="brand"),
            html.Nav(html.Ul(links), **Attributes({"aria-label": word("views", lang)})),
            html.P(switch, className="language"),
        ]
    )


def _here(current: bool) -> Attributes:
    return {"aria-current": "page"} if current else {}


def _what_counts(inputs: Inputs, scenario: Scenario, lang: Lang) -> html.Section:
    return html.Section(
        [
            html.H2(word("counts", lang), id="counts-title", className="only-read"),
            html.Div(controls.coverage_controls(inputs, scenario, lang), className="controls"),
        ],
        id=ids.WHAT_COUNTS,
        className="what-counts",
        **Attributes({"aria-labelledby": "counts-title"}),
    )


def _map_area(lang: Lang) -> html.Section:
    return html.Section(
        [
            html.Div(id=ids.MAP, className="map-frame"),
            html.Div(id=ids.LEGEND, className="legend"),
            html.Div(id=ids.DEFINITION, className="definition"),
        ],
        id=ids.MAP_AREA,
        className="map-area",
        **Attributes({"aria-label": word("map", lang)}),
    )


# A name left out is no attribute; None would be one.
class _Look(TypedDict, total=False):
    className: str


def _section(title: str, *content: Component, **attributes: Unpack[_Look]) -> html.Section:
    return html.Section([html.H2(title), *content], **attributes)


def _coverage(lang: Lang) -> html.Div:
    return html.Div(
        [
            html.H1(word("coverage_title", lang), tabIndex=-1),
            html.P(id=ids.SENTENCE, className="sentence"),
            _section(word("rates", lang), html.Div(id=ids.TILES, className="tiles")),
            _section(word("by_land", lang), html.Div(id=ids.LAND_TABLE)),
            _section(word("growth", lang), html.Div(id=ids.GROWTH), className="no-print"),
            _section(
                word("downloads", lang),
                html.Div(id=ids.DOWNLOADS, className="downloads"),
                className="no-print",
            ),
        ],
        id=ids.view("coverage"),
        className="panel",
        hidden=True,
    )


def _spots(inputs: Inputs, lang: Lang) -> html.Div:
    return html.Div(
        [
            html.H1(word("spots_title", lang), tabIndex=-1),
            html.Div(controls.layer_controls(lang), className="controls"),
            _section(word("profile", lang), html.Div(id=ids.PROFILE), className="profile"),
            _section(
                word("find", lang),
                html.Div(controls.filter_controls(inputs, lang), className="controls filters"),
                html.P(id=ids.LIST_COUNT, className="caption"),
                html.Div(id=ids.LIST),
            ),
            _section(word("shortlist", lang), html.Div(id=ids.SHORTLIST)),
        ],
        id=ids.view("spots"),
        className="panel",
        hidden=True,
    )


def _footer(inputs: Inputs, lang: Lang) -> html.Footer:
    return html.Footer(
        [
            html.P([html.Strong(f"{word('footer_sources', lang)}: "), attribution(inputs, lang)]),
            html.P(word("privacy", lang), className="no-print"),
        ]
    )
