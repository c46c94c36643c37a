"""What a reader of the founding potential must know: gaps, cuts, doubles, districts left out."""

from __future__ import annotations

from collections.abc import Iterator

from rollout.errors import Problem
from rollout.language import Text, number
from rollout.potential.scoring import Potential

FILE = "indicators.csv"
WAYS = {
    "winsorise": Text("auf Quantile gestutzt", "cut at quantiles"),
    "log": Text("logarithmiert", "put on a logarithmic scale"),
}


def caveats(potential: Potential) -> tuple[Problem, ...]:
    """Everything filled, cut, counted twice or left out, as notes; indicators by column.

    Nothing here stops the work. Single cells are in `potential.filled.log` and
    `potential.treated.log`.
    """
    return (
        *_without_score(potential),
        *_gaps(potential),
        *_outliers(potential),
        *_duplicates(potential),
    )


def _without_score(potential: Potential) -> Iterator[Problem]:
    count = len(potential.reasons)
    if count:
        finding = Text(
            f"Kreise ohne Potenzialwert: {count}, weil zu wenig bekannt ist",
            f"districts without a score: {count}, because too little is known",
        )
        yield Problem("note", FILE, finding, code="no-score")


def _gaps(potential: Potential) -> Iterator[Problem]:
    for name, cells in potential.filled.log.groupby("indicator", sort=False):
        filled, left = int(cells["value"].notna().sum()), int(cells["value"].isna().sum())
        if filled:
            rule = cells["rule"].iloc[0]
            finding = Text(
                f"gefüllte Lücken: {filled}, nach der Regel {rule}",
                f"gaps filled: {filled}, by the rule {rule}",
            )
            yield Problem("repaired", FILE, finding, column=str(name), code="filled")
        if left:
            finding = Text(
                f"unbekannte Werte: {left}; die übrigen Indikatoren zählen dort mehr",
                f"unknown values: {left}; the other indicators count more there",
            )
            yield Problem("note", FILE, finding, column=str(name), code="unknown-values")


def _outliers(potential: Potential) -> Iterator[Problem]:
    changed = potential.treated.log["indicator"].value_counts()
    for name, row in potential.treated.columns.to_dict("index").items():
        count = int(changed.get(str(name), 0))
        if not count:
            continue
        before, after, way = row["skewness_before"], row["skewness_after"], WAYS[row["method"]]
        finding = Text(
            f"geänderte Ausreißer: {count}, {way.de}; Schiefe vorher {number(before, 1)}, "
            f"nachher {number(after, 1)}",
            f"outliers changed: {count}, {way.en}; skewness {number(before, 1, 'en')} before, "
            f"{number(after, 1, 'en')} after",
        )
        yield Problem("repaired", FILE, finding, column=str(name), code="outliers")


def _duplicates(potential: Potential) -> Iterator[Problem]:
    for pair in potential.duplicates.to_dict("records"):
        other, r = pair["second"], pair["r"]
        finding = Text(
            f"misst fast dasselbe wie {other} (r = {number(r, 2)})",
            f"measures nearly the same as {other} (r = {number(r, 2, 'en')})",
        )
        remedy = Text(
            "eines von beiden weniger gewichten, sonst zählt es doppelt",
            "give one of them less weight, otherwise it counts twice",
        )
        column = str(pair["first"])
        yield Problem(
            "note", FILE, finding, remedy=remedy, column=column, code="duplicate-indicator"
        )
