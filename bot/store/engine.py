"""Opens the database the same way everywhere: durable, strict about references, and never showing values in an error.

SQLite takes its write lock when a transaction begins: two that read before they write would otherwise fail with
"database is locked" despite the timeout. Nothing here knows a table.
"""

import json
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.store.inmemory import InMemoryEngine, begin_with_the_next, options_in_memory
from bot.store.onetrip import OneTrip

_BUSY_SECONDS = 30
# A pool for simulations: whoever asks first is served first, and nobody overtakes.
_ONE: dict[str, Any] = {"pool_size": 1, "max_overflow": 0, "pool_pre_ping": False}
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}

# Execution options, read when a transaction begins on SQLite.
READ_ONLY = "doseday_read_only"
UNCHECKED_REFERENCES = "doseday_unchecked_references"


def create_engine(url: str) -> AsyncEngine:
    """Open `sqlite:///path` or `postgresql://…`; nothing is connected until it is used."""
    target = async_url(url)
    return _sqlite(target) if target.get_backend_name() == "sqlite" else _postgresql(target)


def async_url(url: str) -> URL:
    """Return the plain URL with the driver we use, or raise ValueError for a database we do not know."""
    try:
        plain = make_url(url)
    except sa.exc.ArgumentError:
        plain = None
    # The refused URL may hold a password: it is neither quoted nor kept as the cause.
    if plain is None or (driver := _DRIVERS.get(plain.drivername.partition("+")[0])) is None:
        raise ValueError("not a sqlite:///path or postgresql://host/database URL")
    return plain.set(drivername=driver)


def create_engine_in_memory(content: bytes | None = None) -> AsyncEngine:
    """Open a SQLite database that lives in memory, a copy of `content`; for simulations."""
    made = _sqlite(make_url("sqlite+aiosqlite://"), _begin_alone, **_ONE, **options_in_memory(content))
    return InMemoryEngine(made.sync_engine)


def create_engine_of_one(url: str) -> AsyncEngine:
    """Open a PostgreSQL database with a single connection: whoever asks first is served first; for simulations."""
    return _postgresql(async_url(url), **_ONE)


def reading(engine: AsyncEngine) -> AsyncEngine:
    """Return the same engine for transactions that only read: they wait for no writer, and a write fails."""
    return engine.execution_options(**{READ_ONLY: True, "postgresql_readonly": True})


def _sqlite(url: URL, begin: Callable[[sa.Connection], None] | None = None, **options: Any) -> AsyncEngine:
    engine = _create(url, **{"module": OneTrip(), "connect_args": {"timeout": _BUSY_SECONDS}, **options})
    sa.event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    sa.event.listen(engine.sync_engine, "begin", begin or _begin_sqlite)
    return engine


def _postgresql(url: URL, **options: Any) -> AsyncEngine:
    server_settings = {
        "application_name": "doseday",
        "timezone": "UTC",
        "synchronous_commit": "on",
        "lock_timeout": f"{_BUSY_SECONDS}s",
        "idle_in_transaction_session_timeout": "60s",
        # Our statements touch few rows; starting helpers or compiling for them takes longer than running them.
        "max_parallel_workers_per_gather": "0",
        "jit": "off",
    }
    connect_args = {"timeout": 10, "server_settings": server_settings}
    return _create(url, connect_args=connect_args, **{"pool_pre_ping": True, **options})


def _create(url: URL, **options: Any) -> AsyncEngine:
    return create_async_engine(url, hide_parameters=True, json_serializer=_to_json, **options)


_to_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def _prepare_sqlite(connection: DBAPIConnection, _record: Any) -> None:
    # The driver would otherwise begin transactions by itself, late and without the lock.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_BUSY_SECONDS * 1000}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    options = connection.get_execution_options()
    read_only = bool(options.get(READ_ONLY))
    _switch(connection, "query_only", on=read_only, usually=False)
    _switch(connection, "foreign_keys", on=not options.get(UNCHECKED_REFERENCES), usually=True)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _begin_alone(connection: sa.Connection) -> None:
    """In memory there is one connection, and nobody to keep out; a pragma for each transaction would cost a tenth."""
    unchecked = bool(connection.get_execution_options().get(UNCHECKED_REFERENCES))
    _switch(connection, "foreign_keys", on=not unchecked, usually=True)
    begin_with_the_next(connection)


def _switch(connection: sa.Connection, pragma: str, *, on: bool, usually: bool) -> None:
    """Set a pragma of the pooled connection when it differs; SQLite ignores most of them inside a transaction."""
    if connection.info.get(pragma, usually) != on:
        connection.exec_driver_sql(f"PRAGMA {pragma}={'ON' if on else 'OFF'}")
        connection.info[pragma] = on
