"""Migrations from nothing make exactly the tables the code believes in."""

import asyncio
import re

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.ext.asyncio import AsyncEngine

import bot.store.tables  # noqa: F401 - fills the metadata
from bot.store import migrate
from bot.store.metadata import metadata


def differences(connection: sa.Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_server_default": True})
    return compare_metadata(context, metadata)


def definitions(connection: sa.Connection) -> dict[str, str]:
    """Return every table and index as the database itself spells it."""
    statement = {
        "sqlite": "SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL",
        "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
        " UNION ALL SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace",
    }[connection.dialect.name]
    rows = connection.execute(sa.text(statement)).all()
    return {name: tidy(sql) for name, sql in rows if "alembic" not in name}


def tidy(sql: str) -> str:
    head, opening, body = re.sub(r"\s+", " ", sql).partition("(")
    # Alembic may write the columns and constraints of a table in another order; that is no difference.
    return head + opening + " ".join(sorted(re.split(r"[ ,()\"]+", body)))


async def test_migrations_equal_the_tables(engine: AsyncEngine) -> None:
    """Alembic finds nothing to add to or take from a migrated database."""
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_migrations_equal_the_tables_to_the_letter(engine: AsyncEngine, empty_engine: AsyncEngine) -> None:
    """Partial indexes and constraints are the same too, which Alembic does not compare."""
    async with empty_engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
        wanted = await connection.run_sync(definitions)
    async with engine.connect() as connection:
        assert await connection.run_sync(definitions) == wanted


async def test_an_empty_database_has_no_revision_and_gets_the_newest(empty_engine: AsyncEngine) -> None:
    """An empty database is told from a migrated one."""
    assert await migrate.current_revision(empty_engine) is None
    await migrate.upgrade_to_head(empty_engine)
    assert await migrate.current_revision(empty_engine) == migrate.head_revision()


async def test_migrating_twice_changes_nothing(engine: AsyncEngine) -> None:
    """A database at the newest revision stays as it is."""
    await migrate.upgrade_to_head(engine)
    assert await migrate.current_revision(engine) == migrate.head_revision()


async def test_two_that_start_at_once_migrate_one_after_the_other(empty_engine: AsyncEngine) -> None:
    """Two processes that find an empty database together both succeed."""
    await asyncio.gather(migrate.upgrade_to_head(empty_engine), migrate.upgrade_to_head(empty_engine))
    assert await migrate.current_revision(empty_engine) == migrate.head_revision()


async def test_a_failing_migration_leaves_nothing_behind(
    empty_engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A migration that breaks half-way leaves the database as it was."""
    made_all = sa.Table("half", sa.MetaData(), sa.Column("id", sa.Integer))

    def breaks(config: object, target: str) -> None:
        made_all.create(config.attributes["connection"])
        raise RuntimeError(target)

    monkeypatch.setattr(migrate.command, "upgrade", breaks)
    with pytest.raises(RuntimeError):
        await migrate.upgrade_to_head(empty_engine)
    async with empty_engine.connect() as connection:
        assert await connection.run_sync(lambda sync: sa.inspect(sync).get_table_names()) == []


def test_only_our_own_revisions_are_known() -> None:
    """A revision of a newer release, and none at all, are not known."""
    assert migrate.is_known_revision(migrate.head_revision())
    assert not migrate.is_known_revision("9999")
    assert not migrate.is_known_revision(None)
