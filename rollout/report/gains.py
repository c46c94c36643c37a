"""What the plan buys: per wave, against simpler choices, along the curve, and per region."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rollout.coverage.words import BASE_NAMES
from rollout.export.plan_tables import WAVE, status_words
from rollout.language import Text
from rollout.plan.details import plan_alternatives, plan_importance
from rollout.plan.words import DEMAND_WORDS
from rollout.report.blocks import (
    Block,
    column,
    heading,
    points,
    section,
    small,
    table,
    text,
)
from rollout.report.coverage_curve import curve_blocks
from rollout.report.voice import HEADS, REGION, Voice
from rollout.siting.curve import reached_by
from rollout.siting.problem import Search

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan

ALTERNATIVES = 3


def gains_section(
    analysis: Analysis, plan: RolloutPlan | None, no_plan: Text, voice: Voice
) -> Block:
    """What the plan buys, or that there is none."""
    title = voice.say("Was der Plan bringt", "What the plan buys")
    if plan is None or plan.table.empty:
        return section(title, [text(no_plan[voice.lang])])
    blocks = [_summary(plan, voice), text(_nesting(plan, voice))]
    if plan.scenario.objective == "cover":
        blocks += [
            *_baselines(analysis, plan, voice),
            *curve_blocks(analysis, plan, voice),
            *_worth(analysis, plan, voice),
        ]
    return section(title, blocks)


def _summary(plan: RolloutPlan, voice: Voice) -> Block:
    rows = []
    for wave, row in plan.summary.iterrows():
        today = wave == 0
        rows.append(
            [
                voice.say("heute", "today") if today else f"{WAVE[voice.lang]} {wave}",
                voice.number(None) if today else voice.number(int(row["new"])),
                *(voice.percent(float(row[f"share_{base}"])) for base in BASE_NAMES),
                voice.number(None)
                if today
                else status_words(str(row["status"]), float(row["gap"]), voice.lang),
            ]
        )
    columns = [
        column(voice.say("Stand", "State"), width=1),
        column(voice.say("neue Regionen", "new regions"), "right", mm=19),
        *(column(name[voice.lang], "right", mm=22) for name in HEADS.values()),
        column(voice.say("Nachweis", "Proof"), width=1.3),
    ]
    caption = voice.say(
        "Anteil mit vernetzter Initiative, Gründung oder Zielregion nach jeder Welle",
        "Share with a networked initiative, a founding or a target region after each wave",
    )
    return table(caption, columns, rows)


def _nesting(plan: RolloutPlan, voice: Voice) -> str:
    prices = plan.summary["nesting_price"].dropna()
    unit = DEMAND_WORDS[plan.scenario.demand]
    if not (prices > 0).any():
        return voice.say(
            "Preis der Staffelung: keiner. Jede Welle baut auf den vorigen auf und erreicht "
            "trotzdem so viel wie ein Plan gleicher Größe aus einem Guss.",
            "Price of nesting: none. Every wave builds on those before and still reaches as much "
            "as a plan of the same size made in one go.",
        )
    worst = prices.idxmax()
    price = voice.number(float(prices.max()))
    more = plan.scenario.objective == "way"
    return voice.say(
        f"Preis der Staffelung: Bis zur Welle {worst} sind es {price} {unit.de} "
        f"{'mehr gewichteter Weg' if more else 'weniger'} als bei einem Plan gleicher Größe, der "
        "auf die vorigen Wellen keine Rücksicht nimmt.",
        f"Price of nesting: by wave {worst} it is {price} {unit.en} "
        f"{'of weighted way more' if more else 'fewer'} than with a plan of the same size that "
        "need not build on the waves before.",
    )


def _baselines(analysis: Analysis, plan: RolloutPlan, voice: Voice) -> list[Block]:
    unit = DEMAND_WORDS[plan.scenario.demand]
    rows = [
        [
            name[voice.lang],
            voice.number(value, 1 if plan.scenario.demand == "potential" else 0),
            voice.percent(share),
        ]
        for name, value, share in baselines(analysis, plan)
    ]
    columns = [
        column(voice.say("Wahl", "Choice"), width=1),
        column(unit[voice.lang], "right"),
        column(voice.say("Anteil", "share"), "right"),
    ]
    caption = voice.say(
        f"Erreicht mit {voice.count(len(plan.table), REGION)}: der Plan und einfachere Wege zu "
        "wählen",
        f"Reached with {voice.count(len(plan.table), REGION)}: the plan and simpler ways to choose",
    )
    title = heading(voice.say("Gegen einfachere Wege", "Against simpler ways"))
    return [title, table(caption, columns, rows)]


def baselines(analysis: Analysis, plan: RolloutPlan) -> list[tuple[Text, float, float]]:
    """What the plan and simpler choices of as many regions reach: name, demand and its share.

    The simpler choices take the candidates with the largest demand of their own, or with the
    highest founding potential; ties by key, unknown values last. Required regions stay in,
    quotas and budgets are not looked at.
    """
    basis, count = plan.regions, len(plan.table)
    demand = basis.demand.to_numpy()
    free = np.setdiff1d(np.arange(len(demand)), [*basis.excluded, *basis.required])
    ready = free[~np.asarray(basis.already)[free]]
    score = analysis.potential.score.reindex(basis.districts).fillna(-1).to_numpy()
    most = count - len(basis.required)
    choices = {
        Text("Plan", "Plan"): list(plan.waves.plans[-1].sites),
        Text("größter eigener Zielwert zuerst", "largest own objective first"): [
            *basis.required,
            *ready[np.argsort(-demand[ready], kind="stable")][:most],
        ],
        Text("höchstes Potenzial zuerst", "highest potential first"): [
            *basis.required,
            *ready[np.argsort(-score[ready], kind="stable")][:most],
        ],
        Text("heute, ohne Plan", "today, without a plan"): [],
    }
    rows = []
    for name, sites in choices.items():
        value = float(demand[reached_by(basis.reach, sites, basis.already)].sum())
        rows.append((name, value, value / demand.sum() if demand.sum() else float("nan")))
    return rows


def _worth(analysis: Analysis, plan: RolloutPlan, voice: Voice) -> list[Block]:
    search = Search(plan.scenario.time_limit_s)
    frame = plan_importance(plan, search)
    names = analysis.inputs.districts["display_name"].to_dict()
    decimals = 1 if plan.scenario.demand == "potential" else 0
    rows = [
        [
            voice.number(int(row["wave"])),
            f"{names[row['ags']]} ({row['ags']})",
            voice.number(float(row["loss"]), decimals),
            names.get(row["substitute"], voice.number(None)),
            voice.number(float(row["substitute_loss"]), decimals),
        ]
        for row in frame.reset_index().to_dict("records")
    ]
    unit = DEMAND_WORDS[plan.scenario.demand]
    columns = [
        column(WAVE[voice.lang]),
        column(voice.say("Region", "Region"), width=1),
        column(voice.say("Verlust bei Absage", "Loss if it refuses"), "right"),
        column(voice.say("bester Ersatz", "best substitute"), width=1),
        column(voice.say("mit Ersatz", "with substitute"), "right"),
    ]
    caption = voice.say(
        f"Was ihrer Welle fehlt, wenn eine Region absagt ({unit.de})",
        f"What its wave lacks when a region refuses ({unit.en})",
    )
    title = heading(voice.say("Was jede Region wert ist", "What every region is worth"))
    less = voice.say(
        "Ein negativer Verlust ist der Preis dafür, dass die Region vorgegeben ist.",
        "A negative loss is the price of requiring the region.",
    )
    remark = [small(less)] if (frame["loss"] < 0).any() else []
    others = _alternatives(plan, names, search, voice)
    return [title, table(caption, columns, rows), *remark, *others]


def _alternatives(
    plan: RolloutPlan, names: dict[str, str], search: Search, voice: Voice
) -> list[Block]:
    found = plan_alternatives(plan, ALTERNATIVES, search)
    if not found:
        none = voice.say(
            "Keine andere Wahl gleicher Größe erreicht ebenso viel.",
            "No other choice of the same size reaches as much.",
        )
        return [text(none)]
    items = []
    for leaves, comes in found:
        out, into = (voice.listed([names[key] for key in keys]) for keys in (leaves, comes))
        items.append(voice.say(f"Ebenso gut: {into} statt {out}.", f"As good: {into} for {out}."))
    return [points(items)]
