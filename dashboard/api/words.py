"""What the interface for programs says of itself."""

from __future__ import annotations

from rollout.language import Lang, Text

TEXTS: dict[str, Text] = {
    "features_districts": Text("Kreise mit ihrem Stand", "Districts with their status"),
    "features_initiatives": Text("⟦Initiativen⟧ des Registers", "⟦Initiatives⟧ of the register"),
    "features_regions": Text("Regionen ⟦in Gründung⟧", "Regions ⟦being founded⟧"),
    "feed_title": Text("Änderungen", "Changes"),
    "added": Text("neu", "new"),
    "removed": Text("entfernt", "removed"),
    "changed": Text("geändert", "changed"),
}


def word(key: str, lang: Lang) -> str:
    """Text in one language."""
    return TEXTS[key][lang]
