"""Carrying values over when district keys change: counts are added, rates are averaged."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from rollout.errors import Problem
from rollout.language import Text

# Districts that took over another one whole and kept their own key: before the change, a value
# under this key is only a part of today's district (Eisenach joined Wartburgkreis in 2021).
CONTINUING = frozenset({"16063"})

WORDING = {
    "added": Text("Anzahlen addiert", "counts added"),
    "split": Text("Anzahl nach Anteilen aufgeteilt (geschätzt)",
                  "count split by shares (estimate)"),
    "averaged": Text("Quoten mit Gewichten gemittelt", "rates averaged with weights"),
    "copied": Text("Wert übernommen", "value carried over"),
    "assumed": Text("Quote des alten Kreises für einen Teil angenommen (geschätzt)",
                    "rate of the old district assumed for a part (estimate)"),
    "no-weight": Text("Quoten mehrerer Kreise ohne Gewicht: bleibt unbekannt",
                      "rates of several districts without a weight: stays unknown"),
    "unknown-part": Text("ein Teil ist unbekannt: bleibt unbekannt",
                         "a part is unknown: stays unknown"),
    "superseded": Text("alter Kreis unbeachtet, der heutige hat einen eigenen Wert",
                       "old district left out, the one of today has its own value"),
    "unknown-key": Text("Schlüssel unbekannt, Wert unbeachtet", "unknown key, value left out"),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Conversion:
    """Values on today's districts and how each changed one came about.

    Parameters
    ----------
    values
        Index `ags`: all keys asked for, sorted; NaN = unknown.
    steps
        One row per old district and successor: new, old, share (of the old district), how (a key
        of `HOWS`). Districts that did not change have no row.
    """

    values: pd.Series
    steps: pd.DataFrame


def convert(
    values: pd.Series,
    kind: str,
    changes: pd.DataFrame,
    keys: Collection[str],
    *,
    year: float = math.nan,
    weights: pd.Series | None = None,
    by: Literal["population", "area"] = "population",
) -> Conversion:
    """Carry one series over to today's districts.

    Counts: sum of the old values times the share that went to the new district; the total is
    kept. Everything else (rates, shares, an index): mean of the old values weighted with
    `weights` times that share; without weights the mean of several old districts stays unknown,
    because a plain mean would be wrong. A part that is unknown makes the whole unknown.

    Parameters
    ----------
    values
        Index: keys of any time, unique; rows of districts that did not exist must be left out.
    kind
        `count`, or another kind of the catalogue.
    changes
        Columns old_ags, valid_until, new_ags, share_population, share_area.
    keys
        Today's keys.
    year
        Year of the values; picks the right change of a key used twice.
    weights
        Size of the old districts (their inhabitants), index as in `values`; for rates only.
    by
        Which shares split a district that went to several.

    Examples
    --------
    >>> changes = pd.DataFrame({"old_ags": ["03152", "03156"], "valid_until": 2015,
    ...     "new_ags": "03159", "share_population": 1.0, "share_area": 1.0})
    >>> old = pd.Series({"03152": 250.0, "03156": 75.0})
    >>> convert(old, "count", changes, ["03159"]).values.to_dict()
    {'03159': 325.0}
    >>> convert(old, "rate", changes, ["03159"]).values.to_dict()
    {'03159': nan}
    >>> convert(old, "rate", changes, ["03159"], weights=pd.Series({"03152": 3., "03156": 1.})
    ...     ).values.to_dict()
    {'03159': 206.25}
    """
    if not values.index.is_unique:
        raise ValueError("a district occurs twice in the values")
    today = set(keys)
    moves = transfers(changes, [key for key in values.index if key not in today], year, by)
    moves = moves[moves["new"].isin(today)]
    strangers = [
        key
        for key in values.index
        if key not in today and key not in set(moves["old"]) and not math.isnan(values[key])
    ]
    steps: list[tuple[str, str, float, str]] = [
        ("", key, math.nan, "unknown-key") for key in strangers
    ]
    result = values.reindex(sorted(today)).astype("float64")
    for new in sorted(set(moves["new"])):
        parts = moves[moves["new"] == new]
        value_today = float(values.get(new, math.nan))
        if new in CONTINUING and new in values.index:
            extra = pd.DataFrame({"old": [new], "new": [new], "share": [1.0]})
            parts = pd.concat([extra, parts])
        elif not math.isnan(value_today):
            steps += [(new, old, share, "superseded") for old, share in _pairs(parts)]
            continue
        value, how = _combine(parts, values, kind, weights)
        result[new] = value
        steps += [(new, old, share, how) for old, share in _pairs(parts)]
    frame = pd.DataFrame(steps, columns=["new", "old", "share", "how"])
    return Conversion(result.rename_axis("ags"), frame)


def transfers(
    changes: pd.DataFrame,
    keys: Collection[str],
    year: float = math.nan,
    by: Literal["population", "area"] = "population",
) -> pd.DataFrame:
    """Where dissolved districts went: old, new, share (the shares of an old one add up to 1).

    Of a key that was used more than once, the use in `year` counts, else the last.
    """
    rows = changes[changes["old_ags"].isin(set(keys))]
    until = rows["valid_until"].where(math.isnan(year) | (rows["valid_until"] >= year))
    first = until.groupby(rows["old_ags"]).transform("min")
    last = rows["valid_until"].groupby(rows["old_ags"]).transform("max")
    valid = last if math.isnan(year) else first.fillna(last)
    rows = rows[rows["valid_until"] == valid]
    share = rows[f"share_{by}"].astype("float64")
    # Rounded shares add up to 1 only nearly; the total of a count must not change.
    share = share / share.groupby(rows["old_ags"]).transform("sum")
    frame = pd.DataFrame({"old": rows["old_ags"], "new": rows["new_ags"], "share": share})
    return frame[frame["share"] > 0].sort_values(["new", "old"], ignore_index=True)


def _pairs(parts: pd.DataFrame) -> list[tuple[str, float]]:
    return list(zip(parts["old"], parts["share"], strict=True))


def _combine(
    parts: pd.DataFrame, values: pd.Series, kind: str, weights: pd.Series | None
) -> tuple[float, str]:
    """Value of one district from its parts, and how it was made."""
    old = values.reindex(parts["old"]).to_numpy(dtype="float64")
    share = parts["share"].to_numpy(dtype="float64")
    if pd.isna(old).any():
        return math.nan, "unknown-part"
    whole = bool((share > 1 - 1e-9).all())
    if kind == "count":
        return float((old * share).sum()), "added" if whole else "split"
    if len(old) == 1:
        return float(old[0]), "copied" if whole else "assumed"
    if weights is None:
        return math.nan, "no-weight"
    size = weights.reindex(parts["old"]).to_numpy(dtype="float64") * share
    if pd.isna(size).any() or not size.sum() > 0:
        return math.nan, "no-weight"
    return float((old * size).sum() / size.sum()), "averaged"


def conversion_notes(conversion: Conversion, file: str, column: str) -> tuple[Problem, ...]:
    """One note for each way values were carried over, naming the districts."""
    notes = []
    for how, group in conversion.steps.groupby("how", sort=False):
        pairs = [
            f"{old} → {new}" if new else str(old)
            for old, new in zip(group["old"], group["new"], strict=True)
            if old != new
        ]
        labels = ", ".join(pairs[:10]) + (" …" if len(pairs) > 10 else "")
        text = WORDING[str(how)]
        finding = Text(f"{text.de}: {labels}", f"{text.en}: {labels}")
        level: Literal["note", "repaired"] = (
            "repaired" if how in ("added", "averaged", "copied") else "note"
        )
        notes.append(Problem(level, file, finding, column=column, code=f"keys-{how}"))
    return tuple(notes)
