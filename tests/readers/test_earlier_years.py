"""Indicators of earlier years: read strictly, restated for the districts in use."""

import numpy as np
import pandas as pd
import pytest

from rollout.errors import DataError
from rollout.readers.indicator_history import read_indicator_history
from rollout.restate import Restatement

KEYS = ("01001", "01002")
RIGHT = """ags,year,population,rate_pct
01001,2000,10,1.5
01002,2000,20,
01001,2001,11,2
01002,2001,21,3
"""


def written(tmp_path, text):
    path = tmp_path / "indicator_history.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_right_table_has_years_and_districts_as_its_index(tmp_path):
    table = read_indicator_history(written(tmp_path, RIGHT), KEYS)
    assert table.index.names == ["year", "ags"]
    assert table.loc[(2001, "01002")].to_dict() == {"population": 21.0, "rate_pct": 3.0}
    assert np.isnan(table.loc[(2000, "01002"), "rate_pct"])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2000,10,1.5", "2000,ten,1.5", "line 2, column population: is ten"),
        ("2000,10,1.5", "2000,-10,1.5", "is -10"),
        ("01002,2001", "01003,2001", "unknown districts: 01003"),
        ("01002,2001", "1002,2001", "unknown districts: 1002"),
        ("01002,2001,21,3\n", "", "districts are missing in 2001"),
        ("01002,2001", "01001,2001", "twice in a year"),
        ("ags,year", "key,year", "columns missing: ags"),
        ("01002,2001", "01002,201", "is 201"),
    ],
)
def test_one_flaw_is_one_error(tmp_path, old, new, message):
    assert old in RIGHT
    with pytest.raises(DataError) as caught:
        read_indicator_history(written(tmp_path, RIGHT.replace(old, new)), KEYS)
    assert message in caught.value.message("en")


def test_a_divided_district_hands_on_rates_and_splits_counts():
    changes = pd.DataFrame(
        {
            "old_ags": ["01002", "01002"], "valid_until": 2025, "new_ags": ["01002", "01009"],
            "share_population": [0.75, 0.25], "share_area": [0.9, 0.1],
            "since": "2026-01-01", "new_name": [None, "Neustadt"],
            "people": [75.0, 25.0], "people_date": "2023-12-31",
        }
    )  # fmt: skip
    index = pd.MultiIndex.from_product([[2000, 2001], KEYS], names=["year", "ags"])
    history = pd.DataFrame(
        {"population": [10.0, 20.0, 11.0, 40.0], "rate_pct": [1.0, np.nan, 2.0, 3.0]}, index
    )
    way = Restatement(changes, frozenset(KEYS), "2026-01-01")
    table, restated = way.history(history)
    assert table["population"].loc[2001].to_dict() == {"01001": 11, "01002": 30, "01009": 10}
    assert table["rate_pct"].loc[2001].to_dict() == {"01001": 2, "01002": 3, "01009": 3}
    assert table["rate_pct"].loc[2000, ["01002", "01009"]].isna().all()
    marks = restated.set_index(["indicator", "ags"])["how"].to_dict()
    assert marks == {
        ("population", "01002"): "split", ("population", "01009"): "split",
        ("rate_pct", "01002"): "assumed", ("rate_pct", "01009"): "assumed",
    }  # fmt: skip


def test_the_same_status_changes_nothing(inputs):
    history = inputs.indicator_history
    way = Restatement(inputs.district_changes, frozenset(inputs.districts.index), inputs.territory)
    assert way.history(history)[0] is history


def test_the_shipped_history_stands_on_the_districts_in_use(inputs):
    for year in (1998, 2022):
        rows = inputs.indicator_history.loc[year]
        assert rows.index.equals(inputs.districts.index)
    assert set(inputs.history_restated["ags"]) == {"06415", "06435"}
