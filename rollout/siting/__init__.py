"""Choosing sites: reach matrices in, plans with bound and gap out.

Pure optimisation: nothing here knows districts or geometry. The solver is loaded when used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rollout.siting.covering import best_sites
    from rollout.siting.curve import CoverageCurve, coverage_curve
    from rollout.siting.explain import Importance, equally_good, importance
    from rollout.siting.fewest import fewest_sites
    from rollout.siting.joint import joint_waves
    from rollout.siting.median import nearest_sites
    from rollout.siting.problem import Limits, PlanInfeasible, Progress, Search, SitePlan
    from rollout.siting.robust import RobustPlan, robust_sites
    from rollout.siting.waves import Waves, nested_waves

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
    "robust_sites",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"rollout.siting.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
