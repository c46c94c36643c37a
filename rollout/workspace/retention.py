"""What goes by itself when nobody needs it any more: old notes, done tasks, names of accounts.

Notes and tasks go for good, as `history.forget` does it, with what the changes say of them. That
somebody changed something, when and in the name of which office stays. The log of access lets go by
itself, see `accounts`.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from dataclasses import dataclass

import sqlalchemy as sa

from rollout.workspace.history import forget
from rollout.workspace.roles import HERE
from rollout.workspace.schema import ACCOUNTS, CHANGES
from rollout.workspace.store import Workspace

log = logging.getLogger(__name__)

YEARS_KEPT = 3  # notes, done tasks, the account beside a change
DAYS_CLOSED = 365  # an account that lets nobody in any more
DAY_S = 24 * 60 * 60
IN_WHOSE_NAME = "Aufbewahrungsfrist"
DAY_OF = {"note": "date", "task": "done"}


@dataclass(frozen=True)
class Gone:
    """How much went: records by kind, accounts, names beside changes."""

    notes: int = 0
    tasks: int = 0
    accounts: int = 0
    names: int = 0


def let_go(workspace: Workspace, now: dt.datetime) -> Gone:
    """Let go what is older than it may be kept; again at once it finds nothing."""
    everything = workspace.acting(HERE)
    day = f"{now.year - YEARS_KEPT}{now:-%m-%d}"
    gone = {}
    for kind, column in DAY_OF.items():
        keys = [r.key for r in everything.records(kind) if "" < r[column] < day[: len(r[column])]]
        forget(everything, IN_WHOSE_NAME, kind, keys)
        gone[f"{kind}s"] = len(keys)
    with everything.writing() as connection:
        gone |= _names(connection, now, day)
    return Gone(**gone)


def _names(connection: sa.Connection, now: dt.datetime, day: str) -> dict[str, int]:
    """Accounts closed for long, and names beside changes."""
    closed = (now - dt.timedelta(days=DAYS_CLOSED)).isoformat()
    is_gone = (ACCOUNTS.c.closed != "") & (ACCOUNTS.c.closed < closed)
    names = list(connection.execute(sa.select(ACCOUNTS.c.name).where(is_gone)).scalars())
    old = CHANGES.c.account.in_(names) | (CHANGES.c.at < day)
    emptied = CHANGES.update().where(CHANGES.c.account != "", old).values(account="")
    return {
        "names": connection.execute(emptied).rowcount,
        "accounts": connection.execute(ACCOUNTS.delete().where(is_gone)).rowcount,
    }


def let_go_daily(workspace: Workspace) -> threading.Thread:
    """Do so now and once a day for as long as the program runs."""

    def work() -> None:
        rest = threading.Event()
        while True:
            try:
                let_go(workspace, workspace.clock())
            except Exception:
                log.exception("what is old could not be let go")
            rest.wait(DAY_S)

    thread = threading.Thread(target=work, daemon=True, name="retention")
    thread.start()
    return thread
