"""How sure is a rank? Thousands of rankings under drawn assumptions, summed up as bands.

Weights, normalisation, aggregation, a left-out indicator and the unknown values are drawn
together, after Saisana, Saltelli and Tarantola (2005), J. R. Statist. Soc. A 168, 307-323, and
the OECD/JRC Handbook, step 7. The drawing itself is in `rollout.potential.draws`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from rollout.arrays import Floats, Ranks
from rollout.errors import parameter_error
from rollout.language import Text
from rollout.potential.composite import Directions
from rollout.potential.draws import Assumptions, Prepared, blocks, drawn_ranks, prepare
from rollout.potential.ranking import dominance, dominance_pairs, rank_reversals
from rollout.scenario import Scenario

if TYPE_CHECKING:
    from rollout.potential.scoring import Potential

__all__ = [
    "Assumptions",
    "Bands",
    "band_words",
    "dominance",
    "dominance_pairs",
    "draw_bands",
    "founding_bands",
    "founding_draws",
    "rank_bands",
    "rank_reversals",
]

REVERSAL_DRAWS = 100
REVERSAL_ROWS = 1000
SURE, LIKELY, POSSIBLE = 0.95, 0.5, 0.05


@dataclass(frozen=True, eq=False)
class Bands:
    """Rank bands and what stands behind them.

    Parameters
    ----------
    table
        Index as given; rank (base case), low, median, high (ranks at the quantiles of the
        band, 1 = best), top_k_share (0..1), band_class (always, mostly, only, never).
    reversal_share
        Mean share of pairs that stand the other way round than in the base case.
    unavailable
        Variants asked for that could not run, with the reason.
    """

    table: pd.DataFrame
    reversal_share: float
    unavailable: tuple[Text, ...]
    draws: int
    seed: int
    assumptions: Assumptions


def rank_bands(
    values: pd.DataFrame,
    directions: Directions,
    weights: Mapping[str, float] | pd.Series,
    draws: int = 1000,
    seed: int = 0,
    assumptions: Assumptions | None = None,
) -> pd.DataFrame:
    """Rank of each row and the band it keeps to under drawn assumptions.

    Returns
    -------
    table
        Columns of `Bands.table`, index as in `values`; `attrs["unavailable"]` names the
        variants that could not run.

    >>> table = pd.DataFrame({"a": [3.0, 2, 1], "b": [3.0, 1, 2]}, index=list("xyz"))
    >>> bands = rank_bands(table, {"a": "more", "b": "more"}, {"a": 1, "b": 1}, draws=100)
    >>> bands.loc["x", ["low", "median", "high"]].tolist()
    [1.0, 1.0, 1.0]
    """
    bands = draw_bands(values, directions, weights, draws, seed, assumptions)
    table = bands.table.copy()
    table.attrs["unavailable"] = bands.unavailable
    return table


def draw_bands(
    values: pd.DataFrame,
    directions: Directions,
    weights: Mapping[str, float] | pd.Series,
    draws: int = 1000,
    seed: int = 0,
    assumptions: Assumptions | None = None,
    progress: Callable[[int], None] | None = None,
) -> Bands:
    """Do the work of `rank_bands`; `progress` is told the number of draws done.

    Parameters
    ----------
    values
        Comparable indicators with their gaps; a row without any known value has no rank, its
        band comes from the other rows' values alone.
    directions, weights
        As in `rollout.potential.composite`.
    """
    for name, number, least in (("draws", draws, 1), ("seed", seed, 0)):
        if number < least:
            finding = Text(f"ist {number}", f"is {number}")
            expected = Text(f"mindestens {least}", f"at least {least}")
            raise parameter_error(name, finding, expected)
    ready = prepare(values, directions, weights, assumptions or Assumptions())
    drawn = np.empty((draws, len(ready.index)), dtype=np.int32)
    for start, block in blocks(ready, draws, seed):
        drawn[start : start + len(block.weights)] = drawn_ranks(ready, block)
        if progress:
            progress(start + len(block.weights))
    table = _summary(ready, drawn).reindex(values.index)
    share = _reversal_share(ready.base, drawn)
    return Bands(table, share, ready.unavailable, draws, seed, ready.assumptions)


def founding_bands(
    potential: Potential, settings: Scenario, progress: Callable[[int], None] | None = None
) -> Bands:
    """Rank bands of a founding potential; only districts with a score take part.

    The rank is that of the potential; gaps are drawn whatever rule the score filled them by.
    """
    scored = potential.comparable[potential.score.notna()]
    bands = draw_bands(
        scored[list(potential.normalised.columns)],
        potential.directions,
        potential.weights[potential.weights > 0],
        settings.draws,
        settings.seed,
        chosen_assumptions(settings),
        progress,
    )
    table = bands.table.reindex(potential.score.index).assign(rank=potential.rank)
    return replace(bands, table=table)


def founding_draws(potential: Potential, settings: Scenario, draws: int) -> pd.DataFrame:
    """Drawn ranks of every district (1 = best): a row per draw, a column per district.

    The same draws as behind `founding_bands`; NaN for districts without a score.
    """
    scored = potential.comparable[potential.score.notna()]
    ready = prepare(
        scored[list(potential.normalised.columns)],
        potential.directions,
        potential.weights[potential.weights > 0],
        chosen_assumptions(settings),
    )
    parts = [drawn_ranks(ready, block) for _, block in blocks(ready, draws, settings.seed)]
    ranks = pd.DataFrame(np.vstack(parts), columns=ready.index)
    return ranks.reindex(columns=potential.score.index)


def chosen_assumptions(settings: Scenario) -> Assumptions:
    """Assumptions of a scenario, its own normalisation and aggregation first."""
    low, high = dict(settings.goalposts_low), dict(settings.goalposts_high)
    base = Assumptions()
    ways = base.normalisations if settings.vary_normalisation else ()
    sums = base.aggregations if settings.vary_aggregation else ()
    return Assumptions(
        settings.weight_draw,
        settings.weight_spread,
        tuple(dict.fromkeys((settings.normalisation, *ways))),
        tuple(dict.fromkeys((settings.aggregation, *sums))),
        settings.leave_one_out,
        settings.vary_missing,
        settings.top_k,
        goalposts={name: (low[name], high[name]) for name in low.keys() & high.keys()},
    )


def band_words(band_class: str, top_k: int) -> Text:
    """Say a band class in words.

    >>> band_words("always", 40).en
    'always among the first 40'
    """
    words = {
        "always": Text("immer unter den ersten", "always among the first"),
        "mostly": Text("meist unter den ersten", "mostly among the first"),
        "only": Text("nur mit diesen Gewichten unter den ersten",
                     "only with these weights among the first"),
        "never": Text("kaum je unter den ersten", "hardly ever among the first"),
    }[band_class]  # fmt: skip
    return Text(f"{words.de} {top_k}", f"{words.en} {top_k}")


def _summary(ready: Prepared, drawn: Ranks) -> pd.DataFrame:
    ordered = np.sort(drawn.T, axis=1)
    low, median, high = (
        ordered[:, max(int(np.ceil(share * len(drawn))) - 1, 0)].astype(float)
        for share in (ready.assumptions.band[0], 0.5, ready.assumptions.band[1])
    )
    top_k = min(ready.assumptions.top_k, len(ready.index))
    share = (ordered <= top_k).mean(axis=1)
    now = np.where(np.isnan(ready.base), np.inf, ready.base) <= top_k
    tests = [share >= SURE, share >= LIKELY, now | (share >= POSSIBLE)]
    words = np.select(tests, ["always", "mostly", "only"], "never")
    columns = {
        "rank": ready.base, "low": low, "median": median, "high": high,
        "top_k_share": share, "band_class": words,
    }  # fmt: skip
    return pd.DataFrame(columns, index=ready.index)


def _reversal_share(base: Floats, drawn: Ranks) -> float:
    """Mean share of base-case pairs turned round.

    Over at most 100 evenly spaced draws, and the pairs of at most 1000 rows picked at random.
    """
    order = np.argsort(base)[: int((~np.isnan(base)).sum())]
    if len(order) > REVERSAL_ROWS:
        sample = np.random.default_rng(0).choice(len(order), REVERSAL_ROWS, replace=False)
        order = order[np.sort(sample)]
    pairs = len(order) * (len(order) - 1) / 2
    if not pairs:
        return 0.0
    picked = np.unique(np.linspace(0, len(drawn) - 1, REVERSAL_DRAWS).astype(int))
    later = np.tri(len(order), k=-1, dtype=bool).T
    turned = [
        np.count_nonzero((row[:, None] > row[None, :]) & later) for row in drawn[picked][:, order]
    ]
    return float(np.mean(turned) / pairs)
