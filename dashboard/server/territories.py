"""The dashboard in every territorial status: the others below their day, made when first asked for.

A page leads on from where it stands, so the same server works below any path: `/2021-07-01/de/` is
the page of that status, and everything on it follows. Only the start pays for its data at once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rollout.model import Inputs

from .turns import is_quick

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


@dataclass(frozen=True)
class Territories:
    """Territorial statuses that can be shown.

    Parameters
    ----------
    days
        All of them, oldest first; the one at the root is that of the server's data.
    load
        Data in the status of a day.
    """

    days: tuple[str, ...] = ()
    load: Callable[[str], Inputs] | None = None


ALONE = Territories()


@dataclass(frozen=True)
class Below:
    """Where a server stands: `day` names the folder it is reached by, "" for the root."""

    territories: Territories = ALONE
    root: str = ""
    day: str = ""

    def folders(self, shown: str) -> dict[str, str]:
        """Way from a page of one language to the folder of the languages, by day.

        Parameters
        ----------
        shown
            Territorial status of the page.

        >>> both = Territories(("2021-07-01", "2026-01-01"))
        >>> Below(both, "2026-01-01").folders("2026-01-01")
        {'2021-07-01': '../2021-07-01/'}
        >>> Below(both, "2026-01-01", "2021-07-01").folders("2021-07-01")
        {'2026-01-01': '../../'}
        """
        up = "../../" if self.day else "../"
        return {
            day: up if day == self.root else f"{up}{day}/"
            for day in self.territories.days
            if day != shown
        }


ROOT = Below()


def with_others(
    app: WSGIApplication, days: Collection[str], make: Callable[[str], WSGIApplication]
) -> WSGIApplication:
    """A web application that has others below the days of their territorial status.

    Parameters
    ----------
    days
        Folders that lead to others.
    make
        Application of a day; called once, when a page of it is asked for.
    """
    apps: dict[str, WSGIApplication] = {}
    turn = threading.Lock()

    def of(day: str) -> WSGIApplication:
        with turn:
            if day not in apps:
                apps[day] = make(day)
            return apps[day]

    def answer(environ: WSGIEnvironment, start: StartResponse, /) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        day, slash, rest = path[1:].partition("/")
        if day not in days or not slash:
            return app(environ, start)
        # A file is asked for by a page, so its server is there; else it is nobody's to wait for.
        if day not in apps and is_quick(environ["REQUEST_METHOD"], path):
            return app(environ, start)
        return of(day)({**environ, "PATH_INFO": f"/{rest}"}, start)

    return answer
