"""Fuzz readers and dashboard: python -m fuzz [--inputs N] [--seed S] [--only NAME] [--keep DIR].

An input passes if the reader returns or raises a `RolloutError` that reads well in both languages,
and the dashboard answers below 500, within a minute and the processor time its size allows.
Half of the inputs are broken as bytes (`mutate.py`), half in their cells and members
(`structure.py`). Exit 1 after the first failure of each
kind, with the input kept.
"""

from __future__ import annotations

import argparse
import logging
import random
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from pathlib import Path

from fuzz.targets import Target, targets, web_targets
from rollout.errors import RolloutError

SECONDS = 60  # of the clock: a machine with other work must not look like a hang
# Processor time: a quadratic step on 20,000 signs needs more, a busy machine does not.
CPU_S, CPU_S_PER_KB = 1.0, 0.02


def _hang(*_: object) -> None:
    raise TimeoutError(f"not done after {SECONDS} s")


def attempt(target: Target, path: Path) -> str:
    """Outcome for one input: read, refused, or the traceback."""
    signal.alarm(SECONDS)
    start = time.process_time()
    outcome = "read"
    try:
        target.read(path)
    except RolloutError as error:
        outcome = "refused" if error.message("de") and error.message("en") else "silent error"
    except BaseException:
        return traceback.format_exc()
    finally:
        signal.alarm(0)
    needed = time.process_time() - start
    allowed = CPU_S + CPU_S_PER_KB * path.stat().st_size / 1000
    return outcome if needed <= allowed else f"slow: {needed:.1f} s of processor time"


def _warm_up(chosen: list[Target], folder: Path) -> None:
    """Read every right file once: what is imported at first use is not held against an input."""
    for target in chosen:
        path = folder / f"right{target.suffix}"
        for seed in target.seeds:
            path.write_bytes(seed)
            attempt(target, path)


def main() -> None:
    """Run the number of inputs asked for and count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", help="name of one target")
    parser.add_argument("--keep", type=Path, help="folder for inputs that fail")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGALRM, _hang)
    chosen_targets = [t for t in (*targets(), *web_targets()) if options.only in (None, t.name)]
    chance = random.Random(options.seed)  # noqa: S311
    counts: Counter[str] = Counter()
    failures: dict[str, str] = {}
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        _warm_up(chosen_targets, Path(folder))
        for number in range(options.inputs):
            target = chance.choices(chosen_targets, [t.weight for t in chosen_targets])[0]
            path = Path(folder) / f"input{target.suffix}"
            path.write_bytes(target.broken(chance))
            outcome = attempt(target, path)
            kind = outcome if outcome in ("read", "refused") else "failed"
            counts[f"{target.name}: {kind}"] += 1
            if kind == "failed":
                place = f"{target.name} {outcome.splitlines()[-1][:120]}"
                if place not in failures:
                    failures[place] = outcome
                    print(f"--- {place} (input {number})\n{outcome}", flush=True)
                    if options.keep:
                        options.keep.mkdir(parents=True, exist_ok=True)
                        copy = options.keep / f"{target.name}-{number}{target.suffix}"
                        copy.write_bytes(path.read_bytes())
            if (number + 1) % 5000 == 0:
                rate = (number + 1) / (time.monotonic() - start)
                print(f"{number + 1} inputs, {rate:.0f}/s, {len(failures)} failures", flush=True)
    for name, count in sorted(counts.items()):
        print(f"{count:>8} {name}")
    print(f"{options.inputs} inputs, {len(failures)} kinds of failure")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
