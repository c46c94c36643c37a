"""Kill a writer at random moments: python -m fuzz.kill [--moments 200] [--what run|add|both].

After every `kill -9` each file must be the old or the new one, whole, and the next call must work.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rollout.inputs import default_data_dir

RUN = [sys.executable, "-m", "rollout"]


def start_and_kill(arguments: list[str], seconds: float) -> bool:
    """Run a command and kill it after some seconds; whether it was still running."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen([*RUN, *arguments], stdout=quiet, stderr=quiet)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    return False


def duration(arguments: list[str]) -> float:
    """Seconds a command takes when nobody kills it."""
    start = time.monotonic()
    subprocess.run([*RUN, *arguments], check=True, capture_output=True)
    return time.monotonic() - start


def kill_add(moments: int, chance: random.Random, folder: Path, begin: float = 0.0) -> int:
    """Kill `register add`; returns how many calls were cut off. Raises on damage.

    Parameters
    ----------
    begin
        Share of the usual duration before which nothing is killed.
    """
    register = folder / "r.csv"
    shutil.copy(default_data_dir() / "initiatives.csv", register)
    log = folder / "r.log.csv"
    usual = duration(_add(register, "warm-up"))
    killed = 0
    for number in range(moments):
        before, logged = register.read_bytes(), log.read_bytes()
        moment = chance.uniform(begin, 1.1) * usual
        killed += start_and_kill(_add(register, f"initiative-{number}"), moment)
        after = register.read_bytes()
        if after != before:
            _whole(after, before, f"initiative-{number}")
        if not log.read_bytes().startswith(logged):
            raise AssertionError("the change log lost lines")
        _tell("add", number + 1, killed)
    subprocess.run([*RUN, *_add(register, "last")], check=True, capture_output=True)
    text, table = log.read_text(encoding="utf-8"), register.read_text(encoding="utf-8")
    for number in range(moments):
        name = f"initiative-{number}"
        if (f"\n{name}," in table) != (f",{name},id,," in text):
            raise AssertionError(f"{name}: register and change log disagree")
    return killed


def _add(register: Path, name: str) -> list[str]:
    cells = [f"id={name}", f"name={name}", "district_ags=09162", "network_status=networked"]
    return ["register", "add", *cells, "--register", str(register)]


def _whole(after: bytes, before: bytes, name: str) -> None:
    """The new register is the old one with one more line."""
    added = after.removeprefix(before)
    if len(added) == len(after) or not added.startswith(name.encode()) or added[-1:] != b"\n":
        raise AssertionError(f"{name}: the register is neither the old nor the new one")


def kill_run(moments: int, chance: random.Random, folder: Path, begin: float = 0.0) -> int:
    """Kill `run` between two radii; returns how many calls were cut off. Raises on damage."""
    out = folder / "out"
    states = []
    for radius in ("30", "60"):
        usual = duration(_run(out, radius))
        states.append(_hashes(out))
    killed = 0
    for number in range(moments):
        radius = ("30", "60")[number % 2]
        killed += start_and_kill(_run(out, radius), chance.uniform(begin, 1.1) * usual)
        for name, digest in _hashes(out).items():
            if digest not in {state.get(name) for state in states}:
                raise AssertionError(f"{name} is neither the old nor the new one")
        _tell("run", number + 1, killed)
    return killed


def _tell(what: str, moments: int, killed: int) -> None:
    if moments % 10 == 0:
        print(f"{what}: {moments} moments so far, {killed} cut off", flush=True)


def _run(out: Path, radius: str) -> list[str]:
    return ["run", "--out", str(out), "--radius-km", radius]


def _hashes(folder: Path) -> dict[str, str]:
    """Files people see (not the hidden staging folders) with their checksums."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")
    }


def main() -> None:
    """Kill as often as asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moments", type=int, default=200)
    parser.add_argument("--what", choices=("run", "add", "both"), default="both")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--begin", type=float, default=0.0, help="share of the duration to spare")
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311
    for name, kill in (("add", kill_add), ("run", kill_run)):
        if options.what in (name, "both"):
            with tempfile.TemporaryDirectory() as folder:
                killed = kill(options.moments, chance, Path(folder), options.begin)
            print(f"{name}: {options.moments} moments, {killed} cut off, every file whole")


if __name__ == "__main__":
    main()
