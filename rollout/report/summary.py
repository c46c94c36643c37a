"""The first page: four rates, the map, what it rests on, and what follows in a few sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from rollout.coverage.words import BASE_NAMES
from rollout.export.labels import label
from rollout.language import Lang, Text, counted, in_words, listed, number, percent
from rollout.report.blocks import Block, column, note, points, small, table
from rollout.report.pictures import map_block
from rollout.report.words import DISTRICT, REGION, SAMPLE, SHARE_HEAD
from rollout.scenario.rules import RULES

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan

MAP_MM = 124.0


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
    caution = [note(SAMPLE[lang], labels.note[lang], warm=True)]
    return [
        *(caution if labels.note[lang] else []),
        rates_table(analysis, lang),
        points(sentences(analysis, plan, no_plan, verdict, lang)),
        map_block(analysis, "status", lang, height_mm=MAP_MM, caption=""),
    ]


def rates_table(analysis: Analysis, lang: Lang) -> Block:
    """The four rates nationwide with numerator, denominator and share."""
    columns = [
        column(Text("Anteil an", "Share of")[lang], width=1),
        column(Text("⟦vernetzt⟧", "⟦networked⟧")[lang], "right"),
        column(SHARE_HEAD[lang], "right"),
        column(Text("irgendeine", "any")[lang], "right"),
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
        "Four rates: in districts with ⟦a networked initiative⟧ and with any ⟦initiative⟧ of "
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
    districts, people = (analysis.nationwide()[base] for base in ("districts", "population"))
    total = number(districts["covered"]["total"], lang=lang)
    parts = {
        level: (
            number(districts[level]["value"], lang=lang),
            percent(districts[level]["share"], lang=lang),
        )
        for level in ("covered", "reached")
    }
    lives = {level: percent(people[level]["share"], lang=lang) for level in ("covered", "reached")}
    covered, reached = parts["covered"], parts["reached"]
    return Text(
        f"⟦Vernetzte Initiativen⟧ erreichen {covered[0]} von {total} Kreisen ({covered[1]}) mit "
        f"{lives['covered']} der Einwohnerinnen und Einwohner; alle ⟦Initiativen⟧ des Registers "
        f"zusammen erreichen {reached[0]} Kreise ({reached[1]}) mit {lives['reached']}.",
        f"⟦Networked initiatives⟧ reach {covered[0]} of {total} districts ({covered[1]}) with "
        f"{lives['covered']} of the inhabitants; all ⟦initiatives⟧ of the register together reach "
        f"{reached[0]} districts ({reached[1]}) with {lives['reached']}.",
    )[lang]


def _spots(analysis: Analysis, lang: Lang) -> list[str]:
    table = analysis.table()
    white, grey = (table[table["status"] == status] for status in ("white", "unconnected"))
    greys = counted(len(grey), DISTRICT, lang)
    if white.empty:
        return [
            Text(
                f"Kein Kreis ist ein weißer Fleck; ein grauer Fleck, also ohne belegte Anbindung "
                f"an das Netzwerk: {greys}.",
                f"No district is a white spot; a grey spot, that is without evidence of a link to "
                f"the network: {greys}.",
            )[lang]
        ]
    sure = number(int((white["white_rules"] == len(RULES)).sum()), lang=lang)
    count = counted(len(white), DISTRICT, lang)
    rules = in_words(len(RULES))
    overview = Text(
        f"Weiße Flecken, also ohne ⟦a:Initiative⟧ im Register: {count}, davon {sure} unter allen "
        f"{rules.de} Abdeckungsregeln; graue Flecken, also ohne belegte Anbindung an das Netzwerk: "
        f"{greys}.",
        f"White spots, that is without ⟦an initiative⟧ in the register: {count}, of these {sure} "
        f"under all {rules.en} coverage rules; grey spots, that is without evidence of a link to "
        f"the network: {greys}.",
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
        f"Die größte zusammenhängende weiße Fläche umfasst {count} mit {people} Einwohnerinnen und "
        f"Einwohnern ({where}).",
        f"The largest contiguous white area holds {count} with {people} inhabitants ({where}).",
    )[lang]


def _plan_sentence(plan: RolloutPlan | None, no_plan: Text, lang: Lang) -> str:
    if plan is None or plan.table.empty:
        return no_plan[lang]
    steps = plan.table["step"].value_counts()
    foundings, connect = (
        number(int(steps.get(step, 0)), lang=lang) for step in ("found", "connect")
    )
    regions, waves = counted(len(plan.table), REGION, lang), number(plan.scenario.waves, lang=lang)
    today, then = (
        percent(float(plan.summary["share_population"].iloc[row]), lang=lang) for row in (0, -1)
    )
    return Text(
        f"Der Plan nennt {regions} in {waves} Wellen (Neugründungen: {foundings}, Anbindungen: "
        f"{connect}); damit steigt der Anteil der Einwohnerinnen und Einwohner mit "
        f"⟦d:vernetzter Initiative⟧, Gründung oder Zielregion von {today} auf {then}.",
        f"The plan names {regions} in {waves} waves (new foundations: {foundings}, connections: "
        f"{connect}); with them the share of inhabitants with ⟦a networked initiative⟧, a founding "
        f"or a target region rises from {today} to {then}.",
    )[lang]


def definition_note(analysis: Analysis, lang: Lang) -> Block:
    """Definition and data years in one line."""
    labels = label(analysis)
    return small(f"{labels.definition[lang]} · {labels.data_years[lang]}")
