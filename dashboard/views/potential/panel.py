"""View 3: founding logic, weights, ranking, and how far the ranking can be trusted."""

from __future__ import annotations

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.page import ids
from dashboard.page.attributes import Attributes
from dashboard.page.components import Cell, table
from dashboard.page.words import word
from dashboard.views.potential import controls as potential_controls
from rollout import language
from rollout.analysis import Analysis
from rollout.language import Lang, Text
from rollout.model import Inputs
from rollout.potential.backtest import Backtest
from rollout.potential.presets import PRESETS
from rollout.potential.sensitivity import Shares
from rollout.potential.words import BASELINES, FACTORS
from rollout.scenario import Scenario


def potential_panel(inputs: Inputs, scenario: Scenario, lang: Lang) -> html.Div:
    """Panel beside the map; the scripts fill weights, ranking and contributions."""
    presets = potential_controls.preset_controls(inputs, scenario, lang)
    return html.Div(
        [
            html.H1(word("potential_title", lang), tabIndex=-1),
            html.P(word("potential_intro", lang), className="sentence"),
            dcc.Store(id=ids.RANKING_DATA),
            html.Div(presets, className="controls"),
            html.Div(id=ids.PRESET_TEXT, className="preset-text"),
            _section("weights", lang, *_weights(lang)),
            html.Details(
                [
                    html.Summary(word("settings", lang)),
                    html.Div(
                        potential_controls.method_controls(inputs, scenario, lang),
                        className="controls",
                    ),
                ],
                className="settings",
            ),
            html.Div(id=ids.DUPLICATES),
            _section("ranking", lang, *_ranking(lang)),
            _section("contributions", lang, html.Div(id=ids.CONTRIBUTIONS)),
            _section("robustness", lang, html.Div(id=ids.ROBUSTNESS)),
            _section("backtest", lang, *_backtest(lang)),
        ],
        id=ids.view("potential"),
        className="panel",
        hidden=True,
    )


def _section(key: str, lang: Lang, *content: Component) -> html.Section:
    return html.Section([html.H2(word(key, lang)), *content])


def _weights(lang: Lang) -> list[Component]:
    return [
        html.P(word("weights_help", lang), className="caption"),
        html.Div(id=ids.WEIGHTS_PANEL, className="weights"),
        html.Div(potential_controls.weights_reset(lang), className="buttons"),
    ]


def _ranking(lang: Lang) -> list[Component]:
    return [
        html.Div(potential_controls.ranking_controls(lang), className="controls"),
        html.P(id=ids.RANKING_COUNT, className="caption", role="status"),
        html.Div(id=ids.RANKING),
        html.Div(id=ids.POTENTIAL_DOWNLOADS, className="downloads"),
    ]


def _backtest(lang: Lang) -> list[Component]:
    run = html.Button(
        word("backtest_run", lang), id=ids.BACKTEST_RUN, type="button", className="button"
    )
    return [
        html.P(word("backtest_text", lang), className="caption"),
        html.Div(run, className="buttons no-print"),
        html.Div(id=ids.BACKTEST, role="status"),
    ]


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
    return [html.P(text), _shares_table(shares, lang), *missing]


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


def backtest_result(found: Backtest | None, lang: Lang) -> list[Component]:
    """Verdict in one sentence, the figures behind it on demand."""
    if found is None:
        return [html.P(word("backtest_impossible", lang))]
    summary = html.Summary(word("backtest_numbers", lang))
    notes = [html.P(note.finding[lang], className="caption") for note in found.notes]
    return [
        html.P(found.verdict[lang], className="sentence"),
        html.Details([summary, _auc_table(found, lang), *notes]),
    ]


def _auc_table(found: Backtest, lang: Lang) -> html.Div:
    years = list(dict.fromkeys(found.results.index.get_level_values("after")))
    rankings = list(dict.fromkeys(found.results.index.get_level_values("ranking")))
    cells = {
        name: [_auc(found.results.loc[(year, name)], lang) for year in years] for name in rankings
    }
    rows = [[_ranking_name(name)[lang], *row] for name, row in cells.items()]
    head = [word("backtest_ranking", lang), *(f"{year}–{found.until}" for year in years)]
    return table(word("backtest_table", lang), head, rows, numeric=1)


def _ranking_name(name: str) -> Text:
    return PRESETS[name].name if name in PRESETS else BASELINES[name]


def _auc(row: pd.Series, lang: Lang) -> str:
    value, low, high = (
        language.number(row[name], 2, lang) for name in ("auc", "auc_low", "auc_high")
    )
    return f"{value} ({low}–{high})"
