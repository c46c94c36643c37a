"""Taking new outlines of the districts into the data folder."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rollout.datastore.csv_rows import with_row
from rollout.datastore.records import source_row
from rollout.datastore.store import DOWNLOADS, SOURCES, Store
from rollout.errors import DataError, Problem
from rollout.files.databases import free_to_replace
from rollout.geo.statuses import CHANGING, outlines_at, statuses_in
from rollout.inputs import BOUNDARIES
from rollout.language import Text
from rollout.readers.places import Places
from rollout.readers.reference import read_district_changes
from rollout.territory import Change, dated_changes, edition_of

if TYPE_CHECKING:
    import geopandas as gpd

    from rollout.geo.statuses import Outlines
    from rollout.readers.official.outlines import OfficialOutlines

DISPLAY_TOLERANCE_M = 750
LEAST_OVERLAP = 0.2  # below, the key stands for another district
GOOD_OVERLAP = 0.8
SOURCE = "import_boundaries"


def import_boundaries(
    path: Path | str, store: Store, *, extra: bytes | None = None
) -> tuple[Problem, ...]:
    """Replace the outlines of districts and Länder; neighbour countries stay.

    Names, types, NUTS codes and official areas are kept; only geometry changes. The layer for
    drawing is simplified without gaps or overlaps. Later territorial statuses of the folder stay
    where the file has their districts, else they go, and a note says so.

    Returns
    -------
    problems
        What was understood, dropped, mapped and changed.

    Raises
    ------
    DataError
        Not all districts, neighbours that do not fit together, or outlines that cannot be of
        these districts.
    """
    import pandas as pd

    from rollout.geo.boundaries import read_boundaries
    from rollout.readers.official.detect import read_outlines

    path = Path(path)
    with store.lock() as notes:
        present = read_boundaries(store.path(BOUNDARIES))
        districts, _, laender, countries = present
        changes = read_district_changes(
            store.folder / "district_changes.csv", frozenset(districts.index)
        )
        none = pd.DataFrame(columns=["plz", "place", "ags"])
        places = Places(districts["display_name"].to_dict(), changes, none, lambda x, y: [])
        nuts3 = {str(code): str(ags) for ags, code in districts["nuts3"].dropna().items()}
        official = read_outlines(path, places, nuts3)
        problems = [*notes, *official.problems]
        outlines = _align_borders(official.outlines, str(path), problems)
        problems += _check_overlap(outlines, districts.geometry, places, str(path))
        layers = {
            "districts": districts.set_geometry(outlines.reindex(districts.index)),
            **_for_display(outlines, laender, str(path)),
            "countries": countries,
        }
        layers |= _later_layers(path, store, present, layers, dated_changes(changes), problems)
        files = _files(layers, official, path, store)
        if extra is not None:
            files[DOWNLOADS] = extra
        free_to_replace(store.path(BOUNDARIES))
        store.replace(files, f"import boundaries {path.name}")
    return tuple(problems)


def _later_layers(
    path: Path,
    store: Store,
    present: Outlines,
    layers: dict[str, gpd.GeoDataFrame],
    changes: tuple[Change, ...],
    notes: list[Problem],
) -> dict[str, gpd.GeoDataFrame]:
    """Changed rows of every later status, as far as the file has its districts."""
    keys = set(layers["districts"].index)
    days = statuses_in(store.path(BOUNDARIES), keys, changes)
    later: dict[str, gpd.GeoDataFrame] = {}
    before = layers
    for day in (day for day in days if day > edition_of(keys, changes)):
        named = outlines_at(store.path(BOUNDARIES), present, changes, day)
        status = _of_status(path, named)
        if status is None:
            notes.append(_status_lost(path, day))
            return later
        # What differs is compared with the status before, of the same file.
        later |= {f"{name}_{day}": _changed_rows(status[name], before[name]) for name in CHANGING}
        before = status
    return later


def _of_status(path: Path, named: Outlines) -> dict[str, gpd.GeoDataFrame] | None:
    """Layers of one status out of a file; None where it lacks one of the districts."""
    import pandas as pd

    from rollout.readers.official.detect import read_outlines

    districts, _, laender, _ = named
    none = pd.DataFrame(columns=["plz", "place", "ags"])
    places = Places(districts["display_name"].to_dict(), none, none, lambda x, y: [])
    nuts3 = {str(code): str(ags) for ags, code in districts["nuts3"].dropna().items()}
    try:
        outlines = read_outlines(path, places, nuts3).outlines
    except DataError:
        return None
    outlines = _align_borders(outlines, str(path), [])
    return {
        "districts": districts.set_geometry(outlines.reindex(districts.index)),
        **_for_display(outlines, laender, str(path)),
    }


def _changed_rows(later: gpd.GeoDataFrame, before: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Rows that are new, or whose outline is another one."""
    import shapely

    shapes = before.geometry.reindex(later.index)
    return later[~shapely.equals_exact(later.geometry.to_numpy(), shapes.to_numpy())]


def _status_lost(path: Path, day: str) -> Problem:
    return Problem(
        "note", str(path),
        Text(f"hat die Kreise des Gebietsstands {day} nicht",
             f"lacks the districts of the territorial status {day}"),
        remedy=Text("dieser Datenordner zeigt nun den Stand davor; eine Karte mit den neuen "
                    "Kreisen bringt ihn zurück",
                    "this data folder now shows the status before; a map with the new districts "
                    "brings it back"),
        code="status-lost",
    )  # fmt: skip


def _align_borders(outlines: gpd.GeoSeries, file: str, notes: list[Problem]) -> gpd.GeoSeries:
    """Make neighbours share their borders exactly, or stop."""
    import shapely

    if shapely.coverage_is_valid(outlines.to_numpy()):
        return outlines
    coverage = shapely.coverage_clean(outlines.to_numpy())
    today = outlines.__class__(coverage, index=outlines.index, crs=outlines.crs)
    if not shapely.coverage_is_valid(coverage) or today.is_empty.any():
        raise _misfit(file)
    finding = Text("Nachbargrenzen passten nicht genau aufeinander",
                 "borders of neighbours did not fit together exactly")  # fmt: skip
    remedy = Text("wurden angeglichen", "were aligned")
    notes.append(Problem("repaired", file, finding, remedy=remedy, code="coverage"))
    return today


def _misfit(file: str) -> DataError:
    finding = Text("Nachbarkreise überlappen sich oder lassen Lücken",
                 "neighbouring districts overlap or leave gaps")  # fmt: skip
    expected = Text("gemeinsame Grenzen", "shared borders")
    return DataError(Problem("error", file, finding, expected, code="coverage"))


def _check_overlap(
    outlines: gpd.GeoSeries, before: gpd.GeoSeries, places: Places, file: str
) -> list[Problem]:
    """Compare with the outlines in use: the same key must be roughly the same place."""
    from rollout.readers.official.outlines import overlap

    shares = overlap(outlines, before).sort_values(kind="stable")
    wrong = list(shares.index[shares < LEAST_OVERLAP])
    if wrong:
        names = ", ".join(places.label(key) for key in wrong[:10])
        raise DataError(
            Problem(
                "error", file,
                Text(f"{len(wrong)} Kreise liegen ganz woanders als bisher: {names}",
                     f"{len(wrong)} districts lie somewhere else than before: {names}"),
                remedy=Text("Schlüssel und Koordinatensystem prüfen",
                            "check keys and coordinate system"), code="displaced",
            )
        )  # fmt: skip
    coarse = int((shares < GOOD_OVERLAP).sum())
    worst = places.label(str(shares.index[0]))
    text = Text(
        f"Übereinstimmung mit den bisherigen Umrissen im Median {shares.median() * 100:.0f} %, am "
        f"kleinsten {shares.iloc[0] * 100:.0f} % ({worst}); unter 80 %: {coarse} Kreise",
        f"agreement with the outlines so far {shares.median() * 100:.0f} % (median), least "
        f"{shares.iloc[0] * 100:.0f} % ({worst}); below 80 %: {coarse} districts",
    )
    return [Problem("note", file, text, code="overlap")]


def _for_display(
    outlines: gpd.GeoSeries, laender: gpd.GeoDataFrame, file: str
) -> dict[str, gpd.GeoDataFrame]:
    """Simplify districts without gaps, and merge them into Länder so that lines coincide."""
    import geopandas as gpd
    import numpy as np
    import shapely

    # Coverage functions simplify shared borders once, so no gap opens between neighbours.
    simple = shapely.coverage_simplify(outlines.to_numpy(), DISPLAY_TOLERANCE_M)
    valid = shapely.coverage_is_valid(simple) and shapely.is_valid(simple).all()
    if not valid or shapely.is_empty(simple).any():
        raise _misfit(file)
    display = gpd.GeoSeries(_multi(simple), index=outlines.index, crs=outlines.crs)
    keys = np.array([str(ags)[:2] for ags in display.index])
    by_land = {
        land: _multi([shapely.coverage_union_all(display.to_numpy()[keys == land])])[0]
        for land in laender.index
    }
    shapes = gpd.GeoSeries(by_land, crs=outlines.crs).reindex(laender.index)
    return {
        "display": gpd.GeoDataFrame(geometry=display),
        "laender": laender.set_geometry(shapes),
    }


def _multi(shapes: Any) -> list[Any]:
    import shapely

    # A fixed order of parts: the same outlines give the same bytes.
    return [shapely.normalize(shapely.multipolygons(shapely.get_parts(shape))) for shape in shapes]


def _files(
    layers: dict[str, gpd.GeoDataFrame], official: OfficialOutlines, path: Path, store: Store
) -> dict[str, bytes]:
    """Write the GeoPackage aside, read it as `load_inputs` will, and give its bytes."""
    import pyogrio

    from rollout.geo.boundaries import read_boundaries

    source = source_row(SOURCE, official.origin, path, math.nan)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "districts.gpkg"
        for name, layer in layers.items():
            pyogrio.write_dataframe(
                layer.reset_index(), target, layer=name, geometry_type="MultiPolygon"
            )
        read_boundaries(target)
        return {
            BOUNDARIES: target.read_bytes(),
            SOURCES: with_row(store.path(SOURCES), "id", source),
        }
