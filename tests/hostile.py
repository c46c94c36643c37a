"""Paths that are no plain file, and what is said about them."""

from __future__ import annotations

import os
from pathlib import Path

HOSTILE = {
    "a pipe": "is not a regular file",
    "a device without end": "is not a regular file",
    "a folder": "is a folder",
    "no file": "file not found",
    "a file as folder": "file not found",
    "an empty file": "is empty",
    "a file of blanks": "is empty",
    "a large file": "has 200 MB; expected: at most",
    "a link to nowhere": "file not found",
    "a link to itself": "a link points to itself",
    "a path of 32,000 signs": "the path is too long",
    "a zero byte": "file not found",
}


def hostile_path(name: str, folder: Path, ending: str = ".csv") -> Path:
    """Make one of them in a folder."""
    path = folder / f"hostile{ending}"
    match name:
        case "a pipe":
            os.mkfifo(path)
        case "a device without end":
            path.symlink_to("/dev/zero")
        case "a folder":
            path.mkdir()
        case "a file as folder":
            path.write_bytes(b"x")
            return path / f"deeper{ending}"
        case "an empty file":
            path.touch()
        case "a file of blanks":
            path.write_bytes(b" \r\n" * 10)
        case "a large file":
            path.touch()
            os.truncate(path, 200_000_000)
        case "a link to nowhere":
            path.symlink_to(folder / "nowhere")
        case "a link to itself":
            path.symlink_to(path)
        case "a path of 32,000 signs":
            return folder / ("x/" * 16_000) / f"a{ending}"
        case "a zero byte":
            return folder / f"a\0b{ending}"
    return path
