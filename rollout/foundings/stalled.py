"""Where running foundings stand, and which of them have not moved for too long."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping

import pandas as pd

from rollout.founding_steps import STEP_KEYS, Period, Step, reached_steps
from rollout.foundings.durations import QUARTILES, kaplan_meier, last_seen, records, time_at

ENOUGH = 5  # own cases that moved on, below which the reference cases set the limit


def running_cases(cases: pd.DataFrame, today: dt.date, limits: Mapping[str, float]) -> pd.DataFrame:
    """Where the running foundings are and for how long, the stalled ones first.

    Parameters
    ----------
    cases
        Own foundings, columns as in `rollout.founding_steps.COLUMNS`.
    today
        Day to count from.
    limits
        Days by step after which a case counts as stalled, see `stalled_after`; NaN or missing:
        nothing to compare with, so never stalled.

    Returns
    -------
    running_cases
        Running cases, index as in `cases`, sorted by stalled and days: step (furthest reached;
        empty without a dated one), since (newest date, as written), days, limit and stalled.
    """
    rows = {}
    for key, row in zip(cases.index, records(cases), strict=True):
        if row["outcome"] != "running":
            continue
        steps = reached_steps(row)
        step = steps[-1][0].key if steps else ""
        latest = _in_time(steps)[-1] if steps else None
        days = max((today - latest[1].middle).days, 0) if latest else float("nan")
        limit = limits.get(step, float("nan"))
        since = row[latest[0].key] if latest else ""
        rows[key] = (step, since, days, limit, bool(days > limit))
    columns = ["step", "since", "days", "limit", "stalled"]
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    frame.index.name = cases.index.name
    return frame.sort_values(["stalled", "days"], ascending=False, kind="stable")


def stalled_after(
    own_cases: pd.DataFrame, reference_cases: pd.DataFrame, observed_until: dt.date | None = None
) -> tuple[dict[str, float], dict[str, str]]:
    """Days in a step after which a founding counts as stalled, and whose cases say so.

    The upper quartile of the time to the next dated step (Kaplan-Meier, so that a case still in
    its step counts as at least so long); of own cases where five have moved on, else of the
    reference cases.

    Parameters
    ----------
    observed_until
        Day until which own running cases were watched.

    Returns
    -------
    limits, of
        By step: days (NaN where fewer than three quarters have moved on), and `own` or
        `reference`.
    """
    stays = {"own": _stays(own_cases, observed_until), "reference": _stays(reference_cases, None)}
    moves = {step: sum(moved_on for _, moved_on in spells) for step, spells in stays["own"].items()}
    of = {step: "own" if moves[step] >= ENOUGH else "reference" for step in STEP_KEYS}
    return {step: _upper_quartile(stays[of[step]][step]) for step in STEP_KEYS}, of


def _upper_quartile(stays: list[tuple[float, bool]]) -> float:
    if not stays:
        return float("nan")
    days, moved_on = zip(*stays, strict=True)
    return time_at(kaplan_meier(days, moved_on), QUARTILES["upper"])


def _stays(
    cases: pd.DataFrame, observed_until: dt.date | None
) -> dict[str, list[tuple[float, bool]]]:
    """Days spent in each step, and whether the case moved on then."""
    stays: dict[str, list[tuple[float, bool]]] = {step: [] for step in STEP_KEYS}
    for row in records(cases):
        steps = _in_time(reached_steps(row))
        for (step, at), (_, then) in itertools.pairwise(steps):
            if (days := (then.middle - at.middle).days) > 0:
                stays[step.key].append((days, True))
        if steps and row["outcome"] != "founded":
            step, at = steps[-1]
            until = observed_until if row["outcome"] == "running" else None
            end = until or last_seen(row)
            if end is not None and (days := (end - at.middle).days) > 0:
                stays[step.key].append((days, False))
    return stays


def _in_time(steps: list[tuple[Step, Period]]) -> list[tuple[Step, Period]]:
    """Order steps as they happened."""
    return sorted(steps, key=lambda pair: (pair[1].middle, pair[0].number))
