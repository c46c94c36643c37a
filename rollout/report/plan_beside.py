"""Beside the plan: asking and connecting, decisions by hand, how evenly, who else could come."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

from rollout.coverage.words import BASE_NAMES
from rollout.export.plan_words import (
    BESIDE,
    BESIDE_NOTE,
    PRICES_BY_HAND,
    evenness_words,
    hand_words,
)
from rollout.language import MISSING, Lang, Text, number, percent
from rollout.plan.beside import beside
from rollout.plan.equity import plan_evenness
from rollout.plan.region_details import SCOPES
from rollout.plan.words import days_words
from rollout.report.blocks import Block, column, heading, small, table, text
from rollout.report.words import HEADS

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan


def beside_blocks(analysis: Analysis, plan: RolloutPlan, lang: Lang) -> list[Block]:
    """What the plan says of itself, what asking and connecting would bring, how evenly."""
    remarks = [text(sentence(note.finding[lang])) for note in plan.notes]
    return [*remarks, *_by_hand(plan, lang), *_connections(analysis, plan, lang),
            *_evenness(analysis, plan, lang)]  # fmt: skip


def sentence(finding: str) -> str:
    """A finding as a sentence of its own.

    >>> sentence("no mix: connection only")
    'No mix: connection only.'
    """
    return f"{finding[:1].upper()}{finding[1:]}" + ("" if finding.endswith(".") else ".")


def _by_hand(plan: RolloutPlan, lang: Lang) -> list[Block]:
    if plan.by_hand.empty:
        return []
    rows = [
        [hand_words(row, lang), *plan.prices_by_hand(row, lang)]
        for row in plan.by_hand.to_dict("records")
    ]
    columns = [
        column(Text("Entscheidung", "Decision")[lang], width=1),
        column(Text("kostet am Ende", "costs in the end")[lang], "right"),
        column(Text("über alle Wellen", "over all waves")[lang], "right"),
    ]
    title = Text("Was die Entscheidungen von Hand kosten", "What the decisions by hand cost")[lang]
    notes = [] if plan.regions.candidates is None else [small(PRICES_BY_HAND[lang])]
    return [heading(title), table(title, columns, rows), *notes]


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
    return [table(title, columns, rows), small(BESIDE_NOTE[lang])]


def _evenness(analysis: Analysis, plan: RolloutPlan, lang: Lang) -> list[Block]:
    words = evenness_words(plan_evenness(analysis, plan))
    return [text(words[lang])] if words else []


def nearby_words(row: Mapping[Hashable, Any], plan: RolloutPlan, lang: Lang) -> str:
    """The best substitute in the same Land, chamber or neighbourhood, and what is lost with it."""
    options = [
        (float(row[f"substitute{scope}_loss"]), words[lang], str(row[f"substitute{scope}"]))
        for scope, words in SCOPES.items()
        if scope and row[f"substitute{scope}"]
    ]
    if not options:
        return MISSING
    loss, where, label = min(options)
    return f"{plan.name_of(label)} ({where}): {plan.amount(loss, lang)}"
