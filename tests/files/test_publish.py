"""Many files become new together, or stay as they were: refused, killed, or two at once."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from rollout.errors import DataError
from rollout.files import lock, publish, targets
from rollout.files.atomic import Staging, write_atomic
from rollout.files.publish import finish_interrupted, hold_folder
from tests.killing import MOST_STEPS, contents, folders_after_kills, killed, needs_kill
from tests.waiting import PATIENCE_S

OLD = {"b.csv": b"old b", "deep/a.csv": b"old a", "mine.txt": b"mine"}
NEW = {"b.csv": b"new b", "c.csv": b"new c", "deep/a.csv": b"new a", "far/down/d.csv": b"new d",
       "mine.txt": b"mine"}  # fmt: skip
NEVER_THERE = ("c.csv", "d.csv")
WRITTEN = ("b.csv", "c.csv", "deep/a.csv", "far/down/d.csv")


def begin(folder: Path) -> None:
    (folder / "deep").mkdir()
    for name, content in OLD.items():
        (folder / name).write_bytes(content)


def replace_all(folder: Path) -> None:
    with Staging(folder) as stage:
        for name in WRITTEN:
            stage.write(name, NEW[name])


def refuse(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """As if another program kept the file: it can neither be renamed nor replaced."""

    def guarded(real: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
        def call(self: Path, target: Path) -> Path:
            if self == path or (target == path and (path.exists() or path.name in NEVER_THERE)):
                raise PermissionError(errno.EACCES, "Permission denied")
            return real(self, target)

        return call

    monkeypatch.setattr(Path, "replace", guarded(Path.replace))
    monkeypatch.setattr(Path, "rename", guarded(Path.rename))


def no_hard_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)


@pytest.fixture(params=["hard links", "no hard links"])
def drive(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A drive with hard links, and one without (FAT, some network drives)."""
    if request.param == "no hard links":
        no_hard_links(monkeypatch)


@pytest.mark.usefixtures("drive")
@pytest.mark.parametrize("name", WRITTEN)
def test_one_file_that_cannot_be_replaced_keeps_all_as_they_were(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(tmp_path)
    with monkeypatch.context() as patched:
        refuse(patched, tmp_path / name)
        with pytest.raises(DataError, match=name) as caught:
            replace_all(tmp_path)
    if name in OLD:
        assert "vermutlich in Excel oder QGIS geöffnet: dort schließen" in caught.value.message(
            "de"
        )
    assert contents(tmp_path) == OLD
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.csv", "deep", "mine.txt"]
    replace_all(tmp_path)
    assert contents(tmp_path) == NEW


@pytest.mark.skipif(shutil.which("chattr") is None, reason="needs chattr")
def test_an_immutable_file_keeps_all_as_they_were() -> None:
    # Not where other tests write: that may be in memory, which knows no immutable files.
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        _an_immutable_file_keeps_all_as_they_were(Path(folder))


def _an_immutable_file_keeps_all_as_they_were(tmp_path: Path) -> None:
    begin(tmp_path)
    last = tmp_path / "deep" / "a.csv"
    if subprocess.run(["chattr", "+i", last], check=False, capture_output=True).returncode:
        pytest.skip("this drive or account knows no immutable files")
    try:
        with pytest.raises(DataError, match=r"deep/a\.csv: cannot be replaced"):
            replace_all(tmp_path)
    finally:
        subprocess.run(["chattr", "-i", last], check=True)
    assert contents(tmp_path) == OLD
    assert last.stat().st_nlink == 1


def test_a_file_that_cannot_go_back_is_kept_for_the_next_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first file was replaced, then both it and the second are opened elsewhere."""
    begin(tmp_path)
    replace = Path.replace

    def call(self: Path, target: Path) -> Path:
        if target.parent == tmp_path / "deep" or publish.OLD in self.parts:
            raise PermissionError(errno.EACCES, "Permission denied")
        return replace(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", call)
        with pytest.raises(DataError, match="open in Excel"):
            replace_all(tmp_path)
        assert (tmp_path / "b.csv").read_bytes() == b"new b"
        with pytest.raises(DataError, match=r"b.csv: cannot be replaced"):
            write_atomic(tmp_path / "other.csv", b"x")
    write_atomic(tmp_path / "mine.txt", b"mine")
    assert contents(tmp_path) == OLD


def test_links_and_modes_come_back_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(tmp_path)
    (tmp_path / "deep" / "a.csv").chmod(0o444)
    (tmp_path / "c.csv").symlink_to("nowhere")
    before = (tmp_path / "deep" / "a.csv").stat()
    with monkeypatch.context() as patched:
        refuse(patched, tmp_path / "far" / "down" / "d.csv")
        with pytest.raises(DataError):
            replace_all(tmp_path)
    assert os.readlink(tmp_path / "c.csv") == "nowhere"
    after = (tmp_path / "deep" / "a.csv").stat()
    assert (after.st_ino, after.st_mode, after.st_mtime_ns) == (
        before.st_ino, before.st_mode, before.st_mtime_ns
    )  # fmt: skip
    replace_all(tmp_path)
    assert contents(tmp_path) == NEW
    assert not (tmp_path / "c.csv").is_symlink()


def test_a_removal_belongs_to_the_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(tmp_path)

    def change() -> None:
        with Staging(tmp_path) as stage:
            stage.remove("deep/a.csv")
            stage.remove("never there")
            stage.write("b.csv", "new b")

    with monkeypatch.context() as patched:
        refuse(patched, tmp_path / "b.csv")
        with pytest.raises(DataError):
            change()
    assert contents(tmp_path) == OLD
    change()
    assert contents(tmp_path) == {"b.csv": b"new b", "mine.txt": b"mine"}


def test_names_that_differ_in_capitals_only_are_a_mistake_of_ours(tmp_path: Path) -> None:
    with Staging(tmp_path) as stage:
        stage.write("Districts.csv", "1")
        with pytest.raises(ValueError, match="capitals"):
            stage.write("districts.csv", "2")


@pytest.fixture
def no_flush(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare waiting for the disk, where only kills are looked at."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)


WORK = f"""
import errno, os
from rollout.files.atomic import Staging
def work(folder):
    with Staging(folder) as stage:
        for name, content in {[(name, NEW[name]) for name in WRITTEN]}:
            stage.write(name, content)
"""
WITHOUT_LINKS = """
def link(*_, **__):
    raise OSError(errno.EPERM, "Operation not permitted")
os.link = link
"""


@needs_kill
@pytest.mark.usefixtures("no_flush")
@pytest.mark.parametrize("source", [WORK, WORK + WITHOUT_LINKS], ids=["links", "no links"])
def test_killed_at_any_moment_the_next_writer_finds_all_old_or_all_new(
    source: str, tmp_path: Path
) -> None:
    states = []
    for folder, was_killed in folders_after_kills(source, begin, tmp_path):
        if source == WORK and was_killed:  # every file is there, old or new, before anybody mends
            assert all((folder / name).read_bytes() in (OLD[name], NEW[name]) for name in OLD)
        write_atomic(folder / "mine.txt", b"mine")
        state = contents(folder)
        assert state in (OLD, NEW)
        states.append(state == NEW)
        if was_killed:
            assert not (folder / "far").exists() or state == NEW
    assert states == sorted(states)  # one moment from which the new state counts
    assert len(states) > 60
    assert states.count(True) > 1


@needs_kill
@pytest.mark.usefixtures("no_flush")
def test_killed_while_undoing_the_next_call_undoes_the_rest(tmp_path: Path) -> None:
    """Every folder left by a kill is copied, and undoing is killed before each of its steps."""
    undo = "from rollout.files.publish import finish_interrupted as work\n"
    halves = [tmp_path / "first", tmp_path / "last"]  # most is left to do, and most to undo
    for folder, _ in folders_after_kills(WORK, begin, tmp_path):
        if any(folder.glob(f".rollout-*/{publish.JOURNAL}")):
            half = halves[halves[0].exists()]
            shutil.rmtree(half, ignore_errors=True)
            shutil.copytree(folder, half, symlinks=True)
    cut_off = 0
    with killed(undo) as run:
        for half in halves:
            for step in range(MOST_STEPS):
                folder = tmp_path / "again"
                shutil.rmtree(folder, ignore_errors=True)
                shutil.copytree(half, folder, symlinks=True)
                code = run(folder, step)
                cut_off += code != 0
                finish_interrupted(folder)
                with hold_folder(folder):
                    pass
                assert contents(folder) == OLD
                if code == 0:
                    break
    assert cut_off > 30


def test_a_reader_waits_for_nobody_where_nothing_was_cut_off(tmp_path: Path) -> None:
    (tmp_path / ".rollout-0123456789abcdef").mkdir()  # staged, nothing published yet
    with hold_folder(tmp_path, wait=0):
        (tmp_path / ".rollout-0123456789abcdef").mkdir()
        finish_interrupted(tmp_path)
    finish_interrupted(tmp_path / "nowhere")


def test_leftovers_go_at_the_next_call_and_nothing_else_does(tmp_path: Path) -> None:
    (tmp_path / ".rollout-0123456789abcdef" / "new").mkdir(parents=True)
    (tmp_path / ".rollout-0123456789abcdef.tmp").write_text("half")
    (tmp_path / ".rollout-notes").mkdir()
    (tmp_path / ".rollout-fedcba9876543210").symlink_to(tmp_path / ".rollout-notes")
    write_atomic(tmp_path / "a.csv", b"x")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".rollout-fedcba9876543210", ".rollout-notes", "a.csv",
    ]  # fmt: skip


# Two at once


def refusal_of_another_thread(folder: Path) -> list[str]:
    messages: list[str] = []

    def write() -> None:
        try:
            write_atomic(folder / "a.csv", b"x")
        except DataError as error:
            messages.append(error.message("en"))

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()
    return messages


def test_a_second_writer_is_told_who_holds_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "WAIT_SECONDS", 0.1)
    with hold_folder(tmp_path):
        (message,) = refusal_of_another_thread(tmp_path)
        # Whoever holds it may go on, whatever way the folder is spelled.
        write_atomic(tmp_path / "." / "a.csv", b"x")
        write_atomic(Path(os.path.relpath(tmp_path)) / "a.csv", b"y")
    assert f"is being changed by another command ({os.getpid()} " in message
    assert contents(tmp_path) == {"a.csv": b"y"}
    assert refusal_of_another_thread(tmp_path) == []


HOLD = """
import sys
from pathlib import Path
from rollout.files.publish import hold_folder
with hold_folder(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_lock_of_a_process_that_was_killed_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "WAIT_SECONDS", 0.1)
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin
    assert process.stdout
    with process.stdin, process.stdout:
        assert process.stdout.readline().strip() == b"held"
        assert f"({process.pid} " in refusal_of_another_thread(tmp_path)[0]
        process.kill()
        process.wait()
    assert [path.name for path in tmp_path.iterdir()] == [publish.LOCK]
    with hold_folder(tmp_path, wait=PATIENCE_S):
        pass
    assert list(tmp_path.iterdir()) == []


def test_writers_at_once_take_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each one writes the same files; in the end they are all of one writer."""
    monkeypatch.setattr(lock, "WAIT_SECONDS", PATIENCE_S)

    def write(number: int) -> None:
        with Staging(tmp_path) as stage:
            for name in WRITTEN:
                stage.write(name, str(number))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    state = contents(tmp_path)
    assert set(state) == set(WRITTEN)
    assert len(set(state.values())) == 1


def test_a_link_in_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"keep")
    out = tmp_path / "out"
    out.mkdir()
    (out / publish.LOCK).symlink_to(secret)
    with pytest.raises(DataError, match="link points to itself"):
        write_atomic(out / "a.csv", b"x")
    assert secret.read_bytes() == b"keep"


# Other systems, as far as they can be played here


def test_folders_that_cannot_be_flushed_are_no_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows does not open folders."""
    real = os.open

    def no_folders(path: str, flags: int, *rest: object, **more: object) -> int:
        if os.path.isdir(path):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, flags, *rest, **more)  # type: ignore[arg-type]

    begin(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(os, "open", no_folders)
        with Staging(tmp_path) as stage:
            stage.write("b.csv", "new b")
    assert (tmp_path / "b.csv").read_bytes() == b"new b"


@pytest.mark.parametrize(
    "name",
    ["CON", "nul.txt", "aux.csv", "Com1.PDF", "out/lpt9/a.csv", "a.", "a ", "out./a.csv",
     "a:b.csv", "a?.csv", "a\x07.csv", "prn .csv", "conin$"],
)  # fmt: skip
def test_names_windows_reads_otherwise_are_refused_there(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_atomic(tmp_path / name, b"x")
    monkeypatch.setattr(targets, "WINDOWS", True)
    with pytest.raises(DataError, match="a file name Windows allows"):
        write_atomic(tmp_path / name, b"y")
    with pytest.raises(DataError, match="Windows allows"), Staging(tmp_path) as stage:
        stage.write(name, "y")


@pytest.mark.parametrize("name", ["München & Umland (2).csv", "console.csv", "nul-fall.pdf",
                                  "a.b.c", ".hidden", "com10.csv"])  # fmt: skip
def test_other_names_are_fine_on_windows(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(targets, "WINDOWS", True)
    write_atomic(tmp_path / "Größe & Art" / name, b"x")
    assert contents(tmp_path) == {f"Größe & Art/{name}": b"x"}
