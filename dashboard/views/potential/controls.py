"""Controls of the view Potential."""

from __future__ import annotations

from collections.abc import Iterable

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.page import ids
from dashboard.page.catalogue import goalposts_known, usable_presets, weights_pattern
from dashboard.page.form_fields import TARGETS, Options, field, kept, select
from dashboard.page.settings import potential_values, weights_text
from dashboard.views.potential.words import word
from rollout.coverage.words import STATUS_NAMES
from rollout.language import Lang
from rollout.model import STATUSES, Inputs
from rollout.potential.composite import AGGREGATIONS, NORMALISATIONS
from rollout.potential.presets import PRESETS
from rollout.potential.treatment import MISSING_RULES, OUTLIER_METHODS
from rollout.scenario import Scenario

EVERYTHING = "all"
LAYERS = ("score", "need_capacity")
SORTED = r"(?:rank|name|status|score|low|need|capacity)-(?:ascending|descending)"
LARGEST_DIFFUSION = 50

# Controls of the scenario, in the order of `potential_values`, with their keys in the address.


def preset_controls(inputs: Inputs, scenario: Scenario, lang: Lang) -> list[Component]:
    """Founding logic and what the map shows."""
    presets = [(name, PRESETS[name].name[lang]) for name in usable_presets(inputs.catalogue)]
    layers = [(name, word(f"potential_layer_{name}", lang)) for name in LAYERS]
    return [
        field(word("preset", lang), select(ids.PRESET, presets, scenario.preset)),
        field(word("potential_layer", lang), select(ids.POTENTIAL_LAYER, layers, LAYERS[0])),
        kept(ids.WEIGHTS, weights_text(scenario), weights_pattern(inputs.catalogue)),
    ]


def method_controls(inputs: Inputs, scenario: Scenario, lang: Lang) -> list[Component]:
    """Normalisation, aggregation and what happens to gaps and outliers."""
    values = potential_values(scenario)
    ways = [
        way
        for way in NORMALISATIONS
        if way != "goalposts" or goalposts_known(inputs.catalogue, scenario)
    ]
    choices = [
        (ids.NORMALISATION, "normalisation", ways),
        (ids.AGGREGATION, "aggregation", AGGREGATIONS),
        (ids.MISSING, "missing", MISSING_RULES),
        (ids.OUTLIERS, "outliers", OUTLIER_METHODS),
    ]
    selects = [
        field(word(key, lang), select(id_, _named(key, names, lang), values[key]))
        for id_, key, names in choices
    ]
    numbers = [(ids.KNOWN, "known", 100), (ids.DIFFUSION, "diffusion", LARGEST_DIFFUSION)]
    return [
        *selects,
        *(field(word(key, lang), _number(id_, values[key], most)) for id_, key, most in numbers),
    ]


def _named(prefix: str, names: Iterable[str], lang: Lang) -> Options:
    """Values of a choice; prefixes are normalisation_, aggregation_, missing_, outliers_."""
    return [(name, word(f"{prefix}_{name}", lang)) for name in names]


def _number(id_: str, value: float, most: int) -> dcc.Input:
    return dcc.Input(
        id=id_, type="number", min=0, max=most, step="any", value=value, className="number"
    )


def ranking_controls(lang: Lang) -> list[Component]:
    """Filters of the ranking; its columns sort it."""
    statuses = [
        (EVERYTHING, word("any", lang)),
        (TARGETS, word("targets_only", lang)),
        *((status, STATUS_NAMES[status][lang]) for status in STATUSES),
    ]
    find = dcc.Input(id=ids.RANKING_FIND, type="search", value="", maxLength=80, className="search")
    return [
        field(word("ranking_find", lang), find),
        field(word("status", lang), select(ids.RANKING_STATUS, statuses, EVERYTHING)),
        kept(ids.SORT, "rank-ascending", SORTED),
    ]


def weights_reset(lang: Lang) -> html.Button:
    """Back to the weights of the founding logic."""
    return html.Button(
        word("weights_reset", lang), id=ids.WEIGHTS_RESET, type="button", className="button small"
    )
