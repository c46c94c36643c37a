"""What visitors leave for a while, where every process of one server finds it.

Own files, plans and queues stand in the database of the workspace, so that a process that ends
loses nothing and any other goes on. Of a token there is never more here than what it can be
compared with; what stands behind it is sealed with the token itself, so that nobody who can only
write to the database makes a process read something.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import secrets
import sys
import threading
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

import rollout

if TYPE_CHECKING:
    from .worker import Stock

log = logging.getLogger(__name__)

SECONDS_KEPT = 2 * 60 * 60
DEAD_AFTER_S = 15.0  # without a sign of life a process is gone, and others take over
BEAT_S = 1.0
GLANCE_S = 0.1  # how often those who wait for their turn are looked after
SESSIONS_OF_ADDRESS = 8
SESSION_BYTES, JOB_BYTES = 256 * 1024 * 1024, 256 * 1024 * 1024
JOBS_KEPT = 64
SIGNED = 32  # bytes of a seal
HASHED = "~"  # before an address that says no more than whether two are the same

METADATA = sa.MetaData()
PROCESSES = sa.Table(
    "visit_processes", METADATA,
    sa.Column("owner", sa.Text, primary_key=True),
    sa.Column("beat", sa.Float, nullable=False),
)  # fmt: skip
VALUES = sa.Table(
    "visit_values", METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)  # fmt: skip
SESSIONS = sa.Table(
    "visit_sessions", METADATA,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("used", sa.Float, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)  # fmt: skip
JOBS = sa.Table(
    "visit_jobs", METADATA,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("used", sa.Float, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("cancelled", sa.Boolean, nullable=False),
    sa.Column("started", sa.Float),
    sa.Column("finished", sa.Float),
    sa.Column("ask", sa.LargeBinary, nullable=False),
    sa.Column("progress", sa.LargeBinary),
    sa.Column("outcome", sa.LargeBinary),
)  # fmt: skip


class Shelf:
    """The tables several processes share, and this process among them.

    Parameters
    ----------
    engine
        Of the database; an SQLite file serves the processes of one computer.
    clock
        Seconds since a moment all processes agree on.
    """

    def __init__(self, engine: sa.Engine, clock: Callable[[], float] = time.time) -> None:
        self.engine, self.clock = engine, clock
        self.owner = secrets.token_hex(8)
        self._stopped = threading.Event()
        self._tended: list[tuple[Callable[[], None], Callable[[], None]]] = []
        with self.writing() as connection:
            _make_tables(connection)
        self.reserve("salt", secrets.token_hex(16))
        with self.reading() as connection:
            self._salt = self.value(connection, "salt")
        self.beat()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One state of the tables."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Write together or not at all."""
        with self.engine.connect() as connection:
            writer = connection.execution_options(is_writer=True)
            with writer.begin():
                yield writer

    # Small values, each changed by one process at a time

    def reserve(self, name: str, value: str) -> None:
        """Give a value a beginning, unless it has one."""
        with suppress(IntegrityError), self.writing() as connection:
            if not self.value(connection, name):
                connection.execute(VALUES.insert().values(name=name, value=value))

    def value(self, connection: sa.Connection, name: str, *, to_change: bool = False) -> str:
        """A value; "" where there is none. To change it, keep others from doing so meanwhile."""
        query = sa.select(VALUES.c.value).where(VALUES.c.name == name)
        return connection.execute(query.with_for_update() if to_change else query).scalar() or ""

    def set_value(self, connection: sa.Connection, name: str, value: str) -> None:
        """Change a value that was read to be changed."""
        connection.execute(VALUES.update().where(VALUES.c.name == name).values(value=value))

    # The processes

    def pseudonym(self, address: str) -> str:
        """What is written down of an internet address: it tells visitors apart, and no more."""
        if address.startswith(HASHED):
            return address
        return HASHED + hashlib.sha256(f"{self._salt}|{address}".encode()).hexdigest()[:20]

    def beat(self) -> None:
        """Say that this process is alive, and forget those that are not."""
        now = self.clock()
        with self.writing() as connection:
            mine = PROCESSES.c.owner == self.owner
            if not connection.execute(PROCESSES.update().where(mine).values(beat=now)).rowcount:
                connection.execute(PROCESSES.insert().values(owner=self.owner, beat=now))
            connection.execute(PROCESSES.delete().where(PROCESSES.c.beat < now - SECONDS_KEPT))

    def alive(self, connection: sa.Connection) -> set[str]:
        """Processes that gave a sign of life of late; this one is always among them."""
        recent = PROCESSES.c.beat > self.clock() - DEAD_AFTER_S
        return {
            self.owner,
            *connection.execute(sa.select(PROCESSES.c.owner).where(recent)).scalars(),
        }

    def tend(self, glance: Callable[[], None], look: Callable[[], None]) -> None:
        """Call something in the background: `glance` ten times a second, `look` every second."""
        self._tended.append((glance, look))
        if len(self._tended) == 1:
            threading.Thread(target=self._tend, name="shelf", daemon=True).start()

    def close(self) -> None:
        """Leave: what this process was at work on is taken over at once."""
        self._stopped.set()
        with suppress(sa.exc.SQLAlchemyError), self.writing() as connection:
            connection.execute(PROCESSES.delete().where(PROCESSES.c.owner == self.owner))

    def _tend(self) -> None:
        next_beat = 0.0
        while not self._stopped.wait(GLANCE_S):
            try:
                for glance, _ in self._tended:
                    glance()
                if time.monotonic() >= next_beat:
                    next_beat = time.monotonic() + BEAT_S
                    self.beat()
                    for _, look in self._tended:
                        look()
            except Exception:  # the database may be away for a while
                if not self._stopped.is_set():
                    log.exception("what visitors share cannot be tended")
                    self._stopped.wait(BEAT_S)


def _make_tables(connection: sa.Connection) -> None:
    """Make the tables; those of another version go, for nothing in them is meant to stay."""
    if connection.dialect.name == "postgresql":  # two processes may start at the same moment
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(hashtext('visit tables'))"))
    inspector = sa.inspect(connection)
    present = {name for name in METADATA.tables if inspector.has_table(name)}
    if any({column["name"] for column in inspector.get_columns(name)}
           != set(METADATA.tables[name].columns.keys()) for name in present):  # fmt: skip
        METADATA.drop_all(connection)
    METADATA.create_all(connection)


@dataclass(frozen=True)
class JobRow:
    """A plan as another process, or this one before, wrote it down.

    Parameters
    ----------
    owner, is_orphan
        Process that computes it, and whether that one is gone before it was done.
    started, finished
        Seconds ago; None before.
    """

    address: str
    owner: str
    is_orphan: bool
    cancelled: bool
    started: float | None
    finished: float | None
    ask: Any
    progress: Any
    outcome: Any


class Drawer:
    """What the visitors of one set of pages leave on the shelf.

    Parameters
    ----------
    scope
        Names data, version and audience: a token of other pages leads nowhere here.
    stock
        Data that every process has, and what is written down names rather than carries.
    """

    def __init__(self, shelf: Shelf, scope: str, stock: Stock) -> None:
        self.shelf, self._scope, self._stock = shelf, scope, stock

    def digest(self, token: str) -> str:
        """By what something is found again."""
        return hashlib.sha256(f"find|{self._scope}|{token}".encode()).hexdigest()

    def _seal(self, token: str, thing: object) -> bytes:
        content = zlib.compress(self._stock.pack(thing), 1)
        return self._sign(token, content) + content

    def _open(self, token: str, sealed: bytes | None) -> Any:
        if sealed is None:
            return None
        content = bytes(sealed[SIGNED:])
        if not hmac.compare_digest(self._sign(token, content), bytes(sealed[:SIGNED])):
            log.error("something visitors left was altered by a stranger; it is not read")
            return None
        return self._stock.unpack(zlib.decompress(content))

    def _sign(self, token: str, content: bytes) -> bytes:
        key = hashlib.sha256(f"seal|{self._scope}|{token}".encode()).digest()
        return hmac.digest(key, content, "sha256")

    # Sessions

    def keep_session(self, token: str, address: str, thing: object) -> None:
        """Write down what somebody brought along."""
        content, digest = self._seal(token, thing), self.digest(token)
        row = {"digest": digest, "address": address, "used": self.shelf.clock(),
               "size": len(content), "content": content}  # fmt: skip
        with self.shelf.writing() as connection:
            connection.execute(SESSIONS.insert().values(row))
            most = (SESSIONS_OF_ADDRESS, None, SESSION_BYTES)
            _make_room(connection, SESSIONS, self.shelf.clock(), most, row)

    def session_used(self, token: str) -> bool:
        """Whether there is a session; it is kept longer by this."""
        here, now = SESSIONS.c.digest == self.digest(token), self.shelf.clock()
        used = SESSIONS.update().where(here, SESSIONS.c.used > now - SECONDS_KEPT).values(used=now)
        with self.shelf.writing() as connection:
            return bool(connection.execute(used).rowcount)

    def session(self, token: str) -> tuple[str, Any] | None:
        """Address and content of a session."""
        query = sa.select(SESSIONS.c.address, SESSIONS.c.content)
        with self.shelf.reading() as connection:
            row = connection.execute(query.where(SESSIONS.c.digest == self.digest(token))).first()
        content = None if row is None else self._open(token, row.content)
        return None if row is None or content is None else (row.address, content)

    def drop_session(self, token: str) -> None:
        """Forget a session at once."""
        with self.shelf.writing() as connection:
            connection.execute(SESSIONS.delete().where(SESSIONS.c.digest == self.digest(token)))

    # Plans being solved

    def keep_job(self, token: str, address: str, ask: object) -> None:
        """Write down what was asked for, before it is begun."""
        order, digest = self._seal(token, ask), self.digest(token)
        row = {"digest": digest, "address": address, "used": self.shelf.clock(),
               "size": len(order), "owner": self.shelf.owner, "cancelled": False,
               "ask": order}  # fmt: skip
        with self.shelf.writing() as connection:
            connection.execute(JOBS.insert().values(row))
            most = (JOBS_KEPT, JOBS_KEPT, JOB_BYTES)
            _make_room(connection, JOBS, self.shelf.clock(), most, row)

    def note_job(self, token: str, progress: object) -> None:
        """Write down how far a job of this process is; the first note says that it has begun."""
        now = self.shelf.clock()
        started = sa.func.coalesce(JOBS.c.started, now)
        self._set_mine(token, progress=self._seal(token, progress), started=started)

    def finish_job(self, token: str, outcome: object, *, cancelled: bool) -> None:
        """Write down what came out; nothing where another process has taken the job over."""
        content = self._seal(token, outcome)
        self._set_mine(token, finished=self.shelf.clock(), outcome=content, cancelled=cancelled,
                       size=len(content))  # fmt: skip

    def _set_mine(self, token: str, **values: Any) -> None:
        mine = JOBS.c.owner == self.shelf.owner
        with self.shelf.writing() as connection:
            connection.execute(
                JOBS.update().where(JOBS.c.digest == self.digest(token), mine).values(**values)
            )

    def job(self, token: str) -> JobRow | None:
        """Job of a token, kept longer by this; None when there is none."""
        here, now = JOBS.c.digest == self.digest(token), self.shelf.clock()
        with self.shelf.writing() as connection:
            connection.execute(JOBS.update().where(here).values(used=now))
            row = connection.execute(sa.select(JOBS).where(here)).mappings().first()
            alive = self.shelf.alive(connection)
        if row is None:
            return None
        ask, progress, outcome = (
            self._open(token, row[name]) for name in ("ask", "progress", "outcome")
        )
        if ask is None:
            return None
        started, finished = (
            None if row[name] is None else now - row[name] for name in ("started", "finished")
        )
        is_orphan = finished is None and row["owner"] not in alive
        return JobRow(row["address"], row["owner"], is_orphan, row["cancelled"], started, finished,
                      ask, progress, outcome)  # fmt: skip

    def job_used(self, token: str) -> None:
        """Keep a job longer."""
        with self.shelf.writing() as connection:
            here = JOBS.c.digest == self.digest(token)
            connection.execute(JOBS.update().where(here).values(used=self.shelf.clock()))

    def cancel_job(self, token: str) -> None:
        """Ask the process at work on a job to stop."""
        with self.shelf.writing() as connection:
            here = JOBS.c.digest == self.digest(token)
            connection.execute(JOBS.update().where(here).values(cancelled=True))

    def change_owner(self, token: str, before: str, after: str) -> bool:
        """Give a job to another process, unless somebody else was quicker."""
        here = (JOBS.c.digest == self.digest(token), JOBS.c.owner == before)
        with self.shelf.writing() as connection:
            changed = connection.execute(
                JOBS.update().where(*here).values(owner=after, started=None)
            )
            return bool(changed.rowcount)

    def asked_of_me(self) -> dict[str, tuple[float, bool]]:
        """Of every unfinished job of this process: seconds since it was asked for, and whether it
        shall stop."""
        query = sa.select(JOBS.c.digest, JOBS.c.used, JOBS.c.cancelled)
        mine = query.where(JOBS.c.owner == self.shelf.owner, JOBS.c.finished.is_(None))
        with self.shelf.reading() as connection:
            now = self.shelf.clock()
            return {row.digest: (now - row.used, row.cancelled) for row in connection.execute(mine)}


def _make_room(
    connection: sa.Connection, table: sa.Table, now: float,
    most: tuple[int, int | None, int], newcomer: dict[str, Any],
) -> None:  # fmt: skip
    """Forget what is old, then the oldest of whoever has too much.

    Parameters
    ----------
    most
        Rows of one address, rows in all (None: any number), bytes in all.
    newcomer
        The row just written, which stays.
    """
    connection.execute(table.delete().where(table.c.used < now - SECONDS_KEPT))
    query = sa.select(table.c.digest, table.c.address, table.c.size).order_by(table.c.used)
    if "finished" in table.c:
        query = query.where(table.c.finished.is_not(None))  # what is being computed stays
    owned: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for digest, address, size in connection.execute(query):
        if digest != newcomer["digest"]:
            owned[address].append((digest, size))
    of_address, in_all, most_bytes = most
    gone = [owned[newcomer["address"]].pop(0)[0]
            for _ in range(len(owned[newcomer["address"]]) - of_address + 1)]  # fmt: skip

    def is_full() -> bool:
        rows = [row for rows in owned.values() for row in rows]
        too_many = in_all is not None and len(rows) + 1 > in_all
        return bool(rows) and (too_many or sum(size for _, size in rows) > most_bytes)

    while is_full():
        greediest = max(owned, key=lambda address: sum(size for _, size in owned[address]))
        gone.append(owned[greediest].pop(0)[0])
    if gone:
        connection.execute(table.delete().where(table.c.digest.in_(gone)))


def scope_of(*parts: object) -> str:
    """Name of a set of pages, the same in every process that serves them by the same program."""
    return hashlib.sha256(json.dumps([_program(), *parts]).encode()).hexdigest()


@cache
def _program() -> str:
    """What must be the same for one process to read what another wrote."""
    digest = hashlib.sha256(sys.version.encode() + pd.__version__.encode())
    for room in (Path(rollout.__file__).parent, Path(__file__).parents[1]):
        for path in sorted(room.rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
