"""Reading a file somebody names: a regular one, of bearable size, without ever waiting for it."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rollout.errors import DataError, Problem, RolloutError
from rollout.language import Text, shorten

# Far above any honest table; a file must not fill the memory.
MAX_BYTES = 50_000_000
TABLE = Text("eine Tabelle als CSV oder XLSX", "a table as CSV or XLSX")

_MOST = 240  # signs of a path that are shown
_NOTHING = Text("", "")
_ROWS = Text("eine Kopfzeile und Datenzeilen", "a header and rows of data")
_RIGHTS = Text("Zugriffsrechte prüfen", "check the access rights")
_PATH = Text("Pfad und Namen prüfen", "check the path and the name")
_MISSING = ("missing-file", Text("Datei nicht gefunden", "file not found"), _PATH)
_UNREADABLE = ("unreadable", Text("kann nicht gelesen werden", "cannot be read"), _RIGHTS)
_LOOP = Text("eine Verknüpfung zeigt auf sich selbst", "a link points to itself")
_TOO_LONG = Text("der Pfad ist zu lang", "the path is too long")
_REASONS = {
    errno.ELOOP: ("missing-file", _LOOP, _PATH),
    errno.ENAMETOOLONG: ("missing-file", _TOO_LONG, _PATH),
}
# A pipe without a writer would be waited for; the flag is unknown to Windows, which has none.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_bytes(
    path: Path, limit: int = MAX_BYTES, expected: Text = TABLE, *, may_be_empty: bool = False
) -> bytes:
    """Return the content of a regular file of at most `limit` bytes.

    Parameters
    ----------
    expected
        What the file should be, for messages.
    may_be_empty
        Whether a file without content (or of blanks only) is no error.

    Raises
    ------
    DataError
        Missing, a folder, a pipe, a device, too large, empty or unreadable.
    """
    check_regular(path, limit, expected)
    with _explained(path), os.fdopen(os.open(path, _FLAGS), "rb") as stream:
        # What was opened may not be what was looked at, and it may grow.
        _check(path, os.fstat(stream.fileno()), limit, expected)
        raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise _too_large(path, len(raw), limit)
    if not may_be_empty and not raw.strip():
        content = _ROWS if expected is TABLE else expected
        raise _error(path, "empty-file", Text("ist leer", "is empty"), content)
    return raw


def check_regular(path: Path, limit: int = MAX_BYTES, expected: Text = TABLE) -> None:
    """Raise `DataError` unless a path names a regular file of at most `limit` bytes."""
    with _explained(path):
        status = path.stat()
    _check(path, status, limit, expected)


def check_path(path: Path) -> None:
    """Raise `DataError` for a path nothing can be asked about; there need not be a file.

    Later questions such as `is_dir` may then be put without care.
    """
    with _explained(path), contextlib.suppress(FileNotFoundError, NotADirectoryError):
        path.stat()


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what the operating system refuses into an error people understand."""
    try:
        yield
    except RolloutError:
        raise
    except (OSError, ValueError) as error:  # a path with a zero byte is a ValueError
        number = (error.errno or 0) if isinstance(error, OSError) else errno.ENOENT
        is_missing = number in (errno.ENOENT, errno.ENOTDIR)
        code, finding, remedy = _MISSING if is_missing else _REASONS.get(number, _UNREADABLE)
        raise _error(path, code, finding, remedy=remedy) from error


def _check(path: Path, status: os.stat_result, limit: int, expected: Text) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise _error(path, "not-a-file", Text("ist ein Ordner", "is a folder"), expected)
    if not stat.S_ISREG(status.st_mode):
        finding = Text("ist keine gewöhnliche Datei", "is not a regular file")
        raise _error(path, "not-a-file", finding, expected)
    if status.st_size > limit:
        raise _too_large(path, status.st_size, limit)


def _too_large(path: Path, size: int, limit: int) -> DataError:
    finding = Text("ist {size} groß", "has {size}").filled(size=_size(size))
    return _error(
        path,
        "too-large",
        finding,
        Text("höchstens {size}", "at most {size}").filled(size=_size(limit)),
    )


def _size(count: int) -> str:
    """A number of bytes for people.

    >>> _size(50_000_000), _size(200_000)
    ('50 MB', '200 kB')
    """
    return f"{count / 1e6:.0f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"


def _error(
    path: Path, code: str, finding: Text, expected: Text = _NOTHING, remedy: Text = _NOTHING
) -> DataError:
    return DataError(Problem("error", shown(path), finding, expected, remedy, code=code))


def shown(path: Path) -> str:
    """A path as messages name it: one of 32,000 signs would bury what is said about it.

    >>> shown(Path("a.csv"))
    'a.csv'
    """
    text = str(path)
    return shorten(
        text if len(text) <= _MOST else f"{text[: _MOST // 2]} … {text[-_MOST // 2 :]}", 2 * _MOST
    )
