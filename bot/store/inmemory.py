"""SQLite in memory and without a thread: each statement is done before anything else goes on. For simulations only.

So the same acts always meet the same database in the same order, and a statement costs microseconds. Nothing is kept
when the process ends. Only what a real clinic never has is given up: more than one transaction at a time. Whoever asks
first is served first.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from bot.store import onetrip


class _Cursor(onetrip.Cursor):
    """Waits for nothing, so it needs none of the machinery for waiting."""

    __slots__ = ()

    def execute(self, operation: Any, parameters: Any = None) -> None:
        self._do(onetrip.execute, operation, parameters)

    def executemany(self, operation: Any, seq_of_parameters: Any) -> None:
        self._do(onetrip.executemany, operation, seq_of_parameters)

    def _do(self, what: Callable[..., Any], operation: str, parameters: Any) -> None:
        adapted: Any = self._adapt_connection
        if (before := adapted.put_with_the_next(operation)) is None:
            self._cursor = onetrip.NOTHING
            return
        self._cursor = what(adapted.driver_connection, before, operation, parameters)
        self._rows = deque(self._cursor.rows)


class _Connection(onetrip.OneTripConnection):
    """The same, for what is asked of the connection itself."""

    __slots__ = ()

    _cursor_cls = _Cursor

    @property
    def driver_connection(self) -> sqlite3.Connection:
        opened: Any = self._connection
        return opened  # type: ignore[no-any-return]

    @property
    def isolation_level(self) -> str | None:
        return self.driver_connection.isolation_level

    @isolation_level.setter
    def isolation_level(self, value: Any) -> None:
        self.driver_connection.isolation_level = value

    def create_function(self, *args: Any, **options: Any) -> None:
        self.driver_connection.create_function(*args, **options)

    def commit(self) -> None:
        if not self._never_began():
            self.driver_connection.commit()

    def rollback(self) -> None:
        if not self._never_began():
            self.driver_connection.rollback()

    def close(self) -> None:
        self.driver_connection.close()

    def terminate(self) -> None:
        self.driver_connection.close()


class _InMemory(onetrip.OneTrip):
    """The driver module: its one connection begins as a copy of what was given."""

    def __init__(self, content: bytes | None) -> None:
        super().__init__()
        self._content = content

    def connect(self, *args: Any, **options: Any) -> _Connection:
        del args, options
        opened: Any = sqlite3.connect(":memory:")
        if self._content is not None:
            opened.deserialize(self._content)
        return _Connection(self, opened)


class InMemoryConnection(AsyncConnection):
    """One transaction after the other: the next one begins when this is closed."""

    engine: "InMemoryEngine"

    async def start(self, is_ctxmanager: bool = False) -> "InMemoryConnection":  # noqa: FBT001, FBT002
        await self.engine.turn.acquire()
        if not self.sync_engine.pool.checkedin():  # type: ignore[attr-defined]
            await super().start(is_ctxmanager)  # the first time there is something to wait for
        else:
            self.sync_connection = self._assign_proxied(self.sync_engine.connect())
        return self

    async def execute(self, statement: Any, parameters: Any = None, *, execution_options: Any = None) -> Any:
        return self._proxied.execute(statement, parameters, execution_options=execution_options)

    async def exec_driver_sql(self, statement: str, parameters: Any = None, execution_options: Any = None) -> Any:
        return self._proxied.exec_driver_sql(statement, parameters, execution_options)

    async def close(self) -> None:
        try:
            self._proxied.close()
        finally:
            self.engine.turn.release()

    async def __aexit__(self, *failure: object) -> None:
        await self.close()


class InMemoryEngine(AsyncEngine):
    """An engine that waits for nothing but its turn. Once disposed of, it begins again from its first content."""

    _connection_cls = InMemoryConnection

    def __init__(self, sync_engine: sa.Engine, turn: asyncio.Lock | None = None) -> None:
        super().__init__(sync_engine)
        self.turn = turn or asyncio.Lock()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        async with self.connect() as connection:
            with connection._proxied.begin():  # noqa: SLF001
                yield connection

    def execution_options(self, **options: Any) -> "InMemoryEngine":
        return InMemoryEngine(self.sync_engine.execution_options(**options), self.turn)

    async def dispose(self, close: bool = True) -> None:  # noqa: FBT001, FBT002
        self.sync_engine.dispose(close)
        self.turn = asyncio.Lock()  # the next one may live in another event loop


def options_in_memory(content: bytes | None) -> dict[str, Any]:
    """What to open the engine with; `content` is a database to begin from, as `content_of` gave it."""
    return {"module": _InMemory(content), "poolclass": AsyncAdaptedQueuePool, "connect_args": {}}


def begin_with_the_next(connection: sa.Connection) -> None:
    """Begin a transaction together with its first statement; one without any never begins."""
    opened: Any = connection.connection.dbapi_connection
    opened.put_with_the_next("BEGIN")


async def content_of(engine: AsyncEngine) -> bytes:
    """A whole database in memory, to begin others from."""
    async with engine.connect() as connection:
        raw = await connection.get_raw_connection()
        opened: Any = raw.dbapi_connection
        return bytes(opened.driver_connection.serialize())
