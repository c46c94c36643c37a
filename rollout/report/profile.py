"""Where a district stands: facts, rules, indicators compared, what speaks for and against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from rollout.coverage.words import rule_name
from rollout.potential.ranking import class_words
from rollout.potential.twins import stands_out
from rollout.report.blocks import Block, column, table
from rollout.report.targets import band_class, rank_and_band
from rollout.report.voice import Voice
from rollout.scenario.rules import RULES

if TYPE_CHECKING:
    from rollout.analysis import Analysis

GROUPS = ("settlement_type", "land", "DE")


def facts(analysis: Analysis, ags: str, voice: Voice) -> Block:
    """Size, rank and surroundings of a district as terms with their values."""
    row: Any = analysis.table().loc[ags]
    number, say = voice.number, voice.say
    rank = f"{rank_and_band(row, voice)} {say('von', 'of')} {int(analysis.potential.rank.count())}"
    pairs = [
        (say("Einwohner", "Inhabitants"), number(row["population"])),
        (say("Industriebeschäftigte", "Industry employees"), number(row["industry_employees"])),
        (say("Fläche", "Area"), f"{number(row['area_km2'])} km²"),
        (say("Gründungspotenzial", "Founding potential"), _score(row, voice)),
        (say("Rang (Band)", "Rank (band)"), rank if pd.notna(row["rank"]) else number(None)),
        (
            say(f"Unter den ersten {analysis.scenario.top_k}",
                f"Among the first {analysis.scenario.top_k}"),
            band_class(row, voice),
        ),
        (say("Lage", "Position"), _position(row, voice)),
        (say("Grenze zu", "Border with"), _borders(analysis, row, voice)),
        (say("Weiße Fläche", "White area"), _cluster(analysis, row, voice)),
    ]  # fmt: skip
    return {"kind": "facts", "items": [{"term": t, "text": words} for t, words in pairs if words]}


def _position(row: pd.Series, voice: Voice) -> str:
    return class_words(row["need_class"], row["capacity_class"])[voice.lang]


def _score(row: pd.Series, voice: Voice) -> str:
    if pd.isna(row["potential"]):
        known = voice.percent(row["known_share"], 0)
        return voice.say(
            f"ohne Wert: nur {known} des Gewichts bekannt",
            f"no score: only {known} of the weight is known",
        )
    return voice.say(
        f"{voice.number(row['potential'], 1)} von 100 Punkten",
        f"{voice.number(row['potential'], 1)} of 100 points",
    )


def _borders(analysis: Analysis, row: pd.Series, voice: Voice) -> str:
    names = analysis.inputs.countries[f"name_{voice.lang}"]
    keys = [key for key in str(row["border_countries"]).split("; ") if key]
    return ", ".join(str(names.get(key, key)) for key in keys)


def _cluster(analysis: Analysis, row: pd.Series, voice: Voice) -> str:
    if row["cluster"] == 0:
        return ""
    size = int((analysis.cluster == row["cluster"]).sum())
    if size == 1:
        return voice.say("liegt allein", "stands alone")
    return voice.say(f"zusammenhängend mit {size - 1} weiteren", f"contiguous with {size - 1} more")


def rules(analysis: Analysis, ags: str, voice: Voice) -> Block:
    """Under which of the rules an initiative reaches the district."""
    statuses = analysis.coverage.statuses.loc[ags]
    words = {
        "covered": voice.say("ja, vernetzt", "yes, networked"),
        "founding": voice.say("ja, in Gründung", "yes, being founded"),
        "unconnected": voice.say("ja, nicht angebunden", "yes, not linked"),
        "white": voice.say("nein", "no"),
    }
    chosen = voice.say(" (gewählt)", " (chosen)")
    rows = [
        [
            rule_name(rule)[voice.lang] + (chosen if rule == analysis.scenario.rule else ""),
            words[str(statuses[rule])],
        ]
        for rule in RULES
    ]
    columns = [
        column(voice.say("Regel", "Rule"), width=1),
        column(voice.say("erreicht?", "reached?")),
    ]
    return table("", columns, rows)


def indicators(analysis: Analysis, ags: str, voice: Voice) -> Block:
    """Values beside the means of the type, the Land and Germany; a track shows the position.

    The track is 0..1: the share of the other districts with a smaller value; None = unknown.
    """
    catalogue = analysis.inputs.catalogue
    parts: dict[Any, float] = analysis.potential.parts.loc[ags].to_dict()
    rows = []
    for name, row in analysis.comparison(ags).iterrows():
        entry: Any = catalogue.loc[str(name)]
        decimals = int(entry["decimals"])
        values = [voice.number(row[group], decimals) for group in ("value", *GROUPS)]
        known = pd.notna(row["percentile"])
        rows.append(
            {
                "name": f"{entry[f'short_{voice.lang}']} ({entry[f'unit_{voice.lang}']})",
                "year": f"{entry['year']:.0f}",
                "values": [*values, voice.number(parts.get(name, np.nan), 1)],
                "track": float(row["percentile"]) / 100 if known else None,
                "position": voice.percent(row["percentile"] / 100, 0),
            }
        )
    say = voice.say
    heads = [
        say("Indikator", "Indicator"), say("Jahr", "Year"), say("Lage", "Position"),
        say("Kreis", "District"), say("Typ", "Type"), "Land", say("Deutschland", "Germany"),
        say("Beitrag", "Points"),
    ]  # fmt: skip
    note = say(
        "Typ, Land, Deutschland: ungewichtetes Mittel der Kreise. Lage: Anteil der Kreise mit "
        "kleinerem Wert, Strich in der Mitte = die Hälfte. Ein Strich statt einer Zahl heißt "
        "unbekannt oder geheim. Beitrag: Punkte am Gründungspotenzial; zusammen ergeben sie es.",
        "Type, Land, Germany: unweighted mean of districts. Position: share of districts with a "
        "smaller value, the mark in the middle = half. A dash instead of a number means unknown "
        "or secret. Points: contribution to the founding potential; together they make it up.",
    )
    return {"kind": "indicators", "heads": heads, "rows": rows, "note": note}


def arguments(analysis: Analysis, ags: str, voice: Voice) -> dict[str, list[str]]:
    """Sentences from the data: what speaks for a founding, and what against."""
    compared = analysis.comparison(ags)
    rows: Any = compared.loc
    picked = stands_out(compared)
    said = {
        key: [_sentence(analysis, name, rows[name], voice) for name in names]
        for key, names in picked.items()
    }
    return {**said, "against": [*_taken(analysis, ags, voice), *said["against"]]}


def _taken(analysis: Analysis, ags: str, voice: Voice) -> list[str]:
    """Whether the district has already what a founding would bring."""
    status = str(analysis.table().loc[ags, "status"])
    if status == "covered":
        there = analysis.networked_in(ags)
        return [
            voice.say(f"Schon vernetzt ist hier: {there}.", f"Networked here already: {there}.")
        ]
    if status == "founding":
        return [voice.say("Eine Gründung läuft bereits.", "A founding is under way already.")]
    return []


def _sentence(analysis: Analysis, indicator: str, row: pd.Series, voice: Voice) -> str:
    entry: Any = analysis.inputs.catalogue.loc[indicator]
    decimals = int(entry["decimals"])
    value, mean = voice.number(row["value"], decimals), voice.number(row["DE"], decimals)
    name, unit = (str(entry[f"{column}_{voice.lang}"]) for column in ("short", "unit"))
    measured = f"{value} {unit} ({entry['year']:.0f})"
    if "=" in unit:  # a flag: 1 = yes
        measured = f"{value} ({unit}; {entry['year']:.0f})"
    share = voice.number(row["percentile"] if row["z"] > 0 else 100 - row["percentile"])
    level = voice.say("höher", "higher") if row["z"] > 0 else voice.say("niedriger", "lower")
    return voice.say(
        f"{name}: {measured}, Mittel der Kreise {mean}; "
        f"{level} als in {share} % der anderen Kreise. {entry['why_de']}",
        f"{name}: {measured}, mean of districts {mean}; "
        f"{level} than in {share}% of the other districts. {entry['why_en']}",
    )
