"""What a map shows: classes of districts, points, words. How it is drawn is `page`'s part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from rollout.errors import Lang, Text
from rollout.geo.palette import (
    NEED_CAPACITY,
    NO_DATA,
    PLAN_REST,
    RULES,
    SCORE,
    STATUS,
    Symbol,
    waves,
)
from rollout.geo.svg import Box, MapPaths
from rollout.statements import SAMPLE_NOTE, STATUS_NAMES, day_text

if TYPE_CHECKING:
    import geopandas as gpd

NO_DATA_KEY = ""
SCORE_LIMITS = (20, 40, 60, 80)
NO_DATA_LABEL = Text("keine Angabe", "no data")

SEAT_NAMES = {
    "networked": Text("vernetzte Initiative (Sitz)", "networked initiative (seat)"),
    "founding": Text("Initiative in Gründung (Sitz)", "initiative being founded (seat)"),
    "unconnected": Text("nicht angebundene Initiative (Sitz)", "unlinked initiative (seat)"),
}


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
class MapClass:
    """One class of the legend."""

    key: str
    label: Text
    symbol: Symbol


@dataclass(frozen=True)
class Inset:
    """An enlarged part of the map: its name and bounds (EPSG:25832, metres)."""

    name: Text
    bounds: Box


INSETS = (
    Inset(Text("Rhein-Ruhr", "Rhine-Ruhr"), (325_000, 5_650_000, 412_000, 5_732_000)),
    Inset(Text("Rhein-Main-Neckar", "Rhine-Main-Neckar"), (420_000, 5_455_000, 507_000, 5_567_000)),
    Inset(Text("Nürnberg", "Nuremberg"), (622_000, 5_452_000, 672_000, 5_507_000)),
    Inset(Text("Berlin und Potsdam", "Berlin and Potsdam"), (755_000, 5_785_000, 835_000, 5_850_000)),
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
        Points: x, y on the grid, network_status, name.
    labels
        Keys of the districts to name on the map, the most important first.
    extent
        Part to show (EPSG:25832); None for the whole country.
    focus
        Keys of the districts that count in the legend and keep their colour; None for all.
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
    extent: Box | None = None
    focus: pd.Index | None = None
    insets: tuple[Inset, ...] = field(default=INSETS)

    @property
    def counts(self) -> dict[str, int]:
        """Districts in focus per class key."""
        shown = self.district_class
        if self.focus is not None:
            shown = shown[shown.index.isin(self.focus)]
        found = shown.value_counts()
        return {entry.key: int(found.get(entry.key, 0)) for entry in self.classes}

    @property
    def date(self) -> str:
        """Reference date of the register in words."""
        return day_text(self.caption.register_date)[self.lang]

    def label_of(self, ags: str) -> str:
        """Legend label of a district's class."""
        labels = {entry.key: entry.label[self.lang] for entry in self.classes}
        return labels[str(self.district_class[ags])]


def seat_frame(paths: MapPaths, initiatives: pd.DataFrame) -> pd.DataFrame:
    """Seats with known coordinates on the drawing grid, index as in the register.

    Parameters
    ----------
    initiatives
        Columns longitude, latitude (EPSG:4326), network_status, name.

    Returns
    -------
    seats
        Columns x, y (grid), network_status, name; networked ones last, so they lie on top.
    """
    from pyproj import Transformer

    known = initiatives.dropna(subset=["longitude", "latitude"])
    project = Transformer.from_crs(4326, 25832, always_xy=True)
    east, north = project.transform(known["longitude"].to_numpy(), known["latitude"].to_numpy())
    points = paths.grid.points(np.column_stack([east, north]).reshape(-1, 2))
    seats = known[["network_status", "name"]].assign(x=points[:, 0], y=points[:, 1])
    order = seats["network_status"].map({"unconnected": 0, "founding": 1, "networked": 2})
    return seats.loc[order.sort_values(kind="stable").index]


def score_class(values: pd.Series) -> pd.Series:
    """Fixed class "1".."5" of a score 0..100; "" where the score is unknown.

    >>> score_class(pd.Series([0, 20, 100, float("nan")])).tolist()
    ['1', '2', '5', '']
    """
    classes = np.searchsorted(SCORE_LIMITS, values.to_numpy(float), side="right") + 1
    texts = pd.Series(classes, index=values.index).astype(str)
    return texts.where(values.notna(), NO_DATA_KEY).rename("score_class")


def thirds(values: pd.Series) -> pd.Series:
    """Lower, middle or upper third of the known values as 1, 2, 3; 0 where unknown.

    Equal values fall into one class, the lower one.

    >>> thirds(pd.Series([5.0, 1.0, 3.0, float("nan")])).tolist()
    [3, 1, 2, 0]
    """
    rank = values.rank(method="min")
    third = ((rank - 1) * 3 // max(int(values.notna().sum()), 1) + 1).clip(upper=3)
    return third.fillna(0).astype(int)


def need_capacity_class(need: pd.Series, capacity: pd.Series) -> pd.Series:
    """Class "11".."33" (need first) from thirds; "" where one of the two is unknown."""
    first, second = thirds(need), thirds(capacity)
    texts = first.astype(str) + second.astype(str)
    return texts.where((first > 0) & (second > 0), NO_DATA_KEY).rename("need_capacity_class")


def status_classes() -> tuple[MapClass, ...]:
    """Legend of the status map."""
    return tuple(MapClass(key, STATUS_NAMES[key], STATUS[key]) for key in STATUS)


def score_classes() -> tuple[MapClass, ...]:
    """Legend of the score map: five fixed classes."""
    edges = (0, *SCORE_LIMITS, 100)
    labels = [
        Text(f"{low} bis unter {high}", f"{low} to under {high}")
        for low, high in zip(edges[:-1], edges[1:], strict=True)
    ]
    labels[-1] = Text(f"{edges[-2]} bis {edges[-1]}", f"{edges[-2]} to {edges[-1]}")
    pairs = zip(SCORE.items(), labels, strict=True)
    return tuple(MapClass(key, label, symbol) for (key, symbol), label in pairs)


def rules_classes() -> tuple[MapClass, ...]:
    """Legend of the map of white spots under k of five rules."""
    ends = {
        "0": Text("unter keiner Regel", "under no rule"),
        "5": Text("unter allen 5 Regeln", "under all 5 rules"),
    }
    middle = {key: Text(f"unter {key} von 5 Regeln", f"under {key} of 5 rules") for key in RULES}
    return tuple(MapClass(k, (middle | ends)[k], symbol) for k, symbol in RULES.items())


def need_capacity_classes() -> tuple[MapClass, ...]:
    """Legend of the need x capacity map."""
    words = {
        "1": Text("niedrig", "low"),
        "2": Text("mittel", "medium"),
        "3": Text("hoch", "high"),
    }
    return tuple(
        MapClass(
            key,
            Text(
                f"Bedarf {words[key[0]].de}, Voraussetzungen {words[key[1]].de}",
                f"need {words[key[0]].en}, capacity {words[key[1]].en}",
            ),
            symbol,
        )
        for key, symbol in NEED_CAPACITY.items()
    )


def wave_classes(count: int) -> tuple[MapClass, ...]:
    """Legend of a plan with so many waves."""
    planned = [
        MapClass(key, Text(f"Welle {key}", f"wave {key}"), symbol)
        for key, symbol in waves(count).items()
    ]
    rest = {
        "existing": Text("heute schon erreicht", "reached today"),
        "open": Text("nicht im Plan", "not in the plan"),
    }
    return (*planned, *(MapClass(key, rest[key], PLAN_REST[key]) for key in rest))


def _figure(
    paths: MapPaths,
    table: pd.DataFrame,
    caption: Caption,
    lang: Lang,
    words: tuple[Text, Text, Text],
    classes: tuple[MapClass, ...],
    district_class: pd.Series,
    seats: pd.DataFrame | None,
) -> MapFigure:
    """Put a figure together; the entry "no data" joins the legend when it is needed."""
    keys = district_class.reindex(paths.districts.index).fillna(NO_DATA_KEY)
    if (keys == NO_DATA_KEY).any():
        classes = (*classes, MapClass(NO_DATA_KEY, NO_DATA_LABEL, NO_DATA))
    names = table["display_name"].reindex(paths.districts.index)
    title, subtitle, legend_title = (text[lang] for text in words)
    return MapFigure(
        paths,
        "classes",
        title,
        subtitle,
        legend_title,
        classes,
        keys,
        names.fillna(keys.index.to_series()),
        caption,
        lang,
        seats,
    )


def status_figure(
    paths: MapPaths,
    table: pd.DataFrame,
    caption: Caption,
    lang: Lang = "de",
    seats: pd.DataFrame | None = None,
) -> MapFigure:
    """Map of the coverage status.

    Parameters
    ----------
    paths
        From `rollout.geo.svg.map_paths`.
    table
        `Analysis.table()`: index `ags`, columns display_name and status.
    seats
        From `seat_frame`; None draws no points.
    """
    words = (
        Text("Industrieinitiativen in Deutschland", "Industry initiatives in Germany"),
        Text("Abdeckung und weiße Flecken nach Kreisen", "Coverage and white spots by district"),
        Text("Stand der Kreise", "Status of districts"),
    )
    return _figure(paths, table, caption, lang, words, status_classes(), table["status"], seats)


def score_figure(
    paths: MapPaths,
    table: pd.DataFrame,
    caption: Caption,
    lang: Lang = "de",
    seats: pd.DataFrame | None = None,
) -> MapFigure:
    """Map of the founding potential (column potential) in five fixed classes."""
    words = (
        Text("Gründungspotenzial", "Founding potential"),
        Text(
            "Vorschlag aus gewichteten Indikatoren, 0 bis 100 Punkte je Kreis",
            "A proposal from weighted indicators, 0 to 100 points per district",
        ),
        Text("Punkte", "Points"),
    )
    keys = score_class(table["potential"])
    return _figure(paths, table, caption, lang, words, score_classes(), keys, seats)


def need_capacity_figure(
    paths: MapPaths,
    table: pd.DataFrame,
    caption: Caption,
    lang: Lang = "de",
    seats: pd.DataFrame | None = None,
) -> MapFigure:
    """Map of need and capacity (columns of that name) in three by three classes."""
    words = (
        Text("Bedarf und Voraussetzungen", "Need and capacity"),
        Text(
            "Je ein Drittel der Kreise: niedrig, mittel, hoch",
            "One third of the districts each: low, medium, high",
        ),
        Text("Kreise je Feld", "Districts per cell"),
    )
    keys = need_capacity_class(table["need"], table["capacity"])
    classes = need_capacity_classes()
    return replace(_figure(paths, table, caption, lang, words, classes, keys, seats), kind="matrix")


def rules_figure(
    paths: MapPaths,
    table: pd.DataFrame,
    caption: Caption,
    lang: Lang = "de",
    seats: pd.DataFrame | None = None,
) -> MapFigure:
    """Map of the number of rules under which a district is white (column white_rules)."""
    words = (
        Text("Wie sicher ist ein weißer Fleck?", "How certain is a white spot?"),
        Text(
            "Zahl der fünf Abdeckungsregeln, unter denen keine Initiative den Kreis erreicht",
            "Number of the five coverage rules under which no initiative reaches the district",
        ),
        Text("Weißer Fleck", "White spot"),
    )
    keys = table["white_rules"].astype(int).astype(str)
    return _figure(paths, table, caption, lang, words, rules_classes(), keys, seats)


def waves_figure(
    paths: MapPaths,
    table: pd.DataFrame,
    waves_of: Mapping[str, int],
    caption: Caption,
    lang: Lang = "de",
    seats: pd.DataFrame | None = None,
) -> MapFigure:
    """Map of a plan: the wave of every target region, what is reached today, and the rest.

    Parameters
    ----------
    table
        Columns display_name and status; `covered` and `founding` count as reached today.
    waves_of
        Number of the wave (1 ...) per planned district.
    """
    words = (
        Text("Roll-out-Plan", "Roll-out plan"),
        Text("Zielregionen nach Wellen", "Target regions by wave"),
        Text("Plan", "Plan"),
    )
    reached = table["status"].isin(["covered", "founding"])
    keys = pd.Series(np.where(reached, "existing", "open"), index=table.index)
    planned = pd.Series(dict(waves_of), dtype=float)
    planned = planned[planned.index.isin(table.index)].sort_index()
    keys.loc[planned.index] = planned.astype(int).astype(str)
    count = int(planned.max()) if len(planned) else 0
    figure = _figure(paths, table, caption, lang, words, wave_classes(count), keys, seats)
    return replace(figure, labels=tuple(planned.sort_values(kind="stable").index))


def zoomed(
    figure: MapFigure, districts: gpd.GeoDataFrame, focus: pd.Index, name: str, margin_km: float = 8
) -> MapFigure:
    """Show a part of the country: a Land, a chamber or one district.

    Parameters
    ----------
    districts
        Display geometry (EPSG:25832), index `ags`.
    focus
        Keys of the part; the rest of the map turns grey and leaves the legend.
    name
        Name of the part, put behind the title.
    """
    left, bottom, right, top = districts.loc[districts.index.isin(focus)].total_bounds
    margin = margin_km * 1000
    extent = (left - margin, bottom - margin, right + margin, top + margin)
    title = f"{figure.title}: {name}"
    return replace(figure, extent=extent, focus=focus, insets=(), title=title)
