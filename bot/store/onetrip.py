"""SQLite for asyncio with one trip to the database's thread for each statement.

The stock adapter makes four: open a cursor, execute, fetch, close. Each trip costs more than most of our statements, so
those that do nothing until another follows go along with that one. Nothing here changes what a statement does, when it
is committed, or what an error says.
"""

import sqlite3
from collections import deque
from collections.abc import Sequence
from typing import Any

import aiosqlite
from sqlalchemy import util
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)

# A plain BEGIN takes no lock before the first statement reads.
_GO_ALONG = frozenset({"BEGIN", "PRAGMA query_only=ON", "PRAGMA query_only=OFF"})


class _Before:
    """What a cursor says before its first statement."""

    description = None
    rowcount = lastrowid = -1
    arraysize = 1


NOTHING: Any = _Before


class _Came:
    """What came of one statement; the rows apart from it, as the adapter keeps them."""

    __slots__ = ("arraysize", "description", "lastrowid", "rowcount", "rows")

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self.description = cursor.description
        self.rows = cursor.fetchall() if cursor.description else []
        self.rowcount, self.lastrowid, self.arraysize = cursor.rowcount, cursor.lastrowid, cursor.arraysize


def execute(connection: sqlite3.Connection, before: Sequence[str], operation: str, parameters: Any) -> _Came:
    for one in before:
        connection.execute(one)
    return _Came(connection.execute(operation, () if parameters is None else parameters))


def executemany(connection: sqlite3.Connection, before: Sequence[str], operation: str, parameters: Any) -> _Came:
    for one in before:
        connection.execute(one)
    return _Came(connection.executemany(operation, parameters))


class Cursor(AsyncAdapt_aiosqlite_cursor):
    """Holds what came of the latest statement instead of a cursor in the thread."""

    __slots__ = ()

    def __init__(self, adapt_connection: AsyncAdapt_aiosqlite_connection) -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection._connection
        self._soft_closed_memoized = util.immutabledict()
        self._rows: deque[Any] = deque()
        self._cursor: Any = NOTHING

    async def _carry_out(self, what: Any, operation: str, parameters: Any) -> None:
        connection: Any = self._connection
        adapted: Any = self._adapt_connection
        if (before := adapted.put_with_the_next(operation)) is None:
            self._cursor = NOTHING
            return
        async with adapted._execute_mutex:
            self._cursor = await connection._execute(what, connection._conn, before, operation, parameters)
        self._rows = deque(self._cursor.rows)

    async def _execute_async(self, operation: Any, parameters: Any) -> Any:
        await self._carry_out(execute, operation, parameters)

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> Any:
        await self._carry_out(executemany, operation, seq_of_parameters)

    async def _async_soft_close(self) -> None:
        """Nothing is open in the thread."""

    def close(self) -> None:
        self._rows.clear()


class OneTripConnection(AsyncAdapt_aiosqlite_connection):
    """A connection whose cursors make one trip."""

    __slots__ = ("waiting",)

    _cursor_cls: type[AsyncAdapt_aiosqlite_cursor] = Cursor

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.waiting: list[str] = []

    def put_with_the_next(self, operation: str) -> Sequence[str] | None:
        """None when this goes along with the next statement; else what goes along with this one."""
        if operation in _GO_ALONG:
            self.waiting.append(operation)
            return None
        before, self.waiting = self.waiting, []
        return before

    def rollback(self) -> None:
        if not self._never_began():
            super().rollback()

    def commit(self) -> None:
        if not self._never_began():
            super().commit()

    def _never_began(self) -> bool:
        """Whether the transaction that ends had no statement; what else waits goes along with the next one."""
        if "BEGIN" not in self.waiting:
            return False
        self.waiting.remove("BEGIN")
        return True


class OneTrip(AsyncAdapt_aiosqlite_dbapi):
    """The driver module to give to `create_async_engine`."""

    def __init__(self) -> None:
        """The same driver, the same errors."""
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *args: Any, **options: Any) -> OneTripConnection:
        """A connection whose cursors make one trip for each statement."""
        return OneTripConnection(self, super().connect(*args, **options)._connection)
