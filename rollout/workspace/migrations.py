"""Bringing the tables of an older workspace forward, one small numbered step after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sqlalchemy as sa

from rollout.errors import DataError, Problem
from rollout.language import Text
from rollout.workspace.schema import META, VERSION, create_tables


def _accounts(connection: sa.Connection) -> None:
    """Accounts, what they show to come in, the log of access, and the account of a change."""
    number = {"sqlite": "INTEGER PRIMARY KEY", "postgresql": "SERIAL PRIMARY KEY"}
    for statement in (
        "ALTER TABLE changes ADD COLUMN account TEXT NOT NULL DEFAULT ''",
        "CREATE TABLE accounts (name TEXT PRIMARY KEY, role TEXT NOT NULL, office TEXT NOT NULL, "
        "chamber TEXT NOT NULL, password TEXT NOT NULL, is_first INTEGER NOT NULL, "
        "closed TEXT NOT NULL, failures INTEGER NOT NULL, failed_at TEXT NOT NULL)",
        "CREATE TABLE access_keys (digest TEXT PRIMARY KEY, account TEXT NOT NULL "
        "REFERENCES accounts (name) ON DELETE CASCADE, use TEXT NOT NULL, begun TEXT NOT NULL, "
        "used TEXT NOT NULL)",
        "CREATE INDEX ix_access_keys_account ON access_keys (account)",
        f"CREATE TABLE access_log (number {number[connection.dialect.name]}, at TEXT NOT NULL, "
        "account TEXT NOT NULL, event TEXT NOT NULL, detail TEXT NOT NULL)",
        *_LOG_STAYS[connection.dialect.name],
    ):
        connection.exec_driver_sql(statement)


_LOG_STAYS: Mapping[str, tuple[str, ...]] = {
    "sqlite": tuple(
        f"CREATE TRIGGER access_log_{verb.lower()} BEFORE {verb} ON access_log "
        "BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END"
        for verb in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        "CREATE FUNCTION access_log_stays() RETURNS trigger AS $$ BEGIN "
        "RAISE EXCEPTION 'the log is only added to'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER access_log_stays BEFORE UPDATE OR DELETE ON access_log "
        "FOR EACH ROW EXECUTE FUNCTION access_log_stays()",
    ),
}


def _old_log_goes(connection: sa.Connection) -> None:
    """Let what is a year old go from the log of access."""
    statements = {
        "sqlite": (
            "DROP TRIGGER access_log_delete",
            "CREATE TRIGGER access_log_delete BEFORE DELETE ON access_log "
            "WHEN OLD.at >= strftime('%Y-%m-%d', 'now', '-365 days') "
            "BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END",
        ),
        "postgresql": (
            "CREATE OR REPLACE FUNCTION access_log_stays() RETURNS trigger AS $$ BEGIN "
            "IF TG_OP = 'DELETE' AND OLD.at COLLATE \"C\" < to_char((now() AT TIME ZONE 'utc') "
            "- interval '365 days', 'YYYY-MM-DD') THEN RETURN OLD; END IF; "
            "RAISE EXCEPTION 'the log is only added to'; END $$ LANGUAGE plpgsql",
        ),
    }
    for statement in statements[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def _account_goes(connection: sa.Connection) -> None:
    """Let the account beside a change be emptied, and nothing else of it but what it says."""
    statements = {
        "sqlite": (
            "DROP TRIGGER IF EXISTS changes_only_emptied",
            "CREATE TRIGGER changes_only_emptied BEFORE UPDATE ON changes "
            "WHEN NOT ((NEW.before IS NULL AND NEW.after IS NULL) "
            "OR (NEW.before IS OLD.before AND NEW.after IS OLD.after AND NEW.account = '')) "
            "OR NEW.account NOT IN (OLD.account, '') OR NEW.role <> OLD.role "
            "OR NEW.number <> OLD.number "
            "OR NEW.action <> OLD.action OR NEW.at <> OLD.at OR NEW.kind <> OLD.kind "
            "OR NEW.key <> OLD.key OR NEW.version <> OLD.version OR NEW.what <> OLD.what "
            "BEGIN SELECT RAISE(ABORT, 'changes are only added'); END",
        ),
        "postgresql": (
            "CREATE OR REPLACE FUNCTION changes_stay() RETURNS trigger AS $$ BEGIN "
            "IF TG_OP = 'UPDATE' AND ((NEW.before IS NULL AND NEW.after IS NULL) "
            "OR (NEW.before IS NOT DISTINCT FROM OLD.before "
            "AND NEW.after IS NOT DISTINCT FROM OLD.after "
            "AND NEW.account = '')) AND NEW.account IN (OLD.account, '') "
            "AND (NEW.number, NEW.action, NEW.at, NEW.kind, NEW.key, NEW.version, NEW.what, "
            "NEW.role) = (OLD.number, OLD.action, OLD.at, OLD.kind, OLD.key, OLD.version, "
            "OLD.what, OLD.role) THEN RETURN NEW; END IF; "
            "RAISE EXCEPTION 'changes are only added'; END $$ LANGUAGE plpgsql",
        ),
    }
    for statement in statements[connection.dialect.name]:
        connection.exec_driver_sql(statement)


# Version of the schema -> what makes it out of the one before. A step names tables and columns in
# SQL of its own: what `schema` says today is not what it said when the step was written.
MIGRATIONS: Mapping[int, Callable[[sa.Connection], None]] = {
    2: _accounts, 3: _old_log_goes, 4: _account_goes,
}  # fmt: skip


def version_of(connection: sa.Connection) -> int | None:
    """Version of the schema; None where the database holds no workspace."""
    if not sa.inspect(connection).has_table(META.name):
        return None
    value = connection.execute(sa.select(META.c.value).where(META.c.name == "schema")).scalar()
    return None if value is None else int(value)


def needs_migration(connection: sa.Connection, name: str) -> bool:
    """Whether the tables are missing or older than this program; a newer schema is refused."""
    version = version_of(connection)
    if version is not None and version > VERSION:
        finding = Text(
            f"stammt von einer neueren Programmfassung (Stand {version}, dieses kennt {VERSION})",
            f"is of a newer version of the program (state {version}, this one knows {VERSION})",
        )
        remedy = Text("das Programm aktualisieren", "update the program")
        raise DataError(Problem("error", name, finding, remedy=remedy, code="workspace-newer"))
    return version != VERSION


def migrate(connection: sa.Connection) -> None:
    """Bring a database to the newest schema, within the caller's transaction."""
    version = version_of(connection)
    if version is None:
        create_tables(connection)
        return
    for number in range(version + 1, VERSION + 1):
        MIGRATIONS[number](connection)
    newest = META.update().where(META.c.name == "schema").values(value=str(VERSION))
    connection.execute(newest)
