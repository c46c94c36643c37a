"""Structural twins and strengths, by hand and in plain loops."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from rollout.errors import DataError, ScenarioError
from rollout.potential.twins import strengths, twins
from tests.potential.score_tables import tables

LINE = pd.DataFrame({"x": [0.0, 1, 2, 10, 11]}, index=["e", "d", "c", "b", "a"])


def test_the_nearest_come_first_and_never_oneself():
    found = twins(LINE, LINE.index, 2, of=["e"])
    assert found["twin"].tolist() == ["d", "c"]
    assert found["position"].tolist() == [1, 2]


def test_only_the_rows_allowed_can_be_twins():
    assert twins(LINE, ["a", "b"], 5, of=["e"])["twin"].tolist() == ["b", "a"]


def test_equally_near_rows_come_by_key():
    assert twins(LINE, ["e", "c"], of=["d"])["twin"].tolist() == ["c", "e"]


def test_keys_come_in_the_caller_s_order():
    assert twins(LINE, ["a", "e"], 1)["key"].tolist() == list(LINE.index)


def test_unknown_values_are_left_out_of_the_comparison():
    table = pd.DataFrame(
        {"x": [0.0, 0, 5], "y": [1.0, np.nan, 1], "z": [2.0, 2, 2.5]}, index=["a", "b", "c"]
    )
    found = twins(table, ["b", "c"], of=["a"]).set_index("twin")
    assert found.loc["b", ["shared", "distance"]].tolist() == [2, 0]
    assert found.loc["c", "shared"] == 3


def test_a_row_sharing_too_little_is_not_compared():
    table = pd.DataFrame({n: [1.0, np.nan, 2.0] for n in "wxyz"}, index=["a", "b", "c"])
    table.loc["b", "w"] = 1.0
    assert twins(table, ["b", "c"], of=["a"])["twin"].tolist() == ["c"]


def test_shared_peculiarities_are_named():
    rest = [[0.0, 0, 0]] * 6
    table = pd.DataFrame([[9.0, 0.1, 5], [9.0, 0.1, -5], *rest], columns=["big", "plain", "split"])
    row = twins(table, [1], of=[0]).iloc[0]
    assert row["alike"].split("; ")[0] == "big"
    assert row["apart"] == "split"


@pytest.mark.parametrize("among", [["q"], ["a", "q"]])
def test_unknown_keys_are_named(among):
    with pytest.raises(DataError, match="q without a row"):
        twins(LINE, among)
    with pytest.raises(ScenarioError, match="at least 1"):
        twins(LINE, ["a"], 0)


def test_nobody_to_choose_from_gives_no_rows():
    found = twins(LINE, [])
    assert found.empty
    assert "twin" in found


@given(tables(max_rows=6))
@settings(max_examples=50, deadline=None)
def test_distances_agree_with_plain_loops(table):
    scaled = {}
    for name in table:
        known = [cell for cell in table[name] if not math.isnan(cell)]
        mean = sum(known) / len(known) if known else 0
        square = sum((cell - mean) ** 2 for cell in known)
        spread = math.sqrt(square / (len(known) - 1)) if len(known) > 1 and square else 1
        scaled[name] = {key: (table.loc[key, name] - mean) / spread for key in table.index}
    for row in twins(table, table.index, 9).itertuples():
        gaps = [scaled[n][row.key] - scaled[n][row.twin] for n in table]
        both = [gap for gap in gaps if not math.isnan(gap)]
        assert row.shared == len(both)
        assert row.distance == pytest.approx(math.sqrt(sum(g * g for g in both) / len(both)))
        assert row.key != row.twin


VALUES = pd.DataFrame(
    {"jobs": [1.0, 2, 3, 10], "debt": [4.0, 3, 2, np.nan]}, index=["b", "a", "c", "d"]
)
GROUPS = pd.DataFrame({"land": ["01", "01", "01", "02"]}, index=["b", "a", "c", "d"])


def test_strengths_by_hand():
    found = strengths(VALUES, GROUPS, {"jobs": "more", "debt": "less"})
    rows = found.set_index(["key", "indicator", "against"])
    in_land = rows.loc[("c", "jobs", "land")]
    assert in_land[["known", "mean", "difference", "z", "percentile"]].tolist() == [3, 2, 1, 1, 100]
    assert in_land["reading"] == "for"
    assert rows.loc[("b", "debt", "land"), "reading"] == "against"
    assert rows.loc[("a", "jobs", "land"), "reading"] == ""
    assert rows.loc[("a", "jobs", "DE"), "mean"] == 4
    assert rows.loc[("a", "jobs", "DE"), "percentile"] == pytest.approx(100 / 3)


def test_alone_in_a_group_there_is_nothing_to_compare_with():
    found = strengths(VALUES, GROUPS).set_index(["key", "indicator", "against"])
    alone = found.loc[("d", "jobs", "land")]
    assert np.isnan(alone["z"])
    assert np.isnan(alone["percentile"])
    assert alone["reading"] == ""


def test_unknown_values_have_no_row():
    found = strengths(VALUES, GROUPS)
    assert not ((found["key"] == "d") & (found["indicator"] == "debt")).any()
    assert len(found) == 7 * 2


def test_without_a_group_label_only_the_country_remains():
    found = strengths(VALUES, GROUPS.assign(land=["01", None, "01", "02"]))
    assert found.loc[found["key"] == "a", "against"].unique().tolist() == ["DE"]


def test_groups_must_cover_every_row():
    with pytest.raises(DataError, match="groups: rows are missing"):
        strengths(VALUES, GROUPS.iloc[:2])
