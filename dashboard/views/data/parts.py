"""What the view Data and method is made of: method, glossary, sources, indicators, register."""

from __future__ import annotations

from collections.abc import Sized

import pandas as pd
from dash import html
from dash.development.base_component import Component

from rollout import language
from rollout.coverage.completeness import completeness_of
from rollout.coverage.words import KIND_NAMES, day_text
from rollout.language import Lang, Text, in_words
from rollout.model import Inputs
from rollout.readers.words import assumed_point
from rollout.scenario import Scenario
from rollout.scenario.rules import RULES

from ...page.components import Cell, table
from ...page.plain_words import message
from .words import ACCESSIBILITY, GLOSSARY, METHOD, word

MOST_ROWS = 500  # only own files are longer
LINKS = ("https://", "http://")


def data_content(inputs: Inputs, lang: Lang) -> list[Component]:
    """Everything behind the figures."""
    method = [text.filled(rules=in_words(len(RULES)))[lang] for text in METHOD]
    return [
        *_completeness(inputs, lang),
        _section("method", lang, [html.P(text) for text in method]),
        _section("glossary", lang, [_glossary(lang)]),
        _section("sources", lang, [sources_table(inputs, lang)]),
        _section("catalogue", lang, [catalogue_table(inputs, lang)]),
        _section("notes", lang, [_notes(inputs, lang)]),
        _section("register", lang, _register(inputs, lang)),
        _section("accessibility", lang, [html.P(text[lang]) for text in ACCESSIBILITY]),
    ]


def _completeness(inputs: Inputs, lang: Lang) -> list[Component]:
    """How much of the network the register knows, and who counts the network."""
    network = completeness_of(inputs, Scenario())
    source = f"{word('source', lang)}: {network.source[lang]}" if network.source[lang] else ""
    texts = [network.note[lang], source]
    return [html.P(text, className="sentence") for text in texts if text]


def _section(key: str, lang: Lang, content: list[Component]) -> html.Section:
    return html.Section([html.H2(word(key, lang)), *content])


def _glossary(lang: Lang) -> html.Dl:
    pairs = [(html.Dt(term[lang]), html.Dd(meaning[lang])) for term, meaning in GLOSSARY]
    return html.Dl([part for pair in pairs for part in pair])


def link(url: object, text: str) -> Cell:
    """Link to a public page; anything but a web address stays plain text."""
    if isinstance(url, str) and url.startswith(LINKS):
        return html.A(text, href=url, rel="noopener noreferrer", target="_blank")
    return text


def sources_table(inputs: Inputs, lang: Lang) -> html.Div:
    """One row per source with date, licence and link."""
    head = [
        word(key, lang)
        for key in ("source", "publisher", "reference_date", "licence", "attribution")
    ]
    rows = [
        [
            link(row["url"], str(row["title"])),
            str(row["publisher"]),
            day_text(_text(row["reference_date"]))[lang],
            link(row["licence_url"], _text(row["licence"])),
            _text(row[f"attribution_{lang}"]),
        ]
        for _, row in inputs.sources.iterrows()
    ]
    return table(word("sources", lang), head, rows)


def catalogue_table(inputs: Inputs, lang: Lang) -> html.Div:
    """One row per indicator with unit, year, reason and weakness."""
    keys = ("indicator", "axis", "unit", "year_column", "why", "weakness")
    head = [word(key, lang) for key in keys]
    rows = [
        [
            str(row[f"name_{lang}"]),
            word(f"axis_{row['axis']}", lang),
            _text(row[f"unit_{lang}"]),
            _text(row["year"]),
            _text(row[f"why_{lang}"]),
            _text(row[f"weakness_{lang}"]),
        ]
        for _, row in inputs.catalogue.iterrows()
    ]
    return table(word("catalogue", lang), head, rows)


def _notes(inputs: Inputs, lang: Lang) -> Component:
    if not inputs.notes:
        return html.P(word("notes_none", lang))
    items = [html.Li(message(problem, lang)) for problem in inputs.notes[:MOST_ROWS]]
    return html.Div([html.Ul(items), *_left(inputs.notes, lang)])


def _left(entries: Sized, lang: Lang) -> list[Component]:
    """How many entries a cut list leaves out."""
    more = len(entries) - MOST_ROWS
    if more <= 0:
        return []
    return [html.P(word("rows_left", lang, count=language.number(more, lang=lang)))]


def register_table(inputs: Inputs, lang: Lang) -> html.Div:
    """Initiatives of the register with their evidence, the first ones of a very long one."""
    keys = ("initiative", "place", "kind", "founded", "network", "evidence", "website")
    head = [word(key, lang) for key in keys]
    first = inputs.initiatives.head(MOST_ROWS)
    rows = [_register_row(row, lang) for _, row in first.iterrows()]
    return table(word("register", lang), head, rows)


def _register(inputs: Inputs, lang: Lang) -> list[Component]:
    return [register_table(inputs, lang), *_left(inputs.initiatives, lang)]


def _place(row: pd.Series, lang: Lang) -> str:
    """Place of the seat, and how its point is assumed where the register gives none."""
    km = row.get("point_km", float("nan"))
    if pd.isna(km):
        return _text(row["place"])
    return f"{_text(row['place'])} ({assumed_point(str(row['point_origin']), km)[lang]})".strip()


def _register_row(row: pd.Series, lang: Lang) -> list[Cell]:
    year = row["founded_year"]
    kind = str(row["kind"])
    return [
        str(row["name"]),
        _place(row, lang),
        KIND_NAMES.get(kind, Text(kind, kind))[lang],
        language.MISSING if pd.isna(year) else f"{year:.0f}",
        word(f"network_{row['network_status']}", lang),
        link(row["source_url"], word("source", lang)) if _text(row["source_url"]) else "",
        link(row["website"], word("website", lang)) if _text(row["website"]) else "",
    ]


def _text(value: object) -> str:
    return "" if value is None or (isinstance(value, float) and pd.isna(value)) else str(value)
