"""How few regions or actions reach a given share of what a plan aims at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from rollout.errors import parameter_error
from rollout.language import Text, percent
from rollout.siting.covering import best_sites
from rollout.siting.packing import Shared, best_groups
from rollout.siting.problem import Limits, Search, SitePlan

if TYPE_CHECKING:
    from rollout.arrays import Sparse
    from rollout.plan.plan import RolloutPlan
    from rollout.plan.regions import Regions


@dataclass(frozen=True)
class Fewest:
    """The fewest regions or actions that reach a share of the demand.

    Parameters
    ----------
    share, today
        Share asked for, and the share reached without any (0..1).
    reached
        Share that these reach.
    labels
        The regions or actions, as `Regions.labels`.
    days
        What they cost together.
    proven
        Whether no smaller number reaches it.
    """

    share: float
    today: float
    reached: float
    labels: tuple[str, ...]
    days: float
    proven: bool


def fewest_for(plan: RolloutPlan, share: float, search: Search | None = None) -> Fewest:
    """The fewest columns a plan chooses from that reach so much of its demand.

    Budgets, quotas and waves are not looked at: the question is how many it takes at all.

    Raises
    ------
    ScenarioError
        A share that all of them together do not reach, or a goal without reach.
    """
    basis, search = plan.regions, search or Search(plan.scenario.time_limit_s)
    total = float(basis.demand.sum())
    _check(plan, share, total)
    today = float(basis.demand.to_numpy()[basis.already].sum()) / total
    solve = _solver(basis, replace(search, ties="open", progress=None))
    goal = (share - 1e-12) * total
    if today * total >= goal:
        return Fewest(share, today, today, (), 0.0, True)
    most = solve(len(basis.labels))
    if most.covered < goal:
        _raise_out_of_reach(share, most.covered / total)
    plan_of_size, low, high, is_proven = most, 1, len(most.sites), True
    while low < high:
        middle = (low + high) // 2
        trial = solve(middle)
        if trial.covered >= goal:
            plan_of_size, high = trial, min(middle, len(trial.sites))
        else:
            is_proven &= trial.bound < goal
            low = middle + 1
    if len(plan_of_size.sites) > low:
        plan_of_size = solve(low)
    sites = list(plan_of_size.sites)
    days = float(np.asarray(basis.limits.cost, dtype=float)[sites].sum())
    labels = tuple(str(label) for label in basis.labels[sites])
    return Fewest(share, today, plan_of_size.covered / total, labels, days, is_proven)


def _check(plan: RolloutPlan, share: float, total: float) -> None:
    if plan.scenario.objective == "way":
        finding = Text("ist way", "is way")
        expected = Text("regions, actions oder cover", "regions, actions or cover")
        raise parameter_error("Scenario.objective", finding, expected)
    if not 0 < share <= 1 or not total:
        finding = Text(f"ist {percent(share)}", f"is {percent(share, lang='en')}")
        raise parameter_error("--share", finding, Text("über 0 bis 100 %", "above 0 to 100%"))


def _raise_out_of_reach(share: float, most: float) -> None:
    finding = Text(
        f"verlangt {percent(share)}; alle zusammen bringen {percent(most)}",
        f"asks for {percent(share, lang='en')}; all together bring {percent(most, lang='en')}",
    )
    expected = Text("einen kleineren Anteil", "a smaller share")
    raise parameter_error("--share", finding, expected)


def _solver(basis: Regions, search: Search) -> Callable[[int], SitePlan]:
    """Most demand that so many columns reach, together with what is reached today."""
    demand = basis.demand.to_numpy()
    if basis.candidates is None:
        limits = Limits(names=basis.limits.names)
        return lambda count: best_sites(
            basis.reach, demand, count, (), basis.excluded, already=basis.already, limits=limits,
            search=search,
        )  # fmt: skip
    shared = Shared(
        _padded(basis.reach, basis.claims.shape[0]),
        np.concatenate([np.where(basis.already, 0.0, demand),
                        np.zeros(basis.claims.shape[0] - len(demand))]),
        () if basis.shared is None else basis.shared.after,
    )  # fmt: skip
    nothing = np.zeros(len(basis.labels))
    reached = float(demand[basis.already].sum())

    def solve(count: int) -> SitePlan:
        plan = best_groups(
            basis.claims, nothing, count, (), basis.excluded, shared=shared, search=search
        )
        return replace(plan, covered=plan.covered + reached, bound=plan.bound + reached)

    return solve


def _padded(reach: Sparse, rows: int) -> Sparse:
    """The same matrix with empty rows below."""
    from scipy import sparse

    empty = sparse.csr_array((rows - reach.shape[0], reach.shape[1]))
    return sparse.vstack([reach, empty], format="csr")
