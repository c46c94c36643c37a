"""Archives from outside, opened without trusting names or sizes in them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path, PurePosixPath
from typing import IO

from rollout.errors import DataError
from rollout.files.archives import ARCHIVE_FAULTS
from rollout.files.guarded import check_regular
from rollout.language import Text
from rollout.readers.findings import file_error, quote

# Sizes in an archive are claims; these limits hold for what really comes out.
MAX_MEMBERS = 5000
MAX_UNPACKED = 1_500_000_000
MAX_CSV = 300_000_000
_CHUNK = 1 << 20
_ARCHIVE = Text("ein Archiv (zip)", "an archive (zip)")


def csv_member(raw: bytes, file: str) -> bytes:
    """Content of the only CSV file in an archive."""
    with _open(io.BytesIO(raw), file) as archive:
        names = [m for m in _members(archive, file) if m.filename.casefold().endswith(".csv")]
        if len(names) != 1:
            raise file_error(
                file, "archive-content",
                Text(f"enthält {len(names)} CSV-Dateien", f"holds {len(names)} CSV files"),
                Text("genau eine", "exactly one"),
                Text("die gewünschte entpacken", "unpack the one you mean"),
            )  # fmt: skip
        target = io.BytesIO()
        _copy(archive, names[0], target, MAX_CSV, file)
        return target.getvalue()


def unpack(path: Path, folder: Path, suffixes: tuple[str, ...]) -> list[Path]:
    """Write the members with these endings into `folder` and return their paths.

    A member keeps only its sanitised name below `folder`: absolute names and `..` are refused,
    links become plain files, and no more than `MAX_UNPACKED` bytes are written however large the
    archive says it is.
    """
    check_regular(path, MAX_UNPACKED, _ARCHIVE)
    paths: list[Path] = []
    room = MAX_UNPACKED
    with _open(path, str(path)) as archive:
        for member in _members(archive, str(path)):
            if not member.filename.casefold().endswith(suffixes):
                continue
            target = folder.joinpath(*_safe_parts(member.filename, str(path)))
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                raise _named_twice(member.filename, str(path))
            # Exclusive: whatever appears meanwhile is not overwritten either.
            with target.open("xb") as stream:
                room -= _copy(archive, member, stream, room, str(path))
            paths.append(target)
    return paths


def _open(source: Path | io.BytesIO, file: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(source)
    except ARCHIVE_FAULTS as error:
        raise _damaged(file) from error


def _damaged(file: str) -> DataError:
    finding = Text("ist ein beschädigtes Archiv", "is a damaged archive")
    remedy = Text("neu herunterladen", "download it again")
    return file_error(file, "broken-archive", finding, remedy=remedy)


def _members(archive: zipfile.ZipFile, file: str) -> list[zipfile.ZipInfo]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MAX_MEMBERS:
        raise file_error(
            file, "too-large",
            Text(f"enthält {len(members)} Dateien", f"holds {len(members)} files"),
            Text(f"höchstens {MAX_MEMBERS}", f"at most {MAX_MEMBERS}"),
        )  # fmt: skip
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise _too_large(file, MAX_UNPACKED)
    return members


def _too_large(file: str, limit: int) -> DataError:
    limit //= 10**6
    return file_error(
        file, "too-large",
        Text("ist entpackt zu groß", "is too large once unpacked"),
        Text(f"höchstens {limit} MB", f"at most {limit} MB"),
    )  # fmt: skip


def _safe_parts(name: str, file: str) -> tuple[str, ...]:
    path = PurePosixPath(name.replace("\\", "/"))
    # Zip slip: absolute names (one slash or two), drives and `..` would write outside the folder.
    bad = any(part == ".." or ":" in part or "\x00" in part for part in path.parts)
    if bad or path.is_absolute() or not path.parts:
        raise file_error(
            file, "archive-path",
            Text(f"ein Name im Archiv führt aus ihm hinaus: {quote(name)}",
                 f"a name in the archive leads out of it: {quote(name)}"),
            remedy=Text("dieser Datei nicht trauen", "do not trust this file"),
        )  # fmt: skip
    return path.parts


def _named_twice(name: str, file: str) -> DataError:
    finding = Text(f"enthält {quote(name)} zweimal", f"holds {quote(name)} twice")
    remedy = Text("das Archiv neu packen oder entpacken", "pack the archive anew or unpack it")
    return file_error(file, "archive-path", finding, remedy=remedy)


def _copy(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: IO[bytes], limit: int, file: str
) -> int:
    """Copy one member, counting what really comes out; return its size."""
    size = 0
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > limit:
                    raise _too_large(file, limit)
                target.write(chunk)
    except (DataError, OSError):  # too large, or the disk is full
        raise
    except ARCHIVE_FAULTS as error:
        raise _damaged(file) from error
    return size
