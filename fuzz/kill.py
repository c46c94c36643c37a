"""Kill a writer at random moments: python -m fuzz.kill [--moments 200] [--what run|add|import|all].

After every `kill -9` each file must be the old or the new one, whole, and the next call must work.
Half of the moments lie within the writing itself: from the first hidden file on. Calls that ended
before their moment came do not count as moments.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from rollout.datastore.store import MOST_STATES, ORDER, PREVIOUS
from rollout.files.atomic import STAGING_PREFIX
from rollout.inputs import default_data_dir, load_inputs

RUN = [sys.executable, "-m", "rollout"]
# Shorter than the writing of one file, so its staging is seen.
PAUSE = 0.002
MOST_TRIES = 5  # for each moment: some calls end before it comes


@dataclass
class KillCount:
    """How many calls were cut off, and how many of them while they were writing."""

    calls: int = 0
    writing: int = 0

    def count(self, was_running: bool, was_writing: bool, what: str) -> None:
        """Add one moment."""
        self.calls += was_running
        self.writing += was_writing
        if was_running and self.calls % 10 == 0:
            print(f"{what}: {self.calls} cut off, {self.writing} of them while writing", flush=True)


def _hidden_files(folder: Path) -> set[Path]:
    """Staging folders and temporary files."""
    return {
        Path(parent, name)
        for parent, folders, files in os.walk(folder)  # does not mind what vanishes meanwhile
        for name in (*folders, *files)
        if name.startswith(STAGING_PREFIX)
    }


def _until_writing(process: subprocess.Popen[bytes], folder: Path, before: set[Path]) -> bool:
    """Wait until something hidden appears in the folder; False if the process ends first."""
    while process.poll() is None:
        if _hidden_files(folder) - before:
            return True
        time.sleep(PAUSE)
    return False


def times(arguments: list[str], folder: Path) -> tuple[float, float]:
    """Seconds a command takes when nobody kills it, and seconds from its first hidden file on."""
    before, start = _hidden_files(folder), time.monotonic()
    process = subprocess.Popen([*RUN, *arguments], stdout=subprocess.DEVNULL)
    _until_writing(process, folder, before)
    began = time.monotonic()
    if process.wait():
        raise AssertionError(f"{' '.join(arguments)}: exit {process.returncode}")
    end = time.monotonic()
    return end - start, end - began


def start_and_kill(
    arguments: list[str], folder: Path, usual: tuple[float, float], where: float, in_writing: bool
) -> tuple[bool, bool]:
    """Run a command and kill it.

    Parameters
    ----------
    usual
        As `times` says.
    where
        Moment as a share of the whole duration, or (its third power, because most of the writing
        comes first) of what follows the first hidden file.

    Returns
    -------
    was_running, was_writing
        Whether the kill hit the command, and whether it had half of a file or of a set of files
        hidden then.
    """
    before, quiet = _hidden_files(folder), subprocess.DEVNULL
    process = subprocess.Popen([*RUN, *arguments], stdout=quiet, stderr=quiet)
    seconds = where * usual[0]
    if in_writing:
        _until_writing(process, folder, before)
        seconds = where**3 * usual[1]
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True, bool(_hidden_files(folder) - before)
    return False, False


def kill_add(moments: int, chance: random.Random, folder: Path, begin: float = 0.0) -> KillCount:
    """Kill `register add`. Raises on damage.

    Parameters
    ----------
    begin
        Share of the usual duration before which nothing is killed.
    """
    register = folder / "r.csv"
    shutil.copy(default_data_dir() / "initiatives.csv", register)
    log = folder / "r.log.csv"
    usual = times(_add(register, "warm-up"), folder)
    kills = KillCount()
    names = []
    for number in range(MOST_TRIES * moments):
        if kills.calls == moments:
            break
        names.append(f"initiative-{number}")
        before, log_before = register.read_bytes(), log.read_bytes()
        call = _add(register, f"initiative-{number}")
        where = chance.uniform(begin, 1.1)
        kills.count(*start_and_kill(call, folder, usual, where, number % 2 == 1), "add")
        after = register.read_bytes()
        if after != before:
            _whole(after, before, f"initiative-{number}")
        if not log.read_bytes().startswith(log_before):
            raise AssertionError("the change log lost lines")
    subprocess.run([*RUN, *_add(register, "last")], check=True, capture_output=True)
    text, table = log.read_text(encoding="utf-8"), register.read_text(encoding="utf-8")
    for name in names:
        if (f"\n{name}," in table) != (f",{name},id,," in text):
            raise AssertionError(f"{name}: register and change log disagree")
    return kills


def _add(register: Path, name: str) -> list[str]:
    cells = [f"id={name}", f"name={name}", "district_ags=09162", "network_status=networked"]
    return ["register", "add", *cells, "--register", str(register)]


def _whole(after: bytes, before: bytes, name: str) -> None:
    """The new register is the old one with one more line."""
    line = after.removeprefix(before)
    if len(line) == len(after) or not line.startswith(name.encode()) or line[-1:] != b"\n":
        raise AssertionError(f"{name}: the register is neither the old nor the new one")


def kill_run(moments: int, chance: random.Random, folder: Path, begin: float = 0.0) -> KillCount:
    """Kill `run` between two radii. Raises on damage."""
    out = folder / "out"
    states, usual = [], (0.0, 0.0)
    for radius in ("30", "60"):
        usual = times(_run(out, radius), folder)
        states.append(_hashes(out))
    kills = KillCount()
    for number in range(MOST_TRIES * moments):
        if kills.calls == moments:
            break
        call = _run(out, ("30", "60")[number % 2])
        where = chance.uniform(begin, 1.1)
        kills.count(*start_and_kill(call, folder, usual, where, number % 4 > 1), "run")
        _old_or_new(_hashes(out), states)
    return kills


def _run(out: Path, radius: str) -> list[str]:
    return ["run", "--out", str(out), "--radius-km", radius]


def kill_import(moments: int, chance: random.Random, folder: Path, begin: float = 0.0) -> KillCount:
    """Kill `data import indicators` between two files. Raises on damage.

    Files of both states together must be readable, and a call that comes through must leave all
    files of its own state.
    """
    data = folder / "data"
    keys = [f"{key}" for key in load_inputs().districts.index]
    files = []
    for name, first in (("a.csv", 1), ("b.csv", 2)):
        rows = "\n".join(f"{key},{first + number}" for number, key in enumerate(keys))
        files.append(folder / name)
        files[-1].write_text(f"ags,value\n{rows}\n", encoding="utf-8")
    calls = [_import(file, data) for file in files]
    usual, states = (0.0, 0.0), []
    for call in (*calls, *calls):
        usual = times(call, folder)
        states.append(_store_files(data))
    states = states[2:]
    kills = KillCount()
    for number in range(MOST_TRIES * moments):
        if kills.calls == moments:
            break
        which = number % 2
        where = chance.uniform(begin, 1.1)
        was = start_and_kill(calls[which], folder, usual, where, number % 4 > 1)
        kills.count(*was, "import")
        now = _store_files(data)
        _old_or_new(now, states)
        if not was[0] and now != states[which]:
            raise AssertionError("a finished import left another state")
        if now not in states:
            load_inputs(data)
    times(calls[0], folder)
    if _store_files(data) != states[0] or len(list((data / PREVIOUS).glob("[0-9]*"))) > MOST_STATES:
        raise AssertionError("the last import left another state")
    return kills


def _import(file: Path, data: Path) -> list[str]:
    flags = ["--as", "own", "--kind", "count", "--year", "2024", "--data", str(data)]
    return ["data", "import", "indicators", str(file), *flags]


def _store_files(data: Path) -> dict[str, str]:
    return {name: digest for name, digest in _hashes(data).items() if name in ORDER}


def _old_or_new(now: dict[str, str], states: list[dict[str, str]]) -> None:
    for name, digest in now.items():
        if digest not in {state.get(name) for state in states}:
            raise AssertionError(f"{name} is neither the old nor the new one")
    if any(set(state) - set(now) for state in states):
        raise AssertionError("a file is missing")


def _hashes(folder: Path) -> dict[str, str]:
    """Files people see (not the hidden staging folders) with their checksums."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")
    }


KILLERS = {"add": kill_add, "import": kill_import, "run": kill_run}


def main() -> None:
    """Kill as often as asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moments", type=int, default=200)
    parser.add_argument("--what", choices=(*KILLERS, "all"), default="all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--begin", type=float, default=0.0, help="share of the duration to spare")
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311
    for name, kill in KILLERS.items():
        if options.what in (name, "all"):
            with tempfile.TemporaryDirectory() as folder:
                kills = kill(options.moments, chance, Path(folder), options.begin)
            print(f"{name}: {kills.calls} calls cut off, {kills.writing} of them while writing, "
                  "every file whole", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
