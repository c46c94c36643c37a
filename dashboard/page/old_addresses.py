"""Addresses of earlier versions: other names for the settings, per cent for shares.

Links in mails and bookmarks still open the same view; only this module knows the old names.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from werkzeug.exceptions import BadRequest

# Pages that have moved: all stand in one folder now, so that their links hold below any path.
MOVED = {"/de/plan/gruendungen": "../gruendungen", "/en/plan/foundings": "../foundings"}
LARGEST_SLACK = 0.2  # limit of `potential_slack`: more was meant in per cent
KEPT_PATTERN = r"[A-Za-z0-9_-]{0,12000}"


def _renamed(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda value: {name: value}


def _share(name: str) -> Callable[[Any], dict[str, Any]]:
    def share(value: Any) -> dict[str, Any]:
        try:
            part = round(float(value) / 100, 12)
        except (TypeError, ValueError):
            return {name: value}
        return {name: f"{part:.12g}" if isinstance(value, str) else part}

    return share


def _slack(value: Any) -> dict[str, Any]:
    try:
        in_percent = float(value) > LARGEST_SLACK
    except (TypeError, ValueError):
        in_percent = False
    return _share("potential_slack")(value) if in_percent else {"potential_slack": value}


def _year(value: Any) -> dict[str, Any]:
    """The as-of date was a year, beyond the last one or "all" for the whole register."""
    if value in (None, "all"):
        return {"as_of": "" if value else None}
    try:
        year = min(max(int(float(value)), 1), 9999)
    except (TypeError, ValueError, OverflowError):
        return {"as_of": value}
    return {"as_of": f"{year:04d}-12-31"}


def _weights(value: Any) -> dict[str, Any]:
    """Weights as in "d.work-30*industry_pct-2.5": dimensions began with "d."."""
    parts = [part.rpartition("-") for part in str(value).split("*")] if value else []
    texts = {"dimension_weights": "", "indicator_weights": ""}
    for name, _, points in parts:
        key = "dimension_weights" if name.startswith("d.") else "indicator_weights"
        entry = f"{name.removeprefix('d.')} = {points}"
        texts[key] = f"{texts[key]}; {entry}" if texts[key] else entry
    return texts


def _picks(value: Any) -> dict[str, Any]:
    """Districts as in "01001+asked for it*01002-": + required, - excluded."""
    parts = str(value).split("*") if value else []
    return {
        name: "*".join(f"{part[:5]}={part[6:]}" for part in parts if part[5:6] == sign)
        for name, sign in (("require", "+"), ("exclude", "-"))
    }


def _start(value: Any) -> dict[str, Any]:
    return {"first_start": "" if value == "none" else value}


def _kept(value: Any) -> dict[str, Any]:
    """A kept plan: scenario and settings stood apart in it."""
    try:
        plan = plan_from(value)
    except BadRequest:
        return {"versus": value}
    if not {"scenario", "settings"} <= set(plan):
        return {"versus": value}
    parts = [part for part in plan.values() if isinstance(part, Mapping)]
    return {"versus": plan_text({k: v for part in parts for k, v in renewed(part).items()})}


OLD: dict[str, Callable[[Any], dict[str, Any]]] = {
    "radius": _renamed("radius_km"),
    "year": _year,
    "confidence": _renamed("min_confidence"),
    "federal": _renamed("federal_networks"),
    "missing": _renamed("missing_rule"),
    "known": _share("min_known_share"),
    "diffusion": _share("diffusion_share"),
    "weights": _weights,
    "potential_slack": _slack,
    "picks": _picks,
    "versus": _kept,
    "start": _start,
    "apart": _renamed("wave_months"),
    "staffdays": _renamed("staff_days"),
    "linkmonths": _renamed("link_months"),
}


def renewed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values or texts of an address under their names of today; others stay as they are.

    >>> renewed({"radius": "40", "known": "70", "land": "09"})
    {'radius_km': '40', 'min_known_share': '0.7', 'land': '09'}
    """
    return {
        name: new
        for key, value in values.items()
        for name, new in (OLD[key](value) if key in OLD else {key: value}).items()
    }


def is_old(query: Mapping[str, str]) -> bool:
    """Whether an address has to be renewed."""
    return renewed(query) != dict(query.items())


def plan_from(text: object) -> dict[str, Any]:
    """Settings of a kept plan: JSON in base64url; `BadRequest` for anything else.

    >>> plan_from("eyJjb3VudCI6M30")
    {'count': 3}
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


def plan_text(values: Mapping[str, Any]) -> str:
    """Text of a kept plan; the other way of `plan_from`."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
