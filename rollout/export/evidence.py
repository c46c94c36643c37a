"""Sheets behind the founding potential: weights, changed values, what moves ranks, look back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from rollout.coverage.words import STATUS_NAMES
from rollout.errors import ScenarioError
from rollout.export.code_words import DIRECTION, RANKING, TREATMENT, in_words
from rollout.export.columns import Column
from rollout.export.words import EVIDENCE_NAMES
from rollout.export.workbook import Sheet
from rollout.language import Lang, Text
from rollout.potential.words import FACTORS, WISHES_TITLE
from rollout.scenario.presets import preset

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.potential.backtest import Backtest

_INDICATOR = Column(Text("Indikator", "Indicator"))


def evidence_sheets(analysis: Analysis, lang: Lang) -> list[Sheet]:
    """All sheets an auditor needs to recompute and to doubt a rank."""
    return [
        weights_sheet(analysis, lang),
        changes_sheet(analysis, lang),
        shares_sheet(analysis, lang),
        wishes_sheet(analysis, lang),
        *experts_sheets(analysis, lang),
        backtest_sheet(analysis, lang),
    ]


def wishes_sheet(analysis: Analysis, lang: Lang) -> Sheet:
    """Both rankings in one list: rank in force, much industry, under pressure."""
    ranks = analysis.wish_ranks
    facts = analysis.table()[["display_name", "land_name", "status", "rank"]]
    words = {key: text[lang] for key, text in STATUS_NAMES.items()}
    table = facts.assign(status=facts["status"].map(words)).join(ranks)
    columns = [
        Column(Text("Kreisschlüssel", "District key")),
        Column(Text("Kreis", "District")),
        Column(Text("Land", "Land")),
        Column(Text("Status", "Status")),
        Column(Text("Rang", "Rank"), "number"),
        *(Column(preset(str(name)).name, "number") for name in ranks.columns),
    ]
    frame = table.sort_values("rank", na_position="last").rename_axis("ags").reset_index()
    return Sheet(EVIDENCE_NAMES["wishes"][lang], frame, columns, [WISHES_TITLE[lang]])


def experts_sheets(analysis: Analysis, lang: Lang) -> list[Sheet]:
    """Rank of every district by the weights of each person; no sheet without people."""
    if not analysis.scenario.expert_weights:
        return []
    ranks = analysis.expert_ranks
    table = analysis.table()[["display_name", "rank"]].join(analysis.expert_band).join(ranks)
    columns = [
        Column(Text("Kreisschlüssel", "District key")),
        Column(Text("Kreis", "District")),
        Column(Text("Rang gemeinsam", "Rank together"), "number"),
        Column(Text("bester Rang je Person", "best rank by person"), "number"),
        Column(Text("mittlerer Rang je Person", "middle rank by person"), "number", 1),
        Column(Text("schlechtester Rang je Person", "worst rank by person"), "number"),
        *(Column(Text(str(person), str(person)), "number") for person in ranks.columns),
    ]
    frame = table.sort_values("rank", na_position="last").rename_axis("ags").reset_index()
    return [Sheet(EVIDENCE_NAMES["experts"][lang], frame, columns)]


def weights_sheet(analysis: Analysis, lang: Lang) -> Sheet:
    """Effective weight and direction of every scored indicator, under the logic in force."""
    potential, logic = analysis.potential, preset(analysis.scenario.preset)
    names = analysis.inputs.catalogue[f"name_{lang}"]
    rows = [
        (
            str(names.get(name, name)),
            DIRECTION[str(potential.directions[str(name)])][lang],
            float(weight),
        )
        for name, weight in potential.weights.items()
    ]
    columns = [
        _INDICATOR,
        Column(Text("Richtung", "Direction")),
        Column(Text("wirksames Gewicht", "effective weight"), "share"),
    ]
    intro = [logic.name[lang], logic.assumes[lang], logic.misses[lang]]
    return Sheet(EVIDENCE_NAMES["weights"][lang], pd.DataFrame(rows), columns, intro)


def changes_sheet(analysis: Analysis, lang: Lang) -> Sheet:
    """Every value that was filled or cut, one by one."""
    potential = analysis.potential
    gaps = potential.gaps.log.rename(columns={"value": "after", "rule": "method"})
    both = pd.concat([gaps.assign(before=float("nan")), potential.outliers.log])
    table = both.reindex(columns=["key", "indicator", "before", "after", "method"])
    table = table.sort_values(["indicator", "key"], kind="stable")
    names = analysis.inputs.catalogue[f"name_{lang}"]
    table = table.assign(
        indicator=[names.get(name, name) for name in table["indicator"]],
        method=in_words(table["method"], TREATMENT, lang),
    )
    columns = [
        Column(Text("Kreisschlüssel", "District key")),
        _INDICATOR,
        Column(Text("vorher (leer: unbekannt)", "before (empty: unknown)"), "number", 3),
        Column(Text("gerechnet mit (leer: unbekannt)", "used (empty: unknown)"), "number", 3),
        Column(Text("Regel", "Rule")),
    ]
    return Sheet(EVIDENCE_NAMES["changes"][lang], table, columns)


def shares_sheet(analysis: Analysis, lang: Lang) -> Sheet:
    """Which assumption moves the ranks, with 95 per cent bounds."""
    table = analysis.shares.table
    frame = table[["first_order", "first_low", "first_high", "total"]].copy()
    frame.insert(0, "factor", [FACTORS[str(name)][lang] for name in table.index])
    columns = [
        Column(Text("Annahme", "Assumption")),
        Column(Text("Anteil allein", "Share alone"), "share"),
        Column(Text("von", "from"), "share"),
        Column(Text("bis", "to"), "share"),
        Column(Text("mit Wechselwirkung", "with interactions"), "share"),
    ]
    return Sheet(EVIDENCE_NAMES["shares"][lang], frame, columns)


def backtest_sheet(analysis: Analysis, lang: Lang) -> Sheet:
    """How the ranking in force met later foundations, beside the two simple rankings."""
    result = _look_back(analysis)
    columns = [
        Column(Text("Stand", "As of"), "year"),
        Column(Text("Rangliste", "Ranking")),
        *(
            Column(Text(name, name), "number", 2)
            for name in ("AUC", "AUC 5 %", "AUC 95 %", "Lift 10 %", "Lift 20 %")
        ),
        *(
            Column(Text(de, en), "number", 2)
            for de, en in (
                ("AUC ohne Förderaufruf", "AUC without federal calls"),
                ("davon 5 %", "of it 5%"),
                ("davon 95 %", "of it 95%"),
            )
        ),
        Column(Text("mittlere Präzision", "average precision"), "number", 2),
        Column(Text("freie Kreise", "free districts"), "count"),
        Column(
            Text("davon später mit ⟦d:Initiative⟧", "of these later with ⟦an initiative⟧"), "count"
        ),
        Column(Text("davon durch Förderaufruf", "of these by a federal call"), "count"),
        Column(Text("Gewicht mit Werten des Tages", "weight with values of the day"), "share"),
    ]
    names = [
        "after", "ranking", "auc", "auc_low", "auc_high", "lift_10", "lift_20", "auc_other",
        "auc_other_low", "auc_other_high", "average_precision", "candidates", "positives",
        "federal", "day_share",
    ]  # fmt: skip
    if isinstance(result, Text):
        return Sheet(
            EVIDENCE_NAMES["backtest"][lang], pd.DataFrame(columns=names), columns, [result[lang]]
        )
    frame = result.results.reset_index()[names]
    frame = frame.assign(
        ranking=in_words(frame["ranking"], RANKING, lang), after=frame["after"].astype(float)
    )
    intro = [result.verdict[lang], *(note.message(lang) for note in result.notes)]
    return Sheet(EVIDENCE_NAMES["backtest"][lang], frame, columns, intro)


def _look_back(analysis: Analysis) -> Backtest | Text:
    """The look back of the preset in force, or why there is none."""
    try:
        return analysis.look_back
    except ScenarioError as error:
        return Text(error.message("de"), error.message("en"))
