"""All waves planned together, by the weight of the demand reached after each."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from rollout.arrays import MatrixLike, Sparse
from rollout.errors import ScenarioError
from rollout.language import Text
from rollout.siting.choice import Choice, checked_choice
from rollout.siting.covering import report_as_covered
from rollout.siting.demand import Demand, merge_units, reached_before
from rollout.siting.exact import Goal, first_of_equals, minimum
from rollout.siting.problem import (
    Limits,
    Search,
    SitePlan,
    Ties,
    checked_demand,
    checked_matrix,
    relative_gap,
    wrong,
)
from rollout.siting.solver import RELATIVE, Program
from rollout.siting.waves import Waves, added_sites, checked_counts, nested_waves

_OPEN: Ties = "open"


def joint_waves(
    reach: MatrixLike,
    demand: ArrayLike,
    counts: Sequence[int],
    weights: Sequence[float] | None = None,
    required: Iterable[int] = (),
    excluded: Iterable[int] = (),
    *,
    already: ArrayLike | None = None,
    limits: Limits | None = None,
    search: Search | None = None,
) -> Waves:
    """Plan all waves together: largest weighted sum of the demand reached after each wave.

    Parameters
    ----------
    weights
        Weight of the demand reached after each wave, 0 or more; None: all alike.
    reach, demand, counts, required, excluded, already, limits, search
        As in `nested_waves`; `limits` hold for the last wave, a budget for all together.

    Returns
    -------
    waves
        `value`, `bound`, `gap` and `status` belong to the weighted sum and are a proof.

    Examples
    --------
    >>> reach = [[1, 1, 0], [1, 0, 0], [0, 1, 1], [0, 0, 1]]
    >>> joint_waves(reach, [5, 2, 5, 2], [1, 1], [1, 9]).new_sites
    ((0,), (2,))
    """
    search = search or Search()
    matrix = checked_matrix(reach)
    values = checked_demand(demand, matrix.shape[0])
    sizes = checked_counts(counts)
    shares = _checked_weights(weights, len(sizes))
    choice = checked_choice(matrix.shape[1], sum(sizes), required, excluded, limits)
    units = merge_units(matrix, values, reached_before(already, matrix.shape[0]))
    nested = nested_waves(
        reach, demand, sizes, required, excluded, already=already, limits=limits, search=search
    )
    order = _Order(units, choice, np.cumsum(sizes), shares)
    start = order.flat([plan.sites for plan in nested.plans])
    goal = order.goal()
    program = order.program()
    search = report_as_covered(search, order.most)
    solution = minimum(program, goal, search, start if goal.value(start) < np.inf else None)
    flat, ties = start, _OPEN
    if solution.sites is not None:
        flat, ties = first_of_equals(program, goal, solution, search)
    return order.waves(flat, solution.bound, solution.proven, nested, ties)


def _checked_weights(weights: Sequence[float] | None, waves: int) -> np.ndarray:
    values = np.ones(waves) if weights is None else np.asarray(weights, dtype=float)
    if values.shape != (waves,) or not np.isfinite(values).all() or (values < 0).any():
        finding = Text(f"ist {weights}", f"is {weights}")
        expected = Text(f"{waves} Gewichte ab 0", f"{waves} weights from 0")
        raise ScenarioError(wrong("weights", finding, expected))
    return values


@dataclass(frozen=True, eq=False)
class _Order:
    """All waves in one program: a copy of sites and units per wave, each wave holds the last."""

    units: Demand
    choice: Choice
    sizes: np.ndarray
    weights: np.ndarray

    @property
    def most(self) -> float:
        """Weighted demand if everything were reached in every wave."""
        everything = math.fsum([self.units.before, *self.units.weights])
        return everything * float(self.weights.sum())

    @property
    def waves_count(self) -> int:
        return len(self.sizes)

    def flat(self, waves: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
        """Positions in the program of the sites of every wave."""
        n = self.choice.columns
        return tuple(wave * n + site for wave, sites in enumerate(waves) for site in sites)

    def split(self, flat: Iterable[int]) -> list[tuple[int, ...]]:
        """Sites of every wave out of positions in the program."""
        n = self.choice.columns
        return [
            tuple(position % n for position in flat if position // n == wave)
            for wave in range(self.waves_count)
        ]

    def program(self) -> Program:
        """Minimise the weighted demand left out; blocks: sites of all waves, then units."""
        from scipy import sparse

        n, m, waves = self.choice.columns, len(self.units.weights), self.waves_count
        eye = sparse.eye_array(waves)
        cover = sparse.hstack([sparse.kron(eye, self.units.matrix), sparse.eye_array(waves * m)])
        # One row per site and wave: x of a wave is at most x of the next.
        ahead = sparse.diags_array([-np.ones(waves), np.ones(waves - 1)], offsets=[0, 1])
        grow = sparse.kron(ahead.tocsr()[: waves - 1], sparse.eye_array(n))
        number = sparse.kron(eye, np.ones((1, n)))
        tail = sparse.csr_array((grow.shape[0] + waves, waves * m))
        body = sparse.vstack([cover, sparse.hstack([sparse.vstack([grow, number]), tail])], "csr")
        low = np.concatenate([np.ones(waves * m), np.zeros(grow.shape[0]), np.full(waves, -np.inf)])
        high = np.concatenate([np.full(len(low) - waves, np.inf), self.sizes.astype(float)])
        return self._with_last(self._with_bounds(body, low, high))

    def _with_bounds(self, body: Sparse, low: np.ndarray, high: np.ndarray) -> Program:
        n, m, waves = self.choice.columns, len(self.units.weights), self.waves_count
        cost = np.concatenate([np.zeros(waves * n), np.kron(self.weights, self.units.weights)])
        lower = np.concatenate([np.tile(self.choice.lower, waves), np.zeros(waves * m)])
        upper = np.concatenate([np.tile(self.choice.upper, waves), np.ones(waves * m)])
        return Program(cost, body, low, high, lower, upper, waves * n)

    def _with_last(self, program: Program) -> Program:
        """Limits of the choice on the sites of the last wave."""
        n = self.choice.columns
        start = (self.waves_count - 1) * n
        for row, low, high in self.choice.rows():
            wide_row = np.zeros(len(program.cost))
            wide_row[start : start + n] = row
            program = program.with_row(wide_row, low, high)
        return program

    def goal(self) -> Goal:
        """Weighted demand left out, over all waves."""
        everything = math.fsum([self.units.before, *self.units.weights])

        def value(flat: tuple[int, ...]) -> float:
            waves = self.split(flat)
            each_holds_last = all(set(a) <= set(b) for a, b in pairwise(waves))
            small = all(len(sites) <= size for sites, size in zip(waves, self.sizes, strict=True))
            if not (each_holds_last and small and self.choice.admits(waves[-1])):
                return np.inf
            left_out = [everything - self.units.covered(sites) for sites in waves]
            return math.fsum(np.array(left_out) * self.weights)

        whole = self.units.step == 1.0 and bool((self.weights == self.weights.round()).all())
        step = 1.0 if whole else RELATIVE * max(everything * float(self.weights.sum()), 1e-300)
        return Goal(value, step)

    def waves(
        self, flat: tuple[int, ...], bound: float, proven: bool, nested: Waves, ties: Ties
    ) -> Waves:
        """Plans out of a solution; the waves differ from free optima by `nesting_price`."""
        value, limit = self.most - self.goal().value(flat), self.most - bound
        plans = [self._plan(sites, free, ties) for sites, free in zip(self.split(flat), nested.free,
                                                                strict=True)]  # fmt: skip
        prices = tuple(
            max(f.covered - p.covered, 0.0) for p, f in zip(plans, nested.free, strict=True)
        )
        return Waves(
            tuple(plans), added_sites(plans), nested.free, prices, tuple(map(float, self.weights)),
            value, value if proven else limit, 0.0 if proven else relative_gap(value, limit),
            "optimal" if proven else "gap",
        )  # fmt: skip

    def _plan(self, sites: tuple[int, ...], free: SitePlan, ties: Ties) -> SitePlan:
        covered = self.units.covered(sites)
        gap = relative_gap(covered, free.bound)
        status = "optimal" if gap == 0 else "gap"
        return SitePlan(sites, covered, covered, free.bound, gap, status, ties=ties)  # type: ignore[arg-type]
