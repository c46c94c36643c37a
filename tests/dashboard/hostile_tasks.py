"""Tasks that use more than they may; a worker imports them by name."""

from __future__ import annotations

import os
import re
import threading
import time
from typing import Any

from rollout.siting.problem import Progress
from tests.waiting import PATIENCE_S

ENDLESS = re.compile(r"(a+)+$")  # in a library call that lets no other thread run


def endless(report: Any, cancel: threading.Event) -> None:
    """Say which process this is and never come back."""
    report(Progress(0.0, 0.0, float(os.getpid()), 0.0, "wave 1"))
    ENDLESS.match("a" * 64 + "b")


def deaf(report: Any, cancel: threading.Event) -> str:
    """Does not listen to a cancel, as a solver in the middle of a step."""
    report(Progress(0.0, 0.0, float(os.getpid()), 0.0, "wave 1"))
    time.sleep(10 * PATIENCE_S)
    return "slept"


def greedy(report: Any, cancel: threading.Event) -> int:
    """Take more memory than any limit of a test."""
    return len(b"x" * (1 << 33))


def modest(report: Any, cancel: threading.Event) -> int:
    """Take a hundred megabytes."""
    return len(b"x" * (100 << 20))


class EndlessTask:
    """Stands for a reader that a file keeps busy for ever."""

    def __init__(self, file: object, base: object, assigned: object = None) -> None:
        self.file = file

    def __call__(self, report: Any, cancel: threading.Event) -> None:
        """Read for ever."""
        endless(report, cancel)
