"""A copy of a workspace, made while others work in it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from rollout.errors import DataError, Problem
from rollout.language import Text
from rollout.workspace.store import Workspace


def write_copy(workspace: Workspace, out: Path) -> Path:
    """Write a copy of an SQLite workspace, whole and of one moment; it is a workspace itself.

    Raises
    ------
    DataError
        The workspace is on a server, or there is a file already.
    """
    if workspace.path is None:
        finding = Text("liegt auf einem Server", "is on a server")
        remedy = Text("dort mit pg_dump sichern und mit pg_restore zurückholen",
                      "save it there with pg_dump and bring it back with pg_restore")  # fmt: skip
        raise DataError(Problem("error", workspace.name, finding, remedy=remedy, code="server"))
    if out.exists():
        finding = Text("gibt es schon", "exists already")
        remedy = Text("einen anderen Namen wählen", "choose another name")
        raise DataError(Problem("error", str(out), finding, remedy=remedy, code="exists"))
    part = out.with_name(f"{out.name}.part")
    try:
        # Nobody else may read it: the copy holds what the workspace holds.
        os.close(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
        with closing(sqlite3.connect(workspace.path)) as source, \
                closing(sqlite3.connect(part)) as target:  # fmt: skip
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
        part.rename(out)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        finding = Text(f"kann nicht geschrieben werden: {error}", f"cannot be written: {error}")
        raise DataError(Problem("error", str(out), finding, code="backup")) from None
    return out
