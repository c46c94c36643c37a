"""A page on what changed between an earlier state and today, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rollout.coverage.words import BASE_NAMES, STATUS_NAMES
from rollout.followup.differences import differences
from rollout.followup.states import state_of
from rollout.language import Lang, Text, counted, listed, number, percent
from rollout.report.blocks import Block, column, section, small, table, text
from rollout.report.words import DISTRICT

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.followup.differences import Differences
    from rollout.followup.states import State

SHOWN = 40  # districts in the table; `rollout diff --json` has all


def changes_section(analysis: Analysis, before: State, lang: Lang) -> Block:
    """Rates and districts that differ from an earlier state, with the reasons of today."""
    result = differences(before, state_of(analysis, ""))
    title = Text("Was sich geändert hat, und warum", "What has changed, and why")
    count = counted(len(result.districts), DISTRICT, lang)
    first = Text(
        f"Gegenüber {before.name} haben {count} heute einen anderen Stand.",
        f"Compared with {before.name}, {count} have another status today.",
    )
    blocks = [text(first[lang]), _rates(result, lang)]
    if len(result.districts):
        blocks.append(_districts(result, lang))
    return section(title[lang], [*blocks, *_causes(result, lang)], own_page=True)


def _rates(result: Differences, lang: Lang) -> Block:
    linked = result.rates[result.rates["level"] == "covered"]
    rows = [
        [BASE_NAMES[row["base"]][lang],
         *(percent(row[side], lang=lang) for side in ("before", "after")),
         number(100 * row["difference"], 1, lang)]
        for row in linked.to_dict("records")
    ]  # fmt: skip
    columns = [
        column(Text("Anteil an", "Share of")[lang], width=1),
        column(Text("damals", "then")[lang], "right"),
        column(Text("heute", "today")[lang], "right"),
        column(Text("Punkte", "points")[lang], "right"),
    ]
    caption = Text(
        "In Kreisen mit ⟦d:einer vernetzten Initiative⟧, damals und heute",
        "In districts with ⟦a linked initiative⟧, then and today",
    )
    return table(caption[lang], columns, rows)


def _districts(result: Differences, lang: Lang) -> Block:
    rows = [
        [str(row["display_name"]), STATUS_NAMES[row["before"]][lang],
         STATUS_NAMES[row["after"]][lang], str(row[f"is_{lang}"])]
        for row in result.districts.head(SHOWN).to_dict("records")
    ]  # fmt: skip
    columns = [
        column(Text("Kreis", "District")[lang], width=1),
        column(Text("damals", "then")[lang]),
        column(Text("heute", "today")[lang]),
        column(Text("Grund heute", "reason today")[lang], width=2),
    ]
    caption = Text("Kreise mit anderem Stand", "Districts of another status")[lang]
    if len(result.districts) > SHOWN:
        caption = Text(f"Die ersten {SHOWN} Kreise mit anderem Stand",
                       f"The first {SHOWN} districts of another status")[lang]  # fmt: skip
    return table(caption, columns, rows)


def _causes(result: Differences, lang: Lang) -> list[Block]:
    """Settings and files that differ: often they are why."""
    parts = []
    if result.settings:
        names = listed(sorted(result.settings), lang, 10)
        parts.append(Text(f"Andere Einstellungen: {names}.", f"Other settings: {names}."))
    if result.files:
        names = listed(list(result.files), lang, 10)
        parts.append(Text(f"Andere Dateien: {names}.", f"Other files: {names}."))
    return [small(part[lang]) for part in parts]
