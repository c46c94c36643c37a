"""Kill a piece of work before each of its steps: every time a process, all of one parent.

The parent imports what the work needs once and forks; a new interpreter for every step would spend
nearly all its time on imports.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import ROOT

FORKING = """
import os, sys, traceback
from pathlib import Path

for line in sys.stdin:
    step, folder = line.rstrip("\\n").split(" ", 1)
    child = os.fork()
    if child == 0:
        try:
            work(Path(folder), int(step))
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@contextmanager
def killed(source: str) -> Iterator[Callable[[Path, int], int]]:
    """Exit code of `work(folder, step)`, which the source defines, in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-c", source + FORKING], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True, encoding="utf-8", cwd=ROOT,
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    with process.stdin as orders, process.stdout as answers:

        def run(folder: Path, step: int) -> int:
            orders.write(f"{step} {folder}\n")
            orders.flush()
            return int(answers.readline())

        yield run
    process.wait()
