"""The first page: four rates, the map, what it rests on, and what follows in a few sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from rollout.coverage.words import BASE_NAMES
from rollout.export.labels import label
from rollout.issuer import issuer
from rollout.language import Lang, Text, counted, in_both, in_words, listed, number, percent
from rollout.plan.actions import ACTIONS
from rollout.plan.words import days_words
from rollout.report.blocks import Block, column, note, points, small, table
from rollout.report.pictures import map_block
from rollout.report.words import DISTRICT, REGION, SAMPLE, SHARE_HEAD
from rollout.scenario.rules import RULES

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan

MAP_MM = 95.0
OFFICE_MM = 26.0  # what the block of the office takes from the map below


def summary_blocks(
    analysis: Analysis, plan: RolloutPlan | None, no_plan: Text, verdict: Text, lang: Lang
) -> list[Block]:
    """Everything on the first page.

    Parameters
    ----------
    no_plan
        Why there is no plan; shown only without one.
    verdict
        What the look back found.
    """
    labels = label(analysis)
    height = MAP_MM - (OFFICE_MM if issuer() else 0)
    caution = [note(SAMPLE[lang], labels.note[lang], warm=True)]
    return [
        *(caution if labels.note[lang] else []),
        *recommendation(analysis, plan, lang),
        rates_table(analysis, lang),
        points(sentences(analysis, plan, no_plan, verdict, lang)),
        map_block(analysis, "status", lang, height_mm=height, caption=""),
    ]


def recommendation(analysis: Analysis, plan: RolloutPlan | None, lang: Lang) -> list[Block]:
    """What the plan asks to do next, as a note; none without a plan."""
    words = recommendation_text(analysis, plan, lang)
    return [note(Text("Empfehlung.", "Recommendation.")[lang], words)] if words else []


def recommendation_text(analysis: Analysis, plan: RolloutPlan | None, lang: Lang) -> str:
    """Whom to call first and for how many days; empty without a plan."""
    if plan is None or plan.table.empty:
        return ""
    first = plan.table[plan.table["wave"] == plan.table["wave"].min()]
    names = ", ".join(map(str, first["region"]))
    days = days_words(float(first["cost"].sum()))
    begin = Text(
        f"Mit Welle 1 beginnen: {names}; das kostet {days.de} Personentage (Annahme).",
        f"Begin with wave 1: {names}; that costs {days.en} staff days (assumption).",
    )
    return f"{begin[lang]} {_asking(analysis, plan)[lang]}".strip()


def _asking(analysis: Analysis, plan: RolloutPlan) -> Text:
    """How many could turn out to be linked if one asked; empty for a plan of a part."""
    count = int((analysis.coverage.initiatives["network_status"] == "unconnected").sum())
    if not count or plan.regions.area is not None:
        return Text("", "")
    days = days_words(plan.scenario.ask_days)
    return Text(
        f"Vorher fragen, welche ⟦Initiativen⟧ ohne bekannten Anschluss schon ⟦vernetzt⟧ sind: "
        f"{count} Nachfragen zu je {days.de} Tagen (Annahme).",
        f"Before, ask which ⟦initiatives⟧ without a known link are ⟦linked⟧ already: "
        f"{count} inquiries of {days.en} days each (assumption).",
    )


def rates_table(analysis: Analysis, lang: Lang) -> Block:
    """The four rates nationwide with numerator, denominator and share."""
    columns = [
        column(Text("Anteil an", "Share of")[lang], width=1),
        column(analysis.completeness.head[lang], "right"),
        column(SHARE_HEAD[lang], "right"),
        column(Text("mit ⟦d:irgendeiner⟧", "with any")[lang], "right"),
        column(SHARE_HEAD[lang], "right"),
        column(Text("insgesamt", "in all")[lang], "right"),
        column(Text("Kreise ohne Wert", "districts unknown")[lang], "right", mm=20),
    ]
    rows = []
    for base, levels in analysis.nationwide().items():
        covered, reached = levels["covered"], levels["reached"]
        rows.append(
            [
                BASE_NAMES[base][lang],
                number(covered["value"], lang=lang),
                percent(covered["share"], lang=lang),
                number(reached["value"], lang=lang),
                percent(reached["share"], lang=lang),
                number(reached["total"], lang=lang),
                number(reached["unknown"], lang=lang),
            ]
        )
    caption = Text(
        "Vier Raten: in Kreisen mit ⟦d:einer vernetzten Initiative⟧ und mit "
        "⟦d:irgendeiner Initiative⟧ des Registers",
        "Four rates: in districts with ⟦a linked initiative⟧ and with any ⟦initiative⟧ of "
        "the register",
    )[lang]
    return table(caption, columns, rows)


def sentences(
    analysis: Analysis, plan: RolloutPlan | None, no_plan: Text, verdict: Text, lang: Lang
) -> list[str]:
    """Three to five sentences that follow from the figures."""
    return [
        _reach_sentence(analysis, lang),
        *_spots(analysis, lang),
        _plan_sentence(plan, no_plan, lang),
        verdict[lang],
    ]


def _reach_sentence(analysis: Analysis, lang: Lang) -> str:
    if analysis.coverage.initiatives.empty:
        return Text(
            "Unter den gewählten Filtern zählt ⟦keine Initiative⟧ des Registers.",
            "Under the chosen filters no ⟦initiative⟧ of the register counts.",
        )[lang]
    return analysis.linked_bounds()[lang]


def _spots(analysis: Analysis, lang: Lang) -> list[str]:
    table = analysis.table()
    white, grey = (table[table["status"] == status] for status in ("white", "unconnected"))
    greys = counted(len(grey), DISTRICT, lang)
    if white.empty:
        return [
            Text(
                f"Jeden Kreis erreicht ⟦eine Initiative⟧; vorhanden, aber ⟦nicht angebunden⟧: "
                f"{greys}.",
                f"⟦An initiative⟧ reaches every district; exists, but is ⟦not linked⟧: {greys}.",
            )[lang]
        ]
    sure = number(int((white["white_rules"] == len(RULES)).sum()), lang=lang)
    count = counted(len(white), DISTRICT, lang)
    rules = in_words(len(RULES))
    overview = Text(
        f"⟦Keine⟧ gefunden: {count}, davon {sure} unter allen {rules.de} Abdeckungsregeln; "
        f"vorhanden, aber ⟦nicht angebunden⟧: {greys}.",
        f"None found: {count}, of these {sure} under all {rules.en} coverage rules; exists, but is "
        f"⟦not linked⟧: {greys}.",
    )[lang]
    return [overview, _largest(white, lang)]


def _largest(white: pd.DataFrame, lang: Lang) -> str:
    group = white[white["cluster"] == 1]
    where = listed(group["land_name"].value_counts(sort=True).index.tolist(), lang, 3)
    count, people = (
        counted(len(group), DISTRICT, lang),
        number(group["population"].sum(), lang=lang),
    )
    return Text(
        f"Das größte zusammenhängende Gebiet ohne ⟦a:Initiative⟧ umfasst {count} mit {people} "
        "Einwohnerinnen und "
        f"Einwohnern ({where}).",
        f"The largest contiguous area without ⟦an initiative⟧ holds {count} with {people} "
        f"inhabitants ({where}).",
    )[lang]


def _plan_sentence(plan: RolloutPlan | None, no_plan: Text, lang: Lang) -> str:
    if plan is None or plan.table.empty:
        return no_plan[lang]
    steps = plan.table["step"].value_counts()
    kinds = in_both(
        lambda each: ", ".join(
            f"{ACTIONS[str(key)].words[each]}: {number(int(count), lang=each)}"
            for key, count in steps.items()
        )
    )
    regions, waves = counted(len(plan.table), REGION, lang), number(plan.scenario.waves, lang=lang)
    today, then = (
        percent(float(plan.summary["share_population"].iloc[row]), lang=lang) for row in (0, -1)
    )
    return Text(
        f"Der Plan für {plan.where.de} nennt {regions} in {waves} Wellen ({kinds.de}); damit "
        "steigt dort der Anteil der Einwohnerinnen und Einwohner mit "
        f"⟦d:vernetzter Initiative⟧, Gründung oder Zielregion von {today} auf {then}.",
        f"The plan for {plan.where.en} names {regions} in {waves} waves ({kinds.en}); with them "
        f"the share of its inhabitants with ⟦a linked initiative⟧, a founding "
        f"or a target region rises from {today} to {then}.",
    )[lang]


def definition_note(analysis: Analysis, lang: Lang) -> Block:
    """Definition and data years in one line."""
    labels = label(analysis)
    return small(f"{labels.definition[lang]} · {labels.data_years[lang]}")
