"""The collections: districts, initiatives and founding regions as GeoJSON features in WGS84."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from rollout.analysis import Analysis
from rollout.edition.public import DISTRICT_COLUMNS
from rollout.workspace.roles import PUBLIC

if TYPE_CHECKING:
    import geopandas as gpd

Feature = dict[str, Any]
Bounds = tuple[float, float, float, float]
DECIMALS = 6  # of a degree, about a tenth of a metre
# What whoever may see all reads beside the public columns of districts.
MORE_OF_DISTRICTS = ("check_asked", "potential", "rank", "need", "capacity")


@dataclass(frozen=True, eq=False)
class Collection:
    """Features of one kind.

    Parameters
    ----------
    table
        Properties, index: id of the feature, as text.
    shapes
        Geometry of each as GeoJSON, None where it is unknown.
    bounds
        West, south, east, north of each, NaN where it is unknown.
    """

    table: pd.DataFrame
    shapes: Sequence[Mapping[str, Any] | None]
    bounds: np.ndarray

    def within(self, box: Bounds | None) -> list[int]:
        """Positions of the features that touch a box."""
        if box is None:
            return list(range(len(self.table)))
        west, south, east, north = box
        left, bottom, right, top = self.bounds.T
        with np.errstate(invalid="ignore"):
            inside = (left <= east) & (right >= west) & (bottom <= north) & (top >= south)
        return [int(position) for position in np.flatnonzero(inside)]

    def feature(self, position: int) -> Feature:
        """One feature; unknown values are null."""
        row = self.table.iloc[position]
        return {
            "type": "Feature",
            "id": str(self.table.index[position]),
            "geometry": self.shapes[position],
            "properties": {str(name): _plain(value) for name, value in row.items()},
        }

    def position(self, key: str) -> int | None:
        """Where the feature of an id stands; None where there is none."""
        return int(self.table.index.get_loc(key)) if key in self.table.index else None  # type: ignore[arg-type]  # keys are unique

    @property
    def extent(self) -> list[float]:
        """Box around all features; all of the world without any."""
        if not len(self.bounds) or np.isnan(self.bounds).all():
            return [-180.0, -90.0, 180.0, 90.0]
        low, high = np.nanmin(self.bounds, axis=0), np.nanmax(self.bounds, axis=0)
        return [round(float(v), DECIMALS) for v in (low[0], low[1], high[2], high[3])]


def districts(analysis: Analysis, sees_all: bool) -> Collection:
    """Districts with outlines for display."""
    names = [*DISTRICT_COLUMNS, *(MORE_OF_DISTRICTS if sees_all else ())]
    table = analysis.table()[names]
    return _collection(table, analysis.inputs.display.geometry.reindex(table.index))


def initiatives(analysis: Analysis, sees_all: bool) -> Collection:
    """The register, each entry at its seat."""
    import geopandas as gpd

    register = analysis.inputs.initiatives
    points = gpd.points_from_xy(register["longitude"], register["latitude"], crs=4326)
    points = gpd.GeoSeries(points, index=register.index)
    is_located = register["latitude"].notna() & register["longitude"].notna()
    table = register.drop(columns=["latitude", "longitude"])
    return _collection(_allowed(table, "initiative", sees_all), points.where(is_located))


def regions(analysis: Analysis, sees_all: bool) -> Collection:
    """Regions on their way to an initiative: the area of their districts."""
    import geopandas as gpd

    foundings = analysis.inputs.foundings
    display = analysis.inputs.display.geometry
    areas = [
        display[display.index.isin(str(keys).split(";"))].union_all()
        for keys in foundings["region_ags"]
    ]
    shapes = gpd.GeoSeries(areas, index=foundings.index, crs=display.crs)
    return _collection(_allowed(foundings, "founding", sees_all), shapes)


COLLECTIONS: Mapping[str, Callable[[Analysis, bool], Collection]] = {
    "districts": districts, "initiatives": initiatives, "regions": regions,
}  # fmt: skip


def _allowed(table: pd.DataFrame, kind: str, sees_all: bool) -> pd.DataFrame:
    """Table without the columns that are not public, unless all may be seen."""
    return table if sees_all else table[[n for n in table.columns if n in PUBLIC[kind]]]


def _collection(table: pd.DataFrame, shapes: gpd.GeoSeries) -> Collection:
    import shapely

    in_degrees = shapes.to_crs(4326)
    rounded = shapely.transform(in_degrees.to_numpy(), lambda xy: xy.round(DECIMALS))
    polygons = shapely.orient_polygons(rounded)
    geojson = [None if g is None or g.is_empty else json.loads(shapely.to_geojson(g))
               for g in polygons]  # fmt: skip
    named = table.set_axis(table.index.astype(str), axis=0)
    return Collection(named, geojson, shapely.bounds(rounded))


def _plain(value: Any) -> Any:
    """Value as JSON has it; unknown is null."""
    if value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return None
    if isinstance(value, np.generic):
        return _plain(value.item())
    if isinstance(value, float):
        return round(value, 9)
    return value if isinstance(value, (bool, int)) else str(value)
