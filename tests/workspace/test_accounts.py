"""Accounts: what is kept of them, what is refused, and an older workspace that had none."""

from __future__ import annotations

import datetime as dt
import functools

import argon2
import pytest
import sqlalchemy as sa

from rollout.errors import DataError
from rollout.workspace import Edit, accounts, open_workspace
from rollout.workspace.accounts import Accounts, Refused, check_password
from rollout.workspace.schema import CHANGES, LOG, METADATA

CHAMBERS = {"IHK Nord": frozenset({"01001"})}
PASSWORD = "ein ganz eigenes Wort"
NEWER = ("accounts", "access_keys", "access_log")


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch):
    quick = functools.partial(argon2.PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "PasswordHasher", quick)


@pytest.fixture
def made(workspace):
    return Accounts(workspace, lambda name: CHAMBERS.get(name, frozenset()))


def test_no_secret_is_kept(made):
    first = made.add("Agentur", "edit", "Servicestelle")
    made.change_password("agentur", first, PASSWORD)
    tokens = [made.sign_in("AGENTUR ", PASSWORD), made.make_address("agentur")]
    with made.workspace.reading() as connection:
        kept = str([connection.execute(sa.select(table)).all()
                    for table in METADATA.sorted_tables])  # fmt: skip
    assert "$argon2id$" in kept
    for secret in (first, PASSWORD, *tokens):
        assert secret not in kept


def test_what_is_not_named_stays_when_an_account_is_altered(made):
    made.add("kammer", "chamber", "IHK Nord", "IHK Nord")
    made.alter("kammer", office="Kammer Nord")
    changed = made.named("kammer")
    assert (changed.role, changed.office, changed.chamber) == ("chamber", "Kammer Nord", "IHK Nord")
    made.alter("kammer", role="edit")  # no chamber any more: its districts are not its own
    changed = made.named("kammer")
    assert (changed.role, changed.office, changed.chamber) == ("edit", "Kammer Nord", "")


@pytest.mark.parametrize(
    ("name", "role", "office", "chamber", "columns"),
    [
        ("a b", "edit", "Servicestelle", "", {"name"}),
        ("ok", "read", "Servicestelle", "", {"role"}),
        ("ok", "edit", "Servicestelle", "IHK Nord", {"chamber"}),
        ("ok", "chamber", "Kammer", "", {"chamber"}),
        ("ok", "chamber", "Kammer", "IHK Nirgends", {"chamber"}),
        ("ok", "edit", "Frau Beispiel", "", {None}),
        ("<b>", "boss", "", "x", {"name", "role", "chamber", None}),
        ("Da", "edit", "Servicestelle", "", {"name"}),
    ],
)
def test_what_is_no_account_is_refused_with_all_that_is_wrong(
    made, name, role, office, chamber, columns
):
    made.add("da", "edit", "Servicestelle")
    with pytest.raises(DataError) as caught:
        made.add(name, role, office, chamber)
    assert {problem.column for problem in caught.value.problems} == columns
    assert [account.name for account in made.all()] == ["da"]


def test_an_account_goes_through_its_life(made):
    first = made.add("kammer", "chamber", "Kammer Nord", "IHK Nord", by="leitung")
    token = made.sign_in("kammer", first)
    assert made.actor(made.of_key(token)).districts == {"01001"}
    made.alter("kammer", "edit", "Servicestelle")
    assert made.actor(made.of_key(token)).role == "edit"
    second = made.renew("kammer")
    assert made.of_key(token) is None
    made.close("kammer")
    with pytest.raises(Refused):
        made.sign_in("kammer", second)
    made.reopen("kammer")
    token = made.sign_in("kammer", second)
    made.sign_out(token)
    assert made.of_key(token) is None
    events = [entry.event for entry in reversed(made.entries())]
    assert events == ["account made", "signed in", "account changed", "password changed",
                      "account closed", "refused", "account opened", "signed in",
                      "signed out"]  # fmt: skip
    with pytest.raises(DataError, match="there is no 'nobody'"):
        made.close("nobody")


@pytest.mark.parametrize(
    ("new", "finding"),
    [("kurz", "4 letters"), ("x" * 201, "201 letters"), ("agentur-agentur", "guess"),
     ("aaaaaaaaaaaaaa", "guess"), (PASSWORD, "the old one")],
)  # fmt: skip
def test_a_password_easy_to_guess_is_refused(new, finding):
    with pytest.raises(DataError, match=finding):
        check_password(new, "agentur", PASSWORD)


def test_the_log_only_grows(made):
    made.log("denied", "agentur", "x" * 1000)
    assert len(made.entries()[0].detail) == 300
    for statement in ("DELETE FROM access_log", "UPDATE access_log SET detail = ''"):
        with pytest.raises(sa.exc.DBAPIError, match="only added"), made.workspace.writing() as c:
            c.exec_driver_sql(statement)


def test_the_log_forgets_after_a_year_and_by_nobody_before(made):
    days = {"old": 1200, "young": 360}
    with made.workspace.writing() as connection:
        for name, age in days.items():
            at = (dt.datetime.now(dt.UTC) - dt.timedelta(days=age)).isoformat()
            row = {"at": at, "account": name, "event": "refused", "detail": ""}
            connection.execute(LOG.insert(), row)
    with pytest.raises(sa.exc.DBAPIError, match="only added"), made.workspace.writing() as c:
        c.execute(LOG.delete().where(LOG.c.account == "young"))
    made.log("denied", "somebody", "log")
    assert {entry.account for entry in made.entries()} >= {"young", "somebody"}
    assert "old" not in {entry.account for entry in made.entries()}


def test_a_workspace_from_before_there_were_accounts_is_brought_forward(where):
    workspace = open_workspace(where, create=True)
    workspace.write([Edit("note", "a", {"text": "kept"}, 0)], "x", "add")
    with workspace.writing() as connection:  # as version 1 left it
        for table in reversed(NEWER):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("DROP FUNCTION access_log_stays")
        else:
            connection.exec_driver_sql("DROP TRIGGER changes_only_emptied")
        connection.exec_driver_sql("ALTER TABLE changes DROP COLUMN account")
        connection.exec_driver_sql("UPDATE workspace SET value = '1' WHERE name = 'schema'")
    workspace.close()
    newer = open_workspace(where)
    made = Accounts(newer, lambda name: frozenset())
    made.add("agentur", "edit", "Servicestelle")
    newer.write([Edit("note", "b", {"text": "new"}, 0)], "x", "add")
    with newer.reading() as connection:
        assert connection.execute(sa.select(CHANGES.c.account)).scalars().all() == ["", ""]
        names = set(sa.inspect(connection).get_table_names())
        columns = {name: {c["name"] for c in sa.inspect(connection).get_columns(name)}
                   for name in NEWER}  # fmt: skip
    assert names == set(METADATA.tables)
    assert columns == {name: set(METADATA.tables[name].c.keys()) for name in NEWER}
    for statement in ("DELETE FROM access_log", "UPDATE access_log SET detail = ''"):
        with pytest.raises(sa.exc.DBAPIError, match="only added"), newer.writing() as connection:
            connection.exec_driver_sql(statement)
    newer.close()


def test_a_login_is_noted_now_and_then_only(made):
    token = made.sign_in("a1", made.add("a1", "edit", "Servicestelle"))
    start = made.workspace.clock()
    for minutes in (1, 700):
        made.workspace.clock = lambda m=minutes: start + dt.timedelta(minutes=m)
        assert made.of_key(token) is not None
    made.workspace.clock = lambda: start + dt.timedelta(minutes=1400)
    assert made.of_key(token) is not None  # used in between
