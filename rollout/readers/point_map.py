"""Points of a map (GeoJSON or GeoPackage) as rows of a table: a register kept in a GIS."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any

import pandas as pd

from rollout.errors import DataError
from rollout.files.guarded import MAX_BYTES
from rollout.language import Text
from rollout.readers.findings import Findings, file_error, quote
from rollout.readers.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, too_many_cells, too_many_rows
from rollout.readers.merged_cells import Record
from rollout.readers.worksheets import cell_text

if TYPE_CHECKING:
    import geopandas as gpd

_SQLITE = b"SQLite format 3\x00"
_DEGREES = 4326
# 1 cm at most; the register is about seats.
_DECIMALS = 7


def is_map(raw: bytes) -> bool:
    """Tell a GeoPackage or GeoJSON by its beginning."""
    start = raw[:2000].lstrip(b"\xef\xbb\xbf \r\n\t")
    return raw.startswith(_SQLITE) or (start.startswith(b"{") and b'"type"' in start)


def point_records(raw: bytes, findings: Findings) -> list[Record]:
    """Header and rows: the attributes, then `longitude` and `latitude` in degrees.

    Columns of these names that are there already are left alone, and none are added.

    Raises
    ------
    DataError
        Not readable, no layer or several layers of points, no coordinate system, too large.
    """
    if len(raw) > MAX_BYTES:
        raise too_many_cells(findings.file)
    points = _points(raw, findings)
    frame = pd.DataFrame(points.drop(columns=points.geometry.name))
    if len(frame) > MAX_ROWS:
        raise too_many_rows(findings.file, len(frame))
    if len(frame.columns) > MAX_COLUMNS or frame.size > MAX_CELLS:
        raise too_many_cells(findings.file)
    names = {str(name).casefold() for name in frame.columns}
    if not names & {"longitude", "latitude"}:
        places = points.geometry.to_crs(_DEGREES)
        frame["longitude"] = places.x.round(_DECIMALS)
        frame["latitude"] = places.y.round(_DECIMALS)
    findings.add(
        "note", "point-map",
        Text(f"{len(frame)} Punkte einer Karte als Zeilen gelesen",
             f"{len(frame)} points of a map read as rows"),
    )  # fmt: skip
    rows = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
    header = [str(name) for name in frame.columns]
    return [(1, header), *((i, list(map(cell_text, row))) for i, row in enumerate(rows, start=2))]


def _points(raw: bytes, findings: Findings) -> gpd.GeoDataFrame:
    import pyogrio

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            layers = {
                number: str(name)
                for number, (name, kind) in enumerate(pyogrio.list_layers(io.BytesIO(raw)))
                if str(kind) in ("Point", "Point Z", "Unknown")
            }
            # By number: GDAL names the layer of a GeoJSON after a file in memory.
            frames = {
                name: _only_points(pyogrio.read_dataframe(io.BytesIO(raw), layer=number))
                for number, name in layers.items()
            }
    except (DataError, MemoryError):
        raise
    except Exception as error:  # GDAL fails in many ways on broken files
        finding = Text("ist keine lesbare Karte", "is not a readable map")
        raise file_error(findings.file, "unreadable-map", finding) from error
    usable = {name: frame for name, frame in frames.items() if frame is not None and len(frame)}
    if len(usable) != 1:
        raise _unclear(findings.file, list(usable))
    (frame,) = usable.values()
    if frame.crs is None:
        raise file_error(
            findings.file, "no-crs",
            Text("nennt kein Koordinatensystem", "names no coordinate system"),
        )  # fmt: skip
    return frame


def _only_points(frame: Any) -> gpd.GeoDataFrame | None:
    """Points with coordinates; None for a layer that holds anything else."""
    import geopandas as gpd

    if not isinstance(frame, gpd.GeoDataFrame):
        return None
    there = frame[~(frame.geometry.isna() | frame.geometry.is_empty)]
    return frame if len(there) == len(frame) and (there.geom_type == "Point").all() else None


def _unclear(file: str, layers: list[str]) -> DataError:
    names = ", ".join(quote(layer) for layer in layers[:10])
    finding = (
        Text(f"mehrere Ebenen von Punkten: {names}", f"several layers of points: {names}")
        if layers
        else Text("enthält keine Ebene nur aus Punkten", "holds no layer of points only")
    )
    return file_error(
        file, "no-layer", finding,
        Text("eine Ebene mit einem Punkt je Zeile", "one layer with a point for each row"),
        Text("die Ebene allein als GeoJSON oder GeoPackage speichern, Umrisse mit "
             "rollout data import boundaries einlesen",
             "save the layer by itself as GeoJSON or GeoPackage; import outlines with "
             "rollout data import boundaries"),
    )  # fmt: skip
