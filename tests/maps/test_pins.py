"""Numbers of target regions hide no region: inside where there is room, else on a line."""

from __future__ import annotations

import itertools

import pytest
import shapely

from rollout.analysis import Analysis
from rollout.export.map_files import figure, map_bytes
from rollout.maps.figure import MapFigure
from rollout.maps.panel import main_view
from rollout.maps.pins import ROOMY, Pin, page_outline, place_pins
from rollout.maps.setting import View
from rollout.plan.plan import plan_waves


@pytest.fixture(scope="module")
def drawn(shipped: Analysis) -> tuple[MapFigure, View, list[Pin]]:
    waves = figure(shipped, "waves", "de", plan_waves(shipped))
    view = main_view(waves, (34, 73, 416, 560))
    return waves, view, place_pins(waves, view, 8.5)


def test_every_region_has_its_pin_in_the_frame(drawn: tuple[MapFigure, View, list[Pin]]) -> None:
    waves, view, pins = drawn
    assert [pin.number for pin in pins] == list(range(1, len(waves.numbered) + 1))
    frame = shapely.box(*view.place)
    assert all(frame.covers(shapely.Point(pin.x, pin.y).buffer(pin.radius)) for pin in pins)


def test_a_pin_hides_no_region_and_no_other_pin(
    drawn: tuple[MapFigure, View, list[Pin]],
) -> None:
    waves, view, pins = drawn
    circles = [shapely.Point(pin.x, pin.y).buffer(pin.radius) for pin in pins]
    assert not any(a.intersects(b) for a, b in itertools.combinations(circles, 2))
    regions = [page_outline(waves.regions[hub], view) for hub in waves.numbered]
    for pin, circle, own in zip(pins, circles, regions, strict=True):
        if pin.target is None:  # inside, where most of the region stays in sight
            assert own.buffer(0.5).covers(circle)
            assert own.area > ROOMY * circle.area
        else:
            assert not any(region.intersects(circle) for region in regions)
            assert own.buffer(0.5).covers(shapely.Point(pin.target))


def test_no_line_crosses_another(drawn: tuple[MapFigure, View, list[Pin]]) -> None:
    lines = [shapely.LineString([(pin.x, pin.y), pin.target]) for pin in drawn[2] if pin.target]
    assert lines
    assert not any(a.intersects(b) for a, b in itertools.combinations(lines, 2))


def test_the_map_of_waves_has_no_seats_and_names_cities_and_laender(shipped: Analysis) -> None:
    svg = map_bytes(shipped, "waves", "de", plan_waves(shipped)).decode()
    assert 'class="seats"' not in svg
    assert ">Berlin<" in svg
    assert ">Thüringen<" in svg
    coverage = map_bytes(shipped, "status", "de").decode()
    assert coverage.count("data:font/woff;base64,") == 2  # the typeface comes with the file
    assert "url(http" not in coverage
    for name in ("Berlin", "Hamburg", "München", "Leipzig"):
        assert coverage.count(f">{name}</text>") == 1
