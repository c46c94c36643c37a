"""Own files of visitors: kept in memory for a while, each behind a token nobody can guess."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from werkzeug.exceptions import BadRequest, Gone

from rollout.analysis import Analysis, analyse
from rollout.errors import ScenarioError
from rollout.model import Inputs
from rollout.scenario import Scenario

SESSIONS_KEPT = 32
ANALYSES_KEPT = 6
SECONDS_KEPT = 2 * 60 * 60
TOKEN_BYTES = 24


def analyst(inputs: Inputs, kept: int) -> Callable[[Scenario], Analysis]:
    """Analysis of a scenario, kept for the last few; weights that fit no catalogue are refused.

    One analysis is made at a time; who asks for a kept one does not wait for it. Scenarios that
    agree in coverage or in potential share it.
    """
    analyses: OrderedDict[Scenario, Analysis] = OrderedDict()
    shelf, turn = threading.Lock(), threading.Lock()

    def at_hand(scenario: Scenario) -> Analysis | None:
        with shelf:
            if scenario in analyses:
                analyses.move_to_end(scenario)
            return analyses.get(scenario)

    def make(scenario: Scenario) -> Analysis:
        with shelf:
            before = list(reversed(analyses.values()))
        analysis = analyse(inputs, scenario, before)
        with shelf:
            analyses[scenario] = analysis
            while len(analyses) > kept:
                analyses.popitem(last=False)
        return analysis

    def analysed(scenario: Scenario) -> Analysis:
        at_once = at_hand(scenario)
        if at_once is not None:
            return at_once
        try:
            with turn:  # another may have made the same one meanwhile
                return at_hand(scenario) or make(scenario)
        except ScenarioError:
            raise BadRequest from None

    return analysed


@dataclass(frozen=True, eq=False)
class Session:
    """What one visitor brought along: inputs with the own files in place of the shipped ones.

    Parameters
    ----------
    travel_times
        Columns from, to, minutes, for plans by travel time; None without any.
    """

    inputs: Inputs
    files: tuple[str, ...]
    analysed: Callable[[Scenario], Analysis]
    travel_times: pd.DataFrame | None = None


class Sessions:
    """The sessions of all visitors; the oldest goes when there are too many or time is up."""

    def __init__(
        self, kept: int = SESSIONS_KEPT, seconds: float = SECONDS_KEPT,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._kept, self._seconds, self._clock = kept, seconds, clock
        self._found: OrderedDict[str, tuple[float, Session]] = OrderedDict()
        self._lock = threading.Lock()

    def open(
        self, inputs: Inputs, files: tuple[str, ...], travel_times: pd.DataFrame | None = None
    ) -> str:
        """Keep inputs and return the token that leads to them."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        session = Session(inputs, files, analyst(inputs, ANALYSES_KEPT), travel_times)
        with self._lock:
            self._forget_old()
            self._found[token] = (self._clock(), session)
            while len(self._found) > self._kept:
                self._found.popitem(last=False)
        return token

    def get(self, token: object) -> Session:
        """Session of a token, kept longer by this; `Gone` when there is none."""
        with self._lock:
            self._forget_old()
            if not isinstance(token, str) or token not in self._found:
                raise Gone
            session = self._found[token][1]
            self._found[token] = (self._clock(), session)
            self._found.move_to_end(token)
            return session

    def close(self, token: object) -> None:
        """Forget a session at once."""
        with self._lock:
            if isinstance(token, str):
                self._found.pop(token, None)

    def _forget_old(self) -> None:
        limit = self._clock() - self._seconds
        while self._found and next(iter(self._found.values()))[0] < limit:
            self._found.popitem(last=False)
