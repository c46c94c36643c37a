"""What the view Coverage is made of: tiles, the table of Länder, the sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from typing import Any

from dash import html
from dash.development.base_component import Component

from rollout import language
from rollout.analysis import BASES, Analysis, land_name, rates_of_status
from rollout.language import Lang
from rollout.model import Inputs
from rollout.steps import Work

from ...page.components import Cell, bar, table
from ...page.settings import COUNTRY
from .words import word

Rate = dict[Hashable, Any]
UNITS = {"area_km2": "km²"}


def rates_by_base(analysis: Analysis) -> dict[str, dict[str, dict[str, Rate]]]:
    """Rates by area, base and level."""
    return analysis.work.of(_rates)


def _rates(work: Work[Inputs]) -> dict[str, dict[str, dict[str, Rate]]]:
    """Step: the rates as three parts of the page look at them."""
    rates: dict[str, dict[str, dict[str, Rate]]] = {}
    for row in work.of(rates_of_status).to_dict("records"):
        rates.setdefault(row["area"], {}).setdefault(row["base"], {})[row["level"]] = row
    return rates


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
    picture = bar(districts["reached"]["share"], districts["covered"]["share"])
    return [html.Strong(name) if strong else name, count, picture, *shares]


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
    districts = analysis.inputs.districts
    is_white = (analysis.coverage.status == "white").to_numpy()
    if area != COUNTRY:
        is_white = is_white & (districts["land"] == area).to_numpy()
    white = districts["display_name"].to_numpy()[is_white]
    if not len(white):
        return word("sentence_no_spot", lang)
    if len(white) == 1:
        return word("sentence_one_spot", lang, name=white[0])
    sizes = Counter(analysis.cluster.tolist())
    largest = max(sizes[number] for number in analysis.cluster.to_numpy()[is_white].tolist())
    size = (
        word("sentence_single", lang)
        if largest == 1
        else word("sentence_many", lang, count=language.number(largest, lang=lang))
    )
    key = "sentence_spots" if area == COUNTRY else "sentence_spots_land"
    return word(key, lang, white=language.number(len(white), lang=lang), largest=size)


def first(analysis: Analysis, area: str, lang: Lang) -> list[Component]:
    """What stands beside the first picture of the map."""
    rates = html.Section(
        [
            html.H2(word("rates", lang)),
            html.Div(tiles(analysis, area, lang), className="tiles"),
        ]
    )
    return [html.P(sentence(analysis, area, lang), className="sentence"), rates]
