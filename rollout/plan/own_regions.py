"""Read founding regions of the user's own from a CSV file."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pandas as pd

from rollout.ags import is_district_key
from rollout.errors import DataError, Problem
from rollout.language import Text
from rollout.readers.document import Content, source_bytes

COLUMNS = ["name", "districts"]
MOST = 1000  # rows; a country has 400 districts
_TABLE = Text("eine CSV-Datei mit name, districts", "a CSV file with name, districts")


def read_own_regions(path: Path | Content) -> dict[str, str]:
    """Name of every region and its district keys with + between them.

    Parameters
    ----------
    path
        CSV (comma or semicolon) with the columns name and districts: five-digit keys with +,
        spaces or | between them.

    Raises
    ------
    DataError
        All lines without a name, with a name twice, or with what is no district key.
    """
    table = _read(path)
    problems, groups = [], {}
    for line, (name, text) in enumerate(zip(table["name"], table["districts"], strict=True), 2):
        keys = [key for key in re.split(r"[+|\s]+", text) if key]
        wrong = [key for key in keys if not is_district_key(key)]
        finding = None
        if not name.strip():
            finding = Text("ohne Namen", "without a name")
        elif name.strip() in groups:
            finding = Text(f"„{name.strip()}“ steht zweimal da", f"“{name.strip()}” is there twice")
        elif wrong or not keys:
            shown = ", ".join(wrong) or "–"
            finding = Text(f"keine Kreisschlüssel: {shown}", f"no district keys: {shown}")
        if finding:
            expected = Text("Name und fünfstellige Schlüssel", "a name and five-digit keys")
            problems.append(Problem("error", path.name, finding, expected, line=line))
        else:
            groups[name.strip()] = "+".join(keys)
    if problems:
        raise DataError(problems)
    return groups


def _read(path: Path | Content) -> pd.DataFrame:
    raw = source_bytes(path, _TABLE)
    try:
        table = pd.read_csv(
            io.BytesIO(raw), dtype=str, sep=None, engine="python", encoding="utf-8-sig",
            nrows=MOST + 1,
        )  # fmt: skip
    except (OSError, ValueError, csv.Error, pd.errors.ParserError) as error:
        finding = Text(f"nicht lesbar: {error}", f"cannot be read: {error}")
        raise DataError(Problem("error", path.name, finding)) from None
    missing = [column for column in COLUMNS if column not in table]
    if missing or not isinstance(table.index, pd.RangeIndex) or len(table) > MOST:
        names = ", ".join(missing) or "–"
        finding = Text(f"Spalte fehlt: {names}", f"column missing: {names}")
        if not missing:
            finding = Text("zu viele Zeilen oder Felder", "too many rows or cells")
        raise DataError(Problem("error", path.name, finding, _TABLE))
    return table[COLUMNS].fillna("")
