"""Demand units merged by the set of sites that reach them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from rollout.arrays import Sparse
from rollout.siting.solver import RELATIVE


@dataclass(frozen=True, eq=False)
class Demand:
    """Units merged by the set of sites that reach them, in an order of their own.

    The order of the rows given never matters: rows with the same sites are one unit, units are
    sorted by their sites, sums are exact (`math.fsum`).

    Parameters
    ----------
    matrix, weights
        Merged units x sites and their demand; units without demand, already reached or beyond
        reach are left out.
    before
        Demand that existing sites reach.
    total
        Demand of all rows.
    """

    matrix: Sparse
    weights: np.ndarray
    before: float
    total: float

    @property
    def step(self) -> float:
        """Smallest difference between two plans that counts."""
        whole = bool((self.weights == np.round(self.weights)).all())
        # Whole demands add up to whole numbers; others are told apart above their rounding.
        return 1.0 if whole else max(self.total, 1e-300) * RELATIVE

    def covered(self, sites: Iterable[int]) -> float:
        """Demand reached by the sites and by what was there before."""
        mask = np.zeros(self.matrix.shape[1])
        mask[list(sites)] = 1.0
        return math.fsum([self.before, *self.weights[self.matrix @ mask > 0.5]])


def merge_units(reach: Sparse, demand: np.ndarray, already: np.ndarray) -> Demand:
    """Merge rows that the same sites reach."""
    from scipy import sparse

    relevant = np.flatnonzero((demand > 0) & ~already & (np.diff(reach.indptr) > 0))
    parts: dict[bytes, list[float]] = {}
    for row in relevant:
        # Big-endian, so that keys sort as bytes in the order of their columns.
        key = reach.indices[reach.indptr[row] : reach.indptr[row + 1]].astype(">i4").tobytes()
        parts.setdefault(key, []).append(float(demand[row]))
    keys = sorted(parts)
    columns = [np.frombuffer(key, dtype=">i4").astype(np.int32) for key in keys]
    ends = np.cumsum([0, *map(len, columns)])
    indices = np.concatenate(columns) if columns else np.zeros(0, dtype=np.int32)
    shape = (len(keys), reach.shape[1])
    matrix = sparse.csr_array((np.ones(len(indices)), indices, ends), shape=shape)
    weights = np.array([math.fsum(parts[key]) for key in keys])
    return Demand(matrix, weights, math.fsum(demand[already]), math.fsum(demand))


def reached_before(already: ArrayLike | None, units: int) -> np.ndarray:
    """Mask of the rows that existing sites reach; None = none."""
    if already is None:
        return np.zeros(units, dtype=bool)
    return np.asarray(already, dtype=bool)
