"""What happened in districts like the selected one: a second answer beside the score."""

from __future__ import annotations

import pandas as pd
from dash import html
from dash.development.base_component import Component

from rollout.analysis import Analysis
from rollout.language import Lang
from rollout.propensity.estimation import Propensity
from rollout.propensity.tables import (
    CHECK_HEADS,
    CHECK_LEGEND,
    CHECKS_CAPTION,
    SHARES_CAPTION,
    check_rows,
    share_rows,
)  # fmt: skip
from rollout.propensity.words import (
    HIGHEST,
    LIMITS,
    NO_CHECKS,
    NO_HISTORY,
    district_sentence,
    fifth_sentence,
    left_out_line,
    likeness,
    verdict,
)  # fmt: skip

from ...page.components import table
from .words import word

TOP_FIFTH = 5


def block(analysis: Analysis, ags: str | None, lang: Lang) -> list[Component]:
    """The sentence on the selected district, past shares, and how far to trust them."""
    model = analysis.propensity
    if model is None:
        return [html.P(NO_HISTORY[lang])]
    heads, rows = share_rows(model, lang)
    numbers = [
        html.Summary(word("past_numbers", lang)),
        table(SHARES_CAPTION[lang], [head[lang] for head in heads], rows, numeric=1),
        html.P(left_out_line(model)[lang], className="caption"),
        *_look_back(analysis.propensity_checks, lang),
    ]
    return [
        *_sentences(model, ags, lang),
        html.P(LIMITS[lang], className="warning"),
        html.Details(numbers),
    ]


def _sentences(model: Propensity, ags: str | None, lang: Lang) -> list[Component]:
    if ags is None:
        text = f"{HIGHEST[lang]}: {fifth_sentence(model.shares, TOP_FIFTH)[lang]}"
        hint = word("past_select", lang)
    else:
        text, hint = district_sentence(model, ags)[lang], likeness(model, ags)[lang]
    return [html.P(text, className="sentence"), html.P(hint, className="caption")]


def _look_back(checks: pd.DataFrame | None, lang: Lang) -> list[Component]:
    if checks is None:
        return [html.P(NO_CHECKS[lang], className="caption")]
    return [
        html.P(verdict(checks)[lang]),
        table(
            CHECKS_CAPTION[lang], [head[lang] for head in CHECK_HEADS], check_rows(checks, lang),
            numeric=2,
        ),
        html.P(CHECK_LEGEND[lang], className="caption"),
    ]  # fmt: skip
