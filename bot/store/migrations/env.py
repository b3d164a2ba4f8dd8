"""What Alembic runs for each migration: our connection, our tables, one transaction.

The caller brings the connection (bot/store/migrate.py), so nothing here reads settings or opens a database.
"""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

import bot.store.tables  # noqa: F401 - the import fills the metadata
from bot.store.metadata import metadata
from bot.store.types import UtcDateTime


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write our own type by its name; Alembic writes the rest."""
    if kind == "type" and isinstance(item, UtcDateTime):
        autogen.imports.add("from bot.store.types import UtcDateTime")
        return "UtcDateTime()"
    return False


def run(connection: sa.Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        render_item=render_item,
        compare_server_default=True,
        # SQLite's DDL is transactional since our engine begins the transactions itself.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


bound = context.config.attributes.get("connection")
if bound is None:
    raise RuntimeError("Migrations run through `doseday migrate`, which brings the connection.")
run(bound)
