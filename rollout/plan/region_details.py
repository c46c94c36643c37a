"""What stands behind a plan of founding regions: curve, losses and substitutes, robustness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from rollout.plan.region_plan import founding_worth
from rollout.siting.choice import checked_choice
from rollout.siting.curve import CoverageCurve, curve_table, plans_by_size
from rollout.siting.packing import best_groups
from rollout.siting.problem import Limits, Search, SitePlan

if TYPE_CHECKING:
    from rollout.plan.plan import RolloutPlan
    from rollout.plan.regions import Regions

# Enough that a frequency is known to about five percentage points.
DRAWS = 100


def region_curve(
    plan: RolloutPlan,
    report: Mapping[str, np.ndarray],
    search: Search,
    counts: Sequence[int] | None = None,
) -> CoverageCurve:
    """Best choice for every number of regions until nothing is added.

    `covered` and `gain` count worth. Quotas and budgets are not looked at.

    Parameters
    ----------
    counts
        Numbers of regions; None: all until nothing is added.
    """
    basis = plan.regions
    limits = replace(basis.limits, budget=None, at_most={}, at_least={})

    def solve(count: int, part: Search) -> SitePlan:
        return _best(basis, count, basis.excluded, limits, part)

    fewest = len(plan.table) if basis.needed else 0  # the plan holds all required districts
    sizes = range(fewest, len(basis.districts)) if counts is None else counts
    plans = plans_by_size(solve, sizes, search)
    demand = basis.demand.to_numpy()
    return curve_table(plans, basis.reach, {"demand": demand, **report}, basis.already)


def region_importance(plan: RolloutPlan, limits: Limits) -> pd.DataFrame:
    """What the plan loses when a region refuses, and who could come in its place.

    All other regions are kept. Who refuses takes along every candidate that shares a district with
    it; a substitute shares none with the rest of the plan and is never in it.

    Parameters
    ----------
    limits
        Limits on the whole plan.

    Returns
    -------
    table
        Columns `IMPORTANCE`, see `rollout.plan.details.plan_importance`: `only` and `loss` are the
        worth of the region, `substitute` is the label of the best candidate, and
        `substitute_in_land` that of the best one whose hub lies in the same Land ("": none).
    """
    basis, rows = plan.regions, []
    assert basis.worth is not None
    assert basis.candidates is not None
    laender = basis.candidates["land"].to_numpy()
    final = plan.waves.plans[-1].sites
    for wave, new in enumerate(plan.waves.new_sites, start=1):
        for site in new:
            others = _in_its_place(basis, final, site, limits)
            near = others[laender[others] == laender[site]]
            loss = float(basis.worth[site])
            rows.append(
                {
                    "ags": str(basis.keys[site]), "wave": wave, "only": loss, "loss": loss,
                    "loss_bound": loss, "substitute": _label(basis, others),
                    "substitute_loss": loss - _first_worth(basis, others),
                    "substitute_in_land": _label(basis, near),
                    "substitute_in_land_loss": loss - _first_worth(basis, near),
                }
            )  # fmt: skip
    return pd.DataFrame(rows, columns=IMPORTANCE)


IMPORTANCE = [
    "ags", "wave", "only", "loss", "loss_bound", "substitute", "substitute_loss",
    "substitute_in_land", "substitute_in_land_loss",
]  # fmt: skip


def _best(
    basis: Regions, count: int, excluded: Any, limits: Limits, search: Search,
    required: Any = (), worth: np.ndarray | None = None,
) -> SitePlan:  # fmt: skip
    values = basis.worth if worth is None else worth
    assert values is not None
    return best_groups(
        basis.reach, values, count, required, excluded, needed=basis.needed, limits=limits,
        search=search,
    )  # fmt: skip


def _in_its_place(basis: Regions, final: tuple[int, ...], site: int, limits: Limits) -> np.ndarray:
    """Candidates that could replace a region with all others kept, the worthiest first."""
    assert basis.worth is not None
    rest = [other for other in final if other != site]
    taken = basis.reach[:, list(final)].sum(axis=1) > 0  # with the districts of who refuses
    is_free = np.asarray(basis.reach[np.flatnonzero(taken)].sum(axis=0) == 0)
    is_free[list(basis.excluded)] = False
    order = np.argsort(-basis.worth, kind="stable")
    choice = checked_choice(basis.reach.shape[1], len(final), limits=limits)
    free = order[is_free[order] & (basis.worth[order] > 0)].tolist()
    return np.array([j for j in free if choice.admits([*rest, j])], dtype=int)


def _label(basis: Regions, sites: np.ndarray) -> str:
    assert basis.candidates is not None
    return str(basis.candidates.index[sites[0]]) if len(sites) else ""


def _first_worth(basis: Regions, sites: np.ndarray) -> float:
    assert basis.worth is not None
    return float(basis.worth[sites[0]]) if len(sites) else 0.0


def region_frequencies(
    plan: RolloutPlan, limits: Limits, drawn: np.ndarray, search: Search | None = None
) -> tuple[pd.DataFrame, float]:
    """How often every region is chosen when the scores are drawn, and the choice best on average.

    Parameters
    ----------
    drawn
        Draws x districts: weight (0..1) of a district in place of its founding potential.

    Returns
    -------
    table, regret
        Index: labels of candidates; columns as in `RobustChoice`. Mean share of the worth that
        the choice best on average gives away against each draw's own.
    """
    basis, search = plan.regions, search or Search()
    assert basis.candidates is not None
    count, final = len(plan.waves.plans[-1].sites), plan.waves.plans[-1].sites
    solve = partial(_best, basis, count, basis.excluded, limits)
    worths, chosen = [], np.zeros(len(basis.candidates))
    best = []
    for number, weights in enumerate(drawn):
        score = pd.Series(100 * weights, index=basis.districts)
        worth = founding_worth(
            basis.candidates, basis.demand, plan.facts["status"], score
        ).to_numpy()
        best_of_draw = solve(replace(search, ties="open", progress=None), worth=worth)
        chosen[list(best_of_draw.sites)] += 1
        worths.append(worth)
        best.append(best_of_draw.value)
        search.report(best_of_draw.value, best_of_draw.bound, f"draw {number + 1}")
    robust = solve(replace(search, progress=None), worth=np.mean(worths, axis=0)).sites
    reached = np.array([worth[list(robust)].sum() for worth in worths])
    table = pd.DataFrame(
        {
            "frequency": chosen / len(drawn),
            "robust": np.isin(np.arange(len(chosen)), robust),
            "planned": np.isin(np.arange(len(chosen)), final),
        },
        index=basis.candidates.index.rename("ags"),
    )
    regret = 1 - reached / np.where(np.array(best) > 0, best, 1.0)
    return table, float(regret.mean())
