"""Controls of the view White spots: layers of the map, search and filters of the list."""

from __future__ import annotations

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from rollout.coverage.words import STATUS_NAMES
from rollout.language import Lang, by_name
from rollout.maps.layers import LAYERS
from rollout.model import STATUSES, Inputs
from rollout.potential.ranking import CLASSES, class_words

from ...page import facts, ids
from ...page.controls import rule_options
from ...page.form_fields import TARGETS, Options, field, select
from ...page.forms import InputField
from ...page.settings import EVERYTHING
from .parts import country_names
from .words import word

MOST_URGENT = "urgency-descending"
ORDERED = "(?:urgency|name|status|weight|rules|nearest)-(?:ascending|descending)"


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
    names = country_names(inputs, lang)
    present = {key: names.get(key, key) for key in set(inputs.borders["country"])}
    borders = [
        every,
        (TARGETS, word("any_border", lang)),
        *sorted(present.items(), key=lambda pair: by_name(pair[1])),
    ]
    search = InputField(id=ids.SEARCH, type="search", value="", maxLength=80, className="search")
    first = [
        field(word("search", lang), search),
        field(word("status", lang), select(ids.STATUS, statuses, EVERYTHING)),
    ]
    further = [
        field(word("type", lang), select(ids.TYPE, types, EVERYTHING)),
        field(word("chamber", lang), select(ids.CHAMBER, chambers, EVERYTHING)),
        field(word("border", lang), select(ids.BORDER, borders, EVERYTHING)),
        field(word("cluster", lang), select(ids.CLUSTER, [every], EVERYTHING)),
        field(
            word("need_capacity", lang),
            select(ids.NEED_CAPACITY, [every, *_classes(lang)], EVERYTHING),
        ),
    ]
    reset = html.Button(word("reset", lang), id=ids.RESET, type="button", className="button quiet")
    more = html.Div(further, className="controls filters")
    summary = html.Summary(word("more_filters", lang))
    return [
        html.Div(first, className="controls filters"),
        html.Div([html.Details([summary, more]), reset], className="more-filters"),
    ]


def _classes(lang: Lang) -> Options:
    """Classes of need and capacity, the most promising first."""
    levels = tuple(reversed(CLASSES))
    pairs = [(need, capacity) for need in levels for capacity in levels]
    return [(f"{need}-{capacity}", class_words(need, capacity)[lang]) for need, capacity in pairs]


def _sorted(values: Iterable[str]) -> list[str]:
    return sorted(set(values), key=by_name)
