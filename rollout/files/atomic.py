"""Writing files so that a reader sees the old ones or the new ones, never half of them.

One file: temporary file in the same folder, flush to disk, rename. Many files: everything is first
written into a stage inside the target folder; when all of it is complete it is published as one
step (`rollout.files.publish`). One writer at a time has a folder.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from rollout.files.publish import (
    NEW,
    discard_stage,
    hidden_path,
    hold_folder,
    publish,
    sync_folder,
    write_synced,
)
from rollout.files.targets import check_target, is_refusal, make_folder, refusal_explained


def write_atomic(path: Path | str, content: bytes) -> Path:
    """Write one file whole or not at all.

    A symbolic link at `path` is replaced, not followed.

    Raises
    ------
    DataError
        The folder cannot be written, `path` is a folder or a device, it is open elsewhere, or the
        disk is full; an existing file is then unchanged.
    """
    target = Path(path)
    check_target(target)
    make_folder(target.parent)
    with hold_folder(target.parent), refusal_explained(target):
        temporary = hidden_path(target.parent, ".tmp")
        try:
            write_synced(temporary, content)
            _keep_mode(target, temporary)
            with refusal_explained(target, is_replaced=os.path.lexists(target)):
                temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        # A rename survives a power cut only when its folder is flushed too.
        sync_folder(target.parent)
    return target


def write_together(files: Mapping[Path, bytes]) -> list[Path]:
    """Write some files of one folder, all or none; the first one names the folder.

    Raises
    ------
    DataError
        As `write_atomic`.
    """
    folder = next(iter(files)).parent
    with Staging(folder) as stage:
        for path, content in files.items():
            stage.write(path.relative_to(folder).as_posix(), content)
    return list(files)


class Staging:
    """Many files that appear together at the end of a `with` block, or not at all.

    Files are written to `stage.path(name)`. When the block ends well, every file is flushed to
    disk and all of them are published in the order in which they were named; when it ends with an
    error, or one of the files cannot be replaced, `folder` is as it was. After a kill at any moment
    the next writer puts the folder back as it was.

    Parameters
    ----------
    folder
        Target folder; made if missing, and removed again if it was made for nothing.

    Raises
    ------
    DataError
        On entering: another process is writing into the folder. At the end: a file cannot be
        written; it is named.
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self._stage = hidden_path(self.folder)
        self._is_new_folder = False
        self._names: dict[str, None] = {}  # an ordered set
        self._removed: dict[str, None] = {}
        self._held = ExitStack()

    def __enter__(self) -> Staging:
        with refusal_explained(self.folder):
            self._is_new_folder = not self.folder.exists()
        make_folder(self.folder)
        self._held.enter_context(hold_folder(self.folder))
        try:
            with refusal_explained(self.folder):
                (self._stage / NEW).mkdir(parents=True)
        except BaseException:
            self._held.close()
            raise
        return self

    def path(self, name: str) -> Path:
        """Where to write the file that will be called `name` (sub-folders with `/`)."""
        relative = _inside(name)
        if any(other != name and other.casefold() == name.casefold() for other in self._names):
            raise ValueError(f"{name!r} differs from another file in capitals only")
        self._names[name] = None
        path = self._stage / NEW / relative
        with refusal_explained(self.folder / relative):
            path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def write(self, name: str, content: bytes | str) -> None:
        """Stage one file with this content; text is written as UTF-8."""
        raw = content.encode("utf-8") if isinstance(content, str) else content
        path = self.path(name)
        with refusal_explained(self.folder / name):
            path.write_bytes(raw)

    def remove(self, name: str) -> None:
        """Remove a file together with the changes; its folder stays. An absent one is no error."""
        _inside(name)
        self._removed[name] = None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        is_published = False
        try:
            with refusal_explained(self.folder):
                if error is None:
                    self._publish()
                    is_published = True
                elif isinstance(error, OSError) and is_refusal(error):
                    raise error
        finally:
            discard_stage(self._stage)
            self._held.close()
            if self._is_new_folder and not is_published:
                with contextlib.suppress(OSError):
                    self.folder.rmdir()

    def _publish(self) -> None:
        new = self._stage / NEW
        staged = {path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file()}
        names = [name for name in self._names if name in staged]
        names += sorted(staged.difference(names))
        for name in names:
            check_target(self.folder / name)
            _sync_file(new / name)
            _keep_mode(self.folder / name, new / name)
        removed = [name for name in self._removed if os.path.lexists(self.folder / name)]
        publish(self._stage, self.folder, names, removed)


def _inside(name: str) -> Path:
    relative = Path(name)
    if relative.is_absolute() or ".." in relative.parts or not relative.parts:
        raise ValueError(f"{name!r} leaves the target folder")
    return relative


def _keep_mode(target: Path, replacement: Path) -> None:
    if target.is_file() and not target.is_symlink():
        shutil.copymode(target, replacement)


def _sync_file(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
