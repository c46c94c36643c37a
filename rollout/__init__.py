"""Geographic roll-out planner for regional industry initiatives in Germany."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rollout.analysis import Analysis, analyse
    from rollout.errors import DataError, RolloutError, ScenarioError
    from rollout.inputs import load_inputs
    from rollout.model import Inputs
    from rollout.scenario import Scenario

__version__ = "0.1.0"

__all__ = [
    "Analysis",
    "DataError",
    "Inputs",
    "RolloutError",
    "Scenario",
    "ScenarioError",
    "analyse",
    "load_inputs",
]

_HOMES = {
    "Analysis": "analysis",
    "DataError": "errors",
    "Inputs": "model",
    "RolloutError": "errors",
    "Scenario": "scenario",
    "ScenarioError": "errors",
    "analyse": "analysis",
    "load_inputs": "inputs",
}


def __getattr__(name: str) -> Any:
    """Import a public name on first use, so that `import rollout` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
