"""Classes of the score on the map."""

import warnings

import numpy as np
import pandas as pd
import pytest

from dashboard.page.catalogue import with_marks
from rollout.analysis import analyse
from rollout.errors import ScenarioError
from rollout.maps.layers import LAYERS
from rollout.potential.classes import class_limits, natural_breaks, score_class
from rollout.scenario import Scenario
from rollout.scenario.presets import PRESETS


def test_a_score_on_a_limit_belongs_above_it():
    values = pd.Series([0, 29.999, 30, 39.9, 40, 50, 100, np.nan], index=list("hgfedcba"))
    classes = score_class(values, (30, 35, 40, 50))
    assert classes.tolist() == ["1", "1", "2", "3", "4", "5", "5", ""]
    assert classes.index.tolist() == list("hgfedcba")
    assert len(class_limits(pd.Series([np.nan]))) == 4


def test_natural_breaks_are_those_of_a_published_program():
    """`mapclassify` names the upper end of each class, this the lower end of the next."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it misses a compiler
        classifier = pytest.importorskip("mapclassify").FisherJenks
        random = np.random.default_rng(11)
        for values in (random.normal(50, 15, 60), random.exponential(3, 60), np.arange(20.0) ** 2):
            upper = classifier(values, k=5).bins[:-1]
            lowest = [values[values > end].min() for end in upper]
            assert natural_breaks(values) == pytest.approx(lowest)


def test_natural_breaks_leave_the_least_distance_inside_classes():
    """A second way: every division of nine values into three classes, tried one by one."""

    def inside(parts):
        return sum(((part - part.mean()) ** 2).sum() for part in parts)

    values = np.array([1.0, 2, 4, 7, 8, 20, 21, 22, 40])
    divisions = [
        inside(np.split(values, [first, second]))
        for first in range(1, 8)
        for second in range(first + 1, 9)
    ]
    limits = natural_breaks(values, 3)
    parts = np.split(values, np.searchsorted(values, limits))
    assert inside(parts) == pytest.approx(min(divisions))


def test_few_values_have_few_breaks():
    assert natural_breaks(np.array([3.0, 1.0])).tolist() == [3]


def test_equal_intervals_are_equally_wide():
    assert class_limits(pd.Series([10.0, 11, 60]), "equal") == (20, 30, 40, 50)


def test_own_limits_are_taken_as_they_are(inputs, shipped):
    marks = {"2": 30, "3": 40, "4": 50, "5": 60}
    scenario = Scenario(score_classes="own", class_limits=marks)
    own = analyse(inputs, scenario, shipped.work.memory)
    assert own.potential.limits == (30, 40, 50, 60)
    layer = LAYERS["score"]
    assert layer.words(own.table())[2].en == "Points: own limits"
    assert layer.words(shipped.table())[2].en.startswith("Points: fifths (quantiles")


@pytest.mark.parametrize("marks", [{"2": 30}, {"2": 50, "3": 40, "4": 60, "5": 70}, {"1": 3}])
def test_own_limits_that_do_not_rise_are_refused(marks, inputs, shipped):
    scenario = Scenario(score_classes="own", class_limits=marks)
    with pytest.raises(ScenarioError, match="class_limits"):
        analyse(inputs, scenario, shipped.work.memory)


# Equal widths follow the scale, not the districts: a middle class may well hold more than half.
@pytest.mark.parametrize("method", ["quantile", "jenks"])
@pytest.mark.parametrize("normalisation", ["minmax", "zscore", "rank", "goalposts"])
def test_every_method_uses_the_classes_and_none_holds_half(normalisation, method, inputs, shipped):
    for aggregation in ("linear", "geometric"):
        for preset in ("balanced", "overlooked", "opportunity"):
            scenario = Scenario(preset=preset, aggregation=aggregation)
            if normalisation == "goalposts":
                scenario = with_marks(inputs, scenario, shipped.nearest["nearest_km"])
            scenario = scenario.changed(normalisation=normalisation, score_classes=method)
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
