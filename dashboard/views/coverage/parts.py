"""What the view Coverage is made of: tiles, the table of Länder, the sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from rollout import language
from rollout.analysis import BASES, Analysis, bases, land_name, rates_of_status, status
from rollout.coverage.completeness import Completeness
from rollout.language import Lang
from rollout.model import STATUSES, Inputs
from rollout.steps import Work

from ...page.attributes import Attributes
from ...page.components import Cell, stacked, table
from ...page.settings import COUNTRY
from .words import word

Rate = dict[Hashable, Any]
Shares = Mapping[str, float]
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


def shares_by_status(work: Work[Inputs]) -> dict[str, dict[str, dict[str, float]]]:
    """Step: share of each status (0..1) by area and base; districts of unknown value left out."""
    values, statuses = work.of(bases)[list(BASES)], work.of(status)
    land = work.data.districts["land"].reindex(values.index)
    sums = values.groupby([land.to_numpy(), statuses.to_numpy()]).sum()
    whole = {COUNTRY: sums.groupby(level=1).sum()}
    parts = whole | {str(key): sums.loc[key] for key in sums.index.unique(level=0)}
    return {
        area: {base: (part[base] / part[base].sum()).to_dict() for base in BASES}
        for area, part in parts.items()
    }


def tiles(analysis: Analysis, area: str, lang: Lang) -> list[Component]:
    """Four rates: the share linked, its numerator and denominator, and that with any."""
    rates, shares = rates_by_base(analysis)[area], analysis.work.of(shares_by_status)[area]
    network = analysis.completeness
    return [_tile(base, rates[base], shares[base], network, lang) for base in BASES]


def _tile(
    base: str, levels: dict[str, Rate], shares: Shares, network: Completeness, lang: Lang
) -> html.Div:
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
            stacked(shares),
            *lines,
            html.P(any_share, className="networked"),
        ],
        className="tile",
    )


def _parts(rate: Rate, lang: Lang, unit: str = "") -> str:
    """Numerator and denominator of a rate."""
    value, total = (language.number(rate[part], lang=lang) for part in ("value", "total"))
    return word("reached_of", lang, value=value, total=f"{total} {unit}".rstrip())


def land_table(analysis: Analysis, area: str, lang: Lang) -> list[Component]:
    """Districts by status per Land, the whole country first; shares of the bases on demand.

    The area looked at stands out.
    """
    shares = analysis.work.of(shares_by_status)
    rates = rates_by_base(analysis)
    heads = [word(key, lang) for key in ("land", "shares", "linked", "other", "without")]
    rows: list[list[Cell]] = [
        [_land_name(key, area, lang), stacked(shares[key]["districts"]), *_counts(part, lang)]
        for key, part in rates.items()
    ]
    head_shares = [word("land", lang), *(word(f"share_{base}", lang) for base in BASES)]
    linked: list[list[Cell]] = [
        [land_name(key)[lang], *(language.percent(part[base]["covered"]["share"], lang=lang)
                                 for base in BASES)]
        for key, part in rates.items()
    ]  # fmt: skip
    caption = word("by_land_shares", lang, linked=analysis.completeness.head[lang])
    more = [html.Summary(caption), table(caption, head_shares, linked, numeric=1)]
    return [
        table(word("by_land_caption", lang), heads, rows, numeric=2),
        html.Details(more, className="no-print"),
    ]


def _land_name(key: str, area: str, lang: Lang) -> Component:
    """Name of a Land that points at it on the map and, clicked, makes it the area looked at."""
    attributes = Attributes({"data-land": key})
    button = html.Button(land_name(key)[lang], type="button", className="pick", **attributes)
    return html.Strong(button) if key in (area, COUNTRY) else button


def _counts(rates: dict[str, dict[str, Rate]], lang: Lang) -> list[str]:
    """Districts that are linked, that have another initiative, and that have none."""
    covered, reached = rates["districts"]["covered"], rates["districts"]["reached"]
    linked, any_, total = covered["value"], reached["value"], covered["total"]
    return [language.number(count, lang=lang) for count in (linked, any_ - linked, total - any_)]


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
