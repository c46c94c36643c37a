"""One writer at a time: a lock the system frees when its holder ends, however it ends."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rollout.errors import DataError, Problem
from rollout.files.targets import WINDOWS, refusal_explained
from rollout.language import Text

WAIT_SECONDS = 5.0


@contextmanager
def hold_lock(lock: Path, subject: Path, wait: float | None = None) -> Iterator[bool]:
    """Hold a lock file; whoever holds it already may hold it again.

    Works without hard links and between machines, as far as the drive knows locks.

    Parameters
    ----------
    subject
        What must not change meanwhile, for messages.
    wait
        Seconds to wait for another holder; None: `WAIT_SECONDS`.

    Yields
    ------
    is_outermost
        Whether this thread did not hold it before.

    Raises
    ------
    DataError
        Another process holds the lock for longer, or the folder cannot be written.
    """
    # Where only reading is asked for, no lock is taken.
    from filelock import FileLock, Timeout

    with refusal_explained(subject):
        # One spelling of the folder, so that holding it twice is noticed.
        handle = FileLock(Path(os.path.realpath(lock.parent), lock.name), is_singleton=True)
        is_outermost = not handle.is_locked
        try:
            handle.acquire(timeout=WAIT_SECONDS if wait is None else wait)
        except Timeout:
            raise _busy(subject, lock) from None
    try:
        if is_outermost:
            _sign(lock)
        yield is_outermost
    finally:
        # Those who wait notice that the file is gone. Windows removes no open file; there the
        # library does it after release.
        if is_outermost and not WINDOWS:
            lock.unlink(missing_ok=True)
        handle.release()


def _sign(lock: Path) -> None:
    """Note who holds the lock, behind the first byte: that one Windows lets nobody touch."""
    with contextlib.suppress(OSError), lock.open("r+b", buffering=0) as stream:
        # Where a drive knows no locks the library keeps its own note, from the first byte on.
        if WINDOWS or stream.read(1) in (b"", b"\0"):
            stream.seek(1)
            stream.write(f"{os.getpid()} {socket.gethostname()}".encode())
            stream.truncate()


def _holder(lock: Path) -> str:
    with contextlib.suppress(OSError), lock.open("rb", buffering=0) as stream:
        stream.seek(1 if WINDOWS else 0)
        note = stream.read(200).decode("utf-8", "replace").strip("\0")
        return " ".join(note.split()[:2])[:60]
    return ""


def _busy(subject: Path, lock: Path) -> DataError:
    who = _holder(lock) or "?"
    finding = Text(
        f"wird gerade von einem anderen Befehl geändert ({who})",
        f"is being changed by another command ({who})",
    )
    remedy = Text("warten und wiederholen", "wait and try again")
    return DataError(Problem("error", str(subject), finding, remedy=remedy, code="locked"))
