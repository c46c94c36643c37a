"""Everything a planner can turn: its fields, and the file it is kept in."""

from rollout.scenario.scenario import Scenario

__all__ = ["Scenario"]
