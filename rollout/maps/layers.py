"""What a map can show: a register of layers.

One entry in `LAYERS` is all a new layer needs: `rollout map --layer`, the interactive map, the
report, the dashboard's legends and the documentation follow. The command line reads the names,
so heavy packages stay inside the functions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rollout.coverage.verified import asked_none
from rollout.coverage.words import STATUS_NAMES
from rollout.errors import check_choice
from rollout.geo.palette import (
    LEFT_OUT,
    NEED_CAPACITY,
    NO_DATA,
    PLAN_REST,
    SCORE,
    STATUS,
    Symbol,
    rules,
    waves,
)
from rollout.language import Text, in_words, number
from rollout.programme import programme
from rollout.scenario.fields import MOST_WAVES
from rollout.scenario.rules import RULES

if TYPE_CHECKING:
    import pandas as pd

NO_DATA_KEY = ""
SCORE_NAMES = {
    "1": Text("unterste Klasse", "lowest class"),
    "2": Text("zweite Klasse", "second class"),
    "3": Text("mittlere Klasse", "middle class"),
    "4": Text("vierte Klasse", "fourth class"),
    "5": Text("oberste Klasse", "highest class"),
}
THIRDS = {"low": 1, "medium": 2, "high": 3}
THIRD_WORDS = {
    "1": Text("niedrig", "low"),
    "2": Text("mittel", "medium"),
    "3": Text("hoch", "high"),
}


@dataclass(frozen=True)
class MapClass:
    """One class of the legend."""

    key: str
    label: Text
    symbol: Symbol


LEFT_OUT_CLASS = MapClass(
    "out", Text("fällt wegen einer Grenze heraus", "left out by a limit"), LEFT_OUT
)
NO_DATA_CLASS = MapClass(NO_DATA_KEY, Text("keine Angabe", "no data"), NO_DATA)


@dataclass(frozen=True)
class Layer:
    """One thing a map can show.

    Parameters
    ----------
    title, subtitle, legend
        Words on the map and above its legend; `{rules}` becomes the number of coverage rules.
    classes
        Legend in order; the table tells how far an open scale reaches, None means all of it.
    class_of
        Key of the class per district, out of `Analysis.table()`; "" where nothing is known.
    kind
        `classes` for a plain legend, `matrix` for the need x capacity square.
    gaps
        Whether a district may have no class.
    needs_plan
        Whether the table must hold the columns of a plan: `wave` per district (NaN: not
        planned), and `region`, the name of the region whose hub it is (NaN: of none).
    numbered
        Keys of the districts that carry a number on the map, in order.
    marked
        Keys of the districts that carry a ring: somebody was asked there, and there is none.
    legend_of
        Title of the legend where it depends on the table.
    """

    title: Text
    subtitle: Text
    legend: Text
    classes: Callable[[pd.DataFrame | None], tuple[MapClass, ...]]
    class_of: Callable[[pd.DataFrame], pd.Series]
    kind: Literal["classes", "matrix"] = "classes"
    gaps: bool = False
    needs_plan: bool = False
    numbered: Callable[[pd.DataFrame], Sequence[str]] | None = None
    marked: Callable[[pd.DataFrame], Sequence[str]] | None = None
    legend_of: Callable[[pd.DataFrame | None], Text] | None = None

    def words(self, table: pd.DataFrame | None = None) -> tuple[Text, Text, Text]:
        """Title, subtitle and title of the legend, filled."""
        count = in_words(len(RULES))
        legend = self.legend_of(table) if self.legend_of else self.legend
        title, subtitle, legend = (
            text.filled(rules=count) for text in (self.title, self.subtitle, legend)
        )
        return title, subtitle, legend

    def whole_legend(self) -> tuple[MapClass, ...]:
        """Every class there can be, "no data" included."""
        return (*self.classes(None), *([LEFT_OUT_CLASS, NO_DATA_CLASS] if self.gaps else []))


def thirds(values: pd.Series) -> pd.Series:
    """Lower, middle or upper third of the known values as 1, 2, 3; 0 where unknown.

    The thirds of `rollout.potential.ranking.terciles`, so that map, profile and tables agree.

    >>> import pandas as pd
    >>> thirds(pd.Series([5.0, 1.0, 3.0, float("nan")])).tolist()
    [3, 1, 2, 0]
    """
    from rollout.potential.ranking import terciles

    return terciles(values).map(THIRDS).fillna(0).astype(int)


def _need_capacity(table: pd.DataFrame) -> pd.Series:
    classes = need_capacity_class(table["need"], table["capacity"])
    return classes.mask(table["left_out"], LEFT_OUT_CLASS.key) if "left_out" in table else classes


def need_capacity_class(need: pd.Series, capacity: pd.Series) -> pd.Series:
    """Class "11".."33" (need first) from thirds; "" where one of the two is unknown."""
    first, second = thirds(need), thirds(capacity)
    texts = first.astype(str) + second.astype(str)
    return texts.where((first > 0) & (second > 0), NO_DATA_KEY).rename("need_capacity_class")


def _status_classes(_table: pd.DataFrame | None) -> tuple[MapClass, ...]:
    return tuple(MapClass(key, STATUS_NAMES[key], STATUS[key]) for key in STATUS)


def _score_classes(table: pd.DataFrame | None) -> tuple[MapClass, ...]:
    """Classes by the founding logic; with a table the scores each of them holds."""
    return tuple(
        MapClass(key, _with_range(SCORE_NAMES[key], key, table), symbol)
        for key, symbol in SCORE.items()
    )


def _score_legend(table: pd.DataFrame | None) -> Text:
    """Title of the legend, with the method of the classes in use."""
    from rollout.potential.classes import CLASS_METHODS

    has_method = table is not None and "class_method" in table and len(table)
    key = str(table["class_method"].iloc[0]) if has_method and table is not None else "quantile"
    return Text("Punkte: {method}", "Points: {method}").filled(method=CLASS_METHODS[key].name)


def _score_class(table: pd.DataFrame) -> pd.Series:
    """Class of each district; a table that brings none is divided by its own scores."""
    from rollout.potential.classes import class_limits, score_class

    if "score_class" in table:
        return table["score_class"]
    return score_class(table["potential"], class_limits(table["potential"]))


def _with_range(name: Text, key: str, table: pd.DataFrame | None) -> Text:
    if table is None:
        return name
    scores = table.loc[_score_class(table) == key, "potential"]
    if scores.empty:
        return name
    ends = [scores.min(), scores.max()]
    low, high = (Text(number(end, 1), number(end, 1, "en")) for end in ends)
    return Text(f"{name.de} ({low.de} bis {high.de})", f"{name.en} ({low.en} to {high.en})")


def _rules_classes(_table: pd.DataFrame | None) -> tuple[MapClass, ...]:
    """None found under none, some or all of the rules."""
    count = len(RULES)
    ends = {
        "0": Text("unter keiner Regel", "under no rule"),
        str(count): Text("unter allen {n} Regeln", "under all {n} rules"),
    }
    some = Text("unter {k} von {n} Regeln", "under {k} of {n} rules")
    return tuple(
        MapClass(key, ends.get(key, some).filled(k=key, n=count), symbol)
        for key, symbol in rules(count).items()
    )


def _need_capacity_classes(_table: pd.DataFrame | None) -> tuple[MapClass, ...]:
    label = Text("Bedarf {need}, Voraussetzungen {capacity}", "need {need}, capacity {capacity}")
    return tuple(
        MapClass(key, label.filled(need=THIRD_WORDS[key[0]], capacity=THIRD_WORDS[key[1]]), symbol)
        for key, symbol in NEED_CAPACITY.items()
    )


def _wave_classes(table: pd.DataFrame | None) -> tuple[MapClass, ...]:
    """The waves of the plan, what is linked or being founded today, and the rest."""
    count = MOST_WAVES if table is None else int(table["wave"].fillna(0).max())
    label = Text("Welle {n}", "wave {n}")
    wave_entries = [
        MapClass(key, label.filled(n=key), symbol) for key, symbol in waves(count).items()
    ]
    rest = {
        "existing": Text(
            "heute ⟦vernetzt⟧ oder ⟦in Gründung⟧", "today ⟦linked⟧ or ⟦being founded⟧"
        ),
        "open": Text("nicht im Plan", "not in the plan"),
    }
    return (*wave_entries, *(MapClass(key, rest[key], PLAN_REST[key]) for key in rest))


def _wave_class(table: pd.DataFrame) -> pd.Series:
    """Wave of every target region; `covered` and `founding` need none."""
    needs_none = table["status"].isin(["covered", "founding"])
    rest = needs_none.map({True: "existing", False: "open"})
    wave = table["wave"].dropna().astype(int).astype(str)
    return wave.reindex(table.index).fillna(rest)


def _by_wave(table: pd.DataFrame) -> Sequence[str]:
    """Hubs of the target regions, wave by wave, in the order of the plan."""
    regions = table[table["region"].notna()].sort_index()
    if "region_place" in regions:
        regions = regions.sort_values("region_place", kind="stable")
    wave = regions["wave"].dropna()
    return [str(ags) for ags in wave.sort_values(kind="stable").index]


def _asked_none(table: pd.DataFrame) -> Sequence[str]:
    """Districts in which none was found and somebody said that there is none."""
    if "check_answer" not in table:
        return ()
    return [str(ags) for ags in table.index[asked_none(table["status"], table["check_answer"])]]


LAYERS: dict[str, Layer] = {
    "status": Layer(
        programme().title.text,
        Text("Abdeckung nach Kreisen", "Coverage by district"),
        Text("Stand der Kreise", "Status of districts"),
        _status_classes,
        lambda table: table["status"],
        marked=_asked_none,
    ),
    "score": Layer(
        Text("Gründungspotenzial", "Founding potential"),
        Text("Vorschlag aus gewichteten Indikatoren, 0 bis 100 Punkte je Kreis",
             "A proposal from weighted indicators, 0 to 100 points per district"),
        Text("Punkte", "Points"),
        _score_classes,
        _score_class,
        gaps=True,
        legend_of=_score_legend,
    ),
    "need_capacity": Layer(
        Text("Bedarf und Voraussetzungen", "Need and capacity"),
        Text("Je ein Drittel der Kreise: niedrig, mittel, hoch",
             "One third of the districts each: low, medium, high"),
        Text("Kreise je Feld", "Districts per cell"),
        _need_capacity_classes,
        _need_capacity,
        kind="matrix",
        gaps=True,
    ),
    "rules": Layer(
        Text("Wie sicher ist „⟦keine⟧ gefunden“?", "How certain is “none found”?"),
        Text("Zahl der {rules} Abdeckungsregeln, unter denen ⟦keine Initiative⟧ den Kreis erreicht",
             "Number of the {rules} coverage rules under which no ⟦initiative⟧ reaches the "
             "district"),
        Text("⟦Keine⟧ gefunden", "None found"),
        _rules_classes,
        lambda table: table["white_rules"].astype(int).astype(str),
    ),
    "waves": Layer(
        Text("Roll-out-Plan", "Roll-out plan"),
        Text("Zielregionen nach Wellen", "Target regions by wave"),
        Text("Plan", "Plan"),
        _wave_classes,
        _wave_class,
        needs_plan=True,
        numbered=_by_wave,
    ),
}  # fmt: skip


def layer_of(key: str) -> Layer:
    """Layer of a key; a `ScenarioError` lists the keys there are."""
    check_choice("layer", key, LAYERS)
    return LAYERS[key]
