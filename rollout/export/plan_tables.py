"""The plan in tables: one sheet per wave to work through, one with what it buys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from rollout import language
from rollout.coverage.words import BASE_NAMES
from rollout.export.columns import Column, fixed_columns
from rollout.export.words import EXCLUDED_SHEET, PLAN_STATUS, SUMMARY, WAVE
from rollout.export.workbook import Sheet
from rollout.language import Lang, Text
from rollout.plan.actions import ACTIONS

if TYPE_CHECKING:
    from rollout.plan.plan import RolloutPlan


_OUTREACH = {
    "region": Column(Text("Zielregion", "Target region")),
    "districts": Column(Text("Kreise", "Districts")),
    "ags": Column(Text("Kreisschlüssel", "District key")),
    "display_name": Column(Text("Mittelpunkt", "Hub")),
    "land_name": Column(Text("Land", "Land")),
    "step": Column(Text("Schritt", "Step")),
    "adds": Column(Text("Kommt hinzu", "Adds"), "number"),
    "potential": fixed_columns()["potential"],
    "rank": fixed_columns()["rank"],
    "chambers": Column(Text("IHK", "Chamber (IHK)")),
    "partner": Column(Text("Partner für den ersten Anruf", "Partner for the first call")),
    "nearest_name": Column(
        Text("⟦Nächste vernetzte Initiative⟧", "⟦Nearest linked initiative⟧")
    ),
    "nearest_km": Column(Text("Entfernung (km)", "Distance (km)"), "number", 1),
    "why": Column(Text("Warum diese Region", "Why this region")),
    "reason": Column(Text("Lage heute", "Situation today")),
    "required_reason": Column(Text("Vorgegeben, weil", "Required because")),
    "next_step": Column(Text("Nächster Schritt", "Next step")),
}  # fmt: skip

# What a district says of itself is no word on a region of several.
_OF_ONE_DISTRICT = ("potential", "rank", "reason")

_SUMMARY = {
    "wave": Column(Text("Welle (0 = heute)", "Wave (0 = today)"), "count"),
    "new": Column(Text("Neue Regionen", "New regions"), "count"),
    "regions": Column(Text("Regionen bisher", "Regions so far"), "count"),
    "cost": Column(Text("Aufwand der Welle", "Effort of the wave"), "number", 1),
    "covered": Column(Text("Zielwert", "Objective"), "number"),
    "bound": Column(Text("Schranke", "Bound"), "number"),
    "gap": Column(Text("Lücke", "Gap"), "share"),
    "status": Column(Text("Nachweis", "Proof")),
    "nesting_price": Column(Text("Preis der Staffelung", "Price of nesting"), "number"),
    **{
        f"share_{base}": Column(Text(f"Anteil {name.de}", f"Share of {name.en}"), "share")
        for base, name in BASE_NAMES.items()
    },
}


def _columns(plan: RolloutPlan) -> dict[str, Column]:
    """Columns of the sheets per wave."""
    is_regions = plan.regions.candidates is not None
    left_out = _OF_ONE_DISTRICT if is_regions else ()
    return {name: column for name, column in _OUTREACH.items() if name not in left_out}


def outreach_table(plan: RolloutPlan, lang: Lang) -> pd.DataFrame:
    """All target regions of the plan with what is needed to call them; index as numbered."""
    table = plan.table.reset_index()
    names = plan.district_names
    table = table.assign(
        step=[ACTIONS[step].words[lang] for step in table["step"]],
        partner=table[f"partner_{lang}"],
        why=table[f"why_{lang}"],
        reason=table[f"reason_{lang}"],
        districts=["; ".join(names[key] for key in keys) for keys in table["members"]],
    )
    return table[["wave", *_columns(plan)]]


def summary_table(plan: RolloutPlan, lang: Lang) -> pd.DataFrame:
    """What each wave adds and how good it is proven to be."""
    table = plan.summary.reset_index()
    words = [
        PLAN_STATUS[status][lang] if isinstance(status, str) else "" for status in table["status"]
    ]
    return table.assign(status=words)[list(_SUMMARY)]


def plan_sheets(plan: RolloutPlan, lang: Lang) -> list[Sheet]:
    """Sheets on the plan: what it buys, one per wave, and who is excluded why."""
    sheets = [Sheet(SUMMARY[lang], summary_table(plan, lang), list(_SUMMARY.values()))]
    outreach = outreach_table(plan, lang)
    for wave, group in outreach.groupby("wave"):
        table = group.drop(columns="wave")
        sheets.append(Sheet(f"{WAVE[lang]} {wave}", table, list(_columns(plan).values())))
    if len(plan.excluded):
        sheets.append(_excluded_sheet(plan, lang))
    return sheets


def _excluded_sheet(plan: RolloutPlan, lang: Lang) -> Sheet:
    columns = [Column(Text("Kreisschlüssel", "District key")), Column(Text("Grund", "Reason"))]
    return Sheet(EXCLUDED_SHEET[lang], plan.excluded.reset_index(), columns)


def status_words(status: str, gap: float, lang: Lang) -> str:
    """Name the proof of a plan, with its gap when it has one."""
    words = PLAN_STATUS.get(status, PLAN_STATUS["gap"])[lang]
    if status == "optimal":
        return words
    return f"{words} ({Text('Lücke', 'gap')[lang]} {language.percent(gap, 2, lang)})"
