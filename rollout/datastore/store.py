"""Replacing files of a data folder together, with the way back.

Each change publishes the new files and, in `.previous/NUMBER/`, copies of the old ones with a note
of the checksums before and after, as one step (`rollout.files.publish`). Going back is such a step,
too.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rollout.data_folder import ENVIRONMENT, PACKAGE, default_data_dir
from rollout.errors import DataError, Problem
from rollout.files.atomic import Staging
from rollout.files.publish import hidden_path, hold_folder
from rollout.files.targets import make_folder, refusal_explained
from rollout.inputs import BOUNDARIES
from rollout.language import Text

SOURCES, CATALOGUE = "sources.csv", "indicator_catalogue.csv"
INDICATORS, DOWNLOADS = "indicators.csv", "fetched.json"
# A catalogue names sources, an indicator table follows the catalogue.
ORDER = (SOURCES, CATALOGUE, INDICATORS, BOUNDARIES, DOWNLOADS)
PREVIOUS = ".previous"
_NOTE = "state.json"
# Boundaries weigh megabytes; nobody goes back further.
MOST_STATES = 5


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
        with self.lock() as notes, Staging(self.folder) as stage:
            self._keep(files, action, stage)
            for name in ORDER:
                if name in files:
                    stage.write(name, files[name])
            for state in self.states()[MOST_STATES - 1 :]:
                self._forget(state, stage)
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
            with Staging(self.folder) as stage:
                self._go_back(states[0], stage)
        return states[0]

    def _keep(self, files: Mapping[str, bytes], action: str, stage: Staging) -> None:
        """Copy the files about to change, with a note."""
        states = self.states()
        kept = _kept(states[0].number + 1 if states else 1)
        checksums = {}
        for name, content in files.items():
            before = _content(self.path(name))
            checksums[name] = (_checksum(before), _checksum(content))
            if before is not None:
                stage.write(f"{kept}/{name}", before)
        when = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        record = {"action": action, "files": checksums, "when": when}
        stage.write(f"{kept}/{_NOTE}", json.dumps(record, indent=1))

    def _go_back(self, state: State, stage: Staging) -> None:
        """Put the kept files back in reverse order, and drop the state."""
        for name in reversed(ORDER):
            if name not in state.files:
                continue
            if state.files[name][0]:
                kept = self.folder / _kept(state.number) / name
                with refusal_explained(kept):
                    stage.write(name, kept.read_bytes())
            else:
                stage.remove(name)
        self._forget(state, stage)

    def _forget(self, state: State, stage: Staging) -> None:
        folder = self.folder / _kept(state.number)
        for path in sorted(folder.rglob("*"), reverse=True):
            if not path.is_dir():
                stage.remove(path.relative_to(self.folder).as_posix())

    def _check_unchanged(self, state: State) -> None:
        other_files = [
            name
            for name, (before, after) in state.files.items()
            if _checksum(_content(self.path(name))) not in (before, after)
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

    @contextmanager
    def lock(self) -> Iterator[tuple[Problem, ...]]:
        """Keep other processes out while files are read and replaced; may be nested.

        A change that was cut off is taken back first; yields the note about it.
        """
        with hold_folder(self.folder) as undone:
            finding = Text("eine unterbrochene Änderung wurde zurückgenommen",
                           "an interrupted change was taken back")  # fmt: skip
            note = Problem("repaired", str(self.folder), finding, code="interrupted")
            try:
                yield (note,) * bool(undone)
            finally:
                self._remove_empty()

    def _remove_empty(self) -> None:
        """Remove the folders of states that are no longer kept."""
        for path in sorted((self.folder / PREVIOUS).rglob("*"), reverse=True):
            with contextlib.suppress(OSError):
                if path.is_dir():
                    path.rmdir()


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
    with hold_folder(target.parent), refusal_explained(target):
        stage = hidden_path(target.parent)
        try:
            shutil.copytree(source, stage, ignore=shutil.ignore_patterns(".*"))
            if target.exists():
                target.rmdir()
            stage.rename(target)
        except BaseException:
            shutil.rmtree(stage, ignore_errors=True)
            raise


def _read_state(folder: Path) -> State | None:
    """State in a folder; None if it is not one of ours."""
    try:
        record = json.loads((folder / _NOTE).read_text("utf-8"))
        files = {str(name): (str(a), str(b)) for name, (a, b) in record["files"].items()}
        if not set(files) <= set(ORDER):
            return None
        return State(int(folder.name), str(record["when"]), str(record["action"]), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _kept(number: int) -> str:
    return f"{PREVIOUS}/{number:06d}"


def _content(path: Path) -> bytes | None:
    """Content of a file; None if there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _checksum(content: bytes | None) -> str:
    """SHA-256 in hex, "" for no file."""
    return "" if content is None else hashlib.sha256(content).hexdigest()


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
