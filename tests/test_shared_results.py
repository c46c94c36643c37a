"""An analysis that takes over the potential of another is equal to one made anew."""

import datetime as dt

import pandas as pd
import pytest

from rollout.analysis import analyse
from rollout.scenario import Scenario
from tests.grids import grid_inputs, initiative


@pytest.fixture(scope="module")
def inputs():
    return grid_inputs({"a": initiative("01002"), "b": initiative("02003", "unconnected")})


@pytest.mark.parametrize(
    "change", [{"rule": "seat"}, {"rule": "radius", "radius_km": 12.0}, {"count": 2}]
)
def test_other_coverage_gives_the_same_tables_as_made_anew(change, inputs):
    first = analyse(inputs, Scenario(draws=100))
    wanted = first.scenario.changed(**change)
    shared, anew = analyse(inputs, wanted, [first]), analyse(inputs, wanted)
    assert shared.shared_results is first
    pd.testing.assert_frame_equal(shared.table(), anew.table())
    pd.testing.assert_frame_equal(shared.comparison("01003"), anew.comparison("01003"))
    assert shared.scenario == wanted


@pytest.mark.parametrize(
    "change",
    [{"normalisation": "rank"}, {"draws": 200}, {"diffusion_share": 0.5}, {"preset": "equal"}],
)
def test_another_potential_is_never_taken_over(change, inputs):
    first = analyse(inputs, Scenario(draws=100))
    assert analyse(inputs, first.scenario.changed(**change), [first]).shared_results is None


def test_other_inputs_share_nothing(inputs):
    first = analyse(inputs, Scenario(draws=100))
    assert analyse(grid_inputs(), first.scenario, [first]).shared_results is None


def test_other_weights_keep_the_coverage_and_give_the_same_tables(inputs):
    first = analyse(inputs, Scenario(draws=100))
    wanted = first.scenario.changed(preset="equal", diffusion_share=0.3)
    shared, anew = analyse(inputs, wanted, [first]), analyse(inputs, wanted)
    assert shared.coverage is first.coverage
    pd.testing.assert_frame_equal(shared.table(), anew.table())


def test_parts_come_from_different_analyses(inputs):
    radius = analyse(inputs, Scenario(draws=100, rule="radius", preset="equal"))
    balanced = analyse(inputs, Scenario(draws=100))
    wanted = radius.scenario.changed(preset="balanced")
    both, anew = analyse(inputs, wanted, [radius, balanced]), analyse(inputs, wanted)
    assert both.coverage is radius.coverage
    assert both.shared_results is balanced
    pd.testing.assert_frame_equal(both.table(), anew.table())


@pytest.mark.parametrize(
    "change", [{"as_of": dt.date(2012, 12, 31)}, {"min_confidence": "high"}, {"reach_share": 0.2}]
)
def test_another_coverage_is_never_taken_over(change, inputs):
    first = analyse(inputs, Scenario(draws=100))
    assert analyse(inputs, first.scenario.changed(**change), [first]).coverage is not first.coverage
