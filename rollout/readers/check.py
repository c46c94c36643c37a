"""Checking any file a user names: what it is, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from rollout.errors import DataError, Problem, ScenarioError, Text
from rollout.readers.columns import Columns, folded
from rollout.readers.document import open_document
from rollout.readers.findings import Findings
from rollout.readers.indicators import indicator_columns, read_indicators
from rollout.readers.places import Places
from rollout.readers.register import REGISTER, read_rows
from rollout.readers.table import RawTable, tabulate
from rollout.readers.vocabulary import COLUMNS
from rollout.scenario import Scenario

_MIN_REQUIRED = 2  # of the four: enough to name the other two as missing


def check_file(
    path: Path | str,
    places: Places,
    catalogue: pd.DataFrame,
    *,
    today: dt.date | None = None,
    columns: Mapping[str, str] | None = None,
) -> tuple[Problem, ...]:
    """Name everything wrong, repaired or odd in a register, an indicator file or a scenario.

    Never raises for what a file contains; without an `error` among the problems the file can be
    used.

    Parameters
    ----------
    path
        A scenario ends in `.toml`; registers and indicator files are told apart by their headers.
    places, catalogue
        What the file is checked against.
    today
        Day that limits founding years; default: today.
    columns
        Header -> column name of a register, where the headers do not say it.
    """
    try:
        if Path(path).suffix.casefold() == ".toml":
            Scenario.from_toml(Path(path))
            return ()
        return _check_table(path, places, catalogue, today, columns)
    except (DataError, ScenarioError) as error:
        return error.problems
    except (OSError, ValueError) as error:
        found = Text(f"kann nicht gelesen werden ({error})", f"cannot be read ({error})")
        return (Problem("error", str(path), found, code="unreadable"),)


def _check_table(
    path: Path | str,
    places: Places,
    catalogue: pd.DataFrame,
    today: dt.date | None,
    columns: Mapping[str, str] | None,
) -> tuple[Problem, ...]:
    indicators = indicator_columns(catalogue)
    is_register_header = REGISTER.knows(columns)
    findings = Findings(str(path))
    document = open_document(
        Path(path), findings, lambda h: is_register_header(h) or indicators.is_known(h)
    )
    opened = findings.all()
    table = tabulate(document, findings, lambda h: is_register_header(h) or indicators.is_known(h))
    kind = "register" if columns else table_kind(table, indicators)
    if kind == "register":
        fresh = Findings(str(path))
        fresh.extend(opened)
        rows = read_rows(document, fresh, places, today=today, columns=columns)
        return rows.fields.findings.all()
    if kind == "indicators":
        return read_indicators(path, catalogue, places).problems
    headers = ", ".join(map(str, list(table.cells.columns)[:20]))
    findings.add(
        "error",
        "unknown-file",
        Text(f"weder Register noch Indikatoren; Spalten: {headers}",
             f"neither a register nor indicators; columns: {headers}"),
        Text(f"Register: {', '.join(COLUMNS.required)}; Indikatoren: ags und Spalten des Katalogs",
             f"register: {', '.join(COLUMNS.required)}; indicators: ags and catalogue columns"),
        Text("Überschriften anpassen", "change the headers"),
        line=table.header_line,
    )  # fmt: skip
    return findings.all()


def table_kind(table: RawTable, indicators: Columns) -> str:
    """Tell by the headers whether a table is a `register`, `indicators` or `unknown`."""
    headers = [str(header) for header in table.cells.columns]
    register = {COLUMNS.known.get(name) for name in map(folded, headers)} - {None}
    found = {indicators.known.get(name) for name in map(folded, headers)} - {None}
    if "ags" in found and len(found) > 1 and len(found) > len(register):
        return "indicators"
    is_register = len(register & set(COLUMNS.required)) >= _MIN_REQUIRED
    return "register" if is_register else "unknown"
