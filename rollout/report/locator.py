"""The small map of a fact sheet: one district, its neighbours, the seats around."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from rollout.coverage.words import STATUS_NAMES
from rollout.export.map_files import figures
from rollout.language import Lang, Text, number
from rollout.report.blocks import Block, drawing

if TYPE_CHECKING:
    import geopandas as gpd

    from rollout.analysis import Analysis
    from rollout.geo.svg import Box

WIDTH_PT, HEIGHT_PT = 232.0, 205.0
MARGIN_KM = 4
LINE_PT = 0.4  # corners smaller than this are not seen on paper


def locator(analysis: Analysis, ags: str, lang: Lang) -> Block:
    """Map of a district, outlined, and those touching it in the colours of their status."""
    from rollout.geo.detail import detailed_paths
    from rollout.maps.figure import zoomed
    from rollout.maps.page import panel_document

    inputs = analysis.inputs
    pairs = inputs.neighbours
    neighbours = sorted(pairs.loc[pairs["ags"] == ags, "neighbour"])
    name = str(inputs.districts.loc[ags, "display_name"])
    extent, metres_per_pt = _extent(inputs.display, [ags, *neighbours])
    paths = detailed_paths(inputs.districts, inputs.countries, extent, metres_per_pt * LINE_PT)
    whole = figures(analysis, ("status",), lang, paths=paths)[0]
    figure = zoomed(whole, inputs.display, pd.Index([ags, *neighbours]), name, MARGIN_KM)
    svg = panel_document(replace(figure, outlined=(ags,)), WIDTH_PT, HEIGHT_PT, text=9)
    return drawing(svg, _alt(analysis, ags, neighbours, lang), width=100)


def _extent(display: gpd.GeoDataFrame, keys: list[str]) -> tuple[Box, float]:
    """Bounds of what the frame shows around some districts, and metres per point on paper."""
    from rollout.maps.figure import extent_of

    left, bottom, right, top = extent_of(display, keys, MARGIN_KM)
    scale = max((right - left) / WIDTH_PT, (top - bottom) / HEIGHT_PT)
    across = (WIDTH_PT * scale - (right - left)) / 2
    up = (HEIGHT_PT * scale - (top - bottom)) / 2
    return (left - across, bottom - up, right + across, top + up), scale


def _alt(analysis: Analysis, ags: str, neighbours: list[str], lang: Lang) -> str:
    table = analysis.table()
    counts: pd.Series = table.loc[neighbours, "status"].value_counts()
    parts = "; ".join(
        f"{STATUS_NAMES[str(status)][lang]}: {number(count, lang=lang)}"
        for status, count in counts.items()
    )
    no_neighbour = Text("kein Kreis grenzt an", "no district touches it")[lang]
    name, status = str(table.loc[ags, "display_name"]), STATUS_NAMES[str(table.loc[ags, "status"])]
    return Text(
        f"Karte: {name} ({status.de}) und die angrenzenden Kreise: {parts or no_neighbour}.",
        f"Map: {name} ({status.en}) and the districts touching it: {parts or no_neighbour}.",
    )[lang]
