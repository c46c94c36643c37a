"""Why these sites: what each is worth, who could replace it, which plans are as good."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from rollout.arrays import MatrixLike, Sparse
from rollout.siting.choice import Choice, checked_choice
from rollout.siting.covering import best_sites
from rollout.siting.demand import merge_units, reached_before
from rollout.siting.heuristic import Covering, open_sites
from rollout.siting.problem import (
    Limits,
    PlanInfeasible,
    Search,
    SitePlan,
    checked_demand,
    checked_matrix,
)


@dataclass(frozen=True)
class Importance:
    """What one chosen site is worth.

    Parameters
    ----------
    site
        Column.
    only
        Demand that no other site of the plan reaches.
    loss
        Demand lost against the plan when this site refuses and everything is planned anew.
    loss_bound
        The loss is at least this (equal to `loss` for a proven plan).
    substitute
        Best single site in its place with all others kept; None when nobody may or can.
    substitute_loss
        Demand lost with the substitute.
    replan
        The new plan without the site; None when no plan keeps to the limits without it.
    """

    site: int
    only: float
    loss: float
    loss_bound: float
    substitute: int | None
    substitute_loss: float
    replan: SitePlan | None


def importance(
    reach: MatrixLike,
    demand: ArrayLike,
    plan: SitePlan,
    count: int | None,
    required: Iterable[int] = (),
    excluded: Iterable[int] = (),
    *,
    of: Iterable[int] | None = None,
    already: ArrayLike | None = None,
    limits: Limits | None = None,
    search: Search | None = None,
) -> list[Importance]:
    """Loss and best substitute of every site of a plan, in ascending order of sites.

    The arguments are those the plan was made with; `of` keeps to some of its sites. A required
    site may refuse as well; it is then no longer required.

    >>> reach, demand = [[1, 0, 1], [0, 1, 0]], [10, 4]
    >>> plan = best_sites(reach, demand, 1)
    >>> first = importance(reach, demand, plan, 1)[0]
    >>> first.site, first.only, first.loss, first.substitute
    (0, 10.0, 0.0, 2)
    """
    matrix = checked_matrix(reach)
    values = checked_demand(demand, matrix.shape[0])
    units = merge_units(matrix, values, reached_before(already, matrix.shape[0]))
    covering = Covering(units.matrix, units.weights)
    choice = checked_choice(matrix.shape[1], count, required, excluded, limits)
    search = search or Search()
    result = []
    members = plan.sites if of is None else sorted(set(of) & set(plan.sites))
    for site in members:
        must = [other for other in choice.required if other != site]
        new = _plan_without(matrix, values, count, must, [*choice.excluded, site], already, limits,
                         search)  # fmt: skip
        other, loss = _substitute(covering, choice, plan, site)
        only = covering.counts(list(plan.sites)) == 1
        mine = np.intersect1d(np.flatnonzero(only), covering.units_of(site))
        result.append(
            Importance(
                site,
                float(units.weights[mine].sum()),
                plan.covered - new.covered if new else plan.covered,
                plan.covered - new.bound if new else plan.covered,
                other,
                loss,
                new,
            )
        )
        search.report(plan.covered, plan.bound, f"importance {site}")
    return result


def _plan_without(
    matrix: Sparse,
    values: np.ndarray,
    count: int | None,
    required: list[int],
    excluded: list[int],
    already: ArrayLike | None,
    limits: Limits | None,
    search: Search,
) -> SitePlan | None:
    part = replace(search, ties="open", progress=None)
    try:
        return best_sites(
            matrix, values, count, required, excluded, already=already, limits=limits, search=part
        )
    except PlanInfeasible:
        return None


def _substitute(
    covering: Covering, choice: Choice, plan: SitePlan, site: int
) -> tuple[int | None, float]:
    rest = [other for other in plan.sites if other != site]
    without_site = replace(choice, required=tuple(s for s in choice.required if s != site))
    open_ = open_sites(without_site, rest)
    open_[site] = False
    gains = covering.gains(covering.counts(rest))
    if not open_.any():
        return None, float(gains[site])
    worth = np.where(open_, gains, -1.0)
    other = int(np.argmax(worth))
    return other, float(gains[site] - gains[other])


def equally_good(
    reach: MatrixLike,
    demand: ArrayLike,
    plan: SitePlan,
    count: int | None,
    required: Iterable[int] = (),
    excluded: Iterable[int] = (),
    *,
    most: int = 5,
    already: ArrayLike | None = None,
    limits: Limits | None = None,
    search: Search | None = None,
) -> list[SitePlan]:
    """Up to `most` other plans that reach as much as `plan`, none of them twice.

    Found by ruling out one plan after the other (no-good cuts) and solving again; fewer plans
    than `most` with status `optimal` throughout prove that there are no more of that size.

    >>> reach, demand = [[1, 0, 1], [0, 1, 0]], [10, 4]
    >>> plan = best_sites(reach, demand, 1)
    >>> plan.sites, [other.sites for other in equally_good(reach, demand, plan, 1)]
    ((0,), [(2,)])
    """
    matrix = checked_matrix(reach)
    limits = limits or Limits()
    search = search or Search()
    cuts: list[tuple[int, ...]] = [plan.sites]
    plans: list[SitePlan] = []
    while len(plans) < most and not search.is_over():
        part = replace(search, ties="open", progress=None)
        with_cuts = replace(limits, forbidden=(*limits.forbidden, *cuts))
        try:
            other = best_sites(
                matrix, demand, count, required, excluded, already=already, limits=with_cuts,
                search=part,
            )  # fmt: skip
        except PlanInfeasible:
            break
        # Relative to the demand, as sums of doubles differ in their last digits.
        if other.covered < plan.covered - 1e-9 * max(1.0, abs(plan.covered)):
            break
        cuts.append(other.sites)
        plans.append(other)
    return plans
