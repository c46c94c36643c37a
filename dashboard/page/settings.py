"""What a visitor can turn: one table of settings, one way out of a scenario and one way back.

Settings travel as `{field: value}` under the names and in the units of `scenario.toml`: between
browser and server, in the address, in links to files and in kept plans.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
from werkzeug.exceptions import BadRequest

from rollout.ags import is_district_key
from rollout.errors import ScenarioError, parameter_error
from rollout.language import Text
from rollout.model import Inputs
from rollout.plan.regions import OBJECTIVES, REACHES, Objective, PlanReach
from rollout.scenario import Scenario
from rollout.scenario.records import Record, records
from rollout.scenario.rules import RULES, Rule

from . import ids
from .old_addresses import renewed

COUNTRY = "DE"
EVERYTHING = "all"
OWN = "own"  # token of the files a visitor brought along
NEAREST_KM = "nearest_km"

Group = Literal[
    "counts", "preset", "weights", "method", "size", "goal", "travel_time", "limits", "picks",
    "calendar",
]  # fmt: skip


@dataclass(frozen=True)
class Control:
    """How the page shows a field of the scenario; limits and step come from the field.

    Parameters
    ----------
    group
        Where it stands, see `controls.group`.
    percent
        Whether a share is shown in per cent.
    widget
        `plain` follows from the kind of the field; `year` is a slider over the founding years,
        `quarter` a list of those to come, `across` one of the neighbour countries, there where the
        register knows any, `area` a list of the parts of the country; `script` has no field of its
        own: a script sets it.
    high
        Most that this page allows, where that is less than the limit of the field.
    """

    group: Group
    percent: bool = False
    widget: Literal["plain", "year", "quarter", "across", "area", "script"] = "plain"
    high: float | None = None


SETTINGS: dict[str, Control] = {
    "rule": Control("counts"),
    "radius_km": Control("counts"),
    "half_ring": Control("counts"),
    "as_of": Control("counts", widget="year"),
    "min_confidence": Control("counts"),
    "federal_networks": Control("counts"),
    "countries": Control("counts", widget="across"),
    "preset": Control("preset"),
    "dimension_weights": Control("weights", widget="script"),
    "indicator_weights": Control("weights", widget="script"),
    "expert_weights": Control("weights", widget="script"),
    "indicator_least": Control("weights", widget="script"),
    "indicator_most": Control("weights", widget="script"),
    "class_limits": Control("weights", widget="script"),
    "normalisation": Control("method"),
    "aggregation": Control("method"),
    "missing_rule": Control("method"),
    "outliers": Control("method"),
    "score_classes": Control("method"),
    "min_known_share": Control("method", percent=True),
    "diffusion_share": Control("method", percent=True),
    "count": Control("size"),
    "waves": Control("size"),
    "time_limit_s": Control("size", high=300),  # all visitors share the processors
    "objective": Control("goal"),
    "area": Control("goal", widget="area"),
    "aim": Control("goal"),
    "demand": Control("goal"),
    "weight": Control("goal"),
    "weight_strength": Control("goal", percent=True),
    "land_share": Control("goal", percent=True),
    "reach": Control("goal"),
    "candidates": Control("goal"),
    "prefer_potential": Control("goal"),
    "potential_slack": Control("goal", percent=True),
    "max_minutes": Control("travel_time"),
    "max_per_land": Control("limits"),
    "budget": Control("limits"),
    "region_cost": Control("limits"),
    "ask_days": Control("limits"),
    "connect_days": Control("limits"),
    "connect_days_per_district": Control("limits"),
    "extend_days": Control("limits"),
    "least_foundings": Control("limits"),
    "action_shares": Control("limits"),
    "most_in_land": Control("limits"),
    "least_in_land": Control("limits"),
    "costs": Control("limits"),
    "wave_weights": Control("limits"),
    "own_regions": Control("limits"),
    "require": Control("picks", widget="script"),
    "exclude": Control("picks", widget="script"),
    "fixed_regions": Control("picks", widget="script"),
    "dropped_regions": Control("picks", widget="script"),
    "first_start": Control("calendar", widget="quarter"),
    "pacing": Control("calendar"),
    "wave_months": Control("calendar"),
    "staff": Control("calendar"),
    "staff_days": Control("calendar"),
    "link_months": Control("calendar"),
}


@dataclass(frozen=True)
class Look:
    """What the address keeps beside the settings: its control, and whether it filters the list."""

    id: str
    filters: bool = False


LOOKS: dict[str, Look] = {
    "land": Look(ids.LAND),
    "layer": Look(ids.LAYER),
    "a": Look(ids.RULE_A),
    "b": Look(ids.RULE_B),
    "search": Look(ids.SEARCH, filters=True),
    "type": Look(ids.TYPE, filters=True),
    "status": Look(ids.STATUS, filters=True),
    "chamber": Look(ids.CHAMBER, filters=True),
    "border": Look(ids.BORDER, filters=True),
    "cluster": Look(ids.CLUSTER, filters=True),
    "class": Look(ids.NEED_CAPACITY, filters=True),
    "shows": Look(ids.POTENTIAL_LAYER),
    "find": Look(ids.RANKING_FIND),
    "only": Look(ids.RANKING_STATUS),
    "order": Look(ids.LIST_ORDER),
    "sort": Look(ids.SORT),
    "versus": Look(ids.PLAN_KEPT),
    "step": Look(ids.FOUNDINGS_STEP),
    "by": Look(ids.FOUNDINGS_BY),
}

# Sections of the scenario whose settings are asked for together.
ANALYSED = ("coverage", "potential")
PLANNED = ("plan",)
DATED = ("calendar",)

LONGEST_TEXT = 4000
LONGEST_TYPED = 500
LONGEST_PICKS = 8000
LONGEST_REASON = 120
GROUPS_OF_USER = "own_regions"  # typed like numbers, but with districts behind the name
LABEL = r"[^=;\x00-\x1f]{1,200}"  # a target region: its districts, or what an action is
NUMBER = r"[0-9]{1,12}(?:[.,][0-9]{1,12})?"
ENTRY = re.compile(rf"([^=]{{1,200}})=\s*(-?{NUMBER})")
REASON = rf"[^*\x00-\x1f]{{0,{LONGEST_REASON}}}"
PICK = rf"[0-9]{{5}}={REASON}"
PICKS_PATTERN = rf"(?:{PICK}(?:\*{PICK})*)?"
FIXED_PATTERN = rf"(?:{LABEL} = [0-9]{{1,2}}(?:; {LABEL} = [0-9]{{1,2}})*)?"
DROPPED_PATTERN = rf"(?:{LABEL}(?:;{LABEL})*)?"
SIGNED = ("indicator_least", "indicator_most")  # pairs whose numbers may be below 0
FLAGS = {"1": True, "0": False}


def fields_of(*sections: str) -> list[str]:
    """Fields with a control, of some sections of the scenario."""
    return [name for name in SETTINGS if records()[name].section in sections]


def settings_of(group: Group) -> list[str]:
    """Fields of one group of controls, in the order of the table."""
    return [name for name, control in SETTINGS.items() if control.group == group]


def used_with() -> dict[str, dict[str, list[str]]]:
    """Settings that count only with certain rules, reaches of a founding or goals, and with which.

    >>> used_with()["radius_km"]["rule"]
    ['radius']
    """
    registers: dict[str, Mapping[str, Rule | PlanReach | Objective]] = {
        "rule": RULES, "reach": REACHES, "objective": OBJECTIVES,
    }  # fmt: skip
    special = {
        field for register in registers.values() for entry in register.values()
        for field in entry.uses if field in SETTINGS
    }  # fmt: skip
    return {
        field: {
            name: [key for key, entry in register.items() if field in entry.uses]
            for name, register in registers.items()
        }
        for field in SETTINGS
        if field in special
    }


def as_shown(name: str, value: Any) -> Any:
    """Value as its control shows it: a share in per cent where the table says so."""
    return round(100 * value, 9) if SETTINGS[name].percent and value is not None else value


def from_shown(name: str, value: Any) -> Any:
    """Value of a field out of what its control shows."""
    return value / 100 if SETTINGS[name].percent and isinstance(value, (int, float)) else value


def encode(scenario: Scenario, *sections: str) -> dict[str, Any]:
    """Settings of a scenario as they travel, ready for JSON.

    >>> encode(Scenario(first_start="2027-01-01", staff=2), "calendar")["first_start"]
    '2027-01-01'
    """
    return {name: _value(records()[name], getattr(scenario, name)) for name in fields_of(*sections)}


def _value(record: Record, value: Any) -> Any:
    if record.kind == "numbers":
        return pairs_text(value)
    if record.name == GROUPS_OF_USER:
        return "; ".join(f"{key} = {_plain(keys)}" for key, keys in value)
    if record.kind == "reasons":
        return "*".join(f"{key}={_plain(reason)}" for key, reason in value)
    if record.kind == "keys":
        return ";".join(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def pairs_text(pairs: tuple[tuple[str, float], ...]) -> str:
    """Pairs as they are typed; commas would be decimal marks.

    >>> pairs_text((("03", 1.0), ("09", 2.5)))
    '03 = 1; 09 = 2.5'
    """
    return "; ".join(f"{key} = {value:.12f}".rstrip("0").rstrip(".") for key, value in pairs)


def _plain(reason: str) -> str:
    return re.sub(r"[*\x00-\x1f]+", " ", reason)[:LONGEST_REASON]


def decode(base: Scenario, values: object, *sections: str) -> Scenario:
    """Scenario with settings that travelled on top of another; those not given stay.

    Raises `BadRequest` on what no control sends, `ScenarioError` on what a visitor can type but
    nobody can use.
    """
    if not isinstance(values, Mapping) or set(values) - set(fields_of(*sections)):
        raise BadRequest
    fields = {name: _field(records()[name], value, base) for name, value in values.items()}
    return _with_marks_where_they_count(base, base.changed(**fields))


def _with_marks_where_they_count(base: Scenario, scenario: Scenario) -> Scenario:
    """Goalposts of the server where the method asks for them: no control shows them."""
    marks: dict[str, dict[str, float]] = {}
    for name in ("goalposts_low", "goalposts_high"):
        marks[name] = dict(getattr(base, name)) if scenario.normalisation == "goalposts" else {}
        if not scenario.diffusion_share:
            marks[name].pop(NEAREST_KM, None)
    return scenario.changed(**marks)


def _field(record: Record, value: object, base: Scenario) -> Any:
    """Value of a field out of one that travelled."""
    if record.optional and value in (None, ""):
        return None
    if record.kind == "flag":
        return _of_type(value, bool)
    if record.kind in ("number", "whole"):
        return _number(record, value)
    text = _of_type(value, str)
    if len(text) > _longest(record):
        raise BadRequest
    if record.kind == "numbers":
        return pairs_from(text, record.name)
    if record.name == GROUPS_OF_USER:
        return _groups_from(text)
    if record.kind == "reasons":
        return _reasons_from(text)
    if record.kind == "keys":
        return tuple(filter(None, map(str.strip, text.split(";"))))
    return _day(record, text, base) if record.kind == "date" else text


def _longest(record: Record) -> int:
    if record.kind == "reasons":
        return LONGEST_PICKS
    return LONGEST_TEXT if SETTINGS[record.name].widget == "script" else LONGEST_TYPED


def _of_type(value: object, kind: type) -> Any:
    if not isinstance(value, kind):
        raise BadRequest
    return value


def _number(record: Record, value: object) -> float:
    if value is None:
        finding = Text("ist leer", "is empty")
        raise parameter_error(f"Scenario.{record.name}", finding, Text("eine Zahl", "a number"))
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise BadRequest
    if record.step and value % record.step:
        finding = Text(f"ist {value:g}", f"is {value:g}")
        expected = Text("eine ganze Zahl", "a whole number")
        raise parameter_error(f"Scenario.{record.name}", finding, expected)
    high = SETTINGS[record.name].high
    return value if high is None else min(value, high)


def pairs_from(text: str, field: str) -> dict[str, float]:
    """Typed pairs; `ScenarioError` names the field when they cannot be read.

    >>> pairs_from("Bayern = 2; 03=1,5", "most_in_land")
    {'Bayern': 2.0, '03': 1.5}
    """
    pairs = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        match = ENTRY.fullmatch(part)
        if match is None or ("-" in match[2] and field not in SIGNED):
            finding = Text(f"enthält „{part}“", f"has “{part}”")
            expected = Text("Schlüssel = Zahl; Schlüssel = Zahl", "key = number; key = number")
            raise parameter_error(f"Scenario.{field}", finding, expected)
        pairs[match[1].strip()] = float(match[2].replace(",", "."))
    return pairs


def _reasons_from(text: str) -> dict[str, str]:
    """Districts with their reasons out of one text; `BadRequest` for anything else."""
    if not re.fullmatch(PICKS_PATTERN, text):
        raise BadRequest
    return {part[:5]: part[6:] for part in text.split("*")} if text else {}


def _groups_from(text: str) -> dict[str, str]:
    """Typed groups of districts; `ScenarioError` says what cannot be read.

    >>> _groups_from("Alb = 08421+08425; Iller=09774 + 09775")
    {'Alb': '08421+08425', 'Iller': '09774+09775'}
    """
    groups = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        name, equals, keys = part.partition("=")
        if not (equals and name.strip() and keys.strip()):
            finding = Text(f"enthält „{part}“", f"has “{part}”")
            expected = Text("Name = Kreisschlüssel+Kreisschlüssel", "name = key+key")
            raise parameter_error(f"Scenario.{GROUPS_OF_USER}", finding, expected)
        groups[name.strip()] = keys.replace(" ", "")
    return groups


def _day(record: Record, text: str, base: Scenario) -> dt.date:
    """Day of a control; the slider over the years holds ends of years and the server's own day."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise BadRequest from None
    base_day: dt.date | None = getattr(base, record.name)
    if SETTINGS[record.name].widget != "year":
        return day
    return base_day if base_day and base_day.year == day.year else dt.date(day.year, 12, 31)


def scenario_from(base: Scenario, values: object) -> Scenario:
    """Scenario of an analysis; the scripts send nothing that cannot be used.

    Raises `BadRequest` on anything else.
    """
    try:
        return decode(base, values, *ANALYSED)
    except ScenarioError:
        raise BadRequest from None


def planned_scenario(scenario: Scenario, values: object) -> Scenario:
    """Scenario with all settings of the plan.

    Raises `BadRequest` on anything a control cannot send, `ScenarioError` on what a visitor can
    type but no plan can use.
    """
    if not isinstance(values, Mapping) or set(values) != set(fields_of(*PLANNED)):
        raise BadRequest
    return decode(scenario, values, *PLANNED)


def text_of(value: Any) -> str:
    """Text of a value that travels in an address; nothing for None.

    >>> text_of(True), text_of(25.0), text_of(None)
    ('1', '25', '')
    """
    if isinstance(value, bool):
        return str(int(value))
    return f"{value:.12g}" if isinstance(value, (int, float)) else value or ""


def value_from(name: str, text: str) -> Any:
    """Value that travels out of its text in an address; `BadRequest` if it cannot be read."""
    record = records()[name]
    try:
        if record.kind == "flag":
            return FLAGS[text]
        if record.kind in ("number", "whole") and text:
            return float(text)
    except (KeyError, ValueError):
        raise BadRequest from None
    return text or None if record.optional else text


def scenario_from_query(base: Scenario, query: Mapping[str, str]) -> Scenario:
    """Scenario from the query of an address; keys of other things are left alone."""
    texts = renewed(query)
    names = [name for name in fields_of(*ANALYSED) if name in texts]
    return scenario_from(base, {name: value_from(name, texts[name]) for name in names})


def query_values(scenario: Scenario) -> dict[str, str]:
    """Query of a link for a scenario; the other way of `scenario_from_query`."""
    return {name: text_of(value) for name, value in encode(scenario, *ANALYSED).items()}


def years(inputs: Inputs) -> tuple[int, int]:
    """First and last founding year in the register; the current year twice without any."""
    founding_years = pd.to_numeric(inputs.initiatives["founded_year"], errors="coerce").dropna()
    if founding_years.empty:
        return (dt.date.today().year,) * 2
    return int(founding_years.min()), int(founding_years.max())


def crosses_border(inputs: Inputs) -> bool:
    """Whether a neighbour country takes part in any initiative of the register."""
    register = inputs.initiatives
    return "countries" in register and bool(register["countries"].notna().any())


def area_from(value: object, districts: pd.DataFrame) -> str:
    """Key of a Land with districts, or "DE"; `BadRequest` for anything else."""
    if isinstance(value, str) and (value == COUNTRY or value in set(districts["land"])):
        return value
    raise BadRequest


def district_from(value: object, districts: pd.Index) -> str | None:
    """Key of a district, None for no selection; `BadRequest` for anything else."""
    if value is None:
        return None
    if is_district_key(value) and value in districts:
        return str(value)
    raise BadRequest
