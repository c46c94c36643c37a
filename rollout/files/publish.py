"""Replacing many files as one step: all are new, or all are as they were.

What is to appear lies in a stage, a hidden folder inside the target folder (same drive, so that
renaming is enough). A journal in the stage says what is about to happen; then file by file the old
one is set aside and the new one takes its place; removing the journal is the moment from which the
new state counts. Whoever finds a stage with a journal and no living owner puts the old files back,
as SQLite does with its rollback journal.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from rollout.files.lock import hold_lock
from rollout.files.targets import make_folder, refusal_explained

PREFIX = ".rollout-"
LOCK = f"{PREFIX}lock"
JOURNAL, NEW, OLD = "journal.json", "new", "old"
_LEFTOVER = re.compile(re.escape(PREFIX) + r"[0-9a-f]{16}(\.tmp)?")


@dataclass(frozen=True)
class Journal:
    """What is about to happen in a folder; all names are relative to it, with `/`.

    Parameters
    ----------
    files
        Name of each file to replace or remove, and whether there was one before.
    folders
        Folders that had to be made, outer ones first.
    """

    files: dict[str, bool]
    folders: Sequence[str]


def hidden_path(folder: Path, ending: str = "") -> Path:
    """A name in the folder that `hold_folder` takes for a leftover once nobody holds the folder."""
    return folder / f"{PREFIX}{secrets.token_hex(8)}{ending}"


@contextmanager
def hold_folder(folder: Path, wait: float | None = None) -> Iterator[int]:
    """Keep other writers out of a folder, after undoing what a killed one left half done.

    Yields
    ------
    undone
        How many changes were taken back; 0 for whoever holds the folder already.

    Raises
    ------
    DataError
        Another process holds the folder, it cannot be written, or a file that must go back to its
        place is open elsewhere.
    """
    with hold_lock(folder / LOCK, folder, wait) as is_outermost:
        yield _undo_leftovers(folder) if is_outermost else 0


def finish_interrupted(folder: Path) -> None:
    """Before reading several files of a folder: undo a change that was cut off in the middle."""
    with contextlib.suppress(OSError):
        stages = [entry for entry in os.scandir(folder) if _LEFTOVER.fullmatch(entry.name)]
        if any(Path(entry.path, JOURNAL).exists() for entry in stages):
            with hold_folder(folder):
                pass


def publish(stage: Path, folder: Path, names: Sequence[str], removed: Sequence[str] = ()) -> None:
    """Let the files `stage/new/NAME` replace those in the folder, and remove others, or neither.

    Raises
    ------
    DataError
        A file cannot be replaced; all are as they were.
    """
    journal = Journal(
        {name: os.path.lexists(folder / name) for name in (*names, *removed)},
        _missing_folders(folder, names),
    )
    for name, existed in journal.files.items():
        (stage / OLD / name).parent.mkdir(parents=True, exist_ok=True)
        if existed:
            # Windows refuses even this while another program keeps the file: nothing has begun yet.
            with refusal_explained(folder / name, is_replaced=True):
                (folder / name).rename(folder / name)
    _write_journal(stage, journal)
    try:
        for name in journal.folders:
            make_folder(folder / name)
        for name, existed in journal.files.items():
            with refusal_explained(folder / name, is_replaced=existed):
                _exchange(stage, folder, name)
        for parent in {(folder / name).parent for name in journal.files}:
            sync_folder(parent)
    except BaseException:
        _take_back(stage, folder, journal)
        raise
    (stage / JOURNAL).unlink()
    sync_folder(stage)


def _exchange(stage: Path, folder: Path, name: str) -> None:
    """Set the old file aside and put the new one, if any, in its place."""
    target, new, old = folder / name, stage / NEW / name, stage / OLD / name
    if os.path.lexists(target):
        _set_aside(target, old)
    if new.exists():
        new.replace(target)
    else:
        target.unlink(missing_ok=True)


def _set_aside(target: Path, old: Path) -> None:
    """Keep a file under a second name, so that readers find one or the other at any moment."""
    if not target.is_symlink():
        with contextlib.suppress(OSError):
            os.link(target, old)
            return
    target.rename(old)  # a drive without hard links: for a moment there is none


def _take_back(stage: Path, folder: Path, journal: Journal) -> None:
    """Put every old file back; may be cut off and begun again."""
    for name, existed in reversed(journal.files.items()):
        target, new, old = folder / name, stage / NEW / name, stage / OLD / name
        with refusal_explained(target, is_replaced=True):
            if os.path.lexists(old):
                if not _is_still_there(target, old):
                    old.replace(target)
            elif not existed and not new.exists() and os.path.lexists(target):
                target.replace(new)
    for name in reversed(journal.folders):
        with contextlib.suppress(OSError):
            (folder / name).rmdir()
    (stage / JOURNAL).unlink()


def _is_still_there(target: Path, old: Path) -> bool:
    """Whether the old file was set aside but not yet replaced; then nothing must be moved."""
    if not os.path.lexists(target):
        return False
    return old.lstat().st_nlink > 1 and os.path.samestat(old.lstat(), target.lstat())


def discard_stage(stage: Path) -> None:
    """Remove a stage, unless it holds old files that could not be put back yet."""
    if not (stage / JOURNAL).exists():
        shutil.rmtree(stage, ignore_errors=True)


def _undo_leftovers(folder: Path) -> int:
    """Take back what was cut off and remove what was staged; nobody else writes here now."""
    undone = 0
    for path in sorted(folder.glob(f"{PREFIX}*")):
        if not _LEFTOVER.fullmatch(path.name) or path.is_symlink():
            continue
        if not path.is_dir():
            with contextlib.suppress(OSError):
                path.unlink()
            continue
        journal = _read_journal(path)
        if journal is not None:
            _take_back(path, folder, journal)
            undone += 1
        discard_stage(path)
    return undone


def _missing_folders(folder: Path, names: Sequence[str]) -> list[str]:
    missing = {
        parent.as_posix()
        for name in names
        for parent in Path(name).parents
        if parent.parts and not (folder / parent).exists()
    }
    return sorted(missing)  # a folder comes before what is in it


def _write_journal(stage: Path, journal: Journal) -> None:
    draft = stage / f"{JOURNAL}.tmp"
    write_synced(draft, json.dumps(asdict(journal)).encode())
    draft.replace(stage / JOURNAL)
    for folder in (stage, stage.parent):
        sync_folder(folder)


def _read_journal(stage: Path) -> Journal | None:
    """Journal of a stage; None if nothing had begun. It is whole, being written by renaming."""
    try:
        record = json.loads((stage / JOURNAL).read_bytes())
    except FileNotFoundError:
        return None
    return Journal(record["files"], record["folders"])


def write_synced(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet, and flush it to disk."""
    # Exclusive, so that a link laid in its place is not followed.
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Flush the names in a folder to disk where the system can; Windows and some drives cannot."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
