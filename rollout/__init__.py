"""Geographic roll-out planner for regional industry initiatives in Germany."""

__version__ = "0.1.0"
