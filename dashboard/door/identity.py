"""Who sent a request: by the cookie of a login, or by what a trusted proxy says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

from rollout.workspace.accounts import Account, Accounts
from rollout.workspace.roles import READER, Actor

from .trust import NO_TRUST, Trust

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

COOKIE = "__Host-rollout"  # browsers take this name from this host only, and encrypted


@dataclass(frozen=True, eq=False)
class Identity:
    """How a server for many finds out who somebody is."""

    accounts: Accounts
    trust: Trust = NO_TRUST

    def account(self, environ: WSGIEnvironment) -> Account | None:
        """Account of whoever sent a request; None for a reader."""
        if self.trust.header:  # then nothing else counts: two ways in would be two to guard
            name = self.trust.name_in(environ)
            return self.accounts.named(name) if name else None
        token = token_in(environ)
        return self.accounts.of_key(token) if token else None

    def actor(self, environ: WSGIEnvironment) -> Actor:
        """What whoever sent a request is for the table of rights.

        A password somebody else knows is good for nothing but being changed.
        """
        account = self.account(environ)
        if account is None or (account.is_first and not self.trust.header):
            return READER
        return self.accounts.actor(account)

    def form_mark(self, environ: WSGIEnvironment) -> str:
        """What forms of whoever sent a request must carry; "" for a reader, who has none."""
        token = self.trust.name_in(environ) if self.trust.header else token_in(environ)
        return mark_of(token) if token else ""


def token_in(environ: WSGIEnvironment) -> str:
    """What the cookie of a request holds; "" without one."""
    try:
        cookie = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(COOKIE)
    except CookieError:
        return ""
    return cookie.value if cookie and len(cookie.value) < 100 else ""


def mark_of(token: str) -> str:
    """What a form must carry to come from a page this browser was given.

    It follows from the cookie, which no other site can read, and does not tell it.
    """
    return hashlib.sha256(f"form:{token}".encode()).hexdigest()
