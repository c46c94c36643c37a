"""Who can advise whom: by hand, and on the shipped register."""

import numpy as np
import pandas as pd
import pytest

from rollout.export.peers import peer_table
from rollout.potential.peers import district_profiles, peers

REGISTER = pd.DataFrame(
    {
        "kind": ["net", "net", "board", "net"],
        "topics": ["Chemie;Energie", "Energie", "Chemie;Energie", "Dialog"],
        "founded_year": [2020.0, 2010, np.nan, 2019],
    },
    index=["asks", "old", "twin", "other"],
)
PROFILES = pd.DataFrame({"x": [0.0, 1, 3, np.nan]}, REGISTER.index)
WEIGHTS = pd.Series({"x": 1.0})


def advice(**changes):
    return peers(REGISTER, PROFILES, WEIGHTS, ["asks"], ["old", "twin", "other"], **changes)


def test_closeness_by_hand():
    rows = advice().set_index("peer")
    # old: half of the topics, the same kind, distance 1; twin: all topics, another kind, 3 apart.
    assert rows.loc["old", ["subject", "structure"]].tolist() == [(0.5 + 1) / 2, 1 / 2]
    assert rows.loc["twin", ["subject", "structure"]].tolist() == [(1 + 0) / 2, 1 / 4]
    assert rows.loc["other", "subject"] == 0.5
    assert np.isnan(rows.loc["other", "structure"])
    assert rows["closeness"].to_dict() == {"old": 0.625, "other": 0.5, "twin": 0.375}
    assert list(rows.index) == ["old", "other", "twin"]
    assert rows.loc["old", ["years", "shared_topics"]].tolist() == [10, "Energie"]
    assert rows.loc["twin", "shared_topics"] == "Chemie;Energie"


def test_without_a_common_topic_or_kind_nobody_advises():
    register = REGISTER.assign(kind=["net", "a", "b", "c"], topics=["x", "y", "z", np.nan])
    table = peers(register, PROFILES, WEIGHTS, ["asks"], ["old", "twin", "other"])
    assert table.empty
    assert "peer" in table


def test_the_same_stage_lies_within_five_years_or_is_unknown():
    assert advice(stage="same")["peer"].tolist() == ["other", "twin"]


def test_a_profile_is_the_mean_of_the_districts_served():
    values = pd.DataFrame({"coal": [0.0, 1, 1]}, index=["01001", "01002", "01003"])
    served = pd.DataFrame({"id": ["a", "a", "b"], "ags": ["01001", "01002", "99999"]})
    profiles = district_profiles(values, served, pd.Index(["a", "b"]))
    assert profiles.loc["a", "coal"] == 0.5
    assert np.isnan(profiles.loc["b", "coal"])


@pytest.mark.parametrize("stage", ["ahead", "same"])
def test_the_matching_list_of_the_register(shipped, stage):
    table = peer_table(shipped, "en", stage)
    status = shipped.coverage.initiatives["network_status"]
    asked, asking = status[table["peer"]].to_numpy(), status[table["key"]].to_numpy()
    if stage == "ahead":
        assert set(asked) == {"networked"}
        assert "networked" not in asking
    else:
        assert (asked == asking).all()
    assert (table["key"] != table["peer"]).all()
    assert table["closeness"].between(0, 1).all()
    assert (table["subject"] > 0).all()


def test_hydrogen_asks_hydrogen(shipped):
    """The Lusatian hydrogen network is sent to other hydrogen networks."""
    pairs = shipped.advisers()
    mine = pairs[pairs["key"] == "durchatmen-lausitz"]["shared_topics"]
    assert len(mine) == 3
    assert mine.str.contains("Wasserstoff").all()
