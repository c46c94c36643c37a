"""The maps of the product: which class a district is in, and the words around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd

from rollout.coverage.words import STATUS_NAMES
from rollout.geo.palette import NEED_CAPACITY, NO_DATA, PLAN_REST, RULES, SCORE, STATUS, waves
from rollout.geo.svg import MapPaths
from rollout.language import Lang, Text
from rollout.maps.figure import Caption, MapClass, MapFigure
from rollout.potential.ranking import terciles

NO_DATA_KEY = ""
SCORE_LIMITS = (30, 35, 40, 50)  # fixed over years; min-max scores lie between about 20 and 60
THIRDS = {"low": 1, "medium": 2, "high": 3}
NO_DATA_LABEL = Text("keine Angabe", "no data")


def score_class(values: pd.Series) -> pd.Series:
    """Fixed class "1".."5" of a score 0..100; "" where the score is unknown.

    >>> score_class(pd.Series([0, 30, 100, float("nan")])).tolist()
    ['1', '2', '5', '']
    """
    classes = np.searchsorted(SCORE_LIMITS, values.to_numpy(float), side="right") + 1
    texts = pd.Series(classes, index=values.index).astype(str)
    return texts.where(values.notna(), NO_DATA_KEY).rename("score_class")


def thirds(values: pd.Series) -> pd.Series:
    """Lower, middle or upper third of the known values as 1, 2, 3; 0 where unknown.

    The thirds of `rollout.potential.ranking.terciles`, so that map, profile and tables agree.

    >>> thirds(pd.Series([5.0, 1.0, 3.0, float("nan")])).tolist()
    [3, 1, 2, 0]
    """
    return terciles(values).map(THIRDS).fillna(0).astype(int)


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
        Text(f"{low} bis unter {high}", f"{low} to under {high}") for low, high in pairwise(edges)
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
        Text("Regionale Industrieinitiativen", "Regional industry initiatives"),
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
    rest = np.where(reached, "existing", "open")
    planned = {ags: int(wave) for ags, wave in sorted(waves_of.items()) if ags in table.index}
    keys = pd.Series(
        [str(planned.get(ags, other)) for ags, other in zip(table.index, rest, strict=True)],
        index=table.index,
    )
    count = max(planned.values(), default=0)
    figure = _figure(paths, table, caption, lang, words, wave_classes(count), keys, seats)
    return replace(figure, numbered=tuple(sorted(planned, key=lambda ags: planned[ags])))
