"""The growth of the network: founding curve of the register and counts, as chart and table."""

from __future__ import annotations

import pandas as pd
from dash import html
from dash.development.base_component import Component

from rollout import language
from rollout.coverage.words import day_text
from rollout.language import Lang
from rollout.model import Inputs
from rollout.steps import Work

from ...page.attributes import Attributes
from ...page.components import table
from .words import word


def founding_curve(inputs: Inputs, last: int | None) -> pd.Series:
    """Initiatives of the register founded up to each year; index: years without a gap."""
    years = pd.to_numeric(inputs.initiatives["founded_year"], errors="coerce").dropna().astype(int)
    if last is not None:
        years = years[years <= last]
    if years.empty:
        return pd.Series(dtype=int)
    span = pd.RangeIndex(years.min(), years.max() + 1, name="year")
    return years.value_counts().reindex(span, fill_value=0).cumsum()


def network_counts(inputs: Inputs) -> pd.DataFrame:
    """Counts of the network by date; columns moment (year with fraction), count, qualifier."""
    history = inputs.history[inputs.history["qualifier"] != "target"]
    dates = pd.to_datetime(history["date"].astype(str), format="mixed")
    moment = dates.dt.year + (dates.dt.day_of_year - 1) / 365.25
    return history.assign(moment=moment).sort_values("moment")


def network_target(inputs: Inputs) -> int | None:
    """Number of initiatives the network aimed at; None if the history names none."""
    targets = inputs.history.loc[inputs.history["qualifier"] == "target", "count"]
    return None if targets.empty else int(targets.iloc[0])


def growth(inputs: Inputs, last: int | None, lang: Lang) -> list[Component]:
    """Founding curve of the register and the counts of the network, as chart and table."""
    curve = founding_curve(inputs, last)
    counts = network_counts(inputs)
    target = network_target(inputs)
    with_year = int(
        pd.to_numeric(inputs.initiatives["founded_year"], errors="coerce").notna().sum()
    )
    caption = word(
        "growth_caption",
        lang,
        known=with_year,
        total=len(inputs.initiatives),
        target=language.MISSING if target is None else target,
    )
    top = max([*curve, *counts["count"], target or 0, 1]) * 1.08
    shapes = [_columns(curve, top), _target_line(target, top, lang), *_diamonds(counts, curve, top)]
    plot = html.Div(shapes, className="plot")
    chart = html.Div(plot, className="growth", **Attributes({"aria-hidden": "true"}))
    summary = html.Summary(word("growth_table", lang))
    numbers = html.Details([summary, _growth_table(curve, counts, lang)])
    return [chart, html.P(caption, className="caption"), numbers]


def growth_once(work: Work[Inputs], last: int | None, lang: Lang) -> list[Component]:
    """Step: the same, which most changes of a scenario leave alone."""
    return growth(work.data, last, lang)


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
    register = [
        [str(year), str(count)] for year, count in zip(curve.index.tolist(), curve, strict=True)
    ]
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
