"""Structural twins and strengths, by hand and in plain loops."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from rollout.analysis import analyse
from rollout.errors import DataError, ScenarioError
from rollout.potential.twins import FARTHEST, robust_scores, strengths, structure_weights, twins
from rollout.scenario import Scenario
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
        known = sorted(cell for cell in table[name] if not math.isnan(cell))
        if len(set(known)) < 3:
            centre, unit = min(known, default=0), max(known, default=0) - min(known, default=0)
        else:
            low, centre, high = (_quantile(known, share) for share in (0.25, 0.5, 0.75))
            unit = (high - low) / 1.349 or np.std(known, ddof=1)
        scores = {key: (table.loc[key, name] - centre) / (unit or 1) for key in table.index}
        scaled[name] = {
            key: cell if math.isnan(cell) else max(-FARTHEST, min(FARTHEST, cell))
            for key, cell in scores.items()
        }
    for row in twins(table, table.index, 9).itertuples():
        gaps = [scaled[n][row.key] - scaled[n][row.twin] for n in table]
        both = [gap for gap in gaps if not math.isnan(gap)]
        assert row.shared == len(both)
        assert row.distance == pytest.approx(math.sqrt(sum(g * g for g in both) / len(both)))
        assert row.key != row.twin


def _quantile(cells, share):
    place = share * (len(cells) - 1)
    low = math.floor(place)
    return cells[low] + (place - low) * (cells[min(low + 1, len(cells) - 1)] - cells[low])


def test_neither_an_extreme_nor_a_yes_or_no_decides():
    """One extreme more or less moves nobody else; yes and no lie 1 apart."""
    line = np.array([[float(n), 10.0 - n, n % 2] for n in range(10)])
    wild = line.copy()
    wild[9, 0] = 1e9
    calm, moved = robust_scores(line), robust_scores(wild)
    assert (calm[:9] == moved[:9]).all()
    assert abs(moved).max() <= FARTHEST
    assert set(calm[:, 2]) == {0, 1}


def test_a_dimension_of_many_indicators_counts_no_more():
    table = pd.DataFrame(
        {"a1": [0.0, 0, 9, 5, 1], "a2": [0.0, 0, 9, 5, 1], "a3": [0.0, 0, 9, 5, 1],
         "b": [0.0, 9, 0, 5, 1]}, index=list("pqrst"),
    )  # fmt: skip
    weights = structure_weights(pd.Series(dict.fromkeys(["a1", "a2", "a3"], "a") | {"b": "b"}))
    rows = twins(table, ["q", "r"], of=["p"], weights=weights).set_index("twin")
    assert rows.loc["q", "distance"] == pytest.approx(rows.loc["r", "distance"])


EXPECTED = {  # docs/plausibility.md: one of these is among the five nearest
    "14625": "14", "14626": "14625", "09279": "08325 09171 05966", "05112": "05513 05914",
    "03454": "03456", "09162": "02000 06412", "14612": "14713", "08327": "08437 08325 05966",
    "12071": "12066", "07314": "03102",
}  # fmt: skip


@pytest.mark.parametrize("key", EXPECTED)
def test_twins_an_expert_expects_are_among_the_five_nearest(key, shipped):
    nearest = shipped.twins([key], linked=False)["twin"].tolist()
    assert any(twin.startswith(choice) for choice in EXPECTED[key].split() for twin in nearest)


def test_eastern_districts_find_their_twins_in_the_east(shipped):
    keys = ["14625", "14626", "12071", "16077", "15084", "13076"]
    nearest = shipped.twins(keys, linked=False)
    is_eastern = nearest["twin"].str[:2].isin(["12", "13", "14", "15", "16"])
    assert (is_eastern.groupby(nearest["key"]).sum() >= 3).all()


def test_no_setting_of_the_score_moves_a_twin(shipped, inputs):
    changes = Scenario(outliers="none", normalisation="rank", preset="dense")
    other = analyse(inputs, changes, shipped.work.memory)
    columns = ["twin", "distance", "alike", "apart"]
    before, after = (run.twins(["14625", "09662"])[columns] for run in (shipped, other))
    pd.testing.assert_frame_equal(before, after)


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
