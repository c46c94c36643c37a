"""What the columns of the wide table are called and how their values are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from rollout.language import Lang, Text
from rollout.programme.words import DEMAND, demand_words
from rollout.scenario.presets import PRESETS, WISHES
from rollout.scenario.rules import RULES

Kind = Literal["text", "count", "number", "share", "flag", "year", "date"]


@dataclass(frozen=True)
class Column:
    """Caption and kind of one column; decimals are for display only."""

    caption: Text
    kind: Kind = "text"
    decimals: int = 0


_BEFORE_RULES: dict[str, Column] = {
    "ags": Column(Text("Kreisschlüssel", "District key")),
    "name": Column(Text("Name", "Name")),
    "display_name": Column(Text("Kreis", "District")),
    "type": Column(Text("Art", "Type")),
    "land": Column(Text("Land (Schlüssel)", "Land (key)")),
    "land_name": Column(Text("Land", "Land")),
    "nuts3": Column(Text("NUTS 3 (2024)", "NUTS 3 (2024)")),
    "settlement_type": Column(Text("Siedlungsstruktureller Kreistyp", "Settlement type")),
    "coal_region": Column(Text("Kohleregion", "Coal region")),
    "chambers": Column(Text("IHK", "Chamber (IHK)")),
    "border_countries": Column(Text("Grenzt an", "Borders on")),
    "population": Column(Text("Einwohner", "Inhabitants"), "count"),
    DEMAND: Column(demand_words("caption", begins=True), "count"),
    "area_km2": Column(Text("Fläche (km²)", "Area (km²)"), "number", 1),
    "carried_de": Column(Text("Herkunft der Werte (deutsch)", "Origin of values (German)")),
    "carried_en": Column(Text("Herkunft der Werte (englisch)", "Origin of values (English)")),
    "status": Column(Text("Status", "Status")),
    "initiatives": Column(Text("⟦Initiativen⟧", "⟦Initiatives⟧"), "count"),
    "networked": Column(Text("davon ⟦vernetzt⟧", "of these ⟦linked⟧"), "count"),
    "partner_countries": Column(
        Text("Beteiligte Nachbarländer", "Neighbour countries taking part")
    ),
    "radius_share": Column(Text("Flächenanteil im Umkreis", "Share of area in radius"), "share"),
}
_AFTER_RULES: dict[str, Column] = {
    "check_answer": Column(Text("Antwort der letzten Nachfrage", "Answer of the latest check")),
    "check_date": Column(Text("Datum der letzten Nachfrage", "Date of the latest check")),
    "check_asked": Column(Text("gefragt wurde", "who was asked")),
    "cluster": Column(
        Text("Gebiet ohne ⟦a:Initiative⟧ (Nr.)", "Area without ⟦an initiative⟧ (no.)"), "count"
    ),
    "reason_de": Column(Text("Grund (deutsch)", "Reason (German)")),
    "reason_en": Column(Text("Grund (englisch)", "Reason (English)")),
    "why": Column(Text("Grund", "Reason")),
    "decision": Column(Text("Entscheidung und Grund", "Decision and reason")),
    "nearest_id": Column(Text("⟦Nächste vernetzte⟧ (Id)", "Nearest ⟦linked⟧ (id)")),
    "nearest_name": Column(Text("⟦Nächste vernetzte Initiative⟧", "⟦Nearest linked initiative⟧")),
    "nearest_km": Column(Text("Entfernung (km)", "Distance (km)"), "number", 1),
    "potential": Column(
        Text("Gründungspotenzial (0–100)", "Founding potential (0–100)"), "number", 1
    ),
    "rank": Column(Text("Rang", "Rank"), "count"),
    "rank_group": Column(Text("Ranggruppe", "Rank group")),
    "rank_low": Column(Text("Rang von", "Rank from"), "count"),
    "rank_median": Column(Text("Rang (Median)", "Rank (median)"), "count"),
    "rank_high": Column(Text("Rang bis", "Rank to"), "count"),
    "top_k_share": Column(
        Text("Wahrscheinlichkeit Spitzengruppe", "Probability of the top group"), "share"
    ),
    "band_class": Column(Text("Spitzengruppe", "Top group")),
    "need": Column(Text("Bedarf (0–100)", "Need (0–100)"), "number", 1),
    "capacity": Column(Text("Voraussetzungen (0–100)", "Capacity (0–100)"), "number", 1),
    "need_class": Column(Text("Bedarf (Drittel)", "Need (third)")),
    "capacity_class": Column(Text("Voraussetzungen (Drittel)", "Capacity (third)")),
    "score_class": Column(Text("Klasse der Karte (1–5)", "Class on the map (1–5)")),
    "class_method": Column(Text("Verfahren der Klassen", "Method of the classes")),
    "filled_share": Column(Text("Anteil aufgefüllter Werte", "Share of filled values"), "share"),
    "known_share": Column(Text("Anteil bekannter Werte", "Share of known values"), "share"),
    "left_out": Column(Text("Fällt wegen einer Grenze heraus", "Left out by a limit"), "flag"),
    "no_score_de": Column(Text("Kein Wert, weil (deutsch)", "No score because (German)")),
    "no_score_en": Column(Text("Kein Wert, weil (englisch)", "No score because (English)")),
    "past_fifth": Column(
        Text(
            "Fünftel nach Arbeitslosenquote (5 = höchste)",
            "Fifth by unemployment rate (5 = highest)",
        ),
        "count",
    ),
    "past_share": Column(
        Text(
            "Anteil solcher Kreise, die in den letzten fünf Jahren ⟦a:eine Initiative⟧ bekamen "
            "(keine Vorhersage)",
            "Share of such districts that got ⟦an initiative⟧ in the last five years (no forecast)",
        ),
        "share",
    ),
    "past_low": Column(Text("dieser Anteil, Band von", "this share, band from"), "share"),
    "past_high": Column(Text("dieser Anteil, Band bis", "this share, band to"), "share"),
    "order": Column(Text("Nr.", "No."), "count"),
    "wave": Column(Text("Welle", "Wave"), "count"),
    "region": Column(Text("Zielregion", "Target region")),
    "target_kind": Column(Text("Art der Zielregion", "Kind of target region")),
    "next_step": Column(Text("Nächster Schritt", "Next step")),
    "definition": Column(Text("Definition", "Definition")),
    "note": Column(Text("Hinweis", "Note")),
    "attribution": Column(Text("Quellen", "Sources")),
}


def fixed_columns() -> dict[str, Column]:
    """Every column but contributions and indicators, with one per coverage rule."""
    white = Text(
        "⟦Keine⟧ gefunden unter n von {rules} Regeln", "None found under n of {rules} rules"
    )
    reached = {
        f"reached_{key}": Column(
            Text("Mit ⟦d:Initiative⟧: {rule}", "With ⟦an initiative⟧: {rule}").filled(
                rule=rule.name
            ),
            "flag",
        )
        for key, rule in RULES.items()
    }
    wishes = {
        f"rank_{name}": Column(
            Text("Rang nach „{name}“", "Rank by “{name}”").filled(name=PRESETS[name].name), "count"
        )
        for name in WISHES if name in PRESETS
    }  # fmt: skip
    white_rules = Column(white.filled(rules=len(RULES)), "count")
    return {**_BEFORE_RULES, **reached, **wishes, "white_rules": white_rules, **_AFTER_RULES}


def column_of(name: str, catalogue: pd.DataFrame) -> Column:
    """Caption and kind of a column, contributions and indicators included."""
    column = fixed_columns().get(name)
    if column is not None:
        return column
    indicator = name.removeprefix("part_")
    if indicator not in catalogue.index:
        return Column(Text(name, name))
    row = catalogue.loc[indicator]
    if name.startswith("part_"):
        de, en = f"Beitrag: {row['short_de']}", f"Contribution: {row['short_en']}"
        return Column(Text(de, en), "number", 2)
    caption = Text(f"{row['name_de']} ({row['unit_de']})", f"{row['name_en']} ({row['unit_en']})")
    return Column(caption, "number", int(str(row["decimals"])))


def captions(names: list[str], catalogue: pd.DataFrame, lang: Lang) -> list[str]:
    """Captions of several columns."""
    return [column_of(name, catalogue).caption[lang] for name in names]
