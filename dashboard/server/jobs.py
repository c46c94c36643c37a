"""Plans being solved: each watched by a thread, behind a token nobody can guess.

Where several processes serve, what was asked for and what came out stand on their shelf: any of
them answers, and when the one at work is gone, whoever is asked next begins anew.
"""

from __future__ import annotations

import logging
import math
import secrets
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from rollout.errors import RolloutError
from rollout.siting.problem import Progress

from .fair_queue import BusyError, FairQueue, Ticket, Visitor

if TYPE_CHECKING:
    from .shelf import Drawer, JobRow

log = logging.getLogger(__name__)

JOBS_KEPT = 64
SECONDS_KEPT = 2 * 60 * 60
SECONDS_BETWEEN_NOTES = 0.5
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
    token
        By which it is asked for.
    """

    visitor: Visitor
    last_request: float
    started: float | None = None
    finished: float | None = None
    progress: Progress | None = None
    result: Any = None
    error: RolloutError | None = None
    failed: bool = False
    token: str = ""
    cancel: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)


class Jobs:
    """The jobs of all visitors; a few run at once, finished ones go when there are too many.

    Parameters
    ----------
    queue
        Decides who gets a place, and whose turn it is.
    drawer
        Where the processes of a server share jobs; None: this one is alone.
    """

    def __init__(
        self, queue: FairQueue, kept: int = JOBS_KEPT, clock: Callable[[], float] = time.monotonic,
        drawer: Drawer | None = None,
    ) -> None:  # fmt: skip
        self._queue, self._kept, self._clock, self._drawer = queue, kept, clock, drawer
        self._found: OrderedDict[str, Job] = OrderedDict()
        self._tickets: dict[Job, Ticket] = {}
        self._lock = threading.Lock()
        # Makes anew what a process that is gone was asked for; set by who asks for jobs.
        self.make: Callable[[Any], Work] | None = None
        if drawer is not None:
            drawer.shelf.tend(lambda: None, self._look)

    def start(self, work: Work, visitor: Visitor, ask: object = None) -> str:
        """Begin in the background and return the token; `BusyError` without a place.

        Parameters
        ----------
        ask
            What another process makes the same work from; None: it stays with this one.
        """
        ticket = self._queue.enter(visitor)
        job = Job(ticket.visitor, self._clock(), token=secrets.token_urlsafe(TOKEN_BYTES))
        try:
            if self._drawer is not None and ask is not None:
                self._drawer.keep_job(job.token, ticket.visitor.address, ask)
        except BaseException:
            self._queue.leave(ticket)
            raise
        self._begin(job, work, ticket)
        return job.token

    def _begin(self, job: Job, work: Work, ticket: Ticket) -> None:
        with self._lock:
            self._forget_old()
            self._tickets[job] = ticket
            self._keep(job)
        threading.Thread(target=self._run, args=(job, work, ticket), daemon=True).start()

    def cancel(self, job: Job) -> None:
        """Ask a job to stop; one that waits gives its place back at once."""
        job.cancel.set()
        with self._lock:
            ticket = self._tickets.get(job)
            is_elsewhere = job.token not in self._found
        if self._drawer is not None and is_elsewhere:
            self._drawer.cancel_job(job.token)
        if ticket is not None and job.started is None:
            self._queue.leave(ticket)

    def refuse(self, error: RolloutError, visitor: Visitor) -> str:
        """Keep a job that failed before it began, so that its error is told like any other."""
        job = Job(visitor, self._clock(), error=error, token=secrets.token_urlsafe(TOKEN_BYTES))
        job.done.set()
        if self._drawer is not None:
            address = self._drawer.shelf.pseudonym(visitor.address)
            self._drawer.keep_job(job.token, address, {})
            self._drawer.finish_job(job.token, _outcome(job), cancelled=False)
        with self._lock:
            self._forget_old()
            self._keep(job)
        return job.token

    def get(self, token: str) -> Job | None:
        """Job of a token; None when it is unknown or forgotten."""
        with self._lock:
            self._forget_old()
            job = self._found.get(token)
            if job is not None:
                job.last_request = self._clock()
        if self._drawer is None:
            return job
        if job is None:
            return self._of_others(token, self._drawer)
        self._drawer.job_used(token)
        return job

    def seconds(self, job: Job) -> float:
        """Seconds a job has been computed."""
        if job.started is None:
            return 0.0
        return (self._clock() if job.finished is None else job.finished) - job.started

    def _of_others(self, token: str, drawer: Drawer) -> Job | None:
        """Job of another process as it stands, or begun anew where that one is gone."""
        row = drawer.job(token)
        if row is None:
            return None
        if row.is_orphan and not row.cancelled and self.make is not None:
            return self._begun_anew(token, row, drawer)
        job = self._seen(token, row)
        if row.is_orphan:  # cancelled, and its process is gone
            job.done.set()
        if row.finished is not None:
            with self._lock:
                self._keep(job)
        return job

    def _seen(self, token: str, row: JobRow) -> Job:
        now = self._clock()
        job = Job(Visitor(row.address), now, token=token, progress=row.progress)
        job.started, job.finished = (
            None if ago is None else now - ago for ago in (row.started, row.finished)
        )
        if row.cancelled:
            job.cancel.set()
        if row.finished is not None:
            job.result, job.error, job.failed = row.outcome or (None, None, True)
            job.done.set()
        return job

    def _begun_anew(self, token: str, row: JobRow, drawer: Drawer) -> Job:
        """Take a job over, unless there is no place or another process was quicker."""
        waiting = self._seen(token, replace(row, started=None))
        try:
            ticket = self._queue.enter(Visitor(row.address))
        except BusyError:
            return waiting
        if self.make is None or not drawer.change_owner(token, row.owner, drawer.shelf.owner):
            self._queue.leave(ticket)
            return waiting
        job = Job(ticket.visitor, self._clock(), token=token)
        self._begin(job, self.make(row.ask), ticket)
        return job

    def _run(self, job: Job, work: Work, ticket: Ticket) -> None:
        noted = -math.inf

        def stop_forgotten() -> None:
            if self._clock() - job.last_request > SECONDS_FORGOTTEN:
                job.cancel.set()

        def report(progress: Progress) -> None:
            nonlocal noted
            job.progress = progress
            stop_forgotten()
            if self._drawer is not None and self._clock() - noted > SECONDS_BETWEEN_NOTES:
                noted = self._clock()
                self._drawer.note_job(job.token, progress)

        with ticket:
            job.started = self._clock()
            stop_forgotten()
            try:
                if self._drawer is not None:
                    self._drawer.note_job(job.token, None)
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
        self._hand_over(job)
        job.done.set()

    def _hand_over(self, job: Job) -> None:
        """Write down what came out, so that any process can tell it."""
        if self._drawer is None:
            return
        try:
            self._drawer.finish_job(job.token, _outcome(job), cancelled=job.cancel.is_set())
        except Exception:  # this process has it all the same
            log.exception("a finished plan could not be shared")

    def _look(self) -> None:
        """Hear what others were asked about jobs of this process."""
        assert self._drawer is not None
        with self._lock:
            jobs = {self._drawer.digest(job.token): job for job in self._tickets}
        if not jobs:
            return
        for digest, (seconds, is_cancelled) in self._drawer.asked_of_me().items():
            job = jobs.get(digest)
            if job is not None:
                job.last_request = max(job.last_request, self._clock() - seconds)
                if is_cancelled and not job.cancel.is_set():
                    self.cancel(job)

    def _keep(self, job: Job) -> None:
        self._found[job.token] = job
        while len(self._found) > self._kept:
            over = [key for key, other in self._found.items() if other.done.is_set()]
            over = [key for key in over if key != job.token]
            if not over:
                break
            # Of whoever has most goes the oldest: nobody can push out what others keep.
            counts = Counter(other.visitor.address for other in self._found.values())
            del self._found[max(over, key=lambda key: counts[self._found[key].visitor.address])]

    def _forget_old(self) -> None:
        limit = self._clock() - SECONDS_KEPT
        old = [
            k for k, job in self._found.items() if job.done.is_set() and job.last_request < limit
        ]
        for key in old:
            del self._found[key]


def _outcome(job: Job) -> tuple[Any, RolloutError | None, bool]:
    return job.result, job.error, job.failed
