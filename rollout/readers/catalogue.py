"""The indicator catalogue: what every indicator means, which way it counts, where it is from."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path

import pandas as pd

from rollout.language import Text
from rollout.readers.column_values import Fields
from rollout.readers.document import Content
from rollout.readers.fallbacks import HOW
from rollout.readers.findings import quote, same
from rollout.readers.strict import ISO_DAY, Rule, read_fields, typed_frame

AXES = ("need", "capacity", "reference")
DIRECTIONS = ("more", "less", "ideal")
KINDS = ("count", "index", "rate", "share", "distance")
_OF_ITS_OWN = frozenset({"axis", "dimension", "direction", "weight"})
# Headers no other table has: by these a catalogue is recognised whatever stands before them.
HEADERS = frozenset({"axis", "dimension", "direction", "decimals", "name_de", "name_en", "unit_de",
                     "unit_en", "why_de", "why_en", "weakness_de", "weakness_en"})  # fmt: skip
SCALES = ("log",)
_KIND = "|".join(HOW)
_FALLBACKS = (
    re.compile(rf"(?:{_KIND})(?: (?:{_KIND})){{0,5}}"),
    Text(f"durch Leerzeichen getrennt: {', '.join(HOW)}", f"with blanks between: {', '.join(HOW)}"),
)


def read_catalogue(
    path: Path | str | Content, sources: Collection[str] | None = None
) -> pd.DataFrame:
    """Read what every indicator means; index: indicator id, in the order of the file.

    Parameters
    ----------
    path
        Table with the columns of `data/indicator_catalogue.csv`; further columns are kept.
    sources
        Known source ids; None does not check them.

    Returns
    -------
    catalogue
        `weight`, `ideal` and `year` are floats (NaN: none); empty texts are NaN. `territory` is
        there only where values came in another territorial status than the table's. `scale` (log:
        compared on a logarithmic scale) and `fallbacks` (what may stand in for a secret value, in
        order) may be absent.
    """
    text, optional = Rule(), Rule(optional=True)
    words = Text("Kleinbuchstaben, Ziffern, Unterstriche", "lower-case letters, digits, _")
    rules = {
        "id": Rule(shape=(re.compile(r"[a-z][a-z0-9_]{0,59}"), words), unique=True),
        "name_de": text,
        "name_en": text,
        "short_de": text,
        "short_en": text,
        "axis": Rule(choices=AXES),
        "dimension": text,
        "direction": Rule(optional=True, choices=DIRECTIONS),
        "ideal": Rule("number", optional=True),
        "unit_de": optional,
        "unit_en": optional,
        "kind": Rule(choices=KINDS),
        "decimals": Rule("integer", low=0, high=10),
        "year": Rule("number", optional=True, low=1900, high=2100),
        "source": Rule(choices=sources),
        "weight": Rule("number", optional=True, low=0, high=1e6),
        "why_de": optional,
        "why_en": optional,
        "weakness_de": optional,
        "weakness_en": optional,
        "scale": Rule(optional=True, choices=SCALES),
        "fallbacks": Rule(optional=True, shape=_FALLBACKS),
        "territory": Rule(optional=True, shape=ISO_DAY),
    }
    fields = read_fields(path, rules, may_lack=("territory", "scale", "fallbacks"))
    _check_axes(fields)
    return typed_frame(fields, rules).set_index("id")


def is_catalogue(headers: Iterable[str]) -> bool:
    """Tell by its headers whether a table is a catalogue of indicators.

    >>> is_catalogue(["id", "axis", "dimension", "direction", "weight"]), is_catalogue(["id"])
    (True, False)
    """
    return set(headers) >= _OF_ITS_OWN


def _check_axes(fields: Fields) -> None:
    """Indicators need direction and weight, those of direction `ideal` a value; others none."""
    columns = (fields.values(name) for name in ("axis", "direction", "ideal", "weight"))
    for line, axis, direction, ideal, weight in zip(fields.lines, *columns, strict=True):
        is_scored = axis != "reference"
        for column, text, needs_value in (
            ("direction", direction, is_scored),
            ("weight", weight, is_scored),
            ("ideal", ideal, is_scored and direction == "ideal"),
        ):
            if bool(text) != needs_value:
                finding = same(quote(text)) if text else Text("ist leer", "is empty")
                expected = (
                    Text("ein Wert", "a value")
                    if needs_value
                    else Text("leere Zelle", "an empty cell")
                )
                remedy = Text(
                    f"bei Achse {axis}" + (f", Richtung {direction}" if direction else ""),
                    f"with axis {axis}" + (f", direction {direction}" if direction else ""),
                )
                fields.report("error", "catalogue", column, line, finding, expected, remedy)
