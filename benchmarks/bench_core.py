"""The daily work by the processor time it takes, as multiples of something simple.

`python -m benchmarks core`. Commands stand beside `import geopandas` in a process of its own, what
one process does beside sorting two million numbers; both are measured in the same run.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks.records import Record, relative, sorting_s
from rollout import Scenario, analyse, inputs, load_inputs
from rollout.data_folder import shipped_data_dir
from rollout.files import cache

ROUNDS = 5
IMPORT, SORT = "`import geopandas`", "sorting 2,000,000 numbers"
REGISTER = str(shipped_data_dir() / "initiatives.csv")
# Command, its budget as a multiple of the import.
COMMANDS: Mapping[str, tuple[tuple[str, ...], float]] = {
    "`rollout --help`": (("--help",), 0.4),
    "`rollout whitespots`": (("whitespots",), 1.8),
    "`rollout score`": (("score",), 1.8),
    "`rollout check` of the shipped register": (("check", REGISTER), 1.8),
}


def child(*command: str) -> tuple[float, float]:
    """Processor time and peak memory (MB) of one Python command in a process of its own."""
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} ended with status {status}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def processor_s(call: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Median processor time of several calls."""
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        call()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds)


def measure(sources: Path | None) -> Iterator[Record]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ[cache.ENVIRONMENT] = folder
        yield from _commands()
        yield from _in_process()


def _commands() -> Iterator[Record]:
    times: dict[str, list[float]] = {name: [] for name in (IMPORT, *COMMANDS)}
    load_inputs()  # keeps what it has read
    for _ in range(ROUNDS):
        times[IMPORT].append(child("-c", "import geopandas")[0])
        for name, (arguments, _) in COMMANDS.items():
            times[name].append(child("-m", "rollout", *arguments)[0])
    yardstick = statistics.median(times[IMPORT])
    for name, (_, budget) in COMMANDS.items():
        yield relative(name, statistics.median(times[name]), IMPORT, yardstick, budget)
    with tempfile.TemporaryDirectory() as out:
        runs = [child("-m", "rollout", "run", "--out", out) for _ in range(3)]
    seconds = statistics.median(seconds for seconds, _ in runs)
    yield relative("`rollout run`, all files", seconds, IMPORT, yardstick, 9.2)
    yield Record("`rollout run`, peak memory", max(mb for _, mb in runs), "MB", 350)


def _in_process() -> Iterator[Record]:
    yardstick = sorting_s()
    data = load_inputs()
    calls: Mapping[str, tuple[Callable[[], object], float | None]] = {
        "load_inputs, unchanged files, as in a new process": (_from_the_cache_folder, 4),
        "load_inputs, unchanged files, again": (load_inputs, None),
        "load_inputs, nothing kept": (_all_anew, None),
        "analyse": (lambda: analyse(data, Scenario()), None),
        "analyse and the wide table": (lambda: analyse(data, Scenario()).table(), None),
    }
    for name, (call, budget) in calls.items():
        yield relative(name, processor_s(call), SORT, yardstick, budget)


def _from_the_cache_folder() -> object:
    inputs._remembered.clear()
    return load_inputs()


def _all_anew() -> object:
    inputs._remembered.clear()
    inputs._statuses.clear()
    folder = os.environ[cache.ENVIRONMENT]
    os.environ[cache.ENVIRONMENT] = ""
    try:
        return load_inputs()
    finally:
        os.environ[cache.ENVIRONMENT] = folder
