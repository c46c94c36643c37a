"""A page on the plan that was approved: what has become of every region, wave by wave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rollout.followup.approval import by_wave, progress
from rollout.followup.words import approval_line, wave_line
from rollout.language import Lang, Text, number
from rollout.report.blocks import Block, column, points, section, small, table, text

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.followup.approval import ApprovedPlan


def followed_section(analysis: Analysis, plan: ApprovedPlan, lang: Lang) -> Block:
    """Approved plan and state today."""
    regions = progress(plan, analysis.coverage.status.astype(str))
    names = ("size", "linked", "started", "open")
    rows = [
        [str(row["wave"]), str(row["region"]),
         *(number(int(row[name]), lang=lang) for name in names)]
        for row in regions.to_dict("records")
    ]  # fmt: skip
    columns = [
        column(Text("Welle", "Wave")[lang]),
        column(Text("Zielregion", "Target region")[lang], width=1),
        column(Text("Kreise", "Districts")[lang], "right"),
        column(Text("⟦vernetzt⟧", "⟦linked⟧")[lang], "right"),
        column(Text("⟦in Gründung⟧", "⟦being founded⟧")[lang], "right"),
        column(Text("offen", "open")[lang], "right"),
    ]
    caption = Text(
        "Genehmigter Plan und Stand heute; gezählt sind Kreise, die damals weder ⟦vernetzt⟧ noch "
        "⟦in Gründung⟧ waren",
        "Approved plan and state today; counted are districts that were neither ⟦linked⟧ nor "
        "⟦being founded⟧ then",
    )[lang]
    lines = [wave_line(int(str(wave)), sums)[lang] for wave, sums in by_wave(regions).iterrows()]
    then = Text("Damals galt", "What counted then")[lang]
    return section(
        Text("Was aus dem Plan geworden ist", "What has become of the plan")[lang],
        [
            text(approval_line(plan)[lang]),
            points(lines),
            table(caption, columns, rows),
            small(f"{then}: {plan.definition[lang]}"),
        ],
        own_page=True,
    )
