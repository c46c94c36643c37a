"""What is taken from earlier analyses is what would be computed anew, whatever has changed."""

from __future__ import annotations

import datetime as dt
import pickle
from dataclasses import fields, replace

import numpy as np
import pandas as pd
import pytest

from rollout.analysis import Analysis, analyse
from rollout.model import Inputs
from rollout.scenario import Scenario
from rollout.scenario.fields import section_of
from rollout.steps import Memory, Window, Work
from tests.grids import grid_inputs, initiative

FEW = {"draws": 100}
SECTIONS = ("coverage", "potential", "bands")


@pytest.fixture(scope="module")
def inputs():
    rows = {
        "a": initiative("01002", founded_year=2009.0),
        "b": initiative("02003", "unconnected", founded_year=2019.0, confidence="low"),
        "c": initiative("02001", "founding", federal_network=True),
    }
    return grid_inputs(rows, {"a": ["01001", "01003"], "b": ["02001"]})


def everything(analysis: Analysis) -> dict[str, object]:
    """All an analysis says, ready to be compared."""
    key = str(analysis.inputs.districts.index[2])
    return {
        "table": analysis.table(),
        "rates": analysis.rates(),
        "success": analysis.rates_if_all_succeed(),
        "comparison": analysis.comparison(key),
        "strengths": analysis.strengths([key]),
        "twins": analysis.twins([key]),
        "statuses": analysis.coverage.statuses,
        "reach": pd.DataFrame(analysis.coverage.reach.toarray()),
        "initiatives": analysis.coverage.initiatives,
        "parts": analysis.potential.parts,
        "normalised": analysis.potential.normalised,
        "gaps": analysis.potential.gaps.log,
        "outliers": analysis.potential.outliers.log,
        "notes": analysis.notes,
        "definition": analysis.definition,
        "nationwide": analysis.nationwide(),
    }


def assert_same(one: Analysis, other: Analysis) -> None:
    first, second = everything(one), everything(other)
    for name, content in first.items():
        if isinstance(content, pd.DataFrame):
            pd.testing.assert_frame_equal(content, second[name], check_exact=True, obj=name)
        else:
            assert content == second[name], name


CHANGES = {
    "rule": "radius",
    "radius_km": 11.0,
    "reach_share": 0.9,
    "half_ring": True,
    "as_of": dt.date(2012, 12, 31),
    "territory": dt.date(2021, 7, 1),
    "min_confidence": "high",
    "kinds": ["other"],
    "countries": ["AT"],
    "federal_networks": False,
    "max_served": 1,
    "preset": "equal",
    "dimension_weights": {},
    "indicator_weights": {},
    "normalisation": "rank",
    "goalposts_low": {},
    "goalposts_high": {},
    "aggregation": "geometric",
    "missing_rule": "land_mean",
    "min_known_share": 0.95,
    "outliers": "winsorise",
    "winsor_share": 0.2,
    "outliers_only_skewed": False,
    "score_classes": "jenks",
    "class_limits": {},
    "expert_weights": {"A/x": 1.0},
    "indicator_least": {},
    "indicator_most": {},
    "diffusion_share": 0.3,
    "denominators": {},
    "weight_draw": "dirichlet",
    "weight_spread": 0.2,
    "vary_normalisation": False,
    "vary_aggregation": False,
    "leave_one_out": False,
    "vary_missing": False,
    "top_k": 3,
    "draws": 110,
    "seed": 5,
}


def change_of(name: str, inputs: Inputs) -> dict[str, object]:
    """One field with another value; pairs with names of the catalogue."""
    scored = inputs.catalogue.index[inputs.catalogue["axis"] != "reference"]
    first, second = str(scored[0]), str(scored[1])
    dimension = str(inputs.catalogue.loc[first, "dimension"])
    pairs = {
        "dimension_weights": {dimension: 37.0},
        "indicator_weights": {first: 3.0},
        "goalposts_low": {first: -1.0},
        "goalposts_high": {first: 1000.0},
        "denominators": {first: second},
        "indicator_least": {first: 30.0},
        "indicator_most": {second: 60.0},
        "class_limits": {"2": 10.0, "3": 20.0, "4": 30.0, "5": 40.0},
    }
    return {name: pairs.get(name, CHANGES[name])}


def analysed_fields(*sections: str) -> list[str]:
    fields = Scenario.model_fields.items()
    return [name for name, info in fields if section_of(info) in sections]


def test_every_field_that_an_analysis_reads_is_changed_below():
    assert set(CHANGES) == set(analysed_fields(*SECTIONS))


# Under these almost every field has something to change.
BASE: dict[str, object] = {"rule": "radius", "outliers": "log", "diffusion_share": 0.2}
OTHERWISE = {"rule": "seat", "outliers": "winsorise", "diffusion_share": 0.4}


@pytest.mark.parametrize("section", SECTIONS)
def test_with_any_field_changed_and_back_again_all_is_as_computed_anew(inputs, section):
    memory, start = Memory(), Scenario(**FEW, **BASE)
    first = analyse(inputs, start, memory)
    for name in analysed_fields(section):
        changed = start.changed(**change_of(name, inputs) | _otherwise(name))
        assert changed != start
        assert_same(analyse(inputs, changed, memory), analyse(inputs, changed))
    assert_same(analyse(inputs, start, memory), first)


def _otherwise(name: str) -> dict[str, object]:
    return {name: OTHERWISE[name]} if name in OTHERWISE else {}


@pytest.mark.parametrize("name", ["preset", "vary_missing", "seed", "radius_km", "min_known_share"])
def test_what_moves_the_ranks_is_as_computed_anew(inputs, name):
    memory, start = Memory(), Scenario(**FEW)
    assert not analyse(inputs, start, memory).shares.table.empty
    changed = start.changed(**change_of(name, inputs))
    shares = analyse(inputs, changed, memory).shares
    pd.testing.assert_frame_equal(shares.table, analyse(inputs, changed).shares.table)


def test_pairs_of_changes_are_as_computed_anew(inputs):
    random, memory, scenario = np.random.default_rng(7), Memory(3), Scenario(**FEW)
    for _ in range(8):
        for name in random.choice(list(CHANGES), 2, replace=False):
            back = getattr(Scenario(**FEW), name)
            change = change_of(name, inputs) if random.random() < 0.6 else {name: back}
            scenario = scenario.changed(**change)
        assert_same(analyse(inputs, scenario, memory), analyse(inputs, scenario))


def other_tables(inputs: Inputs) -> dict[str, object]:
    """Every table an analysis may look at, with something else in it."""
    indicators = inputs.indicators.copy()
    indicators.iloc[3, 0] = indicators.iloc[:, 0].max() * 2
    catalogue = inputs.catalogue.copy()
    catalogue["weight"] = np.arange(1.0, len(catalogue) + 1)
    return {
        "initiatives": inputs.initiatives.iloc[1:],
        "served": inputs.served.iloc[:1],
        "indicators": indicators,
        "catalogue": catalogue,
        "neighbours": inputs.neighbours.iloc[:4],
        "chambers": inputs.chambers.assign(chamber="one"),
    }


def test_other_data_have_a_memory_of_their_own(inputs):
    scenario = Scenario(**FEW, rule="neighbour")
    first = analyse(inputs, scenario, Memory())
    for name, table in other_tables(inputs).items():
        other = replace(inputs, **{name: table})
        assert name in {item.name for item in fields(Inputs)}
        analysis = analyse(other, scenario)
        assert_same(analysis, analyse(other, scenario, Memory()))
        assert analysis.coverage is not first.coverage


def test_what_a_change_does_not_touch_is_taken_over(inputs):
    memory, scenario = Memory(), Scenario(**FEW)
    first = analyse(inputs, scenario, memory)
    weights = analyse(inputs, scenario.changed(preset="equal"), memory)
    assert weights.coverage is first.coverage
    assert weights.potential.gaps is first.potential.gaps
    assert weights.potential.normalised is first.potential.normalised
    radius = analyse(inputs, scenario.changed(radius_km=7.0), memory)
    assert radius.potential is first.potential
    assert radius.bands is first.bands
    again = analyse(inputs, scenario, memory)
    assert again.coverage is first.coverage


def doubled(work: Work[list[int]]) -> float:
    work.data.append(1)
    return 2 * work.scenario.radius_km


def tripled(work: Work[list[int]], more: int = 0) -> float:
    return work.of(doubled) * 1.5 + more


def test_a_step_runs_anew_only_when_something_it_read_differs():
    calls: list[int] = []
    memory = Memory()

    def result(**change: object) -> float:
        return Work(calls, Scenario(**change), memory).of(tripled)

    assert result(radius_km=10) == 30
    assert result(radius_km=10, rule="seat") == 30
    assert len(calls) == 1
    assert result(radius_km=20) == 60
    assert result(radius_km=10) == 30
    assert len(calls) == 2


def test_a_step_of_other_arguments_is_another_result():
    work = Work([], Scenario(radius_km=10), Memory())
    assert work.of(tripled, 1) == 31
    assert work.of(tripled, more=2) == 32


def test_only_so_many_results_are_kept():
    calls: list[int] = []
    memory = Memory(2)
    for km in (1, 2, 3, 1):
        Work(calls, Scenario(radius_km=km), memory).of(doubled)
    assert len(calls) == 4
    Work(calls, Scenario(radius_km=3), memory).of(doubled)
    assert len(calls) == 4


def test_what_a_step_of_a_step_read_is_noted_even_when_it_is_taken_from_before():
    calls: list[int] = []
    memory = Memory()
    work = Work(calls, Scenario(radius_km=10), memory)
    work.of(doubled)
    work.of(tripled)
    assert Work(calls, Scenario(radius_km=30), memory).of(tripled) == 90


def test_a_window_shows_and_notes():
    readings: dict[str, object] = {}
    window = Window(Scenario(radius_km=12), readings)
    assert window.radius_km == 12
    assert readings == {"radius_km": 12}


def test_a_memory_travels_empty():
    memory = Memory(3)
    Work([], Scenario(), memory).of(doubled)
    other = pickle.loads(pickle.dumps(memory))
    assert other.find((doubled, (), ()), Scenario()) is None
