"""An analysis that takes over the potential of another is equal to one made anew."""

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
    shared, anew = analyse(inputs, wanted, first), analyse(inputs, wanted)
    assert shared.kin is first
    pd.testing.assert_frame_equal(shared.table(), anew.table())
    pd.testing.assert_frame_equal(shared.comparison("01003"), anew.comparison("01003"))
    assert shared.scenario == wanted


@pytest.mark.parametrize(
    "change",
    [{"normalisation": "rank"}, {"draws": 200}, {"diffusion_share": 0.5}, {"preset": "equal"}],
)
def test_another_potential_is_never_taken_over(change, inputs):
    first = analyse(inputs, Scenario(draws=100))
    assert analyse(inputs, first.scenario.changed(**change), first).kin is None


def test_other_inputs_share_nothing(inputs):
    first = analyse(inputs, Scenario(draws=100))
    assert analyse(grid_inputs(), first.scenario, first).kin is None
