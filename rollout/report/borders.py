"""Districts at the border: how far initiatives reach them, by neighbour country."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from rollout.report.blocks import Block, column, section, table, text
from rollout.report.spots import SHORT
from rollout.report.voice import DISTRICT, Voice

if TYPE_CHECKING:
    from rollout.analysis import Analysis


def borders_section(analysis: Analysis, voice: Voice) -> Block:
    """Border regions by neighbour country, and whether half circles are made up for."""
    title = voice.say("Grenzregionen", "Border regions")
    facts = analysis.table()
    at_border = facts[facts["border_countries"] != ""]
    ring = text(_ring(analysis, voice))
    if at_border.empty:
        none = voice.say(
            "In den Daten grenzt kein Kreis an ein anderes Land.",
            "In the data no district borders another country.",
        )
        return section(title, [text(none), ring])
    inner = facts[facts["border_countries"] == ""]
    shares = [voice.percent((part["status"] != "white").mean()) for part in (at_border, inner)]
    words = voice.say(
        f"{voice.count(len(at_border), DISTRICT)} an der Staatsgrenze: {shares[0]} davon erreicht "
        f"irgendeine Initiative, im Inneren sind es {shares[1]}. Ein Kreis an mehreren Ländern "
        "zählt bei jedem mit.",
        f"{voice.count(len(at_border), DISTRICT)} at the state border: any initiative reaches "
        f"{shares[0]} of them, inside the country it is {shares[1]}. A district at several "
        "countries counts with each.",
    )
    return section(title, [text(words), _countries(analysis, facts, voice), ring])


def _countries(analysis: Analysis, facts: pd.DataFrame, voice: Voice) -> Block:
    pairs = analysis.inputs.borders[["ags", "country"]].drop_duplicates()
    names = analysis.inputs.countries[f"name_{voice.lang}"]
    rows = []
    for country, group in pairs.groupby("country"):
        near = facts.loc[facts.index.isin(group["ags"])]
        counts = near["status"].value_counts()
        white = near.loc[near["status"] == "white", "display_name"].tolist()
        rows.append(
            [
                str(names.get(country, country)),
                voice.number(len(near)),
                *(voice.number(int(counts.get(key, 0))) for key in SHORT),
                voice.listed(white) or voice.number(None),
            ]
        )
    columns = [
        column(voice.say("Nachbarland", "Neighbour")),
        column(voice.say("Kreise", "Districts"), "right"),
        *(column(word[voice.lang], "right") for word in SHORT.values()),
        column(voice.say("Weiße Flecken", "White spots"), width=1),
    ]
    caption = voice.say("Kreise an der Grenze nach Nachbarland", "Border districts by neighbour")
    return table(caption, columns, sorted(rows))


def _ring(analysis: Analysis, voice: Voice) -> str:
    scenario = analysis.scenario
    if scenario.rule == "radius" and scenario.half_ring:
        return voice.say(
            "Umkreise an der Staatsgrenze sind vergrößert, bis ihre Inlandsfläche einem vollen "
            "Kreis gleicht (höchstens um den Faktor 1,41), weil jenseits der Grenze niemand "
            "gezählt wird.",
            "Circles at the state border are enlarged until their domestic area equals a full "
            "circle (at most by a factor of 1.41), because nobody is counted beyond the border.",
        )
    return voice.say(
        "Einen Ausgleich dafür, dass jenseits der Grenze niemand gezählt wird (Halbring), gibt es "
        "nur mit der Regel Umkreis; er ist hier nicht eingeschaltet.",
        "A correction for counting nobody beyond the border (half ring) exists only with the rule "
        "radius; it is not switched on here.",
    )
