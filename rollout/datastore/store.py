"""Replacing files of a data folder together, with the way back.

Before files change, copies of them are put whole into `.previous/NUMBER/`, with a note of the
checksums before and after. Then each file is replaced atomically, in an order in which every
state in between can be read. A process killed between two files leaves a state the next command
recognises by the checksums and takes back.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rollout.errors import DataError, Problem
from rollout.files.atomic import STAGING_PREFIX, make_folder, write_atomic
from rollout.inputs import BOUNDARIES, ENVIRONMENT, PACKAGE, default_data_dir
from rollout.language import Text

SOURCES, CATALOGUE = "sources.csv", "indicator_catalogue.csv"
INDICATORS, DOWNLOADS = "indicators.csv", "fetched.json"
# A catalogue names sources, an indicator table follows the catalogue.
ORDER = (SOURCES, CATALOGUE, INDICATORS, BOUNDARIES, DOWNLOADS)
PREVIOUS = ".previous"
# Boundaries weigh megabytes; nobody goes back further.
MOST_STATES = 5
_LOCK = ".rollout-lock"


@dataclass(frozen=True)
class State:
    """A state that can be gone back to.

    Parameters
    ----------
    number
        Rising number of the change.
    when
        Time of the change (UTC, ISO).
    action
        What was done then.
    files
        File -> checksums (before, after); before is "" for a file that was new.
    """

    number: int
    when: str
    action: str
    files: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Store:
    """A data folder that may be changed, and what was said on opening it."""

    folder: Path
    notes: tuple[Problem, ...] = ()
    _locks: list[str] = field(default_factory=list, repr=False, compare=False)

    def path(self, name: str) -> Path:
        """Path of one of the files of `ORDER`."""
        return self.folder / name

    def states(self) -> list[State]:
        """Return the states kept, newest first."""
        folders = sorted((self.folder / PREVIOUS).glob("[0-9]" * 6), reverse=True)
        return [state for state in map(_read_state, folders) if state is not None]

    def replace(self, files: Mapping[str, bytes], action: str) -> tuple[Problem, ...]:
        """Replace files together, keeping the state before.

        Returns
        -------
        notes
            About an interrupted change that was taken back first (empty within `locked`).

        Raises
        ------
        DataError
            Another process is writing, or a file cannot be new; nothing changed then.
        """
        unknown = set(files) - set(ORDER)
        if unknown:
            raise ValueError(f"not a file of the store: {sorted(unknown)}")
        with self.lock() as notes:
            self._keep(files, action)
            try:
                for name in ORDER:
                    if name in files:
                        write_atomic(self.path(name), files[name])
            except BaseException:
                self._go_back(self.states()[0])
                raise
            self._forget_old()
        return notes

    def restore(self, *, force: bool = False) -> State:
        """Go back to the state before the last change; the next call goes one further.

        Raises
        ------
        DataError
            There is none, or a file was changed by other means since (unless `force`).
        """
        with self.lock():
            states = self.states()
            if not states:
                raise _error(
                    self.folder, "no-state",
                    Text("kein früherer Stand vorhanden", "no earlier state is kept"),
                )  # fmt: skip
            if not force:
                self._check_unchanged(states[0])
            self._go_back(states[0])
        return states[0]

    def _keep(self, files: Mapping[str, bytes], action: str) -> None:
        """Copy the files about to change; the copy appears whole or not at all."""
        previous = self.folder / PREVIOUS
        make_folder(previous)
        states = self.states()
        number = states[0].number + 1 if states else 1
        stage = previous / f"{STAGING_PREFIX}{secrets.token_hex(8)}"
        record: dict[str, Any] = {"action": action, "files": {}}
        record["when"] = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        try:
            for name, content in files.items():
                before = _checksum(self.path(name))
                record["files"][name] = [before, hashlib.sha256(content).hexdigest()]
                if before:
                    write_atomic(stage / name, self.path(name).read_bytes())
            write_atomic(stage / "state.json", json.dumps(record, indent=1).encode())
            stage.rename(previous / f"{number:06d}")
        except BaseException:
            shutil.rmtree(stage, ignore_errors=True)
            raise

    def _go_back(self, state: State) -> None:
        """Put the kept files back in reverse order, then drop the state."""
        folder = self.folder / PREVIOUS / f"{state.number:06d}"
        for name in reversed(ORDER):
            if name not in state.files:
                continue
            if state.files[name][0]:
                write_atomic(self.path(name), (folder / name).read_bytes())
            else:
                self.path(name).unlink(missing_ok=True)
        self._drop(state)

    def _drop(self, state: State) -> None:
        """Remove a state; it vanishes whole, however long deleting takes or if it is cut off."""
        folder = self.folder / PREVIOUS / f"{state.number:06d}"
        aside = folder.with_name(f"{STAGING_PREFIX}{secrets.token_hex(8)}")
        folder.rename(aside)
        shutil.rmtree(aside, ignore_errors=True)

    def _recover(self) -> tuple[Problem, ...]:
        """Take back a change that was interrupted, and remove copies left half."""
        for leftover in (self.folder / PREVIOUS).glob(f"{STAGING_PREFIX}*"):
            shutil.rmtree(leftover, ignore_errors=True)
        states = self.states()
        if not states:
            return ()
        changes = {name: both for name, both in states[0].files.items() if both[0] != both[1]}
        now = {name: _checksum(self.path(name)) for name in changes}
        new = [name for name, both in changes.items() if now[name] == both[1]]
        if len(new) == len(changes) or any(now[name] not in changes[name] for name in changes):
            return ()  # finished, or changed by other means since
        if not new:
            self._drop(states[0])
            return ()
        self._go_back(states[0])
        finding = Text(
            f"eine unterbrochene Änderung ({states[0].action}) wurde zurückgenommen",
            f"an interrupted change ({states[0].action}) was taken back",
        )
        return (Problem("repaired", str(self.folder), finding, code="interrupted"),)

    def _check_unchanged(self, state: State) -> None:
        other_files = [
            name
            for name, (before, after) in state.files.items()
            if _checksum(self.path(name)) not in (before, after)
        ]
        if other_files:
            names = ", ".join(other_files)
            raise _error(
                self.folder, "changed-since",
                Text(f"seit dem Import von Hand geändert: {names}",
                     f"changed by other means since the import: {names}"),
                Text("Dateien sichern und mit --force zurückgehen",
                     "save the files and go back with --force"),
            )  # fmt: skip

    def _forget_old(self) -> None:
        for state in self.states()[MOST_STATES:]:
            self._drop(state)

    @contextmanager
    def lock(self) -> Iterator[tuple[Problem, ...]]:
        """Keep other processes out while files are read and replaced; may be nested.

        An interrupted change is taken back first; yields the notes about it. The system frees the
        lock when this process ends, however it ends.
        """
        # Importing holds the lock while it replaces, and replacing asks for it again.
        if self._locks:
            yield ()
            return
        try:
            stream = self.path(_LOCK).open("a")
        except OSError as error:
            raise _not_writable(self.folder) from error
        with stream:
            if not _take(stream.fileno()):
                raise _error(
                    self.folder, "locked",
                    Text("ein anderer Befehl ändert gerade diesen Ordner",
                         "another command is changing this folder"),
                    Text("warten und wiederholen", "wait and try again"),
                )  # fmt: skip
            self._locks.append(_LOCK)
            try:
                yield self._recover()
            finally:
                self._locks.clear()


def _take(handle: int) -> bool:
    """Lock an open file without waiting."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        with contextlib.suppress(OSError):
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
            return True
        return False
    with contextlib.suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def open_store(data: Path | str | None = None) -> Store:
    """Open a data folder for changing.

    Parameters
    ----------
    data
        A folder laid out like `data/`. One that does not exist (or is empty) is filled with a
        copy of the data in use. None: the folder of ROLLOUT_DATA or of the checkout; data that
        came with an installed package are never changed.

    Raises
    ------
    DataError
        Not a data folder, not writable, or the data of the installed package.
    """
    default = default_data_dir()
    folder = default if data is None else Path(data)
    if folder.resolve().is_relative_to(PACKAGE):
        raise _error(
            folder, "shipped-data",
            Text("die mitgelieferten Daten werden nicht geändert",
                 "the data that came with the package are not changed"),
            Text(f"mit --data ORDNER (oder {ENVIRONMENT}) einen eigenen Ordner nennen; gibt es "
                 "ihn nicht, wird er als Kopie angelegt",
                 f"name your own folder with --data DIR (or {ENVIRONMENT}); if it does not exist "
                 "it is made as a copy"),
        )  # fmt: skip
    notes: tuple[Problem, ...] = ()
    if data is not None and (not folder.exists() or _is_empty(folder)):
        _copy(default, folder)
        finding = Text(f"als Kopie von {default} angelegt", f"made as a copy of {default}")
        notes = (Problem("note", str(folder), finding, code="folder-made"),)
    absent = [name for name in (SOURCES, CATALOGUE, INDICATORS, BOUNDARIES)
               if not (folder / name).is_file()]  # fmt: skip
    if absent:
        names = ", ".join(absent)
        raise _error(
            folder, "data-folder",
            Text(f"ist kein Datenordner; es fehlen {names}",
                 f"is no data folder; {names} are missing"),
            Text("einen neuen Ordner nennen, er wird angelegt", "name a new folder, it is made"),
        )  # fmt: skip
    if not os.access(folder, os.W_OK):
        raise _not_writable(folder)
    return Store(folder, notes)


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())


def _copy(source: Path, target: Path) -> None:
    """Copy a data folder; it appears whole."""
    make_folder(target.parent)
    stage = target.with_name(f"{STAGING_PREFIX}{secrets.token_hex(8)}")
    try:
        shutil.copytree(source, stage, ignore=shutil.ignore_patterns(".*"))
        if target.exists():
            target.rmdir()
        stage.rename(target)
    except OSError as error:
        shutil.rmtree(stage, ignore_errors=True)
        raise _not_writable(target) from error


def _read_state(folder: Path) -> State | None:
    """State in a folder; None if it is not one of ours."""
    try:
        record = json.loads((folder / "state.json").read_text("utf-8"))
        files = {str(name): (str(a), str(b)) for name, (a, b) in record["files"].items()}
        if not set(files) <= set(ORDER):
            return None
        return State(int(folder.name), str(record["when"]), str(record["action"]), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _checksum(path: Path) -> str:
    """SHA-256 of a file, "" if there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def _error(folder: Path, code: str, finding: Text, remedy: Text | None = None) -> DataError:
    return DataError(
        Problem("error", str(folder), finding, remedy=remedy or Text("", ""), code=code)
    )


def _not_writable(folder: Path) -> DataError:
    return _error(
        folder, "output-refused",
        Text("kann nicht geschrieben werden", "cannot be new"),
        Text("mit --data einen eigenen Ordner nennen", "name your own folder with --data"),
    )  # fmt: skip
