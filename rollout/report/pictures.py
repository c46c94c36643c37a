"""The maps of the report: the same renderer as everywhere, sized for a column of text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rollout.language import Lang, Text
from rollout.report.blocks import Block, drawing

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.parts_of_country import Part
    from rollout.plan.plan import RolloutPlan

WIDTH_MM = 168.0
TEXT_PT = 8.5
MARGIN_MM = TEXT_PT * 4 * 25.4 / 72  # as the page of a map keeps


def map_block(
    analysis: Analysis,
    layer: str,
    lang: Lang,
    plan: RolloutPlan | None = None,
    *,
    height_mm: float,
    caption: str,
    part: Part | None = None,
) -> Block:
    """One map with its description; sources stand in the annex of the same document."""
    from rollout.export.map_files import figure
    from rollout.maps.figure import Caption
    from rollout.maps.page import Page, description, map_svg

    drawn_map = figure(analysis, layer, lang, plan, part)
    drawn_words = drawn_map.caption
    words = Caption(drawn_words.definition, drawn_words.register_date, (), Text("", ""))
    page = Page(WIDTH_MM + 2 * MARGIN_MM, height_mm + 2 * MARGIN_MM, TEXT_PT)
    svg = map_svg(replace(drawn_map, caption=words), page)
    return drawing(svg, description(drawn_map), caption, trim_mm=MARGIN_MM)
