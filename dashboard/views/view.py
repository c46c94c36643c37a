"""What a view is: its address and words, and what its room gives to the page and the server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from dash import Dash
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate
from flask import Flask

from rollout.analysis import Analysis
from rollout.language import Lang, Text
from rollout.model import Inputs
from rollout.scenario import Scenario

from ..server.app_state import AppState
from ..server.downloads import Download


@dataclass(frozen=True)
class View:
    """One view of the page.

    Parameters
    ----------
    slug
        Last part of its address.
    title, heading
        Its name in the header, and the heading above its content.
    panel
        Its content below the heading.
    callbacks
        Attaches what happens in it to the app of one language; None: nothing does.
    first
        What the first picture shows of it beside the map; by default that it is being loaded.
    script_texts
        What its scripts say.
    later_texts
        What scripts of it say that are fetched when first used.
    files
        Its downloads, by name.
    serve
        Adds what it serves beside them.
    under
        Key of the view whose second page it is; the header links to that one only.
    name_among_pages
        Its name beside its second page; by default its title.
    with_map
        Whether the map and what counts stand beside it.
    terms
        Words of the glossary, in German, that its panel explains.
    """

    key: str
    slug: Text
    title: Text
    heading: Text
    panel: Callable[[Inputs, Scenario, Lang], list[Component]]
    callbacks: Callable[[Dash, AppState, View, Lang], None] | None = None
    first: Callable[[Analysis, str, Lang], list[Component]] | None = None
    script_texts: Mapping[str, Text] = field(default_factory=dict)
    later_texts: Mapping[str, Text] = field(default_factory=dict)
    files: Mapping[str, Download] = field(default_factory=dict)
    serve: Callable[[Flask, AppState], None] | None = None
    under: str = ""
    name_among_pages: Text | None = None
    with_map: bool = True
    terms: tuple[str, ...] = ()

    @property
    def page_title(self) -> Text:
        """Its name in the links between the pages of a view."""
        return self.name_among_pages or self.title

    def path(self, lang: Lang) -> str:
        """Path of its address."""
        return f"/{lang}/{self.slug[lang]}"

    def only_at(self, path: object, lang: Lang) -> None:
        """Spare the work of a callback while another view is open.

        The path is the browser's: before it may stand the one this server is reached below.
        """
        if not (isinstance(path, str) and path.endswith(self.path(lang))):
            raise PreventUpdate
