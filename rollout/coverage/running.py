"""Running foundings in the coverage: a region being worked on is no white spot any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from rollout.errors import Problem
from rollout.founding_steps import beginning, last_step
from rollout.language import Text

if TYPE_CHECKING:
    from rollout.scenario import Scenario

# What a running founding turns into `founding`; `covered` and `founding` stay what they are.
BECOMES_FOUNDING = {"new": ("white",), "link": ("white", "unconnected")}


def counted_foundings(
    foundings: pd.DataFrame, scenario: Scenario
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Running foundings that had begun by the as-of date, and a note on those left out.

    A founding begins with its earliest dated step; one of which only the year or month is known
    counts from its first possible day on. Without an as-of date all running ones count.

    Returns
    -------
    counted, notes
        Rows of `foundings`, index kept.
    """
    running = foundings[foundings["outcome"] == "running"]
    if scenario.as_of is None:
        return running, ()
    starts = [
        beginning({str(k): str(v) for k, v in row.items()}) for row in running.to_dict("records")
    ]
    in_time = [start is not None and start.first <= scenario.as_of for start in starts]
    late = in_time.count(False)
    if not late:
        return running, ()
    finding = Text(
        f"{late} laufende Gründungen nicht mitgezählt: Beginn nach dem Stichtag oder ohne Datum",
        f"{late} running foundings not counted: begun after the as-of date or without a date",
    )
    return running[in_time], (Problem("note", "foundings", finding, code="filtered"),)


def with_running_foundings(statuses: pd.DataFrame, foundings: pd.DataFrame) -> pd.DataFrame:
    """Statuses in which the regions of running foundings count as `founding`.

    A new foundation lifts white spots, a link also unconnected districts; nothing is ever taken
    back. A founding counts in the districts it names, under every coverage rule.

    Parameters
    ----------
    statuses
        One column per rule, index `ags`, text.
    foundings
        Running foundings, columns as in `rollout.founding_steps.COLUMNS`.
    """
    if foundings.empty:
        return statuses
    values = statuses.to_numpy(dtype=object, copy=True)
    for kind, levels in BECOMES_FOUNDING.items():
        keys = region_keys(foundings[foundings["kind"] == kind])["ags"]
        there = statuses.index.isin(keys)[:, None]
        values[there & np.isin(values.astype(str), levels)] = "founding"
    return pd.DataFrame(values, index=statuses.index, columns=statuses.columns)


def region_keys(foundings: pd.DataFrame) -> pd.DataFrame:
    """One row per founding and district: id, ags; in the order of `foundings`.

    >>> region_keys(pd.DataFrame({"region_ags": ["01001;01002"]}, index=["a"]))["ags"].tolist()
    ['01001', '01002']
    """
    keys = foundings["region_ags"].str.split(";").explode()
    keys = keys[keys.notna() & (keys != "")]
    return pd.DataFrame({"id": keys.index.astype(str), "ags": keys.to_numpy(dtype=str)})


def founding_lines(foundings: pd.DataFrame) -> dict[str, Text]:
    """What to say about a district that a running founding works on: ags -> sentence part."""
    lines: dict[str, Text] = {}
    if foundings.empty:
        return lines
    rows = foundings.to_dict("index")
    for key, ags in region_keys(foundings).itertuples(index=False):
        row = {str(name): str(value) for name, value in rows[key].items()}
        text = _line(row)
        before = lines.get(ags)
        lines[ags] = Text(f"{before.de}; {text.de}", f"{before.en}; {text.en}") if before else text
    return lines


def _line(row: dict[str, str]) -> Text:
    last = last_step(row)
    if last is None:
        return Text(f"{row['name']} (noch ohne Schritt)", f"{row['name']} (no step yet)")
    step, at = last
    return Text(
        f"{row['name']} (Schritt {step.number}, {step.text.de}: {at.wording('de')})",
        f"{row['name']} (step {step.number}, {step.text.en}: {at.wording('en')})",
    )
