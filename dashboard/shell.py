"""The page: header, what counts, map, one panel per view, footer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dash import html
from dash.development.base_component import Component

from rollout import language
from rollout.language import LANGS, Lang
from rollout.model import Inputs
from rollout.scenario import Scenario

from .door.addresses import ACCOUNT, SIGN_IN
from .door.words import word as door_word
from .page import controls, ids
from .page.addresses import on_page
from .page.attributes import Attributes
from .page.catalogue import weighed
from .page.components import attribution
from .page.control_table import control_table, options_of
from .page.forms import Link, Location, Store
from .page.frames import Panel
from .page.search import search_button, settings_button
from .page.settings import ANALYSED, crosses_border, encode, used_with
from .page.words import word
from .server.help_pages import HELP, HOME
from .server.territories import ROOT, Below
from .views.data.upload_form import own_banner
from .views.data.words import terms
from .views.register import START, VIEWS, main_views, pages_of
from .views.view import View


def page(
    inputs: Inputs, scenario: Scenario, lang: Lang, below: Below = ROOT, recorded: bool = False,
    door: str | None = None,
) -> html.Div:  # fmt: skip
    """Whole page of one language; the views not asked for are hidden.

    `recorded` says whether something can be recorded in a workspace, `door` whether one can sign
    in, or is (`AppState.door`).
    """
    beside = [_panel(v, inputs, scenario, lang) for v in VIEWS.values() if v.with_map]
    alone = [_panel(v, inputs, scenario, lang) for v in VIEWS.values() if not v.with_map]
    main = html.Main(
        [
            *own_banner(),
            _what_counts(inputs, scenario, lang),
            html.Div([_map_area(inputs, lang, below), *beside], className="workspace"),
            *alone,
        ],
        id=ids.MAIN,
        tabIndex=-1,
    )
    return html.Div(
        [
            Location(id=ids.LOCATION),
            *_stores(main, inputs, scenario, page_settings(main, inputs, lang, below, recorded)),
            html.A(word("skip", lang), href=f"#{ids.MAIN}", className="skip"),
            header(lang),
            main,
            _footer(inputs, lang, door, below),
            html.Div(id=ids.ANNOUNCE, role="status", className="only-read"),
        ],
        className="page",
    )


def _stores(
    main: Component, inputs: Inputs, scenario: Scenario, settings: dict[str, Any]
) -> list[Component]:
    return [
        Store(id=ids.SCENARIO, data=encode(scenario, *ANALYSED)),
        Store(id=ids.RESULT),
        Store(id=ids.SELECTED),
        Store(id=ids.CONTROLS, data=settings),
    ]


def page_settings(
    main: Component, inputs: Inputs, lang: Lang, below: Below, recorded: bool
) -> dict[str, Any]:
    """What the scripts know about controls and views; the other side is `PageSettings`."""
    other = next(code for code in LANGS if code != lang)
    views = [
        {
            "key": view.key,
            "path": on_page(view.path(lang), lang),
            "other": on_page(view.path(other), lang),
            "title": f"{view.title[lang]} · {word('product', lang)}",
            "under": view.under,
            "map": view.with_map,
        }
        for view in VIEWS.values()
    ]
    words = {key: word(key, lang, year="{year}") for key in ("year_all", "year_end")}
    return {
        "controls": control_table([main]),
        "recording": recorded,
        "catalogue": weighed(inputs.catalogue),
        "presets": options_of(main, ids.setting("preset")),
        "territories": [
            {"id": ids.territory(day), "folder": f"{folder}{lang}/"}
            for day, folder in below.folders(inputs.territory).items()
        ],
        "views": views,
        "used_with": used_with(),
        "cross_border": crosses_border(inputs),
        "words": words,
    }


def _panel(view: View, inputs: Inputs, scenario: Scenario, lang: Lang) -> Component:
    """Content of a view below its heading, hidden until it is asked for."""
    content = [
        *_pages(view, lang),
        html.H1(view.heading[lang], tabIndex=-1),
        *view.panel(inputs, scenario, lang),
        *_terms(view, lang),
    ]
    return Panel(content, id=ids.view(view.key), beside=view.with_map)


OF_EXPERTS = ("Rangband", "Preis der Staffelung", "Schranke und Lücke")  # terms, in German


def _terms(view: View, lang: Lang) -> list[html.P]:
    """Words of the field used in a view, each a button that explains it, and the expert view.

    Nothing where there are none.
    """
    if not view.terms:
        return []
    glossary = terms(lang)
    buttons: list[str | Component] = [f"{word('terms', lang)}: "]
    for key in view.terms:
        look = Attributes({"data-open": "term", "data-term": key, "aria-expanded": "false"})
        kind = "term expert" if key in OF_EXPERTS else "term"
        buttons.append(html.Button(glossary[key][0], type="button", className=kind, **look))
    expert = html.Button(
        word("expert", lang),
        type="button",
        className="button small expert-switch",
        title=word("expert_title", lang),
        **Attributes({"aria-pressed": "false"}),
    )
    return [html.P([*buttons, expert], className="terms caption no-print")]


def _pages(view: View, lang: Lang) -> list[html.Nav]:
    """Links between the pages of a view; none where there is only one."""
    pages = pages_of(view)
    if len(pages) == 1:
        return []
    entries = [
        html.Span(page.page_title[lang], **Attributes({"aria-current": "page"}))
        if page is view
        else Link(
            page.page_title[lang],
            href=on_page(page.path(lang), lang),
            id=ids.nav(page.key) if page.under else ids.back(view.key),
        )
        for page in pages
    ]
    items = html.Ul([html.Li(entry) for entry in entries])
    label = word("pages_of", lang, view=pages[0].title[lang])
    return [html.Nav(items, className="pages no-print", **Attributes({"aria-label": label}))]


def header(lang: Lang, current: View | None = None) -> html.Header:
    """Name of the product, links to the views, switch of language."""
    links = [
        html.Li(
            Link(view.title[lang], href=on_page(view.path(lang), lang), id=ids.nav(view.key))
            if current is None
            else html.A(
                view.title[lang],
                href=on_page(view.path(lang), lang),
                **_of_link(view, current, lang),
            )
        )
        for view in main_views()
    ]
    links.append(html.Li(html.A(HELP[lang], href=on_page(HOME[lang], lang))))
    other = next(code for code in LANGS if code != lang)
    switch = html.A(
        word("other_language", lang),
        id=ids.LANGUAGE,
        href=on_page((current or START).path(other), lang),
        lang=other,
        hrefLang=other,
    )
    theme = html.Button(
        html.Span(className="theme-icon", **Attributes({"aria-hidden": "true"})),
        className="theme-switch",
        title=word("theme", lang),
        type="button",
        **Attributes({"aria-label": word("theme", lang), "aria-pressed": "false"}),
    )
    # Pages of the help and the first picture have nothing to set.
    settings = [settings_button(lang)] if current is None else []
    recorded = html.Span(className="recording-tools")  # filled where there is a workspace
    tools = [search_button(lang), recorded, *settings, theme, switch]
    mark = html.Span(className="mark", **Attributes({"aria-hidden": "true"}))
    name = html.Span([html.Span(word("product", lang), className="product"), word("subject", lang)])
    return html.Header(
        [
            html.P([mark, name], className="brand"),
            html.Nav(html.Ul(links), **Attributes({"aria-label": word("views", lang)})),
            html.Div(tools, className="tools no-print"),
        ]
    )


def _of_link(view: View, current: View, lang: Lang) -> Attributes:
    """Whether a link leads to the page itself, and the name it keeps room for in bold."""
    attributes = Attributes({"data-name": view.title[lang]})
    if view.key in (current.key, current.under):
        attributes["aria-current"] = "page"
    return attributes


def _what_counts(inputs: Inputs, scenario: Scenario, lang: Lang) -> html.Section:
    return html.Section(
        [
            html.H2(word("counts", lang), id="counts-title", className="only-read"),
            html.Div(
                [*controls.what_counts(inputs, scenario, lang), *_ways_on(lang)],
                className="controls",
            ),
        ],
        id=ids.WHAT_COUNTS,
        className="what-counts",
        **Attributes({"aria-labelledby": "counts-title"}),
    )


def _ways_on(lang: Lang) -> list[html.Button]:
    """What opens a window of its own over the page."""
    return [
        html.Button(
            word(key, lang),
            type="button",
            className="button small quiet",
            **Attributes({"data-open": key}),
        )
        for key in ("years", "compare")
    ]


def _territory(inputs: Inputs, lang: Lang, below: Below) -> list[html.P]:
    """Territorial status of the page, and links to the others; nothing where there is one only."""
    folders = below.folders(inputs.territory)
    if not folders:
        return []
    day = language.date(dt.date.fromisoformat(inputs.territory), lang)
    links: list[str | Component] = [word("territory_here", lang, day=day)]
    for other, folder in folders.items():
        text = language.date(dt.date.fromisoformat(other), lang)
        href = f"{folder}{lang}/{START.slug[lang]}"
        links += [" ", html.A(word("territory_other", lang, day=text), href=href,
                              id=ids.territory(other))]  # fmt: skip
    return [html.P(links, className="territory caption no-print")]


def _map_area(inputs: Inputs, lang: Lang, below: Below) -> html.Section:
    return html.Section(
        [
            html.Div(id=ids.MAP, className="map-frame"),
            *_territory(inputs, lang, below),
            html.Button(
                className="grip no-print",
                type="button",
                **Attributes({"aria-label": word("sheet", lang)}),
            ),
            html.Div(id=ids.LEGEND, className="legend"),
            html.Div(id=ids.DEFINITION, className="definition"),
        ],
        id=ids.MAP_AREA,
        className="map-area",
        **Attributes({"aria-label": word("map", lang)}),
    )


def _door(door: str | None, below: Below, lang: Lang) -> list[html.P]:
    """Link to sign in, or to the own account."""
    if door is None:
        return []
    address = on_page({"sign_in": SIGN_IN, "account": ACCOUNT}[door][lang], lang)
    href = f"../../{lang}/{address}" if below.day else address
    return [html.P(html.A(door_word(door, lang), href=href), className="no-print")]


def _footer(inputs: Inputs, lang: Lang, door: str | None, below: Below) -> html.Footer:
    said = door_word("cookie", lang) if door == "account" else word("privacy", lang)
    return html.Footer(
        [
            html.P([html.Strong(f"{word('footer_sources', lang)}: "), attribution(inputs, lang)]),
            html.P(said, className="no-print"),
            *_door(door, below, lang),
        ]
    )
