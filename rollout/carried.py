"""What is said about values that no publisher gave for the districts in use."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from rollout import language
from rollout.crosswalk import wording
from rollout.language import Text, in_both
from rollout.model import Inputs

CARRIED = Text("umgerechnet", "carried over")


def status_line(inputs: Inputs) -> Text | None:
    """Territorial status, number of districts, and which of them have values carried over."""
    if not inputs.territory:
        return None
    day = dt.date.fromisoformat(inputs.territory)
    names = _labels(inputs, list(dict.fromkeys(inputs.restated["ags"])))

    def line(lang: language.Lang) -> str:
        text = Text("Gebietsstand {day}: {n} Kreise", "territorial status {day}: {n} districts")
        said = text.filled(day=language.date(day, lang), n=len(inputs.districts))[lang]
        if not names:
            return said
        carried = Text("Werte umgerechnet für {names}", "values carried over for {names}")
        return f"{said}; {carried.filled(names=names)[lang]}"

    return in_both(line)


def carried_indicators(inputs: Inputs, ags: str) -> frozenset[str]:
    """Indicators of a district that were carried over."""
    rows = inputs.restated
    return frozenset(rows.loc[rows["ags"] == ags, "indicator"])


def carried_lines(inputs: Inputs) -> pd.DataFrame:
    """Sentence about the origin of values per district, "" for most; carried_de and carried_en."""
    empty = pd.Series("", index=inputs.districts.index, dtype="str")
    lines = pd.DataFrame({"carried_de": empty, "carried_en": empty})
    for ags, rows in inputs.restated.groupby("ags"):
        text = in_both(lambda lang, rows=rows: _line(inputs, rows, lang))  # type: ignore[misc]
        lines.loc[str(ags)] = [text.de, text.en]
    return lines


def short_remarks(inputs: Inputs, lang: language.Lang) -> dict[str, str]:
    """A few words per district with values carried over, for the card on the map."""
    remarks = {}
    for ags, rows in inputs.restated.groupby("ags"):
        old = ", ".join(sorted(set(rows["old"])))
        text = Text("Werte aus {old} umgerechnet", "values carried over from {old}")
        remarks[str(ags)] = text.filled(old=old)[lang]
    return remarks


def _line(inputs: Inputs, rows: pd.DataFrame, lang: language.Lang) -> str:
    """Which values came from where, and how."""
    parts = []
    for (how, basis), group in rows.groupby(["how", "basis"], sort=False):
        indicators = list(dict.fromkeys(group["indicator"]))
        short = inputs.catalogue[f"short_{lang}"]
        names = ", ".join(str(short.get(name, name)) for name in indicators)
        old = _labels(inputs, sorted(set(group["old"])))
        text = Text("{names}: aus {old}, {how}", "{names}: from {old}, {how}")
        parts.append(text.filled(names=names, old=old, how=wording(str(how), str(basis)))[lang])
    head = Text("Für diesen Gebietsstand umgerechnet. {parts}.",
                "Carried over to this territorial status. {parts}.")  # fmt: skip
    return head.filled(parts="; ".join(parts))[lang]


def _labels(inputs: Inputs, keys: list[str]) -> str:
    names = inputs.districts["display_name"]
    return ", ".join(f"{key} {names.get(key, '')}".strip() for key in keys)
