"""What took long to compute, kept in the user's own cache folder until what it rests on changes.

A result lies under a key that names everything it follows from, the code included; what is found
under the key is right or it is ignored. The folder may be deleted at any time. Results are pickled,
and a pickle can run code, so only a folder is used that nobody but the user can write to: whoever
could put a file there could change the user's programs as well.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import secrets
import stat
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rollout import __version__

ENVIRONMENT = "ROLLOUT_CACHE"
PACKAGE = Path(__file__).resolve().parents[1]
KEPT = 6  # results, the latest used
LIBRARIES = ("numpy", "pandas", "shapely", "pyproj", "pyogrio", "geopandas")
_SIGN = b"rollout-kept-1\n"
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def cache_folder() -> Path | None:
    """Folder named by ROLLOUT_CACHE, else the one of the system; None where nothing is to be kept.

    An empty ROLLOUT_CACHE keeps nothing.
    """
    named = os.environ.get(ENVIRONMENT)
    if named is not None:
        return Path(named) if named else None
    with contextlib.suppress(RuntimeError):  # a user without a home
        return _system_folder() / "rollout"
    return None


def _system_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def key_of(*parts: object) -> str:
    """Key of a result: what it follows from, this version of the code and its libraries.

    Parameters
    ----------
    parts
        Values whose `repr` says all that counts.
    """
    return hashlib.sha256(repr((code_mark(), *parts)).encode()).hexdigest()


@cache
def code_mark() -> str:
    """What the code is: size and age of every file of it, versions of all that is installed."""
    homes = {Path(str(spec.origin)).parents[1] for spec in map(find_spec, LIBRARIES) if spec}
    installed = sorted(
        name for home in homes for name in os.listdir(home) if name.endswith(".dist-info")
    )
    content = repr((__version__, sys.version, installed, sorted(_code_files(str(PACKAGE)))))
    return hashlib.sha256(content.encode()).hexdigest()


def _code_files(folder: str) -> Iterator[tuple[str, int, int]]:
    """Path, size and age of the package's files, without the data and pages that come with it."""
    for entry in os.scandir(folder):
        if entry.name.startswith(("_data", "_docs", "__pycache__")):
            continue
        if entry.is_dir():
            yield from _code_files(entry.path)
        else:
            status = entry.stat()
            yield entry.path, status.st_size, status.st_mtime_ns


def kept(key: str) -> Any:
    """What lies under a key; None where there is nothing, or nothing that can be relied on."""
    folder = _own_folder()
    if folder is None:
        return None
    path = folder / key
    try:
        content = _own_content(path)
        if content is None:
            return None
        os.utime(path)  # those used last stay
        return pickle.loads(content)  # noqa: S301, the user's own, see the head of this module
    except Exception:  # whatever is wrong with it: it can be computed again
        return None


def keep(key: str, result: object) -> None:
    """Keep a result under a key; where that cannot be done, nothing happens."""
    folder = _own_folder()
    if folder is None:
        return
    content = pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
    draft = folder / f"{key}.{secrets.token_hex(8)}"
    with contextlib.suppress(OSError):
        try:
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as stream:
                stream.write(_SIGN + hashlib.sha256(content).digest())
                stream.write(content)
            draft.replace(folder / key)
        finally:
            draft.unlink(missing_ok=True)
        _forget_oldest(folder)


def _own_content(path: Path) -> bytes | None:
    """Content of a file that the user alone can write, whole; None of any other."""
    with os.fdopen(os.open(path, _FLAGS), "rb") as stream:
        if not _is_own(os.fstat(stream.fileno()), stat.S_ISREG):
            return None
        head = stream.read(len(_SIGN) + hashlib.sha256().digest_size)
        content = stream.read()
    is_whole = head == _SIGN + hashlib.sha256(content).digest()
    return content if is_whole else None


def _own_folder() -> Path | None:
    """The cache folder, made if need be; None unless the user alone can write to it."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if _is_own(folder.lstat(), stat.S_ISDIR) else None
    except OSError:
        return None


def _is_own(status: os.stat_result, is_kind: Any) -> bool:
    if not is_kind(status.st_mode):
        return False
    if sys.platform == "win32":  # rights are those of the profile, which is the user's
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


def _forget_oldest(folder: Path) -> None:
    """Remove all but the results used last, and drafts of writers that were killed."""
    entries = [(entry.stat().st_mtime_ns, entry.path) for entry in os.scandir(folder)]
    for _, path in sorted(entries, reverse=True)[KEPT:]:
        with contextlib.suppress(OSError):
            os.unlink(path)
