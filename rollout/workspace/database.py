"""Opening a workspace: an SQLite file on this computer, or a PostgreSQL server by its address."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from rollout.errors import DataError, Problem
from rollout.files.guarded import check_path
from rollout.language import Text
from rollout.workspace import migrations
from rollout.workspace.store import Workspace

ENDING = ".rollout"
VISITS = "-visits"  # behind the name of a workspace
BUSY_S = 30  # how long a writer waits for another
_SQLITE_HEAD = b"SQLite format 3\x00"
# Marks the file as ours in SQLite's header, so that no other database is taken for a workspace.
APPLICATION_ID = 0x524F4C4C
_EXPECTED = Text(
    "eine Datei wie arbeitsbereich.rollout oder eine Adresse wie postgresql://SERVER/NAME",
    "a file such as workspace.rollout or an address such as postgresql://SERVER/NAME",
)


def open_workspace(where: str | Path, *, create: bool = False) -> Workspace:
    """Open a workspace, and bring an older one forward.

    Before the tables of an SQLite file are changed a copy of it is kept beside it.

    Parameters
    ----------
    where
        Path of a file, or the address of a PostgreSQL database.
    create
        Whether to begin an empty workspace where there is none.

    Raises
    ------
    DataError
        There is none, it is of another program or of a newer version, or it cannot be reached.
    """
    is_address = "://" in str(where)
    path = None if is_address else Path(where)
    name = (
        _address(str(where)).set(drivername="postgresql").render_as_string()
        if is_address
        else str(where)
    )
    engine = _server_engine(str(where)) if path is None else _file_engine(path, create)
    workspace = Workspace(engine, name, path)
    try:
        with workspace.reading() as connection:
            version = migrations.version_of(connection)
            if version is None and not (create or _is_empty_file(path)):
                raise _no_workspace(name)
            is_old = migrations.needs_migration(connection, name)
        if is_old:
            if path is not None and version is not None:
                _keep_copy(path, version)
            with workspace.writing() as connection:
                migrations.migrate(connection)
    except DBAPIError as error:
        engine.dispose()
        raise _unreachable(name, error) from None
    except BaseException:
        engine.dispose()
        raise
    return workspace


def _is_empty_file(path: Path | None) -> bool:
    """Whether a file was begun only, by a start that did not come further."""
    return path is not None and path.stat().st_size == 0


def _without_password(text: str) -> str:
    return _address(text).set(drivername="postgresql").render_as_string()


def _address(text: str) -> sa.URL:
    try:
        url = sa.make_url(text)
    except ArgumentError:
        finding = Text("ist keine Adresse", "is no address")
        raise DataError(Problem("error", "--workspace", finding, _EXPECTED)) from None
    if url.get_backend_name() not in ("postgresql", "postgres"):
        finding = Text(f"{url.get_backend_name()} wird nicht unterstützt",
                       f"{url.get_backend_name()} is not supported")  # fmt: skip
        raise DataError(Problem("error", "--workspace", finding, _EXPECTED, code="workspace"))
    return url.set(drivername="postgresql+psycopg")


def _server_engine(text: str) -> sa.Engine:
    try:
        return sa.create_engine(_address(text), pool_pre_ping=True)
    except (NoSuchModuleError, ModuleNotFoundError):
        finding = Text("dafür fehlt das Paket psycopg", "the package psycopg is missing for it")
        remedy = Text("pip install 'rollout[postgresql]'", "pip install 'rollout[postgresql]'")
        problem = Problem("error", "--workspace", finding, remedy=remedy, code="workspace-driver")
        raise DataError(problem) from None


def _file_engine(path: Path, create: bool) -> sa.Engine:
    check_path(path)
    if create and not path.exists():
        _begin(path)
    if not path.is_file():
        raise _no_workspace(str(path))
    with path.open("rb") as file:
        head = file.read(100)
    if head and (not head.startswith(_SQLITE_HEAD)
                 or int.from_bytes(head[68:72], "big") not in (0, APPLICATION_ID)):  # fmt: skip
        finding = Text("ist kein Arbeitsbereich", "is no workspace")
        raise DataError(Problem("error", str(path), finding, _EXPECTED, code="workspace"))
    url = sa.URL.create("sqlite", database=str(path.resolve()))
    engine = sa.create_engine(url, max_overflow=50, connect_args={"timeout": BUSY_S})
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin_transaction)
    return engine


def engine_beside(workspace: Workspace) -> sa.Engine:
    """Database for what visitors leave for a while: on the same server, or a file of its own.

    A file of its own keeps what others uploaded out of every copy of the workspace.
    """
    if workspace.path is None:
        return workspace.engine
    path = workspace.path.with_name(f"{workspace.path.name}{VISITS}")
    return _file_engine(path, create=True)


def _begin(path: Path) -> None:
    """Make an empty file that only its owner may read: notes are nobody else's business."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        finding = Text(f"kann nicht angelegt werden: {error.strerror}",
                       f"cannot be made: {error.strerror}")  # fmt: skip
        expected = Text("ein Ordner, in den Sie schreiben dürfen", "a folder you may write to")
        raise DataError(Problem("error", str(path), finding, expected, code="workspace")) from None


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun below, not by the driver
    cursor = connection.cursor()
    # Readers never wait for the writer; a drive that cannot do that answers with another mode.
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")  # what was said to be kept is on the disk
    cursor.execute("PRAGMA foreign_keys=ON")
    if cursor.execute("PRAGMA application_id").fetchone()[0] == 0:
        cursor.execute(f"PRAGMA application_id={APPLICATION_ID}")
    cursor.close()


def _begin_transaction(connection: sa.Connection) -> None:
    # A reader that turns writer midway could be refused: who will write says so at the start.
    is_writer = connection.get_execution_options().get("is_writer", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")


def _keep_copy(path: Path, version: int) -> None:
    """Keep the file as it was before its tables change."""
    with sqlite3.connect(path) as source:
        source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    source.close()
    shutil.copy2(path, path.with_name(f"{path.name}.v{version}"))


def _no_workspace(name: str) -> DataError:
    finding = Text("gibt es nicht oder enthält keinen Arbeitsbereich",
                   "does not exist or holds no workspace")  # fmt: skip
    remedy = Text("einen anlegen: rollout workspace make", "make one: rollout workspace make")
    return DataError(Problem("error", name, finding, _EXPECTED, remedy, code="no-workspace"))


def _unreachable(name: str, error: DBAPIError) -> DataError:
    reason = str(error.orig).strip().splitlines()[0] if error.orig else type(error).__name__
    finding = Text(f"kann nicht geöffnet werden: {reason}", f"cannot be opened: {reason}")
    return DataError(Problem("error", name, finding, _EXPECTED, code="workspace"))


@contextmanager
def opened(where: str | Path, *, create: bool = False) -> Iterator[Workspace]:
    """A workspace that is closed afterwards."""
    workspace = open_workspace(where, create=create)
    try:
        yield workspace
    finally:
        workspace.close()
