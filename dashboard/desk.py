"""What both languages of the dashboard share: inputs, scenario, analyses already made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from rollout.analysis import Analysis, analyse
from rollout.geo.svg import MapPaths, map_paths
from rollout.model import Inputs
from rollout.scenario import Scenario

ANALYSES_KEPT = 64


@dataclass(frozen=True, eq=False)
class Desk:
    """Everything a request may need; nothing in it belongs to one visitor.

    Parameters
    ----------
    scenario
        The scenario the server was started with; controls change a copy.
    paths
        The map on its drawing grid.
    analysed
        Analysis of a scenario, kept for the last few scenarios asked for.
    """

    inputs: Inputs
    scenario: Scenario
    paths: MapPaths
    analysed: Callable[[Scenario], Analysis]


def make_desk(inputs: Inputs, scenario: Scenario) -> Desk:
    """Prepare the map and the first analysis."""

    @lru_cache(maxsize=ANALYSES_KEPT)
    def analysed(wanted: Scenario) -> Analysis:
        return analyse(inputs, wanted)

    analysed(scenario)
    paths = map_paths(inputs.display, inputs.laender, inputs.countries)
    return Desk(inputs, scenario, paths, analysed)
