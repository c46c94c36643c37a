"""What the address of the page holds, and how values from a browser become a scenario."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from werkzeug.exceptions import BadRequest

from dashboard.views.potential.settings import potential_fields, potential_values
from rollout.ags import is_district_key
from rollout.errors import ScenarioError
from rollout.language import Lang, Text
from rollout.model import Inputs
from rollout.scenario import Scenario

COUNTRY = "DE"
EVERYTHING = "all"
OWN = "own"  # token of the files a visitor brought along


@dataclass(frozen=True)
class View:
    """One view: its key, the last part of its address and its title.

    Parameters
    ----------
    under
        Key of the view whose second page it is; the header links to that one only.
    with_map
        Whether the map and what counts stand beside it.
    """

    key: str
    slug: Text
    title: Text
    under: str = ""
    with_map: bool = True


VIEWS = (
    View("coverage", Text("", ""), Text("Abdeckung", "Coverage")),
    View("spots", Text("weisse-flecken", "white-spots"), Text("Weiße Flecken", "White spots")),
    View("potential", Text("potenzial", "potential"), Text("Potenzial", "Potential")),
    View("plan", Text("plan", "plan"), Text("Roll-out-Plan", "Roll-out plan")),
    View(
        "foundings", Text("plan/gruendungen", "plan/foundings"), Text("Gründungen", "Foundings"),
        under="plan", with_map=False,
    ),
    View(
        "data", Text("daten", "data"), Text("Daten und Methode", "Data and method"), with_map=False
    ),
)  # fmt: skip
MAIN_VIEWS = tuple(view for view in VIEWS if not view.under)


def path_of(view: View, lang: Lang) -> str:
    """Path of a view.

    >>> path_of(VIEWS[1], "de"), path_of(VIEWS[0], "en")
    ('/de/weisse-flecken', '/en/')
    """
    return f"/{lang}/{view.slug[lang]}"


def view_at(path: object, lang: Lang) -> View | None:
    """View shown at a path; None if there is none."""
    return next((view for view in VIEWS if path == path_of(view, lang)), None)


def years(inputs: Inputs) -> tuple[int, int]:
    """First and last founding year in the register; the current year twice without any."""
    known = pd.to_numeric(inputs.initiatives["founded_year"], errors="coerce").dropna()
    if known.empty:
        return (dt.date.today().year,) * 2
    return int(known.min()), int(known.max())


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
