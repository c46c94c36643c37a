"""Dash components as plain HTML: before any script has run, and for long tables.

Dash draws every cell by its own scripts; a table of a thousand rows takes it seconds.
"""

from __future__ import annotations

import html
from typing import Any

from dash.development.base_component import Component

ATTRIBUTES = {
    "className": "class", "href": "href", "hrefLang": "hreflang", "lang": "lang", "rel": "rel",
    "role": "role", "scope": "scope", "tabIndex": "tabindex", "target": "target",
}  # fmt: skip
LINKS = ("Link", "A")


def markup(part: Any) -> str:
    """HTML of plain components: no ids, which the page itself will use, and no inline styles.

    >>> from dash import html
    >>> markup(html.P(["5 < 7 ", html.Strong("yes")], className="big", id="left-out"))
    '<p class="big">5 &lt; 7 <strong>yes</strong></p>'
    """
    if part is None:
        return ""
    if isinstance(part, (list, tuple)):
        return "".join(map(markup, part))
    if not isinstance(part, Component):
        return html.escape(str(part))
    tag = "a" if part._type in LINKS else part._type.lower()
    inside = markup(getattr(part, "children", None))
    return f"<{tag}{_attributes(part)}>{inside}</{tag}>"


def _attributes(part: Component) -> str:
    given = part.to_plotly_json()["props"]
    kept = {
        ATTRIBUTES.get(name, name): value
        for name, value in given.items()
        if name in ATTRIBUTES or name.startswith(("aria-", "data-"))
    }
    return "".join(f' {name}="{html.escape(str(value))}"' for name, value in kept.items())
