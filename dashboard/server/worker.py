"""Work in a process of its own, so that nobody else waits and cancelling really ends it.

A server process started before any thread forks the workers: forking the web server itself would
copy locks its threads hold.
"""

from __future__ import annotations

import multiprocessing as mp
import os
import signal
import threading
import time
import traceback
from collections.abc import Callable
from functools import cache
from multiprocessing import connection
from typing import Any

from rollout.errors import Problem, ScenarioError

from .jobs import Report

Task = Callable[[Report, threading.Event], Any]
TICK_S = 0.05
PATIENCE_S = 3.0  # a cancelled solver may still hand over the best it has
NICENESS = 10  # pages come before plans
DASHBOARD = __name__.removesuffix(".server.worker")  # another name in a wheel than in a checkout
PRELOADED = [f"{DASHBOARD}.views.plan.work", "rollout.plan.plan", "rollout.plan.details"]


class WorkerLostError(RuntimeError):
    """The worker ended without an answer, or with a fault of the program."""


@cache
def _context() -> Any:
    if "forkserver" not in mp.get_all_start_methods():
        return mp.get_context("spawn")
    context = mp.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def warm_up() -> None:
    """Start the process that forks the workers, so that the first plan need not wait for it."""
    _context()
    if "forkserver" in mp.get_all_start_methods():
        from multiprocessing import forkserver

        forkserver.ensure_running()


def apart(task: Task, report: Report, cancel: threading.Event) -> Any:
    """Result of a task computed in a process of its own; None when it was cancelled early.

    Parameters
    ----------
    task
        Must survive pickling, as must what it returns.
    cancel
        Asks the task to stop; a process that does not is ended.
    """
    ours, theirs = _context().Pipe()
    process = _context().Process(target=_work, args=(theirs, task, NICENESS), daemon=True)
    process.start()
    theirs.close()
    try:
        return _followed(ours, report, cancel)
    finally:
        process.kill()
        process.join()
        ours.close()


def _followed(pipe: connection.Connection, report: Report, cancel: threading.Event) -> Any:
    deadline = None
    while True:
        if cancel.is_set() and deadline is None:
            deadline = time.monotonic() + PATIENCE_S
            pipe.send("cancel")
        if deadline is not None and time.monotonic() > deadline:
            return None
        if not pipe.poll(TICK_S):
            continue
        kind, content = _received(pipe)
        if kind == "result":
            return content
        if kind == "refused":
            raise ScenarioError(content)
        if kind == "failed":
            raise WorkerLostError(content)
        report(content)


def _received(pipe: connection.Connection) -> tuple[str, Any]:
    try:
        kind, content = pipe.recv()
    except (EOFError, OSError):
        raise WorkerLostError("the worker is gone") from None
    return kind, content


def _work(pipe: connection.Connection, task: Task, niceness: int) -> None:
    """Run in the worker: report, listen for a cancel, answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the server, which ends us
    if hasattr(os, "nice"):
        os.nice(niceness)
    cancel, sending = threading.Event(), threading.Lock()

    def send(kind: str, content: Any) -> None:
        with sending:
            pipe.send((kind, content))

    for watch in (lambda: _listen(pipe, cancel), _outlive_nobody):
        threading.Thread(target=watch, daemon=True).start()
    send(*_answer(task, lambda progress: send("progress", progress), cancel))


def _answer(task: Task, report: Report, cancel: threading.Event) -> tuple[str, Any]:
    try:
        return "result", task(report, cancel)
    except ScenarioError as error:
        problems: tuple[Problem, ...] = error.problems
        return "refused", problems
    except Exception:
        return "failed", traceback.format_exc()


def _listen(pipe: connection.Connection, cancel: threading.Event) -> None:
    try:
        pipe.recv()
    except (EOFError, OSError):
        os._exit(0)
    cancel.set()


def _outlive_nobody() -> None:
    """End with the server, however it ends."""
    parent = mp.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(0)
