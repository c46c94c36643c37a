"""Where running foundings stand, and which have stalled."""

import datetime as dt
import math

from rollout.foundings.stalled import running_cases, stalled_after
from tests.made_foundings import founding, foundings

TODAY = dt.date(2026, 1, 1)


def moved_on(days):
    """Press cases that went from the kick-off to the declaration in so many days."""
    start = dt.date(2020, 1, 1)
    rows = {
        f"r{n}": founding(
            kickoff=start.isoformat(),
            declaration=(start + dt.timedelta(days=length)).isoformat(),
            outcome="founded",
        )
        for n, length in enumerate(days)
    }
    return foundings(**rows)


def test_a_founding_stands_at_its_furthest_step_since_its_newest_date():
    cases = foundings(a=founding(trigger="2025-01-01", kickoff="2025-03-01", core_group="2025-02"))
    found = running_cases(cases, TODAY, {}).loc["a"]
    assert found[["step", "since"]].tolist() == ["core_group", "2025-03-01"]
    assert found["days"] == 306
    assert not found["stalled"]


def test_the_limit_is_the_upper_quartile_of_the_time_to_the_next_step():
    limits, of = stalled_after(foundings(), moved_on([100, 200, 300, 400]))
    assert limits["kickoff"] == 300
    assert of["kickoff"] == "reference"
    assert math.isnan(limits["linked"])


def test_five_own_cases_that_moved_on_set_the_limit_themselves():
    limits, of = stalled_after(moved_on([10] * 5), moved_on([100] * 5))
    assert (limits["kickoff"], of["kickoff"]) == (10, "own")
    limits, of = stalled_after(moved_on([10] * 4), moved_on([100] * 5))
    assert (limits["kickoff"], of["kickoff"]) == (100, "reference")


def test_a_case_still_in_its_step_raises_the_limit_and_never_lowers_it():
    waiting = foundings(w=founding(kickoff="2020-01-01"))
    alone, _ = stalled_after(moved_on([10, 20, 30, 40, 50]), foundings())
    both = moved_on([10, 20, 30, 40, 50])
    both.loc["w"] = waiting.loc["w"]
    with_one, _ = stalled_after(both, foundings(), TODAY)
    assert with_one["kickoff"] >= alone["kickoff"]


def test_stalled_ones_come_first_then_the_longest_standing():
    cases = foundings(
        fresh=founding(kickoff="2025-12-01"),
        stalled=founding(kickoff="2025-01-01"),
        unlimited=founding(linked="2015-01-01"),
        done=founding(kickoff="2020-01-01", outcome="founded"),
        undated=founding(),
    )
    found = running_cases(cases, TODAY, {"kickoff": 300.0})
    assert found.index.tolist() == ["stalled", "unlimited", "fresh", "undated"]
    assert found["stalled"].tolist() == [True, False, False, False]
    assert found.loc["undated", "step"] == ""
    assert math.isnan(found.loc["undated", "days"])


def test_an_empty_record_has_nothing_standing():
    assert running_cases(foundings(), TODAY, {}).empty
