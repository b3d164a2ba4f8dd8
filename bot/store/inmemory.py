"""SQLite in memory and without a thread: each statement is done before anything else goes on. For simulations only.

So the same acts always meet the same database in the same order, and a statement costs microseconds. Nothing is kept
when the process ends. Only what a real clinic never has is given up: more than one transaction at a time.
"""

import sqlite3
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from bot.store.onetrip import OneTrip, OneTripConnection


class _AtOnce:
    """As much of a driver's connection as the adapter asks for; everything is done when it is asked."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._conn = self._connection = connection
        self._tx = self

    def put_nowait(self, asked: Any) -> None:
        future, function = asked
        future.set_result(function())

    @property
    def isolation_level(self) -> str | None:
        return self._conn.isolation_level

    async def _execute(self, function: Any, *args: Any, **options: Any) -> Any:
        return function(*args, **options)

    async def create_function(self, *args: Any, **options: Any) -> None:
        self._conn.create_function(*args, **options)

    async def commit(self) -> None:
        self._conn.commit()

    async def rollback(self) -> None:
        self._conn.rollback()

    async def close(self) -> None:
        self._conn.close()

    def stop(self) -> None:
        self._conn.close()


class _InMemory(OneTrip):
    """The driver module: its one connection begins as a copy of what was given."""

    def __init__(self, content: bytes | None) -> None:
        super().__init__()
        self._content = content

    def connect(self, *args: Any, **options: Any) -> OneTripConnection:
        del args, options
        opened = sqlite3.connect(":memory:")
        if self._content is not None:
            opened.deserialize(self._content)
        return OneTripConnection(self, _AtOnce(opened))


def options_in_memory(content: bytes | None) -> dict[str, Any]:
    """What to open the engine with; `content` is a database to begin from, as `content_of` gave it."""
    return {"module": _InMemory(content), "poolclass": AsyncAdaptedQueuePool, "connect_args": {}}


async def content_of(engine: AsyncEngine) -> bytes:
    """A whole database in memory, to begin others from."""
    async with engine.connect() as connection:
        raw = await connection.get_raw_connection()
        return bytes(raw.driver_connection._conn.serialize())  # type: ignore[union-attr]  # noqa: SLF001
