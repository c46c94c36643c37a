"""Where a district stands: facts, rules, indicators compared, what speaks for and against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from rollout.carried import short_remarks, value_marks
from rollout.coverage.verified import check_line
from rollout.coverage.words import rule_name
from rollout.language import MISSING, Lang, Text, number, percent
from rollout.potential.ranking import class_words
from rollout.potential.twins import stands_out
from rollout.programme.words import DEMAND
from rollout.propensity.words import SHORT, district_sentence
from rollout.report.blocks import Block, column, table
from rollout.report.targets import band_class, rank_and_band
from rollout.report.words import (
    HEADS,
    INDICATOR_HEADS,
    INDICATOR_NOTE,
    POSITION_HEAD,
    POTENTIAL_HEAD,
    RANK_HEAD,
    REACH_ANSWERS,
)
from rollout.scenario.rules import RULES

if TYPE_CHECKING:
    from rollout.analysis import Analysis

GROUPS = ("settlement_type", "land", "DE")


def facts(analysis: Analysis, ags: str, lang: Lang) -> Block:
    """Size, rank and surroundings of a district as terms with their values."""
    row: Any = analysis.table().loc[ags]
    top_k, count = analysis.scenario.top_k, int(analysis.potential.rank.count())
    rank = f"{rank_and_band(row, lang)} {Text('von', 'of')[lang]} {count}"
    pairs = [
        (HEADS["population"], number(row["population"], lang=lang)),
        (HEADS[DEMAND], number(row[DEMAND], lang=lang)),
        (HEADS["area_km2"], f"{number(row['area_km2'], lang=lang)} km²"),
        (POTENTIAL_HEAD, _score(row, lang)),
        (RANK_HEAD, rank if pd.notna(row["rank"]) else MISSING),
        (Text(f"Unter den ersten {top_k}", f"Among the first {top_k}"), band_class(row, lang)),
        (POSITION_HEAD, _position(row, lang)),
        (Text("Nachgefragt", "Asked"), check_line(row)[lang]),
        (Text("Grenze zu", "Border with"), _borders(analysis, row, lang)),
        (
            Text("Gebiet ohne ⟦a:Initiative⟧", "Area without ⟦an initiative⟧"),
            _cluster(analysis, row, lang),
        ),
        (SHORT, _past(analysis, ags, lang)),
        (Text("Herkunft der Werte", "Origin of values"), _origin(analysis, row, lang)),
    ]
    items = [{"term": term[lang], "text": words} for term, words in pairs if words]
    return {"kind": "facts", "items": items}


def _past(analysis: Analysis, ags: str, lang: Lang) -> str:
    """What happened in districts like this one, apart from its score; "" without a history."""
    model = analysis.propensity
    return "" if model is None else district_sentence(model, ags)[lang]


def _origin(analysis: Analysis, row: pd.Series, lang: Lang) -> str:
    """How values were carried over; of substitutes a few words, the indicators have the marks."""
    ags = str(row.name)
    if ags in set(analysis.inputs.restated["ags"]):
        return str(row[f"carried_{lang}"])
    return short_remarks(analysis.inputs, lang).get(ags, "")


def _position(row: pd.Series, lang: Lang) -> str:
    return class_words(row["need_class"], row["capacity_class"])[lang]


def _score(row: pd.Series, lang: Lang) -> str:
    if pd.isna(row["potential"]):
        known_share = percent(row["known_share"], 0, lang)
        return Text(
            f"ohne Wert: nur {known_share} des Gewichts bekannt",
            f"no score: only {known_share} of the weight is known",
        )[lang]
    return Text(
        f"{number(row['potential'], 1, lang)} von 100 Punkten",
        f"{number(row['potential'], 1, lang)} of 100 points",
    )[lang]


def _borders(analysis: Analysis, row: pd.Series, lang: Lang) -> str:
    names = analysis.inputs.countries[f"name_{lang}"]
    keys = [key for key in str(row["border_countries"]).split("; ") if key]
    return ", ".join(str(names.get(key, key)) for key in keys)


def _cluster(analysis: Analysis, row: pd.Series, lang: Lang) -> str:
    if row["cluster"] == 0:
        return ""
    size = int((analysis.cluster == row["cluster"]).sum())
    if size == 1:
        return Text("liegt allein", "stands alone")[lang]
    return Text(
        f"zusammenhängend mit {size - 1} weiteren",
        f"contiguous with {size - 1} more",
    )[lang]


def rules(analysis: Analysis, ags: str, lang: Lang) -> Block:
    """Under which of the rules an initiative reaches the district."""
    statuses = analysis.coverage.statuses.loc[ags]

    remark = Text(" (gewählt)", " (chosen)")[lang]
    rows = [
        [
            rule_name(rule)[lang] + (remark if rule == analysis.scenario.rule else ""),
            REACH_ANSWERS[str(statuses[rule])][lang],
        ]
        for rule in RULES
    ]
    columns = [
        column(Text("Regel", "Rule")[lang], width=1),
        column(Text("⟦Initiative⟧?", "⟦Initiative⟧?")[lang]),
    ]
    return table("", columns, rows)


def indicators(analysis: Analysis, ags: str, lang: Lang) -> Block:
    """Values beside the means of the type, the Land and Germany; a track shows the position.

    The track is 0..1: the share of the other districts with a smaller value; None = unknown.
    """
    catalogue = analysis.inputs.catalogue
    parts: dict[Any, float] = analysis.potential.parts.loc[ags].to_dict()
    marks = value_marks(analysis.inputs, ags)
    rows = []
    weights = analysis.potential.weights
    compared = analysis.comparison(ags)
    # A sheet has two pages: what does not count in the chosen logic stays in the dashboard.
    for name, row in compared[weights.reindex(compared.index) > 0].iterrows():
        entry: Any = catalogue.loc[str(name)]
        decimals = int(entry["decimals"])
        values = [number(row[group], decimals, lang) for group in ("value", *GROUPS)]
        has_place = pd.notna(row["percentile"])
        rows.append(
            {
                "name": f"{entry[f'short_{lang}']} ({entry[f'unit_{lang}']})"
                + (f", {marks[name][lang]}" if name in marks else ""),
                "year": f"{entry['year']:.0f}",
                "values": [*values, number(parts.get(name, np.nan), 1, lang)],
                "track": float(row["percentile"]) / 100 if has_place else None,
                "position": percent(row["percentile"] / 100, 0, lang),
            }
        )
    heads = [head[lang] for head in INDICATOR_HEADS]
    return {"kind": "indicators", "heads": heads, "rows": rows, "note": INDICATOR_NOTE[lang]}


def arguments(analysis: Analysis, ags: str, lang: Lang) -> dict[str, list[str]]:
    """Sentences from the data: what speaks for a founding, and what against."""
    comparison = analysis.comparison(ags)
    rows: Any = comparison.loc
    names_by_side = stands_out(comparison)
    sentences = {
        key: [_sentence(analysis, name, rows[name], lang) for name in names]
        for key, names in names_by_side.items()
    }
    return {**sentences, "against": [*_already_there(analysis, ags, lang), *sentences["against"]]}


def _already_there(analysis: Analysis, ags: str, lang: Lang) -> list[str]:
    """Whether the district has already what a founding would bring."""
    status = str(analysis.table().loc[ags, "status"])
    if status == "covered":
        there = analysis.networked_in(ags)
        return [
            Text(f"Schon ⟦vernetzt⟧ ist hier: {there}.", f"⟦Linked⟧ here already: {there}.")[lang]
        ]
    if status == "founding":
        return [Text("Eine Gründung läuft bereits.", "A founding is under way already.")[lang]]
    return []


def _sentence(analysis: Analysis, indicator: str, row: pd.Series, lang: Lang) -> str:
    entry: Any = analysis.inputs.catalogue.loc[indicator]
    decimals = int(entry["decimals"])
    value, mean = number(row["value"], decimals, lang), number(row["DE"], decimals, lang)
    name, unit = (str(entry[f"{column}_{lang}"]) for column in ("short", "unit"))
    figure = f"{value} {unit} ({entry['year']:.0f})"
    if "=" in unit:  # a flag: 1 = yes
        figure = f"{value} ({unit}; {entry['year']:.0f})"
    share = number(row["percentile"] if row["z"] > 0 else 100 - row["percentile"], lang=lang)
    level = Text("höher", "higher")[lang] if row["z"] > 0 else Text("niedriger", "lower")[lang]
    return Text(
        f"{name}: {figure}, Mittel der Kreise {mean}; "
        f"{level} als in {share} % der anderen Kreise. {entry['why_de']}",
        f"{name}: {figure}, mean of districts {mean}; "
        f"{level} than in {share}% of the other districts. {entry['why_en']}",
    )[lang]
