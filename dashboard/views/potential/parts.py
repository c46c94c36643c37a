"""How far the ranking can be trusted: near-duplicates, what moves the ranks, the back-test."""

from __future__ import annotations

import pandas as pd
from dash import html
from dash.development.base_component import Component

from rollout import language
from rollout.analysis import Analysis
from rollout.language import Lang, Text
from rollout.potential.backtest import Backtest
from rollout.potential.checklist import EFFECT_TITLE, VERDICTS, dimension_name
from rollout.potential.sensitivity import Shares
from rollout.potential.words import BASELINES, FACTORS
from rollout.scenario.presets import PRESETS

from ...page.attributes import Attributes
from ...page.components import Cell, table
from .words import word

EXPERT_ROWS = 20


def duplicates(analysis: Analysis, lang: Lang) -> list[Component]:
    """Warning about weighted indicators that measure nearly the same; nothing without any."""
    pairs = analysis.potential.duplicates
    if pairs.empty:
        return []
    names = analysis.inputs.catalogue[f"short_{lang}"]
    items = [
        html.Li(
            word(
                "duplicates_pair",
                lang,
                first=names.get(pair["first"], pair["first"]),
                second=names.get(pair["second"], pair["second"]),
                r=language.number(pair["r"], 2, lang),
            )
        )
        for pair in pairs.to_dict("records")
    ]
    title = html.Strong(word("duplicates", lang))
    return [html.Div([title, html.Ul(items)], className="warning")]


def robustness(analysis: Analysis, lang: Lang) -> list[Component]:
    """Which assumption moves the ranks: a sentence, and shares as bars with their values."""
    shares = analysis.shares
    text = word(
        "robustness_text",
        lang,
        shift=language.number(shares.mean_shift, lang=lang),
        share=language.percent(analysis.bands.reversal_share, 0, lang),
    )
    notes = [*shares.unavailable, *analysis.bands.unavailable]
    missing = [html.P(note[lang], className="caption") for note in dict.fromkeys(notes)]
    return [html.P(text), _shares_table(shares, lang), *missing, *_experts(analysis, lang)]


def _experts(analysis: Analysis, lang: Lang) -> list[Component]:
    """First districts with the least and greatest rank anybody's own weights give them."""
    if not analysis.scenario.expert_weights:
        return []
    band = analysis.expert_band
    first = analysis.table().sort_values("rank", na_position="last").head(EXPERT_ROWS)
    rows: list[list[Cell]] = []
    names = ("rank", "expert_low", "expert_median", "expert_high")
    for row in first.join(band).to_dict("records"):
        rank, low, middle, high = (language.number(row[name], 0, lang) for name in names)
        rows.append([str(row["display_name"]), rank, f"{low}–{high}", middle])
    heads = [word(f"experts_{key}", lang) for key in ("district", "rank", "band", "middle")]
    count = len(analysis.expert_ranks.columns)
    return [
        html.P(word("experts_text", lang, count=count)),
        table(word("experts", lang), heads, rows, numeric=1),
    ]


def _shares_table(shares: Shares, lang: Lang) -> html.Div:
    head = [
        word("factor", lang),
        word("share", lang),
        word("first_order", lang),
        word("total_order", lang),
    ]
    rows = [
        [FACTORS[str(name)][lang], *_share_cells(row, lang)]
        for name, row in shares.table.sort_values("total", ascending=False).iterrows()
    ]
    return table(word("robustness_note", lang), head, rows, numeric=2)


def _share_cells(row: pd.Series, lang: Lang) -> list[Cell]:
    if not row["varied"]:
        return ["", word("fixed", lang), word("fixed", lang)]
    share, low, high = (
        language.percent(max(row[name], 0.0), 0, lang)
        for name in ("first_order", "first_low", "first_high")
    )
    total = language.percent(min(max(row["total"], 0.0), 1.0), 0, lang)
    return [_share_bar(row), f"{share} ({low}–{high})", total]


def _share_bar(row: pd.Series) -> html.Div:
    """Share alone drawn dark inside the share together with others."""
    widths = {
        name: f"{100 * min(max(row[column], 0.0), 1.0):.1f}%"
        for name, column in (("bar-outer", "total"), ("bar-inner", "first_order"))
    }
    parts = [html.Div(className=name, style={"width": width}) for name, width in widths.items()]
    return html.Div(parts, className="bar", **Attributes({"aria-hidden": "true"}))


def audit(analysis: Analysis, lang: Lang) -> list[Component]:
    """Ten steps with verdict and consequence, weight beside effect, correlations on demand."""
    figures, catalogue = analysis.audit, analysis.inputs.catalogue
    heads = [word(f"audit_{key}", lang) for key in ("step", "verdict", "finding", "consequence")]
    steps: list[list[Cell]] = [
        [f"{point.step} {point.title[lang]}", VERDICTS[point.verdict][lang], point.finding[lang],
         point.consequence[lang]]
        for point in analysis.checklist
    ]  # fmt: skip
    dimensions: list[list[Cell]] = [
        [dimension_name(name, catalogue)[lang], language.percent(row["weight"], 0, lang),
         language.percent(row["effect"], 0, lang), language.number(row["alpha"], 2, lang)]
        for name, row in figures.dimensions.iterrows()
    ]  # fmt: skip
    short = catalogue[f"short_{lang}"]
    indicators: list[list[Cell]] = [
        [str(short.get(name, name)), language.percent(row["weight"], 1, lang),
         language.percent(row["effect"], 1, lang), language.number(row["r"], 2, lang)]
        for name, row in figures.indicators.iterrows()
    ]  # fmt: skip
    names = [str(short.get(name, name)) for name in figures.correlations.index]
    r: list[list[Cell]] = [
        [name, *(language.number(value, 2, lang) for value in row)]
        for name, row in zip(names, figures.correlations.to_numpy(), strict=True)
    ]
    head = [word(f"audit_{key}", lang) for key in ("dimension", "weight", "effect", "alpha")]
    head_indicator = [word("contribution_indicator", lang), *head[1:3], word("audit_r", lang)]
    more = [
        html.Summary(word("audit_indicators", lang)),
        table(word("audit_indicators", lang), head_indicator, indicators, numeric=1),
        table(word("audit_correlations", lang), [head_indicator[0], *names], r, numeric=1),
    ]
    return [
        html.P(word("audit_text", lang), className="caption"),
        table(word("audit", lang), heads, steps),
        table(EFFECT_TITLE[lang], head, dimensions, numeric=1),
        html.Details(more),
    ]


def backtest_result(look_back: Backtest | None, lang: Lang) -> list[Component]:
    """Verdict in one sentence, the figures behind it on demand."""
    if look_back is None:
        return [html.P(word("backtest_impossible", lang))]
    summary = html.Summary(word("backtest_numbers", lang))
    notes = [html.P(note.finding[lang], className="caption") for note in look_back.notes]
    return [
        html.P(look_back.verdict[lang], className="sentence"),
        html.Details([summary, _auc_table(look_back, lang), *notes]),
    ]


def _auc_table(look_back: Backtest, lang: Lang) -> html.Div:
    years = list(dict.fromkeys(look_back.results.index.get_level_values("after")))
    rankings = list(dict.fromkeys(look_back.results.index.get_level_values("ranking")))
    cells = {
        name: [_auc(look_back.results.loc[(year, name)], lang) for year in years]
        for name in rankings
    }
    rows = [[_ranking_name(name)[lang], *row] for name, row in cells.items()]
    head = [word("backtest_ranking", lang), *(f"{year}–{look_back.until}" for year in years)]
    return table(word("backtest_table", lang), head, rows, numeric=1)


def _ranking_name(name: str) -> Text:
    return PRESETS[name].name if name in PRESETS else BASELINES[name]


def _auc(row: pd.Series, lang: Lang) -> str:
    value, low, high = (
        language.number(row[name], 2, lang)
        for name in ("auc_other", "auc_other_low", "auc_other_high")
    )
    return f"{value} ({low}–{high})"
