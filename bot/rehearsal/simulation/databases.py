"""A fresh database for every story, copied from one that was migrated once: in memory, or on a PostgreSQL server.

On a server only databases made here are used, and each is dropped at its end; nothing else there is touched.
"""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store import migrate
from bot.store.engine import create_engine, create_engine_in_memory, create_engine_of_one
from bot.store.inmemory import content_of

PREFIX = "doseday_simulation"


class Databases(Protocol):
    """Makes databases."""

    def fresh(self) -> AbstractAsyncContextManager[AsyncEngine]:
        """A database of this release without a row."""

    async def close(self) -> None:
        """Leave nothing behind."""


class InMemory:
    """SQLite in memory. The engine stays: it knows how each statement is written by then."""

    def __init__(self) -> None:
        """Migrated when the first one is asked for."""
        self._engine: AsyncEngine | None = None

    @asynccontextmanager
    async def fresh(self) -> AsyncIterator[AsyncEngine]:
        """A copy that is gone at the end."""
        if self._engine is None:
            self._engine = create_engine_in_memory(await _migrated())
        try:
            yield self._engine
        finally:
            await self._engine.dispose()

    async def close(self) -> None:
        """There is nothing left."""


async def _migrated() -> bytes:
    engine = create_engine_in_memory()
    try:
        await migrate.upgrade_to_head(engine)
        return await content_of(engine)
    finally:
        await engine.dispose()


class OnServer:
    """PostgreSQL. `name` keeps apart those who simulate at the same time on one server."""

    def __init__(self, url: str, name: str) -> None:
        """`url` is any database of the server, by an account that may make others."""
        self._url, self._name = url, f"{PREFIX}_{name}"
        self._made = 0
        self._engine = create_engine_of_one(url)
        sa.event.listen(self._engine.sync_engine, "do_connect", self._to_the_newest)

    def _to_the_newest(self, _dialect: Any, _record: Any, _args: Any, options: dict[str, Any]) -> None:
        """One engine for all of them, which knows how each statement is written by then."""
        options["database"] = self._copy

    @property
    def _copy(self) -> str:
        return f"{self._name}_{self._made}"

    @asynccontextmanager
    async def fresh(self) -> AsyncIterator[AsyncEngine]:
        """A copy that is dropped at the end."""
        if not self._made:
            await self._make(self._name)
            await self._migrate()
        self._made += 1
        await self._make(self._copy, self._name)
        try:
            yield self._engine
        finally:
            await self._engine.dispose()
            await self._do(f'DROP DATABASE "{self._copy}" WITH (FORCE)')

    async def close(self) -> None:
        """Drop the one that the others were copied from."""
        await self._do(f'DROP DATABASE IF EXISTS "{self._name}" WITH (FORCE)')

    async def _make(self, name: str, template: str = "template0") -> None:
        await self._do(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        await self._do(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')

    async def _migrate(self) -> None:
        engine = create_engine(self._url_of(self._name))
        try:
            await migrate.upgrade_to_head(engine)
        finally:
            await engine.dispose()

    def _url_of(self, name: str) -> str:
        return make_url(self._url).set(database=name).render_as_string(hide_password=False)

    async def _do(self, statement: str) -> None:
        engine = create_engine(self._url).execution_options(isolation_level="AUTOCOMMIT")
        try:
            async with engine.connect() as connection:
                await connection.execute(sa.text(statement))
        finally:
            await engine.dispose()
