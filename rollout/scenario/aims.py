"""Aims of a plan: what it reaches for, and what every district is weighed by."""

from __future__ import annotations

from dataclasses import dataclass

from rollout.language import Text
from rollout.programme.words import DEMAND, demand_words


@dataclass(frozen=True)
class Aim:
    """One preset.

    Parameters
    ----------
    words, about
        Name, and a paragraph on what the aim is good for and where it misleads.
    demand, weight
        What it sets of the scenario; empty: as it stands there.
    """

    words: Text
    about: Text
    demand: str = ""
    weight: str = ""


OWN = "own"
AIMS: dict[str, Aim] = {
    OWN: Aim(
        Text("eigenes Ziel", "aim of one's own"),
        Text(
            "Bedarf und Gewicht gelten, wie sie eingestellt sind.",
            "Demand and weight count as they are set.",
        ),
    ),
    "people": Aim(
        Text("Menschen", "people"),
        Text(
            "Möglichst viele Menschen sollen in einer Region mit ⟦d:vernetzter Initiative⟧ leben. "
            "Das führt in die Ballungsräume, dünn besiedelte "
            "Kreise kommen spät.",
            "As many people as possible shall live in a region with ⟦a linked initiative⟧. This "
            "leads into the conurbations, thinly populated "
            "districts come late.",
        ),
        "population", "none",
    ),
    "core": Aim(
        demand_words(),
        Text(
            "Möglichst viel vom Kern des Auftrags soll eine Anlaufstelle haben, jeder "
            "Kreis gewichtet mit seinem Gründungspotenzial. Das folgt dem Auftrag am engsten; "
            "zwei Annahmen gehen ein: die Gewichte des Potenzials und dass große Bestände zählen.",
            "As much as possible of the core of the mandate shall have somebody to turn to, every "
            "district weighed by its founding potential. This is closest to the mandate; two "
            "assumptions go in: the weights of the potential, and that large stocks count.",
        ),
        DEMAND, "potential",
    ),
    "gaps": Aim(
        Text("Lücken im Raum", "gaps in space"),
        Text(
            "Die größten leeren Flächen auf der Karte sollen kleiner werden: Fläche, gewichtet mit "
            "dem Weg ⟦d:zur nächsten vernetzten Initiative⟧. Das führt in ländliche Räume mit "
            "wenigen Betrieben und sagt nichts darüber, ob dort jemand gründen will.",
            "The largest empty areas of the map shall shrink: area, weighed by the way to the "
            "⟦nearest linked initiative⟧. This leads into rural regions with few firms and says "
            "nothing about whether anybody there wants to found.",
        ),
        "area_km2", "distance",
    ),
    "chance": Aim(
        Text("Gründungschance", "chance of a founding"),
        Text(
            "Zuerst dorthin, wo ähnliche Kreise früher häufig eine bekamen. Das folgt der "
            "Vergangenheit: Gründungen kamen mit Arbeitslosigkeit und in Städten; "
            "innerhalb eines Landes trägt der Zusammenhang nicht.",
            "First to where districts alike often got one before. This follows the past: foundings "
            "came with unemployment and in cities, and inside a Land the "
            "relation does not hold.",
        ),
        "districts", "propensity",
    ),
}  # fmt: skip
