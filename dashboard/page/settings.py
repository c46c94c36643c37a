"""What the address of the page holds, and how values from a browser become a scenario."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd
from werkzeug.exceptions import BadRequest

from dashboard.page import ids
from rollout.ags import is_district_key
from rollout.errors import ScenarioError
from rollout.model import Inputs
from rollout.scenario import Scenario

COUNTRY = "DE"
EVERYTHING = "all"
LONGEST_REASON = 120
OWN = "own"  # token of the files a visitor brought along

PLAN_SETTINGS = (
    "count", "waves", "max_per_land", "region_cost", "budget", "potential_slack", "time_limit_s",
    "max_minutes", "demand", "objective", "reach", "candidates", "prefer_potential",
    "most_in_land", "least_in_land", "costs", "wave_weights", "picks",
)  # fmt: skip

# Control -> its key in the address.
COVERAGE_CONTROLS = {
    ids.RULE: "rule",
    ids.RADIUS: "radius",
    ids.YEAR: "year",
    ids.CONFIDENCE: "confidence",
    ids.FEDERAL: "federal",
}
POTENTIAL_CONTROLS = {
    ids.PRESET: "preset",
    ids.NORMALISATION: "normalisation",
    ids.AGGREGATION: "aggregation",
    ids.MISSING: "missing",
    ids.OUTLIERS: "outliers",
    ids.KNOWN: "known",
    ids.DIFFUSION: "diffusion",
    ids.WEIGHTS: "weights",
}
POTENTIAL_LOOKS = {
    ids.POTENTIAL_LAYER: "shows",
    ids.RANKING_FIND: "find",
    ids.RANKING_STATUS: "only",
    ids.SORT: "sort",
}
PLAN_CONTROLS = {ids.plan_setting(name): name for name in PLAN_SETTINGS}
CALENDAR_CONTROLS = {
    ids.FOUNDINGS_START: "start",
    ids.FOUNDINGS_PACING: "pacing",
    ids.FOUNDINGS_MONTHS: "apart",
    ids.FOUNDINGS_STAFF: "staff",
    ids.FOUNDINGS_DAYS: "staffdays",
    ids.FOUNDINGS_LINK: "linkmonths",
}
FILTERS = {
    ids.SEARCH: "search",
    ids.TYPE: "type",
    ids.STATUS: "status",
    ids.CHAMBER: "chamber",
    ids.BORDER: "border",
    ids.CLUSTER: "cluster",
    ids.NEED_CAPACITY: "class",
}
SCENARIO_CONTROLS = {**COVERAGE_CONTROLS, **POTENTIAL_CONTROLS}
ADDRESS = {
    **COVERAGE_CONTROLS,
    ids.LAND: "land",
    ids.LAYER: "layer",
    ids.RULE_A: "a",
    ids.RULE_B: "b",
    **FILTERS,
    **POTENTIAL_CONTROLS,
    **POTENTIAL_LOOKS,
    **PLAN_CONTROLS,
    ids.PLAN_AUTO: "planned",
    ids.PLAN_KEPT: "versus",
    **CALENDAR_CONTROLS,
    ids.FOUNDINGS_STEP: "step",
    ids.FOUNDINGS_BY: "by",
}


LEVEL = "d."  # in front of a dimension
BETWEEN = "*"
NUMBER = r"[0-9]{1,4}(?:\.[0-9]{1,12})?"
ENTRY = re.compile(rf"(.{{1,80}})-({NUMBER})")
LONGEST_TEXT = 4000
NEAREST_KM = "nearest_km"


def years(inputs: Inputs) -> tuple[int, int]:
    """First and last founding year in the register; the current year twice without any."""
    known = pd.to_numeric(inputs.initiatives["founded_year"], errors="coerce").dropna()
    if known.empty:
        return (dt.date.today().year,) * 2
    return int(known.min()), int(known.max())


def potential_values(scenario: Scenario) -> dict[str, Any]:
    """Values of the controls of the potential for a scenario."""
    return {
        "preset": scenario.preset,
        "normalisation": scenario.normalisation,
        "aggregation": scenario.aggregation,
        "missing": scenario.missing_rule,
        "outliers": scenario.outliers,
        "known": round(100 * scenario.min_known_share, 9),
        "diffusion": round(100 * scenario.diffusion_share, 9),
        "weights": weights_text(scenario),
    }


def weights_text(scenario: Scenario) -> str:
    """Own weights of a scenario in one short text; empty without any.

    >>> weights_text(Scenario(indicator_weights={"a": 2.5}, dimension_weights={"work": 30}))
    'd.work-30*a-2.5'
    """
    levels = [(f"{LEVEL}{name}", points) for name, points in scenario.dimension_weights]
    return BETWEEN.join(
        f"{name}-{points:.12f}".rstrip("0").rstrip(".")
        for name, points in (*levels, *scenario.indicator_weights)
    )


def weights_from(text: object) -> tuple[dict[str, float], dict[str, float]]:
    """Own weights of dimensions and of indicators; `ValueError` for anything else.

    >>> weights_from("d.work-30*a-2.5")
    ({'work': 30.0}, {'a': 2.5})
    """
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise ValueError(text)
    dimensions: dict[str, float] = {}
    indicators: dict[str, float] = {}
    for part in text.split(BETWEEN) if text else ():
        match = ENTRY.fullmatch(part)
        if match is None:
            raise ValueError(text)
        name, points = match[1], float(match[2])
        if name.startswith(LEVEL):
            dimensions[name.removeprefix(LEVEL)] = points
        else:
            indicators[name] = points
    return dimensions, indicators


def potential_fields(base: Scenario, given: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of the scenario for values of the controls; marks only where they count."""
    dimensions, indicators = weights_from(given["weights"])
    fields: dict[str, Any] = {
        "preset": given["preset"],
        "normalisation": given["normalisation"],
        "aggregation": given["aggregation"],
        "missing_rule": given["missing"],
        "outliers": given["outliers"],
        "min_known_share": given["known"] / 100,
        "diffusion_share": given["diffusion"] / 100,
        "dimension_weights": dimensions,
        "indicator_weights": indicators,
    }
    for name in ("goalposts_low", "goalposts_high"):
        marks = dict(getattr(base, name)) if given["normalisation"] == "goalposts" else {}
        if not given["diffusion"]:
            marks.pop(NEAREST_KM, None)
        fields[name] = marks
    return fields


def scenario_values(scenario: Scenario) -> dict[str, Any]:
    """Values of the controls for a scenario, as they travel between browser and server."""
    return {
        "rule": scenario.rule,
        "radius": scenario.radius_km,
        "year": scenario.as_of.year if scenario.as_of else None,
        "confidence": scenario.min_confidence,
        "federal": scenario.federal_networks,
        **potential_values(scenario),
    }


def scenario_from(base: Scenario, values: object) -> Scenario:
    """Scenario with the values of the controls on top of the one the server was started with.

    Raises `BadRequest` on anything a control cannot send.
    """
    if not isinstance(values, Mapping) or set(values) - set(scenario_values(base)):
        raise BadRequest
    given = {**scenario_values(base), **values}
    try:
        given |= {key: _finite(given[key]) for key in ("known", "diffusion")}
        return base.changed(
            rule=given["rule"],
            radius_km=_finite(given["radius"]),
            as_of=_end_of_year(given["year"], base),
            min_confidence=given["confidence"],
            federal_networks=_flag(given["federal"]),
            **potential_fields(base, given),
        )
    except (ScenarioError, TypeError, ValueError, OverflowError):
        raise BadRequest from None


def _end_of_year(value: object, base: Scenario) -> dt.date | None:
    if value is None:
        return None
    year = int(_finite(value))
    if base.as_of and base.as_of.year == year:
        return base.as_of
    return dt.date(year, 12, 31)


def _finite(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError(value)
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(value)
    return value


def scenario_from_query(base: Scenario, query: Mapping[str, str]) -> Scenario:
    """Scenario from the query of a download link."""
    values: dict[str, Any] = {key: query[key] for key in scenario_values(base) if key in query}
    try:
        for key in ("radius", "year", "known", "diffusion"):
            if key in values:
                values[key] = float(values[key]) if values[key] != EVERYTHING else None
    except ValueError:
        raise BadRequest from None
    if "federal" in values:
        values["federal"] = {"1": True, "0": False}.get(values["federal"])
    return scenario_from(base, values)


def query_values(scenario: Scenario) -> dict[str, str]:
    """Query of a download link for a scenario; the other way of `scenario_from_query`."""
    values = scenario_values(scenario)
    potential = {key: values[key] for key in potential_values(scenario)}
    return {
        "rule": values["rule"],
        "radius": f"{values['radius']:g}",
        "year": EVERYTHING if values["year"] is None else str(values["year"]),
        "confidence": values["confidence"],
        "federal": str(int(values["federal"])),
        **potential,
        "known": f"{values['known']:.12g}",
        "diffusion": f"{values['diffusion']:.12g}",
    }


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
