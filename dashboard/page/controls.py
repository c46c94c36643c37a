"""Native form controls with their labels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.page import facts, ids
from dashboard.page.attributes import component_property
from dashboard.page.form_fields import TARGETS, Options, field, select
from dashboard.page.forms import Select, Switch
from dashboard.page.settings import COUNTRY, EVERYTHING, VIEWS, path_of, years
from dashboard.page.words import word
from dashboard.views.foundings import controls as founding_controls
from dashboard.views.plan import controls as plan_controls
from dashboard.views.potential import controls as potential_controls
from rollout.ags import LAENDER
from rollout.coverage.words import CONFIDENCE_NAMES, STATUS_NAMES
from rollout.language import LANGS, Lang
from rollout.maps.layers import LAYERS
from rollout.model import STATUSES, Inputs
from rollout.potential.ranking import CLASSES, class_words
from rollout.scenario import Scenario
from rollout.scenario.fields import CONFIDENCES
from rollout.scenario.rules import RULES, rule_of

# Control -> its key in the address.
ADDRESS = {
    ids.RULE: "rule",
    ids.RADIUS: "radius",
    ids.YEAR: "year",
    ids.CONFIDENCE: "confidence",
    ids.FEDERAL: "federal",
    ids.LAND: "land",
    ids.LAYER: "layer",
    ids.RULE_A: "a",
    ids.RULE_B: "b",
    ids.SEARCH: "search",
    ids.TYPE: "type",
    ids.STATUS: "status",
    ids.CHAMBER: "chamber",
    ids.BORDER: "border",
    ids.CLUSTER: "cluster",
    ids.NEED_CAPACITY: "class",
    **potential_controls.SETTINGS,
    **potential_controls.LOOKS,
    **plan_controls.ADDRESS,
    **founding_controls.ADDRESS,
}
COVERAGE_CONTROLS = (ids.RULE, ids.RADIUS, ids.YEAR, ids.CONFIDENCE, ids.FEDERAL)
SCENARIO_CONTROLS = (*COVERAGE_CONTROLS, *potential_controls.SETTINGS)
FILTERS = (
    ids.SEARCH, ids.TYPE, ids.STATUS, ids.CHAMBER, ids.BORDER, ids.CLUSTER, ids.NEED_CAPACITY,
)  # fmt: skip


def rule_options(lang: Lang) -> Options:
    """The coverage rules."""
    return [(key, rule.name[lang]) for key, rule in RULES.items()]


def coverage_controls(inputs: Inputs, scenario: Scenario, lang: Lang) -> list[Component]:
    """Rule, radius, as-of date and filters."""
    confidences = [(level, CONFIDENCE_NAMES[level][lang]) for level in CONFIDENCES]
    rule = select(ids.RULE, rule_options(lang), scenario.rule)
    radius = html.Div(
        field(f"{word('radius', lang)} (km)", _radius(scenario)),
        id=ids.RADIUS_FIELD,
        hidden="radius_km" not in rule_of(scenario.rule).uses,
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
    names = sorted(((key, LAENDER[key]) for key in present), key=lambda pair: _sort_key(pair[1]))
    options = [(COUNTRY, word("germany", lang)), *names]
    return field(word("land", lang), select(ids.LAND, options, COUNTRY))


def layer_controls(lang: Lang) -> list[Component]:
    """What the map of view 2 shows."""
    layers = [(key, word(f"layer_{key}", lang)) for key in ("status", "rules")]
    layers += [(key, LAYERS[key].title[lang]) for key in facts.further_layers()]
    layers.append(("difference", word("layer_difference", lang)))
    compare = html.Div(
        [
            field(word("rule_a", lang), select(ids.RULE_A, rule_options(lang), "served")),
            field(word("rule_b", lang), select(ids.RULE_B, rule_options(lang), "seat")),
        ],
        id=ids.COMPARE,
        className="controls",
        hidden=True,
    )
    return [field(word("layer", lang), select(ids.LAYER, layers, "status")), compare]


def filter_controls(inputs: Inputs, lang: Lang) -> list[Component]:
    """Search and filters of view 2."""
    every = (EVERYTHING, word("any", lang))
    statuses = [
        every,
        (TARGETS, word("targets_only", lang)),
        *((status, STATUS_NAMES[status][lang]) for status in STATUSES),
    ]
    types = [every, *((name, name) for name in _sorted(inputs.districts["type"]))]
    chambers = [every, *((name, name) for name in _sorted(inputs.chambers["chamber"]))]
    names = facts.country_names(inputs, lang)
    present = {key: names.get(key, key) for key in set(inputs.borders["country"])}
    borders = [
        every,
        (TARGETS, word("any_border", lang)),
        *sorted(present.items(), key=lambda pair: _sort_key(pair[1])),
    ]
    search = dcc.Input(id=ids.SEARCH, type="search", value="", maxLength=80, className="search")
    return [
        html.Div(field(word("search", lang), search), className="wide"),
        field(word("status", lang), select(ids.STATUS, statuses, EVERYTHING)),
        field(word("type", lang), select(ids.TYPE, types, EVERYTHING)),
        field(word("chamber", lang), select(ids.CHAMBER, chambers, EVERYTHING)),
        field(word("border", lang), select(ids.BORDER, borders, EVERYTHING)),
        field(word("cluster", lang), select(ids.CLUSTER, [every], EVERYTHING)),
        field(
            word("need_capacity", lang),
            select(ids.NEED_CAPACITY, [every, *_classes(lang)], EVERYTHING),
        ),
        html.Button(word("reset", lang), id=ids.RESET, type="button", className="button quiet"),
    ]


def _classes(lang: Lang) -> Options:
    """Classes of need and capacity, the most promising first."""
    levels = tuple(reversed(CLASSES))
    pairs = [(need, capacity) for need in levels for capacity in levels]
    return [(f"{need}-{capacity}", class_words(need, capacity)[lang]) for need, capacity in pairs]


def _sorted(values: Iterable[str]) -> list[str]:
    return sorted(set(values), key=_sort_key)


def _sort_key(name: str) -> str:
    """Sort umlauts beside their vowels, as German lists do."""
    return name.casefold().translate(str.maketrans("äöüß", "aous"))


def rules(inputs: Inputs, scenario: Scenario, lang: Lang) -> dict[str, Any]:
    """What the scripts need to read, check and write the address.

    Returns
    -------
    rules
        controls: in the order of `ADDRESS`, id, key, filter and default, with options, or min and
        max, or length; views: key, path in both languages and title; by_radius: the rules that
        use the radius; words for the as-of date.
    """
    made = [
        *coverage_controls(inputs, scenario, lang),
        *layer_controls(lang),
        *filter_controls(inputs, lang),
        *potential_controls.preset_controls(inputs, scenario, lang),
        *potential_controls.method_controls(inputs, scenario, lang),
        *potential_controls.ranking_controls(lang),
        *plan_controls.all_controls(scenario, lang),
        *founding_controls.all_controls(scenario, lang),
    ]
    known = {
        component_property(part, "id"): part
        for top in made
        for part in _all(top)
        if getattr(part, "id", None)
    }
    views = [
        {
            "key": view.key,
            "path": path_of(view, lang),
            "other": path_of(view, next(other for other in LANGS if other != lang)),
            "title": f"{view.title[lang]} · {word('product', lang)}",
            "under": view.under,
            "map": view.with_map,
        }
        for view in VIEWS
    ]
    return {
        "controls": [
            {"id": id_, "key": key, "filter": id_ in FILTERS, **_limits(known[id_])}
            for id_, key in ADDRESS.items()
        ],
        "views": views,
        "by_radius": [key for key, rule in RULES.items() if "radius_km" in rule.uses],
        "words": {key: word(key, lang, year="{year}") for key in ("year_all", "year_end")},
    }


def _all(part: Component) -> list[Component]:
    return [part, *part._traverse()]


def _limits(control: Component) -> dict[str, Any]:
    def value_of(name: str) -> Any:
        return component_property(control, name)

    limits: dict[str, Any] = {"default": value_of("value")}
    if isinstance(control, Switch):
        limits["flag"] = True
    elif isinstance(control, html.Data):
        limits["pattern"] = value_of("data-pattern")
    elif value_of("id") == ids.CLUSTER:
        limits["pattern"] = f"{EVERYTHING}|[1-9][0-9]{{0,2}}"
    elif isinstance(control, Select):
        limits["options"] = [option["value"] for option in value_of("options")]
    elif value_of("type") in ("search", "text"):
        limits["length"] = value_of("maxLength")
    else:
        limits |= {"min": value_of("min"), "max": value_of("max")}
    return limits
