"""Controls of the page on foundings: the calendar, and which course to look at."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any, cast

from dash import dcc, html
from dash.development.base_component import Component
from werkzeug.exceptions import BadRequest

from dashboard import ids
from dashboard.fields import field, select
from dashboard.forms import Select
from dashboard.plan_controls import limits_of
from dashboard.texts import word
from rollout.errors import Lang
from rollout.export.foundings import step_name
from rollout.milestones import STEP_KEYS
from rollout.scenario import Scenario
from rollout.workload import add_months, first_day, quarter_of, quarter_words

NO_START = "none"
QUARTERS_AHEAD = 24
CALENDAR = {
    ids.BOARD_START: "start",
    ids.BOARD_PACING: "pacing",
    ids.BOARD_MONTHS: "apart",
    ids.BOARD_STAFF: "staff",
    ids.BOARD_DAYS: "staffdays",
    ids.BOARD_LINK: "linkmonths",
}
ADDRESS = {**CALENDAR, ids.BOARD_STEP: "step", ids.BOARD_BY: "by"}
FIELDS = ("first_start", "pacing", "wave_months", "staff", "staff_days", "link_months")
NUMBERS = {
    ids.BOARD_MONTHS: "wave_months",
    ids.BOARD_STAFF: "staff",
    ids.BOARD_DAYS: "staff_days",
    ids.BOARD_LINK: "link_months",
}
BY = ("none", "kind", "carrier")
FIRST_STEP = "constituted"  # reached by most of the documented cases


def calendar_controls(scenario: Scenario, lang: Lang) -> list[Component]:
    """Start, pace and staff of the waves."""
    pacings = [(key, word(f"board_pacing_{key}", lang)) for key in ("months", "staff")]
    staff = field(word("board_staff", lang), _number(ids.BOARD_STAFF, scenario))
    children = cast("list[Component]", staff.children)
    children.append(html.P(word("board_staff_hint", lang), className="hint"))
    return [
        field(word("board_start", lang), _start(scenario, lang)),
        field(word("board_pacing", lang), select(ids.BOARD_PACING, pacings, scenario.pacing)),
        field(word("board_months", lang), _number(ids.BOARD_MONTHS, scenario)),
        staff,
        field(word("board_days", lang), _number(ids.BOARD_DAYS, scenario)),
        field(word("board_link", lang), _number(ids.BOARD_LINK, scenario)),
    ]


def course_controls(lang: Lang) -> list[Component]:
    """Step to look at, and how to split the table."""
    steps = [(key, step_name(key, lang)) for key in STEP_KEYS[1:]]
    parts = [(key, word(f"board_by_{key}", lang)) for key in BY]
    return [
        field(word("board_step", lang), select(ids.BOARD_STEP, steps, FIRST_STEP)),
        field(word("board_by", lang), select(ids.BOARD_BY, parts, BY[0])),
    ]


def all_controls(scenario: Scenario, lang: Lang) -> list[Component]:
    """Every control the address keeps."""
    return [*calendar_controls(scenario, lang), *course_controls(lang)]


def _start(scenario: Scenario, lang: Lang) -> Select:
    """Quarters to come, and the day of the scenario file if there is one."""
    quarter = first_day(quarter_of(dt.date.today()))
    days = [add_months(quarter, 3 * n) for n in range(QUARTERS_AHEAD)]
    options = [(day.isoformat(), quarter_words(quarter_of(day), lang)) for day in days]
    given = scenario.first_start
    if given and given not in days:
        options.insert(0, (given.isoformat(), given.isoformat()))
    chosen = given.isoformat() if given else NO_START
    return select(ids.BOARD_START, [(NO_START, word("board_start_none", lang)), *options], chosen)


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
