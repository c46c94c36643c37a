"""Waiting for what must come, however slow the machine is.

Nothing here is a budget: a test that passes never waits this long, one that fails says what it
waited for.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

import pytest

T = TypeVar("T")

PATIENCE_S = 120.0
STEP_S = 0.02


def until(answer: Callable[[], T], event: str) -> T:
    """First answer that counts as true; the test fails by the name of the event without one."""
    end = time.monotonic() + PATIENCE_S
    while not (reached := answer()):
        if time.monotonic() > end:
            pytest.fail(f"{event}: not within {PATIENCE_S:.0f} s")
        time.sleep(STEP_S)
    return reached
