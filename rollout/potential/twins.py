"""Who is like us? Structurally nearest districts, and where a district stands out.

A twin can tell what its initiative did; a strength is an argument, a weakness a topic.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from rollout.arrays import Floats, Integers
from rollout.errors import DataError, Problem, parameter_error
from rollout.language import Text
from rollout.potential.composite import Directions, split_directions
from rollout.potential.validation import checked_table

ALIKE, APART = 3, 2
COUNTRY = "DE"
NOTABLE_Z = 0.5
FARTHEST = 3.0  # robust standard deviations from the median; beyond it all are equally far
QUARTILES_OF_NORMAL = 1.349  # their distance in standard deviations of a normal distribution
METHOD = Text(
    "Verglichen wird die Struktur aus allen Indikatoren, unabhängig von Gewichten, Ausreißerregel "
    "und Gründungslogik: ungestutzte Werte (Anzahlen und Geldbeträge logarithmiert), gemessen in "
    "Abständen vom Median am Quartilsabstand und höchstens 3 davon. Jede Dimension zählt gleich "
    "viel, in ihr jeder Indikator; Ja oder Nein zählt wie ein Abstand von 1.",
    "Structure is compared by all indicators, whatever the weights, the outlier rule and the "
    "founding logic: values that are not cut (counts and money as logarithms), as distances from "
    "the median in units of the quartile distance, 3 of them at most. Every dimension counts the "
    "same, and in it every indicator; yes or no counts like a distance of 1.",
)


def twins(
    values: pd.DataFrame,
    among: Iterable[str],
    count: int = 5,
    of: Iterable[str] | None = None,
    weights: pd.Series | None = None,
) -> pd.DataFrame:
    """Structurally nearest rows among some, such as districts with a networked initiative.

    Distance: root of the weighted mean squared difference of the `robust_scores` that both rows
    know; a pair sharing less than half of the row's known weight is not compared. About 1 is as
    far apart as average districts lie from the median. A row is never its own twin.

    Parameters
    ----------
    values
        One column per indicator, NaN = unknown; not treated for outliers.
    among
        Keys that may be twins.
    of
        Keys to find twins for; all rows if None.
    weights
        Of the columns, see `structure_weights`; all the same if None.

    Returns
    -------
    twins
        One row per key and twin, nearest first, ties by key: key, position (1..count), twin,
        distance, shared (indicators both know), alike (ids of up to three indicators in which
        both lie half a standard deviation or more from the median on the same side, "; " between
        them), apart (up to two in which they differ most). Keys without any comparable twin have
        no row.

    >>> table = pd.DataFrame({"a": [1.0, 2, 9], "b": [1.0, 1, 5]}, index=["x", "y", "z"])
    >>> twins(table, ["y", "z"], 1, of=["x"])["twin"].tolist()
    ['y']
    """
    return Structure.of(values, weights).twins(among, count, of)


@dataclass(frozen=True, eq=False)
class Structure:
    """Rows compared by their robust scores, made once for all questions about twins.

    Parameters
    ----------
    keys
        As the caller ordered them.
    table
        Values in the order of the keys.
    scores, shares
        Robust scores of the table, and what each of its columns counts.
    """

    keys: tuple[str, ...]
    table: pd.DataFrame
    scores: Floats
    shares: Floats

    @classmethod
    def of(cls, values: pd.DataFrame, weights: pd.Series | None = None) -> Structure:
        """Compare the rows of a table as `twins` does."""
        checked_table(values)
        table = values.sort_index()
        scores = robust_scores(checked_table(table))
        shares = np.ones(values.shape[1]) if weights is None else weights[table.columns].to_numpy()
        return cls(tuple(values.index), table, scores, shares)

    def twins(
        self, among: Iterable[str], count: int = 5, of: Iterable[str] | None = None
    ) -> pd.DataFrame:
        """As the function `twins`."""
        if count < 1:
            raise parameter_error(
                "count", Text(f"ist {count}", f"is {count}"), Text("mindestens 1", "at least 1")
            )
        index = self.table.index
        keys = list(self.keys) if of is None else list(of)
        candidates = _positions(index, among)
        rows = [
            _nearest(self.table, self.scores, self.shares, candidates, position, count)
            for position in (int(place) for place in _positions(index, keys, in_order=False))
        ]
        columns = ["key", "position", "twin", "distance", "shared", "alike", "apart"]
        return pd.DataFrame([row for group in rows for row in group], columns=columns)


def robust_scores(numbers: Floats) -> Floats:
    """Distance from the median in robust standard deviations, per column over known values.

    The unit is the distance of the quartiles divided by 1.349, which is the standard deviation
    of normal values and does not move with a few extremes; where the quartiles are equal, the
    standard deviation. Beyond `FARTHEST` all lie equally far. In a column of two values, such as
    yes and no, the larger lies 1 above the smaller, and that is all it can separate two rows by.

    >>> robust_scores(np.array([[0.0], [1], [1], [1]])).ravel().tolist()
    [0.0, 1.0, 1.0, 1.0]
    """
    scores = np.full(numbers.shape, np.nan)
    for column, values in enumerate(numbers.T):
        is_known = ~np.isnan(values)
        levels = np.unique(values[is_known])
        if len(levels) <= 2:
            scores[is_known, column] = values[is_known] > levels[:1]
            continue
        low, median, high = np.quantile(values[is_known], [0.25, 0.5, 0.75])
        unit = (high - low) / QUARTILES_OF_NORMAL or values[is_known].std(ddof=1)
        scores[is_known, column] = (values[is_known] - median) / unit
    return np.clip(scores, -FARTHEST, FARTHEST)


def structure_weights(dimensions: pd.Series) -> pd.Series:
    """Every dimension counts the same, and within it every indicator; they sum to 1.

    >>> structure_weights(pd.Series({"a": "x", "b": "x", "c": "y"})).tolist()
    [0.25, 0.25, 0.5]
    """
    sizes = dimensions.map(dimensions.value_counts())
    return 1 / (dimensions.nunique() * sizes)


def strengths(
    values: pd.DataFrame, groups: pd.DataFrame, directions: Directions | None = None
) -> pd.DataFrame:
    """Where each row stands within its groups and in the whole country.

    Parameters
    ----------
    values
        One column per indicator, NaN = unknown.
    groups
        One column per grouping (such as land, settlement_type) on the index of `values`; rows
        without a label are compared with the country only.
    directions
        As in `rollout.potential.composite`; needed for `reading` only.

    Returns
    -------
    positions
        One row per key, indicator and grouping (plus DE): key, indicator, against (column of
        `groups` or DE), group (label), known (rows that know the indicator, the row itself
        among them), value, mean, difference (value - mean), z (difference in standard
        deviations of the group; NaN for fewer than three known or no spread), percentile
        (0..100: share of the other known ones that are smaller, ties half; NaN if alone) and
        reading: for or against (a founding, by the indicator's direction) where |z| is at least
        0.5, else empty; around an ideal value always empty. Unknown values have no row.
    """
    checked_table(values)
    if not values.index.isin(groups.index).all():
        finding = Text("Zeilen fehlen", "rows are missing")
        expectation = Text("eine Zeile je Kreis", "a row per district")
        raise DataError(Problem("error", "groups", finding, expectation))
    labels = groups.reindex(values.index)
    labels = labels.assign(**{COUNTRY: COUNTRY})
    parts = [_positions_within(values, labels[name], str(name)) for name in labels.columns]
    result = pd.concat(parts, ignore_index=True)
    result["reading"] = _readings(result, values.columns, directions)
    return result


def stands_out(comparison: pd.DataFrame, most: int = 3) -> dict[str, list[str]]:
    """Indicators that speak for and against a founding, the most unusual first.

    Parameters
    ----------
    comparison
        Index: indicator; columns z and reading, such as `Analysis.comparison`.

    >>> frame = pd.DataFrame({"z": [0.6, -2.0], "reading": ["for", "for"]}, index=["a", "b"])
    >>> stands_out(frame)
    {'for': ['b', 'a'], 'against': []}
    """
    order = comparison["z"].abs().sort_values(ascending=False, kind="stable").index
    by_size = comparison.loc[order]
    return {
        key: list(by_size.index[by_size["reading"] == key][:most]) for key in ("for", "against")
    }


def _positions(index: pd.Index, keys: Iterable[str], in_order: bool = True) -> Integers:
    keys = list(dict.fromkeys(keys))
    places = index.get_indexer(pd.Index(keys, dtype=index.dtype) if keys else index[:0])
    unknown = [key for key, place in zip(keys, places, strict=True) if place < 0]
    if unknown:
        names = ", ".join(map(str, unknown))
        finding = Text(f"{names} ohne Zeile", f"{names} without a row")
        expectation = Text("Schlüssel der Indikatortabelle", "keys of the indicator table")
        raise DataError(Problem("error", "indicators", finding, expectation, code="unknown-key"))
    return np.sort(places) if in_order else places


def _nearest(
    table: pd.DataFrame, scores: Floats, weights: Floats, candidates: Integers, position: int,
    count: int,
) -> list[tuple[object, ...]]:  # fmt: skip
    others = candidates[candidates != position]
    distance = _distances(scores[others], scores[position], weights)
    # Rounded, so that equal distances are a tie and go to the smaller key on every machine.
    order = np.argsort(np.round(distance, 12), kind="stable")[: int((~np.isnan(distance)).sum())]
    rows: list[tuple[object, ...]] = []
    for place, choice in enumerate(order[:count], start=1):
        twin = others[choice]
        common = ~np.isnan(scores[twin] - scores[position])
        alike, apart = _traits(scores[position, common], scores[twin, common])
        names = table.columns[np.flatnonzero(common)]
        texts = ("; ".join(map(str, names[traits])) for traits in (alike, apart))
        key, other = table.index[position], table.index[twin]
        rows.append((key, place, other, float(distance[choice]), int(common.sum()), *texts))
    return rows


def _distances(scores: Floats, row: Floats, weights: Floats) -> Floats:
    """Distance of every row to one over the columns both know; NaN below half of its weight."""
    squares = (scores - row) ** 2
    common = np.where(np.isnan(squares), 0, weights)
    shared = common.sum(axis=1)
    total = (np.nan_to_num(squares) * weights).sum(axis=1)
    enough = (shared > 0) & (2 * shared >= weights[~np.isnan(row)].sum() - 1e-12)
    return np.sqrt(np.divide(total, shared, out=np.full(len(scores), np.nan), where=enough))


def _traits(one: Floats, other: Floats) -> tuple[Integers, Integers]:
    """Positions of what both share most tellingly, and of what separates them most."""
    gap = np.abs(one - other)
    both = np.where(one * other > 0, np.minimum(np.abs(one), np.abs(other)), 0)
    likeness = np.where(both >= NOTABLE_Z, both - gap, -np.inf)
    alike = np.argsort(-likeness, kind="stable")[:ALIKE]
    alike = alike[likeness[alike] > 0]
    apart = np.argsort(-gap, kind="stable")[:APART]
    return alike, apart[~np.isin(apart, alike) & (gap[apart] > 0)]


def _positions_within(values: pd.DataFrame, labels: pd.Series, against: str) -> pd.DataFrame:
    by_group = values.astype(float).groupby(labels)
    counts, mean = by_group.transform("count"), by_group.transform("mean")
    spread = by_group.transform("std").where(counts >= 3)
    places = by_group.rank()
    difference = values - mean
    frames = {
        "known": counts,
        "value": values,
        "mean": mean,
        "difference": difference,
        "z": difference / spread.where(spread > 0),
        "percentile": 100 * (places - 1) / (counts - 1).where(counts > 1),
    }
    long = pd.DataFrame(
        {name: frame.to_numpy(dtype=float).ravel() for name, frame in frames.items()}
    )
    long.insert(0, "key", np.repeat(values.index.to_numpy(), values.shape[1]))
    long.insert(1, "indicator", np.tile(values.columns.to_numpy(), len(values)))
    long.insert(2, "against", against)
    long.insert(3, "group", np.repeat(labels.to_numpy(), values.shape[1]))
    return long[long["value"].notna() & long["mean"].notna()].astype({"known": int})


def _readings(
    positions: pd.DataFrame, columns: pd.Index, directions: Directions | None
) -> npt.NDArray[np.str_]:
    if directions is None:
        return np.full(len(positions), "")
    signs, ideals = split_directions(columns, directions)
    favour = pd.Series(np.where(np.isnan(ideals), signs, np.nan), columns)
    good = positions["z"] * positions["indicator"].map(favour)
    return np.select([good >= NOTABLE_Z, good <= -NOTABLE_Z], ["for", "against"], "")
