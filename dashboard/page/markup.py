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


def tree(part: Any) -> Any:
    """Plain components as nested lists, for a script that makes elements of them.

    Text is a string, an element is [tag, attributes, *children]; without ids, which the page
    itself will use, and without inline styles.

    >>> from dash import html
    >>> tree(html.P(["5 < 7 ", html.Strong("yes")], className="big", id="left-out"))
    ['p', {'class': 'big'}, '5 < 7 ', ['strong', {}, 'yes']]
    """
    if not isinstance(part, Component):
        return str(part)
    tag = "a" if part._type in LINKS else part._type.lower()
    return [tag, _attributes(part), *trees(getattr(part, "children", None))]


def trees(parts: Any) -> list[Any]:
    """Trees of a component, of a list of them, or of nothing."""
    if parts is None:
        return []
    if isinstance(parts, (list, tuple)):
        return [node for part in parts for node in trees(part)]
    return [tree(parts)]


def _attributes(part: Component) -> dict[str, str]:
    properties = part.to_plotly_json()["props"]  # in an order that differs between processes
    return {
        ATTRIBUTES.get(name, name): str(value)
        for name, value in sorted(properties.items())
        if name in ATTRIBUTES or name.startswith(("aria-", "data-"))
    }


def markup(part: Any) -> str:
    """HTML of plain components, or of a list of them; see `tree`.

    >>> from dash import html
    >>> markup(html.P(["5 < 7 ", html.Strong("yes")], className="big", id="left-out"))
    '<p class="big">5 &lt; 7 <strong>yes</strong></p>'
    """
    return "".join(map(_html, trees(part)))


def _html(node: Any) -> str:
    if isinstance(node, str):
        return html.escape(node)
    tag, attributes, *children = node
    attribute_text = "".join(
        f' {name}="{html.escape(value)}"' for name, value in attributes.items()
    )
    return f"<{tag}{attribute_text}>{''.join(map(_html, children))}</{tag}>"
