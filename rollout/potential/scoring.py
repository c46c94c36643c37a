"""Founding potential: from indicators and a catalogue to a score that shows its parts.

OECD/JRC (2008), Handbook on Constructing Composite Indicators: denominators, missing values,
outliers, normalisation, weights, aggregation. The bare steps are in `rollout.potential.composite`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import pandas as pd

from rollout.ags import land_of
from rollout.errors import DataError, Problem, not_one_of
from rollout.language import Text, percent
from rollout.potential.classes import limits_of, own_class_limits, score_class
from rollout.potential.composite import (
    FLOOR,
    Goalposts,
    aggregate,
    contributions,
    known_share,
    normalise,
    observed_goalposts,
)
from rollout.potential.limits import LEFT_OUT, left_out
from rollout.potential.presets import preset_weights
from rollout.potential.ranking import class_words, ranks, terciles
from rollout.potential.treatment import (
    FilledTable,
    TreatedTable,
    divide_by_reference,
    fill_missing,
    on_scale,
    treat_outliers,
)
from rollout.potential.weights import SCORED_AXES, near_duplicates, nominal_weights
from rollout.potential.words import AXIS_OF_WEIGHT
from rollout.scenario import Scenario
from rollout.scenario.presets import preset
from rollout.steps import Memory, Work

__all__ = [
    "Potential",
    "aggregate",
    "class_words",
    "contributions",
    "founding_potential",
    "near_duplicates",
    "nominal_weights",
    "normalise",
    "observed_goalposts",
    "ranks",
    "terciles",
]

NEAREST_KM = "nearest_km"
Direction: TypeAlias = str | tuple[str, float]


@dataclass(frozen=True, eq=False)
class Potential:
    """The founding potential of every district and everything behind it.

    Parameters
    ----------
    score
        0..100 per district; NaN where too little is known, of all indicators or of those of one
        weighted axis.
    rank
        1 = highest score, equal scores share a rank; NaN without a score.
    need, capacity
        The two sub-scores, 0..100, each with the weights of its own axis; NaN where too little
        of the axis is known or nothing of it is weighted.
    need_class, capacity_class
        Thirds of the sub-scores: low, medium, high; NaN without one.
    parts
        Points each weighted indicator adds to the score; a row sums to it.
    known_share, filled_share
        Share of the weight (0..1) known before any gap was filled, and share filled by the rule.
    reasons
        Why a district has no score though no limit leaves it out; only for those without one.
    left_out
        Which hard limit a district breaks, see `rollout.potential.limits`; only for those.
    weights, directions
        Effective weights summing to 1, and the directions, of all scored indicators.
    normalised
        0..1 per scored indicator that could be normalised, before weighting.
    comparable
        The values behind it: divided, on their scale and treated, with the gaps as they were.
    gaps, outliers
        Gaps filled and outliers changed, with their logs.
    duplicates
        Pairs of weighted indicators that measure nearly the same.
    logged
        Indicators compared on a logarithmic scale.
    class_method
        How the classes of the map are found, see `rollout.potential.classes`.
    limits
        Lowest score of each class of the map above the first, see `rollout.potential.classes`.
    """

    score: pd.Series
    rank: pd.Series
    need: pd.Series
    capacity: pd.Series
    need_class: pd.Series
    capacity_class: pd.Series
    parts: pd.DataFrame
    known_share: pd.Series
    filled_share: pd.Series
    reasons: pd.Series
    left_out: pd.Series
    weights: pd.Series
    directions: dict[str, Direction]
    normalised: pd.DataFrame
    comparable: pd.DataFrame
    gaps: FilledTable
    outliers: TreatedTable
    duplicates: pd.DataFrame
    logged: frozenset[str]
    class_method: str
    limits: tuple[float, ...]

    def table(self) -> pd.DataFrame:
        """Columns for the wide table: potential, rank, sub-scores, classes, `part_<indicator>`."""
        out = pd.Series(self.score.index.isin(self.left_out.index), index=self.score.index)
        columns = {
            "potential": self.score,
            "rank": self.rank,
            "need": self.need,
            "capacity": self.capacity,
            "need_class": self.need_class,
            "capacity_class": self.capacity_class,
            "known_share": self.known_share,
            "filled_share": self.filled_share,
            "score_class": score_class(self.score, self.limits).mask(out, LEFT_OUT),
            "class_method": self.class_method,
            "left_out": out,
        }
        return pd.concat([pd.DataFrame(columns), self.parts.add_prefix("part_")], axis=1)


def founding_potential(
    values: pd.DataFrame,
    catalogue: pd.DataFrame,
    settings: Scenario,
    groups: pd.DataFrame | None = None,
) -> Potential:
    """Score every district after the choices of a scenario.

    A geometric mean counts normalised values below 0.01 as 0.01. With goalposts outliers are
    left alone: the marks limit them, and scores stay comparable between years.

    Parameters
    ----------
    values
        One column per indicator of the catalogue (others are ignored), NaN = unknown. A column
        `nearest_km` (distance to the nearest networked initiative) is used when the scenario
        gives diffusion a share.
    catalogue
        Index: indicator id; columns axis, dimension, direction, ideal, weight, and scale (log:
        compared on a logarithmic scale) where there is one.
    groups
        Columns land and settlement_type for the two group means; without land the first two
        digits of the key are taken.

    Returns
    -------
    potential
        All series and frames on the index of `values`, in its order.

    Examples
    --------
    Two indicators of equal weight; the second district is best in one and worst in the other.

    >>> values = pd.DataFrame({"jobs": [10.0, 30.0, 20.0], "firms": [3.0, 1.0, 2.0]},
    ...                       index=["01001", "01002", "01003"])
    >>> catalogue = pd.DataFrame({"axis": ["need", "capacity"], "dimension": ["a", "b"],
    ...     "direction": "more", "ideal": np.nan, "weight": 1.0}, index=["jobs", "firms"])
    >>> potential = founding_potential(values, catalogue, Scenario())
    >>> potential.score.tolist(), potential.need.tolist()
    ([50.0, 50.0, 50.0], [0.0, 100.0, 50.0])
    """
    work = Work(scored_values(values, catalogue, groups), settings, Memory())
    return in_order(work)


@dataclass(frozen=True, eq=False)
class ScoredValues:
    """What a founding potential is computed from.

    Parameters
    ----------
    values, catalogue, groups
        As `founding_potential` takes them, rows sorted.
    index
        Rows in the caller's order.
    """

    values: pd.DataFrame
    catalogue: pd.DataFrame
    groups: pd.DataFrame
    index: pd.Index


Scoring: TypeAlias = Work[ScoredValues]


def scored_values(
    values: pd.DataFrame, catalogue: pd.DataFrame, groups: pd.DataFrame | None = None
) -> ScoredValues:
    """Data of the steps below, from what `founding_potential` takes."""
    table = values.sort_index()
    return ScoredValues(table, catalogue, _groups(table.index, groups), values.index)


def in_order(work: Scoring) -> Potential:
    """Step: the potential, rows in the caller's order."""
    potential, index = work.of(sorted_potential), work.data.index
    return potential if index.equals(potential.score.index) else _in_order(potential, index)


def sorted_potential(work: Scoring) -> Potential:
    """Step: score every district; rows sorted."""
    settings, base = work.scenario, work.of(basis)
    weights, raw, unit_values = base.weights, base.raw, base.normalised
    positive = weights[weights > 0]
    names = list(positive.index)
    share = known_share(raw[names], positive)
    usable = base.gaps.table[names]  # what the rule filled counts as known, and is marked
    # Diffusion stands in no catalogue; an example nearby is a capacity.
    axes = work.data.catalogue["axis"].reindex(positive.index, fill_value="capacity")
    axis_scores = {
        axis: _axis_score(unit_values, usable, positive[axes == axis], settings)
        for axis in SCORED_AXES
    }
    usable_share = known_share(usable, positive)
    out = work.of(districts_left_out)
    axis_scores = {
        axis: scores.mask(scores.index.isin(out.index)) for axis, scores in axis_scores.items()
    }
    enough = (usable_share >= settings.min_known_share - 1e-12) & ~usable.index.isin(out.index)
    for axis, sub_score in axis_scores.items():
        if (axes == axis).any():
            enough &= sub_score.notna()
    parts = (100 * _parts(unit_values, positive, settings)).where(enough, axis=0)
    score = parts.sum(axis=1, min_count=1).rename("potential")
    need, capacity = axis_scores["need"], axis_scores["capacity"]
    return Potential(
        score,
        ranks(score),
        need,
        capacity,
        terciles(need),
        terciles(capacity),
        parts,
        share,
        (usable_share - share).clip(lower=0).round(12).rename("filled_share"),
        _reasons(score.drop(out.index), usable_share, usable, axes, settings),
        out,
        weights,
        base.directions,
        unit_values,
        base.comparable,
        base.gaps,
        base.outliers,
        base.duplicates,
        base.logged,
        settings.score_classes,
        work.of(preset_limits),
    )


@dataclass(frozen=True, eq=False)
class Basis:
    """Everything behind a score but the share of values that must be known; see `Potential`."""

    weights: pd.Series
    directions: dict[str, Direction]
    raw: pd.DataFrame
    gaps: FilledTable
    outliers: TreatedTable
    normalised: pd.DataFrame
    comparable: pd.DataFrame
    duplicates: pd.DataFrame
    logged: frozenset[str]

    def with_score(self, has_score: bytes) -> tuple[pd.DataFrame, dict[str, Direction], pd.Series]:
        """Comparable values of the districts with a score (a byte each), directions, weights."""
        comparable = self.comparable[np.frombuffer(has_score, dtype=bool)]
        columns = list(self.normalised.columns)
        return comparable[columns], self.directions, self.weights[self.weights > 0]


def basis(work: Scoring) -> Basis:
    """Step: comparable values and their weights.

    What the steps below rest on is handed to them, so that other weights change nothing there.
    """
    weights, directions = work.of(choices)
    names, pairs = tuple(weights.index), tuple(directions.items())
    positive = tuple(weights.index[weights > 0])
    with_marks = positive if work.scenario.normalisation == "goalposts" else names
    return Basis(
        weights,
        directions,
        work.of(raw_values, names),
        work.of(filled_values, names),
        work.of(treated_values, names, pairs),
        work.of(normalised_values, names, pairs, with_marks),
        work.of(comparable_values, names, pairs),
        work.of(duplicate_pairs, names, positive),
        work.of(logged_names),
    )


def raw_values(work: Scoring, names: tuple[str, ...]) -> pd.DataFrame:
    """Step: scored indicators, divided by what they refer to."""
    denominators = dict(work.scenario.denominators)
    return divide_by_reference(work.data.values, denominators)[list(names)]


def filled_values(work: Scoring, names: tuple[str, ...]) -> FilledTable:
    """Step: the same without gaps, as far as the rule fills them."""
    return fill_missing(work.of(raw_values, names), work.scenario.missing_rule, work.data.groups)


def districts_left_out(work: Scoring) -> pd.Series:
    """Step: districts that a hard limit leaves out."""
    least, most = dict(work.scenario.indicator_least), dict(work.scenario.indicator_most)
    return left_out(work.data.values, work.data.catalogue, least, most)


def preset_limits(work: Scoring) -> tuple[float, ...]:
    """Step: limits of the map's classes, from the weights of the founding logic alone."""
    if work.scenario.score_classes == "own":
        return own_class_limits(dict(work.scenario.class_limits))
    weights, directions = work.of(choices)
    logic = preset_weights(work.scenario.preset, work.data.catalogue)
    names, needed = tuple(weights.index), tuple(logic.index[logic > 0])
    if work.scenario.normalisation == "goalposts":
        marks = dict(work.scenario.goalposts_low).keys() & dict(work.scenario.goalposts_high).keys()
        needed = tuple(name for name in needed if name in marks)
        if not needed:
            return work.of(own_limits)
    else:
        needed = names
    values = work.of(normalised_values, names, tuple(directions.items()), needed)
    return limits_of(values, logic, work.scenario.aggregation, work.scenario.score_classes)


def own_limits(work: Scoring) -> tuple[float, ...]:
    """Step: limits from the score itself, where the founding logic has no marks."""
    base = work.of(basis)
    scenario = work.scenario
    return limits_of(base.normalised, base.weights, scenario.aggregation, scenario.score_classes)


def logged_names(work: Scoring) -> frozenset[str]:
    """Step: indicators compared on a logarithmic scale; divided ones are rates and are not."""
    catalogue = work.data.catalogue
    if "scale" not in catalogue:
        return frozenset()
    names = catalogue.index[catalogue["scale"] == "log"]
    return frozenset(map(str, names)) - set(dict(work.scenario.denominators))


def treated_values(
    work: Scoring, names: tuple[str, ...], pairs: tuple[tuple[str, Direction], ...]
) -> TreatedTable:
    """Step: the same on their scales and without outliers."""
    values = on_scale(work.of(filled_values, names).table, work.of(logged_names))
    return _treat(values, work.scenario, dict(pairs))


def normalised_values(
    work: Scoring, names: tuple[str, ...], pairs: tuple[tuple[str, Direction], ...],
    with_marks: tuple[str, ...],
) -> pd.DataFrame:  # fmt: skip
    """Step: the same from 0 to 1; with goalposts only those that need marks."""
    table = work.of(treated_values, names, pairs).table
    return _normalise(table, dict(pairs), names, with_marks, work.scenario, work.of(logged_names))


def comparable_values(
    work: Scoring, names: tuple[str, ...], pairs: tuple[tuple[str, Direction], ...]
) -> pd.DataFrame:
    """Step: treated values with the gaps as they were."""
    table = work.of(treated_values, names, pairs).table
    return table.where(work.of(raw_values, names).notna())


def duplicate_pairs(
    work: Scoring, names: tuple[str, ...], weighted: tuple[str, ...]
) -> pd.DataFrame:
    """Step: weighted indicators that measure nearly the same."""
    return near_duplicates(work.of(raw_values, names)[list(weighted)])


def choices(work: Scoring) -> tuple[pd.Series, dict[str, Direction]]:
    """Step: effective weights and directions of the scored indicators, diffusion included."""
    values, catalogue, settings = work.data.values, work.data.catalogue, work.scenario
    preset_catalogue = catalogue.assign(weight=preset_weights(settings.preset, catalogue))
    weights = nominal_weights(
        preset_catalogue, dict(settings.dimension_weights), dict(settings.indicator_weights)
    )
    absent = [name for name in weights.index if name not in values.columns]
    if absent:
        raise DataError(_absent(name) for name in absent)
    indicators = catalogue.loc[weights.index]
    ideals = indicators["ideal"] if "ideal" in indicators else [None] * len(indicators)
    directions = {
        str(name): _direction(str(way), ideal)
        for name, way, ideal in zip(indicators.index, indicators["direction"], ideals, strict=True)
    } | dict(preset(settings.preset).directions)
    if settings.diffusion_share > 0:
        if NEAREST_KM not in values.columns:
            raise DataError(_absent(NEAREST_KM))
        near = pd.Series({NEAREST_KM: settings.diffusion_share})
        weights = pd.concat([weights * (1 - settings.diffusion_share), near]).rename("weight")
        directions[NEAREST_KM] = "less"
    return weights, directions


def _direction(direction: str, ideal: object) -> Direction:
    return ("ideal", float(str(ideal))) if direction == "ideal" else direction


def _groups(index: pd.Index, groups: pd.DataFrame | None) -> pd.DataFrame:
    labels = pd.DataFrame(index=index) if groups is None else groups.reindex(index)
    if "land" not in labels:
        labels = labels.assign(land=[land_of(str(key)) for key in index])
    return labels


def _treat(
    values: pd.DataFrame, settings: Scenario, directions: Mapping[str, object]
) -> TreatedTable:
    fixed_marks = settings.normalisation == "goalposts"  # they limit extremes themselves
    return treat_outliers(
        values,
        "none" if fixed_marks else settings.outliers,
        share=settings.winsor_share,
        only_skewed=settings.outliers_only_skewed,
        keep=tuple(name for name, way in directions.items() if not isinstance(way, str)),
    )


def _normalise(
    values: pd.DataFrame,
    directions: Mapping[str, object],
    names: Sequence[str],
    with_marks: Sequence[str],
    settings: Scenario,
    logged: frozenset[str],
) -> pd.DataFrame:
    """All scored indicators; with goalposts those weighted, so that only these need marks."""
    low, high = dict(settings.goalposts_low), dict(settings.goalposts_high)
    # A scenario may hold marks for the distance without weighing it.
    unknown = [name for name in low | high if name not in (*names, NEAREST_KM)]
    if unknown:
        finding = Text(f"{unknown[0]} ist unbekannt", f"{unknown[0]} is unknown")
        raise not_one_of("Scenario.goalposts", finding, names)
    if settings.normalisation != "goalposts":
        return normalise(values, directions, settings.normalisation)
    marks = {name: (low.get(name, np.nan), high.get(name, np.nan)) for name in names}
    return normalise(
        values[list(with_marks)], directions, "goalposts", marks_on_scale(marks, logged)
    )


def marks_on_scale(marks: Goalposts, logged: frozenset[str]) -> dict[str, tuple[float, float]]:
    """Goalposts, given in the unit of their indicator, on the scale it is compared on."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return {
            name: (float(np.log(low)), float(np.log(high))) if name in logged else (low, high)
            for name, (low, high) in marks.items()
        }


def _parts(normalised: pd.DataFrame, weights: pd.Series, settings: Scenario) -> pd.DataFrame:
    columns = normalised[list(weights.index)]
    return contributions(columns, weights, settings.aggregation, floor=_floor(settings))


def _floor(settings: Scenario) -> float:
    return FLOOR if settings.aggregation == "geometric" else 0.0


def _axis_score(
    normalised: pd.DataFrame, usable: pd.DataFrame, weights: pd.Series, settings: Scenario
) -> pd.Series:
    if weights.empty:
        return pd.Series(np.nan, index=usable.index)
    columns = list(weights.index)
    score = aggregate(normalised[columns], weights, settings.aggregation, floor=_floor(settings))
    enough = known_share(usable[columns], weights) >= settings.min_known_share - 1e-12
    return 100 * score.where(enough)


def _reasons(
    score: pd.Series, share: pd.Series, usable: pd.DataFrame, axes: pd.Series, settings: Scenario
) -> pd.Series:
    """One sentence per district without a score, naming what is unknown."""
    without = score.index[score.isna()]
    sentences, gaps = {}, usable.loc[without].isna().to_numpy()
    for key, missing in zip(without, gaps, strict=True):
        unknown = ", ".join(map(str, usable.columns[missing]))
        known_weight, least = float(share[key]), settings.min_known_share
        if known_weight >= least - 1e-12:
            of = [AXIS_OF_WEIGHT[str(axis)] for axis in dict.fromkeys(axes[missing])]
            where = Text(" und ".join(text.de for text in of), " and ".join(text.en for text in of))
            sentences[key] = Text(
                f"kein Potenzialwert: {where.de} unbekannt, vom Gewicht ist dort weniger als "
                f"{percent(least, 0)} bekannt; unbekannt: {unknown}",
                f"no score: {where.en} unknown, less than {percent(least, 0, 'en')} of the weight "
                f"is known there; unknown: {unknown}",
            )
            continue
        sentences[key] = Text(
            f"kein Potenzialwert: nur {percent(known_weight, 0)} des Gewichts bekannt, verlangt "
            f"sind {percent(least, 0)}; unbekannt: {unknown}",
            f"no score: only {percent(known_weight, 0, 'en')} of the weight is known, "
            f"{percent(least, 0, 'en')} are required; unknown: {unknown}",
        )
    return pd.Series(sentences, index=without, dtype=object)


def _absent(name: str) -> Problem:
    finding = Text(f"Spalte {name} fehlt", f"column {name} is missing")
    expectation = Text("eine Spalte je Indikator des Katalogs", "a column per catalogue indicator")
    remedy = Text("Spalte ergänzen (leer = unbekannt)", "add the column (empty = unknown)")
    return Problem("error", "indicators", finding, expectation, remedy, code="missing-column")


def _in_order(potential: Potential, index: pd.Index) -> Potential:
    """Bring everything back to the caller's order of rows."""
    rows = (
        "score", "rank", "need", "capacity", "need_class", "capacity_class", "parts",
        "known_share", "filled_share", "normalised", "comparable",
    )  # fmt: skip
    columns = {name: getattr(potential, name).reindex(index) for name in rows}
    gaps = replace(potential.gaps, table=potential.gaps.table.reindex(index))
    outliers = replace(potential.outliers, table=potential.outliers.table.reindex(index))
    reasons, left_out_rows = (
        series.reindex([key for key in index if key in series.index])
        for series in (potential.reasons, potential.left_out)
    )
    return replace(
        potential, **columns, reasons=reasons, left_out=left_out_rows, gaps=gaps, outliers=outliers
    )
