"""Checking any file a user names: what it is, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from rollout import language
from rollout.errors import DataError, Problem, ScenarioError
from rollout.language import Lang, Text, in_both
from rollout.programme import FILE, read_programme
from rollout.readers.assignment import PLAIN, Assignment
from rollout.readers.catalogue import HEADERS, is_catalogue, read_catalogue
from rollout.readers.document import Content, as_source, open_document
from rollout.readers.findings import Findings, quote
from rollout.readers.foundings import FOUNDINGS, is_foundings
from rollout.readers.headers import Columns, fold
from rollout.readers.indicators import IndicatorTable, indicator_columns, indicators_of
from rollout.readers.inquiry_record import CHECKS, is_checks
from rollout.readers.key_columns import (
    NEARLY_ALL,
    is_table_of_districts,
    report_table_of_districts,
)
from rollout.readers.list_columns import is_list
from rollout.readers.places import Places
from rollout.readers.register import REGISTER
from rollout.readers.repair import repair_table
from rollout.readers.rows import Format, Rows
from rollout.readers.table import RawTable, tabulate
from rollout.readers.vocabulary import COLUMNS
from rollout.scenario import Scenario

FORMATS: Mapping[str, Format] = {
    "register": REGISTER, "foundings": FOUNDINGS, "checks": CHECKS
}  # fmt: skip
# Findings of files without the columns of a list.
_NO_LIST = {"unknown-file", "missing-column", "duplicate-column", "which-sheet", "no-status"}
_SERIES = (Text("Reihe", "series"), Text("Reihen", "series"))
_MIN_REQUIRED = 2  # of the four: enough to name the other two as missing


def check_file(
    path: Path | str,
    places: Places,
    catalogue: pd.DataFrame,
    *,
    today: dt.date | None = None,
    assigned: Assignment = PLAIN,
    report: Callable[[Text], None] = lambda step: None,
) -> tuple[Problem, ...]:
    """Name everything wrong, repaired or odd in a file of the user.

    Never raises for what a file contains; without an `error` among the problems the file can be
    used.

    Parameters
    ----------
    path
        A scenario ends in `.toml`; registers, records of foundings and indicator files are told
        apart by their headers.
    places, catalogue
        What the file is checked against.
    today
        Day that limits founding years and steps; default: today.
    assigned
        What the user says about a register or record: columns, words, rows.
    report
        Is told how many rows are being checked.
    """
    try:
        if Path(path).name.casefold() == FILE:
            read_programme(Path(path))
            return ()
        if Path(path).suffix.casefold() == ".toml":
            Scenario.from_toml(Path(path))
            return ()
        return _checked_table(Path(path), places, catalogue, today, assigned, report)
    except (DataError, ScenarioError) as error:
        return error.problems
    except (OSError, ValueError) as error:
        finding = Text(f"kann nicht gelesen werden ({error})", f"cannot be read ({error})")
        return (Problem("error", str(path), finding, code="unreadable"),)


def _checked_table(
    path: Path, places: Places, catalogue: pd.DataFrame, today: dt.date | None,
    assigned: Assignment, report: Callable[[Text], None],
) -> tuple[Problem, ...]:  # fmt: skip
    """Findings about a table; of one that is no list, what it is instead."""
    try:
        problems = read_any(path, places, catalogue, today, assigned, report).problems
    except DataError as error:
        problems = error.problems
    if assigned != PLAIN or not {problem.code for problem in problems} & _NO_LIST:
        return problems
    return _table_of_publisher(path, places) or problems


def _table_of_publisher(path: Path, places: Places) -> tuple[Problem, ...]:
    """What to do with a table of a statistical office; empty for any other file."""
    from rollout.readers.official.detect import MUNICIPALITIES, read_official

    try:
        table = read_official(path, places.nuts)
    except DataError as error:
        is_told = any(problem.code == MUNICIPALITIES for problem in error.problems)
        return error.problems if is_told else ()
    if len(table.values) < NEARLY_ALL * len(places.names) or table.series.empty:
        return ()
    count = in_both(lambda lang: language.counted(len(table.series), _SERIES, lang))
    origin = f" ({table.origin.publisher})" if table.origin.publisher else ""
    names = "; ".join(map(quote, table.series["name"].astype(str).unique()[:3]))
    problem = Problem(
        "error", str(path),
        Text(f"ist eine Tabelle mit Werten je Kreis{origin}: {count.de}, etwa {names}",
             f"is a table of values by district{origin}: {count.en}, such as {names}"),
        Text("ein Register, Gründungen, Nachfragen oder Werte nach dem Katalog",
             "a register, foundings, checks, or values after the catalogue"),
        Text("als Indikator übernehmen: rollout data import indicators",
             "take it in as an indicator: rollout data import indicators"),
        code="table-of-publisher",
    )  # fmt: skip
    return (problem,)


@dataclass(frozen=True, eq=False)
class AnyTable:
    """A table of the user, whatever kind it is.

    Parameters
    ----------
    kind
        `register`, `foundings`, `indicators`, `catalogue` or `unknown`.
    problems
        Everything wrong, repaired or odd.
    rows, indicators, catalogue
        What was read; use it only where no problem is an error.
    """

    kind: str
    problems: tuple[Problem, ...]
    rows: Rows | None = None
    indicators: IndicatorTable | None = None
    catalogue: pd.DataFrame | None = None


def read_any(
    path: Path | str | Content,
    places: Places,
    catalogue: pd.DataFrame,
    today: dt.date | None = None,
    assigned: Assignment = PLAIN,
    report: Callable[[Text], None] = lambda step: None,
) -> AnyTable:
    """Read a table of a kind not known before, once.

    Parameters as in `check_file`. Raises `DataError` for what is no table, or none with all
    columns.
    """
    indicators = indicator_columns(catalogue)
    is_known = known_header(indicators, assigned.columns)
    findings = Findings(str(path))
    document = open_document(as_source(path), findings, is_known)
    # The readers tabulate anew: only what opening the file said is passed on.
    passed_on = Findings(str(path))
    passed_on.extend(findings.all())
    table = tabulate(document, findings, is_known)
    count, name = len(table.cells), Path(str(path)).name
    size = in_both(lambda lang: language.number(count, lang=lang))
    report(Text(f"{name}: {size.de} Zeilen prüfen", f"{name}: checking {size.en} rows"))
    kind = table_kind(table, indicators, assigned.columns)
    if kind == "register" and _is_by_districts(table, places, assigned):
        report_table_of_districts(table, findings)
        return AnyTable("unknown", findings.all())
    if kind in FORMATS:
        rows = FORMATS[kind].read(document, passed_on, places, today=today, assigned=assigned)
        return AnyTable(kind, rows.fields.findings.all(), rows)
    if kind == "catalogue":  # its rows rest on sources that are known here
        content = read_catalogue(path, frozenset(catalogue["source"]))
        return AnyTable(kind, passed_on.all(), catalogue=content)
    if kind == "indicators":
        values = indicators_of(document, passed_on, catalogue, places)
        return AnyTable(kind, values.problems, indicators=values)
    _report_unknown(table, findings)
    return AnyTable(kind, findings.all())


def _report_unknown(table: RawTable, findings: Findings) -> None:
    """Say that the headers are those of no kind of table, and which would be."""
    headers = ", ".join(map(str, list(table.cells.columns)[:20]))
    findings.add(
        "error",
        "unknown-file",
        Text(f"weder Register noch Gründungen noch Indikatoren; Spalten: {headers}",
             f"neither a register nor foundings nor indicators; columns: {headers}"),
        Text(f"Register: {', '.join(COLUMNS.required)}; Gründungen: "
             f"{', '.join(FOUNDINGS.columns.required)}; Indikatoren: ags und Spalten des Katalogs",
             f"register: {', '.join(COLUMNS.required)}; foundings: "
             f"{', '.join(FOUNDINGS.columns.required)}; indicators: ags and catalogue columns"),
        Text("Überschriften anpassen", "change the headers"),
        line=table.header_line,
    )  # fmt: skip


def _is_by_districts(table: RawTable, places: Places, assigned: Assignment) -> bool:
    """Whether what has the headers of a list is a table by districts, unless the user says more."""
    names = {header: COLUMNS.by_spelling.get(fold(header)) for header in map(str, table.cells)}
    if assigned != PLAIN or "network_status" in names.values():
        return False
    keys = [header for header, name in names.items() if name == "district_ags"]
    return is_table_of_districts(table, keys, places)


def known_header(
    indicators: Columns, columns: Mapping[str, str] | None = None
) -> Callable[[str], bool]:
    """Recognise a header of any kind of table, also those the user assigns."""
    kinds = [kind.knows(columns) for kind in FORMATS.values()]
    return lambda header: (
        header in HEADERS or indicators.is_known(header) or any(knows(header) for knows in kinds)
    )


def table_kind(
    table: RawTable, indicators: Columns, columns: Mapping[str, str] | None = None
) -> str:
    """Tell by the headers what a table is, see `AnyTable`.

    With assigned columns it is a record of foundings or a register.
    """
    headers = [str(header) for header in table.cells.columns]
    if is_catalogue(headers) and not columns:
        return "catalogue"
    if is_checks([*headers, *(columns or {}).values()]):
        return "checks"
    if is_foundings([*headers, *(columns or {}).values()], COLUMNS.by_spelling):
        return "foundings"
    if columns:
        return "register"
    register = {COLUMNS.by_spelling.get(name) for name in map(fold, headers)} - {None}
    matches = {indicators.by_spelling.get(name) for name in map(fold, headers)} - {None}
    if "ags" in matches and len(matches) > 1 and len(matches) > len(register):
        return "indicators"
    is_register = len(register & set(COLUMNS.required)) >= _MIN_REQUIRED
    return "register" if is_register or is_list(headers) else "unknown"


def repair_file(
    path: Path, out: Path, places: Places, assigned: Assignment, lang: Lang
) -> tuple[tuple[Problem, ...], list[Path]]:
    """Repair a register or a record of foundings; see `rollout.readers.repair.repair_table`."""
    is_known = known_header(Columns({}), assigned.columns)
    findings = Findings(str(path))
    table = tabulate(open_document(path, findings, is_known), findings, is_known)
    kind = FORMATS.get(table_kind(table, Columns({}), assigned.columns), REGISTER)
    return repair_table(path, out, places, assigned, lang, kind)
