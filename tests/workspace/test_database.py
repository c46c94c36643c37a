"""What is no workspace is refused, an older one brought forward, a copy is whole."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing

import pytest
import sqlalchemy as sa

from rollout.errors import DataError
from rollout.workspace import Edit, history, migrations, open_workspace
from rollout.workspace.backup import write_copy
from rollout.workspace.schema import META
from tests.workspace.conftest import new_database, postgresql_program

WHO = "Servicestelle"


def text_of(workspace, key: str = "a") -> str | None:
    record = workspace.record("note", key)
    return record and record["text"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"id,name\n", "is no workspace"),
        (None, "does not exist"),
        ("foreign", "holds no workspace"),
        ("geopackage", "is no workspace"),
    ],
)
def test_what_is_no_workspace_is_left_alone(tmp_path, content, message):
    path = tmp_path / "x.rollout"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is not None:
        with closing(sqlite3.connect(path)) as other:
            if content == "geopackage":
                other.execute("PRAGMA application_id = 0x47504b47")
            other.execute("CREATE TABLE t (x)")
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(DataError, match=message):
        open_workspace(path)
    assert (path.read_bytes() if path.exists() else None) == before or content == "foreign"
    with pytest.raises(DataError, match="cannot be made"):
        open_workspace(tmp_path / "no" / "folder.rollout", create=True)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("mysql://a/b", "mysql is not supported"),
        ("://", "is no address"),
        ("postgresql://me:secret@127.0.0.1:1/none", "cannot be opened"),
    ],
)
def test_an_address_that_leads_nowhere_is_said_without_its_password(address, message):
    with pytest.raises(DataError, match=message) as caught:
        open_workspace(address)
    assert "secret" not in caught.value.message("de")


def test_only_its_owner_reads_the_file(tmp_path):
    open_workspace(tmp_path / "a.rollout", create=True).close()
    assert stat.S_IMODE((tmp_path / "a.rollout").stat().st_mode) == 0o600


def test_a_newer_workspace_is_refused_and_an_older_one_brought_forward(where, monkeypatch):
    """The step of a version to come: it must find the data and keep them."""
    workspace = open_workspace(where, create=True)
    workspace.write([Edit("note", "a", {"text": "kept"}, 0)], WHO, "add")
    workspace.close()

    def next_step(connection: sa.Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE notes ADD COLUMN colour TEXT NOT NULL DEFAULT ''")

    now = migrations.VERSION
    monkeypatch.setattr(migrations, "VERSION", now + 1)
    monkeypatch.setattr(migrations, "MIGRATIONS", {now + 1: next_step})
    workspace = open_workspace(where)
    assert text_of(workspace) == "kept"
    with workspace.reading() as connection:
        assert "colour" in {c["name"] for c in sa.inspect(connection).get_columns("notes")}
        assert connection.execute(sa.select(META.c.value)).scalar() == str(now + 1)
    workspace.close()
    if workspace.path is not None:  # the file as it was lies beside it
        monkeypatch.setattr(migrations, "VERSION", now)
        copy = open_workspace(workspace.path.with_name(f"a.rollout.v{now}"))
        assert text_of(copy) == "kept"
        copy.close()
    monkeypatch.setattr(migrations, "VERSION", now)
    with pytest.raises(DataError, match="newer version of the program"):
        open_workspace(where)


def test_a_step_that_fails_changes_nothing(where, monkeypatch):
    open_workspace(where, create=True).close()

    def wrong(connection: sa.Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE notes ADD COLUMN colour TEXT")
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "VERSION", migrations.VERSION + 1)
        patch.setattr(migrations, "MIGRATIONS", {migrations.VERSION: wrong})
        with pytest.raises(ZeroDivisionError):
            open_workspace(where)
    workspace = open_workspace(where)
    with workspace.reading() as connection:
        assert "colour" not in {c["name"] for c in sa.inspect(connection).get_columns("notes")}
    workspace.close()


def test_a_copy_made_while_others_write_is_a_workspace_of_one_moment(tmp_path):
    workspace = open_workspace(tmp_path / "a.rollout", create=True)
    workspace.write([Edit("note", "a", {"text": "before"}, 0)], WHO, "add")
    with workspace.writing() as connection:  # a writer who is not done
        connection.execute(sa.text("UPDATE notes SET text = 'half'"))
        copy = write_copy(workspace, tmp_path / "copy.rollout")
    workspace.write([Edit("note", "a", {"text": "after"}, 1)], WHO, "set")
    saved = open_workspace(copy)
    assert (text_of(saved), saved.last_number()) == ("before", 1)
    saved.write([Edit("note", "b", {"text": "on"}, 0)], WHO, "add")  # work goes on in it
    saved.close()
    with pytest.raises(DataError, match="exists already"):
        write_copy(workspace, copy)
    workspace.close()


def test_a_server_is_saved_and_brought_back_by_its_own_programs(server, tmp_path):
    address = new_database(server)
    workspace = open_workspace(address, create=True)
    workspace.write([Edit("note", "a", {"text": "kept"}, 0)], WHO, "add")
    with pytest.raises(DataError, match="save it there with pg_dump"):
        write_copy(workspace, tmp_path / "x")
    workspace.close()
    dump, other = tmp_path / "w.dump", new_database(server)
    pg_dump, pg_restore = postgresql_program("pg_dump"), postgresql_program("pg_restore")
    subprocess.run([pg_dump, "-Fc", "-f", dump, address], check=True)
    subprocess.run([pg_restore, "--no-owner", "-d", other, dump], check=True)
    again = open_workspace(other)
    assert text_of(again) == "kept"
    with pytest.raises(sa.exc.DBAPIError, match="only added"), again.writing() as connection:
        connection.execute(sa.text("DELETE FROM changes"))
    again.close()


def test_what_is_forgotten_is_nowhere_in_the_file(tmp_path):
    workspace = open_workspace(tmp_path / "a.rollout", create=True)
    workspace.write([Edit("note", "a", {"text": "geheimes-wort"}, 0)], WHO, "add")
    workspace.write([Edit("note", "b", {"text": "bleibt"}, 0)], WHO, "add")
    history.forget(workspace, WHO, "note", ["a"])
    assert [(c.key, c.what, c.after) for c in history.changes_since(workspace, 0)] == [
        ("a", "add", None), ("b", "add", {"text": "bleibt"}), ("a", "forget", None)]  # fmt: skip
    with pytest.raises(DataError, match="was deleted"):
        history.undo(workspace, WHO, 1)
    workspace.close()
    files = list(tmp_path.iterdir())
    assert not any(b"geheimes-wort" in path.read_bytes() for path in files)


def test_no_database_is_loaded_without_a_workspace():
    code = "import sys, dashboard.app; print('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
