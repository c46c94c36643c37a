"""The fixed words of a plan."""

from __future__ import annotations

from rollout.language import Text, in_both, number
from rollout.programme.words import DEMAND, demand_words

DEMAND_WORDS = {
    "population": Text("Einwohner", "inhabitants"),
    DEMAND: demand_words(),
    "districts": Text("Kreise", "districts"),
    "area_km2": Text("km²", "km²"),
    "potential": Text("Punkte Gründungspotenzial", "points of founding potential"),
}


def days_words(days: float) -> Text:
    """Number of days as people write it.

    >>> days_words(1.5).de, days_words(60).en
    ('1,5', '60')
    """
    return in_both(lambda lang: number(days, 1 if days % 1 else 0, lang))
