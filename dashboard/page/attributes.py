"""Attributes of HTML elements whose names are no Python names, and properties of components."""

from __future__ import annotations

from typing import Any, TypedDict

from dash.development.base_component import Component

# Every such attribute the pages use: a name misspelt in Python is an error of the type check.
Attributes = TypedDict(
    "Attributes",
    {
        "aria-controls": str,
        "aria-current": str,
        "aria-expanded": str,
        "aria-haspopup": str,
        "aria-hidden": str,
        "aria-keyshortcuts": str,
        "aria-label": str,
        "aria-pressed": str,
        "aria-labelledby": str,
        "data-area": str,
        "data-deselect": str,
        "data-founding": str,
        "data-front": str,
        "data-hand": str,
        "data-land": str,
        "data-name": str,
        "data-open": str,
        "data-pattern": str,
        "data-profile": str,
        "data-remember": str,
        "data-seen": str,
        "data-select": str,
        "data-step": str,
        "data-term": str,
        "data-wave": str,
        "data-whole-country": str,
    },
    total=False,
)


def component_property(component: Component, name: str) -> Any:
    """Value of a property; Dash sets them at run time and declares none."""
    return getattr(component, name)
