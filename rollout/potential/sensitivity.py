"""Which assumption moves the ranks? Variance-based shares with confidence bounds.

First-order and total shares after Sobol', with the estimators of Saltelli et al. (2010),
Computer Physics Communications 181, 259-270, table 2 (b) and (f); the same as in
`scipy.stats.sobol_indices`, which takes neither groups of numbers as one factor nor a seed for
its bootstrap. Each kind of assumption is one factor: all weights together, and so on.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from rollout.arrays import Floats, Ranks
from rollout.errors import parameter_error
from rollout.language import Text
from rollout.potential.bands import chosen_assumptions
from rollout.potential.composite import Directions
from rollout.potential.draws import (
    BLOCK,
    Assumptions,
    DrawBasis,
    Draws,
    draw_settings,
    drawn_ranks,
    prepare,
)
from rollout.potential.scoring import (
    Potential,
    Scoring,
    basis,
    logged_names,
    sorted_potential,
)
from rollout.potential.words import FACTORS
from rollout.scenario import Scenario

RESAMPLES, CONFIDENCE = 200, 0.95


@dataclass(frozen=True, eq=False)
class Shares:
    """What moves the ranks.

    Parameters
    ----------
    table
        Index: factor; first_order, first_low, first_high, total, total_low, total_high (shares
        of the variance with 95 per cent bootstrap bounds), varied (False: held fixed, 0).
        A first-order share never exceeds its total. First-order shares sum to less than 1 where
        assumptions act together.
    mean_shift
        Mean shift in ranks (or mean rank of the one district asked for).
    unavailable
        Variants asked for that could not run.
    """

    table: pd.DataFrame
    mean_shift: float
    unavailable: tuple[Text, ...]


def first_order_shares(
    values: pd.DataFrame,
    directions: Directions,
    weights: Mapping[str, float] | pd.Series,
    assumptions: Assumptions | None = None,
    *,
    size: int = 512,
    seed: int = 0,
    of: Hashable | None = None,
) -> Shares:
    """Split the variance of the rank shift over the drawn assumptions.

    The quantity explained is the mean absolute shift of all ranks against the base case
    (Saisana et al. 2005, equation 2), or with `of` the rank of that one row.

    Parameters
    ----------
    size
        Number of base draws, a power of two; 7 x size rankings are computed.
    of
        Key of one row of `values`.
    """
    if size < 2 or size & (size - 1):
        finding = Text(f"ist {size}", f"is {size}")
        raise parameter_error("size", finding, Text("eine Zweierpotenz", "a power of two"))
    if of is not None and of not in values.index:
        finding = Text(f"{of} ist unbekannt", f"{of} is unknown")
        raise parameter_error(
            "of", finding, Text("ein Schlüssel der Tabelle", "a key of the table")
        )
    basis = prepare(values, directions, weights, assumptions or Assumptions())
    first, second = _settings(basis, size, (seed, 0)), _settings(basis, size, (seed, 1))
    mixtures = [replace(first, **{name: getattr(second, name)}) for name in FACTORS]
    outcome = [_shift(basis, draws, of) for draws in (first, second, *mixtures)]
    varies = {name: _differs(first, second, name) for name in FACTORS}
    table = _estimates(outcome[0], outcome[1], np.array(outcome[2:]), varies, seed)
    return Shares(table, float(outcome[0].mean()), basis.unavailable)


def founding_shares(
    potential: Potential, settings: Scenario, *, size: int = 512, of: Hashable | None = None
) -> Shares:
    """Shares for a founding potential; only districts with a score take part."""
    comparable = potential.comparable[potential.score.notna()]
    return first_order_shares(
        comparable[list(potential.normalised.columns)],
        potential.directions,
        potential.weights[potential.weights > 0],
        chosen_assumptions(settings, potential.logged),
        size=size,
        seed=settings.seed,
        of=of,
    )


def shares_of(work: Scoring) -> Shares:
    """Step: shares for the potential; which districts have a score alone may change them."""
    has_score = work.of(sorted_potential).score.notna().to_numpy()
    return work.of(drawn_shares, has_score.tobytes())


def drawn_shares(work: Scoring, has_score: bytes) -> Shares:
    """Step: shares among the districts with a score, a byte each."""
    settings = work.scenario
    return first_order_shares(
        *work.of(basis).with_score(has_score),
        chosen_assumptions(settings, work.of(logged_names)),
        seed=settings.seed,
    )


def _settings(basis: DrawBasis, size: int, seed: tuple[int, ...]) -> Draws:
    # Fixed blocks, and a 7 in the seed that no block of the bands has: the streams never meet.
    parts = [
        draw_settings(basis, min(BLOCK, size - start), (*seed, start, 7))
        for start in range(0, size, BLOCK)
    ]
    names = Draws.__dataclass_fields__
    return Draws(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _differs(first: Draws, second: Draws, name: str) -> bool:
    one, other = getattr(first, name), getattr(second, name)
    return bool(one.size) and not np.array_equal(one, other)


def _shift(basis: DrawBasis, draws: Draws, of: Hashable | None) -> Floats:
    ranks: Ranks = drawn_ranks(basis, draws)
    if of is not None:
        return ranks[:, basis.index.get_loc(of)].astype(float)
    has_rank = ~np.isnan(basis.base)
    return np.abs(ranks[:, has_rank] - basis.base[has_rank]).mean(axis=1)


def _estimates(
    first: Floats, second: Floats, mixtures: Floats, varies: Mapping[str, bool], seed: int
) -> pd.DataFrame:
    point = _sobol(first, second, mixtures)
    picks = np.random.default_rng((seed, 8)).integers(0, len(first), (RESAMPLES, len(first)))
    resamples = np.array([_sobol(first[rows], second[rows], mixtures[:, rows]) for rows in picks])
    low, high = np.quantile(resamples, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2], axis=0)
    columns = {}
    for kind, name in enumerate(("first", "total")):
        columns["first_order" if name == "first" else name] = point[kind]
        columns[f"{name}_low"], columns[f"{name}_high"] = low[kind], high[kind]
    table = pd.DataFrame(columns, index=pd.Index(list(varies), name="factor"))
    return table.assign(varied=list(varies.values()))


def _sobol(first: Floats, second: Floats, mixtures: Floats) -> Floats:
    """First-order (row 0) and total shares (row 1) per factor; 0 if nothing varies.

    A first-order share is part of its total. Where noise turns the two round, both become their
    mean: the nearest pair, by least squares, that keeps the order.
    """
    both = np.concatenate([first, second])
    variance = both.var()
    if not variance > 0:
        return np.zeros((2, len(mixtures)))
    change = mixtures - first
    # The mean taken off changes no expectation, only the variance of the estimate.
    single = ((second - both.mean()) * change).mean(axis=1)
    total = (change**2).mean(axis=1) / 2
    middle = (single + total) / 2
    shares = np.stack([np.minimum(single, middle), np.maximum(total, middle)]) / variance
    return np.clip(shares, 0, None)
