"""The outlines of districts, Länder and neighbour countries, checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rollout.ags import is_district_key
from rollout.errors import DataError, Problem
from rollout.language import Text

if TYPE_CHECKING:
    import geopandas as gpd

EPSG = 25832
LAYERS = {
    "districts": ("ags", "name", "display_name", "type", "land", "land_name", "nuts3", "area_km2"),
    "display": ("ags",),
    "laender": ("land", "land_name"),
    "countries": ("iso2", "name_de", "name_en"),
}


def read_boundaries(
    path: Path | str,
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Read districts, display outlines, Länder and countries, each indexed by its key, sorted.

    Raises
    ------
    DataError
        With everything wrong in the file.
    """
    path = Path(path)
    frames, problems = {}, _missing_file(path)
    for layer, columns in LAYERS.items() if not problems else ():
        try:
            frames[layer] = read_layer(path, layer, columns)
        except DataError as error:
            problems += error.problems
    if not problems and not frames["districts"].index.equals(frames["display"].index):
        text = Text(
            "hat andere Kreise als die Ebene districts", "has other districts than layer districts"
        )
        problems.append(_problem(path, "display", text))
    if problems:
        raise DataError(problems)
    return frames["districts"], frames["display"], frames["laender"], frames["countries"]


def _missing_file(path: Path) -> list[Problem]:
    if path.is_file():
        return []
    if path.is_dir():
        return [_problem(path, "", Text("ist ein Ordner", "is a folder"))]
    return [_problem(path, "", Text("gibt es nicht", "does not exist"))]


def read_layer(path: Path, layer: str, columns: tuple[str, ...]) -> gpd.GeoDataFrame:
    """Read one layer, indexed by the first of `columns` and sorted; raises `DataError`."""
    import geopandas as gpd
    from pyogrio.errors import DataLayerError, DataSourceError

    try:
        frame = gpd.read_file(path, layer=layer)
    except (DataSourceError, DataLayerError, OSError) as error:
        finding = Text(f"nicht lesbar ({error})", f"cannot be read ({error})")
        raise DataError(_problem(path, layer, finding)) from None
    absent = [column for column in (*columns, "geometry") if column not in frame]
    if absent:
        names = ", ".join(absent)
        text = Text(f"ohne Spalte {names}", f"lacks column {names}")
        raise DataError(_problem(path, layer, text))
    key = columns[0]
    frame = frame[[*columns, "geometry"]].astype({key: str}).set_index(key).sort_index()
    defects = _defects(frame, key)
    if defects:
        raise DataError(_problem(path, layer, text) for text in defects)
    return frame


def _defects(frame: gpd.GeoDataFrame, key: str) -> list[Text]:
    defects = []
    if frame.crs is None or frame.crs.to_epsg() != EPSG:
        defects.append(
            Text(f"ist in {frame.crs}, nicht EPSG:{EPSG}", f"is in {frame.crs}, not EPSG:{EPSG}")
        )
    if frame.empty:
        defects.append(Text("ist leer", "is empty"))
    twice = sorted(set(frame.index[frame.index.duplicated()]))
    if twice:
        defects.append(Text(f"Schlüssel doppelt: {twice}", f"keys twice: {twice}"))
    if key == "ags":
        wrong = [entry for entry in frame.index if not is_district_key(entry)]
        if wrong:
            defects.append(
                Text(f"keine Kreisschlüssel: {wrong[:5]}", f"no district keys: {wrong[:5]}")
            )
    empty = list(frame.index[frame.geometry.isna() | frame.geometry.is_empty])
    if empty:
        defects.append(Text(f"ohne Geometrie: {empty[:5]}", f"without geometry: {empty[:5]}"))
    return defects


def _problem(path: Path, layer: str, finding: Text) -> Problem:
    return Problem(
        "error",
        f"{path} [{layer}]" if layer else str(path),
        finding,
        Text("ein GeoPackage mit den Ebenen " + ", ".join(LAYERS),
             "a GeoPackage with the layers " + ", ".join(LAYERS)),
        Text("die mitgelieferte Datei nehmen oder mit tools/build_boundaries.py neu bauen",
             "take the shipped file or build it anew with tools/build_boundaries.py"),
        code="boundaries",
    )  # fmt: skip
