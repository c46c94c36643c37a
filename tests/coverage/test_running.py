"""Running foundings in the coverage, on sixteen squares with answers visible by eye."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from rollout.analysis import Analysis, analyse
from rollout.founding_steps import COLUMNS
from rollout.plan.plan import plan_waves
from rollout.scenario import Scenario
from tests.grids import KEYS, grid_inputs, initiative

ROWS = {
    "net": initiative("01001"),
    "begun": initiative("01002", "founding"),
    "grey": initiative("01003", "unconnected"),
}


def record(**cases: dict[str, str]) -> pd.DataFrame:
    """Build a record: id -> cells; what is not given is empty or running."""
    empty = dict.fromkeys(COLUMNS, "") | {"name": "Runde", "kind": "new", "outcome": "running"}
    rows = [empty | case for case in cases.values()]
    return pd.DataFrame(rows, index=pd.Index(list(cases), name="id"), columns=list(COLUMNS))


def analysed(foundings: pd.DataFrame | None = None, **choices: object) -> Analysis:
    extra = {} if foundings is None else {"foundings": foundings}
    return analyse(grid_inputs(ROWS, **extra), Scenario(draws=100, **choices))


def changed(foundings: pd.DataFrame, **choices: object) -> dict[str, tuple[str, str]]:
    """District -> status before and after, where it differs."""
    before = analysed(**choices).coverage.status.astype(str)
    after = analysed(foundings, **choices).coverage.status.astype(str)
    assert list(after.index) == KEYS
    return {key: (before[key], after[key]) for key in KEYS if before[key] != after[key]}


def test_a_record_without_a_case_changes_nothing() -> None:
    before, after = analysed(), analysed(record())
    pd.testing.assert_frame_equal(before.table(), after.table())
    pd.testing.assert_frame_equal(before.rates(), after.rates())


def test_a_new_foundation_turns_white_only() -> None:
    case = {"region_ags": "01001;01002;01003;01004;02001"}
    assert changed(record(a=case)) == {
        "01004": ("white", "founding"), "02001": ("white", "founding"),
    }  # fmt: skip


def test_a_link_turns_unconnected_and_white_and_never_takes_back() -> None:
    case = {"region_ags": "01001;01002;01003;01004", "kind": "link"}
    assert changed(record(a=case)) == {
        "01003": ("unconnected", "founding"), "01004": ("white", "founding"),
    }  # fmt: skip


@pytest.mark.parametrize("rule", ["seat", "served", "radius", "neighbour", "chamber"])
def test_every_rule_counts_the_districts_a_founding_names(rule: str) -> None:
    status = analysed(record(a={"region_ags": "02008", "kind": "link"}), rule=rule).coverage.status
    without = analysed(rule=rule).coverage.status
    expected = "founding" if without["02008"] in ("white", "unconnected") else without["02008"]
    assert status["02008"] == expected


def test_only_running_foundings_count() -> None:
    closed = {"region_ags": "02001", "outcome": "given_up", "reason": "x"}
    founded = {"region_ags": "02002", "outcome": "founded", "initiative_id": "net"}
    assert changed(record(a=closed, b=founded)) == {}


@pytest.mark.parametrize(
    ("begun", "is_counted"),
    [("2019", True), ("2020-06", True), ("2020-06-30", True), ("2020-07", False), ("", False)],
)
def test_with_an_as_of_date_a_founding_must_have_begun(begun: str, is_counted: bool) -> None:
    foundings = record(a={"region_ags": "02001", "trigger": begun})
    found = analysed(foundings, as_of=dt.date(2020, 6, 30))
    assert (found.coverage.status["02001"] == "founding") is is_counted
    notes = [note for note in found.notes if note.file == "foundings"]
    assert len(notes) == (0 if is_counted else 1)


def test_the_reason_names_the_founding_and_its_last_step() -> None:
    case = {"region_ags": "02001", "name": "Runde Süd", "trigger": "2025", "kickoff": "2026-03"}
    table = analysed(record(a=case, b={"region_ags": "02002", "name": "Leer"})).table()
    assert table.loc["02001", "reason_de"] == (
        "Gründung läuft: Runde Süd (Schritt 4, Auftaktworkshop: 03/2026)."
    )
    assert table.loc["02001", "reason_en"] == (
        "Founding under way: Runde Süd (step 4, kick-off workshop: March 2026)."
    )
    assert table.loc["02002", "reason_en"] == "Founding under way: Leer (no step yet)."


def test_a_grey_spot_with_a_new_foundation_stays_grey_and_says_so() -> None:
    table = analysed(record(a={"region_ags": "01003", "name": "Zweite Runde"})).table()
    assert table.loc["01003", "status"] == "unconnected"
    assert table.loc["01003", "reason_en"].endswith("Founding under way: Zweite Runde (no step "
                                                    "yet).")  # fmt: skip


def test_a_region_with_two_foundings_names_both() -> None:
    cases = {key: {"region_ags": "02001", "name": key} for key in ("eins", "zwei")}
    reason = analysed(record(**cases)).table().loc["02001", "reason_en"]
    assert reason == "Founding under way: eins (no step yet); zwei (no step yet)."


def test_a_region_being_worked_on_is_not_proposed_again() -> None:
    best = analysed().targets().index[0]
    found = analysed(record(a={"region_ags": best, "name": "Runde"}), count=16, waves=1)
    assert best not in found.targets().index
    left = found.not_targets().loc[best]
    assert left["why_en"] == "Founding under way: Runde (no step yet)."
    assert best not in plan_waves(found).table.index


def test_if_all_succeed_every_founding_is_covered() -> None:
    foundings = record(a={"region_ags": "02001;01003", "kind": "new"})
    found = analysed(foundings)
    table = found.rates_if_all_succeed().set_index(["area", "base", "level"])
    # networked: 01001; founding in the register: 01002; foundings: 02001 and the grey 01003
    assert table.loc[("DE", "districts", "covered"), "value"] == 4
    assert table.loc[("01", "districts", "covered"), "value"] == 3
    assert table.loc[("02", "districts", "covered"), "share"] == 1 / 8
    population = 1000.0 * 4 + sum(KEYS.index(key) for key in ("01001", "01002", "01003", "02001"))
    assert table.loc[("DE", "population", "covered"), "value"] == population
    now = found.rates().set_index(["area", "base", "level"])
    assert (table["share"] >= now["share"]).all()


def test_without_foundings_all_succeed_means_those_of_the_register() -> None:
    table = analysed().rates_if_all_succeed().set_index(["area", "base", "level"])
    assert table.loc[("DE", "districts", "covered"), "value"] == 2


def test_documented_cases_never_count() -> None:
    cases = record(a={"region_ags": "02001"})
    with_cases = analyse(grid_inputs(ROWS, founding_cases=cases), Scenario(draws=100))
    pd.testing.assert_frame_equal(with_cases.table(), analysed().table())


@pytest.mark.parametrize("candidates", ["targets", "white", "all"])
@pytest.mark.parametrize("kind", ["new", "link"])
def test_a_region_being_worked_on_is_not_planned_again(kind: str, candidates: str) -> None:
    """Neither a white spot nor a grey one, however wide the choice; by name it can be required."""
    case = record(a={"region_ags": "01003;02001", "kind": kind})
    choices = {"objective": "cover", "count": 16, "waves": 1, "demand": "districts",
               "candidates": candidates}  # fmt: skip
    assert not {"01003", "02001"} & set(plan_waves(analysed(case, **choices)).table.index)
    required = plan_waves(analysed(case, require={"02001": "zweite Runde"}, **choices))
    assert "02001" in required.table.index
    assert "01003" not in required.table.index
