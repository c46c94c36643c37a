"""What is said about values that no publisher gave for the districts in use."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from rollout import language
from rollout.crosswalk import wording
from rollout.language import Text, in_both
from rollout.model import Inputs
from rollout.readers.fallbacks import HOW

CARRIED = Text("umgerechnet", "carried over")


def status_line(inputs: Inputs) -> Text | None:
    """Territorial status, number of districts, and which of them have values carried over."""
    if not inputs.territory:
        return None
    day = dt.date.fromisoformat(inputs.territory)
    names = _labels(inputs, list(dict.fromkeys(inputs.restated["ags"])))
    count = inputs.substituted["ags"].nunique()

    def line(lang: language.Lang) -> str:
        text = Text("Gebietsstand {day}: {n} Kreise", "territorial status {day}: {n} districts")
        said = text.filled(day=language.date(day, lang), n=len(inputs.districts))[lang]
        if names:
            carried = Text("Werte umgerechnet für {names}", "values carried over for {names}")
            said = f"{said}; {carried.filled(names=names)[lang]}"
        if count:
            stand_in = Text("Ersatz für geheime Zahlen in {count} Kreisen",
                            "substitutes for secret figures in {count} districts")  # fmt: skip
            said = f"{said}; {stand_in.filled(count=count)[lang]}"
        return said

    return in_both(line)


def value_marks(inputs: Inputs, ags: str) -> dict[str, Text]:
    """A word or two on each indicator of a district whose value is not the publisher's own."""
    rows = inputs.substituted[inputs.substituted["ags"] == ags]
    stand_ins = {
        str(row.indicator): Text(f"Ersatzwert {row.year:.0f}", f"substitute of {row.year:.0f}")
        for row in rows.itertuples(index=False)
    }
    carried = inputs.restated.loc[inputs.restated["ags"] == ags, "indicator"]
    return dict.fromkeys(map(str, carried), CARRIED) | stand_ins


def carried_lines(inputs: Inputs) -> pd.DataFrame:
    """Sentences about the origin of values per district, "" for most; carried_de, carried_en."""
    empty = pd.Series("", index=inputs.districts.index, dtype="str")
    lines = pd.DataFrame({"carried_de": empty, "carried_en": empty})
    tables = ((inputs.restated, _line), (inputs.substituted, _substitute_line))
    for table, line in tables:
        for ags, rows in table.groupby("ags"):
            for lang in language.LANGS:
                before = str(lines.loc[str(ags), f"carried_{lang}"])
                sentence = f"{before} {line(inputs, rows, lang)}".strip()
                lines.loc[str(ags), f"carried_{lang}"] = sentence
    return lines


def short_remarks(inputs: Inputs, lang: language.Lang) -> dict[str, str]:
    """A few words per district whose values have another origin, for the card on the map."""
    remarks: dict[str, str] = {}
    for ags, rows in inputs.restated.groupby("ags"):
        old = ", ".join(sorted(set(rows["old"])))
        text = Text("Werte aus {old} umgerechnet", "values carried over from {old}")
        remarks[str(ags)] = text.filled(old=old)[lang]
    for ags, rows in inputs.substituted.groupby("ags"):
        years = language.listed([f"{year:.0f}" for year in sorted(set(rows["year"]))], lang)
        text = Text(
            "geheime Werte ersetzt (Stand {years})", "secret values replaced (as of {years})"
        )
        remark = text.filled(years=years)[lang]
        remarks[str(ags)] = "; ".join(filter(None, (remarks.get(str(ags), ""), remark)))
    return remarks


def _substitute_line(inputs: Inputs, rows: pd.DataFrame, lang: language.Lang) -> str:
    """Which secret values are replaced by what."""
    short, parts = inputs.catalogue[f"short_{lang}"], []
    for (how, basis), group in rows.groupby(["how", f"basis_{lang}"], sort=False):
        names = ", ".join(str(short.get(name, name)) for name in group["indicator"])
        parts.append(f"{names}: {HOW[str(how)][lang]}, {basis}")
    head = Text("Geheim und durch nahe amtliche Zahlen ersetzt. {parts}.",
                "Secret and replaced by close official figures. {parts}.")  # fmt: skip
    return head.filled(parts="; ".join(parts))[lang]


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
