"""View 3: founding logic, weights, ranking, and how far the ranking can be trusted."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from rollout.language import Lang
from rollout.model import Inputs
from rollout.potential.evidence import evidence_of, why_first
from rollout.propensity.words import TITLE as PAST_TITLE
from rollout.scenario import Scenario

from ...page import ids
from ...page.components import section
from ...page.controls import group
from ...page.forms import Store
from . import controls
from .words import word


def panel(inputs: Inputs, scenario: Scenario, lang: Lang) -> list[Component]:
    """Panel beside the map; the scripts fill weights, ranking and contributions."""
    return [
        html.P(word("potential_intro", lang), className="sentence"),
        Store(id=ids.RANKING_DATA),
        html.Div(
            [*group("preset", inputs, scenario, lang), controls.layer_control(lang)],
            className="controls",
        ),
        html.P(why_first(evidence_of(inputs))[lang], className="caption"),
        *group("weights", inputs, scenario, lang),
        html.Div(id=ids.PRESET_TEXT, className="preset-text"),
        section(word("weights", lang), *_weights(lang)),
        section(word("limits", lang), html.Div(id=ids.LIMITS_PANEL, className="limits")),
        html.Details(
            [
                html.Summary(word("settings", lang)),
                html.Div(group("method", inputs, scenario, lang), className="controls"),
            ],
            className="settings",
        ),
        html.Div(id=ids.DUPLICATES),
        section(word("ranking", lang), *_ranking(lang)),
        section(word("contributions", lang), html.Div(id=ids.CONTRIBUTIONS)),
        section(word("robustness", lang), html.Div(id=ids.ROBUSTNESS)),
        section(word("audit", lang), html.Div(id=ids.AUDIT), className="expert"),
        section(word("backtest", lang), *_backtest(lang)),
        section(PAST_TITLE[lang], html.Div(id=ids.PAST_FOUNDINGS)),
    ]


def _weights(lang: Lang) -> list[Component]:
    return [
        html.P(word("weights_help", lang), className="caption"),
        html.Div(id=ids.WEIGHTS_PANEL, className="weights"),
        html.Div(controls.weights_reset(lang), className="buttons"),
        html.Details(
            [
                html.Summary(word("experts_file", lang)),
                html.P(word("experts_help", lang), className="caption"),
                html.Div(id=ids.EXPERTS_FORM),
            ],
            className="settings no-print",
        ),
    ]


def _ranking(lang: Lang) -> list[Component]:
    return [
        html.Div(controls.ranking_controls(lang), className="controls"),
        html.P(id=ids.RANKING_COUNT, className="caption", role="status"),
        html.Div(id=ids.RANKING),
        html.Div(id=ids.POTENTIAL_DOWNLOADS, className="purposes"),
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
