"""Seconds and memory of the daily work: python -m benchmarks.bench_core.

Budgets on two cores: `rollout --help` 0.4 s; `rollout run` 8 s cold and 400 MB; analyse 150 ms.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

from rollout import Scenario, analyse, load_inputs

ROUNDS = 7


def child(*arguments: str) -> tuple[float, float]:
    """Seconds and peak memory (MB) of one command in a process of its own."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "rollout", *arguments], stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"rollout {' '.join(arguments)} ended with status {status}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def median_seconds(function) -> float:
    """Median of several calls."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        function()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main() -> None:
    seconds = statistics.median(child("--help")[0] for _ in range(ROUNDS))
    print(f"rollout --help                {seconds:8.2f} s   budget 0.4 s")
    with tempfile.TemporaryDirectory() as folder:
        seconds, memory = child("run", "--out", folder)
    print(f"rollout run, all files        {seconds:8.2f} s   budget 8 s")
    print(f"rollout run, peak memory      {memory:8.0f} MB  budget 400 MB")
    print(f"load_inputs                   {median_seconds(load_inputs):8.3f} s")
    inputs = load_inputs()
    seconds = median_seconds(lambda: analyse(inputs, Scenario()))
    print(f"analyse                       {seconds:8.3f} s   budget 0.15 s")
    seconds = median_seconds(lambda: analyse(inputs, Scenario()).table())
    print(f"analyse and wide table        {seconds:8.3f} s")


if __name__ == "__main__":
    main()
