"""One side of a comparison in a process of its own: python -m benchmarks.child MODULE SIDE.

Prints one line of JSON: seconds of the work, memory it took on top of what its preparation had
loaded, peak of all (both MB) and its answer.
"""

import argparse
import importlib
import json
import time
import warnings
from pathlib import Path


def peak_mb() -> float:
    """Largest memory so far; the kernel's count of a child begins with that of its parent."""
    with Path("/proc/self/status").open(encoding="utf-8") as file:
        line = next(line for line in file if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("module")
    parser.add_argument("side")
    parser.add_argument("--sources", type=Path)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    sides = importlib.import_module(f"benchmarks.{options.module}").SIDES
    work = sides[options.side](options.sources)
    before = peak_mb()
    start = time.perf_counter()
    answer = work()
    seconds = time.perf_counter() - start
    peak = peak_mb()
    figures = {"seconds": seconds, "more_mb": peak - before, "peak_mb": peak, "answer": answer}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
