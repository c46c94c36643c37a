"""The moments at which a process may die: before it touches a file. Imports nothing heavy."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

# Events of the interpreter that change what is on disk; flushing has none.
TOUCHES = {
    "open", "os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate",
    "shutil.rmtree",
}  # fmt: skip


def die_before(folder: Path, step: int | None) -> Callable[[], int]:
    """Kill this process before it touches the folder for the n-th time, 0 being the first.

    Returns
    -------
    touches
        Says how often it was touched so far, for a process that lives (`step` None).
    """
    count = 0
    name = str(folder)

    def touch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        # Removing a tree names its entries by handle, without their folder.
        of_tree = event in ("os.remove", "os.rmdir") and arguments[-1] != -1
        if of_tree or (event in TOUCHES and any(name in str(part) for part in arguments[:2])):
            count += 1
            if step is not None and count > step:
                os.kill(os.getpid(), signal.SIGKILL)

    # A kill, unlike a power cut, loses nothing unflushed: waiting for the disk is spared.
    os.fsync = lambda handle: touch("open", (folder,))
    sys.addaudithook(touch)
    return lambda: count
