"""Values carried over to today's districts, checked by hand and by what must never change."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rollout.crosswalk import conversion_notes, convert, successors, transfers
from rollout.readers.reference import read_district_changes
from rollout.territory import dated_changes, keys_at
from tests.conftest import ROOT

TODAY = ["03159", "12060", "12061", "16063"]
CHANGES = pd.DataFrame(
    [
        ("03152", 2015, "03159", 1.0, 1.0, None),
        ("03156", 2015, "03159", 1.0, 1.0, None),
        ("12012", 1992, "12060", 0.25, 0.4, None),
        ("12012", 1992, "12061", 0.75, 0.6, None),
        ("12014", 1992, "12061", 1.0, 1.0, None),
        ("16056", 2020, "16063", 1.0, 1.0, "2021-07-01"),
        ("16063", 2020, "16063", 1.0, 1.0, "2021-07-01"),
    ],
    columns=["old_ags", "valid_until", "new_ags", "share_population", "share_area", "since"],
).assign(new_name=None, people=math.nan, people_date=None)
UNDATED = list(CHANGES.columns[:5])


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
        columns=UNDATED,
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
    changes = pd.DataFrame(rows, columns=UNDATED)
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
    old = sorted(set(changes["old_ags"]) - set(keys))
    values = pd.Series(range(1, len(old) + 1), index=old, dtype="float64")
    for by in ("population", "area"):
        found = convert(values, "count", changes, keys, by=by)
        assert found.values.sum() == pytest.approx(values.sum(), rel=1e-12)
        assert "unknown-key" not in set(found.steps["how"])


# ---- dated changes, in both directions ----------------------------------------------------------

NOW, BEFORE = ["06415", "06435", "06438"], ["06435", "06438"]
PEOPLE = "2023-12-31"


def dated(*rows):
    """Rows of old, new, shares of people and area, day, people who moved."""
    columns = ["old_ags", "new_ags", "share_population", "share_area", "since", "people"]
    frame = pd.DataFrame(rows, columns=columns)
    years = frame["since"].str[:4].astype(int) - 1
    return frame.assign(valid_until=years, new_name="Neu", old_name="Alt", people_date=PEOPLE)


HANAU = dated(
    ("06435", "06415", 0.25, 0.1, "2026-01-01", 100),
    ("06435", "06435", 0.75, 0.9, "2026-01-01", 300),
)
MERGER = dated(
    ("05001", "05001", 1.0, 1.0, "2030-01-01", 300),
    ("05002", "05001", 1.0, 1.0, "2030-01-01", 100),
)


def carry(series, kind, changes, keys, **options):
    return convert(pd.Series(series, dtype="float64"), kind, changes, keys, **options)


def test_a_count_of_the_older_status_is_split_by_people_and_says_so():
    found = carry({"06435": 400, "06438": 5}, "count", HANAU, NOW)
    assert found.values.to_dict() == {"06415": 100, "06435": 300, "06438": 5}
    assert set(zip(found.steps["new"], found.steps["how"], found.steps["basis"], strict=True)) == {
        ("06415", "split", PEOPLE), ("06435", "split", PEOPLE)}  # fmt: skip
    (note,) = conversion_notes(found, "a.csv", "x")
    assert note.level == "note"
    assert "06435 → 06415" in note.message("de")
    assert "31.12.2023" in note.message("de")


def test_a_count_may_be_split_by_area():
    assert carry({"06435": 400}, "count", HANAU, NOW, by="area").values["06415"] == 40


def test_a_rate_of_the_older_status_is_kept_in_both_parts_and_marked():
    found = carry({"06435": 31.9, "06438": 20}, "rate", HANAU, NOW)
    assert found.values.to_dict() == {"06415": 31.9, "06435": 31.9, "06438": 20}
    assert list(found.steps["how"]) == ["assumed", "assumed"]


def test_a_secret_value_of_the_older_status_stays_unknown_in_both_parts():
    for kind in ("count", "rate"):
        found = carry({"06435": math.nan, "06438": 5}, kind, HANAU, NOW).values
        assert found[["06415", "06435"]].isna().all()


def test_counts_of_the_newer_status_are_added_for_the_older_one():
    found = carry({"06415": 103, "06435": 330, "06438": 5}, "count", HANAU, BEFORE)
    assert found.values.to_dict() == {"06435": 433, "06438": 5}
    assert set(found.steps["how"]) == {"added"}


def test_counts_are_added_only_when_all_parts_are_known():
    for parts in ({"06415": math.nan, "06435": 330}, {"06415": 103, "06435": math.nan},
                  {"06415": 103}):  # fmt: skip
        found = carry(parts, "count", HANAU, BEFORE)
        assert math.isnan(found.values["06435"])
        assert set(found.steps["how"]) == {"unknown-part"}


def test_rates_of_the_newer_status_are_averaged_by_people_and_marked():
    found = carry({"06415": 8.0, "06435": 4.0}, "rate", HANAU, BEFORE)
    assert found.values["06435"] == pytest.approx((8 * 100 + 4 * 300) / 400)
    assert set(found.steps["how"]) == {"averaged-people"}
    assert set(found.steps["basis"]) == {PEOPLE}
    own = pd.Series({"06415": 300, "06435": 100})
    assert carry({"06415": 8.0, "06435": 4.0}, "rate", HANAU, BEFORE, weights=own).values[
        "06435"
    ] == pytest.approx(7.0)


@pytest.mark.parametrize("keys", [NOW, BEFORE])
def test_a_series_of_the_status_asked_for_is_left_alone(keys):
    series = {key: float(key) for key in keys}
    found = carry(series, "count", HANAU, keys)
    assert found.values.to_dict() == series
    assert found.steps.empty


def test_a_new_district_without_a_value_is_secret_not_older():
    """06415 is named but empty: the series is of today, so 06435 is only the rest."""
    found = carry({"06415": math.nan, "06435": 330}, "count", HANAU, NOW)
    assert found.values["06435"] == 330
    assert math.isnan(found.values["06415"])


def test_the_year_tells_the_status_where_the_keys_do_not():
    assert carry({"06435": 400}, "count", HANAU, NOW, year=2025).values["06415"] == 100
    later = carry({"06435": 330}, "count", HANAU, NOW, year=2026).values
    assert later["06435"] == 330
    assert math.isnan(later["06415"])


def test_a_merger_to_come_is_added_and_taken_back_by_people():
    merged = carry({"05001": 30, "05002": 9}, "count", MERGER, ["05001"])
    assert merged.values.to_dict() == {"05001": 39}
    again = carry({"05001": 40}, "count", MERGER, ["05001", "05002"], year=2031)
    assert math.isnan(again.values["05002"]) is False
    assert again.values.to_dict() == {"05001": 30, "05002": 10}
    rate = carry({"05001": 7.0}, "rate", MERGER, ["05001", "05002"])
    assert rate.values.to_dict() == {"05001": 7.0, "05002": 7.0}
    mean = carry({"05001": 8.0, "05002": 4.0}, "rate", MERGER, ["05001"])
    assert mean.values["05001"] == pytest.approx(7.0)


def test_a_merger_taken_back_without_people_known_stays_unknown():
    unknown = MERGER.assign(people=math.nan)
    found = carry({"05001": 40}, "count", unknown, ["05001", "05002"])
    assert found.values.isna().all()


def test_changes_follow_one_another():
    """Hanau leaves in 2026, and in 2028 the rest joins Offenbach under a new key."""
    then = dated(
        ("06435", "06499", 1.0, 1.0, "2028-01-01", 300),
        ("06438", "06499", 1.0, 1.0, "2028-01-01", 100),
    )
    changes = pd.concat([HANAU, then])
    last = ["06415", "06499"]
    forward = carry({"06435": 400, "06438": 100}, "count", changes, last)
    assert forward.values.to_dict() == {"06415": 100, "06499": 400}
    back = convert(forward.values, "count", changes, BEFORE)
    assert back.values.to_dict() == {"06435": 400, "06438": 100}


def test_a_district_of_long_ago_leads_on_through_later_changes():
    ago = pd.DataFrame(
        [("06001", "Hanau", 1974, "06435", 1.0, 1.0)],
        columns=["old_ags", "old_name", *UNDATED[1:]],
    )
    table = pd.concat([ago, HANAU])
    assert carry({"06001": 40}, "count", table, NOW).values["06415"] == 10
    then = successors(table, NOW).set_index(["old_ags", "new_ags"])["share_population"]
    assert then.to_dict() == {("06001", "06415"): 0.25, ("06001", "06435"): 0.75}
    before = successors(table, BEFORE).set_index(["old_ags", "new_ags"])["share_population"]
    assert before.to_dict() == {("06001", "06435"): 1.0, ("06415", "06435"): 1.0}


def test_the_shipped_split_of_2026_keeps_every_total_there_and_back():
    table = read_district_changes(
        ROOT / "data" / "district_changes.csv",
        pd.read_csv(ROOT / "data" / "indicators.csv", dtype={"ags": "str"})["ags"],
    )
    values = pd.read_csv(ROOT / "data" / "indicators.csv", dtype={"ags": "str"}, index_col="ags")
    keys, other = keys_at(values.index, dated_changes(table), "2026-01-01")
    assert (len(keys), other) == (401, {"06415", "06435"})
    for name, kind in (("population", "count"), ("industry_employees", "count"),
                       ("unemployment_pct", "rate")):  # fmt: skip
        there = convert(values[name], kind, table, keys).values
        back = convert(there, kind, table, values.index).values
        pd.testing.assert_series_equal(
            back, values[name].astype("float64").sort_index(), check_names=False
        )
        if kind == "count":
            assert there.sum() == pytest.approx(values[name].sum(), rel=1e-12)


@st.composite
def reforms(draw):
    """One to three days on which made-up districts split, merge and exchange land."""
    keys = [f"05{n:03d}" for n in range(1, 6)]
    spare = iter(f"05{n:03d}" for n in range(100, 200))
    now, rows = list(keys), []
    for year in range(2027, 2027 + draw(st.integers(1, 3))):
        old = draw(st.lists(st.sampled_from(now), min_size=1, max_size=2, unique=True))
        count = draw(st.integers(1, 3))
        stays = draw(st.integers(0, min(count, len(old))))
        new = [*old[:stays], *(next(spare) for _ in range(count - stays))]
        for key in old:
            sizes = [draw(st.integers(1, 90)) for _ in new]
            rows += [(key, n, s / sum(sizes), s / sum(sizes), f"{year}-01-01", s)
                     for n, s in zip(new, sizes, strict=True)]  # fmt: skip
        now = sorted(set(now) - set(old) | set(new))
    return dated(*rows), keys, now


@settings(max_examples=40, deadline=None)
@given(reforms(), st.data())
def test_sums_of_both_sides_stay_equal_through_any_reform(reform, data):
    changes, first, last = reform
    numbers = st.floats(0, 1e6)
    for source, target in ((first, last), (last, first)):
        status = {key: data.draw(numbers) for key in source}
        # An exchange of land alone changes no key: such a series has no status to tell.
        found = carry(status, "count", changes, target).values
        assert found.notna().all()
        assert found.sum() == pytest.approx(sum(status.values()), rel=1e-9, abs=1e-6)
        rate = carry(status, "rate", changes, target).values
        low, high = min(status.values()), max(status.values())
        assert rate.between(low - 1e-6, high + 1e-6).all()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 90), min_size=2, max_size=4), st.floats(0, 1e6))
def test_a_split_taken_back_gives_the_same_count_and_rate(sizes, value):
    new = ["05001", *(f"05{n}" for n in range(200, 199 + len(sizes)))]
    changes = dated(*[("05001", n, s / sum(sizes), s / sum(sizes), "2027-01-01", s)
                      for n, s in zip(new, sizes, strict=True)])  # fmt: skip
    for kind in ("count", "rate"):
        there = carry({"05001": value}, kind, changes, new).values
        assert convert(there, kind, changes, ["05001"]).values["05001"] == pytest.approx(value)
