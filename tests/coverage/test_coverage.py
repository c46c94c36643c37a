"""Coverage on sixteen squares: every answer can be seen in the picture in `grids.py`."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rollout.coverage.coverage import (
    counted_initiatives,
    coverage,
    white_clusters,
)
from rollout.coverage.links import incidence
from rollout.coverage.rates import rates
from rollout.scenario import Scenario
from rollout.scenario.rules import RULES
from tests.grids import KEYS, grid_inputs, initiative, queen_pairs, register


def keys_with(statuses: pd.Series, status: str) -> set[str]:
    return set(statuses.index[statuses == status])


def test_the_seat_rule_reaches_only_the_seat():
    inputs = grid_inputs({"a": initiative("01006")}, {"a": ["01001"]})
    status = coverage(inputs, Scenario(rule="seat")).status
    assert keys_with(status, "covered") == {"01006"}


def test_the_served_rule_adds_the_declared_area_to_the_seat():
    inputs = grid_inputs({"a": initiative("01006")}, {"a": ["01001"]})
    status = coverage(inputs, Scenario(rule="served")).status
    assert keys_with(status, "covered") == {"01006", "01001"}


def test_the_neighbour_rule_adds_the_touching_ring():
    inputs = grid_inputs({"a": initiative("01006")})
    status = coverage(inputs, Scenario(rule="neighbour")).status
    ring = {"01001", "01002", "01003", "01005", "01006", "01007", "02001", "02002", "02003"}
    assert keys_with(status, "covered") == ring


def test_the_chamber_rule_reaches_the_chamber_of_the_seat():
    inputs = grid_inputs({"a": initiative("01006")}, {"a": ["02001"]})
    status = coverage(inputs, Scenario(rule="chamber")).status
    assert keys_with(status, "covered") == set(KEYS[:8])


def test_a_district_in_two_chambers_belongs_to_both():
    split = pd.DataFrame(
        {"ags": ["01001", "01002", "01002", "01003"], "chamber": ["A", "A", "B", "B"]}
    )
    inputs = grid_inputs({"a": initiative("01001")}, chambers=split)
    reached = np.flatnonzero(coverage(inputs, Scenario(rule="chamber")).reach.toarray().ravel())
    assert [KEYS[n] for n in reached] == ["01001", "01002"]


def test_the_radius_rule_needs_its_share_of_the_area():
    inputs = grid_inputs({"a": initiative("01006")})
    # A circle of 15 km around the middle of 01006 holds all of it (corner at 7.1 km) and
    # more than half of the four squares beside it, less than half of the diagonal ones.
    beside = {"01006", "01002", "01005", "01007", "02002"}
    half = coverage(inputs, Scenario(rule="radius", radius_km=12, reach_share=0.5)).status
    assert keys_with(half, "covered") == beside
    whole = coverage(inputs, Scenario(rule="radius", radius_km=12, reach_share=1)).status
    assert keys_with(whole, "covered") == {"01006"}


def test_status_is_the_best_level_that_reaches_the_district():
    rows = {
        "a": initiative("01001", "unconnected"),
        "b": initiative("01002", "founding"),
        "c": initiative("01003", "networked"),
    }
    everywhere = ["01001", "01002", "01003", "01004"]
    inputs = grid_inputs(rows, {"a": everywhere, "b": everywhere[1:], "c": everywhere[2:]})
    status = coverage(inputs, Scenario()).status
    assert status["01001":"01004"].tolist() == ["unconnected", "founding", "covered", "covered"]
    assert status["01005"] == "white"


def test_white_rules_counts_the_rules_that_leave_a_district_out():
    inputs = grid_inputs({"a": initiative("01006")}, {"a": ["01001"]})
    result = coverage(inputs, Scenario(radius_km=12))
    # 01001: seat no, served yes, neighbour yes, chamber yes, radius 12 km no (a diagonal square)
    assert result.white_rules["01001"] == 2
    assert result.white_rules["02008"] == len(RULES)
    assert result.white_rules["01006"] == 0


def test_a_wide_initiative_over_the_cap_counts_with_its_seat_only():
    inputs = grid_inputs({"a": initiative("01006")}, {"a": KEYS[:6]})
    status = coverage(inputs, Scenario(max_served=5)).status
    assert keys_with(status, "covered") == {"01006"}
    assert len(keys_with(coverage(inputs, Scenario(max_served=6)).status, "covered")) == 6


def test_filters_say_how_many_entries_they_leave_out():
    rows = {
        "a": initiative("01001", confidence="low"),
        "b": initiative("01002", federal_network=True),
        "c": initiative("01003", founded_year=2020.0),
        "d": initiative("01004", founded_year=np.nan),
        "e": initiative("01005", kind="masterplan"),
        "f": initiative("01006"),
    }
    scenario = Scenario(
        min_confidence="medium", federal_networks=False, kinds=["other"], as_of=dt.date(2019, 6, 1)
    )
    kept, notes = counted_initiatives(register(rows), scenario)
    assert list(kept.index) == ["f"]
    assert [note.finding.en for note in notes] == [
        "1 entries not counted: below the required confidence",
        "1 entries not counted: of another kind",
        "1 entries not counted: federally funded automotive network",
        "1 entries not counted: founded after the as-of date",
        "1 entries not counted: without a founding year",
    ]


def test_an_initiative_without_coordinates_still_serves_its_area():
    rows = {"a": initiative("01001", latitude=np.nan, longitude=np.nan, district_ags=np.nan)}
    result = coverage(grid_inputs(rows, {"a": ["01002"]}), Scenario())
    assert keys_with(result.status, "covered") == {"01002"}
    assert (result.statuses["radius"] == "white").all()


def test_no_initiatives_leave_every_district_white():
    result = coverage(grid_inputs(), Scenario())
    assert (result.statuses == "white").to_numpy().all()
    assert result.reach.shape == (16, 0)


@pytest.mark.parametrize("rule", RULES)
def test_reach_agrees_with_status(rule):
    rows = {"a": initiative("01006"), "b": initiative("02008", "unconnected")}
    result = coverage(grid_inputs(rows, {"b": ["02003"]}), Scenario(rule=rule, radius_km=12))
    reached = result.reach.sum(axis=1) > 0
    if rule != "radius":  # a circle may touch a district without holding its share
        assert (reached == (result.status != "white")).all()
    assert result.status.index.tolist() == KEYS


districts = st.sampled_from(KEYS)
statuses = st.sampled_from(["networked", "founding", "unconnected"])
registers = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=3),
    st.tuples(districts, st.lists(districts, max_size=3), statuses),
    max_size=5,
)


def built(made_up):
    rows = {key: initiative(seat, status) for key, (seat, _, status) in made_up.items()}
    return rows, {key: area for key, (_, area, _) in made_up.items()}


@settings(max_examples=25, deadline=None)
@given(registers, districts)
def test_another_initiative_never_makes_a_white_spot(made_up, seat):
    rows, served = built(made_up)
    before = coverage(grid_inputs(rows, served), Scenario())
    after = coverage(grid_inputs(rows | {"zz": initiative(seat)}, served), Scenario())
    newly_white = (after.statuses == "white") & (before.statuses != "white")
    assert not newly_white.to_numpy().any()


@settings(max_examples=25, deadline=None)
@given(registers, st.randoms(use_true_random=False))
def test_shuffled_rows_give_the_same_statuses(made_up, random):
    rows, served = built(made_up)
    inputs = grid_inputs(rows, served)
    order = list(rows)
    random.shuffle(order)
    shuffled = grid_inputs(rows, served, initiatives=inputs.initiatives.loc[order])
    expected = coverage(inputs, Scenario()).statuses
    pd.testing.assert_frame_equal(coverage(shuffled, Scenario()).statuses, expected)


@settings(max_examples=25, deadline=None)
@given(registers)
def test_served_and_seat_agree_with_plain_loops(made_up):
    rows, served = built(made_up)
    statuses = coverage(grid_inputs(rows, served), Scenario()).statuses
    order = ["networked", "founding", "unconnected"]
    words = ["covered", "founding", "unconnected"]
    for key in KEYS:
        levels = [
            order.index(status)
            for seat, area, status in made_up.values()
            if key == seat or key in area
        ]
        assert statuses.loc[key, "served"] == (words[min(levels)] if levels else "white")


def test_incidence_leaves_unknown_keys_out():
    pairs = pd.DataFrame({"row": ["a", "b", "x"], "column": ["p", "p", "p"]})
    matrix = incidence(pairs, pd.Index(["a", "b"]), pd.Index(["p", "q"]))
    assert matrix.toarray().tolist() == [[1, 0], [1, 0]]


def test_clusters_are_numbered_by_size_then_key():
    status = pd.Series("covered", index=KEYS)
    status[["01001", "02005", "02006", "01004", "01008"]] = "white"
    cluster = white_clusters(status, queen_pairs())
    assert cluster[cluster > 0].to_dict() == {
        "01004": 1, "01008": 1, "02005": 2, "02006": 2, "01001": 3
    }  # fmt: skip


def test_rates_add_up_by_hand():
    status = pd.Series(["covered", "unconnected", "white", "white"], index=list("abcd"))
    people = pd.Series([10.0, 20.0, np.nan, 30.0], index=list("abcd"))
    land = pd.Series(["01", "01", "01", "02"], index=list("abcd"))
    table = rates(status, {"population": people}, land).set_index(["area", "level"])
    de = table.loc[("DE", "reached")]
    assert (de["value"], de["total"], de["unknown"], de["share"]) == (30, 60, 1, 0.5)
    assert table.loc[("DE", "covered"), "value"] == 10
    assert table.loc[("02", "reached"), "share"] == 0
    assert table.index.get_level_values("area").unique().tolist() == ["DE", "01", "02"]


def test_the_rates_of_the_laender_sum_to_the_nation():
    inputs = grid_inputs({"a": initiative("01006")}, {"a": ["02001", "02002"]})
    status = coverage(inputs, Scenario()).status
    bases = {"districts": pd.Series(1, index=status.index), "x": inputs.indicators["pressure"]}
    table = rates(status, bases, inputs.districts["land"])
    whole = table[table["area"] == "DE"].set_index(["base", "level"])[["value", "total"]]
    parts = table[table["area"] != "DE"].groupby(["base", "level"])[["value", "total"]].sum()
    pd.testing.assert_frame_equal(parts, whole.sort_index(), check_dtype=False)


def test_an_ended_initiative_is_not_counted_from_that_year_on():
    rows = {"a": initiative("01001"), "b": initiative("01002"), "c": initiative("01003")}
    table = register(rows).assign(founded_year=2000.0, ended_year=[2019.0, 2021.0, np.nan])

    def counted(scenario: Scenario) -> list[str]:
        return list(counted_initiatives(table, scenario)[0].index)

    assert counted(Scenario()) == ["c"]
    assert counted(Scenario(as_of=dt.date(2018, 12, 31))) == ["a", "b", "c"]
    assert counted(Scenario(as_of=dt.date(2019, 1, 1))) == ["b", "c"]
    assert counted(Scenario(as_of=dt.date(2021, 6, 1))) == ["c"]
    _, notes = counted_initiatives(table, Scenario())
    assert [note.finding.en for note in notes] == ["2 entries not counted: ended"]


def test_a_link_of_a_later_day_does_not_count_on_an_earlier_one():
    """The network grew: an initiative is not linked before its day; unknown stays as it is."""
    rows = {
        key: initiative(f"0100{n}", founded_year=2000.0, linked_since=since)
        for n, (key, since) in enumerate({"a": "2015-06", "b": "2020", "c": None}.items(), start=1)
    }
    inputs = grid_inputs(rows)
    linked = {}
    for day in (dt.date(2015, 5, 31), dt.date(2015, 6, 1), dt.date(2019, 12, 31), None):
        status = coverage(inputs, Scenario(rule="seat", as_of=day)).status
        linked[day] = [key for key in "123" if status[f"0100{key}"] == "covered"]
        early = status["01002"]
        assert early == ("covered" if day is None else "unconnected")
    assert list(linked.values()) == [["3"], ["1", "3"], ["1", "3"], ["1", "2", "3"]]
    notes = coverage(inputs, Scenario(as_of=dt.date(2016, 1, 1))).notes
    assert [note.code for note in notes] == ["undated-link"]
    assert "ohne Datum der Anbindung: 1" in notes[0].finding.de
