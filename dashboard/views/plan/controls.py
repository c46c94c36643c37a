"""Controls of the view Roll-out plan beside its settings, and how these are grouped."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from rollout.language import Lang
from rollout.model import Inputs
from rollout.scenario import Scenario

from ...page import ids
from ...page.controls import group
from ...page.form_fields import field, select, state
from ...page.forms import InputField
from ...page.old_addresses import KEPT_PATTERN
from ...page.settings import LONGEST_REASON
from .words import word
from .work import GUESTS, MOST_PLACES

FIELDS = "controls plan-fields"
WIDE = "controls plan-fields plan-wide"


def setting_groups(inputs: Inputs, scenario: Scenario, lang: Lang) -> list[Component]:
    """All settings, the limits folded away."""
    limits = html.Div(group("limits", inputs, scenario, lang), className=WIDE)
    return [
        _group("plan_group_size", group("size", inputs, scenario, lang), FIELDS, lang),
        _group("plan_group_goal", group("goal", inputs, scenario, lang), WIDE, lang),
        _travel_times(inputs, scenario, lang),
        html.Details([html.Summary(word("plan_group_limits", lang)), limits], className="settings"),
    ]


def _group(title: str, controls: list[Component], kind: str, lang: Lang) -> html.Div:
    fields = html.Div(controls, className=kind)
    return html.Div([html.H3(word(title, lang)), fields], className="plan-group")


def _travel_times(inputs: Inputs, scenario: Scenario, lang: Lang) -> html.Div:
    """Longest time and the place of the file; the script shows them when they count."""
    return html.Div(
        [
            html.Div(group("travel_time", inputs, scenario, lang), className=FIELDS),
            html.P(word("plan_times_text", lang), className="hint"),
            html.Div(id=ids.PLAN_TIMES_FORM, className="upload-form"),
            html.Div(id=ids.PLAN_TIMES_REPORT, role="status"),
        ],
        id=ids.PLAN_TIMES,
        className="plan-group",
        hidden=scenario.reach != "travel_time" or scenario.objective == "regions",
    )


def state_fields(inputs: Inputs, scenario: Scenario, lang: Lang) -> list[Component]:
    """What scripts set: picks and the kept plan."""
    return [
        *group("picks", inputs, scenario, lang),
        state(ids.PLAN_KEPT, "", KEPT_PATTERN),
    ]


def pick_controls(inputs: Inputs, lang: Lang) -> list[Component]:
    """District, reason and the two decisions."""
    names = inputs.districts["display_name"].sort_values()
    options = [("none", word("plan_pick_nobody", lang)), *names.items()]
    reason = InputField(
        id=ids.PLAN_PICK_REASON, type="text", value="", maxLength=LONGEST_REASON, className="search"
    )
    return [
        field(word("plan_pick_district", lang), select(ids.PLAN_PICK, options, "none")),
        html.Div(field(word("plan_pick_reason", lang), reason), className="plan-reason"),
        html.Div(
            [
                button(ids.PLAN_REQUIRE, "plan_pick_require", lang),
                button(ids.PLAN_EXCLUDE, "plan_pick_exclude", lang),
            ],
            className="buttons",
        ),
    ]


def fewest_fields(lang: Lang) -> list[Component]:
    """The share that the fewest shall reach."""
    number = InputField(
        id=ids.PLAN_SHARE, type="number", value=50, min=1, max=100, step="any", className="number"
    )
    return [field(word("plan_share", lang), number)]


def meeting_fields(lang: Lang) -> list[Component]:
    """How many events, and who comes."""
    number = InputField(
        id=ids.PLAN_MEET_COUNT, type="number", value=1, min=1, max=MOST_PLACES, step=1,
        className="number",
    )  # fmt: skip
    guests = [(key, word(f"plan_meet_{key}", lang)) for key in GUESTS]
    return [
        field(word("plan_meet_count", lang), number),
        field(word("plan_meet_guests_of", lang), select(ids.PLAN_MEET_WHO, guests, GUESTS[0])),
    ]


def button(id_: str, key: str, lang: Lang, kind: str = "button", **more: Any) -> html.Button:
    """Plain button."""
    return html.Button(word(key, lang), id=id_, type="button", className=kind, **more)
