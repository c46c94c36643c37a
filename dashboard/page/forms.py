"""Native form elements as Dash components; `forms.js` draws them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from dash.development.base_component import Component

from .contract import FORMS_NAMESPACE

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
