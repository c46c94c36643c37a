"""Seats without a point of their own: counted where they are assumed, and said so."""

from __future__ import annotations

import numpy as np
import pytest

from rollout.analysis import analyse
from rollout.maps.figure import assumed_points
from rollout.scenario import Scenario
from rollout.scenario.rules import RULES
from tests.grids import grid_inputs, initiative

NOWHERE = {"latitude": np.nan, "longitude": np.nan}
GIVEN = {"point_origin": None, "point_km": np.nan}


def two_seats(**second: object):
    rows = {"a": initiative("01001", **GIVEN), "b": initiative("02008", **(GIVEN | second))}
    return grid_inputs(rows)


def test_rates_by_distance_say_how_many_seats_cannot_count() -> None:
    analysis = analyse(two_seats(**NOWHERE), Scenario(rule="radius", radius_km=12))
    assert analysis.points_line is not None
    assert "1 von 2 Sitzen ohne Koordinaten können nicht zählen" in analysis.definition.de
    assert "1 of 2 seats without coordinates cannot count" in analysis.definition.en


def test_rates_by_distance_say_how_far_off_assumed_points_are() -> None:
    inputs = two_seats(point_origin="municipality", point_km=4.4)
    analysis = analyse(inputs, Scenario(rule="radius", radius_km=12))
    assert "1 of 2 seats stand in the middle of" in analysis.definition.en
    assert "(± 4 km)" in analysis.definition.de
    assert (analysis.coverage.status == "covered").sum() > 1  # the assumed seat counts


@pytest.mark.parametrize("rule", [key for key, rule in RULES.items() if not rule.by_distance])
def test_other_rules_need_no_point(rule: str) -> None:
    assert analyse(two_seats(**NOWHERE), Scenario(rule=rule)).points_line is None


def test_a_register_with_all_points_says_nothing_of_them() -> None:
    rows = {"a": initiative("01001")}
    analysis = analyse(grid_inputs(rows), Scenario(rule="radius"))
    assert analysis.points_line is None


def test_the_nearest_initiative_says_how_far_off_its_seat_may_be() -> None:
    inputs = two_seats(point_origin="postcode", point_km=2.6)
    reasons = analyse(inputs, Scenario(rule="seat")).table()["reason_de"]
    assert "km (± 3)." in reasons["02007"]  # beside the assumed seat in 02008
    assert "(±" not in reasons["01002"]  # beside the one that is known


def test_maps_mark_assumed_points() -> None:
    inputs = two_seats(point_origin="district", point_km=0.4)
    words = assumed_points(inputs.initiatives, "de")
    assert words == ["", "; Lage angenommen: Mitte des Kreises, ± 1 km"]
    assert assumed_points(grid_inputs({"a": initiative("01001")}).initiatives, "de") == [""]
