"""The coverage curve in the report: what every further target region buys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from rollout.coverage.words import BASE_NAMES
from rollout.language import Lang, Text, counted, number, percent
from rollout.plan.region_details import region_curve
from rollout.plan.words import DEMAND_WORDS
from rollout.report.blocks import Block, column, drawing, heading, table, text
from rollout.report.charts import Line, line_chart
from rollout.report.words import HEADS, NEW_REGIONS_HEAD, REGION
from rollout.siting.curve import CoverageCurve, coverage_curve
from rollout.siting.problem import Search

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan

WON_HEAD = Text("Anteil am gewichteten Bedarf, der noch fehlt",
                "share of the weighted demand still missing")  # fmt: skip
SINGLE = 30  # single steps for plans of up to so many regions
POINTS = (0, 1, 2, 3, 5, 8, 10, 15, 20, 30, 50, 100, 150, 200, 250, 300)


def report_curve(analysis: Analysis, plan: RolloutPlan) -> CoverageCurve:
    """Best coverage for every number of regions up to the plan's, then in larger steps."""
    basis, size = plan.regions, len(plan.table)
    report = {name: analysis.bases[name].to_numpy(dtype=float) for name in BASE_NAMES}
    if basis.candidates is not None:
        # Regions that hold all required districts there are at least in a plan of this size.
        counts = curve_counts(size if basis.needed else 0, size, 2 * size)
        return region_curve(plan, report, Search(plan.scenario.time_limit_s), counts)
    fewest = len(basis.required)
    free = len(basis.districts) - len(basis.excluded)
    counts = curve_counts(fewest, size, max(free, fewest, size))
    return coverage_curve(
        basis.reach, basis.demand, counts, basis.required, basis.excluded, report=report,
        already=basis.already, limits=replace(basis.limits, budget=None),
        search=Search(plan.scenario.time_limit_s),
    )  # fmt: skip


def curve_counts(fewest: int, size: int, most: int) -> list[int]:
    """Numbers of regions to solve for: up to the plan one by one, or in even steps if it is large.

    >>> curve_counts(1, 4, 12)
    [1, 2, 3, 4, 5, 8, 10, 12]
    """
    step = -(-max(size, 1) // SINGLE)  # each number is a solve of its own: at most SINGLE of them
    counts = {*range(fewest, size + 1, step), *POINTS, fewest, size, most}
    return sorted(count for count in counts if fewest <= count <= most)


def curve_blocks(analysis: Analysis, plan: RolloutPlan, lang: Lang) -> list[Block]:
    """Heading, drawing, what it says, and the same as a table."""
    curve = report_curve(analysis, plan)
    frame = curve.table
    title = heading(Text("Abdeckungskurve", "Coverage curve")[lang])
    return [title, _curve_drawing(plan, frame, lang), text(_stops(curve, plan, lang)),
            _curve_table(plan, frame, lang)]  # fmt: skip


def _curve_drawing(plan: RolloutPlan, frame: pd.DataFrame, lang: Lang) -> Block:
    lines = [
        Line(
            name[lang],
            tuple(
                (float(n), float(share))
                for n, share in zip(frame.index, frame[f"share_{base}"], strict=True)
            ),
        )
        for base, name in BASE_NAMES.items()
        if frame[f"share_{base}"].notna().all()
    ]
    ends = plan.summary["regions"].iloc[1:]
    marks = [(float(ends.iloc[-1]), Text("Ende des Plans", "end of the plan")[lang])]
    last = int(frame.index[-1])
    step = next(size for size in (1, 2, 5, 10, 20, 50, 100) if last / size <= 8)
    x_labels = [(float(n), number(n, lang=lang)) for n in range(0, last + 1, step)]
    y_labels = [(share / 4, percent(share / 4, 0, lang)) for share in range(5)]
    plan_end = frame.loc[frame.index <= int(ends.iloc[-1])].iloc[-1]
    parts = "; ".join(
        f"{name[lang]}: {percent(float(frame[f'share_{base}'].iloc[0]), 0, lang)} → "
        f"{percent(float(plan_end[f'share_{base}']), 0, lang)}"
        for base, name in BASE_NAMES.items()
    )
    alt = Text(
        f"Liniendiagramm: Anteile über der Zahl neuer Regionen von 0 bis {last}. Von "
        f"heute bis zum Ende des Plans: {parts}. Die Zahlen stehen in der folgenden Tabelle.",
        f"Line chart: shares over the number of new regions from 0 to {last}. From today "
        f"to the end of the plan: {parts}. The figures are in the following table.",
    )[lang]
    x_title = NEW_REGIONS_HEAD[lang]
    caption = Text(
        "Beste Abdeckung je Zahl neuer Regionen", "Best coverage per number of new regions"
    )[lang]
    return drawing(line_chart(lines, x_title, y_labels, x_labels, marks), alt, caption)


def _stops(curve: CoverageCurve, plan: RolloutPlan, lang: Lang) -> str:
    size, last = len(plan.table), float(curve.table["share_demand"].iloc[-1])
    count, share = counted(int(curve.table.index[-1]), REGION, lang), percent(last, lang=lang)
    end = Text(
        f"Mit {count}, mehr stehen nicht zur Wahl, sind es {share}.",
        f"With {count}, all there are to choose from, it is {share}.",
    )[lang]
    if plan.regions.candidates is not None:
        end = Text(f"Mit {count} sind es {share}.", f"With {count} it is {share}.")[lang]
    if size > SINGLE or size <= len(plan.regions.required) + 1:
        return end
    if curve.stops_paying < size:
        stop = counted(curve.stops_paying, REGION, lang)
        first = Text(
            f"Nach {stop} bringt eine weitere weniger als ein Zehntel der ersten.",
            f"After {stop} a further one adds less than a tenth of the first.",
        )[lang]
    else:
        first = Text(
            "Bis zum Ende des Plans bringt jede weitere Zielregion mindestens ein Zehntel der "
            "ersten.",
            "Until the end of the plan every further target region adds at least a tenth of the "
            "first.",
        )[lang]
    return f"{first} {end}"


def _curve_table(plan: RolloutPlan, frame: pd.DataFrame, lang: Lang) -> Block:
    counts = {*POINTS, len(plan.table), int(frame.index[-1]), int(frame.index[0])}
    records = frame[frame.index.isin(counts)].reset_index().to_dict("records")
    strong = [place for place, row in enumerate(records) if row["count"] == len(plan.table)]
    rows = []
    for row in records:
        proof = (
            Text("ja", "yes")[lang]
            if row["status"] == "optimal"
            else percent(row["gap"], lang=lang)
        )
        rows.append(
            [
                number(row["count"], lang=lang),
                plan.sum_won(float(row["covered"]), lang),
                *(percent(float(row[f"share_{base}"]), lang=lang) for base in BASE_NAMES),
                proof,
            ]
        )
    unit = DEMAND_WORDS[plan.scenario.demand]
    head = Text(f"zusammen: {unit.de}", f"together: {unit.en}")
    if plan.regions.candidates is not None:
        head = WON_HEAD
    columns = [
        column(NEW_REGIONS_HEAD[lang], "right", mm=19),
        column(head[lang], "right", width=1),
        *(column(name[lang], "right", mm=22) for name in HEADS.values()),
        column(Text("nachgewiesen", "proven")[lang], "right"),
    ]
    caption = Text(
        "Beste Abdeckung je Zahl neuer Regionen (fett: der Umfang des Plans)",
        "Best coverage per number of new regions (bold: the size of the plan)",
    )[lang]
    return table(caption, columns, rows, strong_rows=strong)
