"""Names on the map of a Land: the important ones, in their districts, never over one another."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
import shapely

from rollout.analysis import Analysis
from rollout.export.map_files import figure, fitting_page, map_bytes
from rollout.maps.figure import MapFigure
from rollout.maps.page import PAGES
from rollout.maps.panel import main_view, part_lettering
from rollout.maps.part_lettering import INSIDE, Lettering, label_width, short_name
from rollout.maps.setting import View
from rollout.parts_of_country import find_part

Lettered = tuple[MapFigure, View, Lettering]


@pytest.fixture(scope="module")
def lettered(shipped: Analysis) -> Callable[[str], Lettered]:
    done: dict[str, Lettered] = {}

    def letter(land: str) -> Lettered:
        if land not in done:
            drawn = figure(shipped, "status", "de", part=find_part(shipped.inputs, land))
            view = main_view(drawn, (34, 73, 505, 540))
            lettering = part_lettering(drawn, view, PAGES["a4"].text)
            assert lettering is not None
            done[land] = drawn, view, lettering
        return done[land]

    return letter


def names_on(lettering: Lettering) -> list[str]:
    return ["".join(word.lines).replace("-", "").replace(" ", "") for word in lettering.words]


@pytest.mark.parametrize("land", ["BY", "NW"])
def test_no_name_covers_another_or_leaves_the_frame(
    lettered: Callable[[str], Lettered], land: str
) -> None:
    _, view, lettering = lettered(land)
    boxes = [shapely.box(*word.box) for word in lettering.words]
    frame = shapely.box(*view.place)
    assert all(frame.covers(box) for box in boxes)
    assert [pair for pair in itertools.combinations(range(len(boxes)), 2)
            if boxes[pair[0]].intersection(boxes[pair[1]]).area > 0] == []  # fmt: skip


def test_bayern_names_muenchen_and_its_best_and_nearly_all_others(
    lettered: Callable[[str], Lettered],
) -> None:
    drawn, _, lettering = lettered("BY")
    written = names_on(lettering)
    assert "München" in written
    best = [short_name(str(drawn.names[ags])) for ags in drawn.strong]
    assert len(best) >= 5
    assert {name.replace("-", "").replace(" ", "") for name in best} <= set(written)
    names = len(written) - len(lettering.numbered)
    assert names + len(lettering.numbered) >= 90
    assert names >= 85


def test_a_name_lies_in_its_own_district(lettered: Callable[[str], Lettered]) -> None:
    drawn, view, lettering = lettered("BY")
    metres = (view.extent[2] - view.extent[0]) / (view.place[2] - view.place[0])
    names = {short_name(str(drawn.names[ags])).replace(" ", "").replace("-", ""): ags
             for ags in drawn.labels if ags not in drawn.cities}  # fmt: skip
    looked_at = 0
    for word, name in zip(lettering.words, names_on(lettering), strict=True):
        if name not in names:
            continue
        left, top, right, bottom = word.box
        west = view.extent[0] + (left - view.place[0]) * metres
        north = view.extent[3] - (top - view.place[1]) * metres
        box = shapely.box(west, north - (bottom - top) * metres,
                          west + (right - left) * metres, north)  # fmt: skip
        share = box.intersection(drawn.areas[names[name]]).area / box.area
        assert share >= INSIDE - 0.01, name
        looked_at += 1
    assert looked_at > 50


def test_strong_names_are_wider_and_longer_names_too() -> None:
    assert label_width("Hof", 7, is_strong=True) > label_width("Hof", 7, is_strong=False)
    assert label_width("Hof an der Saale", 7, False) > label_width("Hof", 7, False)


def test_a_part_has_the_page_it_fills_and_no_class_without_districts(shipped: Analysis) -> None:
    parts = {land: find_part(shipped.inputs, land) for land in ("BY", "NW", "SL", "HE")}
    pages = {land: fitting_page(shipped, part) for land, part in parts.items()}
    assert pages == {"BY": "a4-landscape", "NW": "a4-landscape", "SL": "a4-landscape", "HE": "a4"}
    svg = map_bytes(shipped, "status", "de", part=parts["SL"]).decode()
    assert "vernetzt (6)" in svg
    assert "keine gefunden (" not in svg
    assert "mindestens 6 von 6 Kreisen" in svg
