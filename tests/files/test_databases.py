"""Replacing a GeoPackage that somebody has open, with real connections of SQLite."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from rollout.analysis import Analysis
from rollout.errors import DataError
from rollout.files.databases import free_to_replace
from rollout.outputs import write_outputs

KILLED = """
import os, sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute(f"PRAGMA journal_mode={sys.argv[2]}")
database.execute("PRAGMA cache_size=1")
database.execute("BEGIN")
database.executemany("INSERT INTO districts VALUES (?)", [("x" * 4000,)] * 50)
if sys.argv[2] == "WAL":
    database.execute("COMMIT")
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "rollout.gpkg"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE districts (ags TEXT)")
        database.execute("INSERT INTO districts VALUES ('09162')")
    return path


def beside(path: Path) -> set[str]:
    return {other.name for other in path.parent.iterdir()} - {path.name}


def test_a_closed_package_and_none_at_all_are_free(package: Path) -> None:
    free_to_replace(package)
    free_to_replace(package.with_name("none.gpkg"))
    assert beside(package) == set()


def test_an_open_package_is_refused_and_stays_as_it_is(package: Path) -> None:
    with closing(sqlite3.connect(package, isolation_level=None)) as qgis:
        qgis.execute("PRAGMA journal_mode=WAL")
        qgis.execute("INSERT INTO districts VALUES ('01001')")
        with pytest.raises(DataError, match=r"is open in QGIS .*rollout\.gpkg-wal"):
            free_to_replace(package)
        assert qgis.execute("SELECT count(*) FROM districts").fetchone() == (2,)
    free_to_replace(package)


def test_a_run_writes_nothing_beside_an_open_package(package: Path, shipped: Analysis) -> None:
    before = package.read_bytes()
    with closing(sqlite3.connect(package, isolation_level=None)) as qgis:
        qgis.execute("PRAGMA journal_mode=WAL")
        qgis.execute("INSERT INTO districts VALUES ('01001')")
        with pytest.raises(DataError, match="close it there"):
            write_outputs(shipped, None, package.parent, "de")
        assert beside(package) == {"rollout.gpkg-shm", "rollout.gpkg-wal"}
        assert qgis.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len(package.read_bytes()) >= len(before)


def test_an_open_transaction_is_refused(package: Path) -> None:
    with closing(sqlite3.connect(package, isolation_level=None)) as editor:
        editor.execute("BEGIN IMMEDIATE")
        editor.execute("INSERT INTO districts VALUES ('01001')")
        with pytest.raises(DataError, match=r"rollout\.gpkg-journal"):
            free_to_replace(package)


@pytest.mark.skipif(os.name == "nt", reason="kills a process by a signal")
@pytest.mark.parametrize(("mode", "rows"), [("WAL", 51), ("DELETE", 1)])
def test_what_a_killed_program_left_is_folded_in(package: Path, mode: str, rows: int) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(package), mode], check=False)
    assert beside(package)
    free_to_replace(package)
    assert beside(package) == set()
    with closing(sqlite3.connect(package)) as database:
        assert database.execute("SELECT count(*) FROM districts").fetchone() == (rows,)


def test_a_log_without_its_package_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rollout.gpkg-wal").write_bytes(b"log")
    with pytest.raises(DataError, match="is open in QGIS"):
        free_to_replace(tmp_path / "rollout.gpkg")


def test_a_broken_package_with_a_log_is_refused(package: Path) -> None:
    package.write_bytes(b"no database" * 1000)
    package.with_name("rollout.gpkg-wal").write_bytes(b"log")
    with pytest.raises(DataError, match="is open in QGIS"):
        free_to_replace(package)
