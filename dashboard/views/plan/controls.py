"""Controls of the view Roll-out plan; limits and help come from the fields of the scenario."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.page import ids
from dashboard.page.form_fields import field, kept, select
from dashboard.page.forms import Switch
from dashboard.views.plan.settings import (
    CHOICES,
    FLAGS,
    KEPT_PATTERN,
    LONGEST_PAIRS,
    LONGEST_REASON,
    MOST_SECONDS,
    NUMBERS,
    OPTIONAL,
    PAIRS,
    PICKS,
    PICKS_PATTERN,
    WHOLE,
    plan_values,
)
from dashboard.views.plan.words import word
from rollout.language import Lang
from rollout.model import Inputs
from rollout.scenario import Scenario

SIZE = ("count", "waves", "time_limit_s")
GOAL = ("demand", "objective", "reach", "candidates", "prefer_potential", "potential_slack")
LIMITS = ("max_per_land", "region_cost", "budget", *PAIRS)
EXAMPLES = {
    "most_in_land": "plan_example_land",
    "least_in_land": "plan_example_land",
    "costs": "plan_example_costs",
    "wave_weights": "plan_example_weights",
}

# Settings of the plan with their keys in the address, and what else the address keeps.


def setting_groups(scenario: Scenario, lang: Lang) -> list[Component]:
    """All settings, the limits folded away."""
    return [
        _group("plan_group_size", SIZE, scenario, lang),
        _group("plan_group_goal", GOAL, scenario, lang),
        _travel_times(scenario, lang),
        html.Details(
            [
                html.Summary(word("plan_group_limits", lang)),
                html.Div(
                    _controls(LIMITS, scenario, lang), className="controls plan-fields plan-wide"
                ),
            ],
            className="settings",
        ),
    ]


def _group(title: str, names: tuple[str, ...], scenario: Scenario, lang: Lang) -> html.Div:
    kind = "controls plan-fields plan-wide" if names is GOAL else "controls plan-fields"
    fields = html.Div(_controls(names, scenario, lang), className=kind)
    return html.Div([html.H3(word(title, lang)), fields], className="plan-group")


def _travel_times(scenario: Scenario, lang: Lang) -> html.Div:
    """Longest time and the place of the file; the script shows them when they count."""
    limit = html.Div(_controls(("max_minutes",), scenario, lang), className="controls plan-fields")
    return html.Div(
        [
            limit,
            html.P(word("plan_times_text", lang), className="hint"),
            html.Div(id=ids.PLAN_TIMES_FORM, className="upload-form"),
            html.Div(id=ids.PLAN_TIMES_REPORT, role="status"),
        ],
        id=ids.PLAN_TIMES,
        className="plan-group",
        hidden=scenario.reach != "travel_time",
    )


def _controls(names: Iterable[str], scenario: Scenario, lang: Lang) -> list[Component]:
    values = plan_values(scenario)
    return [setting(name, values[name], lang) for name in names]


def setting(name: str, value: Any, lang: Lang) -> Component:
    """One setting with its label and, where it says more than the label, its help."""
    id_ = ids.plan_setting(name)
    label = word(f"plan_{name}", lang)
    if name in FLAGS:
        return html.Div(Switch(id=id_, label=label, value=value), className="field check")
    if name in CHOICES:
        options = [(key, word(f"plan_{name}_{key}", lang)) for key in options_of(name)]
        return field(label, select(id_, options, value))
    made = field(label, _pairs(id_, value) if name in PAIRS else _number(name, value))
    hint = _hint(name, lang)
    if hint:
        made.children.append(html.P(hint, className="hint"))
    return made


def options_of(name: str) -> list[str]:
    """Values of a choice that this page offers."""
    return list(get_args(Scenario.model_fields[name].annotation))


def _pairs(id_: str, value: str) -> dcc.Input:
    return dcc.Input(id=id_, type="text", value=value, maxLength=LONGEST_PAIRS, className="search")


def _number(name: str, value: float | None) -> dcc.Input:
    low, high = limits_of(name)
    step = 1 if name in WHOLE else "any"
    return dcc.Input(
        id=ids.plan_setting(name), type="number", min=low, max=high, step=step, value=value,
        className="number",
    )  # fmt: skip


def limits_of(name: str) -> tuple[float, float]:
    """Smallest and largest value of a number, in the unit of its control."""
    if name == "time_limit_s":
        return 1, MOST_SECONDS
    bounds = {
        key: getattr(entry, key)
        for entry in Scenario.model_fields[name].metadata
        for key in ("ge", "gt", "le", "lt")
        if getattr(entry, key, None) is not None
    }
    factor = 100 if name == "potential_slack" else 1
    return bounds.get("ge", 0) * factor, bounds.get("le", 1e9) * factor


def _hint(name: str, lang: Lang) -> str:
    if name in EXAMPLES:
        return word(EXAMPLES[name], lang)
    if name in OPTIONAL:
        return word("plan_no_limit", lang)
    return help_of(name, lang) if name in ("region_cost", "time_limit_s") else ""


def help_of(name: str, lang: Lang) -> str:
    """Help of a field, without the list of its values."""
    extra = Scenario.model_fields[name].json_schema_extra
    text = str(extra[f"help_{lang}"]) if isinstance(extra, dict) else name
    return text.partition(":")[0]


def state_fields(scenario: Scenario) -> list[Component]:
    """What the address keeps beside the settings: picks, whether to plan at once, the kept plan."""
    return [
        kept(ids.plan_setting(PICKS), plan_values(scenario)[PICKS], PICKS_PATTERN),
        kept(ids.PLAN_AUTO, "0", "0|1"),
        kept(ids.PLAN_KEPT, "", KEPT_PATTERN),
    ]


def pick_controls(inputs: Inputs, lang: Lang) -> list[Component]:
    """District, reason and the two decisions."""
    names = inputs.districts["display_name"].sort_values()
    options = [("none", word("plan_pick_nobody", lang)), *names.items()]
    reason = dcc.Input(
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


def button(id_: str, key: str, lang: Lang, kind: str = "button", **more: Any) -> html.Button:
    """Plain button."""
    return html.Button(word(key, lang), id=id_, type="button", className=kind, **more)


def all_controls(scenario: Scenario, lang: Lang) -> list[Component]:
    """Every control the address keeps."""
    values = plan_values(scenario)
    return [
        *(setting(name, values[name], lang) for name in (*NUMBERS, *CHOICES, *FLAGS, *PAIRS)),
        *state_fields(scenario),
    ]
