"""Search everywhere: buttons in the header, and the names of places the script looks through."""

from __future__ import annotations

from dash import html

from rollout.inputs import places_of
from rollout.language import Lang
from rollout.model import Inputs

from . import ids
from .attributes import Attributes
from .words import word

TABLES = ("district_changes", "postcodes", "chambers", "district_types")


def search_button(lang: Lang) -> html.Button:
    """What looks like a field and opens the search; the script does the rest."""
    icon = html.Span(className="search-icon", **Attributes({"aria-hidden": "true"}))
    key = html.Kbd("/", **Attributes({"aria-hidden": "true"}))
    text = html.Span(word("search_button", lang))
    return html.Button(
        [icon, text, key],
        type="button",
        className="search-button no-print",
        **Attributes({"aria-haspopup": "dialog", "aria-keyshortcuts": "/ Control+K"}),
    )


def settings_button(lang: Lang) -> html.Button:
    """On a phone: opens what counts, which is a line of its own elsewhere."""
    return html.Button(
        type="button",
        className="settings-button no-print",
        **Attributes(
            {
                "aria-label": word("counts", lang),
                "aria-expanded": "false",
                "aria-controls": ids.WHAT_COUNTS,
            }
        ),
    )


def towns(inputs: Inputs) -> list[tuple[str, int]]:
    """Municipalities with the position of their district, the largest first.

    One that lies in no district of these inputs is left out.
    """
    tables = {name: getattr(inputs, name) for name in TABLES}
    position = {key: n for n, key in enumerate(inputs.districts.index)}
    rows = places_of(inputs.districts, tables).gazetteer.municipalities
    largest_first = sorted(rows, key=lambda row: (-row.population, row.key))
    return [(r.short_name, position[r.district]) for r in largest_first if r.district in position]
