"""View 5: report, own files, and everything behind the figures."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from rollout.language import Lang
from rollout.model import Inputs
from rollout.scenario import Scenario

from ...page import ids
from ...page.components import section
from ...page.forms import Store
from .upload_form import catalogue_section, upload_section
from .words import word


def panel(inputs: Inputs, scenario: Scenario, lang: Lang) -> list[Component]:
    """Own files, and the place of what is filled in when the view is opened."""
    report = html.Div(id=ids.REPORT, className="downloads")
    return [
        Store(id=ids.DATA_TREE),
        html.Div(id=ids.DATA_CONTENT),
        section(word("report", lang), html.P(word("report_text", lang)), report),
        section(word("upload", lang), *upload_section(lang)),
        section(word("own_catalogue", lang), *catalogue_section(lang)),
    ]
