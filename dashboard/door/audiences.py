"""Pages for whom: a server of its own for readers, for chambers and for those who may see all.

What a page holds is made from data that its readers may see: nothing else is in the memory behind
it, so no callback, no file and no kept answer of it can tell more.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from flask import Flask

from rollout.workspace.roles import READER, Actor, Role

from ..server.app_state import ACTOR, FORM
from .identity import Identity

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Role -> for whom the pages are that it is led to; they hold what that one may see.
PAGES_OF: Mapping[Role, Actor] = {
    "read": READER, "chamber": Actor("chamber"), "edit": Actor("edit"), "administer": Actor("edit"),
}  # fmt: skip


def by_audience(
    readers: WSGIApplication, door: Flask, identity: Identity, make: Callable[[Actor], Flask]
) -> WSGIApplication:
    """A web application that leads everybody to the pages made for him.

    Parameters
    ----------
    readers
        Pages of those who did not say who they are.
    door
        Pages to come in by.
    make
        Makes the pages of others, once, when the first of them comes.
    """
    apps: dict[Actor, WSGIApplication] = {READER: readers}
    turn = threading.Lock()
    doors = {str(rule) for rule in door.url_map.iter_rules()}

    def pages(actor: Actor) -> WSGIApplication:
        audience = PAGES_OF.get(actor.role, READER)
        with turn:
            if audience not in apps:
                apps[audience] = make(audience).wsgi_app
            return apps[audience]

    def answer(environ: WSGIEnvironment, start: StartResponse, /) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path in doors or path.startswith("/calendar/"):
            return door.wsgi_app(environ, start)
        actor = identity.actor(environ)
        environ[ACTOR], environ[FORM] = actor, identity.form_mark(environ)
        return pages(actor)(environ, start if actor == READER else _unshared(start))

    return answer


def _unshared(start: StartResponse) -> StartResponse:
    """Let no store between server and browser keep what is not for everybody."""

    def begin(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        private = [
            (name, value.replace("public", "private") if name.lower() == "cache-control" else value)
            for name, value in headers
        ]
        return start(status, [*private, ("Vary", "Cookie")], *rest)

    return begin
