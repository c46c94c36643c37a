"""The same workspace twice: as a file, and on a PostgreSQL server begun for the tests."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from rollout.workspace import Workspace, open_workspace

START = dt.datetime(2026, 5, 4, 8, 0, tzinfo=dt.UTC)


def postgresql_program(name: str) -> str | None:
    """Path of a program of the server; Debian keeps them out of the way."""
    beside = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(beside[-1]) if beside else None)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Address of a server that only this test run reaches."""
    with running_server() as address:
        yield address


@contextmanager
def running_server() -> Iterator[str]:
    """Address of a server that only its user reaches, by a socket in a folder of its own."""
    programs = {name: postgresql_program(name) for name in ("initdb", "pg_ctl")}
    if not all(programs.values()):
        report = pytest.fail if os.environ.get("CI") else pytest.skip
        report("no PostgreSQL found; install Debian's package postgresql")
    folder = Path(tempfile.mkdtemp(prefix="rollout-pg-"))
    # The server refuses to run as root.
    user = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    as_user = {"user": user} if os.geteuid() == 0 else {}
    if as_user:
        shutil.chown(folder, user)

    def run(*command: str | None) -> None:
        subprocess.run(list(map(str, command)), check=True, capture_output=True, cwd=folder,
                       **as_user)  # fmt: skip

    data = str(folder / "data")
    run(programs["initdb"], "-D", data, "-U", "rollout", "-A", "trust", "-E", "UTF8",
        "--locale=C", "--no-sync")  # fmt: skip
    options = f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=60"
    run(programs["pg_ctl"], "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql://rollout@/postgres?host={folder}"
    finally:
        run(programs["pg_ctl"], "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server: str) -> str:
    """Address of an empty database on the server."""
    name = f"test_{secrets.token_hex(6)}"
    url = sa.make_url(server).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty workspace may be made: a path or an address."""
    if request.param == "sqlite":
        return str(tmp_path / "a.rollout")
    return new_database(request.getfixturevalue("server"))


@pytest.fixture
def workspace(where: str) -> Iterator[Workspace]:
    """An empty workspace whose clock moves on by a minute with every write."""
    minutes = itertools.count()
    workspace = open_workspace(where, create=True)
    workspace.clock = lambda: START + dt.timedelta(minutes=next(minutes))
    yield workspace
    workspace.close()
