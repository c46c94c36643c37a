"""GeoPackages that other programs have open: replacing them needs care.

A GeoPackage is an SQLite database. While QGIS has one open, changes and locks stand in files
beside it (`-wal`, `-shm`, `-journal`). A new file put in its place would meet the old log, and no
program could read it any more.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from rollout.errors import DataError, Problem
from rollout.language import Text

_BESIDE = ("-wal", "-shm", "-journal")


def free_to_replace(path: Path) -> None:
    """Make sure that a database can be replaced; leftovers of a program that died are cleared.

    SQLite itself tells the two apart: whoever gets the database for himself may fold its log in,
    after which nothing lies beside it. Without files beside it, it is free.

    Raises
    ------
    DataError
        It is open elsewhere, or what lies beside it cannot be folded in.
    """
    beside = _beside(path)
    if not beside:
        return
    if path.is_file() and not path.is_symlink():
        try:
            # No wait: an open program keeps it open for hours.
            with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as database:
                database.execute("BEGIN EXCLUSIVE")
                database.execute("ROLLBACK")
                database.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.Error as error:
            raise _open_elsewhere(path, beside) from error
        beside = _beside(path)
    if beside:
        raise _open_elsewhere(path, beside)


def _beside(path: Path) -> list[str]:
    return [path.name + end for end in _BESIDE if path.with_name(path.name + end).exists()]


def _open_elsewhere(path: Path, beside: list[str]) -> DataError:
    names = ", ".join(beside)
    return DataError(
        Problem(
            "error", str(path),
            Text(f"ist in QGIS oder einem anderen Programm geöffnet (daneben liegt {names}); "
                 "nichts wurde geschrieben",
                 f"is open in QGIS or another program (beside it lies {names}); nothing was "
                 "written"),
            remedy=Text("dort schließen oder die Ebenen entfernen und wiederholen, oder in einen "
                        "anderen Ordner schreiben",
                        "close it there or remove its layers and try again, or write to another "
                        "folder"),
            code="output-open",
        )
    )  # fmt: skip
