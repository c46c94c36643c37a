"""Who computes: a few requests at once, and what takes no time waits for none of them.

The interpreter lets one thread compute at a time. With twenty that all want to, each waits for
all others again and again, at every byte it sends; with two of them the rest waits once, at rest.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

AT_ONCE = 2  # one computes while the other is in a library that needs no interpreter
SWITCH_S = 0.001  # a thread that computes lets others in after this; the usual 5 ms add up


def is_quick(method: str, path: str) -> bool:
    """Whether an answer is there already: a sign of life, or a file that never changes.

    >>> is_quick("GET", "/healthz"), is_quick("GET", "/de/"), is_quick("POST", "/healthz")
    (True, False, False)
    """
    parts = path.split("/")
    is_file = "static" in parts or "_dash-component-suites" in parts
    return method in ("GET", "HEAD") and (parts[-1] == "healthz" or is_file)


class Turns:
    """Places for requests that compute.

    Parameters
    ----------
    at_once
        How many there are.
    """

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._places = threading.Semaphore(at_once)
        self._of_thread = threading.local()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Compute, once there is a place."""
        with self._places:
            self._of_thread.has_place = True
            try:
                yield
            finally:
                self._of_thread.has_place = False

    @contextmanager
    def left(self) -> Iterator[None]:
        """Wait for something else; meanwhile others compute, if this thread had a place."""
        if not getattr(self._of_thread, "has_place", False):
            yield
            return
        self._of_thread.has_place = False
        self._places.release()
        try:
            yield
        finally:
            self._places.acquire()
            self._of_thread.has_place = True


def in_turn(app: WSGIApplication, turns: Turns) -> WSGIApplication:
    """The same web application, whose requests compute in turn."""

    def answer(environ: WSGIEnvironment, start: StartResponse, /) -> Iterable[bytes]:
        if is_quick(environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")):
            return app(environ, start)
        with turns.taken():
            return app(environ, start)

    return answer
