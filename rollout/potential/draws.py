"""Drawing rankings: settings drawn at random, and the ranks that follow from them.

Settings come in fixed blocks with their own seeds, and rows and columns are sorted first, so the
same seed gives the same ranks whatever the order of rows, and more draws only add to fewer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from rollout.arrays import Flags, Floats, Integers, Ranks
from rollout.language import Text
from rollout.potential.composite import FLOOR, Directions, Goalposts, aggregate, normalise
from rollout.potential.ranking import ranks
from rollout.potential.validation import checked_table
from rollout.potential.weights import checked_weights
from rollout.scenario.fields import Aggregation, Normalisation, WeightDraw

BLOCK = 1000
CACHED = 50_000  # scores ranked at once
DECIMALS = 10  # of a score; finer digits are rounding errors and make no rank


@dataclass(frozen=True)
class Assumptions:
    """What is drawn, and around what.

    Parameters
    ----------
    weight_draw, weight_spread
        `uniform`: each weight times a number from 1 - spread to 1 + spread; `dirichlet`: a
        Dirichlet distribution with the chosen weights as mean and as many pseudo-counts as
        indicators (for equal weights every combination is equally likely); `fixed`: not drawn.
    normalisations, aggregations
        Drawn with equal chance; the first of each is the base case.
    leave_one_out
        Each draw leaves out one indicator or none, all with equal chance.
    draw_missing
        Unknown values are drawn from the known ones of their column; otherwise left out.
    band
        Lower and upper quantile of the band.
    goalposts
        Needed for the normalisation `goalposts` only.
    """

    weight_draw: WeightDraw = "uniform"
    weight_spread: float = 0.5
    normalisations: tuple[Normalisation, ...] = ("minmax", "zscore", "rank")
    aggregations: tuple[Aggregation, ...] = ("linear", "geometric")
    leave_one_out: bool = True
    draw_missing: bool = True
    top_k: int = 40
    band: tuple[float, float] = (0.05, 0.95)
    goalposts: Goalposts | None = None


@dataclass(frozen=True, eq=False)
class Draws:
    """Drawn settings, one row each: weights, chosen variants, and where gaps draw from."""

    weights: Floats
    normalisation: Integers
    aggregation: Integers
    left_out: Integers
    gaps: Floats


@dataclass(frozen=True, eq=False)
class DrawBasis:
    """Normalised tables and the unknown cells, in sorted order of rows and columns."""

    index: pd.Index
    base: Floats
    weights: Floats
    tables: tuple[Floats, ...]
    has_value: Flags
    gap_rows: Integers
    gap_columns: Integers
    donors: tuple[Floats, ...]
    donor_counts: Integers
    assumptions: Assumptions
    unavailable: tuple[Text, ...]


def prepare(
    values: pd.DataFrame,
    directions: Directions,
    weights: Mapping[str, float] | pd.Series,
    assumptions: Assumptions,
) -> DrawBasis:
    """Normalise once per variant and find the gaps; rows and columns sorted."""
    checked_table(values)
    shares = checked_weights(weights, values.columns)
    table = values[sorted(shares.index[shares > 0])].sort_index()
    shares = shares[table.columns]
    assumptions, unavailable = _feasible(table, assumptions)
    tables = tuple(
        normalise(table, directions, way, assumptions.goalposts).to_numpy()
        for way in assumptions.normalisations
    )
    first = pd.DataFrame(tables[0], table.index, table.columns)
    base = aggregate(first, shares, assumptions.aggregations[0], floor=FLOOR)
    has_value = table.notna().to_numpy()
    rows, columns = np.nonzero(~has_value)
    return DrawBasis(
        table.index,
        ranks(base).to_numpy(),
        shares.to_numpy(),
        tables,
        has_value,
        rows,
        columns,
        tuple(np.sort(np.where(has_value, cells, np.inf), axis=0) for cells in tables),
        has_value.sum(axis=0),
        assumptions,
        unavailable,
    )


def blocks(basis: DrawBasis, draws: int, seed: int) -> Iterator[tuple[int, Draws]]:
    """Drawn settings in blocks of 1000 with their first position."""
    for start in range(0, draws, BLOCK):
        yield start, draw_settings(basis, min(BLOCK, draws - start), (seed, start // BLOCK))


def draw_settings(basis: DrawBasis, count: int, seed: tuple[int, ...]) -> Draws:
    """Draw one block of settings; each kind has a stream of its own."""
    assumptions, size = basis.assumptions, len(basis.weights)
    streams = [np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(5)]
    if assumptions.weight_draw == "dirichlet":
        weights = streams[0].dirichlet(basis.weights * size, BLOCK)[:count]
    else:
        spread = assumptions.weight_spread if assumptions.weight_draw == "uniform" else 0.0
        weights = basis.weights * streams[0].uniform(1 - spread, 1 + spread, (BLOCK, size))[:count]
    # Always a whole block, cut to size: a shorter run sees the first draws of a longer one.
    left_out = streams[3].integers(-1, size, BLOCK)[:count]
    gaps = streams[4].random((BLOCK, len(basis.gap_rows)))[:count]
    return Draws(
        weights / weights.sum(axis=1, keepdims=True),
        streams[1].integers(0, len(assumptions.normalisations), BLOCK)[:count],
        streams[2].integers(0, len(assumptions.aggregations), BLOCK)[:count],
        left_out if assumptions.leave_one_out else np.full(count, -1),
        gaps if assumptions.draw_missing else np.zeros_like(gaps),
    )


def drawn_ranks(basis: DrawBasis, draws: Draws) -> Ranks:
    """Ranks (1 = best) per draw and row; equal scores, to ten decimals, share the better rank."""
    weights = draws.weights.copy()
    rows = np.flatnonzero(draws.left_out >= 0)
    weights[rows, draws.left_out[rows]] = 0
    weights[weights.sum(axis=1) == 0] = basis.weights  # all the drawn weight was left out
    weights /= weights.sum(axis=1, keepdims=True)
    score = np.empty((len(weights), len(basis.index)))
    for way in range(len(basis.tables)):
        for total, name in enumerate(basis.assumptions.aggregations):
            group = np.flatnonzero((draws.normalisation == way) & (draws.aggregation == total))
            if len(group):
                score[group] = _scores(basis, way, name, weights[group], draws.gaps[group])
    return _ranks_of(score)


def _ranks_of(score: Floats) -> Ranks:
    """Ranks per row; equal scores, to ten decimals, share the better rank."""
    ranks_of_rows = np.empty(score.shape, dtype=np.int32)
    # Few rows at a time stay in the processor's cache: a third of the time of all at once.
    step = max(1, CACHED // max(score.shape[1], 1))
    for start in range(0, len(score), step):
        ranks_of_rows[start : start + step] = _ranks_of_few(score[start : start + step])
    return ranks_of_rows


def _ranks_of_few(score: Floats) -> Ranks:
    """Whole numbers that carry their place are sorted as they are.

    That is five times as fast as sorting places by what they lead to.
    """
    count, size = score.shape
    bits = max(size - 1, 1).bit_length()
    whole = score * -(10.0**DECIMALS)
    np.rint(whole, out=whole)
    if not np.isfinite(whole.sum()):
        # Unknown scores stand last; no other comes near this.
        highest = float(2 ** (62 - bits))
        np.nan_to_num(whole, copy=False, nan=highest, posinf=highest)
    places = whole.astype(np.int64)
    places <<= bits
    places |= np.arange(size)
    places.sort(axis=1)
    shared = np.broadcast_to(np.arange(1, size + 1, dtype=np.int32), score.shape)
    whole_score = places >> bits
    is_tie = whole_score[:, 1:] == whole_score[:, :-1]
    if is_tie.any():
        shared = shared.copy()
        shared[:, 1:][is_tie] = 0
        np.maximum.accumulate(shared, axis=1, out=shared)
    places &= 2**bits - 1
    places += size * np.arange(count)[:, None]
    result = np.empty(count * size, dtype=np.int32)
    result[places.ravel()] = shared.ravel()
    return result.reshape(count, size)


def _scores(basis: DrawBasis, way: int, aggregation: str, weights: Floats, gaps: Floats) -> Floats:
    """Scores that rank like the aggregate: sums of values, or of logarithms if geometric."""

    def summands(cells: Floats) -> Floats:
        return np.log(np.maximum(cells, FLOOR)) if aggregation == "geometric" else cells

    cells = np.where(basis.has_value, summands(np.nan_to_num(basis.tables[way])), 0)
    # einsum, not @: threads of the linear algebra library wait for each other on tables this small
    score: Floats = np.einsum("dj,jn->dn", weights, np.ascontiguousarray(cells.T))
    if not len(basis.gap_rows):
        return score
    if not basis.assumptions.draw_missing:
        known_weight = np.einsum("dj,jn->dn", weights, basis.has_value.T.astype(float))
        return np.divide(
            score, known_weight, out=np.full_like(score, -np.inf), where=known_weight > 0
        )
    places = (gaps * basis.donor_counts[basis.gap_columns]).astype(np.int64)
    values = basis.donors[way][places, basis.gap_columns]
    # 0.5 is what a constant column becomes, see `normalise`: a column without donors tells nothing.
    values = np.where(basis.donor_counts[basis.gap_columns] > 0, values, 0.5)
    additions = weights[:, basis.gap_columns] * summands(values)
    rows, first = np.unique(basis.gap_rows, return_index=True)
    score[:, rows] += np.add.reduceat(additions, first, axis=1)
    return score


def _feasible(
    table: pd.DataFrame, assumptions: Assumptions
) -> tuple[Assumptions, tuple[Text, ...]]:
    """Drop what cannot run on this table, and say so."""
    unavailable = []
    marks = assumptions.goalposts or {}
    if "goalposts" in assumptions.normalisations and not set(table.columns) <= set(marks):
        others = tuple(way for way in assumptions.normalisations if way != "goalposts") or (
            "minmax",
        )
        assumptions = replace(assumptions, normalisations=others)
        unavailable.append(Text("goalposts: nicht jeder Indikator hat Zielmarken",
                            "goalposts: not every indicator has marks"))  # fmt: skip
    if assumptions.leave_one_out and table.shape[1] < 2:
        assumptions = replace(assumptions, leave_one_out=False)
        unavailable.append(Text("Weglassen eines Indikators: es gibt nur einen",
                            "leaving out an indicator: there is only one"))  # fmt: skip
    if assumptions.weight_draw != "fixed" and table.shape[1] < 2:
        assumptions = replace(assumptions, weight_draw="fixed")
        unavailable.append(Text("Ziehen der Gewichte: es gibt nur einen Indikator",
                            "drawing weights: there is only one indicator"))  # fmt: skip
    unavailable += [
        Text(f"Ziehen fehlender Werte: {name} ist überall unbekannt, mittlerer Wert angenommen",
             f"drawing missing values: {name} is unknown everywhere, a middle value is assumed")
        for name in table.columns[np.flatnonzero(table.isna().all(axis=0))]
        if assumptions.draw_missing
    ]  # fmt: skip
    return assumptions, tuple(unavailable)
