"""What stands behind a plan: its curve, what each region is worth, equals, robustness."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from rollout.errors import parameter_error
from rollout.language import Text
from rollout.plan.region_details import (
    DRAWS,
    DRAWS_OF_ACTIONS,
    region_curve,
    region_frequencies,
    region_importance,
)
from rollout.programme.words import DEMAND
from rollout.siting.curve import CoverageCurve, coverage_curve
from rollout.siting.explain import equally_good, importance
from rollout.siting.problem import Limits, Progress, Search
from rollout.siting.robust import RobustPlan, robust_sites

if TYPE_CHECKING:
    import threading

    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan
    from rollout.scenario import Scenario

ROBUST_DRAWS = 200
RATES = ("districts", "population", DEMAND, "area_km2")


@dataclass(frozen=True, eq=False)
class RobustChoice:
    """A choice against drawn rankings.

    Parameters
    ----------
    table
        Index `ags`, every region chosen in any draw: frequency (share of draws 0..1 in whose own
        best plan it stands), robust (in the plan that is best on average), planned (in the plan
        itself); most frequent first.
    regret
        Mean share of the demand that the robust plan gives away against each draw's own optimum.
    """

    table: pd.DataFrame
    regret: float


def plan_curve(
    analysis: Analysis,
    plan: RolloutPlan,
    *,
    progress: Callable[[Progress], None] | None = None,
    cancel: threading.Event | None = None,
) -> CoverageCurve:
    """Best coverage for every number of regions until nothing is added, in all four rates."""
    report = {name: analysis.bases[name].to_numpy(dtype=float) for name in RATES}
    if plan.scenario.objective == "actions":
        finding = Text("ist actions", "is actions")
        expected = Text("regions oder cover: Handlungen haben eigene Preise",
                        "regions or cover: actions have prices of their own")  # fmt: skip
        remedy = Text("die Kosten-Nutzen-Front zeigt, was Tage bringen",
                      "the cost-benefit front shows what days bring")  # fmt: skip
        raise parameter_error("Scenario.objective", finding, expected, remedy)
    if plan.regions.candidates is not None:
        search = Search(plan.scenario.time_limit_s, progress, cancel)
        return region_curve(plan, report, search)
    basis = _cover_basis(plan)
    return coverage_curve(
        basis.reach, basis.demand, None, basis.required, basis.excluded, report=report,
        already=basis.already, limits=_without_budget(basis.limits),
        search=Search(plan.scenario.time_limit_s, progress, cancel),
    )  # fmt: skip


def plan_importance(plan: RolloutPlan, search: Search | None = None) -> pd.DataFrame:
    """What its wave loses when a region refuses; index `ags`, in order of wave and loss.

    Columns wave, only (demand no other region reaches by then), loss (after the wave is planned
    anew without it, the waves before kept), loss_bound, substitute (key of the best single
    region in its place, see `RolloutPlan.name_of`; empty: none) and substitute_loss; of founding
    regions also the best one in the same Land, and all losses are of the whole plan's worth with
    all others kept.
    """
    order = ["wave", "loss", "ags"]
    if plan.regions.candidates is not None:
        frame = region_importance(plan, _limits_until(plan, plan.scenario.waves - 1))
        return frame.sort_values(order, ascending=[True, False, True]).set_index("ags")
    basis, keys = _cover_basis(plan), plan.regions.districts
    rows = []
    for wave, (whole, new) in enumerate(zip(plan.waves.plans, plan.waves.new_sites, strict=True)):
        before = plan.waves.plans[wave - 1].sites if wave else basis.required
        entries = importance(
            basis.reach, basis.demand, whole, len(whole.sites), before, basis.excluded,
            of=new, already=basis.already, limits=_limits_until(plan, wave), search=search,
        )  # fmt: skip
        rows += [
            {
                "ags": keys[entry.site],
                "wave": wave + 1,
                "only": entry.only,
                "loss": entry.loss,
                "loss_bound": entry.loss_bound,
                "substitute": "" if entry.substitute is None else keys[entry.substitute],
                "substitute_loss": entry.substitute_loss,
            }
            for entry in entries
        ]
    columns = ["ags", "wave", "only", "loss", "loss_bound", "substitute", "substitute_loss"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(order, ascending=[True, False, True]).set_index("ags")


def plan_alternatives(
    plan: RolloutPlan, most: int = 5, search: Search | None = None
) -> list[tuple[list[str], list[str]]]:
    """Up to `most` other choices that reach as much: regions that leave, regions that come.

    Founding regions have their own worth each, so only equal sums would be as good: none is sought.
    """
    if plan.regions.candidates is not None:
        return []
    basis, final = _cover_basis(plan), plan.waves.plans[-1]
    alternatives = equally_good(
        basis.reach, basis.demand, final, len(final.sites), basis.required, basis.excluded,
        most=most, already=basis.already, limits=_limits_until(plan, plan.scenario.waves - 1),
        search=search,
    )  # fmt: skip
    ours = set(final.sites)
    return [
        (_keys(plan, ours - set(other.sites)), _keys(plan, set(other.sites) - ours))
        for other in alternatives
    ]


def plan_robust(
    analysis: Analysis, plan: RolloutPlan, draws: int = ROBUST_DRAWS, search: Search | None = None
) -> RobustChoice:
    """The choice that is best on average over the drawn rankings of the rank bands.

    The demand of a draw is the share of districts each one stands above (0..1), so that every
    draw counts alike whatever its normalisation; districts without a score count 0. A plan whose
    aim does not look at the potential is the same in every draw: `regret` is then 0.
    """
    if plan.scenario.objective != "way" and not weighs_potential(plan.scenario):
        return _sure(plan)
    if plan.regions.candidates is not None:
        most = DRAWS_OF_ACTIONS if plan.scenario.objective == "actions" else DRAWS
        drawn = _drawn_demand(analysis, min(draws, most))
        limits = _limits_until(plan, plan.scenario.waves - 1)
        return RobustChoice(*_most_frequent(*region_frequencies(plan, limits, drawn, search)))
    basis, final = _cover_basis(plan), plan.waves.plans[-1]
    choice = robust_sites(
        basis.reach, _drawn_demand(analysis, draws), len(final.sites), basis.required,
        basis.excluded, already=basis.already,
        limits=_limits_until(plan, plan.scenario.waves - 1), search=search, solve_each=draws,
    )  # fmt: skip
    table = _frequencies(plan, choice)
    return RobustChoice(*_most_frequent(table, float(choice.regret.mean())))


def weighs_potential(scenario: Scenario) -> bool:
    """Does the aim of a plan look at the founding potential?"""
    is_weighed = scenario.objective in ("regions", "actions") and scenario.weight == "potential"
    return scenario.demand == "potential" or is_weighed


def _sure(plan: RolloutPlan) -> RobustChoice:
    """No draw changes the plan."""
    sites = list(plan.waves.plans[-1].sites)
    labels = plan.regions.labels[sites].rename("ags")
    table = pd.DataFrame({"frequency": 1.0, "robust": True, "planned": True}, index=labels)
    return RobustChoice(*_most_frequent(table, 0.0))


def _drawn_demand(analysis: Analysis, draws: int) -> np.ndarray:
    from rollout.potential.bands import founding_draws

    ranks = founding_draws(analysis.potential, analysis.scenario, draws)
    count = ranks.notna().sum(axis=1).iloc[0]
    above: np.ndarray = ((count + 1 - ranks) / count).fillna(0.0).to_numpy()
    return above


def _frequencies(plan: RolloutPlan, choice: RobustPlan) -> pd.DataFrame:
    keys, final = plan.regions.districts, plan.waves.plans[-1]
    return pd.DataFrame(
        {
            "frequency": choice.frequency,
            "robust": np.isin(np.arange(len(keys)), choice.plan.sites),
            "planned": np.isin(np.arange(len(keys)), final.sites),
        },
        index=keys.rename("ags"),
    )


def _most_frequent(table: pd.DataFrame, regret: float) -> tuple[pd.DataFrame, float]:
    """The regions chosen anywhere, the most frequent first."""
    relevant = table[(table["frequency"] > 0) | table["robust"] | table["planned"]]
    ordered = relevant.reset_index().sort_values(["frequency", "ags"], ascending=[False, True])
    return ordered.set_index("ags"), regret


def _keys(plan: RolloutPlan, sites: set[int]) -> list[str]:
    return [str(plan.regions.districts[site]) for site in sorted(sites)]


def _cover_basis(plan: RolloutPlan) -> Any:
    """Basis of a plan whose goal is to reach as much as possible."""
    if plan.scenario.objective != "cover":
        finding = Text(f"ist {plan.scenario.objective}", f"is {plan.scenario.objective}")
        raise parameter_error("Scenario.objective", finding, Text("cover", "cover"))
    return plan.regions


def _without_budget(limits: Limits) -> Limits:
    return replace(limits, budget=None)


def _limits_until(plan: RolloutPlan, wave: int) -> Limits:
    """Limits on all regions founded until the end of a wave (0 = the first)."""
    limits = plan.regions.limits
    budget = None if limits.budget is None else limits.budget * (wave + 1)
    bounds = tuple(bound.times(wave + 1) for bound in limits.bounds)
    least = limits.at_least if wave == plan.scenario.waves - 1 else {}
    return replace(limits, at_least=least, budget=budget, bounds=bounds)
