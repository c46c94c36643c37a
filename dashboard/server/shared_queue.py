"""A queue whose places stand in a table, so that all processes of a server share them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from .fair_queue import FairQueue, Shares, Ticket, Visitor
from .shelf import Shelf

EMPTY = json.dumps({"next": 1, "tickets": [], "served": []})


class SharedQueue(FairQueue):
    """Orders of all visitors of all processes; each process waits for its own.

    The whole queue is one short text, read and written by one process at a time: a few dozen
    places need no more.

    Parameters
    ----------
    name
        What it is a queue for.
    """

    def __init__(self, shares: Shares, shelf: Shelf, name: str) -> None:
        super().__init__(shares)
        self._shelf, self._name = shelf, f"queue {name}"
        self._mine: dict[int, Ticket] = {}
        shelf.reserve(self._name, EMPTY)
        shelf.tend(self._glance, self._look)

    def enter(self, visitor: Visitor) -> Ticket:
        """Take a place; `BusyError` where the visitor has too many or there is none."""
        who = Visitor(self._shelf.pseudonym(visitor.address), visitor.tab)
        with self._together():
            ticket = super().enter(who)
            self._mine[ticket.number] = ticket
        return ticket

    def leave(self, ticket: Ticket) -> None:
        """Give a place back, whether or not its turn had come."""
        with self._together():
            super().leave(ticket)
            self._mine.pop(ticket.number, None)

    @contextmanager
    def _together(self) -> Iterator[None]:
        """The queue as it stands, while no other process changes it."""
        with self._lock, self._shelf.writing() as connection:
            text = self._shelf.value(connection, self._name, to_change=True)
            self._load(json.loads(text), self._shelf.alive(connection))
            yield
            self._shelf.set_value(connection, self._name, self._text())

    def _load(self, state: Mapping[str, Any], alive: Container[str]) -> None:
        """Take over what is written; orders of processes that are gone go."""
        self._numbers = itertools.count(state["next"])
        self._served = {
            (address if tab is None else Visitor(address, tab)): moment
            for address, tab, moment in state["served"]
        }
        self._tickets = []
        for owner, number, address, tab, is_running in state["tickets"]:
            is_mine = owner == self._shelf.owner
            if owner not in alive or (is_mine and number not in self._mine):
                continue
            stranger = Ticket(self, Visitor(address, tab), number, owner=owner)
            ticket = self._mine[number] if is_mine else stranger
            self._tickets.append(ticket)
            self._run(ticket, is_running)
        # Where others took this process for gone, its orders are still waiting here.
        self._tickets += [t for t in self._mine.values() if t not in self._tickets]

    @staticmethod
    def _run(ticket: Ticket, is_running: bool) -> None:
        ticket.is_running = ticket.is_running or is_running
        if ticket.is_running:
            ticket.turn.set()

    def _text(self) -> str:
        tickets = [
            [t.owner or self._shelf.owner, t.number, t.visitor.address, t.visitor.tab, t.is_running]
            for t in self._tickets
        ]
        served = [
            [who.address, who.tab, moment] if isinstance(who, Visitor) else [who, None, moment]
            for who, moment in self._served.items()
        ]
        return json.dumps({"next": next(self._numbers), "tickets": tickets, "served": served})

    def _waits(self) -> bool:
        return any(not ticket.turn.is_set() for ticket in list(self._mine.values()))

    def _glance(self) -> None:
        """See whether another process has given one of ours its turn."""
        if not self._waits():
            return
        with self._shelf.reading() as connection:
            state = json.loads(self._shelf.value(connection, self._name))
        for owner, number, _, _, is_running in state["tickets"]:
            ticket = self._mine.get(number) if owner == self._shelf.owner else None
            if ticket is not None:
                self._run(ticket, is_running)

    def _look(self) -> None:
        """Take the places of processes that are gone, if somebody waits for one."""
        if self._waits():
            with self._together():
                self._serve()
