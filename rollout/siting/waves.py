"""Several waves of foundings, each built on the last."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike

from rollout.arrays import MatrixLike
from rollout.errors import ScenarioError
from rollout.language import Text
from rollout.siting.covering import best_sites
from rollout.siting.problem import (
    Limits,
    Search,
    SitePlan,
    relative_gap,
    wrong,
)


@dataclass(frozen=True)
class Waves:
    """Waves in order; wave k contains the sites of all waves before.

    Parameters
    ----------
    plans
        Plan after each wave, cumulative: its sites are all founded by then.
    new_sites
        Sites added by each wave.
    free
        Best plan of the same size without regard to the other waves, per wave.
    nesting_price
        Demand each wave loses against `free` because it builds on the waves before.
    weights
        Weight of every wave in the joint optimum; empty for nested waves.
    value, bound, gap, status
        Weighted demand over all waves with its proof (nested waves: the sum of the waves
        against the sum of the free optima, so `gap` is no proof there).
    """

    plans: tuple[SitePlan, ...]
    new_sites: tuple[tuple[int, ...], ...]
    free: tuple[SitePlan, ...]
    nesting_price: tuple[float, ...]
    weights: tuple[float, ...] = ()
    value: float = math.nan
    bound: float = math.nan
    gap: float = math.nan
    status: str = "optimal"


def nested_waves(
    reach: MatrixLike,
    demand: ArrayLike,
    counts: Sequence[int],
    required: Iterable[int] = (),
    excluded: Iterable[int] = (),
    *,
    already: ArrayLike | None = None,
    limits: Limits | None = None,
    budgets: Sequence[float] | None = None,
    prefer: ArrayLike | None = None,
    prefer_slack: float = 0.0,
    picks: Sequence[WavePicks] = (),
    search: Search | None = None,
    free_seconds: float = 2.0,
) -> Waves:
    """Plan wave after wave, each the optimum given what was founded before.

    Parameters
    ----------
    reach, demand, excluded, already, limits, prefer, prefer_slack, search
        As in `best_sites`; `limits` hold for all waves together, `at_least` for the last.
    counts
        New sites per wave.
    required
        Sites that must be in the first wave.
    budgets
        Budget per wave; what a wave leaves is not carried over. None: `limits.budget` in all.
    free_seconds
        Time for the free optimum of each wave. Without a proof by then its best plan counts for
        the price, and its bound says how much the price may be too small.

    Returns
    -------
    waves
        With the price of nesting per wave: free optimum of the same total size (and the same
        total budget) minus the wave's demand. It is 0 for the first wave.

    Examples
    --------
    One site takes the middle; two sites would rather stand left and right.

    >>> reach = [[1, 1, 0], [1, 0, 0], [0, 1, 1], [0, 0, 1]]
    >>> waves = nested_waves(reach, [5, 2, 5, 2], [1, 1])
    >>> waves.new_sites, waves.nesting_price
    (((1,), (0,)), (0.0, 2.0))
    """
    options: dict[str, Any] = {"already": already, "prefer": prefer, "prefer_slack": prefer_slack}
    solve = partial(best_sites, reach, demand, **options)
    alone = partial(best_sites, reach, demand, already=already)
    return waves_of(
        solve, counts, required, excluded, alone=alone, picks=picks, limits=limits,
        budgets=budgets, search=search, free_seconds=free_seconds,
    )  # fmt: skip


@dataclass(frozen=True)
class WavePicks:
    """Sites that must, and sites that must not be new in one wave."""

    required: tuple[int, ...] = ()
    excluded: tuple[int, ...] = ()


class Solve(Protocol):
    """A best plan of at most `count` columns, with some required and some excluded."""

    def __call__(
        self, count: int, required: Iterable[int], excluded: Iterable[int], *,
        limits: Limits, search: Search,
    ) -> SitePlan:  # fmt: skip
        """Find it."""


def waves_of(
    solve: Solve,
    counts: Sequence[int],
    required: Iterable[int] = (),
    excluded: Iterable[int] = (),
    *,
    alone: Solve | None = None,
    picks: Sequence[WavePicks] = (),
    limits: Limits | None = None,
    budgets: Sequence[float] | None = None,
    search: Search | None = None,
    free_seconds: float = 2.0,
) -> Waves:
    """Wave after wave of any problem, see `nested_waves`.

    Parameters
    ----------
    solve
        Best plan of the problem.
    alone
        The same without second goal, for the free optimum; by default `solve`.
    picks
        Sites fixed by hand, wave by wave; the free optimum keeps to those so far, too.
    """
    search = search or Search()
    sizes = checked_counts(counts)
    limits = limits or Limits()
    wave_budgets = _checked_budgets(budgets, limits, len(sizes))
    sites: tuple[int, ...] = tuple(sorted({int(site) for site in required}))
    must, never = sites, tuple(excluded)
    plans, free = [], []
    room, allowance = 0, 0.0
    for wave, size in enumerate(sizes):
        before = sites if wave else ()
        room = len(before) + size
        by_hand = picks[wave] if picks else WavePicks()
        must = tuple(sorted({*must, *by_hand.required}))
        sites = tuple(sorted({*sites, *by_hand.required}))
        quotas = wave_limits(limits, before, wave_budgets, wave, last=wave == len(sizes) - 1)
        # The clock of all waves together, not of this one.
        part = replace(search, start_time=search.start_time)
        closed = (*never, *(site for site in by_hand.excluded if site not in before))
        plan = solve(room, sites, closed, limits=quotas, search=part)
        plans.append(plan)
        sites = plan.sites
        allowance += wave_budgets[wave] if wave_budgets is not None else 0.0
        total = replace(
            quotas, budget=allowance if wave_budgets is not None else limits.budget,
            bounds=tuple(bound.times(wave + 1) for bound in limits.bounds),
        )  # fmt: skip
        # Only the size of the loss is shown: a bound soon is worth more than a proof late.
        quick = replace(
            part, ties="open", time_limit=min(free_seconds, search.left()), progress=None,
            start_time=time.monotonic(),
        )  # fmt: skip
        size_so_far = sum(sizes[: wave + 1])
        best = plan if not wave else (alone or solve)(
            size_so_far, must, never, limits=total, search=quick
        )  # fmt: skip
        free.append(best)
        search.report(plan.covered, best.bound, f"wave {wave + 1}")
    return _with_prices(plans, free)


def _with_prices(plans: list[SitePlan], free: list[SitePlan]) -> Waves:
    prices = tuple(max(f.covered - p.covered, 0.0) for p, f in zip(plans, free, strict=True))
    value = math.fsum(plan.covered for plan in plans)
    bound = math.fsum(plan.bound for plan in free)
    proven = all(plan.status == "optimal" for plan in (*plans, *free))
    return Waves(
        tuple(plans), added_sites(plans), tuple(free), prices,
        value=value, bound=bound, gap=relative_gap(value, bound),
        status="optimal" if proven else "gap",
    )  # fmt: skip


def added_sites(plans: Sequence[SitePlan]) -> tuple[tuple[int, ...], ...]:
    """Sites each wave adds to the wave before."""
    before = [(), *(plan.sites for plan in plans)]
    return tuple(
        tuple(site for site in plan.sites if site not in earlier)
        for plan, earlier in zip(plans, before, strict=False)
    )


def checked_counts(counts: Sequence[int]) -> list[int]:
    """Return the sizes of the waves, or raise what is wrong with them."""
    sizes = list(counts)
    if not sizes or any(isinstance(size, bool) or size != int(size) or size < 0 for size in sizes):
        finding = Text(f"ist {sizes}", f"is {sizes}")
        expected = Text("ganze Zahlen ab 0, eine je Welle", "whole numbers from 0, one per wave")
        raise ScenarioError(wrong("counts", finding, expected))
    return [int(size) for size in sizes]


def _checked_budgets(
    budgets: Sequence[float] | None, limits: Limits, waves: int
) -> list[float] | None:
    if budgets is None:
        return None if limits.budget is None else [limits.budget] * waves
    if len(budgets) != waves:
        finding = Text(f"hat {len(budgets)} Werte", f"has {len(budgets)} values")
        raise ScenarioError(
            wrong("budgets", finding, Text(f"{waves}, einen je Welle", f"{waves}, one per wave"))
        )
    return [float(budget) for budget in budgets]


def wave_limits(
    limits: Limits,
    before: tuple[int, ...],
    wave_budgets: list[float] | None,
    wave: int,
    *,
    last: bool,
) -> Limits:
    """Limits of one wave: sites founded before cost nothing any more."""
    bounds = tuple(bound.after(before) for bound in limits.bounds)
    quotas = replace(limits, bounds=bounds, at_least=limits.at_least if last else {})
    if wave_budgets is None or limits.cost is None:
        return quotas
    past_cost = math.fsum(np.asarray(limits.cost, dtype=float)[list(before)])
    return replace(quotas, budget=wave_budgets[wave] + past_cost)
