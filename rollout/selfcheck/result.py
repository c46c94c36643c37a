"""What a check is, and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from rollout import language
from rollout.language import Text, in_both

State = Literal["passed", "failed", "skipped"]
Group = Literal["published", "second", "data"]
GROUPS: dict[Group, Text] = {
    "published": Text("Veröffentlichte Beispiele", "Published examples"),
    "second": Text("Zweiter Rechenweg", "Second computation"),
    "data": Text("Daten", "Data"),
}
OWN = Text("eigene Prüfung", "own check")


@dataclass(frozen=True)
class Finding:
    """What was computed and what should come out; `is_right` None: does not apply here."""

    computed: Text
    expected: Text
    is_right: bool | None


@dataclass(frozen=True)
class Check:
    """A check that can be run.

    Parameters
    ----------
    id
        Stable name for scripts.
    name
        What is checked.
    source
        Where the expected figure is printed.
    run
        Computes.
    """

    id: str
    group: Group
    name: Text
    source: Text
    run: Callable[[], Finding]


@dataclass(frozen=True)
class Result:
    """A check with its outcome."""

    check: Check
    finding: Finding
    state: State


def run(check: Check) -> Result:
    """Run a check; an error within it is a failure, not an end."""
    try:
        finding = check.run()
    except Exception as error:
        what = f"{type(error).__name__}: {error}"[:200]
        finding = Finding(Text(f"Fehler: {what}", f"error: {what}"), Text("–", "–"), False)
    states: dict[bool | None, State] = {True: "passed", False: "failed", None: "skipped"}
    return Result(check, finding, states[finding.is_right])


def number(value: float, decimals: int = 0) -> Text:
    """Number in both languages.

    >>> number(1234.5, 1).de
    '1.234,5'
    """
    return in_both(lambda lang: language.number(value, decimals, lang))


def numbers(values: list[float], decimals: int = 0) -> Text:
    """Some numbers in a row."""
    texts = [number(value, decimals) for value in values]
    return in_both(lambda lang: "; ".join(text[lang] for text in texts))


def equal(computed: list[float], expected: list[float], decimals: int = 0) -> Finding:
    """Compare numbers as printed: rounded to so many decimals."""
    # Printed figures are rounded; a tie at exactly half counts as equal.
    half = 0.5 * 10.0**-decimals * (1 + 1e-9)
    pairs = zip(computed, expected, strict=True)
    is_right = all(abs(a - b) <= half for a, b in pairs) if decimals else computed == expected
    return Finding(numbers(computed, decimals), numbers(expected, decimals), is_right)
