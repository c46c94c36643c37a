"""What the address holds, and what the scripts need to read, check and write it."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.page import controls, ids
from dashboard.page.attributes import component_property
from dashboard.page.forms import Select, Switch
from dashboard.page.settings import ADDRESS, EVERYTHING, FILTERS
from dashboard.page.words import word
from dashboard.views.foundings import controls as founding_controls
from dashboard.views.plan import controls as plan_controls
from dashboard.views.potential import controls as potential_controls
from dashboard.views.register import VIEWS
from dashboard.views.spots import controls as spot_controls
from rollout.language import LANGS, Lang
from rollout.model import Inputs
from rollout.scenario import Scenario


def rules(inputs: Inputs, scenario: Scenario, lang: Lang) -> dict[str, Any]:
    """What the scripts need to read, check and write the address.

    Returns
    -------
    rules
        controls: in the order of `ADDRESS`, id, key, filter and default, with options, or min and
        max, or length; views: key, path in both languages and title; words for the as-of date.
    """
    parts = [
        *controls.coverage_controls(inputs, scenario, lang),
        *spot_controls.layer_controls(lang),
        *spot_controls.filter_controls(inputs, lang),
        *potential_controls.preset_controls(inputs, scenario, lang),
        *potential_controls.method_controls(inputs, scenario, lang),
        *potential_controls.ranking_controls(lang),
        *plan_controls.all_controls(scenario, lang),
        *founding_controls.all_controls(scenario, lang),
    ]
    by_id = {
        component_property(part, "id"): part
        for top in parts
        for part in _all(top)
        if getattr(part, "id", None)
    }
    views = [
        {
            "key": view.key,
            "path": view.path(lang),
            "other": view.path(next(other for other in LANGS if other != lang)),
            "title": f"{view.title[lang]} · {word('product', lang)}",
            "under": view.under,
            "map": view.with_map,
        }
        for view in VIEWS.values()
    ]
    return {
        "controls": [
            {"id": id_, "key": key, "filter": id_ in FILTERS, **_limits(by_id[id_])}
            for id_, key in ADDRESS.items()
        ],
        "views": views,
        "words": {key: word(key, lang, year="{year}") for key in ("year_all", "year_end")},
    }


def _all(part: Component) -> list[Component]:
    return [part, *part._traverse()]


def _limits(control: Component) -> dict[str, Any]:
    def value_of(name: str) -> Any:
        return component_property(control, name)

    limits: dict[str, Any] = {"default": value_of("value")}
    if isinstance(control, Switch):
        limits["flag"] = True
    elif isinstance(control, html.Data):
        limits["pattern"] = value_of("data-pattern")
    elif value_of("id") == ids.CLUSTER:
        limits["pattern"] = f"{EVERYTHING}|[1-9][0-9]{{0,2}}"
    elif isinstance(control, Select):
        limits["options"] = [option["value"] for option in value_of("options")]
    elif value_of("type") in ("search", "text"):
        limits["length"] = value_of("maxLength")
    else:
        limits |= {"min": value_of("min"), "max": value_of("max")}
    return limits
