"""Parts that several views are made of: sections, tables, bars, lines below the map."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypedDict, Unpack

import pandas as pd
from dash import html
from dash.development.base_component import Component

from rollout.analysis import Analysis
from rollout.export.labels import label
from rollout.language import Lang
from rollout.model import STATUSES, Inputs

from .attributes import Attributes

Cell = str | Component


# A name left out is no attribute; None would be one.
class _Look(TypedDict, total=False):
    className: str


def section(title: str, *content: Component, **attributes: Unpack[_Look]) -> html.Section:
    """Part of a view below its heading."""
    return html.Section([html.H2(title), *content], **attributes)


def table(
    caption: str,
    head: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    numeric: int = 99,
    expert: Collection[int] = (),
) -> html.Div:
    """Plain table that scrolls sideways when narrow; cells from `numeric` on stand right.

    The columns `expert` are for those who turned on the expert view.
    """
    kinds = [" ".join(filter(None, [_align(n, numeric), "expert" if n in expert else ""]))
             for n in range(len(head))]  # fmt: skip
    header = [html.Th(cell, scope="col", className=kinds[n]) for n, cell in enumerate(head)]
    body = [
        html.Tr(
            [html.Th(row[0], scope="row")]
            + [html.Td(cell, className=kinds[n]) for n, cell in enumerate(row[1:], 1)]
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


def stacked(shares: Mapping[str, float]) -> html.Div:
    """Bar of the four statuses in their colours on the map, by share of the whole (0..1)."""
    parts = [
        html.Div(className=f"part-{status}", style={"width": _width(shares[status])})
        for status in STATUSES
        if shares.get(status, 0) > 0
    ]
    return html.Div(parts, className="bar stacked", **Attributes({"aria-hidden": "true"}))


def _width(share: float) -> str:
    return "0" if pd.isna(share) else f"{100 * min(max(share, 0), 1):.2f}%"


def definition(analysis: Analysis, lang: Lang) -> list[Component]:
    """Rule, filters, date, data years and what the register is not."""
    texts = label(analysis)
    lines = [texts.definition, texts.data_years, texts.note]
    return [html.P(line[lang]) for line in lines if line[lang]]


def attribution(inputs: Inputs, lang: Lang) -> str:
    """Wordings the licences ask for, each once."""
    texts = inputs.sources[f"attribution_{lang}"].dropna().astype(str)
    return "; ".join(dict.fromkeys(text for text in texts if text))
