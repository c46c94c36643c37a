"""Kill every writer: python -m fuzz.kill [--kills 1000] [--what NAME] [--seed 0].

Each command is killed with `kill -9` before every single one of its touches of the folder (evenly
chosen ones where there are more than its share) and, as often again, at random moments. After each
kill the next call must find the folder as it was or as it was to be, whole, with nothing left over;
from time to time the command itself is run again and must come to its end.

Commands run in forks of one process. What they compute before they write is computed once, so that
nearly all of their time is writing.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import io
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

from rollout.data_folder import default_data_dir
from rollout.files.publish import LOCK, PREFIX, finish_interrupted, hold_folder
from tests.crash_points import die_before

AGAIN = 10  # every n-th kill is followed by the command itself
# What takes long and gives the same at every call: module, functions.
COMPUTED = {
    "rollout.inputs": ("load_inputs", "load_places"),
    "rollout.analysis": ("analyse",),
    "rollout.plan.plan": ("plan_waves",),
    "rollout.outputs": ("districts_csv", "targets_csv", "targets_workbook", "districts_geojson",
                        "map_bytes", "map_pdf", "html_bytes", "report_pdf", "manifest_json"),
    "rollout.report.report": ("report_pdf",),
    "rollout.report.bundle": ("bundle_pdf", "outreach_csv", "outreach_workbook"),
    "rollout.export.sheets": ("targets_workbook",),
    "rollout.datastore.import_boundaries": ("_align_borders", "_check_overlap", "_for_display",
                                            "_files"),
    "rollout.datastore.import_indicators": ("_context", "_files"),
    "rollout.readers.official.detect": ("read_official", "read_outlines"),
    "rollout.geo.boundaries": ("read_boundaries",),
}  # fmt: skip

Call = list[str]
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Writer:
    """One command that writes.

    Parameters
    ----------
    begin
        Files to start with, in a folder that exists.
    before
        Commands that are run first, uncut, in the same folder.
    call
        The command; `{}` stands for the folder.
    """

    call: Sequence[str]
    begin: Callable[[Path], None] = lambda folder: None
    before: Sequence[Sequence[str]] = ()


def _damaged(folder: Path) -> None:
    text = (default_data_dir() / "initiatives.csv").read_text(encoding="utf-8")
    (folder / "r.csv").write_text(text.replace(",09", ",9"), encoding="utf-8")


def _indicators(folder: Path) -> None:
    _data(folder)
    keys = (default_data_dir() / "district_types.csv").read_text(encoding="utf-8").split("\n")[1:]
    keys = [line.split(",")[0] for line in keys if line]
    for name, first in (("a.csv", 1), ("b.csv", 2)):
        rows = "\n".join(f"{key},{first + number}" for number, key in enumerate(keys))
        (folder / name).write_text(f"ags,value\n{rows}\n", encoding="utf-8")


def _outlines(folder: Path) -> None:
    import geopandas as gpd

    _data(folder)
    frame = gpd.read_file(folder / "data" / "boundaries" / "districts.gpkg", layer="display")
    frame.rename(columns={"ags": "AGS"}).assign(GF=4).to_file(
        folder / "krs.gpkg", layer="vg250_krs"
    )


def _data(folder: Path) -> None:
    hidden = shutil.ignore_patterns(".*")
    shutil.copytree(default_data_dir(), folder / "data", ignore=hidden)


def _import(name: str) -> Call:
    flags = ["--as", "own", "--kind", "count", "--year", "2024", "--data", "{}/data"]
    return ["data", "import", "indicators", f"{{}}/{name}", *flags]


WRITERS = {
    "run": Writer(["run", "--out", "{}/out", "--radius-km", "60"],
                  before=[["run", "--out", "{}/out", "--radius-km", "30"]]),
    "plan": Writer(["plan", "--out", "{}/p.xlsx", "--rule", "seat"],
                   before=[["plan", "--out", "{}/p.xlsx"]]),
    "map": Writer(["map", "--out", "{}/m.svg", "--rule", "seat"],
                  before=[["map", "--out", "{}/m.svg"]]),
    "report": Writer(["report", "--out", "{}/r.pdf", "--rule", "seat"],
                     before=[["report", "--out", "{}/r.pdf"]]),
    "report of a Land": Writer(["report", "--land", "SL", "--out", "{}/r.pdf", "--rule", "seat"],
                               before=[["report", "--land", "SL", "--out", "{}/r.pdf"]]),
    "import indicators": Writer(_import("b.csv"), _indicators, [_import("a.csv")]),
    "import boundaries": Writer(["data", "import", "boundaries", "{}/krs.gpkg", "--data",
                                 "{}/data"], _outlines),
    "restore": Writer(["data", "restore", "--data", "{}/data"], _indicators, [_import("a.csv")]),
    "check --fix": Writer(["check", "{}/r.csv", "--fix", "{}/fixed.csv"], _damaged),
}  # fmt: skip
MAY_FAIL_AGAIN = ("restore",)  # what is done cannot be done twice


@dataclass
class Count:
    """Kills of one writer: before a touch, at random, and how many of them left a half state."""

    touches: int = 0
    systematic: int = 0
    at_random: int = 0
    undone: int = 0
    repeated: int = 0


def compute_once(modules: dict[str, tuple[str, ...]]) -> None:
    """Let functions remember what they returned; the same arguments are told by their text."""
    for module_name, names in modules.items():
        module = importlib.import_module(module_name)
        for name in names:
            setattr(module, name, _remembering(getattr(module, name)))


def _remembering(function: Callable[P, T]) -> Callable[P, T]:
    kept: dict[str, T] = {}

    def call(*arguments: P.args, **options: P.kwargs) -> T:
        plain = [a for a in (*arguments, *options.values()) if isinstance(a, str | Path | int)]
        key = repr(plain)
        if key not in kept:
            kept[key] = function(*arguments, **options)
        return kept[key]

    return call


def execute(call: Sequence[str], folder: Path) -> int:
    """Run a command in this process; its exit code."""
    from rollout.cli import main

    silence = io.StringIO()
    with redirect_stdout(silence), redirect_stderr(silence):
        try:
            main([part.replace("{}", str(folder)) for part in call])
        except SystemExit as end:
            return int(end.code or 0)
    return 0


def start(call: Sequence[str], folder: Path, step: int | None = None) -> tuple[int, int]:
    """Process of a command, killed before a touch, and where it writes how often it touched."""
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        return child, reader
    code = 1
    try:
        touches = die_before(folder, step)
        code = execute(call, folder)
        os.write(writer, str(touches()).encode())
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def ended(child: int, reader: int) -> tuple[int, int]:
    """Exit code (-9: killed) and touches of a process."""
    with os.fdopen(reader) as stream:
        text = stream.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), int(text or 0)


def run_uncut(call: Sequence[str], folder: Path) -> int:
    """Run a command to its end; how often it touched the folder."""
    code, touches = ended(*start(call, folder))
    if code:
        raise AssertionError(f"{' '.join(call)}: exit {code}")
    return touches


def state_of(folder: Path) -> dict[str, str]:
    """Checksum of every file, without the times of day that logs and notes hold."""
    state = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            raw = path.read_bytes()
            if path.name.endswith(".log.csv"):
                raw = b"\n".join(line.partition(b",")[2] for line in raw.splitlines())
            elif path.name == "state.json":
                raw = json.dumps(json.loads(raw) | {"when": ""}).encode()
            state[path.relative_to(folder).as_posix()] = hashlib.sha256(raw).hexdigest()
    return state


class Harness:
    """One writer, its folder before and after, and what became of killing it."""

    def __init__(self, writer: Writer, place: Path, may_fail_again: bool) -> None:
        self.writer, self.may_fail_again = writer, may_fail_again
        self.old_folder, self.folder = place / "old", place / "work"
        self.folder.mkdir()
        writer.begin(self.folder)
        for call in writer.before:
            run_uncut(call, self.folder)
        shutil.copytree(self.folder, self.old_folder)
        self.old = state_of(self.folder)
        compute_once(COMPUTED)
        if execute(writer.call, self.folder):
            raise AssertionError(f"{' '.join(writer.call)} fails")
        self.new = state_of(self.folder)
        if self.new == self.old:
            raise AssertionError(f"{' '.join(writer.call)} changes nothing")
        self.count = Count()
        self._reset()
        begin = time.monotonic()
        self.count.touches = run_uncut(writer.call, self.folder)
        self.usual = time.monotonic() - begin

    def _reset(self) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(self.old_folder, self.folder)

    def kill_before(self, step: int) -> None:
        """Kill before one touch."""
        self._reset()
        code, _ = ended(*start(self.writer.call, self.folder, step))
        if code != -signal.SIGKILL:
            raise AssertionError(f"exit {code} at step {step}")
        self.count.systematic += 1
        self._check()

    def kill_at_random(self, chance: random.Random) -> None:
        """Kill at a random moment; a call that ends before does not count."""
        self._reset()
        child, reader = start(self.writer.call, self.folder)
        time.sleep(chance.uniform(0, self.usual))
        os.kill(child, signal.SIGKILL)
        self.count.at_random += ended(child, reader)[0] == -signal.SIGKILL
        self._check()

    def _check(self) -> None:
        """What the next call does first must leave the old state or the new one."""
        folders = [self.folder, *(path for path in self.folder.glob("*") if path.is_dir())]
        before = state_of(self.folder)
        for folder in folders:
            finish_interrupted(folder)
            with hold_folder(folder):
                pass
        state = state_of(self.folder)
        self.count.undone += state != {
            name: digest for name, digest in before.items() if not _is_hidden(name)
        }
        if state not in (self.old, self.new):
            names = {n for n in state | self.old | self.new if state.get(n) != self.old.get(n)}
            raise AssertionError(f"neither old nor new: {sorted(names)}")
        if (self.count.systematic + self.count.at_random) % AGAIN == 0:
            self._repeat(state == self.new)

    def _repeat(self, is_new: bool) -> None:
        code, _ = ended(*start(self.writer.call, self.folder))
        if is_new and self.may_fail_again:
            return
        if code or (not is_new and state_of(self.folder) != self.new):
            raise AssertionError(f"the next call fails or leaves another state (exit {code})")
        self.count.repeated += 1


def _is_hidden(name: str) -> bool:
    return any(part == LOCK or part.startswith(PREFIX) for part in name.split("/"))


def kill_writer(name: str, kills: int, chance: random.Random, place: Path) -> Count:
    """Kill one command so often, half of it systematically. Raises on damage."""
    harness = Harness(WRITERS[name], place, name in MAY_FAIL_AGAIN)
    touches = harness.count.touches
    share = min(touches, kills - kills // 2)
    for number in range(share):
        harness.kill_before(number * touches // share)
    for _ in range(3 * kills):
        if harness.count.systematic + harness.count.at_random >= kills:
            break
        harness.kill_at_random(chance)
    return harness.count


def kill_in_fork(name: str, kills: int, seed: int) -> Count:
    """`kill_writer` in a process of its own: what one writer remembers must not reach others."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        try:
            with tempfile.TemporaryDirectory() as place:
                chance = random.Random(f"{seed} {name}")  # noqa: S311
                count = kill_writer(name, kills, chance, Path(place).resolve())
            os.write(writer, json.dumps(vars(count)).encode())
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writer)
    with os.fdopen(reader) as stream:
        text = stream.read()
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        raise AssertionError(f"{name}: damage, see above")
    return Count(**json.loads(text))


def main() -> None:
    """Kill as often as asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000, help="all writers together")
    parser.add_argument("--what", choices=tuple(WRITERS), help="one writer only")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    names = [options.what] if options.what else list(WRITERS)
    each = -(-options.kills // len(names))
    total = 0
    for name in names:
        count = kill_in_fork(name, each, options.seed)
        total += count.systematic + count.at_random
        print(f"{name}: {count.touches} crash points, {count.systematic} kills before one of them, "
              f"{count.at_random} at random, {count.undone} left half done and undone, "
              f"{count.repeated} times run again", flush=True)  # fmt: skip
    print(f"{total} kills, every folder all old or all new, nothing left over", flush=True)


if __name__ == "__main__":
    sys.exit(main())
