"""Parts of the page made from results: tiles, tables, the growth chart."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.page import facts
from dashboard.page.attributes import Attributes
from dashboard.page.settings import COUNTRY
from dashboard.page.words import word
from rollout import language
from rollout.analysis import BASES, Analysis, land_name
from rollout.coverage.words import day_text
from rollout.export.labels import label
from rollout.language import Lang
from rollout.model import Inputs

Cell = str | Component
Rate = dict[Hashable, Any]
UNITS = {"area_km2": "km²"}


def table(
    caption: str, head: Sequence[Cell], rows: Sequence[Sequence[Cell]], numeric: int = 99
) -> html.Div:
    """Plain table that scrolls sideways when narrow; cells from `numeric` on stand right."""
    header = [
        html.Th(cell, scope="col", className=_align(n, numeric)) for n, cell in enumerate(head)
    ]
    body = [
        html.Tr(
            [html.Th(row[0], scope="row")]
            + [html.Td(cell, className=_align(n, numeric)) for n, cell in enumerate(row[1:], 1)]
        )
        for row in rows
    ]
    content = [html.Caption(caption), html.Thead(html.Tr(header)), html.Tbody(body)]
    return html.Div(
        html.Table(content),
        className="table",
        role="region",
        tabIndex=0,
        **Attributes({"aria-label": caption}),
    )


def _align(column: int, numeric: int) -> str:
    return "number-cell" if column >= numeric else ""


def rates_by_base(analysis: Analysis) -> dict[str, dict[str, dict[str, Rate]]]:
    """Rates by area, base and level."""
    found: dict[str, dict[str, dict[str, Rate]]] = {}
    for row in analysis.rates().to_dict("records"):
        found.setdefault(row["area"], {}).setdefault(row["base"], {})[row["level"]] = row
    return found


def tiles(analysis: Analysis, area: str, lang: Lang) -> list[Component]:
    """Four rates: share, numerator, denominator and the part of networked initiatives."""
    rates = rates_by_base(analysis)[area]
    return [_tile(base, rates[base], lang) for base in BASES]


def _tile(base: str, levels: dict[str, Rate], lang: Lang) -> html.Div:
    reached, covered = levels["reached"], levels["covered"]
    lines = [html.P(_parts(reached, lang, UNITS.get(base, "")), className="parts")]
    if reached["unknown"]:
        count = language.number(reached["unknown"], lang=lang)
        lines.append(html.P(word("unknown", lang, count=count), className="unknown"))
    share = language.percent(covered["share"], lang=lang)
    return html.Div(
        [
            html.H3(word(f"share_{base}", lang)),
            html.P(language.percent(reached["share"], lang=lang), className="figure"),
            bar(reached["share"], covered["share"]),
            *lines,
            html.P(word("networked_share", lang, share=share), className="networked"),
        ],
        className="tile",
    )


def _parts(rate: Rate, lang: Lang, unit: str = "") -> str:
    """Numerator and denominator of a rate."""
    value, total = (language.number(rate[part], lang=lang) for part in ("value", "total"))
    return word("reached_of", lang, value=value, total=f"{total} {unit}".rstrip())


def bar(outer: float, inner: float) -> html.Div:
    """Bar of a share with the part inside it drawn darker; the figures stand beside it."""
    return html.Div(
        [
            html.Div(className="bar-outer", style={"width": _width(outer)}),
            html.Div(className="bar-inner", style={"width": _width(inner)}),
        ],
        className="bar",
        **Attributes({"aria-hidden": "true"}),
    )


def _width(share: float) -> str:
    return "0" if pd.isna(share) else f"{100 * min(max(share, 0), 1):.2f}%"


def land_table(analysis: Analysis, area: str, lang: Lang) -> html.Div:
    """Rates per Land, the whole country first; the area looked at stands out."""
    head = [word("land", lang), word("share_districts", lang), word("share", lang), "%"]
    head += [word(f"share_{base}", lang) for base in BASES[1:]]
    rows = [
        _land_row(land_name(key)[lang], rates, key in (area, COUNTRY), lang)
        for key, rates in rates_by_base(analysis).items()
    ]
    return table(word("by_land_caption", lang), head, rows, numeric=3)


def _land_row(name: str, rates: dict[str, dict[str, Rate]], strong: bool, lang: Lang) -> list[Cell]:
    districts = rates["districts"]
    count = _parts(districts["reached"], lang).replace(" ", "\N{NO-BREAK SPACE}")
    shares = [language.percent(rates[base]["reached"]["share"], lang=lang) for base in BASES]
    drawn = bar(districts["reached"]["share"], districts["covered"]["share"])
    return [html.Strong(name) if strong else name, count, drawn, *shares]


def sentence(analysis: Analysis, area: str, lang: Lang) -> str:
    """One sentence that says what the map shows."""
    rates = rates_by_base(analysis)[area]
    districts = rates["districts"]
    return word(
        "sentence",
        lang,
        place=land_name(area)[lang],
        reached=language.number(districts["reached"]["value"], lang=lang),
        total=language.number(districts["reached"]["total"], lang=lang),
        share=language.percent(districts["reached"]["share"], lang=lang),
        people=language.percent(rates["population"]["reached"]["share"], lang=lang),
        networked=language.number(districts["covered"]["value"], lang=lang),
        spots=_spots(analysis, area, lang),
    )


def _spots(analysis: Analysis, area: str, lang: Lang) -> str:
    table_ = analysis.table()
    inside = table_ if area == COUNTRY else table_[table_["land"] == area]
    white = inside[inside["status"] == "white"]
    if white.empty:
        return word("sentence_no_spot", lang)
    if len(white) == 1:
        return word("sentence_one_spot", lang, name=white["display_name"].iloc[0])
    largest = int(table_["cluster"][table_["cluster"].isin(white["cluster"])].value_counts().max())
    size = (
        word("sentence_single", lang)
        if largest == 1
        else word("sentence_many", lang, count=language.number(largest, lang=lang))
    )
    key = "sentence_spots" if area == COUNTRY else "sentence_spots_land"
    return word(key, lang, white=language.number(len(white), lang=lang), largest=size)


def definition(analysis: Analysis, lang: Lang) -> list[Component]:
    """Rule, filters, date, data years and what the register is not."""
    made = label(analysis)
    lines = [made.definition, made.data_years, made.note]
    return [html.P(line[lang]) for line in lines if line[lang]]


def attribution(inputs: Inputs, lang: Lang) -> str:
    """Wordings the licences ask for, each once."""
    texts = inputs.sources[f"attribution_{lang}"].dropna().astype(str)
    return "; ".join(dict.fromkeys(text for text in texts if text))


def growth(inputs: Inputs, last: int | None, lang: Lang) -> list[Component]:
    """Founding curve of the register and the counts of the network, as chart and table."""
    curve = facts.founding_curve(inputs, last)
    counts = facts.network_counts(inputs)
    target = facts.network_target(inputs)
    known = int(pd.to_numeric(inputs.initiatives["founded_year"], errors="coerce").notna().sum())
    caption = word(
        "growth_caption",
        lang,
        known=known,
        total=len(inputs.initiatives),
        target=language.MISSING if target is None else target,
    )
    top = max([*curve, *counts["count"], target or 0, 1]) * 1.08
    drawn = [_columns(curve, top), _target_line(target, top, lang), *_diamonds(counts, curve, top)]
    plot = html.Div(drawn, className="plot")
    chart = html.Div(plot, className="growth", **Attributes({"aria-hidden": "true"}))
    summary = html.Summary(word("growth_table", lang))
    numbers = html.Details([summary, _growth_table(curve, counts, lang)])
    return [chart, html.P(caption, className="caption"), numbers]


def _columns(curve: pd.Series, top: float) -> html.Div:
    years = [
        html.Div(
            html.Span(str(year), className="tick") if year % 10 == 0 else None,
            className="column",
            style={"height": f"{100 * count / top:.2f}%"},
            title=f"{year}: {count}",
        )
        for year, count in zip(curve.index.tolist(), curve, strict=True)
    ]
    return html.Div(years, className="years")


def _target_line(target: int | None, top: float, lang: Lang) -> html.Div:
    if target is None:
        return html.Div()
    text = html.Span(word("growth_target", lang, count=target))
    return html.Div(text, className="target", style={"bottom": f"{100 * target / top:.2f}%"})


def _diamonds(counts: pd.DataFrame, curve: pd.Series, top: float) -> list[Component]:
    """Counts of the network within the years drawn."""
    if curve.empty:
        return []
    first, width = curve.index.min(), len(curve)
    marks: list[Component] = []
    for moment, count in zip(counts["moment"], counts["count"], strict=True):
        left = (moment - first) / width
        if not 0 <= left <= 1:
            continue
        place = {"left": f"{100 * left:.2f}%", "bottom": f"{100 * count / top:.2f}%"}
        marks.append(html.Div(html.Span(str(count)), className="diamond", style=place))
    return marks


def _moment(row: pd.Series, lang: Lang) -> str:
    """Date of a count, as exactly as it is known."""
    if row["precision"] == "day":
        return day_text(str(row["date"])[:10])[lang]
    year = str(row["date"])[:4]
    return word("about_year", lang, year=year) if row["precision"] == "about" else year


def _growth_table(curve: pd.Series, counts: pd.DataFrame, lang: Lang) -> Component:
    head = [word("year_column", lang), word("growth_register", lang)]
    register = [[str(year), str(count)] for year, count in curve.items()]
    head_network = [word("year_column", lang), word("growth_network", lang), word("note", lang)]
    network = [
        [_moment(row, lang), str(row["count"]), str(row[f"note_{lang}"])]
        for _, row in counts.iterrows()
    ]
    return html.Div(
        [
            table(word("growth_network", lang), head_network, network),
            table(word("growth_register", lang), head, register),
        ]
    )
