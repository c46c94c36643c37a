"""Writing files so that a reader sees the old one or the new one, never half of one.

One file: temporary file in the same folder, flush to disk, rename. Many files: everything is
first written into a staging folder inside the target folder; only when all of it is complete
does each file move to its place.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from rollout.errors import DataError, Problem
from rollout.language import Text

STAGING_PREFIX = ".rollout-"
STALE_SECONDS = 24 * 3600

_FAILURES = {
    errno.ENOSPC: Text("der Datenträger ist voll", "the disk is full"),
    errno.EDQUOT: Text("das Speicherkontingent ist erschöpft", "the disk quota is exhausted"),
    errno.EACCES: Text("der Zugriff ist verweigert", "access is denied"),
    errno.EPERM: Text("der Zugriff ist verweigert", "access is denied"),
    errno.EROFS: Text("der Ordner ist schreibgeschützt", "the folder is read-only"),
    errno.ENOTDIR: Text("ein Teil des Pfades ist kein Ordner", "a part of the path is no folder"),
    errno.ENAMETOOLONG: Text("der Dateiname ist zu lang", "the file name is too long"),
}


def write_atomic(path: Path | str, content: bytes) -> Path:
    """Write one file whole or not at all.

    A symbolic link at `path` is replaced, not followed.

    Raises
    ------
    DataError
        The folder cannot be written, `path` is a folder, or the disk is full; an existing file
        is then unchanged.
    """
    target = Path(path)
    with _with_reason(target):
        make_folder(target.parent)
        _check_target(target)
        temporary = target.with_name(f"{STAGING_PREFIX}{secrets.token_hex(8)}.tmp")
        try:
            # Exclusive, so that a link laid in its place is not followed.
            with temporary.open("xb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            _keep_mode(target, temporary)
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        # A rename survives a power cut only when its folder is flushed too.
        _sync_folder(target.parent)
    return target


class Staging:
    """Many files that appear together at the end of a `with` block, or not at all.

    Files are written to `stage.path(name)`. When the block ends well, every file is flushed to
    disk and renamed into `folder`, one after the other in order of name; when it ends with an
    error, `folder` is as it was. A process killed between two renames leaves some files new and
    some old, each of them whole.

    Parameters
    ----------
    folder
        Target folder; made if missing, and removed again if it was made for nothing.
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self._stage = self.folder / f"{STAGING_PREFIX}{secrets.token_hex(8)}"
        self._is_new_folder = False

    def __enter__(self) -> Staging:
        with _with_reason(self.folder):
            self._is_new_folder = not self.folder.exists()
            make_folder(self.folder)
            _remove_stale(self.folder)
            self._stage.mkdir()
        return self

    def path(self, name: str) -> Path:
        """Where to write the file that will be called `name` (sub-folders with `/`)."""
        relative = Path(name)
        if relative.is_absolute() or ".." in relative.parts or not relative.parts:
            raise ValueError(f"{name!r} leaves the target folder")
        path = self._stage / relative
        with _with_reason(self.folder / relative):
            path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def write(self, name: str, content: bytes | str) -> None:
        """Stage one file with this content; text is written as UTF-8."""
        raw = content.encode("utf-8") if isinstance(content, str) else content
        path = self.path(name)
        with _with_reason(self.folder / name):
            path.write_bytes(raw)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            with _with_reason(self.folder):
                if error is None:
                    self._publish()
                elif isinstance(error, OSError) and error.errno in _FAILURES:
                    raise error
        finally:
            shutil.rmtree(self._stage, ignore_errors=True)
            if error is not None and self._is_new_folder:
                with contextlib.suppress(OSError):
                    self.folder.rmdir()

    def _publish(self) -> None:
        files = sorted(path for path in self._stage.rglob("*") if path.is_file())
        moves = [(path, self.folder / path.relative_to(self._stage)) for path in files]
        for path, target in moves:
            make_folder(target.parent)
            _check_target(target)
            _sync_file(path)
            _keep_mode(target, path)
        # Everything that may fail is done: from here on only renames.
        for path, target in moves:
            path.replace(target)
        for folder in sorted({target.parent for _, target in moves}):
            _sync_folder(folder)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; a file in its place is a `DataError`."""
    for part in (folder, *folder.parents):
        if part.exists() or part.is_symlink():
            if not part.is_dir():
                raise _not_a_folder(part)
            break
    with _with_reason(folder):
        folder.mkdir(parents=True, exist_ok=True)


def _check_target(target: Path) -> None:
    if target.is_dir() and not target.is_symlink():
        raise DataError(
            Problem(
                "error",
                str(target),
                Text("ist ein Ordner", "is a folder"),
                Text("ein Dateiname", "a file name"),
                Text("anderen Namen wählen", "choose another name"),
                code="output-folder",
            )
        )


def _not_a_folder(path: Path) -> DataError:
    return DataError(
        Problem(
            "error",
            str(path),
            Text("ist eine Datei", "is a file"),
            Text("ein Ordner", "a folder"),
            Text("anderen Ordner wählen oder die Datei umbenennen",
                 "choose another folder or rename the file"),
            code="output-file",
        )
    )  # fmt: skip


@contextmanager
def _with_reason(path: Path) -> Iterator[None]:
    """Turn what the operating system refuses into an error people understand."""
    try:
        yield
    except OSError as error:
        reason = _FAILURES.get(error.errno or 0) or Text(str(error.strerror), str(error.strerror))
        raise DataError(
            Problem(
                "error",
                str(path),
                Text(f"kann nicht geschrieben werden: {reason.de}",
                     f"cannot be written: {reason.en}"),
                remedy=Text("anderen Ordner wählen oder Rechte und Platz prüfen",
                            "choose another folder or check rights and space"),
                code="output-refused",
            )
        ) from error  # fmt: skip


def _keep_mode(target: Path, replacement: Path) -> None:
    if target.is_file() and not target.is_symlink():
        shutil.copymode(target, replacement)


def _sync_file(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Flush the names in a folder to disk where the system can (Windows cannot)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_stale(folder: Path) -> None:
    """Remove what a killed run left behind more than a day ago; a run under way is younger."""
    for path in folder.glob(f"{STAGING_PREFIX}*"):
        with contextlib.suppress(OSError):
            if time.time() - path.lstat().st_mtime < STALE_SECONDS:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif path.suffix == ".tmp":
                path.unlink()
