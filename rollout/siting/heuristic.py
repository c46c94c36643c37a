"""Greedy choice and exchange of sites: a first plan, never called optimal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from rollout.arrays import Sparse
from rollout.siting.choice import Choice


class Covering:
    """Units (merged rows with weights) against sites, with fast gains.

    Parameters
    ----------
    matrix
        Units x sites, 0/1, CSR.
    weights
        Demand per unit.
    """

    def __init__(self, matrix: Sparse, weights: np.ndarray) -> None:
        self.matrix = matrix
        self.by_site = matrix.T.tocsr()
        self.weights = weights

    def units_of(self, site: int) -> np.ndarray:
        """Units within reach of a site."""
        start, end = self.by_site.indptr[site : site + 2]
        return self.by_site.indices[start:end]

    def counts(self, sites: list[int]) -> np.ndarray:
        """By how many of the sites each unit is reached."""
        counts = np.zeros(self.matrix.shape[0], dtype=np.int64)
        for site in sites:
            counts[self.units_of(site)] += 1
        return counts

    def gains(self, counts: np.ndarray) -> np.ndarray:
        """Demand each site would add to what is reached."""
        return self.by_site @ np.where(counts == 0, self.weights, 0.0)

    def spread(self, units: np.ndarray) -> np.ndarray:
        """Demand of these units, added up for every site that reaches them."""
        starts = self.matrix.indptr[units]
        lengths = self.matrix.indptr[units + 1] - starts
        shift = np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
        sites = self.matrix.indices[shift + np.arange(int(lengths.sum()))]
        worth = np.repeat(self.weights[units], lengths)
        return np.bincount(sites, weights=worth, minlength=self.matrix.shape[1])

    def value(self, sites: list[int]) -> float:
        """Demand within reach of the sites."""
        return float(self.weights[self.counts(sites) > 0].sum())


def open_sites(choice: Choice, sites: list[int]) -> np.ndarray:
    """Columns that may join `sites` without breaking a limit, quotas still to fill first."""
    open_ = choice.upper > 0.5
    open_[sites] = False
    left = choice.columns if choice.count is None else choice.count - len(sites)
    if left <= 0:
        return np.zeros(choice.columns, dtype=bool)
    groups, limits = choice.groups, choice.limits
    if groups is not None and (limits.at_most or limits.at_least):
        counts = Counter(groups[sites].tolist())
        full = [group for group, most in limits.at_most.items() if counts[group] >= most]
        gaps = {g: least - counts[g] for g, least in limits.at_least.items() if least > counts[g]}
        if full:
            open_ &= ~np.isin(groups, full)
        if sum(gaps.values()) >= left:
            open_ &= np.isin(groups, list(gaps))
    costs = choice.costs
    if costs is not None:
        open_ &= costs <= float(limits.budget or 0.0) - costs[sites].sum() + 1e-9
    return open_


def greedy(covering: Covering, choice: Choice, scores: np.ndarray | None = None) -> list[int]:
    """Take the site with the largest gain again and again; the smaller position wins a tie.

    Stops when nothing is gained any more and no quota is owed.
    """
    sites = list(choice.required)
    counts = covering.counts(sites)
    gains = covering.gains(counts)
    while (open_ := open_sites(choice, sites)).any():
        worth = np.where(open_, gains if scores is None else gains + 1e-9 * scores, -1.0)
        site = int(np.argmax(worth))
        if gains[site] <= 0 and choice.admits(sites):
            break
        sites.append(site)
        units = covering.units_of(site)
        gains = gains - covering.spread(units[counts[units] == 0])
        counts[units] += 1
    return sites


def exchange(covering: Covering, choice: Choice, sites: list[int], rounds: int = 20) -> list[int]:
    """Swap one site at a time for a better one until nothing improves."""
    sites = list(sites)
    counts = covering.counts(sites)
    gains = covering.gains(counts)
    # A smaller gain is rounding: equal sites would be swapped to and fro.
    least = 1e-9 * float(covering.weights.max(initial=0.0))
    for _ in range(rounds):
        again = False
        for place, site in enumerate(sites):
            if site in choice.required:
                continue
            only = (units := covering.units_of(site))[counts[units] == 1]
            without = gains + covering.spread(only)
            open_ = open_sites(choice, sites[:place] + sites[place + 1 :])
            open_[site] = False
            other = int(np.argmax(np.where(open_, without, -1.0)))
            if not open_[other] or without[other] - without[site] <= least:
                continue
            counts[units] -= 1
            fresh = (other_units := covering.units_of(other))[counts[other_units] == 0]
            gains = without - covering.spread(fresh)
            counts[other_units] += 1
            sites[place], again = other, True
        if not again:
            break
    return sites


def restarts(
    covering: Covering, choice: Choice, sites: list[int], number: int, seed: int = 0
) -> Iterator[list[int]]:
    """Take some sites out of a plan, fill up greedily, exchange; yield the plan after each time.

    Every other time the sites taken out are neighbours, and two times of three they may not come
    back at once. Same seed, same plans.
    """
    draw = np.random.default_rng(seed)
    value = covering.value(sites)
    for k in range(number):
        movable = [site for site in sites if site not in choice.required]
        if k % 2 and movable:
            near = covering.spread(covering.units_of(int(draw.choice(movable))))
            movable = [site for site in movable if near[site] > 0]
        out = set(draw.permutation(movable)[: 2 + k % 4].tolist())
        rest = tuple(sorted(site for site in sites if site not in out))
        partial = replace(choice, required=rest).without(out if k % 3 else ())
        other = exchange(covering, choice, greedy(covering, partial), rounds=6)
        # A plan as good is taken as well: it may lead elsewhere.
        if choice.admits(other) and (other_value := covering.value(other)) >= value:
            sites, value = other, other_value
        yield sites
