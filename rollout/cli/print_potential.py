"""What the commands on the founding potential print."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
from rich.markup import escape

from rollout import language
from rollout.analysis import Analysis
from rollout.cli import words
from rollout.cli.print_coverage import out, table
from rollout.coverage.words import STATUS_NAMES
from rollout.language import Lang, Text
from rollout.potential.backtest import Backtest
from rollout.potential.bands import band_words, group_line
from rollout.potential.checklist import EFFECT_TITLE, VERDICTS, dimension_name, proposal_words
from rollout.potential.evidence import LOGIC_HEADS, RULE, auc_words, logic_rows, why_first
from rollout.potential.importance import WeightProposal
from rollout.potential.twins import METHOD
from rollout.potential.words import BASELINES, FACTORS, WISHES_TITLE
from rollout.scenario.presets import preset


def scores(frame: pd.DataFrame, analysis: Analysis, lang: Lang) -> None:
    """Print districts with score, rank, band and the two sub-scores."""
    rows = []
    for ags, row in frame.iterrows():
        low, high = (language.number(row[name], 0, lang) for name in ("rank_low", "rank_high"))
        rows.append(
            [
                str(ags),
                str(row["display_name"]),
                STATUS_NAMES[row["status"]][lang],
                f"{row['rank_group']} {language.number(row['rank'], 0, lang)}".strip(),
                f"{low}–{high}",
                language.percent(row["top_k_share"], 0, lang),
                language.number(row["potential"], 1, lang),
                language.number(row["need"], 1, lang),
                language.number(row["capacity"], 1, lang),
                language.percent(row["known_share"], 0, lang),
            ]
        )
    heads = [head.filled(top_k=analysis.scenario.top_k) for head in words.SCORES]
    logic = preset(analysis.scenario.preset)
    title = Text(f"Gründungspotenzial: {logic.name.de}", f"Founding potential: {logic.name.en}")
    table(title[lang], heads, rows, lang, right=3)
    out.print(escape(group_line(analysis.bands, lang)))
    out.print(escape(f"{logic.assumes[lang]} {logic.misses[lang]}"), style="dim")
    proof = auc_words(analysis.preset_evidence, analysis.scenario.preset)[lang]
    if proof and not (analysis.scenario.dimension_weights or analysis.scenario.indicator_weights):
        line = Text(
            "Im Rückblick: {proof} (0,5 ist Zufall)", "Looking back: {proof} (0.5 is chance)"
        )
        out.print(escape(line.filled(proof=proof)[lang]), style="dim")


def wishes(frame: pd.DataFrame, analysis: Analysis, lang: Lang) -> None:
    """Print districts with their ranks by the two logics that exclude each other."""
    ranks = analysis.wish_ranks
    heads = [*words.WISHES, *(preset(str(name)).name for name in ranks.columns)]
    rows = [
        [str(row["ags"]), str(row["display_name"]),
         *(language.number(row[name], 0, lang) for name in ("rank", *ranks.columns))]
        for row in frame.join(ranks).rename_axis("ags").reset_index().to_dict("records")
    ]  # fmt: skip
    table(WISHES_TITLE[lang], heads, rows, lang, right=2)


def logics(evidence: pd.DataFrame | None, lang: Lang) -> None:
    """Print every founding logic with its look back, and why the first is the first."""
    if evidence is not None:
        title = Text("Gründungslogiken im Rückblick, ohne Förderaufrufe",
                     "Founding logics looking back, without federal calls")  # fmt: skip
        table(title[lang], LOGIC_HEADS, logic_rows(evidence, lang), lang, right=1)
        out.print(escape(RULE[lang]), style="dim")
    out.print(escape(why_first(evidence)[lang]), style="bold")


def weights(analysis: Analysis, lang: Lang) -> None:
    """Print the weights, heaviest first."""
    nominal = analysis.potential.weights
    nominal = nominal[nominal > 0].sort_values(ascending=False, kind="stable")
    rows = [[_indicator(str(name), analysis, lang), language.percent(share, 1, lang)]
            for name, share in nominal.items()]  # fmt: skip
    title = Text("Gewichte", "Weights")
    table(title[lang], words.WEIGHTS, rows, lang, right=1)


def audit(analysis: Analysis, proposal: WeightProposal, lang: Lang) -> None:
    """Print the ten steps, the effect of dimensions and indicators, and the proposed weights."""
    figures = analysis.audit
    title = Text("Prüfbericht nach der Liste der Gemeinsamen Forschungsstelle (JRC)",
                 "Audit after the checklist of the Joint Research Centre (JRC)")  # fmt: skip
    rows = [
        [f"{point.step} {point.title[lang]}", VERDICTS[point.verdict][lang], point.finding[lang],
         point.consequence[lang]]
        for point in analysis.checklist
    ]  # fmt: skip
    table(title[lang], words.STEPS, rows, lang)
    rows = [
        [_dimension(str(name), analysis, lang), language.percent(row["weight"], 0, lang),
         language.percent(row["effect"], 0, lang), language.number(row["alpha"], 2, lang),
         language.percent(float(proposal.table["weight"][str(name)]), 0, lang),
         language.percent(float(proposal.table["effect"][str(name)]), 0, lang)]
        for name, row in figures.dimensions.to_dict("index").items()
    ]  # fmt: skip
    table(EFFECT_TITLE[lang], words.EFFECTS, rows, lang, right=1)
    out.print(escape(proposal_words(proposal)[lang]), style="dim")
    rows = [
        [_indicator(str(name), analysis, lang), _dimension(str(row["dimension"]), analysis, lang),
         language.percent(row["weight"], 1, lang), language.percent(row["effect"], 1, lang),
         language.number(row["r"], 2, lang)]
        for name, row in figures.indicators.to_dict("index").items()
    ]  # fmt: skip
    title = Text("Gewicht und Wirkung je Indikator", "Weight and effect of each indicator")
    table(title[lang], words.PARTS, rows, lang, right=2)


def _dimension(name: str, analysis: Analysis, lang: Lang) -> str:
    return dimension_name(name, analysis.inputs.catalogue)[lang]


def cautions(analysis: Analysis, lang: Lang) -> None:
    """Print near-duplicates, unstable order, and variants that could not run."""
    for row in analysis.potential.duplicates.itertuples():
        pair = [_indicator(str(name), analysis, lang) for name in (row.first, row.second)]
        text = Text("messen fast dasselbe", "measure nearly the same")[lang]
        out.print(escape(f"{pair[0]} / {pair[1]}: {text} (r = {row.r:.2f})"), style="yellow")
    share = language.percent(analysis.bands.reversal_share, 1, lang)
    reversal = Text(
        f"Im Mittel stehen {share} der Kreispaare unter gezogenen Annahmen umgekehrt.",
        f"On average {share} of the pairs of districts stand the other way round under drawn "
        "assumptions.",
    )
    out.print(escape(reversal[lang]), style="dim")
    for reason in analysis.bands.unavailable:
        out.print(escape(reason[lang]), style="yellow")


def shares(analysis: Analysis, lang: Lang) -> None:
    """Print which assumption moves the ranks."""
    rows = [
        [
            FACTORS[str(name)][lang],
            *(
                language.percent(row[c], 0, lang)
                for c in ("first_order", "first_low", "first_high")
            ),
            language.percent(row["total"], 0, lang),
        ]
        for name, row in analysis.shares.table.iterrows()
    ]
    title = Text("Was die Ränge bewegt", "What moves the ranks")
    table(title[lang], words.ASSUMPTIONS, rows, lang, right=1)


def situation(analysis: Analysis, ags: str, lang: Lang) -> None:
    """Print name, status, score and nearest initiative of one district."""
    row = analysis.table().loc[[ags]].to_dict("records")[0]
    out.print(escape(f"{ags} {row['display_name']} ({row['land_name']})"), style="bold")
    out.print(escape(str(row[f"reason_{lang}"])))
    if pd.notna(row["nearest_km"]):
        near = Text("⟦Nächste vernetzte Initiative⟧", "⟦Nearest linked initiative⟧")[lang]
        km = language.number(row["nearest_km"], 0, lang)
        out.print(escape(f"{near}: {row['nearest_name']}, {km} km"))
    if pd.isna(row["potential"]):
        out.print(escape(str(row[f"no_score_{lang}"])), style="yellow")
    else:
        band = band_words(str(row["band_class"]), analysis.scenario.top_k)[lang]
        rank = language.number(row["rank"], 0, lang)
        score = language.number(row["potential"], 1, lang)
        label = Text("Potenzial", "Potential")[lang], Text("Rang", "rank")[lang]
        out.print(escape(f"{label[0]} {score}, {label[1]} {rank}; {band}"))


def nearest(pairs: pd.DataFrame, analysis: Analysis, lang: Lang) -> None:
    """Print the structurally nearest districts of the whole country and how they are compared."""
    rows = [
        [str(row["twin"]), str(row["twin_name"]), language.number(row["distance"], 2, lang),
         _indicators(str(row["alike"]), analysis, lang), STATUS_NAMES[row["status"]][lang]]
        for row in pairs.to_dict("records")
    ]  # fmt: skip
    title = Text("Strukturell ähnlichste Kreise", "Structurally most similar districts")
    table(title[lang], words.NEAREST, rows, lang)
    out.print(escape(METHOD[lang]), style="dim")


def twins(pairs: pd.DataFrame, analysis: Analysis, lang: Lang) -> None:
    """Print the structural twins of one district."""
    rows = [
        [
            str(row["twin"]),
            str(row["twin_name"]),
            language.number(row["distance"], 2, lang),
            _indicators(str(row["alike"]), analysis, lang),
            str(row["initiatives"]),
        ]
        for _, row in pairs.iterrows()
    ]
    title = Text("Strukturell ähnliche Kreise mit ⟦d:vernetzter Initiative⟧",
                 "Structurally similar districts with ⟦a linked initiative⟧")  # fmt: skip
    table(title[lang], words.TWINS, rows, lang)


def strengths(positions: pd.DataFrame, analysis: Analysis, lang: Lang) -> None:
    """Print where one district stands out from its groups."""
    notable = positions[positions["reading"] != ""].sort_values(
        ["indicator", "against"], kind="stable"
    )
    rows = [
        [
            _indicator(str(row["indicator"]), analysis, lang),
            words.AGAINST[str(row["against"])][lang],
            language.number(row["value"], 1, lang),
            language.number(row["mean"], 1, lang),
            language.number(row["percentile"], 0, lang),
            words.READINGS[str(row["reading"])][lang],
        ]
        for _, row in notable.iterrows()
    ]
    title = Text("Stärken und Schwächen", "Strengths and weaknesses")
    table(title[lang], words.STRENGTHS, rows, lang)


def backtest(result: Backtest, lang: Lang) -> None:
    """Print the look back: AUC, precision and lift per year and ranking, then the verdict."""
    rows = [
        [
            str(row["after"]),
            ranking_name(row["ranking"], lang),
            *(_banded(row, name, lang) for name in ("auc_other", "auc")),
            language.number(row["average_precision"], 2, lang),
            language.number(row["base_rate"], 2, lang),
            language.number(row["lift_10"], 1, lang),
            language.number(row["lift_20"], 1, lang),
        ]
        for row in result.results.reset_index().to_dict("records")
    ]
    title = Text(
        f"Rückblick: Gründungen bis {result.until}", f"Look back: foundations until {result.until}"
    )
    table(title[lang], words.BACKTEST, rows, lang, right=2)
    out.print(escape(result.verdict[lang]), style="bold")
    for note in result.notes:
        out.print(escape(note.message(lang)), style="dim")


def _banded(row: Mapping[Hashable, Any], name: str, lang: Lang) -> str:
    ends = ("", "_low", "_high")
    value, low, high = (language.number(row[f"{name}{end}"], 2, lang) for end in ends)
    return f"{value} ({low}–{high})"


def ranking_name(ranking: str, lang: Lang) -> str:
    """Name of a preset or a baseline."""
    return BASELINES[ranking][lang] if ranking in BASELINES else preset(ranking).name[lang]


def _indicators(names: str, analysis: Analysis, lang: Lang) -> str:
    return ", ".join(_indicator(name, analysis, lang) for name in names.split("; ") if name)


def _indicator(name: str, analysis: Analysis, lang: Lang) -> str:
    catalogue = analysis.inputs.catalogue
    if name in catalogue.index:
        return str(catalogue.loc[name, f"short_{lang}"])
    return Text("Nähe ⟦d:zur nächsten Initiative⟧", "Closeness to the ⟦nearest initiative⟧")[lang]
