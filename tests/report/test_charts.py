"""Drawings show their numbers at the right place."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from rollout.geo.palette import STATUS
from rollout.report.charts import (
    LABEL_ROOM,
    WIDTH,
    Band,
    Bar,
    Line,
    band_chart,
    line_chart,
    stacked_bars,
)

SPACE = {"s": "http://www.w3.org/2000/svg"}
EVIL = '<Kreis> & "Co" #x'
LEGEND = [(key, symbol) for key, symbol in STATUS.items()]


def drawn(svg):
    return ElementTree.fromstring(svg)


def texts(svg):
    return [entry.text for entry in drawn(svg).iterfind(".//s:text", SPACE)]


def boxes(svg, fill):
    found = [b for b in drawn(svg).iterfind("s:rect", SPACE) if b.get("fill") == fill]
    return [(float(b.get("x")), float(b.get("width"))) for b in found]


def test_bars_are_as_wide_as_their_shares():
    svg = stacked_bars([Bar("A", (2, 0, 1, 1), "4")], LEGEND)
    _, (x, covered) = boxes(svg, STATUS["covered"].paint)  # the first one is the legend's
    (_, (_, white)) = boxes(svg, STATUS["white"].paint)
    assert covered == pytest.approx(2 * white, abs=0.02)
    assert len(boxes(svg, STATUS["founding"].paint)) == 1
    assert x > 0


def test_a_bar_of_nothing_is_empty():
    svg = stacked_bars([Bar("A", (0, 0, 0, 0), "0")], LEGEND)
    assert all(len(boxes(svg, symbol.paint)) == 1 for symbol in STATUS.values())


def test_no_bars_and_no_bands_still_draw():
    assert texts(stacked_bars([], LEGEND)) == list(STATUS)
    assert "Grenze" in texts(band_chart([], ("a", "b", "c"), 40, "Grenze"))


def points(svg):
    paths = [p.get("d") for p in drawn(svg).iterfind("s:path", SPACE)]
    lines = [path for path in paths if "L" in path]
    return [[tuple(map(float, xy.split())) for xy in re.split("[ML]", path)[1:]] for path in lines]


def test_lines_rise_with_their_values_and_share_one_scale():
    one = Line("a", ((0, 0.0), (10, 0.5), (20, 1.0)))
    two = Line("b", ((0, 0.5), (20, 0.5)))
    first, second = points(line_chart([one, two], "x", [(0, "0"), (1, "100")], [(0, "0")]))
    assert first[0][1] > first[1][1] > first[2][1]
    assert first[1][0] - first[0][0] == pytest.approx(first[2][0] - first[1][0], abs=0.02)
    assert second[0][1] == pytest.approx(first[1][1], abs=0.02)


def test_marks_stand_where_they_belong():
    svg = line_chart([Line("a", ((0, 0), (20, 1)))], "x", [], [], [(10, "Ende")])
    x = next(e for e in drawn(svg).iterfind(".//s:text", SPACE) if e.text == "Ende").get("x")
    (start, end) = points(svg)[0]
    assert float(x) == pytest.approx((start[0] + end[0]) / 2, abs=0.02)


def test_a_band_spans_from_low_to_high_on_the_scale_of_all():
    bands = [Band("A", 1, 1, 3, 11, "immer"), Band("B", 5, 1, 3, 21, "meist")]
    svg = band_chart(bands, ("Band", "Mitte", "Rang"), 11, "Grenze")
    _, first, second = boxes(svg, "#b9d3d4")
    assert second[1] == pytest.approx(2 * first[1], abs=0.02)
    assert first[0] == second[0]
    limit = next(e for e in drawn(svg).iterfind(".//s:text", SPACE) if e.text == "Grenze")
    assert float(limit.get("x")) == pytest.approx(first[0] + first[1], abs=0.02)


@pytest.mark.parametrize("name", [EVIL, "ß" * 400, ""])
def test_names_are_text_and_stay_in_the_drawing(name):
    for svg in (
        stacked_bars([Bar(name, (1, 0, 0, 0), "1")], LEGEND),
        band_chart([Band(name, 1, 1, 1, 2, "immer")], ("a", "b", "c"), 1, "d"),
    ):
        assert (name[:5] in "".join(t or "" for t in texts(svg))) or not name
        for x, width in boxes(svg, STATUS["covered"].paint) + boxes(svg, "#b9d3d4"):
            assert 0 <= x <= x + width <= WIDTH
            assert x <= LABEL_ROOM + 10 or width < WIDTH
