"""Districts without a linked initiative: by Land, in areas, under every rule, and by name."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from rollout.analysis import land_name
from rollout.coverage.words import STATUS_BEGINS, STATUS_NAMES, rule_name
from rollout.geo.palette import STATUS
from rollout.language import MISSING, Lang, Text, counted, in_words, listed, number, percent
from rollout.model import STATUSES
from rollout.programme.words import DEMAND, demand_words
from rollout.report.blocks import Block, column, drawing, heading, section, small, table, text
from rollout.report.charts import Bar, stacked_bars
from rollout.report.pictures import map_block
from rollout.report.words import DISTRICT, HEADS, NEAREST_HEAD, STATUS_HEADS
from rollout.scenario.rules import RULES

if TYPE_CHECKING:
    from rollout.analysis import Analysis

CLUSTERS_SHOWN = 10
RULES_MM = 116.0


def spots_section(analysis: Analysis, lang: Lang) -> Block:
    """Districts without a linked initiative."""
    facts = analysis.table()
    return section(
        Text("Kreise ohne ⟦a:vernetzte Initiative⟧", "Districts without ⟦a linked initiative⟧")[
            lang
        ],
        [
            *_by_land(analysis, facts, lang),
            *_areas(facts, lang),
            *_rules(analysis, facts, lang),
            *_names(facts, lang),
        ],
        own_page=True,
    )


def _by_land(analysis: Analysis, facts: pd.DataFrame, lang: Lang) -> list[Block]:
    counts = pd.crosstab(facts["land"], facts["status"]).reindex(
        columns=list(STATUSES), fill_value=0
    )
    return [
        heading(Text("Nach Ländern", "By Land")[lang]),
        _land_bars(counts, lang),
        *([text(split)] if (split := analysis.verified().line[lang]) else []),
        _land_table(analysis, counts, lang),
    ]


def _land_bars(counts: pd.DataFrame, lang: Lang) -> Block:
    bars = [
        Bar(land_name(str(land))[lang], tuple(row), counted(sum(row), DISTRICT, lang))
        for land, row in zip(counts.index, counts.to_numpy().tolist(), strict=True)
    ]
    legend = [(STATUS_NAMES[key][lang], STATUS[key]) for key in STATUSES]
    most = counts["white"] / counts.sum(axis=1)
    alt = Text(
        f"Gestapelte Balken: Anteile der Kreise nach Stand für {len(counts)} Länder; die Zahlen "
        "stehen in der folgenden Tabelle. Höchster Anteil „⟦keine⟧ gefunden“: "
        f"{land_name(str(most.idxmax())).de} mit {percent(most.max(), 0, lang)}.",
        f"Stacked bars: shares of districts by status for {len(counts)} Länder; the figures are "
        "in the following table. Highest share of “none found”: "
        f"{land_name(str(most.idxmax())).en} with {percent(most.max(), 0, lang)}.",
    )[lang]
    caption = Text("Kreise nach Stand, je Land 100 %", "Districts by status, 100% per Land")[lang]
    return drawing(stacked_bars(bars, legend), alt, caption)


def _land_table(analysis: Analysis, counts: pd.DataFrame, lang: Lang) -> Block:
    rates = analysis.rates().set_index(["area", "base", "level"])["share"]
    rows = [
        [
            land_name(area)[lang],
            number(int(row.sum()), lang=lang),
            *(number(int(row[status]), lang=lang) for status in STATUSES),
            *(
                percent(rates[(area, base, "reached")], lang=lang)
                for base in ("districts", "population", DEMAND)
            ),
        ]
        for area, row in [
            *((str(land), counts.loc[land]) for land in counts.index),
            ("DE", counts.sum()),
        ]
    ]
    columns = [
        column("Land", width=1),
        column(HEADS["districts"][lang], "right"),
        *(column(STATUS_HEADS[status][lang], "right") for status in STATUSES),
        column(Text("Anteil: Kreise", "share: districts")[lang], "right", mm=16),
        column(Text("Einwohner", "inhabitants")[lang], "right"),
        column(demand_words()[lang], "right", mm=22),
    ]
    caption = Text(
        "Kreise nach Stand; Anteile: mit ⟦d:irgendeiner Initiative⟧",
        "Districts by status; shares: with any ⟦initiative⟧",
    )[lang]
    return table(caption, columns, rows, strong_rows=[len(rows) - 1])


def _areas(facts: pd.DataFrame, lang: Lang) -> list[Block]:
    title = heading(
        Text(
            "Zusammenhängende Gebiete ohne ⟦a:Initiative⟧",
            "Contiguous areas without ⟦an initiative⟧",
        )[lang]
    )
    white = facts[facts["cluster"] > 0]
    if white.empty:
        message = Text(
            "Unter der gewählten Regel erreicht jeden Kreis ⟦eine Initiative⟧.",
            "Under the chosen rule ⟦an initiative⟧ reaches every district.",
        )[lang]
        return [title, text(message)]
    groups = [group for _, group in white.groupby("cluster")]
    single = sum(len(group) == 1 for group in groups)
    words = Text(
        f"Die {counted(len(white), DISTRICT, lang)} ohne ⟦a:Initiative⟧ bilden "
        f"{number(len(groups), lang=lang)} zusammenhängende Flächen; "
        f"{number(single, lang=lang)} davon bestehen aus einem einzelnen Kreis.",
        f"The {counted(len(white), DISTRICT, lang)} without ⟦an initiative⟧ form "
        f"{number(len(groups), lang=lang)} contiguous areas; "
        f"{number(single, lang=lang)} of them are a single district.",
    )[lang]
    largest = enumerate(groups[:CLUSTERS_SHOWN], start=1)
    rows = [_area_row(place, group, lang) for place, group in largest]
    columns = [
        column(Text("Nr.", "No.")[lang], "right"),
        column(HEADS["districts"][lang], "right"),
        column(Text("Länder", "Länder")[lang], width=1.1),
        column(HEADS["population"][lang], "right"),
        column(HEADS[DEMAND][lang], "right", mm=22),
        column(Text("Größter Kreis", "Largest district")[lang], width=1),
        column(NEAREST_HEAD[lang], width=1.3),
    ]
    caption = Text(
        "Die größten Gebiete ohne ⟦a:Initiative⟧", "The largest areas without ⟦an initiative⟧"
    )[lang]
    return [title, text(words), table(caption, columns, rows)]


def _area_row(place: int, group: pd.DataFrame, lang: Lang) -> list[str]:
    people = group["population"]
    largest = group["display_name"].iloc[int(people.fillna(-1).to_numpy().argmax())]
    return [
        number(place, lang=lang),
        number(len(group), lang=lang),
        listed(list(dict.fromkeys(group["land_name"])), lang),
        number(people.sum(min_count=1), lang=lang),
        number(group[DEMAND].sum(min_count=1), lang=lang),
        str(largest),
        nearest_words(group.sort_values("nearest_km").iloc[0], lang),
    ]


def nearest_words(row: Mapping[Hashable, Any] | pd.Series, lang: Lang) -> str:
    """Nearest networked initiative and how far it is; a dash where there is none."""
    if pd.isna(row["nearest_km"]):
        return MISSING
    return (
        f"{row['nearest_name']}, {number(float(row['nearest_km']), lang=lang)}\N{NO-BREAK SPACE}km"
    )


def _rules(analysis: Analysis, facts: pd.DataFrame, lang: Lang) -> list[Block]:
    statuses = analysis.coverage.statuses
    rows = []
    for rule in RULES:
        statuses_of_rule = statuses[rule].astype(str)
        counts = [int((statuses_of_rule == status).sum()) for status in STATUSES]
        reach_count = len(statuses_of_rule) - counts[-1]
        figures = [number(count, lang=lang) for count in (reach_count, *counts)]
        rows.append([rule_name(rule)[lang], *figures])
    columns = [
        column(Text("Regel (fett: gewählt)", "Rule (bold: chosen)")[lang], width=1),
        column(Text("mit ⟦d:irgendeiner⟧", "with any")[lang], "right"),
        *(column(STATUS_HEADS[status][lang], "right") for status in STATUSES),
    ]
    words = Text(
        "Dasselbe Register ergibt je nach Regel eine andere Karte. „⟦Keine⟧ gefunden“ ist "
        f"umso sicherer, unter je mehr der {in_words(len(RULES)).de} Regeln es gilt.",
        "The same register gives a different map under each rule. “None found” is the more "
        f"certain, the more of the {in_words(len(RULES)).en} rules say so.",
    )[lang]
    caption = Text("Kreise unter jeder Regel", "Districts under each rule")[lang]
    return [
        heading(Text("Wie sicher „⟦keine⟧ gefunden“ ist", "How certain “none found” is")[lang]),
        text(words),
        table(caption, columns, rows, strong_rows=[list(RULES).index(analysis.scenario.rule)]),
        _certainty(facts, lang),
        map_block(analysis, "rules", lang, height_mm=RULES_MM, caption=""),
    ]


def _certainty(facts: pd.DataFrame, lang: Lang) -> Block:
    counts = pd.crosstab(facts["white_rules"], facts["status"]).reindex(
        index=range(len(RULES) + 1), columns=list(STATUSES), fill_value=0
    )
    share = Text("{k} von {n}", "{k} of {n}")
    rows = [
        [
            share.filled(k=k, n=len(RULES))[lang],
            *(number(count, lang=lang) for count in (sum(row), *row)),
        ]
        for k, row in zip(counts.index, counts.to_numpy().tolist(), strict=True)
    ]
    columns = [
        column(Text("⟦Keine⟧ gefunden unter", "None found under")[lang], width=1),
        column(HEADS["districts"][lang], "right"),
        *(
            column(
                Text(f"davon {STATUS_HEADS[s].de}", f"of these {STATUS_HEADS[s].en}")[lang],
                "right",
                mm=21,
            )
            for s in STATUSES
        ),
    ]
    caption = Text(
        "Unter wie vielen Regeln im Kreis ⟦keine⟧ gefunden ist, und sein Stand unter der gewählten",
        "Under how many rules none is found in a district, and its status under the chosen one",
    )[lang]
    return table(caption, columns, rows)


def _names(facts: pd.DataFrame, lang: Lang) -> list[Block]:
    spots = facts[facts["status"].isin(["white", "unconnected"])]
    title = heading(Text("Die Kreise mit Namen", "The districts by name")[lang])
    if spots.empty:
        message = Text(
            "Jeder Kreis ist ⟦vernetzt⟧ oder ⟦in Gründung⟧.",
            "Every district is ⟦linked⟧ or ⟦being founded⟧.",
        )[lang]
        return [title, text(message)]
    rows = []
    for land, group in spots.groupby("land"):
        white, grey = (group[group["status"] == status] for status in ("white", "unconnected"))
        names = [
            f"{name} {rules}/{len(RULES)}"
            for name, rules in zip(white["display_name"], white["white_rules"], strict=True)
        ]
        rows.append(
            [
                land_name(str(land))[lang],
                ", ".join(names) or MISSING,
                listed(grey["display_name"].tolist(), lang) or MISSING,
            ]
        )
    columns = [
        column("Land"),
        column(STATUS_BEGINS["white"][lang], width=1),
        column(STATUS_BEGINS["unconnected"][lang], width=1),
    ]
    caption = Text(
        "Kreise ohne ⟦a:vernetzte Initiative⟧ je Land",
        "Districts without ⟦a linked initiative⟧ per Land",
    )[lang]
    remark = Text(
        f"Hinter dem Namen steht, unter wie vielen der {in_words(len(RULES)).de} Regeln ⟦keine⟧ "
        "gefunden ist.",
        f"Behind the name: under how many of the {in_words(len(RULES)).en} rules none is found.",
    )[lang]
    return [title, small(remark), table(caption, columns, rows)]
