"""The settings of the plan as they travel between browser, address and server."""

from __future__ import annotations

import base64
import json
import math
import re
from collections.abc import Mapping
from typing import Any

from werkzeug.exceptions import BadRequest

from dashboard.page.settings import LONGEST_REASON
from rollout.errors import parameter_error
from rollout.language import Text
from rollout.scenario import Scenario

WHOLE = ("count", "waves", "max_per_land")
NUMBERS = (*WHOLE, "region_cost", "budget", "potential_slack", "time_limit_s", "max_minutes")
OPTIONAL = ("max_per_land", "budget")
CHOICES = ("demand", "objective", "reach", "candidates")
FLAGS = ("prefer_potential",)
PAIRS = ("most_in_land", "least_in_land", "costs", "wave_weights")
PICKS = "picks"
FIELDS = (*NUMBERS, *CHOICES, *FLAGS, *PAIRS, "require", "exclude")
MOST_SECONDS = 300
LONGEST_PAIRS = 500
LONGEST_PICKS = 8000
REASON = rf"[^*\x00-\x1f]{{0,{LONGEST_REASON}}}"
PICK = rf"[0-9]{{5}}[+-]{REASON}"
PICKS_PATTERN = rf"(?:{PICK}(?:\*{PICK})*)?"
KEPT_PATTERN = r"[A-Za-z0-9_-]{0,12000}"
REQUIRED, EXCLUDED = "+", "-"
ENTRY = re.compile(r"([^=]+)=\s*([0-9]+(?:[.,][0-9]+)?)")


def plan_values(scenario: Scenario) -> dict[str, Any]:
    """Values of the controls of the plan for a scenario."""
    plain = {name: getattr(scenario, name) for name in (*NUMBERS, *CHOICES, *FLAGS)}
    pairs = {name: pairs_text(getattr(scenario, name)) for name in PAIRS}
    percent = round(100 * scenario.potential_slack, 9)
    return plain | {"potential_slack": percent} | pairs | {PICKS: picks_text(scenario)}


def pairs_text(pairs: tuple[tuple[str, float], ...]) -> str:
    """Pairs as they are typed; commas would be decimal marks.

    >>> pairs_text((("03", 1.0), ("09", 2.5)))
    '03 = 1; 09 = 2.5'
    """
    return "; ".join(f"{key} = {value:.12g}" for key, value in pairs)


def pairs_from(text: str, field: str) -> dict[str, float]:
    """Typed pairs; `ScenarioError` names the field when they cannot be read.

    >>> pairs_from("Bayern = 2; 03=1,5", "most_in_land")
    {'Bayern': 2.0, '03': 1.5}
    """
    pairs = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        match = ENTRY.fullmatch(part)
        if match is None:
            said = Text(f"enthält „{part}“", f"has “{part}”")
            expected = Text("Schlüssel = Zahl; Schlüssel = Zahl", "key = number; key = number")
            raise parameter_error(f"Scenario.{field}", said, expected)
        pairs[match[1].strip()] = float(match[2].replace(",", "."))
    return pairs


def picks_text(scenario: Scenario) -> str:
    """Required and excluded districts with their reasons in one text.

    >>> picks_text(Scenario(require={"01001": "asked for it"}, exclude={"01002": ""}))
    '01001+asked for it*01002-'
    """
    picks = [(key, REQUIRED, reason) for key, reason in scenario.require]
    picks += [(key, EXCLUDED, reason) for key, reason in scenario.exclude]
    return "*".join(f"{key}{sign}{_plain(reason)}" for key, sign, reason in picks)


def _plain(reason: str) -> str:
    return re.sub(r"[*\x00-\x1f]+", " ", reason)[:LONGEST_REASON]


def picks_from(text: str) -> dict[str, dict[str, str]]:
    """Required and excluded districts (key -> reason) out of their text.

    >>> picks_from("01001+asked for it*01002-")
    {'require': {'01001': 'asked for it'}, 'exclude': {'01002': ''}}
    """
    if len(text) > LONGEST_PICKS or not re.fullmatch(PICKS_PATTERN, text):
        raise BadRequest
    parts = text.split("*") if text else []
    signs = {"require": REQUIRED, "exclude": EXCLUDED}
    return {
        name: {part[:5]: part[6:] for part in parts if part[5] == sign}
        for name, sign in signs.items()
    }


def planned_scenario(scenario: Scenario, values: object) -> Scenario:
    """Scenario with the settings of the plan.

    Raises `BadRequest` on anything a control cannot send, `ScenarioError` on what a visitor can
    type but no plan can use.
    """
    if not isinstance(values, Mapping) or set(values) != set(plan_values(scenario)):
        raise BadRequest
    fields: dict[str, Any] = {name: _number(values[name], name) for name in NUMBERS}
    fields |= {name: _text(values[name]) for name in CHOICES}
    fields |= {name: _flag(values[name]) for name in FLAGS}
    fields |= {name: pairs_from(_text(values[name]), name) for name in PAIRS}
    fields |= picks_from(_text(values[PICKS], LONGEST_PICKS))
    slack, seconds = fields["potential_slack"], fields["time_limit_s"]
    if slack is not None:
        fields["potential_slack"] = slack / 100
    if seconds is not None:
        fields["time_limit_s"] = min(seconds, MOST_SECONDS)
    return scenario.changed(**fields)


def _number(value: object, name: str) -> float | None:
    if value is None:
        if name in OPTIONAL:
            return None
        said = Text("ist leer", "is empty")
        raise parameter_error(f"Scenario.{name}", said, Text("eine Zahl", "a number"))
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise BadRequest
    if name in WHOLE and value != int(value):
        said = Text(f"ist {value:g}", f"is {value:g}")
        expected = Text("eine ganze Zahl", "a whole number")
        raise parameter_error(f"Scenario.{name}", said, expected)
    return value


def _text(value: object, longest: int = LONGEST_PAIRS) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise BadRequest
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise BadRequest
    return value


def kept_from(text: object) -> dict[str, Any]:
    """Settings of a kept plan: JSON in base64url; `BadRequest` for anything else.

    >>> kept_from("eyJzZXR0aW5ncyI6e319")
    {'settings': {}}
    """
    if not isinstance(text, str) or not re.fullmatch(KEPT_PATTERN, text):
        raise BadRequest
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, RecursionError):
        raise BadRequest from None
    if not isinstance(values, dict):
        raise BadRequest
    return values
