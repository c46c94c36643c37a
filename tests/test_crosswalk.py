"""Values carried over to today's districts, checked by hand and by what must never change."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rollout.crosswalk import conversion_notes, convert, transfers
from tests.conftest import ROOT

TODAY = ["03159", "12060", "12061", "16063"]
CHANGES = pd.DataFrame(
    [
        ("03152", 2015, "03159", 1.0, 1.0),
        ("03156", 2015, "03159", 1.0, 1.0),
        ("12012", 1992, "12060", 0.25, 0.4),
        ("12012", 1992, "12061", 0.75, 0.6),
        ("12014", 1992, "12061", 1.0, 1.0),
        ("16056", 2020, "16063", 1.0, 1.0),
    ],
    columns=["old_ags", "valid_until", "new_ags", "share_population", "share_area"],
)


def values_of(series, kind, **options):
    return convert(pd.Series(series), kind, CHANGES, TODAY, **options).values.to_dict()


def test_counts_of_merged_districts_are_added():
    assert values_of({"03152": 250, "03156": 75}, "count")["03159"] == 325


def test_counts_of_split_districts_follow_the_shares_of_people_or_of_area():
    old = {"12012": 100, "12014": 10}
    assert values_of(old, "count")["12060"] == pytest.approx(25)
    assert values_of(old, "count")["12061"] == pytest.approx(85)
    assert values_of(old, "count", by="area")["12060"] == pytest.approx(40)


def test_rates_are_averaged_with_weights_and_never_added():
    old = {"03152": 4.0, "03156": 8.0}
    weights = pd.Series({"03152": 3000, "03156": 1000})
    assert values_of(old, "rate", weights=weights)["03159"] == pytest.approx(5.0)


def test_weights_of_a_split_district_count_with_the_part_that_went():
    old = {"12012": 10.0, "12014": 20.0}
    weights = pd.Series({"12012": 400, "12014": 100})
    # 12061 gets 300 people at rate 10 and 100 at rate 20
    assert values_of(old, "rate", weights=weights)["12061"] == pytest.approx(12.5)


def test_rates_of_several_districts_without_weights_stay_unknown():
    found = convert(pd.Series({"03152": 4.0, "03156": 8.0}), "rate", CHANGES, TODAY)
    assert math.isnan(found.values["03159"])
    assert set(found.steps["how"]) == {"no-weight"}


def test_a_rate_of_one_whole_predecessor_is_carried_over():
    assert values_of({"12012": 7.5}, "rate")["12060"] == 7.5


@pytest.mark.parametrize("kind", ["count", "rate"])
def test_an_unknown_part_makes_the_whole_unknown(kind):
    weights = pd.Series({"03152": 1, "03156": 1})
    old = {"03152": 4.0, "03156": math.nan}
    assert math.isnan(values_of(old, kind, weights=weights)["03159"])


def test_a_district_that_kept_its_key_is_a_part_of_todays():
    assert values_of({"16063": 40.0, "16056": 24.0}, "count")["16063"] == 64
    weights = pd.Series({"16063": 120, "16056": 40})
    found = values_of({"16063": 8.0, "16056": 4.0}, "rate", weights=weights)
    assert found["16063"] == pytest.approx(7.0)


def test_a_district_with_its_own_value_is_not_counted_twice():
    found = convert(pd.Series({"03159": 325, "03152": 250, "03156": 75}), "count", CHANGES, TODAY)
    assert found.values["03159"] == 325
    assert set(found.steps["how"]) == {"superseded"}


def test_unchanged_districts_keep_their_values_and_missing_ones_are_unknown():
    found = convert(pd.Series({"12060": 3.5}), "index", CHANGES, TODAY)
    assert list(found.values.index) == TODAY
    assert found.values.index.name == "ags"
    assert found.values["12060"] == 3.5
    assert found.values.isna().sum() == 3
    assert found.steps.empty


def test_an_unknown_key_is_named():
    found = convert(pd.Series({"99999": 3.0}), "count", CHANGES, TODAY)
    (note,) = conversion_notes(found, "a.csv", "x")
    assert note.code == "keys-unknown-key"
    assert "99999" in note.message("de")


def test_notes_name_old_and_new_keys():
    found = convert(pd.Series({"03152": 1, "03156": 2}), "count", CHANGES, TODAY)
    (note,) = conversion_notes(found, "a.csv", "x")
    assert "03152 → 03159, 03156 → 03159" in note.message("en")


def test_a_key_used_twice_counts_with_its_use_in_the_year():
    changes = pd.DataFrame(
        [("01001", 1990, "12060", 1.0, 1.0), ("01001", 2000, "12061", 1.0, 1.0)],
        columns=CHANGES.columns,
    )
    assert list(transfers(changes, ["01001"], 1985)["new"]) == ["12060"]
    assert list(transfers(changes, ["01001"], 1995)["new"]) == ["12061"]
    assert list(transfers(changes, ["01001"])["new"]) == ["12061"]


@st.composite
def histories(draw):
    """Made-up old districts, each going to one to three of five new ones."""
    new = [f"0{n}001" for n in range(1, 6)]
    rows = []
    for number in range(draw(st.integers(1, 8))):
        targets = draw(st.lists(st.sampled_from(new), min_size=1, max_size=3, unique=True))
        sizes = [draw(st.integers(1, 100)) for _ in targets]
        old = f"12{number:03d}"
        rows += [
            (old, 1990, t, s / sum(sizes), s / sum(sizes))
            for t, s in zip(targets, sizes, strict=True)
        ]
    changes = pd.DataFrame(rows, columns=CHANGES.columns)
    keys = sorted(set(changes["old_ags"]))
    numbers = st.floats(0, 1e9)
    values = pd.Series({key: draw(numbers) for key in keys})
    return changes, values, new


@settings(max_examples=60, deadline=None)
@given(histories())
def test_the_total_of_a_count_is_kept(history):
    changes, values, new = history
    found = convert(values, "count", changes, new).values
    assert found.sum() == pytest.approx(values.sum(), rel=1e-9, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(histories())
def test_a_mean_lies_between_its_parts(history):
    changes, values, new = history
    weights = pd.Series(range(1, len(values) + 1), index=values.index)
    found = convert(values, "rate", changes, new, weights=weights).values.dropna()
    slack = 1e-9 * (1 + values.max())
    assert (found >= values.min() - slack).all()
    assert (found <= values.max() + slack).all()


@settings(max_examples=30, deadline=None)
@given(histories(), st.randoms())
def test_the_order_of_rows_does_not_matter(history, random):
    changes, values, new = history
    order = list(range(len(changes)))
    random.shuffle(order)
    first = convert(values, "count", changes, new).values
    second = convert(values[::-1], "count", changes.iloc[order], new).values
    pd.testing.assert_series_equal(first, second)


def test_the_shipped_changes_keep_every_total():
    changes = pd.read_csv(
        ROOT / "data" / "district_changes.csv", dtype={"old_ags": "str", "new_ags": "str"}
    )
    keys = pd.read_csv(ROOT / "data" / "indicators.csv", dtype={"ags": "str"})["ags"]
    old = sorted(set(changes["old_ags"]))
    values = pd.Series(range(1, len(old) + 1), index=old, dtype="float64")
    for by in ("population", "area"):
        found = convert(values, "count", changes, keys, by=by)
        assert found.values.sum() == pytest.approx(values.sum(), rel=1e-12)
        assert "unknown-key" not in set(found.steps["how"])
