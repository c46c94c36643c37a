"""The data a server shows: those it was started with, or those with what a workspace holds now."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from rollout.analysis import Analysis
from rollout.model import Inputs
from rollout.scenario import Scenario

from .sessions import analyst

if TYPE_CHECKING:
    from rollout.workspace.service import Service


class Live:
    """Inputs and analyses that follow a workspace; without one they stay.

    Parameters
    ----------
    inputs
        Data the server was started with; with a workspace those its records are checked against.
    kept
        Analyses kept for the data as they are now.
    """

    def __init__(self, inputs: Inputs, service: Service | None, kept: int) -> None:
        self._inputs, self._service, self._kept = inputs, service, kept
        self._turn = threading.Lock()
        self._now = self.inputs()
        self._analysed = analyst(self._now, kept)

    def inputs(self) -> Inputs:
        """The data now; the same object as long as nothing of them changes."""
        return self._inputs if self._service is None else self._service.inputs()

    def number(self) -> int:
        """Number of the newest change of the data; answers kept from before it are out of date."""
        return 0 if self._service is None else self._service.inputs_number()

    def look(self) -> None:
        """Read what is recorded, at little cost; raises whatever the database does."""
        if self._service is not None:
            self._service.workspace.last_number()

    def analysed(self, scenario: Scenario) -> Analysis:
        """Analysis of a scenario with the data now, kept for the last few scenarios."""
        return self._analyst()(scenario)

    def _analyst(self) -> Callable[[Scenario], Analysis]:
        inputs = self.inputs()
        with self._turn:
            if inputs is not self._now:
                self._now, self._analysed = inputs, analyst(inputs, self._kept)
            return self._analysed
