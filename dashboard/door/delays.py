"""How long an internet address has to wait after passwords that did not fit."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

MOST_ADDRESSES = 10_000
FREE_FAILURES = 10  # people of an office share an address
LONGEST_WAIT_S = 900.0
FORGOTTEN_AFTER_S = 3600.0


class Delays:
    """Failures by address, in memory and for an hour: an address says too much to be kept."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._lock = threading.Lock()

    def left_s(self, address: str) -> int:
        """Whole seconds until the next try; 0: at once."""
        with self._lock:
            count, last = self._of(address)
        steps = count - FREE_FAILURES
        wait = 0.0 if steps < 0 else min(2.0 ** min(steps, 20), LONGEST_WAIT_S)
        left = last + wait - self._clock()
        return int(left) + 1 if count and left > 0 else 0

    def failed(self, address: str) -> None:
        """Count a password that did not fit."""
        with self._lock:
            count, _ = self._of(address)
            self._failures[address] = (count + 1, self._clock())
            self._failures.move_to_end(address)
            while len(self._failures) > MOST_ADDRESSES:
                self._failures.popitem(last=False)

    def _of(self, address: str) -> tuple[int, float]:
        count, last = self._failures.get(address, (0, 0.0))
        return (count, last) if self._clock() - last < FORGOTTEN_AFTER_S else (0, 0.0)
