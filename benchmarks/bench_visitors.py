"""Many visitors at once, all with settings of their own, some with plans; memory over minutes.

`ROLLOUT_MINUTES` shortens the second part. Times are given beside the processor time of sorting two
million numbers, measured in the same run: on a busy machine both grow.
"""

from __future__ import annotations

import os
import statistics
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.bench_attacks import Planner
from benchmarks.bench_dashboard import memory_mb, middle_and_p95, running_dashboard
from benchmarks.pulse import pulse
from benchmarks.records import Record, sorting_s
from benchmarks.visitors import visit_together

SECONDS = 60
CROWDS = {50: 1000, 200: 3000}  # budget of the 95th percentile in milliseconds
PLANS = 5
MINUTES = int(os.environ.get("ROLLOUT_MINUTES", "10"))
USERS_OF_MINUTES = 50
SAMPLE_S = 5.0
WARM_UP_S = 60  # kept answers and analyses fill up first


def measure(sources: Path | None) -> Iterator[Record]:
    yield Record("sorting 2,000,000 numbers", 1000 * sorting_s(), "ms", note="processor time")
    for users, budget in CROWDS.items():
        with running_dashboard() as (address, _, process):
            yield from _crowd(address, users, budget)
            yield Record(f"{users} visitors: memory after", memory_mb(process.pid), "MB")
    with running_dashboard() as (address, _, process):
        yield from _memory(address, process.pid)


def _crowd(address: str, users: int, budget: float) -> Iterator[Record]:
    what = f"{users} visitors with own settings, {PLANS} plans, {SECONDS} s"
    load = os.getloadavg()[0]
    with pulse(address) as times:
        planner = Planner(address)
        taken = sum(planner.plan(5 + n) for n in range(PLANS))
        visit = visit_together(address, users, SECONDS)
    p50, p95 = middle_and_p95(visit["seconds"])
    count = len(visit["seconds"])
    note = f"{count:,} answers; {taken} plans taken; load {load:.1f} at the start"
    yield Record(f"{what}: median", 1000 * p50, "ms", note=note)
    yield Record(f"{what}: 95th percentile", 1000 * p95, "ms", budget)
    yield Record(f"{what}: errors", visit["errors"], "requests", 0)
    yield Record(f"{what}: /healthz, 99th percentile", _p99(times), "ms", 200)


def _p99(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[-1]


def _memory(address: str, pid: int) -> Iterator[Record]:
    """Slope of the server's memory under load, by least squares."""
    samples: list[tuple[float, float]] = []
    stop, start = threading.Event(), time.monotonic()

    def watch() -> None:
        while not stop.wait(SAMPLE_S):
            samples.append((time.monotonic() - start, memory_mb(pid)))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        visit_together(address, USERS_OF_MINUTES, WARM_UP_S + 60 * MINUTES, seed=9)
    finally:
        stop.set()
        thread.join()
    settled = [sample for sample in samples if sample[0] > WARM_UP_S]
    seconds, megabytes = np.array(settled).T
    slope = 60 * float(np.polyfit(seconds, megabytes, 1)[0])
    what = f"{USERS_OF_MINUTES} visitors for {MINUTES} min after a warm-up"
    yield Record(f"{what}: memory at the beginning", float(megabytes[0]), "MB")
    yield Record(f"{what}: memory at the end", float(megabytes[-1]), "MB")
    yield Record(f"{what}: slope of the memory", slope, "MB/min", note="least squares")
