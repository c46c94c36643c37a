"""What coverage, potential and staff days cost each other: plans no other plan beats in all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from rollout.errors import parameter_error
from rollout.language import Text
from rollout.plan.region_plan import reweighted
from rollout.siting.curve import reached_by
from rollout.siting.packing import best_groups
from rollout.siting.problem import Search

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan
    from rollout.plan.regions import Regions

STEPS = (0.1, 0.2, 0.35, 0.5, 0.75, 1.0, 1.5)  # of the days of the plan
LEANINGS = (1.0, 0.5, 0.0)  # how much coverage counts against potential
COLUMNS = ["days", "regions", "share", "potential", "leaning", "is_plan"]


def plan_front(analysis: Analysis, plan: RolloutPlan, search: Search | None = None) -> pd.DataFrame:
    """Plans that no other one beats in coverage, potential and days at once.

    For some sums of days the best choice is sought with the weight of every district leaning
    from 1 (coverage) to its potential; regions keep to what makes them natural. Between two rows
    there may be further ones: the search follows straight mixtures of the aims.

    Returns
    -------
    front
        Columns days, regions (number), share (reached demand, 0..1), potential (mean founding
        potential of what is newly reached, weighted by demand; NaN for nothing), leaning (1 =
        coverage only) and is_plan; by days. The row of the plan itself stands in it also where
        another one beats it.
    """
    basis, search = plan.regions, search or Search(plan.scenario.time_limit_s)
    if basis.candidates is None:
        finding = Text(f"ist {plan.scenario.objective}", f"is {plan.scenario.objective}")
        raise parameter_error("Scenario.objective", finding,
                              Text("regions oder actions", "regions or actions"))  # fmt: skip
    score = (analysis.potential.score / 100).fillna(0.0)
    cost = np.asarray(basis.limits.cost, dtype=float)
    whole = float(cost[list(plan.waves.plans[-1].sites)].sum())
    bases = {
        leaning: reweighted(basis, plan.facts["status"], leaning + (1 - leaning) * score)
        for leaning in LEANINGS
    }
    rows = []
    for step in STEPS if whole else ():
        for leaning, part in bases.items():
            sites = _best(part, step * whole, search)
            rows.append(_row(basis, sites, score, cost) | {"leaning": leaning, "is_plan": False})
    mine = _row(basis, plan.waves.plans[-1].sites, score, cost)
    rows.append(mine | {"leaning": np.nan, "is_plan": True})
    table = pd.DataFrame(rows, columns=COLUMNS)
    kept = table[table["is_plan"] | ~is_beaten(table)]
    kept = kept.drop_duplicates(["days", "share", "potential", "is_plan"])
    return kept.sort_values(["days", "share"]).reset_index(drop=True)


def _best(basis: Regions, budget: float, search: Search) -> tuple[int, ...]:
    assert basis.worth is not None
    limits = replace(basis.limits, budget=budget, at_most={}, at_least={}, bounds=())
    quick = replace(search, ties="open", progress=None)
    return best_groups(
        basis.claims, basis.worth, None, (), basis.excluded, shared=basis.shared, limits=limits,
        search=quick,
    ).sites  # fmt: skip


def _row(
    basis: Regions, sites: tuple[int, ...], score: pd.Series, cost: np.ndarray
) -> dict[str, float]:
    demand = basis.demand.to_numpy()
    reached = reached_by(basis.reach, sites, basis.already)
    new = np.where(reached & ~basis.already, demand, 0.0)
    return {
        "days": float(cost[list(sites)].sum()),
        "regions": len(sites),
        "share": float(demand[reached].sum() / demand.sum()),
        "potential": 100 * float(new @ score.to_numpy() / new.sum()) if new.sum() else np.nan,
    }


def is_beaten(table: pd.DataFrame) -> pd.Series:
    """Rows that another one beats: no more days, no less share and potential, one of it better."""
    days, share = table["days"].to_numpy(), table["share"].to_numpy()
    potential = table["potential"].fillna(0.0).to_numpy()
    as_good = (
        (days[None] <= days[:, None] + 1e-9)
        & (share[None] >= share[:, None] - 1e-12)
        & (potential[None] >= potential[:, None] - 1e-9)
    )
    better = (
        (days[None] < days[:, None] - 1e-9)
        | (share[None] > share[:, None] + 1e-12)
        | (potential[None] > potential[:, None] + 1e-9)
    )
    return pd.Series((as_good & better).any(axis=1), index=table.index)
