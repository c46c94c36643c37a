"""Sentences that every output carries: the definition, the reason per district, the caveats."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from rollout import language
from rollout.coverage.running import founding_lines
from rollout.language import LANGS, Lang, Text
from rollout.scenario import Scenario
from rollout.scenario.fields import Rule

if TYPE_CHECKING:
    from rollout.coverage.coverage import Coverage

STATUS_NAMES = {
    "covered": Text("vernetzte Initiative", "networked initiative"),
    "founding": Text("in Gründung", "being founded"),
    "unconnected": Text("grauer Fleck: nicht angebunden", "grey spot: not linked"),
    "white": Text("weißer Fleck: keine Initiative", "white spot: no initiative"),
}

KIND_NAMES = {
    "acceptance_campaign": Text("Akzeptanzoffensive", "acceptance campaign"),
    "masterplan": Text("Masterplan Industrie", "industry masterplan"),
    "advisory_board": Text("Beirat oder Runder Tisch", "advisory board or round table"),
    "site_alliance": Text("Standort- oder Chemieverbund", "site or chemical alliance"),
    "association": Text("Firmenverein", "association of firms"),
    "growth_region": Text("Wachstumsregion", "growth region"),
    "union_platform": Text("gewerkschaftliche Plattform", "union platform"),
    "transformation_network": Text("Transformationsnetzwerk", "transformation network"),
    "hydrogen_network": Text("Wasserstoffnetzwerk", "hydrogen network"),
    "climate_initiative": Text("Klimainitiative", "climate initiative"),
    "skilled_labour_initiative": Text("Fachkräfteinitiative", "skilled-labour initiative"),
    "other": Text("sonstige", "other"),
}

BASE_NAMES = {
    "districts": Text("Kreise", "districts"),
    "population": Text("Einwohnerinnen und Einwohner", "inhabitants"),
    "industry_employees": Text("Industriebeschäftigte", "industry employees"),
    "area_km2": Text("Fläche (km²)", "area (km²)"),
}

LEVEL_NAMES = {
    "covered": Text("durch eine vernetzte Initiative", "by a networked initiative"),
    "reached": Text("durch irgendeine Initiative", "by any initiative"),
}

SAMPLE_NOTE = Text(
    "Recherchierte Stichprobe, nicht das Mitgliederverzeichnis des Netzwerks: Ein weißer Fleck "
    "heißt, dass hier keine Initiative gefunden wurde, nicht, dass es keine gibt.",
    "Researched sample, not the network's member list: a white spot means that no initiative "
    "was found here, not that there is none.",
)

CONFIDENCE_NAMES = {
    "low": Text("niedrig", "low"),
    "medium": Text("mittel", "medium"),
    "high": Text("hoch", "high"),
}

_RULES: dict[Rule, Text] = {
    "seat": Text("Sitz im Kreis", "seat in the district"),
    "served": Text("erklärtes Wirkungsgebiet oder Sitz", "declared service area or seat"),
    "radius": Text("Umkreis um den Sitz", "radius around the seat"),
    "neighbour": Text(
        "Wirkungsgebiet, Sitz oder angrenzender Kreis", "service area, seat or touching district"
    ),
    "chamber": Text("gleicher IHK-Bezirk wie ein Sitz", "same chamber district as a seat"),
}


def rule_name(rule: Rule) -> Text:
    """Short name of a coverage rule."""
    return _RULES[rule]


def rule_line(scenario: Scenario) -> Text:
    """Name the chosen rule with its numbers.

    >>> print(rule_line(Scenario(rule="radius", radius_km=25)).en)
    at least 50% of the area within 25 km of a seat (straight line)
    """
    if scenario.rule != "radius":
        return _RULES[scenario.rule]
    decimals = int(scenario.radius_km % 1 > 0)
    km = {lang: language.number(scenario.radius_km, decimals, lang) for lang in LANGS}
    share = {lang: language.percent(scenario.reach_share, 0, lang) for lang in LANGS}
    ring = Text(", an der Grenze vergrößert", ", enlarged at the border")
    if not scenario.half_ring:
        ring = Text("", "")
    return Text(
        f"mindestens {share['de']} der Fläche im Umkreis von {km['de']} km um einen Sitz "
        f"(Luftlinie{ring.de})",
        f"at least {share['en']} of the area within {km['en']} km of a seat "
        f"(straight line{ring.en})",
    )


def filter_line(scenario: Scenario) -> Text:
    """Name the register filters in force, or say that there are none."""
    parts: list[Text] = []
    if scenario.as_of is not None:
        day = scenario.as_of
        parts.append(Text(f"Stichtag {language.date(day)}", f"as of {language.date(day, 'en')}"))
    if scenario.min_confidence != "low":
        level = CONFIDENCE_NAMES[scenario.min_confidence]
        parts.append(Text(f"Belegstufe ab {level.de}", f"confidence {level.en} or better"))
    if scenario.kinds:
        names = [KIND_NAMES.get(kind, Text(kind, kind)) for kind in scenario.kinds]
        parts.append(
            Text(
                "nur " + ", ".join(name.de for name in names),
                "only " + ", ".join(name.en for name in names),
            )
        )
    if not scenario.federal_networks:
        parts.append(
            Text(
                "ohne bundesgeförderte Automobilnetzwerke",
                "without federally funded automotive networks",
            )
        )
    if scenario.max_served is not None:
        n = scenario.max_served
        parts.append(
            Text(
                f"von Initiativen mit mehr als {n} Kreisen nur der Sitz",
                f"of initiatives serving more than {n} districts only the seat",
            )
        )
    if not parts:
        return Text("keine", "none")
    return Text("; ".join(p.de for p in parts), "; ".join(p.en for p in parts))


def definition_line(scenario: Scenario, register_date: str, counted: int, total: int) -> Text:
    """State rule, filters and date, as printed on every map and export."""
    rule, filters = rule_line(scenario), filter_line(scenario)
    dates = day_text(register_date)
    return Text(
        f"Regel: {rule.de} · Filter: {filters.de} · Register: {dates.de}, "
        f"{counted} von {total} Einträgen gezählt",
        f"Rule: {rule.en} · Filters: {filters.en} · Register: {dates.en}, "
        f"{counted} of {total} entries counted",
    )


def day_text(iso: str) -> Text:
    """Write an ISO date in both languages; other text stays as it is.

    >>> day_text("2023-12-31").de
    '31.12.2023'
    """
    try:
        day = dt.date.fromisoformat(iso)
    except ValueError:
        return Text(iso, iso)
    return Text(language.date(day), language.date(day, "en"))


def reasons(coverage: Coverage, nearest: pd.DataFrame, rule: Text) -> pd.DataFrame:
    """Why each district has its status, in German and English.

    Parameters
    ----------
    nearest
        Per district the nearest networked initiative: nearest_name, nearest_km (NaN = none).

    Returns
    -------
    reasons
        Columns reason_de and reason_en, index as in `coverage.statuses`.
    """
    names = coverage.initiatives["name"].to_numpy()
    levels = coverage.initiatives["network_status"].to_numpy()
    reach = coverage.reach
    underway = founding_lines(coverage.foundings)
    districts = coverage.statuses.index
    columns = (coverage.status, nearest["nearest_name"], nearest["nearest_km"])
    rows = []
    for position, (ags, status, near, km) in enumerate(zip(districts, *columns, strict=True)):
        within = np.sort(reach.indices[reach.indptr[position] : reach.indptr[position + 1]])
        level = "networked" if status == "covered" else status
        who = [str(names[column]) for column in within if levels[column] == level]
        process = underway.get(str(ags))
        if status == "founding" and process:
            text = _underway(process)
        else:
            text = _reason(str(status), who, rule, near, km)
        if status == "unconnected" and process:
            more = _underway(process)
            text = Text(f"{text.de} {more.de}", f"{text.en} {more.en}")
        rows.append((text.de, text.en))
    return pd.DataFrame(rows, index=districts, columns=["reason_de", "reason_en"])


def _reason(status: str, names: Sequence[str], rule: Text, nearest: object, km: float) -> Text:
    if status == "white":
        near = _nearest_text(nearest, km)
        return Text(
            f"Weißer Fleck: keine Initiative im Register erreicht den Kreis (Regel: {rule.de}). "
            f"{near.de}",
            f"White spot: no initiative in the register reaches the district (rule: {rule.en}). "
            f"{near.en}",
        )
    who = Text(_listed(names, "de"), _listed(names, "en"))
    what = {
        "covered": Text("Erreicht durch vernetzte Initiative", "Reached by a networked initiative"),
        "founding": Text("Initiative in Gründung", "Initiative being founded"),
        "unconnected": Text(
            "Grauer Fleck: Anbindung an das Netzwerk nicht belegt",
            "Grey spot: no evidence of a link to the network",
        ),
    }[status]
    return Text(
        f"{what.de}: {who.de} (Regel: {rule.de}).", f"{what.en}: {who.en} (rule: {rule.en})."
    )


def _underway(founding: Text) -> Text:
    """Sentence on a district that a recorded founding works on."""
    return Text(f"Gründung läuft: {founding.de}.", f"Founding under way: {founding.en}.")


def _nearest_text(name: object, km: float) -> Text:
    if math.isnan(km):
        return Text("Keine vernetzte Initiative gezählt.", "No networked initiative counted.")
    return Text(
        f"Nächste vernetzte Initiative: {name}, {language.number(km)} km.",
        f"Nearest networked initiative: {name}, {language.number(km, lang='en')} km.",
    )


def _listed(names: Sequence[str], lang: Lang) -> str:
    """Up to two names, then how many more."""
    shown = " und ".join(names[:2]) if lang == "de" else " and ".join(names[:2])
    more = len(names) - 2
    if more <= 0:
        return shown
    shown = ", ".join(names[:2])
    return f"{shown} und {more} weitere" if lang == "de" else f"{shown} and {more} more"
