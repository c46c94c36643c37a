"""Points of a map (GeoJSON, GeoPackage, shapefile) as rows of a table: a register kept in a GIS."""

from __future__ import annotations

import glob
import io
import re
import warnings
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from rollout.errors import DataError
from rollout.files.guarded import MAX_BYTES
from rollout.language import Text
from rollout.readers.findings import Findings, file_error, quote
from rollout.readers.headers import fold
from rollout.readers.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, too_many_cells, too_many_rows
from rollout.readers.merged_cells import Record
from rollout.readers.vocabulary import COLUMNS
from rollout.readers.worksheets import cell_text

if TYPE_CHECKING:
    import geopandas as gpd

_SQLITE = b"SQLite format 3\x00"
_ZIP = b"PK\x03\x04"
SHAPE = b"\x00\x00\x27\x0a"
_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_LONGEST_NAME = 10  # of a column in a shapefile
_KINDS = ("Unknown", *(f"{many}Point{sign}" for many in ("", "Multi", "2.5D ", "3D ")
                       for sign in ("", " Z", " M", " ZM")))  # fmt: skip
_GEOJSON = re.compile(
    rb'"type"\s{0,20}:\s{0,20}"(?:Feature|FeatureCollection|Topology|GeometryCollection|'
    rb'(?:Multi)?(?:Point|LineString|Polygon))"'
)
_DEGREES = 4326
# 1 cm at most; the register is about seats.
_DECIMALS = 7
_MULTI = 4  # type number of a collection of points, as shapely counts


def is_map(raw: bytes) -> bool:
    """Tell a GeoPackage or GeoJSON by its beginning, a zipped shapefile by its parts."""
    start = raw[:2000].lstrip(b"\xef\xbb\xbf \r\n\t")
    is_text = start.startswith(b"{") and _GEOJSON.search(start) is not None
    return raw.startswith((_SQLITE, SHAPE)) or is_text or is_zipped_shape(raw)


def is_zipped_shape(raw: bytes) -> bool:
    """Whether bytes are an archive with a shapefile in it."""
    if not raw.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return any(name.casefold().endswith(".shp") for name in archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError):
        return False


def zipped_shape(path: Path) -> bytes:
    """A shapefile and the files beside it that belong to it, as one archive in memory."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for part in sorted(path.parent.glob(f"{glob.escape(path.stem)}.*")):
            if part.suffix.casefold() in _PARTS and part.stat().st_size <= MAX_BYTES:
                archive.write(part, f"points{part.suffix.casefold()}")
    return target.getvalue()


def _whole_shape(raw: bytes, file: str) -> bytes:
    """The parts of a shapefile and nothing else: GDAL would follow what another file names."""
    target = io.BytesIO()
    endings = set()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive, zipfile.ZipFile(target, "w") as parts:
        if sum(part.file_size for part in archive.infolist()) > MAX_BYTES:
            raise too_many_cells(file)
        for name in archive.namelist():
            path = PurePosixPath(name)
            if path.suffix.casefold() in _PARTS and not path.name.startswith("."):
                endings.add(path.suffix.casefold())
                parts.writestr(f"{path.stem}{path.suffix.casefold()}", archive.read(name))
    if not {".shp", ".dbf", ".shx"} <= endings:
        raise _part_of_shape(file)
    return target.getvalue()


def _part_of_shape(file: str) -> DataError:
    return file_error(
        file, "unreadable-map",
        Text("ist nur ein Teil einer Shape-Datei", "is only a part of a shapefile"),
        Text("die Dateien .shp, .shx, .dbf und .prj zusammen",
             "the files .shp, .shx, .dbf and .prj together"),
        Text("alle in ein ZIP packen, oder die Ebene als GeoPackage speichern",
             "put all of them into a ZIP, or save the layer as a GeoPackage"),
    )  # fmt: skip


def _whole_names(names: list[str], findings: Findings) -> list[str]:
    """Headers that a shapefile cut to ten letters, as far as only one column begins so."""
    headers = []
    for name in names:
        begins = {
            column for spelling, column in COLUMNS.by_spelling.items()
            if len(name) == _LONGEST_NAME and spelling.startswith(fold(name))
        }  # fmt: skip
        is_cut = len(begins) == 1 and fold(name) not in COLUMNS.by_spelling
        headers.append(begins.pop() if is_cut else name)
        if is_cut:
            column = headers[-1]
            findings.add(
                "repaired", "cut-header",
                Text(f"{quote(name)} auf zehn Zeichen gekürzt, als {column} gelesen",
                     f"{quote(name)} cut to ten letters, read as {column}"), line=1,
            )  # fmt: skip
    return headers


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
    if raw.startswith(SHAPE):
        raise _part_of_shape(findings.file)
    points = _points(_unpacked(raw, findings.file), findings)
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
    if raw.startswith(_ZIP):
        header = _whole_names(header, findings)
    return [(1, header), *((i, list(map(cell_text, row))) for i, row in enumerate(rows, start=2))]


def _unpacked(raw: bytes, file: str) -> bytes:
    """The map itself; a damaged archive is an unreadable map."""
    if not raw.startswith(_ZIP):
        return raw
    try:
        return _whole_shape(raw, file)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise _unreadable(file) from error


def _unreadable(file: str) -> DataError:
    finding = Text("ist keine lesbare Karte", "is not a readable map")
    return file_error(file, "unreadable-map", finding)


def _points(raw: bytes, findings: Findings) -> gpd.GeoDataFrame:
    import pyogrio

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            layers = {
                number: str(name)
                for number, (name, kind) in enumerate(pyogrio.list_layers(io.BytesIO(raw)))
                if str(kind) in _KINDS
            }
            # By number: GDAL names the layer of a GeoJSON after a file in memory.
            frames = {
                name: _only_points(pyogrio.read_dataframe(io.BytesIO(raw), layer=number))
                for number, name in layers.items()
            }
    except (DataError, MemoryError):
        raise
    except Exception as error:  # GDAL fails in many ways on broken files
        raise _unreadable(findings.file) from error
    usable = {name: frame for name, frame in frames.items() if frame is not None and len(frame)}
    if len(usable) != 1:
        raise _unclear(findings.file, list(usable))
    (frame,) = usable.values()
    if frame.crs is None:
        raise file_error(
            findings.file, "no-crs",
            Text("nennt kein Koordinatensystem", "names no coordinate system"),
            Text("ein Koordinatensystem, etwa EPSG:25832 oder EPSG:4326",
                 "a coordinate system, such as EPSG:25832 or EPSG:4326"),
            Text("der Ebene im GIS ihr Koordinatensystem zuweisen (bei Shape-Dateien die .prj "
                 "mitgeben), oder als Tabelle mit den Spalten latitude und longitude speichern",
                 "assign its coordinate system to the layer in the GIS (with shapefiles hand in "
                 "the .prj), or save it as a table with the columns latitude and longitude"),
        )  # fmt: skip
    return frame


def _only_points(frame: Any) -> gpd.GeoDataFrame | None:
    """Points, also one by one in a collection; None for a layer that holds anything else.

    A row without a point stays: postcode or place may say where it is.
    """
    import geopandas as gpd
    import shapely

    if not isinstance(frame, gpd.GeoDataFrame):
        return None
    shapes = frame.geometry.to_numpy()
    is_single = (shapely.get_type_id(shapes) == _MULTI) & (shapely.get_num_geometries(shapes) == 1)
    points = frame.set_geometry(np.where(is_single, shapely.get_geometry(shapes, 0), shapes))
    points = points.set_crs(frame.crs, allow_override=True)
    there = points[~(points.geometry.isna() | points.geometry.is_empty)]
    return points if len(there) and (there.geom_type == "Point").all() else None


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
