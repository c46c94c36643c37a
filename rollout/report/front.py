"""What days, coverage and potential cost each other, as a drawing and a table of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from rollout.coverage.words import BASE_NAMES
from rollout.language import Lang, Text, number, percent
from rollout.plan.front import plan_front
from rollout.plan.words import days_words
from rollout.report.blocks import Block, column, drawing, heading, small, table
from rollout.report.charts import Line, line_chart
from rollout.siting.problem import Search

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan

STRENGTHS = {
    0.0: Text("Potenzial zählt nicht", "potential does not count"),
    0.5: Text("zählt halb", "counts by half"),
    1.0: Text("zählt voll", "counts in full"),
}
MINE = Text("dieser Plan", "this plan")
HEIGHT = 170  # points
DAYS = Text("Personentage (Annahme)", "staff days (assumption)")


def front_blocks(analysis: Analysis, plan: RolloutPlan, lang: Lang) -> list[Block]:
    """Plans that no other one beats; nothing where all of them are the plan itself."""
    front = plan_front(analysis, plan, Search(plan.scenario.time_limit_s))
    if len(front) < 2 or not front.loc[front["is_plan"], "days"].item():
        return []
    title = Text("Aufwand, Abdeckung und Potenzial", "Effort, coverage and potential")
    note = Text(
        "Jede Zeile ist ein Plan, den kein anderer in Tagen, Abdeckung und Potenzial zugleich "
        "übertrifft. Potenzial: Mittel dessen, was neu hinzukommt (0 bis 100).",
        "Every row is a plan that no other one beats in days, coverage and potential at once. "
        "Potential: mean of what is newly added (0 to 100).",
    )
    return [heading(title[lang]), _drawing(front, plan, lang), _table(front, lang),
            small(note[lang])]  # fmt: skip


def _drawing(front: pd.DataFrame, plan: RolloutPlan, lang: Lang) -> Block:
    mine, base_name = front[front["is_plan"]].iloc[0], plan.base
    today = float(plan.summary[f"share_{base_name}"].iloc[0])
    lines = [Line(MINE[lang], ((0.0, today), (float(mine["days"]), float(mine["share"]))))]
    lines += [
        Line(name[lang], tuple(zip(rows["days"], rows["share"], strict=True)))
        for strength, name in STRENGTHS.items()
        if len(rows := front[front["strength"] == strength]) > 1
    ]
    last = max(days for line in lines for days, _ in line.points)
    x_labels = [(last * part / 4, number(last * part / 4, lang=lang)) for part in range(5)]
    y_labels = [(share / 4, percent(share / 4, 0, lang)) for share in range(5)]
    base = BASE_NAMES[base_name]
    caption = Text(f"Anteil nach dem Plan ({base.de}) und Personentage",
                   f"Share after the plan ({base.en}) and staff days")  # fmt: skip
    ends = [Text(percent(share), percent(share, lang="en"))
            for share in (front["share"].min(), front["share"].max())]  # fmt: skip
    alt = Text(
        f"Liniendiagramm: {caption.de}. Die Pläne reichen von {ends[0].de} bis {ends[1].de}. Die "
        "Zahlen stehen in der folgenden Tabelle.",
        f"Line chart: {caption.en}. The plans go from {ends[0].en} to {ends[1].en}. The figures "
        "are in the following table.",
    )
    chart = line_chart(lines, DAYS[lang], y_labels, x_labels, height=HEIGHT)
    return drawing(chart, alt[lang], caption[lang])


def _table(front: pd.DataFrame, lang: Lang) -> Block:
    records: list[dict[Any, Any]] = front.to_dict("records")
    rows = [
        [
            days_words(row["days"])[lang], number(int(row["regions"]), lang=lang),
            percent(row["share"], lang=lang), number(row["potential"], 1, lang),
            (MINE if row["is_plan"] else STRENGTHS[row["strength"]])[lang],
        ]
        for row in records
    ]  # fmt: skip
    columns = [
        column(DAYS[lang], "right"),
        column(Text("Regionen", "Regions")[lang], "right"),
        column(Text("Abdeckung", "Coverage")[lang], "right"),
        column(Text("Potenzial", "Potential")[lang], "right"),
        column(Text("Gewicht", "Weight")[lang], width=1),
    ]
    caption = Text("Pläne, die kein anderer in allem übertrifft (fett: dieser Plan)",
                   "Plans that no other one beats in everything (bold: this plan)")  # fmt: skip
    strong = [place for place, row in enumerate(records) if row["is_plan"]]
    return table(caption[lang], columns, rows, strong_rows=strong)
