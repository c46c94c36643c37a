"""A register written as a file that every reader takes without help: our columns, our words."""

from __future__ import annotations

import csv
import io

import pandas as pd

from rollout.readers.plain_text import plain
from rollout.readers.register import ASSUMED, RegisterRows
from rollout.readers.vocabulary import COLUMNS


def register_csv(rows: RegisterRows) -> bytes:
    """Rows as read, with semicolons: identifiers, districts and states filled in.

    Columns that are empty throughout are left out, coordinates that are only assumed stay empty,
    and the user's own columns follow ours. Text is never a formula.
    """
    table = rows.register().initiatives
    if ASSUMED[0] in table:
        is_assumed = table[ASSUMED[0]].notna()
        table = table.drop(columns=list(ASSUMED))
        table.loc[is_assumed, ["latitude", "longitude"]] = float("nan")
    table = table.reset_index()
    ours = [name for name in COLUMNS.spellings if name in table and table[name].notna().any()]
    others = [name for name in table.columns if name not in COLUMNS.spellings]
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([plain(str(name)) for name in [*ours, *others]])
    for row in table[[*ours, *others]].itertuples(index=False):
        writer.writerow([_cell(value) for value in row])
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8", "replace")


def _cell(value: object) -> str:
    if isinstance(value, str):
        return plain(value)
    if value is None or value != value or value is pd.NA:
        return ""
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "yes" if value else "no"
    number = float(str(value))
    return str(int(number)) if number.is_integer() else repr(number)
