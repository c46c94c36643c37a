"""The plan in tables: one sheet per wave to work through, one with what it buys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from rollout import language
from rollout.coverage.words import BASE_NAMES
from rollout.export.columns import Column, fixed_columns
from rollout.export.labels import label
from rollout.export.plan_words import (
    BESIDE,
    BESIDE_NOTE,
    EVENNESS,
    EVENNESS_NOTE,
    PRICES_BY_HAND,
    hand_words,
    step_words,
)
from rollout.export.tables import german_csv, whole_numbers
from rollout.export.words import (
    BESIDE_SHEET,
    BY_HAND,
    EVENNESS_SHEET,
    EXCLUDED_SHEET,
    PLAN_STATUS,
    SUBSTITUTES,
    SUMMARY,
    WAVE,
)
from rollout.export.workbook import Sheet
from rollout.language import Lang, Text
from rollout.plan.actions import ACTIONS
from rollout.plan.beside import beside
from rollout.plan.details import plan_importance
from rollout.plan.equity import plan_evenness
from rollout.plan.region_details import SCOPES, substitute_rows

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan


_OUTREACH = {
    "region": Column(Text("Zielregion", "Target region")),
    "districts": Column(Text("Kreise", "Districts")),
    "ags": Column(Text("Kreisschlüssel", "District key")),
    "display_name": Column(Text("Mittelpunkt", "Hub")),
    "land_name": Column(Text("Land", "Land")),
    "step": Column(Text("Schritt", "Step")),
    "adds": Column(Text("Kommt hinzu", "Adds"), "number"),
    "cost": Column(Text("Aufwand (Annahme)", "Effort (assumption)"), "number", 1),
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


def _summary_columns(plan: RolloutPlan) -> dict[str, Column]:
    """Columns of the sheet on the waves: with the days of every action, and the area's name."""
    columns = dict(_SUMMARY)
    for action, entry in ACTIONS.items():
        if f"days_{action}" in plan.summary:
            words = entry.words
            caption = Text(f"Tage: {words.de}", f"Days: {words.en}")
            columns[f"days_{action}"] = Column(caption, "number", 1)
    if plan.regions.area is not None:
        where = plan.where
        for base, name in BASE_NAMES.items():
            here = Text(f"Anteil {name.de}, {where.de}", f"Share of {name.en}, {where.en}")
            there = Text(f"Anteil {name.de}, Deutschland", f"Share of {name.en}, Germany")
            columns[f"share_{base}"] = Column(here, "share")
            columns[f"country_share_{base}"] = Column(there, "share")
    return columns


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
        step=[step_words(step, lang) for step in table["step"]],
        partner=table[f"partner_{lang}"],
        why=table[f"why_{lang}"],
        reason=table[f"reason_{lang}"],
        districts=["; ".join(names[key] for key in keys) for keys in table["members"]],
    )
    return table[["wave", *_columns(plan)]]


def plan_csv(analysis: Analysis, plan: RolloutPlan, lang: Lang) -> bytes:
    """The target regions of the plan for a German Excel; definition and sources in the first."""
    table = outreach_table(plan, lang)
    columns = {"wave": Column(WAVE), **_columns(plan)}
    labels = label(analysis)
    decimals = {name: 4 if column.kind == "share" else 2 for name, column in columns.items()}
    table = whole_numbers(table.round(decimals), map(str, table.select_dtypes("float")))
    table = table.rename(columns={n: c.caption[lang] for n, c in columns.items()})
    last = {"definition": labels.definition, "note": labels.note, "attribution": labels.attribution}
    for name, words in last.items():
        rest = [""] * max(0, len(table) - 1)
        table[fixed_columns()[name].caption[lang]] = [words[lang], *rest][: len(table)]
    return german_csv(table)


def summary_table(plan: RolloutPlan, lang: Lang) -> pd.DataFrame:
    """What each wave adds and how good it is proven to be."""
    table = plan.summary.reset_index()
    words = [
        PLAN_STATUS[status][lang] if isinstance(status, str) else "" for status in table["status"]
    ]
    return table.assign(status=words)[list(_summary_columns(plan))]


def plan_sheets(plan: RolloutPlan, lang: Lang) -> list[Sheet]:
    """Sheets on the plan: what it buys, one per wave, who else could come, who is excluded why."""
    columns = list(_summary_columns(plan).values())
    intro = [note.message(lang) for note in plan.notes]
    sheets = [Sheet(SUMMARY[lang], summary_table(plan, lang), columns, intro)]
    outreach = outreach_table(plan, lang)
    for wave, group in outreach.groupby("wave"):
        table = group.drop(columns="wave")
        sheets.append(Sheet(f"{WAVE[lang]} {wave}", table, list(_columns(plan).values())))
    if plan.regions.candidates is not None and len(plan.table):
        sheets.append(_substitutes(plan, lang))
    if len(plan.by_hand):
        sheets.append(_by_hand(plan, lang))
    if len(plan.excluded):
        sheets.append(_excluded_sheet(plan, lang))
    return sheets


def _share_of(plan: RolloutPlan, value: float) -> float:
    """Worth as a share of the worth of the plan."""
    total = plan.waves.plans[-1].value
    return value / total if total else 0.0


def _substitutes(plan: RolloutPlan, lang: Lang) -> Sheet:
    """Who could come in the place of a region, near and far, and what that costs."""
    rows = [
        (
            row["wave"], plan.name_of(row["ags"]), SCOPES[row["scope"]][lang],
            plan.name_of(row["substitute"]), _share_of(plan, row["loss"]),
            _share_of(plan, row["price"]),
        )
        for row in substitute_rows(plan_importance(plan)).to_dict("records")
    ]  # fmt: skip
    columns = [
        Column(WAVE, "count"),
        Column(Text("Zielregion", "Target region")),
        Column(Text("Wo gesucht", "Where sought")),
        Column(Text("Ersatz", "Substitute")),
        Column(Text("Verlust ohne Ersatz", "Loss without a substitute"), "share"),
        Column(Text("Verlust mit Ersatz", "Loss with the substitute"), "share"),
    ]
    frame = pd.DataFrame(rows, columns=[str(n) for n in range(len(columns))])
    intro = Text(
        "Anteile am Wert des ganzen Plans; alle anderen Zielregionen bleiben.",
        "Shares of the worth of the whole plan; all other target regions stay.",
    )
    return Sheet(SUBSTITUTES[lang], frame, columns, [intro[lang]])


def _by_hand(plan: RolloutPlan, lang: Lang) -> Sheet:
    """What every decision by hand costs."""
    rows = [
        (hand_words(row, lang), row["share"], row["share_over_waves"])
        for row in plan.by_hand.to_dict("records")
    ]
    columns = [
        Column(Text("Entscheidung", "Decision")),
        Column(Text("Kostet am Ende", "Costs in the end"), "share"),
        Column(Text("Kostet über alle Wellen", "Costs over all waves"), "share"),
    ]
    frame = pd.DataFrame(rows, columns=["decision", "loss", "over"])
    return Sheet(BY_HAND[lang], frame, columns, [PRICES_BY_HAND[lang]])


def beside_sheet(analysis: Analysis, plan: RolloutPlan, lang: Lang) -> Sheet:
    """What asking and connecting would bring, and how evenly the network lies."""
    frame = beside(analysis, plan).reset_index(names="what")
    frame["what"] = [BESIDE[key][lang] for key in frame["what"]]
    columns = [
        Column(Text("Was", "What")),
        Column(Text("Zahl", "Count"), "count"),
        Column(Text("Personentage (Annahme)", "Staff days (assumption)"), "number", 1),
        *(Column(Text(f"Anteil {n.de}", f"Share of {n.en}"), "share") for n in BASE_NAMES.values()),
    ]
    return Sheet(BESIDE_SHEET[lang], frame, columns, [BESIDE_NOTE[lang]])


def evenness_sheet(analysis: Analysis, plan: RolloutPlan, lang: Lang) -> Sheet:
    """How evenly the network lies before and after every wave."""
    frame = plan_evenness(analysis, plan).reset_index()
    columns = [Column(WAVE, "count")]
    columns += [Column(caption, "number", digits) for caption, digits in EVENNESS]
    return Sheet(EVENNESS_SHEET[lang], frame, columns, [EVENNESS_NOTE[lang]])


def _excluded_sheet(plan: RolloutPlan, lang: Lang) -> Sheet:
    columns = [Column(Text("Kreisschlüssel", "District key")), Column(Text("Grund", "Reason"))]
    return Sheet(EXCLUDED_SHEET[lang], plan.excluded.reset_index(), columns)


def status_words(status: str, gap: float, lang: Lang) -> str:
    """Name the proof of a plan, with its gap when it has one."""
    words = PLAN_STATUS.get(status, PLAN_STATUS["gap"])[lang]
    if status == "optimal":
        return words
    return f"{words} ({Text('Lücke', 'gap')[lang]} {language.percent(gap, 2, lang)})"
