"""Which regions, in which order, and what it buys.

Reach matrices in, plans out; nothing here knows geometry. The solver is loaded when used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rollout.planning.covering import best_sites
    from rollout.planning.curve import CoverageCurve, coverage_curve
    from rollout.planning.explain import Importance, equally_good, importance
    from rollout.planning.fewest import fewest_sites
    from rollout.planning.joint import joint_waves
    from rollout.planning.median import nearest_sites
    from rollout.planning.problem import Limits, PlanInfeasible, Progress, Search, SitePlan
    from rollout.planning.robust import RobustPlan, robust_sites
    from rollout.planning.rolloutplan import RolloutPlan, plan_waves
    from rollout.planning.travel import read_travel_times
    from rollout.planning.waves import Waves, nested_waves

_HOMES = {
    "best_sites": "covering",
    "fewest_sites": "fewest",
    "nearest_sites": "median",
    "nested_waves": "waves",
    "joint_waves": "joint",
    "Waves": "waves",
    "coverage_curve": "curve",
    "CoverageCurve": "curve",
    "importance": "explain",
    "Importance": "explain",
    "equally_good": "explain",
    "robust_sites": "robust",
    "plan_waves": "rolloutplan",
    "RolloutPlan": "rolloutplan",
    "read_travel_times": "travel",
    "RobustPlan": "robust",
    "Limits": "problem",
    "PlanInfeasible": "problem",
    "Progress": "problem",
    "Search": "problem",
    "SitePlan": "problem",
}

__all__ = [
    "CoverageCurve",
    "Importance",
    "Limits",
    "PlanInfeasible",
    "Progress",
    "RobustPlan",
    "RolloutPlan",
    "Search",
    "SitePlan",
    "Waves",
    "best_sites",
    "coverage_curve",
    "equally_good",
    "fewest_sites",
    "importance",
    "joint_waves",
    "nearest_sites",
    "nested_waves",
    "plan_waves",
    "read_travel_times",
    "robust_sites",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"rollout.planning.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
