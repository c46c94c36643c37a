"""Files that take seconds to make: one at a time, in a process of its own, few in the queue."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from werkzeug.exceptions import ServiceUnavailable

from . import worker

MOST_WAITING = 4  # each holds a thread of the server
PDF = "application/pdf"


@dataclass(frozen=True)
class Order:
    """Something to make without any word on its progress; survives pickling if `make` does."""

    make: Callable[[], bytes]

    def __call__(self, report: Any, cancel: threading.Event) -> bytes:
        """Make it."""
        return self.make()


class FileQueue:
    """Makes PDF files; says that it is busy rather than hold up every thread of the server."""

    def __init__(self, waiting: int = MOST_WAITING) -> None:
        self._door = threading.BoundedSemaphore(waiting)
        self._turn = threading.Lock()

    def pdf(self, make: Callable[[], bytes]) -> bytes:
        """PDF out of a function that can be pickled, such as a `functools.partial`."""
        if not self._door.acquire(blocking=False):
            raise ServiceUnavailable
        try:
            with self._turn:
                return bytes(worker.apart(Order(make), lambda progress: None, threading.Event()))
        finally:
            self._door.release()
