"""The districts around one, beside each other: where it stands among its neighbours."""

from __future__ import annotations

import math
from typing import Any

from dash import html
from dash.development.base_component import Component

from rollout import language
from rollout.analysis import Analysis
from rollout.coverage.words import STATUS_NAMES
from rollout.language import Lang

from ...page import facts
from ...page.attributes import Attributes
from ...page.components import Cell, table
from .words import word


def neighbours_table(analysis: Analysis, ags: str, lang: Lang) -> list[Component]:
    """A district and those that touch it, what makes one urgent in columns; folded."""
    pairs = analysis.inputs.neighbours
    others = sorted(pairs.loc[pairs["ags"] == ags, "neighbour"])
    if not others:
        return []
    weight = facts.weight_of(analysis.inputs, lang)
    head = [word("neighbours_district", lang), word("neighbours_status", lang),
            word("neighbours_potential", lang), *filter(None, [weight["label"]])]  # fmt: skip
    position = {key: n for n, key in enumerate(analysis.inputs.districts.index)}
    rows = [
        [*_cells(analysis.row(key), key, key == ags, lang),
         *([_number(weight["values"][position[key]], lang)] if weight["label"] else [])]
        for key in (ags, *others)
    ]  # fmt: skip
    title = word("neighbours", lang, count=language.number(len(others), lang=lang))
    return [html.Details([html.Summary(title), table(title, head, rows, numeric=2)])]


def _cells(row: Any, key: str, is_own: bool, lang: Lang) -> list[Cell]:
    name, status = str(row["display_name"]), str(row["status"])
    button = html.Button(name, type="button", className="pick", **Attributes({"data-select": key}))
    return [
        html.Strong(name) if is_own else button,
        html.Span(STATUS_NAMES[status][lang], className=f"badge badge-{status}"),
        _number(row["potential"], lang),
    ]


def _number(value: float | None, lang: Lang) -> str:
    is_known = value is not None and not math.isnan(value)
    return language.number(value, 0, lang) if is_known else language.MISSING
