"""The table of all results that people read."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from typing import Any

from benchmarks.records import Duel, Record

HEAD = """# Measured speed

Written by `make bench`; do not edit. Times are medians of the rounds given; in comparisons both
sides took turns, and their answers were checked to be the same before a time was kept. "x" says
how many times the peer's time ours fits into: below 1 the peer is faster. "times" says how many
times something simple of the same run fits into ours, by processor time; such a budget holds on a
slow or busy machine, too.
"""


def markdown(where: Mapping[str, Any], results: Mapping[str, Iterable[Record | Duel]]) -> str:
    """RESULTS.md: the machine, then per benchmark its figures and comparisons."""
    parts = [HEAD, _machine(where), _summary(results)]
    for name, items in results.items():
        module = importlib.import_module(f"benchmarks.bench_{name}")
        about = (module.__doc__ or "").split("\n\n")[0].split(": python -m")[0].strip().rstrip(".")
        parts.append(f"## {name}\n\n{about}. Measured {where['measured'][name]}.\n")
        records = [item for item in items if isinstance(item, Record)]
        duels = [item for item in items if isinstance(item, Duel)]
        if records:
            parts.append(_records(records))
        if duels:
            parts.append(_duels(duels))
    return "\n".join(parts)


def _machine(where: Mapping[str, Any]) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in where["versions"].items())
    return (
        f"{where['date']}; {where['processor']}, {where['cores']} cores, {where['memory_gb']} GB; "
        f"{where['system']}; Python {where['python']}. {versions}.\n"
    )


def _summary(results: Mapping[str, Iterable[Record | Duel]]) -> str:
    """What missed its budget, and where a peer is faster: the losers first."""
    items = [item for records in results.values() for item in records]
    over_budget = [
        f"- {item.what}: {_number(item.value)} {item.unit}, budget {_number(item.budget or 0)}."
        for item in items
        if isinstance(item, Record) and item.met is False
    ]
    short = [
        f"- {item.what}: {item.ratio:.1f}x {item.peer}, wanted {item.budget:g}x. {item.note}"
        for item in items
        if isinstance(item, Duel) and item.budget and item.ratio < item.budget
    ]
    slower = [
        f"- {item.what}: {item.peer} takes {_number(item.theirs)} s, ours "
        f"{_number(item.ours)} s. {item.note}"
        for item in items
        if isinstance(item, Duel) and item.ratio < 1 and not item.budget
    ]
    lines = over_budget + short + slower or ["- nothing"]
    return "## Missed budgets and faster peers\n\n" + "\n".join(lines) + "\n"


def _number(value: float) -> str:
    if value == round(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def _records(records: Iterable[Record]) -> str:
    rows = ["| what | measured | budget | |", "|---|---:|---:|---|"]
    for item in records:
        sign = "≥ " if item.at_least else ""
        budget = "" if item.budget is None else f"{sign}{_number(item.budget)} {item.unit}"
        verdict = {True: "met", False: "**missed**", None: ""}[item.met]
        remark = "; ".join(part for part in (verdict, item.note) if part)
        rows.append(f"| {item.what} | {_number(item.value)} {item.unit} | {budget} | {remark} |")
    return "\n".join(rows) + "\n"


def _duels(duels: Iterable[Duel]) -> str:
    rows = [
        "| what | peer | ours | peer's | ratio | wanted | memory ours / peer's | rounds | same answer |",  # noqa: E501
        "|---|---|---:|---:|---:|---:|---:|---:|---|",
    ]
    for item in duels:
        goal = "" if item.budget is None else f"{item.budget:g}x"
        memory = ""
        if item.ours_mb is not None and item.theirs_mb is not None:
            memory = f"{item.ours_mb:,.0f} / {item.theirs_mb:,.0f} MB"
        same = "; ".join(part for part in (item.same, item.note) if part)
        rows.append(
            f"| {item.what} | {item.peer} | {_number(item.ours)} s | {_number(item.theirs)} s "
            f"| {item.ratio:.1f}x | {goal} | {memory} | {item.rounds} | {same} |"
        )
    return "\n".join(rows) + "\n"
