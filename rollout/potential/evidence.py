"""Which founding logic comes first: the look back decides, by one stated rule.

A logic has passed if, over the foundations no federal call decided, its whole band lies above 0.5
in every look back, and at least two thirds of its weight are values of the day in each of them:
today's values may already show what a founding changed. Of those that passed, the one with the
highest lower end comes first. If none did, the catalogue's own weights do, and that is said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from rollout.language import Lang, Text, in_both, number, percent
from rollout.potential.backtest import DEFAULT_YEARS, backtest
from rollout.propensity.checks import DECIMALS, FINGERPRINT
from rollout.propensity.checks import fingerprint as foundings_fingerprint
from rollout.scenario import Scenario
from rollout.scenario.presets import PRESETS
from rollout.scenario.records import records

if TYPE_CHECKING:
    from rollout.model import Inputs

FALLBACK = "balanced"
DAY_SHARE = 2 / 3
CHANCE = 0.5
# Every page asks, and inputs never change; what nobody else holds any more is forgotten here, too.
_CHECKED: WeakKeyDictionary[Inputs, pd.DataFrame | None] = WeakKeyDictionary()
COLUMNS = [
    "preset", "after", "until", "candidates", "positives", "federal", "auc", "auc_low", "auc_high",
    "auc_other", "auc_other_low", "auc_other_high", "indicators", "of_day", "day_share",
]  # fmt: skip
RULE = Text(
    "Zuerst steht die Gründungslogik, deren Band in jedem Rückblick ganz über 0,5 liegt (ohne "
    "Förderaufrufe) und deren Gewicht zu mindestens zwei Dritteln auf Werten des Tages beruht; "
    "von mehreren die mit dem höchsten unteren Ende.",
    "First comes the founding logic whose band lies above 0.5 in every look back (without federal "
    "calls) and at least two thirds of whose weight rest on values of the day; of several the one "
    "with the highest lower end.",
)


def preset_evidence(
    inputs: Inputs, presets: Sequence[str] = tuple(PRESETS), years: Sequence[int] = DEFAULT_YEARS
) -> pd.DataFrame:
    """Look back of the logics with the default settings, as it is shipped; takes seconds."""
    result = backtest(inputs, Scenario(), presets=presets, years=years)
    table = result.results.reset_index().rename(columns={"ranking": "preset"})
    table = table[table["preset"].isin(PRESETS)].assign(until=result.until)[COLUMNS]
    table = table.round(DECIMALS).reset_index(drop=True)
    table.insert(0, FINGERPRINT, evidence_fingerprint(inputs))
    return table


def evidence_fingerprint(inputs: Inputs) -> str:
    """Sixteen hex digits of everything the look back of the logics looks at."""
    digest = hashlib.sha256(foundings_fingerprint(inputs).encode())
    defaults = {
        name: record.default
        for name, record in records().items()
        if record.section in ("coverage", "potential")
    }
    digest.update(repr(sorted(defaults.items())).encode())
    for name, logic in PRESETS.items():
        digest.update(f"{name}{dict(logic.weights)}{dict(logic.directions)}".encode())
    columns = ["axis", "dimension", "direction", "weight"]
    digest.update(inputs.catalogue[columns].to_csv(lineterminator="\n").encode())
    digest.update(" ".join(inputs.indicators.columns).encode())
    values = inputs.indicators.to_numpy(dtype="<f8", na_value=np.nan)
    digest.update(np.ascontiguousarray(values).tobytes())
    return digest.hexdigest()[:16]


def evidence_of(inputs: Inputs) -> pd.DataFrame | None:
    """The shipped look back of the logics, where it belongs to these inputs."""
    if inputs not in _CHECKED:
        table = inputs.preset_checks
        fits = len(table) and (table[FINGERPRINT] == evidence_fingerprint(inputs)).all()
        _CHECKED[inputs] = table.drop(columns=FINGERPRINT) if fits else None
    return _CHECKED[inputs]


def passing(evidence: pd.DataFrame) -> pd.Series:
    """Lowest lower end of every logic that has passed, the best first; index: preset."""
    by_preset = evidence.groupby("preset", sort=False)
    worst, day = by_preset["auc_other_low"].min(), by_preset["day_share"].min()
    unknown = by_preset["auc_other_low"].apply(lambda lows: lows.isna().any())
    passed = worst[(worst > CHANCE) & (day >= DAY_SHARE) & ~unknown]
    return passed.sort_values(ascending=False, kind="stable")


def first_preset(evidence: pd.DataFrame | None) -> str:
    """The logic that is shown first."""
    if evidence is None or passing(evidence).empty:
        return FALLBACK
    return str(passing(evidence).index[0])


def preset_order(names: list[str], evidence: pd.DataFrame | None) -> list[str]:
    """The logics with the one shown first at the head."""
    first = first_preset(evidence)
    return sorted(names, key=lambda name: name != first)


def auc_words(evidence: pd.DataFrame | None, preset: str) -> Text:
    """AUC of a logic over all look backs, to stand beside its name; "" where it is not known."""
    if evidence is None or preset not in set(evidence["preset"]):
        return Text("", "")
    values = evidence.loc[evidence["preset"] == preset, "auc_other"]
    low, high = values.min(), values.max()
    return in_both(lambda lang: f"AUC {number(low, 2, lang)}–{number(high, 2, lang)}")


def preset_remarks(evidence: pd.DataFrame | None) -> dict[str, Text]:
    """`auc_words` of every logic that was looked at."""
    names = [] if evidence is None else list(dict.fromkeys(evidence["preset"]))
    return {name: auc_words(evidence, name) for name in names}


LOGIC_HEADS = (
    Text("Gründungslogik", "Founding logic"),
    Text("AUC im Rückblick", "AUC looking back"),
    Text("tiefstes Bandende", "lowest end of band"),
    Text("Gewicht mit Werten des Tages", "weight with values of the day"),
)


def logic_rows(evidence: pd.DataFrame, lang: Lang) -> list[list[str]]:
    """Rows below `LOGIC_HEADS`: every logic, the one shown first at the head."""
    by_preset = evidence.groupby("preset", sort=False)
    lows, shares = by_preset["auc_other_low"].min(), by_preset["day_share"].min()
    return [
        [
            PRESETS[name].name[lang],
            auc_words(evidence, name)[lang].removeprefix("AUC "),
            number(float(lows[name]), 2, lang),
            percent(float(shares[name]), 0, lang),
        ]
        for name in preset_order([str(name) for name in lows.index], evidence)
    ]


def why_first(evidence: pd.DataFrame | None) -> Text:
    """Why the logic shown first is the first."""
    if evidence is None:
        return Text(
            "Für diese Daten ist noch kein Rückblick gerechnet; zuerst steht der Katalog.",
            "No look back has been computed for these data; the catalogue comes first.",
        )
    name = PRESETS[first_preset(evidence)].name
    if passing(evidence).empty:
        text = Text(
            "Keine Gründungslogik hat den Rückblick bestanden; „{name}“ steht deshalb zuerst, "
            "nicht weil sie besser träfe.",
            "No founding logic has passed the look back; that is why “{name}” comes first, not "
            "because it does better.",
        )
        return text.filled(name=name)
    return Text(
        "„{name}“ hat den Rückblick am besten bestanden und steht deshalb zuerst.",
        "“{name}” has passed the look back best and therefore comes first.",
    ).filled(name=name)
