"""How sure the ranking is, in plain words: bands, what moves ranks, doubles, the look back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from rollout.language import Lang, Text, counted, in_both, number, percent
from rollout.potential.backtest import Backtest
from rollout.potential.bands import band_words, group_line
from rollout.potential.checklist import EFFECT_TITLE, VERDICTS, dimension_name
from rollout.potential.evidence import LOGIC_HEADS, RULE, logic_rows, why_first
from rollout.potential.words import BASELINES, FACTORS
from rollout.report.blocks import (
    Block,
    column,
    drawing,
    heading,
    note,
    points,
    section,
    small,
    table,
    text,
)
from rollout.report.charts import Band, band_chart
from rollout.report.targets import rank_and_band
from rollout.report.words import CLASSES, DISTRICT, DISTRICT_HEAD, PROPOSAL, RANK_HEAD
from rollout.scenario.presets import preset

if TYPE_CHECKING:
    from rollout.analysis import Analysis

BANDS_SHOWN = 20
LEAST_FOR_AUDIT = 5


def uncertainty_section(analysis: Analysis, look_back_result: Backtest | Text, lang: Lang) -> Block:
    """Everything a reader must know before quoting a rank."""
    title = Text("Wie sicher die Rangliste ist", "How sure the ranking is")[lang]
    return section(
        title,
        [
            note(Text("Vorschlag.", "Proposal.")[lang], PROPOSAL[lang]),
            *_bands(analysis, lang),
            *_moves(analysis, lang),
            *_doubles(analysis, lang),
            *_audit(analysis, lang),
            *_look_back(look_back_result, lang),
            *_logics(analysis, lang),
        ],
    )


def _bands(analysis: Analysis, lang: Lang) -> list[Block]:
    targets = analysis.targets()
    targets = targets[targets["rank"].notna()].head(BANDS_SHOWN)
    title = heading(Text("Rangbänder", "Rank bands")[lang])
    if targets.empty:
        message = Text(
            "Keine Zielregion hat einen Potenzialwert.", "No target region has a score."
        )[lang]
        return [title, text(message)]
    return [title, text(_class_words(analysis, lang)), text(group_line(analysis.bands, lang)),
            _band_drawing(targets, analysis, lang), _band_table(targets, lang)]  # fmt: skip


def _class_words(analysis: Analysis, lang: Lang) -> str:
    top_k, draws = analysis.scenario.top_k, number(analysis.bands.draws, lang=lang)
    counts = analysis.bands.table.loc[analysis.potential.score.notna(), "band_class"].value_counts()
    parts = "; ".join(
        f"{band_words(key, top_k)[lang]}: {counted(int(counts.get(key, 0)), DISTRICT, lang)}"
        for key in CLASSES
    )
    return Text(
        f"Aus {draws} gezogenen Ranglisten mit anderen Gewichten und Rechenwegen ergibt sich für "
        f"jeden Kreis ein Band, in dem sein Rang in 90 % der Fälle liegt. {parts[0].upper()}"
        f"{parts[1:]}.",
        f"From {draws} drawn rankings with other weights and ways to compute follows a band for "
        f"every district that holds its rank in 90% of the cases. {parts[0].upper()}{parts[1:]}.",
    )[lang]


def _band_drawing(targets: pd.DataFrame, analysis: Analysis, lang: Lang) -> Block:
    top_k = analysis.scenario.top_k
    bands = [
        Band(
            str(row["display_name"]),
            row["rank"],
            row["rank_low"],
            row["rank_median"],
            row["rank_high"],
            CLASSES[row["band_class"]][lang],
        )
        for row in targets.to_dict("records")
    ]
    words = (
        Text("Band 5–95 %", "band 5–95%")[lang],
        Text("Mitte der Ziehungen", "middle of the draws")[lang],
        Text("Rang mit den gewählten Gewichten", "rank with the chosen weights")[lang],
    )
    wide = max(bands, key=lambda band: band.high - band.low)
    alt = Text(
        f"Balken von bis für die Ränge von {len(bands)} Zielregionen; die Zahlen stehen in der "
        f"folgenden Tabelle. Das breiteste Band hat {wide.label}: Rang {wide.low:.0f} bis "
        f"{wide.high:.0f}.",
        f"Bars from low to high for the ranks of {len(bands)} target regions; the figures are in "
        f"the following table. {wide.label} has the widest band: rank {wide.low:.0f} to "
        f"{wide.high:.0f}.",
    )[lang]
    caption = Text(
        f"Rangbänder der {len(bands)} Zielregionen mit dem höchsten Potenzial",
        f"Rank bands of the {len(bands)} target regions with the highest potential",
    )[lang]
    limit = Text(f"die ersten {top_k}", f"the first {top_k}")[lang]
    return drawing(band_chart(bands, words, top_k, limit), alt, caption)


def _band_table(targets: pd.DataFrame, lang: Lang) -> Block:
    rows = [
        [
            f"{row['display_name']} ({row['ags']})",
            str(row["land_name"]),
            number(row["potential"], 1, lang),
            rank_and_band(row, lang),
            percent(row["top_k_share"], 0, lang),
            CLASSES[row["band_class"]][lang],
        ]
        for row in targets.reset_index().to_dict("records")
    ]
    columns = [
        column(DISTRICT_HEAD[lang], width=1),
        column("Land", width=1),
        column(Text("Potenzial", "Potential")[lang], "right"),
        column(RANK_HEAD[lang], "right"),
        column(Text("in der Spitze", "in the top")[lang], "right"),
        column(Text("Klasse", "Class")[lang]),
    ]
    caption = Text("Rang, Band und Klasse", "Rank, band and class")[lang]
    return table(caption, columns, rows)


def _moves(analysis: Analysis, lang: Lang) -> list[Block]:
    title = heading(Text("Was die Ränge bewegt", "What moves the ranks")[lang])
    if analysis.potential.score.notna().sum() < 2:
        few = Text("Zu wenige Kreise haben einen Wert.", "Too few districts have a score.")[lang]
        return [title, text(few)]
    shares = analysis.shares.table
    rows = [
        [
            FACTORS[str(name)][lang],
            *(
                percent(row[c], 0, lang)
                for c in ("first_order", "first_low", "first_high", "total")
            ),
        ]
        for name, row in shares.iterrows()
    ]
    columns = [
        column(Text("Annahme", "Assumption")[lang], width=1),
        column(Text("Anteil allein", "share alone")[lang], "right"),
        column(Text("von", "from")[lang], "right"),
        column(Text("bis", "to")[lang], "right"),
        column(Text("mit Wechselwirkung", "with interactions")[lang], "right"),
    ]
    first = FACTORS[str(shares["first_order"].idxmax())]
    share = percent(shares["first_order"].max(), 0, lang)
    reversals = percent(analysis.bands.reversal_share, lang=lang)
    words = Text(
        f"Am stärksten verschiebt die Annahme „{first.de}“ die Ränge: Sie erklärt allein {share} "
        f"der Schwankung. Im Mittel stehen {reversals} aller Kreispaare in einer gezogenen "
        "Rangliste umgekehrt.",
        f"The assumption “{first.en}” moves the ranks most: alone it explains {share} of the "
        f"variation. On average {reversals} of all pairs of districts stand the other way round in "
        "a drawn ranking.",
    )[lang]
    caption = Text(
        "Anteil an der Schwankung der Ränge, mit 95-%-Grenzen",
        "Share of the variation of ranks, with 95% bounds",
    )[lang]
    nothing_varies = not shares["varied"].any()
    message = Text("Alle Annahmen sind festgehalten.", "All assumptions are held fixed.")[lang]
    return (
        [title, text(message)]
        if nothing_varies
        else [title, text(words), table(caption, columns, rows)]
    )


def _audit(analysis: Analysis, lang: Lang) -> list[Block]:
    """The ten steps, and weight beside effect."""
    title = heading(Text("Prüfbericht des Werts", "Audit of the score")[lang])
    if analysis.potential.score.notna().sum() < LEAST_FOR_AUDIT:
        few = Text("Zu wenige Kreise haben einen Wert.", "Too few districts have a score.")[lang]
        return [title, text(few)]
    steps = [
        [f"{point.step} {point.title[lang]}", VERDICTS[point.verdict][lang], point.finding[lang],
         point.consequence[lang]]
        for point in analysis.checklist
    ]  # fmt: skip
    columns = [
        column(Text("Schritt", "Step")[lang], mm=28),
        column(Text("Urteil", "Verdict")[lang], mm=18),
        column(Text("Befund", "Finding")[lang], width=3),
        column(Text("Was folgt", "What follows")[lang], width=2),
    ]
    caption = Text("Zehn Schritte nach der Prüfliste des JRC",
                   "Ten steps after the checklist of the JRC")[lang]  # fmt: skip
    rows = [
        [dimension_name(name, analysis.inputs.catalogue)[lang], percent(row["weight"], 0, lang),
         percent(row["effect"], 0, lang), number(row["alpha"], 2, lang)]
        for name, row in analysis.audit.dimensions.iterrows()
    ]  # fmt: skip
    heads = [
        column("Dimension", width=1),
        column(Text("Gewicht", "Weight")[lang], "right"),
        column(Text("Wirkung", "Effect")[lang], "right"),
        column("Alpha", "right"),
    ]
    return [title, table(caption, columns, steps), table(EFFECT_TITLE[lang], heads, rows)]


def _doubles(analysis: Analysis, lang: Lang) -> list[Block]:
    names = analysis.inputs.catalogue[f"name_{lang}"]
    title = heading(Text("Doppelt Gezähltes", "Counted twice")[lang])
    pairs = analysis.potential.duplicates.to_dict("records")
    if not pairs:
        message = Text(
            "Keine zwei gewichteten Indikatoren messen fast dasselbe (|r| > 0,9).",
            "No two weighted indicators measure nearly the same (|r| > 0.9).",
        )[lang]
        return [title, text(message)]
    items = [
        f"{names.get(pair['first'], pair['first'])} / {names.get(pair['second'], pair['second'])}: "
        f"r = {number(pair['r'], 2, lang)}"
        for pair in pairs
    ]
    words = Text(
        "Diese Indikatoren messen fast dasselbe und zählen deshalb doppelt:",
        "These indicators measure nearly the same and so count twice:",
    )[lang]
    return [title, text(words), points(items)]


def look_back(analysis: Analysis) -> Backtest | Text:
    """The look back of the logic in force, or why there is none."""
    from rollout.errors import ScenarioError

    try:
        return analysis.look_back
    except ScenarioError as error:
        findings = [entry.finding for entry in error.problems]
        why = in_both(lambda lang: "; ".join(finding[lang] for finding in findings))
        return Text(
            f"Ein Rückblick ist nicht möglich: {why.de}.",
            f"A look back is not possible: {why.en}.",
        )


def headline_of(look_back_result: Backtest | Text) -> Text:
    """One sentence on the look back."""
    return look_back_result if isinstance(look_back_result, Text) else look_back_result.headline


def _look_back(result: Backtest | Text, lang: Lang) -> list[Block]:
    title = heading(Text("Rückblick", "Look back")[lang])
    said = result if isinstance(result, Text) else result.verdict
    words = note(Text("Ergebnis.", "Result.")[lang], said[lang])
    if isinstance(result, Text):
        return [title, words]
    rows = [
        [
            str(row["after"]),
            _ranking_name(row["ranking"], lang),
            number(row["auc_other"], 2, lang),
            f"{number(row['auc_other_low'], 2, lang)}–{number(row['auc_other_high'], 2, lang)}",
            number(row["auc"], 2, lang),
            number(row["candidates"], lang=lang),
            f"{number(row['positives'], lang=lang)} ({number(row['federal'], lang=lang)})",
        ]
        for row in result.results.reset_index().to_dict("records")
    ]
    columns = [
        column(Text("Stand", "As of")[lang]),
        column(Text("Rangliste", "Ranking")[lang], width=1),
        column(Text("AUC ohne Förderaufruf", "AUC without federal calls")[lang], "right", mm=22),
        column(Text("Band 5–95 %", "Band 5–95%")[lang], "right"),
        column(Text("AUC aller", "AUC of all")[lang], "right", mm=15),
        column(Text("freie Kreise", "free districts")[lang], "right", mm=15),
        column(
            Text("später mit ⟦d:Initiative⟧ (Förderaufruf)", "later with one (federal call)")[lang],
            "right",
            mm=25,
        ),
    ]
    caption = Text(
        f"Standen Kreise, die bis {result.until} ⟦a:eine Initiative⟧ bekamen, vorher oben?",
        f"Did districts that got ⟦an initiative⟧ by {result.until} stand high before?",
    )[lang]
    legend = Text(
        "AUC: Wahrscheinlichkeit, dass ein Kreis, der später ⟦a:eine Initiative⟧ bekam, vor einem "
        "steht, der ⟦a:keine⟧ bekam; 0,5 ist Zufall. Über bundesgeförderte Gründungen "
        "entscheidet ein Aufruf, deshalb "
        "stehen sie getrennt. Indikatoren sind die des Tages, wo es sie gibt, sonst heutige.",
        "AUC: chance that a district that later got ⟦an initiative⟧ stands above one that got "
        "none; "
        "0.5 is chance. A call decides on federally funded foundings, so they stand apart. "
        "Indicators are those of "
        "the day where there are any, else today's.",
    )[lang]
    remarks = [small(entry.message(lang)) for entry in result.notes]
    return [title, words, table(caption, columns, rows), small(legend), *remarks]


def _logics(analysis: Analysis, lang: Lang) -> list[Block]:
    """Every founding logic with its look back, and why the first is the first."""
    evidence = analysis.preset_evidence
    title = heading(Text("Gründungslogiken im Rückblick", "Founding logics looking back")[lang])
    words = text(why_first(evidence)[lang])
    if evidence is None:
        return [title, words]
    first, *others = (head[lang] for head in LOGIC_HEADS)
    columns = [column(first, width=1), *(column(head, "right", mm=30) for head in others)]
    caption = Text("Ohne Förderaufrufe; 0,5 ist Zufall", "Without federal calls; 0.5 is chance")
    rows = logic_rows(evidence, lang)
    return [title, words, table(caption[lang], columns, rows), small(RULE[lang])]


def _ranking_name(name: str, lang: Lang) -> str:
    return (BASELINES[name] if name in BASELINES else preset(name).name)[lang]
