"""What the plan buys: per wave, against simpler choices, along the curve, and per region."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from rollout.errors import Text
from rollout.export.plan import WAVE, status_words
from rollout.planning.curve import CoverageCurve, coverage_curve, reached_by
from rollout.planning.details import plan_alternatives, plan_importance
from rollout.planning.problem import Search
from rollout.planning.rolloutplan import DEMAND_WORDS
from rollout.report.blocks import (
    Block,
    column,
    drawing,
    heading,
    points,
    section,
    small,
    table,
    text,
)
from rollout.report.charts import Line, line_chart
from rollout.report.voice import HEADS, REGION, Voice
from rollout.statements import BASE_NAMES

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.planning.rolloutplan import RolloutPlan

SINGLE = 30  # single steps for plans of up to so many regions
SHOWN = (0, 1, 2, 3, 5, 8, 10, 15, 20, 30, 50, 100, 150, 200, 250, 300)
ALTERNATIVES = 3
STOP_SHARE = 0.1


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
            *_curve(analysis, plan, voice),
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


def report_curve(analysis: Analysis, plan: RolloutPlan) -> CoverageCurve:
    """Best coverage for every number of regions up to the plan's, then in larger steps."""
    basis = plan.regions
    fewest = len(basis.required)
    free = len(basis.districts) - len(basis.excluded)
    counts = curve_counts(fewest, len(plan.table), max(free, fewest, len(plan.table)))
    report = {name: analysis.bases[name].to_numpy(dtype=float) for name in BASE_NAMES}
    from dataclasses import replace

    return coverage_curve(
        basis.reach, basis.demand, counts, basis.required, basis.excluded, report=report,
        already=basis.already, limits=replace(basis.limits, budget=None),
        search=Search(plan.scenario.time_limit_s),
    )  # fmt: skip


def curve_counts(fewest: int, planned: int, most: int) -> list[int]:
    """Numbers of regions to solve for: up to the plan one by one, or in even steps if it is large.

    >>> curve_counts(1, 4, 12)
    [1, 2, 3, 4, 5, 8, 10, 12]
    """
    step = -(-max(planned, 1) // SINGLE)
    wanted = {*range(fewest, planned + 1, step), *SHOWN, fewest, planned, most}
    return sorted(count for count in wanted if fewest <= count <= most)


def _curve(analysis: Analysis, plan: RolloutPlan, voice: Voice) -> list[Block]:
    curve = report_curve(analysis, plan)
    frame = curve.table
    title = heading(voice.say("Abdeckungskurve", "Coverage curve"))
    return [title, _curve_drawing(plan, frame, voice), text(_stops(curve, plan, voice)),
            _curve_table(plan, frame, voice)]  # fmt: skip


def _curve_drawing(plan: RolloutPlan, frame: pd.DataFrame, voice: Voice) -> Block:
    lines = [
        Line(
            name[voice.lang],
            tuple(
                (float(n), float(share))
                for n, share in zip(frame.index, frame[f"share_{base}"], strict=True)
            ),
        )
        for base, name in BASE_NAMES.items()
        if frame[f"share_{base}"].notna().all()
    ]
    ends = plan.summary["regions"].iloc[1:]
    marks = [(float(ends.iloc[-1]), voice.say("Ende des Plans", "end of the plan"))]
    last = int(frame.index[-1])
    step = next(size for size in (1, 2, 5, 10, 20, 50, 100) if last / size <= 8)
    x_labels = [(float(n), voice.number(n)) for n in range(0, last + 1, step)]
    y_labels = [(share / 4, voice.percent(share / 4, 0)) for share in range(5)]
    planned = frame.loc[frame.index <= int(ends.iloc[-1])].iloc[-1]
    parts = "; ".join(
        f"{name[voice.lang]}: {voice.percent(float(frame[f'share_{base}'].iloc[0]), 0)} → "
        f"{voice.percent(float(planned[f'share_{base}']), 0)}"
        for base, name in BASE_NAMES.items()
    )
    alt = voice.say(
        f"Liniendiagramm: erreichte Anteile über der Zahl neuer Regionen von 0 bis {last}. Von "
        f"heute bis zum Ende des Plans: {parts}. Die Zahlen stehen in der folgenden Tabelle.",
        f"Line chart: shares reached over the number of new regions from 0 to {last}. From today "
        f"to the end of the plan: {parts}. The figures are in the following table.",
    )
    x_title = voice.say("neue Regionen", "new regions")
    caption = voice.say(
        "Beste Abdeckung je Zahl neuer Regionen", "Best coverage per number of new regions"
    )
    return drawing(line_chart(lines, x_title, y_labels, x_labels, marks), alt, caption)


def _stops(curve: CoverageCurve, plan: RolloutPlan, voice: Voice) -> str:
    planned, last = len(plan.table), float(curve.table["share_demand"].iloc[-1])
    count, share = voice.count(int(curve.table.index[-1]), REGION), voice.percent(last)
    end = voice.say(
        f"Mit {count}, mehr stehen nicht zur Wahl, sind es {share}.",
        f"With {count}, all there are to choose from, it is {share}.",
    )
    if planned > SINGLE or planned <= len(plan.regions.required) + 1:
        return end
    if curve.stops_paying < planned:
        stop = voice.count(curve.stops_paying, REGION)
        first = voice.say(
            f"Nach {stop} bringt eine weitere weniger als ein Zehntel der ersten.",
            f"After {stop} a further one adds less than a tenth of the first.",
        )
    else:
        first = voice.say(
            "Bis zum Ende des Plans bringt jede weitere Zielregion mindestens ein Zehntel der "
            "ersten.",
            "Until the end of the plan every further target region adds at least a tenth of the "
            "first.",
        )
    return f"{first} {end}"


def _curve_table(plan: RolloutPlan, frame: pd.DataFrame, voice: Voice) -> Block:
    decimals = 1 if plan.scenario.demand == "potential" else 0
    wanted = {*SHOWN, len(plan.table), int(frame.index[-1]), int(frame.index[0])}
    shown = frame[frame.index.isin(wanted)].reset_index().to_dict("records")
    strong = [place for place, row in enumerate(shown) if row["count"] == len(plan.table)]
    rows = []
    for row in shown:
        proof = voice.say("ja", "yes") if row["status"] == "optimal" else voice.percent(row["gap"])
        rows.append(
            [
                voice.number(row["count"]),
                voice.number(float(row["covered"]), decimals),
                *(voice.percent(float(row[f"share_{base}"])) for base in BASE_NAMES),
                proof,
            ]
        )
    unit = DEMAND_WORDS[plan.scenario.demand]
    columns = [
        column(voice.say("neue Regionen", "new regions"), "right", mm=19),
        column(voice.say(f"erreicht: {unit.de}", f"reached: {unit.en}"), "right", width=1),
        *(column(name[voice.lang], "right", mm=22) for name in HEADS.values()),
        column(voice.say("nachgewiesen", "proven"), "right"),
    ]
    caption = voice.say(
        "Beste Abdeckung je Zahl neuer Regionen (fett: der Umfang des Plans)",
        "Best coverage per number of new regions (bold: the size of the plan)",
    )
    return table(caption, columns, rows, strong_rows=strong)


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
