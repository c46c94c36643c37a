"""Controls of the view Potential beside its settings."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from rollout.coverage.words import STATUS_NAMES
from rollout.language import Lang
from rollout.model import STATUSES

from ...page import ids
from ...page.form_fields import TARGETS, field, select, state
from ...page.forms import InputField
from ...page.settings import EVERYTHING
from .words import word

LAYERS = ("score", "need_capacity")
SORTED = r"(?:rank|name|status|score|low|need|capacity|wish0|wish1)-(?:ascending|descending)"


def layer_control(lang: Lang) -> Component:
    """What the map shows."""
    layers = [(name, word(f"potential_layer_{name}", lang)) for name in LAYERS]
    return field(word("potential_layer", lang), select(ids.POTENTIAL_LAYER, layers, LAYERS[0]))


def ranking_controls(lang: Lang) -> list[Component]:
    """Filters of the ranking; its columns sort it."""
    statuses = [
        (EVERYTHING, word("any", lang)),
        (TARGETS, word("targets_only", lang)),
        *((status, STATUS_NAMES[status][lang]) for status in STATUSES),
    ]
    find = InputField(
        id=ids.RANKING_FIND, type="search", value="", maxLength=80, className="search"
    )
    return [
        field(word("ranking_find", lang), find),
        field(word("status", lang), select(ids.RANKING_STATUS, statuses, EVERYTHING)),
        state(ids.SORT, "rank-ascending", SORTED),
    ]


def weights_reset(lang: Lang) -> html.Button:
    """Back to the weights of the founding logic."""
    return html.Button(
        word("weights_reset", lang), id=ids.WEIGHTS_RESET, type="button", className="button small"
    )
