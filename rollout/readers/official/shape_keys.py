"""Which column of a map names the districts: by its content, whatever it is called."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from rollout.language import Text
from rollout.readers.findings import Findings, file_error, quote
from rollout.readers.headers import fold
from rollout.readers.nuts_codes import OLD_CODES
from rollout.readers.official.foreign_maps import refuse_foreign
from rollout.readers.places import Places

if TYPE_CHECKING:
    import geopandas as gpd

EPSG_DEGREES, EPSG_UTM32 = 4326, 25832
# Germany with a margin; no other system in use puts it into either of these boxes.
_DEGREES = (5.0, 46.5, 16.0, 56.0)
_UTM32 = (270_000, 5_200_000, 940_000, 6_150_000)
# Usual names, best first; decides only between columns that hold keys.
_USUAL = ("ags", "ags0", "krsags", "kreisags", "districtags", "kreisschluessel", "krs", "krscode",
          "rs", "rs0", "ars", "ars0", "sch", "sdvrs", "sdvars", "nutsid", "nuts3", "nuts", "id",
          "key", "schluessel", "kennziffer", "cca3")  # fmt: skip
_LEAST_SHARE = 0.9
_ZERO_DECIMALS = re.compile(r"([0-9]{1,20})\.0{1,20}")
_LOST_ZERO = (4, 7, 8, 11)


def with_keys(
    frame: gpd.GeoDataFrame, places: Places, nuts3: Mapping[str, str], findings: Findings
) -> gpd.GeoSeries:
    """Shapes of a map indexed by district key, of today or before.

    Raises
    ------
    DataError
        No column holds district keys, or two hold different ones.
    """
    columns = key_columns(frame, places, nuts3)
    if not columns:
        refuse_foreign(frame, findings.file)
        names = ", ".join(quote(str(name), 30) for name in frame.columns[:20])
        raise file_error(
            findings.file, "missing-column",
            Text(f"keine Spalte mit Kreisschlüsseln; vorhanden: {names}",
                 f"no column of district keys; present: {names}"),
            Text("eine Spalte mit AGS, Regionalschlüssel oder NUTS-3-Schlüssel",
                 "a column of AGS, Regionalschlüssel or NUTS 3 codes"),
        )  # fmt: skip
    name, keys = next(iter(columns.items()))
    for other, its_keys in columns.items():
        if fold(name) not in _USUAL and not keys.equals(its_keys):
            raise file_error(
                findings.file, "which-column",
                Text(f"{quote(name)} und {quote(other)} nennen verschiedene Kreise",
                     f"{quote(name)} and {quote(other)} name different districts"),
                remedy=Text("die richtige Spalte AGS nennen", "name the right column AGS"),
            )  # fmt: skip
    count = keys.str[:5].nunique()
    findings.add(
        "note", "column-name",
        Text(f"{count} Kreise mit Schlüsseln aus Spalte {quote(name)}",
             f"{count} districts with keys of column {quote(name)}"),
    )  # fmt: skip
    return frame.geometry.set_axis(keys)


def key_columns(
    frame: pd.DataFrame, places: Places, nuts3: Mapping[str, str]
) -> dict[str, pd.Series]:
    """Columns that hold district keys, those of usual names first, with the keys in full."""
    nuts = {**OLD_CODES, **nuts3}
    districts = places.names.keys() | places.successors.keys()
    columns = {}
    for name in frame.columns:
        if str(frame[name].dtype) == "geometry":
            continue
        keys = _keys(frame[name].tolist(), nuts)
        texts = [key for key in keys if key]
        share = sum(key[:5] in districts for key in texts) / max(len(texts), 1)
        if share >= _LEAST_SHARE and len(texts) >= _LEAST_SHARE * len(keys):
            columns[str(name)] = pd.Series(keys, index=frame.index, dtype="str")
    order = {spelling: place for place, spelling in enumerate(_USUAL)}
    return dict(sorted(columns.items(), key=lambda item: order.get(fold(item[0]), len(order))))


def _keys(values: Collection[Any], nuts: Mapping[str, str]) -> list[str]:
    """Keys as text, lost zeros put back where the others of the column have theirs.

    A column is of one length; numbers never keep their zeros.
    """
    texts = [_text(value) for value in values]
    texts = [nuts.get(text, text) for text in texts]
    digits = [len(text) for text in texts if text.isdecimal()]
    full = max(digits, default=0)
    if full - 1 in _LOST_ZERO:
        return [text.zfill(full) if len(text) == full - 1 else text for text in texts]
    if full in _LOST_ZERO and full != 8:  # only Länder below 10
        return [text.zfill(full + 1) for text in texts]
    return texts


def _text(value: Any) -> str:
    if value is None or value != value:
        return ""
    text = str(value).strip()
    number = _ZERO_DECIMALS.fullmatch(text)
    return number[1] if number else text.upper()


def with_system(shapes: gpd.GeoSeries, findings: Findings) -> gpd.GeoSeries:
    """Shapes in the plane; a missing coordinate system is put back where only one fits."""
    import shapely

    shapes = shapes.set_axis(shapes.index)
    if shapes.has_z.any():
        shapes = shapes.__class__(shapely.force_2d(shapes.to_numpy()), index=shapes.index,
                                  crs=shapes.crs)  # fmt: skip
    if shapes.crs is not None or shapes.empty:
        return shapes
    for epsg, box in ((EPSG_DEGREES, _DEGREES), (EPSG_UTM32, _UTM32)):
        west, south, east, north = shapes.total_bounds
        if box[0] <= west < east <= box[2] and box[1] <= south < north <= box[3]:
            name = "WGS 84" if epsg == EPSG_DEGREES else "ETRS89/UTM32"
            findings.add(
                "repaired", "no-crs",
                Text("nennt kein Koordinatensystem", "names no coordinate system"),
                remedy=Text(f"nach der Lage der Koordinaten {name} (EPSG:{epsg})",
                            f"by where the coordinates lie, {name} (EPSG:{epsg})"),
            )  # fmt: skip
            return shapes.set_crs(epsg)
    return shapes
