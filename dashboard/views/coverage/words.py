"""Words of the view Coverage, in German and English."""

from __future__ import annotations

from rollout.language import Text

from ...page.words import Words

TEXTS: dict[str, Text] = {
    "coverage_title": Text("Wie gut ist das Land abgedeckt?", "How well is the country covered?"),
    "rates": Text("Vier Quoten", "Four rates"),
    "reached_of": Text("{value} von {total}", "{value} of {total}"),
    "networked_share": Text("davon ⟦vernetzt⟧: {share}", "of these ⟦networked⟧: {share}"),
    "unknown": Text(
        "ohne {count} Kreise mit unbekanntem Wert", "without {count} districts of unknown value"
    ),
    "by_land": Text("Nach Ländern", "By Land"),
    "by_land_caption": Text(
        "Anteil, den mindestens ⟦eine Initiative⟧ erreicht; dunkel: durch "
        "⟦a:eine vernetzte Initiative⟧",
        "Share reached by at least one ⟦initiative⟧; dark: by ⟦a networked initiative⟧",
    ),
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
    "sentence": Text(
        "{place}: Mindestens ⟦eine Initiative⟧ erreicht {reached} von {total} Kreisen ({share}) "
        "mit "
        "{people} der Einwohner. Durch ⟦a:eine vernetzte Initiative⟧ sind es {networked} Kreise. "
        "{spots}",
        "{place}: at least one ⟦initiative⟧ reaches {reached} of {total} districts ({share}) with "
        "{people} of the inhabitants. ⟦A networked initiative⟧ reaches {networked} districts. "
        "{spots}",
    ),
    "sentence_no_spot": Text("Es gibt keinen weißen Fleck.", "There is no white spot."),
    "sentence_one_spot": Text(
        "Es bleibt ein weißer Fleck: {name}.", "One white spot remains: {name}."
    ),
    "sentence_spots": Text(
        "Es bleiben {white} weiße Flecken; das größte zusammenhängende Gebiet umfasst {largest}.",
        "{white} white spots remain; the largest contiguous area has {largest}.",
    ),
    "sentence_spots_land": Text(
        "Es bleiben {white} weiße Flecken; das größte zusammenhängende Gebiet, zu dem sie gehören, "
        "umfasst auch über die Landesgrenze hinaus {largest}.",
        "{white} white spots remain; the largest contiguous area they belong to has {largest}, "
        "counted across the border of the Land.",
    ),
    "sentence_single": Text("einen Kreis", "one district"),
    "sentence_many": Text("{count} Kreise", "{count} districts"),
}

word = Words(TEXTS)
