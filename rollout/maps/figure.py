"""What a map shows: classes of districts, points, words. How it is drawn is `page`'s part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from rollout.coverage.words import SAMPLE_NOTE, day_text
from rollout.geo.svg import Box, MapPaths
from rollout.language import Lang, Text
from rollout.maps.layers import LEFT_OUT_CLASS, NO_DATA_CLASS, NO_DATA_KEY, MapClass, layer_of
from rollout.readers.words import assumed_point

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely


SEAT_NAMES = {
    "networked": Text("Sitz: ⟦vernetzt⟧", "seat: ⟦linked⟧"),
    "founding": Text("Sitz: ⟦in Gründung⟧", "seat: ⟦being founded⟧"),
    "unconnected": Text("Sitz: ⟦nicht angebunden⟧", "seat: ⟦not linked⟧"),
}


_ISLAND = 0.005  # smaller islands do not widen a map: Neuwerk lies 100 km from Hamburg


@dataclass(frozen=True)
class Caption:
    """Words every map of one analysis carries, in both languages.

    Parameters
    ----------
    definition
        Rule, filters and date that decide the map.
    register_date
        Reference date of the register, as an ISO date.
    sources
        One attribution per licence, worded as the licence asks.
    note
        What the register is not.
    """

    definition: Text
    register_date: str = ""
    sources: tuple[Text, ...] = ()
    note: Text = SAMPLE_NOTE


@dataclass(frozen=True)
class Inset:
    """An enlarged part of the map: its name and square bounds (EPSG:25832, metres)."""

    name: Text
    bounds: Box


INSETS = (
    Inset(Text("Rhein-Ruhr", "Rhine-Ruhr"), (322_000, 5_632_000, 424_000, 5_734_000)),
    Inset(Text("Rhein-Main-Neckar", "Rhine-Main-Neckar"), (422_000, 5_457_000, 534_000, 5_569_000)),
    Inset(Text("Berlin, Potsdam", "Berlin, Potsdam"), (755_000, 5_775_000, 835_000, 5_855_000)),
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class MapFigure:
    """A map ready to be drawn in one language.

    Parameters
    ----------
    paths
        Geometry on the drawing grid.
    kind
        `classes` for a plain legend, `matrix` for the need x capacity square.
    title, subtitle, legend_title
        Words in the figure's language.
    classes
        Legend in order; every value of `district_class` is a key here.
    district_class, names
        Key of the class and display name, index `ags`.
    seats
        Points of `seat_frame`; None draws none.
    labels
        Keys of the districts to name on the map, the most important first.
    verified
        Keys of the districts marked by a ring: none was found, and somebody said so.
    numbered
        Keys of the districts that carry a number on the map and stand with their names in the
        legend, below the label of their class.
    outlined
        Keys of the districts with a thick outline.
    extent
        Part to show (EPSG:25832); None for the whole country.
    focus
        Keys of the districts that count in the legend and keep their colour; None for all.
    areas
        Outlines of the districts in focus (EPSG:25832), inside of which names are written.
    cities
        Districts that are a city: a ring, the name beside it.
    strong, strong_words
        Districts whose name is bold, and what that means.
    towns
        Districts that are cities, named on the map of the country, the largest first.
    regions
        Outlines (EPSG:25832) of the numbered regions by their hub: their numbers become pins.
    insets
        Enlarged parts, drawn as far as there is room.
    """

    paths: MapPaths
    kind: Literal["classes", "matrix"]
    title: str
    subtitle: str
    legend_title: str
    classes: tuple[MapClass, ...]
    district_class: pd.Series
    names: pd.Series
    caption: Caption
    lang: Lang = "de"
    seats: pd.DataFrame | None = None
    labels: tuple[str, ...] = ()
    verified: tuple[str, ...] = ()
    numbered: tuple[str, ...] = ()
    numbered_names: tuple[str, ...] = ()
    outlined: tuple[str, ...] = ()
    extent: Box | None = None
    focus: pd.Index | None = None
    areas: Mapping[str, shapely.Geometry] = field(default_factory=dict)
    cities: frozenset[str] = frozenset()
    strong: frozenset[str] = frozenset()
    strong_words: Text = Text("", "")
    towns: tuple[str, ...] = ()
    regions: Mapping[str, shapely.Geometry] = field(default_factory=dict)
    insets: tuple[Inset, ...] = field(default=INSETS)

    @property
    def counts(self) -> dict[str, int]:
        """Districts in focus per class key."""
        classes = self.district_class
        if self.focus is not None:
            classes = classes[classes.index.isin(self.focus)]
        numbers = classes.value_counts()
        return {entry.key: int(numbers.get(entry.key, 0)) for entry in self.classes}

    @property
    def verified_shown(self) -> tuple[str, ...]:
        """Marked districts in focus."""
        return tuple(ags for ags in self.verified if self.focus is None or ags in self.focus)

    @property
    def date(self) -> str:
        """Reference date of the register in words."""
        return day_text(self.caption.register_date)[self.lang]

    def label_of(self, ags: str) -> str:
        """Legend label of a district's class."""
        labels = {entry.key: entry.label[self.lang] for entry in self.classes}
        return labels[str(self.district_class[ags])]


def layer_figure(
    key: str,
    paths: MapPaths,
    table: pd.DataFrame,
    caption: Caption,
    lang: Lang = "de",
    seats: pd.DataFrame | None = None,
) -> MapFigure:
    """Map of one layer; the entry "no data" joins the legend when it is needed.

    Parameters
    ----------
    key
        One of `rollout.maps.layers.LAYERS`.
    paths
        From `rollout.geo.svg.map_paths`.
    table
        `Analysis.table()`, index `ags`; with the columns of a plan where the layer needs one.
    seats
        From `seat_frame`; None draws no points.
    """
    layer = layer_of(key)
    district_class = layer.class_of(table).reindex(paths.districts.index).fillna(NO_DATA_KEY)
    classes = layer.classes(table)
    for further in (LEFT_OUT_CLASS, NO_DATA_CLASS):
        if (district_class == further.key).any():
            classes = (*classes, further)
    names = table["display_name"].reindex(paths.districts.index)
    numbered = tuple(layer.numbered(table)) if layer.numbered else ()
    title, subtitle, legend_title = (text[lang] for text in layer.words(table))
    return MapFigure(
        paths,
        layer.kind,
        title,
        subtitle,
        legend_title,
        classes,
        district_class,
        names.fillna(district_class.index.to_series()),
        caption,
        lang,
        seats,
        verified=tuple(layer.marked(table)) if layer.marked else (),
        numbered=numbered,
        numbered_names=tuple(str(table["region"][ags]) for ags in numbered),
    )


def seat_frame(paths: MapPaths, initiatives: pd.DataFrame) -> pd.DataFrame:
    """Seats with known coordinates on the drawing grid, index as in the register.

    Parameters
    ----------
    initiatives
        Columns longitude, latitude (EPSG:4326), network_status, name, district_ags.

    Returns
    -------
    seats
        Columns x, y (grid), network_status, name, district_ags; networked ones last, so that
        they lie on top.
    """
    from pyproj import Transformer

    located = seat_order(initiatives)
    project = Transformer.from_crs(4326, 25832, always_xy=True)
    longitude, latitude = (located[name].to_numpy() for name in ("longitude", "latitude"))
    east, north = project.transform(longitude, latitude)
    points = paths.grid.points(np.column_stack([east, north]).reshape(-1, 2))
    seats = located[["network_status", "name", "district_ags"]]
    return seats.assign(x=points[:, 0], y=points[:, 1])


def seat_order(initiatives: pd.DataFrame) -> pd.DataFrame:
    """Rows with known coordinates, networked ones last; what is only planned has no seat yet."""
    located = initiatives[initiatives["network_status"] != "planned"]
    located = located.dropna(subset=["longitude", "latitude"])
    status = located["network_status"].replace("dormant", "unconnected")
    located = located.assign(network_status=status)
    order = status.map({"unconnected": 0, "founding": 1, "networked": 2})
    return located.loc[order.sort_values(kind="stable").index]


def assumed_points(initiatives: pd.DataFrame, lang: Lang) -> list[str]:
    """What a label adds where a seat gives no coordinates; "" where it does.

    Parameters
    ----------
    initiatives
        `point_origin` and `point_km`, where any seat stands at an assumed point.
    """
    if "point_origin" not in initiatives:
        return [""] * len(initiatives)
    rows = zip(initiatives["point_origin"], initiatives["point_km"], strict=True)
    return ["" if pd.isna(km) else f"; {assumed_point(str(at), km)[lang]}" for at, km in rows]


def extent_of(districts: gpd.GeoDataFrame, keys: Iterable[str], margin_km: float = 8) -> Box:
    """Bounds (EPSG:25832, metres) of some districts with a margin, small far islands left out."""
    part = districts.loc[districts.index.isin(list(keys))]
    pieces = part.geometry.explode()
    left, bottom, right, top = pieces[pieces.area >= _ISLAND * pieces.area.sum()].total_bounds
    margin = margin_km * 1000
    return left - margin, bottom - margin, right + margin, top + margin


def zoomed(
    figure: MapFigure,
    districts: gpd.GeoDataFrame,
    focus: pd.Index,
    name: str,
    margin_km: float = 8,
    priority: Sequence[str] = (),
) -> MapFigure:
    """Show and name a part of the country: a Land, a chamber or one district.

    Parameters
    ----------
    districts
        Display geometry (EPSG:25832), index `ags`.
    focus
        Keys of the part; the rest of the map turns pale and leaves the legend.
    name
        Name of the part, put behind the title.
    priority
        Its districts in the order in which they get their names; by default the largest first.
    """
    part = districts.loc[districts.index.isin(focus)]
    by_area = part.area.sort_values(ascending=False, kind="stable").index
    seats = figure.seats
    return replace(
        figure,
        extent=extent_of(districts, part.index, margin_km),
        focus=part.index,
        labels=tuple(priority or by_area),
        areas=dict(zip(part.index, part.geometry, strict=True)),
        seats=None if seats is None else seats[seats["district_ags"].isin(focus)],
        numbered=(),
        towns=(),
        regions={},
        insets=(),
        title=f"{figure.title}: {name}",
    )
