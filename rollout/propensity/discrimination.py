"""How well an order told districts that got an initiative from those that did not.

The point is that of the observed districts; its band comes from drawing initiatives with
replacement for the districts that got one (a district weighs as often as its first initiative is
drawn) and chambers for the others. Districts of one founding are not independent, and a weight,
unlike a new outcome, leaves the point in the middle of its band (Field, Welsh 2007).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rollout.arrays import Flags, Floats, Integers

BAND = (0.05, 0.95)


@dataclass(frozen=True, eq=False)
class Draws:
    """Weights of the districts at risk: a row per draw, the first one all ones.

    Parameters
    ----------
    is_event
        Which districts got an initiative.
    weights
        Draws x districts.
    """

    is_event: Flags
    weights: Floats

    @cached_property
    def hits(self) -> Floats:
        """Weights of those that got one."""
        return np.ascontiguousarray(self.weights[:, self.is_event])

    @cached_property
    def others(self) -> Floats:
        """Weights of the others."""
        return np.ascontiguousarray(self.weights[:, ~self.is_event])


def resample(owner: Integers, cluster: Integers, draws: int, seed: list[int]) -> Draws:
    """Draw initiatives and chambers with replacement.

    Parameters
    ----------
    owner
        Per district the number of its first initiative, -1 where none came.
    cluster
        Per district the number of its chamber.
    """
    random = np.random.default_rng(seed)
    weights = np.ones((draws + 1, len(owner)))
    for places, groups in (
        (np.flatnonzero(owner >= 0), owner[owner >= 0]),
        (np.flatnonzero(owner < 0), cluster[owner < 0]),
    ):
        _, group = np.unique(groups, return_inverse=True)
        size = int(group.max()) + 1
        counts = random.multinomial(size, np.full(size, 1 / size), draws)
        weights[1:, places] = counts[:, group]
    return Draws(owner >= 0, weights)


def ordered(scores: Floats) -> Floats:
    """Scores of which an unknown one stands last."""
    return np.where(np.isnan(scores), -np.inf, scores)


def auc(scores: Floats, draws: Draws, groups: Integers | None = None) -> Floats:
    """Chance that a district with an initiative stands above one without, per draw.

    Parameters
    ----------
    groups
        Only pairs within a group count, such as a Land: neither its level nor how often it
        founds can help or hurt (Forman, Scholz 2010).

    >>> three = resample(np.array([-1, 0, -1]), np.array([0, 1, 2]), 0, [0])
    >>> auc(np.array([1.0, 2.0, 3.0]), three)
    array([0.5])
    """
    ranked = ordered(scores)
    mine, theirs = ranked[draws.is_event, None], ranked[None, ~draws.is_event]
    wins = (mine > theirs) + 0.5 * (mine == theirs)
    if groups is None:
        pairs = draws.hits.sum(axis=1) * draws.others.sum(axis=1)
    else:
        same = (groups[draws.is_event, None] == groups[None, ~draws.is_event]).astype(float)
        wins = wins * same
        pairs = ((draws.hits @ same) * draws.others).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return ((draws.hits @ wins) * draws.others).sum(axis=1) / pairs


def average_precision(scores: Floats, draws: Draws) -> Floats:
    """Mean precision at the districts with an initiative, per draw; equal scores come together.

    >>> three = resample(np.array([0, -1, 1]), np.array([0, 1, 2]), 0, [0])
    >>> average_precision(np.array([3.0, 2.0, 1.0]), three).round(3)
    array([0.833])
    """
    ranked = ordered(scores)
    order = np.argsort(-ranked, kind="stable")
    falling = ranked[order]
    last = np.searchsorted(-falling, -falling, side="right") - 1  # of those with equal scores
    weights = draws.weights[:, order]
    hits = weights * draws.is_event[order]
    with np.errstate(invalid="ignore", divide="ignore"):
        precision = hits.cumsum(axis=1)[:, last] / weights.cumsum(axis=1)[:, last]
        return np.nansum(precision * hits, axis=1) / hits.sum(axis=1)


def lift(scores: Floats, draws: Draws, share: float) -> Floats:
    """Share with an initiative in the top part of the order over that of all, per draw.

    The top part is rounded up to whole districts; of equal scores at its end each counts in part.

    >>> four = resample(np.array([0, -1, -1, -1]), np.array([0, 1, 2, 3]), 0, [0])
    >>> lift(np.array([4.0, 3.0, 2.0, 1.0]), four, 0.25)
    array([4.])
    """
    ranked = ordered(scores)
    count = int(np.ceil(share * len(ranked)))
    edge = np.sort(ranked)[::-1][count - 1]
    above, tied = ranked > edge, ranked == edge
    inside = above + tied * (count - above.sum()) / tied.sum()
    hits = draws.weights * draws.is_event
    with np.errstate(invalid="ignore", divide="ignore"):
        top = (hits @ inside) / (draws.weights @ inside)
        return top / (hits.sum(axis=1) / draws.weights.sum(axis=1))


def with_band(name: str, values: Floats) -> dict[str, float]:
    """Observed value and the middle 90 % of the draws; NaN where nothing can be drawn."""
    drawn = values[1:][~np.isnan(values[1:])]
    low, high = np.quantile(drawn, BAND) if len(drawn) else (np.nan, np.nan)
    return {name: float(values[0]), f"{name}_low": float(low), f"{name}_high": float(high)}
