"""Classes of the score on the map."""

import numpy as np
import pandas as pd
import pytest

from dashboard.page.catalogue import with_marks
from rollout.analysis import analyse
from rollout.potential.classes import class_limits, score_class
from rollout.scenario import Scenario
from rollout.scenario.presets import PRESETS


def test_a_score_on_a_limit_belongs_above_it():
    values = pd.Series([0, 29.999, 30, 39.9, 40, 50, 100, np.nan], index=list("hgfedcba"))
    classes = score_class(values, (30, 35, 40, 50))
    assert classes.tolist() == ["1", "1", "2", "3", "4", "5", "5", ""]
    assert classes.index.tolist() == list("hgfedcba")
    assert len(class_limits(pd.Series([np.nan]))) == 4


@pytest.mark.parametrize("normalisation", ["minmax", "zscore", "rank", "goalposts"])
def test_every_method_uses_the_classes_and_none_holds_half(normalisation, inputs, shipped):
    for aggregation in ("linear", "geometric"):
        for preset in ("balanced", "overlooked", "opportunity"):
            scenario = Scenario(preset=preset, aggregation=aggregation)
            if normalisation == "goalposts":
                scenario = with_marks(inputs, scenario, shipped.nearest["nearest_km"])
            scenario = scenario.changed(normalisation=normalisation)
            table = analyse(inputs, scenario, shipped.work.memory).potential.table()
            shares = table["score_class"].value_counts(normalize=True)
            assert len(shares) >= 4
            assert shares.max() < 0.5


def test_a_slider_moves_districts_between_classes_never_the_classes(inputs, shipped):
    for weights in ({"industry": 80}, {"strain": 0}, {"means": 60, "strain": 5}):
        moved = analyse(inputs, Scenario(dimension_weights=weights), shipped.work.memory).potential
        assert moved.limits == shipped.potential.limits
        assert not moved.score.equals(shipped.potential.score)


def test_every_logic_has_limits_of_its_own(inputs, shipped):
    limits = {
        name: analyse(inputs, Scenario(preset=name), shipped.work.memory).potential.limits
        for name in PRESETS
    }
    assert len(set(limits.values())) == len(limits)
