"""One writer at a time: a lock file that names its process."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rollout.errors import DataError, Problem
from rollout.language import Text

WAIT_SECONDS = 5.0
PAUSE_SECONDS = 0.05


@contextmanager
def hold_lock(path: Path, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the lock of a file; a lock left by a process that died is removed.

    Raises
    ------
    DataError
        Another process holds the lock for longer than `wait` seconds, or the folder cannot be
        written.
    """
    lock = path.with_name(f".{path.name}.lock")
    owner = f"{os.getpid()} {socket.gethostname()} {secrets.token_hex(4)}"
    deadline = time.monotonic() + wait
    while not _take(lock, owner):
        if time.monotonic() > deadline:
            raise _busy(path, lock)
        if not _remove_if_stale(lock):
            time.sleep(PAUSE_SECONDS)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            if lock.read_text(encoding="utf-8") == owner:
                lock.unlink()


def _take(lock: Path, owner: str) -> bool:
    """Create the lock with its content in one step; False if there is one already."""
    draft = lock.with_name(f"{lock.name}.{secrets.token_hex(4)}")
    try:
        draft.write_text(owner, encoding="utf-8")
        # A link is made or refused in one step, on network drives too, and never seen empty.
        os.link(draft, lock)
    except FileExistsError:
        return False
    except OSError as error:
        raise DataError(
            Problem(
                "error", str(lock.parent),
                Text("Ordner kann nicht beschrieben werden", "the folder cannot be written"),
                remedy=Text("Rechte prüfen oder das Register kopieren",
                            "check the rights or copy the register"),
                code="output-refused",
            )
        ) from error  # fmt: skip
    finally:
        draft.unlink(missing_ok=True)
    return True


def _remove_if_stale(lock: Path) -> bool:
    """Remove the lock of a process of this machine that no longer runs."""
    try:
        content = lock.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    pid, host = ([*content.split(), "", ""])[:2]
    if host != socket.gethostname() or not pid.isdecimal() or _runs(int(pid)):
        return False
    aside = lock.with_name(f"{lock.name}.{secrets.token_hex(4)}")
    try:
        lock.rename(aside)
        if aside.read_text(encoding="utf-8", errors="replace") != content:
            os.link(aside, lock)  # another process was quicker: give it its lock back
        aside.unlink()
    except OSError:
        return False
    return True


def _runs(pid: int) -> bool:
    try:
        # Signal 0 only asks whether the process is there.
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _busy(path: Path, lock: Path) -> DataError:
    try:
        who = " ".join(lock.read_text(encoding="utf-8", errors="replace").split()[:2])
    except OSError:
        who = "?"
    return DataError(
        Problem(
            "error", str(path),
            Text(f"wird gerade von einem anderen Prozess geändert ({who[:60]})",
                 f"is being changed by another process ({who[:60]})"),
            remedy=Text(f"warten; läuft dort nichts mehr, die Datei {lock.name} löschen",
                        f"wait; if nothing runs there any more, delete the file {lock.name}"),
            code="locked",
        )
    )  # fmt: skip
