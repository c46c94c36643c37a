"""Native form controls with their labels."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.page import ids
from dashboard.page.form_fields import Options, field, select
from dashboard.page.forms import Switch
from dashboard.page.settings import COUNTRY, years
from dashboard.page.words import word
from rollout.ags import LAENDER
from rollout.coverage.words import CONFIDENCE_NAMES, rule_name
from rollout.language import Lang
from rollout.model import Inputs
from rollout.scenario import Scenario
from rollout.scenario.fields import CONFIDENCES, RULES


def rule_options(lang: Lang) -> Options:
    """The five coverage rules."""
    return [(rule, rule_name(rule)[lang]) for rule in RULES]


def coverage_controls(inputs: Inputs, scenario: Scenario, lang: Lang) -> list[Component]:
    """Rule, radius, as-of date and filters."""
    confidences = [(level, CONFIDENCE_NAMES[level][lang]) for level in CONFIDENCES]
    rule = select(ids.RULE, rule_options(lang), scenario.rule)
    radius = html.Div(
        field(f"{word('radius', lang)} (km)", _radius(scenario)),
        id=ids.RADIUS_FIELD,
        hidden=scenario.rule != "radius",
    )
    return [
        land_control(inputs, lang),
        field(word("rule", lang), rule),
        radius,
        field(word("year", lang), _year(inputs, scenario), html.Output(id=ids.YEAR_TEXT)),
        field(
            word("confidence", lang),
            select(ids.CONFIDENCE, confidences, scenario.min_confidence),
        ),
        _federal(scenario, lang),
    ]


def _radius(scenario: Scenario) -> dcc.Input:
    return dcc.Input(
        id=ids.RADIUS, type="number", min=1, max=200, step="any", value=scenario.radius_km,
        className="number",
    )  # fmt: skip


def _year(inputs: Inputs, scenario: Scenario) -> dcc.Input:
    """Range over the founding years; the step after the last year means the whole register."""
    first, last = years(inputs)
    chosen = scenario.as_of.year if scenario.as_of else last + 1
    return dcc.Input(
        id=ids.YEAR, type="range", min=first, max=last + 1, step=1, value=chosen,
        className="range",
    )  # fmt: skip


def _federal(scenario: Scenario, lang: Lang) -> html.Div:
    return html.Div(
        Switch(id=ids.FEDERAL, label=word("federal", lang), value=scenario.federal_networks),
        className="field check",
    )


def land_control(inputs: Inputs, lang: Lang) -> Component:
    """Part of the country the map, the rates and the list look at."""
    present = sorted(set(inputs.districts["land"]))
    names = sorted(((key, LAENDER[key]) for key in present), key=lambda pair: by_name(pair[1]))
    options = [(COUNTRY, word("germany", lang)), *names]
    return field(word("land", lang), select(ids.LAND, options, COUNTRY))


def by_name(name: str) -> str:
    """Sort umlauts beside their vowels, as German lists do."""
    return name.casefold().translate(str.maketrans("äöüß", "aous"))
