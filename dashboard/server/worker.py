"""Work in a process of its own: nobody else waits, limits hold, and cancelling really ends it.

A server process started before any thread forks the workers: forking the web server itself would
copy locks its threads hold. Where there is none (Windows), every worker starts anew.
"""

from __future__ import annotations

import ctypes
import gc
import io
import multiprocessing as mp
import os
import pickle
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing import connection
from pathlib import Path
from typing import Any, Literal

from rollout.errors import Problem, ScenarioError

from .jobs import Report

Task = Callable[[Report, threading.Event], Any]
Limit = Literal["processor", "time", "memory"]
TICK_S = 0.05
PATIENCE_S = 3.0  # a cancelled solver may still hand over the best it has
NICENESS = 10  # pages come before plans
MEGABYTE = 1024 * 1024
PR_SET_PDEATHSIG = 1  # from prctl.h of Linux
DASHBOARD = __name__.removesuffix(".server.worker")  # another name in a wheel than in a checkout
PRELOADED = [
    f"{DASHBOARD}.server.look_back",
    f"{DASHBOARD}.server.reading",
    f"{DASHBOARD}.views.plan.work",
    "geopandas",  # else every worker imports it anew with the tables it is sent
    "openpyxl",
    "rollout.geo.discs",
    "rollout.geo.locate",
    "rollout.geo.neighbours",
    "rollout.geo.reach",
    "rollout.plan.plan",
    "rollout.plan.details",
    "rollout.report.report",
    "scipy.linalg",
    "scipy.sparse.csgraph",
]


@dataclass(frozen=True)
class Limits:
    """What a task may use; None is without limit.

    Parameters
    ----------
    seconds
        On the clock, from the moment the worker has its task; holds on every system.
    processor_s
        Of the processor; where the system can limit it (not on Windows).
    memory_mb
        On top of what every worker has; where the system can limit it (Linux).
    """

    seconds: float | None = None
    processor_s: int | None = None
    memory_mb: int | None = None


class WorkerLostError(RuntimeError):
    """The worker ended without an answer, or with a fault of the program."""


class LimitExceededError(WorkerLostError):
    """The worker was ended because it used more than it may; `limit` says of what."""

    def __init__(self, limit: Limit) -> None:
        super().__init__(f"more {limit} than allowed")
        self.limit = limit


class Stock:
    """Objects of the server that tasks and answers name rather than carry.

    The data of the server take ten megabytes and a good part of a second to pickle: that is done
    once, and every worker gets these bytes.

    Parameters
    ----------
    objects
        Name -> object; what is pickled is compared by identity.
    is_carried
        Whether they go to workers; else whoever unpacks has the same ones already.
    """

    def __init__(self, objects: Mapping[str, object], *, is_carried: bool = True) -> None:
        self._objects = dict(objects)
        self._names = {id(thing): name for name, thing in objects.items()}
        protocol = pickle.HIGHEST_PROTOCOL
        self.content = pickle.dumps(self._objects, protocol) if is_carried else b""

    @classmethod
    def out_of(cls, content: bytes) -> Stock:
        """Stock of a worker, out of the bytes of the server's."""
        stock = cls.__new__(cls)
        stock._objects = pickle.loads(content)  # noqa: S301  # from the server to its own worker
        stock._names = {id(thing): name for name, thing in stock._objects.items()}
        stock.content = b""
        return stock

    def pack(self, thing: object) -> bytes:
        """Pickle something, with objects of the stock by name."""
        names, stream = self._names, io.BytesIO()

        class Pickler(pickle.Pickler):
            def persistent_id(self, part: object) -> str | None:
                return names.get(id(part))

        Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(thing)
        return stream.getvalue()

    def unpack(self, content: bytes) -> Any:
        """Reverse of `pack`, on this side's objects."""
        objects = self._objects

        class Unpickler(pickle.Unpickler):
            def persistent_load(self, name: str) -> object:
                return objects[name]

        return Unpickler(io.BytesIO(content)).load()


NOTHING = Stock({})
UNLIMITED = Limits()


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


def apart(
    task: Task, report: Report, cancel: threading.Event, limits: Limits = UNLIMITED,
    stock: Stock = NOTHING,
) -> Any:  # fmt: skip
    """Result of a task computed in a process of its own; None when it was cancelled early.

    Parameters
    ----------
    task
        Must survive pickling, as must what it returns.
    cancel
        Asks the task to stop; a process that does not is ended.
    limits
        What the task may use; one that uses more is ended.
    stock
        What task and result may name.

    Raises
    ------
    ScenarioError
        What the task raised.
    LimitExceededError
        The task used more than it may.
    WorkerLostError
        A fault of the program.
    """
    ours, theirs = _context().Pipe()
    arguments = (theirs, limits, NICENESS)
    process = _context().Process(target=_work, args=arguments, daemon=True)
    process.start()
    theirs.close()
    try:
        _send(ours, stock.content, stock.pack(task))
        return _followed(ours, report, cancel, limits, stock)
    except LimitExceededError:
        raise
    except WorkerLostError:
        process.join(PATIENCE_S)
        limit = _limit_of(process.exitcode)
        if limit is None:
            raise
        raise LimitExceededError(limit) from None
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def _send(pipe: connection.Connection, *messages: bytes) -> None:
    with suppress(OSError):  # a worker that is gone is noticed when its answer is read
        for message in messages:
            pipe.send_bytes(message)


def _limit_of(exit_code: int | None) -> Limit | None:
    """Limit that ended a worker we did not end ourselves."""
    if sys.platform == "win32" or exit_code is None:
        return None
    ended_by: dict[int, Limit] = {
        -signal.SIGXCPU: "processor",
        -signal.SIGABRT: "memory",  # C++ libraries give up when there is none
        -signal.SIGKILL: "memory",  # the system ended it
    }
    return ended_by.get(exit_code)


def _followed(
    pipe: connection.Connection, report: Report, cancel: threading.Event, limits: Limits,
    stock: Stock,
) -> Any:  # fmt: skip
    start, deadline = time.monotonic(), None
    while True:
        now = time.monotonic()
        if cancel.is_set() and deadline is None:
            deadline = now + PATIENCE_S
            _send(pipe, b"cancel")
        if deadline is not None and now > deadline:
            return None
        if limits.seconds is not None and now - start > limits.seconds:
            raise LimitExceededError("time")
        if not pipe.poll(TICK_S):
            continue
        kind, content = _received(pipe, stock)
        if kind == "result":
            return content
        if kind == "refused":
            raise ScenarioError(content)
        if kind == "limit":
            raise LimitExceededError(content)
        if kind == "failed":
            raise WorkerLostError(content)
        report(content)


def _received(pipe: connection.Connection, stock: Stock) -> tuple[str, Any]:
    try:
        kind, content = stock.unpack(pipe.recv_bytes())
    except (EOFError, OSError):
        raise WorkerLostError("the worker is gone") from None
    return kind, content


def _work(pipe: connection.Connection, limits: Limits, niceness: int) -> None:
    """Run in the worker: report, listen for a cancel, answer."""
    gc.freeze()  # else the first table unpacked waits for a look at every module (0.1 s)
    _end_with_the_server()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the server, which ends us
    if hasattr(os, "nice"):
        os.nice(niceness)
    cancel, sending = threading.Event(), threading.Lock()
    _keep_to(limits)
    try:
        stock = Stock.out_of(pipe.recv_bytes())
        task = pipe.recv_bytes()
    except (EOFError, OSError):  # the server ended meanwhile
        return

    def send(kind: str, content: Any) -> None:
        packed = stock.pack((kind, content))
        with sending:
            pipe.send_bytes(packed)

    for watch in (lambda: _listen(pipe, cancel), _outlive_nobody):
        threading.Thread(target=watch, daemon=True).start()
    answer = _answer(stock, task, lambda progress: send("progress", progress), cancel)
    try:
        send(*answer)
    except MemoryError:
        send("limit", "memory")


def _answer(
    stock: Stock, task: bytes, report: Report, cancel: threading.Event
) -> tuple[str, Any]:  # fmt: skip
    try:
        return "result", stock.unpack(task)(report, cancel)
    except ScenarioError as error:
        problems: tuple[Problem, ...] = error.problems
        return "refused", problems
    except MemoryError:
        return "limit", "memory"
    except Exception:
        return "failed", traceback.format_exc()


def _keep_to(limits: Limits) -> None:
    """Limit this process as far as the system can."""
    if sys.platform == "win32":
        return
    import resource

    if limits.processor_s is not None:
        seconds = limits.processor_s
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    sizes = Path("/proc/self/statm")
    if limits.memory_mb is not None and sizes.exists():
        # Data rather than addresses: the C library reserves far more of these than it uses.
        pages = int(sizes.read_text(encoding="ascii").split()[5])
        most = pages * resource.getpagesize() + limits.memory_mb * MEGABYTE
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _listen(pipe: connection.Connection, cancel: threading.Event) -> None:
    try:
        pipe.recv_bytes()
    except (EOFError, OSError):
        os._exit(0)
    cancel.set()


def _outlive_nobody() -> None:
    """End with the server, however it ends."""
    parent = mp.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(0)


def _end_with_the_server() -> None:
    """Let Linux end this process: a library in the middle of a call lets no thread watch.

    The parent is the process that forks workers, which ends with the server.
    """
    if sys.platform != "linux":
        return
    from multiprocessing import forkserver

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    # Every worker gets the end of the pipe whose closing ends that process, to fork by it itself.
    with suppress(OSError, AttributeError, TypeError):
        os.close(forkserver._forkserver._forkserver_alive_fd)  # type: ignore[attr-defined]
