"""Maps as shapefile, folder, archive or GeoPackage, above all VG250, VG1000, VG5000 of the BKG."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rollout.errors import DataError
from rollout.files.guarded import check_regular
from rollout.language import Text
from rollout.readers.findings import Findings, file_error, quote
from rollout.readers.official.archive import unpack
from rollout.readers.official.foreign_maps import refuse_foreign
from rollout.readers.official.outlines import OfficialOutlines, to_districts
from rollout.readers.official.publisher_table import Origin
from rollout.readers.official.shape_keys import key_columns, with_keys
from rollout.readers.places import Places

if TYPE_CHECKING:
    import geopandas as gpd

LAND, WHOLE = 4, 9  # column GF: 4 is land, 2 is water; 9 means that nothing is told apart
MAX_FILES = 2000
MAX_BYTES = 1_500_000_000
_MAP = Text("eine Shape-Datei oder ein GeoPackage", "a shapefile or a GeoPackage")
_SUFFIXES = (".shp", ".shx", ".dbf", ".prj", ".cpg", ".gpkg", ".txt")
# Numbers at the start of a file by the ESRI and SQLite specifications.
_MAGIC = {".shp": b"\x00\x00\x27\x0a", ".gpkg": b"SQLite format 3\x00"}
_LEVELS = ("_krs", "_gem")  # districts before municipalities
_NAMES_OF_DISTRICTS = ("districts", "kreise", "landkreise", "krs", "counties")
_PRODUCT = re.compile(r"(vg[0-9]{3,4})", re.IGNORECASE)
_DATE = re.compile(r"[0-9]{2}\.[0-9]{2}\.((?:19|20)[0-9]{2})")
_LICENCE_URL = "https://www.govdata.de/dl-de/by-2-0"


def read_vg(path: Path, places: Places, nuts3: Mapping[str, str]) -> OfficialOutlines:
    """Read district outlines from a folder of shapefiles, a zip archive, .shp or .gpkg.

    Of the BKG the layer of districts is taken, else that of municipalities, which are merged;
    water (column `GF`) is left out. Of others, the one layer of areas with district keys.

    Raises
    ------
    DataError
        Nothing to read, or not all districts of today.
    """
    findings = Findings(str(path))
    if path.suffix.casefold() == ".zip":
        with tempfile.TemporaryDirectory() as folder:
            unpack(path, Path(folder), _SUFFIXES)
            return _read_folder(Path(folder), path.name, places, nuts3, findings)
    if path.is_dir():
        return _read_folder(path, path.name, places, nuts3, findings)
    return _read_file(path, path.name, places, nuts3, findings)


def _read_folder(
    folder: Path, name: str, places: Places, nuts3: Mapping[str, str], findings: Findings
) -> OfficialOutlines:
    files = [path for path in _files(folder, findings.file) if path.suffix.casefold() in _MAGIC]
    for level in _LEVELS:
        for path in files:
            if path.suffix.casefold() == ".shp" and path.stem.casefold().endswith(level):
                return _read_file(path, name, places, nuts3, findings)
    usable = [path for path in files if len(files) == 1 or _has_keys(path, places, nuts3)]
    if len(usable) == 1:
        return _read_file(usable[0], name, places, nuts3, findings)
    names = ", ".join(quote(path.name) for path in usable[:10])
    raise file_error(
        findings.file, "no-layer",
        Text(f"mehrere Ebenen mit Kreisschlüsseln: {names}",
             f"several layers of district keys: {names}") if usable else
        Text("enthält keine Ebene der Kreise oder Gemeinden",
             "holds no layer of districts or municipalities"),
        Text("eine Datei wie VG250_KRS.shp oder ein GeoPackage",
             "a file such as VG250_KRS.shp, or a GeoPackage"),
    )  # fmt: skip


def _has_keys(path: Path, places: Places, nuts3: Mapping[str, str]) -> bool:
    try:
        return bool(_layers_with_keys(path, places, nuts3))
    except DataError:
        return False


def _layers_with_keys(path: Path, places: Places, nuts3: Mapping[str, str]) -> list[str]:
    """Layers of areas that have a column of district keys, in order of name."""
    import pyogrio

    _check_magic(path, str(path))
    try:
        layers = [str(name) for name, kind in pyogrio.list_layers(path)
                  if "Polygon" in str(kind) or kind == "Unknown"]  # fmt: skip
        tables = {name: pyogrio.read_dataframe(path, layer=name, read_geometry=False)
                  for name in sorted(layers)}  # fmt: skip
    except Exception as error:  # GDAL fails in many ways on broken files
        raise _unreadable(str(path)) from error
    return [name for name, table in tables.items() if key_columns(table, places, nuts3)]


def _files(folder: Path, file: str) -> list[Path]:
    """Regular files below a folder, in order of name; links are not followed."""
    paths: list[Path] = []
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            paths.append(path)
        if len(paths) > MAX_FILES:
            raise file_error(
                file, "too-many-files",
                Text(f"enthält mehr als {MAX_FILES} Dateien", f"holds over {MAX_FILES} files"),
                remedy=Text("den Ordner der Karte angeben", "give the folder of the map"),
            )  # fmt: skip
    return sorted(paths)


def _read_file(
    path: Path, name: str, places: Places, nuts3: Mapping[str, str], findings: Findings
) -> OfficialOutlines:
    """Read one file, of the BKG or of anybody."""
    _check_magic(path, findings.file)
    is_package = path.suffix.casefold() == ".gpkg"
    layer = _layer_of(path, places, nuts3, findings.file) if is_package else None
    frame = _read(path, layer, findings.file)
    columns = {str(column).upper(): column for column in frame.columns}
    is_product = _PRODUCT.search(path.stem) or _PRODUCT.search(name)
    if "AGS" not in columns or not ("GF" in columns or is_product):
        shapes = with_keys(frame, places, nuts3, findings)
        return to_districts(shapes, places, "map", Origin("", name), findings)
    if "GF" in columns:
        frame = _land_only(frame, columns["GF"], findings)
    shapes = frame.geometry.set_axis(frame[columns["AGS"]].astype("str"))
    return to_districts(shapes, places, "vg", _origin(path, name), findings)


def _check_magic(path: Path, file: str) -> None:
    """Look at the content: the ending decides nothing, and GDAL opens many things."""
    magic = _MAGIC.get(path.suffix.casefold())
    check_regular(path, MAX_BYTES, _MAP)
    try:
        with path.open("rb") as stream:
            start = stream.read(16)
    except OSError as error:
        raise _unreadable(file) from error
    if magic is None or not start.startswith(magic):
        raise _unreadable(file)


def _unreadable(file: str) -> Exception:
    return file_error(
        file, "unreadable-map",
        Text("ist keine lesbare Shape-Datei oder kein GeoPackage",
             "is not a readable shapefile or GeoPackage"),
        remedy=Text("neu herunterladen; zu .shp gehören .shx, .dbf und .prj",
                    "download it again; .shx, .dbf and .prj belong to .shp"),
    )  # fmt: skip


def _layer_of(path: Path, places: Places, nuts3: Mapping[str, str], file: str) -> str:
    """Layer of districts in a GeoPackage: by the names of the BKG, else the one with keys."""
    import pyogrio

    try:
        layers = [str(name) for name in pyogrio.list_layers(path)[:, 0]]
    except Exception as error:  # GDAL fails in many ways on broken files
        raise _unreadable(file) from error
    for level in _LEVELS:
        for layer in sorted(layers):
            if layer.casefold().endswith(level):
                return layer
    usable = _layers_with_keys(path, places, nuts3)
    if layers and not usable:
        refuse_foreign(_read(path, layers[0], file), file)
    named = [layer for layer in usable if layer.casefold() in _NAMES_OF_DISTRICTS]
    if len(named or usable) == 1:
        return (named or usable)[0]
    names = ", ".join(quote(layer) for layer in (usable or layers)[:10])
    finding = (
        Text(f"mehrere Ebenen mit Kreisschlüsseln: {names}",
             f"several layers of district keys: {names}") if usable else
        Text(f"keine Ebene der Kreise; vorhanden: {names}",
             f"no layer of districts; present: {names}")
    )  # fmt: skip
    expected = Text("eine Ebene wie vg250_krs oder kreise", "a layer such as vg250_krs or kreise")
    raise file_error(file, "no-layer", finding, expected)


def _read(path: Path, layer: str | None, file: str) -> gpd.GeoDataFrame:
    import geopandas as gpd
    import pyogrio

    try:
        frame: Any = pyogrio.read_dataframe(path, layer=layer)
    except Exception as error:  # GDAL fails in many ways on broken files
        raise _unreadable(file) from error
    if not isinstance(frame, gpd.GeoDataFrame) or frame.empty:
        raise _unreadable(file)
    return frame


def _land_only(frame: gpd.GeoDataFrame, column: str, findings: Findings) -> gpd.GeoDataFrame:
    """Keep land; the parts of a district on water repeat its key."""
    land = frame[column] == LAND
    if not land.any():
        return frame
    water = int((~land).sum())
    if water:
        findings.add(
            "note", "water",
            Text(f"{water} Wasserflächen (GF ungleich {LAND}) bleiben unbeachtet",
                 f"{water} areas of water (GF not {LAND}) are left out"),
        )  # fmt: skip
    return frame[land]


def _origin(path: Path, name: str) -> Origin:
    product = _PRODUCT.search(path.stem) or _PRODUCT.search(name)
    title = f"Verwaltungsgebiete {product[1].upper()}" if product else "Verwaltungsgebiete"
    status = _status(path.parent)
    year = f" {status[-4:]}" if status else ""
    notice = f"© GeoBasis-DE / BKG{year}, dl-de/by-2-0"
    return Origin(
        publisher="Bundesamt für Kartographie und Geodäsie (BKG)",
        title=title,
        reference_date=status,
        licence="dl-de/by-2-0",
        licence_url=_LICENCE_URL,
        attribution=Text(f"{notice} (Daten verändert)", f"{notice} (data changed)"),
        url="https://gdz.bkg.bund.de",
    )


def _status(folder: Path) -> str:
    """Date from the file `aktualitaet.txt` that comes with the map."""
    for place in (folder, folder.parent):
        note = place / "aktualitaet.txt"
        if note.is_file() and note.stat().st_size < 10_000:
            # The BKG writes its notes in Windows-1252.
            match = _DATE.search(note.read_text("cp1252", errors="replace"))
            if match:
                return match[0]
    return ""
