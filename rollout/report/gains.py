"""What the plan buys: per wave, against simpler choices, along the curve, and per region."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rollout.coverage.words import BASE_NAMES
from rollout.export.plan_tables import status_words
from rollout.export.words import WAVE
from rollout.language import MISSING, Lang, Text, counted, listed, number, percent
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
from rollout.report.front import front_blocks
from rollout.report.plan_beside import beside_blocks, nearby_words
from rollout.report.words import HEADS, NEW_REGIONS_HEAD, REGION, SHARE_HEAD
from rollout.siting.curve import reached_by
from rollout.siting.problem import Search

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan

ALTERNATIVES = 3


def gains_section(analysis: Analysis, plan: RolloutPlan | None, no_plan: Text, lang: Lang) -> Block:
    """What the plan buys, or that there is none."""
    title = Text("Was der Plan bringt", "What the plan buys")[lang]
    if plan is None or plan.table.empty:
        return section(title, [text(no_plan[lang])])
    blocks = [_summary(plan, lang), text(_nesting(plan, lang))]
    if plan.scenario.objective != "way":
        blocks += [
            *beside_blocks(analysis, plan, lang),
            *_baselines(analysis, plan, lang),
            # Of actions with prices of their own the number says little.
            *(curve_blocks(analysis, plan, lang) if plan.scenario.objective != "actions" else ()),
            *_worth(plan, lang),
        ]
    if plan.regions.candidates is not None:
        blocks += front_blocks(analysis, plan, lang)
    return section(title, blocks)


def _summary(plan: RolloutPlan, lang: Lang) -> Block:
    rows = []
    for wave, row in plan.summary.iterrows():
        today = wave == 0
        rows.append(
            [
                Text("heute", "today")[lang] if today else f"{WAVE[lang]} {wave}",
                MISSING if today else number(int(row["new"]), lang=lang),
                *(percent(float(row[f"share_{base}"]), lang=lang) for base in BASE_NAMES),
                MISSING if today else status_words(str(row["status"]), float(row["gap"]), lang),
            ]
        )
    columns = [
        column(Text("Stand", "State")[lang], width=1),
        column(NEW_REGIONS_HEAD[lang], "right", mm=19),
        *(column(name[lang], "right", mm=22) for name in HEADS.values()),
        column(Text("Nachweis", "Proof")[lang], width=1.3),
    ]
    caption = Text(
        "Anteil mit ⟦d:vernetzter Initiative⟧, Gründung oder Zielregion nach jeder Welle",
        "Share with ⟦a linked initiative⟧, a founding or a target region after each wave",
    )[lang]
    return table(caption, columns, rows)


def _nesting(plan: RolloutPlan, lang: Lang) -> str:
    prices = plan.summary["nesting_price"].dropna()
    unit = DEMAND_WORDS[plan.scenario.demand]
    if not (prices > 0).any():
        return Text(
            "Preis der Staffelung: keiner. Jede Welle baut auf den vorigen auf und bringt "
            "trotzdem so viel wie ein Plan gleicher Größe aus einem Guss.",
            "Price of nesting: none. Every wave builds on those before and still brings as much "
            "as a plan of the same size made in one go.",
        )[lang]
    worst = prices.idxmax()
    if plan.regions.candidates is not None:
        price = plan.amount(float(prices.max()), lang)
        return Text(
            f"Preis der Staffelung: Bis zur Welle {worst} fehlen {price} des Werts gegenüber einem "
            "Plan gleicher Größe, der auf die vorigen Wellen keine Rücksicht nimmt.",
            f"Price of nesting: by wave {worst} {price} of the worth are missing against a plan of "
            "the same size that need not build on the waves before.",
        )[lang]
    price = number(float(prices.max()), lang=lang)
    more = plan.scenario.objective == "way"
    return Text(
        f"Preis der Staffelung: Bis zur Welle {worst} sind es {price} {unit.de} "
        f"{'mehr gewichteter Weg' if more else 'weniger'} als bei einem Plan gleicher Größe, der "
        "auf die vorigen Wellen keine Rücksicht nimmt.",
        f"Price of nesting: by wave {worst} it is {price} {unit.en} "
        f"{'of weighted way more' if more else 'fewer'} than with a plan of the same size that "
        "need not build on the waves before.",
    )[lang]


def _baselines(analysis: Analysis, plan: RolloutPlan, lang: Lang) -> list[Block]:
    unit = DEMAND_WORDS[plan.scenario.demand]
    rows = [
        [
            name[lang],
            number(value, 1 if plan.scenario.demand == "potential" else 0, lang),
            percent(share, lang=lang),
        ]
        for name, value, share in baselines(analysis, plan)
    ]
    columns = [
        column(Text("Wahl", "Choice")[lang], width=1),
        column(unit[lang], "right"),
        column(SHARE_HEAD[lang], "right"),
    ]
    caption = Text(
        f"{unit.de} mit {counted(len(plan.table), REGION, lang)}: der Plan und einfachere Wege zu "
        "wählen",
        f"{unit.en} with {counted(len(plan.table), REGION, lang)}: the plan and simpler ways to "
        "choose",
    )[lang]
    title = heading(Text("Gegen einfachere Wege", "Against simpler ways")[lang])
    return [title, table(caption, columns, rows)]


def baselines(analysis: Analysis, plan: RolloutPlan) -> list[tuple[Text, float, float]]:
    """What the plan and simpler choices of as many regions reach: name, demand and its share.

    Simpler than founding regions are single districts: as many, the largest objective first.

    The simpler choices take the candidates with the largest demand of their own, or with the
    highest founding potential; ties by key, unknown values last. Required regions stay in,
    quotas and budgets are not looked at.
    """
    if plan.regions.candidates is not None:
        return _against_districts(plan)
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


def _against_districts(plan: RolloutPlan) -> list[tuple[Text, float, float]]:
    basis, size = plan.regions, len(plan.table)
    today, demand = np.asarray(basis.already), basis.demand.to_numpy()
    largest = np.argsort(np.where(today, -1.0, demand) * -1, kind="stable")[:size]
    choices = {
        Text("Plan", "Plan"): reached_by(basis.reach, plan.waves.plans[-1].sites, today),
        Text("ebenso viele einzelne Kreise, größter Zielwert zuerst",
             "as many single districts, largest objective first"):
            today | np.isin(np.arange(len(demand)), largest),
        Text("heute, ohne Plan", "today, without a plan"): today,
    }  # fmt: skip
    total = float(demand.sum())
    sums = {name: float(demand[reached].sum()) for name, reached in choices.items()}
    return [(name, value, value / total if total else float("nan")) for name, value in sums.items()]


def _worth(plan: RolloutPlan, lang: Lang) -> list[Block]:
    search = Search(plan.scenario.time_limit_s)
    frame = plan_importance(plan, search)
    is_single = plan.regions.candidates is None
    rows = [
        [
            number(int(row["wave"]), lang=lang),
            f"{plan.name_of(row['ags'])} ({row['ags']})",
            plan.amount(float(row["loss"]), lang),
            plan.name_of(row["substitute"]) or MISSING,
            plan.amount(float(row["substitute_loss"]), lang),
            *([] if is_single else [nearby_words(row, plan, lang)]),
        ]
        for row in frame.reset_index().to_dict("records")
    ]
    unit = DEMAND_WORDS[plan.scenario.demand]
    if plan.regions.candidates is not None:
        unit = Text("Anteil am Wert des Plans", "share of the plan's worth")
    columns = [
        column(WAVE[lang]),
        column(Text("Region", "Region")[lang], width=1),
        column(Text("Verlust bei Absage", "Loss if it refuses")[lang], "right"),
        column(Text("bester Ersatz", "best substitute")[lang], width=1),
        column(Text("mit Ersatz", "with substitute")[lang], "right"),
        *([] if is_single else [column(Text("in der Nähe", "nearby")[lang], width=1.2)]),
    ]
    caption = Text(
        f"Was ihrer Welle fehlt, wenn eine Region absagt ({unit.de})",
        f"What its wave lacks when a region refuses ({unit.en})",
    )[lang]
    title = heading(Text("Was jede Region wert ist", "What every region is worth")[lang])
    less = Text(
        "Ein negativer Verlust ist der Preis dafür, dass die Region vorgegeben ist.",
        "A negative loss is the price of requiring the region.",
    )[lang]
    remark = [small(less)] if (frame["loss"] < 0).any() else []
    others = _alternatives(plan, search, lang)
    return [title, table(caption, columns, rows), *remark, *others]


def _alternatives(plan: RolloutPlan, search: Search, lang: Lang) -> list[Block]:
    if plan.regions.candidates is not None:
        return []
    alternatives = plan_alternatives(plan, ALTERNATIVES, search)
    if not alternatives:
        message = Text(
            "Keine andere Wahl gleicher Größe bringt ebenso viel.",
            "No other choice of the same size brings as much.",
        )[lang]
        return [text(message)]
    items = []
    for leaves, comes in alternatives:
        out, into = (listed([*map(plan.name_of, keys)], lang) for keys in (leaves, comes))
        items.append(Text(f"Ebenso gut: {into} statt {out}.", f"As good: {into} for {out}.")[lang])
    return [points(items)]
