"""What chance alone would have given: the same initiatives, each at a random contiguous place."""

from __future__ import annotations

import numpy as np

from rollout.arrays import Floats, Integers
from rollout.propensity.country import Country
from rollout.propensity.discrimination import ordered
from rollout.propensity.events import Window


def random_place(adjoining: list[list[int]], size: int, random: np.random.Generator) -> list[int]:
    """Contiguous districts around a random one; fewer where an island ends."""
    members = [int(random.integers(len(adjoining)))]
    border = list(adjoining[members[0]])
    while len(members) < size and border:
        following = border.pop(int(random.integers(len(border))))
        if following not in members:
            members.append(following)
            border += [place for place in adjoining[following] if place not in members]
    return members


def relocated_auc(
    scores: Floats, span: Window, sizes: Integers, country: Country, draws: int, seed: list[int]
) -> Floats:
    """AUC of the same order with every initiative of a window moved to a random place.

    Parameters
    ----------
    scores
        Per district at risk.
    sizes
        Districts of each initiative of the window.
    """
    from scipy.stats import rankdata

    random = np.random.default_rng(seed)
    ranks = np.full(len(country.index), np.nan)
    ranks[span.at_risk] = rankdata(ordered(scores))
    values = []
    for _ in range(draws):
        there = {
            place for size in sizes for place in random_place(country.adjoining, int(size), random)
        }
        hits = ranks[list(there)]
        hits = hits[~np.isnan(hits)]  # some places have an initiative already
        misses = len(span.at_risk) - len(hits)
        if len(hits) and misses:
            above = hits.sum() - len(hits) * (len(hits) + 1) / 2
            values.append(above / (len(hits) * misses))
    return np.array(values)


def chance_of(observed: float, relocated: Floats) -> float:
    """Share of random places that did at least as well, the observed one counted among them.

    >>> chance_of(0.8, np.array([0.5, 0.6, 0.9]))
    0.5
    """
    return float((1 + (relocated >= observed).sum()) / (1 + len(relocated)))
