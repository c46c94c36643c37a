"""The fixed words of a plan."""

from __future__ import annotations

from rollout.language import Text
from rollout.programme import programme
from rollout.programme.words import DEMAND, demand_words

DEMAND_WORDS = {
    "population": Text("Einwohner", "inhabitants"),
    DEMAND: demand_words(),
    "districts": Text("Kreise", "districts"),
    "area_km2": Text("km²", "km²"),
    "potential": Text("Punkte Gründungspotenzial", "points of founding potential"),
}
PARTNERS = {
    "found": programme().partners.first_call.text,
    "connect": Text("⟦bestehende Initiative⟧", "⟦existing initiative⟧"),
}
