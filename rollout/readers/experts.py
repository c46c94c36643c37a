"""Weights of several people out of one file: points shared out, or comparisons in pairs.

CSV or XLSX, points: a column `person` and one per dimension or indicator. Comparisons: columns
person, first, second, value. TOML: a table `[[person]]` each with `name` and either `points` or
`criteria` and `matrix`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rollout.files.toml import toml_tables, toml_text
from rollout.language import Text
from rollout.readers.document import Source
from rollout.readers.findings import Findings, quote
from rollout.readers.table import RawTable, read_table

MAX_BYTES = 200_000
MOST_PEOPLE = 200
MOST_CRITERIA = 15  # as far as Saaty's table of random judgements goes
LARGEST_RATIO = 9.0  # end of Saaty's scale
POINTS = 100.0
SLACK = 0.5  # points; shares of thirds do not add up
RECIPROCAL = 0.02
PAIR_COLUMNS = ("person", "first", "second", "value")
NAME = re.compile(r"[^;=/*\x00-\x1f]{1,40}")
_FRACTION = re.compile(r"([0-9]{1,3}) ?/ ?([0-9]{1,3})")
_PERSON = Text("eine Rolle oder Stelle, bis 40 Zeichen, ohne ; = / *",
               "a role or office, up to 40 characters, without ; = / *")  # fmt: skip


@dataclass(frozen=True)
class Judgements:
    """What one person says: shares of a budget, or a matrix of comparisons in pairs."""

    person: str
    shares: Mapping[str, float] | None = None
    matrix: tuple[tuple[float, ...], ...] | None = None
    criteria: tuple[str, ...] = ()


def read_experts(source: Source) -> list[Judgements]:
    """What everybody says; a `DataError` names every problem of the file at once."""
    name = source.name
    findings = Findings(name)
    if name.casefold().endswith(".toml"):
        people = _from_toml(source, findings)
    else:
        people = _from_table(read_table(source, findings, _is_known), findings)
    if not people and not findings.has_errors:
        findings.add("error", "experts", Text("nennt keine Person", "names nobody"), _PERSON)
    if len(people) > MOST_PEOPLE:
        findings.add(
            "error", "experts",
            Text(f"nennt {len(people)} Personen", f"names {len(people)} people"),
            Text(f"höchstens {MOST_PEOPLE}", f"at most {MOST_PEOPLE}"),
        )  # fmt: skip
    _check_names(people, findings)
    _check_criteria(people, findings)
    findings.stop_on_errors()
    return people


def _is_known(header: str) -> bool:
    return header.strip().casefold() in PAIR_COLUMNS


def _from_table(table: RawTable, findings: Findings) -> list[Judgements]:
    cells = table.cells.rename(columns=lambda header: str(header).strip())
    cells.columns = [
        name.casefold() if name.casefold() in PAIR_COLUMNS else name for name in cells.columns
    ]
    if "person" not in cells.columns:
        findings.add(
            "error", "experts", Text("Spalte person fehlt", "column person is missing"),
            Text("person und eine Spalte je Dimension, oder person, first, second, value",
                 "person and a column for each dimension, or person, first, second, value"),
            line=table.header_line,
        )  # fmt: skip
        return []
    rows = [(int(str(line)), row) for line, row in cells.to_dict("index").items()]
    if set(PAIR_COLUMNS) <= set(cells.columns):
        return _pairs_of(rows, findings)
    people = []
    for line, row in rows:
        points = {
            str(name): _number(str(cell) or "0", findings, line, str(name))
            for name, cell in row.items()
            if name != "person"
        }
        people.append(_budget(str(row["person"]).strip(), points, findings, line))
    return people


def _pairs_of(
    rows: Sequence[tuple[int, Mapping[Any, Any]]], findings: Findings
) -> list[Judgements]:
    """Matrices out of one line per person and pair."""
    judged: dict[str, dict[tuple[str, str], float]] = {}
    for line, row in rows:
        person, first, second = (str(row[name]).strip() for name in PAIR_COLUMNS[:3])
        value = _number(str(row["value"]), findings, line, "value")
        pairs = judged.setdefault(person, {})
        if first == second or {(first, second), (second, first)} & pairs.keys():
            pair = f"{quote(person)}: {quote(first)}, {quote(second)}"
            finding = Text(f"{pair} doppelt oder mit sich selbst", f"{pair} twice or with itself")
            findings.add("error", "experts", finding, _ONCE, line=line)
        pairs[first, second] = value
    people = []
    for person, pairs in judged.items():
        criteria = tuple(dict.fromkeys(name for pair in pairs for name in pair))
        matrix = [[_judgement(pairs, a, b) for b in criteria] for a in criteria]
        people.append(_comparisons(person, criteria, matrix, findings))
    return people


def _judgement(pairs: Mapping[tuple[str, str], float], first: str, second: str) -> float:
    if first == second:
        return 1.0
    if (first, second) in pairs:
        return pairs[first, second]
    other = pairs.get((second, first), math.nan)
    return 1 / other if other else math.nan


def _from_toml(source: Source, findings: Findings) -> list[Judgements]:
    if isinstance(source, Path):
        text = toml_text(source, MAX_BYTES)
    else:
        text = source.raw[:MAX_BYTES].decode("utf-8-sig", errors="replace")
    entries = toml_tables(text, findings.file).get("person", [])
    people = []
    for entry in entries if isinstance(entries, list) else [entries]:
        fields = entry if isinstance(entry, dict) else {}
        person = str(fields.get("name", "")).strip()
        points, criteria, matrix = (fields.get(key) for key in ("points", "criteria", "matrix"))
        if isinstance(points, dict) and matrix is None:
            numbers = {
                str(key): _number(cell, findings, None, person) for key, cell in points.items()
            }
            people.append(_budget(person, numbers, findings))
        elif isinstance(criteria, list) and isinstance(matrix, list) and points is None:
            rows = [
                [_number(cell, findings, None, person) for cell in row]
                for row in matrix if isinstance(row, list)
            ]  # fmt: skip
            people.append(_comparisons(person, tuple(map(str, criteria)), rows, findings))
        else:
            finding = Text(f"{quote(person)} ohne Angaben", f"{quote(person)} without judgements")
            findings.add("error", "experts", finding, _EITHER)
    return people


_ONCE = Text("jedes Paar einmal", "every pair once")
_EITHER = Text("points oder criteria und matrix", "points, or criteria and matrix")
_SQUARE = Text("eine Zeile und Spalte je Kriterium, höchstens 15",
               "a row and a column for each criterion, 15 at most")  # fmt: skip
_RECIPROCAL = Text("Zahlen von 1/9 bis 9, gegenüber der Kehrwert, auf der Diagonale 1",
                   "numbers from 1/9 to 9, opposite the reciprocal, 1 on the diagonal")  # fmt: skip


def _number(cell: object, findings: Findings, line: int | None, column: str) -> float:
    """A number or a fraction such as 1/3; NaN and an error for anything else."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        value = float(cell) if abs(cell) < 1e9 else math.nan
    else:
        text = str(cell).strip().replace(",", ".")
        fraction = _FRACTION.fullmatch(text)
        if fraction and int(fraction[2]):
            value = int(fraction[1]) / int(fraction[2])
        else:
            value = float(text) if re.fullmatch(r"[0-9]{1,9}(?:\.[0-9]{1,9})?", text) else math.nan
    if not value >= 0:
        finding = Text(f"{quote(str(cell)[:80])} ist keine Zahl ab 0",
                       f"{quote(str(cell)[:80])} is no number from 0")  # fmt: skip
        expected = Text("eine Zahl oder ein Bruch wie 1/3", "a number or a fraction such as 1/3")
        findings.add("error", "experts", finding, expected, line=line, column=column[:40])
    return value


def _budget(
    person: str, points: Mapping[str, float], findings: Findings, line: int | None = None
) -> Judgements:
    total = sum(points.values())
    if not math.isnan(total) and abs(total - POINTS) > SLACK:
        finding = Text(f"{quote(person)} verteilt {total:g} Punkte",
                       f"{quote(person)} shares {total:g} points")  # fmt: skip
        findings.add("error", "experts", finding, Text("100 Punkte", "100 points"), line=line)
    return Judgements(person, shares=points)


def _comparisons(
    person: str, criteria: tuple[str, ...], rows: list[list[float]], findings: Findings
) -> Judgements:
    size = len(criteria)
    is_square = len(rows) == size and all(len(row) == size for row in rows)
    if not is_square or not 2 <= size <= MOST_CRITERIA or len(set(criteria)) < size:
        finding = Text(f"{quote(person)}: {len(rows)} Zeilen, {size} Kriterien",
                       f"{quote(person)}: {len(rows)} rows, {size} criteria")  # fmt: skip
        findings.add("error", "experts", finding, _SQUARE)
        return Judgements(person, matrix=((1.0,),), criteria=criteria)
    matrix = np.array(rows)
    low, high = 1 / LARGEST_RATIO - 0.01, LARGEST_RATIO + 0.01
    wrong = ~((matrix >= low) & (matrix <= high) & (np.abs(matrix * matrix.T - 1) <= RECIPROCAL))
    if wrong.any():
        first, second = (int(place) for place in np.argwhere(wrong)[0])
        pair = f"{criteria[first]}, {criteria[second]}"
        written = "–" if np.isnan(matrix[first, second]) else f"{matrix[first, second]:g}"
        finding = Text(
            f"{quote(person)}: {pair} ist {written}", f"{quote(person)}: {pair} is {written}"
        )
        findings.add("error", "experts", finding, _RECIPROCAL)
    return Judgements(person, matrix=tuple(map(tuple, rows)), criteria=criteria)


def _check_names(people: Sequence[Judgements], findings: Findings) -> None:
    names = [one.person for one in people]
    for name in dict.fromkeys(names):
        if not NAME.fullmatch(name):
            finding = Text(f"{quote(name)} als Person", f"{quote(name)} as person")
            findings.add("error", "experts", finding, _PERSON)
        elif names.count(name) > 1:
            finding = Text(f"{quote(name)} steht zweimal da", f"{quote(name)} is there twice")
            findings.add("error", "experts", finding, Text("einmal", "once"))


def _check_criteria(people: Sequence[Judgements], findings: Findings) -> None:
    """Everybody must judge the same criteria, or their weights cannot be put together."""
    named = {one.person: frozenset(one.criteria or (one.shares or {})) for one in people}
    first = next(iter(named.values()), frozenset())
    for person, criteria in named.items():
        if criteria != first:
            listed = ", ".join(sorted(criteria ^ first))
            finding = Text(f"{quote(person)} urteilt über andere Kriterien: {listed}",
                           f"{quote(person)} judges other criteria: {listed}")  # fmt: skip
            expected = Text("bei allen die gleichen", "the same for everybody")
            findings.add("error", "experts", finding, expected)
