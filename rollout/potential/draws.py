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
class Prepared:
    """Normalised tables and the unknown cells, in sorted order of rows and columns."""

    index: pd.Index
    base: Floats
    weights: Floats
    tables: tuple[Floats, ...]
    known: Flags
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
) -> Prepared:
    """Normalise once per variant and find the gaps; rows and columns sorted."""
    checked_table(values)
    shares = checked_weights(weights, values.columns)
    table = values[sorted(shares.index[shares > 0])].sort_index()
    shares = shares[table.columns]
    assumptions, unavailable = _possible(table, assumptions)
    tables = tuple(
        normalise(table, directions, way, assumptions.goalposts).to_numpy()
        for way in assumptions.normalisations
    )
    first = pd.DataFrame(tables[0], table.index, table.columns)
    base = aggregate(first, shares, assumptions.aggregations[0], floor=FLOOR)
    known = table.notna().to_numpy()
    rows, columns = np.nonzero(~known)
    return Prepared(
        table.index,
        ranks(base).to_numpy(),
        shares.to_numpy(),
        tables,
        known,
        rows,
        columns,
        tuple(np.sort(np.where(known, cells, np.inf), axis=0) for cells in tables),
        known.sum(axis=0),
        assumptions,
        unavailable,
    )


def blocks(ready: Prepared, draws: int, seed: int) -> Iterator[tuple[int, Draws]]:
    """Drawn settings in blocks of 1000 with their first position."""
    for start in range(0, draws, BLOCK):
        yield start, draw_settings(ready, min(BLOCK, draws - start), (seed, start // BLOCK))


def draw_settings(ready: Prepared, count: int, seed: tuple[int, ...]) -> Draws:
    """Draw one block of settings; each kind has a stream of its own."""
    chosen, size = ready.assumptions, len(ready.weights)
    streams = [np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(5)]
    if chosen.weight_draw == "dirichlet":
        weights = streams[0].dirichlet(ready.weights * size, BLOCK)[:count]
    else:
        spread = chosen.weight_spread if chosen.weight_draw == "uniform" else 0.0
        weights = ready.weights * streams[0].uniform(1 - spread, 1 + spread, (BLOCK, size))[:count]
    left = streams[3].integers(-1, size, BLOCK)[:count]
    gaps = streams[4].random((BLOCK, len(ready.gap_rows)))[:count]
    return Draws(
        weights / weights.sum(axis=1, keepdims=True),
        streams[1].integers(0, len(chosen.normalisations), BLOCK)[:count],
        streams[2].integers(0, len(chosen.aggregations), BLOCK)[:count],
        left if chosen.leave_one_out else np.full(count, -1),
        gaps if chosen.draw_missing else np.zeros_like(gaps),
    )


def drawn_ranks(ready: Prepared, drawn: Draws) -> Ranks:
    """Ranks (1 = best) per draw and row; ties, to ten decimals, go to the smaller index."""
    weights = drawn.weights.copy()
    rows = np.flatnonzero(drawn.left_out >= 0)
    weights[rows, drawn.left_out[rows]] = 0
    weights[weights.sum(axis=1) == 0] = ready.weights  # all the drawn weight was left out
    weights /= weights.sum(axis=1, keepdims=True)
    score = np.empty((len(weights), len(ready.index)))
    for way in range(len(ready.tables)):
        for total, name in enumerate(ready.assumptions.aggregations):
            picked = np.flatnonzero((drawn.normalisation == way) & (drawn.aggregation == total))
            if len(picked):
                score[picked] = _scores(ready, way, name, weights[picked], drawn.gaps[picked])
    order = np.argsort(-np.round(score, 10), axis=1, kind="stable")
    result = np.empty(order.shape, dtype=np.int32)
    np.put_along_axis(result, order, np.arange(1, order.shape[1] + 1, dtype=np.int32)[None], 1)
    return result


def _scores(ready: Prepared, way: int, aggregation: str, weights: Floats, gaps: Floats) -> Floats:
    """Scores that rank like the aggregate: sums of values, or of logarithms if geometric."""

    def lifted(cells: Floats) -> Floats:
        return np.log(np.maximum(cells, FLOOR)) if aggregation == "geometric" else cells

    cells = np.where(ready.known, lifted(np.nan_to_num(ready.tables[way])), 0)
    # einsum, not @: threads of the linear algebra library wait for each other on tables this small
    score: Floats = np.einsum("dj,jn->dn", weights, np.ascontiguousarray(cells.T))
    if not len(ready.gap_rows):
        return score
    if not ready.assumptions.draw_missing:
        counted = np.einsum("dj,jn->dn", weights, ready.known.T.astype(float))
        return np.divide(score, counted, out=np.full_like(score, -np.inf), where=counted > 0)
    places = (gaps * ready.donor_counts[ready.gap_columns]).astype(np.int64)
    values = ready.donors[way][places, ready.gap_columns]
    values = np.where(ready.donor_counts[ready.gap_columns] > 0, values, 0.5)
    added = weights[:, ready.gap_columns] * lifted(values)
    rows, first = np.unique(ready.gap_rows, return_index=True)
    score[:, rows] += np.add.reduceat(added, first, axis=1)
    return score


def _possible(table: pd.DataFrame, asked: Assumptions) -> tuple[Assumptions, tuple[Text, ...]]:
    """Drop what cannot run on this table, and say so."""
    missing = []
    marks = asked.goalposts or {}
    if "goalposts" in asked.normalisations and not set(table.columns) <= set(marks):
        left = tuple(way for way in asked.normalisations if way != "goalposts") or ("minmax",)
        asked = replace(asked, normalisations=left)
        missing.append(Text("goalposts: nicht jeder Indikator hat Zielmarken",
                            "goalposts: not every indicator has marks"))  # fmt: skip
    if asked.leave_one_out and table.shape[1] < 2:
        asked = replace(asked, leave_one_out=False)
        missing.append(Text("Weglassen eines Indikators: es gibt nur einen",
                            "leaving out an indicator: there is only one"))  # fmt: skip
    if asked.weight_draw != "fixed" and table.shape[1] < 2:
        asked = replace(asked, weight_draw="fixed")
        missing.append(Text("Ziehen der Gewichte: es gibt nur einen Indikator",
                            "drawing weights: there is only one indicator"))  # fmt: skip
    missing += [
        Text(f"Ziehen fehlender Werte: {name} ist überall unbekannt, mittlerer Wert angenommen",
             f"drawing missing values: {name} is unknown everywhere, a middle value is assumed")
        for name in table.columns[np.flatnonzero(table.isna().all(axis=0))]
        if asked.draw_missing
    ]  # fmt: skip
    return asked, tuple(missing)
