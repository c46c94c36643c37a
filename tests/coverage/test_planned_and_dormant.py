"""What is only planned is no coverage; what is dormant is there, but not linked."""

from __future__ import annotations

import pytest

from rollout.analysis import analyse
from rollout.coverage.words import NETWORK_WORDS
from rollout.maps.figure import seat_order
from rollout.plan.plan import plan_waves
from rollout.readers.vocabulary import STATUS
from rollout.scenario import Scenario
from tests.grids import grid_inputs, initiative

ROWS = {
    "linked": initiative("01001"),
    "planned": initiative("01004", "planned"),
    "dormant": initiative("02003", "dormant"),
}
SERVED = {"linked": ["01001"], "planned": ["01004", "01005"], "dormant": ["02003"]}


@pytest.fixture(scope="module")
def analysis():
    return analyse(grid_inputs(ROWS, SERVED), Scenario(objective="cover", demand="districts"))


@pytest.mark.parametrize("rule", ["seat", "served", "radius", "neighbour", "chamber"])
def test_a_planned_initiative_covers_nothing_under_any_rule(rule):
    with_it, without = (
        analyse(grid_inputs(rows, {key: SERVED[key] for key in rows}), Scenario(rule=rule))
        for rows in (ROWS, {key: row for key, row in ROWS.items() if key != "planned"})
    )
    assert with_it.coverage.status.tolist() == without.coverage.status.tolist()
    assert with_it.nationwide() == without.nationwide()


def test_a_dormant_initiative_is_there_but_not_linked(analysis):
    assert analysis.coverage.status["02003"] == "unconnected"
    reason = analysis.table().loc["02003", "reason_en"]
    assert reason.startswith("Exists, ")
    assert analysis.completeness.linked == 1


def test_the_districts_of_a_planned_one_say_so_and_stay_targets(analysis):
    table = analysis.table()
    for ags in SERVED["planned"]:
        assert table.loc[ags, "status"] == "white"
        assert "lanned, does not count yet: Testinitiative 01004" in table.loc[ags, "reason_en"]
    assert "lanned" not in table.loc["01008", "reason_en"]
    plan = plan_waves(analysis, analysis.scenario.changed(count=14, waves=1))
    assert set(SERVED["planned"]) <= set(plan.table.index)
    assert "filtered" in [note.code for note in analysis.coverage.notes]


def test_seats_show_the_dormant_as_not_linked_and_the_planned_not_at_all(analysis):
    seats = seat_order(analysis.inputs.initiatives)
    assert seats["network_status"].to_dict() == {"dormant": "unconnected", "linked": "networked"}


def test_registers_say_planned_and_dormant_in_their_own_words():
    words = STATUS.lookup()
    assert {words[text] for text in ("geplant", "planned")} == {"planned"}
    assert {words[text] for text in ("ruhend", "dormant", "inaktiv")} == {"dormant"}
    assert set(NETWORK_WORDS) == set(STATUS.words)
