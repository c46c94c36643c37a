"""Every admissible set of sites, tried one after the other: slow and surely right."""

from __future__ import annotations

from itertools import combinations

import numpy as np


def subsets(sites: int, most: int):
    for size in range(min(most, sites) + 1):
        yield from combinations(range(sites), size)


def covered(reach, demand, sites) -> float:
    total = 0.0
    for row, weight in zip(reach, demand, strict=True):
        if any(row[site] for site in sites):
            total += weight
    return total


def admissible(sites, required=(), excluded=(), groups=None, at_least=None, at_most=None,
               cost=None, budget=None) -> bool:  # fmt: skip
    if any(site not in sites for site in required) or any(site in sites for site in excluded):
        return False
    for group, least in (at_least or {}).items():
        if sum(groups[site] == group for site in sites) < least:
            return False
    for group, most in (at_most or {}).items():
        if sum(groups[site] == group for site in sites) > most:
            return False
    return budget is None or sum(cost[site] for site in sites) <= budget


def best(reach, demand, count, **limits):
    """Most demand, then fewest sites, then smallest positions; None if nothing is admissible."""
    plans = [s for s in subsets(np.shape(reach)[1], count) if admissible(s, **limits)]
    if not plans:
        return None
    return min(plans, key=lambda sites: (-covered(reach, demand, sites), len(sites), sites))


def fewest(reach, **limits):
    """Smallest full cover, then smallest positions; None if there is none."""
    units = np.shape(reach)[0]
    for sites in subsets(np.shape(reach)[1], np.shape(reach)[1]):
        if admissible(sites, **limits) and covered(reach, np.ones(units), sites) == units:
            return sites
    return None


def way(distance, demand, sites) -> float:
    return sum(
        weight * min(row[site] for site in sites)
        for row, weight in zip(distance, demand, strict=True)
    )
