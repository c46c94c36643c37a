"""The first page: four rates, the map, what it rests on, and what follows in a few sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from rollout.coverage.words import BASE_NAMES
from rollout.export.labels import label
from rollout.language import Text, in_words
from rollout.report.blocks import Block, column, note, points, small, table
from rollout.report.pictures import map_block
from rollout.report.voice import DISTRICT, REGION, Voice
from rollout.scenario.rules import RULES

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan

MAP_MM = 124.0
SAMPLE = Text("Was die Karte nicht sagt.", "What the map does not say.")


def summary_blocks(
    analysis: Analysis, plan: RolloutPlan | None, no_plan: Text, verdict: Text, voice: Voice
) -> list[Block]:
    """Everything on the first page.

    Parameters
    ----------
    no_plan
        Why there is no plan; shown only without one.
    verdict
        What the look back found.
    """
    made = label(analysis)
    caution = [note(SAMPLE[voice.lang], made.note[voice.lang], warm=True)]
    return [
        *(caution if made.note[voice.lang] else []),
        rates_table(analysis, voice),
        points(sentences(analysis, plan, no_plan, verdict, voice)),
        map_block(analysis, "status", voice, height_mm=MAP_MM, caption=""),
    ]


def rates_table(analysis: Analysis, voice: Voice) -> Block:
    """The four rates nationwide with numerator, denominator and share."""
    columns = [
        column(voice.say("Anteil an", "Share of"), width=1),
        column(voice.say("vernetzt", "networked"), "right"),
        column(voice.say("Anteil", "share"), "right"),
        column(voice.say("irgendeine", "any"), "right"),
        column(voice.say("Anteil", "share"), "right"),
        column(voice.say("insgesamt", "in all"), "right"),
        column(voice.say("Kreise ohne Wert", "districts unknown"), "right", mm=20),
    ]
    rows = []
    for base, levels in analysis.nationwide().items():
        covered, reached = levels["covered"], levels["reached"]
        rows.append(
            [
                BASE_NAMES[base][voice.lang],
                voice.number(covered["value"]),
                voice.percent(covered["share"]),
                voice.number(reached["value"]),
                voice.percent(reached["share"]),
                voice.number(reached["total"]),
                voice.number(reached["unknown"]),
            ]
        )
    caption = voice.say(
        "Vier Raten: in Kreisen mit einer vernetzten und mit irgendeiner Initiative des Registers",
        "Four rates: in districts with a networked and with any initiative of the register",
    )
    return table(caption, columns, rows)


def sentences(
    analysis: Analysis, plan: RolloutPlan | None, no_plan: Text, verdict: Text, voice: Voice
) -> list[str]:
    """Three to five sentences that follow from the figures."""
    return [
        _reached(analysis, voice),
        *_spots(analysis, voice),
        _planned(plan, no_plan, voice),
        verdict[voice.lang],
    ]


def _reached(analysis: Analysis, voice: Voice) -> str:
    if analysis.coverage.initiatives.empty:
        return voice.say(
            "Unter den gewählten Filtern zählt keine Initiative des Registers.",
            "Under the chosen filters no initiative of the register counts.",
        )
    districts, people = (analysis.nationwide()[base] for base in ("districts", "population"))
    total = voice.number(districts["covered"]["total"])
    parts = {
        level: (voice.number(districts[level]["value"]), voice.percent(districts[level]["share"]))
        for level in ("covered", "reached")
    }
    lives = {level: voice.percent(people[level]["share"]) for level in ("covered", "reached")}
    covered, reached = parts["covered"], parts["reached"]
    return voice.say(
        f"Vernetzte Initiativen erreichen {covered[0]} von {total} Kreisen ({covered[1]}) mit "
        f"{lives['covered']} der Einwohnerinnen und Einwohner; alle Initiativen des Registers "
        f"zusammen erreichen {reached[0]} Kreise ({reached[1]}) mit {lives['reached']}.",
        f"Networked initiatives reach {covered[0]} of {total} districts ({covered[1]}) with "
        f"{lives['covered']} of the inhabitants; all initiatives of the register together reach "
        f"{reached[0]} districts ({reached[1]}) with {lives['reached']}.",
    )


def _spots(analysis: Analysis, voice: Voice) -> list[str]:
    table = analysis.table()
    white, grey = (table[table["status"] == status] for status in ("white", "unconnected"))
    greys = voice.count(len(grey), DISTRICT)
    if white.empty:
        return [
            voice.say(
                f"Kein Kreis ist ein weißer Fleck; ein grauer Fleck, also ohne belegte Anbindung "
                f"an das Netzwerk: {greys}.",
                f"No district is a white spot; a grey spot, that is without evidence of a link to "
                f"the network: {greys}.",
            )
        ]
    sure = voice.number(int((white["white_rules"] == len(RULES)).sum()))
    count = voice.count(len(white), DISTRICT)
    rules = in_words(len(RULES))
    found = voice.say(
        f"Weiße Flecken, also ohne Initiative im Register: {count}, davon {sure} unter allen "
        f"{rules.de} Abdeckungsregeln; graue Flecken, also ohne belegte Anbindung an das Netzwerk: "
        f"{greys}.",
        f"White spots, that is without an initiative in the register: {count}, of these {sure} "
        f"under all {rules.en} coverage rules; grey spots, that is without evidence of a link to "
        f"the network: {greys}.",
    )
    return [found, _largest(white, voice)]


def _largest(white: pd.DataFrame, voice: Voice) -> str:
    group = white[white["cluster"] == 1]
    where = voice.listed(group["land_name"].value_counts(sort=True).index.tolist(), 3)
    count, people = voice.count(len(group), DISTRICT), voice.number(group["population"].sum())
    return voice.say(
        f"Die größte zusammenhängende weiße Fläche umfasst {count} mit {people} Einwohnerinnen und "
        f"Einwohnern ({where}).",
        f"The largest contiguous white area holds {count} with {people} inhabitants ({where}).",
    )


def _planned(plan: RolloutPlan | None, no_plan: Text, voice: Voice) -> str:
    if plan is None or plan.table.empty:
        return no_plan[voice.lang]
    steps = plan.table["step"].value_counts()
    found, connect = (voice.number(int(steps.get(step, 0))) for step in ("found", "connect"))
    regions, waves = voice.count(len(plan.table), REGION), voice.number(plan.scenario.waves)
    today, then = (
        voice.percent(float(plan.summary["share_population"].iloc[row])) for row in (0, -1)
    )
    return voice.say(
        f"Der Plan nennt {regions} in {waves} Wellen (Neugründungen: {found}, Anbindungen: "
        f"{connect}); damit steigt der Anteil der Einwohnerinnen und Einwohner mit vernetzter "
        f"Initiative, Gründung oder Zielregion von {today} auf {then}.",
        f"The plan names {regions} in {waves} waves (new foundations: {found}, connections: "
        f"{connect}); with them the share of inhabitants with a networked initiative, a founding "
        f"or a target region rises from {today} to {then}.",
    )


def definition_note(analysis: Analysis, voice: Voice) -> Block:
    """Definition and data years in one line."""
    made = label(analysis)
    return small(f"{made.definition[voice.lang]} · {made.data_years[voice.lang]}")
