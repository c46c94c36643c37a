"""Two plans side by side: settings, regions and rates that differ."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from rollout import language
from rollout.analysis import BASES
from rollout.language import Lang
from rollout.plan.plan import RolloutPlan
from rollout.scenario import Scenario

from ...page.components import Cell, table
from ...page.setting_words import value_name
from .parts import points, setting_name, summary
from .words import word
from .work import Planned


def comparison(kept: Planned, chosen: Planned, lang: Lang) -> list[Component]:
    """What differs between plan A (kept) and plan B (on screen)."""
    return [
        html.H3(word("plan_compare_rates", lang), className="plan-heading"),
        _rates(kept.plan, chosen.plan, lang),
        html.H3(word("plan_compare_settings", lang), className="plan-heading"),
        _settings(kept.plan.scenario, chosen.plan.scenario, lang),
        html.H3(word("plan_compare_regions", lang), className="plan-heading"),
        _regions(kept.plan, chosen.plan, lang),
        html.Details([html.Summary("A"), summary(kept.plan, lang)]),
        html.Details([html.Summary("B"), summary(chosen.plan, lang)]),
    ]


def _rates(a: RolloutPlan, b: RolloutPlan, lang: Lang) -> Component:
    head = [word("plan_rate", lang), word("plan_today", lang), "A", "B"]
    head.append(word("plan_difference", lang))
    rows: list[list[Cell]] = []
    for base in BASES:
        first, second = a.summary[f"share_{base}"], b.summary[f"share_{base}"]
        today = [language.percent(plan.iloc[0], lang=lang) for plan in (first, second)]
        ends = [float(plan.iloc[-1]) for plan in (first, second)]
        percentages = [language.percent(end, lang=lang) for end in ends]
        start = " / ".join(dict.fromkeys(today))
        rows.append(
            [word(f"share_{base}", lang), start, *percentages, points(ends[1] - ends[0], lang)]
        )
    return table(word("plan_compare_rates", lang), head, rows, numeric=1)


def differing_settings(a: Scenario, b: Scenario) -> list[str]:
    """Names of the fields in which two scenarios differ."""
    return [name for name in Scenario.model_fields if getattr(a, name) != getattr(b, name)]


def _settings(a: Scenario, b: Scenario, lang: Lang) -> Component:
    names = differing_settings(a, b)
    if not names:
        return html.P(word("plan_same_settings", lang))
    rows: list[list[Cell]] = [
        [
            setting_name(name, lang),
            value_words(name, getattr(a, name), lang),
            value_words(name, getattr(b, name), lang),
        ]
        for name in names
    ]
    head = [word("plan_setting", lang), "A", "B"]
    return table(word("plan_compare_settings", lang), head, rows)


def value_words(name: str, value: Any, lang: Lang) -> str:
    """Value of a setting as people read it."""
    if value is None or value == ():
        return language.MISSING
    if isinstance(value, bool):
        return word("plan_yes" if value else "plan_no", lang)
    if isinstance(value, float):
        return language.number(value, 0 if value == int(value) else 2, lang)
    if isinstance(value, tuple):
        return "; ".join(_entry(entry, lang) for entry in value)
    return value_name(name, str(value), lang)


def _entry(entry: Any, lang: Lang) -> str:
    if not isinstance(entry, tuple):
        return str(entry)
    key, value = entry
    text = value if isinstance(value, str) else language.number(value, 2, lang)
    return f"{key}: {text}" if text else str(key)


def differing_regions(a: RolloutPlan, b: RolloutPlan) -> pd.DataFrame:
    """Regions planned differently: name and wave in both plans (NaN: not chosen)."""
    waves = pd.DataFrame({"a": a.table["wave"], "b": b.table["wave"]})
    names = pd.concat([a.table["region"], b.table["region"]])
    waves = waves.assign(name=names[~names.index.duplicated()])
    return waves[waves["a"].fillna(0) != waves["b"].fillna(0)].sort_index()


def _regions(a: RolloutPlan, b: RolloutPlan, lang: Lang) -> Component:
    regions = differing_regions(a, b)
    if regions.empty:
        return html.P(word("plan_same_regions", lang))
    rows: list[list[Cell]] = [
        [str(row["name"]), _wave(row["a"], lang), _wave(row["b"], lang)]
        for _, row in regions.iterrows()
    ]
    return table(word("plan_compare_regions", lang), [word("plan_region", lang), "A", "B"], rows)


def _wave(wave: float, lang: Lang) -> str:
    if math.isnan(wave):
        return word("plan_not_chosen", lang)
    return word("plan_wave_number", lang, number=int(wave))
