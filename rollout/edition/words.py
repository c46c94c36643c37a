"""What the pages of the public edition say."""

from __future__ import annotations

from rollout.language import Lang, Text

TEXTS: dict[str, Text] = {
    "skip": Text("Zum Inhalt", "Skip to content"),
    "map": Text("Karte der Abdeckung nach Kreisen", "Map of the coverage by district"),
    "map_page": Text("Karte und Liste", "Map and list"),
    "archive": Text("Frühere Stände", "Earlier states"),
    "imprint": Text("Impressum", "Imprint"),
    "privacy": Text("Datenschutz", "Privacy"),
    "legend": Text("Legende", "Legend"),
    "rates": Text("Vier Quoten für Deutschland", "Four rates for Germany"),
    "base": Text("Bezug", "Base"),
    "linked": Text("⟦vernetzt⟧", "⟦linked⟧"),
    "reached": Text("von ⟦d:einer Initiative⟧ erreicht", "reached by ⟦an initiative⟧"),
    "districts": Text("Kreise", "Districts"),
    "unknown": Text("unbekannt", "unknown"),
    "search": Text("Kreis oder Land suchen", "Search for a district or Land"),
    "found": Text("Kreise gefunden", "districts found"),
    "district": Text("Kreis", "District"),
    "land": Text("Land", "Land"),
    "status": Text("Stand", "Status"),
    "asked": Text("Nachgefragt", "Asked"),
    "nearest": Text("Nächste ⟦vernetzte Initiative⟧", "Nearest ⟦linked initiative⟧"),
    "chambers": Text("Kammern", "Chambers"),
    "here": Text("⟦Initiativen⟧ in diesem Kreis", "⟦Initiatives⟧ in this district"),
    "none_here": Text(
        "Im Register steht ⟦keine⟧. Das heißt nicht, dass es ⟦a:keine⟧ gibt.",
        "The register has none. That does not mean that there is none.",
    ),
    "source": Text("Quelle", "source"),
    "back": Text("Zurück zur Karte", "Back to the map"),
    "downloads": Text("Daten zum Herunterladen", "Data to download"),
    "csv": Text("Kreise als CSV", "Districts as CSV"),
    "register_csv": Text("⟦Initiativen⟧ als CSV", "⟦Initiatives⟧ as CSV"),
    "geojson": Text("Kreise als GeoJSON", "Districts as GeoJSON"),
    "svg": Text("Karte als SVG", "Map as SVG"),
    "state_of": Text("Stand vom {day}", "State of {day}"),
    "sources": Text("Quellen", "Sources"),
    "only_state": Text("Es gibt nur den heutigen Stand.", "There is only the present state."),
    "same": Text("Kein Kreis hat seinen Stand geändert.", "No district changed its status."),
    "changed": Text("{count} Kreise mit neuem Stand", "{count} districts with a new status"),
    "from_to": Text("{before} → {after}", "{before} → {after}"),
    "added": Text("neu im Gebietsstand", "new in this territorial status"),
    "gone": Text("nicht mehr im Gebietsstand", "no longer in this territorial status"),
    "embed": Text("Karte allein, zum Einbetten", "Map alone, for embedding"),
    "whole": Text("Ganze Ausgabe öffnen", "Open the whole edition"),
}


def word(key: str, lang: Lang, **values: object) -> str:
    """Text in one language, with values filled in."""
    text = TEXTS[key][lang]
    return text.format(**values) if values else text
