"""Plans being solved: each watched by a thread, behind a token nobody can guess."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from rollout.errors import RolloutError
from rollout.siting.problem import Progress

from .fair_queue import FairQueue, Ticket, Visitor

log = logging.getLogger(__name__)

JOBS_KEPT = 64
SECONDS_KEPT = 2 * 60 * 60
SECONDS_FORGOTTEN = 150  # browsers ask at least once a minute, even in a hidden tab
TOKEN_BYTES = 24

Report = Callable[[Progress], None]
Work = Callable[[Report, threading.Event], Any]


@dataclass(eq=False)
class Job:
    """One computation and where it stands.

    Parameters
    ----------
    visitor
        Who asked for it.
    progress
        Last word of the solver; None before it spoke.
    started, finished
        Moments on the clock of `Jobs`; None before.
    result, error
        What came out; `failed` tells of a fault of the program, which is in the log.
    """

    visitor: Visitor
    last_request: float
    started: float | None = None
    finished: float | None = None
    progress: Progress | None = None
    result: Any = None
    error: RolloutError | None = None
    failed: bool = False
    cancel: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)


class Jobs:
    """The jobs of all visitors; a few run at once, finished ones go when there are too many.

    Parameters
    ----------
    queue
        Decides who gets a place, and whose turn it is.
    """

    def __init__(
        self, queue: FairQueue, kept: int = JOBS_KEPT, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._queue, self._kept, self._clock = queue, kept, clock
        self._found: OrderedDict[str, Job] = OrderedDict()
        self._tickets: dict[Job, Ticket] = {}
        self._lock = threading.Lock()

    def start(self, work: Work, visitor: Visitor) -> str:
        """Begin in the background and return the token; `BusyError` without a place."""
        ticket = self._queue.enter(visitor)
        job = Job(visitor, self._clock())
        with self._lock:
            self._forget_old()
            self._tickets[job] = ticket
            token = self._keep(job)
        threading.Thread(target=self._run, args=(job, work, ticket), daemon=True).start()
        return token

    def cancel(self, job: Job) -> None:
        """Ask a job to stop; one that waits gives its place back at once."""
        job.cancel.set()
        with self._lock:
            ticket = self._tickets.get(job)
        if ticket is not None and job.started is None:
            self._queue.leave(ticket)

    def refuse(self, error: RolloutError, visitor: Visitor) -> str:
        """Keep a job that failed before it began, so that its error is told like any other."""
        job = Job(visitor, self._clock(), error=error)
        job.done.set()
        with self._lock:
            self._forget_old()
            return self._keep(job)

    def get(self, token: str) -> Job | None:
        """Job of a token; None when it is unknown or forgotten."""
        with self._lock:
            self._forget_old()
            job = self._found.get(token)
            if job is not None:
                job.last_request = self._clock()
            return job

    def seconds(self, job: Job) -> float:
        """Seconds a job has been computed."""
        if job.started is None:
            return 0.0
        return (self._clock() if job.finished is None else job.finished) - job.started

    def _run(self, job: Job, work: Work, ticket: Ticket) -> None:
        def stop_forgotten() -> None:
            if self._clock() - job.last_request > SECONDS_FORGOTTEN:
                job.cancel.set()

        def report(progress: Progress) -> None:
            job.progress = progress
            stop_forgotten()

        with ticket:
            job.started = self._clock()
            stop_forgotten()
            try:
                if not job.cancel.is_set():
                    job.result = work(report, job.cancel)
            except RolloutError as error:
                job.error = error
            except Exception:
                log.exception("a plan failed")
                job.failed = True
            job.finished = self._clock()
        with self._lock:
            del self._tickets[job]
        job.done.set()

    def _keep(self, job: Job) -> str:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        self._found[token] = job
        while len(self._found) > self._kept:
            over = [key for key, other in self._found.items() if other.done.is_set()]
            over = [key for key in over if key != token]
            if not over:
                break
            # Of whoever has most goes the oldest: nobody can push out what others keep.
            counts = Counter(other.visitor.address for other in self._found.values())
            del self._found[max(over, key=lambda key: counts[self._found[key].visitor.address])]
        return token

    def _forget_old(self) -> None:
        limit = self._clock() - SECONDS_KEPT
        old = [
            k for k, job in self._found.items() if job.done.is_set() and job.last_request < limit
        ]
        for key in old:
            del self._found[key]
