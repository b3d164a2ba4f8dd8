"""Durable databases to measure on: a SQLite file and a real PostgreSQL that waits for the disk, as in production."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from unittest import mock
from urllib.parse import urlsplit, urlunsplit

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.content.library import Library, load_library
from bot.heap import made_to_stay
from bot.service.database import open_database
from tests.support import postgres

KINDS = ("sqlite", "postgresql")
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
CONTENT = Path(__file__).parents[2] / "content"
# The tests run without waiting for the disk; a benchmark that did so would measure another product.
DURABLE = ("fsync=on", "synchronous_commit=on", "full_page_writes=on", "shared_buffers=128MB", "max_connections=60")
_numbers = count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a run measures: a folder on a real disk, a PostgreSQL server, the content; `quick` asks for less of it."""

    folder: Path
    server_url: str
    library: Library
    quick: bool

    @asynccontextmanager
    async def database(self, kind: str) -> AsyncIterator[str]:
        """The URL of a fresh migrated database, gone afterwards."""
        name = f"bench_{next(_numbers)}"
        async with self._empty(kind, name) as url:
            await (await open_database(url)).dispose()
            yield url

    @asynccontextmanager
    async def engine(self, kind: str) -> AsyncIterator[AsyncEngine]:
        """An engine on a fresh migrated database."""
        async with self.database(kind) as url:
            opened = await open_database(url)
            try:
                yield opened
            finally:
                await opened.dispose()

    @asynccontextmanager
    async def _empty(self, kind: str, name: str) -> AsyncIterator[str]:
        if kind == "sqlite":
            path = self.folder / f"{name}.db"
            yield f"sqlite:///{path}"
            for left in self.folder.glob(f"{name}.db*"):
                left.unlink()
            return
        await self._do(f"CREATE DATABASE {name}")
        yield urlunsplit(urlsplit(self.server_url)._replace(path=f"/{name}"))
        await self._do(f"DROP DATABASE {name} WITH (FORCE)")

    async def _do(self, statement: str) -> None:
        connection = await asyncpg.connect(self.server_url)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


@contextmanager
def durable_server() -> Iterator[str]:
    """A PostgreSQL that keeps its promises."""
    with mock.patch.object(postgres, "_FAST", DURABLE), postgres.server() as url:
        yield url


def content() -> Library:
    with made_to_stay():  # as the `doseday` command does
        return load_library(CONTENT)
