"""What the view Coverage is made of: tiles, the table of Länder, the sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from rollout import language
from rollout.analysis import BASES, Analysis, land_name, rates_of_status
from rollout.coverage.completeness import Completeness
from rollout.language import Lang
from rollout.model import STATUSES, Inputs
from rollout.steps import Work

from ...page.attributes import Attributes
from ...page.components import Cell, bar, table
from ...page.settings import COUNTRY
from ...server.downloads import Download
from .files import COVERAGE_FILES, PURPOSES
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
    """Four rates: the share linked, its numerator and denominator, and that with any."""
    rates = rates_by_base(analysis)[area]
    return [_tile(base, rates[base], analysis.completeness, lang) for base in BASES]


def _tile(base: str, levels: dict[str, Rate], network: Completeness, lang: Lang) -> html.Div:
    reached, covered = levels["reached"], levels["covered"]
    unit = UNITS.get(base, "")
    parts = word("linked_of", lang, parts=network.figure(_parts(covered, lang, unit), lang))
    lines = [html.P(parts, className="parts")]
    if reached["unknown"]:
        count = language.number(reached["unknown"], lang=lang)
        lines.append(html.P(word("unknown", lang, count=count), className="unknown"))
    share = language.percent(reached["share"], lang=lang)
    any_share = word("any_share", lang, parts=_parts(reached, lang, unit), share=share)
    return html.Div(
        [
            html.H3(word(f"share_{base}", lang)),
            html.P(language.percent(covered["share"], lang=lang), className="figure"),
            bar(reached["share"], covered["share"]),
            *lines,
            html.P(any_share, className="networked"),
        ],
        className="tile",
    )


def _parts(rate: Rate, lang: Lang, unit: str = "") -> str:
    """Numerator and denominator of a rate."""
    value, total = (language.number(rate[part], lang=lang) for part in ("value", "total"))
    return word("reached_of", lang, value=value, total=f"{total} {unit}".rstrip())


def by_purpose(
    links: Callable[[Mapping[str, Download]], list[Component]], lang: Lang
) -> list[Component]:
    """Files to download, grouped by what people need them for."""
    groups = {
        key: {name: COVERAGE_FILES[name] for name in names} for key, names in PURPOSES.items()
    }
    return [
        html.Div([html.H3(word(key, lang)), html.Div(links(files), className="downloads")])
        for key, files in groups.items()
    ]


def land_table(analysis: Analysis, area: str, lang: Lang) -> html.Div:
    """Rates per Land, the whole country first; the area looked at stands out."""
    head = [word("land", lang), word("share_districts", lang), word("share", lang), "%"]
    head += [word(f"share_{base}", lang) for base in BASES[1:]]
    rows = [
        _land_row(_land_button(key, lang), rates, key in (area, COUNTRY), lang)
        for key, rates in rates_by_base(analysis).items()
    ]
    return table(
        word("by_land_caption", lang, linked=analysis.completeness.head[lang]),
        head,
        rows,
        numeric=3,
    )


def _land_button(key: str, lang: Lang) -> html.Button:
    """Name of a Land that points at it on the map and, clicked, makes it the area looked at."""
    attributes = Attributes({"data-land": key})
    return html.Button(land_name(key)[lang], type="button", className="pick", **attributes)


def _land_row(
    name: Component, rates: dict[str, dict[str, Rate]], strong: bool, lang: Lang
) -> list[Cell]:
    districts = rates["districts"]
    count = _parts(districts["covered"], lang).replace(" ", "\N{NO-BREAK SPACE}")
    shares = [language.percent(rates[base]["covered"]["share"], lang=lang) for base in BASES]
    picture = bar(districts["reached"]["share"], districts["covered"]["share"])
    return [html.Strong(name) if strong else name, count, picture, *shares]


def sentence(analysis: Analysis, area: str, lang: Lang) -> list[Component | str]:
    """What the map shows: the answer, then the rest; every share is one of all districts."""
    districts = rates_by_base(analysis)[area]["districts"]
    counts = _status(analysis, area).value_counts()
    figures = {key: language.number(counts.get(key, 0), lang=lang) for key in STATUSES}
    figures["total"] = language.number(districts["covered"]["total"], lang=lang)
    answer = word(
        "answer" if area == COUNTRY else "answer_land", lang,
        place=land_name(area)[lang], **figures,
    )  # fmt: skip
    rest = word(
        "sentence", lang,
        linked=analysis.linked_bounds(area)[lang],
        area=_largest_area(analysis, area, lang),
        asked=f" {analysis.verified(area).line[lang]}".rstrip(),
        **figures,
    )  # fmt: skip
    return [html.Span(answer, className="answer"), " ", rest]


def _status(analysis: Analysis, area: str) -> pd.Series:
    """Status of the districts looked at."""
    status = analysis.coverage.status
    if area == COUNTRY:
        return status
    return status[(analysis.inputs.districts["land"] == area).to_numpy()]


def _largest_area(analysis: Analysis, area: str, lang: Lang) -> str:
    """The largest contiguous area without an initiative; nothing where it is one district."""
    status = _status(analysis, area)
    mine = analysis.cluster.loc[status.index[status == "white"]]
    sizes = Counter(analysis.cluster.tolist())
    largest = max((sizes[number] for number in mine.tolist()), default=0)
    if largest < 2:
        return ""
    size = word("sentence_many", lang, count=language.number(largest, lang=lang))
    key = "sentence_area" if area == COUNTRY else "sentence_area_land"
    return word(key, lang, largest=size)


def first(analysis: Analysis, area: str, lang: Lang) -> list[Component]:
    """What stands beside the first picture of the map."""
    rates = html.Section(
        [
            html.H2(word("rates", lang)),
            html.Div(tiles(analysis, area, lang), className="tiles"),
        ]
    )
    return [html.P(sentence(analysis, area, lang), className="sentence"), rates]
