"""Courses of foundings: durations, curves, counts."""

import datetime as dt
import math
import warnings
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from rollout.foundings.durations import (
    cases_of,
    course,
    course_table,
    durations,
    factors,
    kaplan_meier,
    newest_entry,
    time_at,
)
from tests.made_foundings import declared, founding, foundings

# Freireich et al. (1963): weeks in remission on 6-mercaptopurine, as printed in Kleinbaum and
# Klein, Survival Analysis; + marks those still in remission when last seen.
WEEKS = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
RELAPSED = [True] * 9 + [False] * 12
PRINTED = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}


def by_loop(days, reached):
    """Kaplan and Meier's product in plain loops."""
    share, curve = 1.0, {}
    for day in sorted(set(days)):
        at_risk = sum(1 for d in days if d >= day)
        arrived = sum(1 for d, r in zip(days, reached, strict=True) if d == day and r)
        share *= 1 - arrived / at_risk
        curve[day] = share
    return curve


def test_the_curve_is_the_one_printed_for_the_leukaemia_trial():
    curve = kaplan_meier(WEEKS, RELAPSED)
    assert curve.loc[list(PRINTED), "share"].round(3).to_dict() == PRINTED
    assert time_at(curve, 0.5) == 23
    assert curve.loc[[6, 7, 10, 23], "at_risk"].tolist() == [21, 17, 15, 6]
    assert curve["reached"].sum() == 9
    assert curve["censored"].sum() == 12


def test_the_band_holds_the_curve_and_is_greenwoods_on_the_log_log_scale():
    curve = kaplan_meier(WEEKS, RELAPSED)
    assert (curve["low"] <= curve["share"]).all()
    assert (curve["share"] <= curve["high"]).all()
    greenwood = 3 / (21 * 18)  # at week 6: three of 21
    error = math.sqrt(greenwood) / math.log(18 / 21)
    limits = [(18 / 21) ** math.exp(sign * 1.959964 * error) for sign in (-1, 1)]
    assert sorted(limits) == pytest.approx(curve.loc[6, ["low", "high"]].tolist(), abs=1e-6)


@given(st.lists(st.tuples(st.integers(1, 30), st.booleans()), min_size=1, max_size=40))
def test_the_curve_is_the_product_in_plain_loops(pairs):
    days, reached = zip(*pairs, strict=True)
    curve = kaplan_meier(days, reached)
    expected = by_loop(days, reached)
    assert curve.index.tolist() == list(expected)
    assert curve["share"].tolist() == pytest.approx(list(expected.values()))
    assert curve["share"].is_monotonic_decreasing


@given(st.lists(st.tuples(st.integers(1, 30), st.booleans()), min_size=1, max_size=40))
def test_curve_and_band_are_those_of_scipy(pairs):
    days, reached = map(np.array, zip(*pairs, strict=True))
    theirs = stats.ecdf(stats.CensoredData.right_censored(days, ~reached)).sf
    with warnings.catch_warnings():  # where the band is undefined
        warnings.simplefilter("ignore", RuntimeWarning)
        band = theirs.confidence_interval(0.95, method="log-log")
    ours = kaplan_meier(days, reached)
    np.testing.assert_allclose(ours["share"], theirs.probabilities, atol=1e-15)
    for name in ("low", "high"):
        expected = getattr(band, name).probabilities
        np.testing.assert_allclose(ours[name], expected, rtol=1e-9)


def test_without_running_cases_the_curve_is_the_plain_share():
    curve = kaplan_meier([5, 10, 10, 20], [True] * 4)
    assert curve["share"].tolist() == [0.75, 0.25, 0.0]


def test_days_run_from_the_earliest_date_to_the_step():
    cases = foundings(a=founding(stock_taking="2020-03-01", kickoff="2020-11-18"))
    found = durations(cases, "kickoff")
    assert found.index.equals(cases.index)
    assert found.loc["a", ["days", "half_width", "state"]].tolist() == [262, 0, "reached"]


def test_a_date_of_reduced_precision_counts_from_its_middle_and_says_how_far_it_may_be_off():
    cases = foundings(a=declared("2020", "2021-10"))
    found = durations(cases, "declaration").loc["a"]
    assert found["days"] == (dt.date(2021, 10, 16) - dt.date(2020, 7, 1)).days
    assert found["half_width"] == 365 / 2 + 30 / 2


def test_a_running_case_counts_as_at_least_so_long():
    cases = foundings(a=founding(trigger="2024-01-01"))
    found = durations(cases, "declaration", dt.date(2024, 12, 31)).loc["a"]
    assert found[["days", "state"]].tolist() == [365, "running"]


def test_a_case_that_has_only_just_begun_is_running_not_unknown():
    cases = foundings(a=founding(trigger="2024-06-01"))
    for until in (None, dt.date(2024, 6, 1), dt.date(2024, 1, 1)):
        found = durations(cases, "declaration", until).loc["a"]
        assert found[["days", "state"]].tolist() == [0, "running"]
    assert course(cases, "declaration").counts["running"] == 1


def test_a_running_case_from_the_press_is_watched_until_its_own_last_entry():
    cases = foundings(a=founding(trigger="2024-01-01", kickoff="2024-01-31"))
    assert durations(cases, "declaration").loc["a", "days"] == 30


def test_a_case_given_up_is_watched_until_its_end():
    ended = founding(trigger="2024-01-01", outcome="given_up", closed="2024-03-01")
    found = durations(foundings(a=ended), "declaration", dt.date(2026, 1, 1)).loc["a"]
    assert found[["days", "state"]].tolist() == [60, "given_up"]


@pytest.mark.parametrize(
    "row",
    [
        founding(trigger="2020-01-01", outcome="founded"),
        founding(trigger="2020-01-01", constituted="2021-01-01"),
        founding(declaration="2020-01-01", outcome="founded"),
        founding(trigger="2020-01-01", declaration="2020-01-01"),
        founding(),
    ],
    ids=["founded-undated", "passed-over", "first-date", "same-day", "no-date"],
)
def test_what_nobody_knows_is_unknown_and_never_a_number(row):
    found = durations(foundings(a=row), "declaration", dt.date(2026, 1, 1)).loc["a"]
    assert found["state"] == "unknown"
    assert math.isnan(found["days"])


def test_without_cases_everything_is_unknown():
    found = course(foundings(), "declaration")
    assert set(found.counts.values()) == {0}
    assert math.isnan(found.median)
    assert math.isnan(found.longest)
    assert found.curve.empty
    assert newest_entry(foundings()) is None


def test_one_case_is_its_own_median():
    found = course(foundings(a=declared("2020-01-01", "2020-07-01")), "declaration")
    assert found.counts["reached"] == 1
    assert found.lower == found.median == found.upper == found.shortest == found.longest == 182


def test_while_all_are_running_no_median_is_made_up():
    running = {name: founding(trigger=f"202{n}-01-01") for n, name in enumerate("abcd")}
    found = course(foundings(**running), "declaration", dt.date(2026, 1, 1))
    assert found.counts == {"reached": 0, "running": 4, "given_up": 0, "unknown": 0}
    assert math.isnan(found.median)
    assert (found.curve["share"] == 1).all()


def test_running_cases_lengthen_the_median():
    done = {name: declared("2020-01-01", f"2020-0{n}-01") for n, name in enumerate("abc", start=3)}
    waiting = {name: founding(trigger="2020-01-01") for name in "de"}
    until = dt.date(2021, 1, 1)
    alone = course(foundings(**done), "declaration", until)
    together = course(foundings(**done, **waiting), "declaration", until)
    assert alone.median < together.median
    assert math.isnan(together.upper)


def test_quartiles_are_days_of_cases_that_arrived():
    months = ["02", "03", "04", "05"]
    rows = {f"c{m}": declared("2023-01-01", f"2023-{m}-01") for m in months}
    found = course(foundings(**rows), "declaration")
    assert [found.lower, found.median, found.upper] == [31, 59, 90]


def test_the_table_has_a_row_per_step_and_group():
    cases = foundings(
        a=declared("2020-01-01", "2020-07-01", carrier="union"),
        b=declared("2020-01-01", "2020-04-01", carrier="chamber"),
    )
    steps = ["declaration", "linked"]
    whole = course_table(cases, steps=steps)
    assert whole["step"].tolist() == steps
    assert whole.loc[0, ["reached", "longest"]].tolist() == [2, 182]
    parts = course_table(cases, by="carrier", steps=steps)
    assert parts["group"].tolist() == ["chamber"] * 2 + ["union"] * 2
    assert parts["reached"].tolist() == [1, 0, 1, 0]


def test_factors_are_counted_by_outcome():
    cases = foundings(
        a=founding(favourable="staff;study", outcome="founded"),
        b=founding(favourable="staff", outcome="given_up"),
        c=founding(favourable="", outcome="running"),
    )
    counts = factors(cases, "favourable")
    assert counts.loc["staff"].to_dict() == {"running": 0, "founded": 1, "given_up": 1}
    assert counts.loc["study"].to_dict() == {"running": 0, "founded": 1, "given_up": 0}
    assert counts.to_numpy().sum() == 3
    assert factors(foundings(), "obstacles").to_numpy().sum() == 0


def test_own_and_reference_cases_are_mixed_only_when_asked():
    own, reference = foundings(a=founding(name="own")), foundings(a=founding(name="press"))
    inputs = SimpleNamespace(foundings=own, founding_cases=reference)
    assert cases_of(inputs, "own")["name"].tolist() == ["own"]
    assert cases_of(inputs, "reference")["name"].tolist() == ["press"]
    both = cases_of(inputs, "together")
    assert both.index.tolist() == ["own/a", "reference/a"]
    assert both["of"].tolist() == ["own", "reference"]


def test_the_order_of_the_cases_does_not_matter():
    random = np.random.default_rng(1)
    rows = {
        f"c{n}": declared("2020-01-01", f"2021-{month:02d}-01")
        for n, month in enumerate(random.integers(1, 13, 12))
    }
    cases = foundings(**rows, r=founding(trigger="2020-05-01"))
    shuffled = cases.sample(frac=1, random_state=2)
    until = dt.date(2021, 6, 1)
    first, second = (course(frame, "declaration", until) for frame in (cases, shuffled))
    pd.testing.assert_frame_equal(first.curve, second.curve)


@pytest.fixture(scope="module")
def documented(data_dir):
    """The shipped cases from public sources."""
    path = data_dir / "founding_cases.csv"
    return pd.read_csv(path, dtype=str, keep_default_na=False).set_index("id")


@pytest.mark.parametrize(
    ("case", "step", "days", "off"),
    [
        # From 15 February 2020, the middle of a month of 29 days: the rest of February, eight
        # months and 18 days; a leap year and the 233 days to 6 October 2021.
        ("wiesbaden", "kickoff", 14 + 31 + 30 + 31 + 30 + 31 + 31 + 30 + 31 + 18, 14),
        ("wiesbaden", "declaration", 366 + 233, 14),
        # 16 January to 16 July 2021, either half a month of 30 days off.
        ("mannheim", "kickoff", 15 + 28 + 31 + 30 + 31 + 30 + 16, 15 + 15),
        # 2 July 2019 (middle of the year) to 15 September 2020, a leap year.
        ("salzgitter", "declaration", 366 + 75, 182 + 14.5),
        # 16 December 2016 to 15 April 2019.
        ("bergisches-staedtedreieck", "constituted", 2 * 365 + 120, 15 + 14.5),
    ],
)
def test_durations_of_the_documented_cases_are_those_reckoned_by_hand(
    documented, case, step, days, off
):
    found = durations(documented, step).loc[case]
    assert found["state"] == "reached"
    assert (found["days"], found["half_width"]) == (days, off)


@pytest.mark.parametrize(("case", "step"), [("lippe", "declaration"), ("krefeld", "constituted")])
def test_documented_cases_without_dates_stay_unknown(documented, case, step):
    assert durations(documented, step).loc[case, "state"] == "unknown"


def test_the_documented_cases_say_how_few_they_are(documented):
    table = course_table(documented).set_index("step")
    assert table.loc["declaration", "reached"] == 3
    assert table.loc["declaration", "median"] == 599
    assert table.loc["linked", "reached"] == 0
    assert math.isnan(table.loc["linked", "median"])
