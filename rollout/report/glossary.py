"""The words of the report and what they mean."""

from __future__ import annotations

from dataclasses import dataclass

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
            "Entry of the register: ⟦networked⟧, ⟦being founded⟧, or without "
            "evidence of a link to the nationwide network.",
        ),
    ),
    Entry(
        Text("Abdeckungsregel", "Coverage rule"),
        Text("Die Festlegung, wann ein Kreis als erreicht gilt.",
             "The choice of when a district counts as reached."),
    ),
    Entry(
        Text("Weißer Fleck", "White spot"),
        Text("Kreis, den unter der gewählten Regel ⟦keine Initiative⟧ des Registers erreicht.",
             "District that no ⟦initiative⟧ of the register reaches under the chosen rule."),
    ),
    Entry(
        Text("Grauer Fleck", "Grey spot"),
        Text(
            "Kreis mit ⟦d:einer Initiative⟧, ⟦deren⟧ Anbindung an das Netzwerk nicht belegt ist.",
            "District with ⟦an initiative⟧ whose link to the network is not evidenced.",
        ),
    ),
    Entry(
        Text("Zielregion", "Target region"),
        Text(
            "Weißer Fleck (dort gründen) oder grauer Fleck (dort anbinden).",
            "White spot (found there) or grey spot (connect there).",
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
