"""Which files a reading rests on, as one mark: other content, other mark."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rollout.data_folder import default_data_dir, shipped_data_dir
from rollout.programme import FILE, programme
from rollout.readers.gazetteer import MUNICIPALITIES, PLACES_ABROAD

MOST_FILES, MOST_BYTES = 200, 300_000_000


def mark_of_files(
    folder: Path, files: Mapping[str, Path | str | None]
) -> tuple[object, ...] | None:
    """Mark of all that is read for a data folder and files in place of its own.

    The whole folder counts, so that nobody has to declare which of its files are read.

    Returns
    -------
    mark
        Paths (messages name them) and checksums; None where this cannot be said: files beside
        each other that belong together (outlines of one's own), folders without measure, what is
        no regular file.
    """
    if files.get("boundaries") is not None:
        return None
    homes = (default_data_dir(), shipped_data_dir())
    beside = [home / name for home in homes for name in (FILE, MUNICIPALITIES, PLACES_ABROAD)]
    try:
        inside = _checksums(_files_in(folder))
        outside = _checksums([path for path in beside if path.is_file()])
        given = _checksums(Path(path) for path in files.values() if path is not None)
    except (OSError, ValueError):
        return None
    names = {name: str(path) for name, path in files.items() if path is not None}
    return (str(folder), inside, outside, names, given, repr(programme()))


def _files_in(folder: Path) -> Iterator[Path]:
    """Files of a folder and below it, in order, without hidden ones such as locks."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _files_in(Path(entry.path))
        else:
            yield Path(entry.path)


def _checksums(paths: Iterable[Path]) -> dict[str, str]:
    """SHA-256 of every file by its path.

    Raises
    ------
    ValueError
        Too many of them, too large together, or no regular file.
    """
    marks: dict[str, str] = {}
    size = 0
    for path in paths:
        status = path.stat()
        size += status.st_size
        if not stat.S_ISREG(status.st_mode) or size > MOST_BYTES or len(marks) == MOST_FILES:
            raise ValueError(path)
        marks[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
    return marks
