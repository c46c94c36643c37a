"""What a reader of the founding potential must know: gaps, cuts, doubles, districts left out."""

from __future__ import annotations

from collections.abc import Iterator

from rollout.errors import Problem
from rollout.language import Text, number
from rollout.potential.scoring import Potential
from rollout.potential.words import METHOD_WORDS

FILE = "indicators.csv"


def caveats(potential: Potential) -> tuple[Problem, ...]:
    """Everything filled, cut, counted twice or left out, as notes; indicators by column.

    Nothing here stops the work. Single cells are in `potential.gaps.log` and
    `potential.outliers.log`.
    """
    return (
        *_left_out(potential),
        *_without_score(potential),
        *_gaps(potential),
        *_outliers(potential),
        *_duplicates(potential),
    )


def _left_out(potential: Potential) -> Iterator[Problem]:
    count = len(potential.left_out)
    if count:
        finding = Text(
            f"Kreise, die wegen einer gesetzten Grenze herausfallen: {count}",
            f"districts left out by a limit that was set: {count}",
        )
        yield Problem("note", FILE, finding, code="left-out")


def _without_score(potential: Potential) -> Iterator[Problem]:
    count = len(potential.reasons)
    if count:
        finding = Text(
            f"Kreise ohne Potenzialwert: {count}, weil zu wenig bekannt ist",
            f"districts without a score: {count}, because too little is known",
        )
        yield Problem("note", FILE, finding, code="no-score")


def _gaps(potential: Potential) -> Iterator[Problem]:
    for name, cells in potential.gaps.log.groupby("indicator", sort=False):
        fills, rest = int(cells["value"].notna().sum()), int(cells["value"].isna().sum())
        if fills:
            rule = cells["rule"].iloc[0]
            finding = Text(
                f"gefüllte Lücken: {fills}, nach der Regel {rule}",
                f"gaps filled: {fills}, by the rule {rule}",
            )
            yield Problem("repaired", FILE, finding, column=str(name), code="filled")
        if rest:
            finding = Text(
                f"unbekannte Werte: {rest}; die übrigen Indikatoren zählen dort mehr",
                f"unknown values: {rest}; the other indicators count more there",
            )
            yield Problem("note", FILE, finding, column=str(name), code="unknown-values")


def _outliers(potential: Potential) -> Iterator[Problem]:
    changes = potential.outliers.log["indicator"].value_counts()
    for name, row in potential.outliers.columns.to_dict("index").items():
        count = int(changes.get(str(name), 0))
        if not count:
            continue
        before, after, method = (
            row["skewness_before"],
            row["skewness_after"],
            METHOD_WORDS[row["method"]],
        )
        finding = Text(
            f"geänderte Ausreißer: {count}, {method.de}; Schiefe vorher {number(before, 1)}, "
            f"nachher {number(after, 1)}",
            f"outliers changed: {count}, {method.en}; skewness {number(before, 1, 'en')} before, "
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
