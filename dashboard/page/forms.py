"""What Dash needs of its page, as components of our own; `forms.js` and `frames.js` draw them.

Dash's own ones weigh 100 kB, most of it for charts, dates and tables that stand nowhere here.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any, ClassVar

from dash.development.base_component import Component

from .contract import FORMS_NAMESPACE

# Dash imports a package of this name for every property of every component; looked for in vain
# that takes a sixth of the start.
sys.modules.setdefault(FORMS_NAMESPACE, ModuleType(FORMS_NAMESPACE))
# Dash reads it off the class, though it declares it for instances.
NO_CHILDREN: list[str] = []


class NativeElement(Component):
    """Component of our own; Dash draws it by the script of its name."""

    _namespace = FORMS_NAMESPACE
    _children_props: list[str] = NO_CHILDREN
    PROPERTIES: ClassVar[tuple[str, ...]]

    def __init__(self, **properties: Any) -> None:
        self._prop_names = self.available_properties = list(self.PROPERTIES)
        self._valid_wildcard_attributes = self.available_wildcard_properties = []
        super().__init__(**properties)  # type: ignore[no-untyped-call]  # Dash gives it no types


class Select(NativeElement):
    """Drop-down list of the browser: options with value and label."""

    _type = "Select"
    PROPERTIES = ("id", "options", "value")

    def __init__(self, id: str, options: Sequence[dict[str, str]], value: str) -> None:
        super().__init__(id=id, options=options, value=value)


class Switch(NativeElement):
    """Check box with its label beside it."""

    _type = "Switch"
    PROPERTIES = ("id", "label", "value")

    def __init__(self, id: str, label: str, value: bool) -> None:
        super().__init__(id=id, label=label, value=value)


class InputField(NativeElement):
    """Input of the browser: text, search, number or range.

    What is no number, or outside its limits, is NaN; nothing is None.
    """

    _type = "Input"
    PROPERTIES = ("id", "type", "value", "min", "max", "step", "maxLength", "className")


class Store(NativeElement):
    """Data that live in the page and are never seen."""

    _type = "Store"
    PROPERTIES = ("id", "data")


class Interval(NativeElement):
    """Counts in `n_intervals` while it is not disabled; `interval` in milliseconds."""

    _type = "Interval"
    PROPERTIES = ("id", "interval", "disabled", "n_intervals")


class Location(NativeElement):
    """Path and query of the address, followed but never set."""

    _type = "Location"
    PROPERTIES = ("id", "pathname", "search")


class Link(NativeElement):
    """Link to another view, opened without loading the page anew."""

    _type = "Link"
    PROPERTIES = ("children", "id", "href")

    def __init__(self, children: str, id: str, href: str) -> None:
        super().__init__(children=children, id=id, href=href)
