"""Words of the view Coverage, in German and English."""

from __future__ import annotations

from rollout.language import Text

from ...page.words import Words

TEXTS: dict[str, Text] = {
    "coverage_title": Text("Wie gut ist das Land abgedeckt?", "How well is the country covered?"),
    "rates": Text("Vier Quoten", "Four rates"),
    "reached_of": Text("{value} von {total}", "{value} of {total}"),
    "linked_of": Text("⟦vernetzt⟧: {parts}", "⟦linked⟧: {parts}"),
    "any_share": Text(
        "mit ⟦d:irgendeiner Initiative⟧: {parts} ({share})",
        "with any ⟦initiative⟧: {parts} ({share})",
    ),
    "unknown": Text(
        "ohne {count} Kreise mit unbekanntem Wert", "without {count} districts of unknown value"
    ),
    "by_land": Text("Nach Ländern", "By Land"),
    "by_land_caption": Text(
        "Kreise: ⟦vernetzt⟧ (mindestens); mit anderer, also ⟦in Gründung⟧ oder ⟦nicht angebunden⟧; "
        "keine gefunden",
        "Districts: ⟦linked⟧ (at least); with another, which is ⟦being founded⟧ or ⟦not linked⟧; "
        "none found",
    ),
    "by_land_shares": Text("Anteile je Land, {linked}", "Shares by Land, {linked}"),
    "shares": Text("Anteile", "Shares"),
    "linked": Text("⟦vernetzt⟧", "⟦linked⟧"),
    "other": Text("andere", "other"),
    "without": Text("keine", "none"),
    "growth": Text("Wachstum des Netzwerks", "Growth of the network"),
    "growth_caption": Text(
        "Säulen: ⟦Initiativen⟧ des Registers nach Gründungsjahr, aufsummiert ({known} von {total} "
        "mit bekanntem Jahr). Rauten: Zählung des Netzwerks. Linie: Ziel {target}.",
        "Columns: ⟦initiatives⟧ of the register by founding year, cumulated ({known} of {total} "
        "with a known year). Diamonds: count of the network. Line: target {target}.",
    ),
    "growth_table": Text("Zahlen zum Diagramm", "Figures behind the chart"),
    "growth_register": Text("Register, aufsummiert", "Register, cumulated"),
    "growth_network": Text("Netzwerk (Zählung)", "Network (count)"),
    "note": Text("Anmerkung", "Note"),
    "growth_target": Text("Ziel {count}", "Target {count}"),
    "about_year": Text("etwa {year}", "about {year}"),
    "answer": Text(
        "In {white} von {total} Kreisen ist ⟦keine Initiative⟧ gefunden.",
        "In {white} of {total} districts no ⟦initiative⟧ is found.",
    ),
    "answer_land": Text(
        "{place}: In {white} von {total} Kreisen ist ⟦keine Initiative⟧ gefunden.",
        "{place}: in {white} of {total} districts no ⟦initiative⟧ is found.",
    ),
    "sentence": Text(
        "{linked} ⟦In Gründung⟧: {founding}; vorhanden, ⟦nicht angebunden⟧: {unconnected}.{area}"
        "{asked}",
        "{linked} ⟦Being founded⟧: {founding}; exists, ⟦not linked⟧: {unconnected}.{area}{asked}",
    ),
    "sentence_area": Text(
        " Das größte zusammenhängende Gebiet ohne ⟦a:Initiative⟧ umfasst {largest}.",
        " The largest contiguous area without ⟦an initiative⟧ has {largest}.",
    ),
    "sentence_area_land": Text(
        " Das größte zusammenhängende Gebiet ohne ⟦a:Initiative⟧, zu dem sie gehören, umfasst auch "
        "über die Landesgrenze hinaus {largest}.",
        " The largest contiguous area without ⟦an initiative⟧ that they belong to has {largest}, "
        "counted across the border of the Land.",
    ),
    "sentence_many": Text("{count} Kreise", "{count} districts"),
}

word = Words(TEXTS)
