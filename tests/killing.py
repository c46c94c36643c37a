"""Kill a piece of work before each of its steps: every time a process, all of one parent.

The parent imports what the work needs once and forks; a new interpreter for every step would spend
nearly all its time on imports. A step is whatever touches a file of the folder: the system is in
the same state before the next touch as if the process had died anywhere in between.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT

needs_kill = pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL and fork")
MOST_STEPS = 400  # far above the touches of any work of the tests

FORKING = """
import os, sys, tempfile, traceback
from pathlib import Path
from rollout.files.publish import hold_folder
from tests.crash_points import die_before

with tempfile.TemporaryDirectory() as warm, hold_folder(Path(warm)):
    pass  # imports what a lock needs

for line in sys.stdin:
    step, folder = line.rstrip("\\n").split(" ", 1)
    child = os.fork()
    if child == 0:
        try:
            die_before(Path(folder), int(step))
            work(Path(folder))
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@contextmanager
def killed(source: str) -> Iterator[Callable[[Path, int], int]]:
    """Exit code of `work(folder)`, which the source defines, killed before a step."""
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


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones and those below, with its content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def folders_after_kills(
    source: str, begin: Callable[[Path], object], place: Path, stride: int = 1
) -> Iterator[tuple[Path, bool]]:
    """A folder, begun anew each time, after its work was killed before one step after the other.

    Parameters
    ----------
    stride
        Only every n-th step, where another test goes through all steps of what is shared.

    Yields
    ------
    folder, was_killed
        The last time the work comes to its end.
    """
    with killed(source) as run:
        for step in range(0, MOST_STEPS, stride):
            folder = place / "killed"
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            begin(folder)
            code = run(folder, step)
            assert code in (0, -signal.SIGKILL), f"exit {code} at step {step}"
            yield folder, code != 0
            if code == 0:
                return
    raise AssertionError(f"the work touches the folder more than {MOST_STEPS} times")
