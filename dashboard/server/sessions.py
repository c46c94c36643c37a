"""Own files of visitors: kept in memory for a while, each behind a token nobody can guess."""

from __future__ import annotations

import datetime as dt
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import pandas as pd
from werkzeug.exceptions import BadRequest, Gone

from rollout.analysis import Analysis, analyse
from rollout.errors import ScenarioError
from rollout.model import Inputs
from rollout.scenario import Scenario
from rollout.steps import KEPT, Memory

if TYPE_CHECKING:
    from .shelf import Drawer

SESSIONS_OF_ADDRESS = 8  # a tab has one; many people of an office may share an address
BYTES_KEPT = 256 * 1024 * 1024
ANALYSES_KEPT = 6
BYTES_OF_ANALYSIS = 800_000
SECONDS_KEPT = 2 * 60 * 60
TOKEN_BYTES = 24
PAST = "past"  # among the files of a session: the day whose records it shows


def analyst(inputs: Inputs, kept: int) -> Callable[[Scenario], Analysis]:
    """Analysis of a scenario, kept for the last few; weights that fit no catalogue are refused.

    One analysis is made at a time; who asks for a kept one does not wait for it. What a change of
    the scenario does not touch is taken from earlier ones.
    """
    analyses: OrderedDict[Scenario, Analysis] = OrderedDict()
    memory = Memory(min(kept, KEPT))
    shelf, turn = threading.Lock(), threading.Lock()

    def at_hand(scenario: Scenario) -> Analysis | None:
        with shelf:
            if scenario in analyses:
                analyses.move_to_end(scenario)
            return analyses.get(scenario)

    def make(scenario: Scenario) -> Analysis:
        analysis = analyse(inputs, scenario, memory)
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
    files
        Names of the own files by what they hold.
    travel_times
        Columns from, to, minutes, for plans by travel time; None without any.
    address
        Of the visitor.
    size
        Bytes it takes at most, estimated.
    """

    inputs: Inputs
    files: Mapping[str, str]
    analysed: Callable[[Scenario], Analysis]
    travel_times: pd.DataFrame | None = None
    address: str = ""
    size: int = 0

    @property
    def day(self) -> dt.date | None:
        """Day whose records it shows; None where it shows those of today."""
        return dt.date.fromisoformat(self.files[PAST]) if PAST in self.files else None


def session_size(inputs: Inputs, shared: Inputs, travel_times: pd.DataFrame | None) -> int:
    """Bytes a session takes at most: its own tables, and as much again with every analysis."""
    tables = [getattr(inputs, item.name) for item in fields(inputs)]
    others = {id(getattr(shared, item.name)) for item in fields(shared)}
    size = sum(_bytes_of(table) for table in tables if id(table) not in others)
    analyses = ANALYSES_KEPT * (BYTES_OF_ANALYSIS + size)
    return size + analyses + _bytes_of(travel_times)


def _bytes_of(table: object) -> int:
    if not isinstance(table, pd.DataFrame):
        return 0
    return int(table.memory_usage(deep=True).sum())


class Sessions:
    """The sessions of all visitors; nobody's own push out those of others.

    Whoever has more than a few loses the oldest of these; when memory runs out, whoever takes
    most of it does. All go when time is up.

    Parameters
    ----------
    shared
        The server's data, whose tables cost a session nothing.
    of_address
        Sessions of one address at most.
    most_bytes
        Estimated size of all sessions at most.
    beside
        Sessions of the same server on other data, which count towards that size.
    drawer
        Where the processes of a server share them; those here are at hand only.
    """

    def __init__(
        self, shared: Inputs, of_address: int = SESSIONS_OF_ADDRESS, most_bytes: int = BYTES_KEPT,
        seconds: float = SECONDS_KEPT, clock: Callable[[], float] = time.monotonic,
        beside: Sessions | None = None, drawer: Drawer | None = None,
    ) -> None:  # fmt: skip
        self._drawer = drawer
        self._shared, self._of_address, self._most_bytes = shared, of_address, most_bytes
        self._seconds, self._clock = seconds, clock
        self._found: OrderedDict[str, tuple[float, Session]] = OrderedDict()
        self._lock = threading.Lock()
        self._together: list[Sessions] = beside._together if beside else []
        self._together.append(self)

    def open(
        self, inputs: Inputs, files: Mapping[str, str], travel_times: pd.DataFrame | None = None,
        address: str = "",
    ) -> str:  # fmt: skip
        """Keep inputs and return the token that leads to them."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        if self._drawer is not None:
            address = self._drawer.shelf.pseudonym(address)
            self._drawer.keep_session(token, address, (inputs, dict(files), travel_times))
        self._keep(token, inputs, files, travel_times, address)
        return token

    def _keep(
        self, token: str, inputs: Inputs, files: Mapping[str, str],
        travel_times: pd.DataFrame | None, address: str,
    ) -> Session:  # fmt: skip
        size = session_size(inputs, self._shared, travel_times)
        analysed = analyst(inputs, ANALYSES_KEPT)
        session = Session(inputs, files, analysed, travel_times, address, size)
        with self._lock:
            self._forget_old()
            self._found[token] = (self._clock(), session)
            self._make_room(address)
        return session

    def _make_room(self, newcomer: str) -> None:
        """Forget the oldest sessions of whoever has too many or takes most memory."""
        if len(self._of(newcomer)) > self._of_address:
            del self._found[self._of(newcomer)[0]]
        while len(self._found) > 1 and self._size_together() > self._most_bytes:
            addresses = dict.fromkeys(session.address for _, session in self._found.values())
            del self._found[self._of(max(addresses, key=self._size))[0]]

    def _of(self, address: str) -> list[str]:
        """Tokens of an address, oldest first."""
        return [token for token, (_, session) in self._found.items() if session.address == address]

    def _size(self, address: str | None = None) -> int:
        sessions = (session for _, session in self._found.values())
        return sum(s.size for s in sessions if address is None or s.address == address)

    def _size_together(self) -> int:
        """Bytes of all sessions of the server; those of others may change meanwhile."""
        return sum(
            session.size
            for sessions in self._together
            for _, session in list(sessions._found.values())
        )

    def get(self, token: object) -> Session:
        """Session of a token, kept longer by this; `Gone` when there is none."""
        if self._drawer is not None and isinstance(token, str):
            return self._shared_one(token, self._drawer)
        with self._lock:
            self._forget_old()
            if not isinstance(token, str) or token not in self._found:
                raise Gone
            session = self._found[token][1]
            self._found[token] = (self._clock(), session)
            self._found.move_to_end(token)
            return session

    def _shared_one(self, token: str, drawer: Drawer) -> Session:
        """Session that any process may have opened, or closed."""
        if not drawer.session_used(token):
            with self._lock:
                self._found.pop(token, None)
            raise Gone
        with self._lock:
            self._forget_old()
            if token in self._found:
                self._found[token] = (self._clock(), self._found[token][1])
                self._found.move_to_end(token)
                return self._found[token][1]
        kept = drawer.session(token)
        if kept is None:
            raise Gone
        address, (inputs, files, travel_times) = kept
        return self._keep(token, inputs, files, travel_times, address)

    def close(self, token: object) -> None:
        """Forget a session at once."""
        if self._drawer is not None and isinstance(token, str):
            self._drawer.drop_session(token)
        with self._lock:
            if isinstance(token, str):
                self._found.pop(token, None)

    def _forget_old(self) -> None:
        limit = self._clock() - self._seconds
        while self._found and next(iter(self._found.values()))[0] < limit:
            self._found.popitem(last=False)
