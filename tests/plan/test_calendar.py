"""The calendar of a plan: dates, work per quarter, shortages, growth of the network."""

import datetime as dt
import math

import pandas as pd
import pytest

from rollout.errors import ScenarioError
from rollout.plan.calendar import Lapse, lapses, schedule
from rollout.plan.outlook import known_counts, outlook, success
from rollout.plan.workload import Load, add_months, quarter_of
from rollout.scenario import Scenario
from tests.made_foundings import declared, founding, foundings

START = dt.date(2027, 1, 1)
LAPSES = {
    "declaration": Lapse("declaration", "reference", 9, 181, 365, 730),
    "constituted": Lapse("constituted", "reference", 9, 200, 400, math.nan),
    "linked": Lapse("linked", "own", 6, 400, 730, 1000),
}
HISTORY = pd.DataFrame(
    {
        "date": ["2017", "2021-01-01", "2022-12-31", "2023-12-31", "2023-12-31"],
        "count": [40, 31, 60, 60, 93],
        "qualifier": ["identified", "exact", "over", "target", "exact"],
    }
)


def waves(*rows):
    """Waves of so many regions and so much effort."""
    index = pd.RangeIndex(1, len(rows) + 1, name="wave")
    return pd.DataFrame(list(rows), columns=["new", "cost"], index=index)


def planned(*rows, **choices):
    return schedule(waves(*rows), LAPSES, Scenario(first_start=START, **choices))


def test_without_a_start_there_is_no_calendar():
    assert schedule(waves((5, 100.0)), LAPSES, Scenario()) is None


def test_waves_start_the_given_months_apart():
    found = planned((5, 1.0), (5, 1.0), (2, 1.0), wave_months=6)
    assert found.dates["start"].tolist() == [START, dt.date(2027, 7, 1), dt.date(2028, 1, 1)]
    assert found.dates.index.tolist() == [1, 2, 3]
    assert found.dates["regions"].tolist() == [5, 5, 2]


def test_a_wave_gets_the_quartiles_as_its_band():
    first = planned((5, 1.0)).dates.loc[1]
    assert first["declaration_early"] == START + dt.timedelta(days=181)
    assert first["declaration_expected"] == dt.date(2028, 1, 1)
    assert first["declaration_late"] == START + dt.timedelta(days=730)
    assert first["constituted_late"] is None, "a quartile nobody has reached is no date"


def test_the_work_of_a_wave_is_spread_over_its_two_phases():
    work = planned((5, 100.0), declaration_share=0.6).workload
    assert work.index[0] == "2027-Q1"
    assert work["needed"].sum() == pytest.approx(100)
    first_year = work.loc[[q for q in work.index if q.startswith("2027")], "needed"]
    assert first_year.sum() == pytest.approx(60)
    assert work.loc["2027-Q1", "needed"] == pytest.approx(60 * 90 / 365)
    assert work["available"].isna().all()


def test_work_adds_up_over_waves_and_covers_every_quarter():
    work = planned((5, 100.0), (5, 50.0), wave_months=60).workload
    assert work["needed"].sum() == pytest.approx(150)
    assert (work["needed"] == work[["wave_1", "wave_2"]].sum(axis=1)).all()
    quarters = pd.PeriodIndex([q.replace("-", "") for q in work.index], freq="Q")
    assert (quarters.asi8[1:] - quarters.asi8[:-1] == 1).all()
    assert (work["needed"] == 0).any(), "a pause between the waves is a row too"


def test_enough_staff_means_no_warning():
    assert planned((5, 100.0), staff=1).shortages == ()


def test_a_wave_that_cannot_be_served_is_named_with_quarter_days_and_remedy():
    found = planned((5, 200.0), (5, 200.0), wave_months=3, staff=1, staff_days=30)
    (lack,) = found.shortages
    assert lack.wave == 2
    days = found.workload.loc[lack.quarter]
    assert lack.missing_days == pytest.approx(days["needed"] - 30)
    assert days["missing"] == pytest.approx(lack.missing_days)
    assert lack.missing_staff == pytest.approx(lack.missing_days / 30)
    text = lack.message()
    assert "Welle 2" in text.de
    assert "Quartal 20" in text.de
    assert "Abhilfe" in text.de
    assert "Remedy" in text.en
    assert str(math.ceil(lack.missing_days)) in text.en


def test_the_start_named_as_remedy_is_the_first_that_works():
    choices = {"staff": 1, "staff_days": 30}
    (lack,) = planned((5, 200.0), (5, 200.0), wave_months=3, **choices).shortages
    scenario = Scenario(first_start=START, **choices)
    load = Load(365, 730, scenario)
    first = load.of_wave(START, 200.0)
    year, number = int(lack.could_start[:4]), int(lack.could_start[-1])
    works = dt.date(year, 3 * number - 2, 1)
    assert load.fits(works, 200.0, first)
    assert not load.fits(add_months(works, -3), 200.0, first)


def test_a_wave_too_large_at_any_date_is_told_so():
    (lack,) = planned((50, 5000.0), staff=1).shortages
    assert lack.could_start is None
    assert "weniger Regionen" in lack.message().de


def test_paced_by_staff_no_wave_is_short():
    found = planned((5, 200.0), (5, 200.0), (5, 200.0), pacing="staff", staff=1, staff_days=30)
    assert found.shortages == ()
    assert found.dates["start"].is_monotonic_increasing
    assert (found.workload["needed"] <= found.workload["available"] + 1e-6).all()


def test_pacing_by_staff_needs_staff():
    with pytest.raises(ScenarioError, match="pacing: is staff, but staff is missing"):
        planned((5, 1.0), pacing="staff")


def test_a_start_within_a_quarter_counts_the_staff_from_that_day():
    scenario = Scenario(first_start=dt.date(2027, 3, 2), staff=2, staff_days=45)
    load = Load(365, 730, scenario)
    assert load.available("2027-Q1") == pytest.approx(2 * 45 * 30 / 90)
    assert load.available("2027-Q2") == 90


def test_without_a_known_duration_there_are_no_dates_and_no_work():
    nothing = lapses(foundings(), foundings(), Scenario())
    found = schedule(waves((5, 10.0)), nothing, Scenario(first_start=START, staff=1))
    assert found.dates.loc[1, "linked_expected"] is None
    assert found.workload.empty
    assert found.shortages == ()


def test_five_own_cases_replace_the_reference_cases():
    own = {f"o{n}": declared("2020-01-01", "2020-04-10") for n in range(5)}
    press = {f"r{n}": declared("2015-01-01", "2016-01-01") for n in range(8)}
    few = foundings(**dict(list(own.items())[:4]))
    found = lapses(few, foundings(**press), Scenario())["declaration"]
    assert (found.of, found.reached, found.median) == ("reference", 8, 365)
    found = lapses(foundings(**own), foundings(**press), Scenario())["declaration"]
    assert (found.of, found.reached, found.median) == ("own", 5, 100)


def test_the_link_is_assumed_where_nobody_measured_it():
    press = foundings(a=declared("2015-01-01", "2016-01-01"))
    found = lapses(foundings(), press, Scenario(link_months=6))
    assert found["linked"].of == "assumed"
    assert found["linked"].median == pytest.approx(365 + 182.6, abs=0.1)


@pytest.mark.parametrize(
    ("day", "quarter"), [("2027-01-01", "2027-Q1"), ("2027-03-31", "2027-Q1"),
                         ("2027-12-31", "2027-Q4")],
)  # fmt: skip
def test_days_belong_to_calendar_quarters(day, quarter):
    assert quarter_of(dt.date.fromisoformat(day)) == quarter


def test_only_exact_counts_of_the_network_are_known_points():
    known = known_counts(HISTORY)
    assert known.tolist() == [31, 93]
    assert known.index[-1] == dt.date(2023, 12, 31)


def test_a_count_known_by_year_stands_in_its_middle():
    year = pd.DataFrame({"date": ["2024"], "count": [95], "qualifier": ["exact"]})
    assert known_counts(year).index.tolist() == [dt.date(2024, 7, 1)]


def test_the_band_runs_from_none_to_all_while_no_success_is_known():
    plan = planned((5, 1.0), (5, 1.0))
    found = outlook(HISTORY, foundings(), LAPSES["linked"], plan)
    assert found.success is None
    assert (found.band["low"] == 93).all()
    assert found.band["high"].iloc[[0, -1]].tolist() == [93, 103]
    assert found.band["expected"].isna().all(), "no rate of success is made up"
    early = START + dt.timedelta(days=400)
    assert found.band.loc[early, "high"] == 98


def test_own_results_narrow_the_band():
    ended = {f"e{n}": founding(outcome="founded" if n < 6 else "given_up") for n in range(8)}
    found = outlook(HISTORY, foundings(**ended), LAPSES["linked"], planned((8, 1.0)))
    assert (found.success.founded, found.success.ended) == (6, 8)
    last = found.band.iloc[-1]
    assert last["expected"] == pytest.approx(93 + 8 * 6 / 8)
    assert 93 < last["low"] < last["expected"] < last["high"] < 101
    p, n, z = 6 / 8, 8, 1.959964  # Wilson's interval
    middle, width = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    assert found.success.low == pytest.approx((middle - width) / (1 + z * z / n), abs=1e-5)


def test_four_results_are_too_few_for_a_rate():
    assert success(foundings(**{f"e{n}": founding(outcome="founded") for n in range(4)})) is None


def test_running_foundings_join_after_today_and_undated_ones_are_only_named():
    own = foundings(
        a=founding(trigger="2020-01-01"),
        b=founding(),
        c=founding(trigger="2020-01-01", linked="2021-01-01"),
    )
    today = dt.date(2026, 1, 1)
    found = outlook(HISTORY, own, LAPSES["linked"], today=today)
    assert found.undated == 1
    assert found.band["high"].tolist() == [93, 94]
    assert found.band.index[-1] == today


def test_without_anything_coming_the_band_is_todays_count():
    band = outlook(HISTORY, foundings(), LAPSES["linked"]).band
    assert band[["low", "high"]].to_numpy().tolist() == [[93, 93]]
