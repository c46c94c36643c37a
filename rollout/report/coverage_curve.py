"""The coverage curve in the report: what every further target region buys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from rollout.coverage.words import BASE_NAMES
from rollout.plan.words import DEMAND_WORDS
from rollout.report.blocks import Block, column, drawing, heading, table, text
from rollout.report.charts import Line, line_chart
from rollout.report.voice import HEADS, REGION, Voice
from rollout.siting.curve import CoverageCurve, coverage_curve
from rollout.siting.problem import Search

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan

SINGLE = 30  # single steps for plans of up to so many regions
SHOWN = (0, 1, 2, 3, 5, 8, 10, 15, 20, 30, 50, 100, 150, 200, 250, 300)


def report_curve(analysis: Analysis, plan: RolloutPlan) -> CoverageCurve:
    """Best coverage for every number of regions up to the plan's, then in larger steps."""
    basis = plan.regions
    fewest = len(basis.required)
    free = len(basis.districts) - len(basis.excluded)
    counts = curve_counts(fewest, len(plan.table), max(free, fewest, len(plan.table)))
    report = {name: analysis.bases[name].to_numpy(dtype=float) for name in BASE_NAMES}
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


def curve_blocks(analysis: Analysis, plan: RolloutPlan, voice: Voice) -> list[Block]:
    """Heading, drawing, what it says, and the same as a table."""
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
