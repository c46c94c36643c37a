"""Words of the coverage, and the lines that every output carries: definition and caveats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rollout import language
from rollout.language import Text, in_both
from rollout.programme import programme
from rollout.programme.words import DEMAND, demand_words
from rollout.readers.countries import country_name
from rollout.scenario import Scenario
from rollout.scenario.rules import rule_of

if TYPE_CHECKING:
    import pandas as pd

STATUS_NAMES = {
    "covered": Text("⟦vernetzt⟧", "⟦linked⟧"),
    "founding": Text("⟦in Gründung⟧", "⟦being founded⟧"),
    "unconnected": Text("vorhanden, ⟦nicht angebunden⟧", "exists, ⟦not linked⟧"),
    "white": Text("⟦keine⟧ gefunden", "none found"),
}
NETWORK_WORDS = {
    "networked": Text("⟦vernetzt⟧", "⟦linked⟧"),
    "founding": Text("⟦in Gründung⟧", "⟦being founded⟧"),
    "unconnected": Text("⟦nicht angebunden⟧", "⟦not linked⟧"),
    "planned": Text("⟦geplant⟧", "⟦planned⟧"),
    "dormant": Text("⟦ruhend⟧", "⟦dormant⟧"),
}
# The same at the beginning of a sentence on one district.
STATUS_BEGINS = {
    "covered": Text("⟦Vernetzt⟧", "⟦Linked⟧"),
    "founding": Text("⟦In Gründung⟧", "⟦Being founded⟧"),
    "unconnected": Text("Vorhanden, ⟦nicht angebunden⟧", "Exists, ⟦not linked⟧"),
    "white": Text("⟦Keine⟧ gefunden", "None found"),
}
# The one meaning of "to reach"; the status of a district has words of its own.
REACH_MEANING = Text(
    "⟦Eine Initiative⟧ erreicht einen Kreis, wenn die gewählte Regel es sagt; ob ⟦sie⟧ ⟦vernetzt⟧ "
    "ist, spielt dafür keine Rolle.",
    "⟦An initiative⟧ reaches a district when the chosen rule says so; whether it is ⟦linked⟧ makes "
    "no difference.",
)
STATUS_MEANINGS = {
    "covered": Text(
        "⟦Eine vernetzte Initiative⟧ erreicht den Kreis.",
        "⟦A linked initiative⟧ reaches the district.",
    ),
    "unconnected": Text(
        "Den Kreis erreichen nur ⟦Initiativen⟧, deren Anbindung an das Netzwerk nicht belegt ist.",
        "Only ⟦initiatives⟧ without evidence of a link to the network reach the district.",
    ),
    "white": Text(
        "⟦Keine Initiative⟧ des Registers erreicht den Kreis. Das heißt nicht, dass es ⟦a:keine⟧ "
        "gibt.",
        "No ⟦initiative⟧ of the register reaches the district. That does not mean that there is "
        "none.",
    ),
}

KIND_NAMES = {key: kind.text for key, kind in programme().kinds.items()}

BASE_NAMES = {
    "districts": Text("Kreise", "districts"),
    "population": Text("Einwohnerinnen und Einwohner", "inhabitants"),
    DEMAND: demand_words(),
    "area_km2": Text("Fläche (km²)", "area (km²)"),
}

LEVEL_NAMES = {
    "covered": Text("⟦vernetzt⟧", "⟦linked⟧"),
    "reached": Text("mit ⟦d:irgendeiner Initiative⟧", "with any ⟦initiative⟧"),
}

SAMPLE_NOTE = Text(
    "Recherchierte Stichprobe, nicht das Mitgliederverzeichnis des Netzwerks: „⟦Keine⟧ gefunden“ "
    "heißt nicht, dass es ⟦a:keine⟧ gibt.",
    "Researched sample, not the network's member list: “none found” does not mean that there is "
    "none.",
)

CONFIDENCE_NAMES = {
    "low": Text("niedrig", "low"),
    "medium": Text("mittel", "medium"),
    "high": Text("hoch", "high"),
}

# Why an entry of the register does not count.
NOT_COUNTED = Text("{n} Einträge nicht mitgezählt: {reason}", "{n} entries not counted: {reason}")
BELOW_CONFIDENCE = Text("unter der verlangten Belegstufe", "below the required confidence")
OTHER_KIND = Text("von anderer Art", "of another kind")
FEDERAL = programme().federal.one.text
TOO_LATE = Text("nach dem Stichtag gegründet", "founded after the as-of date")
WITHOUT_YEAR = Text("ohne Gründungsjahr", "without a founding year")
WITHOUT_NEIGHBOUR = Text("ohne diese Nachbarländer", "without these neighbour countries")
ENDED = Text("beendet", "ended")
NOT_YET = Text("⟦geplant⟧", "⟦planned⟧")
STATED = "stated_status"  # column: what the register says where it counts as something else


def stated_status(row: Mapping[Any, Any] | pd.Series) -> str:
    """State of an initiative as its register says it; a dormant one counts as not linked."""
    status = row.get(STATED)
    return status if isinstance(status, str) and status else str(row["network_status"])


UNDATED_LINK = Text(
    "⟦vernetzt⟧ ohne Datum der Anbindung: {n}; sie zählen an jedem Stichtag als ⟦vernetzt⟧",
    "⟦linked⟧ without a date of the link: {n}; they count as ⟦linked⟧ on every as-of date",
)

WITHOUT_FEDERAL = Text("ohne {federal}", "without {federal}").filled(
    federal=programme().federal.many.text
)
SEAT_ONLY = Text(
    "von ⟦d:Initiativen⟧ mit mehr als {n} Kreisen nur der Sitz",
    "of ⟦initiatives⟧ serving more than {n} districts only the seat",
)


def rule_name(key: str) -> Text:
    """Short name of a coverage rule."""
    return rule_of(key).name


def rule_line(scenario: Scenario) -> Text:
    """Name the chosen rule with its numbers.

    >>> print(rule_line(Scenario(rule="radius", radius_km=25)).en)
    at least 50% of the area within 25 km of a seat (straight line)
    """
    rule = rule_of(scenario.rule)
    return rule.line(scenario) if rule.line else rule.name


def filter_line(scenario: Scenario) -> Text:
    """Name the register filters in force, or say that there are none."""
    parts: list[Text] = []
    if scenario.as_of is not None:
        parts.append(Text("Stichtag {day}", "as of {day}").filled(day=_day(scenario.as_of)))
    if scenario.min_confidence != "low":
        level = CONFIDENCE_NAMES[scenario.min_confidence]
        parts.append(
            Text("Belegstufe ab {level}", "confidence {level} or better").filled(level=level)
        )
    if scenario.kinds:
        names = _joined([KIND_NAMES.get(kind, Text(kind, kind)) for kind in scenario.kinds], ", ")
        parts.append(Text("nur {kinds}", "only {kinds}").filled(kinds=names))
    if scenario.countries:
        countries = _joined([country_name(code) for code in scenario.countries], ", ")
        parts.append(Text("nur mit {names}", "only with {names}").filled(names=countries))
    if not scenario.federal_networks:
        parts.append(WITHOUT_FEDERAL)
    if scenario.max_served is not None:
        parts.append(SEAT_ONLY.filled(n=scenario.max_served))
    return _joined(parts, "; ") if parts else Text("keine", "none")


def _joined(parts: Sequence[Text], mark: str) -> Text:
    return in_both(lambda lang: mark.join(part[lang] for part in parts))


def _day(day: dt.date) -> Text:
    return in_both(lambda lang: language.date(day, lang))


# Seats that a rule by distance cannot count, or counts at an assumed point.
UNPLACED = Text("{n} von {total} Sitzen ohne Koordinaten können nicht zählen",
                "{n} of {total} seats without coordinates cannot count")  # fmt: skip
ASSUMED = Text("{n} von {total} Sitzen stehen in der Mitte ihrer Postleitzahl, ihrer Gemeinde oder "
               "ihres Kreises (± {km} km)",
               "{n} of {total} seats stand in the middle of their postcode, municipality or "
               "district (± {km} km)")  # fmt: skip


def points_line(scenario: Scenario, initiatives: pd.DataFrame) -> Text | None:
    """Say how many seats a rule by distance cannot count or counts at an assumed point.

    Parameters
    ----------
    initiatives
        Those that count; latitude is NaN where a seat has no point, `point_km` (if there) says
        how far off an assumed one may be.
    """
    if not rule_of(scenario.rule).by_distance:
        return None
    total, missing = len(initiatives), int(initiatives["latitude"].isna().sum())
    parts = [UNPLACED.filled(n=missing, total=total)] if missing else []
    if "point_km" in initiatives and initiatives["point_km"].notna().any():
        km = initiatives["point_km"]
        most = in_both(lambda lang: language.number(max(float(km.max()), 1.0), 0, lang))
        parts.append(ASSUMED.filled(n=int(km.notna().sum()), total=total, km=most))
    return _joined(parts, "; ") if parts else None


def definition_line(
    scenario: Scenario, register_date: str, counted: int, total: int, further: Sequence[Text] = ()
) -> Text:
    """State rule, filters and date, as printed on every map and export.

    Parameters
    ----------
    further
        What else belongs to the definition, such as seats without a point, see `points_line`.
    """
    rule, filters = rule_line(scenario), filter_line(scenario)
    dates = day_text(register_date)
    line = Text(
        f"Regel: {rule.de} · Filter: {filters.de} · Register: {dates.de}, "
        f"{counted} von {total} Einträgen gezählt",
        f"Rule: {rule.en} · Filters: {filters.en} · Register: {dates.en}, "
        f"{counted} of {total} entries counted",
    )
    return _joined([line, *further], " · ")


def day_text(iso: str) -> Text:
    """Write an ISO date in both languages; other text stays as it is.

    >>> day_text("2023-12-31").de
    '31.12.2023'
    """
    try:
        day = dt.date.fromisoformat(iso)
    except ValueError:
        return Text(iso, iso)
    return _day(day)
