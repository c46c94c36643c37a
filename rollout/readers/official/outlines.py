"""From polygons of any publisher to the outlines of today's districts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from rollout import language
from rollout.errors import Problem
from rollout.language import Text, in_both
from rollout.readers.findings import Findings, file_error
from rollout.readers.official.publisher_table import Origin
from rollout.readers.official.shape_keys import with_system
from rollout.readers.places import Places

if TYPE_CHECKING:
    import geopandas as gpd

EPSG = 25832
AREA_KM2 = (350_000, 362_000)  # Germany, with or without its coastal waters generalised away
_MOST_LABELS = 10


@dataclass(frozen=True, eq=False)
class OfficialOutlines:
    """Outlines of all districts of today.

    Parameters
    ----------
    format
        `vg`, `nuts` or `map`.
    outlines
        MultiPolygons in EPSG:25832, index `ags` (sorted, every district).
    problems
        What was dropped, mapped or mended, and why.
    """

    format: str
    origin: Origin
    outlines: gpd.GeoSeries
    problems: tuple[Problem, ...] = ()


def to_districts(
    shapes: gpd.GeoSeries, places: Places, format: str, origin: Origin, findings: Findings
) -> OfficialOutlines:
    """Bring polygons with any keys into today's districts and check them.

    Parts of one district and dissolved districts with one successor are merged.

    Parameters
    ----------
    shapes
        Index: keys of districts or municipalities, as in the file; repeated keys are parts.

    Raises
    ------
    DataError
        No coordinate system, unknown keys, districts missing or split up, or a total area that
        is not Germany's.
    """
    shapes = _in_metres(with_system(shapes, findings), findings)
    shapes = _clean(shapes, findings)
    keys = _district_keys([str(key) for key in shapes.index], places, findings)
    findings.stop_on_errors()
    outlines = _union_by_key(shapes, keys)
    absent = sorted(set(places.names) - set(outlines.index))
    if absent:
        findings.add(
            "error", "missing-district",
            Text(f"{len(absent)} Kreise fehlen: {_labels(absent, places)}",
                 f"{len(absent)} districts are missing: {_labels(absent, places)}"),
            Text(f"alle {len(places.names)} Kreise", f"all {len(places.names)} districts"),
        )  # fmt: skip
    _check_area(float(outlines.area.sum()) / 1e6, len(places.names), findings)
    findings.stop_on_errors()
    return OfficialOutlines(format, origin, outlines, findings.all())


def _in_metres(shapes: gpd.GeoSeries, findings: Findings) -> gpd.GeoSeries:
    if shapes.crs is None:
        raise file_error(
            findings.file, "no-crs",
            Text("nennt kein Koordinatensystem", "names no coordinate system"),
            Text("etwa UTM32 (EPSG:25832)", "such as UTM32 (EPSG:25832)"),
            Text("die .prj-Datei mitgeben", "provide the .prj file"),
        )  # fmt: skip
    if shapes.crs.to_epsg() != EPSG:
        findings.add(
            "repaired", "crs",
            Text(f"Koordinaten in {shapes.crs.name}", f"coordinates in {shapes.crs.name}"),
            remedy=Text("nach ETRS89/UTM32 (EPSG:25832) umgerechnet",
                        "converted to ETRS89/UTM32 (EPSG:25832)"),
        )  # fmt: skip
    return shapes.to_crs(EPSG)


def _clean(shapes: gpd.GeoSeries, findings: Findings) -> gpd.GeoSeries:
    """Drop rows without an area and mend polygons that cross themselves."""
    empty = shapes.isna() | shapes.is_empty
    if empty.any():
        count = int(empty.sum())
        findings.add(
            "note", "empty-geometry",
            Text(f"{count} Zeilen ohne Fläche bleiben unbeachtet",
                 f"{count} rows without an area are left out"),
        )  # fmt: skip
    shapes = shapes[~empty]
    endless = ~np.isfinite(shapes.bounds.to_numpy()).all(axis=1)
    if endless.any():
        raise file_error(
            findings.file, "broken-geometry",
            Text(f"{int(endless.sum())} Flächen haben Koordinaten, die keine Zahlen sind",
                 f"{int(endless.sum())} areas have coordinates that are no numbers"),
            remedy=Text("die Datei neu beziehen", "get the file anew"),
        )  # fmt: skip
    invalid = ~shapes.is_valid
    if invalid.any():
        count = int(invalid.sum())
        findings.add(
            "repaired", "invalid-geometry",
            Text(f"{count} Flächen überschneiden sich selbst", f"{count} areas cross themselves"),
            remedy=Text("wurden bereinigt", "were mended"),
        )  # fmt: skip
        shapes = shapes.make_valid()
    return shapes


def _district_keys(keys: list[str], places: Places, findings: Findings) -> list[str]:
    """Today's key of every row; rows of municipalities belong to their first five digits."""
    if any(len(key) in (8, 9, 12) and not key.endswith("000") for key in keys):
        findings.add(
            "repaired", "municipalities",
            Text(f"{len(set(keys))} Gemeinden zu Kreisen zusammengefasst",
                 f"{len(set(keys))} municipalities merged into districts"),
            remedy=Text("gerechnet wird je Kreis; für Gemeinden fehlten Indikatoren und "
                        "Wirkungsgebiete",
                        "all is computed per district; for municipalities indicators and service "
                        "areas would be missing"),
        )  # fmt: skip
    short_keys = {key: key[:5] for key in keys}
    old = sorted({key for key in short_keys.values() if key not in places.names})
    today = {}
    for key in old:
        successor = places.only_successor(key)
        if successor is not None:
            today[key] = successor
            _note_old(key, successor, places, findings)
        else:
            _report_old(key, places, findings)
    return [today.get(short_keys[key], short_keys[key]) for key in keys]


def _note_old(key: str, successor: str, places: Places, findings: Findings) -> None:
    label = places.label(successor)
    change = places.to_come.get(key)
    what = Text("ein aufgelöster Kreis", "a dissolved district")
    if change is not None:
        name, day = change.name(key), in_both(lambda lang: language.date(change.day, lang))
        what = Text(f"{name}, ein Kreis seit {day.de}", f"{name}, a district since {day.en}")
    findings.add(
        "repaired", "dissolved",
        Text(f"{key} ist {what.de}", f"{key} is {what.en}"),
        remedy=Text(f"zu {label} gezählt", f"counted to {label}"),
    )  # fmt: skip


def _report_old(key: str, places: Places, findings: Findings) -> None:
    several = ", ".join(places.label(new) for new, _ in places.successors.get(key, ()))
    if several:
        findings.add(
            "error", "dissolved-several",
            Text(f"{key} ist auf mehrere Kreise aufgeteilt: {several}",
                 f"{key} was split up among several districts: {several}"),
            remedy=Text("eine neuere Ausgabe oder die Gemeinden nehmen",
                        "take a newer edition, or the municipalities"),
        )  # fmt: skip
        return
    findings.add(
        "error", "unknown-key",
        Text(f"{key!r} ist kein Kreisschlüssel", f"{key!r} is not a district key"),
        Text("fünf Ziffern wie 09162", "five digits such as 09162"),
    )  # fmt: skip


def _union_by_key(shapes: gpd.GeoSeries, keys: list[str]) -> gpd.GeoSeries:
    """Merge everything with the same key; exact when neighbours share their vertices."""
    import geopandas as gpd

    geometry = shapes.to_numpy()
    rows = pd.Series(range(len(keys))).groupby(np.array(keys, dtype=object)).apply(list)
    # The union of a clean coverage keeps every vertex and is far faster.
    exact = bool(shapely.coverage_is_valid(geometry))
    union = shapely.coverage_union_all if exact else shapely.union_all
    polygons = [_polygons(union(geometry[part])) for part in rows]
    index = pd.Index(rows.index, name="ags", dtype="str")
    return gpd.GeoSeries(polygons, index=index, crs=shapes.crs).sort_index()


def _polygons(shape: shapely.Geometry) -> shapely.MultiPolygon:
    """Keep the areas of a shape, in a fixed order of parts."""
    # Mending may give a collection of multipolygons, lines and points.
    parts = shapely.get_parts(shapely.get_parts(shape))
    areas = [part for part in parts if part.geom_type == "Polygon"]
    return shapely.normalize(shapely.MultiPolygon(areas))


_MOST_OF_GERMANY = 350  # districts, whatever reforms bring


def _check_area(area_km2: float, districts: int, findings: Findings) -> None:
    low, high = AREA_KM2
    # Only the whole country has a known area; tests and parts have another.
    if districts >= _MOST_OF_GERMANY and not low <= area_km2 <= high:
        findings.add(
            "error", "total-area",
            Text(f"alle Flächen zusammen haben {area_km2:.0f} km²",
                 f"all areas together have {area_km2:.0f} km²"),
            Text(f"{low} bis {high} km²", f"{low} to {high} km²"),
        )  # fmt: skip


def overlap(first: gpd.GeoSeries, second: gpd.GeoSeries) -> pd.Series:
    """Overlap of equal keys: area of the intersection by that of the union, 0..1."""
    other = second.reindex(first.index)
    common = shapely.area(shapely.intersection(first.to_numpy(), other.to_numpy()))
    whole = shapely.area(first.to_numpy()) + shapely.area(other.to_numpy()) - common
    return pd.Series(common / whole, index=first.index, name="overlap")


def _labels(keys: Collection[str], places: Places) -> str:
    labels = ", ".join(places.label(key) for key in list(keys)[:_MOST_LABELS])
    return labels + (" …" if len(keys) > _MOST_LABELS else "")
