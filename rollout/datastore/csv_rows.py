"""Our CSV files as text: one column or row changes, every other cell stays as it is written."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping
from pathlib import Path

import pandas as pd


def read_text_table(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Header and rows of one of our files."""
    # A user may have saved the file in Excel, which adds a byte order mark.
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream, restval="")
        return list(reader.fieldnames or ()), list(reader)


def as_csv(header: list[str], rows: list[dict[str, str]]) -> bytes:
    """Content of a file."""
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, header, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue().encode("utf-8")


def with_row(path: Path, key: str, row: Mapping[str, str]) -> bytes:
    """Put a row in place of the one with the same `key`, or at the end.

    A filled cell of a column the table does not have yet adds it.
    """
    header, rows = read_text_table(path)
    header += [name for name, text in row.items() if text and name not in header]
    new_row = {name: row.get(name, "") for name in header}
    places = [i for i, old in enumerate(rows) if old[key] == row[key]]
    if places:
        rows[places[0]] = new_row
    else:
        rows.append(new_row)
    return as_csv(header, rows)


def with_column(path: Path, name: str, values: pd.Series) -> bytes:
    """Put a column of numbers (index `ags`) in place of the one of this name, or at the end.

    Districts the table does not have yet get a row that is empty elsewhere.
    """
    header, rows = read_text_table(path)
    if name not in header:
        header.append(name)
    there = {row["ags"] for row in rows}
    new_keys = [str(key) for key in values.index if str(key) not in there]
    if new_keys and values[new_keys].notna().any():
        rows += [dict.fromkeys(header, "") | {"ags": key} for key in new_keys]
        rows.sort(key=lambda row: row["ags"])
    for row in rows:
        row[name] = number_text(float(values.get(row["ags"], math.nan)))
    return as_csv(header, rows)


def number_text(value: float) -> str:
    """Write a number so that nothing is lost; unknown is empty.

    >>> number_text(92550.0), number_text(0.1), number_text(float("nan"))
    ('92550', '0.1', '')
    """
    if math.isnan(value):
        return ""
    # repr gives the shortest text that reads back as the same number; 1e15 is still exact.
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
