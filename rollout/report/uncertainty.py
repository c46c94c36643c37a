"""How sure the ranking is, in plain words: bands, what moves ranks, doubles, the look back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from rollout.language import LANGS, Text
from rollout.potential.backtest import BASELINES, Backtest
from rollout.potential.bands import band_words
from rollout.potential.presets import preset
from rollout.potential.sensitivity import FACTORS
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
from rollout.report.targets import CLASSES, rank_and_band
from rollout.report.voice import DISTRICT, Voice

if TYPE_CHECKING:
    from rollout.analysis import Analysis

BANDS_SHOWN = 20
PROPOSAL = Text(
    "Keine Quelle nennt Gewichte oder Schwellen für eine Gründung. Das Gründungspotenzial ist ein "
    "Vorschlag, der seine Teile zeigt; es ersetzt kein Gespräch vor Ort.",
    "No source gives weights or thresholds for a founding. The founding potential is a proposal "
    "that shows its parts; it replaces no talk on site.",
)


def uncertainty_section(analysis: Analysis, looked_back: Backtest | Text, voice: Voice) -> Block:
    """Everything a reader must know before quoting a rank."""
    title = voice.say("Wie sicher die Rangliste ist", "How sure the ranking is")
    return section(
        title,
        [
            note(voice.say("Vorschlag.", "Proposal."), PROPOSAL[voice.lang]),
            *_bands(analysis, voice),
            *_moves(analysis, voice),
            *_doubles(analysis, voice),
            *_look_back(looked_back, voice),
        ],
    )


def _bands(analysis: Analysis, voice: Voice) -> list[Block]:
    targets = analysis.targets()
    targets = targets[targets["rank"].notna()].head(BANDS_SHOWN)
    title = heading(voice.say("Rangbänder", "Rank bands"))
    if targets.empty:
        none = voice.say(
            "Keine Zielregion hat einen Potenzialwert.", "No target region has a score."
        )
        return [title, text(none)]
    return [title, text(_class_words(analysis, voice)), _band_drawing(targets, analysis, voice),
            _band_table(targets, voice)]  # fmt: skip


def _class_words(analysis: Analysis, voice: Voice) -> str:
    top_k, draws = analysis.scenario.top_k, voice.number(analysis.bands.draws)
    counts = analysis.bands.table.loc[analysis.potential.score.notna(), "band_class"].value_counts()
    parts = "; ".join(
        f"{band_words(key, top_k)[voice.lang]}: {voice.count(int(counts.get(key, 0)), DISTRICT)}"
        for key in CLASSES
    )
    return voice.say(
        f"Aus {draws} gezogenen Ranglisten mit anderen Gewichten und Rechenwegen ergibt sich für "
        f"jeden Kreis ein Band, in dem sein Rang in 90 % der Fälle liegt. {parts[0].upper()}"
        f"{parts[1:]}.",
        f"From {draws} drawn rankings with other weights and ways to compute follows a band for "
        f"every district that holds its rank in 90% of the cases. {parts[0].upper()}{parts[1:]}.",
    )


def _band_drawing(targets: pd.DataFrame, analysis: Analysis, voice: Voice) -> Block:
    top_k = analysis.scenario.top_k
    bands = [
        Band(
            str(row["display_name"]),
            row["rank"],
            row["rank_low"],
            row["rank_median"],
            row["rank_high"],
            CLASSES[row["band_class"]][voice.lang],
        )
        for row in targets.to_dict("records")
    ]
    words = (
        voice.say("Band 5–95 %", "band 5–95%"),
        voice.say("Mitte der Ziehungen", "middle of the draws"),
        voice.say("Rang mit den gewählten Gewichten", "rank with the chosen weights"),
    )
    wide = max(bands, key=lambda band: band.high - band.low)
    alt = voice.say(
        f"Balken von bis für die Ränge von {len(bands)} Zielregionen; die Zahlen stehen in der "
        f"folgenden Tabelle. Das breiteste Band hat {wide.label}: Rang {wide.low:.0f} bis "
        f"{wide.high:.0f}.",
        f"Bars from low to high for the ranks of {len(bands)} target regions; the figures are in "
        f"the following table. {wide.label} has the widest band: rank {wide.low:.0f} to "
        f"{wide.high:.0f}.",
    )
    caption = voice.say(
        f"Rangbänder der {len(bands)} Zielregionen mit dem höchsten Potenzial",
        f"Rank bands of the {len(bands)} target regions with the highest potential",
    )
    limit = voice.say(f"die ersten {top_k}", f"the first {top_k}")
    return drawing(band_chart(bands, words, top_k, limit), alt, caption)


def _band_table(targets: pd.DataFrame, voice: Voice) -> Block:
    rows = [
        [
            f"{row['display_name']} ({row['ags']})",
            str(row["land_name"]),
            voice.number(row["potential"], 1),
            rank_and_band(row, voice),
            voice.percent(row["top_k_share"], 0),
            CLASSES[row["band_class"]][voice.lang],
        ]
        for row in targets.reset_index().to_dict("records")
    ]
    columns = [
        column(voice.say("Kreis", "District"), width=1),
        column("Land", width=1),
        column(voice.say("Potenzial", "Potential"), "right"),
        column(voice.say("Rang (Band)", "Rank (band)"), "right"),
        column(voice.say("in der Spitze", "in the top"), "right"),
        column(voice.say("Klasse", "Class")),
    ]
    caption = voice.say("Rang, Band und Klasse", "Rank, band and class")
    return table(caption, columns, rows)


def _moves(analysis: Analysis, voice: Voice) -> list[Block]:
    title = heading(voice.say("Was die Ränge bewegt", "What moves the ranks"))
    if analysis.potential.score.notna().sum() < 2:
        few = voice.say("Zu wenige Kreise haben einen Wert.", "Too few districts have a score.")
        return [title, text(few)]
    shares = analysis.shares.table
    rows = [
        [
            FACTORS[str(name)][voice.lang],
            *(
                voice.percent(row[c], 0)
                for c in ("first_order", "first_low", "first_high", "total")
            ),
        ]
        for name, row in shares.iterrows()
    ]
    columns = [
        column(voice.say("Annahme", "Assumption"), width=1),
        column(voice.say("Anteil allein", "share alone"), "right"),
        column(voice.say("von", "from"), "right"),
        column(voice.say("bis", "to"), "right"),
        column(voice.say("mit Wechselwirkung", "with interactions"), "right"),
    ]
    first = FACTORS[str(shares["first_order"].idxmax())]
    share = voice.percent(shares["first_order"].max(), 0)
    turned = voice.percent(analysis.bands.reversal_share)
    words = voice.say(
        f"Am stärksten verschiebt die Annahme „{first.de}“ die Ränge: Sie erklärt allein {share} "
        f"der Schwankung. Im Mittel stehen {turned} aller Kreispaare in einer gezogenen Rangliste "
        "umgekehrt.",
        f"The assumption “{first.en}” moves the ranks most: alone it explains {share} of the "
        f"variation. On average {turned} of all pairs of districts stand the other way round in a "
        "drawn ranking.",
    )
    caption = voice.say(
        "Anteil an der Schwankung der Ränge, mit 95-%-Grenzen",
        "Share of the variation of ranks, with 95% bounds",
    )
    none = not shares["varied"].any()
    held = voice.say("Alle Annahmen sind festgehalten.", "All assumptions are held fixed.")
    return [title, text(held)] if none else [title, text(words), table(caption, columns, rows)]


def _doubles(analysis: Analysis, voice: Voice) -> list[Block]:
    names = analysis.inputs.catalogue[f"name_{voice.lang}"]
    title = heading(voice.say("Doppelt Gezähltes", "Counted twice"))
    pairs = analysis.potential.duplicates.to_dict("records")
    if not pairs:
        none = voice.say(
            "Keine zwei gewichteten Indikatoren messen fast dasselbe (|r| > 0,9).",
            "No two weighted indicators measure nearly the same (|r| > 0.9).",
        )
        return [title, text(none)]
    items = [
        f"{names.get(pair['first'], pair['first'])} / {names.get(pair['second'], pair['second'])}: "
        f"r = {voice.number(pair['r'], 2)}"
        for pair in pairs
    ]
    words = voice.say(
        "Diese Indikatoren messen fast dasselbe und zählen deshalb doppelt:",
        "These indicators measure nearly the same and so count twice:",
    )
    return [title, text(words), points(items)]


def look_back(analysis: Analysis) -> Backtest | Text:
    """The look back of the logic in force, or why there is none."""
    from rollout.errors import ScenarioError
    from rollout.potential.backtest import backtest

    scenario = analysis.scenario
    try:
        return backtest(analysis.inputs, scenario, presets=[scenario.preset])
    except ScenarioError as error:
        why = {lang: "; ".join(entry.finding[lang] for entry in error.problems) for lang in LANGS}
        return Text(
            f"Ein Rückblick ist nicht möglich: {why['de']}.",
            f"A look back is not possible: {why['en']}.",
        )


def verdict_of(looked_back: Backtest | Text) -> Text:
    """One sentence on the look back."""
    return looked_back if isinstance(looked_back, Text) else looked_back.verdict


def _look_back(finding: Backtest | Text, voice: Voice) -> list[Block]:
    title = heading(voice.say("Rückblick", "Look back"))
    words = note(voice.say("Ergebnis.", "Result."), verdict_of(finding)[voice.lang])
    if isinstance(finding, Text):
        return [title, words]
    rows = [
        [
            str(row["after"]),
            _ranking_name(row["ranking"], voice),
            voice.number(row["auc"], 2),
            f"{voice.number(row['auc_low'], 2)}–{voice.number(row['auc_high'], 2)}",
            voice.number(row["lift_10"], 2),
            voice.number(row["candidates"]),
            voice.number(row["positives"]),
        ]
        for row in finding.results.reset_index().to_dict("records")
    ]
    columns = [
        column(voice.say("Stand", "As of")),
        column(voice.say("Rangliste", "Ranking"), width=1),
        column("AUC", "right"),
        column(voice.say("Band 5–95 %", "Band 5–95%"), "right"),
        column(voice.say("Lift (oberste 10 %)", "Lift (top 10%)"), "right", mm=22),
        column(voice.say("freie Kreise", "free districts"), "right", mm=15),
        column(voice.say("später erreicht", "reached later"), "right", mm=17),
    ]
    caption = voice.say(
        f"Standen Kreise, die bis {finding.until} erreicht wurden, vorher oben?",
        f"Did districts reached by {finding.until} stand high before?",
    )
    reading = voice.say(
        "AUC: Wahrscheinlichkeit, dass ein später erreichter Kreis vor einem nicht erreichten "
        "steht; 0,5 ist Zufall. Lift: wie viel häufiger spätere Gründungen im obersten Zehntel "
        "liegen; 1 ist Zufall. Die Indikatoren sind die heutigen, weil es keine älteren Stände "
        "gibt.",
        "AUC: chance that a district reached later stands above one not reached; 0.5 is chance. "
        "Lift: how much more often later foundations lie in the top tenth; 1 is chance. The "
        "indicators are today's, because there are no earlier editions.",
    )
    remarks = [small(entry.message(voice.lang)) for entry in finding.notes]
    return [title, words, table(caption, columns, rows), small(reading), *remarks]


def _ranking_name(name: str, voice: Voice) -> str:
    return (BASELINES[name] if name in BASELINES else preset(name).name)[voice.lang]
