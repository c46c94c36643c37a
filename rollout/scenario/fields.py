"""The fields of a scenario, section by section: each declared once with help, unit and limits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from rollout.language import Text
from rollout.programme import programme
from rollout.programme.words import DEMAND
from rollout.scenario.aims import AIMS
from rollout.scenario.presets import PRESETS
from rollout.scenario.rules import RULES, rules_help

Confidence = Literal["low", "medium", "high"]
CONFIDENCES: tuple[Confidence, ...] = ("low", "medium", "high")
Normalisation = Literal["minmax", "zscore", "rank", "goalposts"]
Aggregation = Literal["linear", "geometric"]
MissingRule = Literal["exclude", "land_mean", "type_mean", "regression", "twins"]
ScoreClasses = Literal["quantile", "jenks", "equal", "own"]
Outliers = Literal["none", "stepwise", "winsorise", "log"]
WeightDraw = Literal["uniform", "dirichlet", "fixed"]

# Units of the fields; a share has none, its limits say so.
UNITS: dict[str, Text] = {
    "": Text("", ""),
    "share": Text("", ""),
    "km": Text("km", "km"),
    "min": Text("min", "min"),
    "s": Text("s", "s"),
    "districts": Text("Kreise", "districts"),
    "points": Text("Punkte", "points"),
    "days": Text("Tage", "days"),
    "months": Text("Monate", "months"),
    "full-time": Text("Vollzeitstellen", "full-time posts"),
}

DEMANDS = dict.fromkeys(("population", DEMAND, "districts", "area_km2", "potential"))
Objective = Literal["regions", "actions", "cover", "way"]
Weight = Literal["potential", "propensity", "distance", "none"]
Reach = Literal["rule", "point", "share", "neighbour", "chamber", "travel_time"]
Candidates = Literal["targets", "white", "all"]
Pacing = Literal["months", "staff"]
MOST_WAVES = 40
FURTHER = [name for name in PRESETS if name not in ("balanced", "equal")]


def _pairs(value: Any) -> Any:
    """Sorted pairs of a mapping, so that a scenario stays hashable."""
    return tuple(sorted(value.items())) if isinstance(value, Mapping) else value


def _distinct(value: Any) -> Any:
    """Sorted distinct entries of a list, so that order in a file never matters."""
    is_list = isinstance(value, (list, set, tuple)) and all(isinstance(e, str) for e in value)
    return tuple(sorted(set(value))) if is_list else value  # what is no text is refused later


@dataclass(frozen=True, eq=False)
class KeyOf:
    """Validator of a key of a register, which is read anew each time."""

    register: Mapping[str, Any]

    def __call__(self, key: Any) -> Any:
        """Return the key; an unknown one is refused like a word outside a `Literal`."""
        if isinstance(key, str) and key in self.register:
            return key
        *others, last = (f"'{name}'" for name in self.register)
        expected = f"{', '.join(others)} or {last}"
        raise PydanticCustomError("literal_error", "one of {expected}", {"expected": expected})


RuleKey = Annotated[str, BeforeValidator(KeyOf(RULES))]
Demand = Annotated[str, BeforeValidator(KeyOf(DEMANDS))]
AimKey = Annotated[str, BeforeValidator(KeyOf(AIMS))]
PresetKey = Annotated[str, BeforeValidator(KeyOf(PRESETS))]
Numbers = Annotated[tuple[tuple[str, float], ...], BeforeValidator(_pairs)]
Reasons = Annotated[tuple[tuple[str, str], ...], BeforeValidator(_pairs)]
Keys = Annotated[tuple[str, ...], BeforeValidator(_distinct)]


def _field(section: str, de: str, en: str, default: Any, *, unit: str = "", **limits: Any) -> Any:
    """Declare one parameter: its section, its help in both languages, unit and limits."""
    assert unit in UNITS, unit
    text = Text(de, en)
    extra: dict[str, Any] = {
        "section": section, "help_de": text.de, "help_en": text.en, "unit": unit
    }  # fmt: skip
    return Field(default, description=text.en, json_schema_extra=extra, **limits)


class Choices(BaseModel):
    """Base of all sections: frozen, hashable, nothing unknown."""

    # Validators are built when first needed: most commands only ask for help or another file.
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)


class CoverageChoices(Choices):
    """Which initiatives count and when a district counts as reached."""

    rule: RuleKey = _field(
        "coverage",
        f"Wann erreicht ⟦eine Initiative⟧ einen Kreis? {rules_help().de}",
        f"When does ⟦an initiative⟧ reach a district? {rules_help().en}",
        "served",
    )
    radius_km: float = _field(
        "coverage",
        "Umkreis um den Sitz (Luftlinie)",
        "Radius around the seat (straight line)",
        30.0,
        unit="km",
        ge=1,
        le=200,
    )
    reach_share: float = _field(
        "coverage",
        "Mindestanteil der Kreisfläche im Umkreis",
        "Least share of the district's area within the radius",
        0.5,
        unit="share",
        gt=0,
        le=1,
    )
    half_ring: bool = _field(
        "coverage",
        "Umkreis an der Staatsgrenze vergrößern, bis seine Inlandsfläche einem vollen Kreis "
        "gleicht (höchstens Faktor Wurzel 2)",
        "Enlarge the radius at the state border until its domestic area equals a full circle "
        "(at most by the square root of 2)",
        False,
    )
    as_of: dt.date | None = _field(
        "coverage",
        "Stichtag: nur ⟦Initiativen⟧, deren Gründungsjahr bekannt ist und nicht danach liegt",
        "As-of date: only ⟦initiatives⟧ whose founding year is known and reached",
        None,
    )
    territory: dt.date | None = _field(
        "coverage",
        "Gebietsstand: die Kreise, die es an diesem Tag gab, etwa 2021-07-01 (400) oder 2026-01-01 "
        "(401, mit Hanau); leer: der neueste, den die Umrisse haben",
        "Territorial status: the districts of this day, such as 2021-07-01 (400) or 2026-01-01 "
        "(401, with Hanau); empty: the newest that the outlines have",
        None,
    )
    min_confidence: Confidence = _field(
        "coverage",
        "Mindestens diese Belegstufe des Registereintrags",
        "Least confidence of a register entry",
        "low",
    )
    kinds: Keys = _field(
        "coverage", "Nur diese Arten von ⟦d:Initiativen⟧ (leer: alle)", "Only these kinds of "
        "⟦initiative⟧ (empty: all)", (),
    )  # fmt: skip
    countries: Keys = _field(
        "coverage", "Nur ⟦Initiativen⟧, an denen eines dieser Nachbarländer beteiligt ist, etwa AT "
        "(leer: alle)", "Only ⟦initiatives⟧ in which one of these neighbour countries takes part, "
        "such as AT (empty: all)", (),
    )  # fmt: skip
    federal_networks: bool = _field(
        "coverage",
        f"Mitzählen, was das Register als bundesgefördert führt: {programme().federal.many.de}",
        f"Count what the register calls federally funded: {programme().federal.many.en}",
        True,
    )
    max_served: int | None = _field(
        "coverage",
        "Von ⟦d:Initiativen⟧ mit mehr Kreisen im Wirkungsgebiet zählt nur der Sitz",
        "Of ⟦initiatives⟧ that serve more districts than this only the seat counts",
        None,
        unit="districts",
        ge=1,
        le=400,
    )


class PotentialChoices(Choices):
    """How the founding potential is computed."""

    preset: PresetKey = _field(
        "potential",
        "Gründungslogik, deren Gewichte gelten: "
        + ", ".join(["balanced (Katalog)", "equal (alle gleich)", *FURTHER]),
        "Founding logic whose weights apply: "
        + ", ".join(["balanced (catalogue)", "equal (all the same)", *FURTHER]),
        "balanced",
    )
    dimension_weights: Numbers = _field(
        "potential",
        "Eigene Gewichte der Dimensionen in Punkten; ohne Eintrag gilt die Summe der Gewichte "
        "ihrer Indikatoren (alle zusammen 100)",
        "Own weights of the dimensions in points; without an entry the sum of its indicators' "
        "weights counts (100 in all)",
        (),
        unit="points",
    )
    indicator_weights: Numbers = _field(
        "potential",
        "Eigene Gewichte einzelner Indikatoren anstelle der Gewichte der Gründungslogik",
        "Own weights of single indicators in place of those of the founding logic",
        (),
    )
    expert_weights: Numbers = _field(
        "potential",
        "Punkte mehrerer Personen für das Band ihrer Uneinigkeit (Person/Dimension oder "
        "Person/Indikator = Punkte); der Rang folgt aus den Gewichten, nicht aus ihnen",
        "Points of several people for the band of their disagreement (person/dimension or "
        "person/indicator = points); the rank follows from the weights, not from them",
        (),
    )
    indicator_least: Numbers = _field(
        "potential",
        "Harte Untergrenze: Kreise mit kleinerem oder unbekanntem Wert fallen heraus (Indikator = "
        "Wert)",
        "Hard lower limit: districts with a smaller or unknown value are left out (indicator = "
        "value)",
        (),
    )
    indicator_most: Numbers = _field(
        "potential",
        "Harte Obergrenze: Kreise mit größerem oder unbekanntem Wert fallen heraus (Indikator = "
        "Wert)",
        "Hard upper limit: districts with a larger or unknown value are left out (indicator = "
        "value)",
        (),
    )
    diffusion_share: float = _field(
        "potential",
        "Anteil des Gewichts für die Nähe ⟦d:zur nächsten vernetzten Initiative⟧ (Nachahmung)",
        "Share of the weight given to closeness to the ⟦nearest linked initiative⟧ (imitation)",
        0.0,
        unit="share",
        ge=0,
        le=0.5,
    )
    denominators: Reasons = _field(
        "potential",
        "Indikatoren, die durch eine Bezugsgröße geteilt werden (Indikator = Bezugsgröße)",
        "Indicators to divide by a reference quantity (indicator = reference)",
        (),
    )
    missing_rule: MissingRule = _field(
        "potential",
        "Fehlende Werte: exclude (weglassen), land_mean (Mittel des Landes), type_mean (Mittel "
        "des Siedlungstyps), regression, twins (Mittel der ähnlichsten Kreise)",
        "Missing values: exclude (leave out), land_mean, type_mean (mean of the settlement "
        "type), regression, twins (mean of the most similar districts)",
        "exclude",
    )
    min_known_share: float = _field(
        "potential",
        "Mindestanteil des Gewichts mit bekannten Werten; darunter kein Potenzialwert",
        "Least share of the weight with known values; below it there is no score",
        0.7,
        unit="share",
        ge=0,
        le=1,
    )
    outliers: Outliers = _field(
        "potential",
        "Ausreißer: stepwise (höchstens fünf Werte nacheinander stutzen, sonst logarithmieren), "
        "winsorise (auf Quantile stutzen), log (logarithmieren), none (nichts tun); ohne Wirkung "
        "bei goalposts, die Extremwerte selbst begrenzen",
        "Outliers: stepwise (cut at most five values one after the other, else take logarithms), "
        "winsorise (cut at quantiles), log (take logarithms), none (do nothing); without effect "
        "for goalposts, which limit extremes themselves",
        "stepwise",
    )
    outliers_only_skewed: bool = _field(
        "potential",
        "Mit winsorise oder log nur behandeln, wo |Schiefe| > 2 und Wölbung > 3,5",
        "With winsorise or log treat only where |skewness| > 2 and kurtosis > 3.5",
        True,
    )
    winsor_share: float = _field(
        "potential",
        "Anteil, der beim Stutzen an jedem Ende ersetzt wird",
        "Share replaced at each end when cutting",
        0.025,
        unit="share",
        gt=0,
        le=0.25,
    )
    normalisation: Normalisation = _field(
        "potential",
        "Vergleichbar machen: minmax, zscore, rank, goalposts (feste Zielmarken)",
        "Making comparable: minmax, zscore, rank, goalposts (fixed marks)",
        "minmax",
    )
    goalposts_low: Numbers = _field(
        "potential",
        "Untere Zielmarke je Indikator (nur bei goalposts)",
        "Lower mark of each indicator (goalposts only)",
        (),
    )
    goalposts_high: Numbers = _field(
        "potential",
        "Obere Zielmarke je Indikator (nur bei goalposts)",
        "Upper mark of each indicator (goalposts only)",
        (),
    )
    aggregation: Aggregation = _field(
        "potential",
        "Zusammenfassen: linear (Schwächen ausgleichbar) oder geometric (kaum ausgleichbar)",
        "Putting together: linear (weaknesses can be offset) or geometric (hardly)",
        "linear",
    )

    score_classes: ScoreClasses = _field(
        "potential",
        "Klassen der Karte: quantile (Fünftel), jenks (natürliche Brüche), equal (gleich breit) "
        "oder own (class_limits); sie folgen aus der Gründungslogik und bleiben stehen, während "
        "Gewichte sich ändern",
        "Classes of the map: quantile (fifths), jenks (natural breaks), equal (same width) or own "
        "(class_limits); they follow from the founding logic and stay while weights change",
        "quantile",
    )
    class_limits: Numbers = _field(
        "potential",
        "Eigene Untergrenzen der Klassen 2 bis 5 in Punkten bei score_classes = own (Klasse = "
        "Punkte, etwa 2 = 30); ohne Angabe 20, 40, 60 und 80",
        "Own lower limits of the classes 2 to 5 in points for score_classes = own (class = "
        "points, such as 2 = 30); without any 20, 40, 60 and 80",
        (),
    )


class BandChoices(Choices):
    """What is drawn for the rank bands."""

    draws: int = _field(
        "bands",
        "Zahl der gezogenen Ranglisten für die Rangbänder",
        "Number of drawn rankings behind the rank bands",
        1000,
        ge=100,
        le=100_000,
    )
    seed: int = _field(
        "bands",
        "Startwert der Zufallszahlen: gleicher Wert, gleiches Ergebnis",
        "Seed of the random numbers: same seed, same result",
        0,
        ge=0,
        le=2**31 - 1,
    )
    top_k: int = _field(
        "bands",
        "Wie viele Kreise gelten als Spitzengruppe?",
        "How many districts count as the top group?",
        40,
        unit="districts",
        ge=1,
        le=400,
    )
    weight_draw: WeightDraw = _field(
        "bands",
        "Gewichte ziehen: uniform (jedes um weight_spread schwankend), dirichlet (weit gestreut "
        "um die gewählten), fixed (nicht ziehen)",
        "Draw weights: uniform (each varied by weight_spread), dirichlet (widely spread around "
        "the chosen ones), fixed (not drawn)",
        "uniform",
    )
    weight_spread: float = _field(
        "bands",
        "Schwankung jedes Gewichts nach oben und unten",
        "Variation of each weight, up and down",
        0.5,
        unit="share",
        gt=0,
        le=1,
    )
    vary_normalisation: bool = _field(
        "bands",
        "Normalisierung mitziehen (minmax, zscore, rank)",
        "Draw the normalisation too (minmax, zscore, rank)",
        True,
    )
    vary_aggregation: bool = _field(
        "bands",
        "Zusammenfassung mitziehen (linear, geometric)",
        "Draw the aggregation too (linear, geometric)",
        True,
    )
    leave_one_out: bool = _field(
        "bands",
        "Je Ziehung höchstens einen Indikator weglassen",
        "Leave out at most one indicator in each draw",
        True,
    )
    vary_missing: bool = _field(
        "bands",
        "Fehlende Werte aus der Verteilung der bekannten ziehen",
        "Draw missing values from the distribution of the known ones",
        True,
    )


class PlanChoices(Choices):
    """What the plan may choose from, aims at, and must keep to."""

    count: int = _field(
        "plan",
        "Neue Zielregionen je Welle",
        "New target regions per wave",
        5,
        ge=0,
        le=400,
    )
    waves: int = _field("plan", "Zahl der Wellen", "Number of waves", 3, ge=1, le=MOST_WAVES)
    objective: Objective = _field(
        "plan",
        "Ziel: regions (Gründungsregionen aus mehreren Kreisen mit dem größten Wert), actions "
        "(fragen, anbinden, erweitern und gründen mit dem Budget jeder Welle), cover "
        "(einzelne Kreise, möglichst viel in Reichweite) oder way (kürzester Weg "
        "⟦d:zur nächsten Initiative⟧, Luftlinie, gewichtet mit demand)",
        "Goal: regions (founding regions of several districts with the greatest worth), actions "
        "(ask, connect, extend and found within the budget of every wave), cover "
        "(single districts, as much as possible within reach) or way (shortest way to the nearest "
        "⟦initiative⟧, straight line, weighted by demand)",
        "regions",
    )
    demand: Demand = _field(
        "plan",
        f"Was der Plan zählt: population, {DEMAND}, districts, area_km2 oder potential",
        f"What the plan counts: population, {DEMAND}, districts, area_km2 or potential",
        DEMAND,
    )
    aim: AimKey = _field(
        "plan",
        "Vorgabe für demand und weight: people (Menschen), core (Auftrag), gaps (Lücken im "
        "Raum), chance (Gründungschance) oder own (wie sie dastehen)",
        "Preset of demand and weight: people, core (mandate), gaps (in space), chance (of a "
        "founding) or own (as they stand)",
        "own",
    )
    weight: Weight = _field(
        "plan",
        "Bei regions und actions jeden Kreis gewichten mit: potential, propensity (wie oft "
        "ähnliche Kreise eine bekamen), distance (Weg ⟦d:zur nächsten vernetzten Initiative⟧, ab "
        "100 km voll) oder none",
        "For regions and actions weigh every district by: potential, propensity (how often "
        "districts like it got one), distance (way to the ⟦nearest linked initiative⟧, in full "
        "from 100 km on) or none",
        "potential",
    )
    weight_strength: float = _field(
        "plan",
        "Wie stark dieses Gewicht zählt: 1 voll, 0 gar nicht, dazwischen gemischt",
        "How much this weight counts: 1 in full, 0 not at all, mixed in between",
        1.0,
        unit="share",
        ge=0,
        le=1,
    )
    area: Keys = _field(
        "plan",
        "Nur hier planen: Länder (Schlüssel oder Name), IHK-Bezirke, Planungsregionen; leer: ganz "
        "Deutschland",
        "Plan here only: Länder (key or name), chamber districts, planning regions; empty: all of "
        "Germany",
        (),
    )
    land_share: float = _field(
        "plan",
        "Bei objective = regions: höchstens dieser Anteil aller Regionen mit Mittelpunkt in einem "
        "Land, mindestens eine; max_per_land und most_in_land gehen vor, mit area gilt er nicht",
        "For objective = regions: at most this share of all regions with their hub in one Land, "
        "one at least; max_per_land and most_in_land come first, with area it does not count",
        0.2,
        unit="share",
        gt=0,
        le=1,
    )
    reach: Reach = _field(
        "plan",
        "Was eine Gründung erreicht: rule (wie rule; bei seat und served nur den eigenen Kreis), "
        "point (Kreismittelpunkte im Umkreis), share (Flächenanteil im Umkreis), neighbour, "
        "chamber, travel_time (eingelesene Fahrzeiten)",
        "What a founding reaches: rule (as rule; under seat and served its own district only), "
        "point (district points within the radius), share (share of area within the radius), "
        "neighbour, chamber, travel_time (imported travel times)",
        "rule",
    )
    max_minutes: float = _field(
        "plan",
        "Höchste Fahrzeit bei reach = travel_time",
        "Longest travel time for reach = travel_time",
        45.0,
        unit="min",
        gt=0,
        le=600,
    )
    candidates: Candidates = _field(
        "plan",
        "Wo gegründet werden darf: targets (Kreise ohne ⟦a:vernetzte Initiative⟧), white "
        "(Kreise, in "
        "denen ⟦keine⟧ gefunden ist) oder all",
        "Where to found: targets (districts without ⟦a linked initiative⟧), white (districts in "
        "which "
        "none is found) or all",
        "targets",
    )
    require: Reasons = _field(
        "plan",
        "Kreise, die in die erste Welle müssen (Kreisschlüssel = Grund)",
        "Districts that must be in the first wave (district key = reason)",
        (),
    )
    exclude: Reasons = _field(
        "plan",
        "Kreise, die nicht gewählt werden (Kreisschlüssel = Grund)",
        "Districts not to choose (district key = reason)",
        (),
    )
    max_per_land: int | None = _field(
        "plan",
        "Höchstens so viele neue Regionen in jedem Land, über alle Wellen",
        "At most so many new regions in every Land, over all waves",
        None,
        unit="districts",
        ge=0,
        le=400,
    )
    most_in_land: Numbers = _field(
        "plan",
        "Höchstzahl für einzelne Länder, geht vor max_per_land (Landesschlüssel = Zahl)",
        "Most regions in single Länder, overrides max_per_land (key of the Land = number)",
        (),
    )
    least_in_land: Numbers = _field(
        "plan",
        "Mindestzahl für einzelne Länder, bis zur letzten Welle (Landesschlüssel = Zahl)",
        "Fewest regions in single Länder, by the last wave (key of the Land = number)",
        (),
    )
    own_regions: Reasons = _field(
        "plan",
        "Eigene Gründungsregionen (Name = Kreisschlüssel mit +)",
        "Founding regions of one's own (name = district keys with +)",
        (),
    )
    fixed_regions: Numbers = _field(
        "plan",
        "Von Hand gesetzt: Zielregion = Welle",
        "Set by hand: target region = wave",
        (),
    )
    dropped_regions: Keys = _field(
        "plan",
        "Von Hand gestrichene Zielregionen",
        "Target regions dropped by hand",
        (),
    )
    region_cost: float = _field(
        "plan",
        "Aufwand einer Gründung (Personentage oder Euro; Annahme)",
        "Effort of a founding (staff days or euros; assumption)",
        60.0,
        ge=0,
    )
    ask_days: float = _field(
        "plan",
        "Aufwand einer Nachfrage, ob eine ⟦Initiative⟧ vernetzt ist (Annahme)",
        "Effort of asking whether ⟦an initiative⟧ is linked (assumption)",
        1.5,
        unit="days",
        ge=0,
    )
    connect_days: float = _field(
        "plan",
        "Grundaufwand, eine ⟦Initiative⟧ anzubinden (Annahme)",
        "Basic effort of connecting ⟦an initiative⟧ (assumption)",
        15.0,
        unit="days",
        ge=0,
    )
    connect_days_per_district: float = _field(
        "plan",
        "Aufwand der Anbindung je Kreis, zum Grundaufwand dazu (Annahme)",
        "Effort of connecting per district, on top of the basic one (assumption)",
        2.0,
        unit="days",
        ge=0,
    )
    extend_days: float = _field(
        "plan",
        "Aufwand, eine ⟦Initiative⟧ um bis zu drei Nachbarkreise zu erweitern (Annahme)",
        "Effort of extending ⟦an initiative⟧ by up to three districts beside it (assumption)",
        25.0,
        unit="days",
        ge=0,
    )
    action_shares: Numbers = _field(
        "plan",
        "Bei actions: höchstens dieser Anteil der Tage jeder Welle (connect, extend oder found = "
        "Anteil)",
        "For actions: at most this share of the days of every wave (connect, extend or found = "
        "share)",
        (),
    )
    least_foundings: int = _field(
        "plan",
        "Bei actions: mindestens so viele Gründungen je Welle",
        "For actions: at least so many foundings per wave",
        0,
        ge=0,
        le=400,
    )
    costs: Numbers = _field(
        "plan",
        "Aufwand einzelner Kreise (Kreisschlüssel = Aufwand)",
        "Effort of single districts (district key = effort)",
        (),
    )
    budget: float | None = _field(
        "plan",
        "Aufwand je Welle, der nicht überschritten wird; Rest verfällt. Bei actions ohne Angabe: "
        "count mal region_cost",
        "Effort per wave that is not exceeded; what is left lapses. For actions without one: count "
        "times region_cost",
        None,
        ge=0,
    )
    wave_weights: Numbers = _field(
        "plan",
        "Alle Wellen gemeinsam planen, mit diesen Gewichten (Welle = Gewicht; fehlende zählen 1)",
        "Plan all waves together with these weights (wave = weight; missing ones count 1)",
        (),
    )
    prefer_potential: bool = _field(
        "plan",
        "Zweites Ziel: unter den besten Plänen den mit dem höchsten Gründungspotenzial",
        "Second goal: among the best plans the one with the highest founding potential",
        False,
    )
    potential_slack: float = _field(
        "plan",
        "Dieser Anteil dessen, was bis zu einer Welle bestenfalls neu hinzukäme, darf das zweite "
        "Ziel kosten",
        "This share of what could newly be added by a wave at best the second goal may cost",
        0.0,
        unit="share",
        ge=0,
        le=0.2,
    )
    time_limit_s: float = _field(
        "plan",
        "Rechenzeit; danach gilt der beste Plan mit seiner Lücke zur Schranke",
        "Computing time; after it the best plan counts, with its gap to the bound",
        60.0,
        unit="s",
        gt=0,
        le=36_000,
    )


class CalendarChoices(Choices):
    """When the waves of the plan begin, and who is there to work on them."""

    first_start: dt.date | None = _field(
        "calendar",
        "Beginn der ersten Welle; ohne ihn gibt es keinen Kalender",
        "Start of the first wave; without it there is no calendar",
        None,
    )
    pacing: Pacing = _field(
        "calendar",
        "Wann die nächste Welle beginnt: months (nach wave_months) oder staff (sobald das "
        "Personal reicht)",
        "When the next wave begins: months (after wave_months) or staff (once the staff suffices)",
        "months",
    )
    wave_months: int = _field(
        "calendar", "Abstand der Wellen", "Time between waves", 12, unit="months", ge=1, le=120
    )
    staff: float | None = _field(
        "calendar",
        "Personal für die Betreuung (Vollzeitstellen); damit zählt region_cost als Personentage",
        "Staff for the support (full-time equivalents); region_cost then counts as person-days",
        None,
        unit="full-time",
        ge=0,
        le=1000,
    )
    staff_days: float = _field(
        "calendar",
        "Arbeitstage je Vollzeitstelle und Quartal",
        "Working days per full-time equivalent and quarter",
        50.0,
        unit="days",
        gt=0,
        le=66,
    )
    declaration_share: float = _field(
        "calendar",
        "Anteil des Aufwands, der bis zur gemeinsamen Erklärung anfällt; der Rest bis zum "
        "Anschluss an das Netzwerk",
        "Share of the effort spent until the joint declaration; the rest until the link to the "
        "network",
        0.5,
        unit="share",
        ge=0,
        le=1,
    )
    link_months: int = _field(
        "calendar",
        "Annahme für die Zeit von der Erklärung bis zum Anschluss, wo keine gemessen ist",
        "Assumed time from the declaration to the link, where none is measured",
        12,
        unit="months",
        ge=1,
        le=120,
    )
    observed_until: dt.date | None = _field(
        "calendar",
        "Bis zu diesem Tag gelten laufende Gründungen als beobachtet (leer: jüngster Eintrag)",
        "Running foundings count as watched until this day (empty: newest entry)",
        None,
    )


def section_of(info: FieldInfo) -> str:
    """Section of the scenario file a field stands in."""
    extra = info.json_schema_extra
    return str(extra["section"]) if isinstance(extra, dict) else ""


def is_pairs(info: FieldInfo) -> bool:
    """Tell whether a field is a mapping of keys to values."""
    return any(isinstance(m, BeforeValidator) and m.func is _pairs for m in info.metadata)


def choices_of(info: FieldInfo) -> tuple[str, ...]:
    """Keys a field may hold, of a `Literal` or of a register; empty for every other field."""
    for entry in info.metadata:
        if isinstance(entry, BeforeValidator) and isinstance(entry.func, KeyOf):
            return tuple(entry.func.register)
    return tuple(key for key in get_args(info.annotation) if isinstance(key, str))
