"""What has to fit together in a founding: order of its steps, outcome, region."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from rollout.founding_steps import BY_KEY, MUST_PRECEDE, STEP_KEYS, period, surely_before
from rollout.language import Text, in_both
from rollout.readers.column_values import Fields
from rollout.readers.findings import quote

Row = Mapping[str, str]
FOUNDING_STEPS = STEP_KEYS[: STEP_KEYS.index("constituted") + 1]


def check_courses(fields: Fields, values: Mapping[str, list[Any]]) -> None:
    """Report contradictions in every row, and regions with several running foundings.

    Dates contradict each other only if they do so on every day they may stand for: 2019 and
    2019-05 never do. Which step must precede which is `rollout.founding_steps.MUST_PRECEDE`; any
    other order occurs in documented cases and is a note.
    """
    rows = [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True)]
    for line, row in zip(fields.lines, rows, strict=True):
        _check_order(fields, line, row)
        _check_end(fields, line, row)
        _check_outcome(fields, line, row)
    _note_shared_regions(fields, rows)


def _check_order(fields: Fields, line: int, row: Row) -> None:
    rules = MUST_PRECEDE.get(row["kind"], {})
    for first, later in rules.items():
        for key in later:
            if row[first] and row[key] and surely_before(row[key], row[first]):
                fields.report(
                    "error", "order", key, line, _wrong_order(key, row[key], first, row[first]),
                    Text(f"{BY_KEY[first].text.de} zuerst", f"{BY_KEY[first].text.en} first"),
                    Text("eines der beiden Daten berichtigen", "correct one of the two dates"),
                )  # fmt: skip
    if row["kind"] == "new":
        for first, key in _unusual(row, rules):
            fields.report(
                "note", "unusual-order", key, line, _wrong_order(key, row[key], first, row[first]),
                remedy=Text("kommt vor und zählt so", "this occurs and counts as it is"),
            )  # fmt: skip


def _unusual(row: Row, rules: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Pairs of neighbouring dated steps in another order than usual that no rule forbids."""
    keys = [key for key in STEP_KEYS if row[key]]
    for first, key in itertools.pairwise(keys):
        if surely_before(row[key], row[first]) and key not in rules.get(first, ()):
            yield first, key


def _wrong_order(key: str, date: str, first: str, first_date: str) -> Text:
    early, late = BY_KEY[key], BY_KEY[first]
    return Text(
        "Schritt {early} ({early_name}, {early_date}) liegt vor "
        "Schritt {late} ({late_name}, {late_date})",
        "step {early} ({early_name}, {early_date}) is before "
        "step {late} ({late_name}, {late_date})",
    ).filled(
        early=early.number,
        early_name=early.text,
        early_date=in_both(period(date).wording),
        late=late.number,
        late_name=late.text,
        late_date=in_both(period(first_date).wording),
    )


def _check_end(fields: Fields, line: int, row: Row) -> None:
    """Nothing follows giving up; after a foundation office, products, link and money may follow."""
    steps = STEP_KEYS if row["outcome"] == "given_up" else FOUNDING_STEPS
    for key in steps if row["closed"] else ():
        if row[key] and surely_before(row["closed"], row[key]):
            step = BY_KEY[key]
            fields.report(
                "error", "order", "closed", line,
                Text(f"abgeschlossen vor Schritt {step.number} ({step.text.de})",
                     f"closed before step {step.number} ({step.text.en})"),
                remedy=Text("eines der beiden Daten berichtigen", "correct one of the two dates"),
            )  # fmt: skip


def _check_outcome(fields: Fields, line: int, row: Row) -> None:
    outcome, closed = row["outcome"], row["closed"]
    if outcome == "running" and (closed or row["reason"]):
        fields.report(
            "error", "outcome", "outcome", line,
            Text("läuft, hat aber ein Ende oder einen Grund dafür",
                 "is running, but has an end or a reason for it"),
            Text("founded oder given_up", "founded or given_up"),
            Text("mit rollout founding close abschließen oder das Ende löschen",
                 "close it with rollout founding close, or delete the end"),
        )  # fmt: skip
    if outcome == "founded" and not row["initiative_id"]:
        fields.report(
            "error", "outcome", "initiative_id", line,
            Text("gegründet, aber ohne ⟦a:Initiative⟧", "founded, but without ⟦an initiative⟧"),
            Text("die Kennung ⟦g:der Initiative⟧ im Register",
                 "the identifier of the ⟦initiative⟧ in the register"),
            Text("⟦a:Initiative⟧ mit rollout register add aufnehmen und die Kennung eintragen",
                 "add the ⟦initiative⟧ with rollout register add and enter its identifier"),
        )  # fmt: skip
    if outcome == "given_up" and not row["reason"]:
        fields.report(
            "error", "outcome", "reason", line,
            Text("aufgegeben ohne Grund", "given up without a reason"),
            Text("ein kurzer Grund", "a short reason"),
            Text("Grund eintragen; aus ihm lernen die nächsten",
                 "enter the reason; the next ones learn from it"),
        )  # fmt: skip


def _note_shared_regions(fields: Fields, rows: list[dict[str, str]]) -> None:
    """Name pairs of running foundings with a district in common; both are kept."""
    first: dict[str, tuple[int, str]] = {}
    for line, row in zip(fields.lines, rows, strict=True):
        if row["outcome"] != "running":
            continue
        keys = [key for key in row["region_ags"].split(";") if key]
        others = sorted({first[key] for key in keys if key in first})
        for other, name in others:
            fields.report(
                "note", "shared-region", "region_ags", line,
                Text(f"dieselbe Region wie Zeile {other} ({quote(name)}), beide laufen",
                     f"same region as line {other} ({quote(name)}), both are running"),
                remedy=Text("beide bleiben; prüfen, ob es ein Vorhaben ist",
                            "both are kept; check whether they are one"),
            )  # fmt: skip
        for key in keys:
            first.setdefault(key, (line, row["name"]))
