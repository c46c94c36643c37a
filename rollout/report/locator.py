"""The small map of a fact sheet: one district, its neighbours, the seats around."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from rollout.export.figures import figure
from rollout.export.parts import Part
from rollout.report.blocks import Block, drawing
from rollout.report.voice import Voice
from rollout.statements import STATUS_NAMES

if TYPE_CHECKING:
    from rollout.analysis import Analysis

WIDTH_PT, HEIGHT_PT = 232.0, 205.0
MARGIN_KM = 4


def locator(analysis: Analysis, ags: str, voice: Voice) -> Block:
    """Map of a district, outlined, and those touching it in the colours of their status."""
    from rollout.maps.page import panel_document

    pairs = analysis.inputs.neighbours
    around = sorted(pairs.loc[pairs["ags"] == ags, "neighbour"])
    name = str(analysis.inputs.districts.loc[ags, "display_name"])
    part = Part(name, (ags, *around), MARGIN_KM)
    shown = figure(analysis, "status", voice.lang, part=part)
    svg = panel_document(replace(shown, outlined=(ags,)), WIDTH_PT, HEIGHT_PT, text=9)
    return drawing(svg, _alt(analysis, ags, around, voice), width=100)


def _alt(analysis: Analysis, ags: str, around: list[str], voice: Voice) -> str:
    table = analysis.table()
    counts: pd.Series = table.loc[around, "status"].value_counts()
    said = ", ".join(
        f"{voice.number(number)} {STATUS_NAMES[str(status)][voice.lang]}"
        for status, number in counts.items()
    )
    none = voice.say("kein Kreis grenzt an", "no district touches it")
    name, status = str(table.loc[ags, "display_name"]), STATUS_NAMES[str(table.loc[ags, "status"])]
    return voice.say(
        f"Karte: {name} ({status.de}) und die angrenzenden Kreise: {said or none}.",
        f"Map: {name} ({status.en}) and the districts touching it: {said or none}.",
    )
