"""Read travel times between districts from a CSV file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd

from rollout.errors import DataError, Problem
from rollout.language import Text, number
from rollout.readers.document import Content, source_bytes

COLUMNS = ["from", "to", "minutes"]
FEW = 20
_TABLE = Text("eine CSV-Datei mit from, to, minutes", "a CSV file with from, to, minutes")
EXAMPLES = 20  # lines named per kind of flaw: a table of 160,000 pairs may be wrong throughout


def read_travel_times(
    path: Path | Content, districts: pd.Index
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Travel times in minutes from district to district, and a note on pairs left out.

    Parameters
    ----------
    path
        CSV (comma or semicolon) with the columns from, to (five-digit keys) and minutes.
    districts
        The known keys.

    Returns
    -------
    times, notes
        Columns from, to, minutes. A pair that is missing counts as out of reach and is noted;
        unknown keys, doubled pairs and wrong numbers raise `DataError` with all lines.
    """
    table = _read(path, len(districts) ** 2)
    minutes = pd.to_numeric(table["minutes"].str.replace(",", ".", regex=False), errors="coerce")
    flaws = {
        "unknown-key": (
            ~(table["from"].isin(districts) & table["to"].isin(districts)),
            Text("unbekannter Kreisschlüssel", "unknown district key"),
        ),
        "number": (
            ~(minutes.ge(0) & minutes.lt(float("inf"))),
            Text("keine Minutenzahl ab 0", "no number of minutes from 0"),
        ),
        "doubled": (
            table.duplicated(["from", "to"]),
            Text("Paar doppelt", "pair listed twice"),
        ),
    }
    problems = [
        Problem("error", path.name, text, line=int(line) + 2, code=code)
        for code, (bad, text) in flaws.items()
        for line in table.index[bad][:EXAMPLES]
    ]
    if problems:
        raise DataError(problems)
    return table.assign(minutes=minutes), _missing_pairs(path, table, districts)


def _read(path: Path | Content, pairs: int) -> pd.DataFrame:
    raw = source_bytes(path, _TABLE)
    lines = raw.count(b"\n")
    if lines > pairs + FEW:  # each pair once, a header, empty lines at the end
        finding = Text(f"hat {number(lines)} Zeilen", f"has {number(lines, lang='en')} rows")
        expected = Text(
            f"höchstens {number(pairs)}, jedes Paar einmal",
            f"at most {number(pairs, lang='en')}, every pair once",
        )
        raise DataError(Problem("error", path.name, finding, expected, code="too-many-rows"))
    try:
        table = pd.read_csv(
            io.BytesIO(raw), dtype=str, sep=None, engine="python", encoding="utf-8-sig"
        )
    except (OSError, ValueError, csv.Error, pd.errors.ParserError) as error:
        finding = Text(f"nicht lesbar: {error}", f"cannot be read: {error}")
        raise DataError(Problem("error", path.name, finding)) from None
    missing = [column for column in COLUMNS if column not in table]
    if missing:
        names = ", ".join(missing)
        finding = Text(f"Spalte fehlt: {names}", f"column missing: {names}")
        expected = Text(", ".join(COLUMNS), ", ".join(COLUMNS))
        raise DataError(Problem("error", path.name, finding, expected))
    if not isinstance(table.index, pd.RangeIndex):
        finding = Text("eine Zeile hat mehr Felder als der Kopf", "a line has too many cells")
        raise DataError(Problem("error", path.name, finding))
    return table[COLUMNS].fillna("")


def _missing_pairs(
    path: Path | Content, table: pd.DataFrame, districts: pd.Index
) -> tuple[Problem, ...]:
    others = int((table["from"] != table["to"]).sum())
    missing = len(districts) * (len(districts) - 1) - others
    if not missing:
        return ()
    finding = Text(
        f"{number(missing)} Paare fehlen und gelten als nicht erreichbar",
        f"{number(missing, lang='en')} pairs are missing and count as out of reach",
    )
    return (Problem("note", path.name, finding, code="missing-pairs"),)
