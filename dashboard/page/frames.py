"""Less for Dash to look after: still parts of the page as one component, views made when opened.

Dash follows every component through all changes of its store, which for a page of five hundred is
most of the start. What never changes needs no such care.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dash.development.base_component import Component

from .forms import NativeElement

PLAIN = "dash_html_components"


class Frame(NativeElement):
    """Still elements as a tree, in its gaps the components that Dash must know.

    The tree is text, `[tag, properties, *children]`, or the position of a child.
    """

    _type = "Frame"
    PROPERTIES = ("children", "tree")

    def __init__(self, children: list[Component], tree: list[Any]) -> None:
        super().__init__(children=children, tree=tree)


class Panel(NativeElement):
    """Content of a view, not made before it is first opened; its controls keep their values.

    `beside` says whether it stands beside the map or alone.
    """

    _type = "Panel"
    PROPERTIES = ("children", "id", "beside", "hidden")

    def __init__(
        self, children: list[Component], id: str, beside: bool, hidden: bool = True
    ) -> None:
        super().__init__(children=children, id=id, beside=beside, hidden=hidden)


def lightened(part: Any) -> Any:
    """The component with its still parts in frames; text and numbers as they are.

    An element of HTML without an id is still: no callback can name it.

    >>> from dash import html
    >>> page = html.Main([html.H1("Plan"), html.P(["of ", Store(id="data")])], id="main")
    >>> lightened(page).children.tree
    [['h1', {}, 'Plan'], ['p', {}, 'of ', 0]]
    """
    if not isinstance(part, Component):
        return part
    if _is_still(part):
        return _frame([part])
    children = getattr(part, "children", None)
    if children is None or isinstance(children, str):
        return part
    entries = list(children) if isinstance(children, (list, tuple)) else [children]
    inside = _frame(entries) if any(map(_is_still, entries)) else [lightened(e) for e in entries]
    return type(part)(**{**_properties(part), "children": inside})


def _is_still(part: Any) -> bool:
    return (
        isinstance(part, Component)
        and part._namespace == PLAIN
        and getattr(part, "id", None) is None
    )


def _frame(entries: Iterable[Any]) -> Frame:
    slots: list[Component] = []
    tree = [node for entry in entries for node in _nodes(entry, slots)]
    return Frame(slots, tree)


def _nodes(part: Any, slots: list[Component]) -> list[Any]:
    """Nodes of a part of a page; a component that is not still goes into the next slot."""
    if part is None:
        return []
    if isinstance(part, (list, tuple)):
        return [node for entry in part for node in _nodes(entry, slots)]
    if not isinstance(part, Component):
        return [str(part)]
    if not _is_still(part):
        slots.append(lightened(part))
        return [len(slots) - 1]
    properties = _properties(part)
    children = properties.pop("children", None)
    return [[part._type.lower(), properties, *_nodes(children, slots)]]


def _properties(part: Component) -> dict[str, Any]:
    properties: dict[str, Any] = part.to_plotly_json()["props"]
    return dict(properties)
