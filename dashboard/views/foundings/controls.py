"""Controls of the page on foundings: the calendar, and which course to look at."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any, cast

from dash import dcc, html
from dash.development.base_component import Component
from werkzeug.exceptions import BadRequest

from dashboard.page import ids
from dashboard.page.form_fields import field, select
from dashboard.page.forms import Select
from dashboard.views.foundings.words import word
from dashboard.views.plan.controls import limits_of
from rollout.export.founding_tables import step_name
from rollout.founding_steps import STEP_KEYS
from rollout.foundings.durations import CourseGroup
from rollout.language import Lang
from rollout.plan.workload import add_months, first_day, quarter_of, quarter_words
from rollout.scenario import Scenario

NO_START = "none"
QUARTERS_AHEAD = 24
FIELDS = ("first_start", "pacing", "wave_months", "staff", "staff_days", "link_months")
NUMBERS = {
    ids.FOUNDINGS_MONTHS: "wave_months",
    ids.FOUNDINGS_STAFF: "staff",
    ids.FOUNDINGS_DAYS: "staff_days",
    ids.FOUNDINGS_LINK: "link_months",
}
GROUPS: Mapping[str, CourseGroup | None] = {"none": None, "kind": "kind", "carrier": "carrier"}
BY = tuple(GROUPS)
FIRST_STEP = "constituted"  # reached by most of the documented cases


def calendar_controls(scenario: Scenario, lang: Lang) -> list[Component]:
    """Start, pace and staff of the waves."""
    pacings = [(key, word(f"foundings_pacing_{key}", lang)) for key in ("months", "staff")]
    staff = field(word("foundings_staff", lang), _number(ids.FOUNDINGS_STAFF, scenario))
    children = cast("list[Component]", staff.children)
    children.append(html.P(word("foundings_staff_hint", lang), className="hint"))
    return [
        field(word("foundings_start", lang), _start(scenario, lang)),
        field(
            word("foundings_pacing", lang), select(ids.FOUNDINGS_PACING, pacings, scenario.pacing)
        ),
        field(word("foundings_months", lang), _number(ids.FOUNDINGS_MONTHS, scenario)),
        staff,
        field(word("foundings_days", lang), _number(ids.FOUNDINGS_DAYS, scenario)),
        field(word("foundings_link", lang), _number(ids.FOUNDINGS_LINK, scenario)),
    ]


def course_controls(lang: Lang) -> list[Component]:
    """Step to look at, and how to split the table."""
    steps = [(key, step_name(key, lang)) for key in STEP_KEYS[1:]]
    parts = [(key, word(f"foundings_by_{key}", lang)) for key in BY]
    return [
        field(word("foundings_step", lang), select(ids.FOUNDINGS_STEP, steps, FIRST_STEP)),
        field(word("foundings_by", lang), select(ids.FOUNDINGS_BY, parts, BY[0])),
    ]


def all_controls(scenario: Scenario, lang: Lang) -> list[Component]:
    """Every control the address keeps."""
    return [*calendar_controls(scenario, lang), *course_controls(lang)]


def _start(scenario: Scenario, lang: Lang) -> Select:
    """Quarters to come, and the day of the scenario file if there is one."""
    quarter = first_day(quarter_of(dt.date.today()))
    days = [add_months(quarter, 3 * n) for n in range(QUARTERS_AHEAD)]
    options = [(day.isoformat(), quarter_words(quarter_of(day))[lang]) for day in days]
    given = scenario.first_start
    if given and given not in days:
        options.insert(0, (given.isoformat(), given.isoformat()))
    chosen = given.isoformat() if given else NO_START
    return select(
        ids.FOUNDINGS_START, [(NO_START, word("foundings_start_none", lang)), *options], chosen
    )


def _number(id_: str, scenario: Scenario) -> dcc.Input:
    name = NUMBERS[id_]
    low, high = limits_of(name)
    whole = name in ("wave_months", "link_months")
    return dcc.Input(
        id=id_, type="number", min=low, max=high, step=1 if whole else "any",
        value=getattr(scenario, name), className="number",
    )  # fmt: skip


def calendar_scenario(scenario: Scenario, values: Mapping[str, object]) -> Scenario:
    """Scenario with the calendar of the controls.

    Parameters
    ----------
    values
        Value per field of the calendar; an empty number keeps that of `scenario`, empty staff
        means none.

    Raises `BadRequest` on what a control cannot send, `ScenarioError` on what nobody can use.
    """
    given: dict[str, Any] = {"first_start": _day(values["first_start"])}
    if values["pacing"] not in ("months", "staff"):
        raise BadRequest
    given["pacing"] = values["pacing"]
    for name in NUMBERS.values():
        number = values[name]
        if number is None or number == "":
            given[name] = None if name == "staff" else getattr(scenario, name)
            continue
        if isinstance(number, bool) or not isinstance(number, (int, float)):
            raise BadRequest
        if not math.isfinite(number):
            raise BadRequest
        given[name] = number
    return scenario.changed(**given)


def _day(value: object) -> dt.date | None:
    if value == NO_START:
        return None
    try:
        return dt.date.fromisoformat(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise BadRequest from None
