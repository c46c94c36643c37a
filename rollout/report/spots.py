"""White and grey spots: by Land, in contiguous areas, under every rule, and by name."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from rollout.analysis import land_name
from rollout.coverage.words import STATUS_NAMES, rule_name
from rollout.geo.palette import STATUS
from rollout.language import Text, in_words
from rollout.model import STATUSES
from rollout.report.blocks import Block, column, drawing, heading, section, small, table, text
from rollout.report.charts import Bar, stacked_bars
from rollout.report.pictures import map_block
from rollout.report.voice import DISTRICT, Voice
from rollout.scenario.rules import RULES

if TYPE_CHECKING:
    from rollout.analysis import Analysis

CLUSTERS_SHOWN = 10
RULES_MM = 116.0
SHORT = {
    "covered": Text("vernetzt", "networked"),
    "founding": Text("in Gründung", "being founded"),
    "unconnected": Text("grau", "grey"),
    "white": Text("weiß", "white"),
}


def spots_section(analysis: Analysis, voice: Voice) -> Block:
    """White and grey spots."""
    facts = analysis.table()
    return section(
        voice.say("Weiße und graue Flecken", "White and grey spots"),
        [
            *_by_land(analysis, facts, voice),
            *_areas(facts, voice),
            *_rules(analysis, facts, voice),
            *_names(facts, voice),
        ],
        own_page=True,
    )


def _by_land(analysis: Analysis, facts: pd.DataFrame, voice: Voice) -> list[Block]:
    counts = pd.crosstab(facts["land"], facts["status"]).reindex(
        columns=list(STATUSES), fill_value=0
    )
    return [
        heading(voice.say("Nach Ländern", "By Land")),
        _land_bars(counts, voice),
        _land_table(analysis, counts, voice),
    ]


def _land_bars(counts: pd.DataFrame, voice: Voice) -> Block:
    bars = [
        Bar(land_name(str(land))[voice.lang], tuple(row), voice.count(sum(row), DISTRICT))
        for land, row in zip(counts.index, counts.to_numpy().tolist(), strict=True)
    ]
    legend = [(STATUS_NAMES[key][voice.lang], STATUS[key]) for key in STATUSES]
    most = counts["white"] / counts.sum(axis=1)
    alt = voice.say(
        f"Gestapelte Balken: Anteile der Kreise nach Stand für {len(counts)} Länder; die Zahlen "
        "stehen in der folgenden Tabelle. Höchster Anteil weißer Flecken: "
        f"{land_name(str(most.idxmax())).de} mit {voice.percent(most.max(), 0)}.",
        f"Stacked bars: shares of districts by status for {len(counts)} Länder; the figures are "
        "in the following table. Highest share of white spots: "
        f"{land_name(str(most.idxmax())).en} with {voice.percent(most.max(), 0)}.",
    )
    caption = voice.say("Kreise nach Stand, je Land 100 %", "Districts by status, 100% per Land")
    return drawing(stacked_bars(bars, legend), alt, caption)


def _land_table(analysis: Analysis, counts: pd.DataFrame, voice: Voice) -> Block:
    rates = analysis.rates().set_index(["area", "base", "level"])["share"]
    rows = [
        [
            land_name(area)[voice.lang],
            voice.number(int(row.sum())),
            *(voice.number(int(row[status])) for status in STATUSES),
            *(
                voice.percent(rates[(area, base, "reached")])
                for base in ("districts", "population", "industry_employees")
            ),
        ]
        for area, row in [
            *((str(land), counts.loc[land]) for land in counts.index),
            ("DE", counts.sum()),
        ]
    ]
    columns = [
        column("Land", width=1),
        column(voice.say("Kreise", "Districts"), "right"),
        *(column(SHORT[status][voice.lang], "right") for status in STATUSES),
        column(voice.say("erreicht: Kreise", "reached: districts"), "right", mm=16),
        column(voice.say("Einwohner", "inhabitants"), "right"),
        column(voice.say("Industriebeschäftigte", "industry employees"), "right", mm=22),
    ]
    caption = voice.say(
        "Kreise nach Stand und Anteile, die irgendeine Initiative erreicht",
        "Districts by status, and shares reached by any initiative",
    )
    return table(caption, columns, rows, strong_rows=[len(rows) - 1])


def _areas(facts: pd.DataFrame, voice: Voice) -> list[Block]:
    title = heading(voice.say("Zusammenhängende weiße Flächen", "Contiguous white areas"))
    white = facts[facts["cluster"] > 0]
    if white.empty:
        none = voice.say(
            "Unter der gewählten Regel gibt es keinen weißen Fleck.",
            "Under the chosen rule there is no white spot.",
        )
        return [title, text(none)]
    groups = [group for _, group in white.groupby("cluster")]
    single = sum(len(group) == 1 for group in groups)
    words = voice.say(
        f"Die {voice.count(len(white), DISTRICT)} ohne Initiative bilden "
        f"{voice.number(len(groups))} zusammenhängende Flächen; {voice.number(single)} davon "
        "bestehen aus einem einzelnen Kreis.",
        f"The {voice.count(len(white), DISTRICT)} without an initiative form "
        f"{voice.number(len(groups))} contiguous areas; {voice.number(single)} of them are a "
        "single district.",
    )
    shown = enumerate(groups[:CLUSTERS_SHOWN], start=1)
    rows = [_area_row(number, group, voice) for number, group in shown]
    columns = [
        column(voice.say("Nr.", "No."), "right"),
        column(voice.say("Kreise", "Districts"), "right"),
        column(voice.say("Länder", "Länder"), width=1.1),
        column(voice.say("Einwohner", "Inhabitants"), "right"),
        column(voice.say("Industriebeschäftigte", "Industry employees"), "right", mm=22),
        column(voice.say("Größter Kreis", "Largest district"), width=1),
        column(
            voice.say("Nächste vernetzte Initiative", "Nearest networked initiative"), width=1.3
        ),
    ]
    caption = voice.say("Die größten weißen Flächen", "The largest white areas")
    return [title, text(words), table(caption, columns, rows)]


def _area_row(number: int, group: pd.DataFrame, voice: Voice) -> list[str]:
    people = group["population"]
    largest = group["display_name"].iloc[int(people.fillna(-1).to_numpy().argmax())]
    return [
        voice.number(number),
        voice.number(len(group)),
        voice.listed(list(dict.fromkeys(group["land_name"]))),
        voice.number(people.sum(min_count=1)),
        voice.number(group["industry_employees"].sum(min_count=1)),
        str(largest),
        nearest_words(group.sort_values("nearest_km").iloc[0], voice),
    ]


def nearest_words(row: Mapping[Hashable, Any] | pd.Series, voice: Voice) -> str:
    """Nearest networked initiative and how far it is; a dash where there is none."""
    if pd.isna(row["nearest_km"]):
        return voice.number(None)
    return f"{row['nearest_name']}, {voice.number(float(row['nearest_km']))}\N{NO-BREAK SPACE}km"


def _rules(analysis: Analysis, facts: pd.DataFrame, voice: Voice) -> list[Block]:
    statuses = analysis.coverage.statuses
    rows = []
    for rule in RULES:
        column_ = statuses[rule].astype(str)
        counts = [int((column_ == status).sum()) for status in STATUSES]
        reached = len(column_) - counts[-1]
        rows.append([rule_name(rule)[voice.lang], *map(voice.number, [reached, *counts])])
    columns = [
        column(voice.say("Regel (fett: gewählt)", "Rule (bold: chosen)"), width=1),
        column(voice.say("erreicht", "reached"), "right"),
        *(column(SHORT[status][voice.lang], "right") for status in STATUSES),
    ]
    words = voice.say(
        "Dasselbe Register ergibt je nach Regel eine andere Karte. Ein weißer Fleck ist umso "
        f"sicherer, je mehr der {in_words(len(RULES)).de} Regeln ihn zeigen.",
        "The same register gives a different map under each rule. A white spot is the more "
        f"certain, the more of the {in_words(len(RULES)).en} rules show it.",
    )
    caption = voice.say("Kreise unter jeder Regel", "Districts under each rule")
    return [
        heading(voice.say("Wie sicher ein weißer Fleck ist", "How certain a white spot is")),
        text(words),
        table(caption, columns, rows, strong_rows=[list(RULES).index(analysis.scenario.rule)]),
        _certainty(facts, voice),
        map_block(analysis, "rules", voice, height_mm=RULES_MM, caption=""),
    ]


def _certainty(facts: pd.DataFrame, voice: Voice) -> Block:
    counts = pd.crosstab(facts["white_rules"], facts["status"]).reindex(
        index=range(len(RULES) + 1), columns=list(STATUSES), fill_value=0
    )
    share = Text("{k} von {n}", "{k} of {n}")
    rows = [
        [share.filled(k=k, n=len(RULES))[voice.lang], *map(voice.number, [sum(row), *row])]
        for k, row in zip(counts.index, counts.to_numpy().tolist(), strict=True)
    ]
    columns = [
        column(voice.say("Weiß unter", "White under"), width=1),
        column(voice.say("Kreise", "Districts"), "right"),
        *(
            column(voice.say(f"davon {SHORT[s].de}", f"of these {SHORT[s].en}"), "right", mm=21)
            for s in STATUSES
        ),
    ]
    caption = voice.say(
        "Zahl der Regeln, unter denen ein Kreis weiß ist, und sein Stand unter der gewählten Regel",
        "Number of rules under which a district is white, and its status under the chosen rule",
    )
    return table(caption, columns, rows)


def _names(facts: pd.DataFrame, voice: Voice) -> list[Block]:
    spots = facts[facts["status"].isin(["white", "unconnected"])]
    title = heading(voice.say("Die Flecken mit Namen", "The spots by name"))
    if spots.empty:
        none = voice.say(
            "Es gibt weder weiße noch graue Flecken.", "There is neither kind of spot."
        )
        return [title, text(none)]
    rows = []
    for land, group in spots.groupby("land"):
        white, grey = (group[group["status"] == status] for status in ("white", "unconnected"))
        named = [
            f"{name} {rules}/{len(RULES)}"
            for name, rules in zip(white["display_name"], white["white_rules"], strict=True)
        ]
        rows.append(
            [
                land_name(str(land))[voice.lang],
                ", ".join(named) or voice.number(None),
                voice.listed(grey["display_name"].tolist()) or voice.number(None),
            ]
        )
    columns = [
        column("Land"),
        column(voice.say("Weiße Flecken", "White spots"), width=1),
        column(voice.say("Graue Flecken", "Grey spots"), width=1),
    ]
    caption = voice.say("Weiße und graue Flecken je Land", "White and grey spots per Land")
    remark = voice.say(
        f"Hinter weißen Flecken steht, unter wie vielen der {in_words(len(RULES)).de} Regeln sie "
        "weiß sind.",
        f"Behind each white spot: under how many of the {in_words(len(RULES)).en} rules it is "
        "white.",
    )
    return [title, small(remark), table(caption, columns, rows)]
