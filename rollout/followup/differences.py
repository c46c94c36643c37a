"""What changed between two states: districts and why, rates, regions, settings, files."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from rollout.followup.states import State


@dataclass(frozen=True, eq=False)
class Differences:
    """What differs from one state to another.

    Parameters
    ----------
    districts
        Those whose status changed, index `ags`: display_name, land_name, before, after (status
        keys), and the reasons then and now: was_de, was_en, is_de, is_en.
    rates
        One row per base and level: base, level, before, after (shares), difference.
    regions
        Target regions that differ: region, before and after (wave, "" = not in the plan), joined
        and gone (districts that came or went, ";" between them).
    settings
        Name of every setting that differs -> its value before and after.
    files
        Names of the files read that differ or stand on one side only.
    alone
        Districts that only one of the two has.
    """

    districts: pd.DataFrame
    rates: pd.DataFrame
    regions: pd.DataFrame
    settings: Mapping[str, tuple[Any, Any]]
    files: tuple[str, ...]
    alone: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing that is shown differs."""
        moved = (self.rates["difference"].fillna(0) != 0).any()
        return self.districts.empty and self.regions.empty and not moved


def differences(before: State, after: State) -> Differences:
    """Compare two states; districts that only one has are named, not compared."""
    both = before.districts.index.intersection(after.districts.index)
    alone = before.districts.index.symmetric_difference(after.districts.index)
    names = sorted({*before.parameters, *after.parameters})
    settings = {
        name: (before.parameters.get(name), after.parameters.get(name))
        for name in names
        if before.parameters.get(name) != after.parameters.get(name)
    }
    files = {*before.inputs.items()} ^ {*after.inputs.items()}
    return Differences(
        _districts(before.districts.loc[both], after.districts.loc[both]),
        _rates(before, after),
        _regions(before, after),
        settings,
        tuple(sorted({name for name, _ in files})),
        tuple(map(str, alone)),
    )


def _districts(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    changed = before["status"] != after["status"]
    was, now = before[changed], after[changed]
    return pd.DataFrame(
        {
            "display_name": now["display_name"], "land_name": now["land_name"],
            "before": was["status"], "after": now["status"],
            "was_de": was["reason_de"], "was_en": was["reason_en"],
            "is_de": now["reason_de"], "is_en": now["reason_en"],
        }
    ).sort_index()  # fmt: skip


def _rates(before: State, after: State) -> pd.DataFrame:
    rows = []
    for base, levels in after.rates.items():
        for level in levels:
            shares = [
                _share(rates.get(base, {}).get(level)) for rates in (before.rates, after.rates)
            ]
            rows.append((base, level, *shares, shares[1] - shares[0]))
    return pd.DataFrame(rows, columns=["base", "level", "before", "after", "difference"])


def _share(rate: Mapping[str, float | None] | None) -> float:
    share = None if rate is None else rate.get("share")
    return math.nan if share is None else float(share)


def _regions(before: State, after: State) -> pd.DataFrame:
    sides = [_members(state.districts) for state in (before, after)]
    rows = []
    for name in sorted({*sides[0], *sides[1]}):
        (wave, members), (next_wave, next_members) = (
            side.get(name, ("", frozenset())) for side in sides
        )
        if (wave, members) != (next_wave, next_members):
            joined, gone = sorted(next_members - members), sorted(members - next_members)
            rows.append((name, wave, next_wave, ";".join(joined), ";".join(gone)))
    return pd.DataFrame(rows, columns=["region", "before", "after", "joined", "gone"])


def _members(districts: pd.DataFrame) -> dict[str, tuple[str, frozenset[str]]]:
    """Wave and districts of every target region of a state."""
    planned = districts[districts["region"] != ""]
    return {
        str(name): (str(group["wave"].iloc[0]), frozenset(map(str, group.index)))
        for name, group in planned.groupby("region")
    }
