"""Back-tests: seconds of computing each, hence made by a worker and kept for a while."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from rollout.analysis import Analysis
from rollout.errors import ScenarioError
from rollout.model import Inputs
from rollout.potential.backtest import Backtest, backtest
from rollout.scenario import Scenario

from ..page.catalogue import usable_presets
from .fair_queue import Visitor
from .workshop import Workshop

KEPT = 32


@dataclass(frozen=True, eq=False)
class LookBackTask:
    """Back-test of all presets, or of own weights alone: they would replace every preset's."""

    inputs: Inputs
    scenario: Scenario

    def __call__(self, report: Any, cancel: threading.Event) -> Backtest | None:
        """Look back; None where the register allows no back-test."""
        scenario = self.scenario
        own_weights = scenario.dimension_weights or scenario.indicator_weights
        presets = [scenario.preset] if own_weights else usable_presets(self.inputs.catalogue)
        try:
            return backtest(self.inputs, scenario, presets=presets)
        except ScenarioError:
            return None


class LookBacks:
    """Back-tests by the analysis they belong to; the last few are kept."""

    def __init__(self, workshop: Workshop, kept: int = KEPT) -> None:
        self._workshop, self._kept = workshop, kept
        self._by_analysis: OrderedDict[Analysis, Backtest | None] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, analysis: Analysis, visitor: Visitor) -> Backtest | None:
        """Back-test of an analysis; None where the register allows none.

        Raises
        ------
        BusyError
            No place in the queue.
        LimitExceededError
            The register is too large to look back here.
        """
        with self._lock:
            if analysis in self._by_analysis:
                self._by_analysis.move_to_end(analysis)
                return self._by_analysis[analysis]
        task = LookBackTask(analysis.inputs, analysis.scenario)
        result: Backtest | None = self._workshop.done("look_back", task, visitor)
        with self._lock:
            self._by_analysis[analysis] = result
            while len(self._by_analysis) > self._kept:
                self._by_analysis.popitem(last=False)
        return result
