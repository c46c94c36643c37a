"""The change log of a register: lines are only ever added, together with the change they name."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from rollout.errors import DataError, Problem
from rollout.files.atomic import Staging
from rollout.files.targets import refusal_explained
from rollout.language import Text
from rollout.readers.plain_text import plain


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


def publish(register: Path, before: bytes | None, content: bytes, entries: Sequence[Entry]) -> None:
    """Replace a register, keep the previous version and log the change, all as one step.

    `before` is None for a register that is begun.
    """
    log = log_path(register)
    with Staging(register.parent) as stage:
        stage.write(register.name, content)
        stage.write(log.name, _log_content(log) + _lines(entries).encode("utf-8", "replace"))
        if before is not None:
            stage.write(backup_path(register).name, before)


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


def _log_content(log: Path) -> bytes:
    """What the log says so far; its header where it says nothing."""
    with refusal_explained(log):
        content = log.read_bytes() if log.exists() else b""
    return content or (",".join(COLUMNS) + "\n").encode()
