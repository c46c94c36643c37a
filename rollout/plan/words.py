"""The fixed words of a plan."""

from __future__ import annotations

from rollout.language import Text

DEMAND_WORDS = {
    "population": Text("Einwohner", "inhabitants"),
    "industry_employees": Text("Industriebeschäftigte", "industry employees"),
    "districts": Text("Kreise", "districts"),
    "area_km2": Text("km²", "km²"),
    "potential": Text("Punkte Gründungspotenzial", "points of founding potential"),
}
PARTNERS = {
    "found": Text("Kammer, Gewerkschaft, Kommune", "chamber, union, municipality"),
    "connect": Text("bestehende Initiative", "existing initiative"),
}
