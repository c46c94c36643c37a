"""What a benchmark found: one record per figure, as a table and as JSON."""

from __future__ import annotations

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Record:
    """One figure.

    Parameters
    ----------
    what
        What was measured, as a reader of the table understands it.
    budget
        Largest value allowed (smallest if `at_least`); None where there is no budget.
    """

    what: str
    value: float
    unit: str
    budget: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the budget is kept; None without one."""
        if self.budget is None:
            return None
        return self.value >= self.budget if self.at_least else self.value <= self.budget


@dataclass(frozen=True)
class Duel:
    """The same work done by this package and by a peer.

    Parameters
    ----------
    ours, theirs
        Median seconds.
    ours_mb, theirs_mb
        Memory the work took on top of what was loaded before; None where not measured.
    same
        What was compared to call the answers the same, or how they differ.
    """

    what: str
    peer: str
    ours: float
    theirs: float
    rounds: int
    same: str
    budget: float | None = None
    ours_mb: float | None = None
    theirs_mb: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float:
        """How many times the peer's time is ours; below 1 the peer is faster."""
        return self.theirs / self.ours


def alternate(calls: Mapping[str, Callable[[], Any]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each call, one after the other in every round, so that both see the same load."""
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            start = time.perf_counter()
            call()
            seconds[name].append(time.perf_counter() - start)
    return seconds


def median_seconds(call: Callable[[], Any], rounds: int = 7) -> float:
    """Median of several calls."""
    return statistics.median(alternate({"call": call}, rounds)["call"])


def processor_s() -> float:
    """Processor time of this process and of the solvers it started and waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def seconds_of(call: Callable[[], object]) -> float:
    """Processor time of one call; other people's work on the machine does not count."""
    start = processor_s()
    call()
    return processor_s() - start


def sorting_s() -> float:
    """Processor time of sorting 2,000,000 numbers: what this machine can do just now."""
    import numpy as np

    numbers, seconds = np.random.default_rng(0).random(2_000_000), []
    for _ in range(5):
        start = time.process_time()
        np.sort(numbers)
        seconds.append(time.process_time() - start)
    return statistics.median(seconds)


def relative(
    what: str, seconds: float, yardstick: str, its_seconds: float, budget: float | None = None
) -> Record:
    """A time as a multiple of something simple measured in the same run.

    Such a budget holds on a slow or busy machine as well, where both take longer.
    """
    note = f"{seconds:.3g} s beside {its_seconds:.3g} s, processor time"
    return Record(f"{what}, by {yardstick}", seconds / its_seconds, "times", budget, note=note)


def in_child(module: str, side: str, sources: Path | None) -> dict[str, Any]:
    """Run one side of a comparison in a process of its own: seconds, more_mb, answer."""
    command = [sys.executable, "-m", "benchmarks.child", module, side]
    if sources:
        command += ["--sources", str(sources)]
    process = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(process.stdout.splitlines()[-1])


def children(
    module: str, sides: Iterable[str], rounds: int, sources: Path | None = None
) -> dict[str, dict[str, Any]]:
    """Medians of several sides, alternating, each run in a process of its own."""
    runs: dict[str, list[dict[str, Any]]] = {side: [] for side in sides}
    # Taking turns, so that a slow minute of the machine falls on both sides.
    for _ in range(rounds):
        for side, results in runs.items():
            results.append(in_child(module, side, sources))
    return {
        side: {
            "seconds": statistics.median(result["seconds"] for result in results),
            "more_mb": statistics.median(result["more_mb"] for result in results),
            "answer": results[0]["answer"],
        }
        for side, results in runs.items()
    }


def machine() -> dict[str, Any]:
    """Where the figures were measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return {
        "date": time.strftime("%Y-%m-%d"),
        "cores": os.cpu_count(),
        "memory_gb": round(memory, 1),
        "processor": _processor(),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "load_at_start": round(os.getloadavg()[0], 2),
        "versions": {name: number for name in PACKAGES if (number := _version(name))},
    }


PACKAGES = (
    "rollout", "numpy", "pandas", "geopandas", "shapely", "scipy", "highspy", "spopt", "pulp",
    "pymcdm", "dash", "plotly", "playwright",
)  # fmt: skip


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":", 1)[1].strip() for line in lines if "model name" in line), "")


def as_json(where: Mapping[str, Any], results: Mapping[str, Iterable[Record | Duel]]) -> str:
    """Everything measured, for programs."""
    figures = {
        name: [
            asdict(item) | ({"ratio": item.ratio} if isinstance(item, Duel) else {"met": item.met})
            for item in items
        ]
        for name, items in results.items()
    }
    return json.dumps({"machine": where, "results": figures}, indent=1, ensure_ascii=False) + "\n"
