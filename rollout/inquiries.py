"""Checks: somebody in the region was asked whether there is an initiative, and what they said."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from rollout.founding_steps import period
from rollout.language import Text

# What was answered: a closed list, so that the answers can be counted.
ANSWERS = {
    "none": Text("es gibt ⟦a:keine⟧", "there is none"),
    "exists": Text("es gibt ⟦a:eine⟧", "there is one"),
    "in_preparation": Text("in Vorbereitung", "in preparation"),
    "later": Text("später noch einmal fragen", "call again later"),
}
# Columns of a frame of checks, after the index `id`, in the order of the file.
COLUMNS = ("ags", "initiative_id", "date", "asked", "answer", "note")
LATEST = ("answer", "date", "asked")


def no_checks() -> pd.DataFrame:
    """Return the table of a record without a check: all text, index `id`.

    >>> list(no_checks().columns) == list(COLUMNS)
    True
    """
    index = pd.Index([], name="id", dtype="str")
    return pd.DataFrame(columns=list(COLUMNS), index=index, dtype="str")


def latest_checks(
    checks: pd.DataFrame, districts: pd.Index, as_of: dt.date | None = None
) -> pd.DataFrame:
    """The newest check of every district that names no initiative.

    A check after the as-of date does not count. Of two checks whose dates are equally new the one
    further down in the file counts.

    Parameters
    ----------
    checks
        Columns as in `COLUMNS`, rows in the order of the file.

    Returns
    -------
    latest
        Columns `LATEST`, index `districts`; "" where nobody was asked.
    """
    rows = checks[(checks["ags"] != "") & (checks["initiative_id"] == "")]
    rows = rows.assign(ags=rows["ags"].str.split(";")).explode("ags", ignore_index=True)
    if as_of is not None:
        in_time = [period(text).first <= as_of for text in rows["date"]]
        rows = rows[pd.Series(in_time, index=rows.index, dtype=bool)]
    rows = rows.assign(when=[period(text).middle for text in rows["date"]])
    newest = rows.sort_values("when", kind="stable").drop_duplicates("ags", keep="last")
    return newest.set_index("ags")[list(LATEST)].reindex(districts, fill_value="")
