"""The audit in words: ten steps after the Joint Research Centre, each with verdict and consequence.

OECD/JRC (2008), Handbook on Constructing Composite Indicators, checklist of the ten steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from rollout.language import LANGS, Text, number, percent
from rollout.potential.audit import Audit
from rollout.potential.bands import Bands
from rollout.potential.importance import WeightProposal
from rollout.potential.scoring import Potential
from rollout.scenario import Scenario
from rollout.scenario.presets import preset

Verdict = Literal["good", "watch", "weak"]
VERDICTS = {
    "good": Text("in Ordnung", "sound"),
    "watch": Text("mit Vorsicht", "with care"),
    "weak": Text("schwach", "weak"),
}
ALPHA_GOOD, ALPHA_WEAK = 0.7, 0.6  # Nunnally; the Handbook takes 0.7 as acceptable
EFFECT_GOOD, EFFECT_WEAK = 0.10, 0.20  # how far the effect of a dimension may be from its weight
EFFECT_TITLE = Text("Gewicht und Wirkung der Dimensionen", "Weight and effect of the dimensions")
NOTHING = Text("Nichts zu tun.", "Nothing to do.")


@dataclass(frozen=True)
class Point:
    """One step of the checklist: what was found and what follows."""

    step: int
    title: Text
    verdict: Verdict
    finding: Text
    consequence: Text


def checklist(
    potential: Potential,
    figures: Audit,
    bands: Bands,
    catalogue: pd.DataFrame,
    substituted: pd.DataFrame,
    settings: Scenario,
) -> tuple[Point, ...]:
    """The ten points, in order.

    Parameters
    ----------
    substituted
        Values that stand in for secret ones, see `Inputs.substituted`.
    """
    return (
        _framework(figures, settings),
        _selection(figures, catalogue),
        _imputation(potential, figures, substituted),
        _multivariate(figures, catalogue),
        _normalisation(potential, settings),
        _weighting(figures, catalogue, settings),
        _uncertainty(bands),
        _back_to_data(figures, catalogue),
        _links(figures, catalogue),
        _presentation(),
    )


def _framework(figures: Audit, settings: Scenario) -> Point:
    logic = preset(settings.preset)
    count = len(figures.dimensions)
    return Point(
        1, Text("Begriff", "Framework"), "watch",
        Text(f"Gründungslogik „{logic.name.de}“ mit {count} Dimensionen auf zwei Achsen (Bedarf, "
             "Voraussetzungen). Keine Quelle gibt Gewichte vor: Der Wert ist ein Vorschlag.",
             f'Founding logic "{logic.name.en}" with {count} dimensions on two axes (need, '
             "capacity). No source gives weights: the score is a proposal."),
        Text("Mit den Beteiligten klären, ob die Logik die eigene Frage trifft; sonst eine andere "
             "wählen oder eigene Gewichte setzen.",
             "Settle with those involved whether the logic fits the question; otherwise choose "
             "another or set weights of your own."),
    )  # fmt: skip


def _selection(figures: Audit, catalogue: pd.DataFrame) -> Point:
    years = catalogue["year"].reindex(figures.indicators.index).dropna()
    if years.empty:
        return Point(2, _DATA, "watch", Text("Jahre unbekannt.", "Years unknown."), NOTHING)
    oldest, newest = int(years.min()), int(years.max())
    verdict: Verdict = "good" if newest - oldest <= 2 else "watch"
    old = list(years.index[years == oldest])
    names = Text(*(", ".join(map(str, catalogue.loc[old, f"short_{lang}"])) for lang in LANGS))
    return Point(
        2, _DATA, verdict,
        Text(f"{len(figures.indicators)} gewichtete Indikatoren, Stand {oldest} bis {newest}; am "
             f"ältesten: {names.de}.",
             f"{len(figures.indicators)} weighted indicators, as of {oldest} to {newest}; the "
             f"oldest: {names.en}."),
        NOTHING if verdict == "good" else
        Text("Neuere Ausgaben einlesen, sobald es sie gibt.",
             "Import newer editions as soon as there are any."),
    )  # fmt: skip


_DATA = Text("Auswahl der Daten", "Data selection")


def _imputation(potential: Potential, figures: Audit, substituted: pd.DataFrame) -> Point:
    names = figures.indicators.index
    gaps = potential.gaps.log[potential.gaps.log["indicator"].isin(names)]
    open_gaps, fills = int(gaps["value"].isna().sum()), int(gaps["value"].notna().sum())
    stand_ins = int(substituted["indicator"].isin(names).sum())
    cells = figures.rows * len(names)
    share = (open_gaps + fills + stand_ins) / max(cells, 1)
    verdict: Verdict = "good" if share < 0.01 else "watch" if share < 0.05 else "weak"
    without = int(potential.score.isna().sum())
    return Point(
        3, Text("Fehlende Werte", "Missing values"), verdict,
        Text(f"{open_gaps} Werte unbekannt, {stand_ins} durch amtliche Ersatzwerte, {fills} nach "
             f"einer Regel gefüllt ({percent(share, 1)} aller Werte); {without} Kreise ohne Rang.",
             f"{open_gaps} values unknown, {stand_ins} replaced by official substitutes, {fills} "
             f"filled by a rule ({percent(share, 1, 'en')} of all values); {without} districts "
             "without a rank."),
        Text("Gekennzeichnete Kreise nicht auf den Rang genau lesen.",
             "Do not read marked districts to the exact rank."),
    )  # fmt: skip


def _multivariate(figures: Audit, catalogue: pd.DataFrame) -> Point:
    alphas = figures.dimensions["alpha"].dropna()
    parts = [
        (dimension_name(name, catalogue), number(value, 2), number(value, 2, "en"))
        for name, value in alphas.items()
    ]
    low = float(alphas.min()) if len(alphas) else float("nan")
    opposed = int((figures.conflicts["kind"] == "opposed").sum())
    verdict: Verdict = "good" if low >= ALPHA_GOOD and not opposed else "watch"
    if low < ALPHA_WEAK or opposed > 1:
        verdict = "weak"
    first = figures.components.iloc[0]
    return Point(
        4, Text("Zusammenhang", "Multivariate analysis"), verdict,
        Text("Cronbachs Alpha: " + ", ".join(f"{name.de} {de}" for name, de, _ in parts)
             + f" (gut ab 0,7). Erste Hauptkomponente: {percent(first['share'], 0)} der Streuung. "
             f"{opposed} Paare laufen innerhalb ihrer Dimension gegeneinander.",
             "Cronbach's alpha: " + ", ".join(f"{name.en} {en}" for name, _, en in parts)
             + f" (good from 0.7). First principal component: {percent(first['share'], 0, 'en')} "
             f"of the variance. {opposed} pairs run against each other inside their dimension."),
        NOTHING if verdict == "good" else
        Text("Indikatoren, die gegen ihre Dimension laufen, mit 0 gewichten oder einzeln führen.",
             "Weigh indicators that run against their dimension 0, or keep them single."),
    )  # fmt: skip


def _normalisation(potential: Potential, settings: Scenario) -> Point:
    treated = int((potential.outliers.columns["method"] != "").sum())
    verdict: Verdict = "watch" if settings.outliers == "none" else "good"
    logged = len(potential.logged & set(potential.weights[potential.weights > 0].index))
    return Point(
        5, Text("Vergleichbar machen", "Normalisation"), verdict,
        Text(f"{settings.normalisation}; Ausreißer: {settings.outliers}, {treated} Indikatoren "
             f"geändert; {logged} auf logarithmischer Skala.",
             f"{settings.normalisation}; outliers: {settings.outliers}, {treated} indicators "
             f"changed; {logged} on a logarithmic scale."),
        NOTHING if verdict == "good" else
        Text("Einzelne Riesen können die Skala bestimmen: stepwise wählen.",
             "Single giants may make the scale: choose stepwise."),
    )  # fmt: skip


def _weighting(figures: Audit, catalogue: pd.DataFrame, settings: Scenario) -> Point:
    table = figures.dimensions
    gap = float((table["effect"] - table["weight"]).abs().max())
    verdict: Verdict = "good" if gap <= EFFECT_GOOD else "watch" if gap <= EFFECT_WEAK else "weak"

    def parts(lang: Literal["de", "en"]) -> str:
        return ", ".join(
            f"{dimension_name(name, catalogue)[lang]} {percent(row['weight'], 0, lang)} → "
            f"{percent(row['effect'], 0, lang)}"
            for name, row in table.iterrows()
        )

    return Point(
        6, Text("Gewichte und Zusammenfassen", "Weighting and aggregation"), verdict,
        Text(f"Gewicht → Wirkung: {parts('de')}. Zusammenfassen: {settings.aggregation}.",
             f"Weight → effect: {parts('en')}. Aggregation: {settings.aggregation}."),
        Text("Gewichte sind nicht Wirkung. Wer eine bestimmte Wirkung will, nimmt die "
             "vorgeschlagenen Gewichte.",
             "Weights are not effect. Whoever wants a certain effect takes the proposed weights."),
    )  # fmt: skip


def _uncertainty(bands: Bands) -> Point:
    table = bands.table.dropna(subset=["rank"])
    width = float((table["high"] - table["low"]).median())
    share = width / max(len(table), 1)
    verdict: Verdict = "good" if share < 0.1 else "watch" if share < 0.3 else "weak"
    return Point(
        7, Text("Unsicherheit", "Uncertainty"), verdict,
        Text(f"Rangbänder sind im Mittel {number(width)} Ränge breit; "
             f"{percent(bands.reversal_share, 0)} der Kreispaare stehen unter anderen Annahmen "
             "umgekehrt.",
             f"Rank bands are {number(width, lang='en')} ranks wide in the middle; "
             f"{percent(bands.reversal_share, 0, 'en')} of the pairs of districts stand the other "
             "way round under other assumptions."),
        Text("Gruppen lesen, nicht einzelne Ränge.", "Read groups, not single ranks."),
    )  # fmt: skip


def _back_to_data(figures: Audit, catalogue: pd.DataFrame) -> Point:
    against = figures.conflicts[figures.conflicts["kind"] == "against"]
    ordered = figures.indicators["effect"].sort_values(ascending=False)
    short_de, short_en = (catalogue[f"short_{lang}"] for lang in ("de", "en"))
    lead, share = str(ordered.index[0]), float(ordered.iloc[0])
    names = [str(name) for name in against["first"]]
    verdict: Verdict = "good" if not names and share < 0.3 else "watch"
    tail = (
        Text(" Gegen ihre Richtung laufen: " + ", ".join(short_de.get(n, n) for n in names) + ".",
             " Against their direction run: " + ", ".join(short_en.get(n, n) for n in names) + ".")
        if names else Text("", "")
    )  # fmt: skip
    return Point(
        8, Text("Zurück zu den Daten", "Back to the data"), verdict,
        Text(f"Am meisten wirkt {short_de.get(lead, lead)} ({percent(share, 0)} der Wirkung)."
             + tail.de,
             f"{short_en.get(lead, lead)} has the largest effect ({percent(share, 0, 'en')})."
             + tail.en),
        NOTHING if verdict == "good" else
        Text("Ein Indikator, der gegen seine Richtung läuft, senkt im Ergebnis, was er heben soll: "
             "mit 0 gewichten.",
             "An indicator that runs against its direction lowers what it is meant to lift: weigh "
             "it 0."),
    )  # fmt: skip


def _links(figures: Audit, catalogue: pd.DataFrame) -> Point:
    doubles = figures.conflicts[figures.conflicts["kind"] == "double"]
    r = figures.components.iloc[0].drop(["eigenvalue", "share"]).abs().sort_values()
    lead = str(r.index[-1])
    verdict: Verdict = "good" if doubles.empty else "watch"
    return Point(
        9, Text("Bezug zu anderen Größen", "Links to other measures"), verdict,
        Text(f"{len(doubles)} Paare messen fast dasselbe. Die erste Hauptkomponente folgt am "
             f"stärksten: {catalogue['short_de'].get(lead, lead)}.",
             f"{len(doubles)} pairs measure nearly the same. The first principal component "
             f"follows most: {catalogue['short_en'].get(lead, lead)}."),
        Text("Ob spätere Gründungen vorn standen, sagt der Rückblick.",
             "Whether later foundations stood in front is told by the look back."),
    )  # fmt: skip


def _presentation() -> Point:
    return Point(
        10, Text("Darstellung", "Presentation"), "good",
        Text("Karte, Liste und Bericht nennen Vorschlag, Datenjahre, Ersatzwerte und Bänder.",
             "Map, list and report name proposal, data years, substitutes and bands."),
        NOTHING,
    )  # fmt: skip


def dimension_name(name: object, catalogue: pd.DataFrame) -> Text:
    """Name of a dimension of the catalogue; its key where there is none."""
    row = catalogue[catalogue["dimension"] == name]
    if row.empty or "dimension_de" not in row:
        return Text(str(name), str(name))
    return Text(str(row["dimension_de"].iloc[0]), str(row["dimension_en"].iloc[0]))


def proposal_words(proposal: WeightProposal) -> Text:
    """What the proposed weights are, or that no weights give the effect asked for."""
    if not proposal.is_met:
        return Text(
            "Keine Gewichte geben die gewünschte Wirkung; die vorgeschlagenen kommen ihr am "
            "nächsten.",
            "No weights give the effect asked for; the proposed ones come nearest.",
        )
    return Text(
        "Wirkung: quadriertes Korrelationsverhältnis mit dem Wert, als Anteil aller. Mit den "
        "vorgeschlagenen Gewichten gleicht die Wirkung der gewünschten (ohne Angabe: den "
        "gewählten Gewichten); gesucht nach Becker u. a. (2017).",
        "Effect: squared correlation ratio with the score, as a share of all. With the proposed "
        "weights the effect equals the one asked for (by default: the chosen weights); found "
        "after Becker et al. (2017).",
    )
