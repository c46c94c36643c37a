"""Official figures that stand in for secret ones, in the order the catalogue states."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

import numpy as np
import pandas as pd

from rollout.errors import Problem
from rollout.language import Text, in_both
from rollout.model import SUBSTITUTED, nothing_substituted
from rollout.readers.strict import Rule, read_fields, typed_frame

FALLBACK_FILE = "indicator_fallbacks.csv"
# What a figure is to the one that is missing; a name here may stand in the catalogue.
HOW = {
    "earlier": Text("früheres Jahr", "earlier year"),
    "narrower": Text("nur ein Teil, eher zu niedrig", "a part only, rather too low"),
    "remainder": Text("Rest zu 100 %, eher zu hoch", "remainder to 100 %, rather too high"),
}
_FIVE_DIGITS = (re.compile(r"[0-9]{5}"), Text("fünf Ziffern", "five digits"))


def read_fallbacks(
    path: Path | str, catalogue: pd.DataFrame, sources: Collection[str]
) -> pd.DataFrame:
    """Figures that may stand in: `SUBSTITUTED` and value, the best of a district first.

    An indicator or kind that the catalogue does not allow is an error.
    """
    kinds = fallback_kinds(catalogue)
    places = {(name, how): n for name, hows in kinds.items() for n, how in enumerate(hows)}
    rules = {
        "indicator": Rule(choices=tuple(kinds)),
        "ags": Rule(shape=_FIVE_DIGITS),
        "how": Rule(choices=tuple(HOW)),
        "year": Rule("number", low=1900, high=2100),
        "value": Rule("number", low=-1e12, high=1e12),
        "basis_de": Rule(),
        "basis_en": Rule(),
        "source": Rule(choices=sources),
    }
    fields = read_fields(path, rules)
    pairs = list(zip(fields.values("indicator"), fields.values("how"), strict=True))
    for line, (name, how) in zip(fields.lines, pairs, strict=True):
        if name in kinds and how in HOW and (name, how) not in places:
            expected = ", ".join(kinds[name])
            fields.report("error", "fallback", "how", line, Text(f"ist {how}", f"is {how}"),
                          Text(f"für {name} eines von {expected}, wie im Katalog",
                               f"for {name} one of {expected}, as in the catalogue"))  # fmt: skip
    table = typed_frame(fields, rules).assign(place=[places.get(pair, -1) for pair in pairs])
    by = ["indicator", "ags", "place", "year"]
    ordered = table.sort_values(by, ascending=[True, True, True, False], kind="stable")
    return ordered.drop(columns="place").reset_index(drop=True)


def fallback_kinds(catalogue: pd.DataFrame) -> dict[str, list[str]]:
    """Kinds of substitutes each indicator may use, in order; none where it has no list."""
    if "fallbacks" not in catalogue:
        return {}
    lists = catalogue["fallbacks"].dropna()
    return {str(name): str(kinds).split() for name, kinds in lists.items()}


def with_fallbacks(
    values: pd.DataFrame, fallbacks: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Values with gaps closed by the first figure there is, and which were (`SUBSTITUTED`).

    Parameters
    ----------
    values
        Index `ags`, a column per indicator; NaN = unknown.
    fallbacks
        As from `read_fallbacks`.
    """
    best = fallbacks.drop_duplicates(["indicator", "ags"])
    best = best[best["indicator"].isin(values.columns) & best["ags"].isin(values.index)]
    cells = (
        values.index.get_indexer(pd.Index(best["ags"])),
        values.columns.get_indexer(pd.Index(best["indicator"])),
    )
    numbers = values.to_numpy(dtype=float, copy=True)
    best = best[np.isnan(numbers[cells])]
    if best.empty:
        return values, nothing_substituted()
    cells = (
        values.index.get_indexer(pd.Index(best["ags"])),
        values.columns.get_indexer(pd.Index(best["indicator"])),
    )
    numbers[cells] = best["value"]
    table = pd.DataFrame(numbers, values.index, values.columns)
    return table, best[list(SUBSTITUTED)].reset_index(drop=True)


def substitute_notes(substituted: pd.DataFrame) -> list[Problem]:
    """One note for each indicator with values that stand in for secret ones."""
    notes = []
    for name, rows in substituted.groupby("indicator", sort=False):
        keys = in_both(
            lambda lang, rows=rows: ", ".join(  # type: ignore[misc]
                f"{row.ags} ({HOW[str(row.how)][lang]} {row.year:.0f})"
                for row in rows.itertuples(index=False)
            )
        )
        finding = Text(
            f"geheim, ersetzt durch nahe amtliche Zahlen: {len(rows)} Kreise: {keys.de}",
            f"secret, replaced by close official figures: {len(rows)} districts: {keys.en}",
        )
        notes.append(
            Problem("repaired", FALLBACK_FILE, finding, column=str(name), code="substituted")
        )
    return notes
