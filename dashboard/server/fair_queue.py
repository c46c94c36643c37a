"""Queues for what takes seconds, in which no visitor can take all places.

Visitors take turns: the next to be served is the one who has been served least recently, however
many orders another has waiting.
"""

from __future__ import annotations

import ipaddress
import itertools
import threading
from collections import Counter
from dataclasses import dataclass, field
from types import TracebackType

from flask import Flask, Response, request
from werkzeug.exceptions import TooManyRequests

from rollout.language import Lang

from ..page.contract import TAB_HEADER
from ..page.words import word

RETRY_S = 5
LONGEST_TAB = 40
SUBSCRIBER_BITS = 64  # an IPv6 subscriber has at least as many addresses as these leave


@dataclass(frozen=True)
class Visitor:
    """Who asks: an address, which cannot be chosen, and a tab of it, which tells people apart.

    Many people of an office may share an address; a tab is a number its page made up.
    """

    address: str
    tab: str = ""


def visitor() -> Visitor:
    """Visitor behind the request being answered."""
    tab = request.headers.get(TAB_HEADER, "")[:LONGEST_TAB]
    return Visitor(subscriber(request.remote_addr or ""), tab)


def subscriber(address: str) -> str:
    """Address as far as one subscriber cannot choose it.

    >>> subscriber("192.0.2.7"), subscriber("2001:db8:1:2:3:4:5:6")
    ('192.0.2.7', '2001:db8:1:2::')
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return address
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    network = ipaddress.ip_network((parsed.packed, SUBSCRIBER_BITS), strict=False)
    return str(network.network_address)


class BusyError(TooManyRequests):
    """No place in the queue.

    Parameters
    ----------
    running
        Orders the visitor has there already; 0 where others take all places.
    """

    def __init__(self, running: int) -> None:
        super().__init__(retry_after=RETRY_S)
        self.running = running

    def sentence(self, lang: Lang) -> str:
        """What to tell the visitor."""
        if self.running:
            return word("busy_own", lang, count=self.running, seconds=RETRY_S)
        return word("busy", lang)


def answer_busy(server: Flask) -> None:
    """Tell a visitor without a place so, and when to come again."""

    @server.errorhandler(BusyError)
    def busy(error: BusyError) -> Response:
        lang: Lang = "en" if request.path.startswith("/en/") else "de"
        status = 429 if error.running else 503
        headers = {"Retry-After": str(RETRY_S)}
        return Response(f"{error.sentence(lang)}\n", status, headers, mimetype="text/plain")


@dataclass(frozen=True)
class Shares:
    """Places of a queue.

    Parameters
    ----------
    at_once
        Orders worked on at the same time.
    places
        Orders worked on or waiting, of all visitors.
    per_address, per_tab
        Places one address and one tab of it can take.
    """

    at_once: int
    places: int
    per_address: int
    per_tab: int


@dataclass(eq=False)
class Ticket:
    """A place in a queue; `with ticket:` waits for its turn and gives the place back."""

    queue: FairQueue
    visitor: Visitor
    number: int
    turn: threading.Event = field(default_factory=threading.Event)
    is_running: bool = False
    owner: str = ""  # process that entered it, where several share a queue

    def __enter__(self) -> Ticket:
        self.turn.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.queue.leave(self)


class FairQueue:
    """Orders of all visitors; a few run at once, the others wait in turn."""

    def __init__(self, shares: Shares) -> None:
        self._shares = shares
        self._tickets: list[Ticket] = []
        self._numbers = itertools.count(1)
        self._served: dict[Visitor | str, int] = {}
        self._lock = threading.RLock()

    def enter(self, visitor: Visitor) -> Ticket:
        """Take a place; `BusyError` where the visitor has too many or there is none."""
        with self._lock:
            self._check(visitor)
            ticket = Ticket(self, visitor, next(self._numbers))
            self._tickets.append(ticket)
            self._serve()
        return ticket

    def leave(self, ticket: Ticket) -> None:
        """Give a place back, whether or not its turn had come."""
        with self._lock:
            if ticket not in self._tickets:
                return
            self._tickets.remove(ticket)
            here = {t.visitor for t in self._tickets} | {t.visitor.address for t in self._tickets}
            self._served = {who: last for who, last in self._served.items() if who in here}
            self._serve()
        ticket.turn.set()

    def _check(self, visitor: Visitor) -> None:
        of_address = [t for t in self._tickets if t.visitor.address == visitor.address]
        of_tab = [t for t in of_address if t.visitor == visitor]
        if visitor.tab and len(of_tab) >= self._shares.per_tab:
            raise BusyError(len(of_tab))
        if len(of_address) >= self._shares.per_address:
            raise BusyError(len(of_address))
        if len(self._tickets) >= self._shares.places:
            raise BusyError(0)

    def _serve(self) -> None:
        """Let the next orders run: of the address, then of the tab that waited longest."""
        running = [ticket for ticket in self._tickets if ticket.is_running]
        busy = Counter(ticket.visitor.address for ticket in running)
        for _ in range(self._shares.at_once - len(running)):
            waiting = [ticket for ticket in self._tickets if not ticket.is_running]
            if not waiting:
                return
            ticket = min(waiting, key=lambda t: (
                busy[t.visitor.address], self._served.get(t.visitor.address, 0),
                self._served.get(t.visitor, 0), t.number,
            ))  # fmt: skip
            moment = next(self._numbers)
            self._served[ticket.visitor.address] = self._served[ticket.visitor] = moment
            busy[ticket.visitor.address] += 1
            ticket.is_running = True
            ticket.turn.set()
