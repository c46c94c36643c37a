"""The change log of a register: only ever appended to, also when a process is killed."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import os
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from rollout.errors import DataError, Problem
from rollout.files.atomic import write_atomic
from rollout.language import Text
from rollout.readers.repair import plain


@dataclass(frozen=True)
class Entry:
    """One changed cell.

    Parameters
    ----------
    when
        UTC, ISO 8601, seconds.
    what
        add, set, end or import.
    id
        Initiative.
    field
        Header of the column.
    before, after
        Text of the cell.
    """

    when: str
    what: str
    id: str
    field: str
    before: str
    after: str


COLUMNS = tuple(field.name for field in fields(Entry))


def now() -> str:
    """Current time in UTC."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat()


def log_path(register: Path) -> Path:
    """Change log of a register."""
    return register.with_name(f"{register.stem}.log.csv")


def backup_path(register: Path) -> Path:
    """Previous version of a register."""
    return register.with_name(f"{register.name}.bak")


def _pending_path(register: Path) -> Path:
    return register.with_name(f".{register.name}.pending")


def publish(register: Path, before: bytes | None, content: bytes, entries: Sequence[Entry]) -> None:
    """Replace a register, keeping the previous version and logging the change.

    What is about to be logged is written down first, so that `recover` can finish or discard it
    after a kill at any moment. `before` is None for a register that is begun.
    """
    lines = _lines(entries)
    digest = hashlib.sha256(content).hexdigest()
    note = json.dumps({"sha256": digest, "lines": lines, "log_size": _size(log_path(register))})
    if before is not None:
        write_atomic(backup_path(register), before)
    write_atomic(_pending_path(register), note.encode("utf-8"))
    write_atomic(register, content)
    _append(log_path(register), lines)
    _pending_path(register).unlink(missing_ok=True)


def recover(register: Path) -> None:
    """Finish the log of a change that was cut off after the register was replaced."""
    note_path = _pending_path(register)
    try:
        note = json.loads(note_path.read_bytes())
        lines, size, digest = str(note["lines"]), int(note["log_size"]), note["sha256"]
    except FileNotFoundError:
        return
    except (OSError, ValueError, KeyError, TypeError):
        note_path.unlink(missing_ok=True)
        return
    content = register.read_bytes() if register.is_file() else b""
    if hashlib.sha256(content).hexdigest() == digest:
        log = log_path(register)
        if _size(log) > size:
            os.truncate(log, size)  # a line that was cut off half way
        _append(log, lines)
    note_path.unlink(missing_ok=True)


def read_log(register: Path) -> list[Entry]:
    """Entries of the change log, oldest first; empty without a log."""
    path = log_path(register.resolve())
    try:
        text = path.read_text(encoding="utf-8")
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        finding = Text("kann nicht gelesen werden", "cannot be read")
        raise DataError(Problem("error", str(path), finding, code="unreadable")) from error
    return [Entry(*row) for row in rows[1:] if len(row) == len(COLUMNS)]


def _lines(entries: Sequence[Entry]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    # The log is opened in spreadsheets too: no cell may become a formula.
    writer.writerows([plain(text) for text in astuple(entry)] for entry in entries)
    return stream.getvalue()


def _append(log: Path, lines: str) -> None:
    """Append to the log, beginning it with its header."""
    header = "" if _size(log) else ",".join(COLUMNS) + "\n"
    with log.open("ab") as stream:
        stream.write((header + lines).encode("utf-8", "replace"))
        stream.flush()
        os.fsync(stream.fileno())


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0
