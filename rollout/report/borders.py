"""Districts at the border: how far initiatives reach them, by neighbour country."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from rollout.abroad import across_border, chambers_of
from rollout.coverage.words import STATUS_BEGINS
from rollout.language import MISSING, Lang, Text, by_name, counted, listed, number, percent
from rollout.report.blocks import Block, column, section, table, text
from rollout.report.words import DISTRICT, HEADS, STATUS_HEADS

if TYPE_CHECKING:
    from rollout.analysis import Analysis


def borders_section(analysis: Analysis, lang: Lang) -> Block:
    """Border regions by neighbour country, and whether half circles are made up for."""
    title = Text("Grenzregionen", "Border regions")[lang]
    facts = analysis.table()
    at_border = facts[facts["border_countries"] != ""]
    ring = text(_ring(analysis, lang))
    if at_border.empty:
        message = Text(
            "In den Daten grenzt kein Kreis an ein anderes Land.",
            "In the data no district borders another country.",
        )[lang]
        return section(title, [text(message), ring])
    inner = facts[facts["border_countries"] == ""]
    shares = [percent((part["status"] != "white").mean(), lang=lang) for part in (at_border, inner)]
    words = Text(
        f"{counted(len(at_border), DISTRICT, lang)} an der Staatsgrenze: {shares[0]} davon "
        f"erreicht ⟦irgendeine Initiative⟧; von den Kreisen im Inneren sind es {shares[1]}. Ein "
        "Kreis "
        "an mehreren Ländern zählt bei jedem mit.",
        f"{counted(len(at_border), DISTRICT, lang)} at the state border: any ⟦initiative⟧ reaches "
        f"{shares[0]} of them; of the districts inside the country it is {shares[1]}. A district "
        "at "
        "several countries counts with each.",
    )[lang]
    blocks = [
        text(words), _countries(analysis, facts, lang), *_across(analysis, lang),
        *_chambers(analysis, lang), ring,
    ]  # fmt: skip
    return section(title, blocks)


def _countries(analysis: Analysis, facts: pd.DataFrame, lang: Lang) -> Block:
    pairs = analysis.inputs.borders[["ags", "country"]].drop_duplicates()
    names = analysis.inputs.countries[f"name_{lang}"]
    rows = []
    for country, group in pairs.groupby("country"):
        near = facts.loc[facts.index.isin(group["ags"])]
        counts = near["status"].value_counts()
        white = near.loc[near["status"] == "white", "display_name"].tolist()
        rows.append(
            [
                str(names.get(country, country)),
                number(len(near), lang=lang),
                *(number(int(counts.get(key, 0)), lang=lang) for key in STATUS_HEADS),
                listed(white, lang) or MISSING,
            ]
        )
    columns = [
        column(Text("Nachbarland", "Neighbour")[lang]),
        column(HEADS["districts"][lang], "right"),
        *(column(word[lang], "right") for word in STATUS_HEADS.values()),
        column(STATUS_BEGINS["white"][lang], width=1),
    ]
    caption = Text("Kreise an der Grenze nach Nachbarland", "Border districts by neighbour")[lang]
    return table(caption, columns, sorted(rows, key=lambda row: by_name(row[0])))


def _across(analysis: Analysis, lang: Lang) -> list[Block]:
    """Initiatives in which a neighbour country takes part, where the register names any."""
    names = across_border(analysis.coverage.initiatives, lang)
    if not names:
        return []
    head = Text("Grenzüberschreitend", "Across the border")[lang]
    return [text(f"{head}: {listed(names, lang)}.")]


def _chambers(analysis: Analysis, lang: Lang) -> list[Block]:
    """Whom to ask in the neighbour countries, and wherever else the data name a chamber."""
    rows = [[names, *words] for names, words in chambers_of(analysis.inputs.partners_abroad, lang)]
    if not rows:
        return []
    columns = [
        column(Text("Land", "Country")[lang], width=1),
        column(Text("Auslandshandelskammer (AHK)", "German chamber abroad (AHK)")[lang], width=3),
        column(Text("Ort", "Place")[lang]),
        column(Text("Im Netz", "Website")[lang]),
    ]
    caption = Text(
        "Ansprechpartner jenseits der Grenze: deutsche Auslandshandelskammern",
        "Whom to ask beyond the border: German chambers abroad",
    )[lang]
    return [table(caption, columns, sorted(rows, key=lambda row: by_name(row[0])))]


def _ring(analysis: Analysis, lang: Lang) -> str:
    scenario = analysis.scenario
    if scenario.rule == "radius" and scenario.half_ring:
        return Text(
            "Umkreise an der Staatsgrenze sind vergrößert, bis ihre Inlandsfläche einem vollen "
            "Kreis gleicht (höchstens um den Faktor 1,41), weil jenseits der Grenze niemand "
            "gezählt wird.",
            "Circles at the state border are enlarged until their domestic area equals a full "
            "circle (at most by a factor of 1.41), because nobody is counted beyond the border.",
        )[lang]
    return Text(
        "Einen Ausgleich dafür, dass jenseits der Grenze niemand gezählt wird (Halbring), gibt es "
        "nur mit der Regel Umkreis; er ist hier nicht eingeschaltet.",
        "A correction for counting nobody beyond the border (half ring) exists only with the rule "
        "radius; it is not switched on here.",
    )[lang]
