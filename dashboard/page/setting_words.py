"""Words of the settings: label, values and hint of every control that turns a field."""

from __future__ import annotations

from rollout.coverage.words import CONFIDENCE_NAMES
from rollout.language import Lang, Text
from rollout.programme import programme
from rollout.programme.words import DEMAND, demand_words
from rollout.scenario.aims import AIMS
from rollout.scenario.fields import CONFIDENCES
from rollout.scenario.presets import PRESETS
from rollout.scenario.records import records
from rollout.scenario.rules import rule_of

LABELS: dict[str, Text] = {
    "rule": Text("Zählt über", "Counts by"),
    "radius_km": Text("Umkreis (km)", "Radius (km)"),
    "half_ring": Text(
        "Umkreis an der Staatsgrenze vergrößern", "larger radius at the state border"
    ),
    "as_of": Text("Stand", "As of"),
    "territory": Text("Gebietsstand", "Territorial status"),
    "min_confidence": Text("Beleg mindestens", "Evidence at least"),
    "federal_networks": Text("{federal} mitzählen", "count {federal}").filled(
        federal=programme().federal.many.text
    ),
    "countries": Text("Beteiligtes Nachbarland", "Neighbour country taking part"),
    "preset": Text("Gründungslogik", "Founding logic"),
    "normalisation": Text("Vergleichbar machen", "Normalisation"),
    "aggregation": Text("Zusammenfassen", "Aggregation"),
    "missing_rule": Text("Fehlende Werte", "Missing values"),
    "outliers": Text("Ausreißer", "Outliers"),
    "score_classes": Text("Klassen der Karte", "Classes of the map"),
    "min_known_share": Text("Mindestens bekannt (% des Gewichts)", "Least known (% of the weight)"),
    "diffusion_share": Text(
        "Nähe ⟦d:zur nächsten Initiative⟧ (% des Gewichts)",
        "Closeness to the ⟦nearest initiative⟧ (% of the weight)",
    ),
    "count": Text("Neue Regionen je Welle", "New regions per wave"),
    "waves": Text("Wellen", "Waves"),
    "time_limit_s": Text("Rechenzeit höchstens (s)", "Computing time at most (s)"),
    "demand": Text("Der Plan zählt", "The plan counts"),
    "objective": Text("Ziel", "Goal"),
    "area": Text("Nur hier planen", "Plan here only"),
    "aim": Text("Vorgabe", "Preset of the aim"),
    "weight": Text("Kreise gewichten mit", "Weigh districts by"),
    "weight_strength": Text("Stärke des Gewichts (%)", "Strength of the weight (%)"),
    "own_regions": Text("Eigene Gründungsregionen", "Founding regions of one's own"),
    "ask_days": Text("Tage je Nachfrage", "Days per question"),
    "connect_days": Text("Tage je Anbindung", "Days per connection"),
    "connect_days_per_district": Text("dazu Tage je Kreis", "plus days per district"),
    "extend_days": Text("Tage je Erweiterung", "Days per extension"),
    "least_foundings": Text("Gründungen je Welle mindestens", "Foundings per wave at least"),
    "action_shares": Text("Anteil der Tage höchstens", "Share of the days at most"),
    "land_share": Text("Höchstens je Land (% aller Regionen)", "At most per Land (% of regions)"),
    "reach": Text("Eine Gründung erreicht", "A founding reaches"),
    "candidates": Text("Gegründet werden darf in", "Founding is possible in"),
    "prefer_potential": Text(
        "bei gleich guten Plänen das höhere Gründungspotenzial",
        "among equally good plans the higher founding potential",
    ),
    "potential_slack": Text(
        "Abdeckung, die das Potenzial kosten darf (%)", "Coverage the potential may cost (%)"
    ),
    "max_minutes": Text("Fahrzeit höchstens (min)", "Travel time at most (min)"),
    "max_per_land": Text("Höchstens je Land", "At most per Land"),
    "region_cost": Text("Tage je Gründung (Annahme)", "Days per founding (assumption)"),
    "budget": Text("Budget je Welle", "Budget per wave"),
    "most_in_land": Text("Höchstzahl einzelner Länder", "Most in single Länder"),
    "least_in_land": Text("Mindestzahl einzelner Länder", "Fewest in single Länder"),
    "costs": Text("Aufwand einzelner Kreise", "Effort of single districts"),
    "wave_weights": Text("Gewichte der Wellen", "Weights of the waves"),
    "first_start": Text("Beginn der ersten Welle", "Start of the first wave"),
    "pacing": Text("Nächste Welle beginnt", "Next wave begins"),
    "wave_months": Text("Abstand (Monate)", "Time between (months)"),
    "staff": Text("Personal (Vollzeitstellen)", "Staff (full-time equivalents)"),
    "staff_days": Text("Arbeitstage je Stelle und Quartal", "Working days per post and quarter"),
    "link_months": Text(
        "Annahme: Erklärung bis Anschluss (Monate)", "Assumed: declaration to link (months)"
    ),
}

VALUES: dict[str, dict[str, Text]] = {
    "min_confidence": {key: CONFIDENCE_NAMES[key] for key in CONFIDENCES},
    "preset": {key: preset.name for key, preset in PRESETS.items()},
    "normalisation": {
        "minmax": Text("kleinster bis größter Wert", "smallest to largest value"),
        "zscore": Text("Standardabweichungen", "standard deviations"),
        "rank": Text("Rangplätze", "ranks"),
        "goalposts": Text("feste Zielmarken", "fixed goalposts"),
    },
    "aggregation": {
        "linear": Text("linear: Stärken gleichen aus", "linear: strengths offset"),
        "geometric": Text(
            "geometrisch: Schwächen wiegen schwer", "geometric: weaknesses weigh heavily"
        ),
    },
    "missing_rule": {
        "exclude": Text("weglassen", "leave out"),
        "land_mean": Text("Mittel des Landes", "mean of the Land"),
        "type_mean": Text("Mittel des Kreistyps", "mean of the settlement type"),
        "regression": Text("Regression", "regression"),
        "twins": Text("ähnlichste Kreise", "most similar districts"),
    },
    "outliers": {
        "none": Text("lassen", "leave"),
        "stepwise": Text("einzeln stutzen (JRC)", "cut one by one (JRC)"),
        "winsorise": Text("auf Quantile stutzen", "cut at quantiles"),
        "log": Text("logarithmieren", "take logarithms"),
    },
    "score_classes": {
        "quantile": Text("Fünftel der Kreise", "fifths of the districts"),
        "jenks": Text("natürliche Brüche (Jenks)", "natural breaks (Jenks)"),
        "equal": Text("gleich breit", "equal intervals"),
        "own": Text("eigene Grenzen", "own limits"),
    },
    "demand": {
        "population": Text("Einwohner", "inhabitants"),
        DEMAND: demand_words(),
        "districts": Text("Kreise", "districts"),
        "area_km2": Text("Fläche", "area"),
        "potential": Text("Gründungspotenzial", "founding potential"),
    },
    "aim": {key: aim.words for key, aim in AIMS.items()},
    "weight": {
        "potential": Text("Gründungspotenzial", "founding potential"),
        "propensity": Text("Häufigkeit früherer Gründungen", "frequency of past foundings"),
        "distance": Text(
            "Weg ⟦d:zur nächsten vernetzten Initiative⟧",
            "way to the ⟦nearest linked initiative⟧",
        ),
        "none": Text("nichts", "nothing"),
    },
    "objective": {
        "actions": Text(
            "fragen, anbinden, erweitern, gründen mit festen Tagen je Welle",
            "ask, connect, extend, found with fixed days per wave",
        ),
        "regions": Text(
            "Gründungsregionen mit dem größten Wert", "founding regions of the greatest worth"
        ),
        "cover": Text(
            "einzelne Kreise, möglichst viel in Reichweite",
            "single districts, as much as possible in reach",
        ),
        "way": Text(
            "kürzester Weg ⟦d:zur nächsten Initiative⟧", "shortest way to the ⟦nearest initiative⟧"
        ),
    },
    "reach": {
        "rule": Text(
            "wie die Abdeckungsregel oben (Sitz, Wirkungsgebiet: nur ihren Kreis)",
            "as the coverage rule above (seat, service area: its own district)",
        ),
        "point": Text(
            "Kreise, deren Mittelpunkt im Umkreis liegt",
            "districts whose centre is within the radius",
        ),
        "share": Text(
            "Kreise, deren Fläche großteils im Umkreis liegt",
            "districts whose area is mostly within the radius",
        ),
        "neighbour": Text("ihren Kreis und die Nachbarn", "its district and neighbours"),
        "chamber": Text("ihren IHK-Bezirk", "its chamber district"),
        "travel_time": Text(
            "Kreise innerhalb einer Fahrzeit (eigene Tabelle)",
            "districts within a travel time (your own table)",
        ),
    },
    "candidates": {
        "targets": Text(
            "Kreisen ohne ⟦a:vernetzte Initiative⟧", "districts without ⟦a linked initiative⟧"
        ),
        "white": Text("Kreisen, in denen ⟦keine⟧ gefunden ist", "districts in which none is found"),
        "all": Text("allen Kreisen", "all districts"),
    },
    "pacing": {
        "months": Text("nach festem Abstand", "after a fixed time"),
        "staff": Text("sobald das Personal reicht", "once the staff suffices"),
    },
}

HINTS: dict[str, Text] = {
    "most_in_land": Text("Beispiel: Bayern = 2; 03 = 1", "Example: Bayern = 2; 03 = 1"),
    "least_in_land": Text("Beispiel: Bayern = 2; 03 = 1", "Example: Bayern = 2; 03 = 1"),
    "costs": Text("Beispiel: 09162 = 20", "Example: 09162 = 20"),
    "wave_weights": Text("Beispiel: 1 = 3; 2 = 1", "Example: 1 = 3; 2 = 1"),
    "max_per_land": Text("leer: keine Grenze", "empty: no limit"),
    "weight_strength": Text("Stärke des Gewichts (%)", "Strength of the weight (%)"),
    "own_regions": Text(
        "Beispiel: Ostalb = 08135+08136; Ries = 09779+09773",
        "Example: Ostalb = 08135+08136; Ries = 09779+09773",
    ),
    "action_shares": Text(
        "Beispiel: connect = 0,5; extend = 0,2", "Example: connect = 0.5; extend = 0.2"
    ),
    "budget": Text("leer: keine Grenze", "empty: no limit"),
    "staff": Text("leer: keine Prüfung", "empty: no check"),
}
HELPED = ("time_limit_s",)  # the help of the field says more than the label


def label(name: str, lang: Lang) -> str:
    """What the control of a field is called; its help where no shorter label is given."""
    return LABELS[name][lang] if name in LABELS else help_of(name, lang)


def help_of(name: str, lang: Lang) -> str:
    """Help of a field, without the list of its values."""
    return records()[name].help[lang].partition(":")[0]


def value_name(name: str, value: str, lang: Lang) -> str:
    """Name of a value of a choice; the value itself where it has none."""
    if name == "rule":
        return rule_of(value).name[lang]
    texts = VALUES.get(name, {})
    return texts[value][lang] if value in texts else value


def hint(name: str, lang: Lang) -> str:
    """What stands below a control; empty without need."""
    if name in HINTS:
        return HINTS[name][lang]
    return help_of(name, lang) if name in HELPED else ""
