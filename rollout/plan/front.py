"""What coverage, potential and staff days cost each other: plans no other plan beats in all."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from rollout.errors import parameter_error
from rollout.language import Text
from rollout.plan.action_plan import wave_budget
from rollout.plan.region_plan import land_limits, mixed, reweighted
from rollout.siting.curve import reached_by
from rollout.siting.packing import best_groups
from rollout.siting.problem import Search

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan
    from rollout.plan.regions import Regions
    from rollout.scenario import Scenario
    from rollout.siting.problem import Limits

STEPS = (0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.6)  # of the size of a wave
STRENGTHS = (0.0, 0.5, 1.0)  # how much potential counts beside coverage
COLUMNS = ["days", "regions", "share", "potential", "size", "strength", "is_plan"]


def plan_front(analysis: Analysis, plan: RolloutPlan, search: Search | None = None) -> pd.DataFrame:
    """Plans that no other one beats in coverage, potential and days at once.

    For some sizes of a wave the best choice is sought with the potential counting not at all, by
    half and in full; regions keep to what makes them natural, and every Land to its most. Between
    two rows there may be further ones: the search follows straight mixtures of the aims.

    Returns
    -------
    front
        Columns days, regions (number), share (reached demand, 0..1), potential (mean founding
        potential of what is newly reached, weighted by demand; NaN for nothing), size and strength
        (what `with_choice` needs to plan a row in waves) and is_plan; by days. The row of the plan
        itself stands in it also where another one beats it.
    """
    basis, search = plan.regions, search or Search(plan.scenario.time_limit_s)
    if basis.candidates is None:
        finding = Text(f"ist {plan.scenario.objective}", f"is {plan.scenario.objective}")
        raise parameter_error("Scenario.objective", finding,
                              Text("regions oder actions", "regions or actions"))  # fmt: skip
    score = analysis.potential.score / 100
    bases = {
        strength: reweighted(basis, plan.facts["status"], mixed(score, strength))
        for strength in STRENGTHS
    }
    rows: list[dict[str, Any]] = []
    for size, limits, count in _sizes(plan):
        for strength, part in bases.items():
            sites = _best(part, limits, count, search)
            rows.append(
                _row(basis, sites, score) | {"size": size, "strength": strength, "is_plan": False}
            )
    mine = _row(basis, plan.waves.plans[-1].sites, score)
    rows.append(mine | {"size": np.nan, "strength": np.nan, "is_plan": True})
    table = pd.DataFrame(rows, columns=COLUMNS)
    kept = table[table["is_plan"] | ~is_beaten(table)]
    kept = kept.drop_duplicates(["days", "share", "potential", "is_plan"])
    return kept.sort_values(["days", "share"]).reset_index(drop=True)


def _sizes(plan: RolloutPlan) -> Iterator[tuple[float, Limits, int | None]]:
    """Sizes of a wave with what limits a plan of such waves: its days, or its number of regions."""
    scenario, limits = plan.scenario, plan.regions.limits
    if scenario.objective == "actions":
        for step in STEPS:
            days = round(step * wave_budget(scenario), 1)
            total = days * scenario.waves
            yield days, replace(limits, budget=total, at_most={}, at_least={}, bounds=()), None
        return
    for count in sorted({max(1, math.ceil(step * scenario.count - 1e-9)) for step in STEPS}):
        of_size = land_limits(scenario.changed(count=count), plan.regions)
        yield float(count), replace(of_size, budget=None, at_least={}), count * scenario.waves


def with_choice(scenario: Scenario, size: float, strength: float) -> Scenario:
    """The scenario of a row of the front: its waves are of that size, its weight that strong."""
    chosen = {"aim": "own", "weight": "potential", "weight_strength": strength}
    if scenario.objective == "actions":
        return scenario.changed(**chosen, budget=size)
    return scenario.changed(**chosen, count=int(size))


def _best(
    basis: Regions, limits: Limits, count: int | None, search: Search
) -> tuple[int, ...]:  # fmt: skip
    assert basis.worth is not None
    quick = replace(search, ties="open", progress=None)
    return best_groups(
        basis.claims, basis.worth, count, (), basis.excluded, shared=basis.shared, limits=limits,
        search=quick,
    ).sites  # fmt: skip


def _row(basis: Regions, sites: tuple[int, ...], score: pd.Series) -> dict[str, Any]:
    demand, cost = basis.demand.to_numpy(), np.asarray(basis.limits.cost, dtype=float)
    reached = reached_by(basis.reach, sites, basis.already)
    new = np.where(reached & ~basis.already, demand, 0.0)
    values = score.fillna(0.0).to_numpy()
    return {
        "days": float(cost[list(sites)].sum()),
        "regions": len(sites),
        "share": float(demand[reached].sum() / demand.sum()),
        "potential": 100 * float(new @ values / new.sum()) if new.sum() else np.nan,
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
