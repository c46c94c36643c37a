"""Ask for `/healthz` again and again until the input ends, then print the milliseconds of each.

A process of its own: among the threads of fifty visitors it would measure these. It is run as
`python -m benchmarks.pulse ADDRESS`.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

PAUSE_S = 0.05
PATIENCE_S = 60
FAILURE_MS = float(1000 * PATIENCE_S)


@contextmanager
def pulse(address: str) -> Iterator[list[float]]:
    """Milliseconds of every answer; filled when the block is left."""
    times: list[float] = []
    command = [sys.executable, "-m", "benchmarks.pulse", address]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield times
        finally:
            output, _ = process.communicate()
            times += json.loads(output)


def milliseconds(address: str) -> float:
    """One question over a connection of its own, as a watchdog asks it."""
    where, start = urlsplit(address), time.perf_counter()
    line = http.client.HTTPConnection(where.hostname or "", where.port, timeout=PATIENCE_S)
    try:
        line.request("GET", "/healthz")
        line.getresponse().read()
    except (OSError, http.client.HTTPException):
        return FAILURE_MS
    finally:
        line.close()
    return 1000 * (time.perf_counter() - start)


def main(address: str) -> None:
    stop = threading.Event()

    def wait_for_end() -> None:
        sys.stdin.read()
        stop.set()

    threading.Thread(target=wait_for_end, daemon=True).start()
    times = []
    while not stop.wait(PAUSE_S):
        times.append(milliseconds(address))
    print(json.dumps(times))


if __name__ == "__main__":
    main(sys.argv[1])
