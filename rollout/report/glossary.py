"""The words of the report and what they mean."""

from __future__ import annotations

from dataclasses import dataclass

from rollout.coverage.words import REACH_MEANING, STATUS_BEGINS, STATUS_MEANINGS
from rollout.language import Text


@dataclass(frozen=True)
class Entry:
    """A term and its meaning."""

    term: Text
    meaning: Text


GLOSSARY = (
    Entry(
        Text("Kreis", "District"),
        Text("Landkreis oder kreisfreie Stadt, mit fünfstelligem Schlüssel (AGS).",
             "Rural district or independent city, with its five-digit key (AGS)."),
    ),
    Entry(
        Text("⟦Initiative⟧", "⟦Initiative⟧"),
        Text(
            "Eintrag des Registers: ⟦vernetzt⟧, ⟦in Gründung⟧ oder ohne belegte "
            "Anbindung an das bundesweite Netzwerk.",
            "Entry of the register: ⟦linked⟧, ⟦being founded⟧, or without "
            "evidence of a link to the nationwide network.",
        ),
    ),
    Entry(
        Text("Abdeckungsregel", "Coverage rule"),
        Text("Die Festlegung, wann ⟦eine Initiative⟧ einen Kreis erreicht.",
             "The choice of when ⟦an initiative⟧ reaches a district."),
    ),
    Entry(Text("Erreichen", "To reach"), REACH_MEANING),
    *(Entry(STATUS_BEGINS[key], meaning) for key, meaning in STATUS_MEANINGS.items()),
    Entry(
        Text("Zielregion", "Target region"),
        Text(
            "Kreis oder Gruppe von Kreisen ohne ⟦a:vernetzte Initiative⟧: Dort ist zu gründen oder "
            "anzubinden.",
            "District or group of districts without ⟦a linked initiative⟧: to found there or to "
            "connect.",
        ),
    ),
    Entry(
        Text("Bedarf, Voraussetzungen", "Need, capacity"),
        Text(
            "Die beiden Achsen des Gründungspotenzials: was für ⟦a:eine Initiative⟧ spricht, "
            "und wer "
            "sie tragen könnte.",
            "The two axes of the founding potential: what speaks for ⟦an initiative⟧, and who "
            "could "
            "carry it.",
        ),
    ),
    Entry(
        Text("Gründungspotenzial", "Founding potential"),
        Text("Gewichtete Zusammenfassung der Indikatoren, 0 bis 100 Punkte; ein Vorschlag.",
             "Weighted summary of the indicators, 0 to 100 points; a proposal."),
    ),
    Entry(
        Text("Rang und Rangband", "Rank and rank band"),
        Text(
            "Rang: Platz unter allen Kreisen mit Wert, 1 ist der höchste. Band: die Plätze "
            "zwischen dem 5. und dem 95. Hundertstel der gezogenen Ranglisten.",
            "Rank: place among all districts with a score, 1 is the highest. Band: the places "
            "between the 5th and the 95th percentile of the drawn rankings.",
        ),
    ),
    Entry(
        Text("Welle", "Wave"),
        Text("Regionen, die zusammen angegangen werden; spätere Wellen bauen auf früheren auf.",
             "Regions taken on together; later waves build on earlier ones."),
    ),
    Entry(
        Text("Preis der Staffelung", "Price of nesting"),
        Text(
            "Was ein Plan in Wellen gegenüber einem Plan gleicher Größe aus einem Guss verliert.",
            "What a plan in waves loses against a plan of the same size made in one go.",
        ),
    ),
    Entry(
        Text("Schranke und Lücke", "Bound and gap"),
        Text(
            "Kein Plan kann besser sein als die Schranke; die Lücke ist, was höchstens fehlt.",
            "No plan can be better than the bound; the gap is what may be missing at most.",
        ),
    ),
)  # fmt: skip
