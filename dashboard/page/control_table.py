"""The table of all controls as the scripts get it: what they need to read and write the address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dash import html
from dash.development.base_component import Component

from rollout.scenario.records import records

from . import ids
from .attributes import component_property
from .forms import Select, Switch
from .settings import EVERYTHING, LOOKS, SETTINGS

Entry = dict[str, Any]
CLUSTERS = f"{EVERYTHING}|[1-9][0-9]{{0,2}}"  # their options follow from the scenario


def control_table(parts: Iterable[Component]) -> list[Entry]:
    """Entry of every control on the page that the address keeps.

    Returns
    -------
    entries
        id, key in the address, and default, with flag, options, pattern, length, or min and max,
        all as shown; of a setting also its section, whether it is shown in per cent, stands for
        the year of a day, or may be empty; of a filter that it is one.
    """
    on_page = {
        component_property(part, "id"): part
        for top in parts
        for part in (top, *top._traverse())
        if getattr(part, "id", None)
    }
    settings = [{"id": ids.setting(name), "key": name, **_of_setting(name)} for name in SETTINGS]
    looks = [
        {"id": look.id, "key": key, **({"filter": True} if look.filters else {})}
        for key, look in LOOKS.items()
    ]
    return [entry | _limits(on_page[entry["id"]]) for entry in (*settings, *looks)]


def options_of(page: Component, id_: str) -> list[dict[str, str]]:
    """Values and labels of a drop-down list on the page."""
    control = next(part for part in page._traverse() if getattr(part, "id", None) == id_)
    options: list[dict[str, str]] = control.options
    return options


def _of_setting(name: str) -> Entry:
    record, control = records()[name], SETTINGS[name]
    marks = {
        "percent": control.percent,
        "year": control.widget == "year",
        "optional": record.optional,
    }
    return {"section": record.section} | {key: True for key, holds in marks.items() if holds}


def _limits(control: Component) -> Entry:
    def value_of(name: str) -> Any:
        return getattr(control, name, None)

    limits: Entry = {"default": value_of("value")}
    if isinstance(control, Switch):
        return limits | {"flag": True}
    if isinstance(control, html.Data):
        return limits | {"pattern": value_of("data-pattern")}
    if value_of("id") == ids.CLUSTER:
        return limits | {"pattern": CLUSTERS}
    if isinstance(control, Select):
        return limits | {"options": [option["value"] for option in value_of("options")]}
    if value_of("type") in ("search", "text"):
        return limits | {"length": value_of("maxLength")}
    return limits | {"min": value_of("min"), "max": value_of("max")}
