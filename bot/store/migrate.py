"""Brings a database to the version this release knows, and says which version a database has.

Each step runs in one transaction on both databases; two processes that start at once do it one after the other.
"""

from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.engine import UNCHECKED_REFERENCES, reading

_FOLDER = Path(__file__).parent / "migrations"
# Any number, as long as nobody else uses it in this database.
_ADVISORY_LOCK = 7_364_673


async def upgrade_to_head(engine: AsyncEngine) -> None:
    """Run every migration the database has not seen."""
    # SQLite rebuilds a table to alter it, which references to it would forbid; they are checked before the commit.
    unchecked = engine.execution_options(**{UNCHECKED_REFERENCES: True})
    async with unchecked.begin() as connection:
        await connection.run_sync(_upgrade)


async def current_revision(engine: AsyncEngine) -> str | None:
    """Return the revision the database is at; None when no migration has ever run there."""
    async with reading(engine).connect() as connection:
        return await connection.run_sync(_current)


def head_revision() -> str | None:
    """Return the newest revision this release knows."""
    return _scripts().get_current_head()


def is_known_revision(revision: str | None) -> bool:
    """Tell whether this release has the revision; a newer release's is unknown, and an empty database's is None."""
    return revision in {script.revision for script in _scripts().walk_revisions()}


def config_for(connection: sa.Connection | None = None) -> Config:
    """Return Alembic's configuration for our migrations, on this connection when one is given."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(config_for())


def _upgrade(connection: sa.Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ADVISORY_LOCK)))
    command.upgrade(config_for(connection), "head")
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise RuntimeError("A migration left a row that refers to nothing; the database is as it was before.")


def _current(connection: sa.Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
