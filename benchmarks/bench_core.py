"""Seconds and memory of the daily work: python -m benchmarks core."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.records import Duel, Record, alternate, median_seconds
from rollout import Scenario, analyse, load_inputs

ROUNDS = 7


def child(*command: str) -> tuple[float, float]:
    """Seconds and peak memory (MB) of one Python command in a process of its own."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} ended with status {status}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def measure(sources: Path | None) -> Iterator[Record | Duel]:
    seconds = alternate(
        {
            "help": lambda: child("-m", "rollout", "--help"),
            "geopandas": lambda: child("-c", "import geopandas"),
        },
        ROUNDS,
    )
    start = statistics.median(seconds["help"])
    yield Record("`rollout --help`", start, "s", 0.4)
    yield Duel(
        "start of the command line", "`import geopandas`", start,
        statistics.median(seconds["geopandas"]), ROUNDS, "no answer to compare",
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        runs = [child("-m", "rollout", "run", "--out", folder) for _ in range(3)]
    yield Record("`rollout run`, all files", statistics.median(s for s, _ in runs), "s", 8)
    yield Record("`rollout run`, peak memory", max(mb for _, mb in runs), "MB", 400)
    yield Record("load_inputs", median_seconds(load_inputs), "s")
    inputs = load_inputs()
    yield Record("analyse", median_seconds(lambda: analyse(inputs, Scenario())), "s", 0.15)
    wide = median_seconds(lambda: analyse(inputs, Scenario()).table())
    yield Record("analyse and the wide table", wide, "s")
