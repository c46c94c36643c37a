"""Our own tables, read strictly: every column has a rule, nothing is repaired."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pandas as pd

from rollout.language import Text
from rollout.readers.column_values import Fields
from rollout.readers.document import Content, as_source
from rollout.readers.findings import Findings, quote, same
from rollout.readers.headers import Columns
from rollout.readers.table import read_table

# Bounded repeats: float() of hundreds of digits would be infinite.
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,30})?([eE]-?[0-9]{1,2})?")
_INTEGER = re.compile(r"-?[0-9]{1,15}")
ISO_DAY = (
    re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"),
    Text("ein Tag wie 2026-01-01", "a day such as 2026-01-01"),
)


@dataclass(frozen=True)
class Rule:
    """What a column of one of our own tables holds.

    Parameters
    ----------
    kind
        `text` stays text; `integer` and `number` are numbers with a decimal point.
    optional
        Whether cells may be empty (NaN in the result).
    choices
        Closed list of values.
    shape
        Pattern the whole text must have, and in words what that is.
    low, high
        Limits of a number, both included.
    unique
        Whether every value may occur once only.
    """

    kind: Literal["text", "integer", "number"] = "text"
    optional: bool = False
    choices: Collection[str] | None = None
    shape: tuple[re.Pattern[str], Text] | None = None
    low: float = float("-inf")
    high: float = float("inf")
    unique: bool = False

    def expected(self) -> Text:
        """Say in words what a cell should hold."""
        if self.shape is not None:
            return self.shape[1]
        if self.choices is not None:
            options = ", ".join(sorted(self.choices)[:30])
            return Text(f"eines von {options}", f"one of {options}")
        if self.kind == "text":
            return Text("ein Text", "some text")
        limits = "" if self.low == -self.high else f" ({self.low:g} … {self.high:g})"
        if self.kind == "integer":
            return Text(f"eine ganze Zahl{limits}", f"a whole number{limits}")
        return Text(f"eine Zahl{limits}", f"a number{limits}")

    def accepts(self, text: str) -> bool:
        """Tell whether a cell follows the rule."""
        if not text:
            return self.optional
        if self.choices is not None and text not in self.choices:
            return False
        if self.shape is not None and not self.shape[0].fullmatch(text):
            return False
        if self.kind == "text":
            return True
        pattern = _INTEGER if self.kind == "integer" else _NUMBER
        return pattern.fullmatch(text) is not None and self.low <= float(text) <= self.high


def district_rule(keys: Collection[str], *, unique: bool = False) -> Rule:
    """Rule for a column of district keys, all of which must be known."""
    words = Text("ein Kreisschlüssel von heute", "a district key of today")
    return Rule(choices=keys, shape=(re.compile(r"[0-9]{5}"), words), unique=unique)


def read_fields(
    path: Path | str | Content, rules: Mapping[str, Rule], may_lack: Collection[str] = ()
) -> Fields:
    """Read a table and check every cell against the rule of its column; findings are collected.

    Columns of `may_lack` came later than some tables in use; where they are absent, cells are
    empty.
    """
    findings = Findings(str(path))
    required = tuple(name for name in rules if name not in may_lack)
    columns = Columns(dict.fromkeys(rules, ()), required=required)
    table = read_table(as_source(path), findings, columns.is_known)
    mapping = columns.match(table.cells.columns, table.header_line, findings)
    findings.stop_on_errors()
    cells = table.cells.rename(columns=mapping)
    cells = cells.assign(**{name: "" for name in may_lack if name not in cells})
    fields = Fields(cells, {n: h for h, n in mapping.items()}, findings)
    for name, rule in rules.items():
        _check(fields, name, rule)
    return fields


def _check(fields: Fields, column: str, rule: Rule) -> None:
    values = fields.values(column)
    # Columns of our tables have few different values; each is checked once.
    different = set(values)
    wrong = {text for text in different if not rule.accepts(text)}
    if not wrong and not (rule.unique and len(different) < len(values)):
        return
    first: dict[str, int] = {}
    for line, text in zip(fields.lines, values, strict=True):
        if text in wrong:
            finding = same(quote(text)) if text else Text("ist leer", "is empty")
            fields.report("error", "cell", column, line, finding, rule.expected())
        elif rule.unique and first.setdefault(text, line) != line:
            fields.report(
                "error", "duplicate", column, line,
                Text(f"{quote(text)} steht schon in Zeile {first[text]}",
                     f"{quote(text)} is already in line {first[text]}"),
            )  # fmt: skip


def typed_frame(fields: Fields, rules: Mapping[str, Rule]) -> pd.DataFrame:
    """Stop on errors, then give the frame with numbers as numbers and empty cells as NaN."""
    fields.findings.stop_on_errors()
    data = {}
    for name in fields.cells.columns:
        rule = rules.get(str(name), Rule(optional=True))
        values = fields.values(str(name))
        if rule.kind == "text":
            data[name] = pd.Series([text or None for text in values], dtype="str")
        elif rule.kind == "integer" and not rule.optional:
            data[name] = pd.Series([int(text) for text in values], dtype="int64")
        else:
            numbers = [float(text) if text else float("nan") for text in values]
            data[name] = pd.Series(numbers, dtype="float64")
    return pd.DataFrame(data)


def check_sums(fields: Fields, by: Sequence[str], column: str, tolerance: float) -> None:
    """Shares of one thing must add up to 1."""
    if fields.findings.has_errors:
        return
    shares = pd.to_numeric(fields.cells[column])
    groups = [fields.cells[name] for name in by]
    lines = pd.Series(fields.cells.index, index=fields.cells.index)
    first = lines.groupby(groups).first()
    totals = shares.groupby(groups).sum()
    for key, total, line in zip(totals.index, totals, first, strict=True):
        if abs(total - 1) > tolerance:
            name = " ".join(key) if isinstance(key, tuple) else str(key)
            fields.report(
                "error", "share-sum", column, int(line),
                Text(f"Anteile von {name} ergeben {total:.6g}",
                     f"shares of {name} add up to {total:.6g}"),
                Text("Summe 1", "a sum of 1"),
            )  # fmt: skip


def check_complete(fields: Fields, column: str, keys: Collection[str]) -> None:
    """Every district must occur."""
    absent = sorted(set(keys) - set(fields.values(column)))
    if absent:
        keys_text = ", ".join(absent[:20]) + (" …" if len(absent) > 20 else "")
        fields.report(
            "error", "missing-district", column, None,
            Text(f"{len(absent)} Kreise fehlen: {keys_text}",
                 f"{len(absent)} districts are missing: {keys_text}"),
            Text(f"alle {len(keys)} Kreise", f"all {len(keys)} districts"),
        )  # fmt: skip
