"""Names and numbers on the HTML map: where each stands and which goes first for room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rollout.ags import LAENDER
from rollout.maps.part_lettering import short_name

if TYPE_CHECKING:
    import geopandas as gpd

    from rollout.maps.figure import MapFigure


def names_on_map(
    figures: Mapping[str, MapFigure], display: gpd.GeoDataFrame, laender: gpd.GeoDataFrame
) -> dict[str, Any]:
    """Texts with their places, the most important first: the script leaves out what has no room.

    Parameters
    ----------
    figures
        By layer; cities are the `towns` of whichever figure has any.
    display, laender
        Outlines (EPSG:25832), index `ags` and key of the Land.

    Returns
    -------
    names
        `names`: [latitude, longitude, text, kind] with kind town, land or district (EPSG:4326);
        `pins`: per layer [latitude, longitude, number, name] of its target regions.
    """
    at, of_land = _middles(display), _middles(laender)
    names = next(iter(figures.values())).names
    towns = next((figure.towns for figure in figures.values() if figure.towns), ())
    cities = [ags for ags in towns if ags in at]
    spoken = {short_name(str(names[ags])) for ags in cities}
    texts = [[*at[ags], short_name(str(names[ags])), "town"] for ags in cities]
    texts += [
        [*of_land[key], LAENDER[key], "land"]
        for key in of_land
        if LAENDER.get(key) and LAENDER[key] not in spoken
    ]
    by_area = display.area.sort_values(ascending=False, kind="stable").index
    texts += [
        [*at[ags], short_name(str(names[ags])), "district"] for ags in by_area if ags not in cities
    ]
    pins = {
        key: [
            [*at[hub], number, name]
            for number, (hub, name) in enumerate(
                zip(figure.numbered, figure.numbered_names, strict=True), start=1
            )
        ]
        for key, figure in figures.items()
        if figure.numbered
    }
    return {"names": texts, "pins": pins}


def _middles(frame: gpd.GeoDataFrame) -> dict[str, tuple[float, float]]:
    """Latitude and longitude of a point inside each outline, on about ten metres."""
    points = frame.geometry.representative_point().to_crs(4326)
    places = zip(points.y.round(4), points.x.round(4), strict=True)
    return dict(zip(points.index.astype(str), places, strict=True))
