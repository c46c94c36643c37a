"""What goes by itself: old notes, done tasks, names of accounts; and what stays."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from rollout.workspace import Edit, open_workspace
from rollout.workspace.retention import Gone, let_go
from rollout.workspace.roles import Actor
from rollout.workspace.schema import ACCOUNTS, CHANGES, META

NOW = dt.datetime(2026, 11, 29, 9, 0, tzinfo=dt.UTC)
OLD, YOUNG = "2022-03-01", "2024-03-01"  # more and less than three years ago


def moment(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")


def record(workspace, day: str) -> None:
    """One record of each kind, written on a day by the account of an agency."""
    workspace.clock = lambda: moment(day)
    actor = Actor("edit", "Servicestelle", "agentur-1")
    edits = [
        Edit("note", f"note-{day}", {"text": "gesprochen", "date": day}, 0),
        Edit("task", f"done-{day}", {"title": "Rückruf", "done": day}, 0),
        Edit("task", f"open-{day}", {"title": "Rückruf", "due": day}, 0),
        Edit("check", f"check-{day}", {"ags": "01001", "date": day, "answer": "none"}, 0),
    ]
    workspace.acting(actor).write(edits, "Servicestelle", "add")


def add_accounts(workspace, closed: dict[str, str]) -> None:
    rest = {"role": "edit", "office": "x", "chamber": "", "password": "", "is_first": 0,
            "failures": 0, "failed_at": ""}  # fmt: skip
    with workspace.writing() as connection:
        for name, day in closed.items():
            connection.execute(ACCOUNTS.insert(), {"name": name, "closed": day, **rest})


def all_of(workspace, column) -> list[str]:
    with workspace.reading() as connection:
        return sorted(connection.execute(sa.select(column)).scalars())


def test_what_is_old_goes_by_itself(workspace):
    for day in (OLD, YOUNG):
        record(workspace, day)
    add_accounts(workspace, {"gone": "2025-06-01", "closed": "2026-06-01", "open": ""})
    assert let_go(workspace, NOW) == Gone(notes=1, tasks=1, accounts=1, names=4)
    left = {kind: [r.key for r in workspace.records(kind)] for kind in ("note", "task", "check")}
    assert left == {
        "note": [f"note-{YOUNG}"],
        "task": [f"done-{YOUNG}", f"open-{OLD}", f"open-{YOUNG}"],
        "check": [f"check-{OLD}", f"check-{YOUNG}"],
    }
    assert all_of(workspace, ACCOUNTS.c.name) == ["closed", "open"]
    with workspace.reading() as connection:
        rows = connection.execute(sa.select(CHANGES)).mappings().all()
    assert {(row["at"][:4], row["account"]) for row in rows if row["what"] == "add"} == {
        ("2022", ""), ("2024", "agentur-1"),
    }  # fmt: skip
    assert {row["role"] for row in rows} == {"Servicestelle", "Aufbewahrungsfrist"}
    assert all(row["after"] is None for row in rows if row["key"] == f"note-{OLD}")
    assert any(row["after"] for row in rows if row["key"] == f"check-{OLD}")
    assert let_go(workspace, NOW) == Gone()


def test_nothing_else_may_be_changed_after_the_fact(workspace):
    record(workspace, YOUNG)
    add_accounts(workspace, {})
    for statement in (
        "UPDATE changes SET account = 'other'", "UPDATE changes SET role = 'other', account = ''",
        "UPDATE changes SET after = '{}', account = ''", "DELETE FROM changes",
    ):  # fmt: skip
        with pytest.raises(sa.exc.DBAPIError, match="only added"), workspace.writing() as one:
            one.exec_driver_sql(statement)


def test_a_workspace_of_the_version_before_lets_go_too(where):
    workspace = open_workspace(where, create=True)
    record(workspace, OLD)
    with workspace.writing() as connection:  # its guard lets no name go
        connection.execute(META.update().where(META.c.name == "schema").values(value="3"))
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(
                "CREATE OR REPLACE FUNCTION changes_stay() RETURNS trigger AS "
                "$$ BEGIN RAISE EXCEPTION 'changes are only added'; END $$ LANGUAGE plpgsql"
            )
        else:
            connection.exec_driver_sql("DROP TRIGGER changes_only_emptied")
            connection.exec_driver_sql(
                "CREATE TRIGGER changes_only_emptied BEFORE UPDATE ON changes "
                "BEGIN SELECT RAISE(ABORT, 'changes are only added'); END"
            )
    workspace.close()
    newer = open_workspace(where)
    assert let_go(newer, NOW) == Gone(notes=1, tasks=1, names=4)
    newer.close()
