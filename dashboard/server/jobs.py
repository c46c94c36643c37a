"""Plans being solved: each watched by a thread, behind a token nobody can guess."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from rollout.errors import RolloutError
from rollout.siting.problem import Progress

log = logging.getLogger(__name__)

JOBS_KEPT = 64
AT_ONCE = 2
MOST_UNFINISHED = 16
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
    progress
        Last word of the solver; None before it spoke.
    started, finished
        Moments on the clock of `Jobs`; None before.
    result, error
        What came out; `failed` tells of a fault of the program, which is in the log.
    """

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
    """The jobs of all visitors; a few run at once, finished ones go when there are too many."""

    def __init__(
        self,
        kept: int = JOBS_KEPT,
        unfinished: int = MOST_UNFINISHED,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._kept, self._unfinished, self._clock = kept, unfinished, clock
        self._found: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._turn = threading.Semaphore(AT_ONCE)

    def start(self, work: Work) -> str | None:
        """Begin in the background and return the token; None while too much is going on."""
        job = Job(self._clock())
        with self._lock:
            self._forget_old()
            if sum(not other.done.is_set() for other in self._found.values()) >= self._unfinished:
                return None
            token = self._keep(job)
        threading.Thread(target=self._run, args=(job, work), daemon=True).start()
        return token

    def refuse(self, error: RolloutError) -> str:
        """Keep a job that failed before it began, so that its error is told like any other."""
        job = Job(self._clock(), error=error)
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

    def _run(self, job: Job, work: Work) -> None:
        def report(progress: Progress) -> None:
            job.progress = progress
            if self._clock() - job.last_request > SECONDS_FORGOTTEN:
                job.cancel.set()

        with self._turn:
            job.started = self._clock()
            try:
                if not job.cancel.is_set():
                    job.result = work(report, job.cancel)
            except RolloutError as error:
                job.error = error
            except Exception:
                log.exception("a plan failed")
                job.failed = True
            job.finished = self._clock()
            job.done.set()

    def _keep(self, job: Job) -> str:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        self._found[token] = job
        over = [key for key, other in self._found.items() if other.done.is_set()]
        for key in over[: max(len(self._found) - self._kept, 0)]:
            if key != token:
                del self._found[key]
        return token

    def _forget_old(self) -> None:
        limit = self._clock() - SECONDS_KEPT
        old = [
            k for k, job in self._found.items() if job.done.is_set() and job.last_request < limit
        ]
        for key in old:
            del self._found[key]
