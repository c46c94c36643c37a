"""The fixed words of the founding potential: classes, factors, treatments, baselines."""

from __future__ import annotations

from rollout.language import Text
from rollout.programme.words import demand_first

BASELINES = {
    "demand": demand_first(),
    "population": Text("meiste Einwohner zuerst", "most inhabitants first"),
}
METHOD_WORDS = {
    "winsorise": Text("gestutzt", "cut"),
    "log": Text("logarithmiert", "put on a logarithmic scale"),
}
AXIS_OF_WEIGHT = {
    "need": Text("Bedarf", "need"),
    "capacity": Text("Voraussetzungen", "capacity"),
}
CLASS_WORDS = {
    "low": Text("niedrig", "low"),
    "medium": Text("mittel", "medium"),
    "high": Text("hoch", "high"),
}
UNKNOWN_CLASS = Text("unbekannt", "unknown")
FACTORS = {
    "weights": Text("Gewichte", "weights"),
    "normalisation": Text("Normalisierung", "normalisation"),
    "aggregation": Text("Zusammenfassung", "aggregation"),
    "left_out": Text("Weglassen eines Indikators", "leaving out an indicator"),
    "gaps": Text("fehlende Werte", "missing values"),
}
WISHES_TITLE = Text(
    "Zwei Wünsche, die sich ausschließen: Rang nach jeder Logik",
    "Two wishes that exclude each other: rank by each logic",
)
