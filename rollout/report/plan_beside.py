"""Beside the plan: asking and connecting, decisions by hand, how evenly, who else could come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rollout.coverage.words import BASE_NAMES
from rollout.export.plan_words import (
    BESIDE,
    BESIDE_NOTE,
    EVENNESS,
    EVENNESS_NOTE,
    hand_words,
)
from rollout.export.words import WAVE
from rollout.language import Lang, Text, number, percent
from rollout.plan.beside import beside
from rollout.plan.equity import plan_evenness
from rollout.plan.region_details import SCOPES, substitute_rows
from rollout.plan.words import days_words
from rollout.report.blocks import Block, column, heading, small, table, text
from rollout.report.words import HEADS

if TYPE_CHECKING:
    import pandas as pd

    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan


def beside_blocks(analysis: Analysis, plan: RolloutPlan, lang: Lang) -> list[Block]:
    """What the plan says of itself, what asking and connecting would bring, how evenly."""
    remarks = [text(note.finding[lang]) for note in plan.notes]
    return [*remarks, *_by_hand(plan, lang), *_connections(analysis, plan, lang),
            *_evenness(analysis, plan, lang)]  # fmt: skip


def _by_hand(plan: RolloutPlan, lang: Lang) -> list[Block]:
    if plan.by_hand.empty:
        return []
    rows = [
        [hand_words(row, lang), *(plan.amount(row[n], lang) for n in ("loss", "loss_over_waves"))]
        for row in plan.by_hand.to_dict("records")
    ]
    columns = [
        column(Text("Entscheidung", "Decision")[lang], width=1),
        column(Text("kostet am Ende", "costs in the end")[lang], "right"),
        column(Text("über alle Wellen", "over all waves")[lang], "right"),
    ]
    title = Text("Was die Entscheidungen von Hand kosten", "What the decisions by hand cost")[lang]
    return [heading(title), table(title, columns, rows)]


def _connections(analysis: Analysis, plan: RolloutPlan, lang: Lang) -> list[Block]:
    rows = [
        [
            BESIDE[str(key)][lang], number(int(row["count"]), lang=lang),
            days_words(float(row["days"]))[lang],
            *(percent(float(row[f"share_{base}"]), lang=lang) for base in BASE_NAMES),
        ]
        for key, row in beside(analysis, plan).iterrows()
    ]  # fmt: skip
    columns = [
        column(Text("Was", "What")[lang], width=1),
        column(Text("Zahl", "Count")[lang], "right", mm=14),
        column(Text("Tage", "Days")[lang], "right", mm=16),
        *(column(name[lang], "right", mm=24) for name in HEADS.values()),
    ]
    title = Text(
        "Daneben: fragen und anbinden, mit angenommenen Preisen",
        "Beside it: ask and connect, at assumed prices",
    )[lang]
    return [heading(title), table(title, columns, rows), small(BESIDE_NOTE[lang])]


def _evenness(analysis: Analysis, plan: RolloutPlan, lang: Lang) -> list[Block]:
    rows = [
        [str(wave), *(number(float(value), digits, lang)
                      for value, (_, digits) in zip(row, EVENNESS, strict=True))]
        for wave, row in plan_evenness(analysis, plan).iterrows()
    ]  # fmt: skip
    columns = [
        column(WAVE[lang], width=1),
        *(column(caption[lang], "right", mm=25) for caption, _ in EVENNESS),
    ]
    title = Text("Wie gleichmäßig das Netz in Reichweite liegt", "How evenly the network lies")[
        lang
    ]
    return [heading(title), table(title, columns, rows), small(EVENNESS_NOTE[lang])]


def substitute_blocks(frame: pd.DataFrame, plan: RolloutPlan, lang: Lang) -> list[Block]:
    """Who could come in the place of a region in the same Land, chamber or neighbourhood."""
    if plan.regions.candidates is None:
        return []
    rows = [
        [
            plan.name_of(row["ags"]), SCOPES[row["scope"]][lang],
            plan.name_of(row["substitute"]), plan.amount(row["price"], lang),
        ]
        for row in substitute_rows(frame).to_dict("records")
        if row["scope"]
    ]  # fmt: skip
    if not rows:
        return []
    columns = [
        column(Text("Region", "Region")[lang], width=1),
        column(Text("wo gesucht", "where sought")[lang], mm=38),
        column(Text("Ersatz", "Substitute")[lang], width=1),
        column(Text("Verlust damit", "Loss with it")[lang], "right", mm=22),
    ]
    title = Text("Ersatz in der Nähe", "Substitutes nearby")[lang]
    return [heading(title), table(title, columns, rows)]
