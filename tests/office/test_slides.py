"""Slides: the same figures as everywhere, shapes and charts to edit, the same bytes."""

from __future__ import annotations

import io
import re
from collections import Counter

import pytest
from pptx import Presentation
from pptx.enum.dml import MSO_FILL
from pptx.enum.shapes import MSO_SHAPE_TYPE

from rollout.analysis import analyse
from rollout.coverage.words import STATUS_NAMES
from rollout.export.map_files import figure
from rollout.geo.palette import STATUS
from rollout.language import number, percent
from rollout.model import STATUSES
from rollout.office.slides import slides_pptx
from rollout.plan.plan import plan_waves
from rollout.scenario import Scenario
from tests.grids import grid_inputs, initiative

ATTACK = "=cmd()<b>\x1b${1}"
ROWS = {
    "a": initiative("01006"),
    "b": initiative("02003", "unconnected", name=ATTACK),
    "c": initiative("02008", "founding"),
}


@pytest.fixture(scope="module")
def grid():
    inputs = grid_inputs(ROWS, {"a": ["01001"]})
    inputs.districts.loc["01004", "display_name"] = ATTACK
    analysis = analyse(inputs, Scenario(preset="equal", draws=100))
    return analysis, plan_waves(analysis)


def opened(content):
    return Presentation(io.BytesIO(content))


def words(slide):
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        if shape.has_table:
            for row in shape.table.rows:
                yield " | ".join(cell.text_frame.text for cell in row.cells)


def charts(deck):
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def maps(deck):
    """Groups of shapes that draw districts."""
    for slide in deck.slides:
        groups = [s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.GROUP]
        yield from groups[:1]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_figures_are_those_of_the_analysis(grid, lang):
    analysis, plan = grid
    deck = opened(slides_pptx(analysis, plan, lang))
    assert len(deck.slides) == 8
    counts = Counter(analysis.table()["status"])
    coverage = list(words(deck.slides[1]))
    for status in STATUSES:
        share = percent(counts[status] / 16, lang=lang)
        row = f"{STATUS_NAMES[status][lang]} | {number(counts[status], 0, lang)} | {share}"
        assert any(text.endswith(row) for text in coverage)
    by_land, gains = charts(deck)
    facts = analysis.table()
    for series, status in zip(by_land.plots[0].series, STATUSES, strict=True):
        north = facts[facts["land"] == "01"]
        assert series.values[0] == pytest.approx((north["status"] == status).mean())
    for series, base in zip(gains.plots[0].series, ("districts", "population"), strict=False):
        assert list(series.values) == pytest.approx(plan.summary[f"share_{base}"].tolist())
    assert any(str(name) in text for name in plan.table["region"] for text in words(deck.slides[4]))


def test_every_district_is_a_shape_in_the_colour_of_its_status(grid):
    analysis, plan = grid
    coverage = next(maps(opened(slides_pptx(analysis, plan, "de"))))
    assert "keine gefunden: 12" in coverage._element.nvGrpSpPr.cNvPr.get("descr")
    names = analysis.table()["display_name"].str.replace(ATTACK, "Attack", regex=False)
    fills = {}
    for shape in coverage.shapes:
        fill = shape.fill
        if fill.type != MSO_FILL.BACKGROUND:  # borders of Länder
            colour = fill.back_color.rgb if fill.type == MSO_FILL.PATTERNED else fill.fore_color.rgb
            fills[shape.name] = f"#{str(colour).lower()}"
    table = analysis.table()
    for ags, name in names.items():
        if name != "Attack":
            assert fills[name] == STATUS[table.loc[ags, "status"]].fill
    assert len(coverage.shapes) >= 16


def test_text_from_files_is_only_text(grid):
    analysis, plan = grid
    content = slides_pptx(analysis, plan, "de")
    deck = opened(content)
    assert any("=cmd()<b>" in shape.name for group in maps(deck) for shape in group.shapes)
    assert not re.search(rb"<b>", b"".join(part.blob for part in deck.part.package.iter_parts()
                                           if str(part.partname).endswith(".xml")))  # fmt: skip


def test_two_decks_are_the_same_bytes(grid):
    analysis, plan = grid
    assert slides_pptx(analysis, plan, "de") == slides_pptx(analysis, plan, "de")


def test_without_a_plan_its_slides_are_left_out(grid):
    analysis, _ = grid
    deck = opened(slides_pptx(analysis, None, "de"))
    assert len(deck.slides) == 6
    assert len(charts(deck)) == 1


def test_a_plan_of_many_regions_stays_on_its_slide(shipped):
    plan = plan_waves(analyse(shipped.inputs, Scenario(count=8), shipped.work.memory))
    assert len(plan.table) == 24
    slide = opened(slides_pptx(shipped, plan, "de")).slides[4]
    assert any("und 8 weitere" in text for text in words(slide))
    [grid] = [shape for shape in slide.shapes if shape.has_table]
    assert len(grid.table.rows) == 18
    assert grid.top + grid.height <= 540 * 12_700


def test_every_slide_has_a_title_notes_and_words_inside_the_sheet(shipped):
    plan = plan_waves(shipped)
    # One number for a region on screen, map and slide: its place in the table of the plan.
    assert list(figure(shipped, "waves", "de", plan).numbered) == plan.table.index.tolist()
    deck = opened(slides_pptx(shipped, plan, "de"))
    for slide in deck.slides:
        assert slide.shapes.title.text_frame.text
        assert slide.notes_slide.notes_text_frame.text
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
