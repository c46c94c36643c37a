"""Where visitors hand in own files, and what shows that these are used."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from rollout.language import Lang

from ...page import ids
from ...page.forms import Store
from ...server.upload import TEMPLATES
from .words import word


def upload_section(lang: Lang) -> list[Component]:
    """Explanation, templates, form and report; the script draws the file field."""
    templates = [
        html.A(
            word(f"template_{name}", lang),
            href=f"template/{name}",
            download=name,
            className="button small",
        )
        for name in TEMPLATES
    ]
    return [
        html.P(word("upload_text", lang)),
        html.P(word("upload_privacy", lang), className="caption"),
        html.Div(templates, className="buttons"),
        html.Div(id=ids.UPLOAD_FORM, className="upload-form"),
        html.Div(id=ids.UPLOAD_REPORT, role="status"),
        html.Div(id=ids.UPLOAD_LIST),
    ]


def catalogue_section(lang: Lang) -> list[Component]:
    """Explanation and place of the form, which the script draws once it is opened."""
    return [
        html.P(word("own_catalogue_text", lang)),
        html.Details(
            [
                html.Summary(word("own_catalogue_open", lang)),
                html.Div(id=ids.CATALOGUE_FORM, className="catalogue-form"),
            ]
        ),
        html.Div(id=ids.CATALOGUE_REPORT, role="status"),
    ]


def own_banner() -> list[Component]:
    """Token of the own files in use, and the line on every view that says so."""
    return [
        Store(id=ids.OWN),
        html.Div(id=ids.OWN_BANNER, className="own-banner", role="status", hidden=True),
    ]
