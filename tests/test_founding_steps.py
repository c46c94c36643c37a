"""Steps, words and dates of reduced precision."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rollout import founding_steps
from rollout.founding_steps import STEP_KEYS, days_since_last, period, surely_before

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


def test_the_eleven_steps_are_numbered_in_order() -> None:
    assert [step.number for step in founding_steps.STEPS] == list(range(1, 12))
    assert STEP_KEYS[0] == "trigger"
    assert STEP_KEYS[5] == "declaration"
    assert STEP_KEYS[-1] == "secured"


def test_every_word_is_said_in_both_languages() -> None:
    lists = (
        founding_steps.KINDS,
        founding_steps.CARRIERS,
        founding_steps.OUTCOMES,
        founding_steps.FAVOURABLE,
        founding_steps.OBSTACLES,
    )
    texts = [text for words in lists for text in words.values()]
    texts += [step.text for step in founding_steps.STEPS]
    assert all(text.de and text.en and text.de != text.en for text in texts)


@given(DAYS)
def test_a_day_lies_in_its_month_and_its_year(day: dt.date) -> None:
    last = calendar.monthrange(day.year, day.month)[1]
    month, year = period(f"{day:%Y-%m}"), period(f"{day:%Y}")
    assert month.first == day.replace(day=1)
    assert month.last == day.replace(day=last)
    assert year.first <= month.first <= day <= month.last <= year.last
    assert abs((day - month.middle).days) <= month.half_width_days + 0.5
    assert period(day.isoformat()).half_width_days == 0


@given(DAYS, DAYS, st.sampled_from([4, 7, 10]), st.sampled_from([4, 7, 10]))
def test_one_date_is_surely_before_another_if_no_days_say_otherwise(
    a: dt.date, b: dt.date, first: int, second: int
) -> None:
    if surely_before(a.isoformat()[:first], b.isoformat()[:second]):
        assert a < b


@pytest.mark.parametrize("text", ["", "21", "2021-13", "2021-02-30", "2021-1", "2021-10-6", "x"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|day"):
        period(text)


def test_the_last_step_is_the_furthest_and_the_start_the_earliest() -> None:
    row = dict.fromkeys(STEP_KEYS, "") | {
        "stock_taking": "2022-04", "constituted": "2021-10", "office": "2024-01",
    }  # fmt: skip
    last, start = founding_steps.last_step(row), founding_steps.beginning(row)
    assert last is not None
    assert start is not None
    assert last[0].key == "office"
    assert start == period("2021-10")
    assert founding_steps.last_step(dict.fromkeys(STEP_KEYS, "")) is None


def test_days_are_counted_from_the_newest_step_and_never_below_zero() -> None:
    row = dict.fromkeys(STEP_KEYS, "") | {"constituted": "2021-10-01", "stock_taking": "2022"}
    assert days_since_last(row, dt.date(2022, 7, 12)) == 10.0
    assert days_since_last(row, dt.date(2022, 1, 1)) == 0.0
