"""Native form fields with their labels."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from .attributes import Attributes, component_property
from .forms import Select

Options = Sequence[tuple[str, str]]
TARGETS = "targets"


def field(label: str, control: Component, extra: Component | None = None) -> html.Div:
    """Label above its control, beside it a short read-out."""
    name = html.Label(label, htmlFor=component_property(control, "id"))
    top = name if extra is None else html.Div([name, extra], className="label-line")
    return html.Div([top, control], className="field")


def select(id_: str, options: Options, value: str) -> Select:
    """Native drop-down list."""
    entries = [{"value": key, "label": label} for key, label in options]
    return Select(id=id_, options=entries, value=value)


def state(id_: str, value: str, pattern: str) -> html.Data:
    """State that scripts set, in the address like a control; `pattern` says what it may hold."""
    return html.Data(id=id_, value=value, **Attributes({"data-pattern": pattern}))
