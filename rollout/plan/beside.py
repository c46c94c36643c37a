"""What asking and connecting would bring beside a plan of foundings, and for which price."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from rollout.plan.actions import connections, existing_initiatives
from rollout.plan.region_plan import membership
from rollout.plan.target_table import RATES
from rollout.siting.curve import reached_by
from rollout.siting.packing import Shared, best_groups
from rollout.siting.problem import Limits, Search

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan

COLUMNS = ["count", "days", *(f"share_{name}" for name in RATES)]


def beside(analysis: Analysis, plan: RolloutPlan, search: Search | None = None) -> pd.DataFrame:
    """The plan, and what its initiatives without a known link would bring.

    Returns
    -------
    table
        Index: `today`; `plan`; `ask`: all initiatives not known to be linked are asked, and the
        shares are those if every one of them turned out to be linked, the most there can be;
        `connect`: the connections (with asking) that reach the most demand for the days of the
        plan, each of which would be linked afterwards. Columns count, days (staff days) and the
        four shares of the plan's area.
    """
    basis, scenario = plan.regions, plan.scenario
    existing = existing_initiatives(analysis, scenario)
    within = basis.districts[basis.inside]
    actions = connections(analysis, existing, scenario, within)
    days = float(plan.summary["cost"].sum())
    rows = {
        "today": {"count": 0, "days": 0.0, **_shares(analysis, plan, basis.already)},
        "plan": {
            "count": len(plan.table), "days": days,
            **_shares(analysis, plan, _reached(plan)),
        },
    }  # fmt: skip
    if len(actions):
        reach = membership(actions, basis.districts)
        everything = reached_by(reach, range(len(actions)), basis.already)
        rows["ask"] = {
            "count": len(actions), "days": scenario.ask_days * len(actions),
            **_shares(analysis, plan, everything),
        }  # fmt: skip
        demand = np.where(basis.already, 0.0, basis.demand.to_numpy())
        best = best_groups(
            0 * reach, np.zeros(len(actions)), None, shared=Shared(reach, demand),
            limits=Limits(cost=actions["days"].tolist(), budget=days),
            search=search or Search(scenario.time_limit_s, ties="open"),
        ).sites  # fmt: skip
        rows["connect"] = {
            "count": len(best), "days": float(actions["days"].iloc[list(best)].sum()),
            **_shares(analysis, plan, reached_by(reach, best, basis.already)),
        }  # fmt: skip
    return pd.DataFrame.from_dict(rows, orient="index", columns=COLUMNS)


def _reached(plan: RolloutPlan) -> np.ndarray:
    basis = plan.regions
    return reached_by(basis.reach, plan.waves.plans[-1].sites, basis.already)


def _shares(analysis: Analysis, plan: RolloutPlan, reached: np.ndarray) -> dict[str, float]:
    inside = plan.regions.inside
    return {
        f"share_{name}": float(values[reached & inside].sum() / values[inside].sum())
        for name, values in ((name, analysis.bases[name]) for name in RATES)
    }
