"""What a worker makes of a file of a visitor: checked like `rollout check`, tried once.

Only bytes go in and small tables come out; nothing is written to disk.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

import pandas as pd

from rollout.analysis import clusters, nearest, potential
from rollout.coverage.coverage import coverage_of
from rollout.datastore.change_catalogue import check_axes
from rollout.datastore.store import CATALOGUE
from rollout.errors import DataError, Problem, RolloutError
from rollout.inputs import places_of, with_own_register
from rollout.language import LANGS, Lang, Text, number
from rollout.model import Inputs
from rollout.plan.travel_times import read_travel_times
from rollout.readers.assignment import PLAIN, Assignment
from rollout.readers.check_file import AnyTable, read_any
from rollout.readers.document import Content
from rollout.readers.indicators import IndicatorTable
from rollout.readers.left_out import left_out_csv
from rollout.readers.places import Places
from rollout.readers.register import RegisterRows
from rollout.readers.register_text import register_csv
from rollout.scenario import Scenario
from rollout.steps import Memory, Work

from .list_sheet import Sheet, bare_sheet, sheet_of
from .table_columns import number_columns

TABLES = ("district_changes", "postcodes", "chambers", "district_types")
OWN_SOURCE = "own_"  # begins the source of every indicator a visitor took in
MOST_LINES = 500
# A register moves no score, an indicator no status: half of the work need not be tried.
_DECIDED: Mapping[str, tuple[Callable[..., Any], ...]] = {
    "register": (coverage_of, nearest, clusters),
    "indicators": (potential,),
    "catalogue": (potential,),
}
# The circles around seats meet in pairs: time and memory of every later analysis grow with these.
MOST_INITIATIVES = 2000
MOST_SERVED = 100_000


@dataclass(frozen=True, eq=False)
class Reading:
    """What became of a file.

    Parameters
    ----------
    problems
        The report of `rollout check`, errors first, cut when very long.
    more
        How many were cut.
    kind, rows
        `register`, `indicators`, `catalogue` or `travel_times`, and how many initiatives,
        districts, indicators that count or pairs; "" if the file cannot be used.
    changes
        Fields of `Inputs` the file replaces.
    travel_times
        Columns from, to, minutes, if it holds any.
    sheet
        The list on its way to a register; None for any other table.
    files
        What a visitor may keep of a list that can be used, by name: the list as read, the rows
        left out, the mapping.
    slot
        What the file takes the place of among those of its visitor; default: its kind.
    columns
        Columns of a table by districts that may become new indicators, see `number_columns`.
    """

    problems: tuple[Problem, ...]
    more: int = 0
    kind: str = ""
    rows: int = 0
    changes: dict[str, Any] = field(default_factory=dict)
    travel_times: pd.DataFrame | None = None
    sheet: Sheet | None = None
    files: Mapping[str, Mapping[Lang, bytes]] = field(default_factory=dict)
    slot: str = ""
    columns: tuple[dict[str, Any], ...] = ()

    @property
    def usable(self) -> bool:
        """Whether the file can take the place of the shipped one."""
        return bool(self.kind)


def reading(problems: tuple[Problem, ...], **content: Any) -> Reading:
    """Reading with the report cut: a file may be wrong in every line."""
    return Reading(problems[:MOST_LINES], max(len(problems) - MOST_LINES, 0), **content)


@dataclass(frozen=True, eq=False)
class ReadTask:
    """Check a table and see whether an analysis with it works, anywhere.

    A list is read as its visitor assigns columns and words. Rows in doubt are shown first and
    left out by a second reading, if the visitor says so.
    """

    file: Content
    base: Inputs
    assigned: Assignment = PLAIN

    def __call__(self, report: Any, cancel: threading.Event) -> Reading:
        """Read it."""
        tables = {name: getattr(self.base, name) for name in TABLES}
        places = places_of(self.base.districts, tables, self.base.countries)
        try:
            whole = replace(self.assigned, skip_doubtful=False)
            table = read_any(self.file, places, self.base.catalogue, assigned=whole)
            if table.kind not in ("register", "unknown"):
                return self._with_columns(_tried(table, self.file.name, self.base), places)
            if not isinstance(table.rows, RegisterRows):
                unknown = reading(table.problems, sheet=bare_sheet(self.file, self.assigned))
                return self._with_columns(unknown, places)
            sheet = replace(sheet_of(table.rows, places), assigned=self.assigned)
            if self.assigned.skip_doubtful and sheet.open_doubts:
                table = read_any(self.file, places, self.base.catalogue, assigned=self.assigned)
        except DataError as error:
            refused = reading(error.problems, sheet=bare_sheet(self.file, self.assigned))
            return self._with_columns(refused, places)
        outcome = _tried(table, self.file.name, self.base)
        files = kept_files(table, self.assigned) if outcome.usable else {}
        return replace(outcome, sheet=sheet, files=files)

    def _with_columns(self, outcome: Reading, places: Places) -> Reading:
        """Outcome with the columns that may become indicators."""
        return replace(outcome, columns=number_columns(self.file, self.base, places))


@dataclass(frozen=True, eq=False)
class ReadTimesTask:
    """Check a table of travel times, anywhere."""

    file: Content
    base: Inputs

    def __call__(self, report: Any, cancel: threading.Event) -> Reading:
        """Read it."""
        try:
            times, notes = read_travel_times(self.file, self.base.districts.index)
        except DataError as error:
            return reading(error.problems)
        return reading(notes, kind="travel_times", rows=len(times), travel_times=times)


def _tried(table: AnyTable, name: str, base: Inputs) -> Reading:
    """Reading of a table; without errors, once an analysis with it has worked."""
    if any(problem.level == "error" for problem in table.problems):
        return reading(table.problems)
    if isinstance(table.rows, RegisterRows):
        register = table.rows.register()
        size = _too_large(name, len(register.initiatives), len(register.served))
        if size is not None:
            return reading((size, *table.problems))
        changes: dict[str, Any] = {
            "initiatives": register.initiatives,
            "served": register.served,
            "sources": with_own_register(base.sources, name),
            "left_out": register.left_out,
        }
        rows, replaced = len(register.initiatives), "initiatives.csv"
    elif table.indicators is not None:
        values = table.indicators.values
        changes = _with_own_columns(table.indicators, base)
        rows, replaced = len(values), "indicators.csv"
    elif table.catalogue is not None:
        changes = {"catalogue": table.catalogue}
        rows, replaced = int((table.catalogue["axis"] != "reference").sum()), CATALOGUE
    else:
        return reading((_not_for_the_page(name), *table.problems))
    notes = tuple(n for n in base.notes if PurePath(n.file).name != replaced)
    changes["notes"] = notes + table.problems[:MOST_LINES]
    inputs = replace(base, **changes)
    try:
        check_axes(inputs.catalogue["axis"])
        _try_out(inputs, table.kind)
    except RolloutError as error:
        return reading((*getattr(error, "problems", ()), *table.problems))
    return reading(table.problems, kind=table.kind, rows=rows, changes=changes)


def _try_out(inputs: Inputs, kind: str) -> None:
    """Compute what a table of this kind decides; `RolloutError` where nothing can be computed."""
    # Every catalogue has weights of its own; another logic may need an indicator left out.
    work = Work(inputs, Scenario(preset="balanced"), Memory())
    for step in _DECIDED[kind]:
        work.of(step)


def _with_own_columns(table: IndicatorTable, base: Inputs) -> dict[str, Any]:
    """Values of a file, beside those of own indicators that it does not hold.

    A file that holds own indicators only leaves all others as they are.
    """
    values = table.values.reindex(base.districts.index)
    is_own = base.catalogue["source"].astype(str).str.startswith(OWN_SOURCE)
    names = [name for name in base.catalogue.index[is_own] if name in base.indicators]
    is_part = set(values) <= set(names)
    kept = base.indicators.columns if is_part else pd.Index(names)
    others = base.indicators[kept.difference(values.columns, sort=False)]
    before = base.restated[base.restated["indicator"].isin(others.columns)]
    return {
        "indicators": others.join(values) if is_part else values.join(others),
        "restated": pd.concat([before, table.restated], ignore_index=True)
        if len(before) else table.restated,
    }  # fmt: skip


def kept_files(table: AnyTable, assigned: Assignment) -> dict[str, dict[Lang, bytes]]:
    """The list as read, rows left out and the mapping, for a visitor to keep."""
    if not isinstance(table.rows, RegisterRows):
        return {}
    rows = table.rows
    files = {"register.csv": dict.fromkeys(LANGS, register_csv(rows))}
    left_out = rows.left_out
    if left_out is not None:
        files["left_out.csv"] = in_langs(lambda lang: left_out_csv(left_out, lang))
    if assigned != PLAIN:
        files["mapping.toml"] = dict.fromkeys(LANGS, assigned.to_toml().encode())
    return files


def in_langs(make: Callable[[Lang], bytes]) -> dict[Lang, bytes]:
    """The same file in both languages."""
    return {lang: make(lang) for lang in LANGS}


def _too_large(name: str, initiatives: int, served: int) -> Problem | None:
    if initiatives <= MOST_INITIATIVES and served <= MOST_SERVED:
        return None
    sizes = (initiatives, served, MOST_INITIATIVES, MOST_SERVED)
    here, pairs, most, most_pairs = (Text(number(n), number(n, lang="en")) for n in sizes)
    return Problem(
        "error", name,
        Text(f"hat {here.de} ⟦Initiativen⟧ mit zusammen {pairs.de} Kreisen",
             f"has {here.en} ⟦initiatives⟧ with {pairs.en} districts in all"),
        Text(f"auf dieser Seite höchstens {most.de} und {most_pairs.de}",
             f"on this page at most {most.en} and {most_pairs.en}"),
        Text("Zeilen weglassen, etwa nur ein Land; längere Listen wertet diese Seite nicht aus",
             "leave rows out, such as all but one Land; this page evaluates no longer lists"),
        code="too-large",
    )  # fmt: skip


def _not_for_the_page(name: str) -> Problem:
    """Records of foundings may name what is not public yet; they belong into the server's data."""
    return Problem(
        "error", name,
        Text("ist eine Liste von Gründungen", "is a record of foundings"),
        Text("ein Register oder Indikatoren", "a register or indicators"),
        Text("eine Liste von Gründungen wertet diese Seite nicht aus: Sie kann nennen, was noch "
             "nicht öffentlich ist; wer den Server betreibt, nimmt sie in dessen Daten auf",
             "this page evaluates no record of foundings: it may name what is not public yet; "
             "whoever runs the server takes it into its data"),
        code="wrong-kind",
    )  # fmt: skip
