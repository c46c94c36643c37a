"""Bringing the tables of an older workspace forward, one small numbered step after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sqlalchemy as sa

from rollout.errors import DataError, Problem
from rollout.language import Text
from rollout.workspace.schema import META, VERSION, create_tables

# Version of the schema -> what makes it out of the one before. A step names tables and columns in
# SQL of its own: what `schema` says today is not what it said when the step was written.
MIGRATIONS: Mapping[int, Callable[[sa.Connection], None]] = {}


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
