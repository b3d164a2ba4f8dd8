"""Fresh databases for tests, made by copying one that was migrated once per worker."""

import asyncio
import itertools
import shutil
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from bot.store import migrate
from bot.store.engine import create_engine

T = TypeVar("T")

_TEMPLATE = "doseday_template"
_numbers = itertools.count(1)


class SqliteDatabases:
    """Copies of one migrated file."""

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.db"
        run_aside(_migrate(f"sqlite:///{self._template}"))

    @contextmanager
    def migrated(self, folder: Path) -> Iterator[str]:
        path = folder / "doseday.db"
        shutil.copyfile(self._template, path)
        yield f"sqlite:///{path}"

    @contextmanager
    def empty(self, folder: Path) -> Iterator[str]:
        yield f"sqlite:///{folder}/empty.db"


class PostgresqlDatabases:
    """Databases copied from one migrated template of a running server."""

    def __init__(self, server_url: str) -> None:
        self._server = server_url
        run_aside(self._do(f"CREATE DATABASE {_TEMPLATE}"))
        run_aside(_migrate(self._url(_TEMPLATE)))

    @contextmanager
    def migrated(self, _folder: Path) -> Iterator[str]:
        with self._copy_of(_TEMPLATE) as url:
            yield url

    @contextmanager
    def empty(self, _folder: Path) -> Iterator[str]:
        with self._copy_of("template0") as url:
            yield url

    @contextmanager
    def _copy_of(self, template: str) -> Iterator[str]:
        name = f"test_{next(_numbers)}"
        run_aside(self._do(f"CREATE DATABASE {name} TEMPLATE {template}"))
        yield self._url(name)
        run_aside(self._do(f"DROP DATABASE {name} WITH (FORCE)"))

    def _url(self, name: str) -> str:
        return urlunsplit(urlsplit(self._server)._replace(path="/" + name))

    async def _do(self, statement: str) -> None:
        connection = await asyncpg.connect(self._server)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


def run_aside(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in a loop of its own, leaving the test's alone."""
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(asyncio.run(work))
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that asked
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
    return results[0]


async def _migrate(url: str) -> None:
    engine = create_engine(url)
    try:
        await migrate.upgrade_to_head(engine)
    finally:
        await engine.dispose()
