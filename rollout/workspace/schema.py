"""The tables of a workspace, made from the register of kinds; the same on SQLite and PostgreSQL.

Every text is kept as it stands in a file, "" where nothing is said: what it means is read by the
readers, for the territorial status that is shown, and never twice in two ways.
"""

from __future__ import annotations

import sqlalchemy as sa

from rollout.workspace.kinds import KINDS, Kind, Part

VERSION = 4  # of the schema; every step up is an entry in `migrations.MIGRATIONS`
METADATA = sa.MetaData()

META = sa.Table(
    "workspace", METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)  # fmt: skip
CHANGES = sa.Table(
    "changes", METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    # First number of those written together: what one deed did is undone together.
    sa.Column("action", sa.Integer, nullable=False, index=True),
    sa.Column("at", sa.Text, nullable=False, index=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("before", sa.Text),
    sa.Column("after", sa.Text),
    sa.Column("undoes", sa.Integer),
    sa.Column("account", sa.Text, nullable=False, server_default=""),  # for administrators only
    sa.Index("changes_of_record", "kind", "key", "number"),
)  # fmt: skip
SUBJECTS = sa.Table(
    "change_subjects", METADATA,
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, sa.ForeignKey(CHANGES.c.number), primary_key=True),
)  # fmt: skip

# Who may come in by name, see `accounts`; of a password and of what a browser or a calendar is
# given to show there is never more here than what it can be compared with.
ACCOUNTS = sa.Table(
    "accounts", METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("office", sa.Text, nullable=False),
    sa.Column("chamber", sa.Text, nullable=False),
    sa.Column("password", sa.Text, nullable=False),
    sa.Column("is_first", sa.Integer, nullable=False),
    sa.Column("closed", sa.Text, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("failed_at", sa.Text, nullable=False),
)  # fmt: skip
KEYS = sa.Table(
    "access_keys", METADATA,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("account", sa.Text, sa.ForeignKey(ACCOUNTS.c.name, ondelete="CASCADE"),
              nullable=False, index=True),
    sa.Column("use", sa.Text, nullable=False),
    sa.Column("begun", sa.Text, nullable=False),
    sa.Column("used", sa.Text, nullable=False),
)  # fmt: skip
LOG = sa.Table(
    "access_log", METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("event", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
)  # fmt: skip


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _main_table(kind: Kind) -> sa.Table:
    more = [sa.Column("more", sa.Text, nullable=False, server_default="{}")]
    return sa.Table(
        kind.table, METADATA,
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        *map(_text, kind.plain_columns),
        *(more if kind.has_more else []),
    )  # fmt: skip


def _part_table(kind: Kind, part: Part) -> sa.Table:
    record = sa.ForeignKey(f"{kind.table}.id", ondelete="CASCADE")
    return sa.Table(
        part.table, METADATA,
        sa.Column("record", sa.Text, record, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("item", sa.Text, nullable=False, index=True),
        _text("value"),
    )  # fmt: skip


TABLES = {kind.name: _main_table(kind) for kind in KINDS.values()}
PARTS = {part.table: _part_table(kind, part) for kind in KINDS.values() for part in kind.parts}

# What was changed stays written: rows are only added. All that may be done to them is to empty what
# they say, for the right to be forgotten, or the account beside them, see `retention`.
_SQLITE = (
    "CREATE TRIGGER changes_stay BEFORE DELETE ON changes "
    "BEGIN SELECT RAISE(ABORT, 'changes are only added'); END",
    "CREATE TRIGGER changes_only_emptied BEFORE UPDATE ON changes "
    "WHEN NOT ((NEW.before IS NULL AND NEW.after IS NULL) "
    "OR (NEW.before IS OLD.before AND NEW.after IS OLD.after AND NEW.account = '')) "
    "OR NEW.account NOT IN (OLD.account, '') OR NEW.role <> OLD.role "
    "OR NEW.number <> OLD.number "
    "OR NEW.action <> OLD.action OR NEW.at <> OLD.at OR NEW.kind <> OLD.kind "
    "OR NEW.key <> OLD.key OR NEW.version <> OLD.version OR NEW.what <> OLD.what "
    "BEGIN SELECT RAISE(ABORT, 'changes are only added'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION changes_stay() RETURNS trigger AS $$ BEGIN "
    "IF TG_OP = 'UPDATE' AND ((NEW.before IS NULL AND NEW.after IS NULL) "
    "OR (NEW.before IS NOT DISTINCT FROM OLD.before AND NEW.after IS NOT DISTINCT FROM OLD.after "
    "AND NEW.account = '')) AND NEW.account IN (OLD.account, '') "
    "AND (NEW.number, NEW.action, NEW.at, NEW.kind, NEW.key, NEW.version, NEW.what, NEW.role) = "
    "(OLD.number, OLD.action, OLD.at, OLD.kind, OLD.key, OLD.version, OLD.what, OLD.role) "
    "THEN RETURN NEW; END IF; "
    "RAISE EXCEPTION 'changes are only added'; END $$ LANGUAGE plpgsql",
    "CREATE TRIGGER changes_stay BEFORE UPDATE OR DELETE ON changes "
    "FOR EACH ROW EXECUTE FUNCTION changes_stay()",
)
# The log of access is only added to, too, and what is a year old may go; the database's own clock
# says what that is, for nobody shall be able to tell it another day.
LOG_DAYS = 365
_LOG_STAYS = {
    "sqlite": (
        "CREATE TRIGGER access_log_update BEFORE UPDATE ON access_log "
        "BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END",
        "CREATE TRIGGER access_log_delete BEFORE DELETE ON access_log "
        f"WHEN OLD.at >= strftime('%Y-%m-%d', 'now', '-{LOG_DAYS} days') "
        "BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION access_log_stays() RETURNS trigger AS $$ BEGIN "
        "IF TG_OP = 'DELETE' AND OLD.at COLLATE \"C\" < to_char((now() AT TIME ZONE 'utc') "
        f"- interval '{LOG_DAYS} days', 'YYYY-MM-DD') THEN RETURN OLD; END IF; "
        "RAISE EXCEPTION 'the log is only added to'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER access_log_stays BEFORE UPDATE OR DELETE ON access_log "
        "FOR EACH ROW EXECUTE FUNCTION access_log_stays()",
    ),
}
GUARDS = {
    "sqlite": (*_SQLITE, *_LOG_STAYS["sqlite"]),
    "postgresql": (*_POSTGRESQL, *_LOG_STAYS["postgresql"]),
}


def create_tables(connection: sa.Connection) -> None:
    """Make every table of the newest schema in an empty database."""
    METADATA.create_all(connection)
    for statement in GUARDS[connection.dialect.name]:
        connection.exec_driver_sql(statement)
    connection.execute(META.insert(), [{"name": "schema", "value": str(VERSION)}])
