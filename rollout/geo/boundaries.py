"""The outlines of districts, Länder and neighbour countries, checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rollout.ags import is_district_key
from rollout.errors import DataError, Problem, Text

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
    frames, problems = {}, []
    for layer, columns in LAYERS.items():
        frame, found = _read_layer(path, layer, columns)
        frames[layer] = frame
        problems += found
        if frame is None:
            break
    if problems:
        raise DataError(problems)
    districts, display = frames["districts"], frames["display"]
    if not districts.index.equals(display.index):
        raise DataError(
            _problem(path, "display", Text("hat andere Kreise als die Ebene districts",
                                           "has other districts than the layer districts"))
        )  # fmt: skip
    return districts, display, frames["laender"], frames["countries"]


def _read_layer(
    path: Path, layer: str, columns: tuple[str, ...]
) -> tuple[gpd.GeoDataFrame | None, list[Problem]]:
    import geopandas as gpd
    from pyogrio.errors import DataLayerError, DataSourceError

    try:
        frame = gpd.read_file(path, layer=layer)
    except (DataSourceError, DataLayerError, OSError) as error:
        found = Text(f"nicht lesbar ({error})", f"cannot be read ({error})")
        return None, [_problem(path, layer, found)]
    missing = [column for column in columns if column not in frame]
    if missing or "geometry" not in frame:
        names = ", ".join(missing or ["geometry"])
        return None, [_problem(path, layer, Text(f"ohne Spalte {names}", f"lacks column {names}"))]
    frame = frame[[*columns, "geometry"]].set_index(columns[0]).sort_index()
    return frame, [_problem(path, layer, text) for text in _defects(frame, columns[0])]


def _defects(frame: gpd.GeoDataFrame, key: str) -> list[Text]:
    defects = []
    if frame.crs is None or frame.crs.to_epsg() != EPSG:
        defects.append(
            Text(f"ist in {frame.crs}, nicht EPSG:{EPSG}", f"is in {frame.crs}, not EPSG:{EPSG}")
        )
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


def _problem(path: Path, layer: str, found: Text) -> Problem:
    return Problem(
        "error",
        f"{path} [{layer}]",
        found,
        Text("ein GeoPackage mit den Ebenen " + ", ".join(LAYERS),
             "a GeoPackage with the layers " + ", ".join(LAYERS)),
        code="boundaries",
    )  # fmt: skip
