"""What is made beside the pages: every kind has its queue, its limits and its processes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
from werkzeug.exceptions import ServiceUnavailable

from rollout.model import Inputs

from . import worker
from .fair_queue import FairQueue, Shares, Visitor
from .jobs import Report
from .turns import Turns
from .worker import LimitExceededError, Limits, Stock, Task

if TYPE_CHECKING:
    from .shelf import Shelf

PDF = "application/pdf"
Kind = Literal["upload", "look_back", "file", "plan"]

# An order for an upload, a file or a look back holds one of the server's 40 threads while it
# waits: 26 leave fourteen, and one address can hold 13. Plans are watched by threads of their own.
# A file has many places: a browser waits for it quietly, whereas "busy" is a page in its stead.
SHARES: Mapping[Kind, Shares] = {
    "upload": Shares(at_once=1, places=6, per_address=3, per_tab=2),
    "look_back": Shares(at_once=1, places=4, per_address=2, per_tab=1),
    "file": Shares(at_once=1, places=16, per_address=8, per_tab=4),
    "plan": Shares(at_once=2, places=24, per_address=8, per_tab=3),
}
# An upload takes at most 5 MB and most often 0.2 s; a report takes some seconds and 300 MB.
# Together with the pages this fits a server of 4 GB at worst, and one of 2 GB in daily use.
LIMITS: Mapping[Kind, Limits] = {
    "upload": Limits(seconds=30, processor_s=10, memory_mb=400),
    "look_back": Limits(seconds=60, processor_s=20, memory_mb=400),
    "file": Limits(seconds=120, processor_s=60, memory_mb=600),
    "plan": Limits(seconds=1200, memory_mb=800),
}
# Nobody waits behind whoever has the computer to himself, and everything can be cancelled there.
OF_ONE_PERSON: Mapping[Kind, Limits] = {
    **LIMITS,
    "look_back": Limits(seconds=1800, memory_mb=3000),
    "file": Limits(seconds=900, memory_mb=3000),
    "plan": Limits(memory_mb=3000),
}


@dataclass(frozen=True)
class Order:
    """Something to make without any word on its progress; survives pickling if `make` does."""

    make: Callable[[], bytes]

    def __call__(self, report: Any, cancel: threading.Event) -> bytes:
        """Make it."""
        return self.make()


def stock_of(inputs: Inputs, *, is_carried: bool = True) -> Stock:
    """The server's data, whole and table by table: own files replace some of the tables only."""
    tables = {item.name: getattr(inputs, item.name) for item in fields(inputs)}
    frames = {name: table for name, table in tables.items() if isinstance(table, pd.DataFrame)}
    return Stock({"inputs": inputs, **frames}, is_carried=is_carried)


def _queues(shares: Mapping[Kind, Shares], shelf: Shelf | None) -> dict[Kind, FairQueue]:
    if shelf is None:
        return {kind: FairQueue(share) for kind, share in shares.items()}
    from .shared_queue import SharedQueue  # a database is loaded where there is one

    return {kind: SharedQueue(share, shelf, kind) for kind, share in shares.items()}


class Workshop:
    """Work in processes of their own, by kind.

    Parameters
    ----------
    inputs
        The server's data, which workers get once made into bytes.
    turns
        Places of those who compute in the server; who waits for a worker holds none.
    beside
        Workshop of the same server with other data: both share places and queues.
    shelf
        Where the processes of a server share their queues; None: this one is alone.
    """

    def __init__(
        self, inputs: Inputs, shares: Mapping[Kind, Shares] = SHARES,
        limits: Mapping[Kind, Limits] = LIMITS, turns: Turns | None = None,
        beside: Workshop | None = None, shelf: Shelf | None = None,
    ) -> None:  # fmt: skip
        queues = {} if beside else _queues(shares, shelf)
        self.turns: Turns = beside.turns if beside else turns or Turns()
        self.queues: dict[Kind, FairQueue] = beside.queues if beside else queues
        self._stock = stock_of(inputs)
        self._limits: Mapping[Kind, Limits] = beside._limits if beside else limits

    def apart(self, kind: Kind, task: Task, report: Report, cancel: threading.Event) -> Any:
        """Result of a task within the limits of its kind, see `worker.apart`; without a queue."""
        return worker.apart(task, report, cancel, self._limits[kind], self._stock)

    def done(self, kind: Kind, task: Task, visitor: Visitor) -> Any:
        """Result of a task when its turn has come; `BusyError` without a place."""
        ticket = self.queues[kind].enter(visitor)
        with self.turns.left(), ticket:
            return self.apart(kind, task, lambda progress: None, threading.Event())

    def file(self, make: Callable[[], bytes], visitor: Visitor) -> bytes:
        """File out of a function that can be pickled, such as a `functools.partial`."""
        try:
            return bytes(self.done("file", Order(make), visitor))
        except LimitExceededError:
            raise ServiceUnavailable from None
