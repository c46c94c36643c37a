"""Outlines of another territorial status: out of the same file, or merged back together."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from rollout import language
from rollout.errors import DataError, Problem, parameter_error
from rollout.geo.boundaries import LAYERS, read_layer
from rollout.language import Text, in_both
from rollout.territory import Change, edition_on, editions, keys_at, steps_to

if TYPE_CHECKING:
    import geopandas as gpd

    Outlines = tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, gpd.GeoDataFrame, gpd.GeoDataFrame]

_DAY = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
# Layers that hold the changed rows of a later status, such as districts_2026-01-01; that of the
# Länder is there only where their outlines for display change.
CHANGING = ("districts", "display", "laender")


def statuses_in(path: Path, keys: Collection[str], changes: Sequence[Change]) -> tuple[str, ...]:
    """Territorial statuses that a file of outlines can show, oldest first.

    Parameters
    ----------
    keys
        Districts of its layer `districts`.
    """
    import pyogrio

    layers = {str(name) for name, _ in pyogrio.list_layers(path)}
    return tuple(
        edition
        for edition in editions(changes)
        if all(
            _merged(change) is not None if change.since > edition else _needed(change) <= layers
            for change in steps_to(keys, changes, edition)
        )
    )


def chosen_status(
    day: str | None, path: Path, keys: Collection[str], changes: Sequence[Change]
) -> str:
    """Territorial status in force on a day; without one the newest that the file can show.

    Raises
    ------
    ScenarioError
        Not a day, or before the oldest status.
    """
    if day is None:
        return statuses_in(path, keys, changes)[-1]
    status = edition_on(day, changes) if _DAY.fullmatch(day) else None
    if status is None:
        days = ", ".join(editions(changes))
        raise parameter_error("--territory", Text(f"ist {day!r}", f"is {day!r}"),
                              Text(f"ein Gebietsstand: {days} (oder ein Tag danach)",
                                   f"a territorial status: {days} (or a day after)"))  # fmt: skip
    return status


def outlines_at(
    path: Path, outlines: Outlines, changes: Sequence[Change], edition: str
) -> Outlines:
    """Districts, display outlines, Länder and countries of another territorial status.

    Parameters
    ----------
    path
        The file `outlines` were read from.

    Raises
    ------
    DataError
        The file lacks the outlines of that status.
    """
    districts, display, laender, countries = outlines
    of_day: dict[str, dict[str, gpd.GeoDataFrame]] = {}
    for change in steps_to(districts.index, changes, edition):
        if change.since > edition:
            key = _merged(change)
            if key is None:
                raise _missing(path, change, edition, districts)
            districts, display = _back(districts, change, key), _back(display, change, key)
            continue
        if change.since not in of_day:
            of_day[change.since] = _later(path, change, edition, districts)
        later = of_day[change.since]
        districts = _replaced(districts, later["districts"], change.removed)
        display = _replaced(display, later["display"], change.removed)
        laender = _replaced(laender, later.get("laender", laender.iloc[:0]), ())
    expected, _ = keys_at(outlines[0].index, changes, edition)
    if set(districts.index) != expected:
        raise DataError(_other_keys(path, edition, set(districts.index) ^ expected))
    return districts, display, laender, countries


def _needed(change: Change) -> set[str]:
    """Layers without which there is no later status."""
    return {f"{name}_{change.since}" for name in CHANGING[:2]}


def _merged(change: Change) -> str | None:
    """The one district whose parts a change made, if it goes on under its key."""
    kept = change.old & change.new
    return next(iter(kept)) if len(change.old) == 1 and kept else None


def _later(
    path: Path, change: Change, edition: str, districts: gpd.GeoDataFrame
) -> dict[str, gpd.GeoDataFrame]:
    """The changed rows of the day of a change, by layer."""
    import pyogrio

    there = {str(name) for name, _ in pyogrio.list_layers(path)}
    if not _needed(change) <= there:
        raise _missing(path, change, edition, districts)
    return {
        name: read_layer(path, f"{name}_{change.since}", LAYERS[name])
        for name in CHANGING
        if f"{name}_{change.since}" in there
    }


def _replaced(
    frame: gpd.GeoDataFrame, rows: gpd.GeoDataFrame, removed: Collection[str]
) -> gpd.GeoDataFrame:
    rest = frame.drop([*rows.index, *removed], errors="ignore")
    return pd.concat([rest, rows]).rename_axis(frame.index.name).sort_index()


def _back(frame: gpd.GeoDataFrame, change: Change, key: str) -> gpd.GeoDataFrame:
    """The parts of a divided district as one again; its area is their sum."""
    import shapely

    parts = frame.loc[sorted(change.new)]
    whole = frame.loc[[key]].copy()
    union = shapely.coverage_union_all(parts.geometry.to_numpy())
    # A fixed order of parts: the same outlines give the same bytes.
    whole.geometry = [shapely.normalize(shapely.multipolygons(shapely.get_parts(union)))]
    if "area_km2" in whole:
        whole["area_km2"] = round(float(parts["area_km2"].sum()), 2)
    return pd.concat([frame.drop(parts.index), whole]).rename_axis("ags").sort_index()


def _missing(path: Path, change: Change, edition: str, districts: gpd.GeoDataFrame) -> DataError:
    of_change = change.old if change.since > edition else change.new
    labels = ", ".join(
        f"{key} {change.name(key)}".strip() for key in sorted(of_change - set(districts.index))
    )
    day = in_both(lambda lang: language.date(change.day, lang))
    layers = ", ".join(sorted(_needed(change)))
    return DataError(
        Problem(
            "error", str(path),
            Text(f"ohne Umrisse für den Gebietsstand {edition}: {labels} (Änderung vom {day.de})",
                 f"without outlines of the territorial status {edition}: {labels} (change of "
                 f"{day.en})"),
            Text(f"die Ebenen {layers}", f"the layers {layers}"),
            Text("mit --territory einen Stand wählen, den die Datei hat, oder die Umrisse mit "
                 "tools/build_boundaries.py bauen",
                 "choose a status the file has with --territory, or build the outlines with "
                 "tools/build_boundaries.py"),
            code="territory-outlines",
        )
    )  # fmt: skip


def _other_keys(path: Path, edition: str, keys: Collection[str]) -> Problem:
    names = ", ".join(sorted(keys)[:10])
    return Problem(
        "error", str(path),
        Text(f"die Umrisse des Gebietsstands {edition} passen nicht zu district_changes.csv: "
             f"{names}",
             f"the outlines of the territorial status {edition} do not fit district_changes.csv: "
             f"{names}"),
        code="territory-outlines",
    )  # fmt: skip
